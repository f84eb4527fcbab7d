"""Standards put on file; a version that is on file never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import Requirement, Standard
from cittrainer.rules.wording import quoted
from cittrainer.services import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.rules.values import RequirementValue


class StandardFields(TypedDict, total=False):
    """What a standard asks; what its source does not say is left out or None."""

    jurisdiction: str
    audience: str
    effective_on: date | None
    total_hours: int | None
    minutes_per_hour: int
    breaks_count: bool
    most_days: int | None
    scenario_percent: int | None
    story_required: bool
    non_sworn_percent: int | None
    class_cap: int | None
    attendance_percent: int | None
    exam: bool
    pass_mark: int | None
    skills_test: bool
    valid_months: int | None
    continuing_hours: int | None
    roster_due_days: int | None
    academys_own: bool
    note: str


class VersionOnFile(Invalid):
    """There is such a version already, and a version never changes."""


def standard_on_file(db: Session, code: str, number: int | None = None) -> int | None:
    """The id of a standard's version, by default the newest, or None."""
    versions = select(Standard.id).where(Standard.code == code).order_by(Standard.number.desc())
    if number is not None:
        versions = versions.where(Standard.number == number)
    return db.scalar(versions.limit(1))


def add_standard(
    db: Session,
    *,
    code: str,
    number: int,
    title: str,
    sources: Sequence[str],
    requirements: Sequence[RequirementValue] = (),
    **values: Unpack[StandardFields],
) -> int:
    """Put a version of a standard on file.

    Args:
        db: The open step.
        code: Names the standard.
        number: Its version, counted from 1.
        title: What it is called.
        sources: Web addresses or papers in which its values were found.
        requirements: The topics that it asks for, in order.
        values: What else it asks, see `StandardFields`.

    Returns:
        The standard's id.

    Raises:
        VersionOnFile: this version is there already.
        Invalid: a value cannot be stored, or an academy's values come without saying so.
    """
    if standard_on_file(db, code, number) is not None:
        raise VersionOnFile(
            f"Version {number} of {quoted(code)} is on file and never changes.",
            hint="Add a new version instead.",
        )
    if not sources and not values.get("academys_own"):
        raise Invalid(
            f"{quoted(title)} names no source.",
            hint="Say where its values were found, or mark it as the academy's own.",
        )
    standard = Standard(
        code=words.line(code, "The code of the standard", required=True),
        number=words.number(number, "The version", least=1, most=1_000),
        title=words.line(title, "The title", required=True),
        sources=list(sources),
        **values,
    )
    standard.requirements = [
        Requirement(
            position=position,
            heading=words.line(each.heading, "The heading"),
            topic=words.line(each.topic, "The topic", required=True),
            least_minutes=each.least_minutes,
            optional=each.optional,
        )
        for position, each in enumerate(requirements)
    ]
    db.add(standard)
    db.flush()
    return standard.id
