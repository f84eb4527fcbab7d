from __future__ import annotations

import builders
import pytest
from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import (
    ActualPresenter,
    AttendanceEntry,
    AttendanceMark,
    Block,
    BlockPart,
    Booking,
    BookingState,
    BookingStateEntry,
    CourseState,
    Delivery,
    ExcusedBlock,
    Module,
)
from cittrainer.services import blocks
from cittrainer.services.course_guards import (
    BlockIsPinned,
    CourseIsOver,
    DayIsClosed,
    HasHappened,
    OutsideTheDay,
)
from cittrainer.services.courses import new_course
from cittrainer.services.curricula import add_version


@pytest.fixture
def plan(database):
    """Ids of two days and of “De-escalation” on Monday at 12:00, two hours."""
    with database.step("Prepare") as db:
        monday, tuesday = builders.course_days(db, 2)
        block = builders.block(db, day=monday, start="12:00", minutes=120)
        return monday.id, tuesday.id, block.id


def block_on_file(database, block_id):
    with database.read() as db:
        block = db.get_one(Block, block_id)
        return block.place, block.minutes


def attend(db, block_id, minutes=90):
    block = db.get_one(Block, block_id)
    one = builders.enrollment(db, block.course, builders.person(db))
    builders.add(
        db,
        AttendanceEntry(
            enrollment_id=one.id, block_id=block_id, mark=AttendanceMark.LATE, minutes=minutes
        ),
    )


def test_a_block_moves_to_another_day_and_back_with_undo(database, plan):
    _, tuesday, block = plan

    with database.step("Move block") as db:
        blocks.move_block(db, block, course_day_id=tuesday, start_minute=600)

    assert block_on_file(database, block) == ("Tuesday 10:00", 120)
    database.undo()
    assert block_on_file(database, block) == ("Monday 12:00", 120)


def test_moving_a_pinned_block_changes_nothing(database, plan):
    _, tuesday, block = plan
    with database.step("Pin") as db:
        blocks.pin_block(db, block, pinned=True)

    for change in (
        lambda db: blocks.move_block(db, block, course_day_id=tuesday, start_minute=600),
        lambda db: blocks.resize_block(db, block, minutes=60),
        lambda db: blocks.unplace_block(db, block),
    ):
        with (
            pytest.raises(
                BlockIsPinned,
                match="“De-escalation” is pinned to Monday 12:00. Unpin it first.",
            ),
            database.step("Change") as db,
        ):
            change(db)

    assert block_on_file(database, block) == ("Monday 12:00", 120)
    assert database.undoable().label == "Pin"


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (475, "“De-escalation” would begin at 7:55, before Tuesday begins at 8:00."),
        (960, "“De-escalation” would end at 18:00, after Tuesday ends at 17:00."),
        (1400, "“De-escalation” would end at 1:20 on the next day, after Tuesday ends at 17:00."),
    ],
)
def test_a_time_outside_the_day_is_refused(database, plan, start, said):
    _, tuesday, block = plan

    with pytest.raises(OutsideTheDay, match=said), database.step("Move") as db:
        blocks.move_block(db, block, course_day_id=tuesday, start_minute=start)

    assert block_on_file(database, block) == ("Monday 12:00", 120)


def test_overlaps_and_other_grids_are_told_apart(database, plan):
    monday, _, block = plan
    with database.step("Add") as db:
        other = blocks.add_block(
            db, db.get_one(Block, block).course_id, title="Panel", course_day_id=monday,
            start_minute=720,
        )  # fmt: skip

    assert block_on_file(database, other) == ("Monday 12:00", 60)
    with pytest.raises(Invalid, match="not a multiple of 5"), database.step("Move") as db:
        blocks.move_block(db, block, course_day_id=monday, start_minute=721)


def test_a_day_of_another_course_is_refused(database, plan):
    with database.step("Other") as db:
        foreign = builders.course_days(db, 1, number="2")[0].id

    with pytest.raises(Invalid, match="another course"), database.step("Move") as db:
        blocks.move_block(db, plan[2], course_day_id=foreign, start_minute=600)


