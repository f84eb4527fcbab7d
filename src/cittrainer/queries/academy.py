"""The academy, for its form, its papers and the frame of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import Academy

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class AcademyCard:
    """Everything on file about the academy."""

    version: int
    name: str
    address: str
    time_zone: str
    coordinator: str
    coordinator_title: str
    phone: str
    email: str
    logo: bytes | None
    certificate_prefix: str
    suppression_threshold: int
    attendance_percent: int
    standard_id: int | None
    holiday_region: str
    sample: bool


def academy(db: Session) -> AcademyCard | None:
    """The academy of the file, or None before it is set up."""
    one = db.scalar(select(Academy).limit(1))
    if one is None:
        return None
    return AcademyCard(
        version=one.version,
        name=one.name,
        address=one.address,
        time_zone=one.time_zone,
        coordinator=one.coordinator,
        coordinator_title=one.coordinator_title,
        phone=one.phone,
        email=one.email,
        logo=one.logo,
        certificate_prefix=one.certificate_prefix,
        suppression_threshold=one.suppression_threshold,
        attendance_percent=one.attendance_percent,
        standard_id=one.standard_id,
        holiday_region=one.holiday_region,
        sample=one.sample,
    )
