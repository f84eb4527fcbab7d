from __future__ import annotations

from dataclasses import dataclass

import builders
import pytest

from cittrainer.errors import Invalid, NotFound
from cittrainer.models import (
    ActualPresenter,
    Booking,
    BookingState,
    Course,
    CourseDay,
    CourseState,
    Step,
)
from cittrainer.services.arrivals import mark_arrived, record_presented, take_arrival_back
from cittrainer.services.block_changes import swap_blocks
from cittrainer.services.blocks import move_block, unplace_block
from cittrainer.services.bookings import book
from cittrainer.services.course_days import edit_day, move_course
from cittrainer.services.course_guards import CourseIsOver, DayIsClosed


@dataclass(frozen=True)
class Planned:
    course: int
    monday: int
    tuesday: int
    story: int
    law: int
    later: int
    ana: int
    ben: int
    eva: int


@pytest.fixture
def planned(database):
    """Ana has two blocks on Monday and one on Tuesday; Ben is her alternate for the first."""
    with database.step("Prepare") as db:
        monday, tuesday = builders.course_days(db, 2)
        story = builders.block(db, "Story", day=monday)
        law = builders.block(db, "Law", day=monday, start="10:00")
        later = builders.block(db, "Later", day=tuesday)
        ana, ben, eva = (builders.presenter(db, name) for name in ("Ana", "Ben", "Eva"))
        for block in (story, law, later):
            book(db, block.parts[0].id, ana.id, state=BookingState.CONFIRMED)
        book(db, story.parts[0].id, ben.id, choice=2)
        book(db, law.parts[0].id, eva.id, state=BookingState.DECLINED)
        return Planned(
            monday.course_id, monday.id, tuesday.id, story.id, law.id, later.id, ana.id, ben.id,
            eva.id,
        )  # fmt: skip


def arrive(database, day_id, *who, minute=472):
    with database.step("Arrived") as db:
        return mark_arrived(db, day_id, who, minute=minute)


def arrived(database):
    """The minute at every booking, by block and presenter."""
    with database.read() as db:
        return {
            (one.part.block.title, one.presenter.public_name): one.arrived_minute
            for one in db.query(Booking)
        }


def noted(database):
    return {key for key, minute in arrived(database).items() if minute is not None}


def came(database, block_id):
    with database.read() as db:
        return sorted(
            row.presenter.public_name
            for row in db.query(ActualPresenter)
            if row.part.block_id == block_id
        )


def test_one_arrival_stands_at_all_bookings_of_that_day_and_no_other(database, planned):
    assert arrive(database, planned.monday, planned.ana) == 2

    assert noted(database) == {("Story", "Ana"), ("Law", "Ana")}
    assert arrived(database)["Law", "Ana"] == 472


def test_several_arrive_in_one_step_and_one_undo_takes_it_back(database, planned):
    arrive(database, planned.monday, planned.ana, planned.ben, planned.ana)
    assert noted(database) == {("Story", "Ana"), ("Law", "Ana"), ("Story", "Ben")}

    database.undo()

    assert noted(database) == set()


def test_the_time_is_corrected_and_taken_back(database, planned):
    arrive(database, planned.monday, planned.ana, minute=500)
    arrive(database, planned.monday, planned.ana, minute=480)
    assert arrived(database)["Story", "Ana"] == 480

    with database.step("Back") as db:
        take_arrival_back(db, planned.monday, [planned.ana])

    assert noted(database) == set()


@pytest.mark.parametrize("minute", [-1, 1440])
def test_an_impossible_time_is_refused(database, planned, minute):
    with pytest.raises(Invalid, match="time of arrival"):
        arrive(database, planned.monday, planned.ana, minute=minute)

    assert noted(database) == set()


def test_whoever_is_not_booked_on_the_day_does_not_arrive_and_nobody_else_does(database, planned):
    with pytest.raises(Invalid, match="Eva is not booked on Monday 4 May 2026"):
        arrive(database, planned.monday, planned.ana, planned.eva)
    with pytest.raises(Invalid, match="Ben is not booked on Tuesday"):
        arrive(database, planned.tuesday, planned.ben)
    with pytest.raises(NotFound):
        arrive(database, planned.monday, 99_999)
    with pytest.raises(NotFound):
        arrive(database, 99_999, planned.ana)

    assert noted(database) == set()


