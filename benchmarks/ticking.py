"""What the attendance grid of a full course costs: to open, and to save a tick.

The course is made up: 60 trainees in 60 blocks on 5 days, four of them with every tick recorded.
It is shown by the Attendance tab as in the program; opening lasts from its making to its painting,
a tick from the key to the file.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from cittrainer.db import Actor, Database
from cittrainer.models import (
    Academy,
    AttendanceEntry,
    AttendanceMark,
    Block,
    BlockPart,
    Course,
    CourseDay,
    CourseState,
    Enrollment,
    EnrollmentState,
    Person,
    TraineeRole,
)
from cittrainer.queries.attendance import register

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

TRAINEES, BLOCKS, DAYS = 60, 60, 5
PER_DAY = BLOCKS // DAYS
FIRST, MINUTES = 8 * 60, 45
OPENED, TICKED = 7, 60
_MONDAY = date(2026, 5, 4)
_PATIENCE = 60.0


def write_course(path: Path) -> int:
    """Write a file with the course and return its id."""
    with (
        Database.create(path, Actor("Bench", "bench")) as database,
        database.step("Make the course") as db,
    ):
        db.add(Academy(name="Bench"))
        course = Course(
            number="B-1", title="Full course", seats=TRAINEES, state=CourseState.RUNNING
        )
        course.days = [
            CourseDay(date=_MONDAY + timedelta(n), end_minute=1_080) for n in range(DAYS)
        ]
        db.add(course)
        db.flush()
        blocks = [_block(course, number) for number in range(BLOCKS)]
        people = [
            Person(last_name=f"Trainee {n:02}", first_name="Ana", search_name=f"trainee {n:02} ana")
            for n in range(TRAINEES)
        ]
        db.add_all([*blocks, *people])
        db.flush()
        enrollments = [
            Enrollment(
                course_id=course.id,
                person_id=one.id,
                role=TraineeRole.OFFICER,
                state=EnrollmentState.ENROLLED,
            )
            for one in people
        ]
        db.add_all(enrollments)
        db.flush()
        db.add_all(
            AttendanceEntry(
                enrollment_id=one.id,
                block_id=block.id,
                mark=AttendanceMark.PRESENT,
                minutes=block.minutes,
            )
            for one in enrollments
            for block in blocks[: BLOCKS - PER_DAY]
        )
        return course.id


def measured(app: QApplication, path: Path) -> dict[str, Any]:
    """Milliseconds of each opening of the grid, and of each tick until it is on file."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - Qt after the clock began
    from PySide6.QtTest import QTest  # noqa: PLC0415

    from cittrainer.gui.attendance.tab import AttendanceTab  # noqa: PLC0415
    from cittrainer.gui.common.runner import Runner  # noqa: PLC0415
    from cittrainer.settings import SettingsFile  # noqa: PLC0415

    course_id = write_course(path)
    database = Database.open(path, Actor("Bench", "bench"))
    runner = Runner(database)
    opened, ticked = [], []
    tab = None
    for _ in range(OPENED):
        if tab is not None:
            tab.close()
            _until(app, lambda: runner.idle)
        began = time.perf_counter()
        tab = AttendanceTab(runner, SettingsFile(), course_id)
        tab.resize(1280, 800)
        tab.show()
        sheet = tab.ui.grid.sheet
        _until(app, partial(sheet.rowCount))
        app.processEvents()
        opened.append((time.perf_counter() - began) * 1000)
    assert tab is not None
    _until(app, lambda: runner.idle)
    with database.read() as db:
        tab.show_day(register(db, course_id).week.days[-1].id)  # the one without ticks
    grid = tab.ui.grid
    grid.setFocus()
    grid.go_to(0, 0)
    for _ in range(TICKED):
        began = time.perf_counter()
        QTest.keyClick(grid, Qt.Key.Key_Space)
        app.processEvents()
        _until(app, lambda: runner.idle)
        ticked.append((time.perf_counter() - began) * 1000)
    runner.close()
    return {"opened": opened, "ticked": ticked}


def _block(course: Course, number: int) -> Block:
    day, place = divmod(number, PER_DAY)
    block = Block(
        course_id=course.id,
        title=f"Block {number + 1}",
        minutes=MINUTES,
        course_day_id=course.days[day].id,
        start_minute=FIRST + place * MINUTES,
    )
    block.parts = [BlockPart(position=0)]
    return block


def _until(app: QApplication, done: Callable[[], object]) -> None:
    limit = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > limit:
            raise TimeoutError("the grid was not ready in time")
        app.processEvents()
        # A window that waits leaves the processor to its threads.
        time.sleep(0.0005)
