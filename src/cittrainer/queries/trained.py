"""Who is CIT-trained and until when: by a certificate of this file, or by an earlier completion."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from cittrainer.models import Certificate, EarlierKind, EarlierRecord, Employment, Enrollment

if TYPE_CHECKING:
    from sqlalchemy import CTE, ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

WITHOUT_END = date.max
"""Until when somebody is trained whose certificate does not expire."""


def completions() -> CTE:
    """Every completed course that was not revoked: ``person_id``, ``done_on``, ``until``.

    ``until`` is ``WITHOUT_END`` where it does not expire.
    """
    issued = (
        select(
            Enrollment.person_id,
            Certificate.issued_on.label("done_on"),
            func.coalesce(Certificate.expires_on, WITHOUT_END).label("until"),
        )
        .join(Certificate, Certificate.enrollment_id == Enrollment.id)
        .where(Certificate.revoked_on.is_(None))
    )
    earlier = select(
        EarlierRecord.person_id,
        EarlierRecord.done_on,
        func.coalesce(EarlierRecord.expires_on, WITHOUT_END),
    ).where(EarlierRecord.kind == EarlierKind.COMPLETION)
    return union_all(issued, earlier).cte("completions")


def trained_people() -> CTE:
    """Everybody who ever completed a course: ``person_id``, ``first`` and ``until``.

    ``first`` is the day of their first completion, ``until`` the last day on which one counts.
    """
    done = completions()
    return (
        select(
            done.c.person_id,
            func.min(done.c.done_on).label("first"),
            func.max(done.c.until).label("until"),
        )
        .group_by(done.c.person_id)
        .cte("trained")
    )


def trained_now(
    person_id: InstrumentedAttribute[int] | ColumnElement[int], on: date
) -> ColumnElement[bool]:
    """Whether a person of the statement around it is trained on a day."""
    theirs = aliased(Enrollment)
    return or_(
        exists().where(
            theirs.person_id == person_id,
            Certificate.enrollment_id == theirs.id,
            Certificate.revoked_on.is_(None),
            or_(Certificate.expires_on.is_(None), Certificate.expires_on >= on),
        ),
        exists().where(
            EarlierRecord.person_id == person_id,
            EarlierRecord.kind == EarlierKind.COMPLETION,
            or_(EarlierRecord.expires_on.is_(None), EarlierRecord.expires_on >= on),
        ),
    )


def works_there(on: date) -> ColumnElement[bool]:
    """Whether an employment goes on on a day, which is today or later."""
    return or_(Employment.to_date.is_(None), Employment.to_date >= on)
