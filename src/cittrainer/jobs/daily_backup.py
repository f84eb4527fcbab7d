"""The backup that is made by itself once a day when something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.db import backup
from cittrainer.models import Step

if TYPE_CHECKING:
    from datetime import date, datetime

    from cittrainer.db import Database


def last_backup(database: Database) -> datetime | None:
    """When the newest backup was made, in local time."""
    newest = backup.every(database.path)
    return newest[0].made if newest else None


def backup_if_due(database: Database, *, today: date) -> datetime | None:
    """Back the file up unless that was done today or nothing changed since.

    Returns:
        When the newest backup was made, in local time; None where there is none.

    Raises:
        FileRefused: it cannot be written.
    """
    last = last_backup(database)
    if last is not None and last.date() >= today:
        return last
    with database.read() as db:
        newest = db.scalar(select(func.max(Step.at)))
    if newest is None or (last is not None and newest < last):
        return last
    database.backup("daily")
    return last_backup(database)
