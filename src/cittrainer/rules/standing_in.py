"""Whether somebody can take a slot of somebody who is out, and if not, why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.rules.availability import UNANSWERED as SAID_NOTHING
from cittrainer.rules.availability import said_of
from cittrainer.rules.bookings import CANCELLED
from cittrainer.rules.checks import block_findings
from cittrainer.rules.plan_changes import NewBooking, NewPresenter, changed
from cittrainer.rules.plan_values import NO
from cittrainer.rules.values import ERROR
from cittrainer.rules.wording import day_names, month_words, quoted

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from cittrainer.rules.plan_changes import PlanChange
    from cittrainer.rules.plan_values import PresenterValue
    from cittrainer.rules.values import BookingValue, Finding, PartValue, PlacedBlock, Week

FREE, UNANSWERED, BUSY, AWAY, GONE, BARRED, LIMIT, REFUSED = (
    "free", "unanswered", "busy", "away", "gone", "barred", "limit", "refused",
)  # fmt: skip
"""Free; has said nothing about their times; elsewhere then; not available; has said no or was
called off; cannot be booked; at a limit of their own; something that the plan must keep to."""

CANNOT_BE_BOOKED = "cannot be booked for this course"
"""All that is said of somebody who cannot be booked; see ``rules.care``."""

USABLE = frozenset({FREE, UNANSWERED})


@dataclass(frozen=True, slots=True)
class Slot:
    """What somebody who is out was to do: a booking in a part of a block."""

    block: PlacedBlock
    part: PartValue
    booking: BookingValue


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who might take a slot."""

    presenter_id: int
    name: str
    """The public name."""
    booking: BookingValue | None = None
    """As an alternate of the part; None for somebody of the book who may teach the module."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody can take a slot."""

    slot: Slot
    person: Person
    kind: str
    words: str
    """What is said of them, such as “is free” or “is in “Law” then”."""

    @property
    def usable(self) -> bool:
        """Whether they can take it, as far as is known."""
        return self.kind in USABLE

    @property
    def sentence(self) -> str:
        """Who they are and how it stands; of those who cannot be booked no more than that."""
        if self.kind == BARRED:
            return f"{self.person.name} {self.words}."
        who = "alternate of" if self.person.booking is not None else "may teach"
        words = f"{self.person.name}, {who} {quoted(self.slot.block.title)}: {self.words}"
        return words if words.endswith(".") else f"{words}."


def taking(change: PlanChange, slot: Slot, person: Person) -> PlanChange:
    """The same change, in which a person also takes a slot that was called off.

    Whoever called off stands behind them: a first choice who called off is a place to be filled.
    """
    order = person.booking.order if person.booking is not None else slot.booking.order + 1
    bookings = tuple(
        replace(one, order=order) if one.booking_id == slot.booking.id else one
        for one in change.bookings
    )
    if person.booking is None:
        new = NewPresenter(slot.part.id, person.presenter_id, person.name, slot.booking.role)
        return replace(change, bookings=bookings, presenters=(*change.presenters, new))
    moved_up = NewBooking(person.booking.id, slot.booking.order)
    others = tuple(one for one in bookings if one.booking_id != moved_up.booking_id)
    return replace(change, bookings=(*others, moved_up))


def verdict(week: Week, change: PlanChange, slot: Slot, person: Person) -> Verdict:
    """Whether a person can take a slot, once a change has called off whoever is out.

    Args:
        week: The plan as it stands, with what is known of the person.
        change: What calls off whoever is out, and what others have taken by now.
        slot: What is to be taken.
        person: By whom.
    """
    kind, words = _known(week, person) or ("", "")
    if not kind:
        base = changed(week, change)
        kind, words = _time(base, slot.block, person.presenter_id) or ("", "")
        new = errors(changed(week, taking(change, slot, person)), beyond=errors(base))
        if new and kind in {"", *USABLE}:
            kind, words = REFUSED, new[0].sentence
    return Verdict(slot, person, kind or FREE, words or "is free")


def errors(week: Week, beyond: Collection[Finding] = ()) -> tuple[Finding, ...]:
    """What is wrong with the blocks of a week, besides what is known."""
    known = {one.sentence for one in beyond}
    return tuple(
        one for one in block_findings(week) if one.severity == ERROR and one.sentence not in known
    )


def _known(week: Week, person: Person) -> tuple[str, str] | None:
    """What speaks against somebody whatever the time is."""
    booking, known = person.booking, week.presenters.get(person.presenter_id)
    if known is not None and known.barred:
        return BARRED, CANNOT_BE_BOOKED
    if booking is not None and booking.state == CANCELLED:
        return GONE, "was called off"
    if booking is not None and booking.state in {"declined", "no_show"}:
        return GONE, "has declined" if booking.state == "declined" else "did not come"
    if known is not None and not known.active:
        return GONE, "is set to inactive"
    return None


def _time(week: Week, block: PlacedBlock, presenter_id: int) -> tuple[str, str] | None:
    """Where else somebody is at the time of a block, and what they said about it."""
    if block.day_id is None or block.start is None or block.end is None:
        return None
    start, end, day = block.start, block.end, week.day[block.day_id]
    for other in week.on(block.day_id):
        at_once = (other.start or 0) < end and start < (other.end or 0)
        if at_once and presenter_id in other.expected:
            here = other.id == block.id
            return BUSY, f"is in {'another part of it' if here else quoted(other.title) + ' then'}"
    for busy in week.elsewhere:
        theirs = busy.presenter_id == presenter_id and busy.date == day.date
        if theirs and busy.start < end and start < busy.end:
            return BUSY, f"is in {quoted(busy.block)} of {busy.course} then"
    known = week.presenters.get(presenter_id)
    if known is not None and known.barred_at(day.date):
        return BARRED, f"cannot be booked on {day_names(week)[day.id]}"
    if known is not None and (limit := _limit(week, known, day.date)):
        return LIMIT, limit
    said = said_of(known.times, day.date, start, end) if known is not None else SAID_NOTHING
    if said == NO:
        return AWAY, "is not available then"
    if said == SAID_NOTHING:
        return UNANSWERED, "has not said when they can come"
    return None


def _limit(week: Week, known: PresenterValue, on: date) -> str:
    """That somebody has as many talks around a day as they want to give; empty where not."""
    here = [
        week.day[block.day_id].date
        for block in week.blocks
        if block.day_id is not None and known.id in block.expected
    ]
    talks = (*here, *known.talks_elsewhere)
    week_of = on.isocalendar()[:2]
    for most, count, when in (
        (known.most_a_week, sum(one.isocalendar()[:2] == week_of for one in talks), "that week"),
        (
            known.most_a_month,
            sum((one.year, one.month) == (on.year, on.month) for one in talks),
            f"in {month_words(on)}",
        ),
        (known.most_a_year, sum(one.year == on.year for one in talks), f"in {on.year}"),
    ):
        if most is not None and count >= most:
            return f"is at a limit of their own, {count} of {most} talks {when}"
    return ""
