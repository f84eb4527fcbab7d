"""How many were CIT-trained at the end of each of the past years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from cittrainer.models import Employment, TraineeRole
from cittrainer.queries.coverage import ROLES
from cittrainer.queries.trained import completions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

YEARS = 5
"""Past years that are shown."""


@dataclass(frozen=True, slots=True)
class PastYear:
    """How many of those who worked there at the end of a year were trained then."""

    last_day: date
    trained: int


def past_years(
    db: Session, *, today: date, agency_id: int | None = None, role: TraineeRole | None = None
) -> tuple[PastYear, ...]:
    """The ends of the past five years, the earliest first, in one statement.

    Years before anybody was trained are left out. Revoked certificates count in no year, for
    they should not have been issued.

    Args:
        db: The open file.
        today: The present day.
        agency_id: Only who worked at this agency; None: at any.
        role: Only who had this role there; None: any that answers calls.
    """
    days = [date(today.year - back, 12, 31) for back in range(YEARS, 0, -1)]
    done = completions()
    counts = [
        func.count(
            func.distinct(
                case(
                    (
                        and_(
                            done.c.done_on <= day,
                            done.c.until >= day,
                            or_(Employment.from_date.is_(None), Employment.from_date <= day),
                            or_(Employment.to_date.is_(None), Employment.to_date >= day),
                        ),
                        Employment.person_id,
                    )
                )
            )
        )
        for day in days
    ]
    at = (
        Employment.agency_id.is_not(None)
        if agency_id is None
        else Employment.agency_id == agency_id
    )
    roles = ROLES if role is None else (role,)
    row = db.execute(
        select(*counts)
        .select_from(done)
        .join(Employment, Employment.person_id == done.c.person_id)
        .where(at, Employment.role.in_(roles))
    ).one()
    found = [PastYear(day, number) for day, number in zip(days, row, strict=True)]
    first = next((at for at, one in enumerate(found) if one.trained), len(found))
    return tuple(found[first:])
