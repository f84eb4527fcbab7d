"""Writes rows straight into a file of ours, round the history; nothing but benchmarks may."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, cast

from cittrainer.models import Base

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path
    from random import Random

    from sqlalchemy.schema import DefaultGenerator
    from sqlalchemy.sql.schema import ScalarElementColumnDefault

_CACHE_KIB = 800_000
"""Memory for pages while the file is written: random UUIDs touch all of an index."""
_STAMPS = frozenset({"created", "changed", "recorded"})


class Writer:
    """A file that was just made, being filled with many rows.

    Nothing in it is safe until ``finish``: no journal is kept and its indexes are made last.
    """

    def __init__(self, path: Path, *, random: Random, written: datetime) -> None:
        self._random = random
        self._stamp = _quoted(moment(written))
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "foreign_keys = OFF",
            "locking_mode = EXCLUSIVE",
            f"cache_size = -{_CACHE_KIB}",
        ):
            self.connection.execute(f"PRAGMA {pragma}")
        self._indexes = self.connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in self._indexes:
            self.connection.execute(f'DROP INDEX "{name}"')
        self.connection.execute("BEGIN")

    def insert(
        self, model: type[Base], columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        """Add rows to the table of a mapped class.

        Args:
            model: The mapped class.
            columns: What the rows hold; every row gets a UUID, and other columns their default.
            rows: Values as SQLite stores them.
        """
        table = Base.metadata.tables[model.__tablename__]
        given = ["uuid", *columns] if "uuid" in table.columns else list(columns)
        usual = {
            column.name: self._stamp if column.name in _STAMPS else _literal(column.default)
            for column in table.columns
            if column.name not in given and column.default is not None
        }
        names = ", ".join(f'"{name}"' for name in (*given, *usual))
        values = ", ".join(["?"] * len(given) + list(usual.values()))
        if "uuid" in given:
            rows = ((self._random.randbytes(16), *row) for row in rows)
        self.connection.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({values})', rows)

    def select(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Read back what was written."""
        return self.connection.execute(sql, parameters).fetchall()

    def finish(self) -> None:
        """Make the indexes and save."""
        self.connection.execute("COMMIT")
        for _, sql in self._indexes:
            self.connection.execute(sql)
        self.connection.close()


def moment(value: datetime) -> str:
    """A moment in UTC as it is stored."""
    return value.strftime("%Y-%m-%d %H:%M:%S.000000")


def _literal(default: DefaultGenerator) -> str:
    """A column's default in SQL."""
    value = cast("ScalarElementColumnDefault", default).arg
    return str(int(value)) if isinstance(value, int) else _quoted(str(value))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
