"""The list of agencies, with how many of their people are trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.people.words import AGENCY_KINDS
from cittrainer.queries.agencies import AgencyRow, agencies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile


def _share(row: AgencyRow) -> str:
    return f"{row.trained} of {row.people}" if row.people else ""


COLUMNS: tuple[Column[AgencyRow], ...] = (
    Column("name", "Agency", lambda row: row.name, bold=True, width=280),
    Column("kind", "Kind", lambda row: AGENCY_KINDS[row.kind], width=130),
    Column("people", "People", lambda row: str(row.people), sort=lambda row: row.people, width=80),
    Column(
        "trained",
        "Trained",
        _share,
        sort=lambda row: row.trained / row.people if row.people else None,
        width=110,
    ),
    Column(
        "target",
        "Target",
        lambda row: "" if row.target_percent is None else f"{row.target_percent} %",
        sort=lambda row: row.target_percent,
        width=80,
    ),
    Column("contact", "Contact", lambda row: row.contact_name, width=150),
    Column("aliases", "Also written as", lambda row: ", ".join(row.aliases), width=240),
    Column("email", "E-mail", lambda row: row.email, usual=False, width=200),
    Column("phone", "Phone", lambda row: row.phone, usual=False),
    Column("short_name", "Short name", lambda row: row.short_name, usual=False),
)


class AgencyList(ListView):
    """All agencies; they are few, so all are loaded and filtered here."""

    counted = Signal(int)
    """How many agencies there are."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            COLUMNS, name="agencies", settings=settings, key=lambda row: row.id, parent=parent
        )
        self.setAccessibleName(self.tr("Agencies"))
        self.set_placeholder(
            self.tr("No agencies yet. They come with the first import, or with New agency.")
        )
        self._runner = runner

    def reload(self) -> None:
        """Show what is on file."""
        today = this_day()
        self._runner.read(lambda db: agencies(db, today=today), self._show)

    def _show(self, found: Sequence[AgencyRow]) -> None:
        self.set_rows(found)
        self.counted.emit(len(found))
