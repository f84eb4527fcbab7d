from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from taught import NAMES, TODAY, attend, rename, taught

from cittrainer.db.undo import CannotUndo
from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Academy,
    AttendanceMark,
    Certificate,
    Course,
    CourseState,
    Delivery,
    Enrollment,
    EnrollmentState,
    TraineeRole,
)
from cittrainer.services.certificates import (
    CourseMissesStandard,
    NotEligible,
    RevokedAlready,
    issue,
    reissue,
    revoke,
)

NEXT_YEAR = date(2027, 1, 4)


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        one = taught(db)
    attend(database, one)
    return one


def issued(database, made, **values):
    with database.step("Issue") as db:
        return issue(db, made.course_id, **{"today": TODAY, **values})


def revoked(database, certificate_id, reason="A name was misspelt."):
    with database.step("Revoke") as db:
        revoke(db, certificate_id, reason=reason, today=TODAY)


def numbers(database):
    with database.read() as db:
        return db.scalars(select(Certificate.number).order_by(Certificate.id)).all()


def words(database, certificate_id):
    with database.read() as db:
        return db.get_one(Certificate, certificate_id).words


def test_certificates_are_numbered_in_the_order_of_names_without_gaps(database, made):
    ids = issued(database, made)

    assert numbers(database) == ["CIT-2026-0001", "CIT-2026-0002", "CIT-2026-0003"]
    assert [words(database, one)["trainee"] for one in ids] == [
        "Minh Anh Nguyễn",
        "Siobhán O'Malley",
        "Chidinma Okafor",
    ]


def test_a_refused_issue_takes_no_number(database, made):
    with pytest.raises(NotEligible):
        issued(database, made, enrollment_ids=[made.trainees[0], 999])

    issued(database, made, enrollment_ids=[made.trainees[0]])
    assert numbers(database) == ["CIT-2026-0001"]


def test_the_number_of_a_revoked_certificate_is_never_used_again(database, made):
    (first,) = issued(database, made, enrollment_ids=[made.trainees[0]])
    revoked(database, first)

    issued(database, made)

    assert numbers(database) == [f"CIT-2026-000{n}" for n in (1, 2, 3, 4)]


def test_every_year_counts_from_one_and_a_new_prefix_counts_on(database, made):
    issued(database, made, enrollment_ids=[made.trainees[0]])
    with database.step("Rename") as db:
        db.scalars(select(Academy)).one().certificate_prefix = "TCA"
    issued(database, made, enrollment_ids=[made.trainees[1]])
    issued(database, made, enrollment_ids=[made.trainees[2]], today=NEXT_YEAR)

    assert numbers(database) == ["CIT-2026-0001", "TCA-2026-0002", "TCA-2027-0001"]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_issued_and_revoked_the_numbers_of_a_year_have_no_gaps(database, data):
    with database.read() as db:
        there = db.scalar(select(Academy)) is not None
    if not there:
        with database.step("Prepare") as db:
            one = taught(db)
        attend(database, one)
    deeds = data.draw(st.lists(st.tuples(st.sampled_from("ir"), st.integers(1, 3)), max_size=6))
    for deed, who in deeds:
        with database.read() as db:
            held = db.scalar(
                select(Certificate.id).where(
                    Certificate.enrollment_id == who, Certificate.revoked_on.is_(None)
                )
            )
        if deed == "i" and held is None:
            with database.step("Issue") as db:
                issue(db, 1, today=TODAY, enrollment_ids=[who])
        elif deed == "r" and held is not None:
            revoked(database, held)
    with database.read() as db:
        sequences = db.scalars(select(Certificate.sequence).order_by(Certificate.id)).all()
    assert list(sequences) == list(range(1, len(sequences) + 1))


def test_the_printed_words_stay_as_they_were_when_the_person_is_renamed(database, made):
    (one,) = issued(database, made, enrollment_ids=[made.trainees[0]])
    before = words(database, one)

    rename(database, made.trainees[0], "Ní Mháille")

    assert words(database, one) == before
    assert before["trainee"] == "Siobhán O'Malley"
    assert before["hours"] == "2"
    assert (before["starts_on"], before["state_id"]) == ("2026-05-04", "State ID R-10000")


def test_names_of_every_script_are_frozen_letter_by_letter(database):
    with database.step("Prepare") as db:
        made = taught(db, people=len(NAMES))
    attend(database, made)

    ids = issued(database, made)

    assert {words(database, one)["trainee"] for one in ids} == {f"{f} {n}" for n, f in NAMES}


def test_a_role_is_printed_in_words_where_no_rank_is_on_file(database, made):
    with database.step("Change") as db:
        db.get_one(Enrollment, made.trainees[0]).role = TraineeRole.EMS
        db.get_one(Enrollment, made.trainees[1]).position = "Sergeant"
        db.get_one(Enrollment, made.trainees[2]).role = TraineeRole.OTHER

    ids = issued(database, made)

    assert [words(database, one)["role"] for one in ids] == ["Sergeant", "EMS", ""]


