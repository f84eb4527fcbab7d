"""The one door through which papers reach the disk: written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import unicodedata
from typing import TYPE_CHECKING, BinaryIO

from cittrainer.errors import FileRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
_LONGEST_NAME = 120
"""Bytes of UTF-8; leaves room for an ending and a number, and for deep folders on Windows."""

_CONFLICT = frozenset({errno.EEXIST, errno.ENOTEMPTY})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def write_whole(path: Path, write: Callable[[BinaryIO], None], *, replace: bool = False) -> None:
    """Write a file so that it is either complete on disk or not there at all.

    The bytes go to a temporary name in the same folder, are forced to the disk and then
    take the final name in one move. Whatever goes wrong, no temporary file stays behind.

    Args:
        path: Where the file is to be.
        write: Called once with a binary stream open for writing.
        replace: Whether a file of that name may be overwritten.

    Raises:
        FileRefused: the file exists and may not be replaced, the folder is missing or
            cannot be written, the name is impossible, or the disk is full.
    """
    temporary = path.with_name(f".cit-{secrets.token_hex(6)}.tmp")
    try:
        if path.is_dir():
            # The name of “.” is empty until it is resolved.
            raise FileRefused(
                f"“{path.resolve().name}” is a folder.", hint="Choose another file name."
            )
        if not replace and path.exists():
            raise _exists(path)
        try:
            with temporary.open("xb") as stream:
                write(stream)
                stream.flush()
                os.fsync(stream.fileno())
            _take_name(temporary, path, replace=replace)
            _flush_folder(path.parent)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as problem:
        raise _refusal(path, problem) from problem


def safe_name(text: str, *, fallback: str = "paper") -> str:
    """A file name, without ending, that every system accepts for this text.

    Slashes and other forbidden signs become “-”, reserved Windows names get an underscore,
    invisible and direction marks go, and the length is limited to 120 bytes of UTF-8.

    Args:
        text: What the file is about, in any script.
        fallback: The name when nothing usable is left.
    """
    name = unicodedata.normalize("NFC", text)
    name = _FORBIDDEN.sub("-", name)
    name = "".join(sign for sign in name if unicodedata.category(sign) not in {"Cf", "Cs", "Cc"})
    name = " ".join(name.split()).strip(" .")
    name = name.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore").rstrip(" .")
    if not name.strip("-_ "):
        return fallback
    if name.split(".", maxsplit=1)[0].rstrip().casefold() in _RESERVED:
        return f"_{name}"
    return name


def _take_name(temporary: Path, path: Path, *, replace: bool) -> None:
    """Give the finished file its name; without ``replace`` never over another file."""
    if replace:
        temporary.replace(path)
        return
    if os.name == "nt":
        temporary.rename(path)  # Windows refuses by itself when the name is taken
        return
    try:
        path.hardlink_to(temporary)  # atomic, and refused when the name is taken
    except OSError as problem:
        if problem.errno in _CONFLICT:
            raise
        # Sticks formatted for Windows and some network drives know no hard links.
        if path.exists():
            raise FileExistsError(errno.EEXIST, "File exists", str(path)) from problem
        temporary.rename(path)


def _flush_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system lets folders be flushed."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def _exists(path: Path) -> FileRefused:
    return FileRefused(
        f"“{path.name}” is already there and was not overwritten.",
        hint="Choose another name, or say that it may be replaced.",
    )


def _refusal(path: Path, problem: OSError) -> FileRefused:
    """The sentence for a failure of the file system."""
    folder = path.parent
    if problem.errno in _CONFLICT:
        return _exists(path)
    if problem.errno == errno.ENAMETOOLONG:
        return FileRefused("The file name is too long.", hint="Choose a shorter one.")
    if problem.errno in _FULL:
        return FileRefused(
            f"“{path.name}” was not written: the disk is full.",
            hint="Free some space or choose another disk.",
        )
    if not folder.is_dir():
        return FileRefused(
            f"“{path.name}” was not written: there is no folder “{folder}”.",
            hint="Choose a folder that exists.",
        )
    if problem.errno in _DENIED and os.name == "nt" and path.exists():
        return FileRefused(
            f"“{path.name}” is open in another program.",
            hint="Close it there, or choose another name.",
        )
    if problem.errno in _DENIED:
        return FileRefused(
            f"“{path.name}” was not written: the folder “{folder}” is read-only.",
            hint="Choose a folder you may write to.",
        )
    reason = problem.strerror or str(problem)
    return FileRefused(
        f"“{path.name}” was not written: {reason}.", hint="Choose another place for it."
    )
