"""What stands at the top of a course's papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import NotFound, UserError
from cittrainer.models import Academy, Course

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class AcademyValue:
    """The academy as papers name it."""

    name: str
    coordinator: str
    logo: bytes | None
    sample: bool


@dataclass(frozen=True, slots=True)
class PaperCourse:
    """A course as papers name it."""

    id: int
    number: str
    title: str
    state_course_number: str
    class_number: str
    location: str
    lead_instructor: str
    starts_on: date
    ends_on: date


def academy(db: Session) -> AcademyValue:
    """The academy whose file this is.

    Raises:
        UserError: it was not set up yet.
    """
    one = db.scalar(select(Academy).limit(1))
    if one is None:
        raise UserError("No academy is set up yet.", hint="Enter its name in the settings first.")
    return AcademyValue(one.name, one.coordinator, one.logo, one.sample)


def paper_course(db: Session, course_id: int) -> PaperCourse:
    """A course as papers name it.

    Raises:
        NotFound: there is no such course.
        UserError: it has no days yet, so nothing can be printed.
    """
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    days = [day.date for day in course.days]
    if not days:
        raise UserError(f"{course.number} has no days yet.", hint="Add its days first.")
    address = ", ".join(line.strip() for line in course.address.splitlines() if line.strip())
    return PaperCourse(
        id=course.id,
        number=course.number,
        title=course.title,
        state_course_number=course.state_course_number,
        class_number=course.class_number,
        location=", ".join(part for part in (course.venue, address) if part),
        lead_instructor=course.lead_instructor,
        starts_on=min(days),
        ends_on=max(days),
    )