@pytest.mark.parametrize("state", [CourseState.CLOSED, CourseState.CANCELLED])
def test_a_course_that_is_over_stays_as_it_is(database, planned, state):
    with database.step("Over") as db:
        db.get_one(Course, planned.course).state = state

    with pytest.raises(CourseIsOver):
        arrive(database, planned.monday, planned.ana)
    with pytest.raises(CourseIsOver), database.step("Back") as db:
        take_arrival_back(db, planned.monday, [planned.ana])
    with pytest.raises(CourseIsOver), database.step("Record") as db:
        record_presented(db, [planned.story])


def test_a_day_whose_records_are_closed_keeps_its_arrivals(database, planned):
    arrive(database, planned.monday, planned.ana)
    with database.step("Close") as db:
        db.get_one(CourseDay, planned.monday).closed = True

    with pytest.raises(DayIsClosed, match="Monday 4 May 2026 are closed"):
        arrive(database, planned.monday, planned.ana, minute=500)
    with pytest.raises(DayIsClosed), database.step("Back") as db:
        take_arrival_back(db, planned.monday, [planned.ana])

    assert arrived(database)["Story", "Ana"] == 472
    with database.step("Record") as db:
        assert record_presented(db, [planned.story]) == 1


def test_those_expected_who_arrived_are_recorded_as_presenting(database, planned):
    arrive(database, planned.monday, planned.ana, planned.ben)

    with database.step("Record") as db:
        assert record_presented(db, [planned.story, planned.law, planned.story]) == 2

    assert came(database, planned.story) == ["Ana"]
    with database.read() as db:
        states = {one.part.block.title: one.state for one in db.query(Booking).filter_by(choice=1)
                  if one.presenter_id == planned.ana}  # fmt: skip
    assert states == {"Story": "presented", "Law": "presented", "Later": "confirmed"}


def test_what_is_on_record_already_is_not_recorded_again(database, planned):
    arrive(database, planned.monday, planned.ana)
    with database.step("Somebody else") as db:
        part_id = db.query(Booking).filter_by(choice=2).one().block_part_id
        db.add(ActualPresenter(block_part_id=part_id, presenter_id=planned.eva))

    with database.step("Record") as db:
        assert record_presented(db, [planned.story, planned.law]) == 1

    assert came(database, planned.story) == ["Eva"]
    assert came(database, planned.law) == ["Ana"]


def test_nothing_is_recorded_of_a_block_to_which_nobody_came(database, planned):
    with (
        pytest.raises(Invalid, match="Nobody who arrived is still to be recorded for “Story”"),
        database.step("Record") as db,
    ):
        record_presented(db, [planned.story])

    assert came(database, planned.story) == []
    with database.read() as db:
        assert db.query(Step).filter_by(label="Record").count() == 0


def test_a_block_that_goes_to_another_day_is_one_for_which_nobody_has_arrived(database, planned):
    arrive(database, planned.monday, planned.ana)
    with database.step("Same day") as db:
        move_block(db, planned.law, course_day_id=planned.monday, start_minute=660)
    assert ("Law", "Ana") in noted(database)

    with database.step("Other day") as db:
        move_block(db, planned.law, course_day_id=planned.tuesday, start_minute=660)
    assert noted(database) == {("Story", "Ana")}

    with database.step("Waits") as db:
        unplace_block(db, planned.story)
    assert noted(database) == set()


def test_blocks_of_two_days_that_change_places_forget_who_arrived(database, planned):
    arrive(database, planned.monday, planned.ana)

    with database.step("Swap") as db:
        swap_blocks(db, planned.story, planned.later)

    assert noted(database) == {("Law", "Ana")}


def test_a_day_that_moves_to_another_date_forgets_who_arrived(database, planned):
    arrive(database, planned.monday, planned.ana)
    with database.step("Hours") as db:
        edit_day(db, planned.monday, end_minute=1080)
    assert len(noted(database)) == 2

    with database.step("Earlier") as db:
        edit_day(db, planned.monday, on=builders.MONDAY.replace(day=3))
    assert noted(database) == set()

    arrive(database, planned.tuesday, planned.ana)
    with database.step("Move") as db:
        move_course(db, planned.course, builders.MONDAY.replace(month=6))
    assert noted(database) == set()
