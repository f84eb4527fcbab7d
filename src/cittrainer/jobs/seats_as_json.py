"""Seats and their fairness as plain values."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cittrainer.queries.enrollments import EnrollmentRow
    from cittrainer.queries.fairness import Fairness
    from cittrainer.queries.seats import Seating


def seating(found: Seating, rows: tuple[EnrollmentRow, ...]) -> dict[str, Any]:
    """The seats of a course with everybody in it; ``trainee`` is the number to call them by."""
    count = found.count
    return {
        "course": found.rules.number,
        "seats": count.seats,
        "overbooking": count.overbooking,
        "taken": count.taken,
        "free": count.left,
        "kept": [
            {
                "id": row.kept.id,
                "for": row.kept.words,
                "seats": row.kept.seats,
                "unused": row.unused,
                "until": None if row.kept.until is None else row.kept.until.isoformat(),
            }
            for row in found.kept
        ],
        "trainees": [
            {
                "trainee": one.id,
                "person": one.person_id,
                "name": one.full_name,
                "agency": one.agency,
                "state": one.state.value,
                "place": one.place,
                "warnings": list(found.warnings.get(one.id, ())),
            }
            for one in rows
        ],
        "next": None
        if found.next is None
        else {"trainee": found.next.who.enrollment_id, "why": found.next.why},
    }


def fairness(found: Fairness) -> dict[str, Any]:
    """The past of the agencies and the proposal."""
    return {
        "since": found.since.isoformat(),
        "seats": found.seats,
        "agencies": [asdict(one) for one in found.past if one.asked],
        "shares": [asdict(one) for one in found.shares],
    }
