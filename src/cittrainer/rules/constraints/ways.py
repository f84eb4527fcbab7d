"""The constraint that leaves people time to go from one building to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cittrainer.rules.constraints.plan import BrokenConstraint, ids
from cittrainer.rules.wording import counted, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.constraints.plan import Placed, Plan
    from cittrainer.rules.plan_values import ConstraintValue
    from cittrainer.rules.values import PartValue


THE_CLASS = "the class"


class _Stop(NamedTuple):
    """A block that somebody is at, and its building; empty is not known."""

    block: Placed
    building: str


def travel(plan: Plan, one: ConstraintValue) -> Iterator[BrokenConstraint]:
    """Successive blocks of the same people in two buildings with too little time between.

    Broken once for the class, each group and each presenter who has to hurry.
    """
    if len({room.building for room in plan.week.rooms.values() if room.building}) < 2:
        return
    for who, presenter_id, stops in _ways(plan):
        for first, second in _hurried(stops, one.minutes or 0):
            gap = counted(second.begin - first.end, "minute")
            yield BrokenConstraint(
                one,
                f"{who} has {gap} from {quoted(first.block.title)} to {plan.said(second)}",
                ids((second, first)),
                presenters=() if presenter_id is None else (presenter_id,),
                days=(second.day,),
                must=one.must,
                who=who,
            )


def _ways(plan: Plan) -> Iterator[tuple[str, int | None, list[_Stop]]]:
    """The class, each group and each presenter with their stops in the order of the agenda."""
    groups: dict[int, str] = {}
    heard: list[tuple[Placed, dict[int | None, PartValue]]] = []
    for there in plan.by_day.values():
        for block in there:
            part_of: dict[int | None, PartValue] = {}
            for part in block.block.parts:
                part_of.setdefault(part.group_id, part)
                if part.group_id is not None:
                    groups.setdefault(part.group_id, part.group)
            heard.append((block, part_of))
    everybody = [(block, parts) for block, parts in heard if None in parts or not parts]
    stops = [_Stop(block, _building(plan, parts.get(None))) for block, parts in everybody]
    yield THE_CLASS, None, stops
    for group_id, name in groups.items():
        yield (
            name or "a group",
            None,
            [
                _Stop(block, _building(plan, parts.get(group_id, parts.get(None))))
                for block, parts in heard
                if group_id in parts or None in parts or not parts
            ],
        )
    for presenter_id, blocks in plan.of_presenter.items():
        if len(blocks) > 1:
            parts_in = plan.part_of[presenter_id]
            stops = [_Stop(p, _building(plan, parts_in[p.block.id])) for p in blocks]
            yield plan.name(presenter_id), presenter_id, stops


def _hurried(stops: list[_Stop], least: int) -> Iterator[tuple[Placed, Placed]]:
    """The pairs of neighbours on a day that are in two buildings with too little time between."""
    if len({building for _, building in stops if building}) < 2:
        return
    for at, (first, building) in enumerate(stops):
        for second, other in stops[at + 1 :]:
            if second.day != first.day:
                break
            if second.begin - first.end >= least:
                break
            if (
                building
                and other
                and building != other
                and second.begin >= first.end
                and not any(
                    first.end <= between.begin < second.begin
                    for between, _ in stops
                    if between is not first
                )
            ):
                yield first, second


def _building(plan: Plan, part: PartValue | None) -> str:
    room = None if part is None or part.room_id is None else plan.week.rooms.get(part.room_id)
    return "" if room is None else room.building
