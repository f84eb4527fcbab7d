"""Puts the standards, curricula, forms and rubrics that ship with the program into a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.intake import shipped, shipped_rubrics
from cittrainer.models import Delivery, FormKind, QuestionKind
from cittrainer.services.curricula import add_version, curriculum_on_file, publish_version
from cittrainer.services.evaluations import QuestionFields, add_form, form_on_file
from cittrainer.services.rubrics import RubricDetails, add_rubric, rubric_on_file
from cittrainer.services.standards import add_standard, standard_on_file

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.intake.shipped import (
        ShippedCurriculum,
        ShippedForm,
        ShippedModule,
        ShippedStandard,
    )
    from cittrainer.intake.shipped_rubrics import ShippedRubric
    from cittrainer.services.modules import ModuleFields

LABEL = "Add the standards, curricula, forms and rubrics that come with the program"
"""What the step that calls `load_shipped` is called in the history."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many versions were new to the file."""

    standards: int
    curricula: int
    forms: int
    rubrics: int


def load_shipped(db: Session) -> Loaded:
    """Put what ships into the file, each version once; what is there already stays as it is.

    Args:
        db: The open step.

    Raises:
        UserError: a file of ours cannot be read.
    """
    standards = [each for each in shipped.standards() if _new_standard(db, each)]
    curricula = [each for each in shipped.curricula() if _new_curriculum(db, each)]
    forms = [each for each in shipped.evaluation_forms() if _new_form(db, each)]
    rubrics = [each for each in shipped_rubrics.rubrics() if _new_rubric(db, each)]
    return Loaded(len(standards), len(curricula), len(forms), len(rubrics))


def _new_standard(db: Session, one: ShippedStandard) -> bool:
    if standard_on_file(db, one.code, one.version) is not None:
        return False
    add_standard(
        db,
        code=one.code,
        number=one.version,
        title=one.title,
        sources=one.sources,
        requirements=one.requirements,
        jurisdiction=one.jurisdiction,
        audience=one.audience,
        effective_on=one.effective_on,
        total_hours=one.total_hours,
        # Where the source is silent an hour is a clock hour and nothing else is asked.
        minutes_per_hour=one.minutes_per_hour or 60,
        breaks_count=bool(one.breaks_count),
        most_days=one.most_days,
        scenario_percent=one.scenario_percent,
        story_required=bool(one.story_required),
        non_sworn_percent=one.non_sworn_percent,
        class_cap=one.class_cap,
        attendance_percent=one.attendance_percent,
        exam=bool(one.exam),
        pass_mark=one.pass_mark,
        skills_test=bool(one.skills_test),
        valid_months=one.valid_months,
        continuing_hours=one.continuing_hours,
        roster_due_days=one.roster_due_days,
        academys_own=one.academys_own,
        note=one.note,
    )
    return True


def _new_curriculum(db: Session, one: ShippedCurriculum) -> bool:
    if curriculum_on_file(db, one.code, one.version) is not None:
        return False
    version_id = add_version(
        db,
        code=one.code,
        title=one.title,
        number=one.version,
        audience=one.audience,
        standard_id=standard_on_file(db, one.standard) if one.standard else None,
        note=one.note,
        sources=one.sources,
        modules=[_module(each) for each in one.modules],
    )
    publish_version(db, version_id)
    return True


def _new_form(db: Session, one: ShippedForm) -> bool:
    if form_on_file(db, one.code, one.version) is not None:
        return False
    add_form(
        db,
        code=one.code,
        number=one.version,
        title=one.title,
        kind=FormKind(one.kind),
        introduction=one.introduction,
        scale=one.scale,
        sources=one.sources,
        questions=[
            QuestionFields(each.text, QuestionKind(each.kind), each.reverse)
            for each in one.questions
        ],
    )
    return True


def _new_rubric(db: Session, one: ShippedRubric) -> bool:
    if rubric_on_file(db, one.name) is not None:
        return False
    add_rubric(
        db,
        RubricDetails(name=one.name, items=one.items, pass_mark=one.pass_mark, note=one.note),
    )
    return True


def _module(one: ShippedModule) -> ModuleFields:
    return {
        "title": one.title,
        "delivery": Delivery(one.delivery),
        "minutes": one.minutes,
        "least_minutes": one.least_minutes,
        "most_minutes": one.most_minutes,
        "day_number": one.day,
        "start_minute": one.start,
        "topics": one.topics,
        "parts": one.parts,
        "weight": one.weight,
        "must_attend": one.must_attend,
        "objectives": "\n".join(one.objectives),
        "taught_by": one.taught_by,
        "published_source": one.published,
    }
