from __future__ import annotations

import builders
import pytest

from cittrainer.errors import ChangedMeanwhile
from cittrainer.models import (
    AttendanceEntry,
    AttendanceMark,
    Block,
    Booking,
    BookingState,
    BookingStateEntry,
    CourseState,
)
from cittrainer.queries.weeks import week
from cittrainer.rules.plan_changes import (
    NewBooking,
    NewPlace,
    NewRoom,
    PlanChange,
    changed,
    fingerprint,
)
from cittrainer.services import arrangements, blocks
from cittrainer.services.bookings import book
from cittrainer.services.course_guards import CourseIsOver, HasHappened


@pytest.fixture
def plan(database):
    """A course with one pinned, one placed and one waiting block, and an alternate."""
    with database.step("Prepare") as db:
        course = builders.course(db)
        days = [day.id for day in course.days]
        pinned = builders.block(db, "Lunch", day=course.days[0], start="12:00", pinned=True)
        placed = builders.block(db, "Stories", day=course.days[0], start="9:00")
        waits = builders.block(db, "Veterans", course=course)
        walt = builders.presenter(db, "Walt K.")
        imani = builders.presenter(db, "Imani B.")
        part = placed.parts[0]
        room = builders.room(db, "Room B")
        first = book(db, part.id, walt.id, state=BookingState.CONFIRMED)
        second = book(db, part.id, imani.id, choice=2)
        return course.id, days, (pinned.id, placed.id, waits.id), (first, second), part.id, room.id


def proposal(database, course_id, **what):
    with database.read() as db:
        return PlanChange(course_id, fingerprint(week(db, course_id)), **what)


def week_of(database, course_id):
    with database.read() as db:
        return week(db, course_id)


def test_all_of_a_proposal_is_done_in_one_step_and_taken_back_in_one(database, plan):
    course_id, days, (pinned, placed, waits), (first, second), part, room = plan
    change = proposal(
        database,
        course_id,
        places=(
            NewPlace(placed, days[1], 600),
            NewPlace(waits, days[2], 540),
            NewPlace(pinned, days[0], 690),
        ),
        bookings=(NewBooking(first, 1, called_off=True), NewBooking(second, 1)),
        rooms=(NewRoom(part, room),),
    )
    as_told = changed(week_of(database, course_id), change)

    with database.step("Accept") as db:
        arrangements.accept(db, change)

    after = week_of(database, course_id)
    assert [(b.day_id, b.start, b.pinned, b.presenters, b.rooms) for b in after.blocks] == [
        (b.day_id, b.start, b.pinned, b.presenters, b.rooms) for b in as_told.blocks
    ]
    assert after.blocks[1].presenters == ("Imani B.",)
    with database.read() as db:
        assert db.get_one(Booking, first).state is BookingState.CANCELLED
        assert [entry.state for entry in db.get_one(Booking, first).states] == [
            BookingState.CONFIRMED,
            BookingState.CANCELLED,
        ]
    database.undo()
    with database.read() as db:
        assert db.get_one(Block, placed).place == "Monday 9:00"
        assert db.get_one(Booking, first).state is BookingState.CONFIRMED
        assert db.query(BookingStateEntry).count() == 2


def test_a_proposal_for_a_plan_that_changed_since_is_refused(database, plan):
    course_id, days, (_, placed, waits), _, _, _ = plan
    change = proposal(database, course_id, places=(NewPlace(waits, days[2], 540),))
    with database.step("Move") as db:
        blocks.move_block(db, placed, course_day_id=days[3], start_minute=600)

    with (
        pytest.raises(ChangedMeanwhile, match="changed since this proposal was made"),
        database.step("Accept") as db,
    ):
        arrangements.accept(db, change)

    assert [one.title for one in week_of(database, course_id).unplaced] == ["Veterans"]
    assert database.undoable().label == "Move"


def test_a_closed_course_keeps_its_plan(database, plan):
    course_id, days, (_, _, waits), _, _, _ = plan
    change = proposal(database, course_id, places=(NewPlace(waits, days[2], 540),))
    with database.step("Close") as db:
        db.get_one(Block, waits).course.state = CourseState.CLOSED

    for act in (
        lambda db: arrangements.accept(db, change),
        lambda db: arrangements.take_all_off(db, course_id),
    ):
        with pytest.raises(CourseIsOver), database.step("Try") as db:
            act(db)


def test_clearing_the_week_leaves_what_is_pinned_or_closed(database, plan):
    course_id, _, (pinned, placed, waits), _, _, _ = plan
    with database.step("Close Tuesday") as db:
        tuesday = db.get_one(Block, placed).course.days[1]
        held = builders.block(db, "Held", day=tuesday).id
        tuesday.closed = True

    with database.step("Clear") as db:
        assert arrangements.take_all_off(db, course_id) == 1

    placed_now = {one.id for one in week_of(database, course_id).blocks if one.placed}
    assert placed_now == {pinned, held}
    database.undo()
    assert {one.id for one in week_of(database, course_id).blocks if one.placed} == {
        pinned,
        placed,
        held,
    }
    assert waits not in placed_now


def test_a_week_with_attendance_on_record_is_not_cleared(database, plan):
    course_id, _, (_, placed, _), _, _, _ = plan
    with database.step("Attend") as db:
        block = db.get_one(Block, placed)
        one = builders.enrollment(db, block.course, builders.person(db))
        builders.add(
            db,
            AttendanceEntry(
                enrollment_id=one.id, block_id=placed, mark=AttendanceMark.PRESENT, minutes=60
            ),
        )

    with pytest.raises(HasHappened), database.step("Clear") as db:
        arrangements.take_all_off(db, course_id)

    assert week_of(database, course_id).blocks[1].placed
