"""The list of the book of presenters: its columns, its filters, and what may leave it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cittrainer.gui.common.dates import short_date
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.presenters.words import KINDS, kind_tone
from cittrainer.models import CONFIDENTIAL_KINDS, PresenterKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.queries.presenters import PresenterRow
    from cittrainer.settings import SettingsFile


class Key(StrEnum):
    """The columns."""

    NAME = "name"
    KIND = "kind"
    TITLE = "title"
    ORGANIZATION = "organization"
    TOPICS = "topics"
    NEXT = "next"
    BOOKINGS = "bookings"
    UNCONFIRMED = "unconfirmed"
    PRESENTED = "presented"
    STANDING = "standing"


def _number(count: int) -> str:
    return f"{count:n}" if count else ""


COLUMNS: tuple[Column[PresenterRow], ...] = (
    Column(Key.NAME, "Name", lambda row: row.public_name, bold=True, width=150),
    Column(
        Key.KIND,
        "Kind",
        lambda row: KINDS[row.kind],
        tone=lambda row: kind_tone(row.kind),
        width=150,
    ),
    Column(Key.TITLE, "Title", lambda row: row.title, width=105),
    Column(Key.ORGANIZATION, "Organization", lambda row: row.organization, width=110),
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
        width=95,
    ),
    Column(
        Key.BOOKINGS,
        "Bookings",
        lambda row: _number(row.bookings),
        sort=lambda row: row.bookings,
        width=85,
    ),
    Column(
        Key.UNCONFIRMED,
        "Unconfirmed",
        lambda row: _number(row.unconfirmed),
        sort=lambda row: row.unconfirmed,
        tone=lambda row: Tone.WARNING if row.unconfirmed else None,
        width=110,
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
        Key.STANDING,
        "Standing",
        lambda row: "Active" if row.active else "Inactive",
        width=90,
        usual=False,
    ),
)

FILTERS: dict[str, Callable[[PresenterRow], bool]] = {
    "all": lambda row: row.active,
    "unconfirmed": lambda row: row.active and row.unconfirmed > 0,
    "lived": lambda row: row.active and row.kind in CONFIDENTIAL_KINDS,
    "clinicians": lambda row: row.active and row.kind is PresenterKind.CLINICIAN,
    "officers": lambda row: row.active and row.kind is PresenterKind.OFFICER,
    "inactive": lambda row: not row.active,
}
"""Who each filter shows."""


class BookList(ListView):
    """The presenters; what is copied or exported never tells what kind anybody is.

    That somebody tells a story of their own is health information. So the kind is left out for
    all, and an export holds everybody in the order of names: neither a filter nor an order by
    kind can be read from it.
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
        kind = self.rows.columns[self.rows.column(Key.KIND)].heading
        kept = [at for at, heading in enumerate(headings) if heading != kind]
        return [headings[at] for at in kept], [[line[at] for at in kept] for line in lines]
