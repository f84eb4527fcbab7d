"""The academy, for its form, its papers and the frame of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import Academy
from cittrainer.rules.person_values import Thresholds

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
    keep_birth_dates: bool
    match_same: int
    match_ask: int
    target_percent: int
    turnover_percent: int
    offer_days: int
    sample: bool


@dataclass(frozen=True, slots=True)
class MatchingPolicy:
    """When two people are taken for one, and whether birth dates are kept."""

    thresholds: Thresholds
    keep_birth_dates: bool


def matching_policy(db: Session) -> MatchingPolicy:
    """The academy's policy; before one is set up, that of a new academy."""
    row = db.execute(
        select(Academy.match_same, Academy.match_ask, Academy.keep_birth_dates).limit(1)
    ).first()
    if row is None:
        return MatchingPolicy(Thresholds(), keep_birth_dates=False)
    return MatchingPolicy(Thresholds(row[0], row[1]), keep_birth_dates=row[2])


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
        keep_birth_dates=one.keep_birth_dates,
        match_same=one.match_same,
        match_ask=one.match_ask,
        target_percent=one.target_percent,
        turnover_percent=one.turnover_percent,
        offer_days=one.offer_days,
        sample=one.sample,
    )
