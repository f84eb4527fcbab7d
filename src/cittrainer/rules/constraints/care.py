"""Constraints that spare those who come: how often, with whom, where, and how early and late."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cittrainer.rules.care import home_words, month_of, tells, week_of
from cittrainer.rules.constraints.plan import BrokenConstraint, ids
from cittrainer.rules.values import STORY
from cittrainer.rules.wording import counted, day_words, month_words, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from cittrainer.rules.constraints.plan import Placed, Plan
    from cittrainer.rules.plan_values import ConstraintValue

    _Period = Callable[[date], tuple[int, int]]

_LUNCH = "lunch"


def stories_a_week(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Presenters who tell more stories in a calendar week than they may, other courses counted."""
    for presenter_id, stories, elsewhere in _too_many(plan, one, week_of):
        first = plan.week.day[stories[0].day].date
        what = f"{plan.name(presenter_id)} tells {_so_many(stories, elsewhere)}"
        yield _of_stories(one, presenter_id, stories, f"{what} in the week of {day_words(first)}")


def stories_a_month(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Presenters who tell more stories in a calendar month than they may, other courses counted."""
    for presenter_id, stories, elsewhere in _too_many(plan, one, month_of):
        first = plan.week.day[stories[0].day].date
        what = f"{plan.name(presenter_id)} tells {_so_many(stories, elsewhere)}"
        yield _of_stories(one, presenter_id, stories, f"{what} in {month_words(first)}")


def _too_many(
    plan: Plan, one: ConstraintValue, period: _Period
) -> Iterator[tuple[int, list[Placed], int]]:
    """Presenters, with their stories of a period and how many they tell elsewhere in it."""
    most = one.amount or 0
    for presenter_id, blocks in plan.presenters(one):
        stories: dict[tuple[int, int], list[Placed]] = {}
        for told in plan.told_by(presenter_id, blocks):
            stories.setdefault(period(plan.week.day[told.day].date), []).append(told)
        if not stories:
            continue
        elsewhere = Counter(map(period, plan.week.presenters[presenter_id].stories_elsewhere))
        for when, those in stories.items():
            if len(those) + elsewhere[when] > most:
                yield presenter_id, those, elsewhere[when]


def _so_many(stories: list[Placed], elsewhere: int) -> str:
    said = counted(len(stories) + elsewhere, "story", "stories")
    return f"{said}, {elsewhere} of them in other courses," if elsewhere else said


def _of_stories(
    one: ConstraintValue, presenter_id: int, stories: list[Placed], what: str
) -> BrokenConstraint:
    return BrokenConstraint(
        one,
        what,
        ids(stories),
        presenters=(presenter_id,),
        days=tuple(dict.fromkeys(told.day for told in stories)),
        must=one.must,
    )


def story_facilitated(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Parts of stories in which somebody tells and nobody facilitates."""
    for story in plan.of_delivery.get(STORY, ()):
        for part in story.block.parts:
            there = [booking for booking in part.bookings if booking.holds_time]
            telling = tuple(dict.fromkeys(b.presenter_id for b in there if tells(b)))
            if telling and all(map(tells, there)):
                where = f" in {part.room}" if part.room and len(story.block.parts) > 1 else ""
                what = f"nobody facilitates {plan.said(story)}{where}"
                yield BrokenConstraint(
                    one, what, ids((story,)), telling, days=(story.day,), must=one.must
                )


def story_after_lunch(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Stories of the first day with nothing taught between a lunch and them."""
    for day in plan.week.days[:1]:
        there = plan.by_day[day.id]
        taught = [placed.start for placed in there if placed.block.taught]
        lunches = [placed for placed in there if placed.block.delivery == _LUNCH]
        for story in there:
            if story.block.delivery == STORY and any(
                lunch.until <= story.start
                and not any(lunch.until <= start < story.start for start in taught)
                for lunch in lunches
            ):
                yield BrokenConstraint(
                    one, plan.said(story), ids((story,)), days=(day.id,), must=one.must
                )


def suitable_room(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Presenters in a room that does not suit them; once for each block."""
    for presenter_id, blocks in plan.presenters(one):
        unsuited = plan.week.presenters[presenter_id].unsuited_rooms
        for placed in blocks if unsuited else ():
            rooms = {
                part.room_id: part.room
                for part in placed.block.parts
                if part.room_id in unsuited
                and any(b.holds_time and b.presenter_id == presenter_id for b in part.bookings)
            }
            if rooms:
                name = plan.name(presenter_id)
                room = quoted(next(iter(rooms.values())))
                yield BrokenConstraint(
                    one,
                    f"{room} does not suit {name}, who is booked for {plan.said(placed)}",
                    ids((placed,)),
                    (presenter_id,),
                    tuple(room_id for room_id in rooms if room_id is not None),
                    (placed.day,),
                    must=one.must,
                )


def from_home(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Blocks for which somebody leaves home too early, or from which they come home too late."""
    leaves, home = one.start_minute or 0, 1440 if one.end_minute is None else one.end_minute
    for presenter_id, blocks in plan.presenters(one):
        way = plan.week.presenters[presenter_id].travel_minutes
        for placed in blocks if way is not None else ():
            early, late = placed.start - (way or 0), placed.until + (way or 0)
            if early < leaves or late > home:
                name = plan.name(presenter_id)
                what = f"{name} {home_words(early, late, leaves)} for {plan.said(placed)}"
                yield BrokenConstraint(
                    one, what, ids((placed,)), (presenter_id,), days=(placed.day,), must=one.must
                )
