"""Releases in the window: who gets one, their drafts, what differs, and where the plan stands."""

from __future__ import annotations

import email
from email import policy

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cittrainer.gui.common import draft_writing
from cittrainer.gui.courses.release_dialog import ReleaseDialog
from cittrainer.gui.courses.release_recipients import RecipientsDialog
from cittrainer.gui.courses.releases_dialog import ReleasesDialog
from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.models import Block, Booking, BookingState, PresenterKind
from cittrainer.queries.release_recipients import recipients
from cittrainer.queries.releases import releases
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.services.academy import AcademyWords, set_up
from cittrainer.services.blocks import move_block
from cittrainer.services.releases import note_receipts, release
from cittrainer.settings import SettingsFile

LONG = "María José García-López van der Berg-Ó Súilleabháin"


class Chooser:
    """Answers with a folder, as a person would."""

    def __init__(self, folder):
        self.answer = folder

    def folder(self, _parent, _title):
        return self.answer


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course_id(database):
    """Two blocks on Monday: “Law” by a judge, “Story” by somebody who tells of their own life."""
    with database.step("Prepare") as db:
        set_up(db, AcademyWords(name="Ridgeway Academy"))
        course = builders.course(db, days=2)
        for title, start, name, kind in (
            ("Law", "8:00", LONG, PresenterKind.JUDGE),
            ("Story", "10:00", "Sam", PresenterKind.LIVED_EXPERIENCE),
        ):
            block = builders.block(db, title, day=course.days[0], start=start, minutes=60)
            who = builders.presenter(db, name, kind=kind, email=f"{title}@example.org")
            part = block.parts[0].id
            confirmed = BookingState.CONFIRMED
            builders.add(db, Booking(block_part_id=part, presenter_id=who.id, state=confirmed))
        return course.id


def released(database, course_id, *, told=False):
    """Release the plan as it stands, to everybody if so wanted; its id."""
    with database.read() as db:
        found = [one.sentence for one in findings(week(db, course_id))]
    with database.step("Release") as db:
        release_id = release(db, course_id, acknowledged=found)
    if told:
        with database.read() as db:
            ids = [one.id for one in recipients(db, release_id)]
        with database.step("Told") as db:
            note_receipts(db, release_id, presenter_ids=ids)
    return release_id


def move(database, title, start):
    with database.step("Move") as db:
        block = next(one for one in db.query(Block) if one.title == title)
        move_block(
            db, block.id, course_day_id=block.course_day_id, start_minute=builders.minute(start)
        )


def names(dialog):
    return [row.name for row in dialog.list.rows.rows()]


@pytest.fixture
def opened(database, runner, settings, qtbot, tmp_path):
    """Opens who gets a release, with a folder for the drafts."""

    def open_(release_id):
        folder = tmp_path / "drafts"
        folder.mkdir(exist_ok=True)
        chooser = Chooser(folder)
        one = RecipientsDialog(runner, settings, release_id, chooser=chooser)
        one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(one)
        one.show()
        qtbot.wait_until(lambda: runner.idle)
        return one

    return open_


def test_those_to_be_told_come_first_and_the_chosen_one_s_changes_are_read(
    database, course_id, opened
):
    released(database, course_id, told=True)
    move(database, "Law", "13:00")
    dialog = opened(released(database, course_id))

    assert dialog.heading.text() == "Release 2: who gets it"
    assert names(dialog) == [LONG]
    assert [dialog.chips.current, dialog.about.text().split(" · ")[-1]] == [
        "open",
        "0 of 2 got it",
    ]
    dialog.list.selectRow(0)
    said = [line.text for line in dialog.changes.lines]
    assert said[:2] == [LONG, "1 change since release 1."]
    assert "moves to 13:00–14:00" in said[-1]
    dialog.chips.choose("all")
    assert set(names(dialog)) == {LONG, "Sam"}
    dialog.search.setText("sam")
    assert names(dialog) == ["Sam"]


def test_drafts_are_written_for_those_shown_and_marked_as_sent_as_one_step(
    database, course_id, opened, runner, qtbot
):
    release_id = released(database, course_id)
    dialog = opened(release_id)
    assert dialog.write.text() == "Write 2 drafts…"

    dialog.write.click()
    qtbot.wait_until(lambda: "2 mail drafts written" in dialog.banner.message)

    files = sorted(dialog.writing.chooser.answer.iterdir())
    assert len(files) == 2
    assert dialog.writing.folder.isVisible()
    for path in files:
        mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        kinds = [part.get_content_type() for part in mail.iter_attachments()]
        assert kinds == ["application/pdf", "text/calendar"]
    dialog.sent.click()
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait_until(lambda: dialog.chips.current == "open" and names(dialog) == [])
    with database.read() as db:
        assert releases(db, course_id)[0].receipts == 2
    assert not dialog.sent.isEnabled()
    runner.undo()
    qtbot.wait_until(lambda: len(names(dialog)) == 2)


