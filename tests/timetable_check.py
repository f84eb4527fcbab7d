"""Checks an arrangement minute by minute, without anything of the solver but its plain values."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise

from cittrainer.planning import kinds
from cittrainer.planning.problem import NOBODY


@dataclass(frozen=True)
class At:
    id: int
    day: int
    start: int
    """Minutes from the first midnight of all."""
    end: int
    activity: object
    uses: frozenset[str]
    parts: tuple[tuple[int, str], ...]
    chosen: tuple[tuple[str, str], ...] = ()


def always_wrong(problem, arrangement):
    """What is wrong in a plan without any constraint."""
    found = []
    there = _there(problem, arrangement.placements)
    listed = [one.activity for one in arrangement.placements]
    if sorted([*listed, *arrangement.unplaced]) != sorted(one.id for one in problem.activities):
        found.append("each activity is placed once, or unplaced")
    for one in there:
        day = problem.day[one.day]
        start, end = one.start - day.ordinal * 1440, one.end - day.ordinal * 1440
        if start % 5 or start < day.start or end > day.end:
            found.append(f"{one.id} is outside its day")
        if one.activity.pinned and (one.day, start) != one.activity.place:
            found.append(f"{one.id} was pinned")
        needs = {need.id: need for need in one.activity.needs}
        chosen = next(p.chosen for p in arrangement.placements if p.activity == one.id)
        if [need for need, _ in chosen] != list(needs):
            found.append(f"{one.id} leaves a need out")
        for need, resource in chosen:
            if resource not in {c.resource for c in needs[need].candidates}:
                found.append(f"{one.id} takes {resource}")
        found += [
            f"{resource} is busy during {one.id}"
            for resource in one.uses
            if any(_in_window(problem, one, w) for w in problem.resource[resource].busy)
        ]
    for one, other in combinations(there, 2):
        if one.start < other.end and other.start < one.end and one.uses & other.uses:
            found.append(f"{one.id} and {other.id} want {one.uses & other.uses}")
    return found


def broken(problem, placements):
    """Constraint id to the number of its instances that a plan breaks; only those it breaks."""
    there = _there(problem, placements)
    counts = {one.id: _COUNT[type(one)](problem, there, one) for one in problem.constraints}
    return {id_: count for id_, count in counts.items() if count}


def cost(problem, placements):
    """What a plan costs in constraints, visits and candidates."""
    counts = broken(problem, placements)
    constraints = sum(
        one.weight * counts.get(one.id, 0) for one in problem.constraints if not one.must
    )
    there = _there(problem, placements)
    visits = {
        (r, one.day) for one in there for r in one.uses if problem.resource[r].kind == "person"
    }
    candidates = 0
    for placement in placements:
        needs = {need.id: need for need in problem.activity[placement.activity].needs}
        for need, resource in placement.chosen:
            candidates += {c.resource: c.cost for c in needs[need].candidates}[resource]
    return constraints + problem.options.visit_cost * len(visits) + candidates


def musts_broken(problem, placements):
    """The ids of the musts that a plan breaks."""
    counts = broken(problem, placements)
    return {one.id for one in problem.constraints if one.must and one.id in counts}


def _there(problem, placements):
    found = []
    for one in placements:
        activity = problem.activity[one.activity]
        start = problem.day[one.day].ordinal * 1440 + one.start
        part = {need.id: need.part for need in activity.needs}
        parts = tuple((part[need], r) for need, r in one.chosen if r != NOBODY)
        uses = frozenset(r for _, r in parts)
        end = start + activity.minutes
        found.append(At(one.activity, one.day, start, end, activity, uses, parts, one.chosen))
    return sorted(found, key=lambda one: one.start)


def _in_window(problem, one, window):
    if window.day not in {None, one.day}:
        return False
    midnight = problem.day[one.day].ordinal * 1440
    return one.start < midnight + window.end and midnight + window.start < one.end


def _speaks_of(c, one):
    return c.only is None or one.id in c.only


def _closed(problem, there, c):
    mine = [one for one in there if c.resource in one.uses and _speaks_of(c, one)]
    return sum(any(_in_window(problem, one, w) for w in c.windows) for one in mine)


def _open(problem, there, c):
    found = 0
    for one in there:
        if (
            c.resource not in one.uses
            or not _speaks_of(c, one)
            or (c.days is not None and one.day not in c.days)
        ):
            continue
        midnight = problem.day[one.day].ordinal * 1440
        minutes = set(range(one.start - midnight, one.end - midnight))
        for window in c.windows:
            if window.day in {None, one.day}:
                minutes -= set(range(window.start, window.end))
        found += bool(minutes)
    return found


def _fixed_time(problem, there, c):
    return sum(
        (one.day, one.start) != (c.day, problem.day[c.day].ordinal * 1440 + c.start)
        for one in there
        if one.id == c.activity
    )


def _not_before(problem, there, c):
    found = 0
    for one in there:
        if one.id not in c.activities:
            continue
        earliest = 1440 * problem.day[c.day if c.day is not None else one.day].ordinal
        found += one.start < earliest + (c.start or 0)
    return found


def _not_after(problem, there, c):
    found = 0
    for one in there:
        if one.id not in c.activities:
            continue
        midnight = 1440 * problem.day[c.day if c.day is not None else one.day].ordinal
        found += one.end > midnight + (1440 if c.end is None else c.end)
    return found


def _pair(there, c):
    known = {one.id: one for one in there}
    if c.activity in known and c.other in known:
        return known[c.activity], known[c.other]
    return None


def _same_day(problem, there, c):
    pair = _pair(there, c)
    return int(pair is not None and pair[0].day != pair[1].day)


def _different_day(problem, there, c):
    pair = _pair(there, c)
    return int(pair is not None and pair[0].day == pair[1].day)


def _before(problem, there, c):
    pair = _pair(there, c)
    if pair is None:
        return 0
    first, second = pair
    if second.start < first.end:
        return 1
    if not c.directly:
        return 0
    between = any(
        first.end <= one.start < second.start
        for one in there
        if one.activity.taught and one is not first and one is not second
    )
    return int(first.day != second.day or between)


def _first_of_day(problem, there, c):
    found = 0
    for day in {one.day for one in there if one.id in c.activities}:
        taught = [
            one
            for one in there
            if one.day == day and (one.activity.taught or one.id in c.activities)
        ]
        first = min(one.start for one in taught)
        found += not any(one.start == first for one in taught if one.id in c.activities)
    return found


def _last_of_day(problem, there, c):
    found = 0
    for day in {one.day for one in there if one.id in c.activities}:
        taught = [
            one
            for one in there
            if one.day == day and (one.activity.taught or one.id in c.activities)
        ]
        last = max(one.end for one in taught)
        found += not any(one.end == last for one in taught if one.id in c.activities)
    return found


def _most_a_day(problem, there, c):
    days = [one.day for one in there if one.id in c.activities]
    return sum(days.count(day) > c.amount for day in set(days))


def _most_activities(problem, there, c):
    return int(sum(c.resource in one.uses for one in there) > c.amount)


def _most_days(problem, there, c):
    return int(len({one.day for one in there if c.resource in one.uses}) > c.amount)


def _one_visit(problem, there, c):
    mine = [one for one in there if c.resource in one.uses]
    if len({one.day for one in mine}) > 1:
        return 1
    return int(any(b.start - a.end > c.gap for a, b in pairwise(mine)))


def _buffer(problem, there, c):
    found = 0
    for one in there:
        if one.id not in c.activities:
            continue
        rooms = {r for r in one.uses if problem.resource[r].kind == "room"}
        first, last = one.start - c.before, one.end + c.after
        others = any(
            other.start < last and first < other.end and other.uses & rooms
            for other in there
            if other is not one
        )
        busy = any(
            midnight + w.start < last and first < midnight + w.end
            for r in rooms
            for w in problem.resource[r].busy
            for day in problem.days
            if w.day in {None, day.id}
            for midnight in [day.ordinal * 1440]
        )
        found += others or busy
    return found


def _lunch(problem, there, c):
    found = 0
    for day in {one.day for one in there}:
        mine = [one for one in there if one.day == day]
        midnight = problem.day[day].ordinal * 1440
        eaten = any(
            one.id in c.activities
            and one.activity.minutes >= c.minutes
            and one.start >= midnight + c.start
            and one.end <= midnight + c.end
            for one in mine
        )
        long = max(one.end for one in mine) - min(one.start for one in mine) > c.span
        found += long and not eaten
    return found


def _story_rest(problem, there, c):
    mine = [one for one in there if c.resource in one.uses and one.id in c.activities]
    return sum(
        any(o.end <= one.start < o.end + c.minutes for o in mine if o is not one) for one in mine
    )


def _most_within(problem, there, c):
    mine = [one for one in there if c.resource in one.uses and one.id in c.activities]
    return int(sum(one.day in c.days for one in mine) > c.amount)


def _met(one, needs):
    chosen = dict(one.chosen)
    return any(chosen[need] != NOBODY for need in needs)


def _accompanied(problem, there, c):
    return sum(
        _met(one, c.needs) and not _met(one, c.company) for one in there if one.id == c.activity
    )


def _not_first_after(problem, there, c):
    there = [one for one in there if one.day == c.day]
    return sum(
        any(
            other.end <= one.start
            and not any(
                other.end <= each.start < one.start for each in there if each.activity.taught
            )
            for other in there
            if other.id in c.others
        )
        for one in there
        if one.id in c.activities
    )


def _not_in_rooms(problem, there, c):
    def where(one):
        parts = {part for part, r in one.parts if r == c.resource}
        return {r for part, r in one.parts if part in parts}

    return sum(not where(one).isdisjoint(c.rooms) for one in there)


def _near(there, one, other, minutes):
    first, second = sorted((one, other), key=lambda each: each.start)
    if first.day != second.day or not first.end <= second.start < first.end + minutes:
        return False
    return not any(
        first.end <= each.start < second.start for each in there if each not in (one, other)
    )


def _not_next_to(problem, there, c):
    taught = [one for one in there if one.activity.taught]
    return sum(
        _near(taught, one, other, c.minutes)
        for one, other in combinations(there, 2)
        if (one.id in c.activities and other.id in c.others)
        or (one.id in c.others and other.id in c.activities)
    )


def _keep_order(problem, there, c):
    known = {one.id: one for one in there}
    placed = [known[id_] for id_ in c.activities if id_ in known]
    return sum(b.start < a.start for a, b in pairwise(placed))


def _travel(problem, there, c):
    mine = [one for one in there if c.resource in one.uses]

    def buildings(one):
        parts = {part for part, r in one.parts if r == c.resource}
        rooms = {r for part, r in one.parts if part in parts}
        return {problem.resource[r].building for r in rooms} - {""}

    return sum(
        _near(mine, one, other, c.minutes)
        for one, other in combinations(mine, 2)
        if any(a != b for a in buildings(one) for b in buildings(other))
    )


def _heavy_in_a_row(problem, there, c):
    """Rows of activities that exclude each other, as they are in the tests."""
    rows, row = 0, []
    for one in [*there, None]:
        goes_on = one is not None and one.activity.heavy
        if row and not (goes_on and one.day == row[-1].day and one.start - row[-1].end < 10):
            rows += len(row) > 1 and sum(each.activity.minutes for each in row) > c.minutes
            row = []
        if goes_on:
            row.append(one)
    return rows


_COUNT = {
    kinds.Closed: _closed,
    kinds.Open: _open,
    kinds.FixedTime: _fixed_time,
    kinds.NotBefore: _not_before,
    kinds.NotAfter: _not_after,
    kinds.SameDay: _same_day,
    kinds.DifferentDay: _different_day,
    kinds.Before: _before,
    kinds.FirstOfDay: _first_of_day,
    kinds.LastOfDay: _last_of_day,
    kinds.MostADay: _most_a_day,
    kinds.MostActivities: _most_activities,
    kinds.MostDays: _most_days,
    kinds.OneVisit: _one_visit,
    kinds.Buffer: _buffer,
    kinds.Lunch: _lunch,
    kinds.StoryRest: _story_rest,
    kinds.NotNextTo: _not_next_to,
    kinds.KeepOrder: _keep_order,
    kinds.Travel: _travel,
    kinds.MostWithin: _most_within,
    kinds.Accompanied: _accompanied,
    kinds.NotFirstAfter: _not_first_after,
    kinds.NotInRooms: _not_in_rooms,
    kinds.HeavyInARow: _heavy_in_a_row,
}
