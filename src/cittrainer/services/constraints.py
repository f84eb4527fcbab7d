"""What a course's plan keeps to, and the academy's defaults that new courses take over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from sqlalchemy import or_, select

from cittrainer.errors import Invalid
from cittrainer.models import Block, ConstraintKind, CourseDay, PlanConstraint, Presenter, Room
from cittrainer.rules.constraint_fields import FACTS, OF_A_COURSE, wrong_facts
from cittrainer.services import words
from cittrainer.services.course_guards import found, open_course, unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from cittrainer.models import AvailabilityKind, Course, Delivery
    from cittrainer.models.base import Record

MOST_WEIGHT = 100
MOST_MINUTES = 7 * 24 * 60
"""The longest rest or buffer, in minutes: a week."""
MOST_AMOUNT = 1_000
_A_DAY = 24 * 60


class ConstraintFields(TypedDict, total=False):
    """Everything of a constraint but its kind; what is left out is empty, or as by default."""

    active: bool
    must: bool
    weight: int
    comment: str
    block_id: int | None
    other_block_id: int | None
    presenter_id: int | None
    room_id: int | None
    course_day_id: int | None
    delivery: Delivery | None
    other_delivery: Delivery | None
    availability: AvailabilityKind | None
    start_minute: int | None
    end_minute: int | None
    minutes: int | None
    minutes_after: int | None
    amount: int | None
    directly: bool


def add_constraint(
    db: Session, course_id: int | None, kind: ConstraintKind, **values: Unpack[ConstraintFields]
) -> int:
    """Let a course's plan keep to something, or every new course for None.

    Args:
        db: The open step.
        course_id: The course; None adds a default of the academy.
        kind: What it asks.
        values: About whom or what, how much, and what breaking it costs.

    Returns:
        The constraint's id.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: a fact is missing, belongs to another kind, or cannot be stored.
    """
    if course_id is not None:
        open_course(db, course_id)
    row = PlanConstraint(course_id=course_id, kind=kind)
    _take(db, row, values)
    db.add(row)
    db.flush()
    return row.id


def edit_constraint(
    db: Session, constraint_id: int, seen: int, **values: Unpack[ConstraintFields]
) -> None:
    """Replace everything of a constraint but its kind.

    Raises:
        ChangedMeanwhile: somebody changed it after the form was filled.
        CourseIsOver: the course is closed or cancelled.
        Invalid: a fact is missing, belongs to another kind, or cannot be stored.
    """
    row = _changeable(db, constraint_id)
    unchanged(row, seen, "The constraint")
    _take(db, row, values)
    db.flush()


def keep_on_day(db: Session, course_id: int, block_id: int, course_day_id: int) -> None:
    """Let a block stay on a day at whatever time: a must not before it and one not after it.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: block or day belong to another course.
    """
    for kind in (ConstraintKind.NOT_BEFORE, ConstraintKind.NOT_AFTER):
        add_constraint(
            db, course_id, kind, must=True, block_id=block_id, course_day_id=course_day_id
        )


def switch_constraints(db: Session, constraint_ids: Iterable[int], *, active: bool) -> None:
    """Keep to constraints, or pass over them for now.

    Raises:
        CourseIsOver: the course is closed or cancelled.
    """
    for constraint_id in constraint_ids:
        _changeable(db, constraint_id).active = active


def remove_constraints(db: Session, constraint_ids: Iterable[int]) -> None:
    """Remove constraints.

    Raises:
        CourseIsOver: the course is closed or cancelled.
    """
    for constraint_id in constraint_ids:
        db.delete(_changeable(db, constraint_id))
    db.flush()


def take_defaults(db: Session, course_id: int) -> int:
    """Copy the academy's defaults that a course does not have yet.

    Returns:
        How many were new to it.

    Raises:
        CourseIsOver: the course is closed or cancelled.
    """
    open_course(db, course_id)
    have = {_content(row) for row in _of_course(db, course_id)}
    new = [row for row in _of_course(db, None) if _content(row) not in have]
    db.add_all(_copy(row, course_id) for row in new)
    db.flush()
    return len(new)


def copy_constraints(
    db: Session,
    earlier_id: int,
    course_id: int,
    *,
    blocks: Mapping[int, Block],
    days: Mapping[int, CourseDay],
) -> None:
    """Give a course made like an earlier one the same constraints, about its own blocks and days.

    Args:
        db: The open step.
        earlier_id: The course that was copied.
        course_id: The new course.
        blocks: The new course's blocks by the id of the one that each was copied from.
        days: Its days, likewise.
    """
    for row in _of_course(db, earlier_id):
        copy = _copy(row, course_id)
        copy.block_id = None if row.block_id is None else blocks[row.block_id].id
        if row.other_block_id is not None:
            copy.other_block_id = blocks[row.other_block_id].id
        copy.course_day_id = None if row.course_day_id is None else days[row.course_day_id].id
        db.add(copy)
    db.flush()


def forget_block(db: Session, block_id: int) -> None:
    """Remove the constraints about a block that goes."""
    of_block = or_(PlanConstraint.block_id == block_id, PlanConstraint.other_block_id == block_id)
    _forget(db, of_block)


def forget_day(db: Session, day_id: int) -> None:
    """Remove the constraints about a course day that goes."""
    _forget(db, PlanConstraint.course_day_id == day_id)


def forget_presenter(db: Session, presenter_id: int) -> None:
    """Remove the constraints about a presenter who leaves the book."""
    _forget(db, PlanConstraint.presenter_id == presenter_id)


def forget_room(db: Session, room_id: int) -> None:
    """Remove the constraints about a room that goes."""
    _forget(db, PlanConstraint.room_id == room_id)


def _forget(db: Session, about: Any) -> None:
    for row in db.scalars(select(PlanConstraint).where(about)):
        db.delete(row)
    db.flush()


def _changeable(db: Session, constraint_id: int) -> PlanConstraint:
    row = found(db, PlanConstraint, constraint_id, "constraint")
    if row.course_id is not None:
        open_course(db, row.course_id)
    return row


def _of_course(db: Session, course_id: int | None) -> list[PlanConstraint]:
    of_course = (
        PlanConstraint.course_id.is_(None)
        if course_id is None
        else PlanConstraint.course_id == course_id
    )
    return list(db.scalars(select(PlanConstraint).where(of_course).order_by(PlanConstraint.id)))


_COPIED = ("kind", "active", "must", "weight", "comment", *FACTS)


def _copy(row: PlanConstraint, course_id: int) -> PlanConstraint:
    return PlanConstraint(course_id=course_id, **{name: getattr(row, name) for name in _COPIED})


def _content(row: PlanConstraint) -> tuple[object, ...]:
    """What two equal constraints have in common: everything but comment and switch."""
    return tuple(getattr(row, name) for name in ("kind", "must", "weight", *FACTS))


def _take(db: Session, row: PlanConstraint, values: ConstraintFields) -> None:
    facts = {name: values.get(name) for name in FACTS}
    facts["directly"] = bool(facts["directly"])
    _check_numbers(facts)
    _check_shape(row.kind, facts)
    _check_belongs(db, row.course_id, facts)
    for name, value in facts.items():
        setattr(row, name, value)
    row.active = values.get("active", True)
    row.must = values.get("must", False)
    row.weight = words.number(values.get("weight", 10), "The weight", least=1, most=MOST_WEIGHT)
    row.comment = words.text(values.get("comment", ""), "The comment")


def _check_shape(kind: ConstraintKind, facts: Mapping[str, Any]) -> None:
    for wrong in wrong_facts(kind.value, facts):
        raise Invalid(wrong.sentence, hint=wrong.hint)


def _check_numbers(facts: Mapping[str, Any]) -> None:
    for name, what in (("start_minute", "The beginning"), ("end_minute", "The end")):
        if facts[name] is not None:
            words.number(facts[name], what, least=0, most=_A_DAY)
            words.grid(facts[name], what)
    for name in ("minutes", "minutes_after"):
        if facts[name] is not None:
            words.number(facts[name], "The number of minutes", least=0, most=MOST_MINUTES)
    if facts["amount"] is not None:
        words.number(facts["amount"], "The number", least=0, most=MOST_AMOUNT)


def _check_belongs(db: Session, course_id: int | None, facts: Mapping[str, Any]) -> None:
    """Refuse blocks and days of another course, and presenters and rooms that are gone."""
    if course_id is None and any(facts[name] is not None for name in OF_A_COURSE):
        raise Invalid(
            "A default cannot name a block or a day.", hint="Add it to the course itself."
        )
    of_course: tuple[tuple[type[Course | Block | CourseDay], str, str], ...] = (
        (Block, "block_id", "block"),
        (Block, "other_block_id", "block"),
        (CourseDay, "course_day_id", "day"),
    )
    for cls, name, what in of_course:
        row: Any = None if facts[name] is None else found(db, cls, facts[name], what)
        if row is not None and row.course_id != course_id:
            raise Invalid(f"This {what} belongs to another course.", hint="Choose one of this.")
    of_academy: tuple[tuple[type[Record], str, str], ...] = (
        (Presenter, "presenter_id", "presenter"),
        (Room, "room_id", "room"),
    )
    for cls_, name, what in of_academy:
        if facts[name] is not None:
            found(db, cls_, facts[name], what)
