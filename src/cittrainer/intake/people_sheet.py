"""A sheet of people, however it is laid out, to lines with names, agency and position.

Finds the heading rows among title rows, guesses which column holds what from headings and
contents, and leaves out blank, total and note rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from cittrainer.errors import Invalid, UnreadableFile
from cittrainer.intake.columns import (
    ROWS_LOOKED_AT,
    Column,
    Heading,
    find_heading,
    guess_mapping,
    heading_texts,
)
from cittrainer.intake.dates import day_first, read_date
from cittrainer.intake.headings import ADDRESS_FIELDS, FIELDS, FULL_NAME, identifier_kind
from cittrainer.intake.sheets import SheetRow, SheetTable, read_table
from cittrainer.rules.names import (
    fold,
    proper_case,
    split_given,
    split_name,
    split_rank,
    split_suffix,
)
from cittrainer.rules.person_values import PastCourse, PersonLine
from cittrainer.rules.sheet_layouts import layout_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cittrainer.rules.sheet_layouts import Layout

_SAMPLES: Final = 3
_TOTAL: Final = re.compile(r"(grand |sub ?)?totals?\b|sum\b|count\b|number of\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_DATES: Final = ("birth_date", "completed_on", "expires_on")
_NOTE_WORDS: Final = 4
"""A row whose only filled cell has at least so many words is a remark about the sheet."""


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A filled row that is no person, and why it was left out."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    """The people of a sheet and how it was understood.

    Attributes:
        sheet: Name of the sheet; empty for CSV.
        sheet_names: All sheets of the file, so that another one can be chosen.
        mapping: From each field (``FIELDS``) that was found to its column, from 0.
        columns: All columns with heading and sample values, for correcting the mapping.
        lines: The people, in the order of the sheet.
        skipped: Filled rows under the heading that are no people.
        heading_line: The last line of the headings; 0 where none were found.
        layout: The name of the remembered layout by which it was read; empty where none was.
    """

    sheet: str
    sheet_names: tuple[str, ...]
    mapping: Mapping[str, int]
    columns: tuple[Column, ...]
    lines: tuple[PersonLine, ...]
    skipped: tuple[SkippedLine, ...]
    heading_line: int = 0
    layout: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading of each column, by which the next sheet of the source is known."""
        return tuple(column.heading for column in self.columns)


def read_people(
    path: Path,
    mapping: Mapping[str, int] | None = None,
    *,
    sheet: str | None = None,
    heading_line: int | None = None,
    today: date | None = None,
    remembered: Sequence[Layout] = (),
) -> PeopleSheet:
    """The people of an XLSX, XLS, ODS or CSV file.

    Args:
        path: The file.
        mapping: From field to column (from 0), as corrected by the user; guessed without it.
        sheet: The sheet to read; without it the one that looks most like a list of people.
        heading_line: The line of the headings, as the spreadsheet program numbers it; 0 where there
            are none. Found without it.
        today: The present day where it is not that of this computer, for years of two digits.

        remembered: Layouts of earlier sheets; one with the same headings is taken instead of a
            guess.

    Raises:
        UnreadableFile: the file cannot be read, or no column holds names.
        Invalid: the mapping names an unknown field, no name, or a column that is not there.
    """
    table = read_table(path, sheet=sheet)
    heading = _heading(table, heading_line, remembered)
    rows = [row for row in table.rows if row.line > heading.last_line]
    headings = heading_texts(heading, table.width)
    layout = None if mapping is not None else layout_for(headings, remembered)
    if layout is not None:
        mapping = layout.mapping
        _check_mapping(mapping, table)
    elif mapping is None:
        mapping = guess_mapping(heading, headings, rows)
        _require_names(path, mapping, headings)
    else:
        _check_mapping(mapping, table)
    kind = identifier_kind(headings[mapping["identifier"]]) if "identifier" in mapping else ""
    dates = _Dates(mapping, rows, today or datetime.now(UTC).astimezone().date())
    lines: list[PersonLine] = []
    skipped: list[SkippedLine] = []
    for row in rows:
        reason = _reason_to_skip(row, mapping, heading)
        if reason:
            skipped.append(SkippedLine(row.line, " ".join(filter(None, row.texts)), reason))
        else:
            lines.append(_person_line(row, mapping, kind or "state_id", dates))
    return PeopleSheet(
        sheet=table.name,
        sheet_names=table.sheet_names,
        mapping=dict(mapping),
        columns=tuple(_column(number, text, rows) for number, text in enumerate(headings)),
        lines=tuple(lines),
        skipped=tuple(skipped),
        heading_line=heading.last_line,
        layout="" if layout is None else layout.name,
    )


