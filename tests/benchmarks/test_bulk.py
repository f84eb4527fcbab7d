"""The bulk writer makes a file that the program takes for one of its own."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import func, select

from benchmarks import bulk
from cittrainer.db import Database
from cittrainer.models import AttendanceEntry, Base, Certificate, Change, Course, Person, Step
from cittrainer.queries import attendance, courses, people, weeks
from cittrainer.queries.home import home
from cittrainer.queries.people_search import PeopleFilter
from cittrainer.rules.names import fold

TODAY = date(2026, 5, 6)
TINY = bulk.Size(
    "tiny", people=300, agencies=12, presenters=50, courses=12, ahead=4, a_week=2, trainees=8,
    steps=600,
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("bulk") / "tiny.cit"
    bulk.write(made, TINY, TODAY)
    return made


@pytest.fixture
def database(path):
    with Database.open(path, bulk.ACTOR) as database:
        yield database


def test_the_program_opens_it_whole(database, path):
    database.check()

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_it_has_the_indexes_of_a_file_of_the_program(path, tmp_path):
    Database.create(tmp_path / "ours.cit", bulk.ACTOR).close()

    assert _indexes(path) == _indexes(tmp_path / "ours.cit")


def test_it_holds_what_its_size_says(database):
    with database.read() as db:
        counts = [db.scalar(select(func.count()).select_from(cls)) for cls in (Person, Course)]
        over = sum(row.state == "closed" for row in courses.courses(db))
        shown = people.page(db, PeopleFilter(), today=TODAY, limit=300)
        accented = next(row for row in shown if not row.sorted_name.isascii())
        found = people.page(db, PeopleFilter(text=fold(accented.sorted_name)), today=TODAY)

    assert counts == [300, 12]
    assert over == 6
    assert accented.id in {row.id for row in found}


def test_its_pages_can_be_read(database):
    with database.read() as db:
        running = next(row for row in courses.courses(db) if row.state == "running")
        book = attendance.register(db, running.id)
        value = home(db, today=TODAY, minute=600)

    assert len(book.week.days) == 5
    assert not [block for block in book.week.blocks if block.start is None]
    assert len(book.trainees) == 8
    assert value.courses
    assert value.tasks


def test_minutes_present_are_within_those_of_the_block(database):
    with database.read() as db:
        for row in courses.courses(db):
            minutes = {block.id: block.minutes for block in weeks.week(db, row.id).blocks}
            entries = attendance.register(db, row.id).entries
            assert all(one.minutes <= minutes[block] for (_, block), one in entries.items())


def test_numbers_of_certificates_have_no_gaps(database):
    with database.read() as db:
        numbers = db.execute(select(Certificate.year, Certificate.sequence)).all()

    assert numbers
    for year, count in Counter(year for year, _ in numbers).items():
        assert {sequence for one, sequence in numbers if one == year} == set(range(1, count + 1))


def test_every_change_in_its_history_is_of_a_row_that_is_there(database):
    with database.read() as db:
        newest = db.scalar(select(func.max(Step.id)))
        first = newest - TINY.steps + 1
        changes = db.scalars(select(Change).where(Change.step_id >= first)).all()
        rows = {name: _rows(db, name) for name in {one.table_name for one in changes}}

        assert {one.step_id for one in changes} == set(range(first, newest + 1))
        for one in changes:
            assert rows[one.table_name][one.row_id]["uuid"] == one.row_uuid
            assert one.action == "insert" or set(one.before) == set(one.after)


def test_the_last_value_that_history_knows_of_a_row_is_the_row_s(database):
    latest = {}
    with database.read() as db:
        for one in db.scalars(select(Change).where(Change.action == "update").order_by(Change.id)):
            for name, value in one.after.items():
                latest[one.table_name, one.row_id, name] = value
        rows = {name: _rows(db, name) for name in {table for table, _, _ in latest}}

    assert latest
    for (table, row_id, name), value in latest.items():
        assert rows[table][row_id][name] == value


def test_the_newest_step_can_be_undone_and_brought_again(database):
    with database.read() as db:
        before = db.scalar(select(func.count()).select_from(AttendanceEntry))
    offer = database.undoable()

    assert offer.label.startswith("Tick ")
    database.undo()

    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(AttendanceEntry)) == before - 1
    database.redo()
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(AttendanceEntry)) == before


def test_the_same_size_on_the_same_day_gives_the_same_people(path, tmp_path):
    bulk.write(tmp_path / "again.cit", TINY, TODAY)

    query = "SELECT uuid, last_name, first_name, phone FROM person ORDER BY id"
    both = []
    for one in (path, tmp_path / "again.cit"):
        with closing(sqlite3.connect(one)) as connection:
            both.append(connection.execute(query).fetchall())
    assert both[0] == both[1]


def test_it_is_written_once_and_anew_when_it_is_old(tmp_path, capsys):
    first = bulk.stored(TINY, TODAY, tmp_path)
    made = first.stat().st_mtime_ns

    assert bulk.stored(TINY, TODAY, tmp_path).stat().st_mtime_ns == made
    bulk.stored(TINY, TODAY.replace(day=29), tmp_path)
    assert first.stat().st_mtime_ns > made
    assert capsys.readouterr().out.count("Writing the tiny data") == 2


def _rows(db, table):
    return {
        row["id"]: {
            name: value.value if hasattr(value, "value") else value for name, value in row.items()
        }
        for row in db.execute(select(Base.metadata.tables[table])).mappings()
    }


def _indexes(path):
    with closing(sqlite3.connect(path)) as connection:
        return set(
            connection.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index'"
            ).fetchall()
        )
