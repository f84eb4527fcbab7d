"""How much of every agency is trained, against its target, and the list for dispatchers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Chips, PageHeader, button
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner, FileChooser
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.gui.common.theme import Size
from cittrainer.gui.coverage.columns import COLUMNS
from cittrainer.gui.coverage.panel import CoveragePanel
from cittrainer.jobs import coverage_papers
from cittrainer.models import (
    Academy,
    Agency,
    AgencyShift,
    Certificate,
    Course,
    CourseDay,
    EarlierRecord,
    Employment,
    Enrollment,
    TraineeRole,
)
from cittrainer.queries.coverage import ROLES, Coverage, coverage
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from cittrainer.db import Database
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.progress import Progress
    from cittrainer.settings import SettingsFile

_PANEL_WIDTH = 310

SHOWN: dict[str, frozenset[TraineeRole]] = {
    "all": frozenset(ROLES),
    "officers": frozenset({TraineeRole.OFFICER}),
    "dispatchers": frozenset({TraineeRole.DISPATCHER}),
    "other": frozenset(ROLES) - {TraineeRole.OFFICER, TraineeRole.DISPATCHER},
}
"""The roles that each filter shows."""


class CoveragePage(Page):
    """A line for each agency and role; the one chosen stands beside the list with its years."""

    made_of = (
        Academy, Agency, AgencyShift, Certificate, Course, CourseDay, EarlierRecord, Employment,
        Enrollment,
    )  # fmt: skip

    agency_opened = Signal(int)
    import_wanted = Signal()
    said = Signal(str)
    """Something was done that is no step, such as a file that was written."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._chooser = chooser or FileChooser()
        self._rows: tuple[Coverage, ...] = ()
        self.header = PageHeader(self.tr("Coverage"))
        self.search = SearchField(self.tr("Filter agencies"))
        self.search.setMaximumWidth(220)
        self.chips = Chips(self.tr("Role"))
        for key, text in (
            ("all", self.tr("All")),
            ("officers", self.tr("Officers")),
            ("dispatchers", self.tr("Dispatchers")),
            ("other", self.tr("Other")),
        ):
            self.chips.add(key, text)
        self.list = ListView(COLUMNS, name="coverage", settings=settings, key=lambda row: row.key)
        self.list.setAccessibleName(self.tr("Coverage by agency and role"))
        self.list.set_placeholder(self.tr("No agency fits."))
        self.panel = CoveragePanel(runner)
        self.tools = ListTools(self.list, runner, self.tr("Coverage"), self._chooser)
        self.save = button(self.tr("Dispatch list…"), "primary", "pdf")
        self.save.setToolTip(self.tr("Active CIT officers by agency and shift, for dispatchers"))
        self.banner = Banner()
        self._lay_out()
        self._wire()

    def read(self) -> None:
        """Read everything that is shown."""
        self._runner.read(lambda db: coverage(db, today=this_day()), self._show)

    @Slot()
    def save_list(self) -> None:
        """Write who is trained; only of the agency that is chosen, where one is."""
        row = self.panel.row
        roles = SHOWN[self.chips.current]
        place = choose_place(
            self._chooser,
            self,
            self.tr("Save the list of active CIT officers"),
            coverage_papers.FILE_NAME,
            coverage_papers.ENDINGS,
        )
        if place is None:
            return
        path, replace = place
        agency_id = None if row is None else row.agency_id
        self.banner.clear()

        def write(database: Database, progress: Progress) -> Path:
            coverage_papers.write(
                database, path, today=this_day(), agency_id=agency_id, roles=roles, replace=replace,
                progress=progress,
            )  # fmt: skip
            return path

        self._runner.start(
            self.tr("Dispatch list"), write, done=self._written, explain=self.banner.show_error
        )

    def _lay_out(self) -> None:
        self.header.set_actions((self.chips, self.search), (*self.tools.buttons, self.save))
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setChildrenCollapsible(False)
        beside.setHandleWidth(Size.gap)
        beside.addWidget(self.list)
        beside.addWidget(self.panel)
        beside.setStretchFactor(0, 1)
        self.panel.setMinimumWidth(_PANEL_WIDTH - 20)
        beside.setSizes([1000, _PANEL_WIDTH])
        full = QWidget()
        inside = QVBoxLayout(full)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.banner)
        inside.addWidget(beside, 1)
        self.empty = EmptyPage(
            "coverage",
            self.tr("Nobody on file yet"),
            self.tr(
                "Coverage is counted from the people on file, their certificates, and courses they "
                "completed elsewhere. Import people, or a list of past completions, first."
            ),
            primary=self.tr("Import people"),
        )
        self.lay_out(self.header, full, self.empty)

    def _wire(self) -> None:
        self.search.textChanged.connect(self._filter_text)
        self.chips.chosen.connect(self._filter)
        self.save.clicked.connect(self.save_list)
        self.empty.primary_wanted.connect(self.import_wanted)
        self.list.rows_selected.connect(self._select)
        self.list.row_opened.connect(lambda row: self.agency_opened.emit(row.agency_id))
        self.list.menu_wanted.connect(self._fill_menu)
        self.panel.agency_wanted.connect(self.agency_opened)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _show(self, rows: tuple[Coverage, ...]) -> None:
        self._rows = rows
        met = sum(row.prospect.met for row in rows)
        self.header.set_title(
            self.tr("Coverage"),
            self.tr("{met} of {targets} met").format(met=met, targets=counted(len(rows), "target")),
        )
        for key, roles in SHOWN.items():
            self.chips.set_count(key, sum(row.role in roles for row in rows))
        self.show_filled(bool(rows))
        self._filter(self.chips.current)

    @Slot(str)
    def _filter(self, key: str) -> None:
        self.list.set_rows([row for row in self._rows if row.role in SHOWN[key]])
        self._select(self.list.selected_rows())

    @Slot(str)
    def _filter_text(self, text: str) -> None:
        self.list.set_filter(text)
        self._select(self.list.selected_rows())

    @Slot(list)
    def _select(self, rows: Sequence[Coverage]) -> None:
        if len(rows) == 1:
            self.panel.show_row(rows[0])
        else:
            self.panel.show_all(rows or self.list.rows.rows())

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[Coverage]) -> None:
        if len(rows) == 1:
            menu.addAction(self.tr("Edit agency…"), self.panel.want_agency)
            menu.addAction(self.tr("Dispatch list…"), self.save_list)

    def _written(self, path: Path) -> None:
        self.banner.show_note(saved_words(path))
        self.said.emit(saved_words(path))
