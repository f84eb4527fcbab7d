"""Who meets what in a rotation: plans accepted, changed by hand, groups formed, absences marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.errors import Invalid
from cittrainer.models import (
    CourseGroup,
    Enrollment,
    Meeting,
    Presenter,
    Room,
    Rotation,
    RotationAbsence,
    RotationRound,
    Station,
)
from cittrainer.rules.wording import quoted
from cittrainer.services.course_guards import found, open_course, refuse_closed, unchanged
from cittrainer.services.enrollments import set_group
from cittrainer.services.groups import make_groups
from cittrainer.services.rotations import open_rotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A group at a station in a round, and its coach."""

    round_id: int
    group_id: int
    station_id: int
    coach_id: int | None = None
    """A presenter."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Who or what is missing, from which round on; exactly one of them is given."""

    round_id: int
    presenter_id: int | None = None
    room_id: int | None = None
    station_id: int | None = None
    enrollment_id: int | None = None


def accept_plan(
    db: Session,
    rotation_id: int,
    meetings: Iterable[PlannedMeeting],
    *,
    seen: int,
    missing: Sequence[Missing] = (),
) -> None:
    """Take over a whole plan, and who it does without, as one step.

    Args:
        db: The open step.
        rotation_id: The rotation.
        meetings: All meetings as they are to be; rounds that do not differ are not touched.
        seen: The rotation's version when the plan was made from it.
        missing: Who or what is marked as missing with it.

    Raises:
        ChangedMeanwhile: the rotation was changed after the plan was made.
        DayIsClosed: a meeting of a closed day would change.
        CourseIsOver: the course is closed or cancelled.
        Invalid: a group is in two places, or something belongs to another rotation.
    """
    rotation = open_rotation(db, rotation_id)
    unchanged(rotation, seen, f"The rotation {quoted(rotation.name)}")
    wanted: dict[int, dict[int, PlannedMeeting]] = {one.id: {} for one in rotation.rounds}
    for one in missing:
        mark_missing(db, rotation_id, one)
    for meeting in meetings:
        _refuse_strange(db, rotation, meeting)
        if meeting.group_id in wanted[meeting.round_id]:
            raise Invalid("A group is in two places in one round.", hint="Make the plan again.")
        wanted[meeting.round_id][meeting.group_id] = meeting
    for each in rotation.rounds:
        _set_round(db, each, wanted[each.id])
    _touch(db, rotation)


def set_meeting(
    db: Session,
    round_id: int,
    group_id: int,
    *,
    station_id: int | None,
    coach_id: int | None = None,
) -> None:
    """Say where a group is in a round, by hand; clashes are findings, not refusals.

    Args:
        db: The open step.
        round_id: The round.
        group_id: A group of the rotation's set.
        station_id: A station of the rotation; None: the group pauses.
        coach_id: Who coaches it there; None: nobody yet.

    Raises:
        DayIsClosed, CourseIsOver: as their names say.
        Invalid: something belongs to another rotation.
    """
    one = found(db, RotationRound, round_id, "round")
    rotation = open_rotation(db, one.rotation_id)
    wanted = {
        each.group_id: PlannedMeeting(round_id, each.group_id, each.station_id, each.coach_id)
        for each in one.meetings
        if each.group_id != group_id
    }
    if station_id is not None:
        wanted[group_id] = PlannedMeeting(round_id, group_id, station_id, coach_id)
        _refuse_strange(db, rotation, wanted[group_id])
    _set_round(db, one, wanted)
    _touch(db, rotation)


def swap_groups(db: Session, round_id: int, group_id: int, other_id: int) -> None:
    """Let two groups change places in a round; coaches stay at their stations.

    Raises:
        DayIsClosed, CourseIsOver: as their names say.
        Invalid: neither of them is at a station in this round.
    """
    one = found(db, RotationRound, round_id, "round")
    rotation = open_rotation(db, one.rotation_id)
    there = {each.group_id: each for each in one.meetings}
    if group_id == other_id or not {group_id, other_id} & there.keys():
        raise Invalid("There is nothing to swap.", hint="Choose two groups, one at a scenario.")
    partner = {group_id: other_id, other_id: group_id}
    wanted = {}
    for each in one.meetings:
        group = partner.get(each.group_id, each.group_id)
        wanted[group] = PlannedMeeting(round_id, group, each.station_id, each.coach_id)
        _refuse_strange(db, rotation, wanted[group])
    _set_round(db, one, wanted)
    _touch(db, rotation)


