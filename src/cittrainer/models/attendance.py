"""Minutes present, written once and corrected only by further entries."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Entry
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

    enrollment: Mapped[Enrollment] = relationship()
    block: Mapped[Block] = relationship()
