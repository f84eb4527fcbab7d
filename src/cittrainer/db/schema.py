"""Which shape a file has, and how it is made or brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cittrainer.db import migrations
from cittrainer.db.sqlite import APPLICATION_ID, MAY_WRITE
from cittrainer.errors import UserError
from cittrainer.models import Base

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

REVISIONS = ("0001",)
"""Every revision there was, oldest first; the last is the one this program works with."""

HEAD = REVISIONS[-1]


class NotOurFile(UserError):
    """An SQLite file, but not one of this program."""


class NewerFile(UserError):
    """The file was written by a newer version of the program."""


def revision(connection: Connection) -> str:
    """The schema revision of a file.

    Raises:
        NotOurFile: it is no file of this program.
    """
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if application != APPLICATION_ID:
        raise NotOurFile(
            "This file was not made by CIT Trainer.", hint="Choose a file that ends in .cit."
        )
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found)


def needs_migration(connection: Connection) -> bool:
    """Whether a file is of an earlier revision than this program works with.

    Raises:
        NotOurFile: it is no file of this program.
        NewerFile: it is of a revision that this program does not know.
    """
    found = revision(connection)
    if found not in REVISIONS:
        raise NewerFile(
            "This file was saved by a newer version of CIT Trainer.",
            hint="Install that version on this computer to open it.",
        )
    return found != HEAD


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
    """Bring a file to the revision of this program; the caller has made a backup."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        connection.info[MAY_WRITE] = True
        command.upgrade(config, "head")
        connection.info[MAY_WRITE] = False
