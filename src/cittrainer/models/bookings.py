"""Presenters asked for parts of blocks: states, care, who came, and what they are paid."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Entry, Record
from cittrainer.models.courses import BlockPart, Course
from cittrainer.models.presenters import Presenter


class BookingState(StrEnum):
    """How far the asking of a presenter has come."""

    TO_ASK = "to_ask"
    """Stands in the plan or among the alternates; nobody has asked them yet."""
    INVITED = "invited"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    PRESENTED = "presented"
    NO_SHOW = "no_show"


class CareKind(StrEnum):
    """What is done for somebody who tells their story; only that it was done is kept."""

    PRE_BRIEF = "pre_brief"
    DEBRIEF = "debrief"
    CHECK_IN = "check_in"


class Booking(Record):
    """A presenter asked to be at a part of a block."""

    __tablename__ = "booking"
    __table_args__ = (
        UniqueConstraint("block_part_id", "presenter_id"),
        CheckConstraint("choice >= 1", name="choice"),
        CheckConstraint(
            "arrived_minute IS NULL OR arrived_minute BETWEEN 0 AND 1440", name="arrived_minute"
        ),
        {"sqlite_autoincrement": True},
    )

    block_part_id: Mapped[int] = mapped_column(ForeignKey("block_part.id"), index=True)
    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    role: Mapped[str] = mapped_column(default="presenter")
    choice: Mapped[int] = mapped_column(default=1)
    """1 is the first choice, 2 the first alternate."""
    state: Mapped[BookingState] = mapped_column(default=BookingState.TO_ASK, index=True)
    """The latest of its states; the history stands in ``BookingStateEntry``."""
    arrived_minute: Mapped[int | None]
    """Minutes after midnight at which they were there on the day; None: not seen yet."""

    part: Mapped[BlockPart] = relationship()
    presenter: Mapped[Presenter] = relationship()
    states: Mapped[list["BookingStateEntry"]] = relationship(
        back_populates="booking", cascade="all, delete-orphan", order_by="BookingStateEntry.id"
    )
    care: Mapped[list["CareDone"]] = relationship(
        back_populates="booking", cascade="all, delete-orphan", order_by="CareDone.id"
    )


class BookingStateEntry(Entry):
    """A state that a booking came into; no reason is kept for declining or cancelling."""

    __tablename__ = "booking_state"

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    state: Mapped[BookingState]

    booking: Mapped[Booking] = relationship(back_populates="states")


class ActualPresenter(Record):
    """Who really presented a part, beside who was planned."""

    __tablename__ = "actual_presenter"
    __table_args__ = (
        UniqueConstraint("block_part_id", "presenter_id"),
        {"sqlite_autoincrement": True},
    )

    block_part_id: Mapped[int] = mapped_column(ForeignKey("block_part.id"), index=True)
    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)

    part: Mapped[BlockPart] = relationship()
    presenter: Mapped[Presenter] = relationship()


class CareDone(Record):
    """That something was done for a presenter who tells their story; never what was said."""

    __tablename__ = "care_done"
    __table_args__ = (UniqueConstraint("booking_id", "kind"), {"sqlite_autoincrement": True})

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    kind: Mapped[CareKind]
    done_on: Mapped[date]

    booking: Mapped[Booking] = relationship(back_populates="care")


class Stipend(Record):
    """What a presenter gets for a course, once it is settled: paid, or declined."""

    __tablename__ = "stipend"
    __table_args__ = (
        UniqueConstraint("course_id", "presenter_id"),
        CheckConstraint("amount_cents >= 0", name="amount_cents"),
        {"sqlite_autoincrement": True},
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    amount_cents: Mapped[int] = mapped_column(default=0)
    paid_on: Mapped[date | None]
    """None while it is still to be paid, and where it is declined."""
    method: Mapped[str] = mapped_column(default="")
    declined: Mapped[bool] = mapped_column(default=False)

    course: Mapped[Course] = relationship()
    presenter: Mapped[Presenter] = relationship()
