from __future__ import annotations

import builders
import pytest
from PySide6.QtWidgets import QWidget

from cittrainer.gui.courses.release_dialog import ReleaseDialog
from cittrainer.models import Booking, BookingState, CourseDay
from cittrainer.queries.releases import releases


@pytest.fixture
def dialog(database, runner, qtbot):
    """The dialog about a course with two clashing blocks of somebody who has not answered."""
    with database.step("Prepare") as db:
        course = builders.course(db, days=1)
        who = builders.presenter(db)
        for title in ("Law", "Care"):
            block = builders.block(db, title, day=course.days[0], start="8:00")
            builders.add(
                db,
                Booking(
                    block_part_id=block.parts[0].id,
                    presenter_id=who.id,
                    state=BookingState.INVITED,
                ),
            )
        course_id = course.id
    window = QWidget()
    qtbot.addWidget(window)
    one = ReleaseDialog(runner, course_id, window)
    one.show()
    qtbot.wait_until(lambda: runner.idle)
    yield one
    del window


def test_the_plan_is_released_once_everything_found_is_ticked(dialog, database, runner, qtbot):
    assert dialog.state.text() == "Draft: not released yet."
    assert len(dialog.ticks) > 1
    assert not dialog.save.isEnabled()
    for tick in dialog.ticks:
        assert tick.accessibleName()
        tick.setChecked(True)
    dialog.note.setText("First")

    dialog.save.click()

    qtbot.wait_until(lambda: runner.idle)
    with database.read() as db:
        (made,) = releases(db, 1)
    assert (made.number, made.note) == (1, "First")
    assert made.acknowledged


def test_a_plan_that_changed_meanwhile_is_refused_in_the_dialog(dialog, database, runner, qtbot):
    for tick in dialog.ticks:
        tick.setChecked(True)
    with database.step("More") as db:
        builders.block(db, "Late", day=db.get_one(CourseDay, 1), start="15:00")

    dialog.save.click()

    qtbot.wait_until(dialog.banner.isVisible)
    with database.read() as db:
        assert releases(db, 1) == ()
    dialog.done(0)
