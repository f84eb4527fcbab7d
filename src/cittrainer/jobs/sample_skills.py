"""Skills assessments of the sample academy: plausible marks, the same ones every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.queries.completion import course_rules
from cittrainer.queries.skills import rubrics
from cittrainer.services.completion import set_rules
from cittrainer.services.skills import AssessmentDetails, assess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

_ASSESSORS = ("Sgt. Ruth Oyelaran", "Lt. Tomás Villareal")
_SCENARIOS = ("The roof of the parking garage", "A mother calls about her son")
_EXEMPLARY = "Named the feeling before the facts; the actor said it turned the call."
_SHORT = "Spoke over the answers and stood too close for the first minutes."


def choose_rubric(db: Session, course_id: int) -> None:
    """Let the skills of a course be assessed by the rubric that ships."""
    rules, rubric = course_rules(db, course_id), rubrics(db)[0]
    set_rules(
        db, course_id, rubric_id=rubric.id, required_form_id=rules.form_id, seen=rules.version
    )


def assess_everybody(
    db: Session, course_id: int, met: Mapping[int, bool | None], day: date
) -> None:
    """Assess the trainees of a course so that their skills come out as wanted.

    Args:
        db: The open step.
        course_id: The course.
        met: Whether the skills of each enrollment are met; None for those not assessed.
        day: When it was.
    """
    choose_rubric(db, course_id)
    rubric = rubrics(db)[0]
    items = [item_id for item_id, _text in rubric.items]
    for place, (enrollment_id, wanted) in enumerate(met.items()):
        if wanted is None:
            continue
        marks: dict[int, tuple[int | None, str]] = {
            item_id: (4 + (place + 2 * at) % 3, "") for at, item_id in enumerate(items)
        }
        marks[items[place % len(items)]] = (None, "")
        if place % 5 == 0:
            marks[items[(place + 3) % len(items)]] = (7, _EXEMPLARY)
        if not wanted:
            marks[items[(place + 4) % len(items)]] = (3, _SHORT)
        details = AssessmentDetails(
            rubric_id=rubric.id,
            assessed_on=day,
            assessor=_ASSESSORS[place % 2],
            scenario=_SCENARIOS[place % 2],
            marks=marks,
        )
        assess(db, enrollment_id, details, today=day)
