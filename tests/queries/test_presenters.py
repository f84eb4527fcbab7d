from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields
from datetime import date, timedelta

import builders
import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from cittrainer.db import Actor, Database
from cittrainer.errors import NotFound
from cittrainer.models import (
    Availability,
    AvailabilityKind,
    BlockPart,
    BookingState,
    CourseState,
    Delivery,
    PresenterKind,
)
from cittrainer.queries import confidential, presenters
from cittrainer.queries.candidates import offer
from cittrainer.queries.presenter_talks import standings
from cittrainer.queries.presenters import BookingRow, PartRow, PresenterChoice
from cittrainer.services.bookings import book, record_actual
from cittrainer.services.confidential import ConfidentialWords, write_confidential

TODAY = builders.MONDAY


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
    """A course of one block with ``count`` presenters; their ids and the course's."""
    with database.step("Fill") as db:
        (day,) = builders.course_days(db, 1)
        part = builders.block(db, "Story", day=day, room=builders.room(db)).parts[0]
        ids = []
        for number in range(count):
            one = builders.presenter(db, f"P{number}", person=builders.person(db))
            one.availability.append(Availability(weekday=0))
            book(db, part.id, one.id, choice=number + 1)
            ids.append(one.id)
        record_actual(db, part.id, ids)
        return ids, day.course_id


def numbers_of_queries(path, count):
    """How many questions each read asks of a file with so many presenters."""
    with Database.create(path, Actor("Dana", "dana")) as database:
        (first, *_rest), course_id = filled(database, count)
        with database.read() as db:
            part_id = db.scalars(select(BlockPart.id)).one()
        numbers = []
        for read in (
            lambda db: presenters.presenters(db, today=TODAY),
            lambda db: presenters.presenter(db, first),
            presenters.choices,
            presenters.unconfirmed,
            lambda db: presenters.course_parts(db, course_id),
            lambda db: confidential.confidential(db, first),
            lambda db: standings(db, today=TODAY),
            lambda db: offer(db, part_id, today=TODAY),
        ):
            with database.read() as db, statements() as sent:
                read(db)
            numbers.append(len(sent))
        return numbers


def test_the_reads_take_the_same_queries_however_many_there_are(tmp_path):
    assert [numbers_of_queries(tmp_path / f"{count}.cit", count) for count in (1, 3)] == [
        [3, 6, 1, 1, 4, 4, 7, 16]
    ] * 2


def test_the_book_counts_what_is_ahead_and_what_was_presented(database):
    with database.step("Fill") as db:
        monday, tuesday = builders.course_days(db, 2)
        past = builders.course(db, "OLD", days=1, first=date(2025, 5, 5), state=CourseState.CLOSED)
        ana = builders.presenter(db, "Ana")
        builders.presenter(db, "Ben", active=False)
        early = builders.block(db, "Early", day=monday).parts[0]
        late = builders.block(db, "Late", day=tuesday).parts[0]
        gone = builders.block(db, "Gone", day=monday).parts[0]
        extra = builders.block(db, "Extra", day=tuesday).parts[0]
        old = builders.block(db, "Old", day=past.days[0]).parts[0]
        book(db, early.id, ana.id, state=BookingState.CONFIRMED)
        book(db, late.id, ana.id, state=BookingState.TENTATIVE)
        book(db, gone.id, ana.id, state=BookingState.DECLINED)
        book(db, extra.id, ana.id, choice=2)
        past.state = CourseState.OPEN
        record_actual(db, old.id, [ana.id])
        past.state = CourseState.CLOSED

    with database.read() as db:
        one, two = presenters.presenters(db, today=TODAY + timedelta(days=1))

    assert (one.public_name, one.bookings, one.unconfirmed) == ("Ana", 3, 1)
    assert (one.next_on, one.presented) == (TODAY + timedelta(days=1), 1)
    assert (two.active, two.bookings, two.next_on, two.presented) == (False, 0, None, 0)


def test_a_card_tells_times_and_bookings_and_nothing_of_the_confidential_record(database):
    with database.step("Fill") as db:
        monday, tuesday = builders.course_days(db, 2)
        one = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        one.availability.append(Availability(kind=AvailabilityKind.NO, on_date=TODAY))
        for title, day in (("First", monday), ("Second", tuesday)):
            book(db, builders.block(db, title, day=day).parts[0].id, one.id)
        unplaced = builders.block(db, "Unplaced", course=monday.course)
        book(db, unplaced.parts[0].id, one.id)
        write_confidential(db, one.id, ConfidentialWords(phone="555-0117"), seen=None)
        presenter_id = one.id

    with database.read() as db:
        card = presenters.presenter(db, presenter_id)

    assert [row.block for row in card.bookings] == ["Second", "First", "Unplaced"]
    assert [(window.kind, window.on_date) for window in card.windows] == [
        (AvailabilityKind.NO, TODAY)
    ]
    assert "555-0117" not in repr(card)


