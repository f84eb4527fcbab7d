"""Text files of any encoding and delimiter to rows of cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Final

from cittrainer.errors import UnreadableFile
from cittrainer.rules.names import tidy

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.intake.sheets import Cell

_DELIMITERS: Final = ",;\t|"
_SAMPLE_ROWS: Final = 60
_LONGEST_CELL: Final = 100_000
_BYTE_ORDER_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_csv(path: Path) -> list[list[Cell]]:
    """The records of a text file; record n is the row that a spreadsheet program numbers n.

    Raises:
        UnreadableFile: the file is not text, or a quotation mark is never closed.
    """
    text = _decoded(path)
    first, _, rest = text.partition("\n")
    stated = first.strip().lower().removeprefix("sep=")
    if first.strip().lower().startswith("sep=") and len(stated) == 1:
        # Excel's own line that names the delimiter is row 1 there too, but shows nothing.
        return [[], *_records(path, rest, stated)]
    return _records(path, text, delimiter_of(text))


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    encoding = _encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_a_sheet(path) from error
    if "\0" in text or _share_of_controls(text) > 0.02:
        raise _not_a_sheet(path)
    return text


def _not_a_sheet(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"“{path.name}” is not a sheet: it holds bytes that are no text.",
        hint="Choose an XLSX, XLS, ODS or CSV file.",
    )


def _encoding_of(data: bytes) -> str:
    """The encoding: by its mark, by where the zero bytes are, UTF-8 if valid, else Windows."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs and sample[1::2].count(0) > 0.4 * pairs and sample[::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if pairs and sample[::2].count(0) > 0.4 * pairs and sample[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _share_of_controls(text: str) -> float:
    sample = text[:20_000]
    controls = sum(char < " " and char not in "\t\r\n\f\x1a" for char in sample)
    return controls / max(len(sample), 1)


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the most rows into the same number of cells.

    A list of "Last, First" under a heading without a comma is one column, not two.
    """
    best, best_score = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        widths = _widths(text, delimiter)
        cut = Counter(width for width in widths if width > 1)
        if not cut:
            continue
        width, rows = cut.most_common(1)[0]
        if delimiter == "," and width == 2 and _is_list_of_names(text, widths):
            best = "\t"
            continue
        score = (round(rows / len(widths), 1), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(text: str, delimiter: str) -> list[int]:
    lines = io.StringIO(text[:200_000], newline="")
    widths = []
    try:
        for record in csv.reader(lines, delimiter=delimiter, skipinitialspace=True):
            if any(cell.strip() for cell in record):
                widths.append(len(record))
            if len(widths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return []
    return widths


def _is_list_of_names(text: str, widths: list[int]) -> bool:
    """Whether the only commas stand between last and first name, followed by a space."""
    lines = [line for line in text.splitlines() if line.strip()][: len(widths)]
    return widths[0] == 1 and all(", " in line for line in lines if "," in line)


def _records(path: Path, text: str, delimiter: str) -> list[list[Cell]]:
    lines = io.StringIO(text, newline="")
    try:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
        records: list[list[Cell]] = [[tidy(cell) for cell in record] for record in reader]
    except csv.Error as error:
        raise UnreadableFile(
            f"“{path.name}” cannot be cut into cells: {error}.",
            hint="Look for a quotation mark that is never closed.",
        ) from error
    if any(len(cell) > _LONGEST_CELL for record in records for cell in record if cell):  # type: ignore[arg-type]
        raise UnreadableFile(
            f"“{path.name}” has a cell of more than {_LONGEST_CELL:,} characters.",
            hint="Look for a quotation mark that is never closed.",
        )
    return records
