from __future__ import annotations

import builders
import pytest

from cittrainer.errors import Invalid
from cittrainer.models import (
    Certificate,
    CourseGroup,
    CourseState,
    Enrollment,
    EnrollmentState,
    ExcusedBlock,
    TraineeRole,
)
from cittrainer.services import enrollments
from cittrainer.services.enrollment_states import (
    AlreadyInCourse,
    CourseFull,
    CourseOver,
    NominationUsed,
    StateNotAllowed,
)

S = EnrollmentState


@pytest.fixture
def course_id(database):
    with database.step("Prepare a course") as db:
        return builders.course(db, "CIT-2026-05", seats=2).id


@pytest.fixture
def people(database):
    with database.step("Prepare people") as db:
        agency = builders.agency(db)
        return [
            builders.person(db, name, "Ana", agency=agency, role=TraineeRole.DISPATCHER).id
            for name in ("Lee", "Chen", "Brown")
        ]


def enrolled(database, course_id, person_id, state=S.ENROLLED, **values):
    with database.step("Enroll") as db:
        return enrollments.enroll(db, course_id, person_id, state=state, **values)


def states(database, enrollment_id):
    with database.read() as db:
        row = db.get_one(Enrollment, enrollment_id)
        assert row.state is row.states[-1].state
        return [(entry.state, entry.reason) for entry in row.states]


def test_enrolling_takes_agency_and_role_over_from_where_the_person_works(
    database, course_id, people
):
    enrollment_id = enrolled(database, course_id, people[0], walk_in=True)

    with database.read() as db:
        row = db.get_one(Enrollment, enrollment_id)
        assert (row.agency.name, row.role) == ("Ridgeway PD", TraineeRole.DISPATCHER)
        assert row.walk_in
    assert states(database, enrollment_id) == [(S.ENROLLED, "")]


def test_a_person_twice_in_a_course_is_refused(database, course_id, people):
    enrolled(database, course_id, people[0], S.WAITLISTED)

    with pytest.raises(AlreadyInCourse, match="Ana Lee is in CIT-2026-05 already: on the waiting"):
        enrolled(database, course_id, people[0])


def test_beyond_the_seats_nobody_is_enrolled_but_the_waiting_list_is_open(
    database, course_id, people
):
    enrolled(database, course_id, people[0])
    enrolled(database, course_id, people[1], S.NOMINATED)
    second = enrolled(database, course_id, people[2])

    with (
        pytest.raises(CourseFull, match="has 2 seats and none is free") as refused,
        database.step("Enroll") as db,
    ):
        row = db.query(Enrollment).filter_by(person_id=people[1]).one()
        enrollments.set_state(db, row.id, S.ENROLLED)
    assert refused.value.hint == "Put them on the waiting list or raise the seats."

    with database.step("Withdraw") as db:
        enrollments.set_state(db, second, S.WITHDRAWN, reason="Called to duty")
        row = db.query(Enrollment).filter_by(person_id=people[1]).one()
        enrollments.set_state(db, row.id, S.ENROLLED)
    assert states(database, second) == [(S.ENROLLED, ""), (S.WITHDRAWN, "Called to duty")]


def test_several_people_are_enrolled_all_or_none(database, course_id, people):
    with (
        pytest.raises(CourseFull, match="3 more people cannot be enrolled"),
        database.step("Enroll") as db,
    ):
        enrollments.enroll_many(db, course_id, people)
    with database.step("Nominate") as db:
        assert enrollments.enroll_many(db, course_id, [*people, people[0]], state=S.NOMINATED) == 3
    with database.step("Nominate") as db:
        assert enrollments.enroll_many(db, course_id, people, state=S.NOMINATED) == 0

    database.undo()

    with database.read() as db:
        assert db.query(Enrollment).count() == 0


def test_a_state_that_does_not_lead_there_is_refused(database, course_id, people):
    enrollment_id = enrolled(database, course_id, people[0], S.NOMINATED)

    with database.step("Prepare") as db, pytest.raises(StateNotAllowed, match="cannot be recorded"):
        enrollments.set_state(db, enrollment_id, S.COMPLETED)
    with database.step("Prepare") as db, pytest.raises(StateNotAllowed, match="nominated in CIT"):
        enrollments.set_state(db, enrollment_id, S.NOMINATED)
    with pytest.raises(StateNotAllowed, match="Nobody comes into a course as withdrawn"):
        enrolled(database, course_id, people[1], S.WITHDRAWN)


