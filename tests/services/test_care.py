from __future__ import annotations

from datetime import timedelta

import builders
import pytest

from cittrainer.errors import Invalid, NotFound
from cittrainer.models import (
    BlockPart,
    BookingState,
    CareDone,
    CareKind,
    Course,
    CourseState,
    Delivery,
    Presenter,
)
from cittrainer.queries.care_tasks import care_tasks
from cittrainer.services.bookings import book, record_actual
from cittrainer.services.care import mark_done

MONDAY = builders.MONDAY
EVENING = 1200


@pytest.fixture
def story(database):
    """Ids of the bookings of Rosa, who tells her story on Monday, and of who is with her."""
    with database.step("Prepare") as db:
        monday, _tuesday = builders.course_days(db, 2)
        part = builders.block(db, "A story", day=monday, delivery=Delivery.STORY).parts[0]
        rosa, ana = (builders.presenter(db, name).id for name in ("Rosa M.", "Dr. Ana Ruiz"))
        telling = book(db, part.id, rosa, state=BookingState.CONFIRMED)
        helping = book(db, part.id, ana, role="Facilitator", state=BookingState.CONFIRMED)
        return telling, helping


def tasks(database, day):
    with database.read() as db:
        return [(task.kind, task.presenter) for task in care_tasks(db, today=day, minute=EVENING)]


def done(database, booking_id, kind, on, label="Done"):
    with database.step(label) as db:
        mark_done(db, [booking_id], kind, on=on)


def test_it_is_told_of_those_who_tell_and_not_of_those_who_are_with_them(database, story):
    assert tasks(database, MONDAY) == [("debrief", "Rosa M.")]


def test_only_that_it_was_done_is_kept_and_one_undo_takes_it_back(database, story):
    done(database, story[0], CareKind.DEBRIEF, MONDAY)

    assert tasks(database, MONDAY) == []
    with database.read() as db:
        (kept,) = db.query(CareDone).all()
        assert (kept.booking_id, kept.kind, kept.done_on) == (story[0], CareKind.DEBRIEF, MONDAY)

    database.undo()
    assert tasks(database, MONDAY) == [("debrief", "Rosa M.")]


def test_done_twice_is_done_once_on_the_first_day(database, story):
    done(database, story[0], CareKind.CHECK_IN, MONDAY + timedelta(days=1))
    done(database, story[0], CareKind.CHECK_IN, MONDAY + timedelta(days=2))

    with database.read() as db:
        (kept,) = db.query(CareDone).all()
        assert kept.done_on == MONDAY + timedelta(days=1)


@pytest.mark.parametrize("kind", [CareKind.DEBRIEF, CareKind.CHECK_IN])
def test_what_comes_after_the_story_cannot_be_done_before_it(database, story, kind):
    with pytest.raises(Invalid, match="still to come"):
        done(database, story[0], kind, MONDAY - timedelta(days=1))

    with database.read() as db:
        assert db.query(CareDone).count() == 0


def test_a_block_that_is_no_story_needs_nothing(database):
    with database.step("Prepare") as db:
        (day,) = builders.course_days(db, 1)
        law = book(
            db, builders.block(db, "The law", day=day).parts[0].id, builders.presenter(db).id
        )

    with pytest.raises(Invalid, match="“The law” is no story"):
        done(database, law, CareKind.PRE_BRIEF, MONDAY)


def test_a_booking_that_is_gone_is_refused(database):
    with pytest.raises(NotFound):
        done(database, 99, CareKind.PRE_BRIEF, MONDAY)


def test_after_the_course_is_closed_the_call_is_told_of_and_recorded(database, story):
    with database.step("Close") as db:
        db.query(Course).one().state = CourseState.CLOSED
    tuesday = MONDAY + timedelta(days=1)
    assert ("check_in", "Rosa M.") in tasks(database, tuesday)

    done(database, story[0], CareKind.CHECK_IN, tuesday)

    assert ("check_in", "Rosa M.") not in tasks(database, tuesday)


def test_of_a_cancelled_course_nothing_is_told(database, story):
    with database.step("Cancel") as db:
        db.query(Course).one().state = CourseState.CANCELLED

    assert tasks(database, MONDAY) == []


def test_who_did_not_come_is_not_debriefed_once_it_is_on_record(database, story):
    with database.step("Who came") as db:
        part = db.query(BlockPart).one().id
        record_actual(db, part, [builders.presenter(db, "Somebody else").id])

    assert tasks(database, MONDAY) == []


def test_who_came_is(database, story):
    with database.step("Who came") as db:
        part = db.query(BlockPart).one()
        rosa = db.query(Presenter).filter_by(public_name="Rosa M.").one()
        record_actual(db, part.id, [rosa.id])

    assert tasks(database, MONDAY) == [("debrief", "Rosa M.")]
