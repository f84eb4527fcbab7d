"""A list to tick things in, found by a few letters, with what is ticked below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.text import folded
from cittrainer.gui.common.two_lines import FAINT_ROLE, NOTE_ROLE, TwoLines

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_KEY = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1
_LIST_HEIGHT = 220


@dataclass(frozen=True, slots=True)
class TickRow:
    """Something that can be ticked."""

    key: Any
    name: str
    detail: str = ""
    """Stands behind the name, and is searched as well."""
    note: str = ""
    """Stands below in small letters; all rows of a list have one, or none has."""
    faint: bool = False
    """Whether it is drawn as something that speaks against ticking it; it can be ticked."""


class TickList(QWidget):
    """Search box, list with ticks, and what is ticked, whatever the search shows.

    Down goes from the box to the list, Space ticks, Enter in the box ticks the only one found.
    """

    changed = Signal()
    """Something was ticked or no longer is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(self.tr("Search"))
        self.list = QListWidget()
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setUniformItemSizes(True)
        self.chosen = label("", "small", wrap=True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        for each in (self.search, self.list, self.chosen):
            inside.addWidget(each)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list.itemChanged.connect(self._ticked)
        self.tell()

    def set_rows(self, rows: Sequence[TickRow], ticked: Collection[Any] = ()) -> None:
        """Offer these, with some of them ticked; the row that had the keyboard keeps it."""
        current = self.list.currentItem()
        kept = current.data(_KEY) if current is not None else None
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.name}  ·  {row.detail}" if row.detail else row.name)
            item.setToolTip("\n".join(filter(None, (item.text(), row.note))))
            item.setData(_KEY, row.key)
            item.setData(_NAME, row.name)
            item.setData(NOTE_ROLE, row.note)
            item.setData(FAINT_ROLE, row.faint)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, row.note)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if row.key in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.list.addItem(item)
            if kept is not None and row.key == kept:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._filter()

    @property
    def keys(self) -> tuple[Any, ...]:
        """The keys of those that are ticked, in the order of the list."""
        return tuple(item.data(_KEY) for item in self._ticked_items())

    @property
    def names(self) -> list[str]:
        """The names of those that are ticked, in the order of the list."""
        return [item.data(_NAME) for item in self._ticked_items()]

    @property
    def shown(self) -> list[str]:
        """The names that the search leaves, in the order of the list."""
        return [item.data(_NAME) for item in self._items() if not item.isHidden()]

    def tick(self, key: object, *, on: bool = True) -> None:
        """Tick something, or take the tick away."""
        for item in self._items():
            if item.data(_KEY) == key:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def tell(self) -> None:
        """Say below the list what is ticked, and that nothing matches where it looks empty."""
        names = self.names
        words = (
            self.tr("{count} chosen: {names}").format(count=len(names), names=", ".join(names))
            if names
            else self.nothing_words(self.list.count())
        )
        if self.list.count() and not self.shown:
            nothing = self.tr("Nothing matches “{typed}”.").format(typed=self.search.text().strip())
            words = f"{nothing} {words}" if names else nothing
        self.chosen.setText(words)

    def nothing_words(self, count: int) -> str:
        """What is said while nothing is ticked of so many; a kind of list says it in its words."""
        return self.tr("{count} to choose from; Space ticks.").format(count=f"{count:n}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the search box that mean something to the list."""
        if watched is self.search and isinstance(event, QKeyEvent):
            pressed = event.type() is QEvent.Type.KeyPress and not event.modifiers()
            if pressed and event.key() == Qt.Key.Key_Down:
                self._enter_list()
                return True
            if pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._tick_only_one()
                return True
        return super().eventFilter(watched, event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _ticked_items(self) -> list[QListWidgetItem]:
        return [item for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    @Slot()
    def _filter(self) -> None:
        words = folded(self.search.text()).split()
        for item in self._items():
            hay = folded(item.text())
            item.setHidden(not all(word in hay for word in words))
        self.tell()

    @Slot(QListWidgetItem)
    def _ticked(self, _item: QListWidgetItem) -> None:
        self.tell()
        self.changed.emit()

    def _enter_list(self) -> None:
        visible = [item for item in self._items() if not item.isHidden()]
        if visible:
            self.list.setCurrentItem(visible[0])
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _tick_only_one(self) -> None:
        visible = [item for item in self._items() if not item.isHidden()]
        if len(visible) == 1:
            on = visible[0].checkState() is Qt.CheckState.Checked
            visible[0].setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            self.search.selectAll()
