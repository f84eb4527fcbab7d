"""What Home says needs doing."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from sqlalchemy import event, select

from cittrainer.models import (
    AttendanceEntry,
    AttendanceMark,
    Booking,
    BookingState,
    Course,
    CourseState,
    Delivery,
    EnrollmentState,
    PresenterKind,
)
from cittrainer.queries.home import home
from cittrainer.services.bookings import book, set_state

MONDAY = builders.MONDAY
NOON = 720


def read(database, today, minute=NOON):
    with database.read() as db:
        return home(db, today=today, minute=minute)


def titles(value):
    return [task.title for task in value.tasks]


@pytest.fixture
def course_id(database):
    """Two days, one block, one trainee."""
    with database.step("Prepare") as db:
        course = builders.course(db, days=2, state=CourseState.RUNNING)
        builders.block(db, "De-escalation", day=course.days[0], start="11:30", minutes=60)
        builders.enrollment(db, course, builders.person(db))
        return course.id


def test_an_empty_file_says_so(database):
    value = read(database, MONDAY)

    assert value.empty
    assert value.tasks == ()


def test_a_running_course_tells_its_day_and_what_is_on(database, course_id):
    value = read(database, MONDAY)

    assert value.running == "Day 1 of CIT 40-hour, May 2026"
    assert [(one.block.title, one.on_now) for one in value.now] == [("De-escalation", True)]
    assert value.courses[0].day_number == 1


def test_a_day_that_went_by_without_ticks_is_urgent(database, course_id):
    value = read(database, MONDAY + timedelta(days=1))

    task = next(one for one in value.tasks if one.target == "attendance")
    assert task.title == "Attendance of Monday 4 May 2026: 1 tick missing"
    assert task.urgent


def test_a_day_that_is_ticked_and_not_closed_is_told(database, course_id):
    with database.step("Tick") as db:
        builders.add(
            db,
            AttendanceEntry(enrollment_id=1, block_id=1, mark=AttendanceMark.PRESENT, minutes=60),
        )

    assert "Attendance of Monday 4 May 2026: not closed" in titles(
        read(database, MONDAY + timedelta(days=1))
    )


def test_presenters_who_have_not_said_yes_are_told_of_in_time(database):
    with database.step("Prepare") as db:
        course = builders.course(db, days=1)
        block = builders.block(db, day=course.days[0])
        builders.add(
            db,
            Booking(
                block_part_id=block.parts[0].id,
                presenter_id=builders.presenter(db).id,
                state=BookingState.INVITED,
            ),
        )

    assert "1 booking is not confirmed" in titles(read(database, MONDAY - timedelta(days=30)))
    assert "1 booking is not confirmed" not in titles(read(database, MONDAY - timedelta(days=90)))


def test_free_seats_are_told_only_while_somebody_waits(database):
    with database.step("Prepare") as db:
        course = builders.course(db, days=1, state=CourseState.OPEN, seats=5)
        builders.enrollment(db, course, builders.person(db, "Begay"))
    before = MONDAY - timedelta(days=9)
    assert "free" not in " ".join(titles(read(database, before)))

    with database.step("Wait") as db:
        builders.enrollment(
            db, course, builders.person(db, "Chen"), state=EnrollmentState.WAITLISTED
        )

    assert "4 seats free, 1 person waiting" in titles(read(database, before))


def test_a_course_that_is_over_asks_to_be_closed(database, course_id):
    value = read(database, MONDAY + timedelta(days=9))

    assert "“CIT-2026-05” is over and not closed" in titles(value)
    assert value.courses[0].standing == "To be closed"


def test_a_roster_that_is_due_soon_is_urgent(database, course_id):
    due = MONDAY + timedelta(days=12)
    with database.step("Due") as db:
        db.get_one(Course, course_id).roster_due_on = due

    task = next(
        one for one in read(database, due - timedelta(days=2)).tasks if "roster" in one.title
    )
    assert (task.due, task.urgent, task.target) == (due, True, "papers")


def test_what_is_urgent_stands_first(database, course_id):
    tasks = read(database, MONDAY + timedelta(days=1)).tasks

    assert [task.urgent for task in tasks] == sorted((t.urgent for t in tasks), reverse=True)


@pytest.mark.parametrize("courses", [1, 3])
def test_statements_grow_with_courses_and_not_with_people(database, courses):
    def count(people):
        with database.step("Prepare") as db:
            for number in range(courses):
                course = builders.course(db, f"C-{people}-{number}", days=1)
                builders.block(db, day=course.days[0])
                for each in range(people):
                    builders.enrollment(db, course, builders.person(db, f"P{each}"))
        statements = []
        with database.read() as db:
            event.listen(
                db.connection(), "before_cursor_execute", lambda *said: statements.append(said[2])
            )
            home(db, today=MONDAY, minute=NOON)
        with database.step("Clear") as db:
            for one in db.scalars(select(Course)):
                one.state = CourseState.CLOSED
        return len(statements)

    assert count(1) == count(5)


@pytest.fixture
def story(database):
    """The id of the booking of Rosa, who tells her story on Monday from 10:00 to 11:00."""
    with database.step("Prepare") as db:
        course = builders.course(db, days=2, state=CourseState.OPEN)
        block = builders.block(
            db, "A story", day=course.days[0], start="10:00", delivery=Delivery.STORY
        )
        rosa = builders.presenter(db, "Rosa M.", kind=PresenterKind.LIVED_EXPERIENCE)
        return book(db, block.parts[0].id, rosa.id, state=BookingState.CONFIRMED)


@pytest.mark.parametrize(
    ("days", "title", "due", "urgent"),
    [
        (-6, "Pre-brief Rosa M.", MONDAY - timedelta(days=4), False),
        (-4, "Pre-brief Rosa M.", MONDAY - timedelta(days=4), True),
        (0, "Debrief Rosa M.", MONDAY, True),
        (1, "Check-in call to Rosa M.", MONDAY + timedelta(days=3), False),
    ],
)
def test_what_is_done_for_storytellers_is_told_on_its_day(
    database, story, days, title, due, urgent
):
    value = read(database, MONDAY + timedelta(days=days))

    task = next(one for one in value.tasks if one.title == title)
    assert (task.due, task.urgent, task.target) == (due, urgent, "presenters")
    assert task.care.booking_ids == (story,)
    assert task.detail == "“A story” on Monday 4 May · CIT-2026-05"


def test_a_story_of_somebody_who_has_not_said_yes_is_no_pre_brief(database, story):
    with database.step("Ask again") as db:
        set_state(db, [story], BookingState.INVITED)

    assert not [one for one in read(database, MONDAY).tasks if one.care]


def test_places_without_a_presenter_lead_to_the_board_of_all_courses(database, course_id):
    def task(today):
        return next((one for one in read(database, today).tasks if one.target == "board"), None)

    found = task(MONDAY - timedelta(days=20))
    assert (found.title, found.detail) == ("1 place has no presenter", "CIT-2026-05")
    assert (found.course_id, found.due, found.urgent) == (None, MONDAY, False)
    assert task(MONDAY - timedelta(days=7)).urgent
    assert task(MONDAY - timedelta(days=61)) is None

    with database.step("Book") as db:
        part = db.get_one(Course, course_id).blocks[0].parts[0]
        book(db, part.id, builders.presenter(db).id)
    assert task(MONDAY - timedelta(days=20)) is None


def test_several_errors_of_a_plan_are_one_sentence(database, course_id):
    with database.step("Two rooms that are taken twice") as db:
        course = db.get_one(Course, course_id)
        for name, start in (("Gym", "8:00"), ("Hall", "14:00")):
            room = builders.room(db, name)
            for title in ("Law", "Talk"):
                day = course.days[1]
                builders.block(db, f"{title}, {name}", day=day, start=start, minutes=60, room=room)

    (found,) = [one for one in read(database, MONDAY).tasks if one.target == "week"]

    assert found.title.endswith(" more.")
    assert ", and " in found.title
    assert ". and" not in found.title
