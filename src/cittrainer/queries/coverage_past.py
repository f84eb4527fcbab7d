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
    from collections.abc import Collection

    from sqlalchemy.orm import Session

YEARS = 5
"""Past years that are shown."""


@dataclass(frozen=True, slots=True)
class PastYear:
    """How many of those who worked there at the end of a year were trained then."""

    last_day: date
    trained: int


def past_years(
    db: Session,
    *,
    today: date,
    agency_ids: Collection[int] | None = None,
    roles: Collection[TraineeRole] = ROLES,
) -> tuple[PastYear, ...]:
    """The ends of the past five years, the earliest first, in one statement.

    Years before anybody was trained are left out. Revoked certificates count in no year, for
    they should not have been issued.

    Args:
        db: The open file.
        today: The present day.
        agency_ids: Only who worked at one of these agencies; None: at any.
        roles: Only who had one of these roles there.
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
    agency = Employment.agency_id
    at = agency.is_not(None) if agency_ids is None else agency.in_(agency_ids)
    row = db.execute(
        select(*counts)
        .select_from(done)
        .join(Employment, Employment.person_id == done.c.person_id)
        .where(at, Employment.role.in_(roles))
    ).one()
    found = [PastYear(day, number) for day, number in zip(days, row, strict=True)]
    first = next((at for at, one in enumerate(found) if one.trained), len(found))
    return tuple(found[first:])
