"""Seats and their fairness as plain values, and the names by which a terminal calls them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cittrainer.errors import NotFound
from cittrainer.models import TraineeRole
from cittrainer.queries import agencies
from cittrainer.rules.agencies import agency_key
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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


def agency_called(db: Session, name: str) -> int:
    """The id of an agency by any of its names.

    Raises:
        NotFound: none is called so.
    """
    known = {agency_key(one): agency_id for one, agency_id in agencies.aliases(db).items()}
    found = known.get(agency_key(name))
    if found is None:
        raise NotFound(f"No agency is called {quoted(name)}.", hint="Look at the list of agencies.")
    return found


def role_called(name: str) -> TraineeRole:
    """A role by its name.

    Raises:
        NotFound: there is none.
    """
    try:
        return TraineeRole(name.casefold())
    except ValueError as error:
        names = ", ".join(role.value for role in TraineeRole)
        raise NotFound(f"There is no role {quoted(name)}.", hint=f"Choose one of: {names}.") from (
            error
        )
