"""Any sequence of steps, undone one by one, gives back what was; redone, what came."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import builders
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cittrainer.db import Actor, Database
from cittrainer.errors import UserError
from cittrainer.models import (
    Agency,
    Base,
    Block,
    Course,
    Enrollment,
    Person,
    Room,
    TraineeRole,
)

IGNORED_TABLES = {"step", "change"}
IGNORED_COLUMNS = {"version", "changed"}


def contents(database: Database) -> dict[str, list[Any]]:
    """Every row of every table but history, without stamps and versions."""
    with database.read() as db:
        return {
            table.name: sorted(
                (
                    tuple(
                        repr(value)
                        for name, value in row._mapping.items()
                        if name not in IGNORED_COLUMNS
                    )
                    for row in db.execute(select(table))
                ),
            )
            for table in Base.metadata.sorted_tables
            if table.name not in IGNORED_TABLES
        }


def nth(rows: list[Any], index: int) -> Any:
    return rows[index % len(rows)] if rows else None


def add_agency(db, name, index):
    if db.scalar(select(Agency).where(Agency.name == name)) is None:
        builders.agency(db, name)


def rename_agency(db, name, index):
    agency = nth(db.scalars(select(Agency)).all(), index)
    if agency and db.scalar(select(Agency).where(Agency.name == name)) is None:
        agency.name = name


def add_person(db, name, index):
    agency = nth(db.scalars(select(Agency)).all(), index)
    builders.person(db, name, agency=agency, state_id=f"{index}")


def change_person(db, name, index):
    person = nth(db.scalars(select(Person)).all(), index)
    if person:
        person.last_name, person.service_since = name, index
        for identifier in list(person.identifiers):
            identifier.value = name


def drop_identifier(db, name, index):
    person = nth(db.scalars(select(Person)).all(), index)
    if person and person.identifiers:
        person.identifiers.clear()


def remove_person(db, name, index):
    person = nth(db.scalars(select(Person)).all(), index)
    if person and not db.scalars(select(Enrollment).where(Enrollment.person_id == person.id)).all():
        db.delete(person)


def add_course(db, name, index):
    if db.scalar(select(Course).where(Course.number == name)) is None:
        course = builders.course(db, name, days=2)
        builders.block(db, name, day=course.days[0], parts=index % 3, topics={name: 100})


def move_block(db, name, index):
    block = nth(db.scalars(select(Block)).all(), index)
    if block:
        block.start_minute, block.topics = 480 + index * 5, {name: index}


def remove_course(db, name, index):
    course = nth(db.scalars(select(Course)).all(), index)
    if course and not db.scalars(select(Enrollment).where(Enrollment.course_id == course.id)).all():
        db.delete(course)


def enroll(db, name, index):
    person = nth(db.scalars(select(Person)).all(), index)
    course = nth(db.scalars(select(Course)).all(), index)
    if person and course:
        known = select(Enrollment).where(
            Enrollment.person_id == person.id, Enrollment.course_id == course.id
        )
        if db.scalar(known) is None:
            builders.enrollment(db, course, person)


def change_enrollment(db, name, index):
    enrollment = nth(db.scalars(select(Enrollment)).all(), index)
    if enrollment:
        enrollment.role = list(TraineeRole)[index % len(TraineeRole)]
        enrollment.skills_met = [None, True, False][index % 3]
        enrollment.exam_score = index


def remove_and_add_in_one_step(db, name, index):
    room = nth(db.scalars(select(Room)).all(), index)
    if room:
        db.delete(room)
        db.flush()
    if db.scalar(select(Room).where(Room.name == name)) is None:
        builders.room(db, name)


ACTIONS = [
    add_agency,
    rename_agency,
    add_person,
    change_person,
    drop_identifier,
    remove_person,
    add_course,
    move_block,
    remove_course,
    enroll,
    change_enrollment,
    remove_and_add_in_one_step,
]

step = st.lists(
    st.tuples(
        st.sampled_from(ACTIONS),
        st.sampled_from(["Ridgeway", "=cmd()", "Ó Súilleabháin", "🚓", "مريم"]),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=3,
)


def run(database: Database, actions: Any) -> None:
    with database.step("Step") as db:
        for action, name, index in actions:
            action(db, name, index)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step, min_size=1, max_size=12))
def test_undo_gives_back_what_was_and_redo_what_came(steps):
    with (
        tempfile.TemporaryDirectory() as folder,
        Database.create(Path(folder) / "a.cit", Actor("Dana", "dana")) as database,
    ):
        states = [contents(database)]
        for actions in steps:
            before = database.undoable()
            run(database, actions)
            if database.undoable() != before:
                states.append(contents(database))

        for earlier in reversed(states[:-1]):
            database.undo()
            assert contents(database) == earlier
        assert database.undoable() is None
        for later in states[1:]:
            database.redo()
            assert contents(database) == later


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            step,
            st.tuples(st.just("undo"), st.integers(0, 30)),
            st.tuples(st.just("redo"), st.integers(0, 30)),
        ),
        min_size=4,
        max_size=16,
    )
)
def test_taking_back_any_step_and_bringing_it_again_changes_nothing(moves):
    with (
        tempfile.TemporaryDirectory() as folder,
        Database.create(Path(folder) / "a.cit", Actor("Dana", "dana")) as database,
    ):
        done: list[int] = []
        for move in moves:
            if isinstance(move, tuple):
                word, index = move
                try:
                    if done:
                        getattr(database, word)(done[index % len(done)])
                except UserError:
                    continue
            else:
                before = database.undoable()
                run(database, move)
                after = database.undoable()
                if after != before:
                    done.append(after.step_id)

        for step_id in done:
            there = contents(database)
            try:
                database.undo(step_id)
            except UserError:
                assert contents(database) == there
                continue
            database.redo(step_id)
            assert contents(database) == there


def test_the_comparison_sees_a_single_changed_value(database):
    with database.step("Add") as db:
        builders.person(db)
    before = contents(database)

    with database.step("Change") as db:
        db.scalars(select(Person)).one().remarks = "vegetarian"

    assert contents(database) != before
