"""A course's constraints as those of the planner; the id of each begins with that of ours."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Any

from cittrainer.jobs.plan_people import wanted
from cittrainer.models import ConstraintKind as Kind
from cittrainer.planning import kinds
from cittrainer.planning.kinds import Window
from cittrainer.rules.availability import limits, spans
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.care import month_of, tells, week_of
from cittrainer.rules.constraint_words import DAY_MINUTES, name_of, times_words, words
from cittrainer.rules.plan_values import NO, PREFERRED
from cittrainer.rules.values import STORY
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from cittrainer.planning.kinds import Constraint
    from cittrainer.rules.plan_values import ConstraintValue, TimeValue
    from cittrainer.rules.values import Week

    _Maker = Callable[[Week, ConstraintValue, dict[str, Any]], Iterator[Constraint]]

LUNCH = "lunch"
LONGEST_GAP, FAR_ENOUGH = 60, 30
"""Minutes where a constraint names none: within one visit, and between two that keep apart."""


def constraints(week: Week) -> Iterator[Constraint]:
    """Every constraint that is switched on, in the planner's terms."""
    for one in week.constraints:
        if one.active and _known(week, one):
            common = {
                "id": str(one.id),
                "must": one.must,
                "weight": one.weight,
                "words": words(week, one),
            }
            yield from _MAKERS[Kind(one.kind)](week, one, common)


def constraint_id(planners: str) -> int | None:
    """Our constraint behind one of the planner's; None where it is none of ours."""
    head = planners.partition(":")[0]
    return int(head) if head.isdecimal() else None


def _known(week: Week, one: ConstraintValue) -> bool:
    """Whether a constraint is only about what the week has; about others nothing can be broken."""
    known: tuple[tuple[int | None, Collection[int]], ...] = (
        (one.block_id, week.block),
        (one.other_block_id, week.block),
        (one.presenter_id, week.presenters),
        (one.room_id, week.rooms),
        (one.course_day_id, week.day),
    )
    return all(each is None or each in those for each, those in known)


def _about(common: dict[str, Any], whom: object) -> dict[str, Any]:
    """What a constraint has in common with others, for one of several that it is about."""
    return common | {"id": f"{common['id']}:{whom}"}


def _chosen(week: Week, one: ConstraintValue) -> tuple[int, ...]:
    """The blocks that a constraint is about: one, those of a delivery, or all."""
    if one.block_id is not None:
        return (one.block_id,)
    return tuple(b.id for b in week.blocks if one.delivery in {None, b.delivery})


def _of(week: Week, delivery: str | None) -> tuple[int, ...]:
    return tuple(block.id for block in week.blocks if block.delivery == delivery)


def _presenters(week: Week, one: ConstraintValue) -> Iterator[int]:
    """The presenters whom a constraint is about, of those the week knows."""
    for presenter_id in week.presenters:
        if one.presenter_id in {None, presenter_id}:
            yield presenter_id


def _window(one: ConstraintValue) -> Window:
    start = 0 if one.start_minute is None else one.start_minute
    end = 1440 if one.end_minute is None else one.end_minute
    return Window(start, end, one.course_day_id)


