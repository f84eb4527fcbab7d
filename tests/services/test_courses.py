from __future__ import annotations

from datetime import date

import builders
import pytest
from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import (
    Block,
    BlockPart,
    Booking,
    BookingState,
    BookingStateEntry,
    Course,
    CourseState,
    Delivery,
    Enrollment,
    Standard,
)
from cittrainer.services.course_guards import CourseIsOver
from cittrainer.services.courses import NumberTaken, edit_course, new_course, override_standard
from cittrainer.services.curricula import add_version
from cittrainer.services.earlier_courses import new_course_like
from cittrainer.services.groups import make_groups

FRIDAY = date(2026, 5, 8)


def two_day_curriculum(db, **values):
    return add_version(
        db,
        code="TWO",
        title="Two days",
        modules=[
            {
                "title": "Welcome",
                "delivery": Delivery.ADMIN,
                "minutes": 30,
                "day_number": 1,
                "start_minute": 450,
            },
            {
                "title": "Practice",
                "delivery": Delivery.SCENARIO,
                "minutes": 120,
                "day_number": 2,
                "start_minute": 960,
                "topics": {"De-escalation": 100},
                "parts": 6,
                "must_attend": True,
            },
            {"title": "Officer wellness", "minutes": 50},
        ],
        **values,
    )


def test_a_course_takes_a_copy_of_the_modules_on_their_days(database):
    with database.step("New course") as db:
        version = two_day_curriculum(db)
        course_id = new_course(
            db,
            title="CIT",
            number="CIT-1",
            first_day=builders.MONDAY,
            curriculum_version_id=version,
            venue="Hall",
            seats=24,
        )

    with database.read() as db:
        course = db.get_one(Course, course_id)
        welcome, practice, wellness = db.scalars(select(Block).order_by(Block.id))
        assert [(day.date, day.start_minute, day.end_minute) for day in course.days] == [
            (date(2026, 5, 4), 450, 1020),
            (date(2026, 5, 5), 480, 1080),
        ]
        assert (welcome.place, welcome.delivery) == ("Monday 7:30", Delivery.ADMIN)
        assert (practice.place, len(practice.parts)) == ("Tuesday 16:00", 6)
        assert (practice.topics, practice.must_attend) == ({"De-escalation": 100}, True)
        assert wellness.place == "unplaced"
        assert (course.venue, course.seats, course.state) == ("Hall", 24, CourseState.PLANNING)


def test_the_days_after_the_first_skip_the_weekend(database):
    with database.step("New course") as db:
        version = two_day_curriculum(db)
        course_id = new_course(
            db, title="CIT", number="1", first_day=FRIDAY, curriculum_version_id=version
        )

    with database.read() as db:
        assert [day.date for day in db.get_one(Course, course_id).days] == [
            FRIDAY,
            date(2026, 5, 11),
        ]


def test_the_roster_is_due_when_the_curriculum_s_standard_says(database):
    with database.step("New course") as db:
        standard = builders.standard(db, roster_due_days=30)
        version = two_day_curriculum(db, standard_id=standard.id)
        course_id = new_course(
            db, title="CIT", number="1", first_day=builders.MONDAY, curriculum_version_id=version
        )

    with database.read() as db:
        course = db.get_one(Course, course_id)
        assert course.standard_id == db.scalar(select(Standard.id))
        assert course.roster_due_on == date(2026, 6, 4)


def test_a_number_is_taken_whatever_its_capitals(database):
    with database.step("New course") as db:
        new_course(db, title="Spring", number="CIT-2026-05", first_day=builders.MONDAY)

    with (
        pytest.raises(NumberTaken, match="“Spring” has the number CIT-2026-05 already."),
        database.step("New course") as db,
    ):
        new_course(db, title="Other", number=" cit-2026-05 ", first_day=builders.MONDAY)

    with database.read() as db:
        assert db.scalars(select(Course.title)).all() == ["Spring"]


@pytest.mark.parametrize(
    "title", ["Größe 危機 🚓", "قسم الشرطة", '=HYPERLINK("x")', "M" * 200, "O’Malley’s “own”"]
)
def test_titles_of_any_kind_come_back_as_they_were(database, title):
    with database.step("New course") as db:
        course_id = new_course(db, title=title, number="1", first_day=builders.MONDAY)

    with database.read() as db:
        assert db.get_one(Course, course_id).title == title


def test_a_title_that_is_too_long_is_refused_in_words(database):
    with (
        pytest.raises(Invalid, match="The title has 201 characters"),
        database.step("New course") as db,
    ):
        new_course(db, title="M" * 201, number="1", first_day=builders.MONDAY)


def test_editing_changes_only_what_is_given(database):
    with database.step("Prepare") as db:
        course = builders.course(db, venue="Old hall", seats=20)
        course_id, seen = course.id, course.version

    with database.step("Edit") as db:
        edit_course(db, course_id, seen, seats=32, class_number="C-7", roster_due_on=FRIDAY)

    with database.read() as db:
        course = db.get_one(Course, course_id)
        assert (course.venue, course.seats, course.class_number, course.roster_due_on) == (
            "Old hall",
            32,
            "C-7",
            FRIDAY,
        )


