from __future__ import annotations

from itertools import pairwise

import pytest
import weeks
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.rules.shifting import closed_gap, gap_before, shifted
from cittrainer.rules.values import DayValue, PlacedBlock

DAY = DayValue(1, weeks.MONDAY, 480, 1020)


def block(block_id, start, minutes=60, *, delivery="lecture", pinned=False):
    return PlacedBlock(
        block_id, f"Block {block_id}", delivery, minutes, 1, weeks.minute(start), pinned=pinned
    )


def starts(found):
    return {block_id: f"{start // 60}:{start % 60:02d}" for block_id, start in found.starts.items()}


def test_what_begins_then_or_later_comes_later_and_the_rest_stays():
    day = [block(1, "8:00"), block(2, "9:00"), block(3, "10:30")]

    found = shifted(DAY, day, weeks.minute("9:00"), 15)

    assert starts(found) == {2: "9:15", 3: "10:45"}
    assert not found.squeezed


def test_lunch_stays_and_what_would_run_into_it_goes_behind_it():
    day = [
        block(1, "10:00"),
        block(2, "11:00"),
        block(3, "12:00", 45, delivery="lunch"),
        block(4, "12:45"),
    ]

    found = shifted(DAY, day, weeks.minute("10:00"), 15)

    assert starts(found) == {1: "10:15", 2: "12:45", 4: "13:45"}
    assert found.squeezed


def test_a_pinned_block_stays_and_others_flow_round_it():
    day = [block(1, "9:00"), block(2, "10:00", 30, pinned=True), block(3, "10:30")]

    assert starts(shifted(DAY, day, weeks.minute("9:00"), 30)) == {1: "10:30", 3: "11:30"}


def test_nothing_is_shifted_past_the_end_of_the_day():
    day = [block(1, "9:00"), block(2, "16:00")]

    found = shifted(DAY, day, weeks.minute("9:00"), 30)

    assert found.starts == {}
    assert found.refusal == "“Block 2” would end at 17:30, after the day ends at 17:00."
    assert found.hint


def test_what_comes_earlier_stops_behind_what_stands_before_it():
    day = [block(1, "8:00"), block(2, "9:10"), block(3, "10:30"), block(4, "12:00")]

    found = shifted(DAY, day, weeks.minute("9:10"), -30)

    assert starts(found) == {2: "9:00", 3: "10:00", 4: "11:30"}
    assert found.squeezed


def test_what_cannot_come_earlier_says_so():
    day = [block(1, "8:00"), block(2, "9:00")]

    found = shifted(DAY, day, weeks.minute("9:00"), -15)

    assert found.refusal == "“Block 2” cannot begin earlier: what stands before it stays."


def test_a_moment_after_which_nothing_begins_is_told():
    assert shifted(DAY, [block(1, "8:00")], weeks.minute("12:00"), 15).refusal


def test_blocks_of_different_groups_side_by_side_shift_together():
    day = [block(1, "9:00"), block(2, "9:00", 90), block(3, "10:30")]

    assert starts(shifted(DAY, day, 540, 10)) == {1: "9:10", 2: "9:10", 3: "10:40"}


def test_minutes_off_the_grid_are_refused():
    with pytest.raises(ValueError, match="multiple of 5"):
        shifted(DAY, [block(1, "8:00")], 480, 7)


def test_the_gap_before_a_block_is_closed_and_what_follows_comes_along():
    day = [
        block(1, "8:00"),
        block(2, "9:20"),
        block(3, "10:20"),
        block(4, "12:00", 45, delivery="lunch"),
        block(5, "13:00"),
    ]

    assert gap_before(DAY, day, 2) == 20
    assert starts(closed_gap(DAY, day, 2)) == {2: "9:00", 3: "10:00", 5: "12:45"}


def test_a_block_without_a_gap_before_it_is_told():
    day = [block(1, "8:00"), block(2, "9:00"), block(3, "9:30")]

    assert closed_gap(DAY, day, 2).refusal == "There is no gap before “Block 2”."
    assert gap_before(DAY, day, 3) == 0


@st.composite
def days(draw):
    """A day of up to eight blocks that follow each other, some pinned, perhaps a lunch."""
    at, made = 480, []
    for block_id in range(1, draw(st.integers(1, 8)) + 1):
        at += 5 * draw(st.integers(0, 6))
        minutes = 5 * draw(st.integers(1, 12))
        if at + minutes > 1020:
            break
        kind = draw(st.sampled_from(["lecture", "lecture", "break", "lunch"]))
        pinned = draw(st.integers(0, 5)) == 0
        made.append(PlacedBlock(block_id, f"Block {block_id}", kind, minutes, 1, at, pinned=pinned))
        at += minutes
    return made


def moved(blocks, found):
    return [
        PlacedBlock(
            b.id, b.title, b.delivery, b.minutes, b.day_id, found.starts.get(b.id, b.start),
            pinned=b.pinned,
        )
        for b in blocks
    ]  # fmt: skip


@given(days(), st.integers(-12, 12).map(lambda n: 5 * n), st.integers(0, 7))
def test_a_shift_and_its_opposite_are_nothing_when_nothing_was_squeezed(blocks, minutes, index):
    first = blocks[index % len(blocks)].start if blocks else 0
    found = shifted(DAY, blocks, first, minutes)
    if found.refusal or found.squeezed:
        return
    after = moved(blocks, found)
    first = min(b.start for b in after if b.id in found.starts)

    back = shifted(DAY, after, first, -minutes)

    assert moved(after, back) == blocks


@given(days(), st.integers(-12, 12).map(lambda n: 5 * n), st.integers(480, 900))
def test_a_shift_makes_no_overlap_and_keeps_what_stays(blocks, minutes, moment):
    found = shifted(DAY, blocks, moment, minutes)
    after = sorted(moved(blocks, found), key=lambda b: b.start)

    assert all(one.end <= other.start for one, other in pairwise(after))
    assert all(
        b.start == was.start
        for was, b in zip(blocks, moved(blocks, found), strict=True)
        if was.pinned or was.delivery == "lunch" or was.start < moment
    )
