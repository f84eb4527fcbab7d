"""Icons by what they mean here, drawn from the Phosphor font that qtawesome ships.

Only that one font is loaded, when the first icon is painted: importing qtawesome itself loads
twelve and costs more than the rest of the window. Colours are taken from the tokens at the
moment of painting, so icons follow the theme by themselves and are sharp at any scale.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from cittrainer.gui.common.theme import tokens

GLYPHS: Final = MappingProxyType(
    {
        "home": "house",
        "courses": "calendar-blank",
        "people": "users",
        "person": "user",
        "coverage": "chart-line-up",
        "presenters": "chalkboard-teacher",
        "curricula": "books",
        "evaluations": "clipboard-text",
        "certificates": "medal",
        "history": "clock-counter-clockwise",
        "settings": "gear-six",
        "overview": "squares-four",
        "week": "calendar",
        "enrollment": "user-plus",
        "attendance": "check-square",
        "papers": "file-text",
        "agencies": "buildings",
        "standards": "scales",
        "rooms": "door",
        "groups": "users-three",
        "story": "heart",
        "module": "book-open",
        "exam": "note-pencil",
        "search": "magnifying-glass",
        "add": "plus",
        "close": "x",
        "edit": "pencil-simple",
        "delete": "trash",
        "copy": "copy",
        "print": "printer",
        "import": "download-simple",
        "export": "upload-simple",
        "open": "folder-open",
        "save": "floppy-disk",
        "pdf": "file-pdf",
        "mail": "envelope-simple",
        "phone": "phone",
        "place": "map-pin",
        "time": "clock",
        "pin": "push-pin",
        "unpin": "push-pin-slash",
        "lock": "lock-simple",
        "undo": "arrow-counter-clockwise",
        "redo": "arrow-clockwise",
        "repeat": "arrows-clockwise",
        "arrange": "magic-wand",
        "swap": "swap",
        "filter": "funnel",
        "columns": "columns",
        "more": "dots-three",
        "help": "question",
        "good": "check-circle",
        "check": "check",
        "warning": "warning",
        "error": "x-circle",
        "info": "info",
        "next": "caret-right",
        "previous": "caret-left",
        "up": "caret-up",
        "down": "caret-down",
        "break": "coffee",
        "lunch": "fork-knife",
        "travel": "bus",
        "ceremony": "graduation-cap",
        "admin": "list",
        "panel": "chat-circle",
        "visit": "map-pin",
        "lecture": "presentation",
        "scenario": "users-three",
        "chart": "chart-bar",
        "backup": "cloud-check",
        "empty": "tray",
        "star": "star",
        "see": "eye",
        "menu": "list",
    }
)
"""Our word for a thing, and the drawing that stands for it."""


def icon(name: str, colour: str = "muted") -> QIcon:
    """The icon for one of our words.

    Args:
        name: A key of `GLYPHS`.
        colour: The token for the normal state; a chosen or checked icon has the accent, a
            disabled one the faint colour.

    Raises:
        KeyError: there is no such icon.
    """
    return QIcon(_GlyphEngine(GLYPHS[name], colour))


def paint_icon(
    painter: QPainter, rect: QRect, name: str, colour: str | QColor, *, bold: bool = False
) -> None:
    """Draw an icon into a square of ``rect``, for widgets that paint themselves.

    Args:
        painter: Where to.
        rect: The place; the icon is centred in it.
        name: A key of `GLYPHS`.
        colour: A colour, not the name of a token.
        bold: Draw it with heavier lines, for icons of 12 pixels and less.
    """
    _paint_glyph(painter, rect, GLYPHS[name] + ("-bold" if bold else ""), QColor(colour))


class IconLabel(QWidget):
    """An icon that stands in a layout; it repeats words beside it, so it has no name of its own."""

    def __init__(
        self, name: str, colour: str = "muted", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._colour = colour
        self.setFixedSize(size, size)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon in a token's colour."""
        self._name = name
        self._colour = colour
        self.update()

    def paintEvent(self, _event: QEvent) -> None:
        """Draw it from the tokens in use."""
        painter = QPainter(self)
        paint_icon(painter, self.rect(), self._name, getattr(tokens(), self._colour))
        painter.end()


class _GlyphEngine(QIconEngine):
    """Draws one glyph; Qt asks again for each size, state and scale."""

    def __init__(self, glyph: str, colour: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it."""
        worn = tokens()
        if mode is QIcon.Mode.Disabled:
            colour = worn.faint
        elif state is QIcon.State.On and self._colour != "on_accent":
            colour = worn.accent
        else:
            colour = str(getattr(worn, self._colour))
        _paint_glyph(painter, rect, self._glyph, QColor(colour))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made


def _paint_glyph(painter: QPainter, rect: QRect, glyph: str, colour: QColor) -> None:
    side = min(rect.width(), rect.height())
    letters = QFont(_family())
    letters.setPixelSize(max(side, 1))
    letters.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(letters)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(_codepoints()[glyph]))
    painter.restore()


@cache
def _family() -> str:
    """The font's family name; asking for it loads the font."""
    loaded = QFontDatabase.addApplicationFont(str(_file("phosphor-[0-9]*.ttf")))
    return QFontDatabase.applicationFontFamilies(loaded)[0]


@cache
def _codepoints() -> dict[str, int]:
    known = json.loads(_file("phosphor-charmap-*.json").read_text(encoding="utf-8"))
    return {name: int(code, 16) for name, code in known.items()}


def _file(pattern: str) -> Path:
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("qtawesome and its fonts are not installed")
    return next(Path(spec.origin).with_name("fonts").glob(pattern))