def test_issuing_records_that_the_course_was_completed(database, made):
    issued(database, made)

    with database.read() as db:
        assert set(db.scalars(select(Enrollment.state))) == {EnrollmentState.COMPLETED}


def test_only_those_who_completed_and_hold_none_are_certified(database, made):
    absent = {(made.trainees[1], block): AttendanceMark.ABSENT for block in made.blocks}
    attend(database, made, but=absent)
    issued(database, made, enrollment_ids=[made.trainees[0]])

    assert len(issued(database, made)) == 1
    with pytest.raises(UserError, match="Nobody in CIT-2026-05 completed it without"):
        issued(database, made)
    with pytest.raises(NotEligible, match="Minh Anh Nguyễn has not completed the course: Present"):
        issued(database, made, enrollment_ids=[made.trainees[1]])
    with pytest.raises(NotEligible, match="has certificate CIT-2026-0001 already"):
        issued(database, made, enrollment_ids=[made.trainees[0]])


def test_a_course_that_misses_its_standard_is_certified_only_with_a_reason(database, made):
    with database.step("Ask more") as db:
        course = db.get_one(Course, made.course_id)
        course.standard_id = builders.standard(db, total_hours=40).id
    with pytest.raises(CourseMissesStandard, match="CIT-2026-05 misses its standard"):
        issued(database, made)

    with database.step("Accept") as db:
        db.get_one(Course, made.course_id).override_reason = "A snow day; approved by the state."

    assert len(issued(database, made)) == 3


def test_a_cancelled_course_gives_no_certificates(database, made):
    with database.step("Cancel") as db:
        db.get_one(Course, made.course_id).state = CourseState.CANCELLED

    with pytest.raises(UserError, match="CIT-2026-05 was cancelled"):
        issued(database, made)


@pytest.mark.parametrize(
    ("months", "expires"), [(24, date(2028, 5, 4)), (9, date(2027, 2, 4)), (None, None)]
)
def test_a_certificate_runs_out_as_the_standard_says(database, made, months, expires):
    with database.step("Set") as db:
        course = db.get_one(Course, made.course_id)
        course.standard_id = builders.standard(db, valid_months=months).id

    (one,) = issued(database, made, enrollment_ids=[made.trainees[0]])

    with database.read() as db:
        assert db.get_one(Certificate, one).expires_on == expires


def test_a_month_that_is_shorter_ends_it_on_its_last_day(database, made):
    with database.step("Set") as db:
        course = db.get_one(Course, made.course_id)
        course.days[0].date = date(2026, 8, 31)
        course.standard_id = builders.standard(db, valid_months=6).id

    (one,) = issued(database, made, enrollment_ids=[made.trainees[0]])

    with database.read() as db:
        assert db.get_one(Certificate, one).expires_on == date(2027, 2, 28)


def test_issuing_and_revoking_are_not_taken_back(database, made):
    ids = issued(database, made)
    with pytest.raises(CannotUndo, match="revoke a certificate instead"):
        database.undo()
    revoked(database, ids[0])
    with pytest.raises(CannotUndo, match="revoke a certificate instead"):
        database.undo()

    assert len(numbers(database)) == 3


def test_revoking_needs_a_reason_and_happens_once(database, made):
    (one, *_others) = issued(database, made)

    with pytest.raises(Invalid, match="Revoking CIT-2026-0001 needs a reason"):
        revoked(database, one, "  ")
    revoked(database, one)
    with pytest.raises(RevokedAlready):
        revoked(database, one, "Again.")

    with database.read() as db:
        row = db.get_one(Certificate, one)
        assert (row.revoked_on, row.revoked_reason) == (TODAY, "A name was misspelt.")


def test_a_reissue_revokes_the_old_and_prints_the_new_words(database, made):
    (old,) = issued(database, made, enrollment_ids=[made.trainees[0]])
    rename(database, made.trainees[0], "Ní Mháille")

    with database.step("Re-issue") as db:
        new = reissue(db, old, reason="She married.", today=TODAY + timedelta(1))

    assert words(database, old)["trainee"] == "Siobhán O'Malley"
    assert words(database, new)["trainee"] == "Siobhán Ní Mháille"
    with database.read() as db:
        before, after = db.get_one(Certificate, old), db.get_one(Certificate, new)
        assert (before.revoked_reason, after.replaces_id) == ("She married.", old)
        assert after.number == "CIT-2026-0002"


def test_a_reissue_that_is_refused_leaves_the_old_one_in_force(database, made):
    (old,) = issued(database, made, enrollment_ids=[made.trainees[0]])
    with database.step("Add") as db:
        day = db.get_one(Course, made.course_id).days[0]
        builders.block(db, "Added later", day=day, start="14:00", delivery=Delivery.LECTURE)

    with pytest.raises(NotEligible, match="Added later"), database.step("Re-issue") as db:
        reissue(db, old, reason="She married.", today=TODAY)

    with database.read() as db:
        assert db.get_one(Certificate, old).revoked_on is None
