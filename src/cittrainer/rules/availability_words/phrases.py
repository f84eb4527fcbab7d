"""Atoms put together to what they say, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.rules.availability_words.hours import HourReader
from cittrainer.rules.availability_words.items import Item
from cittrainer.rules.availability_words.seasons import SeasonReader

if TYPE_CHECKING:
    from collections.abc import Iterator


class Reader(SeasonReader, HourReader):
    """Reads everything that may be said of times."""

    def items(self) -> Iterator[Item]:
        """Everything that is said, in order."""
        while self._at < len(self._atoms):
            start = self._at
            kind, value = self._next()
            self._at = max(self._at, start + 1)
            yield Item(kind, value, self._atoms[start].start, self._atoms[self._at - 1].end)

    def _next(self) -> tuple[str, Any]:
        for read in (self._days, self._season, self._dates, self._hours):
            before = self._at
            found = read()
            if found is not None:
                return found
            self._at = before
        kind, value = self._kind(), self._take()
        match kind:
            case "minutes" | "phone" | "in person" | "said" | "nothing else" | "and" | "or":
                return kind, value
            case "comma" | "but" | "doubt":
                return kind, value
            case "stop":
                self._named = None
                return kind, value
            case "filler" | "at" | "at most" | "to" | "dash" | "onward" | "every" | "of":
                return "filler", None
        return "unknown", ""
