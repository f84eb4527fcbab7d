"""A rotation as a proposal would make it, for the table to show before it is accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.rules.rotation_values import MeetingValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.jobs.rotations import Proposal
    from cittrainer.rules.rotation_values import RotationValue
    from cittrainer.rules.rotations import Cell
    from cittrainer.services.rotation_plans import PlannedMeeting


def ghost(
    rotation: RotationValue, proposal: Proposal
) -> tuple[RotationValue, tuple[()], frozenset[Cell]]:
    """What the table shows of a proposal; where there was no plan, all of it is new."""
    after, changed = proposed(rotation, proposal.meetings)
    return after, (), changed if rotation.meetings else frozenset()


def proposed(
    rotation: RotationValue, meetings: Sequence[PlannedMeeting]
) -> tuple[RotationValue, frozenset[Cell]]:
    """The rotation as a proposal would make it, and which cells that changes."""
    wanted = tuple(
        MeetingValue(one.round_id, one.group_id, one.station_id, one.coach_id) for one in meetings
    )
    after = replace(rotation, meetings=wanted)
    cells = rotation.at.keys() | after.at.keys()
    return after, frozenset(cell for cell in cells if rotation.at.get(cell) != after.at.get(cell))
