"""The list of people: searched in the database as one types, loaded as one scrolls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot

from cittrainer.documents.cells import Column as SheetColumn
from cittrainer.documents.tables import write_table
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.people.words import post, standing_order, standing_text, standing_tone
from cittrainer.queries.people import PAGE, PersonRow, page, rows
from cittrainer.queries.people_search import PeopleFilter, PeopleOrder, all_ids, count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.progress import Progress
    from cittrainer.settings import SettingsFile

COLUMNS: tuple[Column[PersonRow], ...] = (
    Column(
        "name",
        "Name",
        lambda row: row.sorted_name,
        sort=lambda row: row.search_name,
        bold=True,
        width=160,
        tooltip=lambda row: row.sorted_name,
    ),
    Column("position", "Role", post, width=96),
    Column("agency", "Agency", lambda row: row.agency, width=132),
    Column("state_id", "State ID", lambda row: row.state_id, width=85),
    Column("course", "Latest course", lambda row: row.latest_course, width=120),
    Column(
        "standing",
        "Standing",
        lambda row: standing_text(row.standing),
        sort=lambda row: standing_order(row.standing),
        tone=lambda row: standing_tone(row.standing),
        width=172,
    ),
    Column("email", "E-mail", lambda row: row.email, usual=False, width=200),
    Column("phone", "Phone", lambda row: row.phone, usual=False),
    Column(
        "since",
        "In service since",
        lambda row: str(row.service_since or ""),
        sort=lambda row: row.service_since,
        usual=False,
    ),
)

_ORDERS = {
    "name": PeopleOrder.NAME,
    "position": PeopleOrder.POSITION,
    "agency": PeopleOrder.AGENCY,
    "state_id": PeopleOrder.STATE_ID,
    "course": PeopleOrder.COURSE,
}
"""The columns by which the database sorts; by the others what is loaded is sorted."""


COUNT_PAUSE = 250
"""Milliseconds without a key after which everybody who fits is counted; counting reads them all."""


class PeopleList(ListView):
    """People who fit a filter; only the first of many are loaded until one scrolls."""

    counted = Signal(int)
    """How many people the filter lets through, loaded or not."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            COLUMNS, name="people", settings=settings, key=lambda row: row.id, parent=parent
        )
        self.setAccessibleName(self.tr("People"))
        self.set_placeholder(self.tr("Nobody on file fits what you look for."))
        self._runner = runner
        self._filter = PeopleFilter()
        self._limit = PAGE
        self._total = 0
        self._asking = False
        self._ask_again = False
        self._count_later = QTimer(self, singleShot=True, interval=COUNT_PAUSE)
        self._count_later.timeout.connect(self._count)
        self._take_order()
        self.horizontalHeader().sortIndicatorChanged.connect(self._order_changed)
        self.verticalScrollBar().valueChanged.connect(self._load_more)

    @property
    def filter(self) -> PeopleFilter:
        """What is looked for, and in which order."""
        return self._filter

    @property
    def total(self) -> int:
        """How many people the filter lets through."""
        return self._total

    def look_for(self, wanted: PeopleFilter) -> None:
        """Show other people, from the top; the order stays that of the headings."""
        order, descending = self._filter.order, self._filter.descending
        self._filter = replace(wanted, order=order, descending=descending)
        self._limit = PAGE
        self.reload()

    def reload(self) -> None:
        """Read what is on file; while an answer is awaited, only the last wish is kept."""
        self._count_later.stop()
        if self._asking:
            self._ask_again = True
            return
        self._asking = True
        wanted, limit, today = self._filter, self._limit, this_day()
        self._runner.read(lambda db: page(db, wanted, today=today, limit=limit), self._take)

    def _take(self, found: Sequence[PersonRow]) -> None:
        self._asking = False
        if self._ask_again:
            self._ask_again = False
            self.reload()
            return
        self.set_rows(found)
        if len(found) < self._limit:
            self._take_count(len(found))
        else:
            self._count_later.start()

    def _count(self) -> None:
        wanted = self._filter
        self._runner.read(lambda db: count(db, wanted), self._take_count)

    def _take_count(self, total: int) -> None:
        self._total = total
        self.counted.emit(total)

    @Slot(int)
    def _load_more(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value and value >= bar.maximum() and self.rows.total < self._total:
            self._limit = max(self._limit, self.rows.total) * 2
            self.reload()

    @Slot()
    def _order_changed(self) -> None:
        before = self._filter
        self._take_order()
        if self._filter != before:
            self.reload()

    def _take_order(self) -> None:
        header = self.horizontalHeader()
        at = header.sortIndicatorSection()
        key = COLUMNS[at].key if 0 <= at < len(COLUMNS) else "name"
        self._filter = replace(
            self._filter,
            order=_ORDERS.get(key, PeopleOrder.NAME),
            descending=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )


class PeopleTools(ListTools):
    """“Columns” and “Export” of the list of people; everybody is exported, loaded or not."""

    def __init__(self, people: PeopleList, runner: Runner, title: str) -> None:
        super().__init__(people, runner, title)
        self._people = people

    def write(self, path: Path) -> None:
        """Write everybody whom the filter lets through, columns as the user arranged them."""
        headings, _ = self._people.export_rows()
        by_heading = {column.heading: column for column in COLUMNS}
        shown = [by_heading[heading] for heading in headings]
        wanted, title, today = self._people.filter, self._title, this_day()

        def everybody(db: Session) -> tuple[PersonRow, ...]:
            return rows(db, all_ids(db, wanted), today=today)

        def export(database: Database, progress: Progress) -> None:
            progress.report(0, 0)
            with database.read() as db:
                found = everybody(db)
            cells = [[column.text(row) for column in shown] for row in found]
            columns = [
                SheetColumn(title=column.heading, identifier=column.key == "state_id")
                for column in shown
            ]
            write_table(path, title, columns, cells, replace=True)

        self._runner.start(self.tr("Export people"), export)
