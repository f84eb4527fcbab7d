"""Is this a database, is it whole, and does it lie where a database can live?"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cittrainer.db.sqlite import DamagedFile, ReadOnlyFile
from cittrainer.errors import UnreadableFile

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MAGIC = b"SQLite format 3\0"
_NETWORK_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs", "fuse.davfs2"}
)
_SYNC_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
}


def refuse_what_is_no_database(path: Path) -> None:
    """Look at the first bytes of a file before anything opens it.

    Raises:
        UnreadableFile: it is something else, or it cannot be read.
        DamagedFile: it is empty or cut off.
    """
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except OSError as error:
        raise UnreadableFile(
            f"“{path.name}” cannot be read.", hint="Ask for the right to read it."
        ) from error
    if len(start) < 100 and _MAGIC.startswith(start[:16]):
        raise DamagedFile(
            f"“{path.name}” is empty or cut off.", hint="Restore the latest backup of it."
        )
    if not start.startswith(_MAGIC):
        raise UnreadableFile(
            f"“{path.name}” is not a CIT Trainer file.", hint="Choose a file that ends in .cit."
        )


def refuse_read_only(path: Path) -> None:
    """Refuse a file that cannot be written to.

    Raises:
        ReadOnlyFile: the file or its folder is read-only.
    """
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ReadOnlyFile(
            f"“{path.name}” may not be written to.",
            hint="Copy it to a folder of your own or ask for the right to change it.",
        )


def quick_check(connection: Connection, path: Path) -> None:
    """Read through a database.

    Raises:
        DamagedFile: its structure is broken.
    """
    first = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if first != "ok":
        raise DamagedFile(f"“{path.name}” is damaged.", hint="Restore the latest backup of it.")


def choose_journal(path: Path) -> bool:
    """Use the write-ahead log where the disk can bear it, else the rollback journal.

    Returns:
        Whether the write-ahead log is used. It is not on a network drive, nor where writing a
        trial database into the same folder fails.
    """
    if on_network(path) or not _log_works(path.parent):
        return False
    connection = sqlite3.connect(path)
    try:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    finally:
        connection.close()
    return str(mode) == "wal"


def _log_works(folder: Path) -> bool:
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".cit-trial-") as trial:
            connection = sqlite3.connect(Path(trial) / "trial.db")
            try:
                mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
                connection.execute("CREATE TABLE t (x)")
                connection.execute("INSERT INTO t VALUES (1)")
                connection.commit()
            finally:
                connection.close()
    except (OSError, sqlite3.Error):
        return False
    return str(mode) == "wal"


def on_network(path: Path) -> bool:
    """Whether a file lies on a drive of another computer, as far as the system tells."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows needs it

        drive_remote = 4
        anchor = path.resolve().anchor
        return anchor.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(anchor) == drive_remote
        )
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    where = str(path.resolve())
    best, system = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, kind, *_ = line.split(" ")
        folder = point.replace("\\040", " ").rstrip("/") + "/"
        if where.startswith(folder) and len(folder) > len(best):
            best, system = folder, kind
    return system in _NETWORK_SYSTEMS


def notes(path: Path) -> list[str]:
    """What the coordinator should know about where her file lies, in sentences."""
    found = []
    if on_network(path):
        found.append(
            "The file lies on a network drive, where saving is slower and less safe. "
            "Keep it on this computer and only its backups there."
        )
    if name := sync_folder(path):
        found.append(
            f"The file lies in a folder that {name} copies while it is in use, which can damage "
            "it. Keep it elsewhere and only its backups there."
        )
    return found


def sync_folder(path: Path) -> str:
    """The name of the service that copies the folder of a file, or empty."""
    for part in path.resolve().parts:
        for mark, name in _SYNC_FOLDERS.items():
            if part.casefold().startswith(mark):
                return name
    return ""


def set_aside(path: Path) -> Path:
    """Rename a damaged file, and its log, so that a backup can take its place.

    Returns:
        Where the file is now; it is never deleted.
    """
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    aside = path.with_name(f"{path.stem} (damaged {stamp}){path.suffix}")
    path.rename(aside)
    for ending in ("-wal", "-shm", "-journal"):
        log = path.with_name(path.name + ending)
        if log.exists():
            log.rename(aside.with_name(aside.name + ending))
    return aside
