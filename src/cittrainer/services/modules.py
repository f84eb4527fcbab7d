"""Modules of a draft version: added, edited, moved, removed, and taken from the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy import func, select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import Block, Course, CurriculumState, CurriculumVersion, Module
from cittrainer.models.base import new_uuid
from cittrainer.rules.wording import counted, quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found, open_course, unchanged
from cittrainer.services.courses import block_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cittrainer.models import Delivery

LONGEST_MODULE = 720
"""Minutes that one module may last."""

MOST_MODULES = 500
"""Modules that one version may have."""

MOST_ROOMS = 40
"""Rooms that a module may need at once."""

LAST_DAY = 60
"""The last course day on which a module may usually stand."""


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
    equipment: str
    qualification: str
    taught_by: str
    published_source: bool
    lineage: bytes


class PublishedNeverChanges(UserError):
    """The version is published: courses were made from it and certificates rest on it."""


_LINES = {
    "equipment": "The equipment",
    "qualification": "The qualification",
    "taught_by": "Who may teach it",
}
_COPIED = (
    "lineage", "title", "delivery", "minutes", "least_minutes", "most_minutes", "day_number",
    "start_minute", "topics", "parts", "weight", "must_attend", "objectives", "materials",
    "equipment", "qualification", "taught_by", "published_source",
)  # fmt: skip


def draft_version(db: Session, version_id: int) -> CurriculumVersion:
    """A version that may still change.

    Raises:
        PublishedNeverChanges: it is published.
        NotFound: there is no such version.
    """
    version = found(db, CurriculumVersion, version_id, "curriculum")
    if version.state is CurriculumState.PUBLISHED:
        raise PublishedNeverChanges(
            f"Version {version.number} of {quoted(version.curriculum.title)} is published and "
            "never changes.",
            hint="Make a new version instead.",
        )
    return version


def add_module(db: Session, version_id: int, **values: Unpack[ModuleFields]) -> int:
    """Add a module at the end of a draft version.

    Returns:
        The module's id.

    Raises:
        PublishedNeverChanges: the version is published.
        Invalid: a value cannot be stored.
    """
    version = draft_version(db, version_id)
    count, last = db.execute(
        select(func.count(), func.max(Module.position)).where(
            Module.curriculum_version_id == version.id
        )
    ).one()
    if count >= MOST_MODULES:
        raise Invalid(
            f"A curriculum has at most {MOST_MODULES} modules.", hint="Remove some of them first."
        )
    module = Module(
        curriculum_version_id=version.id,
        position=0 if last is None else last + 1,
        lineage=new_uuid(),
        title="",
        minutes=0,
        topics={},
    )
    _take(module, values)
    db.add(module)
    db.flush()
    return module.id


def edit_module(db: Session, module_id: int, seen: int, **values: Unpack[ModuleFields]) -> None:
    """Change what a module of a draft is; what is left out stays.

    Raises:
        PublishedNeverChanges: its version is published.
        ChangedMeanwhile: somebody changed it after the form was filled.
        Invalid: a value cannot be stored.
    """
    module = _draft_module(db, module_id)
    unchanged(module, seen, quoted(module.title))
    _take(module, values)


def remove_module(db: Session, module_id: int) -> None:
    """Take a module out of a draft.

    Raises:
        PublishedNeverChanges: its version is published.
        Invalid: a block of a course was made from it.
    """
    module = _draft_module(db, module_id)
    if db.scalar(select(Block.id).where(Block.module_id == module.id).limit(1)) is not None:
        raise Invalid(
            f"{quoted(module.title)} stands in the week of a course.",
            hint="Make a new draft and take it out there.",
        )
    followers = select(Module).where(
        Module.curriculum_version_id == module.curriculum_version_id,
        Module.position > module.position,
    )
    # The numbers of a draft stay without gaps: moving by one place counts on it.
    for each in db.scalars(followers).all():
        each.position -= 1
    db.delete(module)
    db.flush()


def move_module(db: Session, module_id: int, position: int) -> None:
    """Put a module at another place in the order of its draft.

    Args:
        db: The open step.
        module_id: The module.
        position: Its new place, from 0; beyond the last it becomes the last.

    Raises:
        PublishedNeverChanges: its version is published.
    """
    module = _draft_module(db, module_id)
    others = list(
        db.scalars(
            select(Module)
            .where(
                Module.curriculum_version_id == module.curriculum_version_id,
                Module.id != module.id,
            )
            .order_by(Module.position, Module.id)
        )
    )
    others.insert(max(0, position), module)
    for number, each in enumerate(others):
        each.position = number


def add_from_library(db: Session, version_id: int, module_id: int) -> int:
    """Add a copy of a module to a draft version; it stays the same module by its lineage.

    Where the draft has that module already the copy is a module of its own.

    Returns:
        The copy's id.

    Raises:
        PublishedNeverChanges: the version is published.
    """
    version = draft_version(db, version_id)
    fields = copied(found(db, Module, module_id, "module"))
    there = select(Module.id).where(
        Module.curriculum_version_id == version.id, Module.lineage == fields["lineage"]
    )
    if db.scalar(there) is not None:
        fields["lineage"] = new_uuid()
    return add_module(db, version.id, **fields)


def add_to_course(db: Session, course_id: int, module_id: int) -> int:
    """Add a module of the library to a course as an unplaced block.

    A module of another curriculum becomes a block of the course's own, because its place in the
    order of that curriculum says nothing here.

    Returns:
        The block's id.

    Raises:
        CourseIsOver: the course is closed or cancelled.
    """
    course = open_course(db, course_id)
    module = found(db, Module, module_id, "module")
    block = block_from(module)
    if not _same_curriculum(db, course, module):
        block.module_id = None
    block.course_id = course.id
    db.add(block)
    db.flush()
    return block.id


def copied(module: Module) -> ModuleFields:
    """Everything of a module that a copy takes over, its lineage included."""
    fields: ModuleFields = {}
    for name in _COPIED:
        fields[name] = getattr(module, name)  # type: ignore[literal-required]
    return fields


def _same_curriculum(db: Session, course: Course, module: Module) -> bool:
    if course.curriculum_version_id is None:
        return False
    own = found(db, CurriculumVersion, course.curriculum_version_id, "curriculum")
    return own.curriculum_id == module.curriculum_version.curriculum_id


def _draft_module(db: Session, module_id: int) -> Module:
    module = found(db, Module, module_id, "module")
    draft_version(db, module.curriculum_version_id)
    return module


def _take(module: Module, values: ModuleFields) -> None:
    """Store values in a module, refusing what cannot be."""
    given = dict(values)
    for name, what in _LINES.items():
        if name in given:
            given[name] = words.line(str(given[name]), what)
    if "title" in given or not module.title:
        title = words.line(values.get("title", ""), "The title of the module", required=True)
        given["title"] = title
    if "minutes" in given or not module.minutes:
        given["minutes"] = _minutes(values.get("minutes", 0), "The number of minutes")
    if "objectives" in values:
        given["objectives"] = _objectives(values["objectives"])
    if "materials" in values:
        given["materials"] = words.text(values["materials"], "The material")
    if "topics" in values:
        given["topics"] = words.shares(values["topics"])
    if "parts" in values:
        words.number(values["parts"], "The number of rooms", least=1, most=MOST_ROOMS)
    if "weight" in values:
        words.number(values["weight"], "The weight", least=0, most=3)
    for name, value in given.items():
        setattr(module, name, value)
    _refuse_limits(module)
    _refuse_place(module)


def _minutes(minutes: int, what: str) -> int:
    words.number(minutes, what, least=5, most=LONGEST_MODULE)
    return words.grid(minutes, "The length")


def _objectives(text: str) -> str:
    """One objective a line, without empty lines."""
    clean = words.text(text, "The text of the objectives")
    return "\n".join(each for each in clean.split("\n") if each)


def _refuse_limits(module: Module) -> None:
    least, most = module.least_minutes, module.most_minutes
    for limit, what in ((least, "The least length"), (most, "The greatest length")):
        if limit is not None:
            _minutes(limit, what)
    if (least is not None and least > module.minutes) or (
        most is not None and most < module.minutes
    ):
        raise Invalid(
            f"{quoted(module.title)} lasts {counted(module.minutes, 'minute')}, which is not "
            f"between its least and its greatest length.",
            hint="Make the least length shorter or the greatest longer.",
        )


def _refuse_place(module: Module) -> None:
    day, start = module.day_number, module.start_minute
    if (day is None) is not (start is None):
        raise Invalid(
            f"{quoted(module.title)} has a day without a time or a time without a day.",
            hint="Give it both or neither.",
        )
    if day is None or start is None:
        return
    words.number(day, "The usual day", least=1, most=LAST_DAY)
    words.grid(start, "The usual time")
    if start < 0 or start + module.minutes > 24 * 60:
        raise Invalid(
            f"{quoted(module.title)} would end after midnight.", hint="Let it begin earlier."
        )
