"""Who cannot be booked for a course: derived from confidential records, without any reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import builders
import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from cittrainer.models import (
    AgencyNotBookedFor,
    Booking,
    BookingState,
    ConfidentialRecord,
    ConsentAgency,
    Course,
    CourseState,
    Delivery,
    Enrollment,
    EnrollmentState,
    Presenter,
    PresenterKind,
)
from cittrainer.queries.care import bars, bars_by_course, care_of
from cittrainer.queries.home import home
from cittrainer.queries.weeks import week
from cittrainer.rules.care import Bar
from cittrainer.rules.checks import findings
from cittrainer.rules.values import BookingValue
from cittrainer.services.bookings import book
from cittrainer.services.confidential import ConfidentialWords, write_confidential
from cittrainer.services.releases import release

MONDAY, TUESDAY, WEDNESDAY = (builders.MONDAY + timedelta(days=n) for n in range(3))
GIVEN = MONDAY - timedelta(days=30)


@pytest.fixture
def course_id(database):
    """Three days, a story of Walt on Monday and one on Wednesday, an officer of Ridgeway PD."""
    with database.step("Prepare") as db:
        course = builders.course(db, days=3, state=CourseState.OPEN)
        room = builders.room(db)
        walt = builders.presenter(db, "Walt K.", kind=PresenterKind.LIVED_EXPERIENCE)
        ana = builders.presenter(db, "Ana")
        for day in (course.days[0], course.days[2]):
            story = builders.block(
                db, "Story", day=day, start="10:00", delivery=Delivery.STORY, room=room
            )
            book(db, story.parts[0].id, walt.id, state=BookingState.CONFIRMED)
            book(
                db,
                story.parts[0].id,
                ana.id,
                role="facilitator",
                state=BookingState.CONFIRMED,
            )
        police = builders.agency(db)
        builders.enrollment(db, course, builders.person(db, agency=police))
        return course.id


def record(database, **values):
    """Walt's record, with a consent that holds unless something else is said."""
    values = {"consent_on": GIVEN, **values}
    with database.step("Confidential record changed") as db:
        walt = db.scalar(select(Presenter.id).where(Presenter.public_name == "Walt K."))
        one = db.scalar(select(ConfidentialRecord))
        if one is None:
            one = builders.add(db, ConfidentialRecord(presenter_id=walt))
        for name, value in values.items():
            setattr(one, name, value)


def barred(database, course_id):
    """Who cannot be booked, by name; and what the week says must be the same."""
    with database.read() as db:
        names = {one.id: one.public_name for one in db.scalars(select(Presenter))}
        found = bars(db, course_id)
        plan = week(db, course_id)
    for one in plan.presenters.values():
        assert Bar(one.barred, one.barred_on) == found.get(one.id, Bar())
    return {names[one]: bar for one, bar in found.items()}


WHOLE = {"Walt K.": Bar(whole=True)}


def test_somebody_who_tells_their_story_needs_a_consent(database, course_id):
    assert barred(database, course_id) == WHOLE

    record(database, consent_on=None)
    assert barred(database, course_id) == WHOLE

    record(database)
    assert barred(database, course_id) == {}


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        ({"consent_expires_on": MONDAY - timedelta(days=1)}, WHOLE),
        ({"consent_withdrawn_on": MONDAY}, WHOLE),
        ({"consent_on": WEDNESDAY + timedelta(days=1)}, WHOLE),
        ({"consent_expires_on": WEDNESDAY}, {}),
        ({"consent_withdrawn_on": WEDNESDAY + timedelta(days=1)}, {}),
        (
            {"consent_expires_on": TUESDAY},
            {"Walt K.": Bar(on=frozenset({WEDNESDAY}))},
        ),
        (
            {"consent_withdrawn_on": TUESDAY},
            {"Walt K.": Bar(on=frozenset({TUESDAY, WEDNESDAY}))},
        ),
        ({"consent_on": TUESDAY}, {"Walt K.": Bar(on=frozenset({MONDAY}))}),
    ],
)
def test_a_consent_holds_from_the_day_it_was_given_to_its_last(
    database, course_id, consent, expected
):
    record(database, **consent)

    assert barred(database, course_id) == expected


def agencies(database, kind, *names):
    """Walt's consent covers these agencies, or he is not to be booked for them."""
    with database.step("Confidential record changed") as db:
        walt = db.scalar(select(Presenter.id).where(Presenter.public_name == "Walt K."))
        for name in names:
            other = builders.agency(db, name) if name != "Ridgeway PD" else None
            builders.add(db, kind(presenter_id=walt, agency_id=other.id if other else 1))


