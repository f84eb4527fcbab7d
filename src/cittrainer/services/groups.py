"""Groups of a course: sets of them made, named and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import Block, BlockPart, CourseGroup, Delivery, GroupMember
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found, open_course
from cittrainer.services.rotation_guards import (
    recorded_groups,
    refuse_recorded_groups,
    remove_meetings_of_groups,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cittrainer.models import Course

MOST_GROUPS = 40
"""Groups that one set may have."""

SCENARIOS = "Scenarios"
"""The set of groups that practise together."""


class GroupHasMembers(UserError):
    """Trainees are in the group, so it stays."""


def make_groups(db: Session, course_id: int, set_name: str, count: int) -> tuple[int, ...]:
    """Make a set of groups, “Group 1” to “Group n”.

    Scenario practice that has as many parts as there are groups, and none of them for a group
    yet, gets one group a part.

    Args:
        db: The open step.
        course_id: The course.
        set_name: What the set is for, such as “Scenarios”; a trainee is in one group of it.
        count: How many groups, 2 or more.

    Returns:
        The ids of the groups, in order.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: the set is there already, or the number is none.
    """
    course = open_course(db, course_id)
    name = words.line(set_name, "The name of the set", required=True)
    words.number(count, "The number of groups", least=2, most=MOST_GROUPS)
    if any(group.set_name == name for group in course.groups):
        raise Invalid(
            f"The course has groups for {quoted(name)} already.",
            hint="Remove them first or choose another name.",
        )
    groups = [
        CourseGroup(course_id=course.id, set_name=name, name=f"Group {number}", position=number)
        for number in range(1, count + 1)
    ]
    db.add_all(groups)
    db.flush()
    db.expire(course, ["groups"])
    practice = select(Block).where(
        Block.course_id == course.id, Block.delivery == Delivery.SCENARIO
    )
    for block in db.scalars(practice):
        if len(block.parts) == count and all(part.group_id is None for part in block.parts):
            for part, group in zip(block.parts, groups, strict=True):
                part.group_id = group.id
    return tuple(group.id for group in groups)


def rename_group(db: Session, group_id: int, name: str) -> None:
    """Give a group another name.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: another group of its set has the name.
    """
    group = found(db, CourseGroup, group_id, "group")
    course = open_course(db, group.course_id)
    clean = words.line(name, "The name of the group", required=True)
    others = [g for g in course.groups if g.set_name == group.set_name and g.id != group.id]
    if any(other.name == clean for other in others):
        raise Invalid(f"There is a group {quoted(clean)} already.", hint="Choose another name.")
    group.name = clean


def remove_groups(db: Session, course_id: int, set_name: str) -> None:
    """Remove a set of groups, with their meetings in rotations.

    Parts of blocks that were for one of them are for everyone again.

    Raises:
        GroupHasMembers: a trainee is in one of them.
        DayIsClosed: one of them met a scenario on a day whose attendance is closed.
        CourseIsOver: the course is closed or cancelled.
    """
    course = open_course(db, course_id)
    _remove(db, course, [group for group in course.groups if group.set_name == set_name])


def remove_empty_groups(db: Session, course_id: int, set_name: str, *, keep: int) -> None:
    """Remove the groups of a set beyond the first ``keep`` in which nobody is.

    Those that met a scenario on a day whose attendance is closed stay.

    Raises:
        CourseIsOver: the course is closed or cancelled.
    """
    course = open_course(db, course_id)
    groups = [group for group in course.groups if group.set_name == set_name][keep:]
    full = select(GroupMember.group_id).where(GroupMember.group_id.in_([one.id for one in groups]))
    staying = set(db.scalars(full)) | recorded_groups(db, [one.id for one in groups])
    _remove(db, course, [group for group in groups if group.id not in staying])


def _remove(db: Session, course: Course, groups: Sequence[CourseGroup]) -> None:
    ids = [group.id for group in groups]
    member = db.scalar(
        select(CourseGroup.name)
        .join(GroupMember, GroupMember.group_id == CourseGroup.id)
        .where(CourseGroup.id.in_(ids))
        .limit(1)
    )
    if member is not None:
        raise GroupHasMembers(
            f"There are trainees in {quoted(member)}.", hint="Take them out of the groups first."
        )
    refuse_recorded_groups(db, ids)
    remove_meetings_of_groups(db, ids)
    for part in db.scalars(select(BlockPart).where(BlockPart.group_id.in_(ids))):
        part.group = None
    db.flush()
    for group in groups:
        db.delete(group)
    db.flush()
    db.expire(course, ["groups"])
