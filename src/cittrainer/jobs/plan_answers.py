"""What the planner answers as a change of a course's plan, and in sentences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.jobs.arranging import Reason, ReasonLine, Suggestion
from cittrainer.jobs.plan_constraints import constraint_id
from cittrainer.jobs.plan_people import stands_in
from cittrainer.jobs.plan_problem import number, presenter
from cittrainer.planning.problem import NOBODY
from cittrainer.planning.results import PROVEN, STOPPED
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.plan_changes import (
    NewAbsence,
    NewBooking,
    NewPlace,
    NewRoom,
    PlanChange,
    change_lines,
    changed,
    fingerprint,
    summary,
)
from cittrainer.rules.plan_effects import effects
from cittrainer.rules.wording import counted, day_names, listed, quoted, when

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from cittrainer.planning.results import Arrangement, Broken, Clash, Member, Placement
    from cittrainer.rules.values import BookingValue, PartValue, PlacedBlock, Week

MOST_BLOCKS = 3
"""How many blocks a sentence about what is not kept names."""


@dataclass(frozen=True, slots=True)
class Out:
    """A presenter who cannot come, and the days concerned; all of them where none is named."""

    presenter_id: int
    days: frozenset[int] | None = None
    start: int = 0
    """Minutes after midnight, on each of the days."""
    dates: tuple[date, ...] = ()
    """The days that are still to come, to be noted in the book of presenters."""

    def misses(self, block: PlacedBlock) -> bool:
        """Whether a block, where it is, is among what the presenter cannot come to."""
        if self.days is None:
            return True
        end = block.end
        return block.day_id in self.days and end is not None and end > self.start


def suggestion(
    week: Week,
    arrangement: Arrangement,
    *,
    quality: str,
    known: Collection[Broken] = (),
    out: Out | None = None,
    happened: Collection[int] = (),
) -> Suggestion:
    """A plan to accept or drop, told in words.

    Args:
        week: The plan as it stands.
        arrangement: What the planner found.
        quality: Whether it is proven best, in a sentence.
        known: What is not kept already and is not told again.
        out: Who cannot come, and is called off.
        happened: Blocks whose bookings stay as they are.
    """
    change = plan_change(week, arrangement, out=out, happened=happened)
    before = {_key(one) for one in known}
    return Suggestion(
        change=change,
        summary=summary(week, change),
        lines=change_lines(week, change),
        quality=quality,
        proven=arrangement.status == PROVEN,
        broken=tuple(
            broken_lines(week, [one for one in arrangement.broken if _key(one) not in before])
        ),
        unplaced=arrangement.unplaced,
        open_places=arrangement.costs.open_needs,
        effects=effects(week, changed(week, change)),
    )


def quality(arrangement: Arrangement, seconds: float, *, best: str) -> str:
    """Whether a plan is proven best, in a sentence; ``best`` is said where it is."""
    if arrangement.status == PROVEN:
        unshown = "whether fewer moves or earlier ends would do was not found out in the time"
        return best if arrangement.polished else f"{best.removesuffix('.')}; {unshown}."
    if arrangement.status == STOPPED:
        return "Stopped: this is the best so far, a better one may exist."
    limit = counted(round(seconds), "second") if seconds >= 1 else "a moment"
    return f"The best that was found in {limit}; a better one may exist."


def plan_change(
    week: Week,
    arrangement: Arrangement,
    *,
    out: Out | None = None,
    happened: Collection[int] = (),
) -> PlanChange:
    """What accepting an arrangement would change in a week; see ``suggestion``."""
    there = {one.activity: one for one in arrangement.placements}
    bookings: dict[int, NewBooking] = {}
    places: list[NewPlace] = []
    rooms: list[NewRoom] = []
    for block in week.blocks:
        placement = there.get(block.id)
        new = _new_place(block, placement)
        places += [new] if new is not None else []
        if block.id in happened:
            continue
        chosen = dict(placement.chosen) if placement is not None else {}
        rooms += _new_rooms(block, chosen)
        for one in _new_bookings(block, placement, chosen, out):
            bookings.setdefault(one.booking_id, one)
    return PlanChange(
        course_id=week.course_id,
        seen=fingerprint(week),
        places=tuple(places),
        bookings=tuple(bookings.values()),
        rooms=tuple(rooms),
        absences=absences(out) if out is not None else (),
    )


def only_out(week: Week, out: Out, happened: Collection[int] = ()) -> PlanChange:
    """The change that calls off whoever is out and nothing else; nobody stands in yet."""
    return PlanChange(
        course_id=week.course_id,
        seen=fingerprint(week),
        bookings=tuple(
            NewBooking(booking.id, booking.order, called_off=True)
            for block in week.blocks
            if block.id not in happened and out.misses(block)
            for part in block.parts
            for booking in part.bookings
            if booking.presenter_id == out.presenter_id and booking.state not in CALLED_OFF
        ),
        absences=absences(out),
    )


def absences(out: Out) -> tuple[NewAbsence, ...]:
    """What the book of presenters notes of somebody who is out."""
    return tuple(NewAbsence(out.presenter_id, one, out.start) for one in out.dates)


def reason(week: Week, clash: Clash) -> Reason:
    """A clash in sentences."""
    return Reason(
        sentence=_ended(clash.sentence),
        lines=tuple(_reason_line(week, one) for one in clash.members),
        minimal=clash.minimal,
        blocks=clash.activities,
    )


def broken_lines(week: Week, broken: Sequence[Broken]) -> Iterator[ReasonLine]:
    """What is not kept, each once with the blocks concerned."""
    # One of ours may be several of the planner's: of the class, of each group, of each presenter.
    blocks: dict[tuple[int | None, str], dict[int, None]] = defaultdict(dict)
    for one in broken:
        blocks[constraint_id(one.constraint), one.sentence] |= dict.fromkeys(one.activities)
    for (ours, sentence), which in blocks.items():
        yield ReasonLine(_about(week, sentence, list(which)), ours, next(iter(which), None))


def _about(week: Week, sentence: str, blocks: list[int]) -> str:
    """A sentence with the blocks that it does not name itself."""
    titles = [quoted(week.block[one].title) for one in blocks if one in week.block]
    unsaid = list(dict.fromkeys(one for one in titles if one not in sentence))
    if not unsaid:
        return sentence
    if len(unsaid) > MOST_BLOCKS:
        unsaid = [*unsaid[: MOST_BLOCKS - 1], f"{len(unsaid) - MOST_BLOCKS + 1} more"]
    return f"{sentence.removesuffix('.')}: not so with {listed(unsaid)}."


def _key(one: Broken) -> tuple[str, tuple[int, ...], str]:
    return one.constraint, one.activities, "" if one.constraint else one.sentence


def _new_place(block: PlacedBlock, placement: Placement | None) -> NewPlace | None:
    if placement is None:
        return NewPlace(block.id) if block.placed else None
    if (block.day_id, block.start) == (placement.day, placement.start):
        return None
    return NewPlace(block.id, placement.day, placement.start)


def _new_rooms(block: PlacedBlock, chosen: Mapping[str, str]) -> Iterator[NewRoom]:
    """The rooms that parts get; parts that share a room go on sharing one."""
    new: dict[int, int | None] = {}
    for part in block.parts:
        resource = chosen.get(f"room:{part.id}")
        if part.room_id is not None and resource is not None:
            new[part.room_id] = None if resource == NOBODY else number(resource)
    for part in block.parts:
        if part.room_id is not None and new.get(part.room_id, part.room_id) != part.room_id:
            yield NewRoom(part.id, new[part.room_id])


def _new_bookings(
    block: PlacedBlock,
    placement: Placement | None,
    chosen: Mapping[str, str],
    out: Out | None,
) -> Iterator[NewBooking]:
    for part in block.parts:
        for booking in part.bookings:
            resource = chosen.get(f"booking:{booking.id}")
            own = presenter(booking.presenter_id) if booking.holds_time else NOBODY
            if resource is not None and resource != own:
                yield from _instead(part, booking, resource, out)
            elif out is not None and _called_off(block, booking, placement, out):
                yield NewBooking(booking.id, booking.order, called_off=True)


def _called_off(
    block: PlacedBlock, booking: BookingValue, placement: Placement | None, out: Out
) -> bool:
    """Whether somebody who cannot come is called off here, alternates included.

    A block that is moved to where they can come keeps them; one that finds no place keeps them
    too, unless they cannot come at all.
    """
    if booking.presenter_id != out.presenter_id or booking.state in CALLED_OFF:
        return False
    if out.days is None:
        return True
    stays = placement is not None and (block.day_id, block.start) == (
        placement.day,
        placement.start,
    )
    return stays and out.misses(block)


def _instead(
    part: PartValue, booking: BookingValue, resource: str, out: Out | None
) -> Iterator[NewBooking]:
    """Somebody else, or nobody, in the place of a booking."""
    is_out = out is not None and booking.presenter_id == out.presenter_id
    if resource == NOBODY:
        yield NewBooking(booking.id, booking.order, called_off=True)
        return
    other = next(one for one in stands_in(part, booking) if presenter(one.presenter_id) == resource)
    yield NewBooking(other.id, 1)
    if is_out:
        # Behind the one who comes instead: a first choice who called off is a place to be filled.
        yield NewBooking(booking.id, other.order, called_off=True)
    elif booking.holds_time:
        yield NewBooking(booking.id, other.order)


def _reason_line(week: Week, member: Member) -> ReasonLine:
    block = week.block.get(member.activity) if member.activity is not None else None
    sentence = member.sentence
    if member.kind == "pinned" and block is not None and not block.pinned:
        sentence = f"{quoted(block.title)} has happened, {when(block, day_names(week))}."
    return ReasonLine(_ended(sentence), constraint_id(member.constraint), member.activity)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
