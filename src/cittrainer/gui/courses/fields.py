"""Fields of course forms: times on the agenda's grid."""

from __future__ import annotations

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QTimeEdit, QWidget

from cittrainer.rules.values import GRID_MINUTES

LAST_MINUTE = 1435


class MinuteEdit(QTimeEdit):
    """A time of day as minutes after midnight; its arrows step along the grid of the agenda."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCurrentSection(QTimeEdit.Section.MinuteSection)

    @property
    def minute(self) -> int:
        """Minutes after midnight."""
        shown = self.time()
        return shown.hour() * 60 + shown.minute()

    def set_minute(self, minute: int) -> None:
        """Show a time; midnight at the end of the day is shown as the last line of the grid."""
        hour, rest = divmod(max(0, min(minute, LAST_MINUTE)), 60)
        self.setTime(QTime(hour, rest))

    def stepBy(self, steps: int) -> None:
        """Go on by whole hours or by the grid, also over the full hour."""
        hours = self.currentSection() is QTimeEdit.Section.HourSection
        step = 60 if hours else GRID_MINUTES
        self.set_minute(
            (self.minute // step + steps) * step if not hours else self.minute + 60 * steps
        )
