from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from cittrainer.gui.common import theme
from cittrainer.gui.common.icons import GLYPHS, IconLabel, _codepoints, icon
from cittrainer.gui.common.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def light_afterwards(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, LIGHT)
    yield
    theme.apply(qapp, LIGHT)


def drawn(image: QImage) -> set[str]:
    """The full colours of an image."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = (QColor(image.pixelColor(x, y)) for x, y in points)
    return {colour.name().upper() for colour in colours if colour.alpha() == 255}


def test_every_word_of_ours_has_a_drawing_in_the_font() -> None:
    known = _codepoints()

    assert [name for name, glyph in GLYPHS.items() if glyph not in known] == []
    assert [name for name, glyph in GLYPHS.items() if f"{glyph}-bold" not in known] == []


def test_an_icon_takes_its_colour_from_the_theme_in_use(qapp: QApplication) -> None:
    people = icon("people", "accent")
    size = QSize(64, 64)

    light = drawn(people.pixmap(size).toImage())
    theme.apply(qapp, DARK)
    dark = drawn(people.pixmap(size).toImage())

    assert light == {LIGHT.accent}
    assert dark == {DARK.accent}


def test_a_disabled_icon_is_faint(qapp: QApplication) -> None:
    image = icon("people").pixmap(QSize(64, 64), QIcon.Mode.Disabled).toImage()

    assert drawn(image) == {LIGHT.faint}


def test_an_unknown_icon_is_a_defect() -> None:
    with pytest.raises(KeyError):
        icon("unicorn")


def test_qtawesome_with_its_twelve_fonts_is_not_imported(qtbot: QtBot) -> None:
    label = IconLabel("people")
    qtbot.add_widget(label)

    label.grab()

    assert "qtawesome" not in sys.modules
