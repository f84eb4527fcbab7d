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
    Presenter,
    PresenterKind,
)
from cittrainer.services.bookings import (
    BookedAlready,
    NobodyLeft,
    ask_next,
    book,
    edit_booking,
    mark_invited,
    move_in_order,
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


def in_order(database):
    """Name, choice and state of everybody who is asked, in order."""
    with database.read() as db:
        rows = db.query(Booking).order_by(Booking.choice, Booking.id)
        return [(one.presenter.public_name, one.choice, one.state.value) for one in rows]


def ask(database, part_id, role="presenter"):
    with database.step("Ask the next") as db:
        return ask_next(db, part_id, role).booking_id


@pytest.fixture
def chain(database, week):
    """Ana said no to the story; Ben and Cleo are alternates whom nobody asked yet."""
    _day, (story, _law), (ana, ben, cleo) = week
    asked(database, story, ana, state=BookingState.DECLINED)
    asked(database, story, ben, choice=2, state=BookingState.TO_ASK)
    asked(database, story, cleo, choice=3, state=BookingState.TO_ASK)
    return story


def test_the_next_alternate_is_asked_and_undo_brings_the_order_back(database, chain):
    before = in_order(database)

    booking_id = ask(database, chain)

    assert in_order(database) == [
        ("Ben", 1, "invited"),
        ("Cleo", 2, "to_ask"),
        ("Ana", 3, "declined"),
    ]
    with database.read() as db:
        ben = db.get_one(Booking, booking_id)
        assert [entry.state.value for entry in ben.states] == ["to_ask", "invited"]
    database.undo()
    assert in_order(database) == before
    with database.read() as db:
        assert len(db.get_one(Booking, booking_id).states) == 1


def test_one_after_the_other_is_asked_until_nobody_is_left(database, chain):
    for _each in range(2):
        booking_id = ask(database, chain)
        with database.step("State") as db:
            set_state(db, [booking_id], BookingState.CANCELLED)

    before = in_order(database)
    with pytest.raises(NobodyLeft) as refused:
        ask(database, chain)

    assert str(refused.value) == "Nobody is left to ask for “Story”. Add an alternate."
    assert in_order(database) == before
    assert [name for name, *_rest in before] == ["Cleo", "Ana", "Ben"]


def test_an_alternate_who_was_asked_before_keeps_their_state(database, week):
    _day, (story, _law), (ana, ben, cleo) = week
    asked(database, story, ana, state=BookingState.CANCELLED)
    asked(database, story, cleo, state=BookingState.CONFIRMED)
    asked(database, story, ben, choice=2, state=BookingState.TENTATIVE)

    ask(database, story)

    assert in_order(database) == [
        ("Cleo", 1, "confirmed"),
        ("Ben", 1, "tentative"),
        ("Ana", 2, "cancelled"),
    ]


def test_alternates_of_another_role_and_inactive_ones_are_passed_over(database, week):
    _day, (story, _law), (ana, ben, cleo) = week
    asked(database, story, ana, state=BookingState.DECLINED)
    asked(database, story, ben, role="facilitator", choice=2, state=BookingState.TO_ASK)
    asked(database, story, cleo, choice=2, state=BookingState.TO_ASK)
    with database.step("Rest") as db:
        db.get_one(Presenter, cleo).active = False

    with pytest.raises(NobodyLeft) as refused:
        ask(database, story)
    assert refused.value.hint == "Cleo is set to inactive. Add an alternate."


def test_who_cannot_be_booked_is_passed_over_and_that_is_told(database, week):
    _day, (story, _law), (ana, ben, cleo) = week
    asked(database, story, ana, state=BookingState.DECLINED)
    asked(database, story, ben, choice=2, state=BookingState.TO_ASK)
    asked(database, story, cleo, choice=3, state=BookingState.TO_ASK)
    with database.step("Tells a story of their own now, without a consent") as db:
        db.get_one(Presenter, ben).kind = PresenterKind.LIVED_EXPERIENCE

    with database.step("Ask the next") as db:
        found = ask_next(db, story, "presenter")

    assert found.presenter_id == cleo
    assert found.passed_over == ("Ben cannot be booked for this course.",)
    assert in_order(database) == [
        ("Cleo", 1, "invited"),
        ("Ben", 2, "to_ask"),
        ("Ana", 3, "declined"),
    ]


def test_nobody_else_is_asked_while_the_first_choice_is_expected(database, week):
    _day, (story, _law), (ana, ben, _cleo) = week
    asked(database, story, ana)
    asked(database, story, ben, choice=2, state=BookingState.TO_ASK)

    with pytest.raises(Invalid, match="Nobody who is a first choice for “Story” has called off"):
        ask(database, story)


def test_alternates_change_places_and_called_off_ones_are_no_place(database, chain):
    with database.read() as db:
        cleo = db.query(Booking).filter_by(choice=3).one().id
        ben = db.query(Booking).filter_by(choice=2).one().id

    with database.step("Up") as db:
        move_in_order(db, cleo, up=True)
    assert [name for name, *_rest in in_order(database)] == ["Ana", "Cleo", "Ben"]
    with database.step("Down") as db:
        move_in_order(db, cleo, up=False)
    assert [name for name, *_rest in in_order(database)] == ["Ana", "Ben", "Cleo"]

    for booking_id, up, told in (
        (cleo, False, "Nobody stands after Cleo for “Story”"),
        (ben, True, "Nobody stands before Ben for “Story”"),
    ):
        with pytest.raises(Invalid, match=told), database.step("Move") as db:
            move_in_order(db, booking_id, up=up)


def test_those_who_were_still_to_be_asked_become_invited_in_one_step(database, week):
    _day, (story, law), (ana, ben, _cleo) = week
    ids = [
        asked(database, story, ana, state=BookingState.TO_ASK),
        asked(database, law, ben, state=BookingState.CONFIRMED),
    ]

    with database.step("Mark as invited") as db:
        assert mark_invited(db, [*ids, 999]) == 1

    assert [state_of(database, one).value for one in ids] == ["invited", "confirmed"]
    database.undo()
    assert state_of(database, ids[0]) is BookingState.TO_ASK
