"""Connections to a SQLite file: how they are opened, what they allow, what their errors mean.

The only module that knows the database is SQLite, beside ``backup`` and ``health``.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from cittrainer.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

APPLICATION_ID = 0x43495454
"""Written into every file of ours ("CITT"), so that other SQLite files are told apart."""

BUSY_SECONDS = 5
"""How long a writer waits for another one before it is refused."""

MAY_WRITE = "may_write"
"""Key in a connection's ``info`` that is set while recorded changes are written."""

_CHANGING = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE"})


class DamagedFile(UserError):
    """The database file is not readable as one."""


class DiskFull(UserError):
    """There is no room to save on the disk."""


class FileLocked(UserError):
    """Another program holds the database."""


class ReadOnlyFile(UserError):
    """The database may not be written to."""


def write_engine(path: Path) -> Engine:
    """An engine with one connection that may write, but only what history records."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(f"{path.resolve().as_uri()}?mode=rw"),
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _durable)
    event.listen(engine, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(engine, "before_cursor_execute", _refuse_unrecorded)
    return engine


def read_engine(path: Path) -> Engine:
    """An engine whose connections can only read."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect_for_reading(path),
        poolclass=QueuePool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", lambda conn: conn.exec_driver_sql("BEGIN"))
    return engine


def remove(path: Path) -> None:
    """Remove a closed database with its log, if it is there."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def in_words(error: sqlite3.Error, path: Path) -> UserError | None:
    """What a refusal of SQLite means to a person, or None where it is a defect of ours."""
    text = str(error)
    if "disk is full" in text or "disk I/O error" in text:
        return DiskFull(
            "The disk is full, so nothing was saved.",
            hint="Free some space on it and do it again.",
        )
    if "locked" in text:
        return FileLocked(
            f"Another program is writing to “{path.name}”, so nothing was saved.",
            hint="Close the other program and do it again.",
        )
    if "readonly" in text:
        return ReadOnlyFile(
            f"“{path.name}” may not be written to.",
            hint="Copy it to a folder of your own or ask for the right to change it.",
        )
    if "malformed" in text or "not a database" in text:
        return DamagedFile(f"“{path.name}” is damaged.", hint="Restore the latest backup of it.")
    if "unable to open" in text:
        return DamagedFile(
            f"“{path.name}” cannot be opened.",
            hint="Check that its folder is there and that you may write to it.",
        )
    return None


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _connect_for_reading(path: Path) -> sqlite3.Connection:
    uri = path.resolve().as_uri()
    try:
        connection = _connect(f"{uri}?mode=ro")
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError as error:
        if "unable to open" not in str(error):
            raise
        # A write-ahead log cannot be shared in a folder that may not be written to.
        connection = _connect(f"{uri}?mode=ro&immutable=1")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")


def _refuse_unrecorded(
    conn: Connection,
    _cursor: Any,
    statement: str,
    _parameters: Any,
    _context: Any,
    _executemany: bool,
) -> None:
    verb = statement.lstrip().split(None, 1)[0].upper()
    if verb in _CHANGING and not conn.info.get(MAY_WRITE):
        raise RuntimeError(f"{verb} goes round the history: change mapped objects in a step")
