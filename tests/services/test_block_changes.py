from __future__ import annotations

import builders
import pytest
from sqlalchemy import func, select

from cittrainer.errors import Invalid
from cittrainer.models import (
    AttendanceEntry,
    AttendanceMark,
    Block,
    BlockPart,
    Booking,
    BookingState,
    BookingStateEntry,
    CourseState,
    ExcusedBlock,
)
from cittrainer.services.block_changes import DoesNotFit, copy_block, split_block, swap_blocks
from cittrainer.services.course_guards import (
    BlockIsPinned,
    CourseIsOver,
    DayIsClosed,
    HasHappened,
    OutsideTheDay,
)


@pytest.fixture
def plan(database):
    """Monday and Tuesday; “De-escalation” on Monday 9:00 to 11:00 in two rooms, booked twice."""
    with database.step("Prepare") as db:
        monday, tuesday = builders.course_days(db, 2)
        block = builders.block(
            db, day=monday, start="9:00", minutes=120, parts=2, room=builders.room(db),
            least_minutes=90, most_minutes=150, topics={"Law": 40, "Skills": 60},
        )  # fmt: skip
        ana, ben = builders.presenter(db, "Ana"), builders.presenter(db, "Ben")
        for part, who, state in (
            (block.parts[0], ana, BookingState.CONFIRMED),
            (block.parts[1], ben, BookingState.DECLINED),
        ):
            booking = Booking(block_part_id=part.id, presenter_id=who.id, state=state, role="coach")
            booking.states.append(BookingStateEntry(state=state))
            builders.add(db, booking)
        return monday.id, tuesday.id, block.id


def facts(database, block_id):
    with database.read() as db:
        block = db.get_one(Block, block_id)
        booked = [
            [
                (one.presenter.public_name, one.role, one.state.value, len(one.states))
                for one in db.scalars(select(Booking).where(Booking.block_part_id == part.id))
            ]
            for part in block.parts
        ]
        return block.place, block.minutes, dict(block.topics), booked


def places(database, *block_ids):
    with database.read() as db:
        return [db.get_one(Block, one).place for one in block_ids]


def counts(database):
    with database.read() as db:
        return [
            db.scalar(select(func.count()).select_from(each))
            for each in (Block, BlockPart, Booking, ExcusedBlock)
        ]


def test_a_split_makes_two_blocks_of_one_with_all_that_belongs_to_it(database, plan):
    *_, block_id = plan
    with database.step("Excuse") as db:
        course = db.get_one(Block, block_id).course
        who = builders.enrollment(db, course, builders.person(db))
        builders.add(db, ExcusedBlock(enrollment_id=who.id, block_id=block_id))
    before = counts(database)

    with database.step("Split") as db:
        second = split_block(db, block_id, 45)

    booked = [[("Ana", "coach", "confirmed", 1)], [("Ben", "coach", "declined", 1)]]
    topics = {"Law": 40, "Skills": 60}
    assert facts(database, block_id) == ("Monday 9:00", 45, topics, booked)
    assert facts(database, second) == ("Monday 9:45", 75, topics, booked)
    with database.read() as db:
        limits = [
            (db.get_one(Block, each).least_minutes, db.get_one(Block, each).most_minutes)
            for each in (block_id, second)
        ]
        assert limits == [(35, 55), (55, 95)]
        assert db.get_one(Block, second).parts[0].room_id == 1
        assert db.scalars(select(ExcusedBlock.block_id)).all() == [block_id, second]
    database.undo()
    assert counts(database) == before
    assert facts(database, block_id)[:2] == ("Monday 9:00", 120)


def test_an_unplaced_block_is_split_into_two_unplaced_ones(database, plan):
    with database.step("Prepare") as db:
        course = db.get_one(Block, plan[2]).course
        waiting = builders.block(db, "Wellness", course=course, minutes=50).id

    with database.step("Split") as db:
        second = split_block(db, waiting, 25)

    assert places(database, waiting, second) == ["unplaced", "unplaced"]


@pytest.mark.parametrize("minutes", [0, 120, 125, -5, 7])
def test_a_split_that_leaves_nothing_or_is_off_the_grid_is_refused(database, plan, minutes):
    before = counts(database)

    with pytest.raises(Invalid) as told, database.step("Split") as db:
        split_block(db, plan[2], minutes)

    assert told.value.hint
    assert counts(database) == before


def refuse_by(db, plan, how):
    block = db.get_one(Block, plan[2])
    match how:
        case "pinned":
            block.pinned = True
        case "closed day":
            block.course_day.closed = True
        case "over":
            block.course.state = CourseState.CLOSED
        case "attended":
            who = builders.enrollment(db, block.course, builders.person(db))
            builders.add(
                db,
                AttendanceEntry(
                    enrollment_id=who.id, block_id=block.id, mark=AttendanceMark.PRESENT, minutes=9
                ),
            )


