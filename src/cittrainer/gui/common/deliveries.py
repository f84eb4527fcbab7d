"""Which of the six colours a way of teaching has."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from cittrainer.gui.common.tokens import BlockTone

TONES: Final = MappingProxyType(
    {
        "lecture": BlockTone.LECTURE,
        "discussion": BlockTone.LECTURE,
        "panel": BlockTone.PANEL,
        "story": BlockTone.STORY,
        "visit": BlockTone.VISIT,
        "demonstration": BlockTone.SCENARIO,
        "scenario": BlockTone.SCENARIO,
    }
)
"""The colour of each delivery; the others are administrative."""


def tone(delivery: str) -> BlockTone:
    """The colour of a delivery."""
    return TONES.get(delivery, BlockTone.ADMIN)
