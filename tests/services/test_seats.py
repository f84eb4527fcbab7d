"""Seats kept, offered, taken from the waiting list, and shared out over the years."""

from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest
from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import (
    Agency,
    CourseState,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    SeatsKept,
    TraineeRole,
    WithdrawalReason,
)
from cittrainer.queries import fairness as fair
from cittrainer.queries.enrollments import of_course
from cittrainer.queries.seats import seating
from cittrainer.services import enrollments
from cittrainer.services.enrollment_states import CourseFull
from cittrainer.services.enrollments import Word
from cittrainer.services.seats import (
    NobodyNext,
    end_offers,
    keep_seats,
    promote,
    release_seats,
    set_seat_rules,
)

S = EnrollmentState
TODAY = builders.today()
FIRST = TODAY + timedelta(days=30)


class World:
    """A course of three seats with two agencies and people who want into it."""

    def __init__(self, database) -> None:
        self.database = database
        with database.step("Prepare") as db:
            builders.academy(db)
            self.lakeview = builders.agency(db, "Lakeview PD", sworn=100).id
            self.ridgeway = builders.agency(db, "Ridgeway PD", sworn=100).id
            self.course = builders.course(db, "CIT-1", seats=3, first=FIRST).id

    def person(self, name, agency_id, role=TraineeRole.OFFICER, **values):
        with self.database.step("Person") as db:
            agency = db.get_one(Agency, agency_id)
            return builders.person(db, name, "Ana", agency=agency, role=role, **values).id

    def enroll(self, name, agency_id, state=S.ENROLLED, **values):
        person_id = self.person(name, agency_id, **values)
        return self.do(enrollments.enroll, self.course, person_id, state=state)

    def do(self, act, *args, **values):
        with self.database.step("Do") as db:
            return act(db, *args, **values)

    def seats(self, today=TODAY):
        with self.database.read() as db:
            return seating(db, self.course, today=today)

    def state(self, enrollment_id):
        with self.database.read() as db:
            return db.get_one(Enrollment, enrollment_id).state


@pytest.fixture
def world(database):
    return World(database)


def test_seats_kept_for_an_agency_are_given_to_its_people_only(world):
    world.do(keep_seats, world.course, agency_id=world.lakeview, seats=2)
    world.enroll("Lee", world.ridgeway)

    with pytest.raises(CourseFull, match="In CIT-1 the free seats are kept for Lakeview PD"):
        world.enroll("Chen", world.ridgeway)
    world.enroll("Brown", world.lakeview)

    assert world.seats().count.kept == 1
    assert world.seats().count.left_for_all == 0


def test_seats_kept_are_free_again_after_their_day_and_when_released(world):
    yesterday = TODAY - timedelta(days=2)
    world.do(keep_seats, world.course, agency_id=world.lakeview, seats=2, until=yesterday)
    kept = world.do(keep_seats, world.course, role=TraineeRole.DISPATCHER)
    assert world.seats().count.kept == 1

    world.do(release_seats, kept)

    assert world.seats().count.left_for_all == 3


