"""Courses: made from a curriculum or from an earlier course, and their facts edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy import func, select

from cittrainer.errors import Invalid, NotFound
from cittrainer.models import (
    Academy,
    Block,
    BlockPart,
    Course,
    CourseDay,
    CurriculumVersion,
    Module,
    Standard,
)
from cittrainer.rules.course_dates import course_dates, roster_due
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.constraints import take_defaults
from cittrainer.services.course_guards import found, open_course, unchanged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

DAY_START, DAY_END = 480, 1020
"""Minutes after midnight between which a course day lies unless its modules need more."""

MOST_DAYS = 60
"""Days that one course may have."""

MOST_SEATS = 2_000
"""Seats that one course may have."""

DAYS_WITHOUT_CURRICULUM = 5


class NumberTaken(Invalid):
    """Another course has the number."""


class CourseFacts(TypedDict, total=False):
    """Facts of a course that are stored as they are typed; what is left out stays."""

    venue: str
    address: str
    time_zone: str
    seats: int
    state_course_number: str
    class_number: str
    approval_number: str
    lead_instructor: str
    directions: str
    provided: str
    day_contact: str
    roster_due_on: date | None
    note: str


class CourseFields(CourseFacts, total=False):
    """Everything of a course that its form can change."""

    number: str
    title: str
    standard_id: int | None


_LINES = {
    "venue": "The venue",
    "state_course_number": "The state course number",
    "class_number": "The class number",
    "approval_number": "The approval number",
    "lead_instructor": "The lead instructor",
    "day_contact": "The contact on the day",
}
_TEXTS = {
    "address": "The address",
    "directions": "The text on directions",
    "provided": "The text on what is provided",
    "note": "The note",
}


def new_course(
    db: Session,
    *,
    title: str,
    number: str,
    first_day: date,
    curriculum_version_id: int | None = None,
    standard_id: int | None = None,
    days: int | None = None,
    **values: Unpack[CourseFacts],
) -> int:
    """Make a course; its agenda is a copy of a curriculum version's modules.

    A module with a usual day stands on that course day, one without waits to be placed. The days
    after the first skip weekends.

    Args:
        db: The open step.
        title: What the course is called.
        number: The number by which lists and commands name it; no other course has it.
        first_day: The date of its first day.
        curriculum_version_id: Whose modules it teaches; None makes an empty agenda.
        standard_id: What it is measured against; None takes the curriculum's own standard.
        days: How many days; None takes as many as the curriculum has.
        values: Further facts, see `CourseFacts`.

    Returns:
        The course's id.

    Raises:
        NumberTaken: another course has the number.
        Invalid: a value cannot be stored.
    """
    version = None
    if curriculum_version_id is not None:
        version = found(db, CurriculumVersion, curriculum_version_id, "curriculum")
    if standard_id is None and version is not None:
        standard_id = version.standard_id
    academy = db.scalar(select(Academy).limit(1))
    course = Course(
        number=free_number(db, number),
        title=words.line(title, "The title", required=True),
        curriculum_version_id=curriculum_version_id,
        standard_id=standard_id,
    )
    if academy is not None:
        course.time_zone = academy.time_zone
    _take(course, values)
    modules = version.modules if version is not None else []
    course.days = _days(modules, first_day, days)
    course.blocks = [_block(module, course.days) for module in modules]
    db.add(course)
    if course.roster_due_on is None:
        course.roster_due_on = due_date(db, course)
    db.flush()
    take_defaults(db, course.id)
    return course.id


def edit_course(db: Session, course_id: int, seen: int, **values: Unpack[CourseFields]) -> None:
    """Change facts of a course.

    Args:
        db: The open step.
        course_id: The course.
        seen: Its version when the form was filled.
        values: What changes, see `CourseFields`.

    Raises:
        ChangedMeanwhile: somebody changed it since.
        CourseIsOver: it is closed or cancelled.
        NumberTaken: another course has the number.
        Invalid: a value cannot be stored.
    """
    course = open_course(db, course_id)
    unchanged(course, seen, quoted(course.title))
    if "number" in values:
        course.number = free_number(db, values["number"], besides=course.id)
    if "title" in values:
        course.title = words.line(values["title"], "The title", required=True)
    if "standard_id" in values:
        set_standard(db, course_id, values["standard_id"])
    _take(course, values)


def set_standard(db: Session, course_id: int, standard_id: int | None) -> None:
    """Measure a course against another standard, or against none.

    The roster's due date follows unless it was typed.

    Raises:
        CourseIsOver: it is closed or cancelled.
        NotFound: there is no such standard.
    """
    course = open_course(db, course_id)
    followed = course.roster_due_on in {None, due_date(db, course)}
    course.standard_id = standard_id
    if followed:
        course.roster_due_on = due_date(db, course)


def override_standard(db: Session, course_id: int, *, reason: str) -> None:
    """Let certificates be issued although the week misses its standard, or no longer.

    Args:
        db: The open step.
        course_id: The course.
        reason: Why, in a sentence; empty takes the permission back.

    Raises:
        CourseIsOver: it is closed or cancelled.
    """
    course = open_course(db, course_id)
    course.override_reason = words.text(reason, "The reason")


def free_number(db: Session, number: str, *, besides: int | None = None) -> str:
    """A course number as it is stored, when no other course has it, capitals aside.

    Raises:
        NumberTaken: another course has it.
        Invalid: it is empty or too long.
    """
    clean = words.line(number, "The course number", required=True)
    other = db.scalar(
        select(Course).where(func.lower(Course.number) == clean.lower(), Course.id.is_not(besides))
    )
    if other is not None:
        raise NumberTaken(
            f"{quoted(other.title)} has the number {other.number} already.",
            hint="Choose another number.",
        )
    return clean


def due_date(db: Session, course: Course) -> date | None:
    """When the roster is due by the standard of a course, or None where it does not say."""
    if course.standard_id is None:
        return None
    standard = db.get(Standard, course.standard_id)
    if standard is None:
        raise NotFound("This standard is no longer on file.", hint="Choose another one.")
    return roster_due([day.date for day in course.days], standard.roster_due_days)


def block_from(module: Module) -> Block:
    """An unplaced block that teaches a module, with as many parts as it needs rooms."""
    block = Block(
        module_id=module.id,
        title=module.title,
        delivery=module.delivery,
        minutes=module.minutes,
        least_minutes=module.least_minutes,
        most_minutes=module.most_minutes,
        topics=dict(module.topics),
        weight=module.weight,
        must_attend=module.must_attend,
        equipment=module.equipment,
        qualification=module.qualification,
        objectives=module.objectives,
    )
    block.parts = [BlockPart(position=position) for position in range(module.parts)]
    return block


def _take(course: Course, values: CourseFacts) -> None:
    """Store what is typed as it is; numbers, titles and standards have rules of their own."""
    given = dict(values)
    for name, what in _LINES.items():
        if name in given:
            setattr(course, name, words.line(str(given[name]), what))
    for name, what in _TEXTS.items():
        if name in given:
            setattr(course, name, words.text(str(given[name]), what))
    if "seats" in values:
        course.seats = words.number(
            values["seats"], "The number of seats", least=0, most=MOST_SEATS
        )
    if "time_zone" in values:
        course.time_zone = values["time_zone"]
    if "roster_due_on" in values:
        course.roster_due_on = values["roster_due_on"]


def _days(modules: Sequence[Module], first_day: date, days: int | None) -> list[CourseDay]:
    """Course days whose hours hold every module that stands on them."""
    numbered = max((module.day_number or 0 for module in modules), default=0)
    count = days if days is not None else numbered or DAYS_WITHOUT_CURRICULUM
    words.number(count, "The number of days", least=max(1, numbered), most=MOST_DAYS)
    made = []
    for number, on in enumerate(course_dates(first_day, count), start=1):
        placed = [
            (module.start_minute, module.start_minute + module.minutes)
            for module in modules
            if module.day_number == number and module.start_minute is not None
        ]
        made.append(
            CourseDay(
                date=on,
                start_minute=min([DAY_START, *(start for start, _ in placed)]),
                end_minute=max([DAY_END, *(end for _, end in placed)]),
            )
        )
    return made


def _block(module: Module, days: Sequence[CourseDay]) -> Block:
    block = block_from(module)
    if module.day_number is not None and module.start_minute is not None:
        block.course_day = days[module.day_number - 1]
        block.start_minute = module.start_minute
    return block
