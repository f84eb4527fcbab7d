"""The board as a list: who is missing or has not said yes, the most urgent on top."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cittrainer.gui.common.booking_words import STATE_TONES, STATES
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.presenters.agenda_lines import day_words, place_words, time_words
from cittrainer.models import BookingState
from cittrainer.rules.fragile_parts import EMPTY, PART, UNMET
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from PySide6.QtWidgets import QWidget

    from cittrainer.queries.booking_board import BoardLine
    from cittrainer.rules.fragile_parts import FragilePart
    from cittrainer.settings import SettingsFile

NOBODY = "Nobody yet"

VERY_SOON, SOON = 7, 21
"""Days to go up to which a line is urgent, and is to be looked at."""


class Key(StrEnum):
    """The columns."""

    TO_GO = "to_go"
    DAY = "day"
    TIME = "time"
    COURSE = "course"
    BLOCK = "block"
    PLACE = "place"
    PRESENTER = "presenter"
    ROLE = "role"
    STATE = "state"
    SINCE = "since"
    NEXT = "next"
    ALONE = "alone"


def line_key(line: BoardLine) -> tuple[int, str, int | None]:
    """What stays the same when the board is read again."""
    return line.part.part_id, line.role, line.booking.id if line.booking else None


FILTERS: dict[str, Callable[[BoardLine], bool]] = {
    "all": lambda _line: True,
    "unfilled": lambda line: line.unfilled,
    "to_ask": lambda line: line.booking is not None and line.booking.state is BookingState.TO_ASK,
    "no_answer": lambda line: (
        line.booking is not None and line.booking.state is not BookingState.TO_ASK
    ),
    "alternates": lambda line: line.next_up is not None,
}
"""Which lines each filter shows."""


def to_go_words(line: BoardLine) -> str:
    """How long there is still time: “today”, “tomorrow”, “9 days”."""
    if line.days_to_go is None:
        return "no day"
    return {0: "today", 1: "tomorrow"}.get(line.days_to_go) or counted(line.days_to_go, "day")


def since_words(line: BoardLine, today: date) -> str:
    """How long a booking is in its state, or who called off and when."""
    if line.since is None:
        return ""
    ago = ago_words(line.since, today)
    gone = line.called_off
    return ago if gone is None else f"{gone.presenter}: {STATES[gone.state].lower()} {ago}"


def ago_words(at: datetime, today: date) -> str:
    """How many days ago a moment was: “today”, “yesterday”, “9 days ago”."""
    days = (today - at.astimezone().date()).days
    return {0: "today", 1: "yesterday"}.get(days) or f"{counted(days, 'day')} ago"


def _tone(line: BoardLine) -> Tone:
    days = line.days_to_go
    if days is not None and days <= VERY_SOON:
        return Tone.ERROR
    return Tone.WARNING if days is not None and days <= SOON else Tone.NEUTRAL


def _next(line: BoardLine) -> str:
    one = line.next_up
    if one is None:
        return ""
    if one.state is BookingState.TO_ASK:
        return one.presenter
    return f"{one.presenter} ({STATES[one.state].lower()})"


def _since(line: BoardLine) -> str:
    return since_words(line, this_day())


WITHOUT = {UNMET: "Standard unmet", EMPTY: "Block empty", PART: "Part empty"}
"""What would be the case if the one person who holds a part dropped out."""

NEEDED = {UNMET: "Ask one first", EMPTY: "Ask one", PART: ""}
"""What stands in the place of an alternate where somebody is needed behind that person."""

TONES = {UNMET: Tone.ERROR, EMPTY: Tone.WARNING, PART: Tone.NEUTRAL}


def columns(
    rank: Callable[[BoardLine], int], alone: Callable[[BoardLine], FragilePart | None]
) -> tuple[Column[BoardLine], ...]:
    """The columns; never the kind of a presenter.

    Args:
        rank: The place of a line in the order of urgency.
        alone: What is known of a part that stands or falls with one person; None of any other.
    """
    return (
        Column(Key.TO_GO, "To go", to_go_words, sort=rank, tone=_tone, width=94),
        Column(
            Key.DAY, "Day", lambda line: day_words(line.part), sort=lambda line: line.part.on_date,
            width=108,
        ),
        Column(
            Key.TIME,
            "Time",
            lambda line: time_words(line.part),
            sort=lambda line: line.part.start_minute,
            width=125,
            usual=False,
        ),
        Column(
            Key.COURSE, "Course", lambda line: line.course, tooltip=lambda line: line.course_title,
            width=92,
        ),
        Column(
            Key.BLOCK, "Block", lambda line: line.part.block, tooltip=_block_tooltip, width=152
        ),
        Column(
            Key.PLACE, "Part, room", lambda line: place_words(line.part), width=105, usual=False
        ),
        Column(
            Key.PRESENTER,
            "Presenter",
            lambda line: line.booking.presenter if line.booking else NOBODY,
            tooltip=lambda line: line.booking.presenter if line.booking else "",
            bold=True,
            width=172,
        ),
        Column(Key.ROLE, "Role", lambda line: line.role, width=94),
        Column(
            Key.STATE,
            "State",
            lambda line: STATES[line.booking.state] if line.booking else "Unfilled",
            tone=lambda line: STATE_TONES[line.booking.state] if line.booking else Tone.ERROR,
            width=118,
        ),
        Column(
            Key.SINCE, "Since", _since, sort=lambda line: line.since, tooltip=_since, width=80
        ),
        Column(
            Key.NEXT,
            "Next alternate",
            lambda line: _next(line) or (NEEDED[one.outcome] if (one := alone(line)) else ""),
            tooltip=lambda line: _next(line) or (one.sentence if (one := alone(line)) else ""),
            width=142,
        ),
        Column(
            Key.ALONE,
            "Without them",
            lambda line: WITHOUT[one.outcome] if (one := alone(line)) else "",
            sort=lambda line: list(WITHOUT).index(one.outcome) if (one := alone(line)) else None,
            tone=lambda line: TONES[one.outcome] if (one := alone(line)) else Tone.NEUTRAL,
            tooltip=lambda line: one.sentence if (one := alone(line)) else "",
            width=140,
            usual=False,
        ),
    )  # fmt: skip


def _block_tooltip(line: BoardLine) -> str:
    part = line.part
    where = place_words(part)
    return ", ".join(filter(None, (part.block, where, time_words(part))))


class BoardList(ListView):
    """The lines of the board, in the order of urgency until the user sorts otherwise."""

    def __init__(self, settings: SettingsFile, parent: QWidget | None = None) -> None:
        self._ranks: dict[tuple[int, str, int | None], int] = {}
        self.alone: Mapping[int, FragilePart] = {}
        """The parts that stand or fall with one person, by their id."""
        super().__init__(
            columns(self._rank, self._alone),
            name="booking board",
            settings=settings,
            key=line_key,
            parent=parent,
        )

    def show_lines(self, lines: list[BoardLine]) -> None:
        """Show lines that stand in the order of urgency."""
        self._ranks = {line_key(line): at for at, line in enumerate(lines)}
        self.set_rows(lines)

    def _alone(self, line: BoardLine) -> FragilePart | None:
        """The part of a line where it stands or falls with whoever is asked for it."""
        one = self.alone.get(line.part.part_id)
        asked = line.booking.presenter_id if line.booking is not None else None
        return one if one is not None and one.presenter_id == asked else None

    def _rank(self, line: BoardLine) -> int:
        return self._ranks[line_key(line)]
