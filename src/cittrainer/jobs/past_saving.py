"""Saves the courses completed before that a sheet of people lists, inside an open step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import (
    Academy,
    Certificate,
    Curriculum,
    EarlierKind,
    EarlierRecord,
    Enrollment,
    Standard,
)
from cittrainer.rules.validity import COMPLETION, after_months, kind_of
from cittrainer.rules.wording import quoted
from cittrainer.services.earlier_records import MOST_HOURS, EarlierDetails, add_record

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.rules.person_values import PastCourse


def reason_to_leave_out(past: PastCourse, today: date) -> str:
    """Why a completion cannot be recorded, in one sentence; empty when it can."""
    if not past.title.strip():
        return "What was completed is not said, so no course is recorded."
    if past.done_on is None:
        return f"{quoted(past.done_text)} is no date, so {quoted(past.title)} is not recorded."
    if past.done_on > today:
        return f"{quoted(past.done_text)} lies in the future, so nothing was completed then."
    if past.minutes is not None and not 0 < past.minutes <= MOST_HOURS * 60:
        return f"{past.minutes // 60:,} hours are no length of a course, so it is not recorded."
    return ""


class PastSaving:
    """The completions of one import while it is being saved."""

    def __init__(self, db: Session, source: str, *, today: date) -> None:
        self._db = db
        self._today = today
        self._proof = f"Listed in {source}"[:200]
        self.added = 0
        """How many records were added."""
        self._curricula = {one.title.casefold(): one.id for one in db.scalars(select(Curriculum))}
        standard = db.scalar(select(Standard).join(Academy, Academy.standard_id == Standard.id))
        self._months = None if standard is None else standard.valid_months
        self._there = {
            (person_id, done_on, title.casefold())
            for person_id, done_on, title in db.execute(
                select(EarlierRecord.person_id, EarlierRecord.done_on, EarlierRecord.title)
            )
        }
        self._issued = set(
            db.execute(
                select(Enrollment.person_id, Certificate.number).join(Certificate.enrollment)
            ).all()
        )

    def save(self, person_id: int, past: PastCourse, agency_id: int | None) -> None:
        """Put a completion on somebody's record, unless it is there or is of this file.

        Args:
            person_id: Who completed it.
            past: What.
            agency_id: The agency that the sheet names for them.
        """
        if past.done_on is None:
            return
        key = (person_id, past.done_on, past.title.casefold())
        if key in self._there or (person_id, past.certificate_number) in self._issued:
            return
        kind = kind_of(past.title, past.minutes, self._curricula)
        expires = past.expires_on
        if expires is None and kind == COMPLETION and self._months is not None:
            expires = after_months(past.done_on, self._months)
        details = EarlierDetails(
            title=past.title,
            done_on=past.done_on,
            kind=EarlierKind(kind),
            minutes=past.minutes,
            certificate_number=past.certificate_number,
            expires_on=None if expires is None else max(expires, past.done_on),
            proof=self._proof,
            agency_id=agency_id,
            curriculum_id=self._curricula.get(past.title.casefold()),
        )
        add_record(self._db, person_id, details, today=self._today)
        self._there.add(key)
        self.added += 1
