from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import builders
import pytest

from cittrainer.models import (
    ActualPresenter,
    Booking,
    BookingState,
    BookingStateEntry,
    CourseState,
    PresenterKind,
    Qualification,
)
from cittrainer.queries.presenter_talks import last_asked, standings, talks
from cittrainer.rules.fair_rotation import Limits, Talk
from cittrainer.services.bookings import book, set_state

TODAY = date(2026, 5, 6)
"""The Wednesday of the usual course."""


def standing(database, presenter_id, **values):
    with database.read() as db:
        return standings(db, today=TODAY, **values)[presenter_id]


def talks_of(database, presenter_id, on=TODAY):
    with database.read() as db:
        found = talks(db, [presenter_id], today=TODAY, on=on)[presenter_id]
        return {one.block_id: one for one in found}


@pytest.mark.parametrize(
    ("day", "state", "choice", "counts", "given"),
    [
        (0, BookingState.PRESENTED, 1, True, True),
        (0, BookingState.PRESENTED, 2, True, True),
        (0, BookingState.CONFIRMED, 1, True, True),
        (0, BookingState.CONFIRMED, 2, False, False),
        (0, BookingState.INVITED, 1, False, False),
        (0, BookingState.TO_ASK, 1, False, False),
        (2, BookingState.CONFIRMED, 1, True, False),
        (2, BookingState.PRESENTED, 1, True, True),
        (4, BookingState.TO_ASK, 1, True, False),
        (4, BookingState.TENTATIVE, 1, True, False),
        (4, BookingState.CONFIRMED, 1, True, False),
        (4, BookingState.INVITED, 2, False, False),
        (4, BookingState.DECLINED, 1, False, False),
        (4, BookingState.CANCELLED, 1, False, False),
        (4, BookingState.NO_SHOW, 1, False, False),
    ],
)
def test_which_bookings_count_as_talks(database, day, state, choice, counts, given):
    with database.step("Fill") as db:
        days = builders.course_days(db, 5)
        ana = builders.presenter(db, "Ana")
        block = builders.block(db, day=days[day])
        builders.add(
            db,
            Booking(
                block_part_id=block.parts[0].id, presenter_id=ana.id, state=state, choice=choice
            ),
        )
        ana_id, block_id = ana.id, block.id

    with database.read() as db:
        found = talks(db, [ana_id], today=TODAY, on=TODAY).get(ana_id, [])

    on = builders.MONDAY + timedelta(days=day)
    wanted = Talk(block_id, on, "CIT-2026-05", given, "presenter")
    assert found == ([wanted] if counts else [])


def test_a_cancelled_course_counts_only_what_was_presented(database):
    with database.step("Fill") as db:
        monday, friday = builders.course_days(db, 2, first=TODAY)
        ana = builders.presenter(db, "Ana")
        gone, held = builders.block(db, day=friday), builders.block(db, day=monday)
        book(db, gone.parts[0].id, ana.id, state=BookingState.CONFIRMED)
        book(db, held.parts[0].id, ana.id, state=BookingState.PRESENTED)
        monday.course.state = CourseState.CANCELLED
        ana_id, held_id = ana.id, held.id

    assert list(talks_of(database, ana_id)) == [held_id]


def test_somebody_who_stood_in_unasked_has_talked_too(database):
    with database.step("Fill") as db:
        (monday,) = builders.course_days(db, 1)
        ana = builders.presenter(db, "Ana")
        block = builders.block(db, day=monday)
        builders.add(db, ActualPresenter(block_part_id=block.parts[0].id, presenter_id=ana.id))
        ana_id = ana.id

    found = standing(database, ana_id)

    assert (found.use.last_on, found.use.month, found.use.year) == (builders.MONDAY, 1, 1)


def test_two_rooms_of_a_block_are_one_talk(database):
    with database.step("Fill") as db:
        (monday,) = builders.course_days(db, 1)
        ana = builders.presenter(db, "Ana")
        for part in builders.block(db, day=monday, parts=2).parts:
            book(db, part.id, ana.id, state=BookingState.PRESENTED)
        ana_id = ana.id

    assert standing(database, ana_id).use.month == 1