def test_who_holds_a_certificate_stays_completed(database, course_id, people):
    enrollment_id = enrolled(database, course_id, people[0])
    with database.step("Issue") as db:
        enrollments.set_state(db, enrollment_id, S.COMPLETED)
        db.add(
            Certificate(
                number="2026-0001",
                year=2026,
                sequence=1,
                course_id=course_id,
                enrollment_id=enrollment_id,
                words={},
                issued_on=builders.MONDAY,
            )
        )

    with (
        pytest.raises(StateNotAllowed, match="holds certificate 2026-0001"),
        database.step("Change") as db,
    ):
        enrollments.set_state(db, enrollment_id, S.NOT_COMPLETED)


@pytest.mark.parametrize("state", [CourseState.CANCELLED, CourseState.CLOSED])
def test_nobody_comes_into_a_course_that_is_over(database, people, state):
    with database.step("Prepare") as db:
        over = builders.course(db, "CIT-2025-10", state=state).id

    with pytest.raises(CourseOver, match="CIT-2025-10 is"):
        enrolled(database, over, people[0])


def test_a_closed_course_is_corrected_with_a_reason(database, people):
    with database.step("Prepare") as db:
        over = builders.course(db, "CIT-2025-10", state=CourseState.CLOSED).id

    enrollment_id = enrolled(database, over, people[0], reason="Was on the sign-in sheet")

    assert states(database, enrollment_id) == [(S.ENROLLED, "Was on the sign-in sheet")]


def test_a_nomination_can_be_taken_back_but_not_what_came_of_it(database, course_id, people):
    nominated = enrolled(database, course_id, people[0], S.NOMINATED)
    approved = enrolled(database, course_id, people[1], S.NOMINATED)
    with database.step("Approve") as db:
        enrollments.set_state(db, approved, S.APPROVED)

    with database.step("Remove") as db:
        enrollments.remove_nomination(db, nominated)
    with (
        pytest.raises(NominationUsed, match="Ana Chen is approved in CIT-2026-05"),
        database.step("Remove") as db,
    ):
        enrollments.remove_nomination(db, approved)

    with database.read() as db:
        assert [row.id for row in db.query(Enrollment)] == [approved]


def test_a_trainee_is_in_at_most_one_group_of_a_set(database, course_id, people):
    enrollment_id = enrolled(database, course_id, people[0])
    with database.step("Prepare") as db:
        red, blue, tour = (
            builders.add(db, CourseGroup(course_id=course_id, set_name=kind, name=name))
            for kind, name in (("Scenarios", "Red"), ("Scenarios", "Blue"), ("Tours", "A"))
        )
        red_id, blue_id, tour_id = red.id, blue.id, tour.id

    with database.step("Group") as db:
        enrollments.set_group(db, enrollment_id, "Scenarios", red_id)
        enrollments.set_group(db, enrollment_id, "Tours", tour_id)
        enrollments.set_group(db, enrollment_id, "Scenarios", blue_id)
    with pytest.raises(Invalid, match="“Red” is no group of “Tours”"), database.step("Group") as db:
        enrollments.set_group(db, enrollment_id, "Tours", red_id)

    with database.read() as db:
        row = db.get_one(Enrollment, enrollment_id)
        assert {one.group_id for one in row.groups} == {blue_id, tour_id}
    with database.step("Group") as db:
        enrollments.set_group(db, enrollment_id, "Scenarios", None)
    with database.read() as db:
        row = db.get_one(Enrollment, enrollment_id)
        assert {one.group_id for one in row.groups} == {tour_id}


def test_blocks_are_excused_and_expected_again(database, course_id, people):
    enrollment_id = enrolled(database, course_id, people[0])
    with database.step("Prepare") as db:
        course = db.get_one(Enrollment, enrollment_id).course
        first, second = (builders.block(db, title, course=course).id for title in ("A", "B"))
        other = builders.block(db, "C", course=builders.course(db, "OTHER")).id

    with database.step("Excuse") as db:
        enrollments.excuse(db, enrollment_id, first)
        enrollments.excuse(db, enrollment_id, second)
        enrollments.unexcuse(db, enrollment_id, first)
    with (
        pytest.raises(Invalid, match="“C” is no block of CIT-2026-05"),
        database.step("Excuse") as db,
    ):
        enrollments.excuse(db, enrollment_id, other)

    with database.read() as db:
        assert [one.block_id for one in db.query(ExcusedBlock)] == [second]