def test_nothing_of_a_storyteller_s_life_or_address_is_shown_or_written(
    database, course_id, opened, qtbot
):
    dialog = opened(released(database, course_id))
    dialog.chips.choose("all")
    dialog.write.click()
    qtbot.wait_until(lambda: "written" in dialog.banner.message)

    _headings, rows = dialog.list.export_rows()
    shown = str(rows) + str([line.text for line in dialog.changes.lines])
    (path,) = (one for one in dialog.writing.chooser.answer.iterdir() if "Sam" in one.name)
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    body = mail.get_body().get_content()
    assert "Story@example.org" not in shown + path.read_text("utf-8", "replace")
    assert "lived" not in (shown + body).casefold()
    assert mail["To"] is None or "@" not in mail["To"]


def test_drafts_that_are_there_are_replaced_only_when_that_is_answered(
    database, course_id, opened, qtbot, monkeypatch
):
    dialog = opened(released(database, course_id))
    dialog.write.click()
    qtbot.wait_until(lambda: "written" in dialog.banner.message)
    (first, _second) = sorted(dialog.writing.chooser.answer.iterdir())
    first.write_text("mine")
    asked, answers = [], [False, True]

    def ask(_parent, title, *_words, **_more):
        asked.append(title)
        return answers.pop(0)

    monkeypatch.setattr(draft_writing, "ask", ask)
    dialog.write.click()
    qtbot.wait_until(lambda: len(asked) == 1)
    assert first.read_text() == "mine"
    dialog.write.click()
    qtbot.wait_until(lambda: "written" in dialog.banner.message)
    assert asked == ["Replace the drafts?"] * 2
    assert first.read_bytes().startswith(b"X-Unsent")


def test_a_folder_that_is_gone_is_refused_in_the_dialog(database, course_id, opened, qtbot):
    dialog = opened(released(database, course_id))
    dialog.writing.chooser.answer.rmdir()

    dialog.write.click()

    qtbot.wait_until(lambda: bool(dialog.banner.message))
    assert "folder" in dialog.banner.message
    assert dialog.write.isEnabled()


def test_no_folder_chosen_writes_nothing(database, course_id, opened):
    dialog = opened(released(database, course_id))
    dialog.writing.chooser.answer = None

    dialog.write.click()

    assert not dialog.banner.message
    assert dialog.write.isEnabled()


def test_what_differs_between_any_two_releases_is_read_and_copied(
    database, course_id, runner, settings, qtbot
):
    released(database, course_id)
    move(database, "Law", "13:00")
    released(database, course_id)
    move(database, "Story", "15:00")
    dialog = ReleasesDialog(runner, settings, course_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait_until(lambda: runner.idle)

    assert dialog.state.text() == "Draft: 1 change since release 2."
    assert [row.number for row in dialog.list.rows.rows()] == [2, 1]
    assert ["Story" in line.text for line in dialog.changes.lines] == [False, True]
    dialog.before.setCurrentText("Release 1")
    dialog.after.setCurrentText("Release 2")
    assert "Law" in dialog.changes.lines[1].text
    dialog.copy.click()
    assert "13:00–14:00" in QGuiApplication.clipboard().text()
    dialog.before.setCurrentText("Release 2")
    assert dialog.changes.lines[0].text == "Nothing differs."
    assert not dialog.copy.isEnabled()
    with qtbot.wait_signal(dialog.recipients_wanted) as wanted:
        dialog.list.selectRow(1)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    with database.read() as db:
        assert wanted.args == [releases(db, course_id)[1].id]


def test_over_the_grid_stands_whether_the_plan_is_as_released(
    database, course_id, runner, settings, qtbot
):
    tab = WeekTab(runner, settings, course_id)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.wait_until(lambda: tab.releases.state.text() == "Not released yet")

    tab.releases.show_release()
    dialog = tab.findChild(ReleaseDialog)
    qtbot.wait_until(lambda: dialog._draft is not None)
    for tick in dialog.ticks:
        tick.setChecked(True)
    dialog.save.click()
    qtbot.wait_until(lambda: tab.findChild(RecipientsDialog) is not None)
    who = tab.findChild(RecipientsDialog)
    qtbot.wait_until(lambda: runner.idle and len(names(who)) == 2)
    who.close_button.click()
    qtbot.wait_until(lambda: tab.releases.state.text() == "As in release 1")

    move(database, "Law", "13:00")
    qtbot.wait_until(lambda: tab.releases.state.text() == "1 change since release 1")
    tab.releases.state.click()
    assert tab.findChild(ReleasesDialog).isVisible()
    tab.findChild(ReleasesDialog).close_button.click()
