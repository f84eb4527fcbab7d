"""Courses that people of the sample academy completed elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.validity import after_months
from cittrainer.services.earlier_records import EarlierDetails, add_record

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

_MONTHS = 48
"""How long the other academy's certificates count."""


def trained_elsewhere(db: Session, person_id: int, years: int, monday: date) -> None:
    """Put a course on record that somebody completed about so many years before a day."""
    # A little later in the year, so that some of these certificates are about to run out.
    done = after_months(monday, 2 - 12 * years)
    add_record(
        db,
        person_id,
        EarlierDetails(
            title="CIT 40-hour course",
            done_on=done,
            minutes=2400,
            provider="Harbor Lake Academy",
            expires_on=after_months(done, _MONTHS),
            proof="Copy of the certificate, binder 3",
        ),
        today=monday,
    )
