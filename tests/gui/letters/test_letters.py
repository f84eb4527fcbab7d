"""Letters in the window: who gets one, what it says, own words, drafts and PDF, renewals."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.letters.dialog import LettersDialog
from cittrainer.gui.letters.renewals_dialog import RenewalsDialog
from cittrainer.gui.letters.words_dialog import WordsDialog
from cittrainer.models import EnrollmentState, LetterKind
from cittrainer.queries.letters import letter_words
from cittrainer.services.earlier_records import EarlierDetails, add_record
from cittrainer.services.enrollments import set_states
from cittrainer.settings import SettingsFile

LONG = "María José García-López van der Berg-Ó Súilleabháin"


class Chooser(FileChooser):
    """Answers with one folder or file."""

    def __init__(self):
        self.answer = None

    def folder(self, parent, title):
        return self.answer

    def save_file(self, parent, title, proposal, kinds):
        return self.answer


@pytest.fixture
def course_id(database):
    with database.step("Prepare") as db:
        builders.academy(db, coordinator="Dana Ortiz")
        agency = builders.agency(db, "Ridgeway PD", contact_name="Chief Novak")
        course = builders.course(db, days=1)
        for name in (LONG, "Okafor", "Walker"):
            builders.enrollment(db, course, builders.person(db, name, agency=agency))
        return course.id


@pytest.fixture
def open_(runner, qtbot, tmp_path):
    def made(kind, *args, **more):
        settings = SettingsFile(tmp_path / "settings.toml")
        one = kind(runner, settings, *args, chooser=Chooser(), **more)
        one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.add_widget(one)
        one.show()
        qtbot.wait_until(lambda: runner.idle)
        return one

    return made


def names(dialog):
    return [row.letter.name for row in dialog.list.rows.rows()]


def test_each_kind_of_letter_shows_whom_it_goes_to_and_what_it_says(open_, course_id):
    dialog = open_(LettersDialog, course_id)

    assert names(dialog) == [f"Siobhán {LONG}", "Siobhán Okafor", "Siobhán Walker"]
    assert f"Dear Siobhán {LONG}," in dialog.preview.toPlainText()
    assert dialog.write.text() == "Write 3 drafts…"
    assert "3 without an e-mail address" in dialog.about.text()
    dialog.list.select([dialog.list.rows.rows()[1].key])
    assert "Dear Siobhán Okafor," in dialog.preview.toPlainText()
    assert dialog.write.text() == "Write 1 draft…"

    dialog.show_kind(LetterKind.SUPERVISOR)
    assert names(dialog) == ["Chief Novak"]
    assert "Siobhán Okafor\nSiobhán Walker" in dialog.preview.toPlainText()
    dialog.show_kind(LetterKind.OFFER)
    assert names(dialog) == []
    assert not dialog.write.isEnabled()


def test_a_changed_enrollment_changes_the_letters_that_are_open(
    open_, course_id, runner, database, qtbot
):
    dialog = open_(LettersDialog, course_id)
    key = int(dialog.list.rows.rows()[0].key)

    runner.write(
        "Withdraw",
        lambda db: set_states(db, [key], EnrollmentState.WITHDRAWN, reason="Court"),
    )

    qtbot.wait_until(lambda: len(names(dialog)) == 2)


def test_drafts_and_a_pdf_are_written_for_those_chosen(open_, course_id, qtbot, tmp_path):
    dialog = open_(LettersDialog, course_id)
    dialog.list.select([dialog.list.rows.rows()[1].key])
    dialog._chooser.answer = tmp_path / "drafts"
    dialog._chooser.answer.mkdir()

    dialog.write.click()
    qtbot.wait_until(lambda: "1 mail draft written" in dialog.banner.message)

    (path,) = dialog._chooser.answer.iterdir()
    assert path.name.endswith("Siobhán Okafor.eml")
    assert dialog.writing.drafts.folder.isVisible()
    dialog._chooser.answer = tmp_path / "Letters.pdf"
    dialog.list.select([])
    dialog.save.click()
    qtbot.wait_until(lambda: "Letters.pdf" in dialog.banner.message)
    assert len(PdfReader(tmp_path / "Letters.pdf").pages) == 3


@pytest.fixture
def words(open_, course_id, qtbot, runner):
    dialog = open_(LettersDialog, course_id)
    dialog.words.click()
    one = dialog.findChild(WordsDialog)
    qtbot.wait_until(lambda: runner.idle and bool(one.preview.toPlainText()))
    # The dialog behind it lives as long as this does.
    yield one
    assert dialog


def test_an_unknown_placeholder_is_told_as_it_is_typed_and_not_saved(words, database, qtbot):
    words.letter.setPlainText("Dear {nmae}")

    assert words.trouble.text() == "This letter knows no {nmae}. Do you mean {name}?"
    words.save.click()
    qtbot.wait_until(lambda: "knows no {nmae}" in words.banner.message)
    with database.read() as db:
        assert not any(one.own for one in letter_words(db))
    words.settle()


def test_words_are_seen_filled_in_saved_and_given_up(words, database, qtbot, runner):
    words.letter.setPlainText("Come, ")
    item = next(
        words.placeholders.item(row)
        for row in range(words.placeholders.count())
        if words.placeholders.item(row).text() == "{last_name}"
    )
    words.letter.moveCursor(words.letter.textCursor().MoveOperation.End)
    words.letter.setFocus()
    words.insert(item)

    assert words.letter.toPlainText() == "Come, {last_name}"
    qtbot.wait_until(lambda: words.preview.toPlainText().endswith(f"Come, {LONG}"))
    dialog = words.parent()
    words.save.click()
    qtbot.wait_until(lambda: f"Come, {LONG}" in dialog.preview.toPlainText())
    assert database.undoable().label == "Change the words: Joining letters"

    dialog.words.click()
    again = [one for one in dialog.findChildren(WordsDialog) if one is not words][-1]
    qtbot.wait_until(again.save.isEnabled)
    again.shipped.click()
    again.save.click()
    qtbot.wait_until(lambda: "Please come ten minutes" in dialog.preview.toPlainText())
    with database.read() as db:
        assert not any(one.own for one in letter_words(db))


@pytest.fixture
def due(database):
    """One runs out in 20 days, one in 100, one ran out, one of these is in a coming course."""
    today = builders.today()
    with database.step("Prepare") as db:
        builders.academy(db)
        agency = builders.agency(db)
        course = builders.course(db, first=today + timedelta(days=30))
        ids = {}
        for name, days in (("Soon", 20), ("Later", 100), ("Late", -5), ("Coming", 20)):
            person = builders.person(db, name, agency=agency)
            details = EarlierDetails(
                title="CIT",
                done_on=today - timedelta(days=700),
                expires_on=today + timedelta(days=days),
                proof="Seen",
            )
            add_record(db, person.id, details, today=today)
            ids[name] = person.id
            if name == "Coming":
                builders.enrollment(db, course, person)
        return ids


def test_renewals_are_listed_by_time_and_need(open_, due, qtbot, runner):
    dialog = open_(RenewalsDialog)

    def shown():
        return [row.last_name for row in dialog.list.rows.rows()]

    assert set(shown()) == {"Soon", "Later", "Late", "Coming"}
    assert dialog.notices.text() == "3 notices…"
    dialog.within.setCurrentIndex(dialog.within.findData(30))
    qtbot.wait_until(lambda: set(shown()) == {"Soon", "Late", "Coming"})
    dialog.chips.mark_chosen("open")
    dialog._filter()
    assert set(shown()) == {"Soon", "Late"}
    dialog.search.setText("soo")
    assert dialog.notices.text() == "1 notice…"
    dialog.notices.click()
    notices = dialog.findChild(LettersDialog)
    qtbot.wait_until(lambda: names(notices) == ["Siobhán Soon"])
    assert notices.chips.isHidden()
    dialog.search.clear()
    opened = []
    dialog.person_opened.connect(opened.append)
    dialog.list.row_opened.emit(dialog.list.rows.rows()[0])
    assert opened == [dialog.list.rows.rows()[0].person_id]


def test_the_dialogs_can_be_used_without_a_mouse(open_, course_id):
    dialog = open_(LettersDialog, course_id)

    named = [one for one in dialog.findChildren(QWidget) if one.accessibleName()]
    assert {"The letter", "Which letters"} <= {one.accessibleName() for one in named}
