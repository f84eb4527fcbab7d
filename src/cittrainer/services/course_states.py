"""The life of a course: planning, open, running, closed or cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import UserError
from cittrainer.models import Course, CourseState
from cittrainer.queries.closing import closing
from cittrainer.rules.closing import what_is_missing
from cittrainer.rules.wording import counted, quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_HINTS = {
    CourseState.PLANNING: "Open or start it first.",
    CourseState.OPEN: "Start it first.",
    CourseState.CLOSED: "Reopen it first.",
    CourseState.CANCELLED: "Reopen it first.",
}


class NotNow(UserError):
    """A course cannot come from its present state into the one that was asked for."""


class SomethingMissing(UserError):
    """A course is to be closed although something is missing, and no reason was given."""


def plan_course(db: Session, course_id: int) -> None:
    """Take an open course back into planning: it is no longer offered.

    Raises:
        NotNow: it is not open.
    """
    _change(db, course_id, CourseState.PLANNING, allowed={CourseState.OPEN})


def open_course(db: Session, course_id: int) -> None:
    """Open a course that was being planned: agencies may send people.

    Raises:
        NotNow: it is not being planned.
    """
    _change(db, course_id, CourseState.OPEN, allowed={CourseState.PLANNING})


def start_course(db: Session, course_id: int) -> None:
    """Say that a course is under way.

    Raises:
        NotNow: it is neither being planned nor open.
    """
    _change(db, course_id, CourseState.RUNNING, allowed={CourseState.PLANNING, CourseState.OPEN})


def close_course(db: Session, course_id: int, *, reason: str = "") -> None:
    """Close a course that has run: its plan and its records stay as they are from now on.

    Args:
        db: The open step.
        course_id: The course.
        reason: Why it is closed although something is missing; not needed if nothing is.

    Raises:
        NotNow: it is not running.
        SomethingMissing: something is, and no reason was given.
    """
    course = _change(db, course_id, CourseState.CLOSED, allowed={CourseState.RUNNING})
    missing = what_is_missing(closing(db, course_id))
    reason = words.text(reason, "The reason")
    if missing and not reason:
        rest = f" And {counted(len(missing) - 1, 'thing')} more." if len(missing) > 1 else ""
        raise SomethingMissing(
            f"{quoted(course.title)} is not complete: {missing[0].sentence}{rest}",
            hint="Complete it, or say why it is closed as it is.",
        )
    course.closing_reason = reason if missing else ""


def cancel_course(db: Session, course_id: int, *, reason: str) -> None:
    """Call a course off.

    Raises:
        NotNow: it is closed or cancelled already.
        Invalid: there is no reason.
    """
    allowed = {CourseState.PLANNING, CourseState.OPEN, CourseState.RUNNING}
    course = _change(db, course_id, CourseState.CANCELLED, allowed=allowed)
    course.closing_reason = words.reason(reason, "Cancelling a course")


def reopen_course(db: Session, course_id: int, *, reason: str) -> None:
    """Let a closed course be changed again, or plan a cancelled one again.

    Raises:
        NotNow: it is neither closed nor cancelled.
        Invalid: there is no reason.
    """
    course = found(db, Course, course_id, "course")
    closed = course.state is CourseState.CLOSED
    into = CourseState.RUNNING if closed else CourseState.PLANNING
    _change(db, course_id, into, allowed={CourseState.CLOSED, CourseState.CANCELLED})
    course.reopening_reason = words.reason(reason, "Reopening a course")
    course.closing_reason = ""


def _change(db: Session, course_id: int, into: CourseState, *, allowed: set[CourseState]) -> Course:
    course = found(db, Course, course_id, "course")
    if course.state not in allowed:
        is_now = f"is {course.state.value}" if course.state is not into else "is so already"
        raise NotNow(
            f"{quoted(course.title)} cannot be set to {into.value}: it {is_now}.",
            hint=_HINTS.get(course.state, ""),
        )
    course.state = into
    return course
