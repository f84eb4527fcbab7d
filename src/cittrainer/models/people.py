"""People, what identifies them, and where they work."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.agencies import Agency
from cittrainer.models.base import Record


class TraineeRole(StrEnum):
    """What a person does where they work."""

    OFFICER = "officer"
    DISPATCHER = "dispatcher"
    CORRECTIONS = "corrections"
    FIRE = "fire"
    EMS = "ems"
    SECURITY = "security"
    CLINICIAN = "clinician"
    OBSERVER = "observer"
    OTHER = "other"


SWORN_ROLES = frozenset({TraineeRole.OFFICER, TraineeRole.CORRECTIONS})
"""Roles that do not count towards a standard's most share of non-sworn trainees."""


class IdentifierKind(StrEnum):
    """What a number of a person is."""

    STATE_ID = "state_id"
    BADGE = "badge"
    EMPLOYEE = "employee"


class Person(Record):
    """A human being; may be trainee, presenter and staff at once."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_name", "last_name", "first_name"),
        {"sqlite_autoincrement": True},
    )

    last_name: Mapped[str]
    first_name: Mapped[str] = mapped_column(default="")
    middle_name: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    search_name: Mapped[str] = mapped_column(default="", index=True)
    """All names without accents and capitals, for searching; kept by the services."""
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(Text, default="")
    """Postal address, in one line or several."""
    birth_date: Mapped[date | None]
    """Only where the academy keeps birth dates; None else."""
    service_since: Mapped[int | None]
    """The year in which their service began."""
    remarks: Mapped[str] = mapped_column(default="")
    """Practical needs such as “vegetarian”; never health information."""
    staff: Mapped[bool] = mapped_column(default=False)

    identifiers: Mapped[list["PersonIdentifier"]] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )
    employments: Mapped[list["Employment"]] = relationship(
        back_populates="person",
        cascade="all, delete-orphan",
        order_by="Employment.id",
        foreign_keys="Employment.person_id",
    )

    @property
    def full_name(self) -> str:
        """First, middle, last name and suffix, as said aloud and printed."""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)

    @property
    def sorted_name(self) -> str:
        """Last name first, as lists sort it."""
        last = " ".join(part for part in (self.last_name, self.suffix) if part)
        first = " ".join(part for part in (self.first_name, self.middle_name) if part)
        return f"{last}, {first}" if first else last


class PersonIdentifier(Record):
    """A number that names a person somewhere: state ID, badge, employee number."""

    __tablename__ = "person_identifier"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "value"),
        Index("ix_person_identifier_value", "value"),
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[IdentifierKind] = mapped_column(default=IdentifierKind.STATE_ID)
    value: Mapped[str]

    person: Mapped[Person] = relationship(back_populates="identifiers")


class Employment(Record):
    """A stretch of time in which a person works for an agency."""

    __tablename__ = "employment"
    __table_args__ = (
        # Holds all that counting the people of every agency needs.
        Index("ix_employment_agency", "agency_id", "to_date", "role", "shift", "person_id"),
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    role: Mapped[TraineeRole] = mapped_column(default=TraineeRole.OFFICER)
    position: Mapped[str] = mapped_column(default="")
    """Rank or post in the agency's words, such as “Deputy”."""
    shift: Mapped[str] = mapped_column(default="")
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who leads them there; nobody is assessed by their own supervisor."""
    from_date: Mapped[date | None]
    to_date: Mapped[date | None]
    """Last day; None while they work there."""

    person: Mapped[Person] = relationship(
        back_populates="employments", foreign_keys="Employment.person_id"
    )
    supervisor: Mapped[Person | None] = relationship(foreign_keys="Employment.supervisor_id")
    agency: Mapped[Agency | None] = relationship()


class NotTheSame(Record):
    """Two people that look alike and were judged to be two."""

    __tablename__ = "not_the_same"
    __table_args__ = (
        UniqueConstraint("person_id", "other_id"),
        CheckConstraint("person_id < other_id", name="order"),
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
