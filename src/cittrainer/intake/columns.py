"""Finds the heading rows of a sheet and guesses which column holds which field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from cittrainer.intake.headings import (
    FULL_NAME,
    completion_field_of,
    field_of,
    is_about_another,
)
from cittrainer.rules.agencies import agency_kind
from cittrainer.rules.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cittrainer.intake.sheets import SheetRow, SheetTable

ROWS_LOOKED_AT: Final = 40
"""A heading that comes later than this is not looked for."""
_VALUES_LOOKED_AT: Final = 200
_LONGEST_HEADING: Final = 60
_WORDS_OF_A_NAME: Final = 4
_MOST_OF_THEM: Final = 0.6
"""Share of a column's values that must look like a field for it to be guessed."""

_EMAIL: Final = re.compile(r"\S+@\S+\.\S+")
_PHONE: Final = re.compile(r"[+(]?\d[\d\s().+/-]{5,}\d( ?(x|ext\.?) ?\d+)?")
_WHOLE_NAME: Final = re.compile(r"[^\W\d_][^\d,@;:/]*[ ,][^\d,@;:/]*[^\W\d_]\.?")
_LAST_FIRST: Final = re.compile(r"[^\d,@]+, ?[^\d,@]+")
_POST_AT_END: Final = re.compile(
    r"(officer|dispatcher|communicator|deputy|sergeant|sgt\.?|lieutenant|captain|detective|corporal"
    r"|supervisor|fighter|medic|emt|nurse|worker|trooper|chief|guard|\b[12]|\bi{1,3})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its number (from 0), heading, and some of its values."""

    number: int
    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a list: one row, or a group heading and one below; none if not found.

    ``last_line`` is the line after which the people begin.
    """

    rows: tuple[tuple[str, ...], ...] = ()
    last_line: int = 0


def find_heading(table: SheetTable) -> Heading:
    """The row, or the two rows one under the other, that name the most fields.

    Of equals a single row is preferred to a pair, then the first; but a group heading that
    speaks of somebody else ("Supervisor") must not be overlooked.
    """
    rows = table.rows[:ROWS_LOOKED_AT]
    candidates = [Heading((row.texts,), row.line) for row in rows]
    candidates += [
        Heading((upper.texts, lower.texts), lower.line)
        for upper, lower in pairwise(rows)
        if lower.line == upper.line + 1
    ]
    likely = [heading for heading in candidates if _is_heading_like(heading.rows[-1])]
    return max(likely, key=lambda heading: _told(heading, table.width), default=Heading())


def _is_heading_like(texts: Sequence[str]) -> bool:
    """Whether two cells, or half of the filled ones, name a field and none is a value."""
    filled = [text for text in texts if text]
    if any(_EMAIL.fullmatch(text) or len(text) > _LONGEST_HEADING for text in filled):
        return False
    named = sum(bool(field_of(text)) for text in filled)
    return named >= 2 or 0 < len(filled) <= 2 * named


def heading_texts(heading: Heading, width: int) -> list[str]:
    """One text a column: "Trainee – Last name" where a group heading stands above.

    A group heading holds for the empty cells to its right that have a heading below.
    """
    if not heading.rows:
        return [""] * width
    lower = [*heading.rows[-1], *[""] * width][:width]
    if len(heading.rows) == 1:
        return lower
    upper = [*heading.rows[0], *[""] * width][:width]
    for column in range(1, width):
        if not upper[column] and lower[column]:
            upper[column] = upper[column - 1]
    return [" – ".join(filter(None, pair)) for pair in zip(upper, lower, strict=True)]


def _field(heading: str) -> str:
    """The field of a heading; of two rows the lower decides, then both, then the upper."""
    if is_about_another(heading):
        return ""
    upper, dash, lower = heading.rpartition(" – ")
    if not dash:
        return field_of(heading)
    return field_of(lower) or field_of(f"{upper} {lower}") or field_of(upper)


def _told(heading: Heading, width: int) -> tuple[int, bool]:
    """How many columns a heading explains, and whether its upper row is needed for that."""
    headings = heading_texts(heading, width)
    fields = {_field(text) for text in headings} - {""}
    others = sum(map(is_about_another, headings))
    needed = len(heading.rows) > 1 and any(map(is_about_another, heading.rows[0]))
    return len(fields) + others, needed


def guess_mapping(
    heading: Heading, headings: Sequence[str], rows: Sequence[SheetRow]
) -> dict[str, int]:
    """Which column holds which field, by heading, then by contents for what is left.

    A heading that the contents contradict ("Contact" over e-mail addresses) yields to them.
    """
    values = {
        column: [text for row in rows[:_VALUES_LOOKED_AT] if (text := row.text(column))]
        for column in range(len(headings))
    }
    mapping: dict[str, int] = {}
    for column, text in enumerate(headings):
        field = _field(text)
        if field in ("email", "phone"):
            field = _by_contents(values[column], ("email", "phone")) or field
        if field and (field not in mapping or not values[mapping[field]]):
            mapping[field] = column
    _settle_names(mapping)
    _take_completions(mapping, headings)
    left = [column for column in values if column not in mapping.values()]
    for column in left if heading.rows else ():
        field = _by_contents(values[column], tuple(_LOOKS_LIKE))
        if field and field not in mapping and not is_about_another(headings[column]):
            mapping[field] = column
    _settle_names(mapping)
    if "last_name" not in mapping and FULL_NAME not in mapping:
        _take_likeliest_names(mapping, values)
    return dict(sorted(mapping.items(), key=lambda pair: pair[1]))


def _take_completions(mapping: dict[str, int], headings: Sequence[str]) -> None:
    """The columns of completed courses, where a sheet lists them: each with its title and day.

    A sheet that only says for which course it nominates people is none of those.
    """
    told = {completion_field_of(text): column for column, text in reversed([*enumerate(headings)])}
    told.pop("", None)
    if not {"course_title", "completed_on"} <= told.keys():
        return
    for field, column in list(mapping.items()):
        if column in told.values():
            del mapping[field]
    mapping.update(told)


def _take_likeliest_names(mapping: dict[str, int], values: Mapping[int, Sequence[str]]) -> None:
    """Where neither headings nor commas tell: the first column of two to four words of letters."""
    for column, texts in values.items():
        if column in mapping.values():
            continue
        fitting = sum(
            len(text) <= _LONGEST_HEADING
            and len(text.split()) <= _WORDS_OF_A_NAME
            and bool(_WHOLE_NAME.fullmatch(text))
            for text in texts
        )
        if texts and fitting >= _MOST_OF_THEM * len(texts):
            mapping[FULL_NAME] = column
            return


def _settle_names(mapping: dict[str, int]) -> None:
    """“Name” beside “First name” is the last name; beside both it is not needed."""
    if FULL_NAME not in mapping:
        return
    if "last_name" in mapping:
        del mapping[FULL_NAME]
    elif "first_name" in mapping:
        mapping["last_name"] = mapping.pop(FULL_NAME)


def _is_post(text: str) -> bool:
    """Whether a text is a post that a person has: one word, or words that end in one."""
    return " " not in text or bool(_POST_AT_END.search(text))


def _looks_like_agency(text: str) -> bool:
    return agency_kind(text) != "other" and not _is_post(text)


def _looks_like_position(text: str) -> bool:
    return role_of(text) != "other" and _is_post(text)


_LOOKS_LIKE: Final[dict[str, Callable[[str], bool]]] = {
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
    "phone": lambda text: bool(_PHONE.fullmatch(text)),
    FULL_NAME: lambda text: bool(_LAST_FIRST.fullmatch(text)),
    "agency": _looks_like_agency,
    "position": _looks_like_position,
}


def _by_contents(values: Sequence[str], fields: Sequence[str]) -> str:
    """The field that most of the values look like; empty if none or no values."""
    for field in fields:
        fitting = sum(map(_LOOKS_LIKE[field], values))
        if values and fitting >= _MOST_OF_THEM * len(values):
            return field
    return ""
