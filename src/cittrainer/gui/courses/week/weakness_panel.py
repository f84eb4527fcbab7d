"""Beside the grid: what happens to the plan if a presenter drops out, for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import Card, Chips, button, label
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.shortcuts import inside
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.courses.week.ask_first import AskFirst
from cittrainer.gui.courses.week.sentence_list import Line, SentenceList
from cittrainer.jobs.arranging import BREAKS, COVERED, MENDABLE, Weakness
from cittrainer.rules.wording import day_names, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.rules.values import Week

TONES = {COVERED: Tone.GOOD, MENDABLE: Tone.WARNING, BREAKS: Tone.ERROR}
WORDS = {COVERED: "Covered", MENDABLE: "Mendable", BREAKS: "Breaks"}
GRAVITY = {BREAKS: 0, MENDABLE: 1, COVERED: 2}


def _gravity(row: Weakness) -> tuple[int, bool, int, int, str]:
    """What leaves the standard unmet comes before what leaves blocks empty, and that before all."""
    lost = -len(row.unmet), -len(row.leaves_empty)
    return GRAVITY[row.outcome], not row.unmet, *lost, row.presenter.casefold()


def _left(row: Weakness) -> str:
    """Even after the best repair: the standard is unmet, a block is empty, or it all goes on."""
    if row.unmet:
        return "unmet"
    if row.leaves_empty:
        return "empty"
    return "goes on"


COLUMNS: tuple[Column[Weakness], ...] = (
    Column(
        "outcome",
        "If out",
        lambda row: WORDS[row.outcome],
        sort=_gravity,
        tone=lambda row: TONES[row.outcome],
        tooltip=lambda row: row.sentence,
        width=92,
    ),
    Column(
        "presenter",
        "Presenter",
        lambda row: row.presenter,
        tooltip=lambda row: row.sentence,
        bold=True,
        width=146,
    ),
    Column(
        "then",
        "Then",
        _left,
        sort=_gravity,
        tooltip=lambda row: row.sentence,
        width=78,
    ),
)


BY_PRESENTER, ASK_FIRST = "presenters", "first"


class WeaknessPanel(Card):
    """A list of presenters, the gravest first; the chosen one's blocks and what would happen.

    Behind the second chip it lists for which blocks an alternate is to be asked first.
    """

    block_chosen = Signal(int)
    blocks_shown = Signal(object)
    """The ids of the blocks that need the chosen presenter."""
    repair_wanted = Signal(int)
    """Repairs are to be found for this presenter's absence."""
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._week: Week | None = None
        self._one: Weakness | None = None
        self.heading = label(self.tr("What if somebody drops out?"), "heading", wrap=True)
        self.setAccessibleName(self.heading.text())
        self.list = ListView(COLUMNS, name=self.tr("Presenters"), key=lambda row: row.presenter_id)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.set_placeholder(self.tr("Nobody is booked yet."))
        self.sentence = label("", "small", wrap=True)
        self.blocks = SentenceList(self.tr("Blocks that need the presenter"))
        self.repair = button(self.tr("Find repairs"))
        self.close_button = button(self.tr("Close"))
        self.chips = Chips(self.tr("What is shown"))
        self.chips.add(BY_PRESENTER, self.tr("By presenter"))
        self.chips.add(ASK_FIRST, self.tr("Ask first"))
        self.first = AskFirst()
        self._lay_out()
        self._wire()

    def show_weaknesses(self, week: Week, found: Sequence[Weakness]) -> None:
        """Show what was found for a week, and for what an alternate is to be asked first."""
        self._week = week
        self.show_week(week)
        self.list.set_rows(found)
        self.list.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        if found:
            self.list.selectRow(0)
        else:
            self._show([])

    def show_week(self, week: Week) -> None:
        """Say of a week that changed for what an alternate is still to be asked."""
        self.first.show_week(week)
        self.chips.set_count(ASK_FIRST, len(self.first.found))

    def take_focus(self) -> None:
        """Bring the keyboard to the presenters, or to the blocks where they are shown."""
        target = self.list if self.chips.current == BY_PRESENTER else self.first.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _turn(self, key: str) -> None:
        self._stack.setCurrentIndex(0 if key == BY_PRESENTER else 1)
        self.repair.setVisible(key == BY_PRESENTER)

    @Slot(list)
    def _show(self, rows: list[Weakness]) -> None:
        """Say what happens without the chosen presenter, and in which blocks."""
        self._one = one = rows[0] if rows else None
        self.sentence.setText(one.sentence if one else "")
        self.blocks.show_lines(_block_lines(self._week, one) if self._week and one else ())
        self.repair.setEnabled(one is not None and one.outcome != COVERED)
        self.blocks_shown.emit(one.blocks if one else ())

    @Slot()
    def _want_repair(self) -> None:
        if self._one is not None:
            self.repair_wanted.emit(self._one.presenter_id)

    @Slot(object)
    def _follow(self, line: Line) -> None:
        if line.block_id is not None:
            self.block_chosen.emit(line.block_id)

    def _lay_out(self) -> None:
        people = QWidget()
        column = QVBoxLayout(people)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 3)
        column.addWidget(self.sentence)
        column.addWidget(self.blocks, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(people)
        self._stack.addWidget(self.first)
        for widget in (self.heading, self.chips, self._stack):
            self.body.addWidget(widget)
        self.body.setStretchFactor(self._stack, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.repair, self.close_button):
            row.addWidget(each, 1)
        self.body.addLayout(row)

    def _wire(self) -> None:
        self.chips.chosen.connect(self._turn)
        self.first.block_chosen.connect(self.block_chosen)
        self.list.rows_selected.connect(self._show)
        self.blocks.line_chosen.connect(self._follow)
        self.repair.clicked.connect(self._want_repair)
        self.close_button.clicked.connect(self.close_wanted)
        inside(self, "Esc", self.close_button.click)


def _block_lines(week: Week, one: Weakness) -> list[Line]:
    """The blocks that need a presenter, with their times where they have one."""
    names = day_names(week)
    lines = []
    for block in (week.block[id_] for id_ in one.blocks if id_ in week.block):
        at = f", {when(block, names)}" if block.placed else ""
        lines.append(Line(f"{block.title}{at}", block_id=block.id))
    return lines
