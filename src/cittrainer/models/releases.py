"""Numbered snapshots of a course's plan, and who got which of them."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Entry, Record
from cittrainer.models.courses import Course


class PlanRelease(Record):
    """The plan of a course as it was handed out, frozen under a number."""

    __tablename__ = "plan_release"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        {"sqlite_autoincrement": True},
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Days and placed blocks with rooms, groups and public names: see ``rules.releases``."""
    acknowledged: Mapped[list[str]] = mapped_column(default=list)
    """The findings that were shown and acknowledged before it went out, in words."""

    course: Mapped[Course] = relationship()


class ReleaseReceipt(Entry):
    """That a presenter or an agency got a release: what changed for them is told since then."""

    __tablename__ = "release_receipt"
    __table_args__ = (
        CheckConstraint("(presenter_id IS NULL) <> (agency_id IS NULL)", name="whose"),
        {"sqlite_autoincrement": True},
    )

    release_id: Mapped[int] = mapped_column(ForeignKey("plan_release.id"), index=True)
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("presenter.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)

    release: Mapped[PlanRelease] = relationship()
