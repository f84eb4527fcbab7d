from __future__ import annotations

import builders
import pytest

from cittrainer.errors import Invalid, NotFound, UserError
from cittrainer.models import (
    ActualPresenter,
    Booking,
    BookingState,
    BookingStateEntry,
    Course,
    CourseState,
)
from cittrainer.services.bookings import (
    BookedAlready,
    book,
    edit_booking,
    record_actual,
    record_day_as_planned,
    set_choice,
    set_state,
    unbook,
)
from cittrainer.services.course_guards import CourseIsOver


@pytest.fixture
def week(database):
    """Ids of a day, its two parts, and three presenters."""
    with database.step("Prepare") as db:
        (day,) = builders.course_days(db, 1)
        parts = [builders.block(db, title, day=day).parts[0].id for title in ("Story", "Law")]
        people = [builders.presenter(db, name).id for name in ("Ana", "Ben", "Cleo")]
        return day.id, parts, people


def asked(database, part_id, presenter_id, **values):
    with database.step("Book") as db:
        return book(db, part_id, presenter_id, **values)


def state_of(database, booking_id):
    with database.read() as db:
        return db.get_one(Booking, booking_id).state


def came(database, part_id):
    with database.read() as db:
        rows = db.query(ActualPresenter).filter_by(block_part_id=part_id)
        return sorted(row.presenter_id for row in rows)


def close_course(database):
    with database.step("Close") as db:
        db.query(Course).one().state = CourseState.CLOSED


def test_every_state_of_a_booking_stays_in_its_record_without_a_reason(database, week):
    _day, (story, _law), (ana, *_rest) = week
    booking_id = asked(database, story, ana, role="  storyteller ", choice=2)
    for state in (BookingState.TENTATIVE, BookingState.TENTATIVE, BookingState.DECLINED):
        with database.step("State") as db:
            set_state(db, [booking_id], state)

    with database.read() as db:
        one = db.get_one(Booking, booking_id)
        assert (one.role, one.choice, one.state) == ("storyteller", 2, BookingState.DECLINED)
        assert [entry.state.value for entry in one.states] == ["invited", "tentative", "declined"]
    assert not {"reason", "note"} & {
        column.name for table in (Booking, BookingStateEntry) for column in table.__table__.columns
    }


def test_nobody_is_asked_twice_for_the_same_part(database, week):
    _day, (story, law), (ana, *_rest) = week
    asked(database, story, ana)
    asked(database, law, ana)

    with pytest.raises(BookedAlready, match="Ana is asked for “Story” already"):
        asked(database, story, ana)


def test_an_inactive_presenter_is_not_asked(database, week):
    _day, (story, _law), _people = week
    with database.step("Prepare") as db:
        resting = builders.presenter(db, "Rae", active=False).id

    with pytest.raises(Invalid, match="Rae is set to inactive"):
        asked(database, story, resting)


@pytest.mark.parametrize(("role", "choice"), [(" ", 1), ("x" * 201, 1), ("coach", 0)])
def test_an_impossible_booking_is_refused(database, week, role, choice):
    _day, (story, _law), (ana, *_rest) = week

    with pytest.raises(Invalid):
        asked(database, story, ana, role=role, choice=choice)


def test_a_part_that_is_gone_is_told(database, week):
    with pytest.raises(NotFound):
        asked(database, 999, week[2][0])


def test_several_bookings_change_their_state_and_their_order_at_once(database, week):
    _day, (story, law), (ana, ben, _cleo) = week
    ids = [asked(database, story, ana), asked(database, law, ben)]

    with database.step("Both") as db:
        set_state(db, ids, BookingState.CONFIRMED)
        set_choice(db, ids, 2)

    with database.read() as db:
        assert [(one.state, one.choice) for one in db.query(Booking)] == [
            (BookingState.CONFIRMED, 2)
        ] * 2


def test_undo_takes_a_state_back_with_its_entry(database, week):
    _day, (story, _law), (ana, *_rest) = week
    booking_id = asked(database, story, ana)
    with database.step("State") as db:
        set_state(db, [booking_id], BookingState.CONFIRMED)

    database.undo()

    with database.read() as db:
        one = db.get_one(Booking, booking_id)
        assert (one.state, len(one.states)) == (BookingState.INVITED, 1)


