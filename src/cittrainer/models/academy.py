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
        CheckConstraint("match_ask BETWEEN 50 AND 99", name="match_ask"),
        CheckConstraint("match_same > match_ask AND match_same <= 100", name="match_same"),
        CheckConstraint("target_percent BETWEEN 0 AND 100", name="target_percent"),
        CheckConstraint("turnover_percent BETWEEN 0 AND 100", name="turnover_percent"),
        CheckConstraint("offer_days BETWEEN 1 AND 60", name="offer_days"),
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
    keep_birth_dates: Mapped[bool] = mapped_column(default=False)
    """Whether birth dates of trainees are stored; without it they only help to tell people apart
    within the sheet that names them."""
    match_same: Mapped[int] = mapped_column(default=93)
    """Points (0 to 100) from which two people are taken for one without asking."""
    match_ask: Mapped[int] = mapped_column(default=75)
    """Points from which it is asked whether two people are one; below they are two."""
    target_percent: Mapped[int] = mapped_column(default=20)
    """Share of an agency's strength that should be CIT-trained where the agency sets none.

    20 to 25 % of patrol is the usual target
    (https://apbweb.com/2023/09/cit-training-is-not-for-everyone).
    """
    turnover_percent: Mapped[int] = mapped_column(default=10)
    """Share of an agency's trained people who leave within a year, where the agency sets none."""
    offer_days: Mapped[int] = mapped_column(default=5)
    """Days for which a seat offered from the waiting list is kept."""
    sample: Mapped[bool] = mapped_column(default=False)
    """Whether the file holds the sample academy; its papers are marked SAMPLE."""
