"""Lists beside the table of a rotation: sentences with a sign, and groups with their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cittrainer.gui.common.icons import icon
from cittrainer.gui.common.theme import Size, Weight, font, tokens
from cittrainer.gui.rotations import words
from cittrainer.rules.values import ERROR, NOTE, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cittrainer.rules.rotation_values import MemberValue, RotationValue
    from cittrainer.rules.rotations import Cell, RotationFinding

_CELL = Qt.ItemDataRole.UserRole
_SIGNS = {ERROR: ("error", "error"), WARNING: ("warning", "warning"), NOTE: ("info", "accent")}
_BESIDE, _SIGN, _TICK, _ABOVE_AND_BELOW = 20, 10, 28, 16
"""Pixels that a line has beside and around its words."""

Index = QModelIndex | QPersistentModelIndex

CHANGE = "change"
"""Stands for a severity before a sentence that says what a proposal changes."""


class _Wrapping(QStyledItemDelegate):
    """Gives each line the height of its words in the width of the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need."""
        hint = super().sizeHint(option, index)
        view = option.widget
        if not isinstance(view, QListWidget):
            return hint
        letters = index.data(Qt.ItemDataRole.FontRole) or view.font()
        beside = _BESIDE
        if index.data(Qt.ItemDataRole.DecorationRole) is not None:
            beside += view.iconSize().width() + _SIGN
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            beside += _TICK
        room = QRect(0, 0, max(40, view.viewport().width() - beside), 4000)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        high = QFontMetrics(letters).boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
        return QSize(view.viewport().width(), high + _ABOVE_AND_BELOW)


class PlainList(QListWidget):
    """A list without a frame whose sentences wrap."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setIconSize(QSize(14, 14))
        self.setItemDelegate(_Wrapping(self))

    def add_heading(self, text: str) -> None:
        """Add words over the lines that follow; nobody can choose them."""
        item = QListWidgetItem(text)
        item.setFont(font(Size.small, Weight.BOLD))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addItem(item)

    def take_height(self, most: int) -> None:
        """Be as high as the lines need, and no higher than ``most`` pixels."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(min(most, rows + 2 * self.frameWidth() + 2))

    @property
    def texts(self) -> list[str]:
        """What is shown, line by line."""
        return [self.item(row).text() for row in range(self.count())]


class SentenceList(PlainList):
    """Sentences with a sign before each; choosing one leads to its cell of the table."""

    cell_wanted = Signal(object)
    """The first `Cell` that a sentence is about."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.itemClicked.connect(self._lead)
        self.itemActivated.connect(self._lead)

    def show_findings(self, found: Iterable[RotationFinding]) -> None:
        """Show what is wrong or doubtful."""
        self.clear()
        for one in found:
            text = f"{one.sentence} {one.hint}".strip()
            self.add(one.severity, text, one.cells[0] if one.cells else None)

    def add(self, severity: str, text: str, cell: Cell | None = None) -> None:
        """Add a sentence.

        Args:
            severity: ``error``, ``warning``, ``note``, or `CHANGE`.
            text: The sentence.
            cell: Where it leads to.
        """
        name, colour = _SIGNS.get(severity, ("swap", "accent"))
        item = QListWidgetItem(icon(name, colour), text)
        item.setData(_CELL, cell)
        item.setFont(font(Size.small))
        item.setToolTip(text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{severity}: {text}")
        self.addItem(item)

    @Slot(QListWidgetItem)
    def _lead(self, item: QListWidgetItem) -> None:
        cell = item.data(_CELL)
        if cell is not None:
            self.cell_wanted.emit(tuple(cell))


class GroupList(PlainList):
    """The groups of a rotation with their members: name, agency and role."""

    def show_groups(self, rotation: RotationValue) -> None:
        """Replace everything that is shown."""
        self.clear()
        for group in rotation.groups:
            self.add_heading(f"{group.name} · {len(group.members)}")
            self._add_members(rotation, group.members)
        if rotation.ungrouped:
            self.add_heading(self.tr("In no group · {n}").format(n=len(rotation.ungrouped)))
            self._add_members(rotation, rotation.ungrouped)

    def _add_members(self, rotation: RotationValue, members: Sequence[MemberValue]) -> None:
        for one in members:
            missing = rotation.is_missing(one.enrollment_id)
            name = self.tr("{name} (missing)").format(name=one.name) if missing else one.name
            first = " · ".join((name, words.role_of(one)))
            item = QListWidgetItem("\n".join(filter(None, (first, one.agency))))
            item.setFont(font(Size.small))
            item.setToolTip(item.text())
            if missing:
                item.setForeground(QColor(tokens().warning))
            self.addItem(item)
