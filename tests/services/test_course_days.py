from __future__ import annotations

from datetime import date

import builders
import pytest
from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import AttendanceEntry, AttendanceMark, Block, Course, CourseDay
from cittrainer.services.course_days import (
    DayTaken,
    LastDay,
    add_day,
    edit_day,
    move_course,
    remove_day,
)
from cittrainer.services.course_guards import DayIsClosed, HasHappened


def dates(db, course_id):
    return [day.date for day in db.get_one(Course, course_id).days]


def attended(db, course, block):
    one = builders.enrollment(db, course, builders.person(db))
    builders.add(
        db,
        AttendanceEntry(
            enrollment_id=one.id, block_id=block.id, mark=AttendanceMark.PRESENT, minutes=60
        ),
    )


@pytest.mark.parametrize("first", [date(2026, 5, 5), date(2026, 5, 3), date(2026, 9, 14)])
def test_moving_a_course_keeps_the_spacing_of_its_days(database, first):
    with database.step("Prepare") as db:
        course = builders.course(db, days=3, roster_due_on=date(2026, 6, 1))
        add_day(db, course.id, date(2026, 5, 11))
        course_id = course.id
        before = dates(db, course_id)
    shift = first - before[0]

    with database.step("Move") as db:
        move_course(db, course_id, first)

    with database.read() as db:
        assert dates(db, course_id) == [day + shift for day in before]
        assert db.get_one(Course, course_id).roster_due_on == date(2026, 6, 1) + shift
    database.undo()
    with database.read() as db:
        assert dates(db, course_id) == before
    database.redo()
    with database.read() as db:
        assert dates(db, course_id)[0] == first


def test_a_course_with_attendance_stays_on_its_dates(database):
    with database.step("Prepare") as db:
        course = builders.course(db)
        attended(db, course, builders.block(db, day=course.days[0]))
        course_id = course.id

    with pytest.raises(HasHappened, match="“De-escalation”"), database.step("Move") as db:
        move_course(db, course_id, date(2026, 9, 14))


def test_a_course_never_has_two_days_on_one_date(database):
    with database.step("Prepare") as db:
        course_id = builders.course(db).id

    with (
        pytest.raises(DayTaken, match="Tuesday 5 May 2026 already"),
        database.step("Add day") as db,
    ):
        add_day(db, course_id, date(2026, 5, 5))


def test_the_roster_s_due_date_follows_the_last_day(database):
    with database.step("Prepare") as db:
        standard = builders.standard(db, roster_due_days=10)
        course = builders.course(
            db, days=1, standard_id=standard.id, roster_due_on=date(2026, 5, 14)
        )
        course_id = course.id

    with database.step("Add day") as db:
        day_id = add_day(db, course_id, date(2026, 5, 6))
    with database.read() as db:
        assert db.get_one(Course, course_id).roster_due_on == date(2026, 5, 16)
    with database.step("Edit day") as db:
        edit_day(db, day_id, on=date(2026, 5, 8), end_minute=900)
    with database.read() as db:
        assert db.get_one(Course, course_id).roster_due_on == date(2026, 5, 18)
        assert db.get_one(CourseDay, day_id).end_minute == 900
    with database.step("Remove day") as db:
        remove_day(db, day_id)

    with database.read() as db:
        assert db.get_one(Course, course_id).roster_due_on == date(2026, 5, 14)


def test_the_blocks_of_a_removed_day_wait_to_be_placed(database):
    with database.step("Prepare") as db:
        monday, tuesday = builders.course_days(db, 2)
        builders.block(db, "Stays", day=monday)
        builders.block(db, "Waits", day=tuesday, pinned=True)
        day_id = tuesday.id

    with database.step("Remove day") as db:
        remove_day(db, day_id)

    with database.read() as db:
        stays, waits = db.scalars(select(Block).order_by(Block.id))
        assert (stays.place, waits.place, waits.pinned) == ("Monday 8:00", "unplaced", False)
    database.undo()
    with database.read() as db:
        assert db.scalars(select(Block).order_by(Block.id)).all()[1].place == "Tuesday 8:00"


def test_days_that_cannot_go_are_refused_in_words(database):
    with database.step("Prepare") as db:
        only = builders.course_days(db, 1, number="1")[0]
        course = builders.course(db, "2")
        course.days[0].closed = True
        attended(db, course, builders.block(db, day=course.days[1]))
        only_id, closed_id, attended_id = only.id, course.days[0].id, course.days[1].id

    for day_id, error in (
        (only_id, LastDay),
        (closed_id, DayIsClosed),
        (attended_id, HasHappened),
    ):
        with pytest.raises(error), database.step("Remove day") as db:
            remove_day(db, day_id)


@pytest.mark.parametrize("hours", [(600, 600), (1020, 480), (-5, 480), (480, 1445), (481, 600)])
def test_hours_that_are_none_are_refused(database, hours):
    with database.step("Prepare") as db:
        day_id = builders.course_days(db, 1)[0].id

    with pytest.raises(Invalid), database.step("Edit day") as db:
        edit_day(db, day_id, start_minute=hours[0], end_minute=hours[1])
