"""The states of an enrollment: which lead to which, what they are called, and their refusals."""

from __future__ import annotations

from cittrainer.errors import UserError
from cittrainer.models import EnrollmentState

S = EnrollmentState

ALLOWED: dict[EnrollmentState, frozenset[EnrollmentState]] = {
    S.NOMINATED: frozenset(
        {S.APPROVED, S.DECLINED, S.WAITLISTED, S.OFFERED, S.ENROLLED, S.WITHDRAWN}
    ),
    S.APPROVED: frozenset(
        {S.NOMINATED, S.DECLINED, S.WAITLISTED, S.OFFERED, S.ENROLLED, S.WITHDRAWN}
    ),
    S.DECLINED: frozenset({S.NOMINATED, S.APPROVED, S.WAITLISTED, S.ENROLLED}),
    S.WAITLISTED: frozenset({S.APPROVED, S.DECLINED, S.OFFERED, S.ENROLLED, S.WITHDRAWN}),
    S.OFFERED: frozenset({S.ENROLLED, S.WAITLISTED, S.DECLINED, S.WITHDRAWN}),
    S.ENROLLED: frozenset(
        {S.APPROVED, S.WAITLISTED, S.WITHDRAWN, S.NO_SHOW, S.COMPLETED, S.NOT_COMPLETED}
    ),
    S.WITHDRAWN: frozenset({S.NOMINATED, S.APPROVED, S.WAITLISTED, S.ENROLLED}),
    S.NO_SHOW: frozenset({S.ENROLLED, S.WITHDRAWN, S.NOT_COMPLETED}),
    S.COMPLETED: frozenset({S.ENROLLED, S.NOT_COMPLETED}),
    S.NOT_COMPLETED: frozenset({S.ENROLLED, S.COMPLETED, S.WITHDRAWN, S.NO_SHOW}),
}
"""From each state, those into which an enrollment may come."""

STARTING_STATES = frozenset({S.NOMINATED, S.APPROVED, S.WAITLISTED, S.ENROLLED})
"""States in which an enrollment may begin."""

STATE_NAMES = {
    S.NOMINATED: "nominated",
    S.APPROVED: "approved",
    S.DECLINED: "declined",
    S.WAITLISTED: "on the waiting list",
    S.OFFERED: "offered a seat",
    S.ENROLLED: "enrolled",
    S.WITHDRAWN: "withdrawn",
    S.NO_SHOW: "a no-show",
    S.COMPLETED: "recorded as completed",
    S.NOT_COMPLETED: "recorded as not completed",
}
"""How a state is said of somebody, after “is”."""


class AlreadyInCourse(UserError):
    """The person is in the course already."""


class CourseFull(UserError):
    """There are not enough free seats."""


class CourseOver(UserError):
    """The course is closed or cancelled."""


class StateNotAllowed(UserError):
    """From where the enrollment stands it cannot come into that state."""


class NominationUsed(UserError):
    """More than a nomination has come of it, so it stays on record."""
