"""The history: who changed what and when, in words; and what can still be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QWidget

from cittrainer.gui.common.cards import Card, Chips, PageHeader, button, label
from cittrainer.gui.common.dates import moment, short_date
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.history_words import told
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.models import StepKind
from cittrainer.queries.history import HistoryLine, changes_of, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.history import StepChange
    from cittrainer.settings import SettingsFile

PAGE = 500
"""Steps read at once; more are read when the end of the list comes into view."""

_PANEL_WIDTH = 330
_SEARCH_PAUSE = 150

_ORIGINS = {"window": "", "terminal": "terminal"}


def when(line: HistoryLine) -> str:
    """When it was done; only the day where the time must not be kept."""
    return short_date(line.at.date()) if line.day_only else moment(line.at)


def state(line: HistoryLine) -> str:
    """Whether the step is in force, and what it is where it is no ordinary one."""
    if line.kind is StepKind.UNDO:
        return "took back"
    if line.kind is StepKind.REDO:
        return "brought again"
    if line.undone:
        return "taken back"
    return "cannot be undone" if line.barrier else "in force"


_TONES = {"taken back": Tone.NEUTRAL, "took back": Tone.NEUTRAL, "cannot be undone": Tone.INFO}

COLUMNS: tuple[Column[HistoryLine], ...] = (
    Column("at", "When", when, sort=lambda line: -line.step_ids[0], width=110),
    Column(
        "label",
        "What",
        lambda line: line.label if line.count == 1 else f"{line.label} (and {line.count - 1} more)",
        bold=True,
        width=265,
    ),
    Column("who", "Who", lambda line: line.who, width=120),
    Column("state", "State", state, tone=lambda line: _TONES.get(state(line)), width=150),
    Column("origin", "From", lambda line: _ORIGINS.get(line.origin, line.origin), width=65),
    Column("changes", "Rows", lambda line: f"{line.changes:,}", right=True, width=70, usual=False),
    Column("account", "Account", lambda line: line.account, width=110, usual=False),
)


class HistoryPage(Page):
    """Every step, the newest first."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(runner, parent)
        self._limit = PAGE
        self._lines: tuple[HistoryLine, ...] = ()
        self.header = PageHeader(self.tr("History"))
        self.chips = Chips(self.tr("What is shown"))
        self.chips.add("all", self.tr("All"))
        self.chips.add("back", self.tr("Can be taken back"))
        self.chips.choose("all")
        self.search = SearchField(self.tr("Find a step"))
        self.search.setMaximumWidth(240)
        self.list = ListView(
            COLUMNS, name="history", settings=settings, key=lambda line: line.step_ids, parent=self
        )
        self.list.setAccessibleName(self.tr("History"))
        self.tools = ListTools(self.list, runner, self.tr("History"))
        self.back = button(self.tr("Take back"), "primary", "undo")
        self.again = button(self.tr("Bring again"), "", "redo")
        self.panel = Card(self.tr("Nothing chosen"))
        self.empty = EmptyPage(
            "history",
            self.tr("Nothing happened yet"),
            self.tr("Every change is listed here, with who made it, and can be taken back."),
        )
        self._pause = QTimer(self, singleShot=True, interval=_SEARCH_PAUSE)
        self._lay_out()
        self._wire()
        self._choose([])

    def read(self) -> None:
        """Read everything that is shown."""
        text, limit = self.search.text().strip(), self._limit
        self._runner.read(lambda db: lines(db, limit=limit, text=text), self._show)

    @Slot()
    def take_back(self) -> None:
        """Take the chosen line back, its newest step first."""
        line = self.list.current_row()
        if line is not None and line.can_go_back:
            for step_id in line.step_ids:
                self._runner.undo(step_id)

    @Slot()
    def bring_again(self) -> None:
        """Bring the chosen line again, its oldest step first."""
        line = self.list.current_row()
        if line is not None and line.undone and line.kind is StepKind.DO:
            for step_id in reversed(line.step_ids):
                self._runner.redo(step_id)

    def _show(self, found: tuple[HistoryLine, ...]) -> None:
        self._lines = found
        self._filter(self.chips.current)
        self.show_filled(bool(found or self.search.text().strip()))

    @Slot(str)
    def _filter(self, key: str) -> None:
        shown = [line for line in self._lines if key != "back" or line.can_go_back]
        self.list.set_rows(shown)
        self.list.set_placeholder(self.tr("No step fits. Try fewer words."))

    @Slot(list)
    def _choose(self, chosen: Sequence[HistoryLine]) -> None:
        line = chosen[0] if len(chosen) == 1 else None
        self.back.setEnabled(line is not None and line.can_go_back)
        self.again.setEnabled(line is not None and line.undone and line.kind is StepKind.DO)
        self.panel.clear()
        if line is None:
            self.panel.offer(self.tr("Nothing chosen"))
            words = self.tr("Choose a step to see what it changed.")
            self.panel.body.addWidget(label(words, "muted", wrap=True))
            self.panel.body.addStretch()
            return
        self.panel.offer(self.tr("What it changed"))
        self.panel.body.addWidget(label(line.label, "strong", wrap=True))
        if line.barrier:
            self.panel.body.addWidget(label(line.barrier, "muted", wrap=True))
        ids = line.step_ids
        self._runner.read(lambda db: (ids, changes_of(db, ids)), self._show_changes)

    def _show_changes(self, read: tuple[tuple[int, ...], tuple[StepChange, ...]]) -> None:
        ids, changes = read
        line = self.list.current_row()
        if line is None or line.step_ids != ids:
            return
        for head, fields in told(changes):
            self.panel.body.addWidget(label(head, wrap=True))
            for words in fields:
                self.panel.body.addWidget(label(words, "muted", wrap=True))
        self.panel.body.addStretch()

    def _fill_menu(self, menu: QMenu, chosen: Sequence[HistoryLine]) -> None:
        if len(chosen) == 1:
            menu.addAction(self.back.text(), self.take_back).setEnabled(self.back.isEnabled())
            menu.addAction(self.again.text(), self.bring_again).setEnabled(self.again.isEnabled())

    @Slot()
    def _read_more(self) -> None:
        bar = self.list.verticalScrollBar()
        if (
            bar.maximum()
            and bar.value() == bar.maximum()
            and len(self._lines)
            and (sum(line.count for line in self._lines) >= self._limit)
        ):
            self._limit += PAGE
            self.reload()

    def _wire(self) -> None:
        self.chips.chosen.connect(self._filter)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self.reload)
        self.list.rows_selected.connect(self._choose)
        self.list.menu_wanted.connect(self._fill_menu)
        self.list.verticalScrollBar().valueChanged.connect(lambda _value: self._read_more())
        self.back.clicked.connect(self.take_back)
        self.again.clicked.connect(self.bring_again)

    def _lay_out(self) -> None:
        self.header.set_actions(
            (self.chips, self.search), (*self.tools.buttons, self.again, self.back)
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.panel)
        area.setFixedWidth(_PANEL_WIDTH)
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list, 1)
        row.addWidget(area)
        self.lay_out(self.header, full, self.empty)
