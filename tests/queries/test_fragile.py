"""Which parts of coming courses stand or fall with one person."""

from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest

from cittrainer.models import BookingState, Course, CourseState, Requirement
from cittrainer.queries.fragile import fragile_ahead
from cittrainer.queries.home import home
from cittrainer.services.bookings import book, set_state

FIRST = date(2026, 5, 4)


@pytest.fixture
def course(database):
    """A course of two days: “Law” by Ana alone, which the standard asks for, and “Welcome”."""
    with database.step("Prepare") as db:
        standard = builders.standard(db)
        builders.add(db, Requirement(standard_id=standard.id, topic="Law"))
        one = builders.course(db, days=2, state=CourseState.OPEN, standard_id=standard.id)
        law = builders.block(db, "Law", day=one.days[1], topics={"Law": 100})
        welcome = builders.block(db, "Welcome", day=one.days[0])
        ana = builders.presenter(db, "Ana Ruiz")
        for block in (law, welcome):
            book(db, block.parts[0].id, ana.id, state=BookingState.CONFIRMED)
        return one.id


def told(database, today):
    with database.read() as db:
        return [one.what for one in fragile_ahead(db, today=today).values()]


def tasks(database, today):
    with database.read() as db:
        return [
            (one.title, one.detail, one.target)
            for one in home(db, today=today, minute=600).tasks
            if "one person" in one.title
        ]


def test_what_matters_most_comes_first_and_what_is_over_is_left_out(database, course):
    assert told(database, FIRST) == ["“Law”, Tuesday at 8:00", "“Welcome”, Monday at 8:00"]
    assert told(database, FIRST + timedelta(days=1)) == ["“Law”, Tuesday at 8:00"]
    assert told(database, FIRST + timedelta(days=2)) == []


def test_a_cancelled_course_is_left_out(database, course):
    with database.step("Cancel") as db:
        db.get_one(Course, course).state = CourseState.CANCELLED

    assert told(database, FIRST) == []


def test_home_tells_in_time_for_what_an_alternate_is_to_be_asked(database, course):
    assert tasks(database, FIRST - timedelta(days=30)) == [
        (
            "1 block stands or falls with one person",
            "CIT 40-hour, May 2026 · first: “Law”, Tuesday at 8:00",
            "presenters",
        )
    ]
    assert tasks(database, FIRST - timedelta(days=61)) == []
    assert tasks(database, FIRST) == []


def test_home_is_silent_once_somebody_stands_behind_and_tells_again_when_they_decline(
    database, course
):
    month_before = FIRST - timedelta(days=30)
    with database.step("Alternate") as db:
        rae = builders.presenter(db, "Rae")
        part = next(
            p for p in fragile_ahead(db, today=FIRST).values() if p.what.startswith("“Law”")
        )
        booking = book(db, part.part_id, rae.id, choice=part.next_choice)
    assert tasks(database, month_before) == []

    with database.step("Declined") as db:
        set_state(db, [booking], BookingState.DECLINED)

    assert len(tasks(database, month_before)) == 1
