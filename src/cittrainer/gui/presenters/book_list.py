"""The list of the book of presenters: its columns, its filters, and what may leave it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cittrainer.gui.common.dates import month_year, short_date, this_day
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.presenters.words import KINDS, kind_tone
from cittrainer.models import CONFIDENTIAL_KINDS, PresenterKind
from cittrainer.rules.fair_rotation import (
    LimitState,
    Standing,
    count_words,
    limit_state,
    long_unasked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.queries.presenters import PresenterRow
    from cittrainer.rules.fair_rotation import Limits, Use
    from cittrainer.settings import SettingsFile


_NOTHING = Standing()
_LIMIT_WORDS = {
    LimitState.FREE: "",
    LimitState.NEAR: "Near a limit",
    LimitState.REACHED: "At a limit",
    LimitState.OVER: "Over a limit",
}
_TIMES = {1: "once more", 2: "twice more"}


class Key(StrEnum):
    """The columns."""

    NAME = "name"
    KIND = "kind"
    NOTE = "note"
    TITLE = "title"
    ORGANIZATION = "organization"
    TOPICS = "topics"
    NEXT = "next"
    BOOKINGS = "bookings"
    UNCONFIRMED = "unconfirmed"
    PRESENTED = "presented"
    LAST = "last"
    ASKED = "asked"
    MONTH = "month"
    YEAR = "year"
    STANDING = "standing"


def _number(count: int) -> str:
    return f"{count:n}" if count else ""


def _use(row: PresenterRow) -> Use:
    return row.standing.use if row.standing else _NOTHING.use


def _limits(row: PresenterRow) -> Limits:
    return row.standing.limits if row.standing else _NOTHING.limits


def _state(row: PresenterRow) -> LimitState:
    return limit_state(_use(row), _limits(row))


def _long_unasked(row: PresenterRow) -> bool:
    return row.standing is not None and long_unasked(row.standing.use, this_day())


def note_words(row: PresenterRow) -> tuple[str, ...]:
    """What is worth knowing of somebody before they are asked, the weightiest first."""
    if row.standing is None or not row.active:
        return ()
    said = [f"{'Ran' if one.over else 'Runs'} out: {one.name}" for one in row.standing.runs_out]
    said.append(_LIMIT_WORDS[_state(row)])
    if row.standing.due:
        said.append(f"Use {_TIMES.get(row.standing.due, f'{row.standing.due} times more')}")
    if _long_unasked(row):
        said.append("Not asked for long" if row.standing.use.asked_on else "Never asked")
    return tuple(filter(None, said))


def _last_words(row: PresenterRow) -> str:
    used = _use(row)
    return f"{short_date(used.last_on)}, {used.last_course}" if used.last_on else ""


def _note_tone(row: PresenterRow) -> Tone | None:
    if row.standing is None or not note_words(row):
        return None
    pressing = row.standing.runs_out or _state(row) is not LimitState.FREE
    return Tone.WARNING if pressing else Tone.INFO


COLUMNS: tuple[Column[PresenterRow], ...] = (
    Column(Key.NAME, "Name", lambda row: row.public_name, bold=True, width=180),
    Column(
        Key.KIND,
        "Kind",
        lambda row: KINDS[row.kind],
        tone=lambda row: kind_tone(row.kind),
        width=150,
    ),
    Column(
        Key.NOTE,
        "To know",
        lambda row: next(iter(note_words(row)), ""),
        sort=lambda row: -len(note_words(row)),
        tone=_note_tone,
        tooltip=lambda row: "\n".join(note_words(row)),
        width=150,
    ),
    Column(Key.TITLE, "Title", lambda row: row.title, width=105, usual=False),
    Column(Key.ORGANIZATION, "Organization", lambda row: row.organization, width=110, usual=False),
    Column(
        Key.TOPICS,
        "Topics",
        lambda row: row.topics,
        tooltip=lambda row: row.topics,
        width=150,
        usual=False,
    ),
    Column(
        Key.NEXT,
        "Next on",
        lambda row: short_date(row.next_on),
        sort=lambda row: row.next_on,
        width=104,
        usual=False,
    ),
    Column(
        Key.BOOKINGS,
        "Bookings",
        lambda row: _number(row.bookings),
        sort=lambda row: row.bookings,
        width=85,
        usual=False,
    ),
    Column(
        Key.UNCONFIRMED,
        "Unconfirmed",
        lambda row: _number(row.unconfirmed),
        sort=lambda row: row.unconfirmed,
        tone=lambda row: Tone.WARNING if row.unconfirmed else None,
        width=110,
        usual=False,
    ),
    Column(
        Key.PRESENTED,
        "Presented",
        lambda row: _number(row.presented),
        sort=lambda row: row.presented,
        width=90,
        usual=False,
    ),
    Column(
        Key.LAST,
        "Last talk",
        lambda row: month_year(_use(row).last_on),
        sort=lambda row: _use(row).last_on,
        tooltip=_last_words,
        width=90,
    ),
    Column(
        Key.ASKED,
        "Asked",
        lambda row: month_year(_use(row).asked_on),
        sort=lambda row: _use(row).asked_on,
        tooltip=lambda row: short_date(_use(row).asked_on),
        width=90,
        usual=False,
    ),
    Column(
        Key.MONTH,
        "Month",
        lambda row: count_words(_use(row).month, _limits(row).most_a_month),
        sort=lambda row: _use(row).month,
        width=70,
    ),
    Column(
        Key.YEAR,
        "Year",
        lambda row: count_words(_use(row).year, _limits(row).most_a_year),
        sort=lambda row: _use(row).year,
        width=76,
    ),
    Column(
        Key.STANDING,
        "Standing",
        lambda row: "Active" if row.active else "Inactive",
        width=90,
        usual=False,
    ),
)

_INSIDE = frozenset({Key.KIND, Key.NOTE})
"""Columns from which somebody's kind can be told; they never leave the book."""

