"""The book of presenters: who teaches, tells a story, plays a role or hosts, and their times."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Record
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


class AvailabilityKind(StrEnum):
    """What a presenter said about a time; no row at all means they have not answered."""

    AVAILABLE = "available"
    PREFERRED = "preferred"
    NO = "no"


class StipendPer(StrEnum):
    """What a presenter's stipend is for."""

    TALK = "talk"
    HOUR = "hour"
    DAY = "day"
    COURSE = "course"


class Presenter(Record):
    """A person as presenter, under the name that is printed."""

    __tablename__ = "presenter"
    __table_args__ = (
        UniqueConstraint("person_id"),
        CheckConstraint("travel_minutes IS NULL OR travel_minutes >= 0", name="travel_minutes"),
        CheckConstraint("most_a_week IS NULL OR most_a_week >= 0", name="most_a_week"),
        CheckConstraint("most_a_month IS NULL OR most_a_month >= 0", name="most_a_month"),
        CheckConstraint("most_a_year IS NULL OR most_a_year >= 0", name="most_a_year"),
        CheckConstraint("least_a_year IS NULL OR least_a_year >= 0", name="least_a_year"),
        CheckConstraint("stipend_cents IS NULL OR stipend_cents >= 0", name="stipend_cents"),
        {"sqlite_autoincrement": True},
    )

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
    travel_minutes: Mapped[int | None]
    """How long their way is, one way."""
    travel_note: Mapped[str] = mapped_column(Text, default="")
    most_a_week: Mapped[int | None]
    """Talks that they want to give at most, as are the month's and the year's; None: no limit."""
    most_a_month: Mapped[int | None]
    most_a_year: Mapped[int | None]
    least_a_year: Mapped[int | None]
    """Talks that they are to be given at least in a calendar year; None: none."""
    stipend_cents: Mapped[int | None]
    """None: nothing is agreed; 0: they speak for nothing."""
    stipend_per: Mapped[StipendPer] = mapped_column(default=StipendPer.TALK)
    stipend_method: Mapped[str] = mapped_column(default="")
    """How it is paid, in a word, such as “check”."""
    stipend_declined: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person | None] = relationship()
    availability: Mapped[list["Availability"]] = relationship(
        back_populates="presenter", cascade="all, delete-orphan"
    )
    qualifications: Mapped[list["Qualification"]] = relationship(
        back_populates="presenter", cascade="all, delete-orphan", order_by="Qualification.name"
    )
    modules: Mapped[list["PresenterModule"]] = relationship(
        back_populates="presenter", cascade="all, delete-orphan"
    )


class PresenterModule(Record):
    """A module that a presenter may teach, in every version of its curriculum."""

    __tablename__ = "presenter_module"
    __table_args__ = (
        UniqueConstraint("presenter_id", "lineage"),
        {"sqlite_autoincrement": True},
    )

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    lineage: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    """See ``Module.lineage``."""

    presenter: Mapped[Presenter] = relationship(back_populates="modules")


class Availability(Record):
    """A time that a presenter said something about: on a date, or on a weekday every week."""

    __tablename__ = "availability"
    __table_args__ = (
        CheckConstraint("(on_date IS NULL) <> (weekday IS NULL)", name="when"),
        CheckConstraint("weekday IS NULL OR weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("start_minute >= 0 AND start_minute < end_minute", name="hours"),
        CheckConstraint(
            "first_on IS NULL OR last_on IS NULL OR first_on <= last_on", name="season"
        ),
        CheckConstraint("most_minutes IS NULL OR most_minutes > 0", name="most_minutes"),
        {"sqlite_autoincrement": True},
    )

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    kind: Mapped[AvailabilityKind] = mapped_column(default=AvailabilityKind.AVAILABLE)
    on_date: Mapped[date | None]
    weekday: Mapped[int | None]
    """0 is Monday."""
    start_minute: Mapped[int] = mapped_column(default=0)
    end_minute: Mapped[int] = mapped_column(default=1440)
    first_on: Mapped[date | None]
    """The first date of a weekly time; None: it has none. So has ``last_on``."""
    last_on: Mapped[date | None]
    most_minutes: Mapped[int | None]
    """The longest talk that they can give in this time; None: as long as it is."""
    by_phone: Mapped[bool] = mapped_column(default=False)
    """Whether they would only call in."""

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
