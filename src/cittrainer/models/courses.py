"""One run of a curriculum on dates: days, blocks, parts, rooms, groups."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Record
from cittrainer.models.curricula import Delivery


class CourseState(StrEnum):
    """Where a course stands in its life."""

    PLANNING = "planning"
    OPEN = "open"
    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Room(Record):
    """A place where a part of a block can happen."""

    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str]
    building: Mapped[str] = mapped_column(default="")
    seats: Mapped[int | None]
    equipment: Mapped[str] = mapped_column(default="")
    """What is there, in words with commas between, such as “projector, whiteboard”."""


class Course(Record):
    """One run of a curriculum on dates at a venue."""

    __tablename__ = "course"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("seats >= 0", name="seats"),
        CheckConstraint("overbooking BETWEEN 0 AND 100", name="overbooking"),
        CheckConstraint("non_sworn_percent BETWEEN 0 AND 100", name="non_sworn_percent"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[str]
    """What people call it by in lists and in the terminal, such as “CIT-2026-05”."""
    title: Mapped[str]
    state: Mapped[CourseState] = mapped_column(default=CourseState.PLANNING, index=True)
    curriculum_version_id: Mapped[int | None] = mapped_column(ForeignKey("curriculum_version.id"))
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("standard.id"))
    made_from_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    """The earlier course whose plan it took over."""
    venue: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(Text, default="")
    time_zone: Mapped[str] = mapped_column(default="America/Chicago")
    seats: Mapped[int] = mapped_column(default=30)
    overbooking: Mapped[int] = mapped_column(default=0)
    """How many more than the seats may be enrolled, for those who will not come."""
    non_sworn_percent: Mapped[int | None]
    """Most share of non-sworn trainees; None: that of the standard."""
    least_service_years: Mapped[int | None]
    """Years of service that a trainee should have."""
    earlier_curriculum_id: Mapped[int | None] = mapped_column(ForeignKey("curriculum.id"))
    """The curriculum that a trainee should have completed before."""
    required_form_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation_form.id"))
    """The evaluation form that has to be handed in to complete the course."""
    rubric_id: Mapped[int | None] = mapped_column(ForeignKey("rubric.id"))
    """By which the skills are assessed."""
    state_course_number: Mapped[str] = mapped_column(default="")
    class_number: Mapped[str] = mapped_column(default="")
    approval_number: Mapped[str] = mapped_column(default="")
    lead_instructor: Mapped[str] = mapped_column(default="")
    directions: Mapped[str] = mapped_column(Text, default="")
    """How presenters find the place, and where they park."""
    provided: Mapped[str] = mapped_column(Text, default="")
    """What presenters find there, such as a projector, water and lunch."""
    day_contact: Mapped[str] = mapped_column(default="")
    """Whom presenters call on the day: a name and a number."""
    roster_due_on: Mapped[date | None]
    override_reason: Mapped[str] = mapped_column(Text, default="")
    """Why certificates may be issued although the week misses its standard; empty: they may not."""
    closing_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was closed with something missing, or cancelled."""
    reopening_reason: Mapped[str] = mapped_column(Text, default="")
    """Why its closed plan and records were opened again, the last time."""
    note: Mapped[str] = mapped_column(Text, default="")

    days: Mapped[list["CourseDay"]] = relationship(
        back_populates="course", cascade="all, delete-orphan", order_by="CourseDay.date"
    )
    blocks: Mapped[list["Block"]] = relationship(
        back_populates="course", cascade="all, delete-orphan"
    )
    groups: Mapped[list["CourseGroup"]] = relationship(
        back_populates="course", cascade="all, delete-orphan", order_by="CourseGroup.position"
    )


