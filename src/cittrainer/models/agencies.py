"""Agencies that send people, and the other names under which sheets write them."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Record


class AgencyKind(StrEnum):
    """What an agency is."""

    POLICE = "police"
    SHERIFF = "sheriff"
    DISPATCH = "dispatch"
    CORRECTIONS = "corrections"
    CAMPUS = "campus"
    FIRE = "fire"
    EMS = "ems"
    OTHER = "other"


class Agency(Record):
    """A department, office, dispatch centre or service that sends people."""

    __tablename__ = "agency"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("target_percent BETWEEN 0 AND 100", name="target_percent"),
        CheckConstraint("turnover_percent BETWEEN 0 AND 100", name="turnover_percent"),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[AgencyKind] = mapped_column(default=AgencyKind.POLICE)
    address: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    """Who nominates people there."""
    sworn: Mapped[int | None]
    patrol: Mapped[int | None]
    dispatchers: Mapped[int | None]
    target_percent: Mapped[int | None]
    """Share of the strength that should be CIT-trained; None: the academy's."""
    turnover_percent: Mapped[int | None]
    """Share of its people who leave within a year; None: the academy's."""

    aliases: Mapped[list["AgencyAlias"]] = relationship(
        back_populates="agency", cascade="all, delete-orphan"
    )
    shifts: Mapped[list["AgencyShift"]] = relationship(
        back_populates="agency", cascade="all, delete-orphan", order_by="AgencyShift.position"
    )


class AgencyAlias(Record):
    """Another name of an agency, confirmed once and understood from then on."""

    __tablename__ = "agency_alias"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]

    agency: Mapped[Agency] = relationship(back_populates="aliases")


class AgencyShift(Record):
    """A shift of an agency and how many work on it."""

    __tablename__ = "agency_shift"
    __table_args__ = (
        UniqueConstraint("agency_id", "name"),
        CheckConstraint("patrol IS NULL OR patrol >= 0", name="patrol"),
        CheckConstraint("dispatchers IS NULL OR dispatchers >= 0", name="dispatchers"),
        {"sqlite_autoincrement": True},
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]
    """As the agency calls it and as its people's employments name it, such as “Nights”."""
    position: Mapped[int] = mapped_column(default=0)
    patrol: Mapped[int | None]
    dispatchers: Mapped[int | None]

    agency: Mapped[Agency] = relationship(back_populates="shifts")
