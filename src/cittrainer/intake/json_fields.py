"""Reads the fields of a JSON object one by one, refusing what is missing, misspelt or mistyped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cittrainer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

MOST_BYTES = 5_000_000
"""Files larger than this are none of ours and are not read."""

T = TypeVar("T")


class Fields:
    """The fields of one object; ``where`` names it in refusals, such as “x.json, modules 3”."""

    def __init__(self, values: object, where: str) -> None:
        self.where = where
        if not isinstance(values, Mapping):
            raise self.refusal("it is not a set of named values")
        self._values: dict[str, Any] = dict(values)

    def refusal(self, says: str) -> UnreadableFile:
        """The error that names this object and says what is wrong with it."""
        return UnreadableFile(
            f"{self.where} cannot be read: {says}.", hint="Correct the file or use another one."
        )

    def text(self, name: str, *, default: str | None = None) -> str:
        """Words; empty only where a default is given."""
        value = self._take(name, str, default)
        if not value and default is None:
            raise self.refusal(f"“{name}” is empty")
        return value

    def text_or_none(self, name: str) -> str | None:
        """Words, or None where the file says null or nothing."""
        return None if self._absent(name) else self.text(name)

    def whole(self, name: str, *, least: int = 0, most: int = 1_000_000) -> int:
        """A whole number within bounds."""
        value = self._take(name, int, None)
        if not least <= value <= most:
            raise self.refusal(f"“{name}” is {_short(value)}, not between {least} and {most:,}")
        return value

    def whole_or_none(self, name: str, *, least: int = 0, most: int = 1_000_000) -> int | None:
        """A whole number within bounds, or None where the file says null or nothing."""
        return None if self._absent(name) else self.whole(name, least=least, most=most)

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """True or false."""
        return self._take(name, bool, default)

    def flag_or_none(self, name: str) -> bool | None:
        """True or false, or None where the file says null or nothing."""
        return None if self._absent(name) else self.flag(name)

    def one_of(self, name: str, choices: Collection[str], *, default: str | None = None) -> str:
        """One of some words."""
        value = self._take(name, str, default)
        if value not in choices:
            raise self.refusal(f"“{name}” is “{value}”, not one of {', '.join(sorted(choices))}")
        return value

    def day_or_none(self, name: str) -> date | None:
        """A date written as 2026-05-04, or None where the file says null or nothing."""
        if self._absent(name):
            return None
        value = self.text(name)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.refusal(f"“{name}” is “{value}”, not a date like 2026-05-04") from None

    def clock_or_none(self, name: str) -> int | None:
        """A time in minutes after midnight, or None where the file says null or nothing."""
        return None if self._absent(name) else self.clock(name)

    def clock(self, name: str) -> int:
        """A time written as 08:05, in minutes after midnight; a multiple of 5."""
        value = self.text(name)
        hours, _, minutes = value.partition(":")
        if not (hours.isdecimal() and len(minutes) == 2 and minutes.isdecimal()):
            raise self.refusal(f"“{name}” is “{value}”, not a time like 08:05")
        minute = int(hours) * 60 + int(minutes)
        if int(minutes) > 59 or minute > 24 * 60:
            raise self.refusal(f"“{name}” is “{value}”, which no clock shows")
        if minute % 5:
            raise self.refusal(f"“{name}” is “{value}”, not a multiple of 5 minutes")
        return minute

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words; empty where the file says nothing."""
        values = self._take(name, list, [])
        if not all(isinstance(value, str) and value for value in values):
            raise self.refusal(f"“{name}” is not a list of words")
        return tuple(values)

    def numbers(self, name: str) -> dict[str, int]:
        """Names with a whole number each; empty where the file says nothing."""
        values = self._take(name, dict, {})
        if not all(_is(value, int) for value in values.values()):
            raise self.refusal(f"“{name}” does not give each name a whole number")
        return dict(values)

    def says(self, name: str) -> bool:
        """Whether the file says something other than null."""
        return not self._absent(name)

    def part_or_none(self, name: str, read: Callable[[Fields], T]) -> T | None:
        """An object within this one, read by a function; None where there is null or nothing."""
        if self._absent(name):
            return None
        fields = Fields(self._values.pop(name), f"{self.where}, {name}")
        found = read(fields)
        fields.done()
        return found

    def rows(
        self, name: str, read: Callable[[Fields], T], *, most: int | None = None
    ) -> tuple[T, ...]:
        """A list of objects, each read by a function; empty where the file says nothing."""
        values = self._take(name, list, [])
        if most is not None and len(values) > most:
            raise self.refusal(f"“{name}” has {len(values):,} entries, more than {most:,}")
        found = []
        for number, value in enumerate(values, start=1):
            fields = Fields(value, f"{self.where}, {name} {number}")
            found.append(read(fields))
            fields.done()
        return tuple(found)

    def done(self) -> None:
        """Refuse what nobody asked for: most likely a misspelt name."""
        if self._values:
            raise self.refusal(f"it does not know “{next(iter(self._values))}”")

    def _absent(self, name: str) -> bool:
        if self._values.get(name) is None:
            self._values.pop(name, None)
            return True
        return False

    def _take(self, name: str, kind: type[T], default: T | None) -> T:
        if name not in self._values:
            if default is None:
                raise self.refusal(f"“{name}” is missing")
            return default
        value = self._values.pop(name)
        if not _is(value, kind):
            raise self.refusal(f"“{name}” is {json.dumps(value, ensure_ascii=False)[:60]}")
        return cast("T", value)


def read_object(path: Path, read: Callable[[Fields], T]) -> T:
    """What a function makes of the one object in a JSON file.

    Raises:
        UnreadableFile: the file is not such a file; the sentence says what is wrong and where.
    """
    try:
        values = json.loads(_bytes(path).decode("utf-8-sig"), object_pairs_hook=_once)
    except UnreadableFile:
        raise
    except (ValueError, RecursionError):
        raise UnreadableFile(
            f"{path.name} is not a JSON file in UTF-8.", hint="Choose another file."
        ) from None
    except OSError as error:
        raise UnreadableFile(
            f"{path.name} cannot be opened: {error.strerror}.", hint="Choose another file."
        ) from error
    fields = Fields(values, path.name)
    found = read(fields)
    fields.done()
    return found


def without_repeats(fields: Fields, names: Sequence[str], what: str) -> None:
    """Refuse an object that names something twice."""
    for name in names:
        if names.count(name) > 1:
            raise fields.refusal(f"it names the {what} “{name}” twice")


def _bytes(path: Path) -> bytes:
    """The content of an ordinary file of a size that ours can have.

    A device or a pipe has no size and no end, so nothing but a file is opened.
    """
    if path.exists() and not path.is_file():
        raise UnreadableFile(f"{path.name} is not a file.", hint="Choose another file.")
    with path.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            f"{path.name} is too large to be a file of this kind.", hint="Choose another file."
        )
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which every name is given once: of two values nobody knows which is meant."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a name is given twice")
    return values


def _short(value: int) -> str:
    """A number as a sentence can hold it."""
    return str(value) if abs(value) < 10**12 else "a number with more than 12 digits"


def _is(value: object, kind: type) -> bool:
    # True is an int to Python, but not to anybody who writes a file.
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
