"""The history in words: every step, newest first, and what one row went through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, tuple_

from cittrainer.models import (
    Change,
    Course,
    CourseDay,
    Employment,
    Enrollment,
    Person,
    PersonIdentifier,
    Step,
    StepKind,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

TOGETHER = timedelta(minutes=2)
"""Steps of one group by one user within this time are one line."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the history: a step, or several of one group."""

    step_ids: tuple[int, ...]
    """Newest first."""
    label: str
    at: datetime
    """Of the newest; only the day counts where ``day_only``."""
    day_only: bool
    who: str
    account: str
    origin: str
    kind: StepKind
    undone: bool
    barrier: str
    """Why it cannot be undone; empty: it can."""
    changes: int
    """Rows that it changed."""

    @property
    def count(self) -> int:
        """How many steps the line stands for."""
        return len(self.step_ids)

    @property
    def can_go_back(self) -> bool:
        """Whether taking it back may be offered."""
        return self.kind is StepKind.DO and not self.undone and not self.barrier


@dataclass(frozen=True, slots=True)
class StepChange:
    """What a step did to one row; values are those that history keeps."""

    table: str
    row_id: int
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowChangeLine:
    """What one step did to one row."""

    step_id: int
    label: str
    at: datetime
    who: str
    kind: StepKind
    change: StepChange


def changes_of(db: Session, step_ids: Collection[int]) -> tuple[StepChange, ...]:
    """What some steps did, row by row, in the order in which it was done."""
    rows = db.scalars(select(Change).where(Change.step_id.in_(step_ids)).order_by(Change.id))
    return tuple(
        StepChange(one.table_name, one.row_id, one.action, one.before or {}, one.after or {})
        for one in rows
    )


def lines(db: Session, *, limit: int = 500, text: str = "") -> tuple[HistoryLine, ...]:
    """The newest steps as lines.

    Args:
        db: A session.
        limit: The most steps to read.
        text: Only steps whose label or name holds this.
    """
    count = select(func.count()).where(Change.step_id == Step.id).scalar_subquery()
    query = select(Step, count).order_by(Step.id.desc()).limit(limit)
    if text:
        query = query.where(Step.label.icontains(text, autoescape=True))
    return tuple(_grouped(db.execute(query)))


def of_rows(db: Session, rows: Collection[tuple[str, int]]) -> tuple[RowChangeLine, ...]:
    """Everything that happened to some rows, newest first.

    Args:
        db: A session.
        rows: Table and id of each.
    """
    found = db.execute(
        select(Change, Step)
        .join(Step, Step.id == Change.step_id)
        .where(tuple_(Change.table_name, Change.row_id).in_(list(rows)))
        .order_by(Change.id.desc())
    )
    return tuple(
        RowChangeLine(
            step.id,
            step.label,
            step.at,
            step.who,
            step.kind,
            StepChange(
                change.table_name,
                change.row_id,
                change.action,
                change.before or {},
                change.after or {},
            ),
        )
        for change, step in found
    )


def of_person(db: Session, person_id: int) -> tuple[RowChangeLine, ...]:
    """Everything that happened to somebody's record: names, numbers, agencies, courses."""
    rows = [(Person.__tablename__, person_id)]
    for cls in (PersonIdentifier, Employment, Enrollment):
        ids = db.scalars(select(cls.id).where(cls.person_id == person_id))
        rows += [(cls.__tablename__, one) for one in ids]
    return of_rows(db, rows)


def of_course(db: Session, course_id: int) -> tuple[RowChangeLine, ...]:
    """Everything that happened to a course and its days; its blocks have steps of their own."""
    days = db.scalars(select(CourseDay.id).where(CourseDay.course_id == course_id))
    return of_rows(
        db, [(Course.__tablename__, course_id), *((CourseDay.__tablename__, one) for one in days)]
    )


def _grouped(rows: Iterable[tuple[Step, int]]) -> list[HistoryLine]:
    found: list[HistoryLine] = []
    grouping = ""
    for step, changes in rows:
        line = _line(step, changes)
        before = found[-1] if found else None
        if (
            before is not None
            and step.grouping
            and step.grouping == grouping
            and (step.who, step.kind, step.undone) == (before.who, before.kind, before.undone)
            and before.at - step.at <= TOGETHER
        ):
            found[-1] = _together(before, line)
        else:
            found.append(line)
        grouping = step.grouping
    return found


def _line(step: Step, changes: int) -> HistoryLine:
    return HistoryLine(
        step_ids=(step.id,),
        label=step.label,
        at=step.at,
        day_only=(step.at.hour, step.at.minute, step.at.second) == (0, 0, 0),
        who=step.who,
        account=step.account,
        origin=step.origin,
        kind=step.kind,
        undone=step.undone,
        barrier=step.barrier,
        changes=changes,
    )


def _together(newer: HistoryLine, older: HistoryLine) -> HistoryLine:
    return replace(
        newer,
        step_ids=(*newer.step_ids, *older.step_ids),
        barrier=newer.barrier or older.barrier,
        changes=newer.changes + older.changes,
    )
