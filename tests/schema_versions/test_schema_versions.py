"""A stored file of every released schema opens, whole, in this program."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from cittrainer.db import Actor, Database, schema
from cittrainer.errors import UserError
from cittrainer.models import Person
from cittrainer.queries import courses, people, presenters
from cittrainer.queries.history import lines
from cittrainer.queries.weeks import week

TODAY = date(2026, 5, 12)

STORED = sorted(Path(__file__).parent.glob("*.cit.gz"))


@pytest.fixture(params=STORED, ids=lambda path: path.name)
def stored(request, tmp_path):
    """A stored file, unpacked for one test."""
    path = tmp_path / request.param.stem
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_there_is_a_file_of_every_schema():
    assert [path.name for path in STORED] == [f"{one}.cit.gz" for one in schema.REVISIONS]


def test_a_stored_file_opens_with_everything_in_it(stored):
    with Database.open(stored, Actor("Dana", "dana")) as database:
        database.check()
        with database.read() as db:
            found = {row.number: row for row in courses.courses(db)}
            plan = week(db, found["CIT-102"].id)
            everybody = people.rows(db, db.scalars(select(Person.id)).all(), today=TODAY)
            on_file = presenters.presenters(db, today=TODAY)
            history = lines(db)

    assert list(found)[-3:] == ["CIT-103", "CIT-102", "CIT-101"]
    assert found["CIT-102"].enrolled == 30
    assert [day.date.isoformat() for day in plan.days] == [f"2026-05-0{day}" for day in range(4, 9)]
    assert len(plan.blocks) > 25
    assert len(everybody) > 40
    assert len(on_file) >= 25
    assert "Open CIT-103" in {line.label for line in history}


def test_a_stored_file_can_be_worked_in_and_what_is_done_undone(stored):
    with Database.open(stored, Actor("Dana", "dana")) as database:
        with database.read() as db:
            before = [row.number for row in courses.courses(db)]
        label = database.undoable().label
        if stored.stem == schema.HEAD:
            assert database.undo().label == label
            assert database.redo().label == label
        else:
            with pytest.raises(UserError, match="earlier version of the program"):
                database.undo()
        with database.read() as db:
            assert [row.number for row in courses.courses(db)] == before
