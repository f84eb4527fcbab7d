from __future__ import annotations

import builders
import pytest
from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, Invalid, NotFound
from cittrainer.models import Booking, BookingState, Course, CourseState, FindingOverride
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.overrides import fingerprint, key
from cittrainer.services.blocks import move_block
from cittrainer.services.course_guards import CourseIsOver
from cittrainer.services.overrides import CannotStand, let_stand, take_back


@pytest.fixture
def course(database):
    """Ana is in two rooms at once on Monday; the third block has no presenter."""
    with database.step("Prepare") as db:
        one = builders.course(db, days=2)
        ana = builders.presenter(db, "Ana")
        for title in ("Talk", "Film"):
            block = builders.block(db, title, day=one.days[0], start="9:00")
            part = block.parts[0].id
            state = BookingState.CONFIRMED
            builders.add(db, Booking(block_part_id=part, presenter_id=ana.id, state=state))
        builders.block(db, "Empty", day=one.days[1], start="9:00")
        return one.id


def found(database, course_id, kind="presenter_twice"):
    """The first finding of a kind with what the services ask for."""
    with database.read() as db:
        plan = week(db, course_id)
    one = next(each for each in findings(plan) if each.kind == kind)
    return one, key(one), fingerprint(plan, one)


def on_file(database):
    with database.read() as db:
        return [(row.sentence, row.reason) for row in db.scalars(select(FindingOverride))]


def stand(database, course_id, reason="She walks over", kind="presenter_twice"):
    _, name, seen = found(database, course_id, kind)
    with database.step("Let it stand") as db:
        let_stand(db, course_id, name, seen=seen, reason=reason)


def test_an_error_stands_with_its_reason_until_it_is_taken_back(database, course):
    before, name, _ = found(database, course)

    stand(database, course, "  She walks  over ")

    after, _, _ = found(database, course)
    assert (after.severity, after.overridden) == ("note", "She walks over")
    assert after.hint == "Accepted because: “She walks over”."
    assert on_file(database) == [(before.sentence, "She walks over")]
    with database.step("Take back") as db:
        take_back(db, course, name)
    assert found(database, course)[0] == before
    assert on_file(database) == []


def test_it_lapses_when_a_block_of_it_changes_and_a_new_reason_replaces_the_old(database, course):
    stand(database, course)
    error, _, _ = found(database, course)
    with database.read() as db:
        block = week(db, course).block[error.blocks[0]]

    for start in (545, block.start):
        with database.step("Move") as db:
            move_block(db, block.id, course_day_id=block.day_id, start_minute=start)

    assert found(database, course)[0].severity == "error"
    stand(database, course, "Looked at again")
    assert found(database, course)[0].overridden == "Looked at again"
    assert [reason for _, reason in on_file(database)] == ["Looked at again"]


def test_undo_brings_the_error_back(database, course):
    stand(database, course)

    database.undo()

    assert found(database, course)[0].severity == "error"


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_no_reason_is_refused(database, course, reason):
    with pytest.raises(Invalid, match="needs a reason"):
        stand(database, course, reason)

    assert on_file(database) == []


def test_what_was_changed_meanwhile_is_refused(database, course):
    error, name, seen = found(database, course)
    with database.read() as db:
        block = week(db, course).block[error.blocks[0]]
    with database.step("Move") as db:
        move_block(db, block.id, course_day_id=block.day_id, start_minute=545)

    with pytest.raises(ChangedMeanwhile), database.step("Let it stand") as db:
        let_stand(db, course, name, seen=seen, reason="Old news")

    assert on_file(database) == []


def test_a_warning_cannot_be_let_stand(database, course):
    with pytest.raises(CannotStand):
        stand(database, course, kind="no_presenter")

    assert on_file(database) == []


def test_what_nobody_lets_stand_cannot_be_taken_back(database, course):
    _, name, _ = found(database, course)

    with pytest.raises(NotFound), database.step("Take back") as db:
        take_back(db, course, name)


def test_a_closed_course_keeps_its_findings(database, course):
    with database.step("Close") as db:
        db.get_one(Course, course).state = CourseState.CLOSED

    with pytest.raises(CourseIsOver):
        stand(database, course)
