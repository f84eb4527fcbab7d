"""Trainees in courses, with every state they came through, their groups, exam and skills."""

from datetime import date
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
    OFFERED = "offered"
    """A seat is held for them until the day by which they have to take it."""
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"
    NO_SHOW = "no_show"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"


class WithdrawalReason(StrEnum):
    """Why somebody with a seat or a nomination does not come; never anything about health."""

    STAFFING = "staffing"
    COURT = "court"
    LEAVE = "leave"
    OTHER_TRAINING = "other_training"
    LEFT_AGENCY = "left_agency"
    AGENCY_DECISION = "agency_decision"
    OWN_WISH = "own_wish"
    OTHER = "other"


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
    offer_until: Mapped[date | None]
    """The last day on which an offered seat can be taken; None unless one is offered."""
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
    reason_code: Mapped[WithdrawalReason | None]
    """Of a withdrawal or a no-show, where it is known."""
    said_by: Mapped[str] = mapped_column(default="")
    """Whose word it is, such as the supervisor who approved a nomination."""

    enrollment: Mapped[Enrollment] = relationship(back_populates="states")


class SeatsKept(Record):
    """Seats of a course that are kept until a day: for an agency, a role, or somebody by name."""

    __tablename__ = "seats_kept"
    __table_args__ = (
        CheckConstraint("seats >= 1", name="seats"),
        CheckConstraint("person_id IS NULL OR seats = 1", name="by_name"),
        CheckConstraint(
            "agency_id IS NOT NULL OR role IS NOT NULL OR person_id IS NOT NULL", name="for_whom"
        ),
        {"sqlite_autoincrement": True},
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    role: Mapped[TraineeRole | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    seats: Mapped[int] = mapped_column(default=1)
    until: Mapped[date | None]
    """The last day on which they are kept; None: until the course begins."""
    note: Mapped[str] = mapped_column(default="")

    course: Mapped[Course] = relationship()
    agency: Mapped[Agency | None] = relationship()
    person: Mapped[Person | None] = relationship()


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
