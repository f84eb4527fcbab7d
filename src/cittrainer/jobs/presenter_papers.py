"""The papers about presenters: slots, stipends, service records and feedback."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from cittrainer.documents.cells import Column
from cittrainer.documents.feedback_letters import FeedbackGroup, FeedbackLetter, write_feedback
from cittrainer.documents.presenter_slots import SlotLines, SlotsPage, write_slots
from cittrainer.documents.service_records import (
    ServiceRecordLine,
    ServiceRecordPaper,
    write_service_records,
)
from cittrainer.documents.tables import write_table
from cittrainer.documents.words import date_range, day_and_date
from cittrainer.errors import NothingToPrint
from cittrainer.jobs import paper_values
from cittrainer.queries import feedback, papers, presenter_slots, service_records, stipends
from cittrainer.rules.bookings import PRESENTER
from cittrainer.rules.presenter_work import Work, work_words
from cittrainer.rules.stipends import money, promised_words, terms_words
from cittrainer.rules.wording import counted, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.documents.cells import Cell
    from cittrainer.queries.feedback import PresenterFeedback
    from cittrainer.queries.papers import PaperCourse
    from cittrainer.queries.presenter_slots import CourseSlots, PresenterSlots
    from cittrainer.queries.service_records import ServiceLine, ServiceRecord
    from cittrainer.queries.stipends import StipendRow
    from cittrainer.rules.release_shares import Slot

    Write = Callable[[Path, bool], None]

EARLY_MINUTES = 15
"""How long before a slot its presenters are asked to be there."""

_STIPENDS = (
    Column(title="Presenter", width=34),
    Column(title="Slots"),
    Column(title="Hours", decimals=2),
    Column(title="Terms", width=24),
    Column(title="Amount", decimals=2),
    Column(title="Paid on", width=12),
    Column(title="Method", width=16),
    Column(title="Declined", width=10),
)


def prepare_slots(
    db: Session, course_id: int, today: date, presenter_ids: Collection[int] | None = None
) -> Write:
    """What writes “Your slots” for everybody who is expected, or for some.

    Raises:
        NothingToPrint: nobody of them has a slot on a day.
    """
    course = papers.paper_course(db, course_id)
    value = presenter_slots.course_slots(db, course_id, presenter_ids)
    if not value.presenters:
        raise NothingToPrint(
            "None of the presenters has a slot in this course yet.",
            hint="Place the blocks on the week and book somebody for them first.",
        )
    head = paper_values.letterhead(db, today=today)
    words = _course_words(course)
    made = [_slots_page(value, one) for one in value.presenters]
    return lambda path, replace: write_slots(path, made, head, course=words, replace=replace)


def prepare_stipends(db: Session, course_id: int, today: date) -> Write:
    """What writes the list of stipends as a sheet; amounts are numbers.

    Raises:
        NothingToPrint: nobody presents in the course.
    """
    value = stipends.course_stipends(db, course_id)
    if not value.rows:
        raise NothingToPrint(
            "Nobody presents in this course yet.", hint="Book presenters for its blocks first."
        )
    sample = paper_values.letterhead(db, today=today).sample
    above = (
        f"{value.title} ({value.number}): stipends",
        f"Paid {money(value.paid_cents)}, to be paid {money(value.open_cents)}",
    )
    rows = [_stipend_cells(row) for row in value.rows]
    return lambda path, replace: write_table(
        path, "Stipends", _STIPENDS, rows, above=above, sample=sample, replace=replace
    )


def prepare_service_records(db: Session, course_id: int, today: date) -> Write:
    """What writes the records, over all courses, of those who presented in one.

    Raises:
        NothingToPrint: nobody is on record for it.
    """
    records = service_records.course_records(db, course_id)
    if not records:
        raise NothingToPrint(
            "It is not on record who presented in this course.",
            hint="Record who came on the Presenters tab first.",
        )
    return _service_records(db, records, today)


def prepare_service_record(db: Session, presenter_id: int, today: date) -> Write:
    """What writes the record of one presenter.

    Raises:
        NotFound: they were removed.
        NothingToPrint: nothing is on record of them.
    """
    record = service_records.service_record(db, presenter_id)
    if not record.lines:
        raise NothingToPrint(
            f"It is not on record that {record.presenter} presented anything.",
            hint="Record who came on the Presenters tab of a course first.",
        )
    return _service_records(db, (record,), today)


def prepare_feedback(
    db: Session, course_id: int, today: date, presenter_ids: Collection[int] | None = None
) -> Write:
    """What writes a letter for each presenter, or for some, with what was passed on to them.

    Raises:
        NothingToPrint: nothing was passed on yet.
    """
    course = papers.paper_course(db, course_id)
    found = [
        one
        for one in feedback.course_feedback(db, course_id).presenters
        if one.passed_on and (presenter_ids is None or one.presenter_id in presenter_ids)
    ]
    if not found:
        raise NothingToPrint(
            "No comment was passed on to a presenter of this course yet.",
            hint="Review the comments on the Presenters tab first: More, Feedback.",
        )
    head = paper_values.letterhead(db, today=today)
    signer = papers.academy(db).coordinator
    letters = [_feedback_letter(one, signer) for one in found]
    words = _course_words(course)
    return lambda path, replace: write_feedback(path, letters, head, course=words, replace=replace)


def _slots_page(value: CourseSlots, one: PresenterSlots) -> SlotsPage:
    course = value.plan.course
    facts = [
        ("Where", "\n".join(part for part in (course.venue, course.address) if part)),
        ("Getting there", value.directions),
        ("Please come", f"{EARLY_MINUTES} minutes before each slot begins."),
        ("Whom to call", value.contact),
        ("Provided", value.provided),
        ("Your stipend", promised_words(one.terms)),
    ]
    return SlotsPage(
        name=one.presenter, slots=[_lines(slot, one) for slot in one.slots], facts=facts
    )


def _lines(slot: Slot, one: PresenterSlots) -> SlotLines:
    block = slot.block
    first = [
        listed(slot.places) or "A room still to be named",
        f"for {listed(slot.groups) or 'the whole class'}",
    ]
    if slot.role != PRESENTER:
        first.append(f"you come as {slot.role}")
    facts = [" · ".join(first)]
    if slot.others:
        facts.append(f"With {listed(slot.others)}")
    return SlotLines(
        day=block.date,
        start_minute=block.start,
        minutes=block.minutes,
        title=f"{block.title} – {listed(slot.titles)}" if slot.titles else block.title,
        facts=facts,
        remark="Not confirmed yet" if block.id in one.unconfirmed else "",
    )


def _stipend_cells(row: StipendRow) -> list[Cell]:
    return [
        row.presenter,
        row.work.slots,
        row.work.hours,
        terms_words(row.terms),
        Decimal(row.amount_cents).scaleb(-2),
        row.paid_on,
        row.method if row.paid_on is not None else "",
        "yes" if row.declined else "",
    ]


def _feedback_letter(one: PresenterFeedback, signer: str) -> FeedbackLetter:
    groups: dict[tuple[date | None, str], list[str]] = {}
    for comment in one.passed_on:
        groups.setdefault((comment.on, comment.question), []).append(comment.words)
    return FeedbackLetter(
        name=one.presenter,
        presented=list(
            dict.fromkeys(
                f"{slot.block}, {day_and_date(slot.on)}" if slot.on is not None else slot.block
                for slot in one.slots
            )
        ),
        groups=[
            FeedbackGroup(
                heading=f"{'The whole course' if on is None else day_and_date(on)}: {question}",
                comments=comments,
            )
            for (on, question), comments in groups.items()
        ],
        signer=signer,
    )


def _course_words(course: PaperCourse) -> str:
    """A course in one line."""
    when = date_range(course.starts_on, course.ends_on)
    return f"{course.title} · {course.number} · {when}"


def _service_records(db: Session, records: Collection[ServiceRecord], today: date) -> Write:
    head = paper_values.letterhead(db, today=today)
    signer = papers.academy(db).coordinator
    made = [_service_record(one) for one in records]
    return lambda path, replace: write_service_records(
        path, made, head, signer=signer, replace=replace
    )


def _service_record(record: ServiceRecord) -> ServiceRecordPaper:
    courses = len({line.number for line in record.lines})
    return ServiceRecordPaper(
        name=record.presenter,
        lines=[
            _service_line(list(lines))
            for _block, lines in groupby(record.lines, key=lambda line: line.slot.block_id)
        ],
        total=f"{work_words(record.work)} on {counted(record.work.days, 'day')} in "
        f"{counted(courses, 'course')}",
    )


def _service_line(lines: Sequence[ServiceLine]) -> ServiceRecordLine:
    """A block, whatever somebody did in it: its hours count once."""
    first = lines[0]
    parts = list(dict.fromkeys(line.slot.part for line in lines if line.slot.part))
    return ServiceRecordLine(
        day=first.slot.on,
        number=first.number,
        course=first.course,
        what=f"{first.slot.block} – {listed(parts)}" if parts else first.slot.block,
        role=listed(dict.fromkeys(line.slot.role for line in lines)),
        hours=Work(minutes=first.slot.minutes).hours,
    )
