"""A course made like an earlier one: its plan and whom to ask, but none of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cittrainer.models import (
    Block,
    BlockPart,
    Booking,
    BookingState,
    BookingStateEntry,
    Course,
    CourseDay,
    CourseGroup,
    Presenter,
)
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.course_dates import moved_dates
from cittrainer.services import words
from cittrainer.services.constraints import copy_constraints
from cittrainer.services.course_guards import found
from cittrainer.services.courses import due_date, free_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

_COURSE_FACTS = (
    "curriculum_version_id", "standard_id", "venue", "address", "time_zone", "seats",
    "state_course_number", "lead_instructor", "directions", "provided", "day_contact",
)  # fmt: skip
_BLOCK_FACTS = (
    "module_id", "title", "delivery", "start_minute", "minutes", "least_minutes", "most_minutes",
    "topics", "weight", "pinned", "must_attend", "equipment",
    "qualification", "objectives", "note",
)  # fmt: skip


def new_course_like(
    db: Session, earlier_id: int, *, number: str, first_day: date, title: str = ""
) -> int:
    """Make a course with the plan of an earlier one: days, blocks, rooms, groups, presenters.

    The days keep their spacing. Presenters stand as to be asked; whoever declined,
    cancelled or did not come is left out, and so is whoever is no longer active. Trainees,
    attendance and the numbers that belong to one run are not taken over.

    Args:
        db: The open step.
        earlier_id: The course whose plan is taken over, in any state.
        number: The new course's number.
        first_day: The date of its first day.
        title: What it is called; empty takes the earlier title.

    Returns:
        The new course's id.

    Raises:
        NumberTaken: another course has the number.
        NotFound: there is no such earlier course.
    """
    earlier = found(db, Course, earlier_id, "course")
    course = Course(
        number=free_number(db, number),
        title=words.line(title, "The title") or earlier.title,
        made_from_id=earlier.id,
        **{name: getattr(earlier, name) for name in _COURSE_FACTS},
    )
    days = _copied_days(earlier, first_day)
    groups = {
        group.id: CourseGroup(set_name=group.set_name, name=group.name, position=group.position)
        for group in earlier.groups
    }
    parts: dict[int, BlockPart] = {}
    course.days = list(days.values())
    course.groups = list(groups.values())
    blocks = {
        block.id: _copied_block(block, days, groups, parts) for block in _blocks(db, earlier.id)
    }
    course.blocks = list(blocks.values())
    course.roster_due_on = due_date(db, course)
    db.add(course)
    db.flush()
    copy_constraints(db, earlier.id, course.id, blocks=blocks, days=days)
    _ask_again(db, parts)
    db.flush()
    return course.id


def _blocks(db: Session, course_id: int) -> list[Block]:
    return list(
        db.scalars(
            select(Block)
            .where(Block.course_id == course_id)
            .options(selectinload(Block.parts))
            .order_by(Block.id)
        )
    )


def _copied_days(earlier: Course, first_day: date) -> dict[int, CourseDay]:
    dates = moved_dates([day.date for day in earlier.days], first_day)
    return {
        day.id: CourseDay(date=on, start_minute=day.start_minute, end_minute=day.end_minute)
        for day, on in zip(earlier.days, dates, strict=True)
    }


def _copied_block(
    block: Block,
    days: Mapping[int, CourseDay],
    groups: Mapping[int, CourseGroup],
    parts: dict[int, BlockPart],
) -> Block:
    """A copy of a block; its new parts are added to ``parts`` by the id of the old ones."""
    copy = Block(**{name: getattr(block, name) for name in _BLOCK_FACTS})
    copy.topics = dict(block.topics)
    if block.course_day_id is not None:
        copy.course_day = days[block.course_day_id]
    for part in block.parts:
        new = BlockPart(position=part.position, title=part.title, room_id=part.room_id)
        if part.group_id is not None:
            new.group = groups[part.group_id]
        copy.parts.append(new)
        parts[part.id] = new
    return copy


def _ask_again(db: Session, parts: Mapping[int, BlockPart]) -> None:
    bookings = db.scalars(
        select(Booking)
        .join(Presenter, Presenter.id == Booking.presenter_id)
        .where(
            Booking.block_part_id.in_(parts),
            Booking.state.not_in(CALLED_OFF),
            Presenter.active.is_(True),
        )
        .order_by(Booking.id)
    )
    for booking in bookings:
        db.add(
            Booking(
                block_part_id=parts[booking.block_part_id].id,
                presenter_id=booking.presenter_id,
                role=booking.role,
                choice=booking.choice,
                states=[BookingStateEntry(state=BookingState.TO_ASK)],
            )
        )
