"""Times outside the day and people twice in a course: refused, and nothing changed."""

from __future__ import annotations

import pytest
from contents import contents
from sqlalchemy import select

from cittrainer.db import Actor, Database
from cittrainer.errors import UserError
from cittrainer.models import Block, CourseDay, Enrollment
from cittrainer.queries import courses
from cittrainer.services import blocks, course_days, enrollments

DANA = Actor("Dana", "dana")


@pytest.fixture
def academy(sample_file):
    """The sample academy, open."""
    with Database.open(sample_file, DANA) as database:
        yield database


def refused(database: Database, action) -> str:
    """The sentence with which a step is refused that must change nothing."""
    before = contents(database.path)
    with pytest.raises(UserError) as told, database.step("Try") as db:
        action(db, courses.course_id(db, "CIT-103"))
    assert contents(database.path) == before
    assert told.value.message.endswith(".")
    return told.value.message


@pytest.mark.parametrize(
    ("start", "minutes"),
    [(-5, 60), (0, 60), (5 * 60, 60), (23 * 60, 60), (1440, 60), (10_000, 60), (481, 60),
     (480, 0), (480, -30), (480, 7), (480, 1445), (17 * 60, 600)],
)  # fmt: skip
def test_a_block_outside_the_day_or_off_the_grid_is_refused(academy, start, minutes):
    def move(db, course_id):
        block = db.scalars(select(Block).where(Block.course_id == course_id)).first()
        day = db.scalars(select(CourseDay).where(CourseDay.course_id == course_id)).first()
        blocks.move_block(db, block.id, course_day_id=day.id, start_minute=start, minutes=minutes)

    def add(db, course_id):
        day = db.scalars(select(CourseDay).where(CourseDay.course_id == course_id)).first()
        blocks.add_block(
            db, course_id, title="Talk", minutes=minutes, course_day_id=day.id, start_minute=start
        )

    refused(academy, move)
    refused(academy, add)


@pytest.mark.parametrize(("start", "end"), [(-5, 600), (600, 600), (700, 600), (480, 1445)])
def test_a_day_that_ends_before_it_begins_is_refused(academy, start, end):
    def edit(db, course_id):
        day = db.scalars(select(CourseDay).where(CourseDay.course_id == course_id)).first()
        course_days.edit_day(db, day.id, start_minute=start, end_minute=end)

    refused(academy, edit)


def test_a_block_on_a_day_of_another_course_is_refused(academy):
    def move(db, course_id):
        block = db.scalars(select(Block).where(Block.course_id == course_id)).first()
        day = db.scalars(select(CourseDay).where(CourseDay.course_id != course_id)).first()
        blocks.move_block(db, block.id, course_day_id=day.id, start_minute=480)

    refused(academy, move)


def test_nobody_is_twice_in_a_course(academy):
    def again(db, course_id):
        one = db.scalars(select(Enrollment).where(Enrollment.course_id == course_id)).first()
        enrollments.enroll(db, course_id, one.person_id)

    assert "is in CIT-103 already" in refused(academy, again)
