"""What came of the courses: enrollments, attendance, certificates and anonymous evaluations."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from benchmarks.writer import moment
from cittrainer.models import (
    Answer,
    AnswerSheet,
    AttendanceEntry,
    Certificate,
    Enrollment,
    EnrollmentStateEntry,
    FormHandedIn,
    GroupMember,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.bulk import Size
    from benchmarks.bulk_courses import CourseValue
    from benchmarks.bulk_people import Trainee
    from benchmarks.writer import Writer

FORM = "COURSE"
_ABSENT, _CORRECTED = 0.08, 0.01
"""Shares: of trainees who miss a day, and of entries that are corrected."""
_ANSWERED = 0.8
"""Share of the trainees who hand the form in."""


@dataclass(frozen=True, slots=True)
class _Seat:
    id: int
    course: CourseValue
    person: Trainee
    state: str
    misses: int | None
    """The number of the course day that was missed."""


def write(
    writer: Writer,
    random: Random,
    size: Size,
    people: list[Trainee],
    plan: list[CourseValue],
    today: date,
) -> None:
    """Write the records of every course, in the order in which they came about."""
    enrollment_ids = count(1)
    states = count(1)
    entries = count(1)
    certificates: Counter[int] = Counter()
    questions = _questions(writer)
    for course in plan:
        seats = [
            _seat(random, next(enrollment_ids), course, person)
            for person in random.sample(people, size.trainees)
        ]
        _write_seats(writer, random, seats, states)
        writer.insert(
            AttendanceEntry,
            ("id", "enrollment_id", "block_id", "mark", "minutes", "corrects_id", "reason",
             "recorded"),
            _attendance(random, course, seats, entries, today),
        )  # fmt: skip
        if course.state == "closed":
            writer.insert(
                Certificate,
                ("number", "year", "sequence", "course_id", "enrollment_id", "words", "issued_on",
                 "expires_on", "created", "changed"),
                _certificates(seats, certificates),
            )  # fmt: skip
            _write_evaluations(writer, random, course, seats, questions)


def _seat(random: Random, number: int, course: CourseValue, person: Trainee) -> _Seat:
    misses = random.randrange(len(course.days)) if random.random() < _ABSENT else None
    if course.state == "closed":
        state = "completed" if misses is None else "not_completed"
    elif course.state == "planning":
        state = "nominated"
    else:
        state = "enrolled"
    return _Seat(number, course, person, state, misses)


def _write_seats(writer: Writer, random: Random, seats: list[_Seat], ids: count[int]) -> None:
    course = seats[0].course
    first = datetime.combine(course.days[0], datetime.min.time(), UTC) - timedelta(days=40)
    steps = {"nominated": 1, "enrolled": 2, "completed": 3, "not_completed": 3}
    over = course.state == "closed"

    def when(seat: _Seat, number: int) -> str:
        return moment(first + timedelta(days=20 * number, hours=9, minutes=seat.id % 480))

    writer.insert(
        Enrollment,
        ("id", "course_id", "person_id", "agency_id", "role", "position", "state", "exam_score",
         "skills_met", "created", "changed", "version"),
        (
            (
                seat.id, course.id, seat.person.id, seat.person.agency_id, seat.person.role,
                seat.person.position, seat.state, random.randrange(80, 101) if over else None,
                True if over else None, when(seat, 0), when(seat, steps[seat.state] - 1),
                steps[seat.state],
            )
            for seat in seats
        ),
    )  # fmt: skip
    writer.insert(
        EnrollmentStateEntry,
        ("id", "enrollment_id", "state", "recorded"),
        (
            (next(ids), seat.id, state, when(seat, number))
            for seat in seats
            for number, state in enumerate(
                ["nominated", "enrolled", seat.state][: steps[seat.state]]
            )
        ),
    )
    writer.insert(
        GroupMember,
        ("enrollment_id", "group_id"),
        ((seat.id, course.groups[seat.id % len(course.groups)]) for seat in seats),
    )


def _attendance(
    random: Random, course: CourseValue, seats: list[_Seat], ids: count[int], today: date
) -> Iterator[tuple[Any, ...]]:
    """An entry of each trainee for each block that was taught before today, in order of time."""
    for block_id, day, minutes, end in course.taught:
        if day >= today:
            continue
        midnight = datetime.combine(day, datetime.min.time(), UTC)
        at = moment(midnight + timedelta(minutes=end))
        later = moment(midnight + timedelta(minutes=end + 5))
        corrected = []
        for seat in seats:
            entry = next(ids)
            missed = seat.misses is not None and course.days[seat.misses] == day
            mark, present = ("absent", 0) if missed else ("present", minutes)
            if random.random() < _CORRECTED:
                corrected.append((entry, seat.id))
            yield entry, seat.id, block_id, mark, present, None, "", at
        for entry, seat_id in corrected:
            less = max(0, minutes - 10)
            yield next(ids), seat_id, block_id, "late", less, entry, "Came in late", later


def _certificates(seats: list[_Seat], issued: Counter[int]) -> Iterator[tuple[Any, ...]]:
    course = seats[0].course
    first, last = course.days[0], course.days[-1]
    for seat in seats:
        if seat.misses is not None:
            continue
        issued[last.year] += 1
        number = f"CIT-{last.year}-{issued[last.year]:04d}"
        # 28 days are in every month, so the year alone can be moved on.
        expires = last.replace(year=last.year + 4, day=min(last.day, 28)).isoformat()
        words = {
            "number": number,
            "academy": "Tamarack State Academy",
            "trainee": seat.person.name,
            "agency": seat.person.agency,
            "role": seat.person.position,
            "state_id": f"State ID {seat.person.state_id}",
            "course_title": course.title,
            "course_number": course.number,
            "class_number": f"{course.id:05d}",
            "hours": "40",
            "starts_on": first.isoformat(),
            "ends_on": last.isoformat(),
            "location": "Tamarack Training Center",
            "lead_instructor": "Lt. Renée Ashford",
            "coordinator": "Dana Whitfield",
            "issued_on": last.isoformat(),
            "expires_on": expires,
        }
        at = moment(datetime.combine(last, datetime.min.time(), UTC) + timedelta(hours=18))
        yield (
            number, last.year, issued[last.year], course.id, seat.id, json.dumps(words),
            last.isoformat(), expires, at, at,
        )  # fmt: skip


def _questions(writer: Writer) -> list[tuple[int, int]]:
    """Form and id of each question that is answered by a mark."""
    return writer.select(
        "SELECT f.id, q.id FROM question q JOIN evaluation_form f ON f.id = q.form_id "
        "WHERE f.code = ? AND q.kind = 'scale'",
        FORM,
    )


def _write_evaluations(
    writer: Writer,
    random: Random,
    course: CourseValue,
    seats: list[_Seat],
    questions: list[tuple[int, int]],
) -> None:
    form_id = questions[0][0]
    answered = random.sample(seats, int(len(seats) * _ANSWERED))
    keys = [random.randbytes(16) for _ in answered]
    day = course.days[-1].isoformat()
    writer.insert(
        AnswerSheet,
        ("key", "course_id", "form_id", "occasion", "entered_on"),
        ((key, course.id, form_id, "course", day) for key in keys),
    )
    writer.insert(
        Answer,
        ("sheet_key", "question_id", "mark"),
        ((key, question, random.randrange(2, 6)) for key in keys for _, question in questions),
    )
    writer.insert(
        FormHandedIn, ("enrollment_id", "form_id"), ((seat.id, form_id) for seat in answered)
    )
