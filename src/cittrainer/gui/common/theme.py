"""The one theme: colours, sizes, fonts and how they reach Qt.

The application's palette is the only state: `tokens` looks at it and says which of the two sets
is in use, so nothing of ours is global. Qt sends every widget a ``PaletteChange`` event (and
repaints it) when the scheme changes; what paints itself asks for the tokens when it paints.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from cittrainer.gui.common.stylesheet import stylesheet
from cittrainer.gui.common.tokens import DARK, LIGHT, Tokens
from cittrainer.paths import resource
from cittrainer.settings import ThemeChoice

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Size", "Theme", "Weight", "apply", "font", "tokens"]


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Lengths in device-independent pixels; spacing goes in steps of 4."""

    card_radius: int = 12
    control_radius: int = 8
    block_radius: int = 6
    row: int = 40
    text: int = 13
    small: int = 12
    title: int = 20
    page_margin: int = 24
    card_margin: int = 16
    gap: int = 16


Size = _Sizes()


class Weight(StrEnum):
    """How heavy a letter is."""

    NORMAL = "normal"
    MEDIUM = "medium"
    BOLD = "bold"


_WEIGHTS = {
    Weight.NORMAL: QFont.Weight.Normal,
    Weight.MEDIUM: QFont.Weight.Medium,
    Weight.BOLD: QFont.Weight.DemiBold,
}

_LAST_RESORTS = frozenset({"DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", "Sans", ""})
"""What fontconfig answers on a machine where nobody chose a font for the desktop."""

_GOOD_FONTS = ("Inter", "Adwaita Sans", "Noto Sans", "Cantarell", "Ubuntu", "Open Sans")


def tokens() -> Tokens:
    """The colours in use, found by how dark the application's window colour is."""
    dark = QGuiApplication.palette().window().color().lightness() < 128
    return DARK if dark else LIGHT


def font(size: int = Size.text, weight: Weight = Weight.NORMAL) -> QFont:
    """The window's font at ``size`` pixels, for what paints itself."""
    made = QFont(QApplication.font())
    made.setPixelSize(size)
    made.setWeight(_WEIGHTS[weight])
    return made


class Theme(QObject):
    """Keeps the application in the chosen scheme, following the system when asked to."""

    changed = Signal()
    """The scheme is another one; for charts and other things that are not widgets."""

    def __init__(self, app: QApplication, choice: ThemeChoice) -> None:
        """Dress the application.

        Args:
            app: The application, which will own the theme.
            choice: Light, dark, or as the system is.
        """
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._worn: Tokens | None = None
        app.setStyle("Fusion")
        marks = resource("icons")
        app.setFont(_interface_font(marks.with_name("fonts")))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._wear()

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose, which may be to follow the system."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Change to light, to dark, or to what the system says."""
        self._choice = choice
        self._wear()

    def _follow_system(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._wear()

    def _wear(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._choice is ThemeChoice.DARK
        wanted = DARK if dark else LIGHT
        if wanted is not self._worn:
            self._worn = wanted
            apply(self._app, wanted)
            self.changed.emit()


def apply(app: QApplication, worn: Tokens) -> None:
    """Give the application the palette and the stylesheet of one set of tokens."""
    # The stylesheet names its marks by this prefix.
    QDir.setSearchPaths("marks", [str(resource("icons"))])
    app.setPalette(palette(worn))
    app.setStyleSheet(stylesheet(worn))


def palette(worn: Tokens) -> QPalette:
    """The palette that a set of tokens asks for, all groups and roles."""
    made = QPalette()
    role = QPalette.ColorRole
    for colour, roles in (
        (worn.window, (role.Window,)),
        (worn.surface, (role.Base, role.Button, role.Light, role.AlternateBase)),
        (worn.text, (role.WindowText, role.Text, role.ButtonText)),
        (worn.muted, (role.PlaceholderText,)),
        (worn.line, (role.Mid, role.Midlight)),
        (worn.strong_line, (role.Dark,)),
        (worn.accent, (role.Highlight, role.Link, role.LinkVisited, role.Accent)),
        (worn.on_accent, (role.HighlightedText, role.BrightText)),
        (worn.toast, (role.ToolTipBase,)),
        (worn.on_toast, (role.ToolTipText,)),
        ("#000000", (role.Shadow,)),
    ):
        for each in roles:
            made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(worn.faint))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(worn.line))
    return made


def _interface_font(fonts: Path) -> QFont:
    """The platform's font for windows, or a good one where the platform has none."""
    made = QFont(QApplication.font())
    if QFontInfo(made).family() in _LAST_RESORTS:
        made.setFamily(_good_family(fonts) or made.family())
    made.setPixelSize(Size.text)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def _good_family(fonts: Path) -> str:
    for name in _GOOD_FONTS:
        if QFontDatabase.hasFamily(name):
            return name
    loaded = [QFontDatabase.addApplicationFont(str(file)) for file in sorted(fonts.glob("*.ttf"))]
    families = [name for each in loaded for name in QFontDatabase.applicationFontFamilies(each)]
    return families[0] if families else ""
