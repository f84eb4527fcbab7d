"""The plan as papers tell it, without the names of those who want none in print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.queries.confidential import unnamed_on_paper
from cittrainer.queries.rotations import rotation
from cittrainer.queries.weeks import week
from cittrainer.rules.printed_names import as_printed, rotation_as_printed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.rules.rotation_values import RotationValue
    from cittrainer.rules.values import Week


def week_on_paper(db: Session, course_id: int) -> Week:
    """The week of a course as papers tell it.

    Raises:
        NotFound: there is no such course.
    """
    return as_printed(week(db, course_id), unnamed_on_paper(db))


def rotation_on_paper(db: Session, rotation_id: int) -> RotationValue:
    """A rotation as papers tell it.

    Raises:
        NotFound: there is no such rotation.
    """
    return rotation_as_printed(rotation(db, rotation_id), unnamed_on_paper(db))
