"""Who is counted as trained, against which strength, and who stands on the list for dispatch."""

from __future__ import annotations

from datetime import date

import builders
import pytest

from cittrainer.models import (
    Agency,
    AgencyKind,
    AgencyShift,
    Certificate,
    EarlierKind,
    EarlierRecord,
    EnrollmentState,
    IdentifierKind,
    PersonIdentifier,
    TraineeRole,
)
from cittrainer.queries.active_officers import active_officers
from cittrainer.queries.coverage import coverage
from cittrainer.queries.coverage_past import past_years

TODAY = date(2026, 5, 12)
S = EnrollmentState


def officer(db, agency, name, *, shift="", done=None, until=None, revoked=None, **values):
    """Somebody who works there, with a certificate of this file if a day is given."""
    person = builders.person(db, name, "Ana", agency=agency, **values)
    person.employments[0].shift = shift
    if done is not None:
        course = builders.course(db, f"C-{person.id}", state="closed")
        enrollment = builders.enrollment(db, course, person, state=S.COMPLETED)
        builders.add(
            db,
            Certificate(
                number=f"{done.year}-{person.id}", year=done.year, sequence=person.id,
                course_id=course.id, enrollment_id=enrollment.id, words={}, issued_on=done,
                expires_on=until, revoked_on=revoked,
            ),
        )  # fmt: skip
    return person


def elsewhere(db, person, done, until=None, kind=EarlierKind.COMPLETION):
    builders.add(
        db,
        EarlierRecord(person_id=person.id, kind=kind, title="CIT", done_on=done, expires_on=until),
    )


@pytest.fixture
def ridgeway(database):
    """Ten on patrol; four are trained, in whatever way, and five are not or no longer."""
    with database.step("Prepare") as db:
        builders.academy(db, target_percent=30, turnover_percent=0)
        agency = builders.agency(db, "Ridgeway PD", patrol=10, sworn=40)
        agency.shifts.append(AgencyShift(name="Nights", position=0, patrol=4))
        agency.shifts.append(AgencyShift(name="Days", position=1))
        endless = officer(db, agency, "Endless", shift="nights", done=date(2019, 3, 1))
        endless.identifiers.append(PersonIdentifier(kind=IdentifierKind.BADGE, value="117"))
        officer(db, agency, "Running", shift="Days", done=date(2024, 3, 1), until=date(2026, 9, 1))
        outside = officer(db, agency, "Outside", shift="Evenings")
        elsewhere(db, outside, date(2025, 1, 5), date(2027, 1, 5))
        twice = officer(db, agency, "Twice", done=date(2020, 1, 1), until=date(2023, 1, 1))
        elsewhere(db, twice, date(2023, 2, 1), date(2028, 2, 1))
        officer(db, agency, "Lapsed", done=date(2021, 3, 1), until=date(2026, 5, 11))
        officer(db, agency, "Revoked", done=date(2025, 3, 1), revoked=date(2025, 4, 1))
        elsewhere(db, officer(db, agency, "Hours"), date(2026, 1, 1), kind=EarlierKind.CONTINUING)
        elsewhere(db, officer(db, agency, "Exempt"), date(2026, 1, 1), kind=EarlierKind.EXEMPTION)
        gone = officer(db, agency, "Gone", done=date(2025, 3, 1))
        gone.employments[0].to_date = date(2026, 1, 31)
        db.flush()
        return agency.id


def row(database, at=0):
    with database.read() as db:
        return coverage(db, today=TODAY)[at]


def test_only_who_holds_something_valid_and_still_works_there_is_trained(database, ridgeway):
    one = row(database)

    assert (one.agency, one.role) == ("Ridgeway PD", TraineeRole.OFFICER)
    assert (one.prospect.trained, one.prospect.strength, one.on_file) == (4, 10, 8)
    assert (one.prospect.target_percent, one.prospect.needed) == (30, 3)
    assert one.typed


def test_who_runs_out_is_counted_in_the_month_of_the_last_certificate(database, ridgeway):
    of = row(database).prospect

    assert of.runs_out == ((4, 1), (8, 1), (21, 1))
    # First completions of the last three years, of those who still work there: two of them.
    assert of.pace == pytest.approx(2 / 3)
    assert row(database).outlook.lost_in == 8