@pytest.mark.parametrize(("start", "minutes"), [(None, 60), (690, 150)])
def test_a_block_is_resized_at_either_edge(database, plan, start, minutes):
    with database.step("Resize") as db:
        blocks.resize_block(db, plan[2], minutes=minutes, start_minute=start)

    place = "Monday 11:30" if start else "Monday 12:00"
    assert block_on_file(database, plan[2]) == (place, minutes)


@pytest.mark.parametrize("minutes", [0, -5, 62, 725])
def test_lengths_that_are_none_are_refused(database, plan, minutes):
    with pytest.raises(Invalid), database.step("Resize") as db:
        blocks.resize_block(db, plan[2], minutes=minutes)


def test_a_block_is_never_shorter_than_attendance_on_record(database, plan):
    with database.step("Attend") as db:
        attend(db, plan[2], minutes=90)

    with pytest.raises(HasHappened, match="1 h 30 min"), database.step("Resize") as db:
        blocks.resize_block(db, plan[2], minutes=60)
    with database.step("Resize") as db:
        blocks.resize_block(db, plan[2], minutes=100)

    assert block_on_file(database, plan[2]) == ("Monday 12:00", 100)


def test_an_unplaced_block_waits_and_cannot_be_pinned(database, plan):
    with database.step("Unplace") as db:
        blocks.unplace_block(db, plan[2])

    assert block_on_file(database, plan[2]) == ("unplaced", 120)
    with pytest.raises(Invalid, match="has no time yet"), database.step("Pin") as db:
        blocks.pin_block(db, plan[2], pinned=True)


def test_removing_a_block_takes_its_bookings_along_and_undo_brings_them_back(database, plan):
    with database.step("Book") as db:
        block = db.get_one(Block, plan[2])
        presenter = builders.presenter(db)
        booking = Booking(block_part_id=block.parts[0].id, presenter_id=presenter.id)
        booking.states.append(BookingStateEntry(state=BookingState.INVITED))
        builders.add(db, booking)
        one = builders.enrollment(db, block.course, builders.person(db))
        builders.add(db, ExcusedBlock(enrollment_id=one.id, block_id=block.id))

    with database.step("Remove") as db:
        blocks.remove_block(db, plan[2])

    kept = (Block, BlockPart, Booking, BookingStateEntry, ExcusedBlock)
    with database.read() as db:
        assert [len(db.scalars(select(cls)).all()) for cls in kept] == [0, 0, 0, 0, 0]
    database.undo()
    with database.read() as db:
        assert [len(db.scalars(select(cls)).all()) for cls in kept] == [1, 1, 1, 1, 1]


def test_a_block_that_has_happened_is_not_removed(database, plan):
    with database.step("Attend") as db:
        attend(db, plan[2])
        day = db.get_one(Block, plan[2]).course_day
        told = builders.block(db, "Story", day=day)
        presenter = builders.presenter(db)
        builders.add(db, ActualPresenter(block_part_id=told.parts[0].id, presenter_id=presenter.id))
        held = builders.block(db, "Talk", day=day)
        builders.add(
            db,
            Booking(
                block_part_id=held.parts[0].id,
                presenter_id=presenter.id,
                state=BookingState.PRESENTED,
            ),
        )
        ids = [plan[2], told.id, held.id]

    for block_id in ids:
        with (
            pytest.raises(HasHappened, match="cannot be removed"),
            database.step("Remove") as db,
        ):
            blocks.remove_block(db, block_id)

    with database.read() as db:
        assert len(db.scalars(select(Block)).all()) == 3


