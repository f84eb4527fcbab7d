"""The agenda of a course as lines of its presenters: one a booking, one where nobody is booked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cittrainer.gui.common.booking_words import STATE_TONES, STATES, choice_words
from cittrainer.gui.common.dates import day_month, time_of_day, weekday
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.rules.bookings import COMPANY
from cittrainer.rules.care_tasks import COMES, standing
from cittrainer.rules.values import STORY
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from cittrainer.queries.presenters import BookingRow, PartRow

NOBODY = "Nobody yet"

_SOON = {0: "today", 1: "tomorrow"}


class Key(StrEnum):
    """The columns."""

    DAY = "day"
    TIME = "time"
    BLOCK = "block"
    PLACE = "place"
    PRESENTER = "presenter"
    ROLE = "role"
    CHOICE = "choice"
    STATE = "state"
    TO_GO = "to_go"
    CAME = "came"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A booking of a part, or a part without one."""

    order: int
    """Its place in the agenda."""
    part: PartRow
    booking: BookingRow | None
    days_to_go: int | None
    """Days until it takes place; None where it has no day yet."""

    @property
    def key(self) -> tuple[int, int | None]:
        """What stays the same when the agenda is read again."""
        return self.part.part_id, self.booking.id if self.booking else None

    @property
    def role(self) -> str:
        """What somebody is asked for here."""
        if self.booking is not None:
            return self.booking.role
        return self.part.bookings[0].role if self.part.bookings else "presenter"

    @property
    def nobody_yet(self) -> bool:
        """Whether the line says that somebody is still needed."""
        return self.booking is None and self.part.nobody_yet

    @property
    def unconfirmed(self) -> bool:
        """Whether a first choice was asked but has not said yes."""
        one = self.booking
        return one is not None and one.unconfirmed and one.choice == 1


def agenda_lines(parts: Iterable[PartRow], *, today: date) -> list[AgendaLine]:
    """The lines of a course in agenda order; a part whose presenters all declined has one more.

    Args:
        parts: The parts in agenda order, their bookings first choices first.
        today: The present day.
    """
    lines: list[AgendaLine] = []
    for part in parts:
        bookings: list[BookingRow | None] = [*part.bookings]
        if not bookings or part.nobody_yet:
            bookings.append(None)
        to_go = None if part.on_date is None else (part.on_date - today).days
        lines += [
            AgendaLine(len(lines) + at, part, booking, to_go) for at, booking in enumerate(bookings)
        ]
    return lines


FILTERS: dict[str, Callable[[AgendaLine], bool]] = {
    "all": lambda _line: True,
    "unconfirmed": lambda line: line.unconfirmed,
    "nobody": lambda line: line.nobody_yet,
    "today": lambda line: line.days_to_go == 0,
}
"""Which lines each filter shows."""


def day_words(part: PartRow) -> str:
    """The day of a part: “Mon May 4”."""
    if part.on_date is None:
        return "Not placed"
    return f"{weekday(part.on_date)} {day_month(part.on_date)}"


def time_words(part: PartRow) -> str:
    """From when to when a part goes."""
    if part.start_minute is None:
        return ""
    return f"{time_of_day(part.start_minute)} – {time_of_day(part.start_minute + part.minutes)}"


def place_words(part: PartRow) -> str:
    """The part's name and room."""
    return ", ".join(filter(None, (part.part, part.room)))


def part_words(part: PartRow) -> str:
    """What and when a part is, in one line for the title of a dialog."""
    when = " ".join(filter(None, (day_words(part), time_words(part))))
    return ", ".join(filter(None, (part.block, place_words(part), when)))


def to_go_words(line: AgendaLine) -> str:
    """How long there is still time to ask, where it is still to be asked; empty otherwise."""
    days = line.days_to_go
    if days is None or not (line.nobody_yet or (line.booking and line.booking.unconfirmed)):
        return ""
    if days < 0:
        return "past"
    return _SOON.get(days) or counted(days, "day")


def came_words(part: PartRow) -> str:
    """Who really presented it."""
    return ", ".join(name for _id, name in part.actual)


def care_words(line: AgendaLine) -> str:
    """What is done and to do for somebody who comes to tell their story; empty for others."""
    one = line.booking
    if one is None or line.part.delivery != STORY or one.choice != 1 or one.state not in COMES:
        return ""
    return "" if one.role.casefold() in COMPANY else standing(one.care_done)


def _presenter(line: AgendaLine) -> str:
    if line.booking is not None:
        return line.booking.presenter
    return NOBODY if line.nobody_yet else ""


def _state(line: AgendaLine) -> str:
    if line.booking is not None:
        return STATES[line.booking.state]
    return "Missing" if line.nobody_yet else ""


def _state_tone(line: AgendaLine) -> Tone | None:
    if line.booking is not None:
        return STATE_TONES[line.booking.state]
    return Tone.ERROR if line.nobody_yet else None


COLUMNS: tuple[Column[AgendaLine], ...] = (
    Column(
        Key.DAY, "Day", lambda line: day_words(line.part), sort=lambda line: line.order, width=108
    ),
    Column(
        Key.TIME,
        "Time",
        lambda line: time_words(line.part),
        sort=lambda line: line.part.start_minute,
        width=162,
    ),
    Column(
        Key.BLOCK,
        "Block",
        lambda line: line.part.block,
        tooltip=lambda line: line.part.block,
        width=162,
    ),
    Column(Key.PLACE, "Part, room", lambda line: place_words(line.part), width=96),
    Column(Key.PRESENTER, "Presenter", _presenter, bold=True, width=158),
    Column(
        Key.ROLE,
        "Role",
        lambda line: line.booking.role if line.booking else "",
        width=90,
        usual=False,
    ),
    Column(
        Key.CHOICE,
        "Order",
        lambda line: choice_words(line.booking.choice) if line.booking else "",
        sort=lambda line: line.booking.choice if line.booking else None,
        width=126,
    ),
    Column(Key.STATE, "State", _state, tone=_state_tone, width=122),
    Column(
        Key.TO_GO,
        "To go",
        to_go_words,
        sort=lambda line: line.days_to_go if to_go_words(line) else None,
        width=76,
        usual=False,
    ),
    Column(
        Key.CAME,
        "Came",
        lambda line: came_words(line.part),
        tooltip=lambda line: came_words(line.part),
        width=110,
    ),
    Column(
        Key.CARE, "Care", care_words, tooltip=care_words, width=150, usual=False, searched=False
    ),
)
"""Never the kind of a presenter: outside the book everybody is a presenter."""

OF_DAY = frozenset({Key.DAY})
"""Columns that say nothing new in a line of the same day as the one above."""

OF_PART = frozenset({Key.DAY, Key.TIME, Key.BLOCK, Key.PLACE, Key.CAME})
"""Columns that say nothing new in a line of the same part as the one above."""