def mark_missing(db: Session, rotation_id: int, missing: Missing) -> int:
    """Say that a rotation has to do without somebody or something from a round on.

    Who is marked already is marked from this round on instead.

    Returns:
        The id of the mark.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: not exactly one is named, or something belongs to another rotation.
    """
    rotation = open_rotation(db, rotation_id)
    what = (missing.presenter_id, missing.room_id, missing.station_id, missing.enrollment_id)
    if sum(one is not None for one in what) != 1:
        raise Invalid("Exactly one can be missing at a time.", hint="Choose who or what.")
    one = found(db, RotationRound, missing.round_id, "round")
    _refuse_other(rotation, one.rotation_id)
    if missing.presenter_id is not None:
        found(db, Presenter, missing.presenter_id, "presenter")
    if missing.room_id is not None:
        found(db, Room, missing.room_id, "room")
    if missing.station_id is not None:
        _refuse_other(rotation, found(db, Station, missing.station_id, "scenario").rotation_id)
    if missing.enrollment_id is not None:
        enrollment = found(db, Enrollment, missing.enrollment_id, "enrollment")
        if enrollment.course_id != rotation.course_id:
            raise Invalid(f"{enrollment.person.full_name} is in another course.")
    for absence in rotation.absences:
        there = (
            absence.presenter_id,
            absence.room_id,
            absence.station_id,
            absence.enrollment_id,
        )
        if there == what:
            absence.round_id = one.id
            db.flush()
            return absence.id
    absence = RotationAbsence(
        round_id=one.id,
        presenter_id=missing.presenter_id,
        room_id=missing.room_id,
        station_id=missing.station_id,
        enrollment_id=missing.enrollment_id,
    )
    rotation.absences.append(absence)
    db.flush()
    return absence.id


def mark_there(db: Session, absence_id: int) -> None:
    """Take back that somebody or something is missing; the plan stays as it is.

    Raises:
        CourseIsOver: the course is closed or cancelled.
    """
    absence = found(db, RotationAbsence, absence_id, "absence")
    rotation = open_rotation(db, absence.rotation_id)
    rotation.absences.remove(absence)
    db.flush()


def put_into_groups(
    db: Session, course_id: int, set_name: str, members: Sequence[Sequence[int]]
) -> None:
    """Put trainees into the groups of a set as they were formed; missing groups are made.

    Args:
        db: The open step.
        course_id: The course.
        set_name: The set; a trainee is in one group of it.
        members: The enrollments of each group, in the order of the groups; further groups of
            the set stay empty.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: somebody is in two of them, or they are one group only and there is no set yet.
    """
    course = open_course(db, course_id)
    everybody = [one for group in members for one in group]
    if len(everybody) != len(set(everybody)):
        raise Invalid("A trainee is in two groups.", hint="Form the groups again.")
    groups = [one for one in course.groups if one.set_name == set_name]
    if not groups:
        make_groups(db, course_id, set_name, len(members))
    elif len(groups) < len(members):
        first = max(one.position for one in groups)
        names = {one.name for one in groups}
        for number in range(len(groups) + 1, len(members) + 1):
            name = f"Group {number}" if f"Group {number}" not in names else f"Group {number} (new)"
            db.add(
                CourseGroup(
                    course_id=course.id, set_name=set_name, name=name, position=first + number
                )
            )
        db.flush()
        db.expire(course, ["groups"])
    groups = [one for one in course.groups if one.set_name == set_name]
    for group, ids in zip(groups, members, strict=False):
        for enrollment_id in ids:
            set_group(db, enrollment_id, set_name, group.id)


def _set_round(db: Session, one: RotationRound, wanted: dict[int, PlannedMeeting]) -> None:
    """Make a round's meetings be these; rows that stay are not written again."""
    before = {each.group_id: (each.station_id, each.coach_id) for each in one.meetings}
    if before == {group: (each.station_id, each.coach_id) for group, each in wanted.items()}:
        return
    if one.block.course_day is not None:
        refuse_closed(one.block.course_day)
    for each in list(one.meetings):
        if each.group_id not in wanted:
            one.meetings.remove(each)
    db.flush()
    there = {each.group_id: each for each in one.meetings}
    for group_id, planned in wanted.items():
        meeting = there.get(group_id)
        if meeting is None:
            meeting = Meeting(group_id=group_id)
            one.meetings.append(meeting)
        meeting.station_id = planned.station_id
        meeting.coach_id = planned.coach_id
    db.flush()


def _refuse_strange(db: Session, rotation: Rotation, meeting: PlannedMeeting) -> None:
    _refuse_other(rotation, found(db, RotationRound, meeting.round_id, "round").rotation_id)
    _refuse_other(rotation, found(db, Station, meeting.station_id, "scenario").rotation_id)
    group = found(db, CourseGroup, meeting.group_id, "group")
    if (group.course_id, group.set_name) != (rotation.course_id, rotation.set_name):
        raise Invalid(f"{quoted(group.name)} is no group of this rotation.")
    if meeting.coach_id is not None and all(
        one.presenter_id != meeting.coach_id for one in rotation.coaches
    ):
        name = found(db, Presenter, meeting.coach_id, "presenter").public_name
        raise Invalid(f"{name} is no coach of this rotation.", hint="Add them as a coach first.")


def _refuse_other(rotation: Rotation, rotation_id: int) -> None:
    if rotation_id != rotation.id:
        raise Invalid("It belongs to another rotation.", hint="Look at the list again.")


def _touch(db: Session, rotation: Rotation) -> None:
    """Raise the rotation's version, so that a plan made from the older state shows as stale."""
    rotation.version += 1
    db.flush()
