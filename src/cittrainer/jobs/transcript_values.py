"""What is on record about a person, as the value that their transcript is written from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cittrainer.documents.transcripts import Transcript, TranscriptLine
from cittrainer.documents.words import date_range, long_date
from cittrainer.models import EarlierKind, EnrollmentState, IdentifierKind
from cittrainer.rules.wording import counted, duration, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cittrainer.queries import transcripts
    from cittrainer.queries.transcripts import CourseLine, EarlierLine, MadeUpLine

_RESULTS = {
    EnrollmentState.ENROLLED: "Enrolled",
    EnrollmentState.COMPLETED: "Completed",
    EnrollmentState.NOT_COMPLETED: "Not completed",
}
_KINDS = {
    EarlierKind.COMPLETION: "Completed elsewhere",
    EarlierKind.CONTINUING: "Continuing education",
    EarlierKind.EXEMPTION: "Exempt",
}


def printed(on_file: transcripts.Transcript) -> Transcript:
    """A transcript as it is printed, the oldest line first."""
    person = on_file.person
    present = person.present
    numbers = [value for kind, value in person.identifiers if kind is IdentifierKind.STATE_ID]
    before = [one.agency for one in person.employments if one.to_date is not None and one.agency]
    facts = [
        ("Agency", present.agency if present else ""),
        ("State ID", ", ".join(numbers)),
    ]
    if before:
        facts.append(("Earlier agencies", ", ".join(dict.fromkeys(before))))
    courses = [(one.ended_on, list(_course(one))) for one in on_file.courses]
    elsewhere = [(one.done_on, [_earlier(one)]) for one in on_file.earlier]
    ordered = sorted([*courses, *elsewhere], key=lambda pair: (pair[0] is None, pair[0]))
    lines = [line for _day, group in ordered for line in group]
    return Transcript(
        name=person.full_name,
        facts=facts,
        lines=lines,
        note=f"{_hours(on_file.hours)} hours on record in "
        f"{counted(len(on_file.courses) + len(on_file.earlier), 'entry', 'entries')}."
        if lines
        else "Nothing is on record.",
    )


def _course(one: CourseLine) -> Iterator[TranscriptLine]:
    result = _RESULTS[one.state]
    if one.exam_score is not None:
        result += f", exam {one.exam_score} %"
    if one.missed:
        result += f"; missed {listed([quoted(title) for title in one.missed[:3]])}"
    yield TranscriptLine(
        day=""
        if one.began_on is None or one.ended_on is None
        else date_range(one.began_on, one.ended_on),
        what=f"{one.title} ({one.number})",
        agency=one.agency,
        hours=_hours(one.hours),
        result=result,
        certificate=one.certificate,
        valid_to=_day(one.expires_on) if one.certificate else "",
    )
    yield from (_make_up(each) for each in one.made_up)


def _make_up(one: MadeUpLine) -> TranscriptLine:
    row = one.make_up
    if row.minutes is None:
        result = "Arranged"
    else:
        result = f"Made up, {duration(row.minutes)}" if row.minutes else "Not there"
    return TranscriptLine(
        day=_day(row.on),
        what=f"{quoted(one.missed)} in {row.course}",
        result=result,
        indented=True,
    )


def _earlier(one: EarlierLine) -> TranscriptLine:
    by = f", {one.provider}" if one.provider else ""
    return TranscriptLine(
        day=_day(one.done_on) if one.began_on is None else date_range(one.began_on, one.done_on),
        what=f"{one.title}{by}",
        agency=one.agency,
        hours="" if one.minutes is None else _hours(Decimal(one.minutes) / 60),
        result=f"{_KINDS[one.kind]}; seen: {one.proof}",
        certificate=one.certificate,
        valid_to=_day(one.expires_on),
    )


def _hours(hours: Decimal) -> str:
    return f"{hours.quantize(Decimal('0.01')).normalize():f}"


def _day(day: date | None) -> str:
    return "" if day is None else long_date(day)
