"""What presenters who tell a story of their own entrusted to the coordinator."""

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cittrainer.models.base import Entry, Record


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
    """With commas between; a room suits when its equipment names each of them."""
    topics_not_asked: Mapped[str] = mapped_column(Text, default="")
    consent_on: Mapped[date | None]
    consent_scope: Mapped[str] = mapped_column(Text, default="")
    """What may be said."""
    consent_print: Mapped[bool] = mapped_column(default=True)
    """Whether name and introduction may be printed; else papers say “Presenter”."""
    consent_photos: Mapped[bool] = mapped_column(default=False)
    consent_all_agencies: Mapped[bool] = mapped_column(default=True)
    """Whether the consent covers every agency; else only those of ``ConsentAgency``."""
    consent_expires_on: Mapped[date | None]
    """The last day on which it holds."""
    consent_withdrawn_on: Mapped[date | None]
    """From this day on it does not hold."""
    support_invited: Mapped[list[str]] = mapped_column(default=list)
    """UUIDs, as hex, of the bookings to which the support person is invited."""


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


class ConsentAgency(Record):
    """An agency that a presenter's consent covers, where it does not cover every one."""

    __tablename__ = "consent_agency"
    __table_args__ = (
        UniqueConstraint("presenter_id", "agency_id"),
        {"sqlite_autoincrement": True},
    )
    __history__ = "mention"
    __barrier__ = "A confidential record is not kept in the history; edit it again instead."

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)


class ConfidentialOpening(Entry):
    """That somebody opened a confidential record; the step says when and who, but not whose."""

    __tablename__ = "confidential_opening"
    __history__ = "mention"
    __barrier__ = "That a confidential record was opened stays in the history."

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
