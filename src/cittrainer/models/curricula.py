"""Modules and the versioned, ordered sets of them that courses are made from."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Record, new_uuid


class Delivery(StrEnum):
    """How a module is given."""

    LECTURE = "lecture"
    DISCUSSION = "discussion"
    PANEL = "panel"
    STORY = "story"
    VISIT = "visit"
    DEMONSTRATION = "demonstration"
    SCENARIO = "scenario"
    EXAM = "exam"
    CEREMONY = "ceremony"
    ADMIN = "admin"
    BREAK = "break"
    LUNCH = "lunch"
    TRAVEL = "travel"


class CurriculumState(StrEnum):
    """Whether a curriculum version may still change."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Curriculum(Record):
    """A named line of curriculum versions for one kind of course."""

    __tablename__ = "curriculum"
    __table_args__ = (UniqueConstraint("code"), {"sqlite_autoincrement": True})

    code: Mapped[str]
    title: Mapped[str]
    audience: Mapped[str] = mapped_column(default="")

    versions: Mapped[list["CurriculumVersion"]] = relationship(
        back_populates="curriculum",
        cascade="all, delete-orphan",
        order_by="CurriculumVersion.number",
    )


class CurriculumVersion(Record):
    """A set of modules in order; once published it never changes."""

    __tablename__ = "curriculum_version"
    __table_args__ = (UniqueConstraint("curriculum_id", "number"), {"sqlite_autoincrement": True})

    curriculum_id: Mapped[int] = mapped_column(ForeignKey("curriculum.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[CurriculumState] = mapped_column(default=CurriculumState.DRAFT)
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("standard.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    sources: Mapped[list[str]] = mapped_column(default=list)

    curriculum: Mapped[Curriculum] = relationship(back_populates="versions")
    modules: Mapped[list["Module"]] = relationship(
        back_populates="curriculum_version",
        cascade="all, delete-orphan",
        order_by="Module.position",
    )


class Module(Record):
    """A unit of a curriculum version: what is taught, how, for how long, and usually when."""

    __tablename__ = "module"
    __table_args__ = (
        CheckConstraint("minutes > 0 AND minutes % 5 = 0", name="minutes"),
        CheckConstraint("weight BETWEEN 0 AND 3", name="weight"),
        {"sqlite_autoincrement": True},
    )

    curriculum_version_id: Mapped[int] = mapped_column(
        ForeignKey("curriculum_version.id"), index=True
    )
    lineage: Mapped[bytes] = mapped_column(LargeBinary(16), default=new_uuid)
    """Names the same module in every version of its curriculum, whatever its title."""
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    delivery: Mapped[Delivery] = mapped_column(default=Delivery.LECTURE)
    minutes: Mapped[int]
    least_minutes: Mapped[int | None]
    most_minutes: Mapped[int | None]
    day_number: Mapped[int | None]
    """The course day on which it usually stands, from 1; None leaves it unplaced."""
    start_minute: Mapped[int | None]
    topics: Mapped[dict[str, int]] = mapped_column(default=dict)
    """Topic to percent of the minutes."""
    parts: Mapped[int] = mapped_column(default=1)
    """In how many rooms at once, such as 6 for practical exercises."""
    weight: Mapped[int] = mapped_column(default=1)
    """How heavy it is to sit through, 0 (light) to 3."""
    must_attend: Mapped[bool] = mapped_column(default=False)
    objectives: Mapped[str] = mapped_column(Text, default="")
    materials: Mapped[str] = mapped_column(Text, default="")
    equipment: Mapped[str] = mapped_column(default="")
    """What its rooms must have, in words with commas between."""
    qualification: Mapped[str] = mapped_column(default="")
    """What its presenters must hold, as named in the presenters' book; empty: nothing."""
    taught_by: Mapped[str] = mapped_column(default="")
    """Who may teach it, in words."""
    published_source: Mapped[bool] = mapped_column(default=False)
    """Whether its time and place in the week were published by its source."""

    curriculum_version: Mapped[CurriculumVersion] = relationship(back_populates="modules")