def test_what_is_closed_stays_as_it_is(database, plan):
    monday, tuesday, block_id = plan
    with database.step("Close day") as db:
        db.get_one(Block, block_id).course_day.closed = True

    for change in (
        lambda db: blocks.move_block(db, block_id, course_day_id=tuesday, start_minute=600),
        lambda db: blocks.remove_block(db, block_id),
        lambda db: blocks.add_block(db, 1, title="Late", course_day_id=monday, start_minute=600),
    ):
        with (
            pytest.raises(DayIsClosed, match="Monday 4 May 2026 is closed"),
            database.step("Change") as db,
        ):
            change(db)
    with database.step("Close course") as db:
        db.get_one(Block, block_id).course.state = CourseState.CLOSED
    with pytest.raises(CourseIsOver), database.step("Change") as db:
        blocks.add_block(db, 1, title="Late")


def test_the_form_of_a_block_changes_what_it_is(database, plan):
    with database.read() as db:
        seen = db.get_one(Block, plan[2]).version

    with database.step("Edit") as db:
        blocks.edit_block(
            db,
            plan[2],
            seen,
            title="  De-escalation  II ",
            delivery=Delivery.DISCUSSION,
            minutes=90,
            topics={"De-escalation": 60, "Officer wellness": 40},
            must_attend=True,
            note="Bring handouts.",
        )

    with database.read() as db:
        block = db.get_one(Block, plan[2])
        assert (block.title, block.delivery, block.minutes, block.must_attend, block.note) == (
            "De-escalation II",
            Delivery.DISCUSSION,
            90,
            True,
            "Bring handouts.",
        )
        assert block.topics == {"De-escalation": 60, "Officer wellness": 40}
    with pytest.raises(ChangedMeanwhile), database.step("Edit") as db:
        blocks.edit_block(db, plan[2], seen, title="Stale")


@pytest.mark.parametrize("topics", [{"A": 50}, {"A": 60, "B": 60}, {"A": 0, "B": 100}, {"": 100}])
def test_shares_of_topics_add_up(database, plan, topics):
    with pytest.raises(Invalid), database.step("Edit") as db:
        blocks.edit_block(db, plan[2], db.get_one(Block, plan[2]).version, topics=topics)


def test_swapping_the_module_keeps_time_rooms_and_presenters(database):
    with database.step("Prepare") as db:
        version = add_version(
            db,
            code="C",
            title="C",
            modules=[
                {"title": "Old", "minutes": 60, "day_number": 1, "start_minute": 600},
                {
                    "title": "New",
                    "minutes": 90,
                    "delivery": Delivery.PANEL,
                    "topics": {"Courts": 100},
                },
            ],
        )
        course_id = new_course(
            db, title="C", number="1", first_day=builders.MONDAY, curriculum_version_id=version
        )
        block = db.scalar(select(Block).where(Block.title == "Old"))
        block.parts[0].room_id = builders.room(db).id
        block_id = block.id
        new_module = db.scalar(select(Module.id).where(Module.title == "New"))

    with database.step("Swap") as db:
        blocks.swap_module(db, block_id, new_module)
        added = blocks.add_block(db, course_id, module_id=new_module, title="New, again")

    with database.read() as db:
        block = db.get_one(Block, block_id)
        assert (block.title, block.delivery, block.topics, block.module_id) == (
            "New",
            Delivery.PANEL,
            {"Courts": 100},
            new_module,
        )
        assert (block.place, block.minutes, block.parts[0].room.name) == (
            "Monday 10:00",
            60,
            "Room A",
        )
        again = db.get_one(Block, added)
        assert (again.title, again.minutes, again.place) == ("New, again", 90, "unplaced")


def test_a_module_of_another_curriculum_is_refused(database):
    with database.step("Prepare") as db:
        own = add_version(db, code="A", title="A", modules=[{"title": "M", "minutes": 60}])
        add_version(db, code="B", title="B", modules=[{"title": "Foreign", "minutes": 60}])
        course_id = new_course(
            db, title="C", number="1", first_day=builders.MONDAY, curriculum_version_id=own
        )
        foreign = db.scalar(select(Module.id).where(Module.title == "Foreign"))

    with (
        pytest.raises(Invalid, match="“Foreign” is a module of another curriculum"),
        database.step("Add") as db,
    ):
        blocks.add_block(db, course_id, module_id=foreign)
