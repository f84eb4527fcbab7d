"""Where a file is to be saved: asked once, with the right ending, never over another unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.messages import FileChooser

KIND_NAMES = {".pdf": "PDF", ".xlsx": "Excel workbook", ".csv": "CSV"}


class Place(NamedTuple):
    """A file to be written."""

    path: Path
    replace: bool
    """Whether it may replace another; the chooser asked about this very name."""


def choose_place(
    chooser: FileChooser, parent: QWidget, title: str, proposal: str, endings: Sequence[str]
) -> Place | None:
    """Ask where to save; None when the answer was no.

    Args:
        chooser: Asks.
        parent: The widget that asks.
        title: What is saved.
        proposal: The proposed name, with its ending.
        endings: Kinds of file that it can be, the usual one first.
    """
    kinds = ";;".join(f"{KIND_NAMES[ending]} (*{ending})" for ending in endings)
    path = chooser.save_file(parent, title, proposal, kinds)
    if path is None:
        return None
    if path.suffix.casefold() in endings:
        return Place(path, replace=True)
    # The chooser asked about the name without its ending, so the file itself is not replaced.
    return Place(path.with_name(path.name + endings[0]), replace=False)


def saved_words(path: Path) -> str:
    """What is said once a file is written."""
    return f"Saved {quoted(path.name)} in {path.parent}"
