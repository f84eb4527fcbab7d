"""Curricula and their versions; a published version never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy import func, select

from cittrainer.errors import Invalid
from cittrainer.models import (
    Block,
    Course,
    Curriculum,
    CurriculumState,
    CurriculumVersion,
    Module,
)
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found, unchanged
from cittrainer.services.modules import (
    ModuleFields,
    PublishedNeverChanges,
    add_module,
    copied,
    draft_version,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


class CodeTaken(Invalid):
    """Another curriculum has the code."""


class VersionFields(TypedDict, total=False):
    """What of a draft version can be edited; what is left out stays."""

    standard_id: int | None
    note: str
    sources: Sequence[str]


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

    A title under which a version was published stays.

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
        db.flush()
    if not _published(db, curriculum):
        curriculum.title = words.line(title, "The title", required=True)
        curriculum.audience = words.line(audience, "The audience")
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
        sources=words.sources(sources),
    )
    db.add(version)
    db.flush()
    for fields in modules:
        add_module(db, version.id, **fields)
    return version.id


def new_curriculum(
    db: Session, *, code: str, title: str, audience: str = "", standard_id: int | None = None
) -> int:
    """Make a curriculum of which nothing is on file yet, with an empty draft.

    Returns:
        The id of its first version.

    Raises:
        CodeTaken: another curriculum has the code.
        Invalid: a value cannot be stored.
    """
    clean = words.line(code, "The code of the curriculum", required=True)
    if curriculum_on_file(db, clean) is not None:
        raise CodeTaken(
            f"There is a curriculum {quoted(clean)} already.",
            hint="Choose another code, or make a new draft of it.",
        )
    return add_version(db, code=clean, title=title, audience=audience, standard_id=standard_id)


def new_draft(db: Session, version_id: int) -> int:
    """Make a draft with everything that a version holds; the modules stay the same by lineage.

    Returns:
        The draft's id.
    """
    version = found(db, CurriculumVersion, version_id, "curriculum")
    return add_version(
        db,
        code=version.curriculum.code,
        title=version.curriculum.title,
        audience=version.curriculum.audience,
        standard_id=version.standard_id,
        note=version.note,
        sources=version.sources,
        modules=[copied(module) for module in version.modules],
    )


def edit_curriculum(
    db: Session, curriculum_id: int, seen: int, *, title: str, audience: str
) -> None:
    """Name a curriculum otherwise, as long as no version of it is published.

    Raises:
        PublishedNeverChanges: a version is published under this title.
        ChangedMeanwhile: somebody changed it after the form was filled.
        Invalid: a value cannot be stored.
    """
    curriculum = found(db, Curriculum, curriculum_id, "curriculum")
    unchanged(curriculum, seen, quoted(curriculum.title))
    title = words.line(title, "The title", required=True)
    audience = words.line(audience, "The audience")
    if (title, audience) == (curriculum.title, curriculum.audience):
        return
    if _published(db, curriculum):
        raise PublishedNeverChanges(
            f"{quoted(curriculum.title)} is published under this title.",
            hint="Leave the title, or make a new curriculum.",
        )
    curriculum.title = title
    curriculum.audience = audience


def edit_draft(db: Session, version_id: int, seen: int, **values: Unpack[VersionFields]) -> None:
    """Change what a draft says besides its modules.

    Raises:
        PublishedNeverChanges: it is published.
        ChangedMeanwhile: somebody changed it after the form was filled.
        Invalid: a value cannot be stored.
    """
    version = draft_version(db, version_id)
    unchanged(version, seen, quoted(version.curriculum.title))
    if "standard_id" in values:
        version.standard_id = values["standard_id"]
    if "note" in values:
        version.note = words.text(values["note"], "The note")
    if "sources" in values:
        version.sources = words.sources(values["sources"])


def remove_draft(db: Session, version_id: int) -> None:
    """Discard a draft; with its only version the curriculum goes as well.

    Raises:
        PublishedNeverChanges: it is published.
        Invalid: a course was made from it.
    """
    version = draft_version(db, version_id)
    used = select(Course.id).where(Course.curriculum_version_id == version.id).limit(1)
    blocks = select(Block.id).join(Module, Module.id == Block.module_id)
    blocks = blocks.where(Module.curriculum_version_id == version.id).limit(1)
    if db.scalar(used) is not None or db.scalar(blocks) is not None:
        raise Invalid(
            f"A course was made from version {version.number} of "
            f"{quoted(version.curriculum.title)}.",
            hint="Leave the draft, or publish it.",
        )
    curriculum = version.curriculum
    alone = len(curriculum.versions) == 1
    db.delete(curriculum if alone else version)
    db.flush()


def publish_version(db: Session, version_id: int) -> None:
    """Publish a draft: courses may be made from it, and it never changes again.

    Raises:
        PublishedNeverChanges: it is published already.
        Invalid: it has no modules.
    """
    version = draft_version(db, version_id)
    modules = select(func.count()).where(Module.curriculum_version_id == version.id)
    if not db.scalar(modules):
        raise Invalid("This version has no modules yet.", hint="Add its modules first.")
    version.state = CurriculumState.PUBLISHED


def _published(db: Session, curriculum: Curriculum) -> bool:
    versions = select(CurriculumVersion.id).where(
        CurriculumVersion.curriculum_id == curriculum.id,
        CurriculumVersion.state == CurriculumState.PUBLISHED,
    )
    return db.scalar(versions.limit(1)) is not None
