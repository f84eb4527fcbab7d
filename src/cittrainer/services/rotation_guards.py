"""What rotations ask of other changes: what they refer to stays, or goes together with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import UserError
from cittrainer.models import (
    Block,
    Course,
    CourseDay,
    Meeting,
    Rotation,
    RotationAbsence,
    RotationCoach,
    RotationRound,
    Station,
    StationActor,
)
from cittrainer.rules.wording import quoted
from cittrainer.services.course_guards import refuse_closed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.orm import Session


class UsedInRotation(UserError):
    """A scenario rotation refers to it, so it stays on file."""


def refuse_recorded_meetings(
    rounds: Iterable[RotationRound], *, station_id: int | None = None
) -> None:
    """Refuse to lose meetings of days whose attendance is closed.

    Args:
        rounds: The rounds that would go.
        station_id: Only meetings at this station would go.

    Raises:
        DayIsClosed: a meeting of a closed day would go.
    """
    for one in rounds:
        day = one.block.course_day
        if day is not None and any(
            station_id in (None, meeting.station_id) for meeting in one.meetings
        ):
            refuse_closed(day)


def recorded_groups(db: Session, group_ids: Collection[int]) -> frozenset[int]:
    """Those of some groups that have a meeting on a day whose attendance is closed."""
    return frozenset(meeting.group_id for meeting in _recorded(db, group_ids))


def refuse_recorded_groups(db: Session, group_ids: Collection[int]) -> None:
    """Refuse to lose meetings of groups on days whose attendance is closed.

    Raises:
        DayIsClosed: there is one.
    """
    for meeting in _recorded(db, group_ids):
        day = meeting.round.block.course_day
        assert day is not None  # only a placed block has a closed day
        refuse_closed(day)


def _recorded(db: Session, group_ids: Collection[int]) -> Sequence[Meeting]:
    return db.scalars(
        select(Meeting)
        .join(RotationRound, RotationRound.id == Meeting.round_id)
        .join(Block, Block.id == RotationRound.block_id)
        .join(CourseDay, CourseDay.id == Block.course_day_id)
        .where(Meeting.group_id.in_(group_ids), CourseDay.closed)
    ).all()


def refuse_used_room(db: Session, room_id: int, name: str) -> None:
    """Refuse to remove a room in which a scenario is played, or that is marked as missing.

    Raises:
        UsedInRotation: one is.
    """
    used = (
        select(Station.title, Course.number)
        .join(Rotation, Rotation.id == Station.rotation_id)
        .join(Course, Course.id == Rotation.course_id)
        .where(Station.room_id == room_id)
    )
    row = db.execute(used.limit(1)).first()
    if row is not None:
        raise UsedInRotation(
            f"{quoted(name)} is used by the scenario {quoted(row.title)} of {row.number}.",
            hint="Give the scenario another room first.",
        )
    for absence in db.scalars(select(RotationAbsence).where(RotationAbsence.room_id == room_id)):
        db.delete(absence)
    db.flush()


def refuse_used_presenter(db: Session, presenter_id: int, name: str) -> None:
    """Refuse to take somebody out of the book who coaches or plays in a rotation.

    Raises:
        UsedInRotation: they do, or did.
    """
    uses = (
        select(StationActor.id).where(StationActor.presenter_id == presenter_id),
        select(RotationCoach.id).where(RotationCoach.presenter_id == presenter_id),
        select(Meeting.id).where(Meeting.coach_id == presenter_id),
    )
    if any(db.scalar(one.limit(1)) is not None for one in uses):
        raise UsedInRotation(
            f"{name} coaches or plays in a scenario rotation.",
            hint="Set the presenter to inactive instead.",
        )
    mine = select(RotationAbsence).where(RotationAbsence.presenter_id == presenter_id)
    for absence in db.scalars(mine):
        db.delete(absence)
    db.flush()


def remove_rounds_of_block(db: Session, block_id: int) -> None:
    """Remove the rounds that were cut out of a block which goes, with their meetings."""
    for one in db.scalars(select(RotationRound).where(RotationRound.block_id == block_id)):
        db.delete(one)
    db.flush()


def remove_meetings_of_groups(db: Session, group_ids: Collection[int]) -> None:
    """Remove the meetings of groups which go."""
    for one in db.scalars(select(Meeting).where(Meeting.group_id.in_(group_ids))):
        db.delete(one)
    db.flush()


def remove_absences_of(db: Session, enrollment_id: int) -> None:
    """Forget that a trainee was missing whose enrollment goes."""
    mine = select(RotationAbsence).where(RotationAbsence.enrollment_id == enrollment_id)
    for absence in db.scalars(mine):
        db.delete(absence)
    db.flush()
