from __future__ import annotations

import builders
import pytest
from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import Block, Delivery
from cittrainer.services.block_places import (
    CannotShift,
    close_gap,
    pin_blocks,
    place_blocks,
    remove_blocks,
    shift_following,
    unplace_blocks,
)
from cittrainer.services.course_guards import BlockIsPinned, DayIsClosed, OutsideTheDay


@pytest.fixture
def plan(database):
    """Ids by title: A 9:00, B 10:00, Lunch 12:00 (45 min), C 12:45 on Monday, D Tuesday 9:00."""
    with database.step("Prepare") as db:
        monday, tuesday = builders.course_days(db, 2)
        made = [
            builders.block(db, "A", day=monday, start="9:00"),
            builders.block(db, "B", day=monday, start="10:20"),
            builders.block(
                db, "Lunch", day=monday, start="12:00", minutes=45, delivery=Delivery.LUNCH
            ),
            builders.block(db, "C", day=monday, start="12:45"),
            builders.block(db, "D", day=tuesday, start="9:00"),
        ]
        return {"Monday": monday.id, "Tuesday": tuesday.id, **{b.title: b.id for b in made}}


def places(database):
    with database.read() as db:
        return {b.title: b.place for b in db.scalars(select(Block).order_by(Block.id))}


BEFORE = {
    "A": "Monday 9:00",
    "B": "Monday 10:20",
    "Lunch": "Monday 12:00",
    "C": "Monday 12:45",
    "D": "Tuesday 9:00",
}


def test_a_block_and_what_follows_come_later_round_lunch_as_one_step(database, plan):
    with database.step("Shift") as db:
        assert shift_following(db, plan["B"], 15) == 2

    assert places(database) == {**BEFORE, "B": "Monday 10:35", "C": "Monday 13:00"}
    database.undo()
    assert places(database) == BEFORE


def test_there_and_back_is_nothing(database, plan):
    for minutes in (30, -30):
        with database.step("Shift") as db:
            shift_following(db, plan["A"], minutes)

    assert places(database) == BEFORE


@pytest.mark.parametrize(
    ("title", "minutes", "said"),
    [
        ("A", 300, "“C” would end at 18:45, after the day ends at 17:00"),
        ("C", -15, "“C” cannot begin earlier"),
    ],
)
def test_a_shift_without_room_changes_nothing(database, plan, title, minutes, said):
    with pytest.raises(CannotShift, match=said) as told, database.step("Shift") as db:
        shift_following(db, plan[title], minutes)

    assert told.value.hint
    assert places(database) == BEFORE


def test_a_shift_off_the_grid_or_of_a_block_that_waits_is_refused(database, plan):
    with pytest.raises(Invalid, match="multiple of 5"), database.step("Shift") as db:
        shift_following(db, plan["A"], 7)
    with database.step("Unplace") as db:
        unplace_blocks(db, [plan["A"]])
    with pytest.raises(Invalid, match="“A” has no time yet"), database.step("Shift") as db:
        shift_following(db, plan["A"], 5)


def test_a_pinned_block_is_not_shifted_and_a_closed_day_stays(database, plan):
    with database.step("Pin") as db:
        pin_blocks(db, [plan["A"], plan["B"]], pinned=True)
    with pytest.raises(BlockIsPinned), database.step("Shift") as db:
        shift_following(db, plan["A"], 5)
    with database.step("Close") as db:
        db.get_one(Block, plan["C"]).course_day.closed = True
    with pytest.raises(DayIsClosed), database.step("Shift") as db:
        shift_following(db, plan["C"], 5)
    assert places(database) == BEFORE


def test_the_gap_before_a_block_is_closed(database, plan):
    with database.step("Close") as db:
        assert close_gap(db, plan["B"]) == 1

    assert places(database) == {**BEFORE, "B": "Monday 10:00"}
    with pytest.raises(CannotShift, match="no gap before “B”"), database.step("Close") as db:
        close_gap(db, plan["B"])
    database.undo()
    assert places(database) == BEFORE


def test_several_blocks_are_placed_together_or_not_at_all(database, plan):
    with database.step("Move") as db:
        place_blocks(db, [(plan["A"], plan["Tuesday"], 600), (plan["B"], plan["Tuesday"], 680)])
    assert places(database) == {**BEFORE, "A": "Tuesday 10:00", "B": "Tuesday 11:20"}
    database.undo()

    with pytest.raises(OutsideTheDay), database.step("Move") as db:
        place_blocks(db, [(plan["A"], plan["Tuesday"], 600), (plan["B"], plan["Tuesday"], 1000)])
    assert places(database) == BEFORE


def test_several_blocks_are_removed_together_or_not_at_all(database, plan):
    with database.step("Pin") as db:
        pin_blocks(db, [plan["B"]], pinned=True)
    with pytest.raises(BlockIsPinned), database.step("Unplace") as db:
        unplace_blocks(db, [plan["A"], plan["B"]])
    assert places(database) == BEFORE

    with database.step("Remove") as db:
        remove_blocks(db, [plan["A"], plan["D"]])
    assert places(database).keys() == {"B", "Lunch", "C"}
    database.undo()
    assert places(database) == BEFORE
