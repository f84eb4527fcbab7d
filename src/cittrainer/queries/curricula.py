"""Curricula, their versions and modules as rows for lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    Block,
    Course,
    Curriculum,
    CurriculumState,
    CurriculumVersion,
    Module,
    Standard,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class CurriculumRow:
    """A version of a curriculum in a list."""

    id: int
    """Of the version, from which courses are made."""
    code: str
    title: str
    audience: str
    number: int
    state: str
    standard_id: int | None
    standard: str
    modules: int
    days: int
    minutes: int
    """Of all its modules, breaks and lunch included."""
    courses: int
    """How many courses were made from it."""


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module in a list."""

    id: int
    position: int
    title: str
    delivery: str
    minutes: int
    least_minutes: int | None
    most_minutes: int | None
    day_number: int | None
    start_minute: int | None
    topics: Mapping[str, int]
    parts: int
    must_attend: bool
    objectives: str
    taught_by: str
    published_source: bool
    lineage: bytes
    """Names the same module in every version."""
    weight: int
    materials: str
    equipment: str
    qualification: str
    version: int
    """For stale-form checks."""


@dataclass(frozen=True, slots=True)
class CurriculumFacts:
    """Everything of a curriculum version."""

    row: CurriculumRow
    note: str
    sources: tuple[str, ...]
    modules: tuple[ModuleRow, ...]
    version: int
    """For stale-form checks."""
    curriculum_id: int
    curriculum_version: int
    """Of the curriculum itself, for stale-form checks."""


def curricula(db: Session) -> tuple[CurriculumRow, ...]:
    """All versions of all curricula, by title, newest version first."""
    return tuple(_rows(db))


def curriculum(db: Session, version_id: int) -> CurriculumFacts:
    """Everything of one curriculum version.

    Raises:
        NotFound: it is not on file.
    """
    row = next(_rows(db, CurriculumVersion.id == version_id), None)
    version = db.get(CurriculumVersion, version_id)
    if row is None or version is None:
        raise NotFound("This curriculum is no longer on file.", hint="Look at the list again.")
    return CurriculumFacts(
        row=row,
        note=version.note,
        sources=tuple(version.sources),
        modules=modules(db, version_id),
        version=version.version,
        curriculum_id=version.curriculum_id,
        curriculum_version=version.curriculum.version,
    )


def modules(db: Session, version_id: int) -> tuple[ModuleRow, ...]:
    """The modules of a curriculum version in their order."""
    return tuple(_modules(db, Module.curriculum_version_id == version_id))


def modules_of_course(db: Session, course_id: int) -> tuple[ModuleRow, ...]:
    """The modules of the curriculum that a course was made from; none without one."""
    version = select(Course.curriculum_version_id).where(Course.id == course_id).scalar_subquery()
    return tuple(_modules(db, Module.curriculum_version_id == version))


def modules_not_in_week(db: Session, course_id: int) -> tuple[ModuleRow, ...]:
    """The modules of a course's curriculum of which the course has no block."""
    version = select(Course.curriculum_version_id).where(Course.id == course_id).scalar_subquery()
    used = select(Block.module_id).where(Block.course_id == course_id, Block.module_id.is_not(None))
    return tuple(_modules(db, Module.curriculum_version_id == version, Module.id.not_in(used)))


def _rows(db: Session, *where: ColumnElement[bool]) -> Iterator[CurriculumRow]:
    sums = (
        select(
            Module.curriculum_version_id.label("version_id"),
            func.count().label("modules"),
            func.max(Module.day_number).label("days"),
            func.sum(Module.minutes).label("minutes"),
        )
        .group_by(Module.curriculum_version_id)
        .subquery()
    )
    uses = (
        select(Course.curriculum_version_id.label("version_id"), func.count().label("courses"))
        .group_by(Course.curriculum_version_id)
        .subquery()
    )
    rows = db.execute(
        select(
            CurriculumVersion.id,
            Curriculum.code,
            Curriculum.title,
            Curriculum.audience,
            CurriculumVersion.number,
            CurriculumVersion.state,
            CurriculumVersion.standard_id,
            func.coalesce(Standard.title, ""),
            func.coalesce(sums.c.modules, 0),
            func.coalesce(sums.c.days, 0),
            func.coalesce(sums.c.minutes, 0),
            func.coalesce(uses.c.courses, 0),
        )
        .join(Curriculum, Curriculum.id == CurriculumVersion.curriculum_id)
        .outerjoin(Standard, Standard.id == CurriculumVersion.standard_id)
        .outerjoin(sums, sums.c.version_id == CurriculumVersion.id)
        .outerjoin(uses, uses.c.version_id == CurriculumVersion.id)
        .where(*where)
        .order_by(Curriculum.title, CurriculumVersion.number.desc())
    )
    for version_id, code, title, audience, number, state, *rest in rows:
        said = CurriculumState(state).value
        yield CurriculumRow(version_id, code, title, audience, number, said, *rest)


def _modules(db: Session, *where: ColumnElement[bool]) -> Iterator[ModuleRow]:
    rows = db.execute(
        select(
            Module.id,
            Module.position,
            Module.title,
            Module.delivery,
            Module.minutes,
            Module.least_minutes,
            Module.most_minutes,
            Module.day_number,
            Module.start_minute,
            Module.topics,
            Module.parts,
            Module.must_attend,
            Module.objectives,
            Module.taught_by,
            Module.published_source,
            Module.lineage,
            Module.weight,
            Module.materials,
            Module.equipment,
            Module.qualification,
            Module.version,
        )
        .where(*where)
        .order_by(Module.position, Module.id)
    )
    for module_id, position, title, delivery, *rest in rows:
        yield ModuleRow(module_id, position, title, delivery.value, *rest)
