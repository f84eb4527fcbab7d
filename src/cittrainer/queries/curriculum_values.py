"""Curriculum versions, and what courses made of them, as values that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cittrainer.errors import NotFound
from cittrainer.models import (
    Block,
    Course,
    CourseDay,
    Curriculum,
    CurriculumVersion,
    Module,
    Standard,
)
from cittrainer.rules.curriculum_difference import Difference, combined, course_difference
from cittrainer.rules.curriculum_values import CurriculumValue, ModuleValue

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def curriculum_value(db: Session, version_id: int) -> CurriculumValue:
    """A curriculum version with its modules, in two queries.

    Raises:
        NotFound: it is not on file.
    """
    row = db.execute(
        select(
            Curriculum.code,
            Curriculum.title,
            CurriculumVersion.number,
            Curriculum.audience,
            Standard.title.label("standard"),
            Standard.code.label("standard_code"),
            Standard.number.label("standard_number"),
            CurriculumVersion.note,
            CurriculumVersion.sources,
        )
        .join(Curriculum, Curriculum.id == CurriculumVersion.curriculum_id)
        .outerjoin(Standard, Standard.id == CurriculumVersion.standard_id)
        .where(CurriculumVersion.id == version_id)
    ).one_or_none()
    if row is None:
        raise NotFound("This curriculum is no longer on file.", hint="Look at the list again.")
    return CurriculumValue(
        code=row.code,
        title=row.title,
        number=row.number,
        audience=row.audience,
        standard=row.standard or "",
        standard_code=row.standard_code or "",
        standard_number=row.standard_number,
        note=row.note,
        sources=tuple(row.sources),
        modules=module_values(db, version_id),
    )


def module_values(db: Session, version_id: int) -> tuple[ModuleValue, ...]:
    """The modules of a version in their order."""
    modules = db.scalars(
        select(Module)
        .where(Module.curriculum_version_id == version_id)
        .order_by(Module.position, Module.id)
    )
    return tuple(module_value(module) for module in modules)


def module_value(module: Module) -> ModuleValue:
    """A module as a value."""
    return ModuleValue(
        key=module.lineage.hex(),
        title=module.title,
        delivery=module.delivery.value,
        minutes=module.minutes,
        least_minutes=module.least_minutes,
        most_minutes=module.most_minutes,
        day_number=module.day_number,
        start_minute=module.start_minute,
        topics=dict(module.topics),
        parts=module.parts,
        weight=module.weight,
        must_attend=module.must_attend,
        objectives=_lines(module.objectives),
        materials=module.materials,
        equipment=module.equipment,
        qualification=module.qualification,
        taught_by=module.taught_by,
        published_source=module.published_source,
    )


def course_modules(db: Session, course_id: int) -> tuple[ModuleValue, ...]:
    """What a course gives: a value a module, in the order of its week, unplaced ones last.

    A block of the academy's own is named by itself.
    """
    rows = db.execute(
        select(Block, Module.lineage)
        .outerjoin(Module, Module.id == Block.module_id)
        .outerjoin(CourseDay, CourseDay.id == Block.course_day_id)
        .where(Block.course_id == course_id)
        .order_by(CourseDay.date.is_(None), CourseDay.date, Block.start_minute, Block.id)
    )
    return combined([_block_value(block, lineage) for block, lineage in rows])


def course_changes(db: Session, course_id: int) -> Difference | None:
    """What a course gives otherwise than its curriculum says; None where it was made from none.

    Raises:
        NotFound: there is no such course.
    """
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    if course.curriculum_version_id is None:
        return None
    return course_difference(
        module_values(db, course.curriculum_version_id), course_modules(db, course_id)
    )


def _block_value(block: Block, lineage: Any) -> ModuleValue:
    return ModuleValue(
        key=(block.uuid if lineage is None else lineage).hex(),
        title=block.title,
        delivery=block.delivery.value,
        minutes=block.minutes,
        least_minutes=block.least_minutes,
        most_minutes=block.most_minutes,
        topics=dict(block.topics),
        weight=block.weight,
        must_attend=block.must_attend,
        objectives=_lines(block.objectives),
        equipment=block.equipment,
        qualification=block.qualification,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())
