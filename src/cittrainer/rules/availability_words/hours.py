"""Atoms put together to hours, with the half of the day that is meant."""

from __future__ import annotations

from cittrainer.rules.availability_words import vocabulary as words
from cittrainer.rules.availability_words.atoms import Clock
from cittrainer.rules.availability_words.cursor import TO, Cursor, Found
from cittrainer.rules.availability_words.items import Hours

_WORKING_DAY = 420
"""Before which minute an hour without “am” is meant to be in the afternoon."""


class HourReader(Cursor):
    """Reads hours."""

    def _hours(self) -> Found:
        kind = self._kind()
        if kind == "daytime":
            start, end = self._take()
            return "hours", Hours(start, end, daytime=True)
        if kind == "hours":
            return _ordered(*self._take())
        how = self._take_kind() if kind in {
            "from", "between", "after", "before", "until", "through", "to",
            "not before", "not after",
        } else ""  # fmt: skip
        self._skip()
        one = self._clock()
        if one is None:
            return None
        if how in {"", "from", "between"} and (
            self._kind() in TO or (how == "between" and self._kind() == "and")
        ):
            before = self._at
            self._take()
            self._skip()
            other = self._clock()
            if other is not None:
                return _ordered(*_from_to(one, other))
            self._at = before
        return self._one_sided(how, one)

    def _one_sided(self, how: str, one: Clock) -> Found:
        minute = _guessed(one)
        if how in {"after", "not before", "from"}:
            if self._kind() == "onward":
                self._take()
            return "hours", Hours(minute, words.DAY_MINUTES, bound=True)
        if how in {"before", "until", "not after", "through", "to"}:
            return "hours", Hours(0, minute, bound=True) if minute else Hours(0, 1440)
        if self._kind() == "onward":
            self._take()
            return "hours", Hours(minute, words.DAY_MINUTES, bound=True)
        before = self._atoms[self._at - 2].kind if self._at > 1 else ""
        written = "clock" if before == "at" else self._atoms[self._at - 1].kind
        return ("point", minute) if written in {"clock", "noon", "midnight"} else None

    def _clock(self) -> Clock | None:
        match self._kind():
            case "clock":
                found = self._take()
                assert isinstance(found, Clock)
                return found
            case "noon" | "midnight":
                return Clock(self._take(), sure=True, half=True)
            case "number" if self._value() <= 24:
                hour = self._take()
                return Clock(hour * 60, sure=hour == 0 or hour > 12)
        return None


def _guessed(one: Clock) -> int:
    """When it is; “3” is in the afternoon."""
    early = not one.sure and 60 <= one.minute < _WORKING_DAY
    return one.minute + 720 if early else one.minute


def _from_to(one: Clock, other: Clock) -> tuple[int, int]:
    """From when to when, where either may leave open which half of the day is meant."""
    ends = _halves(other)
    if _counts_to_24(other) and not one.sure and one.minute >= _WORKING_DAY:
        return one.minute, other.minute
    if _counts_to_24(one) and not other.sure and other.minute > one.minute:
        return one.minute, other.minute
    if one.sure or not other.sure:
        start = one.minute if one.sure else _guessed(one)
        if other.sure and other.minute == 0:
            return start, words.DAY_MINUTES
        return start, min((end for end in ends if end > start), default=other.minute)
    end = other.minute or words.DAY_MINUTES
    return max((start for start in _halves(one) if start < end), default=one.minute), end


def _counts_to_24(one: Clock) -> bool:
    return one.sure and not one.half


def _halves(one: Clock) -> tuple[int, ...]:
    return (one.minute,) if one.sure else (one.minute % 720, one.minute % 720 + 720)


def _ordered(start: int, end: int) -> Found:
    if end <= start:
        return "unknown", "it ends before it begins"
    return "hours", Hours(start, end)
