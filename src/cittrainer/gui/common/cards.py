"""The parts that pages are put together from: headers, cards, pills, chips, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cells import paint_pill
from cittrainer.gui.common.icons import icon
from cittrainer.gui.common.one_line import OneLine
from cittrainer.gui.common.theme import Size, Weight, font
from cittrainer.gui.common.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROWEST_HEADER = 360

SEARCH_HEIGHT = 32
"""Pixels of the search box that the shell lays over the header's right end."""


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label in one of the roles of the stylesheet; names are never read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, kind: str = "", icon_name: str = "") -> QPushButton:
    """A push button in one of the kinds of the stylesheet."""
    made = QPushButton(text)
    made.setAccessibleName(text.replace("&", ""))
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon_name:
        made.setIcon(icon(icon_name, "on_accent" if kind == "primary" else "muted"))
    if kind == "link":
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def line() -> QFrame:
    """A thin line between two parts of a card."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


def search_width(room: int) -> int:
    """How wide the search box is in a window whose pages have ``room`` pixels."""
    return min(330, max(150, room * 3 // 10))


def scrolled(inside: QWidget) -> QScrollArea:
    """What scrolls up and down where it is higher than its place, and is never wider than it.

    However long a word in it is: what does not fit is cut at its own edge.
    """
    inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(inside)
    return area


class Card(QFrame):
    """A white, rounded part of a page with a heading, an action at its right, and a body."""

    action_wanted = Signal()
    """The link beside the heading was chosen."""

    def __init__(self, title: str = "", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.title = label(title, "heading")
        self.note = label("", "muted")
        self.action = button(action, "link")
        self.action.clicked.connect(self.action_wanted)
        self.head.addWidget(self.title)
        self.head.addStretch()
        self.head.addWidget(self.note)
        self.head.addWidget(self.action)
        self.action.setVisible(bool(action))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._outside = QVBoxLayout(self)
        margin = Size.card_margin
        self._outside.setContentsMargins(margin, 12, margin, margin)
        self._outside.setSpacing(10)
        if title or action:
            self._outside.addLayout(self.head)
        self._outside.addLayout(self.body)

    def offer(self, title: str, action: str = "") -> None:
        """Give a card that comes from a form its heading and the link beside it."""
        self.setAccessibleName(title)
        self.title.setText(title)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        if self.head.parent() is None:
            self._outside.insertLayout(0, self.head)

    def set_note(self, text: str) -> None:
        """Say something short at the right of the heading, such as a sum."""
        self.note.setText(text)

    def clear(self) -> None:
        """Empty the body, to be filled anew."""
        clear_layout(self.body)


class Pill(QWidget):
    """A coloured word, such as “Enrolled”; the word says what the colour says."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text, tone)

    def show_text(self, text: str, tone: Tone) -> None:
        """Say another word."""
        self._text = text
        self._tone = tone
        self.setAccessibleName(text)
        if not text or self.parentWidget() is not None:
            # One without a parent would be a window of its own until it is put into a layout.
            self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The word."""
        return self._text

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        return QSize(QFontMetrics(self._font()).horizontalAdvance(self._text) + 22, 22)

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return self.sizeHint()

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        painter = QPainter(self)
        paint_pill(painter, self.rect().adjusted(1, 0, -1, 0), self._text, self._tone, self._font())
        painter.end()

    def _font(self) -> QFont:
        return font(11, Weight.BOLD)


class Chip(QPushButton):
    """A filter; it has room for its words in the heavier letters that it has when chosen."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setProperty("kind", "chip")
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """Say how large it would like to be."""
        heavy = self.font()
        heavy.setWeight(QFont.Weight.DemiBold)
        wide = QFontMetrics(heavy).horizontalAdvance(self.text())
        more = max(0, wide - self.fontMetrics().horizontalAdvance(self.text()))
        # Qt places an icon and its words in the middle by the width of the lighter letters, so
        # that half of the room for the heavier ones would be lost at the left.
        sides = 1 if self.icon().isNull() else 2
        hint = super().sizeHint()
        return QSize(hint.width() + sides * more, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become: its words are never cut off."""
        return self.sizeHint()


class Chips(QWidget):
    """A row of filters of which one is chosen; each may show how many it holds."""

    chosen = Signal(str)
    """The key of the filter that was chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, Chip] = {}
        self._texts: dict[str, str] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)

    def add(self, key: str, text: str) -> None:
        """Add a filter at the right; the first is the chosen one."""
        chip = Chip(text)
        chip.setChecked(not self._buttons)
        chip.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(chip)
        self._row.addWidget(chip)
        self._buttons[key] = chip
        self._texts[key] = text

    def set_icon(self, key: str, icon_name: str, meaning: str) -> None:
        """Show an icon in a filter, with what it means as its tooltip; empty takes it away."""
        chip = self._buttons[key]
        chip.setIcon(icon(icon_name) if icon_name else QIcon())
        chip.setToolTip(meaning)
        chip.setAccessibleDescription(meaning)

    def clear(self) -> None:
        """Take all filters away, to add others."""
        for chip in self._buttons.values():
            self._group.removeButton(chip)
        clear_layout(self._row)
        self._buttons.clear()
        self._texts.clear()

    def set_count(self, key: str, count: int | None) -> None:
        """Show how many a filter holds, or nothing."""
        name = self._texts[key]
        text = name if count is None else f"{name} {self.locale().toString(count)}"
        self._buttons[key].setText(text)
        self._buttons[key].setAccessibleName(text)

    @property
    def current(self) -> str:
        """The key of the chosen filter, empty while there is none."""
        return next((key for key, chip in self._buttons.items() if chip.isChecked()), "")

    def mark_chosen(self, key: str) -> None:
        """Show a filter as the chosen one without telling anybody."""
        self._buttons[key].setChecked(True)

    def choose(self, key: str) -> None:
        """Choose a filter as if it were clicked."""
        self._buttons[key].click()


