"""The academy whose file this is, and its policies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from sqlalchemy import select

from cittrainer.errors import Invalid, NotFound, UserError
from cittrainer.models import Academy, Standard
from cittrainer.rules.public_holidays import is_known
from cittrainer.services import words
from cittrainer.services.course_guards import found, unchanged

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LARGEST_LOGO = 2_000_000
"""Bytes."""

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcademyWords:
    """What is typed about an academy; see ``Academy`` for what each part means."""

    name: str
    address: str = ""
    time_zone: str = "America/Chicago"
    coordinator: str = ""
    coordinator_title: str = "Training coordinator"
    phone: str = ""
    email: str = ""
    certificate_prefix: str = "CIT"
    suppression_threshold: int = 5
    attendance_percent: int = 90
    standard_id: int | None = None
    holiday_region: str = "US"
    keep_birth_dates: bool = False
    match_same: int = 93
    match_ask: int = 75
    target_percent: int = 20
    turnover_percent: int = 10
    offer_days: int = 5


def set_up(db: Session, typed: AcademyWords, *, sample: bool = False) -> int:
    """Enter the academy into an empty file.

    Args:
        db: The open step.
        typed: What was typed about it.
        sample: Whether it is the sample academy, whose papers are marked.

    Raises:
        UserError: the file has an academy already.
        Invalid: a value cannot be stored.
    """
    if db.scalar(select(Academy.id).limit(1)) is not None:
        raise UserError("This file has an academy already.", hint="Change it in the settings.")
    academy = Academy(name="", sample=sample)
    _write(db, academy, typed)
    db.add(academy)
    db.flush()
    return academy.id


def edit_academy(db: Session, typed: AcademyWords, *, seen: int) -> None:
    """Change what is on file about the academy.

    Raises:
        ChangedMeanwhile, Invalid, NotFound: as their names say.
    """
    academy = the_academy(db)
    unchanged(academy, seen, "The academy")
    _write(db, academy, typed)


def set_logo(db: Session, logo: bytes | None) -> None:
    """Use a picture on the papers, or none.

    Raises:
        Invalid: it is neither PNG nor JPEG, or larger than 2 MB.
    """
    if logo is not None and not logo.startswith((_PNG, _JPEG)):
        raise Invalid("The logo is neither PNG nor JPEG.", hint="Save it as PNG and try again.")
    if logo is not None and len(logo) > LARGEST_LOGO:
        raise Invalid(
            f"The logo has {len(logo) / 1e6:.1f} MB; at most 2 MB can be stored.",
            hint="Make the picture smaller.",
        )
    the_academy(db).logo = logo


def the_academy(db: Session) -> Academy:
    """The academy of the file.

    Raises:
        NotFound: none was set up yet.
    """
    academy = db.scalar(select(Academy).limit(1))
    if academy is None:
        raise NotFound("No academy is set up yet.", hint="Enter its name in the settings first.")
    return academy


def _write(db: Session, academy: Academy, typed: AcademyWords) -> None:
    academy.name = words.line(typed.name, "The academy's name", required=True)
    academy.address = words.text(typed.address, "The address")
    if typed.time_zone not in available_timezones():
        raise Invalid(
            f"“{typed.time_zone}” is no time zone.",
            hint="Choose one from the list, such as America/Chicago.",
        )
    academy.time_zone = typed.time_zone
    academy.coordinator = words.line(typed.coordinator, "The coordinator's name")
    academy.coordinator_title = words.line(typed.coordinator_title, "The coordinator's title")
    academy.phone = words.line(typed.phone, "The phone number")
    academy.email = words.line(typed.email, "The e-mail address")
    prefix = words.line(typed.certificate_prefix, "The prefix of certificates", required=True)
    if len(prefix) > 12 or not prefix.replace("-", "").isalnum():
        raise Invalid(
            f"“{prefix}” cannot begin the number of a certificate.",
            hint="Use up to 12 letters and digits.",
        )
    academy.certificate_prefix = prefix
    academy.suppression_threshold = words.number(
        typed.suppression_threshold, "The smallest group shown", least=2, most=50
    )
    academy.attendance_percent = words.number(
        typed.attendance_percent, "The share of minutes to attend", least=0, most=100
    )
    if typed.standard_id is not None:
        found(db, Standard, typed.standard_id, "standard")
    academy.standard_id = typed.standard_id
    region = words.line(typed.holiday_region, "The region of public holidays").upper()
    if not is_known(region):
        raise Invalid(
            f"No calendar of public holidays is known for “{region}”.",
            hint="Type a country and, after a hyphen, a state, such as US-MN; or leave it empty.",
        )
    academy.holiday_region = region
    _write_policies(academy, typed)


def _write_policies(academy: Academy, typed: AcademyWords) -> None:
    ask = words.number(typed.match_ask, "The likeness from which is asked", least=50, most=99)
    same = words.number(
        typed.match_same, "The likeness from which two are one person", least=51, most=100
    )
    if same <= ask:
        raise Invalid(
            f"Nothing would ever be asked: two people are one from {same} points on, and it is "
            f"asked from {ask} on.",
            hint="Choose fewer points for asking than for being the same person.",
        )
    academy.match_ask, academy.match_same = ask, same
    academy.keep_birth_dates = typed.keep_birth_dates
    academy.target_percent = words.number(
        typed.target_percent, "The target of trained people", least=0, most=100
    )
    academy.turnover_percent = words.number(
        typed.turnover_percent, "The share of people who leave in a year", least=0, most=100
    )
    academy.offer_days = words.number(
        typed.offer_days, "The number of days for which a seat is offered", least=1, most=60
    )