def test_a_stale_form_is_refused(database):
    with database.step("Prepare") as db:
        course = builders.course(db)
        course_id, seen = course.id, course.version
    with database.step("Edit") as db:
        edit_course(db, course_id, seen, seats=32)

    with pytest.raises(ChangedMeanwhile), database.step("Edit") as db:
        edit_course(db, course_id, seen, seats=10)

    with database.read() as db:
        assert db.get_one(Course, course_id).seats == 32


def test_another_standard_moves_the_due_date_unless_it_was_typed(database):
    with database.step("Prepare") as db:
        month = builders.standard(db, "A", roster_due_days=30)
        week = builders.standard(db, "B", roster_due_days=7)
        computed = new_course(
            db, title="A", number="1", first_day=builders.MONDAY, days=1, standard_id=month.id
        )
        typed = new_course(
            db,
            title="B",
            number="2",
            first_day=builders.MONDAY,
            days=1,
            standard_id=month.id,
            roster_due_on=FRIDAY,
        )
        for course_id in (computed, typed):
            seen = db.get_one(Course, course_id).version
            edit_course(db, course_id, seen, standard_id=week.id)

    with database.read() as db:
        assert db.get_one(Course, computed).roster_due_on == date(2026, 5, 11)
        assert db.get_one(Course, typed).roster_due_on == FRIDAY


@pytest.mark.parametrize("state", [CourseState.CLOSED, CourseState.CANCELLED])
def test_a_course_that_is_over_is_not_edited(database, state):
    with database.step("Prepare") as db:
        course = builders.course(db, state=state)
        course_id, seen = course.id, course.version

    with (
        pytest.raises(CourseIsOver, match=f"The course is {state.value}; reopen it first."),
        database.step("Edit") as db,
    ):
        edit_course(db, course_id, seen, seats=1)


def test_a_reason_lets_a_week_stand_that_misses_its_standard(database):
    with database.step("Prepare") as db:
        course_id = builders.course(db).id

    with database.step("Override") as db:
        override_standard(db, course_id, reason="  The site visit was snowed in.  ")

    with database.read() as db:
        assert db.get_one(Course, course_id).override_reason == "The site visit was snowed in."


def test_a_course_like_an_earlier_one_asks_its_presenters_again(database):
    with database.step("Prepare") as db:
        course = builders.course(
            db, days=2, venue="Hall", class_number="7", directions="Side door", day_contact="Dana"
        )
        room = builders.room(db)
        block = builders.block(
            db,
            "Practice",
            day=course.days[1],
            start="10:00",
            room=room,
            parts=2,
            delivery=Delivery.SCENARIO,
        )
        make_groups(db, course.id, "Scenarios", 2)
        held, declined = builders.presenter(db, "Dr. Ruiz"), builders.presenter(db, "Judge Hale")
        gone = builders.presenter(db, "Retired", active=False)
        part = block.parts[0].id
        for presenter, state in (
            (held, BookingState.PRESENTED),
            (declined, BookingState.DECLINED),
            (gone, BookingState.PRESENTED),
        ):
            builders.add(
                db,
                Booking(block_part_id=part, presenter_id=presenter.id, state=state, role="coach"),
            )
        builders.enrollment(db, course, builders.person(db))
        earlier = course.id

    with database.step("New course") as db:
        new = new_course_like(db, earlier, number="2", first_day=date(2026, 9, 14))

    with database.read() as db:
        course = db.get_one(Course, new)
        (block,) = db.scalars(select(Block).where(Block.course_id == new))
        assert [day.date for day in course.days] == [date(2026, 9, 14), date(2026, 9, 15)]
        assert (course.venue, course.class_number, course.made_from_id) == ("Hall", "", earlier)
        assert (course.directions, course.day_contact) == ("Side door", "Dana")
        assert (block.place, [part.room.name for part in block.parts]) == (
            "Tuesday 10:00",
            ["Room A", "Room A"],
        )
        assert [part.group.name for part in block.parts] == ["Group 1", "Group 2"]
        assert {part.group.course_id for part in block.parts} == {new}
        (booking,) = db.scalars(
            select(Booking)
            .join(BlockPart, BlockPart.id == Booking.block_part_id)
            .where(BlockPart.block_id == block.id)
        )
        assert (booking.presenter.public_name, booking.state, booking.role) == (
            "Dr. Ruiz",
            BookingState.TO_ASK,
            "coach",
        )
        (entry,) = db.scalars(select(BookingStateEntry))
        assert (entry.booking_id, entry.state) == (booking.id, BookingState.TO_ASK)
        assert db.scalars(select(Enrollment.course_id)).all() == [earlier]


def test_making_a_course_is_one_step_that_can_be_taken_back(database):
    with database.step("Prepare") as db:
        version = two_day_curriculum(db)
    with database.step("New course") as db:
        new_course(
            db, title="A", number="1", first_day=builders.MONDAY, curriculum_version_id=version
        )

    database.undo()

    with database.read() as db:
        assert db.scalars(select(Course)).all() == []
        assert db.scalars(select(Block)).all() == []
