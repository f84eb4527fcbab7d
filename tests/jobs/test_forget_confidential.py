from __future__ import annotations

from pathlib import Path

import builders
import pytest

from cittrainer.db import Actor, Database, backup
from cittrainer.errors import FileRefused
from cittrainer.jobs.forget_confidential import copies, forget_confidential
from cittrainer.jobs.progress import Progress
from cittrainer.models import (
    AgencyNotBookedFor,
    Booking,
    CareDone,
    CareKind,
    ConfidentialOpening,
    ConfidentialRecord,
    ConsentAgency,
    Delivery,
    PresenterKind,
)
from cittrainer.services.confidential import (
    ConfidentialWords,
    open_confidential,
    record_of,
    write_confidential,
)

PHONE = "555-0117-4711"
SUPPORT = "Sister Rosalind Okonkwo-Smythe"
ENTRUSTED = (ConfidentialRecord, AgencyNotBookedFor, ConsentAgency, ConfidentialOpening)


def entrusted(database: Database) -> int:
    """A presenter with a confidential record; their id."""
    with database.step("Prepare") as db:
        one = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        agencies = [builders.agency(db, name).id for name in ("Ridgeway PD", "Lakeview PD")]
        (day,) = builders.course_days(db, 1)
        part = builders.block(db, "A story", day=day, delivery=Delivery.STORY).parts[0]
        booking = builders.add(db, Booking(block_part_id=part.id, presenter_id=one.id))
        booking.care.append(CareDone(kind=CareKind.PRE_BRIEF, done_on=day.date))
        presenter_id = one.id
    with database.step("Confidential record changed") as db:
        write_confidential(
            db,
            presenter_id,
            ConfidentialWords(phone=PHONE, support_person=SUPPORT, consent_all_agencies=False),
            agencies_not_booked_for=agencies[:1],
            consent_agencies=agencies[1:],
            support_invited={booking.id: True},
            seen=None,
        )
    with database.step("Confidential record opened") as db:
        open_confidential(db, presenter_id)
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
        assert [db.query(cls).count() for cls in ENTRUSTED] == [0, 0, 0, 0]
        assert db.query(CareDone).count() == 1


def test_an_agency_that_was_ticked_only_when_the_backup_was_made_does_not_come_back(database):
    presenter_id = entrusted(database)
    made = database.backup("before")
    with database.step("Confidential record changed") as db:
        write_confidential(db, presenter_id, ConfidentialWords(phone=PHONE), seen=1)
    forget(database, presenter_id)
    path = database.path
    database.close()

    backup.restore(path, made)

    with Database.open(path, Actor("Dana", "dana")) as restored, restored.read() as db:
        assert [db.query(cls).count() for cls in ENTRUSTED] == [0, 0, 0, 0]


def test_what_was_done_for_them_stays(database):
    presenter_id = entrusted(database)

    forget(database, presenter_id)

    with database.read() as db:
        assert [db.query(cls).count() for cls in ENTRUSTED] == [0, 0, 0, 0]
        assert [one.kind for one in db.query(CareDone)] == [CareKind.PRE_BRIEF]


def test_of_many_long_records_one_that_is_removed_leaves_no_trace_and_the_others_stay(database):
    """Pages that are filled, split and emptied again hold nothing in the room between."""
    with database.step("Prepare") as db:
        ids = [
            builders.presenter(db, f"Voice {number}", kind=PresenterKind.FAMILY).id
            for number in range(60)
        ]
    with database.step("Confidential record changed") as db:
        for one in ids:
            words = f"word-{one:03d}-of-theirs " * (1 + one * 7 % 50)
            write_confidential(db, one, ConfidentialWords(topics_not_asked=words), seen=None)
    for one in ids[::3]:
        with database.step("Confidential record changed") as db:
            words = f"word-{one:03d}-of-theirs " * 90
            write_confidential(db, one, ConfidentialWords(consent_scope=words), seen=1)
    gone = ids[::2]

    for one in gone:
        forget(database, one)

    held = b"".join(one.read_bytes() for one in files(database.path) if one.exists())
    assert [one for one in ids if f"word-{one:03d}-of-theirs".encode() in held] == ids[1::2]


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


def test_it_is_told_how_many_backups_hold_it_and_until_when(database):
    database.backup("before there was one")
    presenter_id = entrusted(database)
    database.backup("first")
    database.backup("second")

    with database.read() as db:
        told = copies(db, database.path, presenter_id)

    newest = backup.every(database.path)[0]
    assert told.count == 2
    assert told.newest == newest.made.date()
    assert told.gone_by == backup.gone_by(newest)


def test_without_backups_nothing_holds_it_but_the_file(database):
    presenter_id = entrusted(database)

    with database.read() as db:
        assert copies(db, database.path, presenter_id).count == 0
