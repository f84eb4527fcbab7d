"""Every constraint of a week that is switched on, asked whether the week keeps to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.constraints import care, daily, loads, order, times, ways
from cittrainer.rules.constraints.plan import BrokenConstraint, Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from cittrainer.rules.plan_values import ConstraintValue
    from cittrainer.rules.values import Week

    Asked = Callable[[Plan, ConstraintValue], Iterator[BrokenConstraint]]


def broken(week: Week) -> tuple[BrokenConstraint, ...]:
    """What a week breaks as it stands, in the order of its constraints.

    Unplaced blocks break nothing. One constraint can be broken several times, each with its cost.
    """
    plan = Plan(week)
    return tuple(
        found
        for one in week.constraints
        if one.active and _is_known(week, one)
        for found in _ASKED[one.kind](plan, one)
    )


def cost(week: Week) -> int:
    """What a week's broken wishes cost together; broken musts have no price."""
    return sum(one.cost for one in broken(week))


def state_words(one: ConstraintValue, found: Collection[BrokenConstraint]) -> str:
    """Whether a constraint is kept, in a word or two: “Kept”, “Off”, “Broken twice”."""
    if not one.active:
        return "Off"
    times_broken = sum(each.constraint.id == one.id for each in found)
    if not times_broken:
        return "Kept"
    how_often = {1: "", 2: " twice"}.get(times_broken, f" {times_broken} times")
    return f"Broken{how_often}"


def _is_known(week: Week, one: ConstraintValue) -> bool:
    """Whether a constraint is only about what the week has; about others nothing can be broken."""
    return (
        (one.block_id is None or one.block_id in week.block)
        and (one.other_block_id is None or one.other_block_id in week.block)
        and (one.presenter_id is None or one.presenter_id in week.presenters)
        and (one.room_id is None or one.room_id in week.rooms)
        and (one.course_day_id is None or one.course_day_id in week.day)
    )


_ASKED: Mapping[str, Asked] = {
    "book_times": times.book_times,
    "presenter_time": times.presenter_time,
    "room_time": times.room_time,
    "fixed_time": times.fixed_time,
    "not_before": times.not_before,
    "not_after": times.not_after,
    "keep_released": times.keep_released,
    "same_day": order.same_day,
    "different_day": order.different_day,
    "before": order.before,
    "keep_order": order.keep_order,
    "not_next_to": order.not_next_to,
    "story_rest": order.story_rest,
    "stories_a_week": care.stories_a_week,
    "stories_a_month": care.stories_a_month,
    "story_facilitated": care.story_facilitated,
    "story_after_lunch": care.story_after_lunch,
    "suitable_room": care.suitable_room,
    "from_home": care.from_home,
    "first_of_day": daily.first_of_day,
    "last_of_day": daily.last_of_day,
    "most_a_day": daily.most_a_day,
    "lunch": daily.lunch,
    "heavy_in_a_row": daily.heavy_in_a_row,
    "buffer": loads.buffer,
    "presenter_most_blocks": loads.most_blocks,
    "presenter_most_days": loads.most_days,
    "one_visit": loads.one_visit,
    "travel": ways.travel,
}
