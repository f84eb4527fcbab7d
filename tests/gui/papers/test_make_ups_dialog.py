"""Missed blocks and where they are made up, in the window."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from PySide6.QtCore import Qt
from taught import attend, taught

from cittrainer.gui.attendance.model import SheetModel
from cittrainer.gui.papers.make_ups_dialog import MakeUpsDialog
from cittrainer.models import AttendanceMark, Enrollment, MakeUp
from cittrainer.queries.attendance import register
from cittrainer.services.attendance import Tick, record
from cittrainer.settings import SettingsFile


@pytest.fixture
def both(database):
    with database.step("Prepare") as db:
        first = taught(db, number="CIT-1")
        soon = builders.today() + timedelta(days=30)
        second = taught(db, people=1, number="CIT-2", first=soon)
        db.get_one(Enrollment, second.trainees[0]).person.last_name = "Next"
    attend(database, first, but={(first.trainees[0], first.blocks[1]): AttendanceMark.ABSENT})
    return first, second


@pytest.fixture
def opened(runner, both, qtbot, tmp_path):
    dialog = MakeUpsDialog(
        runner, SettingsFile(tmp_path / "settings.toml"), both[0].course_id, "CIT-1"
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait_until(lambda: dialog.missed.rows.total == 1)
    return dialog


def test_the_first_missed_block_is_chosen_with_its_best_place(opened):
    assert opened.words.text().startswith("1 trainee not completed, 1 block missed")
    assert opened.places.rows.total == 1
    assert "Where Siobhán O'Malley can make “Block 2” up" in opened.places_heading.text()
    assert opened.arrange_button.isEnabled()
    assert not opened.call_off_button.isEnabled()


def test_a_make_up_is_arranged_and_called_off(opened, database, qtbot):
    opened.arrange_button.click()
    qtbot.wait_until(opened.call_off_button.isEnabled)
    assert "arranged: CIT-2" in opened.places_heading.text()
    assert not opened.arrange_button.isEnabled()

    opened.call_off_button.click()
    qtbot.wait_until(opened.arrange_button.isEnabled)
    with database.read() as db:
        assert db.query(MakeUp).count() == 0


def test_what_was_made_up_is_said(opened, both, database, qtbot):
    first, second = both
    opened.arrange_button.click()
    qtbot.wait_until(opened.call_off_button.isEnabled)
    with database.step("Tick") as db:
        record(db, [Tick(first.trainees[0], second.blocks[1])])

    opened.look()

    done = "Nobody has to make anything up"
    qtbot.wait_until(lambda: opened.words.text().startswith(done))
    assert "there for 1 h" in opened.places_heading.text()
    opened.call_off_button.click()
    qtbot.wait_until(opened.banner.isVisible)
    with database.read() as db:
        assert db.query(MakeUp).count() == 1


def test_the_guest_is_named_as_one_in_the_grid_of_the_other_course(opened, both, database, qtbot):
    _first, second = both
    opened.arrange_button.click()
    qtbot.wait_until(opened.call_off_button.isEnabled)
    with database.read() as db:
        book = register(db, second.course_id)
    sheet = SheetModel()

    sheet.show_day(book, book.week.days[0], half_days=False, pending={})

    tip = sheet.headerData(1, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Siobhán O'Malley\nMakes up for CIT-1"
    assert not sheet.cell_at(1, 0).tickable
    assert sheet.cell_at(1, 1).tickable
