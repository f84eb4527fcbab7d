"""The left edge of the window: whose file is open, the pages, and how things stand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.icons import paint_icon
from cittrainer.gui.common.theme import Size, Weight, font, tokens

_WIDTH = 176
_NARROW_WIDTH = 60


class NavigationItem(QAbstractButton):
    """A page's name with its icon; the arrow keys go up and down."""

    def __init__(self, text: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._narrow = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone; the name moves to the tooltip."""
        self._narrow = narrow
        self.setToolTip(self.text() if narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(_NARROW_WIDTH - 20, 32)

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = worn.accent_soft if self.isChecked() else worn.hover
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(QRectF(self.rect()), Size.control_radius, Size.control_radius)
        if self.hasFocus():
            painter.setPen(QColor(worn.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inside = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(inside, Size.control_radius, Size.control_radius)
        colour = worn.accent if self.isChecked() else worn.muted
        left = (self.width() - 18) // 2 if self._narrow else 10
        paint_icon(painter, QRect(left, 7, 18, 18), self._icon_name, colour)
        if not self._narrow:
            painter.setPen(QColor(colour))
            painter.setFont(font(weight=Weight.BOLD if self.isChecked() else Weight.MEDIUM))
            place = self.rect().adjusted(38, 0, -6, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Navigation(QFrame):
    """The list of pages, wide with names or narrow with icons only."""

    chosen = Signal(str)
    """The key of the page that was clicked or reached with the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "navigation")
        self.setAccessibleName(self.tr("Pages"))
        self.setFixedWidth(_WIDTH)
        self.items: dict[str, NavigationItem] = {}
        self._narrow = False
        self._group = QButtonGroup(self)
        self._product = label("CIT Trainer", "product")
        self._academy = label("", "tiny", wrap=True)
        self._status = label("", "tiny", wrap=True)
        for words in (self._product, self._academy, self._status):
            words.setContentsMargins(10, 0, 6, 0)
        self._list = QVBoxLayout()
        self._list.setSpacing(1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 18, 10, 18)
        inside.setSpacing(2)
        inside.addWidget(self._product)
        inside.addWidget(self._academy)
        inside.addSpacing(14)
        inside.addLayout(self._list)
        inside.addStretch()
        inside.addWidget(self._status)

    def add(self, key: str, title: str, icon_name: str) -> None:
        """Add a page under the others."""
        item = NavigationItem(title, icon_name)
        item.set_narrow(self._narrow)
        item.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(item)
        self._list.addWidget(item)
        self.items[key] = item

    def mark(self, key: str) -> None:
        """Show which page is in view."""
        self.items[key].setChecked(True)

    def set_academy(self, name: str) -> None:
        """Show whose file is open."""
        self._academy.setText(name)

    def set_status(self, text: str) -> None:
        """Say how things stand, at the bottom."""
        self._status.setText(text)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or icons and names."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(_NARROW_WIDTH if narrow else _WIDTH)
        for words in (self._product, self._academy, self._status):
            words.setVisible(not narrow)
        for item in self.items.values():
            item.set_narrow(narrow)
