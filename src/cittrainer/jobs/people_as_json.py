"""People as plain values, for whoever reads them with another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cittrainer.queries.people import PersonRow


def person(row: PersonRow) -> dict[str, Any]:
    """A line of the list of people; ``person`` is the number to call them by."""
    until = row.standing.until
    return {
        "person": row.id,
        "name": row.sorted_name,
        "agency": row.agency,
        "role": None if row.role is None else row.role.value,
        "state_id": row.state_id,
        "latest_course": row.latest_course,
        "standing": row.standing.kind.value,
        "until": None if until is None else until.isoformat(),
    }