def test_nothing_changes_in_a_closed_course(database, week):
    day, (story, law), (ana, ben, _cleo) = week
    booking_id = asked(database, story, ana, state=BookingState.CONFIRMED)
    close_course(database)

    for act in (
        lambda db: book(db, law, ben),
        lambda db: set_state(db, [booking_id], BookingState.CANCELLED),
        lambda db: set_choice(db, [booking_id], 2),
        lambda db: edit_booking(db, booking_id, role="coach", choice=1),
        lambda db: unbook(db, booking_id),
        lambda db: record_actual(db, story, [ana]),
        lambda db: record_day_as_planned(db, day),
    ):
        with pytest.raises(CourseIsOver), database.step("Too late") as db:
            act(db)

    assert state_of(database, booking_id) is BookingState.CONFIRMED


def test_who_came_stands_beside_who_was_planned(database, week):
    _day, (story, _law), (ana, ben, cleo) = week
    first = asked(database, story, ana, state=BookingState.CONFIRMED)
    alternate = asked(database, story, ben, choice=2, state=BookingState.TENTATIVE)

    with database.step("Who came") as db:
        record_actual(db, story, [ben, cleo])

    assert came(database, story) == [ben, cleo]
    assert state_of(database, first) is BookingState.CONFIRMED
    assert state_of(database, alternate) is BookingState.PRESENTED


def test_who_came_is_corrected(database, week):
    _day, (story, _law), (ana, ben, _cleo) = week
    booking_id = asked(database, story, ana, state=BookingState.CONFIRMED)
    with database.step("Who came") as db:
        record_actual(db, story, [ana])

    with database.step("Who came") as db:
        record_actual(db, story, [ben])

    assert came(database, story) == [ben]
    assert state_of(database, booking_id) is BookingState.CONFIRMED


def test_that_somebody_presented_is_recorded_for_a_part_and_not_as_a_state(database, week):
    _day, (story, _law), (ana, *_rest) = week
    booking_id = asked(database, story, ana)

    with pytest.raises(Invalid, match="recorded for a whole part"), database.step("State") as db:
        set_state(db, [booking_id], BookingState.PRESENTED)


@pytest.mark.parametrize(
    "act",
    [
        lambda db, booking_id: set_state(db, [booking_id], BookingState.CANCELLED),
        unbook,
    ],
)
def test_a_booking_that_was_presented_stays(database, week, act):
    _day, (story, _law), (ana, *_rest) = week
    booking_id = asked(database, story, ana)
    with database.step("Who came") as db:
        record_actual(db, story, [ana])

    with pytest.raises(UserError, match="on record"), database.step("Change") as db:
        act(db, booking_id)

    assert state_of(database, booking_id) is BookingState.PRESENTED


def test_a_whole_day_is_recorded_as_planned_where_nothing_is_recorded_yet(database, week):
    day, (story, law), (ana, ben, cleo) = week
    asked(database, story, ana, state=BookingState.CONFIRMED)
    asked(database, law, ana, state=BookingState.CONFIRMED)
    asked(database, law, ben, state=BookingState.TENTATIVE)
    asked(database, law, cleo, choice=2, state=BookingState.CONFIRMED)
    with database.step("Who came") as db:
        record_actual(db, story, [cleo])

    with database.step("As planned") as db:
        recorded = record_day_as_planned(db, day)

    assert recorded == 1
    assert came(database, story) == [cleo]
    assert came(database, law) == [ana]


def test_unbooking_is_undone_with_all_states(database, week):
    _day, (story, _law), (ana, *_rest) = week
    booking_id = asked(database, story, ana)
    with database.step("Confirm") as db:
        set_state(db, [booking_id], BookingState.CONFIRMED)
    with database.step("Unbook") as db:
        unbook(db, booking_id)
    with database.read() as db:
        assert db.query(Booking).count() == 0

    database.undo()

    with database.read() as db:
        states = [entry.state.value for entry in db.get_one(Booking, booking_id).states]
        assert states == ["invited", "confirmed"]


def test_role_and_place_are_edited(database, week):
    _day, (story, _law), (ana, *_rest) = week
    booking_id = asked(database, story, ana)

    with database.step("Edit") as db:
        edit_booking(db, booking_id, role="coach", choice=3)

    with database.read() as db:
        one = db.get_one(Booking, booking_id)
        assert (one.role, one.choice) == ("coach", 3)
