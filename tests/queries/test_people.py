from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta

import builders
import pytest
from sqlalchemy import event

from cittrainer.errors import NotFound
from cittrainer.models import (
    Certificate,
    Employment,
    EnrollmentState,
    EnrollmentStateEntry,
    ExcusedBlock,
    IdentifierKind,
    Person,
    PersonIdentifier,
    TraineeRole,
)
from cittrainer.queries import agencies, enrollments, people, person_keys, person_records
from cittrainer.queries.people_search import PeopleFilter, PeopleOrder, all_ids, count
from cittrainer.queries.standings import Standing, StandingKind
from cittrainer.services.people import search_name

TODAY = date(2026, 5, 4)
S = EnrollmentState


@contextmanager
def statements(db):
    """Counts the SELECTs that run inside."""
    seen: list[str] = []

    def note(_conn, _cursor, statement, *_):
        seen.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def person(db, last_name, first_name="Ana", **values):
    one = builders.person(db, last_name, first_name, **values)
    one.search_name = search_name(last_name, first_name)
    return one


def certificate(db, enrollment, *, expires_on, sequence=1, **values):
    return builders.add(
        db,
        Certificate(
            number=f"2026-{sequence:04}",
            year=2026,
            sequence=sequence,
            course_id=enrollment.course_id,
            enrollment_id=enrollment.id,
            words={},
            issued_on=date(2026, 3, 20),
            expires_on=expires_on,
            **values,
        ),
    )


def found(database, **wanted):
    with database.read() as db:
        rows = people.page(db, PeopleFilter(**wanted), today=TODAY)
        assert count(db, PeopleFilter(**wanted)) == len(rows)
        assert all_ids(db, PeopleFilter(**wanted)) == tuple(row.id for row in rows)
        return [row.sorted_name for row in rows]


@pytest.fixture
def academy(database):
    with database.step("Prepare") as db:
        ridgeway = builders.agency(db, "Ridgeway PD")
        center = builders.agency(db, "Tamarack County 911")
        person(db, "Müller", "Jürgen", agency=ridgeway, state_id="PH-121")
        person(db, "van der Berg", "Pieter", agency=ridgeway, state_id="LV-0302")
        person(db, "Åberg", "Lena", agency=center, role=TraineeRole.DISPATCHER, state_id="T911-7")
        person(db, "Lee", "Grace", agency=center, role=TraineeRole.CORRECTIONS)
        person(db, "Zed", "Amy")
    return database


def test_people_are_sorted_as_a_phone_book_does(academy):
    assert found(academy) == [
        "Åberg, Lena",
        "Lee, Grace",
        "Müller, Jürgen",
        "van der Berg, Pieter",
        "Zed, Amy",
    ]
    assert found(academy, descending=True)[0] == "Zed, Amy"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("muller", ["Müller, Jürgen"]),
        ("MÜLLER jur", ["Müller, Jürgen"]),
        ("ph-1", ["Müller, Jürgen"]),
        ("PH-121", ["Müller, Jürgen"]),
        ("ridgeway", ["Müller, Jürgen", "van der Berg, Pieter"]),
        ("911", ["Åberg, Lena", "Lee, Grace"]),
        ("grace ridgeway", []),
        ("100%", []),
        ("_", []),
        ("'", []),
    ],
)
def test_search_finds_names_numbers_and_agencies_and_all_words_must_fit(academy, text, expected):
    assert found(academy, text=text) == expected


def test_people_are_filtered_by_role_agency_and_course(academy):
    with academy.step("Prepare") as db:
        lee = db.query(Person).filter_by(last_name="Lee").one()
        course = builders.course(db)
        builders.enrollment(db, course, lee)
        course_id, agency_id = course.id, lee.employments[0].agency_id

    dispatchers = frozenset({TraineeRole.DISPATCHER})
    assert found(academy, roles=dispatchers) == ["Åberg, Lena"]
    assert found(academy, agency_id=agency_id) == ["Åberg, Lena", "Lee, Grace"]
    assert found(academy, agency_id=agency_id, not_in_course=course_id) == ["Åberg, Lena"]


def test_people_without_the_value_come_last_whichever_way_the_list_is_sorted(academy):
    for order in (PeopleOrder.AGENCY, PeopleOrder.STATE_ID):
        assert found(academy, order=order)[-1] == "Zed, Amy"
        assert found(academy, order=order, descending=True)[-1] == "Zed, Amy"
    assert found(academy, order=PeopleOrder.AGENCY)[0] == "Müller, Jürgen"
    assert found(academy, order=PeopleOrder.COURSE)[0] == "Åberg, Lena"