def test_a_seat_kept_by_name_waits_for_that_person(world):
    awaited = world.person("Abara", world.ridgeway)
    world.do(keep_seats, world.course, person_id=awaited)
    world.enroll("Lee", world.ridgeway)
    world.enroll("Chen", world.ridgeway)

    with pytest.raises(CourseFull, match="kept for Ana Abara"):
        world.enroll("Brown", world.ridgeway)
    world.do(enrollments.enroll, world.course, awaited)

    assert world.seats().count.left == 0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "For whom the seats are kept is not said"),
        ({"role": TraineeRole.OFFICER, "seats": 4}, "CIT-1 has 3 seats"),
        ({"role": TraineeRole.OFFICER, "seats": 0}, "The number of seats"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_kept(world, values, words):
    with pytest.raises(Invalid, match=words):
        world.do(keep_seats, world.course, **values)

    with world.database.read() as db:
        assert db.scalars(select(SeatsKept)).all() == []


def test_overbooking_lets_more_in_than_there_are_seats(world):
    with world.database.read() as db:
        seen = seating(db, world.course, today=TODAY).rules.version
    world.do(
        set_seat_rules, world.course, seen=seen, seats=3, overbooking=1,
        non_sworn_percent=None, least_service_years=None, curriculum_id=None,
    )  # fmt: skip
    for name in ("Lee", "Chen", "Brown", "Davis"):
        world.enroll(name, world.ridgeway)

    with pytest.raises(CourseFull, match="3 seats and 1 beyond them and none is free"):
        world.enroll("Evans", world.ridgeway)


def full(world):
    for name in ("Lee", "Chen", "Brown"):
        world.enroll(name, world.ridgeway)
    first = world.enroll("Davis", world.ridgeway, S.WAITLISTED)
    second = world.enroll("Evans", world.lakeview, S.WAITLISTED)
    return first, second


def withdraw(world, name):
    with world.database.read() as db:
        rows = of_course(db, world.course).rows
    (one,) = (row.id for row in rows if row.sorted_name.startswith(name))
    world.do(
        enrollments.set_states, [one], S.WITHDRAWN, reason="Trial",
        word=Word(code=WithdrawalReason.COURT, said_by="Sgt. Hale"),
    )  # fmt: skip
    return one


def test_the_first_who_waits_gets_the_seat_that_became_free_with_the_reason_on_record(world):
    first, second = full(world)
    with pytest.raises(NobodyNext, match="No seat of CIT-1 is free for anybody who waits"):
        world.do(promote, world.course, today=TODAY)
    gone = withdraw(world, "Lee")

    promoted = world.do(promote, world.course, today=TODAY)

    assert (promoted.enrollment_id, promoted.until) == (first, None)
    assert promoted.why == "Ana Davis waited longest, and a seat is free."
    assert (world.state(first), world.state(second)) == (S.ENROLLED, S.WAITLISTED)
    with world.database.read() as db:
        entry = db.scalars(
            select(EnrollmentStateEntry)
            .where(EnrollmentStateEntry.enrollment_id == gone)
            .order_by(EnrollmentStateEntry.id.desc())
        ).first()
        assert (entry.reason_code, entry.said_by) == (WithdrawalReason.COURT, "Sgt. Hale")
        told = db.scalars(
            select(EnrollmentStateEntry.reason).where(EnrollmentStateEntry.enrollment_id == first)
        ).all()
        assert told[-1] == promoted.why


def test_who_is_passed_over_for_a_seat_that_is_kept_is_told(world):
    _first, second = full(world)
    withdraw(world, "Lee")
    world.do(keep_seats, world.course, agency_id=world.lakeview)

    promoted = world.do(promote, world.course, today=TODAY)

    assert promoted.enrollment_id == second
    assert "Not Ana Davis (1st): the free seats are kept for Lakeview PD" in promoted.why


def test_an_offered_seat_is_held_and_goes_back_when_it_is_not_taken(world):
    first, second = full(world)
    withdraw(world, "Lee")

    promoted = world.do(promote, world.course, today=TODAY, offer=True)
    assert promoted.until == TODAY + timedelta(days=5)
    assert world.state(first) is S.OFFERED
    assert world.seats().count.left == 0
    assert world.do(end_offers, world.course, today=promoted.until) == 0

    late = promoted.until + timedelta(days=1)
    assert world.do(end_offers, world.course, today=late) == 1
    assert world.state(first) is S.WAITLISTED
    assert world.do(promote, world.course, today=late).enrollment_id == second


def test_an_offered_seat_that_is_taken_is_no_longer_an_offer(world):
    first, _second = full(world)
    withdraw(world, "Lee")
    world.do(promote, world.course, today=TODAY, offer=True)

    world.do(enrollments.set_state, first, S.ENROLLED)

    with world.database.read() as db:
        assert db.get_one(Enrollment, first).offer_until is None
    assert world.do(end_offers, world.course, today=TODAY + timedelta(days=60)) == 0


def test_nobody_waits_for_a_course_without_a_list(world):
    with pytest.raises(NobodyNext, match="Nobody waits for CIT-1"):
        world.do(promote, world.course, today=TODAY)


def test_what_speaks_against_somebody_is_told_and_keeps_nobody_out(world):
    with world.database.read() as db:
        seen = seating(db, world.course, today=TODAY).rules.version
    world.do(
        set_seat_rules, world.course, seen=seen, seats=3, overbooking=0,
        non_sworn_percent=0, least_service_years=2, curriculum_id=None,
    )  # fmt: skip
    young = world.enroll("Lee", world.ridgeway, service_since=FIRST.year)
    with world.database.step("Elsewhere") as db:
        other = builders.course(db, "CIT-9", first=FIRST, state=CourseState.OPEN)
        person = db.get_one(Enrollment, young).person
        person.employments[-1].shift = "Nights"
        builders.enrollment(db, other, person)

    seats = world.seats()

    told = " ".join(seats.warnings[young])
    assert "Has a seat in CIT-9 on 5 of these days." in told
    assert "0 years of service; 2 years asked." in told
    assert "Works “Nights”: free the night before the first day." in told
    assert seats.non_sworn == (0, 0)


def test_the_past_of_the_agencies_and_a_proposal_for_the_seats_that_are_left(world):
    with world.database.step("Last year") as db:
        before = builders.course(
            db, "CIT-0", first=date(TODAY.year - 1, 3, 3), state=CourseState.CLOSED
        )
        ridgeway = db.get_one(Agency, world.ridgeway)
        for number in range(4):
            who = builders.person(db, f"Old{number}", agency=ridgeway)
            state = S.NO_SHOW if number == 3 else S.COMPLETED
            one = builders.enrollment(db, before, who, state=state)
            one.states.insert(0, EnrollmentStateEntry(state=S.ENROLLED))
    for name in ("Lee", "Chen", "Brown"):
        world.enroll(name, world.ridgeway, S.NOMINATED)
    for name in ("Davis", "Evans"):
        world.enroll(name, world.lakeview, S.APPROVED)

    with world.database.read() as db:
        found = fair.fairness(db, world.course, today=TODAY)

    past = {one.name: (one.asked, one.given, one.used, one.no_shows) for one in found.past}
    assert past == {"Lakeview PD": (0, 0, 0, 0), "Ridgeway PD": (4, 4, 3, 1)}
    assert [(one.name, one.seats, one.asked) for one in found.shares] == [
        ("Lakeview PD", 2, 2), ("Ridgeway PD", 1, 3),
    ]  # fmt: skip
    assert len(found.asking[world.ridgeway]) == 3