FILTERS: dict[str, Callable[[PresenterRow], bool]] = {
    "all": lambda row: row.active,
    "unconfirmed": lambda row: row.active and row.unconfirmed > 0,
    "lived": lambda row: row.active and row.kind in CONFIDENTIAL_KINDS,
    "clinicians": lambda row: row.active and row.kind is PresenterKind.CLINICIAN,
    "officers": lambda row: row.active and row.kind is PresenterKind.OFFICER,
    "inactive": lambda row: not row.active,
}
"""Who each filter shows."""

TURNS: dict[str, Callable[[PresenterRow], bool]] = {
    "any": lambda row: True,
    "unasked": _long_unasked,
    "limit": lambda row: _state(row) is not LimitState.FREE,
    "due": lambda row: row.standing is not None and row.standing.due > 0,
    "runs_out": lambda row: row.standing is not None and bool(row.standing.runs_out),
}
"""Whom each filter by turn leaves of those whom the first filter shows."""


class BookList(ListView):
    """The presenters; what is copied or exported never tells what kind anybody is.

    That somebody tells a story of their own is health information. So the kind is left out for
    all, as is what is to be known, since talks are due to everybody who tells a story; and an
    export holds everybody in the order of names: neither a filter nor an order by kind can be read
    from it.
    """

    def __init__(self, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(
            COLUMNS, name="presenters", settings=settings, key=lambda row: row.id, parent=parent
        )
        self.whole: tuple[PresenterRow, ...] = ()
        """Everybody in the book, in the order of names."""

    def export_rows(self) -> tuple[list[str], list[list[str]]]:
        """The headings and everybody in the book as texts, without the kind."""
        return self._texts(self.whole)

    def _texts(self, rows: Sequence[Any]) -> tuple[list[str], list[list[str]]]:
        headings, lines = super()._texts(rows)
        inside = {self.rows.columns[self.rows.column(key)].heading for key in _INSIDE}
        kept = [at for at, heading in enumerate(headings) if heading not in inside]
        return [headings[at] for at in kept], [[line[at] for at in kept] for line in lines]
