from __future__ import annotations

from datetime import date
from functools import partial

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.db.database import NotForWriting
from cittrainer.errors import ChangedMeanwhile, Invalid, NotFound
from cittrainer.models import (
    AgencyNotBookedFor,
    Booking,
    BookingState,
    ConfidentialOpening,
    ConfidentialRecord,
    ConsentAgency,
    Presenter,
    PresenterKind,
)
from cittrainer.queries import history
from cittrainer.queries.confidential import (
    Contact,
    coming_bookings,
    confidential,
    contact_of,
    openings,
    words_of_rooms,
)
from cittrainer.services.agencies import remove_agency
from cittrainer.services.bookings import book
from cittrainer.services.confidential import (
    OPENED,
    ConfidentialWords,
    open_confidential,
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


class TestConsent:
    def test_it_may_cover_only_chosen_agencies(self, database, marcus):
        with database.step("Prepare") as db:
            one, two, three = (builders.agency(db, name).id for name in ("A", "B", "C"))
        chosen = ConfidentialWords(consent_all_agencies=False)
        written(database, marcus, chosen, consent_agencies=[one, two])

        written(database, marcus, chosen, consent_agencies=[two, three], seen=1)

        with database.read() as db:
            assert {row.agency_id for row in db.query(ConsentAgency)} == {two, three}

    def test_one_that_covers_every_agency_names_none(self, database, marcus):
        with database.step("Prepare") as db:
            agency = builders.agency(db).id
        written(
            database,
            marcus,
            ConfidentialWords(consent_all_agencies=False),
            consent_agencies=[agency],
        )

        written(database, marcus, ConfidentialWords(), consent_agencies=[agency], seen=1)

        with database.read() as db:
            assert db.query(ConsentAgency).count() == 0

    def test_one_for_chosen_agencies_without_any_changes_nothing(self, database, marcus):
        with pytest.raises(Invalid, match="none is chosen"):
            written(database, marcus, ConfidentialWords(consent_all_agencies=False))

        with database.read() as db:
            assert record_of(db, marcus) is None

    def test_access_needs_are_kept_with_commas_between(self, database, marcus):
        written(database, marcus, ConfidentialWords(access_needs="Ramp ,\nhearing   loop\n\n,"))

        with database.read() as db:
            assert record_of(db, marcus).access_needs == "Ramp, hearing loop"


class TestSupportInvited:
    @pytest.fixture
    def bookings(self, database, marcus):
        with database.step("Prepare") as db:
            (monday,) = builders.course_days(db, 1)
            parts = [builders.block(db, title, day=monday).parts[0].id for title in ("A", "B")]
            return [book(db, part, marcus) for part in parts]

    def invited(self, database, marcus):
        with database.read() as db:
            kept = record_of(db, marcus).support_invited
            return {one.id for one in db.query(Booking) if one.uuid.hex() in kept}

    def test_what_is_not_named_stays(self, database, marcus, bookings):
        first, second = bookings
        written(database, marcus, support_invited={first: True})

        written(database, marcus, support_invited={second: True}, seen=1)
        assert self.invited(database, marcus) == {first, second}

        written(database, marcus, support_invited={first: False}, seen=2)
        assert self.invited(database, marcus) == {second}

    def test_a_booking_of_somebody_else_changes_nothing(self, database, marcus, bookings):
        with database.step("Prepare") as db:
            other = builders.presenter(db, "Rosa M.", kind=PresenterKind.FAMILY).id

        with pytest.raises(Invalid, match="somebody else"):
            written(database, other, support_invited={bookings[0]: True})

        with database.read() as db:
            assert record_of(db, other) is None


def opened(database, presenter_id):
    with database.step(OPENED) as db:
        open_confidential(db, presenter_id)


class TestOpening:
    def test_it_is_in_the_history_without_a_name(self, database, marcus):
        written(database, marcus)

        opened(database, marcus)

        with database.read() as db:
            line = history.lines(db)[0]
        assert line.label == "Confidential record opened"
        assert "Marcus" not in repr(line)
        assert not line.can_go_back

    def test_where_there_is_no_record_nothing_is_noted(self, database, marcus):
        opened(database, marcus)

        with database.read() as db:
            assert db.query(ConfidentialOpening).count() == 0
            assert OPENED not in [line.label for line in history.lines(db)]

    def test_it_is_told_when_and_by_whom(self, database, marcus):
        written(database, marcus)
        opened(database, marcus)
        opened(database, marcus)

        with database.read() as db:
            told = openings(db, marcus)
        assert told.count == 2
        assert [who for _at, who in told.latest] == [database.actor.name] * 2

    def test_undo_and_redo_look_past_it(self, database, marcus):
        written(database, marcus)
        with database.step("Rename") as db:
            db.get_one(Presenter, marcus).topics = "Recovery"
        opened(database, marcus)

        assert database.undoable().label == "Rename"
        assert database.undo().label == "Rename"
        opened(database, marcus)
        assert database.redoable().label == "Rename"
        database.redo()

        with database.read() as db:
            assert db.get_one(Presenter, marcus).topics == "Recovery"

    def test_a_file_that_is_only_read_cannot_note_it(self, database, marcus):
        written(database, marcus)
        with (
            Database.open(database.path, Actor("Dana", "dana"), for_writing=False) as read_only,
            pytest.raises(NotForWriting),
        ):
            opened(read_only, marcus)

    def test_somebody_who_is_gone_has_none(self, database):
        with pytest.raises(NotFound):
            opened(database, 99)


def test_contact_is_read_for_those_who_have_a_record(database, marcus):
    written(database, marcus, ConfidentialWords(phone="555-0117", email="m@example.org"))
    with database.step("Prepare") as db:
        other = builders.presenter(db, "Rosa M.", kind=PresenterKind.FAMILY).id

    with database.read() as db:
        assert contact_of(db, [marcus, other]) == {marcus: Contact("555-0117", "m@example.org")}


def test_values_tell_nothing_of_themselves_in_a_log(database, marcus):
    typed = ConfidentialWords(phone="555-0117", consent_scope="First name only")
    written(database, marcus, typed)

    with database.read() as db:
        held = (typed, confidential(db, marcus), contact_of(db, [marcus]), record_of(db, marcus))
        told = f"{held} {held!s} {partial(write_confidential, typed=typed)!r}"
    assert "555-0117" not in told
    assert "First name" not in told


def test_an_agency_that_goes_is_named_by_no_record(database, marcus):
    with database.step("Prepare") as db:
        one, two = (builders.agency(db, name).id for name in ("A", "B"))
    typed = ConfidentialWords(consent_all_agencies=False)
    written(database, marcus, typed, agencies_not_booked_for=[one], consent_agencies=[one, two])

    with database.step("Remove") as db:
        remove_agency(db, one)

    with database.read() as db:
        assert db.query(AgencyNotBookedFor).count() == 0
        assert [row.agency_id for row in db.query(ConsentAgency)] == [two]


def test_coming_bookings_are_those_that_are_not_over_and_not_called_off(database, marcus):
    with database.step("Prepare") as db:
        monday, tuesday = builders.course_days(db, 2)
        room = builders.room(db, "Room B")
        room.equipment = "Ramp, Hearing  loop"
        early = builders.block(db, "Early", day=monday).parts[0].id
        late = builders.block(db, "Late", day=tuesday, start="10:00", room=room).parts[0].id
        off = builders.block(db, "Off", day=tuesday, start="12:00").parts[0].id
        book(db, early, marcus)
        book(db, late, marcus)
        book(db, off, marcus, state=BookingState.DECLINED)
        first, last = monday.date, tuesday.date

    with database.read() as db:
        (one,) = coming_bookings(db, marcus, today=last)
    assert (one.block, one.room, one.on_date) == ("Late", "Room B", last)
    assert (one.first, one.last) == (first, last)
    assert one.equipment == {"ramp", "hearing loop"}


def test_the_words_of_rooms_stand_once_as_they_are_written(database):
    with database.step("Prepare") as db:
        for name, words in (("A", "Ramp, Projector"), ("B", "projector, Hearing loop"), ("C", "")):
            builders.room(db, name).equipment = words

    with database.read() as db:
        assert words_of_rooms(db) == ("Hearing loop", "Projector", "Ramp")
