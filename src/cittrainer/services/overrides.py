"""Errors of a plan that the coordinator lets stand with a reason, and takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, NotFound, UserError
from cittrainer.models import FindingOverride
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.overrides import can_stand, fingerprint, key
from cittrainer.services import words
from cittrainer.services.course_guards import open_course

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class CannotStand(UserError):
    """What was found is no error that can be let stand by itself."""


def let_stand(db: Session, course_id: int, finding: str, *, seen: str, reason: str) -> int:
    """Let an error of a plan stand, until what it is about changes again.

    Args:
        db: The open step.
        course_id: Whose plan.
        finding: Which finding, by ``rules.overrides.key``.
        seen: Its ``rules.overrides.fingerprint`` when the reason was asked for.
        reason: Why.

    Returns:
        The override's id.

    Raises:
        Invalid: there is no reason.
        ChangedMeanwhile: the finding is gone, or is about something else by now.
        CannotStand: it is no error, or what the week misses of its standard.
        CourseIsOver, NotFound: as their names say.
    """
    open_course(db, course_id)
    clean = words.reason(reason, "Letting an error stand")
    plan = week(db, course_id)
    error = next((one for one in findings(plan) if key(one) == finding), None)
    if error is None or fingerprint(plan, error) != seen:
        raise ChangedMeanwhile(
            "The plan was changed since this was shown.", hint="Look at the findings again."
        )
    if not can_stand(error):
        raise CannotStand(
            "Only an error of the plan can be let stand by itself.",
            hint="Warnings need no reason; accept what misses the standard with “Accept…”.",
        )
    _remove(db, course_id, finding)
    override = FindingOverride(
        course_id=course_id,
        finding=finding,
        fingerprint=seen,
        sentence=error.sentence,
        reason=clean,
    )
    db.add(override)
    db.flush()
    return override.id


def take_back(db: Session, course_id: int, finding: str) -> None:
    """Let an error count again.

    Raises:
        NotFound: nobody lets it stand.
        CourseIsOver: as its name says.
    """
    open_course(db, course_id)
    if not _remove(db, course_id, finding):
        raise NotFound("Nobody lets this stand any more.", hint="Look at the findings again.")


def _remove(db: Session, course_id: int, finding: str) -> int:
    """Delete what was kept of a finding; overrides that no longer hold are among it."""
    rows = db.scalars(
        select(FindingOverride).where(
            FindingOverride.course_id == course_id, FindingOverride.finding == finding
        )
    ).all()
    for row in rows:
        db.delete(row)
    db.flush()
    return len(rows)
