from __future__ import annotations

import builders
import pytest
from sqlalchemy import select
from taught import TODAY, attend, close, taught

from cittrainer.db.undo import CannotUndo
from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    AttendanceEntry,
    AttendanceMark,
    Course,
    CourseDay,
    CourseState,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    ExcusedBlock,
    Person,
)
from cittrainer.services.attendance import (
    NeedsReason,
    NotSittingIn,
    Tick,
    add_walk_in,
    close_day,
    record,
)
from cittrainer.services.course_guards import CourseIsOver
from cittrainer.services.enrollment_states import AlreadyInCourse, CourseFull
from cittrainer.services.people import PersonDetails

LATE, ABSENT, EXCUSED = AttendanceMark.LATE, AttendanceMark.ABSENT, AttendanceMark.EXCUSED


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        return taught(db)


def entries(database):
    with database.read() as db:
        return [
            (one.enrollment_id, one.block_id, one.mark, one.minutes, one.corrects_id, one.reason)
            for one in db.scalars(select(AttendanceEntry).order_by(AttendanceEntry.id))
        ]


def tick(database, *ticks, reason=""):
    with database.step("Tick") as db:
        return record(db, ticks, reason=reason)


def test_a_tick_stands_for_all_minutes_of_the_block(database, made):
    one, block = made.trainees[0], made.blocks[0]

    assert tick(database, Tick(one, block)) == 1

    assert entries(database) == [(one, block, AttendanceMark.PRESENT, 60, None, "")]


def test_a_correction_is_a_further_entry_that_points_at_the_old_one(database, made):
    one, block = made.trainees[0], made.blocks[0]
    tick(database, Tick(one, block))

    tick(database, Tick(one, block, LATE, 40))
    tick(database, Tick(one, block, ABSENT))

    assert [row[2:5] for row in entries(database)] == [
        (AttendanceMark.PRESENT, 60, None),
        (LATE, 40, 1),
        (ABSENT, 0, 2),
    ]


def test_a_tick_that_says_what_is_on_record_adds_nothing(database, made):
    one, block = made.trainees[0], made.blocks[0]
    tick(database, Tick(one, block))

    assert tick(database, Tick(one, block)) == 0
    assert len(entries(database)) == 1


def test_two_ticks_of_a_pair_in_one_go_correct_each_other(database, made):
    one, block = made.trainees[0], made.blocks[0]

    assert tick(database, Tick(one, block), Tick(one, block, EXCUSED)) == 2
    assert entries(database)[1][2:5] == (EXCUSED, 0, 1)


@pytest.mark.parametrize("minutes", [61, -5])
def test_nobody_is_present_longer_than_the_block_lasts(database, made, minutes):
    one, block = made.trainees[0], made.blocks[0]

    with pytest.raises(Invalid, match="“Block 1” lasts 1 h"):
        tick(database, Tick(one, block, LATE, minutes))

    assert entries(database) == []


def test_minutes_missed_are_taken_from_those_of_the_block(database, made):
    one, block = made.trainees[0], made.blocks[0]

    tick(database, Tick(one, block, LATE, missed=20))

    assert entries(database)[0][2:4] == (LATE, 40)
    with pytest.raises(Invalid, match="lasts 1 h; nobody can miss 75 minutes of it"):
        tick(database, Tick(one, block, LATE, missed=75))


def test_a_late_mark_needs_its_minutes(database, made):
    with pytest.raises(Invalid, match="How long somebody was in “Block 1” is missing"):
        tick(database, Tick(made.trainees[0], made.blocks[0], LATE))


def test_one_wrong_tick_refuses_all_of_them(database, made):
    good = Tick(made.trainees[0], made.blocks[0])
    bad = Tick(made.trainees[1], made.blocks[0], LATE, 100)

    with pytest.raises(Invalid):
        tick(database, good, bad)

    assert entries(database) == []


def test_a_closed_day_is_corrected_with_a_reason_only(database, made):
    one, block = made.trainees[0], made.blocks[0]
    attend(database, made)
    close(database, made.days[0])

    with pytest.raises(NeedsReason, match="The attendance of Monday 4 May 2026 is closed"):
        tick(database, Tick(one, block, ABSENT))
    with pytest.raises(NeedsReason):
        tick(database, Tick(one, block, ABSENT), reason="   ")
    tick(database, Tick(one, block, ABSENT), reason="Her  sheet was read wrongly.")

    assert entries(database)[-1] == (one, block, ABSENT, 0, 1, "Her sheet was read wrongly.")


def test_on_a_closed_day_a_tick_that_changes_nothing_needs_no_reason(database, made):
    attend(database, made)
    close(database, made.days[0])

    assert tick(database, Tick(made.trainees[0], made.blocks[0])) == 0


@pytest.mark.parametrize(
    "state", [EnrollmentState.WITHDRAWN, EnrollmentState.NOMINATED, EnrollmentState.NO_SHOW]
)
def test_whoever_has_no_seat_is_not_ticked(database, state):
    with database.step("Prepare") as db:
        made = taught(db, people=1, state=state)

    with pytest.raises(NotSittingIn, match="Siobhán O'Malley has no seat"):
        tick(database, Tick(made.trainees[0], made.blocks[0]))


