"""How much of every agency is CIT-trained, by role and shift, and how that goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sqlalchemy import String, case, func, or_, select, type_coerce

from cittrainer.models import (
    Academy,
    Agency,
    AgencyKind,
    AgencyShift,
    Course,
    CourseDay,
    CourseState,
    Employment,
    Enrollment,
    EnrollmentState,
    TraineeRole,
)
from cittrainer.queries.trained import trained_now, trained_people, works_there
from cittrainer.rules.coverage import HORIZON, Outlook, Prospect, outlook
from cittrainer.rules.validity import after_months

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

ROLES = (
    TraineeRole.OFFICER, TraineeRole.DISPATCHER, TraineeRole.CORRECTIONS, TraineeRole.FIRE,
    TraineeRole.EMS, TraineeRole.SECURITY,
)  # fmt: skip
"""Roles that answer calls; others need no coverage."""

PACE_YEARS = 3
"""Years back over which the people newly trained make the usual pace."""

TARGET, TURNOVER = 20, 10
"""Percent where neither the agency nor an academy says otherwise; see ``Academy``."""

# Read as plain text, which is equal to the role: making members of many rows takes long.
_ROLE = cast("ColumnElement[TraineeRole]", type_coerce(Employment.role, String))
_COMING = (CourseState.PLANNING, CourseState.OPEN, CourseState.RUNNING)
_SEATED = (EnrollmentState.ENROLLED, EnrollmentState.OFFERED)


@dataclass(frozen=True, slots=True)
class ShiftCoverage:
    """A shift of an agency; ``name`` is empty for those whose shift is not on file."""

    name: str
    trained: int
    strength: int
    typed: bool
    """Whether the strength is that of the agency's form, and not the people on file."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The people of one role at one agency.

    Attributes:
        on_file: People who work there by this file.
        typed: Whether the strength is that of the agency's form, and not the people on file.
        shifts: In the agency's order; empty where no shift is known.
    """

    agency_id: int
    agency: str
    role: TraineeRole
    on_file: int
    typed: bool
    prospect: Prospect
    outlook: Outlook
    shifts: tuple[ShiftCoverage, ...]

    @property
    def key(self) -> tuple[int, TraineeRole]:
        """What identifies it."""
        return self.agency_id, self.role


@dataclass(slots=True)
class _Counts:
    """What is counted of one role at one agency."""

    on_file: int = 0
    trained: int = 0
    newly: int = 0


@dataclass(slots=True)
class _Read:
    """Everything that was read, by agency and role."""

    shifts: dict[tuple[int, TraineeRole], dict[str, _Counts]]
    runs_out: dict[tuple[int, TraineeRole], dict[int, int]]
    planned: dict[tuple[int, TraineeRole], dict[int, int]]


def coverage(db: Session, *, today: date) -> tuple[Coverage, ...]:
    """Every agency and role that answers calls, by name, with six statements.

    The strength of officers is that on patrol, or else the sworn staff; that of dispatchers and
    of a jail's officers stands in the form of the agency too. Where it does not, the people on
    file are taken for all.
    """
    read = _Read({}, {}, {})
    _count_people(db, read, today)
    _count_trained(db, read, today)
    _count_planned(db, read, today)
    target, turnover = _policies(db)
    typed = _typed_shifts(db)
    rows = []
    for agency in db.execute(
        select(
            Agency.id, Agency.name, Agency.kind, Agency.sworn, Agency.patrol, Agency.dispatchers,
            Agency.target_percent, Agency.turnover_percent,
        ).order_by(func.lower(Agency.name))
    ):  # fmt: skip
        strengths = _strengths(agency.kind, agency.sworn, agency.patrol, agency.dispatchers)
        for role in ROLES:
            key = (agency.id, role)
            shifts = read.shifts.get(key, {})
            on_file = sum(one.on_file for one in shifts.values())
            strength = strengths.get(role)
            if not on_file and not strength:
                continue
            prospect = Prospect(
                trained=sum(one.trained for one in shifts.values()),
                strength=on_file if strength is None else strength,
                target_percent=_or(agency.target_percent, target),
                turnover_percent=_or(agency.turnover_percent, turnover),
                runs_out=tuple(sorted(read.runs_out.get(key, {}).items())),
                planned=tuple(sorted(read.planned.get(key, {}).items())),
                pace=sum(one.newly for one in shifts.values()) / PACE_YEARS,
            )
            rows.append(
                Coverage(
                    agency_id=agency.id,
                    agency=agency.name,
                    role=role,
                    on_file=on_file,
                    typed=strength is not None,
                    prospect=prospect,
                    outlook=outlook(prospect),
                    shifts=_shifts(shifts, typed.get(agency.id, ()), role),
                )
            )
    return tuple(rows)


def _count_people(db: Session, read: _Read, today: date) -> None:
    rows = db.execute(
        select(Employment.agency_id, _ROLE, Employment.shift, func.count())
        .where(Employment.agency_id.is_not(None), works_there(today))
        .group_by(Employment.agency_id, Employment.role, Employment.shift)
    )
    for agency_id, role, shift, number in rows:
        _counts(read, agency_id, role, shift).on_file += number


def _count_trained(db: Session, read: _Read, today: date) -> None:
    """Count who is trained now, who was newly trained, and who runs out in which month."""
    one = trained_people()
    now = one.c.until >= today
    month = case(
        (~now, "past"),
        (one.c.until >= after_months(today.replace(day=1), HORIZON + 1), "later"),
        else_=func.substr(one.c.until, 1, 7),
    )
    newly = one.c.first >= after_months(today, -12 * PACE_YEARS)
    rows = db.execute(
        select(
            Employment.agency_id, _ROLE, Employment.shift, month, func.count(),
            func.sum(case((newly, 1), else_=0)),
        )
        .select_from(one)
        .join(Employment, Employment.person_id == one.c.person_id)
        .where(or_(now, newly), Employment.agency_id.is_not(None), works_there(today))
        .group_by(Employment.agency_id, Employment.role, Employment.shift, month)
    )  # fmt: skip
    for agency_id, role, shift, when, number, new in rows:
        counts = _counts(read, agency_id, role, shift)
        counts.newly += new
        if when == "past":
            continue
        counts.trained += number
        if when != "later":
            ahead = (int(when[:4]) - today.year) * 12 + int(when[5:]) - today.month
            _add(read.runs_out, (agency_id, role), ahead, number)


def _count_planned(db: Session, read: _Read, today: date) -> None:
    """Count the seats in coming courses, by the month in which the course ends."""
    ends = (
        select(CourseDay.course_id, func.max(CourseDay.date).label("last"))
        .group_by(CourseDay.course_id)
        .subquery()
    )
    rows = db.execute(
        select(Enrollment.agency_id, Enrollment.role, ends.c.last, func.count())
        .join(Course, Course.id == Enrollment.course_id)
        .join(ends, ends.c.course_id == Course.id)
        .where(
            Course.state.in_(_COMING),
            Enrollment.state.in_(_SEATED),
            Enrollment.agency_id.is_not(None),
            ends.c.last >= today,
            ~trained_now(Enrollment.person_id, today),
        )
        .group_by(Enrollment.agency_id, Enrollment.role, ends.c.last)
    )
    for agency_id, role, last, number in rows:
        ahead = (last.year - today.year) * 12 + last.month - today.month
        _add(read.planned, (agency_id, role), ahead, number)


def _policies(db: Session) -> tuple[int, int]:
    row = db.execute(select(Academy.target_percent, Academy.turnover_percent).limit(1)).first()
    return (TARGET, TURNOVER) if row is None else (row[0], row[1])


def _typed_shifts(db: Session) -> dict[int, list[AgencyShift]]:
    found: dict[int, list[AgencyShift]] = {}
    for one in db.scalars(select(AgencyShift).order_by(AgencyShift.position, AgencyShift.id)):
        found.setdefault(one.agency_id, []).append(one)
    return found


def _strengths(
    kind: AgencyKind, sworn: int | None, patrol: int | None, dispatchers: int | None
) -> dict[TraineeRole, int | None]:
    if kind is AgencyKind.CORRECTIONS:
        return {TraineeRole.CORRECTIONS: sworn, TraineeRole.DISPATCHER: dispatchers}
    return {
        TraineeRole.OFFICER: sworn if patrol is None else patrol,
        TraineeRole.DISPATCHER: dispatchers,
    }


def _shifts(
    counted: dict[str, _Counts], typed: Iterable[AgencyShift], role: TraineeRole
) -> tuple[ShiftCoverage, ...]:
    """The agency's shifts in its order, then those that only its people name, then the rest."""
    left = {name.casefold(): (name, one) for name, one in counted.items()}
    shifts = []
    for shift in typed:
        _, one = left.pop(shift.name.casefold(), ("", _Counts()))
        strength = {TraineeRole.OFFICER: shift.patrol, TraineeRole.DISPATCHER: shift.dispatchers}
        known = strength.get(role)
        if one.on_file or known:
            number = one.on_file if known is None else known
            shifts.append(ShiftCoverage(shift.name, one.trained, number, known is not None))
    without = left.pop("", None)
    for name, one in sorted(left.values()):
        shifts.append(ShiftCoverage(name, one.trained, one.on_file, typed=False))
    if without is not None and shifts:
        shifts.append(ShiftCoverage("", without[1].trained, without[1].on_file, typed=False))
    return tuple(shifts)


def _counts(read: _Read, agency_id: int | None, role: TraineeRole, shift: str) -> _Counts:
    assert agency_id is not None
    shifts, name = read.shifts.setdefault((agency_id, role), {}), shift.strip()
    if name not in shifts:
        shifts[name] = _Counts()
    return shifts[name]


def _add(
    into: dict[tuple[int, TraineeRole], dict[int, int]],
    key: tuple[int, TraineeRole],
    month: int,
    number: int,
) -> None:
    months = into.setdefault(key, {})
    months[month] = months.get(month, 0) + number


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value
