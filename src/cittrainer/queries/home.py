"""What needs doing today: courses with their readiness, tasks in order of urgency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import CourseState
from cittrainer.queries import (
    attendance,
    attendance_entries,
    booking_board,
    care_tasks,
    completion,
    courses,
    history,
    presenters,
    stipends,
    weeks,
)
from cittrainer.queries.attendance import Register
from cittrainer.queries.trained import completions, trained_now
from cittrainer.rules.care import BARRED
from cittrainer.rules.checks import findings
from cittrainer.rules.fragile_parts import UNMET, fragile_parts
from cittrainer.rules.stipends import money
from cittrainer.rules.values import ERROR
from cittrainer.rules.wording import counted, date_words, day_words, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.queries.courses import CourseRow
    from cittrainer.queries.history import HistoryLine
    from cittrainer.rules.care_tasks import CareTask
    from cittrainer.rules.values import Finding, PlacedBlock, Week

AHEAD = frozenset({CourseState.PLANNING.value, CourseState.OPEN.value, CourseState.RUNNING.value})
"""States of courses that Home shows."""

RUNNING_OUT = timedelta(days=90)
"""Certificates that expire within this time are told of."""

ASK_AGAIN = timedelta(days=60)
"""Presenters who have not said yes are told of from so many days before the course."""

_MOST_COURSES = 8
_MOST_HAPPENED = 6

_STEPS_READ = 60
"""Steps read for the lines of what happened last; ticks of one block are one line."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do."""

    due: date | None
    """None where it has no day."""
    title: str
    detail: str
    action: str
    """Words on the button."""
    target: str
    """What opens: ``week``, ``presenters``, ``stipends``, ``attendance``, ``papers``, ``overview``,
    ``enrollment``, ``certificates``, ``board``."""
    course_id: int | None = None
    urgent: bool = False
    care: CareTask | None = None
    """What one click records as done, where it is something for one who tells their story."""


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course as Home shows it."""

    row: CourseRow
    standing: str
    """A few words, such as “1 error” or “Ready”."""
    tone: str
    """``error``, ``warning``, ``good`` or ``neutral``."""
    day_number: int | None
    """Which day of the course it is today, from 1."""


@dataclass(frozen=True, slots=True)
class NowBlock:
    """A block of today that is on or comes next."""

    course_id: int
    block: PlacedBlock
    on_now: bool


@dataclass(frozen=True, slots=True)
class HomeValue:
    """Everything on Home."""

    today: date
    courses: tuple[CourseCard, ...]
    tasks: tuple[Task, ...]
    now: tuple[NowBlock, ...]
    running: str
    """A line on the course that runs today, or empty."""
    happened: tuple[HistoryLine, ...]
    """What was done last."""
    empty: bool
    """Whether there is no course at all yet."""


def home(db: Session, *, today: date, minute: int) -> HomeValue:
    """What needs doing.

    Args:
        db: A session.
        today: The present day.
        minute: Minutes after midnight.
    """
    rows = courses.courses(db)
    ahead = sorted(
        (row for row in rows if row.state in AHEAD),
        key=lambda row: (row.starts_on is None, row.starts_on, row.number),
    )[:_MOST_COURSES]
    cards: list[CourseCard] = []
    tasks: list[Task] = []
    now: list[NowBlock] = []
    running = ""
    for row in ahead:
        week = weeks.week(db, row.id, holidays=False)
        errors = [one for one in findings(week) if one.severity == ERROR]
        card = _card(row, week, errors, today)
        cards.append(card)
        tasks.extend(_plan_tasks(db, row, errors, today))
        tasks.extend(_fragile(row, week, today))
        if row.starts_on is not None and row.starts_on <= today:
            tasks.extend(_record_tasks(db, row, week, today))
        if card.day_number is not None:
            now.extend(_now(week, today, minute))
            running = f"Day {card.day_number} of {row.title}"
    tasks.extend(_unfilled(db, today))
    tasks.extend(_care(db, today, minute))
    tasks.extend(_rosters_due(rows, today))
    tasks.extend(_stipends(db, today))
    tasks.extend(_running_out(db, today))
    tasks.sort(key=lambda task: (not task.urgent, task.due is None, task.due or today))
    return HomeValue(
        today=today,
        courses=tuple(cards),
        tasks=tuple(tasks),
        now=tuple(now),
        running=running,
        happened=history.lines(db, limit=_STEPS_READ)[:_MOST_HAPPENED],
        empty=not rows,
    )


def _card(row: CourseRow, week: Week, errors: list[Finding], today: date) -> CourseCard:
    day_number = next(
        (number for number, day in enumerate(week.days, start=1) if day.date == today), None
    )
    if row.ends_on is not None and row.ends_on < today:
        standing, tone = "To be closed", "warning"
    elif errors:
        standing, tone = counted(len(errors), "error"), "error"
    elif row.unconfirmed:
        standing, tone = f"{row.unconfirmed} unconfirmed", "warning"
    elif row.state == CourseState.PLANNING.value:
        standing, tone = "Planning", "neutral"
    else:
        standing, tone = "Ready", "good"
    return CourseCard(row, standing, tone, day_number)


def _plan_tasks(db: Session, row: CourseRow, errors: list[Finding], today: date) -> Iterator[Task]:
    starts = row.starts_on
    # Somebody else has to be asked, which takes its time: it is never one of “3 more”.
    for one in errors:
        if one.kind == BARRED:
            yield Task(
                starts, one.sentence, row.title, "Open week", "week", row.id, urgent=True
            )  # fmt: skip
    others = [one for one in errors if one.kind != BARRED]
    if others:
        first = others[0].sentence
        if len(others) > 1:
            first = f"{first.removesuffix('.')}, and {len(others) - 1} more."
        yield Task(
            starts, first, row.title, "Open week", "week", row.id,
            urgent=starts is not None and starts - today <= timedelta(days=7),
        )  # fmt: skip
    if row.unconfirmed and (starts is None or starts - today <= ASK_AGAIN):
        soonest = presenters.unconfirmed(db, course_id=row.id)
        due = soonest[0].on_date if soonest else starts
        plural = counted(row.unconfirmed, "booking is", "bookings are")
        yield Task(
            due, f"{plural} not confirmed", row.title, "See presenters", "presenters", row.id,
            urgent=due is not None and due - today <= timedelta(days=2),
        )  # fmt: skip
    yield from _seats(row, today)


def _unfilled(db: Session, today: date) -> Iterator[Task]:
    """Places of all coming courses for which nobody is expected, as one line."""
    lines = [
        line
        for line in booking_board.board(db, today=today).lines
        if line.unfilled and line.days_to_go is not None and line.days_to_go <= ASK_AGAIN.days
    ]
    if lines:
        due = lines[0].part.on_date
        courses_ = list(dict.fromkeys(line.course for line in lines))
        yield Task(
            due,
            f"{counted(len(lines), 'place has', 'places have')} no presenter",
            listed(courses_),
            "See board",
            "board",
            urgent=due is not None and due - today <= timedelta(days=7),
        )


def _record_tasks(db: Session, row: CourseRow, week: Week, today: date) -> Iterator[Task]:
    book = Register(
        week,
        attendance.trainees(db, row.id),
        attendance_entries.entries(db, row.id),
        attendance.guests(db, row.id),
        attendance.made_up(db, row.id),
    )
    yield from _open_days(row, book, today)
    if row.ends_on is not None and row.ends_on <= today:
        yield from _after(db, row, book)


def _fragile(row: CourseRow, week: Week, today: date) -> Iterator[Task]:
    """The blocks for which an alternate is to be asked, as without one the standard is not met."""
    starts = row.starts_on
    if starts is None or not today < starts <= today + ASK_AGAIN:
        return
    alone = [one for one in fragile_parts(week) if one.outcome == UNMET]
    if alone:
        stand = counted(len(alone), "block stands or falls", "blocks stand or fall")
        yield Task(
            starts, f"{stand} with one person", f"{row.title} · first: {alone[0].what}",
            "See presenters", "presenters", row.id,
        )  # fmt: skip


def _seats(row: CourseRow, today: date) -> Iterator[Task]:
    if row.starts_on is None or row.starts_on <= today:
        return
    left = row.seats - row.enrolled
    if row.state == CourseState.OPEN.value and left > 0 and row.waiting:
        yield Task(
            row.starts_on,
            f"{counted(left, 'seat')} free, {counted(row.waiting, 'person', 'people')} waiting",
            row.title,
            "Fill seats",
            "enrollment",
            row.id,
        )
    elif not row.enrolled:
        yield Task(
            row.starts_on, "Nobody is enrolled yet", row.title, "Enroll", "enrollment", row.id
        )


def _open_days(row: CourseRow, book: Register, today: date) -> Iterator[Task]:
    if not book.trainees:
        return
    for day in book.week.days:
        if day.date > today or day.closed:
            continue
        missing = len(book.open_pairs(day.id))
        if day.date == today and not missing:
            continue
        what = f"{counted(missing, 'tick')} missing" if missing else "not closed"
        yield Task(
            day.date,
            f"Attendance of {date_words(day.date)}: {what}",
            row.title,
            "Open attendance",
            "attendance",
            row.id,
            urgent=day.date < today,
        )


def _after(db: Session, row: CourseRow, book: Register) -> Iterator[Task]:
    outcomes = completion.outcomes(db, book)
    to_certify = len(outcomes.to_certify)
    if to_certify and not outcomes.misses_standard:
        yield Task(
            row.ends_on,
            f"{counted(to_certify, 'certificate')} can be issued",
            row.title,
            "Issue",
            "papers",
            row.id,
        )
    yield Task(
        row.ends_on, f"{quoted(row.number)} is over and not closed", row.title, "Close", "overview",
        row.id,
    )  # fmt: skip


def _care(db: Session, today: date, minute: int) -> Iterator[Task]:
    for one in care_tasks.care_tasks(db, today=today, minute=minute):
        yield Task(
            one.due,
            one.title,
            f"{quoted(one.block)} on {day_words(one.on)} · {one.course}",
            "See presenters",
            "presenters",
            one.course_id,
            urgent=one.urgent,
            care=one,
        )


def _rosters_due(rows: tuple[CourseRow, ...], today: date) -> Iterator[Task]:
    for row in rows:
        due = row.roster_due_on
        over = row.ends_on is not None and row.ends_on < today
        if due is None or not over or row.state == CourseState.CANCELLED.value or due < today:
            continue
        yield Task(
            due,
            "State roster is due",
            f"{row.title} · {counted(row.enrolled, 'trainee')}",
            "Export roster",
            "papers",
            row.id,
            urgent=due - today <= timedelta(days=3),
        )


def _stipends(db: Session, today: date) -> Iterator[Task]:
    for one in stipends.unsettled(db, today=today):
        yield Task(
            one.due,
            f"{counted(one.count, 'stipend is', 'stipends are')} not settled",
            f"{one.title} · {money(one.cents)}",
            "Settle",
            "stipends",
            one.course_id,
        )


def _running_out(db: Session, today: date) -> Iterator[Task]:
    """Certificates of this file and from elsewhere whose people hold nothing that goes on."""
    done, end = completions(), today + RUNNING_OUT
    count, first = db.execute(
        select(func.count(done.c.person_id.distinct()), func.min(done.c.until)).where(
            done.c.until.between(today, end),
            ~trained_now(done.c.person_id, end + timedelta(days=1)),
        )
    ).one()
    if count:
        yield Task(
            first,
            f"{counted(count, 'certificate runs', 'certificates run')} out within "
            f"{RUNNING_OUT.days} days",
            "Renewals",
            "See certificates",
            "certificates",
        )


def _now(week: Week, today: date, minute: int) -> Iterator[NowBlock]:
    day = next(day for day in week.days if day.date == today)
    left = [block for block in week.on(day.id) if (block.end or 0) > minute][:3]
    for block in left:
        yield NowBlock(week.course_id, block, (block.start or 0) <= minute)
