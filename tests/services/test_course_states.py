from __future__ import annotations

import builders
import pytest

from cittrainer.errors import Invalid
from cittrainer.models import Course, CourseState, EnrollmentState
from cittrainer.services import course_states as states


def in_state(database, state):
    with database.step("Prepare") as db:
        return builders.course(db, state=state).id


def state_of(database, course_id):
    with database.read() as db:
        return db.get_one(Course, course_id).state


def test_a_course_lives_from_planning_to_closed(database):
    course_id = in_state(database, CourseState.PLANNING)

    seen = []
    for change in (
        states.open_course,
        states.plan_course,
        states.open_course,
        states.start_course,
        lambda db, one: states.close_course(db, one, reason="The days were kept on paper."),
        lambda db, one: states.reopen_course(db, one, reason="A name was wrong."),
    ):
        with database.step("Change") as db:
            change(db, course_id)
        seen.append(state_of(database, course_id).value)

    assert seen == ["open", "planning", "open", "running", "closed", "running"]


@pytest.mark.parametrize(
    ("before", "change"),
    [
        (CourseState.CLOSED, states.open_course),
        (CourseState.CANCELLED, states.start_course),
        (CourseState.OPEN, states.open_course),
        (CourseState.RUNNING, states.plan_course),
        (CourseState.PLANNING, lambda db, one: states.close_course(db, one, reason="x")),
        (CourseState.CLOSED, lambda db, one: states.cancel_course(db, one, reason="x")),
        (CourseState.RUNNING, lambda db, one: states.reopen_course(db, one, reason="x")),
    ],
)
def test_other_ways_are_refused(database, before, change):
    course_id = in_state(database, before)

    with pytest.raises(states.NotNow), database.step("Change") as db:
        change(db, course_id)

    assert state_of(database, course_id) is before


def test_closing_with_something_missing_needs_a_reason(database):
    with database.step("Prepare") as db:
        course = builders.course(db, days=1, state=CourseState.RUNNING)
        builders.block(db, "Wellness", course=course)
        course_id = course.id

    with (
        pytest.raises(states.SomethingMissing, match="“Wellness” has no time. And 1 thing more."),
        database.step("Close") as db,
    ):
        states.close_course(db, course_id, reason="  ")
    assert state_of(database, course_id) is CourseState.RUNNING

    with database.step("Close") as db:
        states.close_course(db, course_id, reason="Taught next time.")

    with database.read() as db:
        assert db.get_one(Course, course_id).closing_reason == "Taught next time."


def test_a_complete_course_closes_without_a_reason(database):
    with database.step("Prepare") as db:
        course = builders.course(db, days=1, state=CourseState.RUNNING)
        course.days[0].closed = True
        person = builders.person(db)
        builders.enrollment(db, course, person, state=EnrollmentState.WITHDRAWN)
        course_id = course.id

    with database.step("Close") as db:
        states.close_course(db, course_id)

    assert state_of(database, course_id) is CourseState.CLOSED


def test_cancelling_and_reopening_need_a_reason(database):
    course_id = in_state(database, CourseState.OPEN)

    with pytest.raises(Invalid, match="needs a reason"), database.step("Cancel") as db:
        states.cancel_course(db, course_id, reason=" ")
    with database.step("Cancel") as db:
        states.cancel_course(db, course_id, reason="Too few nominations.")
    with pytest.raises(Invalid, match="needs a reason"), database.step("Reopen") as db:
        states.reopen_course(db, course_id, reason="")
    with database.step("Reopen") as db:
        states.reopen_course(db, course_id, reason="Ten more came.")

    with database.read() as db:
        course = db.get_one(Course, course_id)
        assert (course.state, course.closing_reason, course.reopening_reason) == (
            CourseState.PLANNING,
            "",
            "Ten more came.",
        )