def test_an_agency_not_to_be_booked_for_counts_when_somebody_of_it_has_a_seat(database, course_id):
    record(database)
    agencies(database, AgencyNotBookedFor, "Lakeview PD")
    assert barred(database, course_id) == {}

    with database.step("Enroll") as db:
        person = builders.person(db, "Begay")
        one = builders.enrollment(
            db, db.get_one(Course, course_id), person, state=EnrollmentState.WAITLISTED
        )
        one.agency_id = 2
    assert barred(database, course_id) == {}

    with database.step("Enroll") as db:
        db.get_one(Enrollment, one.id).state = EnrollmentState.ENROLLED
    assert barred(database, course_id) == WHOLE


def test_a_consent_for_some_agencies_covers_no_other(database, course_id):
    record(database, consent_all_agencies=False)
    assert barred(database, course_id) == WHOLE

    agencies(database, ConsentAgency, "Lakeview PD")
    assert barred(database, course_id) == WHOLE

    agencies(database, ConsentAgency, "Ridgeway PD")
    assert barred(database, course_id) == {}


def test_a_course_that_nobody_is_enrolled_in_yet_bars_for_no_agency(database, course_id):
    record(database, consent_all_agencies=False)
    agencies(database, AgencyNotBookedFor, "Ridgeway PD")
    with database.step("Prepare") as db:
        other = builders.course(db, "CIT-NEW", days=1).id

    assert barred(database, other) == {}
    with database.read() as db:
        assert set(bars_by_course(db, [course_id, other])[course_id].values()) == {Bar(whole=True)}


def sentences(database, course_id, kind):
    with database.read() as db:
        return [
            (one.sentence, one.severity)
            for one in findings(week(db, course_id))
            if one.kind == kind
        ]


CANNOT = "Walt K. cannot be booked for this course."


@pytest.mark.parametrize("reason", ["agency", "withdrawn", "missing", "not covered"])
def test_the_finding_is_the_same_whatever_the_reason(database, course_id, reason):
    record(
        database,
        consent_on=None if reason == "missing" else GIVEN,
        consent_withdrawn_on=GIVEN if reason == "withdrawn" else None,
        consent_all_agencies=reason != "not covered",
        support_person="Sister Rosalind",
        topics_not_asked="Winter of 2019",
    )
    if reason == "agency":
        agencies(database, AgencyNotBookedFor, "Ridgeway PD")

    with database.read() as db:
        plan = week(db, course_id)
        (found,) = [one for one in findings(plan) if one.kind == "barred"]

    assert (found.sentence, found.severity) == (CANNOT, "error")
    assert found.hint == "Ask somebody else, or open the presenters’ book."
    assert len(found.blocks) == 2
    told = repr(plan) + repr(findings(plan))
    for secret in ("Rosalind", "2019", "onsent", "Ridgeway", "lived", "barred=", str(GIVEN)):
        assert secret not in told


def test_single_days_are_told_with_their_day(database, course_id):
    record(database, consent_expires_on=TUESDAY)

    assert sentences(database, course_id, "barred") == [
        ("Walt K. cannot be booked on Wednesday 6 May.", "error")
    ]


def test_who_presented_or_is_called_off_is_not_found(database, course_id):
    with database.step("Change") as db:
        for one, state in zip(
            db.scalars(select(Booking).where(Booking.role == "presenter")),
            (BookingState.PRESENTED, BookingState.CANCELLED),
            strict=True,
        ):
            one.state = state

    assert sentences(database, course_id, "barred") == []


def test_what_was_agreed_is_arranged_for_each_booking(database, course_id):
    record(database, support_person="Sister Rosalind", access_needs="Step-free access, Loop")
    assert [said for said, _ in sentences(database, course_id, "not_arranged")] == [
        "What was agreed with Walt K. for “Story” is not arranged yet."
    ] * 2
    assert [said for said, _ in sentences(database, course_id, "room_unsuited")] == [
        f"“Room A” does not suit Walt K., who is booked for “Story”, {day} at 10:00."
        for day in ("Monday", "Wednesday")
    ]

    with database.step("Arrange") as db:
        own = db.scalars(select(Booking).where(Booking.role == "presenter")).all()
        own[0].part.room.equipment = "Projector, loop, step-free  access"
        invited = [one.uuid.hex() for one in own]
    record(database, support_invited=invited[:1])
    assert len(sentences(database, course_id, "not_arranged")) == 1
    assert sentences(database, course_id, "room_unsuited") == []

    record(database, support_invited=invited)
    assert sentences(database, course_id, "not_arranged") == []


