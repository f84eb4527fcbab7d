"""Those who teach, tell their story, play a role or host, and the times they are booked for."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Entry, Record
from cittrainer.models.courses import BlockPart
from cittrainer.models.people import Person


class PresenterKind(StrEnum):
    """What somebody brings to a course.

    ``lived_experience`` is health information: outside the presenters' book such a presenter
    appears as “presenter” under the public name.
    """

    CLINICIAN = "clinician"
    OFFICER = "officer"
    DISPATCHER = "dispatcher"
    JUDGE = "judge"
    ATTORNEY = "attorney"
    ADVOCATE = "advocate"
    LIVED_EXPERIENCE = "lived_experience"
    FAMILY = "family"
    ACTOR = "actor"
    COACH = "coach"
    SITE_HOST = "site_host"
    FACILITATOR = "facilitator"
    OTHER = "other"


CONFIDENTIAL_KINDS = frozenset({PresenterKind.LIVED_EXPERIENCE, PresenterKind.FAMILY})
"""Kinds whose contact data stand only in the confidential record."""


class BookingState(StrEnum):
    """How far the asking of a presenter has come."""

    INVITED = "invited"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    PRESENTED = "presented"
    NO_SHOW = "no_show"


class AvailabilityKind(StrEnum):
    """What a presenter said about a time; no row at all means they have not answered."""

    AVAILABLE = "available"
    PREFERRED = "preferred"
    NO = "no"


class Presenter(Record):
    """A person as presenter, under the name that is printed."""

    __tablename__ = "presenter"
    __table_args__ = (UniqueConstraint("person_id"), {"sqlite_autoincrement": True})

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Their record among the people; None for presenters of a confidential kind."""
    public_name: Mapped[str] = mapped_column(index=True)
    search_name: Mapped[str] = mapped_column(default="", index=True)
    kind: Mapped[PresenterKind] = mapped_column(default=PresenterKind.OTHER)
    title: Mapped[str] = mapped_column(default="")
    """Profession as printed, such as “County attorney”; empty for confidential kinds."""
    organization: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    """Empty for confidential kinds, as is the phone."""
    phone: Mapped[str] = mapped_column(default="")
    topics: Mapped[str] = mapped_column(Text, default="")
    """What they may teach, in words."""
    bio: Mapped[str] = mapped_column(Text, default="")
    """Short introduction for print."""
    active: Mapped[bool] = mapped_column(default=True)

    person: Mapped[Person | None] = relationship()
    availability: Mapped[list["Availability"]] = relationship(
        back_populates="presenter", cascade="all, delete-orphan"
    )
    qualifications: Mapped[list["Qualification"]] = relationship(
        back_populates="presenter", cascade="all, delete-orphan", order_by="Qualification.name"
    )


class ConfidentialRecord(Record):
    """What only the coordinator may see of a presenter who tells a story of their own.

    Never a diagnosis, never the story. History says only that it changed.
    """

    __tablename__ = "confidential_record"
    __table_args__ = (UniqueConstraint("presenter_id"), {"sqlite_autoincrement": True})
    __history__ = "mention"
    __barrier__ = "A confidential record is not kept in the history; edit it again instead."

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"))
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(Text, default="")
    support_person: Mapped[str] = mapped_column(default="")
    access_needs: Mapped[str] = mapped_column(Text, default="")
    topics_not_asked: Mapped[str] = mapped_column(Text, default="")
    consent_on: Mapped[date | None]
    consent_scope: Mapped[str] = mapped_column(Text, default="")
    """What may be said, printed and photographed."""
    consent_expires_on: Mapped[date | None]
    consent_withdrawn_on: Mapped[date | None]


class AgencyNotBookedFor(Record):
    """An agency in front of which a presenter is not to be booked; no reason is kept."""

    __tablename__ = "agency_not_booked_for"
    __table_args__ = (
        UniqueConstraint("presenter_id", "agency_id"),
        {"sqlite_autoincrement": True},
    )
    __history__ = "mention"
    __barrier__ = "A confidential record is not kept in the history; edit it again instead."

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)


class Availability(Record):
    """A time that a presenter said something about: on a date, or on a weekday every week."""

    __tablename__ = "availability"
    __table_args__ = (
        CheckConstraint("(on_date IS NULL) <> (weekday IS NULL)", name="when"),
        CheckConstraint("weekday IS NULL OR weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("start_minute >= 0 AND start_minute < end_minute", name="hours"),
        {"sqlite_autoincrement": True},
    )

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    kind: Mapped[AvailabilityKind] = mapped_column(default=AvailabilityKind.AVAILABLE)
    on_date: Mapped[date | None]
    weekday: Mapped[int | None]
    """0 is Monday."""
    start_minute: Mapped[int] = mapped_column(default=0)
    end_minute: Mapped[int] = mapped_column(default=1440)

    presenter: Mapped[Presenter] = relationship(back_populates="availability")


class Qualification(Record):
    """Something that a presenter holds, such as a state's instructor certificate."""

    __tablename__ = "qualification"
    __table_args__ = (
        UniqueConstraint("presenter_id", "name"),
        {"sqlite_autoincrement": True},
    )

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    name: Mapped[str]
    expires_on: Mapped[date | None]
    """The last day on which it holds; None where it does not run out."""

    presenter: Mapped[Presenter] = relationship(back_populates="qualifications")


class Booking(Record):
    """A presenter asked to be at a part of a block."""

    __tablename__ = "booking"
    __table_args__ = (
        UniqueConstraint("block_part_id", "presenter_id"),
        CheckConstraint("choice >= 1", name="choice"),
        {"sqlite_autoincrement": True},
    )

    block_part_id: Mapped[int] = mapped_column(ForeignKey("block_part.id"), index=True)
    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    role: Mapped[str] = mapped_column(default="presenter")
    choice: Mapped[int] = mapped_column(default=1)
    """1 is the first choice, 2 the first alternate."""
    state: Mapped[BookingState] = mapped_column(default=BookingState.INVITED, index=True)
    """The latest of its states; the history stands in ``BookingStateEntry``."""

    part: Mapped[BlockPart] = relationship()
    presenter: Mapped[Presenter] = relationship()
    states: Mapped[list["BookingStateEntry"]] = relationship(
        back_populates="booking", cascade="all, delete-orphan", order_by="BookingStateEntry.id"
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
