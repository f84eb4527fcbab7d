"""The kinds of constraint to choose from, by subject, found by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.text import folded
from cittrainer.gui.constraints.words import GROUPS, HELP, TITLES
from cittrainer.models import ConstraintKind

if TYPE_CHECKING:
    from collections.abc import Collection

_HEIGHT = 430
_LOWEST = 120
_AROUND = 300
"""Pixels of the screen that the rest of a form takes, above and below the tree."""

_KIND = Qt.ItemDataRole.UserRole


class KindPicker(QWidget):
    """A search box over a tree of subjects and kinds; Down goes from the box to the tree.

    Args:
        kinds: The kinds that are offered.
        parent: The widget it belongs to.
    """

    chosen = Signal(object)
    """The ``ConstraintKind`` that was chosen."""

    def __init__(self, kinds: Collection[ConstraintKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(self.tr("Find a kind"))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Kinds of constraint"))
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        room = self.screen().availableGeometry().height()
        self.tree.setMinimumHeight(min(_HEIGHT, max(_LOWEST, room - _AROUND)))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[ConstraintKind, QTreeWidgetItem] = {}
        self._groups: dict[str, tuple[QTreeWidgetItem, list[ConstraintKind]]] = {}
        for group, members in GROUPS.items():
            offered = [kind for kind in members if kind in kinds]
            if offered:
                self._add_group(group, offered)
        self.tree.expandAll()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.search)
        inside.addWidget(self.tree, 1)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.tree.currentItemChanged.connect(self._tell)

    def choose(self, kind: ConstraintKind) -> None:
        """Choose a kind as if it were clicked."""
        self.tree.setCurrentItem(self._items[kind])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go down from the search box to the tree."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._to_tree()
            return True
        return super().eventFilter(watched, event)

    def _add_group(self, group: str, kinds: list[ConstraintKind]) -> None:
        head = QTreeWidgetItem(self.tree, [group])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        letters = head.font(0)
        letters.setBold(True)
        head.setFont(0, letters)
        self._groups[group] = head, kinds
        for kind in kinds:
            item = QTreeWidgetItem(head, [TITLES[kind]])
            item.setData(0, _KIND, kind.value)
            item.setToolTip(0, f"{TITLES[kind]}\n{HELP[kind]}")
            self._items[kind] = item

    @Slot(str)
    def _filter(self, text: str) -> None:
        wanted = folded(text).split()
        for group, (head, kinds) in self._groups.items():
            for kind in kinds:
                hay = folded(f"{TITLES[kind]} {HELP[kind]} {group}")
                self._items[kind].setHidden(not all(word in hay for word in wanted))
            head.setHidden(all(self._items[kind].isHidden() for kind in kinds))

    def _to_tree(self) -> None:
        shown = [item for item in self._items.values() if not item.isHidden()]
        if shown:
            if self.tree.currentItem() not in shown:
                self.tree.setCurrentItem(shown[0])
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        key = item.data(0, _KIND) if item is not None else None
        if key is not None:
            self.chosen.emit(ConstraintKind(key))
