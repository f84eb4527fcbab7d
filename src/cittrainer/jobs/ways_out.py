"""The ways out when a presenter cannot come: alternates, others of the book, and repairs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cittrainer.jobs.arranging import (
    ALTERNATE,
    OF_BOOK,
    WAYS,
    ReasonLine,
    Suggestion,
    Suggestions,
)
from cittrainer.jobs.mishaps import case
from cittrainer.jobs.plan_answers import only_out
from cittrainer.jobs.plan_course import read
from cittrainer.jobs.plan_problem import Limits, has_happened
from cittrainer.jobs.repair import mended
from cittrainer.queries.stand_ins import teachers
from cittrainer.rules.bookings import UNQUALIFIED
from cittrainer.rules.checks import block_findings
from cittrainer.rules.plan_changes import change_lines, changed, summary
from cittrainer.rules.plan_effects import effects
from cittrainer.rules.standing_in import UNANSWERED, Person, Slot, Verdict, taking, verdict
from cittrainer.rules.values import WARNING
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cittrainer.db import Database
    from cittrainer.jobs.arranging import PresenterOut
    from cittrainer.jobs.plan_answers import Out
    from cittrainer.jobs.progress import Progress
    from cittrainer.queries.stand_ins import Teachers
    from cittrainer.rules.plan_changes import PlanChange
    from cittrainer.rules.values import Week

MOST_NAMED = 3
"""Blocks that a sentence names."""

MOST_WAYS = 4
"""Ways of one kind; who else could stand in is named besides."""


def ways_out(
    database: Database,
    course_id: int,
    mishap: PresenterOut,
    progress: Progress,
    limits: Limits = Limits(),
) -> Suggestions:
    """Everything that can be done about a presenter who is out, the fullest kind of way first.

    Alternates who are free stand in, or others of the book who may teach the module, or the
    planner changes the plan. Nobody is proposed who would break something that is a must.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: the presenter is not in the course, or the day is over.
        Cancelled: it was stopped before it began.
    """
    progress.report(0, 0, "Reading the week")
    week, limits = read(database, course_id, limits)
    what = case(week, mishap, limits)
    assert what.out is not None, "a presenter who is out is a case of somebody who is out"
    happened = {one.id for one in week.blocks if has_happened(week, one, limits)}
    lost = tuple(lost_slots(week, what.out, happened))
    with database.read() as db:
        known = teachers(db, week, {one.block.id for one in lost})
    search = _Search(week, known, only_out(week, what.out, happened), lost)
    repairs = mended(week, what, progress, limits)
    found = _in_order([*search.ways(), *repairs.found])
    complete = any(one.complete for one in found)
    return replace(
        repairs,
        found=found,
        reasons=() if complete else repairs.reasons,
        standing=tuple(search.verdicts),
        nobody=search.nobody,
    )


def lost_slots(week: Week, out: Out, happened: set[int]) -> Iterator[Slot]:
    """What whoever is out was expected to do, in the order of the agenda."""
    day = {one.id: at for at, one in enumerate(week.days)}
    blocks = [one for one in week.blocks if one.id not in happened and out.misses(one)]
    for block in sorted(blocks, key=lambda b: (day.get(b.day_id or 0, 99), b.start or 0, b.id)):
        for part in block.parts:
            for booking in part.bookings:
                if booking.presenter_id == out.presenter_id and booking.holds_time:
                    yield Slot(block, part, booking)


@dataclass
class _Search:
    """Judges everybody who might take what is lost, and puts ways together."""

    week: Week
    known: Teachers
    base: PlanChange
    """Calls off whoever is out."""
    lost: tuple[Slot, ...]
    verdicts: list[Verdict] = field(default_factory=list)
    """Of everybody for every slot, alternates first."""

    def __post_init__(self) -> None:
        for slot in self.lost:
            for person in self._people(slot):
                self.verdicts.append(verdict(self.known.week, self.base, slot, person))

    @property
    def nobody(self) -> str:
        """For which blocks neither an alternate nor the book names anybody, in a sentence."""
        known = {id(one.slot) for one in self.verdicts}
        without = [quoted(one.block.title) for one in self.lost if id(one) not in known]
        titles = list(dict.fromkeys(without))
        if not titles:
            return ""
        if len(titles) > MOST_NAMED:
            titles = [*titles[: MOST_NAMED - 1], f"{len(titles) - MOST_NAMED + 1} more"]
        return (
            f"Neither an alternate nor somebody of the book is known for {listed(titles)}. "
            "Who may teach a module is noted in the book."
        )

    def ways(self) -> list[Suggestion]:
        """One way for each who could take something, the fullest and the surest first."""
        made: dict[object, Suggestion] = {}
        for one in self.verdicts:
            if one.usable:
                way = self._way(one.person.presenter_id)
                made.setdefault(_same(way.change), way)
        ranked = sorted(made.values(), key=lambda one: (one.open_places, self._doubts(one)))
        return [one for kind in WAYS for one in [w for w in ranked if w.kind == kind][:MOST_WAYS]]

    def _people(self, slot: Slot) -> Iterator[Person]:
        """The alternates of a slot in their order, then those of the book who may teach it."""
        named = {one.presenter_id for one in slot.part.bookings} | set(slot.block.expected)
        for one in sorted(slot.part.bookings, key=lambda each: each.order):
            if one.order > 1 and one.role == slot.booking.role:
                yield Person(one.presenter_id, one.presenter, one)
        if slot.booking.role.casefold() in UNQUALIFIED:
            return
        for presenter_id in self.known.of_block.get(slot.block.id, ()):
            if presenter_id not in named:
                yield Person(presenter_id, self.known.week.presenters[presenter_id].name)

    def _way(self, first: int) -> Suggestion:
        """Somebody takes what they can, and others the rest as far as they can."""
        change, open_slots, kinds = self.base, 0, {ALTERNATE}
        names: list[str] = []
        for slot in self.lost:
            could = [one.person for one in self.verdicts if one.slot is slot and one.usable]
            could.sort(key=lambda one: one.presenter_id != first)
            for person in could:
                # What was taken before may keep somebody from taking this as well.
                if verdict(self.known.week, change, slot, person).usable:
                    change = taking(change, slot, person)
                    kinds |= {OF_BOOK} if person.booking is None else set()
                    names.append(person.name)
                    break
            else:
                open_slots += 1
        return self._told(change, list(dict.fromkeys(names)), open_slots, kinds)

    def _told(
        self, change: PlanChange, names: Sequence[str], open_slots: int, kinds: set[str]
    ) -> Suggestion:
        said = summary(self.week, change)
        verb = "stands" if len(names) == 1 else "stand"
        return Suggestion(
            change=change,
            summary=f"{listed(names)} {verb} in: {said[0].lower()}{said[1:]}",
            lines=change_lines(self.week, change),
            quality="Nothing moves.",
            proven=False,
            broken=tuple(self._not_kept(change)),
            open_places=open_slots,
            effects=effects(self.week, changed(self.week, change)),
            kind=OF_BOOK if OF_BOOK in kinds else ALTERNATE,
        )

    def _not_kept(self, change: PlanChange) -> Iterator[ReasonLine]:
        """The wishes of the plan that a way does not keep and that are kept without it."""
        before = {one.sentence for one in block_findings(changed(self.known.week, self.base))}
        for one in block_findings(changed(self.known.week, change)):
            if one.severity == WARNING and one.constraint and one.sentence not in before:
                yield ReasonLine(one.sentence, one.constraint, next(iter(one.blocks), None))

    def _doubts(self, way: Suggestion) -> int:
        """How many of those who would stand in have not said whether they can come."""
        came = {one.presenter_id for one in way.change.presenters}
        moved = {one.booking_id for one in way.change.bookings if not one.called_off}
        return sum(
            one.kind == UNANSWERED
            and (
                one.person.presenter_id in came
                if one.person.booking is None
                else one.person.booking.id in moved
            )
            for one in self.verdicts
        )


def _in_order(found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Kind by kind, that with the fullest way first; what is the same is told once."""
    once: dict[object, Suggestion] = {}
    for one in found:
        once.setdefault(_same(one.change), one)
    kinds = list(WAYS)
    fullest = {
        kind: min(
            (len(one.unplaced) + one.open_places for one in once.values() if one.kind == kind),
            default=0,
        )
        for kind in kinds
    }
    return tuple(sorted(once.values(), key=lambda one: (fullest[one.kind], kinds.index(one.kind))))


def _same(change: PlanChange) -> object:
    """What two changes share that do the same."""
    return frozenset((*change.places, *change.bookings, *change.rooms, *change.presenters))