def _book_times(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    for presenter_id in _presenters(week, one):
        times = week.presenters[presenter_id].times
        for more_than, only in _lengths(week, times):
            said = [
                (Window(start, end, day.id), kind)
                for day in week.days
                for start, end, kind in spans(times, day.date, more_than + 1)
            ]
            closed = tuple(window for window, kind in said if kind == NO)
            preferred = tuple(window for window, kind in said if kind == PREFERRED)
            whom = f"{presenter_id}:over{more_than}" if more_than else f"{presenter_id}"
            resource = f"presenter:{presenter_id}"
            name = name_of(week, presenter_id)
            if closed:
                long = f" for more than {counted(more_than, 'minute')}" if more_than else ""
                when = times_words(week, closed)
                sentence = f"{name} cannot come{long} {when}, as the book says."
                named = _about(common, whom) | {"words": sentence}
                yield kinds.Closed(**named, resource=resource, only=only, windows=closed)
            if preferred:
                sentence = f"{name} would rather come {times_words(week, preferred)}."
                named = _about(common, f"{whom}:preferred") | {"words": sentence, "must": False}
                # A time that was refused is not counted again as one that is not preferred.
                yield kinds.Open(
                    **named, resource=resource, only=only, windows=(*preferred, *closed)
                )


def _lengths(week: Week, times: Sequence[TimeValue]) -> Iterator[tuple[int, frozenset[int] | None]]:
    """Over which lengths a presenter may answer otherwise, with the blocks up to the next one.

    None stands for all blocks, where the answer is the same for every length.
    """
    over = (0, *limits(times))
    if len(over) == 1:
        yield 0, None
        return
    for least, most in pairwise((*over, inf)):
        only = frozenset(one.id for one in week.blocks if least < one.minutes <= most)
        if only:
            yield int(least), only


def _presenter_time(
    week: Week, one: ConstraintValue, common: dict[str, Any]
) -> Iterator[Constraint]:
    if one.presenter_id is None:
        return
    same = [o for o in week.constraints if o.presenter_id == one.presenter_id]
    name = name_of(week, one.presenter_id)
    yield from _time_of(week, (f"presenter:{one.presenter_id}", name), one, same, common)


def _room_time(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    if one.room_id is None:
        return
    same = [o for o in week.constraints if o.room_id == one.room_id]
    name = week.rooms[one.room_id].name
    yield from _time_of(week, (f"room:{one.room_id}", name), one, same, common)


def _time_of(
    week: Week,
    whom: tuple[str, str],
    one: ConstraintValue,
    same: list[ConstraintValue],
    common: dict[str, Any],
) -> Iterator[Constraint]:
    """Not in a window, or within all the windows that were said for the same resource.

    The windows of one resource are kept or broken together: the must among them speaks for all,
    else the heaviest.
    """
    resource, name = whom
    if one.availability == NO:
        yield kinds.Closed(**common, resource=resource, windows=(_window(one),))
        return
    own = [o for o in same if o.active and o.kind == one.kind and o.availability != NO]
    alike = [o for o in own if o.availability == one.availability]
    wish = one.availability == PREFERRED
    if one.id != max(alike, key=lambda o: (o.must and not wish, o.weight, -o.id)).id:
        return
    windows = tuple(_window(o) for o in (alike if wish else own))
    common = common | {"must": one.must and not wish}
    if len(windows) > 1:
        how = "would rather" if wish else "can only"
        verb = "come" if one.presenter_id is not None else "be had"
        common["words"] = f"{name} {how} {verb} {times_words(week, windows)}."
    yield kinds.Open(**common, resource=resource, windows=windows)


def _fixed_time(_week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    if None not in {one.block_id, one.course_day_id, one.start_minute}:
        yield kinds.FixedTime(
            **common,
            activity=one.block_id or 0,
            day=one.course_day_id or 0,
            start=one.start_minute or 0,
        )


def _not_before(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    yield kinds.NotBefore(
        **common, activities=_chosen(week, one), day=one.course_day_id, start=one.start_minute
    )


def _not_after(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    yield kinds.NotAfter(
        **common, activities=_chosen(week, one), day=one.course_day_id, end=one.end_minute
    )


def _pair(
    make: Callable[..., Constraint],
) -> Callable[[Week, ConstraintValue, dict[str, Any]], Iterator[Constraint]]:
    """A constraint on two blocks."""

    def made(_week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
        if one.block_id is not None and one.other_block_id is not None:
            extra = {"directly": one.directly} if make is kinds.Before else {}
            yield make(**common, **extra, activity=one.block_id, other=one.other_block_id)

    return made


def _first_of_day(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    yield kinds.FirstOfDay(**common, activities=_chosen(week, one))


def _last_of_day(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    yield kinds.LastOfDay(**common, activities=_chosen(week, one))


def _most_a_day(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    yield kinds.MostADay(**common, activities=_chosen(week, one), amount=one.amount or 0)


def _heavy(_week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    yield kinds.HeavyInARow(**common, minutes=one.minutes or 0)


def _buffer(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    yield kinds.Buffer(
        **common,
        activities=_chosen(week, one),
        before=one.minutes or 0,
        after=one.minutes_after or 0,
    )


def _most_blocks(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    for each in _presenters(week, one):
        about = _about(common, each)
        yield kinds.MostActivities(**about, resource=f"presenter:{each}", amount=one.amount or 0)


def _most_days(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    for each in _presenters(week, one):
        about = _about(common, each)
        yield kinds.MostDays(**about, resource=f"presenter:{each}", amount=one.amount or 0)


def _one_visit(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    gap = LONGEST_GAP if one.minutes is None else one.minutes
    for each in _presenters(week, one):
        yield kinds.OneVisit(**_about(common, each), resource=f"presenter:{each}", gap=gap)


def _lunch(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    window = _window(one)
    yield kinds.Lunch(
        **common,
        activities=_of(week, LUNCH),
        start=window.start,
        end=window.end,
        minutes=one.minutes or 0,
    )


def _story_rest(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    for each in _presenters(week, one):
        yield kinds.StoryRest(
            **_about(common, each),
            resource=f"presenter:{each}",
            activities=_tellers(week, each),
            minutes=one.minutes or 0,
        )


def _tellers(week: Week, presenter_id: int) -> tuple[int, ...]:
    """The stories that somebody tells, or would tell as an alternate."""
    return tuple(
        block.id
        for block in week.blocks
        if block.delivery == STORY
        and any(
            one.presenter_id == presenter_id and one.state not in CALLED_OFF and tells(one)
            for part in block.parts
            for one in part.bookings
        )
    )


def _stories_in(period: Callable[[date], tuple[int, int]]) -> _Maker:
    """At most so many stories of each presenter in each period, less those in other courses."""

    def made(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
        days: dict[tuple[int, int], list[int]] = {}
        for day in week.days:
            days.setdefault(period(day.date), []).append(day.id)
        for each in _presenters(week, one):
            elsewhere = Counter(map(period, week.presenters[each].stories_elsewhere))
            for when, ids in days.items():
                yield kinds.MostWithin(
                    **_about(common, f"{each}:{ids[0]}"),
                    resource=f"presenter:{each}",
                    activities=_tellers(week, each),
                    days=tuple(ids),
                    amount=max(0, (one.amount or 0) - elsewhere[when]),
                )

    return made


def _story_facilitated(
    week: Week, _one: ConstraintValue, common: dict[str, Any]
) -> Iterator[Constraint]:
    for block in week.blocks:
        people = list(wanted(block)) if block.delivery == STORY else []
        for at, part in enumerate(block.parts):
            here = [one for one in people if one.at == at]
            telling = tuple(one.need for one in here if tells(one.booking))
            if telling:
                yield kinds.Accompanied(
                    **_about(common, part.id),
                    activity=block.id,
                    needs=telling,
                    company=tuple(one.need for one in here if not tells(one.booking)),
                )


def _story_after_lunch(
    week: Week, _one: ConstraintValue, common: dict[str, Any]
) -> Iterator[Constraint]:
    for day in week.days[:1]:
        yield kinds.NotFirstAfter(
            **common, activities=_of(week, STORY), others=_of(week, LUNCH), day=day.id
        )


def _suitable_room(
    week: Week, one: ConstraintValue, common: dict[str, Any]
) -> Iterator[Constraint]:
    for each in _presenters(week, one):
        rooms = week.presenters[each].unsuited_rooms
        if rooms:
            yield kinds.NotInRooms(
                **_about(common, each),
                resource=f"presenter:{each}",
                rooms=tuple(f"room:{room_id}" for room_id in sorted(rooms)),
            )


def _from_home(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    leaves, home = _window(one).start, _window(one).end
    for each in _presenters(week, one):
        way = week.presenters[each].travel_minutes
        if way is not None:
            yield kinds.Closed(
                **_about(common, each),
                resource=f"presenter:{each}",
                windows=tuple(
                    window
                    for window in (
                        Window(0, min(leaves + way, DAY_MINUTES)),
                        Window(max(home - way, 0), DAY_MINUTES),
                    )
                    if window.start < window.end
                ),
            )


def _not_next_to(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    yield kinds.NotNextTo(
        **common,
        activities=_of(week, one.delivery),
        others=_of(week, one.other_delivery),
        minutes=FAR_ENOUGH if one.minutes is None else one.minutes,
    )


def _keep_order(week: Week, _one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    ordered = sorted(
        (block.position, block.id)
        for block in week.blocks
        if block.taught and block.position is not None
    )
    yield kinds.KeepOrder(**common, activities=tuple(block_id for _, block_id in ordered))


def _keep_released(
    week: Week, _one: ConstraintValue, common: dict[str, Any]
) -> Iterator[Constraint]:
    known = {block.id for block in week.blocks}
    for block_id, (day_id, start, _minutes) in week.released.items():
        if block_id in known and day_id in week.day:
            about = _about(common, block_id)
            yield kinds.FixedTime(**about, activity=block_id, day=day_id, start=start)


def _travel(week: Week, one: ConstraintValue, common: dict[str, Any]) -> Iterator[Constraint]:
    groups = {p.group_id for b in week.blocks for p in b.parts if p.group_id is not None}
    for resource in (
        "class",
        *(f"group:{each}" for each in sorted(groups)),
        *(f"presenter:{each}" for each in week.presenters),
    ):
        yield kinds.Travel(**_about(common, resource), resource=resource, minutes=one.minutes or 0)


_MAKERS: dict[Kind, _Maker] = {
    Kind.BOOK_TIMES: _book_times,
    Kind.PRESENTER_TIME: _presenter_time,
    Kind.ROOM_TIME: _room_time,
    Kind.FIXED_TIME: _fixed_time,
    Kind.NOT_BEFORE: _not_before,
    Kind.NOT_AFTER: _not_after,
    Kind.SAME_DAY: _pair(kinds.SameDay),
    Kind.DIFFERENT_DAY: _pair(kinds.DifferentDay),
    Kind.BEFORE: _pair(kinds.Before),
    Kind.FIRST_OF_DAY: _first_of_day,
    Kind.LAST_OF_DAY: _last_of_day,
    Kind.MOST_A_DAY: _most_a_day,
    Kind.HEAVY_IN_A_ROW: _heavy,
    Kind.BUFFER: _buffer,
    Kind.PRESENTER_MOST_BLOCKS: _most_blocks,
    Kind.PRESENTER_MOST_DAYS: _most_days,
    Kind.ONE_VISIT: _one_visit,
    Kind.LUNCH: _lunch,
    Kind.STORY_REST: _story_rest,
    Kind.STORIES_A_WEEK: _stories_in(week_of),
    Kind.STORIES_A_MONTH: _stories_in(month_of),
    Kind.STORY_FACILITATED: _story_facilitated,
    Kind.STORY_AFTER_LUNCH: _story_after_lunch,
    Kind.SUITABLE_ROOM: _suitable_room,
    Kind.FROM_HOME: _from_home,
    Kind.NOT_NEXT_TO: _not_next_to,
    Kind.KEEP_ORDER: _keep_order,
    Kind.KEEP_RELEASED: _keep_released,
    Kind.TRAVEL: _travel,
}