def test_who_left_an_agency_is_not_found_under_it(database):
    with database.step("Prepare") as db:
        old, new = builders.agency(db, "Ridgeway PD"), builders.agency(db, "Lakeview PD")
        one = person(db, "Chen", agency=old)
        one.employments[0].to_date = TODAY
        one.employments.append(Employment(agency_id=new.id, role=TraineeRole.OFFICER))

    assert found(database, text="ridgeway") == []
    with database.read() as db:
        assert [row.agency for row in people.page(db, PeopleFilter(), today=TODAY)] == [
            "Lakeview PD"
        ]


def test_a_list_takes_as_many_statements_for_three_people_as_for_one(database):
    taken = []
    for number in (1, 2):
        with database.step("Prepare") as db:
            course = builders.course(db, f"C-{number}")
            for name in ("A", "B")[:number]:
                one = person(db, name, agency=builders.agency(db, f"{name}{number}"))
                enrollment = builders.enrollment(db, course, one, state=S.WAITLISTED)
                builders.add(
                    db, EnrollmentStateEntry(enrollment_id=enrollment.id, state=S.WAITLISTED)
                )
        with database.read() as db, statements(db) as seen:
            people.page(db, PeopleFilter(), today=TODAY)
            taken.append(len(seen))
        with database.read() as db, statements(db) as seen:
            enrollments.of_course(db, course.id)
            agencies.agencies(db, today=TODAY)
            enrollments.open_courses(db)
            taken[-1] += len(seen)

    assert taken[0] == taken[1]


def test_standing_says_the_coming_course_before_an_old_certificate(database):
    with database.step("Prepare") as db:
        one = person(db, "Lee", agency=builders.agency(db))
        done = builders.enrollment(db, builders.course(db, "OLD"), one, state=S.COMPLETED)
        certificate(db, done, expires_on=date(2028, 3, 31))

    def standing():
        with database.read() as db:
            (row,) = people.page(db, PeopleFilter(), today=TODAY)
            return row.latest_course, row.standing

    assert standing() == ("OLD", Standing(StandingKind.CERTIFIED, until=date(2028, 3, 31)))
    with database.step("Prepare") as db:
        later = builders.course(db, "NEXT", first=TODAY + timedelta(days=30))
        builders.enrollment(db, later, db.get_one(Person, 1), state=S.NOMINATED)
    assert standing() == ("NEXT", Standing(StandingKind.NOMINATED))


@pytest.mark.parametrize(
    ("expires_on", "expected"),
    [
        (None, Standing(StandingKind.CERTIFIED)),
        (TODAY, Standing(StandingKind.RUNNING_OUT, until=TODAY, days=0)),
        (date(2026, 5, 16), Standing(StandingKind.RUNNING_OUT, until=date(2026, 5, 16), days=12)),
        (date(2026, 5, 3), Standing(StandingKind.RAN_OUT, until=date(2026, 5, 3))),
    ],
)
def test_standing_says_when_a_certificate_runs_out(database, expires_on, expected):
    with database.step("Prepare") as db:
        done = builders.enrollment(db, builders.course(db), person(db, "Lee"), state=S.COMPLETED)
        certificate(db, done, expires_on=expires_on)

    with database.read() as db:
        assert people.page(db, PeopleFilter(), today=TODAY)[0].standing == expected


def test_a_revoked_certificate_gives_no_standing(database):
    with database.step("Prepare") as db:
        done = builders.enrollment(db, builders.course(db), person(db, "Lee"), state=S.COMPLETED)
        certificate(db, done, expires_on=None, revoked_on=TODAY)

    with database.read() as db:
        (row,) = people.page(db, PeopleFilter(), today=TODAY)
        assert row.standing == Standing(StandingKind.COMPLETED)


def test_the_waiting_list_says_the_place_and_asking_again_goes_to_its_end(database):
    with database.step("Prepare") as db:
        course = builders.course(db)
        first, second = (
            builders.enrollment(db, course, person(db, name), state=S.WAITLISTED)
            for name in ("Lee", "Chen")
        )
        for state in (S.DECLINED, S.WAITLISTED):
            first.states.append(EnrollmentStateEntry(state=state))
        course_id, second_id = course.id, second.id

    with database.read() as db:
        rows = enrollments.of_course(db, course_id).rows
        assert {row.sorted_name: row.place for row in rows} == {"Chen, Ana": 1, "Lee, Ana": 2}
        assert [row.id for row in rows if row.place == 1] == [second_id]
        assert people.page(db, PeopleFilter(), today=TODAY)[1].standing.place == 2


