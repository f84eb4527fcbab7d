"""The agenda of a course: blocks placed, moved, resized, pinned, edited, added and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy import func, select

from cittrainer.errors import Invalid
from cittrainer.models import (
    AttendanceEntry,
    Block,
    BlockPart,
    Course,
    CurriculumVersion,
    Delivery,
    ExcusedBlock,
    Module,
)
from cittrainer.rules.wording import duration, quoted
from cittrainer.services import words
from cittrainer.services.arrivals import forget_arrivals
from cittrainer.services.constraints import forget_block
from cittrainer.services.course_guards import (
    HasHappened,
    course_day,
    found,
    open_block,
    open_course,
    refuse_outside,
    refuse_pinned,
    refuse_recorded,
    remove_parts,
    unchanged,
)
from cittrainer.services.courses import block_from
from cittrainer.services.rotation_guards import remove_rounds_of_block

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

LONGEST_BLOCK = 720
"""Minutes that one block may last."""

MOST_PARTS = 40
"""Parts that one block may have."""


class BlockFields(TypedDict, total=False):
    """What of a block can be edited in its form; what is left out stays."""

    title: str
    delivery: Delivery
    minutes: int
    topics: Mapping[str, int]
    must_attend: bool
    note: str
    equipment: str
    qualification: str


def move_block(
    db: Session,
    block_id: int,
    *,
    course_day_id: int,
    start_minute: int,
    minutes: int | None = None,
) -> None:
    """Place a block on a day at a time; its rooms and presenters stay.

    Args:
        db: The open step.
        block_id: The block to move.
        course_day_id: A day of the same course.
        start_minute: Minutes after midnight, a multiple of 5.
        minutes: Its new length; None leaves it.

    Raises:
        OutsideTheDay: the block would begin or end outside the hours of that day.
        BlockIsPinned: the block was pinned where it is.
        HasHappened: somebody's attendance on record is longer than the new length.
        CourseIsOver, DayIsClosed: as their names say.
    """
    block = open_block(db, block_id)
    day = course_day(db, block.course_id, course_day_id)
    refuse_pinned(block)
    words.grid(start_minute, "The time")
    length = block.minutes if minutes is None else length_of(minutes)
    _refuse_shorter(db, block, length)
    refuse_outside(day, block.title, start_minute, length)
    if day is not block.course_day:
        forget_arrivals(db, [block.id])
    block.course_day = day
    block.start_minute = start_minute
    block.minutes = length


def resize_block(
    db: Session, block_id: int, *, minutes: int, start_minute: int | None = None
) -> None:
    """Give a block another length, and where it is dragged at its upper edge another start.

    Args:
        db: The open step.
        block_id: The block.
        minutes: Its new length, a multiple of 5.
        start_minute: Minutes after midnight; None leaves the start.

    Raises:
        OutsideTheDay, BlockIsPinned, CourseIsOver, DayIsClosed: as their names say.
        HasHappened: somebody's attendance on record is longer.
        Invalid: the length is none.
    """
    block = open_block(db, block_id)
    refuse_pinned(block)
    length = length_of(minutes)
    _refuse_shorter(db, block, length)
    if block.course_day is not None and block.start_minute is not None:
        start = block.start_minute if start_minute is None else start_minute
        words.grid(start, "The time")
        refuse_outside(block.course_day, block.title, start, length)
        block.start_minute = start
    block.minutes = length


def unplace_block(db: Session, block_id: int) -> None:
    """Take a block off the plan; it waits in the list of unplaced blocks.

    Raises:
        BlockIsPinned, CourseIsOver, DayIsClosed: as their names say.
        HasHappened: attendance or presenters of it are on record.
    """
    block = open_block(db, block_id)
    refuse_pinned(block)
    refuse_recorded(db, block, "taken off the plan")
    forget_arrivals(db, [block.id])
    block.course_day = None
    block.start_minute = None


def pin_block(db: Session, block_id: int, *, pinned: bool) -> None:
    """Decide that a block stays where it is, or let it go.

    Raises:
        Invalid: it has no place to stay at.
        CourseIsOver, DayIsClosed: as their names say.
    """
    block = open_block(db, block_id)
    if pinned and block.course_day_id is None:
        raise Invalid(f"{quoted(block.title)} has no time yet.", hint="Place it first.")
    block.pinned = pinned


def add_block(
    db: Session,
    course_id: int,
    *,
    title: str = "",
    delivery: Delivery = Delivery.LECTURE,
    minutes: int | None = None,
    module_id: int | None = None,
    course_day_id: int | None = None,
    start_minute: int | None = None,
    parts: int | None = None,
    topics: Mapping[str, int] | None = None,
    must_attend: bool | None = None,
    note: str = "",
) -> int:
    """Add a block to the agenda, from a module or free.

    Args:
        db: The open step.
        course_id: The course.
        title: What it is called; empty takes the module's title.
        delivery: How a free block is given.
        minutes: Its length; None takes the module's, or 60.
        module_id: The module that it teaches; None makes a free block.
        course_day_id: The day on which it stands; None leaves it unplaced.
        start_minute: Minutes after midnight on that day.
        parts: In how many rooms at once; None takes the module's number, or 1.
        topics: Percent of its minutes by topic, for a free block.
        must_attend: Whether nobody may miss it; None takes what the module says.
        note: For the coordinator.

    Returns:
        The block's id.

    Raises:
        OutsideTheDay, CourseIsOver, DayIsClosed: as their names say.
        Invalid: a value cannot be stored.
    """
    course = open_course(db, course_id)
    if module_id is not None:
        block = block_from(_module(db, course, module_id))
    else:
        block = Block(minutes=60, delivery=delivery, topics=words.shares(topics or {}))
        block.parts = [BlockPart(position=0)]
    block.course_id = course.id
    block.title = words.line(title or block.title or "", "The title", required=True)
    block.note = words.text(note, "The note")
    if minutes is not None:
        block.minutes = length_of(minutes)
    if must_attend is not None:
        block.must_attend = must_attend
    if parts is not None:
        words.number(parts, "The number of rooms", least=1, most=MOST_PARTS)
        block.parts = [BlockPart(position=position) for position in range(parts)]
    if course_day_id is not None and start_minute is not None:
        day = course_day(db, course.id, course_day_id)
        words.grid(start_minute, "The time")
        refuse_outside(day, block.title, start_minute, block.minutes)
        block.course_day = day
        block.start_minute = start_minute
    db.add(block)
    db.flush()
    return block.id


def remove_block(db: Session, block_id: int) -> None:
    """Remove a block from the course, with its parts, bookings and rounds of rotations.

    Raises:
        HasHappened: attendance or presenters of it are on record.
        CourseIsOver, DayIsClosed: as their names say.
    """
    block = open_block(db, block_id)
    refuse_recorded(db, block, "removed")
    for excused in db.scalars(select(ExcusedBlock).where(ExcusedBlock.block_id == block.id)):
        db.delete(excused)
    remove_rounds_of_block(db, block.id)
    forget_block(db, block.id)
    remove_parts(db, block.parts)
    db.expire(block, ["parts"])
    db.delete(block)
    db.flush()


def edit_block(db: Session, block_id: int, seen: int, **values: Unpack[BlockFields]) -> None:
    """Change what a block is; where and when it is stays.

    Args:
        db: The open step.
        block_id: The block.
        seen: Its version when the form was filled.
        values: What changes, see `BlockFields`; topics are percent that add up to 100.

    Raises:
        ChangedMeanwhile: somebody changed it since.
        OutsideTheDay: it would end after its day.
        HasHappened: somebody's attendance on record is longer.
        CourseIsOver, DayIsClosed: as their names say.
        Invalid: a value cannot be stored.
    """
    block = open_block(db, block_id)
    unchanged(block, seen, quoted(block.title))
    if "title" in values:
        block.title = words.line(values["title"], "The title", required=True)
    if "delivery" in values:
        block.delivery = values["delivery"]
    if "topics" in values:
        block.topics = words.shares(values["topics"])
    if "must_attend" in values:
        block.must_attend = values["must_attend"]
    if "equipment" in values:
        block.equipment = words.line(values["equipment"], "The equipment")
    if "qualification" in values:
        block.qualification = words.line(values["qualification"], "The qualification")
    if "note" in values:
        block.note = words.text(values["note"], "The note")
    if "minutes" in values and values["minutes"] != block.minutes:
        resize_block(db, block_id, minutes=values["minutes"])


def swap_module(db: Session, block_id: int, module_id: int) -> None:
    """Teach another module in a block; its time, length, rooms and presenters stay.

    Raises:
        HasHappened: attendance or presenters of it are on record.
        CourseIsOver, DayIsClosed: as their names say.
        Invalid: the module belongs to another curriculum.
    """
    block = open_block(db, block_id)
    refuse_recorded(db, block, "swapped")
    taught = block_from(_module(db, found(db, Course, block.course_id, "course"), module_id))
    for name in (
        "module_id", "title", "delivery", "least_minutes", "most_minutes", "topics", "weight",
        "must_attend", "equipment", "qualification", "objectives",
    ):  # fmt: skip
        setattr(block, name, getattr(taught, name))


def _module(db: Session, course: Course, module_id: int) -> Module:
    """A module of the course's curriculum, in any version of it."""
    module = found(db, Module, module_id, "module")
    if course.curriculum_version_id is not None:
        own = found(db, CurriculumVersion, course.curriculum_version_id, "curriculum")
        theirs = module.curriculum_version
        if theirs.curriculum_id != own.curriculum_id:
            raise Invalid(
                f"{quoted(module.title)} is a module of another curriculum.",
                hint="Add it as a block of your own.",
            )
    return module


def _refuse_shorter(db: Session, block: Block, minutes: int) -> None:
    """Refuse a length below what somebody is on record to have been present."""
    if minutes >= block.minutes:
        return
    longest = db.scalar(
        select(func.max(AttendanceEntry.minutes)).where(AttendanceEntry.block_id == block.id)
    )
    if longest is not None and minutes < longest:
        raise HasHappened(
            f"{quoted(block.title)} cannot last {duration(minutes)}: attendance of "
            f"{duration(longest)} is recorded for it.",
            hint="Correct the attendance first.",
        )


def length_of(minutes: int) -> int:
    """A length that a block may have.

    Raises:
        Invalid: it is none, such as 7 minutes.
    """
    words.number(minutes, "The number of minutes", least=5, most=LONGEST_BLOCK)
    return words.grid(minutes, "The length")
