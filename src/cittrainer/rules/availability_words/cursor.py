"""Goes along atoms, one after the other, and back where they do not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cittrainer.rules.availability_words.atoms import Atom
    from cittrainer.rules.availability_words.calendar import Calendar

TO: Final = frozenset({"dash", "to", "until", "through"})
"""Atoms that stand between the first and the last of something."""

Found = tuple[str, Any] | None
"""The kind and value of an item; None where what stands there is none."""


class Cursor:
    """A place among atoms."""

    def __init__(self, atoms: Sequence[Atom], calendar: Calendar) -> None:
        self._atoms = atoms
        self._calendar = calendar
        self._at = 0
        self._named: date | None = None
        """The date of the sentence whose month was named last."""
        self._named_until = -1
        """The atom after it."""

    def _kind(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._atoms[at].kind if at < len(self._atoms) else ""

    def _value(self, ahead: int = 0) -> Any:
        return self._atoms[self._at + ahead].value

    def _take(self) -> Any:
        self._at += 1
        return self._atoms[self._at - 1].value

    def _take_kind(self) -> str:
        self._at += 1
        return self._atoms[self._at - 1].kind

    def _skip(self) -> None:
        while self._kind() in {"filler", "of", "at"}:
            self._at += 1