def test_a_record_holds_everything_and_is_refused_for_somebody_gone(academy):
    with academy.read() as db:
        record = people.record(db, 1)
        assert (record.full_name, record.present.agency) == ("Jürgen Müller", "Ridgeway PD")
        assert record.identifiers == ((IdentifierKind.STATE_ID, "PH-121"),)
        with pytest.raises(NotFound):
            people.record(db, 99)


def test_keys_for_matching_hold_every_number_and_the_present_agency(academy):
    with academy.step("Prepare") as db:
        builders.add(db, PersonIdentifier(person_id=1, kind=IdentifierKind.BADGE, value="12"))

    with academy.read() as db:
        keys = {key.last_name: key for key in person_keys.keys(db)}
        assert set(keys["Müller"].identifiers) == {("state_id", "PH-121"), ("badge", "12")}
        assert keys["Åberg"].position == "dispatcher"
        assert [key.last_name for key in person_keys.keys(db, [2])] == ["van der Berg"]


def test_the_timeline_tells_the_newest_first(database):
    with database.step("Prepare") as db:
        agency = builders.agency(db)
        done = builders.enrollment(
            db,
            builders.course(db, first=date(2026, 3, 2)),
            person(db, "Lee", agency=agency),
            state=S.COMPLETED,
            exam_score=92,
        )
        done.states[0].state = S.NOMINATED
        done.states[0].recorded = done.states[0].recorded.replace(year=2025)
        done.states.append(EnrollmentStateEntry(state=S.COMPLETED))
        certificate(db, done, expires_on=date(2028, 3, 31))

    with database.read() as db:
        told = person_records.timeline(db, 1)
    assert [(one.kind.value, one.title) for one in told] == [
        ("certificate", "2026-0001"),
        ("course", "CIT 40-hour, May 2026"),
        ("state", "Ridgeway PD"),
    ]
    assert told[1].exam_score == 92


def test_agencies_count_their_people_and_the_trained_ones(database):
    with database.step("Prepare") as db:
        builders.agency(db, "Lakeview PD")
        ridgeway = builders.agency(db, "Ridgeway PD")
        course = builders.course(db)
        for number, name in enumerate(("Lee", "Chen", "Brown"), start=1):
            done = builders.enrollment(
                db, course, person(db, name, agency=ridgeway), state=S.COMPLETED
            )
            if number < 3:
                certificate(
                    db, done, sequence=number, expires_on=TODAY - timedelta(days=number - 1)
                )

    with database.read() as db:
        rows = agencies.agencies(db, today=TODAY)
        assert [(row.name, row.people, row.trained) for row in rows] == [
            ("Lakeview PD", 0, 0),
            ("Ridgeway PD", 3, 1),
        ]


def test_open_courses_count_their_seats_and_leave_out_what_is_over(database):
    with database.step("Prepare") as db:
        course = builders.course(db, "NEXT", seats=2)
        builders.enrollment(db, course, person(db, "Lee"))
        builders.enrollment(db, course, person(db, "Chen"), state=S.NOMINATED)
        builders.course(db, "OVER", state="closed")

    with database.read() as db:
        (choice,) = enrollments.open_courses(db)
        assert (choice.number, choice.first_day) == ("NEXT", builders.MONDAY)
        assert (choice.seats.taken, choice.seats.left) == (1, 1)


def test_blocks_to_excuse_stand_in_the_order_of_the_agenda(database):
    with database.step("Prepare") as db:
        course = builders.course(db)
        late = builders.block(db, "Late", day=course.days[1], start="8:00")
        builders.block(db, "Unplaced", course=course)
        builders.block(db, "Early", day=course.days[0], start="13:00")
        enrollment = builders.enrollment(db, course, person(db, "Lee"))
        builders.add(db, ExcusedBlock(enrollment_id=enrollment.id, block_id=late.id))
        enrollment_id, course_id = enrollment.id, course.id

    with database.read() as db:
        choices = enrollments.blocks_to_excuse(db, enrollment_id)
        assert [(one.title, one.excused) for one in choices] == [
            ("Early", False),
            ("Late", True),
            ("Unplaced", False),
        ]
        assert enrollments.of_course(db, course_id).rows[0].excused == 1
