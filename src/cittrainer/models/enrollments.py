"""Trainees in courses, with every state they came through, their groups, exam and skills."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.agencies import Agency
from cittrainer.models.base import Base, Entry, Record
from cittrainer.models.courses import Block, Course, CourseGroup
from cittrainer.models.people import Person, TraineeRole


class EnrollmentState(StrEnum):
    """Where a trainee stands with a course."""

    NOMINATED = "nominated"
    APPROVED = "approved"
    DECLINED = "declined"
    WAITLISTED = "waitlisted"
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"
    NO_SHOW = "no_show"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"


class Enrollment(Record):
    """A trainee in a course; agency and role are those of the day of enrolling."""

    __tablename__ = "enrollment"
    __table_args__ = (
        UniqueConstraint("course_id", "person_id"),
        # Holds all that counting the seats taken in every course needs.
        Index("ix_enrollment_state", "state", "course_id"),
        CheckConstraint("exam_score IS NULL OR exam_score BETWEEN 0 AND 100", name="exam_score"),
        {"sqlite_autoincrement": True},
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    role: Mapped[TraineeRole] = mapped_column(default=TraineeRole.OFFICER)
    position: Mapped[str] = mapped_column(default="")
    state: Mapped[EnrollmentState] = mapped_column(default=EnrollmentState.NOMINATED)
    """The latest of its states; the history stands in ``EnrollmentStateEntry``."""
    walk_in: Mapped[bool] = mapped_column(default=False)
    exam_score: Mapped[int | None]
    """Percent."""
    skills_met: Mapped[bool | None]
    """None until assessed."""
    remarks: Mapped[str] = mapped_column(default="")

    course: Mapped[Course] = relationship()
    person: Mapped[Person] = relationship()
    agency: Mapped[Agency | None] = relationship()
    states: Mapped[list["EnrollmentStateEntry"]] = relationship(
        back_populates="enrollment",
        cascade="all, delete-orphan",
        order_by="EnrollmentStateEntry.id",
    )
    groups: Mapped[list["GroupMember"]] = relationship(
        back_populates="enrollment", cascade="all, delete-orphan"
    )


class EnrollmentStateEntry(Entry):
    """A state that an enrollment came into, with the reason where one was given."""

    __tablename__ = "enrollment_state"

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    state: Mapped[EnrollmentState]
    reason: Mapped[str] = mapped_column(default="")

    enrollment: Mapped[Enrollment] = relationship(back_populates="states")


class GroupMember(Record):
    """An enrollment's place in a group."""

    __tablename__ = "group_member"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "group_id"),
        {"sqlite_autoincrement": True},
    )

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("course_group.id"), index=True)

    enrollment: Mapped[Enrollment] = relationship(back_populates="groups")
    group: Mapped[CourseGroup] = relationship()


class ExcusedBlock(Record):
    """A block that a trainee need not attend, as agreed beforehand."""

    __tablename__ = "excused_block"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "block_id"),
        {"sqlite_autoincrement": True},
    )

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id"), index=True)

    enrollment: Mapped[Enrollment] = relationship()
    block: Mapped[Block] = relationship()


class FormHandedIn(Base):
    """A tick at the door: this trainee handed in that form. No time, and no link to answers."""

    __tablename__ = "form_handed_in"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    __history__ = "none"
    __barrier__ = (
        "Who handed a form in is not kept in the history; tick or untick the name instead."
    )

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("evaluation_form.id"), primary_key=True)
