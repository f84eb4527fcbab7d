"""Letters to presenters in the window: kinds, drafts, marking as invited, a mistyped day."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from PySide6.QtCore import Qt

from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.letters.dialog import LettersDialog
from cittrainer.gui.letters.words_dialog import WordsDialog
from cittrainer.models import (
    Booking,
    BookingState,
    ConfidentialRecord,
    LetterKind,
    Presenter,
    PresenterKind,
)
from cittrainer.queries.presenter_letters import PRESENTER_KINDS
from cittrainer.services.bookings import book
from cittrainer.services.confidential import ConfidentialWords, write_confidential
from cittrainer.settings import SettingsFile

LONG = "María José García-López van der Berg-Ó Súilleabháin"


class Chooser(FileChooser):
    """Answers with one folder."""

    def __init__(self, folder):
        self.answer = folder

    def folder(self, parent, title):
        return self.answer


@pytest.fixture
def ids(database):
    with database.step("Prepare") as db:
        builders.academy(db, coordinator="Dana Ortiz")
        course = builders.course(db, days=1, first=builders.today() + timedelta(days=40))
        story = builders.block(db, "Recovery", day=course.days[0])
        marcus = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        maria = builders.presenter(db, LONG, email="maria@example.org")
        to_ask = BookingState.TO_ASK
        return {
            "course": course.id,
            "maria": maria.id,
            "first": book(db, story.parts[0].id, marcus.id, state=to_ask),
            "other": book(db, story.parts[0].id, maria.id, role="facilitator", state=to_ask),
        }


@pytest.fixture
def dialog(runner, qtbot, tmp_path, ids):
    folder = tmp_path / "drafts"
    folder.mkdir()
    one = LettersDialog(
        runner,
        SettingsFile(tmp_path / "settings.toml"),
        ids["course"],
        kinds=PRESENTER_KINDS,
        chosen=[ids["maria"]],
        chooser=Chooser(folder),
    )
    one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.add_widget(one)
    one.show()
    qtbot.wait_until(lambda: runner.idle)
    return one


def names(dialog):
    return [row.letter.name for row in dialog.list.rows.rows()]


def states(database):
    with database.read() as db:
        return [one.state.value for one in db.query(Booking).order_by(Booking.id)]


def test_every_kind_of_letter_to_presenters_is_there_and_the_chosen_one_is_chosen(dialog):
    assert dialog.windowTitle() == "Letters to presenters"
    assert sorted(names(dialog)) == ["Marcus T.", LONG]
    assert dialog.write.text() == "Write 1 draft…"
    assert f"Dear {LONG}," in dialog.preview.toPlainText()
    assert "1 without an e-mail address: write it into the draft yourself" in dialog.about.text()
    assert "xperience" not in repr(dialog.list.rows.rows())

    assert not dialog.extras.addresses.isChecked()
    for kind in PRESENTER_KINDS[1:]:
        dialog.show_kind(kind)
        assert names(dialog) == []
        assert dialog.extras.isHidden()


def test_after_writing_invitations_their_presenters_are_marked_as_invited(
    dialog, database, runner, qtbot, ids
):
    assert dialog.extras.mark.isHidden()
    dialog.list.clearSelection()
    dialog.write.click()
    qtbot.wait_until(lambda: "2 mail drafts written" in dialog.banner.message)
    assert states(database) == ["to_ask", "to_ask"]
    assert dialog.extras.mark.text() == "Mark 2 presenters as invited"

    dialog.extras.mark.click()

    qtbot.wait_until(lambda: dialog.banner.message == "2 bookings set to invited.")
    assert states(database) == ["invited", "invited"]
    assert dialog.extras.mark.isHidden()
    runner.undo()
    qtbot.wait_until(lambda: states(database) == ["to_ask", "to_ask"])


def test_only_those_written_to_are_marked(dialog, database, qtbot):
    dialog.write.click()
    qtbot.wait_until(lambda: "1 mail draft written" in dialog.banner.message)

    dialog.extras.mark.click()

    qtbot.wait_until(lambda: states(database) == ["to_ask", "invited"])


def test_another_day_to_answer_by_is_seen_and_a_mistyped_one_refused(dialog, runner, qtbot):
    dialog.extras.answer_by.set_date(builders.today() + timedelta(days=3))
    dialog.extras.answer_by.editingFinished.emit()
    day = builders.today() + timedelta(days=3)
    qtbot.wait_until(lambda: f" {day.day}, {day.year} whether" in dialog.preview.toPlainText())

    dialog.extras.answer_by.setText("soon")
    dialog.write.click()

    assert dialog.banner.message == "“soon” is no date."
    dialog.extras.answer_by.set_date(builders.today() - timedelta(days=1))
    dialog.write.click()
    assert dialog.banner.message.startswith("Nobody can answer by ")
    assert list(dialog.writing.chooser.answer.iterdir()) == []


def test_an_unknown_placeholder_of_an_invitation_is_told_as_it_is_typed(dialog, runner, qtbot):
    dialog.words.click()
    words = dialog.findChild(WordsDialog)
    qtbot.wait_until(lambda: runner.idle and bool(words.preview.toPlainText()))

    words.letter.setPlainText("Come to {slotz}")

    assert words.trouble.text() == "This letter knows no {slotz}. Do you mean {slots}?"
    words.settle()
    words.reject()


def test_a_booking_that_changes_elsewhere_changes_the_letters(dialog, database, runner, qtbot, ids):
    with database.step("Elsewhere") as db:
        db.get_one(Booking, ids["first"]).state = BookingState.CONFIRMED

    qtbot.wait_until(lambda: names(dialog) == [LONG])
    dialog.show_kind(LetterKind.CONFIRMATION)
    assert names(dialog) == ["Marcus T."]


def test_addresses_are_put_in_once_it_is_ticked_and_never_shown(dialog, database, runner, qtbot):
    with database.step("Confidential record changed") as db:
        marcus = db.query(Presenter).filter_by(public_name="Marcus T.").one()
        builders.add(db, ConfidentialRecord(presenter_id=marcus.id, email="hidden@example.org"))
    dialog.list.clearSelection()
    dialog.extras.addresses.setChecked(True)

    dialog.write.click()
    qtbot.wait_until(lambda: "2 mail drafts written" in dialog.banner.message)

    drafts = list(dialog.writing.chooser.answer.iterdir())
    assert sum(b"hidden@example.org" in path.read_bytes() for path in drafts) == 1
    assert not dialog.extras.addresses.isChecked()
    held = repr(dialog.list.rows.rows()) + dialog.preview.toPlainText() + dialog.about.text()
    assert "hidden" not in held


def test_who_cannot_be_booked_is_told_before_anything_is_written(dialog, database, runner, qtbot):
    assert dialog.warning.text() == "Marcus T. cannot be booked for this course."

    with database.step("Confidential record changed") as db:
        marcus = db.query(Presenter).filter_by(public_name="Marcus T.").one()
        consent = ConfidentialWords(consent_on=builders.today() - timedelta(days=1))
        write_confidential(db, marcus.id, consent, seen=None)
    qtbot.wait_until(lambda: runner.idle and not dialog.warning.text())

    assert dialog.warning.isHidden()
