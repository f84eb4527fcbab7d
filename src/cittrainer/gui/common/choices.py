"""Boxes whose choices carry an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QComboBox


def fill(box: QComboBox, choices: Sequence[tuple[int | None, str]], chosen: int | None) -> None:
    """Offer choices, each an id with its words, and choose one of them."""
    box.blockSignals(True)
    box.clear()
    for key, text in choices:
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)


def chosen(box: QComboBox) -> int | None:
    """The id of the choice, or None."""
    key = box.currentData()
    return key if isinstance(key, int) else None
