"""Numbered, frozen statements that a person completed a course."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Record
from cittrainer.models.courses import Course
from cittrainer.models.enrollments import Enrollment


class Certificate(Record):
    """A certificate as it was issued; what is printed on it never changes."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("year", "sequence"),
        CheckConstraint("sequence >= 1", name="sequence"),
        {"sqlite_autoincrement": True},
    )
    __barrier__ = "Certificates were issued or revoked by it; revoke a certificate instead."

    number: Mapped[str]
    year: Mapped[int]
    sequence: Mapped[int]
    """Counted from 1 in each year, without gaps."""
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    words: Mapped[dict[str, Any]]
    """Everything that is printed on it, frozen at issue."""
    issued_on: Mapped[date]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    revoked_on: Mapped[date | None]
    revoked_reason: Mapped[str] = mapped_column(default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))
    """The revoked certificate in whose stead it was issued."""

    course: Mapped[Course] = relationship()
    enrollment: Mapped[Enrollment] = relationship()