def _heading(table: SheetTable, line: int | None, remembered: Sequence[Layout]) -> Heading:
    """The heading in a line that was named, that a remembered sheet had, or that looks like one.

    A remembered one may be of words that no other sheet has.
    """
    if line is not None:
        rows = [row for row in table.rows if row.line == line]
        return Heading((rows[0].texts,), line) if rows else Heading(last_line=line)
    for row in table.rows[:ROWS_LOOKED_AT]:
        if layout_for(row.texts, remembered) is not None:
            return Heading((row.texts,), row.line)
    return find_heading(table)


def columns_of(sheet: PeopleSheet, corrections: Sequence[str]) -> dict[str, int]:
    """The mapping of a sheet with corrections such as “agency=D” or “agency=Sent by”.

    A column is named by its letter or by its heading; “agency=” takes a field away.

    Raises:
        Invalid: a correction is none, or names no field or no column.
    """
    mapping = dict(sheet.mapping)
    letters = {column_letter(one.number): one.number for one in sheet.columns}
    headings = {fold(one.heading): one.number for one in sheet.columns if one.heading}
    for correction in corrections:
        field, sign, wanted = correction.partition("=")
        if not sign or field not in FIELDS:
            raise Invalid(
                f"“{correction}” says of no field in which column it is.",
                hint=f"Write it like agency=D; the fields are {', '.join(FIELDS)}.",
            )
        mapping.pop(field, None)
        if not wanted:
            continue
        column = letters.get(wanted.upper(), headings.get(fold(wanted)))
        if column is None:
            raise Invalid(
                f"The sheet has no column “{wanted}”.",
                hint=f"It has the columns A to {column_letter(len(letters) - 1)}.",
            )
        mapping[field] = column
    return mapping


def column_letter(column: int) -> str:
    """What spreadsheet programs call a column, from 0: “A”, “Z”, “AA”."""
    above, letter = divmod(column, 26)
    return (column_letter(above - 1) if above else "") + chr(ord("A") + letter)


class _Dates:
    """Reads the dates of a sheet, each column in the order of day and month that it shows."""

    def __init__(self, mapping: Mapping[str, int], rows: list[SheetRow], today: date) -> None:
        self._today = today
        self._columns = {field: mapping[field] for field in _DATES if field in mapping}
        self._day_first = {
            field: day_first(row.cell(column) for row in rows)
            for field, column in self._columns.items()
        }

    def read(self, field: str, row: SheetRow) -> date | None:
        """The date of a field in a row; None where there is none, or what is there is no date."""
        if field not in self._columns:
            return None
        cell = row.cell(self._columns[field])
        return read_date(cell, day_before_month=self._day_first[field], today=self._today)


def _column(number: int, heading: str, rows: list[SheetRow]) -> Column:
    values = (row.text(number) for row in rows)
    samples = tuple(dict.fromkeys(value for value in values if value))[:_SAMPLES]
    return Column(number, heading, samples)


def _require_names(path: Path, mapping: Mapping[str, int], headings: list[str]) -> None:
    if "last_name" in mapping or FULL_NAME in mapping:
        return
    found = ", ".join(f"“{heading}”" for heading in headings if heading)
    raise UnreadableFile(
        f"“{path.name}” has no column of names; its headings are {found}."
        if found
        else f"“{path.name}” has no column of names and no headings.",
        hint="Say which column holds the names, or add a heading such as “Last name”.",
    )


