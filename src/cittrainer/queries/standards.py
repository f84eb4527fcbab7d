"""Standards as values for rules and as rows for lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import Requirement, Standard
from cittrainer.rules.values import RequirementValue, StandardValue

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A version of a standard in a list."""

    id: int
    code: str
    number: int
    title: str
    jurisdiction: str
    audience: str
    total_hours: int | None
    effective_on: date | None
    academys_own: bool
    requirements: int
    """How many topics it names."""


@dataclass(frozen=True, slots=True)
class StandardFacts:
    """Everything a standard says, with where it says so."""

    value: StandardValue
    number: int
    jurisdiction: str
    audience: str
    effective_on: date | None
    total_hours: int | None
    valid_months: int | None
    continuing_hours: int | None
    roster_due_days: int | None
    note: str
    sources: tuple[str, ...]


def standards(db: Session) -> tuple[StandardRow, ...]:
    """All standards, by jurisdiction and title, newest version first."""
    counted = (
        select(Requirement.standard_id, func.count().label("topics"))
        .group_by(Requirement.standard_id)
        .subquery()
    )
    rows = db.execute(
        select(
            Standard.id,
            Standard.code,
            Standard.number,
            Standard.title,
            Standard.jurisdiction,
            Standard.audience,
            Standard.total_hours,
            Standard.effective_on,
            Standard.academys_own,
            func.coalesce(counted.c.topics, 0),
        )
        .outerjoin(counted, counted.c.standard_id == Standard.id)
        .order_by(Standard.jurisdiction, Standard.title, Standard.number.desc())
    )
    return tuple(StandardRow(*row) for row in rows)


def standard(db: Session, standard_id: int) -> StandardFacts:
    """Everything one standard says.

    Raises:
        NotFound: it is not on file.
    """
    one = db.get(Standard, standard_id)
    if one is None:
        raise NotFound("This standard is no longer on file.", hint="Look at the list again.")
    return StandardFacts(
        value=_value(db, one),
        number=one.number,
        jurisdiction=one.jurisdiction,
        audience=one.audience,
        effective_on=one.effective_on,
        total_hours=one.total_hours,
        valid_months=one.valid_months,
        continuing_hours=one.continuing_hours,
        roster_due_days=one.roster_due_days,
        note=one.note,
        sources=tuple(one.sources),
    )


def standard_value(db: Session, standard_id: int) -> StandardValue | None:
    """A standard as the rules take it, or None where it is not on file."""
    one = db.get(Standard, standard_id)
    return None if one is None else _value(db, one)


def _value(db: Session, one: Standard) -> StandardValue:
    rows = db.execute(
        select(
            Requirement.topic, Requirement.heading, Requirement.least_minutes, Requirement.optional
        )
        .where(Requirement.standard_id == one.id)
        .order_by(Requirement.position, Requirement.id)
    )
    return StandardValue(
        id=one.id,
        code=one.code,
        title=one.title,
        total_minutes=None if one.total_hours is None else one.total_hours * one.minutes_per_hour,
        minutes_per_hour=one.minutes_per_hour,
        breaks_count=one.breaks_count,
        most_days=one.most_days,
        scenario_percent=one.scenario_percent,
        story_required=one.story_required,
        non_sworn_percent=one.non_sworn_percent,
        class_cap=one.class_cap,
        attendance_percent=one.attendance_percent,
        exam=one.exam,
        pass_mark=one.pass_mark,
        skills_test=one.skills_test,
        academys_own=one.academys_own,
        requirements=tuple(
            RequirementValue(topic, heading, least, optional)
            for topic, heading, least, optional in rows
        ),
    )
