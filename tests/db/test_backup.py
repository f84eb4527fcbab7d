"""Backups: whole, thinned out with age, and the way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import builders
import pytest
from sqlalchemy import select

from cittrainer.db import Actor, Database, backup
from cittrainer.db.backup import Backup
from cittrainer.errors import UserError
from cittrainer.models import Agency, ConfidentialRecord, PresenterKind

DANA = Actor("Dana", "dana")


def agency_names(path: Path) -> list[str]:
    with Database.open(path, DANA) as database, database.read() as db:
        return list(db.scalars(select(Agency.name).order_by(Agency.name)))


def test_a_backup_holds_what_was_saved_while_the_file_is_open(database):
    with database.step("Add") as db:
        builders.agency(db, "Ridgeway PD")

    copy = database.backup("before import")

    assert agency_names(copy) == ["Ridgeway PD"]
    assert backup.every(database.path)[0].reason == "before import"
    assert list(copy.parent.glob("*.partial")) == []


def test_restore_previews_puts_back_and_keeps_what_was_there(database):
    with database.step("Add") as db:
        builders.agency(db, "Ridgeway PD")
    copy = database.backup("daily")
    with database.step("Add") as db:
        builders.agency(db, "Lakeview PD")
    database.close()

    preview = backup.differences(database.path, copy)
    replaced = backup.restore(database.path, copy)

    assert [(one.table, one.now, one.after) for one in preview] == [("agency", 2, 1)]
    assert agency_names(database.path) == ["Ridgeway PD"]
    assert agency_names(replaced) == ["Lakeview PD", "Ridgeway PD"]


def test_a_damaged_backup_is_refused_and_changes_nothing(database):
    with database.step("Add") as db:
        builders.agency(db, "Ridgeway PD")
    copy = database.backup("daily")
    copy.write_bytes(copy.read_bytes()[:9000])
    database.close()

    with pytest.raises(UserError, match="damaged"):
        backup.restore(database.path, copy)

    assert agency_names(database.path) == ["Ridgeway PD"]


def test_a_removed_confidential_record_does_not_come_back_with_a_backup(database):
    with database.step("Add") as db:
        presenter = builders.presenter(db, "River")
        record = builders.add(db, ConfidentialRecord(presenter_id=presenter.id, phone="555-0101"))
        uuid = record.uuid
    copy = database.backup("daily")
    backup.forget(database.path, [uuid])
    database.close()

    backup.restore(database.path, copy)

    with closing(sqlite3.connect(database.path)) as connection:
        assert connection.execute("SELECT count(*) FROM confidential_record").fetchone() == (0,)
    assert b"555-0101" not in database.path.read_bytes()


def test_old_backups_are_thinned_to_days_weeks_and_months():
    newest = datetime(2026, 5, 4, 12).astimezone()
    daily = [
        Backup(Path(f"{days}-{hour}"), newest - timedelta(days=days, hours=hour), "daily")
        for days in range(400)
        for hour in (0, 3)
    ]

    gone = {one.path for one in backup.superfluous(daily)}

    kept = sorted((one.made for one in daily if one.path not in gone), reverse=True)
    assert [one.date() for one in kept[:2]] == [newest.date()] * 2
    assert len({one.date() for one in kept if one > newest - timedelta(days=13, hours=5)}) == 14
    assert (newest - kept[-1]).days > 300
    assert len(kept) < 14 + 8 + 12 + 2


def test_a_backup_that_cannot_be_written_is_refused_in_a_sentence(database):
    backup.folder(database.path).write_text("a file where the folder should be")

    with pytest.raises(UserError, match="The backup could not be written"):
        database.backup("daily")


def test_backups_that_hold_a_confidential_row_are_found_and_others_are_not(database):
    before = database.backup("before").name
    with database.step("Confide") as db:
        presenter = builders.presenter(db, kind=PresenterKind.FAMILY)
        uuid = builders.add(db, ConfidentialRecord(presenter_id=presenter.id)).uuid
    held = database.backup("with").name
    # Not a database at all, so nobody can say what it held.
    broken = backup.folder(database.path) / "2026-01-01 120000 broken.cit"
    broken.write_bytes(b"no database " * 100)

    found = [one.path.name for one in backup.holding(database.path, [uuid])]

    assert before != held
    assert found == [held, broken.name]


@pytest.mark.parametrize("made", [datetime(2026, 12, 1, 9), datetime(2027, 1, 31, 9)])
def test_a_backup_is_gone_by_the_day_that_is_told_where_two_days_of_each_month_have_one(made):
    mine = Backup(Path("mine.cit"), made.astimezone(), "daily")
    kept, month, gone_on = [mine], made.replace(day=1), None
    while gone_on is None:
        month = (month + timedelta(days=31)).replace(day=1)
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        for day in (last - timedelta(days=1), last):
            # As late in each month as can be.
            kept.append(Backup(Path(f"{day:%Y%m%d}.cit"), day.astimezone(), "daily"))
            gone = backup.superfluous(kept)
            kept = [one for one in kept if one not in gone]
            if mine in gone:
                gone_on = day.date()

    assert backup.gone_by(mine) - timedelta(days=1) <= gone_on <= backup.gone_by(mine)
