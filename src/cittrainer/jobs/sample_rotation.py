"""The scenario rotation of a course of the sample academy, as a coordinator would make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.jobs.rotations import propose
from cittrainer.queries import rooms
from cittrainer.queries import rotations as reading
from cittrainer.services import rotation_plans, rotations

if TYPE_CHECKING:
    from cittrainer.db import Database

SCENES = (
    "Voices at the bus stop",
    "A father on the bridge",
    "Behind the bedroom door",
    "The neighbor’s music",
    "Alone in the parking lot",
    "Lost near the market",
)
"""Scenarios of the sample, all of them invented."""


def rotate(database: Database, course_id: int, number: str, set_name: str) -> None:
    """Let the groups of a course rotate, where it has a block of practice for each of them.

    Args:
        database: The open file.
        course_id: The course, whose groups have their members.
        number: Its number, for the history.
        set_name: The set of its groups.
    """
    with database.read() as db:
        size = sum(one.set_name == set_name for one in rooms.groups(db, course_id))
        blocks = [
            one.id
            for one in reading.scenario_blocks(db, course_id)
            if one.start is not None and one.parts == size
        ][:size]
    if len(blocks) < size or not 0 < size <= len(SCENES):
        return
    with database.step(f"Scenarios and rounds of {number}") as db:
        rotation_id = rotations.make_rotation(db, course_id, set_name=set_name)
        rotations.take_from_block(db, rotation_id, blocks[0])
        rotations.cut_rounds(db, rotation_id, blocks)
        played = reading.rotation(db, rotation_id).stations
        for station, title in zip(played, SCENES, strict=False):
            rotations.edit_station(
                db,
                station.id,
                station.version,
                title=title,
                room_id=station.room_id,
                actor_ids=[one.presenter_id for one in station.actors],
                must_meet=station.must_meet,
            )
    proposal = propose(database, rotation_id)
    with database.step(f"Make the rotation of {number}") as db:
        rotation_plans.accept_plan(db, rotation_id, proposal.meetings, seen=proposal.seen)
