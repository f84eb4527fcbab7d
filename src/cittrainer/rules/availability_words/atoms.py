"""Words about times cut into atoms: days, dates, hours, lengths, and what joins or refuses them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from cittrainer.rules.availability_words import vocabulary as words
from cittrainer.rules.availability_words.known_phrases import PHRASES

if TYPE_CHECKING:
    from collections.abc import Callable

_ALIKE: Final = str.maketrans("’‘‐‑‒–—−", "''------")
"""Typographic characters and the plain ones that mean the same; one for one, so places stay."""


_YEARS: Final = range(2000, 2200)


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, number or sign, or a few that belong together, with where they stand."""

    kind: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as it was written."""

    minute: int
    """After midnight, as if it were of the morning where it is not ``sure``."""
    sure: bool
    """Whether it says which half of the day is meant."""
    half: bool = False
    """Whether it says so with “am”, “pm”, “noon”, and not by counting to 24."""


_Made = tuple[str, Any] | None


def atoms(text: str) -> list[Atom]:
    """Every atom of a text, in order; what nothing is known of is an ``unknown`` word."""
    plain = text.translate(_ALIKE)
    found: list[Atom] = []
    at = 0
    while at < len(plain):
        if plain[at].isspace() and plain[at] not in "\r\n":
            at += 1
            continue
        kind, value, end = _atom(plain, at)
        found.append(Atom(kind, value, at, end))
        at = end
    return found


def _atom(text: str, at: int) -> tuple[str, Any, int]:
    for pattern, make in _PATTERNS:
        match = pattern.match(text, at)
        if match is not None and match.end() > at:
            made = make(match)
            if made is not None:
                return *made, match.end()
    match = _WORD.match(text, at)
    return ("unknown", None, match.end()) if match else ("sign", text[at], at + 1)


def _length(match: re.Match[str]) -> _Made:
    """“30 minutes”, “an hour and a half”, “20 to 30 minutes”: the longest that is named."""
    amount = words.AMOUNTS.get(match["amount"].lower())
    minutes = float(match["amount"]) if amount is None else float(amount)
    if match["unit"].lower().startswith("h"):
        minutes *= 60
        if match["half"]:
            minutes += 30
        if match["more"]:
            minutes += float(match["more"])
    return ("minutes", round(minutes)) if 1 <= minutes <= words.DAY_MINUTES else None


def _fraction(match: re.Match[str]) -> _Made:
    text = match[0].lower()
    return "minutes", 45 if "three" in text or "3" in text else 15 if "quarter" in text else 30


def _numeric_date(match: re.Match[str]) -> _Made:
    month, day = int(match["month"]), int(match["day"])
    if month > 12 >= day:
        month, day = day, month
    year = match["year"]
    return _date(None if year is None else _year(year), month, day)


def _iso_date(match: re.Match[str]) -> _Made:
    return _date(int(match[1]), int(match[2]), int(match[3]))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date(year: int | None, month: int, day: int) -> _Made:
    """A date if there is such a one; a year that is not given may be a leap year."""
    try:
        date(2000 if year is None else year, month, day)
        if year is not None and year not in _YEARS:
            return "unknown", None
    except ValueError:
        return "unknown", None
    return "date", (year, month, day)


def _military(match: re.Match[str]) -> _Made:
    (hour, minute), (until, rest) = ((int(m[:2]), int(m[2:])) for m in (match[1], match[2]))
    if max(hour, until) > 24 or max(minute, rest) > 59:
        return None
    return "hours", (hour * 60 + minute, until * 60 + rest)


def _clock(match: re.Match[str]) -> _Made:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()[:1]
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return "unknown", None
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
        return "clock", Clock(hour * 60 + minute, sure=True, half=True)
    sure = hour == 0 or hour > 12 or match["hour"].startswith("0") or bool(half)
    return "clock", Clock(hour * 60 + minute, sure=sure)


def _number(match: re.Match[str]) -> _Made:
    number = int(match[0])
    return ("year", number) if number in _YEARS else ("number", number)


def _weekday(match: re.Match[str]) -> _Made:
    text = match[0].lower().rstrip(".")
    several = text.endswith("s") and text[:-1].rstrip("'").endswith("day")
    return "weekday", (words.WEEKDAYS[text[:3]], several)


def _word(match: re.Match[str]) -> _Made:
    return words.WORDS.get(" ".join(match[0].lower().split()))


def _given(kind: str, value: object = None) -> Callable[[re.Match[str]], _Made]:
    return lambda _match: (kind, value)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace(" ", r"\s+"), re.IGNORECASE)


_AMOUNT = "|".join(sorted(words.AMOUNTS, key=len, reverse=True)).replace(" ", r"[\s-]")
_MONTH = "|".join(words.MONTHS)
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W_]|'(?=\w))*|\d+\w*", re.IGNORECASE)

_PATTERNS: Final[list[tuple[re.Pattern[str], Callable[[re.Match[str]], _Made]]]] = [
    (_pattern(r"(?:\r\n|\n|\r)"), _given("stop")),
    (_pattern(r"(?:an?\s+)?half(?: an| of an)?[\s-]*hours?\b|1/2\s*hours?\b"), _fraction),
    (_pattern(r"(?:a\s+)?(?:quarter|three quarters)(?: of an)?[\s-]hour\b"), _fraction),
    (
        _pattern(
            rf"(?:(?:\d+(?:\.\d+)?)\s*(?:-|to|or)\s*)?(?P<amount>\d+(?:\.\d+)?|(?:{_AMOUNT})\b)"
            r"[\s-]*(?P<unit>hours?|hrs?|minutes?|mins?)\b\.?"
            r"(?P<half> and a half)?(?:\s*(?:and\s+)?(?P<more>\d+)\s*(?:minutes?|mins?)\b)?"
        ),
        _length,
    ),
    (_pattern(r"(?P<amount>\d{1,2})(?P<unit>h)\s*(?:(?P<more>\d+)\s*min)?(?P<half>)\b"), _length),
    (_pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})\b"), _iso_date),
    (_pattern(r"(\d{4})\s*-\s*(\d{4})\b(?:\s*(?:hrs|hours))?"), _military),
    (
        _pattern(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?(?![\d/])"),
        _numeric_date,
    ),
    (
        _pattern(
            r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?|[ap]\b))?"
            r"(?!\d)"
        ),
        _clock,
    ),
    (
        _pattern(r"(?P<hour>\d{1,2})(?P<minute>)\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?|(?<=\d)[ap]\b)"),
        _clock,
    ),
    (_pattern(r"(?P<hour>\d{1,2})(?P<minute>)(?P<half>)\s*o'?clock\b"), _clock),
    (
        _pattern(r"(\d{1,2})(?:st|nd|rd|th)\b"),
        lambda match: ("ordinal", int(match[1])) if 1 <= int(match[1]) <= 31 else None,
    ),
    (_pattern(r"\d{1,4}\b"), _number),
    (
        _pattern(
            r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'?s)?(?!\w)|"
            r"(?:mon|tues?|weds?|thurs?|thur?|fri|sat|sun|th|tu)'?s?\b\.?(?!\w)"
        ),
        _weekday,
    ),
    (_pattern(r"(?:i|we|he|she|they|you) may\b"), _given("unknown")),
    (
        _pattern(rf"(?:{_MONTH})\b(?:(?<=\b\w{{3}})\.|(?<=\b\w{{4}})\.(?=\s*\d))?"),
        lambda match: ("month", words.MONTHS[match[0].lower().rstrip(".")]),
    ),
    *(
        (_pattern(rf"(?:{'|'.join(texts)})(?![\w'])"), _given(kind, value))
        for kind, value, texts in PHRASES
    ),
    (_pattern(r"[^\W\d_]+(?:'[^\W\d_]+)*"), _word),
    (_pattern(r"\.{1,3}(?=\s|$)|;|!|\?|•|\|"), _given("stop")),
    (_pattern(r",|\(|\)|/"), _given("comma")),
    (_pattern(r"-+"), _given("dash")),
    (_pattern(r"&|\+"), _given("and")),
    (_pattern(r"[\"“”*:]"), _given("filler")),
]