def test_somebody_who_is_only_thought_of_has_nothing_to_be_arranged(database, course_id):
    record(database, support_person="Sister Rosalind", access_needs="Loop")
    with database.read() as db:
        plan = week(db, course_id)
        walt = next(one.id for one in plan.presenters.values() if one.name == "Walt K.")
        thought_of = BookingValue(0, walt, "Walt K.", "to_ask")
        found = care_of(db, course_id, [MONDAY], [thought_of], plan.rooms)[walt]

    assert found.unarranged == frozenset()
    assert found.unsuited_rooms == frozenset(plan.rooms)


def test_nothing_has_to_be_arranged_for_somebody_nobody_asked(database, course_id):
    record(database, support_person="Sister Rosalind")
    with database.step("Change") as db:
        for one in db.scalars(select(Booking)):
            one.state = BookingState.TO_ASK

    assert sentences(database, course_id, "not_arranged") == []


def test_a_consent_withdrawn_on_a_released_plan_is_on_home_at_once(database, course_id):
    record(database)
    with database.step("Release") as db:
        told = [one.sentence for one in findings(week(db, course_id))]
        release(db, course_id, acknowledged=told)
    before = MONDAY - timedelta(days=40)

    def tasks():
        with database.read() as db:
            return [(one.title, one.urgent) for one in home(db, today=before, minute=600).tasks]

    assert (CANNOT, True) not in tasks()
    record(database, consent_withdrawn_on=GIVEN + timedelta(days=1))
    assert tasks()[0] == (CANNOT, True)


def test_the_week_knows_talks_in_other_courses(database, course_id):
    with database.step("Prepare") as db:
        walt = db.scalar(select(Presenter).where(Presenter.public_name == "Walt K."))
        for number, first, state, choice, delivery in (
            ("A", MONDAY + timedelta(days=20), CourseState.OPEN, 1, Delivery.STORY),
            ("B", MONDAY + timedelta(days=21), CourseState.OPEN, 1, Delivery.LECTURE),
            ("C", MONDAY + timedelta(days=20), CourseState.CANCELLED, 1, Delivery.STORY),
            ("D", MONDAY + timedelta(days=20), CourseState.OPEN, 2, Delivery.STORY),
            ("E", MONDAY + timedelta(days=60), CourseState.OPEN, 1, Delivery.STORY),
        ):
            course = builders.course(db, number, days=1, first=first, state=state)
            block = builders.block(db, "Talk", day=course.days[0], delivery=delivery)
            builders.add(
                db,
                Booking(block_part_id=block.parts[0].id, presenter_id=walt.id, choice=choice),
            )

    def known():
        with database.read() as db:
            return next(p for p in week(db, course_id).presenters.values() if "Walt" in p.name)

    near, later = (MONDAY + timedelta(days=n) for n in (20, 60))
    assert known().talks_elsewhere == (near, near + timedelta(days=1))
    assert known().stories_elsewhere == (near,)
    with database.step("Limit") as db:
        db.scalar(select(Presenter).where(Presenter.public_name == "Walt K.")).most_a_year = 9
    assert known().talks_elsewhere == (near, near + timedelta(days=1), later)


def test_more_presenters_take_no_more_statements(database, course_id):
    def count():
        sent = []

        def note(*said):
            sent.append(said[2])

        event.listen(Engine, "before_cursor_execute", note)
        try:
            with database.read() as db:
                week(db, course_id, holidays=False)
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return len(sent)

    record(database, support_person="Sister Rosalind")
    first = count()
    with database.step("More") as db:
        part = db.scalar(select(Booking.block_part_id))
        for number in range(4):
            one = builders.presenter(db, f"P{number}", kind=PresenterKind.FAMILY)
            book(db, part, one.id, choice=number + 2)
            write_confidential(
                db,
                one.id,
                ConfidentialWords(consent_on=GIVEN, support_person="A friend"),
                seen=None,
            )

    assert count() == first


def test_a_closed_course_is_let_be(database, course_id):
    with database.read() as db:
        plan = replace(week(db, course_id), state="closed")

    assert [one for one in findings(plan) if one.kind == "barred"] == []
