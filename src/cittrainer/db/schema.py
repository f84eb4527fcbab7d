"""Which shape a file has, and how it is made or brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cittrainer.db import migrations
from cittrainer.db.sqlite import APPLICATION_ID, MAY_WRITE
from cittrainer.errors import UserError
from cittrainer.models import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every revision there was, oldest first; the last is the one this program works with."""

HEAD = REVISIONS[-1]


class NotOurFile(UserError):
    """An SQLite file, but not one of this program."""


class NewerFile(UserError):
    """The file was written by a newer version of the program."""


def needs_migration(connection: Connection) -> bool:
    """Whether a file is of an earlier revision than this program works with.

    Raises:
        NotOurFile: it is no file of this program.
        NewerFile: it is of a revision that this program does not know.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return refuse_foreign(driver) != HEAD


def refuse_foreign(connection: sqlite3.Connection) -> str:
    """Refuse a file that this program did not make or cannot know.

    Returns:
        Its schema revision, one of ``REVISIONS``.

    Raises:
        NotOurFile: it is no file of this program.
        NewerFile: it is of a revision that this program does not know.
    """
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise NotOurFile(
            "This file was not made by CIT Trainer.", hint="Choose a file that ends in .cit."
        )
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None or found[0] not in REVISIONS:
        raise NewerFile(
            "This file was saved by a newer version of CIT Trainer.",
            hint="Install that version on this computer to open it.",
        )
    return str(found[0])


def create(engine: Engine) -> None:
    """Make all tables in an empty file and mark it as ours."""
    with engine.connect() as connection, connection.begin():
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
        )
        connection.info[MAY_WRITE] = True
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
        connection.info[MAY_WRITE] = False


def migrate(engine: Engine) -> None:
    """Bring a file to the revision of this program; the caller has made a backup.

    All of it is one transaction: a file is migrated to the end or not at all.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", migrations_folder().replace("%", "%%"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        with _without_references(connection):
            connection.info[MAY_WRITE] = True
            command.upgrade(config, HEAD)
            connection.info[MAY_WRITE] = False


def migrations_folder() -> str:
    """The folder of the revisions, as Alembic wants to be told of it."""
    return str(Path(migrations.__file__).parent)


@contextmanager
def _without_references(connection: Connection) -> Iterator[None]:
    """Foreign keys switched off: changing a table of SQLite means to make it anew.

    The switch has no effect inside a transaction, so it is set on the driver before one begins.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")
