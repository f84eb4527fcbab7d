"""Minutes present, written once and corrected only by further entries."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Entry, Record
from cittrainer.models.courses import Block
from cittrainer.models.enrollments import Enrollment


class AttendanceMark(StrEnum):
    """What was ticked or typed."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    EXCUSED = "excused"
    ABSENT = "absent"


class AttendanceEntry(Entry):
    """Minutes that a trainee was present in a block; the latest entry of a pair counts."""

    __tablename__ = "attendance_entry"
    __table_args__ = (
        Index("ix_attendance_entry_pair", "block_id", "enrollment_id"),
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint("came IS NULL OR came BETWEEN 0 AND 1440", name="came"),
        CheckConstraint("went IS NULL OR went BETWEEN 0 AND 1440", name="went"),
        {"sqlite_autoincrement": True},
    )

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id"))
    mark: Mapped[AttendanceMark]
    minutes: Mapped[int]
    """Minutes present, never more than the block has."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_entry.id"), index=True)
    """The entry that this one corrects."""
    reason: Mapped[str] = mapped_column(default="")
    """Why it was corrected."""
    came: Mapped[int | None]
    """When they signed in, in minutes after midnight, where the sheet says it."""
    went: Mapped[int | None]
    """When they signed out."""

    enrollment: Mapped[Enrollment] = relationship()
    block: Mapped[Block] = relationship()


class MakeUp(Record):
    """A missed block of a trainee's course that they make up in a block of another course.

    They attend as a guest: the minutes present there are attendance entries of this enrollment in
    that block, and count for the missed one.
    """

    __tablename__ = "make_up"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "missed_block_id", "block_id"),
        CheckConstraint("missed_block_id <> block_id", name="other_block"),
        {"sqlite_autoincrement": True},
    )

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    missed_block_id: Mapped[int] = mapped_column(ForeignKey("block.id"), index=True)
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id"), index=True)
    note: Mapped[str] = mapped_column(default="")

    enrollment: Mapped[Enrollment] = relationship()
    missed_block: Mapped[Block] = relationship(foreign_keys="MakeUp.missed_block_id")
    block: Mapped[Block] = relationship(foreign_keys="MakeUp.block_id")
