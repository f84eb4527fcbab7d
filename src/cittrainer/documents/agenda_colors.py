"""The colours and names of the kinds of delivery on paper; the colours are those of the window."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor


@dataclass(frozen=True, slots=True)
class Tint:
    """The bar at the side of a block and the soft fill behind its words."""

    name: str
    bar: Color
    fill: Color


_LECTURE = Tint("Lecture", HexColor(0x4A6FA5), HexColor(0xE9EFF8))
_STORY = Tint("SYSLE story", HexColor(0xC2571A), HexColor(0xFDEDE1))
_SCENARIO = Tint("Scenario practice", HexColor(0x2E7D52), HexColor(0xE4F3E9))
_VISIT = Tint("Site visit", HexColor(0x7A4FA3), HexColor(0xF1EAF9))
_PANEL = Tint("Panel or discussion", HexColor(0x0F7C84), HexColor(0xE1F2F3))
_OTHER = Tint("Other", HexColor(0x8A95A3), HexColor(0xF0F2F4))

_TINTS = {
    "lecture": _LECTURE,
    "story": _STORY,
    "scenario": _SCENARIO,
    "demonstration": _SCENARIO,
    "visit": _VISIT,
    "panel": _PANEL,
    "discussion": _PANEL,
}
_NAMES = {
    "story": "SYSLE story",
    "scenario": "Scenario practice",
    "visit": "Site visit",
    "admin": "Administration",
}


def tint_of(delivery: str) -> Tint:
    """The colours of a delivery, by its value such as ``visit``; grey for all others."""
    return _TINTS.get(delivery, _OTHER)


def name_of(delivery: str) -> str:
    """The delivery in words for a person, such as “Site visit”."""
    return _NAMES.get(delivery, delivery.capitalize())
