"""The findings of a week beside the grid: filtered, searched, grouped, mended, let stand."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from cittrainer.gui.common.cards import Card, label
from cittrainer.gui.common.icons import icon
from cittrainer.gui.courses.week.finding_actions import FindingActions
from cittrainer.gui.courses.week.findings_list import (
    COUNTED,
    ROW_ROLE,
    FindingRow,
    FindingsModel,
    FindingsView,
    count_words,
    subject,
)
from cittrainer.gui.courses.week.navigation import block_of
from cittrainer.gui.courses.week.severity_chip import SeverityChip
from cittrainer.rules.overrides import key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cittrainer.rules.values import Finding, PlacedBlock, Week

GRAVITY, BLOCK, KIND = "gravity", "block", "kind"
"""What the findings are grouped by; by their gravity they need no headings."""

SEARCHED = 6
"""With more findings than these there is a field to search them."""

_OVER = frozenset({"closed", "cancelled"})


class FindingsPanel(Card):
    """A card with what is wrong or doubtful; looking at a finding selects its block."""

    block_selected = Signal(int)
    mends_wanted = Signal(object, object)
    """In this week somebody looks at this finding and wants to know what would mend it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Findings"), parent=parent)
        self._all: tuple[FindingRow, ...] = ()
        self._week: Week | None = None
        self._grouping = GRAVITY
        self._model = FindingsModel(self)
        self.list = FindingsView()
        self.list.setModel(self._model)
        self.actions_box = FindingActions()
        self._empty = label("", "small", wrap=True)
        self._filters = {severity: SeverityChip(severity) for severity, *_ in COUNTED}
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the findings"))
        self.search.setAccessibleName(self.tr("Search the findings"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self._bar = self._made_bar()
        for widget in (self._bar, self.search, self._empty, self.list, self.actions_box):
            self.body.addWidget(widget)
        self.list.clicked.connect(self._look)
        self.list.looked_at.connect(self._look)
        self.list.mend_pressed.connect(self.actions_box.press_mend)
        self.list.stand_pressed.connect(self.actions_box.press_stand)
        self._filter()

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that pass the filter, in the order of the list."""
        return tuple(row.finding for row in self._rows())

    @Slot(object, object)
    def show_findings(self, week: Week, findings: Sequence[Finding]) -> None:
        """Show what was found in a week; also while one of its blocks is being dragged."""
        another, self._week = week is not self._week, week
        self._all = tuple(FindingRow(each, subject(each, week)) for each in findings)
        # With several of them the filters say how many; both would not fit beside each other.
        self.set_note(count_words(findings) if len(findings) == 1 else "")
        for severity, one, many in COUNTED:
            count = sum(row.finding.severity == severity for row in self._all)
            self._filters[severity].show_count(count, f"{count} {one if count == 1 else many}")
        self._filter()
        if another and self.list.finding is not None:
            self._attend()

    def set_filter(self, severity: str, *, shown: bool) -> None:
        """Show or hide the errors, the warnings or the notes."""
        self._filters[severity].setChecked(shown)

    def group_by(self, grouping: str) -> None:
        """Group by ``gravity``, ``block`` or ``kind``."""
        self._grouping = grouping
        self._filter()

    def look_at(self, finding: Finding) -> None:
        """Go to a finding as if it were clicked; one that the filter hides comes back."""
        if all(row.finding != finding for row in self._rows()):
            self._filters[finding.severity].setChecked(True)
            self.search.clear()
        self._go_to(key(finding), finding.sentence)
        self._look()

    @Slot()
    def _filter(self) -> None:
        rows = self._rows()
        kinds = {row.finding.severity for row in self._all}
        for severity, chip in self._filters.items():
            chip.setVisible(severity in kinds)
        self._bar.setVisible(len(self._all) > 1)
        self.search.setVisible(len(self._all) > SEARCHED or bool(self.search.text()))
        self._empty.setText(
            self.tr("Nothing is left by the filter.")
            if self._all
            else self.tr("No findings: the plan holds.")
        )
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        before = self.list.finding or self.actions_box.finding
        self._model.set_rows(rows)
        if before is not None and self.list.finding is None:
            self._go_to(key(before), before.sentence)
        if self.list.finding != self.actions_box.finding:
            self._attend()
        self.list.updateGeometry()

    def _rows(self) -> tuple[FindingRow, ...]:
        """What passes the filter, with headings where it is grouped."""
        passing = [row for row in self._all if self._passes(row)]
        if self._grouping == GRAVITY:
            return tuple(passing)
        heading = self._block_heading if self._grouping == BLOCK else _kind_heading
        place: dict[str, int] = {}
        if self._grouping == BLOCK and self._week is not None:
            place = self._places(heading)
        passing.sort(key=lambda row: (place.get(heading(row), 0), heading(row)))
        rows: list[FindingRow] = []
        for name, group in groupby(passing, key=heading):
            first, *others = group
            rows += (first._replace(heading=name), *others)
        return tuple(rows)

    def _places(self, heading: Callable[[FindingRow], str]) -> dict[str, int]:
        """The blocks' headings in the order of the agenda; what is about none comes first."""
        week = self._week
        if week is None:
            return {}
        order = {block.id: at for at, block in enumerate(_agenda(week), start=1)}
        return {
            heading(row): order.get(row.finding.blocks[0], 0) if row.finding.blocks else 0
            for row in self._all
        }

    def _block_heading(self, row: FindingRow) -> str:
        blocks = row.finding.blocks
        block = block_of(self._week, blocks[0]) if blocks and self._week is not None else None
        return block.title if block is not None else self.tr("The whole week")

    def _passes(self, row: FindingRow) -> bool:
        if not self._filters[row.finding.severity].isChecked():
            return False
        said = f"{row.subject} {row.finding.sentence} {self._block_heading(row)}".casefold()
        return all(word in said for word in self.search.text().casefold().split())

    def _go_to(self, name: str, sentence: str) -> None:
        """Make a finding the current one again, by what it is about or by what it says."""
        rows = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        found = {index.row(): index.data(ROW_ROLE).finding for index in rows}
        same = [row for row, one in found.items() if key(one) == name]
        exact = [row for row in same if found[row].sentence == sentence]
        if chosen := exact or (same if len(same) == 1 else []):
            with QSignalBlocker(self.list):
                self.list.setCurrentIndex(rows[chosen[0]])

    @Slot()
    def _look(self) -> None:
        """Select the block of the finding that is looked at and ask what would mend it."""
        self._attend()
        finding = self.list.finding
        if finding is not None and finding.blocks:
            self.block_selected.emit(finding.blocks[0])

    def _attend(self) -> None:
        finding = self.list.finding
        over = self._week is None or self._week.state in _OVER
        self.actions_box.show_finding(finding, over=over)
        if finding is not None and not over:
            self.mends_wanted.emit(self._week, finding)

    def _made_bar(self) -> QWidget:
        """The filters, and at their right what to group by."""
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(6)
        for chip in self._filters.values():
            chip.toggled.connect(self._filter)
            row.addWidget(chip)
        row.addStretch()
        row.addWidget(self._made_grouping())
        return bar

    def _made_grouping(self) -> QToolButton:
        made = QToolButton()
        made.setIcon(icon("menu"))
        made.setToolTip(self.tr("Group the findings"))
        made.setAccessibleName(self.tr("Group the findings"))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        ways = QActionGroup(menu)
        for grouping, text in (
            (GRAVITY, self.tr("The gravest first")),
            (BLOCK, self.tr("By block")),
            (KIND, self.tr("By kind")),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(grouping == GRAVITY)
            action.triggered.connect(lambda _=False, grouping=grouping: self.group_by(grouping))
            ways.addAction(action)
        made.setMenu(menu)
        return made


def _kind_heading(row: FindingRow) -> str:
    return row.finding.kind.replace("_", " ").capitalize()


def _agenda(week: Week) -> list[PlacedBlock]:
    """The blocks in the order of the agenda, those that wait at the end."""
    placed = [block for day in week.days for block in week.on(day.id)]
    return [*placed, *week.unplaced]
