from __future__ import annotations

import weeks
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.rules.swapping import Place, swapped
from cittrainer.rules.values import with_block_moved


def test_blocks_of_two_days_change_places():
    law, talk = weeks.block("Law", 1, "9:00"), weeks.block("Talk", 2, "13:00", 90)

    swap = swapped(weeks.week(law, talk), law, talk)

    assert (swap.first, swap.second) == (Place(2, 780), Place(1, 540))


def test_neighbours_of_different_length_change_places_without_an_overlap():
    long, short = weeks.block("Long", 1, "9:00", 90), weeks.block("Short", 1, "10:40", 30)
    after = weeks.block("After", 1, "11:10")

    swap = swapped(weeks.week(long, short, after), long, short)

    assert (swap.first, swap.second) == (Place(1, 580), Place(1, 540))


def test_a_block_that_would_run_into_a_third_one_does_not_fit():
    long, short = weeks.block("Long", 1, "9:00", 90), weeks.block("Short", 2, "9:00", 30)
    after = weeks.block("After", 2, "9:30")

    swap = swapped(weeks.week(long, short, after), long, short)

    assert swap.first is None
    assert swap.refusal == (
        "“Long” (1 h 30 min) does not fit in the place of “Short”: “After” begins at 9:30."
    )


def test_a_block_that_would_leave_the_day_does_not_fit():
    long, last = weeks.block("Long", 1, "9:00", 90), weeks.block("Last", 2, "17:00", 30)

    assert (
        "does not fit into the day's hours" in swapped(weeks.week(long, last), long, last).refusal
    )


def test_an_unplaced_block_takes_the_place_of_a_placed_one():
    law, waiting = weeks.block("Law", 1, "9:00"), weeks.block("Waiting", None)

    swap = swapped(weeks.week(law, waiting), law, waiting)

    assert (swap.first, swap.second) == (Place(None, None), Place(1, 540))


def test_two_unplaced_blocks_have_nothing_to_change():
    one, other = weeks.block("One", None), weeks.block("Other", None)

    assert (
        "Neither “One” nor “Other” is placed."
        in swapped(weeks.week(one, other), one, other).refusal
    )


@given(
    st.integers(1, 5), st.integers(96, 180), st.integers(1, 12),
    st.integers(1, 5), st.integers(96, 180), st.integers(1, 12),
)  # fmt: skip
def test_swapping_twice_is_nothing(day, start, minutes, other_day, other_start, other_minutes):
    one = weeks.block("One", day, "8:00", 5 * minutes)
    other = weeks.block("Other", other_day, "8:00", 5 * other_minutes)
    before = weeks.week(one, other)
    before = with_block_moved(before, one.id, day, 5 * start)
    before = with_block_moved(before, other.id, other_day, 5 * other_start)
    first, second = sorted(before.blocks, key=lambda b: b.start)
    apart = first.day_id != second.day_id or first.end <= second.start
    swap = swapped(before, *before.blocks)
    if swap.refusal or not apart:
        return

    after = with_block_moved(before, one.id, swap.first.day_id, swap.first.start)
    after = with_block_moved(after, other.id, swap.second.day_id, swap.second.start)
    back = swapped(after, *after.blocks)

    assert (back.first, back.second) == (
        Place(day, 5 * start),
        Place(other_day, 5 * other_start),
    )