def test_a_last_talk_of_years_ago_is_found_with_its_course(database):
    with database.step("Fill") as db:
        ana = builders.presenter(db, "Ana")
        for number, year in (("CIT-20", 2020), ("CIT-21", 2021)):
            old = builders.course(db, number, days=1, first=date(year, 5, 5))
            block = builders.block(db, day=old.days[0])
            builders.add(db, ActualPresenter(block_part_id=block.parts[0].id, presenter_id=ana.id))
        ana_id = ana.id

    used = standing(database, ana_id).use

    assert (used.last_on, used.last_course, used.year) == (date(2021, 5, 5), "CIT-21", 0)


def asked_at(db, part_id, presenter_id, *entries):
    booking = Booking(block_part_id=part_id, presenter_id=presenter_id, state=entries[-1][0])
    for state, on in entries:
        at = datetime.combine(on, datetime.min.time(), tzinfo=UTC).replace(hour=18)
        booking.states.append(BookingStateEntry(state=state, recorded=at))
    builders.add(db, booking)


@pytest.mark.parametrize(
    ("entries", "asked_on"),
    [
        ([(BookingState.TO_ASK, date(2026, 4, 1))], None),
        (
            [(BookingState.TO_ASK, date(2026, 4, 1)), (BookingState.INVITED, date(2026, 4, 3))],
            date(2026, 4, 3),
        ),
        (
            [(BookingState.INVITED, date(2026, 4, 3)), (BookingState.CONFIRMED, date(2026, 4, 9))],
            date(2026, 4, 3),
        ),
        ([(BookingState.CONFIRMED, date(2026, 4, 9))], date(2026, 4, 9)),
        ([(BookingState.INVITED, date(2022, 4, 3))], date(2022, 4, 3)),
    ],
)
def test_when_somebody_was_last_asked(database, entries, asked_on):
    with database.step("Fill") as db:
        ana = builders.presenter(db, "Ana")
        block = builders.block(db, course=builders.course(db))
        asked_at(db, block.parts[0].id, ana.id, *entries)
        ana_id = ana.id

    with database.read() as db:
        assert last_asked(db, [ana_id], today=TODAY).get(ana_id) == asked_on


def test_two_talks_a_year_are_due_to_a_storyteller_but_only_in_the_book(database):
    with database.step("Fill") as db:
        teller = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        doctor = builders.presenter(db, "Dr. Ruiz", kind=PresenterKind.CLINICIAN)
        own = builders.presenter(db, "Noor", kind=PresenterKind.FAMILY, least_a_year=1)
        ids = [teller.id, doctor.id, own.id]

    with database.read() as db:
        inside = standings(db, today=TODAY)
        outside = standings(db, today=TODAY, for_the_book=False)

    assert [inside[one].due for one in ids] == [2, 0, 1]
    assert [outside[one].due for one in ids] == [0, 0, 1]


def test_limits_and_what_runs_out_before_a_booked_day(database):
    with database.step("Fill") as db:
        far = builders.course(db, days=1, first=date(2026, 11, 2))
        ana = builders.presenter(db, "Ana", most_a_month=2, most_a_year=6)
        ana.qualifications.append(
            Qualification(name="CIT instructor", expires_on=date(2026, 10, 31))
        )
        book(db, builders.block(db, day=far.days[0]).parts[0].id, ana.id)
        ana_id = ana.id

    found = standing(database, ana_id, only=[ana_id])

    assert found.limits == Limits(None, 2, 6, None)
    assert [(one.name, one.booked_on) for one in found.runs_out] == [
        ("CIT instructor", date(2026, 11, 2))
    ]
    assert found.use.next_on == date(2026, 11, 2)


def test_declining_frees_the_month_again(database):
    with database.step("Fill") as db:
        days = builders.course_days(db, 5)
        ana = builders.presenter(db, "Ana", most_a_month=1)
        booking = book(db, builders.block(db, day=days[4]).parts[0].id, ana.id)
        ana_id = ana.id
    assert standing(database, ana_id).use.month == 1

    with database.step("Decline") as db:
        set_state(db, [booking], BookingState.DECLINED)

    assert standing(database, ana_id).use.month == 0
