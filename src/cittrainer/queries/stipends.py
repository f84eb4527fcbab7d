"""The stipends of courses: what each presenter is to get, and what is settled."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import Block, Course, CourseDay, CourseState, Presenter, Stipend
from cittrainer.queries.presenter_terms import stipend_of
from cittrainer.queries.presenter_work import planned, presented
from cittrainer.rules.presenter_work import Work, WorkSlot, work_of
from cittrainer.rules.stipends import Terms, due_cents

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

SETTLED_WITHIN = timedelta(days=3)
"""After the last day of a course; then Home tells what is not settled."""

TOLD_FOR = timedelta(days=180)
"""Courses that ended longer ago are not told of on Home any more."""


@dataclass(frozen=True, slots=True)
class StipendRow:
    """What one presenter gets for a course."""

    presenter_id: int
    presenter: str
    """The public name."""
    terms: Terms
    work: Work
    presented: bool
    """Whether all of the work is on record; else some of it is still planned."""
    due_cents: int
    """What the terms come to."""
    amount_cents: int
    """What is paid or to be paid: what was typed, else what is due."""
    typed: bool
    """Whether the amount was typed or settled, and no longer follows the terms."""
    paid_on: date | None
    method: str
    declined: bool

    @property
    def settled(self) -> bool:
        """Whether nothing is left to be done: it is paid, declined, or nothing is to be paid."""
        return self.paid_on is not None or self.declined or not self.amount_cents

    @property
    def open_cents(self) -> int:
        """What is still to be paid."""
        return 0 if self.settled else self.amount_cents

    @property
    def paid_cents(self) -> int:
        """What was paid."""
        return self.amount_cents if self.paid_on is not None else 0


@dataclass(frozen=True, slots=True)
class CourseStipends:
    """The stipends of a course, in the order of names."""

    course_id: int
    number: str
    title: str
    rows: tuple[StipendRow, ...]

    @property
    def open_cents(self) -> int:
        """What is still to be paid."""
        return sum(row.open_cents for row in self.rows)

    @property
    def paid_cents(self) -> int:
        """What was paid."""
        return sum(row.paid_cents for row in self.rows)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A course that is over and has stipends to be paid."""

    course_id: int
    title: str
    count: int
    cents: int
    due: date
    """The day by which they are to be settled."""


def course_stipends(db: Session, course_id: int) -> CourseStipends:
    """Everybody who presents or presented in a course, and whoever a stipend is on record for.

    Raises:
        NotFound: there is no such course.
    """
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    rows = _rows(db, [course_id])[course_id]
    return CourseStipends(course_id, course.number, course.title, tuple(rows))


def unsettled(db: Session, *, today: date) -> tuple[Unsettled, ...]:
    """The courses whose stipends should be settled by now and are not, the oldest first."""
    ends = func.max(CourseDay.date)
    over = db.execute(
        select(Course.id, Course.title, ends)
        .join(CourseDay, CourseDay.course_id == Course.id)
        .where(Course.state != CourseState.CANCELLED)
        .group_by(Course.id)
        .having(ends.between(today - TOLD_FOR, today - SETTLED_WITHIN))
        .order_by(ends, Course.id)
    ).all()
    by_course = _rows(db, [course_id for course_id, _title, _ends in over]) if over else {}
    found = []
    for course_id, title, ended in over:
        left = [row.open_cents for row in by_course[course_id] if not row.settled]
        if left:
            due = ended + SETTLED_WITHIN
            found.append(Unsettled(course_id, title, len(left), sum(left), due))
    return tuple(found)


def _rows(db: Session, course_ids: Collection[int]) -> Mapping[int, list[StipendRow]]:
    """The rows of several courses, read with four statements."""
    work: dict[tuple[int, int], list[WorkSlot]] = defaultdict(list)
    mine = Block.course_id.in_(course_ids)
    for slot in (*presented(db, mine), *planned(db, mine)):
        work[slot.course_id, slot.presenter_id].append(slot)
    on_file = {
        (one.course_id, one.presenter_id): one
        for one in db.scalars(select(Stipend).where(Stipend.course_id.in_(course_ids)))
    }
    keys = work.keys() | on_file.keys()
    found: dict[int, list[StipendRow]] = {course_id: [] for course_id in course_ids}
    for presenter in _presenters(db, {presenter_id for _course, presenter_id in keys}):
        for course_id in course_ids:
            key = course_id, presenter.id
            if key in keys:
                found[course_id].append(_row(presenter, work[key], on_file.get(key)))
    return found


def _presenters(db: Session, ids: Collection[int]) -> Iterator[Presenter]:
    yield from db.scalars(
        select(Presenter).where(Presenter.id.in_(ids)).order_by(Presenter.search_name, Presenter.id)
    )


def _row(presenter: Presenter, slots: list[WorkSlot], on_file: Stipend | None) -> StipendRow:
    terms = stipend_of(presenter)
    work = work_of(slots)
    due = due_cents(terms, work)
    return StipendRow(
        presenter_id=presenter.id,
        presenter=presenter.public_name,
        terms=terms,
        work=work,
        presented=bool(slots) and all(slot.presented for slot in slots),
        due_cents=due,
        amount_cents=due if on_file is None else on_file.amount_cents,
        typed=on_file is not None,
        paid_on=None if on_file is None else on_file.paid_on,
        method=(on_file.method if on_file is not None else "") or terms.method,
        declined=terms.declined if on_file is None else on_file.declined,
    )
