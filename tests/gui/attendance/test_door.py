"""At the door and from the sheet: check-in, sign-in times, and all that a cell ever held."""

from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QLabel, QLineEdit
from taught import attend, taught

from cittrainer.gui.attendance.cell_history import CellHistory
from cittrainer.gui.attendance.check_in import CheckInDialog
from cittrainer.gui.attendance.tab import AttendanceTab
from cittrainer.gui.attendance.times_dialog import TimesDialog
from cittrainer.gui.common.dates import time_of_day
from cittrainer.models import AttendanceMark, CourseDay, PersonIdentifier
from cittrainer.queries.attendance import register
from cittrainer.services.attendance import Tick, record
from cittrainer.settings import SettingsFile


@pytest.fixture
def made(database):
    """Three people, two blocks of an hour from 8:00 and 10:00; O'Malley has a badge."""
    with database.step("Prepare") as db:
        one = taught(db)
        omalley = register(db, one.course_id).trainees
        person_id = next(t.person_id for t in omalley if t.last_name == "O'Malley")
        builders.add(db, PersonIdentifier(person_id=person_id, kind="badge", value="0042"))
    return one


@pytest.fixture
def show(runner, qtbot):
    def made(kind, *args):
        one = kind(runner, *args)
        one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.add_widget(one)
        one.show()
        qtbot.wait_until(lambda: runner.idle)
        return one

    return made


def book(database, made):
    with database.read() as db:
        return register(db, made.course_id)


def marks(database, made, place):
    entries = book(database, made).entries
    return {
        block: (entry.mark.value, entry.minutes)
        for (one, block), entry in entries.items()
        if one == made.trainees[place]
    }


@pytest.fixture
def door(show, database, made):
    day = book(database, made).week.days[0]
    return show(CheckInDialog, made.course_id, day)


def typed(door, qtbot, text):
    door.field.setText(text)
    qtbot.keyClick(door.field, Qt.Key.Key_Return)


def test_two_letters_and_enter_check_somebody_in(door, database, made, qtbot):
    assert door.count.text() == "0 of 3 here"
    first = made.blocks[0]

    typed(door, qtbot, "om")
    qtbot.wait_until(lambda: door.said.text() == "Siobhán O'Malley is here.")

    assert marks(database, made, 0) == {first: ("present", 60)}
    qtbot.wait_until(lambda: door.count.text() == "1 of 3 here")
    assert door.field.text() == ""
    typed(door, qtbot, "om")
    assert door.said.text() == "Siobhán O'Malley is ticked already."
    typed(door, qtbot, "zz")
    assert door.said.text() == "Nobody in this course is meant by “zz”."
    assert len(book(database, made).entries) == 1


def test_a_scanned_card_means_one_person_for_the_whole_day(door, database, made, qtbot):
    door.into.setCurrentIndex(door.into.count() - 1)

    typed(door, qtbot, "42")
    qtbot.wait_until(lambda: "is here" in door.said.text())

    assert set(marks(database, made, 0)) == set(made.blocks)
    door.undo.click()
    qtbot.wait_until(lambda: book(database, made).entries == {})
    assert door.said.text() == "The last one was taken back."


def test_the_arrows_choose_among_several(door, database, made, qtbot):
    with database.read() as db:
        names = [one.sorted_name for one in register(db, made.course_id).trainees]
    door.field.clear()
    assert [door.list.item(row).text().partition(" · ")[0] for row in range(3)] == names
    door.list.itemActivated.emit(door.list.item(1))
    qtbot.wait_until(lambda: "is here" in door.said.text())
    qtbot.wait_until(lambda: door.list.item(2).text().endswith("here already"))
    assert door.list.item(2).text().startswith(names[1])


def test_times_of_the_sheet_become_minutes(show, database, made, qtbot):
    shown = book(database, made)
    dialog = show(TimesDialog, shown, shown.week.days[0])
    last = next(
        row for row, one in enumerate(shown.trainees) if one.enrollment_id == made.trainees[0]
    )
    dialog.table.item(last, 1).setText("8:20")
    dialog.table.item(last, 2).setText("10:30")
    assert dialog.table.item(last, 3).text() == "1 h 10 min of 2 h"
    other = (last + 1) % 3
    dialog.table.item(other, 1).setText("9:00")
    dialog.table.item(other, 2).setText("8:00 am")

    dialog.save.click()
    assert "Nobody can sign out before signing in" in dialog.banner.message
    assert book(database, made).entries == {}
    dialog.table.item(other, 2).setText("soon")
    dialog.save.click()
    assert "“soon” is no time" in dialog.banner.message
    dialog.table.item(other, 1).setText("")
    dialog.table.item(other, 2).setText("")
    dialog.save.click()

    qtbot.wait_until(lambda: not dialog.isVisible())
    first, second = made.blocks
    assert marks(database, made, 0) == {first: ("late", 40), second: ("left_early", 30)}
    shown = book(database, made)
    again = show(TimesDialog, shown, shown.week.days[0])
    assert again.table.item(last, 1).text() == time_of_day(500)
    assert not again.something_typed
    again.save.click()
    assert "No time was typed" in again.banner.message


def test_enter_goes_to_the_next_name(show, database, made):
    shown = book(database, made)
    dialog = show(TimesDialog, shown, shown.week.days[0])
    dialog.table.setCurrentCell(0, 1)

    dialog.table.closeEditor(QLineEdit(), QAbstractItemDelegate.EndEditHint.SubmitModelCache)

    assert (dialog.table.currentRow(), dialog.table.currentColumn()) == (1, 1)


def test_times_of_a_closed_day_need_a_reason(show, database, made, qtbot):
    attend(database, made)
    with database.step("Close") as db:
        db.get(CourseDay, made.days[0]).closed = True
    shown = book(database, made)
    dialog = show(TimesDialog, shown, shown.week.days[0])
    dialog.table.item(0, 1).setText("8:30")

    dialog.save.click()
    qtbot.wait_until(lambda: "is closed" in dialog.banner.message)
    dialog.reason.setText("The sheet says 8:30.")
    dialog.save.click()

    qtbot.wait_until(lambda: not dialog.isVisible())
    entry = book(database, made).entries[shown.trainees[0].enrollment_id, made.blocks[0]]
    assert (entry.minutes, entry.corrections, entry.reason) == (30, 1, "The sheet says 8:30.")


def test_a_corrected_cell_says_by_whom_when_and_why(show, runner, database, made, qtbot, tmp_path):
    attend(database, made)
    pair = (made.trainees[0], made.blocks[0])
    with database.step("Correct") as db:
        tick = Tick(*pair, AttendanceMark.LATE, missed=20)
        record(db, [tick], reason="Signed in at 8:20.")
    tab = AttendanceTab(runner, SettingsFile(tmp_path / "s.toml"), made.course_id)
    qtbot.add_widget(tab)
    tab.show()
    sheet = tab.ui.grid.sheet
    qtbot.wait_until(lambda: bool(sheet.trainees))
    row = next(at for at, one in enumerate(sheet.trainees) if one.enrollment_id == pair[0])

    said = sheet.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    tab.show_history(row, 0)
    history = tab.findChild(CellHistory)

    assert "Corrected" in said
    assert " by Dana: " in said
    assert said.endswith("Signed in at 8:20.")
    qtbot.wait_until(lambda: "late, 40 minutes" in _texts(history))
    assert "present, 1 h" in _texts(history)
    assert "Signed in at 8:20." in _texts(history)
    history.accept()


def _texts(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel))
