from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields
from datetime import timedelta

import builders
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from cittrainer.errors import NotFound
from cittrainer.models import BookingState, CourseState, Delivery, PresenterKind
from cittrainer.queries.arrivals import courses_on, day_on_file, open_number
from cittrainer.rules.arrivals import BoardLine, DayOnFile, ExpectedValue, PartOnDay
from cittrainer.services.arrivals import mark_arrived
from cittrainer.services.bookings import book, record_actual
from cittrainer.services.confidential import ConfidentialWords, write_confidential

MONDAY = builders.MONDAY


@contextmanager
def statements():
    """The questions that are sent to the database meanwhile."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def filled(database, count):
    """A day of ``count`` blocks with a presenter and an alternate each, all of them arrived."""
    with database.step("Fill") as db:
        (day,) = builders.course_days(db, 1)
        room = builders.room(db)
        for number in range(count):
            block = builders.block(
                db, f"Block {number}", day=day, start=f"{8 + number}:00", room=room
            )
            part_id = block.parts[0].id
            first, second = (
                builders.presenter(db, f"{name} {number}").id for name in ("First", "Second")
            )
            book(db, part_id, first, state=BookingState.CONFIRMED)
            book(db, part_id, second, choice=2)
            mark_arrived(db, day.id, [first], minute=480)
            record_actual(db, part_id, [second])
        return day.course_id


@pytest.mark.parametrize("count", [1, 8])
def test_a_day_is_read_with_five_statements_however_much_happens(database, count):
    course_id = filled(database, count)

    with database.read() as db, statements() as sent:
        value = day_on_file(db, course_id, today=MONDAY)

    assert len(sent) == 5
    assert len(value.parts) == count
    part = value.parts[0]
    assert [one.presenter for one in part.expected] == ["First 0"]
    assert [name for _id, name in part.actual] == ["Second 0"]
    assert (part.room, part.start, part.end, part.staffed) == ("Room A", 480, 540, True)
    assert value.arrived[part.expected[0].presenter_id] == 480


def test_those_called_off_are_not_expected_and_lunch_needs_nobody(database):
    with database.step("Prepare") as db:
        (day,) = builders.course_days(db, 1)
        lunch = builders.block(db, "Lunch", day=day, start="12:00", delivery=Delivery.LUNCH)
        story = builders.block(db, "Story", day=day)
        for name, state in (("Gone", BookingState.CANCELLED), ("Here", BookingState.TO_ASK)):
            book(db, story.parts[0].id, builders.presenter(db, name).id, state=state)
        assert lunch.id

    with database.read() as db:
        value = day_on_file(db, day.course_id, today=MONDAY)

    assert [(part.block, part.staffed) for part in value.parts] == [
        ("Story", True),
        ("Lunch", False),
    ]
    assert [(one.presenter, one.state) for one in value.parts[0].expected] == [("Here", "to_ask")]


@pytest.mark.parametrize(("later", "shown"), [(-9, 0), (0, 0), (1, 1), (2, 2), (9, 2)])
def test_without_a_choice_it_is_today_or_the_next_day_or_the_last(database, later, shown):
    with database.step("Prepare") as db:
        days = [day.id for day in builders.course_days(db, 3)]
        course_id = builders.course(db, "Empty", days=0).id

    with database.read() as db:
        first = day_on_file(db, 1, today=MONDAY + timedelta(days=later))
        gone = day_on_file(db, 1, today=MONDAY + timedelta(days=later), day_id=9_999)
        chosen = day_on_file(db, 1, today=MONDAY, day_id=days[2])
        empty = day_on_file(db, course_id, today=MONDAY)

    assert first.day.id == gone.day.id == days[shown]
    assert chosen.day.id == days[2]
    assert (empty.day, empty.parts, empty.number) == (None, (), "Empty")


def test_a_course_that_is_gone_is_told(database):
    with database.read() as db, pytest.raises(NotFound):
        day_on_file(db, 99, today=MONDAY)
    with database.read() as db, pytest.raises(NotFound):
        open_number(db, 99)


def test_the_courses_of_a_date_are_those_that_were_not_cancelled(database):
    with database.step("Prepare") as db:
        builders.course(db, "B", days=2)
        builders.course(db, "A", days=1)
        builders.course(db, "C", days=1, state=CourseState.CANCELLED)

    with database.read() as db:
        assert courses_on(db, MONDAY) == (2, 1)
        assert courses_on(db, MONDAY + timedelta(days=1)) == (1,)
        assert courses_on(db, MONDAY + timedelta(days=7)) == ()


@pytest.mark.parametrize("kind", [PresenterKind.LIVED_EXPERIENCE, PresenterKind.FAMILY])
def test_a_number_in_the_confidential_record_is_not_handed_out(database, kind):
    with database.step("Prepare") as db:
        public = builders.presenter(db, "Dr. Ana Ruiz", phone="555-0100").id
        silent = builders.presenter(db, "Rae Lund").id
        secret = builders.presenter(db, "Marcus T.", kind=kind).id
        write_confidential(db, secret, ConfidentialWords(phone="555-0199"), seen=None)

    with database.read() as db:
        assert [open_number(db, one) for one in (public, silent, secret)] == ["555-0100", "", None]


def test_no_value_of_the_day_tells_a_kind_or_a_number():
    names = {
        field.name
        for value in (DayOnFile, PartOnDay, ExpectedValue, BoardLine)
        for field in fields(value)
    }

    assert not names & {"kind", "phone", "email", "contact", "confidential"}
