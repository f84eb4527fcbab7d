"""Mends applied to a file: each does what it says, as one step, or nothing."""

from __future__ import annotations

from dataclasses import replace

import builders
import pytest
from sqlalchemy import select

from cittrainer.db import Actor, Database
from cittrainer.errors import ChangedMeanwhile
from cittrainer.models import Block, Booking, BookingState, Course, CourseState
from cittrainer.queries.courses import courses
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.mends import mends
from cittrainer.rules.overrides import key
from cittrainer.rules.values import ERROR
from cittrainer.services.blocks import move_block
from cittrainer.services.course_guards import CourseIsOver
from cittrainer.services.mends import apply


@pytest.fixture
def course(database):
    """Ana is in two rooms at once on Monday; Ben is an alternate for the second."""
    with database.step("Prepare") as db:
        one = builders.course(db, days=2)
        ana, ben = builders.presenter(db, "Ana"), builders.presenter(db, "Ben")
        for title in ("Talk", "Film"):
            block = builders.block(db, title, day=one.days[0], start="9:00")
            part = block.parts[0].id
            state = BookingState.CONFIRMED
            builders.add(db, Booking(block_part_id=part, presenter_id=ana.id, state=state))
        builders.add(db, Booking(block_part_id=part, presenter_id=ben.id, choice=2, state=state))
        return one.id


def shown(database, course_id, kind):
    """The first finding of a kind and what is offered for it."""
    with database.read() as db:
        plan = week(db, course_id)
    one = next(each for each in findings(plan) if each.kind == kind)
    return one, mends(plan, one)


def kinds(database, course_id):
    with database.read() as db:
        return {one.kind for one in findings(week(db, course_id))}


def mend(database, course_id, one, chosen):
    with database.step(chosen.sentence) as db:
        apply(db, course_id, one, chosen)


def test_an_alternate_comes_in_the_place_of_somebody_as_one_step(database, course):
    one, offers = shown(database, course, "presenter_twice")
    ask = next(each for each in offers if each.sentence == "Ask alternate Ben instead of Ana")

    mend(database, course, one, ask)

    with database.read() as db:
        film = db.scalar(select(Block).where(Block.title == "Film"))
        rows = db.scalars(select(Booking).where(Booking.block_part_id == film.parts[0].id))
        choices = {row.presenter.public_name: row.choice for row in rows}
    assert choices == {"Ana": 2, "Ben": 1}
    assert "presenter_twice" not in kinds(database, course)
    database.undo()
    assert "presenter_twice" in kinds(database, course)


def test_a_lunch_is_added_and_a_length_changed(database, course):
    with database.step("More") as db:
        day = db.get_one(Course, course).days[1]
        builders.block(db, "Morning", day=day, start="8:00", minutes=60)
        builders.block(db, "Long", day=day, start="14:00", minutes=120, most_minutes=60)
    for kind in ("no_lunch", "module_length"):
        one, offers = shown(database, course, kind)
        mend(database, course, one, offers[0])

    assert not kinds(database, course) & {"no_lunch", "module_length"}
    with database.read() as db:
        lunch = next(one for one in week(db, course).blocks if one.delivery == "lunch")
    assert (lunch.title, lunch.start, lunch.minutes) == ("Lunch", 720, 60)


def test_what_was_offered_for_another_plan_is_refused(database, course):
    one, offers = shown(database, course, "presenter_twice")
    with database.read() as db:
        block = week(db, course).block[one.blocks[0]]
    with database.step("Move") as db:
        move_block(db, block.id, course_day_id=block.day_id, start_minute=720)

    with pytest.raises(ChangedMeanwhile, match="changed since this was offered"):
        mend(database, course, one, offers[0])

    assert database.undoable().label == "Move"


def test_what_was_never_offered_is_refused(database, course):
    one, offers = shown(database, course, "presenter_twice")

    with pytest.raises(ChangedMeanwhile):
        mend(database, course, one, replace(offers[0], changes=()))


def test_a_closed_course_stays_as_it_is(database, course):
    one, offers = shown(database, course, "presenter_twice")
    with database.step("Close") as db:
        db.get_one(Course, course).state = CourseState.CLOSED

    with pytest.raises(CourseIsOver):
        mend(database, course, one, offers[0])


def test_a_room_that_another_course_uses_is_not_offered(database, course):
    with database.step("More") as db:
        day = db.get_one(Course, course).days[1]
        small, taken = builders.room(db, "Small", 1), builders.room(db, "Taken", 40)
        builders.block(db, "Crowd", day=day, start="9:00", room=small, equipment="Projector")
        taken.equipment = "projector"
        other = builders.course(db, "CIT-2")
        builders.block(db, "Theirs", day=other.days[1], start="9:00", room=taken)

    _, offers = shown(database, course, "equipment_missing")

    assert not any("Taken" in one.sentence for one in offers)


def test_every_mend_of_the_sample_does_away_with_its_finding_and_brings_no_error(sample_file):
    """Up to three findings of each kind for each course, taken back before the next."""
    with Database.open(sample_file, Actor("Dana", "dana")) as database:
        with database.read() as db:
            plans = [week(db, row.id) for row in courses(db)]
        tried = 0
        for plan in plans:
            before = findings(plan)
            errors = {key(each) for each in before if each.severity == ERROR}
            for kind in {each.kind for each in before}:
                for one in [each for each in before if each.kind == kind][:3]:
                    if not (offers := mends(plan, one)):
                        continue
                    chosen = offers[-1]
                    mend(database, plan.course_id, one, chosen)
                    with database.read() as db:
                        after = findings(week(db, plan.course_id))
                    database.undo()
                    assert one not in after, chosen.sentence
                    assert {key(e) for e in after if e.severity == ERROR} <= errors
                    tried += 1
    assert tried >= 10
