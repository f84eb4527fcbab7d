"""The board: what is unfilled or unconfirmed in all coming courses, the most urgent first."""

from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest
from sqlalchemy import Engine, event

from cittrainer.models import (
    BookingState,
    BookingStateEntry,
    Course,
    CourseState,
    Delivery,
    PresenterKind,
)
from cittrainer.queries.booking_board import board
from cittrainer.services.bookings import ask_next, book, set_state

TODAY = date(2026, 4, 24)
TO_ASK, INVITED, CONFIRMED = BookingState.TO_ASK, BookingState.INVITED, BookingState.CONFIRMED


@pytest.fixture
def world(database):
    """A course of two days, and a far one; Ana, Ben and Cleo."""
    with database.step("Prepare") as db:
        course = builders.course(db, days=2)
        later = builders.course(db, "CIT-2026-06", days=1, first=date(2026, 6, 1))
        names = ("Ana", "Ben", "Cleo")
        people = {name: builders.presenter(db, name).id for name in names}
        parts = {}
        for title, day, start, delivery in (
            ("Recovery", course.days[0], "9:00", Delivery.STORY),
            ("Lunch", course.days[0], "12:00", Delivery.LUNCH),
            ("The law", course.days[0], "8:00", Delivery.LECTURE),
            ("Panel", course.days[1], "9:00", Delivery.PANEL),
            ("Later", later.days[0], "9:00", Delivery.LECTURE),
        ):
            block = builders.block(db, title, day=day, start=start, delivery=delivery)
            parts[title] = block.parts[0].id
        parts["Waiting"] = builders.block(db, "Waiting", course=course).parts[0].id
        return parts, people, course.id, later.id


def asked(database, part_id, presenter_id, **values):
    with database.step("Book") as db:
        return book(db, part_id, presenter_id, **values)


def read(database, today=TODAY):
    with database.read() as db:
        return board(db, today=today)


def lines(database, today=TODAY):
    return read(database, today).lines


def told(database, today=TODAY):
    return [
        (
            line.part.block,
            line.booking.presenter if line.booking else None,
            line.next_up.presenter if line.next_up else None,
            line.days_to_go,
        )
        for line in lines(database, today)
    ]


def test_the_soonest_comes_first_and_unfilled_before_unconfirmed_on_the_same_day(database, world):
    parts, people, *_ids = world
    asked(database, parts["The law"], people["Ana"], state=INVITED)
    asked(database, parts["Panel"], people["Ben"], state=BookingState.TENTATIVE)
    asked(database, parts["Later"], people["Cleo"], state=CONFIRMED)

    assert told(database) == [
        ("Recovery", None, None, 10),
        ("The law", "Ana", None, 10),
        ("Panel", "Ben", None, 11),
        ("Waiting", None, None, None),
    ]


def test_what_needs_nobody_or_is_over_is_left_out(database, world):
    parts, people, _course, later = world
    for title in ("Recovery", "Panel", "Waiting"):
        asked(database, parts[title], people["Ana"], state=CONFIRMED)

    assert [name for name, *_rest in told(database)] == ["The law", "Later"]
    assert [name for name, *_rest in told(database, date(2026, 5, 5))] == ["Later"]
    with database.step("Cancel") as db:
        db.get_one(Course, later).state = CourseState.CANCELLED
    assert [name for name, *_rest in told(database)] == ["The law"]


def test_a_first_choice_who_called_off_leaves_the_place_unfilled_with_the_next_alternate(
    database, world
):
    parts, people, *_ids = world
    part = parts["Recovery"]
    first = asked(database, part, people["Ana"], state=INVITED)
    asked(database, part, people["Ben"], choice=2, state=TO_ASK)
    asked(database, part, people["Cleo"], role="facilitator", state=CONFIRMED)
    with database.step("State") as db:
        set_state(db, [first], BookingState.DECLINED)

    (line,) = [one for one in lines(database) if one.part.part_id == part]

    assert (line.unfilled, line.role, line.next_up.presenter) == (True, "presenter", "Ben")
    assert line.called_off.presenter == "Ana"
    assert line.called_off.state is BookingState.DECLINED
    assert [one.presenter for one in line.part.bookings] == ["Ana", "Cleo", "Ben"]

    with database.step("Ask the next") as db:
        ask_next(db, part, line.role)
    (line,) = [one for one in lines(database) if one.part.part_id == part]
    assert (line.booking.presenter, line.booking.state, line.next_up) == ("Ben", INVITED, None)


def test_one_of_several_first_choices_is_missing_as_long_as_somebody_could_be_asked(
    database, world
):
    parts, people, *_ids = world
    part = parts["Panel"]
    asked(database, part, people["Ana"], state=BookingState.CANCELLED)
    asked(database, part, people["Ben"], state=CONFIRMED)
    assert not [one for one in lines(database) if one.part.part_id == part]

    asked(database, part, people["Cleo"], choice=2, state=TO_ASK)

    (line,) = [one for one in lines(database) if one.part.part_id == part]
    assert (line.unfilled, line.next_up.presenter) == (True, "Cleo")


def test_an_alternate_who_is_set_to_inactive_is_not_next(database, world):
    parts, people, *_ids = world
    asked(database, parts["Recovery"], people["Ana"], state=INVITED)
    asked(database, parts["Recovery"], people["Ben"], choice=2, state=TO_ASK)
    asked(database, parts["Recovery"], people["Cleo"], choice=3, state=TO_ASK)
    with database.step("Rest") as db:
        db.get_one(builders.Presenter, people["Ben"]).active = False

    assert ("Recovery", "Ana", "Cleo", 10) in told(database)


def test_an_alternate_who_cannot_be_booked_is_not_next(database, world):
    parts, people, *_ids = world
    asked(database, parts["Recovery"], people["Ana"], state=BookingState.DECLINED)
    asked(database, parts["Recovery"], people["Ben"], choice=2, state=TO_ASK)
    with database.step("Tells a story of their own now, without a consent") as db:
        db.get_one(builders.Presenter, people["Ben"]).kind = PresenterKind.LIVED_EXPERIENCE
    assert ("Recovery", None, None, 10) in told(database)

    asked(database, parts["Recovery"], people["Cleo"], choice=3, state=TO_ASK)

    assert ("Recovery", None, "Cleo", 10) in told(database)


def test_since_when_somebody_has_been_asked(database, world):
    parts, people, *_ids = world
    booking_id = asked(database, parts["Recovery"], people["Ana"], state=TO_ASK)
    with database.step("Ask") as db:
        set_state(db, [booking_id], INVITED)
        db.flush()
        first, second = db.query(BookingStateEntry).filter_by(booking_id=booking_id)
        second.recorded = first.recorded - timedelta(days=9)
        asked_at = second.recorded

    (line,) = [one for one in lines(database) if one.part.block == "Recovery"]

    assert line.since == asked_at


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_statements_is_fixed(database, world, count):
    parts, people, *_ids = world
    for name in list(people)[:count]:
        asked(database, parts["Panel"], people[name], state=INVITED)
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        found = read(database)
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert found.courses == 2
    assert len([line for line in found.lines if line.booking]) == count
    # Three of the board, five of who cannot be booked.
    assert len([one for one in sent if one.startswith("SELECT")]) == 8
