"""A list of presenters to tick, found by a few letters of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.text import folded
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cittrainer.queries.presenters import PresenterChoice

_ID = Qt.ItemDataRole.UserRole
_LIST_HEIGHT = 220


class PresenterChooser(QWidget):
    """Search box, list with ticks, and who is ticked, whatever the search shows.

    Down goes from the box to the list, Space ticks, Enter in the box ticks the only one found.
    """

    changed = Signal()
    """Somebody was ticked or no longer is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(self.tr("Search presenters"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Presenters"))
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
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
        self._tell()

    def set_choices(self, choices: Sequence[PresenterChoice], ticked: Collection[int] = ()) -> None:
        """Offer these presenters, with some of them ticked."""
        self.list.blockSignals(True)
        self.list.clear()
        for one in choices:
            words = f"{one.public_name}  ·  {one.detail}" if one.detail else one.public_name
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(_ID, one.id)
            item.setData(_ID + 1, one.public_name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if one.id in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._filter()
        self._tell()

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of those who are ticked, in the order of the list."""
        return tuple(item.data(_ID) for item in self._ticked_items())

    @property
    def shown(self) -> list[str]:
        """The names that the search leaves, in the order of the list."""
        return [item.data(_ID + 1) for item in self._items() if not item.isHidden()]

    def tick(self, presenter_id: int, *, on: bool = True) -> None:
        """Tick a presenter, or take the tick away."""
        for item in self._items():
            if item.data(_ID) == presenter_id:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

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

    @Slot(QListWidgetItem)
    def _ticked(self, _item: QListWidgetItem) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        names = [item.data(_ID + 1) for item in self._ticked_items()]
        shown = ", ".join(names)
        text = self.tr("{count} chosen: {names}").format(count=len(names), names=shown)
        if not self.list.count():
            text = self.tr("There is nobody in the book of presenters yet.")
        elif not names:
            text = self.tr("{presenters} to choose from; Space ticks.").format(
                presenters=counted(self.list.count(), "presenter")
            )
        self.chosen.setText(text)

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
