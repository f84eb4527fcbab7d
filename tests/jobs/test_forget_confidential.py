from __future__ import annotations

from pathlib import Path

import builders
import pytest

from cittrainer.db import Actor, Database, backup
from cittrainer.errors import FileRefused
from cittrainer.jobs.forget_confidential import forget_confidential
from cittrainer.jobs.progress import Progress
from cittrainer.models import AgencyNotBookedFor, PresenterKind
from cittrainer.services.confidential import ConfidentialWords, record_of, write_confidential

PHONE = "555-0117-4711"
SUPPORT = "Sister Rosalind Okonkwo-Smythe"


def entrusted(database: Database) -> int:
    """A presenter with a confidential record; their id."""
    with database.step("Prepare") as db:
        one = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        agency_id = builders.agency(db).id
        presenter_id = one.id
    with database.step("Confidential record changed") as db:
        write_confidential(
            db,
            presenter_id,
            ConfidentialWords(phone=PHONE, support_person=SUPPORT),
            agencies_not_booked_for=[agency_id],
            seen=None,
        )
    return presenter_id


def files(path: Path) -> list[Path]:
    """The file and what SQLite keeps beside it."""
    return [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", "-journal")]


def traces(path: Path) -> list[str]:
    """The names of the files that hold something of what was entrusted."""
    wanted = [PHONE.encode(), SUPPORT.encode()]
    return [
        one.name
        for one in files(path)
        if one.exists() and any(each in one.read_bytes() for each in wanted)
    ]


def forget(database: Database, presenter_id: int) -> None:
    forget_confidential(database, presenter_id, Progress(lambda *_: None))


def test_neither_the_file_nor_its_log_holds_a_trace_of_what_was_removed(database):
    presenter_id = entrusted(database)
    assert traces(database.path) != []

    forget(database, presenter_id)

    assert traces(database.path) == []
    assert database.path.exists()


def test_somebody_who_reads_meanwhile_sees_it_gone_as_well(database):
    presenter_id = entrusted(database)
    with database.read() as db:
        assert record_of(db, presenter_id) is not None

    forget(database, presenter_id)

    with database.read() as db:
        assert record_of(db, presenter_id) is None


def test_a_restored_backup_does_not_bring_it_back(database, tmp_path):
    presenter_id = entrusted(database)
    made = database.backup("before")
    forget(database, presenter_id)
    path = database.path
    database.close()

    backup.restore(path, made)

    assert traces(path) == []
    with Database.open(path, Actor("Dana", "dana")) as restored, restored.read() as db:
        assert record_of(db, presenter_id) is None
        assert db.query(AgencyNotBookedFor).count() == 0


def test_what_cannot_be_listed_beside_the_backups_is_not_removed(database):
    presenter_id = entrusted(database)
    # A file stands where the folder of the backups should be.
    backup.folder(database.path).touch()

    with pytest.raises(FileRefused, match="list of removed records"):
        forget(database, presenter_id)

    with database.read() as db:
        assert record_of(db, presenter_id).phone == PHONE


def test_history_and_what_is_announced_say_only_that_a_record_was_removed(database):
    presenter_id = entrusted(database)
    told = []
    database.subscribe(told.append)

    forget(database, presenter_id)

    (done,) = told
    assert done.label == "Confidential record removed"
    assert not done.undoable
    for word in (PHONE, SUPPORT, "Marcus"):
        assert word not in repr(done)