def test_shifts_stand_in_the_order_of_the_agency_with_its_numbers(database, ridgeway):
    assert [(one.name, one.trained, one.strength, one.typed) for one in row(database).shifts] == [
        ("Nights", 1, 4, True),
        ("Days", 1, 1, False),
        ("Evenings", 1, 1, False),
        ("", 1, 5, False),
    ]


def test_seats_in_coming_courses_count_for_who_is_not_trained_yet(database, ridgeway):
    with database.step("Plan") as db:
        course = builders.course(db, "NEXT", first=date(2026, 7, 6))
        over = builders.course(db, "OVER", first=date(2026, 4, 6))
        agency = db.get_one(Agency, ridgeway)
        new = officer(db, agency, "New")
        for where, person, state in (
            (course, new, S.ENROLLED),
            (course, officer(db, agency, "Offered"), S.OFFERED),
            (course, officer(db, agency, "Asked"), S.NOMINATED),
            (over, officer(db, agency, "Late"), S.ENROLLED),
        ):
            builders.enrollment(db, where, person, state=state)
        trained = officer(db, agency, "Again", done=date(2026, 1, 5))
        builders.enrollment(db, course, trained, state=S.ENROLLED)

    assert row(database).prospect.planned == ((2, 2),)


def test_a_jail_counts_its_officers_and_a_dispatch_center_its_dispatchers(database):
    with database.step("Prepare") as db:
        jail = builders.agency(db, "Jail", kind=AgencyKind.CORRECTIONS, sworn=50)
        center = builders.agency(
            db, "Center", kind=AgencyKind.DISPATCH, dispatchers=18, target_percent=50
        )
        builders.agency(db, "Nobody")
        officer(db, jail, "Lee", role=TraineeRole.CORRECTIONS)
        officer(db, center, "Chen", role=TraineeRole.DISPATCHER, done=date(2026, 1, 5))
        officer(db, center, "Visitor", role=TraineeRole.OBSERVER)
        officer(db, center, "Medic", role=TraineeRole.EMS)

    with database.read() as db:
        rows = coverage(db, today=TODAY)
    assert [
        (one.agency, one.role, one.prospect.trained, one.prospect.strength, one.typed)
        for one in rows
    ] == [
        ("Center", TraineeRole.DISPATCHER, 1, 18, True),
        ("Center", TraineeRole.EMS, 0, 1, False),
        ("Jail", TraineeRole.CORRECTIONS, 0, 50, True),
    ]
    assert [one.prospect.needed for one in rows] == [9, 1, 10]


def test_the_past_counts_who_worked_there_and_was_trained_at_the_end_of_each_year(
    database, ridgeway
):
    with database.read() as db:
        all_of_it = past_years(db, today=TODAY)
        theirs = past_years(db, today=TODAY, agency_ids=[ridgeway], roles=[TraineeRole.OFFICER])
        nobody = past_years(db, today=TODAY, roles=[TraineeRole.FIRE])

    assert [(one.last_day.year, one.trained) for one in theirs] == [
        (2021, 3),
        (2022, 3),
        (2023, 3),
        (2024, 4),
        (2025, 6),
    ]
    assert (all_of_it, nobody) == (theirs, ())


def test_the_list_for_dispatch_holds_who_is_trained_by_shift_and_no_way_to_reach_them(
    database, ridgeway
):
    with database.read() as db:
        found = active_officers(db, today=TODAY)
        others = active_officers(db, today=TODAY, roles=[TraineeRole.DISPATCHER])

    assert [(one.shift, one.sorted_name, one.badge, one.until) for one in found] == [
        ("nights", "Endless, Ana", "117", None),
        ("Days", "Running, Ana", "", date(2026, 9, 1)),
        ("", "Twice, Ana", "", date(2028, 2, 1)),
        ("Evenings", "Outside, Ana", "", date(2027, 1, 5)),
    ]
    assert others == ()
    assert not {"phone", "email", "address"} & set(found[0].__slots__)
