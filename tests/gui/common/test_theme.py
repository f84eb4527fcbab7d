from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from cittrainer.gui.common import theme
from cittrainer.gui.common.stylesheet import stylesheet
from cittrainer.gui.common.theme import Theme
from cittrainer.gui.common.tokens import DARK, LIGHT, BlockTone, Tokens, Tone, contrast, mixed
from cittrainer.paths import resource
from cittrainer.settings import ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

BOTH = pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
READABLE = 4.5


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, ThemeChoice.LIGHT)
    yield made
    made.deleteLater()
    theme.apply(qapp, LIGHT)


@BOTH
def test_everything_that_must_be_read_can_be_told_from_its_ground(worn: Tokens) -> None:
    grounds = (worn.window, worn.surface, worn.raised, worn.accent_soft, worn.hover)
    pairs = [(letters, ground) for letters in (worn.text, worn.muted) for ground in grounds]
    pairs += [(worn.accent, ground) for ground in (worn.window, worn.surface, worn.accent_soft)]
    pairs += [(worn.error, worn.surface), (worn.error, worn.window)]
    pairs += [(worn.on_accent, worn.accent), (worn.on_accent, worn.accent_hover)]
    pairs += [(worn.on_toast, worn.toast), (worn.toast_accent, worn.toast)]
    pairs += [worn.tone(tone) for tone in Tone]
    pairs += [(worn.text, worn.tone(tone)[1]) for tone in Tone]
    pairs += [(letters, worn.fill(kind)) for kind in BlockTone for letters in (worn.text,)]

    poor = [pair for pair in pairs if contrast(*pair) < READABLE]

    assert poor == []


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == 21
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_mixing_goes_from_the_ground_to_the_colour() -> None:
    assert mixed("#FF0000", "#0000FF", 0) == "#0000FF"
    assert mixed("#FF0000", "#0000FF", 1) == "#FF0000"
    assert mixed("#FF0000", "#FFFFFF", 0.5) == "#FF8080"


@BOTH
def test_the_stylesheet_uses_only_colours_of_its_own_tokens(worn: Tokens) -> None:
    other = LIGHT if worn.dark else DARK
    fields = Tokens.__slots__
    own = {str(getattr(worn, name)) for name in fields}
    foreign = {str(getattr(other, name)) for name in fields} - own

    used = set(re.findall(r"#[0-9A-F]{6}\b", stylesheet(worn)))

    assert used
    assert used & foreign == set()


@BOTH
def test_every_mark_the_stylesheet_names_ships_in_its_colours(worn: Tokens) -> None:
    names = set(re.findall(r"url\(marks:([^)]+)\)", stylesheet(worn)))

    colours = {name: resource(f"icons/{name}").read_text(encoding="utf-8") for name in names}

    assert len(names) >= 6
    for name, drawing in colours.items():
        stroke = re.search(r'stroke="(#[0-9A-F]{6})"', drawing)
        assert stroke is not None
        assert stroke[1] in {worn.muted, worn.on_accent, worn.accent}, name


@BOTH
def test_the_palette_leaves_no_colour_of_the_platform(worn: Tokens) -> None:
    made = theme.palette(worn)

    for role in (
        QPalette.ColorRole.Window,
        QPalette.ColorRole.Base,
        QPalette.ColorRole.Button,
        QPalette.ColorRole.ToolTipBase,
    ):
        dark = made.color(role).lightness() < 128
        assert dark == (worn.dark or role is QPalette.ColorRole.ToolTipBase), role


def test_choosing_dark_dresses_every_widget_and_says_so(dressed: Theme, qtbot: QtBot) -> None:
    label = QLabel("text")
    qtbot.add_widget(label)
    label.ensurePolished()

    with qtbot.wait_signal(dressed.changed):
        dressed.choose(ThemeChoice.DARK)

    assert theme.tokens() is DARK
    assert label.palette().windowText().color() == QColor(DARK.text)


def test_choosing_what_is_worn_already_changes_nothing(dressed: Theme, qtbot: QtBot) -> None:
    with qtbot.assert_not_emitted(dressed.changed):
        dressed.choose(ThemeChoice.LIGHT)

    assert theme.tokens() is LIGHT


def test_painted_text_has_the_size_it_asked_for(dressed: Theme) -> None:
    assert dressed.choice is ThemeChoice.LIGHT
    assert theme.font(20, theme.Weight.BOLD).pixelSize() == 20
    assert QApplication.font().pixelSize() == theme.Size.text
