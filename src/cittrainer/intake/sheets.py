"""The one reader of sheets: XLSX, XLS, ODS and CSV to plain rows with their line numbers.

A file is known by its contents, not by its name, and is checked before anything opens it:
every bad file is refused in one sentence.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

import python_calamine

from cittrainer.errors import UnreadableFile
from cittrainer.intake.csv_text import read_csv
from cittrainer.intake.file_kinds import FileKind, check_and_tell, damaged
from cittrainer.intake.headings import field_of
from cittrainer.rules.names import tidy

if TYPE_CHECKING:
    from pathlib import Path

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 500
_ROWS_LOOKED_AT: Final = 40
"""A heading that comes later than this is not looked for."""

Cell = str | float | date
"""Text, a number or a date; an empty cell is the empty text."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with at least one filled cell, and the number a spreadsheet program shows for it."""

    line: int
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
    """All cells as text."""

    def text(self, column: int) -> str:
        """The cell of a column (from 0) as text; empty where the row is shorter."""
        return self.texts[column] if column < len(self.texts) else ""

    def cell(self, column: int) -> Cell:
        """The cell of a column (from 0) as the file has it; empty where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet: its name (empty for CSV), its filled rows, and the names of all sheets."""

    name: str
    rows: tuple[SheetRow, ...]
    sheet_names: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


def as_text(cell: Cell) -> str:
    """A cell as a person would type it: 10442.0 is "10442", a date is 2026-03-02."""
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if cell == int(cell) else repr(cell)


def read_table(path: Path, *, sheet: str | None = None) -> SheetTable:
    """The rows of a file's list of people.

    Args:
        path: An XLSX, XLS, ODS or CSV file.
        sheet: The sheet to read; without it the one that looks most like a list of people,
            visible sheets before hidden ones.

    Raises:
        UnreadableFile: the file is missing, empty, damaged, encrypted, hostile, too big or no
            sheet, or has no sheet of that name.
    """
    kind = check_and_tell(path)
    if kind is FileKind.TEXT:
        tables = [SheetTable("", _rows(path, read_csv(path)))]
    else:
        tables = _workbook_tables(path, sheet)
    filled = [table for table in tables if table.rows]
    if not filled:
        raise UnreadableFile(
            f"“{path.name}” has no filled cells.", hint="Check that the right file was chosen."
        )
    best = max(filled, key=_likeness)
    return SheetTable(best.name, best.rows, tuple(table.name for table in tables if table.name))


def _workbook_tables(path: Path, sheet: str | None) -> list[SheetTable]:
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            return _tables(path, book, sheet)
    except python_calamine.PasswordError as error:
        raise UnreadableFile(
            f"“{path.name}” is protected by a password.",
            hint="Open it in the spreadsheet program and save a copy without a password.",
        ) from error
    except (python_calamine.CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise damaged(path) from error
    except BaseException as error:
        # What the reader written in Rust did not foresee comes as a "panic", which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(path) from error


def _tables(
    path: Path, book: python_calamine.CalamineWorkbook, sheet: str | None
) -> list[SheetTable]:
    wanted = _sheets_in_order(book)
    if sheet is not None and sheet not in wanted:
        raise UnreadableFile(
            f"“{path.name}” has no sheet “{sheet}”.",
            hint=f"It has {', '.join(f'“{name}”' for name in wanted)}.",
        )
    return [
        SheetTable(name, _rows(path, _cells(book.get_sheet_by_name(name))))
        for name in ([sheet] if sheet is not None else wanted)
    ]


def _sheets_in_order(book: python_calamine.CalamineWorkbook) -> list[str]:
    """Names of the sheets that hold cells, the visible ones first."""
    work_sheet = python_calamine.SheetTypeEnum.WorkSheet
    visible = python_calamine.SheetVisibleEnum.Visible
    sheets = [meta for meta in book.sheets_metadata if meta.typ == work_sheet]
    return [meta.name for meta in sorted(sheets, key=lambda meta: meta.visible != visible)]


def _cells(sheet: python_calamine.CalamineSheet) -> list[list[Cell]]:
    found = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    return [[_cell(value) for value in row] for row in found]


def _cell(value: str | float | date | time | timedelta) -> Cell:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return tidy(value)
        case float() | int():
            return float(value)
        case datetime():
            midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
            return value.date() if midnight else value
        case date():
            return value
        case _:
            return str(value)


def _rows(path: Path, found: list[list[Cell]]) -> tuple[SheetRow, ...]:
    """The filled rows; cells after the last filled one are dropped."""
    if len(found) > MOST_ROWS:
        raise UnreadableFile(
            f"“{path.name}” has more than {MOST_ROWS:,} rows.",
            hint="Split it into smaller files.",
        )
    rows = []
    for line, cells in enumerate(found, start=1):
        while cells and cells[-1] == "":
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise UnreadableFile(
                f"“{path.name}” has more than {MOST_COLUMNS} columns in row {line:,}.",
                hint="Keep only the columns about the people.",
            )
        if cells:
            # Texts are tidy since they were read.
            texts = tuple([cell if isinstance(cell, str) else as_text(cell) for cell in cells])
            rows.append(SheetRow(line, tuple(cells), texts))
    return tuple(rows)


def _likeness(table: SheetTable) -> tuple[int, int]:
    """How much a sheet looks like a list of people: fields named in one row, then filled rows."""
    fields = 0
    for row in table.rows[:_ROWS_LOOKED_AT]:
        named = {field_of(text) for text in row.texts} - {""}
        fields = max(fields, len(named))
    return fields, len(table.rows)
