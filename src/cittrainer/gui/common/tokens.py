"""The colours of the window, light and dark, as plain values without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a coloured word says; never without the word or an icon."""

    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"
    INFO = "info"
    NEUTRAL = "neutral"


class BlockTone(StrEnum):
    """The six colours that the ways of teaching share."""

    LECTURE = "lecture"
    STORY = "story"
    SCENARIO = "scenario"
    VISIT = "visit"
    PANEL = "panel"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours, each ``#RRGGBB``, named by what it is for."""

    dark: bool
    window: str
    surface: str
    raised: str
    line: str
    strong_line: str
    grid: str
    text: str
    muted: str
    faint: str
    """Never for what must be read."""
    accent: str
    accent_soft: str
    on_accent: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str
    toast: str
    """The ground of messages and tooltips, dark in both schemes."""
    on_toast: str
    toast_accent: str
    toast_line: str
    lecture: str = "#4A6FA5"
    story: str = "#C2571A"
    scenario: str = "#2E7D52"
    visit: str = "#7A4FA3"
    panel: str = "#0F7C84"
    admin: str = "#8A95A3"

    @property
    def accent_hover(self) -> str:
        """The accent under the mouse."""
        return mixed(self.accent, self.text, 0.12)

    @property
    def hover(self) -> str:
        """The ground of a row or plain button under the mouse."""
        return mixed(self.text, self.surface, 0.05 if self.dark else 0.035)

    def tone(self, tone: Tone) -> tuple[str, str]:
        """The letters and the ground of a coloured word."""
        match tone:
            case Tone.GOOD:
                return self.good, self.good_soft
            case Tone.WARNING:
                return self.warning, self.warning_soft
            case Tone.ERROR:
                return self.error, self.error_soft
            case Tone.INFO:
                return self.accent, self.accent_soft
            case Tone.NEUTRAL:
                return self.muted, self.grid

    def bar(self, tone: BlockTone) -> str:
        """The strong colour of a way of teaching: the bar at a block's edge, a legend's dot."""
        return {
            BlockTone.LECTURE: self.lecture,
            BlockTone.STORY: self.story,
            BlockTone.SCENARIO: self.scenario,
            BlockTone.VISIT: self.visit,
            BlockTone.PANEL: self.panel,
            BlockTone.ADMIN: self.admin,
        }[tone]

    def fill(self, tone: BlockTone) -> str:
        """The ground of a block: its bar's colour mixed with the surface."""
        return mixed(self.bar(tone), self.surface, 0.2 if self.dark else 0.12)


def mixed(colour: str, ground: str, share: float) -> str:
    """``share`` (0 to 1) of a colour laid over a ground, as ``#RRGGBB``."""
    parts = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)


def contrast(one: str, other: str) -> float:
    """How well two colours can be told apart, 1 to 21; text needs 4.5.

    Source: W3C, Web Content Accessibility Guidelines 2.2, “contrast ratio” (2023).
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """The relative luminance, 0 to 1 (same source as `contrast`)."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LIGHT = Tokens(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#E2E6EB",
    strong_line="#C9D0D8",
    grid="#EEF0F3",
    text="#1A2330",
    muted="#5A6675",
    faint="#8A95A3",
    accent="#1F6A8C",
    accent_soft="#E3F0F5",
    on_accent="#FFFFFF",
    error="#B3261E",
    error_soft="#FCEBEA",
    warning="#8A5A00",
    warning_soft="#FFF4DC",
    good="#1E7A46",
    good_soft="#E4F4EA",
    toast="#1A2330",
    on_toast="#FFFFFF",
    toast_accent="#7CC4DF",
    toast_line="#1A2330",
)

DARK = Tokens(
    dark=True,
    window="#14181D",
    surface="#1B2026",
    raised="#232930",
    line="#2C343D",
    strong_line="#3B4550",
    grid="#222930",
    text="#E7ECF1",
    muted="#A3AFBC",
    faint="#76828F",
    accent="#63B3D1",
    accent_soft="#1D3642",
    on_accent="#0D1B22",
    error="#FF8A80",
    error_soft="#3B2222",
    warning="#F0C265",
    warning_soft="#3A2F17",
    good="#7BD19C",
    good_soft="#1B3626",
    toast="#232930",
    on_toast="#E7ECF1",
    toast_accent="#63B3D1",
    toast_line="#3B4550",
)
