from __future__ import annotations

import builders
import pytest
from rotating import rotating, round_robin

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import BlockPart, Booking, BookingState, CourseGroup, Delivery
from cittrainer.queries import rotations as reading
from cittrainer.services import groups
from cittrainer.services import rotation_plans as plans
from cittrainer.services.rotation_setups import (
    RotationPlan,
    StationPlan,
    begin_rotation,
    save_rotation,
)


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        one = rotating(db)
    with database.step("Plan") as db:
        seen = reading.rotation(db, one.rotation_id).version
        plans.accept_plan(db, one.rotation_id, round_robin(one), seen=seen)
    return one


def value(database, rotation_id):
    with database.read() as db:
        return reading.rotation(db, rotation_id)


def as_planned(found, **changes):
    """What a form says that shows a rotation as it is."""
    values = {
        "name": found.name,
        "stations": tuple(
            StationPlan(
                one.title,
                one.room_id,
                tuple(each.presenter_id for each in one.actors),
                one.must_meet,
                one.id,
                one.version,
            )
            for one in found.stations
        ),
        "coach_ids": tuple(one.presenter_id for one in found.coaches),
        "block_ids": tuple(dict.fromkeys(one.block_id for one in found.rounds)),
        "minutes": 30,
    }
    return RotationPlan(**{**values, **changes})


def practice(db, course, day, start, minutes, *, rooms=2):
    """A block of practice with a coach and an actor in each room."""
    block = builders.block(
        db, "Practice", day=day, start=start, minutes=minutes, delivery=Delivery.SCENARIO
    )
    for number in range(rooms):
        name = f"Room {number + 1} of {day.id} at {start}"
        part = block.parts[0] if number == 0 else builders.add(db, BlockPart(block_id=block.id))
        part.room_id = builders.room(db, name, 10).id
        for role in ("coach", "actor"):
            who = builders.presenter(db, f"{role.title()} in {name}")
            db.flush()
            builders.add(
                db,
                Booking(
                    block_part_id=part.id,
                    presenter_id=who.id,
                    choice=1,
                    state=BookingState.CONFIRMED,
                    role=role,
                ),
            )
    db.flush()
    db.expire(block, ["parts"])
    return block


def test_a_rotation_begins_with_the_rooms_and_people_of_the_practice(database):
    with database.step("Prepare") as db:
        course = builders.course(db, days=2)
        first = practice(db, course, course.days[0], "13:00", 60)
        second = practice(db, course, course.days[1], "13:00", 60)
        ids = [first.id, second.id]

    with database.step("Begin") as db:
        rotation_id = begin_rotation(db, course.id)

    found = value(database, rotation_id)
    assert [(one.room, len(one.actors)) for one in found.stations] == [
        (found.stations[0].room, 1), (found.stations[1].room, 1),
    ]  # fmt: skip
    assert len(found.coaches) == 2
    assert [(one.block_id, one.minutes) for one in found.rounds] == [(ids[0], 60), (ids[1], 60)]


def test_one_long_practice_is_cut_so_that_there_is_a_round_for_each_scenario(database):
    with database.step("Prepare") as db:
        course = builders.course(db, days=1)
        practice(db, course, course.days[0], "13:00", 100, rooms=3)

    with database.step("Begin") as db:
        rotation_id = begin_rotation(db, course.id)

    found = value(database, rotation_id)
    assert [(one.offset, one.minutes) for one in found.rounds] == [(0, 30), (30, 30), (60, 30)]


def test_a_course_without_practice_cannot_begin_one(database):
    with database.step("Prepare") as db:
        course = builders.course(db, days=1)
        builders.block(db, course=course, minutes=60, delivery=Delivery.SCENARIO)

    with pytest.raises(Invalid, match="no scenario practice"), database.step("Begin") as db:
        begin_rotation(db, course.id)

    assert database.undoable().label == "Prepare"


def test_a_second_rotation_gets_a_name_of_its_own(database, made):
    with database.step("Begin") as db:
        rotation_id = begin_rotation(db, made.course_id)

    assert value(database, rotation_id).name == "Scenarios 2"


def test_a_form_saved_as_it_was_keeps_the_plan(database, made):
    before = value(database, made.rotation_id)

    with database.step("Set up") as db:
        save_rotation(
            db, made.course_id, as_planned(before),
            rotation_id=made.rotation_id, seen=before.version,
        )  # fmt: skip

    after = value(database, made.rotation_id)
    assert (after.meetings, after.stations) == (before.meetings, before.stations)


def test_a_form_adds_changes_and_removes_scenarios_in_one_step(database, made):
    before = value(database, made.rotation_id)
    first, second, _third = as_planned(before).stations
    renamed = StationPlan(
        "On the bridge", None, (), must_meet=False, station_id=second.station_id, seen=second.seen
    )
    plan = as_planned(
        before,
        name="Thursday",
        stations=(first, renamed, StationPlan("In the kitchen")),
        coach_ids=made.coaches[:2],
    )

    with database.step("Set up") as db:
        save_rotation(db, made.course_id, plan, rotation_id=made.rotation_id, seen=before.version)

    after = value(database, made.rotation_id)
    assert after.name == "Thursday"
    assert [(one.title, one.must_meet, len(one.actors)) for one in after.stations] == [
        ("Scene 1", True, 1), ("On the bridge", False, 0), ("In the kitchen", True, 0),
    ]  # fmt: skip
    assert [one.presenter_id for one in after.coaches] == list(made.coaches[:2])
    assert len(after.meetings) == 6
    database.undo()
    assert value(database, made.rotation_id).meetings == before.meetings


def test_a_new_rotation_is_saved_from_its_form(database, made):
    plan = RotationPlan("Friday", (StationPlan("At home"),), made.coaches[:1], made.blocks, 15)

    with database.step("Set up") as db:
        rotation_id = save_rotation(db, made.course_id, plan)

    found = value(database, rotation_id)
    assert (found.name, found.set_name, len(found.rounds)) == ("Friday", "Scenarios", 6)


def test_a_form_that_is_older_than_the_plan_is_refused(database, made):
    before = value(database, made.rotation_id)

    with pytest.raises(ChangedMeanwhile, match="Scenarios"), database.step("Set up") as db:
        save_rotation(
            db, made.course_id, as_planned(before),
            rotation_id=made.rotation_id, seen=before.version - 1,
        )  # fmt: skip

    assert database.undoable().label == "Plan"


def test_a_refused_scenario_leaves_everything_as_it_was(database, made):
    before = value(database, made.rotation_id)
    first, second, third = as_planned(before).stations
    plan = as_planned(
        before, name="Thursday", stations=(first, second, third, StationPlan("Scene 1"))
    )

    with pytest.raises(Invalid, match="already"), database.step("Set up") as db:
        save_rotation(db, made.course_id, plan, rotation_id=made.rotation_id, seen=before.version)

    assert value(database, made.rotation_id) == before


def test_only_groups_in_which_nobody_is_go(database, made):
    with database.step("Two more") as db:
        for number in (4, 5):
            builders.add(
                db,
                CourseGroup(
                    course_id=made.course_id,
                    set_name="Scenarios",
                    name=f"Group {number}",
                    position=number,
                ),
            )

    with database.step("Fewer") as db:
        groups.remove_empty_groups(db, made.course_id, "Scenarios", keep=2)

    found = value(database, made.rotation_id)
    assert [one.name for one in found.groups] == ["Group 1", "Group 2", "Group 3"]