def _check_mapping(mapping: Mapping[str, int], table: SheetTable) -> None:
    unknown = set(mapping) - set(FIELDS)
    if unknown:
        raise Invalid(
            f"There is no field “{min(unknown)}”.", hint=f"The fields are {', '.join(FIELDS)}."
        )
    if "last_name" not in mapping and FULL_NAME not in mapping:
        raise Invalid(
            "No column was chosen for the names.", hint="Choose one for “last_name” or “full_name”."
        )
    outside = [field for field, column in mapping.items() if not 0 <= column < table.width]
    if outside:
        raise Invalid(
            f"The column chosen for “{outside[0]}” is not in the sheet.",
            hint=f"The sheet has {table.width} columns.",
        )


def _reason_to_skip(row: SheetRow, mapping: Mapping[str, int], heading: Heading) -> str:
    texts = row.texts
    if texts in heading.rows:
        return "The heading is repeated."
    filled = [text for text in texts if text]
    words = [text for text in filled if not _NUMBER.fullmatch(text)]
    if not any(row.text(column) for column in mapping.values()):
        return "No column that is read is filled."
    if words and len(words) == 1 and _TOTAL.match(words[0]):
        return "It is a total."
    if len(filled) == 1 and len(mapping) > 2 and len(filled[0].split()) >= _NOTE_WORDS:
        return "It is a note."
    return ""


def _person_line(row: SheetRow, mapping: Mapping[str, int], kind: str, dates: _Dates) -> PersonLine:
    cells = {field: row.text(column) for field, column in mapping.items()}
    names = _names(cells)
    rank = names.pop("rank")
    return PersonLine(
        line=row.line,
        **names,
        agency=cells.get("agency", ""),
        position=cells.get("position", "") or rank,
        identifier=cells.get("identifier", ""),
        email=_email(cells.get("email", "")),
        phone=cells.get("phone", ""),
        years_experience=_years(cells.get("years_experience", "")),
        remarks=cells.get("remarks", ""),
        identifier_kind=kind,
        birth_date=dates.read("birth_date", row),
        birth_date_text=cells.get("birth_date", ""),
        address=_address(cells),
        shift=cells.get("shift", ""),
        past=_past(row, cells, dates),
    )


def _past(row: SheetRow, cells: Mapping[str, str], dates: _Dates) -> PastCourse | None:
    """The course that a row says was completed; None where it says of none."""
    if not cells.get("completed_on"):
        return None
    hours = _years(cells.get("course_hours", ""))
    return PastCourse(
        title=cells.get("course_title", ""),
        done_on=dates.read("completed_on", row),
        done_text=cells["completed_on"],
        minutes=round(hours * 60) if hours else None,
        certificate_number=cells.get("certificate_number", ""),
        expires_on=dates.read("expires_on", row),
    )


def _names(cells: Mapping[str, str]) -> dict[str, str]:
    """The parts of the name, from one column or several, and the rank before it."""
    whole = cells.get(FULL_NAME, "")
    if whole and not cells.get("last_name"):
        parts = split_name(whole)
        last, first, middle = parts.last, parts.first, parts.middle
        suffix, rank = parts.suffix, parts.rank
    else:
        last, suffix = split_suffix(cells.get("last_name", ""))
        given, rank = split_rank(cells.get("first_name", ""))
        middle = cells.get("middle_name", "").rstrip(".")
        first, initial = (given, "") if middle else split_given(given)
        middle = middle or initial
    return {
        "last_name": proper_case(last),
        "first_name": proper_case(first, given=True),
        "middle_name": proper_case(middle, given=True),
        "suffix": cells.get("suffix", "") or suffix,
        "rank": rank,
    }


def _address(cells: Mapping[str, str]) -> str:
    """One postal address from its columns: “69 Giblin Street, Killarney, Bittern, QLD 4814”."""
    number, street, second, city, region, code = (cells.get(one, "") for one in ADDRESS_FIELDS)
    parts = (f"{number} {street}".strip(), second, city, f"{region} {code}".strip())
    return ", ".join(part for part in parts if part)


def _email(text: str) -> str:
    """The address in a cell, without "mailto:", brackets or a name around it."""
    found = re.search(r"[^\s<>;,:]+@[^\s<>;,]+", text)
    return found.group() if found else text


def _years(text: str) -> float | None:
    """Years as a number; "6 yrs" is 6, and what has no number is unknown."""
    found = _NUMBER.search(text)
    return float(found.group().replace(",", ".")) if found else None
