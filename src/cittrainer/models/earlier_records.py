"""What people completed elsewhere or before this file began, and what they are exempt from."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.agencies import Agency
from cittrainer.models.base import Record
from cittrainer.models.curricula import Curriculum
from cittrainer.models.people import Person


class EarlierKind(StrEnum):
    """What an earlier record says."""

    COMPLETION = "completion"
    """A whole course, which counts as being trained."""
    CONTINUING = "continuing"
    """Hours of continuing education, which count towards a renewal."""
    EXEMPTION = "exemption"
    """They need not do it, on somebody's word."""


class EarlierRecord(Record):
    """A record from before or from elsewhere; never a certificate of this file."""

    __tablename__ = "earlier_record"
    __table_args__ = (
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes"),
        CheckConstraint("began_on IS NULL OR began_on <= done_on", name="dates"),
        CheckConstraint("expires_on IS NULL OR expires_on >= done_on", name="expiry"),
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[EarlierKind] = mapped_column(default=EarlierKind.COMPLETION)
    title: Mapped[str]
    """The course, or what they are exempt from."""
    curriculum_id: Mapped[int | None] = mapped_column(ForeignKey("curriculum.id"), index=True)
    """The curriculum of this file that it counts as, for courses that ask for an earlier one."""
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    """Where they worked then."""
    provider: Mapped[str] = mapped_column(default="")
    """Who held the course, or who granted the exemption."""
    began_on: Mapped[date | None]
    done_on: Mapped[date] = mapped_column(index=True)
    """The last day of the course, or the day from which they are exempt."""
    minutes: Mapped[int | None]
    certificate_number: Mapped[str] = mapped_column(default="")
    expires_on: Mapped[date | None]
    proof: Mapped[str] = mapped_column(Text, default="")
    """What was seen and where it is kept, such as “Copy of certificate, binder 12”."""
    remarks: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship()
    agency: Mapped[Agency | None] = relationship()
    curriculum: Mapped[Curriculum | None] = relationship()