class CourseDay(Record):
    """A day of a course and its hours."""

    __tablename__ = "course_day"
    __table_args__ = (
        UniqueConstraint("course_id", "date"),
        Index("ix_course_day_date", "date"),
        CheckConstraint("start_minute >= 0 AND start_minute < end_minute", name="hours"),
        CheckConstraint("end_minute <= 1440", name="end"),
        {"sqlite_autoincrement": True},
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    date: Mapped[date]
    start_minute: Mapped[int] = mapped_column(default=480)
    end_minute: Mapped[int] = mapped_column(default=1020)
    closed: Mapped[bool] = mapped_column(default=False)
    """Once closed, attendance of the day is only ever corrected by further entries."""

    course: Mapped[Course] = relationship(back_populates="days")

    @property
    def name(self) -> str:
        """The weekday, as people say it."""
        return self.date.strftime("%A")

    def holds(self, start_minute: int, minutes: int) -> bool:
        """Whether something that starts then and lasts so long fits into the day."""
        return self.start_minute <= start_minute and start_minute + minutes <= self.end_minute


class Block(Record):
    """One row of a course's agenda: a module, break or ceremony on a course day.

    A block without ``start_minute`` is planned but not yet placed.
    """

    __tablename__ = "block"
    __table_args__ = (
        CheckConstraint("minutes > 0 AND minutes % 5 = 0", name="minutes"),
        CheckConstraint("start_minute IS NULL OR start_minute % 5 = 0", name="grid"),
        CheckConstraint("(start_minute IS NULL) = (course_day_id IS NULL)", name="placed"),
        {"sqlite_autoincrement": True},
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))
    """The module it was made from."""
    title: Mapped[str]
    delivery: Mapped[Delivery] = mapped_column(default=Delivery.LECTURE)
    course_day_id: Mapped[int | None] = mapped_column(ForeignKey("course_day.id"), index=True)
    start_minute: Mapped[int | None]
    """Minutes after midnight at the venue, on the course day."""
    minutes: Mapped[int]
    least_minutes: Mapped[int | None]
    most_minutes: Mapped[int | None]
    topics: Mapped[dict[str, int]] = mapped_column(default=dict)
    weight: Mapped[int] = mapped_column(default=1)
    pinned: Mapped[bool] = mapped_column(default=False)
    must_attend: Mapped[bool] = mapped_column(default=False)
    equipment: Mapped[str] = mapped_column(default="")
    """What its rooms must have, in words with commas between."""
    qualification: Mapped[str] = mapped_column(default="")
    """What its presenters must hold, as named in the presenters' book; empty: nothing."""
    objectives: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")

    course: Mapped[Course] = relationship(back_populates="blocks")
    course_day: Mapped[CourseDay | None] = relationship()
    parts: Mapped[list["BlockPart"]] = relationship(
        back_populates="block", cascade="all, delete-orphan", order_by="BlockPart.position"
    )

    @property
    def place(self) -> str:
        """The day and time in words, or “unplaced”."""
        if self.course_day is None or self.start_minute is None:
            return "unplaced"
        hour, minute = divmod(self.start_minute, 60)
        return f"{self.course_day.name} {hour}:{minute:02d}"


class CourseGroup(Record):
    """Some of the trainees of a course; at most one of each set for each trainee."""

    __tablename__ = "course_group"
    __table_args__ = (
        UniqueConstraint("course_id", "set_name", "name"),
        {"sqlite_autoincrement": True},
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    set_name: Mapped[str] = mapped_column(default="Scenarios")
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)

    course: Mapped[Course] = relationship(back_populates="groups")


class BlockPart(Record):
    """Where a block happens and for whom: a room, a group or everyone, its presenters."""

    __tablename__ = "block_part"
    __table_args__ = (Index("ix_block_part_room", "room_id"), {"sqlite_autoincrement": True})

    block_id: Mapped[int] = mapped_column(ForeignKey("block.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(default="")
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("course_group.id"), index=True)
    """None means everyone."""

    block: Mapped[Block] = relationship(back_populates="parts")
    room: Mapped[Room | None] = relationship()
    group: Mapped[CourseGroup | None] = relationship()
