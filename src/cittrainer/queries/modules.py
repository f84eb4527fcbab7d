"""The library: every module of every curriculum once, as it stands in its newest version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import Curriculum, CurriculumVersion, Module

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A module of the library."""

    id: int
    """Of the module in the version that was written last."""
    state: str
    """Of that version."""
    versions: int
    """In how many versions it stands, over all curricula."""
    title: str
    delivery: str
    minutes: int
    least_minutes: int | None
    most_minutes: int | None
    topics: Mapping[str, int]
    parts: int
    weight: int
    must_attend: bool
    objectives: str
    materials: str
    equipment: str
    qualification: str
    taught_by: str
    curriculum: str
    number: int
    """The version of the curriculum from which it is shown."""


def library(db: Session) -> tuple[LibraryRow, ...]:
    """Every module once, by title: two versions of a module are one, the newest is shown."""
    newest = (
        select(func.max(Module.id).label("id"), func.count().label("versions"))
        .group_by(Module.lineage)
        .subquery()
    )
    rows = db.execute(
        select(
            Module.id,
            CurriculumVersion.state,
            newest.c.versions,
            Module.title,
            Module.delivery,
            Module.minutes,
            Module.least_minutes,
            Module.most_minutes,
            Module.topics,
            Module.parts,
            Module.weight,
            Module.must_attend,
            Module.objectives,
            Module.materials,
            Module.equipment,
            Module.qualification,
            Module.taught_by,
            Curriculum.title,
            CurriculumVersion.number,
        )
        .join(newest, newest.c.id == Module.id)
        .join(CurriculumVersion, CurriculumVersion.id == Module.curriculum_version_id)
        .join(Curriculum, Curriculum.id == CurriculumVersion.curriculum_id)
        .order_by(Module.title, Module.id)
    )
    return tuple(
        LibraryRow(module_id, state.value, versions, title, delivery.value, *rest)
        for module_id, state, versions, title, delivery, *rest in rows
    )
