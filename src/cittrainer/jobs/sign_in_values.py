"""The sign-in sheets of a course: who is expected to sign in which day, half-day or block."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cittrainer.documents.sign_in_sheets import SignInLine, SignInPeriod, SignInSheets
from cittrainer.queries import attendance, papers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.queries.attendance import Register, Trainee
    from cittrainer.rules.values import DayValue, PlacedBlock


class Span(StrEnum):
    """For what a sheet is."""

    DAY = "day"
    HALF_DAY = "half_day"
    BLOCK = "block"


def sign_in_sheets(db: Session, course_id: int, *, today: date, span: Span) -> SignInSheets:
    """A sheet for each day, half-day or block, with those who are expected in it.

    Guests who make something up stand below the trainees, with the course that they make up for.

    Args:
        db: A session.
        course_id: The course.
        today: Sheets of earlier days are marked as printed after the fact.
        span: For what each sheet is; half-days are divided by lunch.
    """
    course = papers.paper_course(db, course_id)
    book = attendance.register(db, course_id)
    return SignInSheets(
        course_title=course.title,
        course_number=course.state_course_number or course.number,
        class_number=course.class_number,
        location=course.location,
        lead_instructor=course.lead_instructor,
        periods=[
            period for day in book.week.days for period in _periods(book, day, span, today=today)
        ],
    )


def _periods(book: Register, day: DayValue, span: Span, *, today: date) -> Iterator[SignInPeriod]:
    blocks = book.week.on(day.id)
    for name, start, end, inside in _pieces(book, day, blocks, span):
        yield SignInPeriod(
            day=day.date,
            name=name,
            start_minute=start,
            minutes=end - start,
            lines=_lines(book, inside, only_theirs=span is Span.BLOCK),
            after_the_fact=day.date < today,
        )


def _pieces(
    book: Register, day: DayValue, blocks: Sequence[PlacedBlock], span: Span
) -> Iterator[tuple[str, int, int, Sequence[PlacedBlock]]]:
    if span is Span.BLOCK:
        for block in book.blocks(day):
            yield block.title, block.start or 0, block.end or 0, [block]
        return
    start = min((block.start or 0 for block in blocks), default=day.start)
    end = max((block.end or 0 for block in blocks), default=day.end)
    lunch = next((block for block in blocks if block.delivery == "lunch"), None)
    if span is Span.DAY or lunch is None or lunch.start is None:
        yield "", start, end, blocks
        return
    noon = lunch.start + lunch.minutes
    before = [block for block in blocks if (block.start or 0) < lunch.start]
    after = [block for block in blocks if (block.start or 0) >= noon]
    yield "Morning", start, lunch.start, before
    yield "Afternoon", noon, end, after


def _lines(book: Register, blocks: Sequence[PlacedBlock], *, only_theirs: bool) -> list[SignInLine]:
    ids = {block.id for block in blocks}
    expected = {one for one, block in book.credited if block in ids}
    own = [one for one in book.trainees if not only_theirs or one.enrollment_id in expected]
    guests = [one for one in book.guests if one.blocks & ids]
    return [
        *(_line(one, one.agency) for one in own),
        *(_line(one.trainee, f"Makes up for {one.course}") for one in guests),
    ]


def _line(trainee: Trainee, agency: str) -> SignInLine:
    return SignInLine(name=trainee.sorted_name, agency=agency, state_id=trainee.state_id)
