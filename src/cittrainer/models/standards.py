"""What a jurisdiction asks of a course; versioned and dated, every value with its source."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Record


class Standard(Record):
    """A version of a standard; what its source does not say is None."""

    __tablename__ = "standard"
    __table_args__ = (
        UniqueConstraint("code", "number"),
        CheckConstraint("minutes_per_hour IN (50, 60)", name="minutes_per_hour"),
        {"sqlite_autoincrement": True},
    )

    code: Mapped[str]
    number: Mapped[int] = mapped_column(default=1)
    """Version of the standard, counted from 1."""
    title: Mapped[str]
    jurisdiction: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="")
    effective_on: Mapped[date | None]
    total_hours: Mapped[int | None]
    minutes_per_hour: Mapped[int] = mapped_column(default=60)
    breaks_count: Mapped[bool] = mapped_column(default=False)
    most_days: Mapped[int | None]
    """From the first to the last day of the course, both counted."""
    scenario_percent: Mapped[int | None]
    story_required: Mapped[bool] = mapped_column(default=False)
    non_sworn_percent: Mapped[int | None]
    class_cap: Mapped[int | None]
    attendance_percent: Mapped[int | None]
    exam: Mapped[bool] = mapped_column(default=False)
    """Whether a written test is asked; without a mark of its own the academy's holds."""
    pass_mark: Mapped[int | None]
    skills_test: Mapped[bool] = mapped_column(default=False)
    valid_months: Mapped[int | None]
    continuing_hours: Mapped[int | None]
    roster_due_days: Mapped[int | None]
    """Days after the last course day in which the roster must be handed in."""
    academys_own: Mapped[bool] = mapped_column(default=False)
    """Whether an academy made its values up rather than a jurisdiction."""
    note: Mapped[str] = mapped_column(Text, default="")
    sources: Mapped[list[str]] = mapped_column(default=list)

    requirements: Mapped[list["Requirement"]] = relationship(
        back_populates="standard", cascade="all, delete-orphan", order_by="Requirement.position"
    )


class Requirement(Record):
    """A topic that a standard asks for."""

    __tablename__ = "requirement"
    __table_args__ = (
        CheckConstraint("least_minutes IS NULL OR least_minutes >= 0", name="least_minutes"),
        {"sqlite_autoincrement": True},
    )

    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    heading: Mapped[str] = mapped_column(default="")
    topic: Mapped[str]
    least_minutes: Mapped[int | None]
    optional: Mapped[bool] = mapped_column(default=False)
    """Whether a course without the topic still reaches the standard."""

    standard: Mapped[Standard] = relationship(back_populates="requirements")