def test_whoever_was_removed_is_told(database):
    for read in (presenters.presenter, confidential.confidential):
        with pytest.raises(NotFound), database.read() as db:
            read(db, 7)


def test_the_kind_leaves_the_book_by_no_row(database):
    assert [
        (cls.__name__, field.name)
        for cls in (BookingRow, PartRow, PresenterChoice)
        for field in fields(cls)
        if field.name in {"kind", "presenter_kind"}
    ] == []
    with database.step("Fill") as db:
        (day,) = builders.course_days(db, 1)
        one = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        book(db, builders.block(db, day=day).parts[0].id, one.id)
        course_id = day.course_id

    with database.read() as db:
        told = (
            presenters.choices(db),
            presenters.course_parts(db, course_id),
            presenters.unconfirmed(db),
        )

    assert "Marcus T." in repr(told)
    assert "lived" not in repr(told).casefold()


def test_only_active_presenters_are_offered(database):
    with database.step("Fill") as db:
        builders.presenter(db, "Zoë", title="Judge", organization="County")
        builders.presenter(db, "Ana")
        builders.presenter(db, "Rae", active=False)

    with database.read() as db:
        offered = [(one.public_name, one.detail) for one in presenters.choices(db)]

    assert offered == [("Ana", ""), ("Zoë", "Judge, County")]


def test_the_unconfirmed_are_first_choices_of_courses_that_are_not_over(database):
    with database.step("Fill") as db:
        monday, tuesday = builders.course_days(db, 2)
        over = builders.course(db, "OVER", days=1)
        ana, ben = builders.presenter(db, "Ana"), builders.presenter(db, "Ben")
        late = builders.block(db, "Late", day=tuesday).parts[0]
        early = builders.block(db, "Early", day=monday).parts[0]
        book(db, late.id, ana.id)
        book(db, early.id, ana.id, state=BookingState.TENTATIVE)
        book(db, early.id, ben.id, choice=2)
        book(db, late.id, ben.id, state=BookingState.CONFIRMED)
        book(db, builders.block(db, "Over", day=over.days[0]).parts[0].id, ana.id)
        over.state = CourseState.CANCELLED
        course_id, over_id = monday.course_id, over.id

    with database.read() as db:
        assert [row.block for row in presenters.unconfirmed(db)] == ["Early", "Late"]
        assert len(presenters.unconfirmed(db, course_id=course_id)) == 2
        assert presenters.unconfirmed(db, course_id=over_id) == ()


def test_the_parts_of_a_course_come_in_agenda_order_with_planned_and_actual(database):
    with database.step("Fill") as db:
        monday, tuesday = builders.course_days(db, 2)
        builders.block(db, "Unplaced", course=monday.course)
        builders.block(db, "Lunch", day=monday, start="12:00", delivery=Delivery.LUNCH)
        builders.block(db, "Later", day=tuesday)
        rooms = builders.block(db, "Scenario", day=monday, start="13:00", parts=2)
        rooms.parts[0].title, rooms.parts[1].title = "Station 1", "Station 2"
        ana, ben = builders.presenter(db, "Ana"), builders.presenter(db, "Ben")
        book(db, rooms.parts[0].id, ben.id, choice=2)
        book(db, rooms.parts[0].id, ana.id)
        record_actual(db, rooms.parts[0].id, [ben.id])
        book(db, rooms.parts[1].id, ana.id, state=BookingState.DECLINED)
        course_id, day_id = monday.course_id, monday.id

    with database.read() as db:
        parts = presenters.course_parts(db, course_id)

    assert [(part.block, part.part) for part in parts] == [
        ("Lunch", ""),
        ("Scenario", "Station 1"),
        ("Scenario", "Station 2"),
        ("Later", ""),
        ("Unplaced", ""),
    ]
    assert [one.presenter for one in parts[1].bookings] == ["Ana", "Ben"]
    assert [name for _id, name in parts[1].actual] == ["Ben"]
    assert [part.nobody_yet for part in parts] == [False, False, True, True, True]
    assert [part.course_day_id == day_id for part in parts] == [True, True, True, False, False]
