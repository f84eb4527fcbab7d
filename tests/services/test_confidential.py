from __future__ import annotations

from datetime import date

import builders
import pytest

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import AgencyNotBookedFor, ConfidentialRecord, PresenterKind
from cittrainer.services.confidential import (
    ConfidentialWords,
    record_of,
    remove_confidential,
    write_confidential,
)

PHONE = ConfidentialWords(phone="555-0117")


@pytest.fixture
def marcus(database):
    with database.step("Prepare") as db:
        return builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE).id


def written(database, presenter_id, typed=PHONE, **values):
    values.setdefault("seen", None)
    with database.step("Confidential record changed") as db:
        write_confidential(db, presenter_id, typed, **values)


def test_everything_that_was_entrusted_is_kept(database, marcus):
    typed = ConfidentialWords(
        phone="555-0117",
        email="m@example.org",
        address="1 Elm St\nRidgeway",
        support_person="Sister, 555-0118",
        access_needs="Quiet room",
        topics_not_asked="2019",
        consent_on=date(2026, 1, 5),
        consent_scope="First name only, no photographs",
        consent_expires_on=date(2027, 1, 5),
        consent_withdrawn_on=date(2026, 6, 1),
    )

    written(database, marcus, typed)

    with database.read() as db:
        record = record_of(db, marcus)
        kept = {name: getattr(record, name) for name in ConfidentialWords.__slots__}
    assert ConfidentialWords(**kept) == typed


def test_other_kinds_have_no_confidential_record(database):
    with database.step("Prepare") as db:
        judge = builders.presenter(db, "Judge Lee", kind=PresenterKind.JUDGE).id

    with pytest.raises(Invalid, match="Judge Lee has no confidential record"):
        written(database, judge)


@pytest.mark.parametrize(
    "typed",
    [
        ConfidentialWords(consent_expires_on=date(2027, 1, 5)),
        ConfidentialWords(consent_withdrawn_on=date(2027, 1, 5)),
        ConfidentialWords(consent_on=date(2026, 1, 5), consent_expires_on=date(2026, 1, 4)),
        ConfidentialWords(consent_on=date(2026, 1, 5), consent_withdrawn_on=date(2026, 1, 4)),
    ],
)
def test_an_impossible_consent_changes_nothing(database, marcus, typed):
    with pytest.raises(Invalid, match="The consent"):
        written(database, marcus, typed)

    with database.read() as db:
        assert record_of(db, marcus) is None


def test_agencies_are_added_and_taken_out(database, marcus):
    with database.step("Prepare") as db:
        one, two, three = (builders.agency(db, name).id for name in ("A", "B", "C"))
    written(database, marcus, agencies_not_booked_for=[one, two])

    written(database, marcus, agencies_not_booked_for=[two, three], seen=1)

    with database.read() as db:
        assert {row.agency_id for row in db.query(AgencyNotBookedFor)} == {two, three}


@pytest.mark.parametrize("seen", [None, 1])
def test_a_form_filled_before_a_change_is_refused(database, marcus, seen):
    written(database, marcus)
    written(database, marcus, ConfidentialWords(phone="555-0118"), seen=1)

    with pytest.raises(ChangedMeanwhile):
        written(database, marcus, ConfidentialWords(phone="555-0119"), seen=seen)

    with database.read() as db:
        assert record_of(db, marcus).phone == "555-0118"


def test_a_form_of_a_record_that_was_removed_does_not_bring_it_back(database, marcus):
    written(database, marcus)
    with database.step("Remove") as db:
        remove_confidential(db, marcus)

    with pytest.raises(ChangedMeanwhile, match="was removed"):
        written(database, marcus, seen=1)


def test_removing_tells_every_row_that_is_gone(database, marcus):
    with database.step("Prepare") as db:
        agency_id = builders.agency(db).id
    written(database, marcus, agencies_not_booked_for=[agency_id])
    with database.read() as db:
        kinds = (ConfidentialRecord, AgencyNotBookedFor)
        uuids = {row.uuid for kind in kinds for row in db.query(kind)}

    with database.step("Remove") as db:
        gone = remove_confidential(db, marcus)

    assert len(uuids) == 2
    assert set(gone) == uuids
    with database.read() as db:
        assert [db.query(kind).count() for kind in kinds] == [0, 0]


def test_a_change_is_a_barrier_to_undo(database, marcus):
    written(database, marcus)

    with pytest.raises(Exception, match="not kept in the history"):
        database.undo()
