"""Opening files that are not as they should be, and two programs at one file."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import builders
import pytest
from sqlalchemy import select

from cittrainer.db import Actor, Database
from cittrainer.db.health import notes, set_aside, sync_folder
from cittrainer.errors import UserError
from cittrainer.models import Agency

DANA = Actor("Dana", "dana")
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed file with one agency in it."""
    where = tmp_path / "academy.cit"
    with Database.create(where, DANA) as database, database.step("Add") as db:
        builders.agency(db)
    return where


def refused(path: Path, **options: bool) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UserError) as told:
        Database.open(path, DANA, **options)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not path.with_name(path.name + ".lock").exists()
    assert told.value.hint
    return told.value.message


def test_a_file_that_was_closed_opens_again(path):
    with Database.open(path, DANA) as database, database.read() as db:
        assert db.scalars(select(Agency.name)).all() == ["Ridgeway PD"]


def test_nothing_is_made_over_a_file_that_is_there(path):
    with pytest.raises(UserError, match="exists already"):
        Database.create(path, DANA)


def test_a_missing_file_is_not_made(tmp_path):
    assert "There is no file" in refused(tmp_path / "nothing.cit")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_is_refused(tmp_path):
    picture = tmp_path / "photo.cit"
    picture.write_bytes(b"\x89PNG" + bytes(500))

    assert refused(picture) == "“photo.cit” is not a CIT Trainer file."


def test_another_programs_sqlite_file_is_refused(tmp_path):
    foreign = tmp_path / "other.cit"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE t (x)")

    assert refused(foreign) == "This file was not made by CIT Trainer."


@pytest.mark.parametrize("size", [0, 10, 60])
def test_an_empty_or_cut_off_file_is_called_damaged(path, size):
    path.write_bytes(path.read_bytes()[:size])

    assert refused(path) == "“academy.cit” is empty or cut off."


def test_a_file_with_broken_pages_is_called_damaged(path):
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])

    assert refused(path) == "“academy.cit” is damaged."


def test_a_truncated_file_is_called_damaged_after_an_unclean_close(path):
    path.write_bytes(path.read_bytes()[: 4096 * 20])
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], check=True,
                          capture_output=True, text=True)  # fmt: skip
    lock = path.with_name(path.name + ".lock")
    lock.write_text(
        json.dumps(
            {
                "name": "Dana",
                "computer": platform.node(),
                "process": int(dead.stdout),
                "since": "2026-05-04T09:12:00+00:00",
            }
        )
    )

    with pytest.raises(UserError, match="is damaged"):
        Database.open(path, DANA)


def test_a_file_from_a_newer_program_is_refused_in_words(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    assert refused(path) == "This file was saved by a newer version of CIT Trainer."


@pytest.mark.skipif(ROOT, reason="root may write everywhere")
def test_a_read_only_file_is_refused_for_writing_and_read(path):
    path.chmod(0o444)

    assert "may not be written to" in refused(path)
    with Database.open(path, DANA, for_writing=False) as database, database.read() as db:
        assert db.scalars(select(Agency.name)).all() == ["Ridgeway PD"]


def test_a_full_disk_refuses_the_step_and_keeps_the_file(path):
    with Database.open(path, DANA) as database:
        with database._write_engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(UserError, match="The disk is full"), database.step("Many") as db:
            for index in range(5000):
                builders.agency(db, f"Agency {index}")

        assert database.undoable().label == "Add"
        database.check()


def test_a_database_that_another_program_holds_refuses_the_step(path, monkeypatch):
    monkeypatch.setattr("cittrainer.db.sqlite.BUSY_SECONDS", 0.05)
    with Database.open(path, DANA) as database, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(UserError, match="Another program is writing"):  # noqa: SIM117
            with database.step("Add") as db:
                builders.agency(db, "Lakeview PD")

        other.rollback()
        with database.step("Add") as db:
            builders.agency(db, "Lakeview PD")
        assert database.undoable().label == "Add"


def test_a_second_writer_is_told_who_has_the_file(path):
    with Database.open(path, DANA):
        with pytest.raises(UserError, match=r"Dana has “academy.cit” open on .* since \d+:\d\d"):
            Database.open(path, Actor("Lee", "lee"))

        with Database.open(path, Actor("Lee", "lee"), for_writing=False) as reader:
            with reader.read() as db:
                assert db.scalars(select(Agency.name)).all() == ["Ridgeway PD"]
            with pytest.raises(UserError, match="for reading only"), reader.step("Add"):
                pass


def test_a_lock_of_another_computer_is_taken_over_only_by_force(path):
    lock = path.with_name(path.name + ".lock")
    lock.write_text(
        json.dumps(
            {
                "name": "Lee",
                "computer": "elsewhere",
                "process": 1,
                "since": "2026-05-04T09:12:00+00:00",
            }
        )
    )

    with pytest.raises(UserError, match="Lee has “academy.cit” open on elsewhere since 9:12"):
        Database.open(path, DANA)

    with Database.open(path, DANA, by_force=True) as database:
        assert database.unclean


def test_changes_by_another_program_are_noticed(path):
    with Database.open(path, DANA) as database:
        database.changed_elsewhere()
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE agency SET name = 'Lakeview PD'")
            other.commit()

        assert database.changed_elsewhere()
        assert not database.changed_elsewhere()


def test_own_steps_are_not_taken_for_another_programs(path):
    with Database.open(path, DANA) as database:
        database.changed_elsewhere()
        with database.step("Add") as db:
            builders.agency(db, "Lakeview PD")

        assert not database.changed_elsewhere()


def test_a_damaged_file_is_set_aside_whole(path):
    content = path.read_bytes()

    aside = set_aside(path)

    assert not path.exists()
    assert aside.read_bytes() == content
    assert "damaged" in aside.name


def test_a_folder_that_a_service_copies_is_named():
    folder = Path("/home/dana/OneDrive - County/academy.cit")

    assert sync_folder(folder) == "OneDrive"
    assert "OneDrive" in notes(folder)[0]
    assert sync_folder(Path("/home/dana/Documents/academy.cit")) == ""


def test_connections_are_durable_and_clean(path):
    with Database.open(path, DANA) as database, database._write_engine.connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "synchronous", "secure_delete", "journal_mode")
        }
    assert values == {
        "foreign_keys": 1,
        "synchronous": 2,
        "secure_delete": 1,
        "journal_mode": "wal",
    }


def test_a_copy_of_the_file_opens_elsewhere(path, tmp_path):
    elsewhere = tmp_path / "Köln ü" / "copy #1?.cit"
    elsewhere.parent.mkdir()
    shutil.copy(path, elsewhere)

    with Database.open(elsewhere, DANA) as database, database.read() as db:
        assert db.scalars(select(Agency.name)).all() == ["Ridgeway PD"]
