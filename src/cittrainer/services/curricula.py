"""Curricula and their versions; a published version never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy import func, select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Curriculum,
    CurriculumState,
    CurriculumVersion,
    Delivery,
    Module,
)
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session


class ModuleFields(TypedDict, total=False):
    """What a module is; see the columns of `Module`."""

    title: str
    delivery: Delivery
    minutes: int
    least_minutes: int | None
    most_minutes: int | None
    day_number: int | None
    start_minute: int | None
    topics: Mapping[str, int]
    parts: int
    weight: int
    must_attend: bool
    objectives: str
    materials: str
    taught_by: str
    published_source: bool


class PublishedNeverChanges(UserError):
    """The version is published: courses were made from it and certificates rest on it."""


def curriculum_on_file(db: Session, code: str, number: int | None = None) -> int | None:
    """The id of a curriculum's version, by default the newest, or None."""
    versions = (
        select(CurriculumVersion.id)
        .join(Curriculum, Curriculum.id == CurriculumVersion.curriculum_id)
        .where(Curriculum.code == code)
        .order_by(CurriculumVersion.number.desc())
    )
    if number is not None:
        versions = versions.where(CurriculumVersion.number == number)
    return db.scalar(versions.limit(1))


def add_version(
    db: Session,
    *,
    code: str,
    title: str,
    number: int | None = None,
    audience: str = "",
    standard_id: int | None = None,
    note: str = "",
    sources: Sequence[str] = (),
    modules: Sequence[ModuleFields] = (),
) -> int:
    """Add a draft version of a curriculum, which is made if there is none of that code.

    Args:
        db: The open step.
        code: Names the curriculum.
        title: What the curriculum is called.
        number: The version; None takes the next one.
        audience: For whom it is, in words.
        standard_id: The standard that courses made from it are measured against.
        note: What its modules cannot say.
        sources: Web addresses or papers from which it was taken.
        modules: Its modules in the order of the week.

    Returns:
        The version's id.

    Raises:
        PublishedNeverChanges: this version is on file already.
        Invalid: a value cannot be stored.
    """
    clean = words.line(code, "The code of the curriculum", required=True)
    curriculum = db.scalar(select(Curriculum).where(Curriculum.code == clean))
    if curriculum is None:
        curriculum = Curriculum(code=clean, title="", audience="")
        db.add(curriculum)
    curriculum.title = words.line(title, "The title", required=True)
    curriculum.audience = words.line(audience, "The audience")
    db.flush()
    taken = set(
        db.scalars(
            select(CurriculumVersion.number).where(CurriculumVersion.curriculum_id == curriculum.id)
        )
    )
    if number in taken:
        raise PublishedNeverChanges(
            f"Version {number} of {quoted(title)} is on file.", hint="Add a new version instead."
        )
    version = CurriculumVersion(
        curriculum_id=curriculum.id,
        number=number or max(taken, default=0) + 1,
        standard_id=standard_id,
        note=words.text(note, "The note"),
        sources=list(sources),
    )
    db.add(version)
    db.flush()
    for fields in modules:
        add_module(db, version.id, **fields)
    return version.id


def add_module(db: Session, version_id: int, **values: Unpack[ModuleFields]) -> int:
    """Add a module at the end of a draft version.

    Returns:
        The module's id.

    Raises:
        PublishedNeverChanges: the version is published.
        Invalid: a value cannot be stored.
    """
    version = found(db, CurriculumVersion, version_id, "curriculum")
    _refuse_published(version)
    last = db.scalar(
        select(func.max(Module.position)).where(Module.curriculum_version_id == version.id)
    )
    given = dict(values)
    given["topics"] = dict(values.get("topics", {}))
    module = Module(
        curriculum_version_id=version.id, position=0 if last is None else last + 1, **given
    )
    module.title = words.line(values.get("title", ""), "The title of the module", required=True)
    minutes = words.number(values.get("minutes", 0), "The number of minutes", least=5, most=720)
    module.minutes = words.grid(minutes, "The length")
    if (module.day_number is None) is not (module.start_minute is None):
        raise Invalid(
            f"{quoted(module.title)} has a day without a time or a time without a day.",
            hint="Give it both or neither.",
        )
    db.add(module)
    db.flush()
    return module.id


def publish_version(db: Session, version_id: int) -> None:
    """Publish a draft: courses may be made from it, and it never changes again.

    Raises:
        PublishedNeverChanges: it is published already.
        Invalid: it has no modules.
    """
    version = found(db, CurriculumVersion, version_id, "curriculum")
    _refuse_published(version)
    modules = select(func.count()).where(Module.curriculum_version_id == version.id)
    if not db.scalar(modules):
        raise Invalid("This version has no modules yet.", hint="Add its modules first.")
    version.state = CurriculumState.PUBLISHED


def _refuse_published(version: CurriculumVersion) -> None:
    if version.state is CurriculumState.PUBLISHED:
        raise PublishedNeverChanges(
            f"Version {version.number} of {quoted(version.curriculum.title)} is published and "
            "never changes.",
            hint="Make a new version instead.",
        )
