from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from cittrainer.gui.courses.week.drag import Drag, Grip, Target, grip_at
from cittrainer.gui.courses.week.geometry import (
    LEAST_COLUMN,
    WeekGeometry,
    lanes,
    shown_hours,
    snapped,
)
from cittrainer.gui.courses.week.navigation import (
    first_gap,
    next_in_day,
    next_in_order,
    next_on_other_day,
)
from cittrainer.rules.values import DayValue, PlacedBlock, Week, with_block_moved

MONDAY = date(2026, 5, 4)
MINUTES = st.integers(0, 24 * 12).map(lambda n: n * 5)
SCALES = st.floats(0.6, 5.0)


def placed(block_id, start, minutes, day_id=1):
    return PlacedBlock(block_id, f"Block {block_id}", "lecture", minutes, day_id, start)


def week(*blocks, days=2, start=480, end=1020):
    values = tuple(DayValue(n + 1, MONDAY + timedelta(n), start, end) for n in range(days))
    return Week(1, "CIT", "1", "planning", values, tuple(blocks))


@given(minute=MINUTES, scale=SCALES)
def test_a_minute_of_the_grid_comes_back_from_its_height(minute, scale):
    geometry = WeekGeometry(week(), width=800, scale=scale)

    assert snapped(geometry.minute_at(geometry.y_of(minute))) == minute


@given(y=st.floats(-50, 3000), scale=SCALES)
def test_any_height_snaps_to_within_half_a_step(y, scale):
    geometry = WeekGeometry(week(), width=800, scale=scale)

    minute = snapped(geometry.minute_at(y))

    assert minute % 5 == 0
    assert abs(geometry.y_of(minute) - y) <= 2.5 * scale + 1e-6


@given(
    start=st.integers(96, 200).map(lambda n: n * 5),
    held_at=st.floats(0, 60),
    x=st.floats(-100, 2000),
    y=st.floats(-500, 3000),
    scale=SCALES,
)
def test_a_drag_stays_on_the_grid_and_keeps_the_length(start, held_at, x, y, scale):
    block = placed(1, start, 20)
    shown = week(block)
    geometry = WeekGeometry(shown, width=800, scale=scale)

    target = Drag(block, Grip.BODY, held_at).target(geometry, QPointF(x, y))

    assert target.start % 5 == 0
    assert geometry.first_minute <= target.start <= geometry.last_minute - 20
    assert (target.minutes, target.day_id in {1, 2}) == (20, True)


@given(y=st.floats(-500, 3000), grip=st.sampled_from([Grip.TOP, Grip.BOTTOM]))
def test_resizing_moves_one_edge_and_leaves_five_minutes(y, grip):
    block = placed(1, 600, 60)
    geometry = WeekGeometry(week(block), width=800, scale=1.2)

    target = Drag(block, grip, 0).target(geometry, QPointF(0, y))

    assert target.minutes >= 5
    assert target.minutes % 5 == 0
    fixed_edge = target.start + target.minutes if grip is Grip.TOP else target.start
    assert fixed_edge == (660 if grip is Grip.TOP else 600)


@given(
    blocks=st.lists(st.tuples(st.integers(96, 190), st.integers(1, 24)), min_size=1, max_size=12)
)
def test_blocks_that_overlap_never_share_a_lane(blocks):
    made = sorted(
        (placed(n, start * 5, length * 5) for n, (start, length) in enumerate(blocks, 1)),
        key=lambda block: (block.start, block.id),
    )

    given_lanes = lanes(made)

    for one in made:
        lane, share = given_lanes[one.id]
        assert 0 <= lane < share
        for other in made:
            if other.id != one.id and one.start < other.end and other.start < one.end:
                assert given_lanes[other.id][0] != lane
                assert given_lanes[other.id][1] == share


def test_blocks_that_only_touch_have_the_whole_width():
    assert lanes([placed(1, 480, 60), placed(2, 540, 60)]) == {1: (0, 1), 2: (0, 1)}


def test_the_axis_holds_early_and_late_blocks_in_whole_hours():
    assert shown_hours(week(placed(1, 430, 30), placed(2, 1015, 20))) == (420, 1080)
    assert shown_hours(Week(1, "", "", "planning", (), ())) == (480, 1020)


def test_many_days_keep_a_readable_width():
    geometry = WeekGeometry(week(days=9), width=400, scale=1)

    assert geometry.column_width == LEAST_COLUMN
    assert geometry.size.width() == 9 * LEAST_COLUMN


def test_a_low_block_can_still_be_held_by_its_middle():
    rect = QRectF(0, 0, 100, 8)

    assert grip_at(rect, QPointF(5, 4)) is Grip.BODY
    assert grip_at(rect, QPointF(5, 1)) is Grip.TOP
    assert grip_at(rect, QPointF(5, 7)) is Grip.BOTTOM


@given(
    day_id=st.sampled_from([None, 1, 2]),
    start=MINUTES,
    minutes=st.integers(1, 40).map(lambda n: n * 5),
)
def test_moving_there_and_back_is_nothing(day_id, start, minutes):
    before = week(placed(1, 600, 60), placed(2, 700, 30))

    there = with_block_moved(before, 1, day_id, None if day_id is None else start, minutes)

    assert Target.of(there.blocks[0]) == Target(day_id, None if day_id is None else start, minutes)
    assert there.blocks[1] == before.blocks[1]
    assert with_block_moved(there, 1, 1, 600, 60) == before


def test_arrows_go_through_the_day_and_over_to_the_nearest_time():
    shown = week(
        placed(1, 480, 60), placed(2, 600, 60), placed(3, 490, 30, day_id=2),
        placed(4, 615, 30, day_id=2),
    )  # fmt: skip

    assert next_in_day(shown, 1, 1) == 2
    assert next_in_day(shown, 2, 1) is None
    assert next_on_other_day(shown, 2, 1) == 4
    assert next_on_other_day(shown, 3, -1) == 1
    assert next_on_other_day(shown, 3, 1) is None
    assert next_in_order(shown, 2, 1) == 3
    assert next_in_order(shown, 4, 1) is None


def test_the_first_gap_is_before_between_or_behind_blocks():
    assert first_gap(week(placed(1, 540, 60)), 60) == (1, 480)
    assert first_gap(week(placed(1, 480, 60), placed(2, 600, 60)), 60) == (1, 540)
    assert first_gap(week(placed(1, 480, 540)), 60) == (2, 480)
    assert first_gap(week(placed(1, 480, 540), days=1), 5) is None
