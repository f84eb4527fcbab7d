from __future__ import annotations

import builders
import pytest
from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import (
    Block,
    BlockPart,
    Booking,
    BookingState,
    CourseGroup,
    Delivery,
    GroupMember,
    Room,
)
from cittrainer.services import groups, parts, rooms
from cittrainer.services.course_guards import HasHappened


@pytest.fixture
def block_id(database):
    with database.step("Prepare") as db:
        day = builders.course_days(db, 1)[0]
        return builders.block(db, "Practice", day=day, delivery=Delivery.SCENARIO).id


def shown(database):
    with database.read() as db:
        return [
            (part.room and part.room.name, part.group and part.group.name, part.title)
            for part in db.scalars(select(BlockPart).order_by(BlockPart.position))
        ]


def test_a_block_gets_parts_with_rooms_and_groups(database, block_id):
    with database.step("Parts") as db:
        course_id = db.get_one(Block, block_id).course_id
        room = rooms.add_room(db, name="Room B", seats=12)
        first, _ = groups.make_groups(db, course_id, "Scenarios", 2)
        part = parts.add_part(db, block_id, room_id=room, group_id=first)
        parts.set_part_title(db, part, "On the bridge")

    assert shown(database) == [(None, None, ""), ("Room B", "Group 1", "On the bridge")]
    with database.step("Parts") as db:
        parts.set_room(db, part, None)
        parts.set_group(db, part, None)
    assert shown(database) == [(None, None, ""), (None, None, "On the bridge")]
    with database.step("Parts") as db:
        parts.remove_part(db, part)
    assert shown(database) == [(None, None, "")]


def test_the_last_part_and_one_that_was_presented_stay(database, block_id):
    with database.step("Parts") as db:
        only = db.get_one(Block, block_id).parts[0].id
        held = parts.add_part(db, block_id)
        builders.add(
            db,
            Booking(
                block_part_id=held,
                presenter_id=builders.presenter(db).id,
                state=BookingState.PRESENTED,
            ),
        )

    with pytest.raises(HasHappened), database.step("Remove") as db:
        parts.remove_part(db, held)
    with database.step("Remove") as db:
        parts.remove_part(db, only)
    with pytest.raises(parts.LastPart), database.step("Remove") as db:
        parts.remove_part(db, held)


def test_a_group_of_another_course_is_refused(database, block_id):
    with database.step("Other") as db:
        other = builders.course(db, "2")
        (foreign, _) = groups.make_groups(db, other.id, "Tours", 2)
        part = db.get_one(Block, block_id).parts[0].id

    with pytest.raises(Invalid, match="another course"), database.step("Set") as db:
        parts.set_group(db, part, foreign)


def test_practice_with_as_many_parts_as_groups_gets_one_group_a_part(database, block_id):
    with database.step("Groups") as db:
        block = db.get_one(Block, block_id)
        lecture = builders.block(db, "Talk", day=block.course_day, start="10:00", parts=3)
        parts.add_part(db, block_id)
        parts.add_part(db, block_id)
        groups.make_groups(db, block.course_id, "Scenarios", 3)
        lecture_id = lecture.id

    with database.read() as db:
        assert [part.group.name for part in db.get_one(Block, block_id).parts] == [
            "Group 1",
            "Group 2",
            "Group 3",
        ]
        assert [part.group for part in db.get_one(Block, lecture_id).parts] == [None] * 3


def test_groups_are_named_once_and_go_only_when_empty(database, block_id):
    with database.step("Groups") as db:
        course = db.get_one(Block, block_id).course
        course_id = course.id
        first, second = groups.make_groups(db, course_id, "Scenarios", 2)
        parts.set_group(db, db.get_one(Block, block_id).parts[0].id, second)
        one = builders.enrollment(db, course, builders.person(db))
        member = builders.add(db, GroupMember(enrollment_id=one.id, group_id=first))

    with pytest.raises(Invalid, match="already"), database.step("Groups") as db:
        groups.make_groups(db, course_id, "Scenarios", 4)
    with pytest.raises(Invalid, match="“Group 2” already"), database.step("Rename") as db:
        groups.rename_group(db, first, "Group 2")
    with pytest.raises(groups.GroupHasMembers), database.step("Remove") as db:
        groups.remove_groups(db, course_id, "Scenarios")
    with database.step("Remove") as db:
        db.delete(db.get_one(GroupMember, member.id))
        groups.rename_group(db, first, "Birch")
        groups.remove_groups(db, course_id, "Scenarios")

    with database.read() as db:
        assert db.scalars(select(CourseGroup)).all() == []
    assert shown(database) == [(None, None, "")]


def test_rooms_have_a_name_of_their_own_and_stay_while_used(database, block_id):
    with database.step("Rooms") as db:
        room = rooms.add_room(db, name="Room B", building="North", seats=12, equipment="Beamer")
        spare = rooms.add_room(db, name="Room C")
        parts.set_room(db, db.get_one(Block, block_id).parts[0].id, room)
        seen = db.get_one(Room, room).version

    with pytest.raises(Invalid, match="a room “room b” already"), database.step("Add") as db:
        rooms.add_room(db, name="room b")
    with (
        pytest.raises(rooms.RoomIsUsed, match="“Room B” is used by “Practice” of CIT-2026-05"),
        database.step("Remove") as db,
    ):
        rooms.remove_room(db, room)
    with database.step("Edit") as db:
        rooms.edit_room(db, room, seen, name="Room B", seats=20)
        rooms.remove_room(db, spare)

    with database.read() as db:
        assert [(r.name, r.building, r.seats) for r in db.scalars(select(Room))] == [
            ("Room B", "", 20)
        ]
    with pytest.raises(ChangedMeanwhile), database.step("Edit") as db:
        rooms.edit_room(db, room, seen, name="Room X")
