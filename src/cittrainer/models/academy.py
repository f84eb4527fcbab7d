"""The organisation that runs the program; one a file."""

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from cittrainer.models.base import Record


class Academy(Record):
    """The academy whose file this is, and its policies."""

    __tablename__ = "academy"
    __table_args__ = (
        CheckConstraint("suppression_threshold BETWEEN 2 AND 50", name="suppression_threshold"),
        CheckConstraint("attendance_percent BETWEEN 0 AND 100", name="attendance_percent"),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str]
    address: Mapped[str] = mapped_column(Text, default="")
    time_zone: Mapped[str] = mapped_column(default="America/Chicago")
    """IANA name of the zone in which its courses are held."""
    coordinator: Mapped[str] = mapped_column(default="")
    coordinator_title: Mapped[str] = mapped_column(default="Training coordinator")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    logo: Mapped[bytes | None]
    """PNG or JPEG, printed on papers."""
    certificate_prefix: Mapped[str] = mapped_column(default="CIT")
    suppression_threshold: Mapped[int] = mapped_column(default=5)
    """Evaluation groups smaller than this are not shown."""
    attendance_percent: Mapped[int] = mapped_column(default=90)
    """Share of minutes that must be attended where the course's standard names none."""
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("standard.id"))
    """The standard that new courses start with."""
    holiday_region: Mapped[str] = mapped_column(default="US")
    """Whose public holidays are told: a country and, after a hyphen, a state, as in “US-MN”."""
    sample: Mapped[bool] = mapped_column(default=False)
    """Whether the file holds the sample academy; its papers are marked SAMPLE."""
