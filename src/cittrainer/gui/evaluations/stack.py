"""The stack of forms that is being typed: held in memory only, never written anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cittrainer.services.evaluations import FilledForm

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class Sheet:
    """One form as it is being typed."""

    marks: dict[int, int] = field(default_factory=dict)
    comments: dict[int, str] = field(default_factory=dict)
    pairing_code: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is answered."""
        return not self.marks and not any(words.strip() for words in self.comments.values())


class Stack:
    """Forms in the order of typing; the order is lost when they are saved."""

    def __init__(self) -> None:
        self._sheets = [Sheet()]
        self._at = 0

    @property
    def sheet(self) -> Sheet:
        """The form that is on screen."""
        return self._sheets[self._at]

    @property
    def number(self) -> int:
        """Which form of the stack is on screen, counted from 1."""
        return self._at + 1

    @property
    def count(self) -> int:
        """How many forms have an answer."""
        return sum(not sheet.empty for sheet in self._sheets)

    @property
    def first(self) -> bool:
        """Whether the form on screen is the first."""
        return self._at == 0

    def next(self) -> bool:
        """Go to the next form; an empty form at the end is stayed on.

        Returns:
            Whether another form is on screen now.
        """
        if self._at == len(self._sheets) - 1:
            if self.sheet.empty:
                return False
            self._sheets.append(Sheet())
        self._at += 1
        return True

    def previous(self) -> bool:
        """Go back to the form before, to look at it or mend it.

        Returns:
            Whether another form is on screen now.
        """
        if self.first:
            return False
        self._at -= 1
        return True

    def filled(self) -> Sequence[FilledForm]:
        """The forms with an answer, as the service takes them."""
        return [
            FilledForm(dict(one.marks), dict(one.comments), one.pairing_code)
            for one in self._sheets
            if not one.empty
        ]

    def clear(self) -> None:
        """Forget everything."""
        self._sheets = [Sheet()]
        self._at = 0
