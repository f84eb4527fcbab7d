"""The library: every module of every curriculum once, found, sorted, and taken into a draft."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QMenu, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.curricula.difference_dialog import version_words
from cittrainer.gui.curricula.words import topics
from cittrainer.models import Delivery
from cittrainer.rules.wording import quoted
from cittrainer.services.modules import add_from_library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.curricula import CurriculumRow
    from cittrainer.queries.modules import LibraryRow
    from cittrainer.settings import SettingsFile

COLUMNS: tuple[Column[LibraryRow], ...] = (
    Column("title", "Module", lambda row: row.title, bold=True, width=270),
    Column("delivery", "Delivery", lambda row: row.delivery.capitalize(), width=110),
    Column("minutes", "Minutes", lambda row: str(row.minutes), sort=lambda row: row.minutes,
           width=85),
    Column("topics", "Topics", topics, tooltip=topics, width=230),
    Column("curriculum", "Newest in", lambda row: f"{row.curriculum}, version {row.number}",
           width=250),
    Column("versions", "In versions", lambda row: str(row.versions),
           sort=lambda row: row.versions, width=95),
    Column("taught_by", "Who may teach", lambda row: row.taught_by, usual=False, width=190),
    Column("rooms", "Rooms", lambda row: str(row.parts), sort=lambda row: row.parts, usual=False),
    Column("must", "Must attend", lambda row: "Yes" if row.must_attend else "", usual=False),
    Column("equipment", "Equipment", lambda row: row.equipment, usual=False),
    Column("qualification", "Qualification", lambda row: row.qualification, usual=False),
    Column("objectives", "Objectives", lambda row: " ".join(row.objectives.split("\n")),
           tooltip=lambda row: row.objectives, usual=False, width=260),
)  # fmt: skip


class LibraryView(QWidget):
    """All modules; those of a kind of delivery, or that hold some words, by choice."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._rows: Sequence[LibraryRow] = ()
        self._drafts: list[CurriculumRow] = []
        self.search = SearchField(self.tr("Filter modules"))
        self.search.setMaximumWidth(220)
        self.delivery = QComboBox()
        self.delivery.setAccessibleName(self.tr("Delivery"))
        self.delivery.addItem(self.tr("Every delivery"), "")
        for each in Delivery:
            self.delivery.addItem(each.value.capitalize(), each.value)
        self.list = ListView(COLUMNS, name="library", settings=settings, key=lambda row: row.id)
        self.list.setAccessibleName(self.tr("Library of modules"))
        self.list.set_placeholder(self.tr("No module is like that."))
        self.tools = ListTools(self.list, runner, self.tr("Library of modules"))
        self.take = button(self.tr("Add to a draft"), "primary", "add")
        self.take.setToolTip(self.tr("Make a draft of a curriculum first"))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.list)
        self.search.textChanged.connect(self.list.set_filter)
        self.delivery.currentIndexChanged.connect(self._filter)
        self.list.rows_selected.connect(self._selected)
        self.take.clicked.connect(self._ask_draft)
        self._selected()

    def show_rows(self, rows: Sequence[LibraryRow], versions: Sequence[CurriculumRow]) -> None:
        """Show the modules; drafts among the versions can take them."""
        self._rows = rows
        self._drafts = [each for each in versions if each.state == "draft"]
        self._filter()
        self._selected()

    def menu_of_drafts(self) -> QMenu:
        """The drafts to which the chosen modules can be added."""
        menu = QMenu(self.take)
        for draft in self._drafts:
            menu.addAction(version_words(draft), partial(self.add_to, draft))
        return menu

    def add_to(self, draft: CurriculumRow) -> None:
        """Add the chosen modules at the end of a draft, in one step."""
        ids = [row.id for row in self.list.selected_rows()]
        if not ids:
            return
        self._runner.write(
            self.tr("Add modules of the library to {title}").format(title=quoted(draft.title)),
            lambda db: [add_from_library(db, draft.id, each) for each in ids],
        )

    @Slot()
    def _filter(self) -> None:
        kind = self.delivery.currentData()
        self.list.set_rows([row for row in self._rows if kind in {"", row.delivery}])

    @Slot()
    def _selected(self) -> None:
        self.take.setEnabled(bool(self._drafts and self.list.selected_rows()))

    @Slot()
    def _ask_draft(self) -> None:
        self.menu_of_drafts().popup(self.take.mapToGlobal(self.take.rect().bottomLeft()))
