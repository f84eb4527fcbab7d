"""Lists as files for spreadsheets: one writer behind every “Export” button."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cittrainer.documents.csv_files import csv_bytes
from cittrainer.documents.files import write_whole
from cittrainer.errors import FileRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cittrainer.documents.cells import Cell, Column

ENDINGS = (".xlsx", ".csv")
"""The endings that ``write_table`` understands, the usual one first."""


def write_table(
    path: Path,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    above: Sequence[str] = (),
    sample: bool = False,
    replace: bool = False,
) -> None:
    """Write a list as XLSX or CSV, as the file's ending says.

    Args:
        path: Where to; ends in ``.xlsx`` or ``.csv``.
        title: The name of the list.
        columns: The headings and how each column is shown.
        rows: The cells, as many in each row as there are columns.
        above: Lines of a title block over the headings of an XLSX; a CSV has none.
        sample: Whether the name of the sheet says that it is a sample; a CSV has no name.
        replace: Whether a file of that name may be overwritten.

    Raises:
        FileRefused: the ending is another one, the list is too long for a sheet, or the file
            cannot be written.
    """
    # openpyxl takes a quarter of a second to load: every list imports this, few write a sheet.
    from cittrainer.documents.sheets import MOST_ROWS, sheet_bytes  # noqa: PLC0415

    ending = path.suffix.casefold()
    if ending not in ENDINGS:
        raise FileRefused(
            f"A list cannot be written as “{path.name}”.",
            hint="End the file name in .xlsx or .csv.",
        )
    if ending == ".csv":
        contents = csv_bytes(columns, rows)
    elif len(rows) > MOST_ROWS:
        raise FileRefused(
            f"A sheet holds {MOST_ROWS:,} rows; this list has {len(rows):,}.",
            hint="Export it as CSV.",
        )
    else:
        name = f"SAMPLE {title}" if sample else title
        contents = sheet_bytes(name, columns, rows, above=above)

    def write(stream: BinaryIO) -> None:
        stream.write(contents)

    write_whole(path, write, replace=replace)
