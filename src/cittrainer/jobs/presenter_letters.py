"""Letters to the presenters of a course: one each, with all of their slots that it is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cittrainer.documents.calendars import CalendarEvent
from cittrainer.documents.words import clock_range_half, date_range, day_and_date, long_date
from cittrainer.errors import Invalid
from cittrainer.jobs.letter_values import (
    TITLES,
    LetterRow,
    Letters,
    academy_values,
    worded_letter,
)
from cittrainer.jobs.release_papers import slot_uid
from cittrainer.models import LetterKind
from cittrainer.queries import letters, papers
from cittrainer.queries.care import bars
from cittrainer.queries.presenter_letters import (
    LetterSlot,
    PresenterAddressee,
    addressees,
    place_facts,
)
from cittrainer.rules.care import Bar, cannot_be_booked
from cittrainer.rules.stipends import promised_words
from cittrainer.rules.wording import counted, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cittrainer.rules.letters import Wording

MOST_DAYS_TO_ANSWER = 14


def presenter_letters(
    db: Session,
    kind: LetterKind,
    course_id: int,
    *,
    today: date,
    answer_by: date | None = None,
    words: Wording | None = None,
) -> Letters:
    """The letters to the presenters of a course as they would be written today.

    Args:
        db: Open for reading.
        kind: Invitation, confirmation, reminder, change or thanks.
        course_id: Of which course.
        today: The present day.
        answer_by: The day by which an answer is wanted; None: see ``usual_answer_by``.
        words: Other words than those on file, to see what they make.

    Raises:
        NotFound: there is no such course.
        UserError: it has no days yet, or the academy no name.
        Invalid: the day by which an answer is wanted is over.
    """
    refuse_past_answer(answer_by, today)
    course = papers.paper_course(db, course_id)
    there = place_facts(db, course_id)
    values = academy_values(db, today) | {
        "course": course.title,
        "number": course.number,
        "dates": date_range(course.starts_on, course.ends_on),
        "place": course.location,
        "directions": there.directions,
        "provided": there.provided,
        "day_contact": there.day_contact,
    }
    words = letters.words_of(db, kind) if words is None else words
    barred = {} if kind is LetterKind.THANKS else bars(db, course_id)
    rows = []
    for one in addressees(db, kind, course_id, today=today):
        own = {
            "name": one.name,
            "slots": "\n".join(slot_words(slot) for slot in _kept(one.slots)),
            "stipend": promised_words(one.stipend),
            "answer_by": long_date(answer_by or usual_answer_by(today, one.slots)),
        }
        letter = worded_letter(one.name, one.email, one.organization, words, {**values, **own})
        rows.append(
            LetterRow(
                key=str(one.id),
                sorted_name=one.sorted_name,
                agency=one.organization,
                about=_about(_kept(one.slots)),
                letter=letter,
                events=() if kind is LetterKind.THANKS else tuple(_events(kind, one, values)),
                to_ask=tuple(s.booking_id for s in one.slots if s.to_ask and s.booking_id),
                warning=_warning(one, barred.get(one.id, Bar())),
            )
        )
    return Letters(
        kind=kind,
        title=TITLES[kind],
        subtitle=f"{course.title} ({course.number})",
        rows=tuple(rows),
    )


def _warning(one: PresenterAddressee, bar: Bar) -> str:
    """That somebody cannot be booked for what the letter is about; it can be written all the same.

    A letter about the change tells them; one that asks them to come would not be meant.
    """
    days = sorted({slot.on_date for slot in _kept(one.slots) if slot.on_date in bar.on} - {None})
    if bar.whole:
        return cannot_be_booked(one.name)
    return cannot_be_booked(one.name, days[0]) if days else ""


def refuse_past_answer(answer_by: date | None, today: date) -> None:
    """Refuse to ask for an answer by a day that is over.

    Raises:
        Invalid: it is over.
    """
    if answer_by is not None and answer_by < today:
        raise Invalid(
            f"Nobody can answer by {long_date(answer_by)} any more.",
            hint="Choose a day from today on.",
        )


def usual_answer_by(today: date, slots: Sequence[LetterSlot]) -> date:
    """By when an answer is wanted: in two weeks, but halfway to the first slot where it is near."""
    first = min((slot.on_date for slot in slots if slot.on_date is not None), default=None)
    days = MOST_DAYS_TO_ANSWER
    if first is not None:
        days = max(0, min(days, (first - today).days // 2))
    return today + timedelta(days=days)


def slot_words(slot: LetterSlot) -> str:
    """A slot on one line: day, time, title, room, role."""
    role = f"as {slot.role}" if slot.role else ""
    words = [quoted(slot.block), slot.part, slot.place, role]
    told = f"{_when(slot)}: {', '.join(word for word in words if word)}"
    return f"{told}, if whoever is asked first cannot come" if slot.stands_in else told


def _kept(slots: Sequence[LetterSlot]) -> list[LetterSlot]:
    return [slot for slot in slots if not slot.called_off]


def _when(slot: LetterSlot) -> str:
    if slot.on_date is None or slot.start_minute is None:
        return "Day and time are not settled yet"
    return f"{day_and_date(slot.on_date)}, {clock_range_half(slot.start_minute, slot.minutes)}"


def _about(slots: Sequence[LetterSlot]) -> str:
    return quoted(slots[0].block) if len(slots) == 1 else counted(len(slots), "slot")


def _events(
    kind: LetterKind, one: PresenterAddressee, values: Mapping[str, str]
) -> Iterator[CalendarEvent]:
    """One for each block with a day, whatever the number of its parts in which they are."""
    blocks: dict[str, list[LetterSlot]] = {}
    for slot in one.slots:
        blocks.setdefault(slot.block_uuid, []).append(slot)
    for uuid, slots in blocks.items():
        first, kept = slots[0], _kept(slots)
        if first.on_date is None or first.start_minute is None:
            continue
        places = dict.fromkeys(slot.place for slot in kept or slots if slot.place)
        where = (listed(places) if places else "", values["place"])
        yield CalendarEvent(
            uid=slot_uid(uuid, one.id),
            title=first.block,
            day=first.on_date,
            start_minute=first.start_minute,
            minutes=first.minutes,
            location=", ".join(part for part in where if part),
            description=f"{values['course']} ({values['number']})",
            cancelled=not kept,
            tentative=kind is LetterKind.INVITATION,
        )