REFUSED = [
    ("pinned", BlockIsPinned),
    ("closed day", DayIsClosed),
    ("over", CourseIsOver),
    ("attended", HasHappened),
]


@pytest.mark.parametrize(("how", "error"), REFUSED)
def test_a_split_is_refused_where_the_block_stays_as_it_is(database, plan, how, error):
    with database.step("Prepare") as db:
        refuse_by(db, plan, how)
    before = counts(database)

    with pytest.raises(error), database.step("Split") as db:
        split_block(db, plan[2], 60)

    assert counts(database) == before


def test_a_copy_waits_with_its_rooms_and_without_presenters(database, plan):
    before = counts(database)

    with database.step("Copy") as db:
        copy = copy_block(db, plan[2])

    assert facts(database, copy) == ("unplaced", 120, {"Law": 40, "Skills": 60}, [[], []])
    database.undo()
    assert counts(database) == before


def test_a_copy_asks_those_who_have_not_declined(database, plan):
    _, tuesday, block_id = plan

    with database.step("Copy") as db:
        copy = copy_block(db, block_id, presenters=True, course_day_id=tuesday, start_minute=600)

    place, _, _, booked = facts(database, copy)
    assert place == "Tuesday 10:00"
    assert booked == [[("Ana", "coach", "to_ask", 1)], []]


def test_a_copy_that_does_not_fit_into_the_day_is_refused(database, plan):
    with pytest.raises(OutsideTheDay), database.step("Copy") as db:
        copy_block(db, plan[2], course_day_id=plan[1], start_minute=960)

    assert counts(database)[0] == 1


def test_a_block_of_a_closed_day_can_be_copied_to_an_open_one(database, plan):
    with database.step("Close") as db:
        refuse_by(db, plan, "closed day")

    with database.step("Copy") as db:
        copy = copy_block(db, plan[2], course_day_id=plan[1], start_minute=600)
    with pytest.raises(DayIsClosed), database.step("Copy") as db:
        copy_block(db, plan[2], course_day_id=plan[0], start_minute=660)

    assert places(database, copy) == ["Tuesday 10:00"]


def other(database, plan, title="Law", start="9:00", minutes=60, day=1):
    with database.step("Prepare") as db:
        block = db.get_one(Block, plan[2])
        on = block.course.days[day]
        return builders.block(db, title, day=on, start=start, minutes=minutes).id


def test_two_blocks_change_places_and_undo_brings_them_back(database, plan):
    law = other(database, plan)

    with database.step("Swap") as db:
        swap_blocks(db, plan[2], law)

    assert places(database, plan[2], law) == ["Tuesday 9:00", "Monday 9:00"]
    assert facts(database, plan[2])[1] == 120
    database.undo()
    assert places(database, plan[2], law) == ["Monday 9:00", "Tuesday 9:00"]


def test_a_swap_that_does_not_fit_changes_nothing(database, plan):
    law = other(database, plan)
    other(database, plan, "After", "10:00")

    with pytest.raises(DoesNotFit) as told, database.step("Swap") as db:
        swap_blocks(db, plan[2], law)

    assert "“After” begins at 10:00" in told.value.message
    assert told.value.hint
    assert places(database, plan[2], law) == ["Monday 9:00", "Tuesday 9:00"]


def test_a_block_is_not_swapped_with_itself_or_with_one_of_another_course(database, plan):
    with database.step("Prepare") as db:
        day = builders.course(db, "CIT-2").days[0]
        foreign = builders.block(db, day=day).id

    for second in (plan[2], foreign):
        with pytest.raises(Invalid), database.step("Swap") as db:
            swap_blocks(db, plan[2], second)


@pytest.mark.parametrize(("how", "error"), REFUSED[:3])
def test_a_swap_is_refused_where_one_block_stays(database, plan, how, error):
    law = other(database, plan)
    with database.step("Prepare") as db:
        refuse_by(db, plan, how)

    with pytest.raises(error), database.step("Swap") as db:
        swap_blocks(db, law, plan[2])

    assert places(database, law) == ["Tuesday 9:00"]


def test_an_attended_block_does_not_give_its_place_to_one_that_waits(database, plan):
    with database.step("Prepare") as db:
        refuse_by(db, plan, "attended")
        course = db.get_one(Block, plan[2]).course
        waiting = builders.block(db, "Wellness", course=course, minutes=50).id

    with pytest.raises(HasHappened), database.step("Swap") as db:
        swap_blocks(db, waiting, plan[2])