class PageHeader(QFrame):
    """The top of a page: title, what it is about, pills; below, tabs or a row of actions.

    The right end of the first line stays free for the search box that the shell shows there.
    """

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = OneLine(title, "title")
        self.title.setMinimumWidth(60)
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.subtitle = OneLine(subtitle, "muted")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._pills = QHBoxLayout()
        self._pills.setSpacing(10)
        self._first = QHBoxLayout()
        self._first.setSpacing(12)
        self._first.addWidget(self.title)
        self.title.setMinimumHeight(SEARCH_HEIGHT)
        self._first.addLayout(self._pills)
        self._first.addWidget(self.subtitle, 1)
        self._left = QHBoxLayout()
        self._right = QHBoxLayout()
        self._actions = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for row in (self._left, self._right, self._actions):
            row.setSpacing(10)
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(12)
        self._rows.setContentsMargins(Size.page_margin, 16, Size.page_margin, 0)
        self._rows.addLayout(self._first)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Say what is shown."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def set_switch(self, switch: QWidget) -> None:
        """Put what switches between views of the page beside the title."""
        self._first.insertWidget(1, switch)

    def set_pills(self, pills: Sequence[tuple[str, Tone]]) -> None:
        """Show coloured words beside the title."""
        clear_layout(self._pills)
        for text, tone in pills:
            self._pills.addWidget(Pill(text, tone), 0, Qt.AlignmentFlag.AlignVCenter)

    def set_tabs(self, tabs: QTabBar) -> None:
        """Put tabs under the title; the header becomes a white band with a line below."""
        self.setProperty("role", "band")
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        tabs.setUsesScrollButtons(True)
        self._rows.addWidget(tabs)

    def set_actions(self, left: Sequence[QWidget], right: Sequence[QWidget] = ()) -> None:
        """Put filters at the left and buttons at the right of a second line."""
        if self._actions.count() == 0:
            self._actions.addLayout(self._left)
            self._actions.addLayout(self._right)
            self._rows.addLayout(self._actions)
        clear_layout(self._left)
        clear_layout(self._right)
        for widget in left:
            self._left.addWidget(widget)
        self._left.addStretch()
        self._right.addStretch()
        for widget in right:
            self._right.addWidget(widget)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the new room."""
        super().resizeEvent(event)
        self._first.setContentsMargins(0, 0, search_width(self.width()) + Size.gap, 0)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Narrower than its rows: they fold when there is no room beside each other."""
        return QSize(_NARROWEST_HEADER, super().minimumSizeHint().height())

    def _fold(self) -> None:
        """Put the buttons under the filters where both do not fit into one line."""
        wanted = self._left.sizeHint().width() + self._right.sizeHint().width() + Size.gap
        fits = wanted <= self.width() - 2 * Size.page_margin
        way = QBoxLayout.Direction
        self._actions.setDirection(way.LeftToRight if fits else way.TopToBottom)


class Facts(QWidget):
    """Names and values under each other, such as “Agency  Ridgeway PD”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, 86)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Replace everything that is shown; an empty value becomes a dash."""
        clear_layout(self._grid)
        for at, (name, value) in enumerate(facts):
            words = label(value or "–", wrap=True)
            words.setAccessibleName(f"{name}: {value or '–'}")
            # What has no room in a narrow panel, such as an address of one long word.
            words.setToolTip(value)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(label(name, "muted"), at, 0, top)
            self._grid.addWidget(words, at, 1, top)


class StatTile(QFrame):
    """One number with what it counts, such as “30 of 32” over “seats taken”."""

    def __init__(self, name: str, figure: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._name = name
        self._figure = label(figure, "figure")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(2)
        inside.addWidget(self._figure)
        inside.addWidget(label(name, "muted"))
        self.show_figure(figure)

    def show_figure(self, figure: str) -> None:
        """Show another number."""
        self._figure.setText(figure or "–")
        self.setAccessibleName(f"{self._name}: {figure or '–'}")


def clear_layout(layout: QBoxLayout | QGridLayout) -> None:
    """Take everything out of a layout and delete it when Qt comes round to it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
            continue
        inner = item.layout()
        if isinstance(inner, QBoxLayout | QGridLayout):
            clear_layout(inner)
