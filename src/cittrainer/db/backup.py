"""Copies of the file through SQLite's own backup, thinned out with age, and the way back.

Confidential records that were removed are listed by UUID beside the backups and are removed
again from whatever is restored.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cittrainer.db import health, schema
from cittrainer.db.sqlite import DamagedFile
from cittrainer.errors import FileRefused, NotFound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

DAILY, WEEKLY, MONTHLY = 14, 8, 12
"""How many backups are kept of the latest days, weeks and months that have one."""

_STAMP = "%Y-%m-%d %H%M%S"
_NAME = re.compile(r"^(\d{4}-\d\d-\d\d \d{6}) (.*)\.cit$")
_FORGOTTEN = "removed confidential records.json"
_CONFIDENTIAL = frozenset(
    {"confidential_record", "agency_not_booked_for", "consent_agency", "confidential_opening"}
)
_UNCOUNTED = ("alembic_version", "step", "change")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the file."""

    path: Path
    made: datetime
    """Local time."""
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows a table has now and would have after restoring."""

    table: str
    now: int | None
    """None where the file is missing or damaged."""
    after: int


def folder(database: Path) -> Path:
    """Where the backups of a file are."""
    return database.with_name(f"{database.stem} backups")


def make(database: Path, reason: str) -> Path:
    """Copy a database that may be in use, whole or not at all.

    Raises:
        FileRefused: the copy cannot be written there.
    """
    target_folder = folder(database)
    made = datetime.now().astimezone()
    target = target_folder / f"{made.strftime(_STAMP)} {reason}.cit"
    partial = target.with_suffix(".partial")
    try:
        target_folder.mkdir(exist_ok=True)
        copy(database, partial)
        partial.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        if target_folder.is_dir():
            partial.unlink(missing_ok=True)
        raise FileRefused(
            f"The backup could not be written to {target_folder}.",
            hint="Free some space or ask for the right to write there.",
        ) from error
    for old in superfluous(every(database)):
        old.path.unlink(missing_ok=True)
    return target


def copy(source: Path, target: Path) -> None:
    """Copy a database page by page while others may be writing to it."""
    target.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as read,
        closing(sqlite3.connect(target)) as written,
    ):
        read.backup(written)
        # A copy that is passed on should be one file.
        written.execute("PRAGMA journal_mode = DELETE")


def every(database: Path) -> list[Backup]:
    """The backups of a file, newest first."""
    found = []
    for path in folder(database).glob("*.cit"):
        if match := _NAME.match(path.name):
            made = datetime.strptime(match[1], _STAMP).astimezone()
            found.append(Backup(path, made, match[2]))
    return sorted(found, key=lambda one: one.made, reverse=True)


def superfluous(backups: Iterable[Backup]) -> list[Backup]:
    """Those that the rule does not keep: 14 daily, 8 weekly and 12 monthly ones.

    All copies of the latest day are kept; of an earlier day, week or month the latest copy.
    """
    ordered = sorted(backups, key=lambda one: one.made, reverse=True)
    if not ordered:
        return []
    latest = ordered[0].made.date()
    keep = {one.path for one in ordered if one.made.date() == latest}
    for count, period in ((DAILY, "%Y-%j"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        seen: dict[str, Path] = {}
        for one in ordered:
            seen.setdefault(one.made.strftime(period), one.path)
        keep.update(list(seen.values())[:count])
    return [one for one in ordered if one.path not in keep]


def differences(database: Path, backup: Path) -> list[Difference]:
    """What restoring would change, as numbers of rows, for the tables where they differ.

    A file that is missing or damaged differs in every table that is not empty.

    Raises:
        UserError: the backup is missing, damaged, or none of a file of ours.
    """
    refuse_unfit(backup)
    after = _counts(backup)
    now = _counts_if_whole(database)
    if now is None:
        return [Difference(table, None, count) for table, count in sorted(after.items()) if count]
    return [
        Difference(table, now.get(table, 0), after.get(table, 0))
        for table in sorted(now.keys() | after.keys())
        if now.get(table, 0) != after.get(table, 0)
    ]


def restore(database: Path, backup: Path) -> Path | None:
    """Put a backup in the place of the file, which must not be open.

    The backup is copied and checked first; the file that was there is kept beside it.

    Returns:
        Where the replaced file is now; None where there was none.

    Raises:
        UserError: the backup is missing, damaged, or none of a file of ours, or there is no room
            for its copy; nothing was changed.
    """
    refuse_unfit(backup)
    fresh = database.with_name(database.name + ".restoring")
    try:
        copy(backup, fresh)
        _forget_again(fresh, forgotten(database))
        replaced = _make_way(database)
        fresh.replace(database)
    except (OSError, sqlite3.OperationalError) as error:
        if fresh.parent.is_dir():
            fresh.unlink(missing_ok=True)
        raise FileRefused(
            f"The backup could not be copied to {database.parent}.",
            hint="Free some space or ask for the right to write there.",
        ) from error
    return replaced


def refuse_unfit(backup: Path) -> None:
    """Refuse what the file of an academy cannot be replaced by.

    Raises:
        UserError: it is missing, damaged, not made by this program, or made by a newer one.
    """
    if not backup.is_file():
        raise NotFound(f"There is no backup “{backup}”.", hint="Check its name and folder.")
    health.refuse_what_is_no_database(backup)
    with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as source:
        _refuse_damaged(source, backup)
        schema.refuse_foreign(source)


def _make_way(database: Path) -> Path | None:
    """Rename the file that is to be replaced, and its log; None where there is none."""
    if not database.exists():
        return None
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    replaced = database.with_name(f"{database.stem} (replaced {stamp}){database.suffix}")
    database.rename(replaced)
    for ending in ("-wal", "-shm", "-journal"):
        log = database.with_name(database.name + ending)
        if log.exists():
            log.rename(replaced.with_name(replaced.name + ending))
    return replaced


def forget(database: Path, uuids: Iterable[bytes]) -> None:
    """Remember that confidential records were removed, so that no backup brings them back."""
    path = folder(database) / _FORGOTTEN
    path.parent.mkdir(exist_ok=True)
    known = {*forgotten(database), *(one.hex() for one in uuids)}
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(sorted(known)), encoding="utf-8")
    partial.replace(path)


def forgotten(database: Path) -> set[str]:
    """The UUIDs, in hexadecimal, of confidential records that were removed."""
    path = folder(database) / _FORGOTTEN
    return set(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else set()


def holding(database: Path, uuids: Collection[bytes]) -> list[Backup]:
    """The backups of a file that hold one of some confidential rows, newest first.

    One that cannot be read is taken to hold it.
    """
    return [one for one in every(database) if _holds(one.path, uuids)]


def gone_by(backup: Backup) -> date:
    """The last day on which a backup is still there, if two days of each later month have one.

    The rule keeps the latest copy of 12 months, so it goes with the first one of the twelfth month
    after its own, on the last day of that month at the latest. Where fewer days have a backup, the
    14 days that are kept could reach back further.
    """
    months = backup.made.year * 12 + backup.made.month + MONTHLY
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _holds(path: Path, uuids: Collection[bytes]) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return any(
                connection.execute(f"SELECT 1 FROM {table} WHERE uuid = ?", (uuid,)).fetchone()
                for table in _CONFIDENTIAL & _tables(connection)
                for uuid in uuids
            )
    except sqlite3.DatabaseError:
        return True


def _forget_again(database: Path, uuids: set[str]) -> None:
    """Remove what was removed once, with all that a backup holds of the same presenters beside it.

    An agency that was ticked then and not any more when the record was removed is not listed.
    """
    listed = [(bytes.fromhex(one),) for one in uuids]
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA secure_delete = ON")
        tables = _CONFIDENTIAL & _tables(connection)
        of_record = "SELECT presenter_id FROM confidential_record WHERE uuid = ?"
        whose = [row for one in listed for row in connection.execute(of_record, one)]
        for table in tables:
            connection.executemany(f"DELETE FROM {table} WHERE uuid = ?", listed)
            connection.executemany(f"DELETE FROM {table} WHERE presenter_id = ?", whose)


def _tables(connection: sqlite3.Connection) -> set[str]:
    """The tables of a file, which may be one of an earlier version of the program."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {name for (name,) in rows}


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    try:
        whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        raise DamagedFile(f"“{path.name}” is damaged.", hint="Choose an earlier backup.")


def _counts_if_whole(path: Path) -> dict[str, int] | None:
    try:
        return _counts(path)
    except (DamagedFile, sqlite3.DatabaseError):
        return None


def _counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        _refuse_damaged(connection, path)
        tables = [
            name
            for name in _tables(connection)
            if name not in _UNCOUNTED and not name.startswith("sqlite_")
        ]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in tables
        }
