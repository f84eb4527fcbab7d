"""The lines of a calendar file (ICS) that say when something is; all others are passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

MOST_BYTES: Final = 20_000_000

MOST_ENTRIES: Final = 5_000
"""Entries that may say something of the year to come."""

_LONGEST_LINE = 20_000
_MOST_ZONES, _MOST_ZONE_LINES = 20, 100
_MOST_LINES = 400
"""Of one entry; a real one has a few."""

_KEPT = frozenset(
    {
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "EXRULE",
        "RECURRENCE-ID",
        "FREEBUSY",
    }
)
_TOLD = frozenset({"UID", "TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS"})
_KINDS = {"VEVENT": "event", "VFREEBUSY": "busy"}
_DAY = re.compile(r"(\d{8})(?:T\d{6}Z?)?$")


@dataclass(frozen=True, slots=True)
class RawEntry:
    """The lines of one entry, of those that say when it is."""

    kind: str
    """``event``, or ``busy`` for a list of busy times."""
    when: tuple[tuple[str, str], ...]
    """Name and whole line."""
    told: dict[str, str]
    title: str
    """Only to be looked at for words such as “free”."""

    @property
    def uid(self) -> str:
        """The same for every entry that speaks of the same thing."""
        return self.told.get("UID", "")

    def value(self, name: str) -> str:
        """What stands behind a name, in capitals; empty where nothing does."""
        return self.told.get(name, "").strip().upper()

    def lines(self, name: str) -> list[str]:
        """All lines of a name."""
        return [line for each, line in self.when if each == name]

    def matters_from(self, day: date) -> bool:
        """Whether it may say something of a day or of later ones, judged quickly."""
        if self.value("STATUS") == "CANCELLED" and not self.lines("RECURRENCE-ID"):
            return False
        names = {name for name, _ in self.when}
        if self.kind != "event" or names & {"RRULE", "RDATE", "DURATION", "RECURRENCE-ID"}:
            return True
        ends = [line for name, line in self.when if name in {"DTSTART", "DTEND"}]
        days = [match[1] for line in ends if (match := _DAY.search(line.strip()))]
        return not ends or len(days) < len(ends) or max(days, default="") >= f"{day:%Y%m%d}"


def text_of(data: bytes) -> str | None:
    """A calendar's text, in whatever encoding; None where it is none."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = data.decode("utf-16", errors="replace")
    else:
        text = data.decode("utf-8-sig", errors="replace")
    return text if text[:1000].lstrip().upper().startswith("BEGIN:VCALENDAR") else None


def raw_entries(text: str) -> Iterator[RawEntry | None]:
    """Every entry in order; None at the end where the last one is cut off."""
    opened: list[str] = []
    kind = ""
    when: list[tuple[str, str]] = []
    told: dict[str, str] = {}
    title = ""
    for line in _unfolded(text):
        head, _, value = line.partition(":")
        name = head.partition(";")[0].strip().upper()
        if name == "BEGIN":
            opened.append(value.strip().upper())
            if opened[-1] in _KINDS and not kind:
                kind, when, told, title = opened[-1], [], {}, ""
        elif name == "END":
            ended = value.strip().upper()
            if ended == kind:
                yield RawEntry(_KINDS[kind], tuple(when), told, title)
                kind = ""
            if opened and opened[-1] == ended:
                opened.pop()
        elif kind and opened and opened[-1] == kind and len(when) < _MOST_LINES:
            if name in _KEPT:
                when.append((name, line))
            elif name in _TOLD:
                told[name] = value
            elif name == "SUMMARY":
                title = value
    if kind:
        yield None


def zones(text: str) -> list[list[str]]:
    """The lines of each time zone that the file describes itself; doubtful ones are left out."""
    found: list[list[str]] = []
    lines: list[str] | None = None
    for line in _unfolded(text):
        plain = line.strip().upper()
        if plain == "BEGIN:VTIMEZONE":
            lines = []
        if lines is None:
            continue
        if len(lines) <= _MOST_ZONE_LINES:
            lines.append(line)
        if plain == "END:VTIMEZONE":
            if len(lines) <= _MOST_ZONE_LINES and all(map(_is_yearly, lines)):
                found.append(lines)
            lines = None
            if len(found) == _MOST_ZONES:
                break
    return found


def _is_yearly(line: str) -> bool:
    """Whether a line does not repeat anything, or once a year as summer time does."""
    name = line.partition(":")[0].partition(";")[0].strip().upper()
    return name != "RRULE" or "FREQ=YEARLY" in line.upper()


def _unfolded(text: str) -> Iterator[str]:
    """The lines, with those that were broken put together again."""
    whole = ""
    for line in text.splitlines():
        if line[:1] in {" ", "\t"}:
            if len(whole) < _LONGEST_LINE:
                whole += line[1:]
            continue
        if whole:
            yield whole
        whole = line[:_LONGEST_LINE]
    if whole:
        yield whole
