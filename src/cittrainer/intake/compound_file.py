"""Looks into the container of old Office files, far enough to see that it is whole."""

from __future__ import annotations

import struct
from itertools import islice
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE: Final = 0xFFFFFFFF
_HEADER_BYTES: Final = 512
_SECTORS_IN_HEADER: Final = 109
_DIRECTORY_ENTRY_BYTES: Final = 128


class BrokenContainer(ValueError):
    """The container is cut short or contradicts itself."""


def stream_names(data: bytes) -> set[str]:
    """The names of the streams and folders in a compound file that is whole.

    Raises:
        BrokenContainer: a sector that is in use, or the directory, is not in the file.

    Source: Microsoft, [MS-CFB] Compound File Binary File Format, sections 2.2 to 2.6.
    """
    if len(data) < _HEADER_BYTES:
        raise BrokenContainer
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise BrokenContainer
    sector_bytes = 1 << shift
    sectors = -(-len(data) // sector_bytes) - 1
    table = _allocation_table(data, sector_bytes, sectors)
    last_used = max((number for number, entry in enumerate(table) if entry != _FREE), default=-1)
    if last_used >= sectors or len(data) % 512:
        raise BrokenContainer
    (sector,) = struct.unpack_from("<I", data, 48)
    names: set[str] = set()
    for _ in range(sectors):
        if sector >= min(sectors, len(table)):
            break
        start = (sector + 1) * sector_bytes
        for entry in range(start, start + sector_bytes, _DIRECTORY_ENTRY_BYTES):
            names.add(_entry_name(data[entry : entry + _DIRECTORY_ENTRY_BYTES]))
        sector = table[sector]
    return names - {""}


def _allocation_table(data: bytes, sector_bytes: int, sectors: int) -> list[int]:
    """For each sector the next one of its stream, or that it is free."""
    (count,) = struct.unpack_from("<I", data, 44)
    places = struct.unpack_from(f"<{_SECTORS_IN_HEADER}I", data, 76)
    table: list[int] = []
    for place in islice((place for place in places if place != _FREE), count):
        start = (place + 1) * sector_bytes
        if place >= sectors or start + sector_bytes > len(data):
            raise BrokenContainer
        table += struct.unpack_from(f"<{sector_bytes // 4}I", data, start)
    return table


def _entry_name(entry: bytes) -> str:
    if len(entry) < _DIRECTORY_ENTRY_BYTES:
        raise BrokenContainer
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
