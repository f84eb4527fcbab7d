"""Rubrics by which skills are assessed: added, edited, removed as long as none is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import Course, Rubric, RubricItem, SkillsAssessment
from cittrainer.rules.assessments import HIGHEST, LOWEST
from cittrainer.rules.wording import counted, quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found, unchanged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

MOST_ITEMS = 40
"""Skills that one rubric may have; more do not fit on a form that somebody fills standing."""


class RubricInUse(UserError):
    """Somebody was assessed by the rubric, or a course uses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricDetails:
    """Everything of a rubric that its form can change."""

    name: str
    items: Sequence[str]
    pass_mark: int | None = None
    note: str = ""


def add_rubric(db: Session, details: RubricDetails) -> int:
    """Put a rubric on file and return its id.

    Raises:
        Invalid: it has no name, the name of another one, no skills, or a value out of bounds.
    """
    rubric = Rubric(name="", note="")
    _fill(db, rubric, details)
    rubric.items = _items(details)
    db.add(rubric)
    db.flush()
    return rubric.id


def edit_rubric(db: Session, rubric_id: int, details: RubricDetails, *, seen: int) -> None:
    """Change a rubric; once somebody was assessed by it, its skills and its mark stay.

    Raises:
        ChangedMeanwhile: somebody changed it after the form was filled.
        RubricInUse: skills or mark are to change although somebody was assessed.
        Invalid: as for ``add_rubric``.
    """
    rubric = found(db, Rubric, rubric_id, "rubric")
    unchanged(rubric, seen, quoted(rubric.name))
    items = _items(details)
    same = [one.text for one in items] == [one.text for one in rubric.items]
    if not (same and details.pass_mark == rubric.pass_mark):
        _refuse_used(db, rubric)
    _fill(db, rubric, details)
    if not same:
        rubric.items = items
    db.flush()


def remove_rubric(db: Session, rubric_id: int) -> None:
    """Remove a rubric that nobody was assessed by and no course uses.

    Raises:
        RubricInUse: it is used.
    """
    rubric = found(db, Rubric, rubric_id, "rubric")
    _refuse_used(db, rubric)
    number = db.scalar(select(Course.number).where(Course.rubric_id == rubric.id).limit(1))
    if number is not None:
        raise RubricInUse(
            f"{number} assesses skills by {quoted(rubric.name)}.",
            hint="Choose another rubric for that course first.",
        )
    db.delete(rubric)
    db.flush()


def rubric_on_file(db: Session, name: str) -> int | None:
    """The id of the rubric of a name, capitals aside, or None."""
    return db.scalar(select(Rubric.id).where(func.lower(Rubric.name) == name.lower()))


def _refuse_used(db: Session, rubric: Rubric) -> None:
    count = db.scalar(select(func.count()).where(SkillsAssessment.rubric_id == rubric.id))
    if count:
        people = counted(count, "assessment refers", "assessments refer")
        raise RubricInUse(
            f"{people} to {quoted(rubric.name)}, so its skills and its mark stay as they are.",
            hint="Make a new rubric instead.",
        )


def _fill(db: Session, rubric: Rubric, details: RubricDetails) -> None:
    name = words.line(details.name, "The name of the rubric", required=True)
    with db.no_autoflush:
        other = rubric_on_file(db, name)
    if other is not None and other != rubric.id:
        raise Invalid(f"There is a rubric {quoted(name)} already.", hint="Choose another name.")
    if details.pass_mark is not None:
        words.number(details.pass_mark, "The mark", least=LOWEST, most=HIGHEST)
    rubric.name = name
    rubric.pass_mark = details.pass_mark
    rubric.note = words.text(details.note, "What the marks mean")


def _items(details: RubricDetails) -> list[RubricItem]:
    texts = [words.line(one, "A skill") for one in details.items]
    texts = [one for one in texts if one]
    if not texts:
        raise Invalid("The rubric has no skills.", hint="Type one skill a line.")
    words.number(len(texts), "The number of skills", least=1, most=MOST_ITEMS)
    twice = next((one for one in texts if texts.count(one) > 1), None)
    if twice is not None:
        raise Invalid(f"{quoted(twice)} is in the rubric twice.", hint="Remove one of them.")
    return [RubricItem(position=place, text=text) for place, text in enumerate(texts)]
