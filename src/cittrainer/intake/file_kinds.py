"""Tells what a file is by its first bytes, and refuses what must not be opened."""

from __future__ import annotations

import re
import zipfile
import zlib
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from cittrainer.errors import UnreadableFile
from cittrainer.intake import compound_file

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 50_000_000
"""Size of a file, in bytes."""
MOST_UNPACKED: Final = 150_000_000
"""Size of everything in a packed sheet, in bytes."""
MOST_RATIO: Final = 150
"""How many times smaller a part of a packed sheet may be than its contents, once these are big."""
_SMALL_PART: Final = 20_000_000
_MOST_PARTS: Final = 5_000
_MOST_CELLS: Final = 5_000_000
"""Rows times columns up to the last filled cell: the whole rectangle is held in memory."""

_ZIP: Final = b"PK\x03\x04"
_PASSWORD_HINT: Final = "Open it in the spreadsheet program and save a copy without a password."
_CHOOSE_HINT: Final = "Choose an XLSX, XLS, ODS or CSV file."
_OTHER_FILES: Final = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3", "a database"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_FILLED_CELL: Final = re.compile(
    rb'<(?:\w{1,9}:)?c\s(?:[^<>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^<>/]*>'
)
_ODS_ROW: Final = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_ODS_CELL: Final = re.compile(rb"<table:table-cell\b([^>]*[^/])>")
_ODS_REPEATED: Final = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')


class FileKind(Enum):
    """What kind of sheet a file is."""

    PACKED = auto()
    """XLSX, XLSB or ODS."""
    OLD = auto()
    """XLS."""
    TEXT = auto()


def check_and_tell(path: Path) -> FileKind:
    """What kind of sheet a file is, once it is known to be safe to open.

    Raises:
        UnreadableFile: the file is missing, a folder, not to be read, empty, too big, encrypted,
            damaged, hostile, or something else than a sheet.
    """
    start = _first_bytes(path)
    for magic, name in _OTHER_FILES:
        if start.startswith(magic):
            raise UnreadableFile(f"“{path.name}” is {name}, not a sheet.", hint=_CHOOSE_HINT)
    if start.startswith(_ZIP):
        _check_packed(path)
        return FileKind.PACKED
    if start.startswith(compound_file.MAGIC):
        _check_old(path)
        return FileKind.OLD
    opening = start[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<html", b"<!doctype html", b"<?xml", b"<table")):
        raise UnreadableFile(
            f"“{path.name}” is a web page or XML file, not a sheet.",
            hint="Open it in a spreadsheet program and save it as XLSX.",
        )
    return FileKind.TEXT


def _first_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            # The name of “.” is empty until it is resolved.
            raise UnreadableFile(
                f"“{path.resolve().name}” is a folder.", hint="Choose a file inside it."
            )
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableFile(
                f"“{path.name}” has {size // 1_000_000} MB, more than the "
                f"{MOST_BYTES // 1_000_000} MB that can be read.",
                hint="Keep only the sheet with the people.",
            )
        with path.open("rb") as file:
            start = file.read(4096)
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"There is no file “{path.name}”.", hint="Check the name and the folder."
        ) from error
    except PermissionError as error:
        raise UnreadableFile(
            f"You have no permission to read “{path.name}”.",
            hint="Close it in other programs, or copy it to your own folder.",
        ) from error
    except OSError as error:
        raise UnreadableFile(
            f"“{path.name}” cannot be read: {error.strerror or error}.",
            hint="Copy it to this computer and try again.",
        ) from error
    if not start.strip():
        raise UnreadableFile(f"“{path.name}” is empty.", hint="Save or download it again.")
    return start


def _check_old(path: Path) -> None:
    try:
        names = compound_file.stream_names(path.read_bytes())
    except compound_file.BrokenContainer as error:
        raise damaged(path) from error
    if "EncryptedPackage" in names:
        raise UnreadableFile(f"“{path.name}” is protected by a password.", hint=_PASSWORD_HINT)
    if not names & {"Workbook", "Book"}:
        raise UnreadableFile(
            f"“{path.name}” is a document of another program, not a sheet.", hint=_CHOOSE_HINT
        )


def damaged(path: Path) -> UnreadableFile:
    """The refusal of a sheet that is cut short or broken."""
    return UnreadableFile(
        f"“{path.name}” is damaged or incomplete and cannot be read.",
        hint="Open it in the spreadsheet program, save a new copy, and choose that.",
    )


def _check_packed(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _check_sizes(path, parts)
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise UnreadableFile(
                    f"“{path.name}” is a packed file, but not a sheet.", hint=_CHOOSE_HINT
                )
            if any(part.flag_bits & 1 for part in parts) or _is_encrypted_ods(archive, names):
                raise UnreadableFile(
                    f"“{path.name}” is protected by a password.", hint=_PASSWORD_HINT
                )
            for part in parts:
                _check_part(path, archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise damaged(path) from error


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what says of itself that it would unpack to far more than a sheet holds."""
    unpacked = sum(part.file_size for part in parts)
    suspicious = any(
        part.file_size > _SMALL_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if unpacked > MOST_UNPACKED or suspicious or len(parts) > _MOST_PARTS:
        raise _too_much(path)


def _too_much(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"“{path.name}” would unpack to far more than a list of people can hold, "
        "so it was not opened.",
        hint="If the file is really yours, copy its rows to a new sheet.",
    )


def _is_encrypted_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in names and b"encryption-data" in archive.read(manifest)


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part once: that its size and checksum are true, and its cells within bounds.

    Reading stops at the stated size, so a part that lies about it fails its checksum.
    """
    is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
    contents = archive.read(part) if is_sheet or part.filename == "content.xml" else b""
    if is_sheet:
        cells = set(_FILLED_CELL.findall(contents))
        rows = max((int(row) for _, row in cells), default=0)
        columns = max((_column_number(letters) for letters, _ in cells), default=0)
        if rows * columns > _MOST_CELLS:
            raise _too_much(path)
    elif part.filename == "content.xml":
        if _ods_cells(contents) > _MOST_CELLS:
            raise _too_much(path)
    else:
        with archive.open(part) as file:
            while file.read(1 << 20):
                pass


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_cells(contents: bytes) -> int:
    """Cells that filled rows stand for, repetitions counted."""
    total = 0
    for attributes, inside in _ODS_ROW.findall(contents):
        columns = sum(_repeated(cell) for cell in _ODS_CELL.findall(inside))
        total += columns * _repeated(attributes)
    return total


def _repeated(attributes: bytes) -> int:
    found = _ODS_REPEATED.search(attributes)
    return int(found.group(1)) if found else 1
