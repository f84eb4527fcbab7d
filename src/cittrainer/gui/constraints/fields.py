"""Fields of a constraint: each gives its value, or says in one sentence what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from cittrainer.errors import Invalid
from cittrainer.rules.values import GRID_MINUTES, clock
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QWheelEvent

A_DAY = 1440
LONGEST_TYPED = 12


class Choice(QComboBox):
    """One of several things, found by any letters of its words.

    Args:
        choices: What can be chosen, each a key with its words; the key None stands for nothing.
        parent: The widget it belongs to.
    """

    changed = Signal()

    def __init__(
        self, choices: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line = _FromBeginning()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setMinimumContentsLength(14)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(adjust)
        self._choices = [(key, words) for key, words in choices]
        for at, (_key, words) in enumerate(self._choices):
            self.addItem(words)
            self.setItemData(at, words, Qt.ItemDataRole.ToolTipRole)
        finder = QCompleter(self.model(), self)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(finder)
        self._line.setPlaceholderText(self.tr("Choose…"))
        self.setCurrentIndex(-1 if not self._has_nothing else 0)
        self.editTextChanged.connect(self._text_changed)

    @property
    def value(self) -> object:
        """The key of the choice; None while nothing is chosen.

        Raises:
            Invalid: what was typed is none of the choices.
        """
        typed = self.currentText().strip()
        if not typed:
            return None
        at = self.currentIndex()
        if 0 <= at < len(self._choices) and self._choices[at][1] == self.currentText():
            return self._choices[at][0]
        found = [key for key, words in self._choices if words.casefold() == typed.casefold()]
        if len(found) == 1:
            return found[0]
        raise Invalid(f"{quoted(typed)} is not in this list.", hint="Choose an entry of it.")

    def set_value(self, key: object) -> None:
        """Choose what has this key; nothing where there is none."""
        keys = [each for each, _words in self._choices]
        self.setCurrentIndex(keys.index(key) if key in keys else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll: nobody means to choose in passing."""
        event.ignore()

    @property
    def _has_nothing(self) -> bool:
        return any(key is None for key, _words in self._choices)

    def _text_changed(self) -> None:
        # Long words are read from their beginning.
        if not self._line.hasFocus():
            self._line.setCursorPosition(0)
        self.setToolTip(self.currentText())
        self.changed.emit()


class _FromBeginning(QLineEdit):
    """Words that are longer than their box are read from their beginning, also when chosen."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose all words, to be typed over, with the beginning in sight."""
        super().focusInEvent(event)
        if self.hasSelectedText():
            self.setSelection(len(self.text()), -len(self.text()))


class TimeField(QLineEdit):
    """A time of day on the grid of the agenda, or nothing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("13:30")
        self.setMaxLength(LONGEST_TYPED)
        self.textChanged.connect(self.changed)

    @property
    def value(self) -> int | None:
        """Minutes after midnight; None while nothing is typed.

        Raises:
            Invalid: it is no time of day, or not on the grid.
        """
        typed = self.text().strip().casefold()
        if not typed:
            return None
        half = typed[-2:] if typed.endswith(("am", "pm")) else ""
        hours, _, minutes = typed.removesuffix(half).strip().partition(":")
        if not (_is_number(hours) and _is_number(minutes or "00") and len(minutes) in {0, 2}):
            raise Invalid(f"{quoted(self.text().strip())} is no time of day.", hint=_LIKE)
        hour, minute = int(hours), int(minutes or 0)
        if half and not 1 <= hour <= 12:
            raise Invalid(f"No clock shows {quoted(self.text().strip())}.", hint=_LIKE)
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        total = hour * 60 + minute
        if minute > 59 or total > A_DAY:
            raise Invalid(f"No clock shows {quoted(self.text().strip())}.", hint=_LIKE)
        if total % GRID_MINUTES:
            raise Invalid(
                f"{clock(total)} is between two lines of the agenda.",
                hint=f"Choose a multiple of {GRID_MINUTES} minutes.",
            )
        return total

    def set_value(self, minute: int | None) -> None:
        """Show a time, or nothing."""
        self.setText("" if minute is None else clock(minute))


class NumberField(QLineEdit):
    """A whole number, or nothing.

    Args:
        most: The largest that can be stored.
        parent: The widget it belongs to.
    """

    changed = Signal()

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.setMaxLength(LONGEST_TYPED)
        self.textChanged.connect(self.changed)

    @property
    def value(self) -> int | None:
        """The number; None while nothing is typed.

        Raises:
            Invalid: it is no whole number, or too large.
        """
        typed = self.text().strip()
        if not typed:
            return None
        if not _is_number(typed):
            raise Invalid(f"{quoted(typed)} is no whole number.", hint="Type one such as 45.")
        if int(typed) > self._most:
            raise Invalid(f"{typed} is too much.", hint=f"At most {self._most:,} can be stored.")
        return int(typed)

    def set_value(self, number: int | None) -> None:
        """Show a number, or nothing."""
        self.setText("" if number is None else str(number))


_LIKE = "Type it like 13:30."


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal()