@pytest.mark.parametrize("state", [CourseState.CLOSED, CourseState.CANCELLED])
def test_the_attendance_of_a_course_that_is_over_stays(database, made, state):
    with database.step("End") as db:
        db.get_one(Course, made.course_id).state = state

    with pytest.raises(CourseIsOver, match=f"The course is {state}"):
        tick(database, Tick(made.trainees[0], made.blocks[0]))
    with pytest.raises(CourseIsOver), database.step("Close") as db:
        close_day(db, made.days[0], absent_where_open=True)


def test_a_block_of_another_course_or_on_no_day_is_refused(database, made):
    with database.step("Prepare") as db:
        other = builders.course(db, "CIT-OTHER", days=1)
        elsewhere = builders.block(db, "Elsewhere", day=other.days[0]).id
        course = db.get_one(Course, made.course_id)
        waiting = builders.block(db, "Waiting", course=course).id

    with pytest.raises(UserError, match="of two courses"):
        tick(database, Tick(made.trainees[0], elsewhere))
    with pytest.raises(UserError, match="“Waiting” stands on no day yet"):
        tick(database, Tick(made.trainees[0], waiting))


def test_a_day_with_open_ticks_is_closed_only_when_they_are_to_be_absent(database, made):
    tick(database, *(Tick(made.trainees[0], block) for block in made.blocks))

    open_ticks = "4 ticks of Monday 4 May 2026 are still open"
    with pytest.raises(UserError, match=open_ticks), database.step("Close") as db:
        close_day(db, made.days[0])
    with database.step("Close") as db:
        close_day(db, made.days[0], absent_where_open=True)

    assert [row[2] for row in entries(database)] == [AttendanceMark.PRESENT] * 2 + [ABSENT] * 4
    with database.read() as db:
        assert db.get_one(CourseDay, made.days[0]).closed


def test_nobody_is_made_absent_from_what_they_were_excused_from(database, made):
    one = made.trainees[0]
    with database.step("Excuse") as db:
        db.add_all(ExcusedBlock(enrollment_id=one, block_id=block) for block in made.blocks)

    with database.step("Close") as db:
        close_day(db, made.days[0], absent_where_open=True)

    assert {row[0] for row in entries(database)} == set(made.trainees[1:])


def test_a_day_is_closed_once(database, made):
    close(database, made.days[0])

    with pytest.raises(UserError, match="is closed already"), database.step("Close") as db:
        close_day(db, made.days[0])


def test_ticks_of_a_closed_day_are_not_taken_back(database, made):
    attend(database, made)
    close(database, made.days[0])
    database.undo()
    close(database, made.days[0])
    tick(database, Tick(made.trainees[0], made.blocks[0], ABSENT), reason="Was not there.")

    with pytest.raises(CannotUndo, match="is closed"):
        database.undo()

    assert entries(database)[-1][2] is ABSENT


def test_a_new_walk_in_is_put_on_file_enrolled_and_ticked_in_one_step(database, made):
    details = PersonDetails(last_name="=Zoë" + "x" * 150, first_name="🚓")

    with database.step("Walk-in") as db:
        enrollment_id = add_walk_in(
            db, made.course_id, details, block_ids=made.blocks[1:], today=TODAY
        )

    assert entries(database) == [
        (enrollment_id, made.blocks[1], AttendanceMark.PRESENT, 60, None, "")
    ]
    with database.read() as db:
        one = db.get_one(Enrollment, enrollment_id)
        assert (one.walk_in, one.state) == (True, EnrollmentState.ENROLLED)
        assert one.person.last_name == details.last_name
    database.undo()
    assert entries(database) == []
    with database.read() as db:
        assert db.scalar(select(Person).where(Person.first_name == "🚓")) is None


def test_a_nominated_person_who_walks_in_is_enrolled_where_they_stand(database):
    with database.step("Prepare") as db:
        made = taught(db, people=1, state=EnrollmentState.NOMINATED)
        person_id = db.get_one(Enrollment, made.trainees[0]).person_id

    with database.step("Walk-in") as db:
        add_walk_in(db, made.course_id, person_id, block_ids=made.blocks, today=TODAY)

    with database.read() as db:
        one = db.get_one(Enrollment, made.trainees[0])
        assert (one.walk_in, one.state) == (True, EnrollmentState.ENROLLED)
        states = db.scalars(select(EnrollmentStateEntry).order_by(EnrollmentStateEntry.id))
        assert [(each.state, each.reason) for each in states] == [
            (EnrollmentState.NOMINATED, ""),
            (EnrollmentState.ENROLLED, "Walked in."),
        ]


def test_somebody_with_a_seat_does_not_walk_in(database, made):
    with database.read() as db:
        person_id = db.get_one(Enrollment, made.trainees[0]).person_id

    with pytest.raises(AlreadyInCourse), database.step("Walk-in") as db:
        add_walk_in(db, made.course_id, person_id, block_ids=made.blocks, today=TODAY)


def test_a_walk_in_into_a_full_course_leaves_nothing_behind(database, made):
    with database.step("Fill") as db:
        db.get_one(Course, made.course_id).seats = 3

    with pytest.raises(CourseFull), database.step("Walk-in") as db:
        add_walk_in(db, made.course_id, PersonDetails(last_name="Late"), block_ids=(), today=TODAY)

    with database.read() as db:
        assert db.scalar(select(Person).where(Person.last_name == "Late")) is None
