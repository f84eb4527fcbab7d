"""Standards put on file; a version that is on file never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy import func, select

from cittrainer.errors import Invalid
from cittrainer.models import Requirement, Standard
from cittrainer.rules.hours import topic_key
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found

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
    if not words.sources(sources) and not values.get("academys_own"):
        raise Invalid(
            f"{quoted(title)} names no source.",
            hint="Say where its values were found, or mark it as the academy's own.",
        )
    _refuse_contradictions(requirements, values)
    values |= {
        "jurisdiction": words.line(values.get("jurisdiction", ""), "The jurisdiction"),
        "audience": words.line(values.get("audience", ""), "For whom it is"),
        "note": words.text(values.get("note", ""), "The note"),
    }
    standard = Standard(
        code=words.line(code, "The code of the standard", required=True),
        number=words.number(number, "The version", least=1, most=1_000),
        title=words.line(title, "The title", required=True),
        sources=words.sources(sources),
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


def new_version(
    db: Session,
    standard_id: int,
    *,
    title: str,
    sources: Sequence[str],
    requirements: Sequence[RequirementValue],
    **values: Unpack[StandardFields],
) -> int:
    """Put the next version of a standard on file; what is not given is as in that version.

    Returns:
        The new version's id; courses stay with the version that they have.

    Raises:
        Invalid: a value cannot be stored, or it has no date from which it is in force.
        NotFound: the standard is not on file.
    """
    before = found(db, Standard, standard_id, "standard")
    if values.get("effective_on") is None:
        raise Invalid(
            "The new version has no date from which it is in force.", hint="Type the date."
        )
    taken: StandardFields = {}
    for name in StandardFields.__annotations__:
        taken[name] = getattr(before, name)  # type: ignore[literal-required]
    taken.update(values)
    newest = db.scalar(select(func.max(Standard.number)).where(Standard.code == before.code))
    return add_standard(
        db,
        code=before.code,
        number=(newest or 0) + 1,
        title=title,
        sources=sources,
        requirements=requirements,
        **taken,
    )


def _refuse_contradictions(
    requirements: Sequence[RequirementValue], values: StandardFields
) -> None:
    if values.get("minutes_per_hour", 60) not in {50, 60}:
        raise Invalid("An hour has 50 or 60 minutes.", hint="Choose one of them.")
    if values.get("minutes_per_hour") == 50 and values.get("breaks_count"):
        raise Invalid(
            "An hour of 50 minutes holds its recess, so breaks cannot also count.",
            hint="Choose 60 minutes, or let breaks not count.",
        )
    seen: set[str] = set()
    for each in requirements:
        words.number(
            each.least_minutes or 0, f"The time for {quoted(each.topic)}", least=0, most=100_000
        )
        if topic_key(each.topic) in seen:
            raise Invalid(f"{quoted(each.topic)} is there twice.", hint="Put both together.")
        seen.add(topic_key(each.topic))
