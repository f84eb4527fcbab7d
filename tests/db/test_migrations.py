"""Revisions of the schema: they lead to what the models say, and lose nothing on the way."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import builders
import pytest
from sqlalchemy import create_engine, inspect, select

from cittrainer.db import Actor, Database, backup, schema, sqlite
from cittrainer.db.migrations.new_revision import write
from cittrainer.errors import UserError
from cittrainer.models import Agency, Base, Employment

DANA = Actor("Dana", "dana")

LATER = '''"""A revision that no release has yet."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("agency") as table:
        table.add_column(sa.Column("motto", sa.String(200), nullable=False, server_default=""))
        table.create_unique_constraint("uq_agency_short", ["short_name", "name"])
'''


def shape(path: Path) -> dict[str, object]:
    """Everything that SQLite knows of the tables of a file, whatever words made them."""
    engine = create_engine(f"sqlite:///{path}")
    look = inspect(engine)
    tables = {
        name: {
            "columns": [(one["name"], str(one["type"]), one["nullable"], one["default"])
                        for one in look.get_columns(name)],
            "key": look.get_pk_constraint(name),
            "references": sorted(map(str, look.get_foreign_keys(name))),
            "unique": sorted(map(str, look.get_unique_constraints(name))),
            "checks": sorted(map(str, look.get_check_constraints(name))),
            "indexes": sorted(map(str, look.get_indexes(name))),
        }
        for name in look.get_table_names()
        if name != "alembic_version"
    }  # fmt: skip
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        counted = "SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name"
        return tables | {"never reusing ids": connection.execute(counted).fetchall()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed file with somebody at an agency."""
    where = tmp_path / "academy.cit"
    with Database.create(where, DANA) as database, database.step("Add") as db:
        builders.person(db, agency=builders.agency(db))
    return where


@pytest.fixture
def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program of the next release, which knows one revision more; its folder of revisions."""
    folder = tmp_path / "100% later"
    shutil.copytree(schema.migrations_folder(), folder)
    (folder / "versions" / "9999_later.py").write_text(
        LATER.format(head=schema.HEAD), encoding="utf-8"
    )
    monkeypatch.setattr(schema, "migrations_folder", lambda: str(folder))
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
    monkeypatch.setattr(schema, "HEAD", "9999")
    return folder


def test_the_revisions_lead_to_what_the_models_say(tmp_path, path):
    migrated = tmp_path / "migrated.cit"
    migrated.touch()
    engine = sqlite.write_engine(migrated)
    schema.migrate(engine)
    engine.dispose()

    assert shape(migrated) == shape(path)
    assert set(Base.metadata.tables) < set(shape(path))


def test_the_newest_revision_is_the_one_the_program_works_with(tmp_path):
    folder = tmp_path / "migrations"
    shutil.copytree(schema.migrations_folder(), folder)

    nothing_new = write("Nothing new", "9999", folder).read_text(encoding="utf-8")

    assert f"down_revision = '{schema.HEAD}'" in nothing_new
    assert nothing_new.rstrip().endswith("def upgrade() -> None:\n    pass")


def test_an_older_file_is_backed_up_and_brought_up_to_date(path, later_program):
    with Database.open(path, DANA) as database, database.read() as db:
        assert db.scalars(select(Agency.name)).all() == ["Ridgeway PD"]
        assert db.scalars(select(Employment)).one().agency_id == 1

    assert ("motto", "VARCHAR(200)", False, "''") in shape(path)["agency"]["columns"]
    (before,) = backup.every(path)
    assert before.reason == "before update"
    assert "motto" not in str(shape(before.path))
    with Database.open(path, DANA):
        assert len(backup.every(path)) == 1


def test_an_older_file_can_be_restored_and_is_brought_up_to_date_again(path, later_program):
    Database.open(path, DANA).close()
    (before,) = backup.every(path)

    backup.restore(path, before.path)

    Database.open(path, DANA).close()
    assert "motto" in str(shape(path))


def test_an_older_file_is_not_opened_for_reading_only(path, later_program):
    before = path.read_bytes()

    with pytest.raises(UserError, match="earlier version"):
        Database.open(path, DANA, for_writing=False)

    assert path.read_bytes() == before


def test_a_migration_that_fails_changes_nothing(path, later_program):
    before = shape(path)
    head = schema.REVISIONS[-2]
    later = later_program / "versions" / "9999_later.py"
    text = later.read_text(encoding="utf-8")
    later.write_text(text + '    op.execute("DELETE FROM agency")\n', encoding="utf-8")

    with pytest.raises(RuntimeError, match="1 references to nothing"):
        Database.open(path, DANA)

    assert shape(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM agency").fetchone() == (1,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (head,)
    assert not path.with_name("academy.cit.lock").exists()


def test_a_file_of_the_later_program_is_refused_by_this_one(path, later_program, monkeypatch):
    Database.open(path, DANA).close()
    monkeypatch.undo()

    with pytest.raises(UserError, match="newer version of CIT Trainer"):
        Database.open(path, DANA)
    with pytest.raises(UserError, match="newer version of CIT Trainer"):
        backup.restore(path.with_name("other.cit"), path)
