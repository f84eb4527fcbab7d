"""Drafts made of a value: read from a file, or taken back from a course."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.errors import ChangedMeanwhile, Invalid, NotFound
from cittrainer.models import Course, CurriculumVersion, Delivery
from cittrainer.queries.curriculum_values import course_modules, curriculum_value
from cittrainer.rules.curriculum_difference import ADDED, CHANGED, REMOVED, course_difference
from cittrainer.rules.wording import quoted
from cittrainer.services.course_guards import found
from cittrainer.services.curricula import add_version
from cittrainer.services.standards import standard_on_file

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from cittrainer.rules.curriculum_difference import Change
    from cittrainer.rules.curriculum_values import CurriculumValue, ModuleValue
    from cittrainer.services.modules import ModuleFields

ChangeId = tuple[str, str, str]
"""Kind, module and field of a change, see `Change.id`."""


def add_draft(db: Session, value: CurriculumValue, *, code: str) -> int:
    """Put a curriculum version on file as a draft, the next of its code.

    Its standard is found by code and version, else the newest of that code, else it has none.

    Args:
        db: The open step.
        value: What it holds.
        code: The curriculum; there may be one or none of it.

    Returns:
        The draft's id.

    Raises:
        Invalid: a value cannot be stored.
    """
    return add_version(
        db,
        code=code,
        title=value.title,
        audience=value.audience,
        standard_id=standard_of(db, value),
        note=value.note,
        sources=value.sources,
        modules=[_fields(module) for module in value.modules],
    )


def standard_of(db: Session, value: CurriculumValue) -> int | None:
    """The standard on file that a curriculum names, in its version or else the newest."""
    if not value.standard_code:
        return None
    same = standard_on_file(db, value.standard_code, value.standard_number)
    return same if same is not None else standard_on_file(db, value.standard_code)


def take_back(db: Session, course_id: int, chosen: Collection[ChangeId]) -> int:
    """Make a draft of a course's curriculum in which chosen changes of the course are done.

    Args:
        db: The open step.
        course_id: The course; its own week and its version of the curriculum stay.
        chosen: Which of its changes, by their ids.

    Returns:
        The draft's id.

    Raises:
        Invalid: nothing was chosen, or the course was made from no curriculum.
        ChangedMeanwhile: a chosen change is none any more.
        NotFound: there is no such course.
    """
    course = found(db, Course, course_id, "course")
    if course.curriculum_version_id is None:
        raise Invalid("The course was made from no curriculum.", hint="Make a curriculum first.")
    if not chosen:
        raise Invalid("No difference is chosen.", hint="Choose what is to be taken back.")
    if db.get(CurriculumVersion, course.curriculum_version_id) is None:
        raise NotFound("This curriculum is no longer on file.", hint="Look at the list again.")
    value = curriculum_value(db, course.curriculum_version_id)
    given = course_modules(db, course_id)
    changes = {change.id: change for change in course_difference(value.modules, given).changes}
    if not changes.keys() >= set(chosen):
        raise ChangedMeanwhile(
            f"{quoted(course.title)} was changed after its differences were shown.",
            hint="Look at the differences again.",
        )
    wanted = [changes[each] for each in changes if each in chosen]
    modules = _with_changes(value.modules, given, wanted)
    if not modules:
        raise Invalid("Nothing would be left in the draft.", hint="Choose fewer differences.")
    return add_draft(db, replace(value, modules=modules), code=value.code)


def _with_changes(
    modules: Sequence[ModuleValue], given: Sequence[ModuleValue], changes: Sequence[Change]
) -> tuple[ModuleValue, ...]:
    """The modules with changes done; what is new comes behind what it follows in the course."""
    course = {module.key: module for module in given}
    done = {module.key: module for module in modules}
    added: set[str] = set()
    for change in changes:
        if change.kind == REMOVED:
            del done[change.key]
        elif change.kind == ADDED:
            added.add(change.key)
        elif change.kind == CHANGED:
            taken = getattr(course[change.key], change.field)
            done[change.key] = replace(done[change.key], **{change.field: taken})
    order = list(done)
    previous: str | None = None
    for module in given:
        if module.key in added:
            order.insert(0 if previous is None else order.index(previous) + 1, module.key)
            done[module.key] = module
        if module.key in done:
            previous = module.key
    return tuple(_within_limits(done[key]) for key in order)


def _within_limits(module: ModuleValue) -> ModuleValue:
    """The module with limits that its length fits: what was really taught was possible."""
    least, most = module.least_minutes, module.most_minutes
    return replace(
        module,
        least_minutes=None if least is None else min(least, module.minutes),
        most_minutes=None if most is None else max(most, module.minutes),
    )


def _fields(module: ModuleValue) -> ModuleFields:
    return {
        "lineage": bytes.fromhex(module.key),
        "title": module.title,
        "delivery": Delivery(module.delivery),
        "minutes": module.minutes,
        "least_minutes": module.least_minutes,
        "most_minutes": module.most_minutes,
        "day_number": module.day_number,
        "start_minute": module.start_minute,
        "topics": module.topics,
        "parts": module.parts,
        "weight": module.weight,
        "must_attend": module.must_attend,
        "objectives": "\n".join(module.objectives),
        "materials": module.materials,
        "equipment": module.equipment,
        "qualification": module.qualification,
        "taught_by": module.taught_by,
        "published_source": module.published_source,
    }
