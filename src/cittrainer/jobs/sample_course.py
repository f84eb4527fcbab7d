"""One course of the sample academy, from its plan to its certificates, as a user would do it."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.jobs import sample_skills
from cittrainer.jobs.sample_elsewhere import trained_elsewhere
from cittrainer.jobs.sample_rotation import rotate
from cittrainer.models import (
    AttendanceMark,
    BookingState,
    EnrollmentState,
    EvaluationForm,
    FormKind,
    IdentifierKind,
    Presenter,
    Room,
    TraineeRole,
)
from cittrainer.models.base import utc_now
from cittrainer.queries import attendance, curricula
from cittrainer.queries import rooms as rooms_and_groups
from cittrainer.queries.enrollments import of_course
from cittrainer.queries.weeks import week
from cittrainer.rules.person_values import Verdict
from cittrainer.rules.wording import counted, date_words
from cittrainer.services import (
    attendance as recording,
)
from cittrainer.services import (
    bookings,
    certificates,
    completion,
    course_states,
    enrollments,
    evaluations,
    groups,
    parts,
    people,
)
from cittrainer.services.agencies import find_or_add
from cittrainer.services.courses import new_course
from cittrainer.services.standards import standard_on_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.intake.sample_values import SampleAttendance, SampleCourse, SamplePart
    from cittrainer.jobs.people_preview import ImportPreview
    from cittrainer.jobs.progress import Progress
    from cittrainer.queries.attendance import Register, Trainee
    from cittrainer.rules.values import DayValue, PlacedBlock, Week

Name = tuple[str, str, str]
"""Last, first and middle name."""

GROUPS = "Scenarios"


_COMMENTS = (
    "The stories will stay with me.",
    "More time for scenarios, please.",
    "Knowing whom to call in the county helps most.",
    "The room was cold.",
    "Would like a refresher in a year.",
)


def names(preview: ImportPreview) -> dict[int, Name]:
    """The name on each line of a sheet that brought somebody in."""
    return {
        one.line.line: (one.line.last_name, one.line.first_name, one.line.middle_name)
        for one in preview.lines
        if one.match.verdict is Verdict.NEW
    }


class SampleBuilder:
    """Makes the courses of the sample academy in an open file."""

    def __init__(self, database: Database, monday: date, progress: Progress) -> None:
        self._database = database
        self._monday = monday
        self._progress = progress
        # The same sample every time; nothing about it is secret.
        self._dice = random.Random(7)

    def plan(self, sample: SampleCourse) -> int:
        """Prepare a course and open it to enrollment; returns its id."""
        course_id = self.prepare(sample)
        with self._database.step(f"Open {sample.number}") as db:
            course_states.open_course(db, course_id)
        return course_id

    def prepare(self, sample: SampleCourse) -> int:
        """Make a course with its dates, groups, rooms and bookings; returns its id."""
        first_day = self._monday + timedelta(weeks=sample.weeks_from_main)
        with self._database.step(f"New course {sample.number}") as db:
            version = next(row for row in curricula.curricula(db) if row.code == sample.curriculum)
            course_id = new_course(
                db,
                title=f"{sample.title}, {first_day:%B %Y}",
                number=sample.number,
                first_day=first_day,
                curriculum_version_id=version.id,
                standard_id=standard_on_file(db, sample.standard),
                venue=sample.venue,
                directions=sample.directions,
                provided=sample.provided,
                day_contact=sample.day_contact,
                seats=sample.seats,
                state_course_number=sample.state_course_number,
                class_number=sample.class_number,
                approval_number=sample.approval_number,
                lead_instructor=sample.lead_instructor,
            )
        with self._database.step(f"Rooms and groups of {sample.number}") as db:
            groups.make_groups(db, course_id, GROUPS, len(sample.groups))
            self._rooms(db, course_id, sample)
        with self._database.step(f"Book the presenters of {sample.number}") as db:
            self._book(db, course_id, sample)
        return course_id

    def hold(self, sample: SampleCourse) -> None:
        """Plan a course whose people have no sheet, hold it, and close it."""
        course_id = self.plan(sample)
        self.enroll_people(sample, course_id)
        self._hold(sample, course_id, {})
        with self._database.step(f"Close {sample.number}") as db:
            course_states.close_course(db, course_id, reason="Records are complete.")

    def run(self, sample: SampleCourse, course_id: int, lines: Mapping[int, Name]) -> None:
        """Hold a course whose people came in from a sheet."""
        with self._database.step(f"Enroll everybody in {sample.number}") as db:
            ids = [row.id for row in of_course(db, course_id).rows]
            enrollments.set_states(db, ids, EnrollmentState.ENROLLED)
        self._hold(sample, course_id, lines)

    def enroll_people(self, sample: SampleCourse, course_id: int) -> None:
        """Enter the people of a course that has no sheet, and enroll them."""
        with self._database.step(
            f"Enroll {counted(len(sample.people), 'person', 'people')} in {sample.number}"
        ) as db:
            for one in sample.people:
                ids = ((IdentifierKind.STATE_ID, one.state_id),) if one.state_id else ()
                person_id = people.add_person(
                    db,
                    people.PersonDetails(
                        last_name=one.last_name,
                        first_name=one.first_name,
                        identifiers=ids,
                        agency_id=find_or_add(db, one.agency),
                        role=TraineeRole(one.role),
                        position=one.position,
                        shift=one.shift,
                    ),
                    today=self._monday,
                )
                if one.elsewhere_years is not None:
                    trained_elsewhere(db, person_id, one.elsewhere_years, self._monday)
                enrollments.enroll(db, course_id, person_id, state=EnrollmentState(one.state))

    def _rooms(self, db: Session, course_id: int, sample: SampleCourse) -> None:
        rooms = {name: room_id for room_id, name in db.execute(select(Room.id, Room.name))}
        plan = week(db, course_id)
        for block, wanted in _blocks(plan, sample):
            for part, one in zip(block.parts, wanted, strict=True):
                parts.set_room(db, part.id, rooms[one.room])

    def _book(self, db: Session, course_id: int, sample: SampleCourse) -> None:
        known = {name: one for one, name in db.execute(select(Presenter.id, Presenter.public_name))}
        plan = week(db, course_id)
        for block, wanted in _blocks(plan, sample):
            for part, one in zip(block.parts, wanted, strict=True):
                for booking in one.presenters:
                    bookings.book(
                        db,
                        part.id,
                        known[booking.name],
                        role=booking.role,
                        choice=booking.choice,
                        state=BookingState(booking.state),
                    )

    def _hold(self, sample: SampleCourse, course_id: int, lines: Mapping[int, Name]) -> None:
        database = self._database
        with database.read() as db:
            book = attendance.register(db, course_id)
        by_line = {line: _trainee(book, name) for line, name in lines.items()}
        with database.step(f"Groups and excused blocks of {sample.number}") as db:
            self._assign(db, course_id, sample, book, by_line)
        rotate(database, course_id, sample.number, GROUPS)
        with database.step(f"Start {sample.number}") as db:
            course_states.start_course(db, course_id)
        missed = {
            (by_line[one.line].enrollment_id, one.day, one.start): one for one in sample.attendance
        }
        with database.read() as db:
            book = attendance.register(db, course_id)
        for number, day in enumerate(book.week.days, start=1):
            self._progress.report(0, 0, f"{sample.number}, day {number}")
            self._tick(book, number, day, missed)
            with database.step(f"Record who presented on {date_words(day.date)}") as db:
                self._record_presenters(db, course_id, sample, number, day)
            with database.step(f"Close {date_words(day.date)}") as db:
                recording.close_day(db, day.id)
        self._results(course_id, sample, by_line)
        self._evaluate(course_id, sample.number)
        with database.step(f"Record the outcomes of {sample.number}") as db:
            completion.decide(db, course_id)
        with database.step(f"Issue certificates for {sample.number}") as db:
            last = max(day.date for day in book.week.days)
            certificates.issue(db, course_id, today=last)

    def _assign(
        self,
        db: Session,
        course_id: int,
        sample: SampleCourse,
        book: Register,
        by_line: Mapping[int, Trainee],
    ) -> None:
        ids = {group.name: group.id for group in rooms_and_groups.groups(db, course_id)}
        placed = {
            (number, block.start): block.id
            for number, day in enumerate(book.week.days, start=1)
            for block in book.week.on(day.id)
        }
        wanted = {by_line[one.line].enrollment_id: one.group for one in sample.trainees}
        for one in sample.people:
            wanted[_trainee(book, (one.last_name, one.first_name, "")).enrollment_id] = one.group
        for enrollment_id, group in wanted.items():
            enrollments.set_group(db, enrollment_id, GROUPS, ids[group])
        for excused in sample.excused:
            enrollments.excuse(
                db, by_line[excused.line].enrollment_id, placed[excused.day, excused.start]
            )

    def _tick(
        self,
        book: Register,
        number: int,
        day: DayValue,
        missed: Mapping[tuple[int, int, int], SampleAttendance],
    ) -> None:
        for block in book.blocks(day):
            ticks = []
            for one in book.trainees:
                if not _expected(book, one, block):
                    continue
                short = missed.get((one.enrollment_id, number, block.start or 0))
                if short is None:
                    ticks.append(recording.Tick(one.enrollment_id, block.id))
                else:
                    ticks.append(_short_tick(one, block, short))
            if ticks:
                with self._database.step(
                    f"Tick {counted(len(ticks), 'trainee')} in “{block.title}”",
                    grouping=f"attendance:{block.id}",
                ) as db:
                    recording.record(db, ticks)

    def _record_presenters(
        self, db: Session, course_id: int, sample: SampleCourse, number: int, day: DayValue
    ) -> None:
        known = {name: one for one, name in db.execute(select(Presenter.id, Presenter.public_name))}
        for block, wanted in _blocks(week(db, course_id), sample):
            if block.day_id != day.id:
                continue
            for part, one in zip(block.parts, wanted, strict=True):
                came = one.actual or tuple(
                    booking.name
                    for booking in one.presenters
                    if booking.choice == 1 and booking.state == BookingState.CONFIRMED.value
                )
                if came:
                    bookings.record_actual(db, part.id, [known[name] for name in came])

    def _results(
        self, course_id: int, sample: SampleCourse, by_line: Mapping[int, Trainee]
    ) -> None:
        with self._database.step(f"Exam and skills of {sample.number}") as db:
            book = attendance.register(db, course_id)
            versions = {one.enrollment_id: one.version for one in book.trainees}
            results = [(by_line[one.line].enrollment_id, one) for one in sample.trainees]
            results += [
                (_trainee(book, (one.last_name, one.first_name, "")).enrollment_id, one)  # type: ignore[misc]
                for one in sample.people
            ]
            for enrollment_id, one in results:
                completion.set_results(
                    db,
                    enrollment_id,
                    exam_score=one.exam_score,
                    skills_met=None,
                    seen=versions[enrollment_id],
                )
            sample_skills.assess_everybody(
                db,
                course_id,
                {enrollment_id: one.skills_met for enrollment_id, one in results},
                max(day.date for day in book.week.days),
            )

    def _evaluate(self, course_id: int, number: str) -> None:
        with self._database.read() as db:
            plan = week(db, course_id)
            trainees = len(attendance.trainees(db, course_id))
            forms = [
                (form.id, form.title, form.kind, len(form.scale), _questions(form))
                for form in db.scalars(select(EvaluationForm))
            ]
        for form_id, title, kind, marks, questions in forms:
            for occasion in _occasions(kind, plan):
                stack = self._stack(trainees, questions, marks, pre=occasion == evaluations.PRE)
                label = evaluations.label(number, title, len(stack))
                with self._database.step(label) as db:
                    evaluations.enter_stack(
                        db, course_id, form_id, occasion, stack, today=utc_now().date()
                    )

    def _stack(
        self, trainees: int, questions: list[tuple[int, bool, bool]], marks: int, *, pre: bool
    ) -> list[evaluations.FilledForm]:
        dice = self._dice
        typical = 0.5 if pre else 0.8
        stack = []
        for _ in range(max(1, trainees - dice.randrange(4))):
            given: dict[int, int] = {}
            comments: dict[int, str] = {}
            for question_id, scale, reverse in questions:
                if not scale:
                    if dice.random() < 0.2:
                        comments[question_id] = dice.choice(_COMMENTS)
                    continue
                mark = round(1 + (marks - 1) * min(1.0, max(0.0, dice.gauss(typical, 0.2))))
                given[question_id] = marks + 1 - mark if reverse else mark
            stack.append(evaluations.FilledForm(given, comments))
        return stack


def _questions(form: EvaluationForm) -> list[tuple[int, bool, bool]]:
    return [(one.id, one.kind.value == "scale", one.reverse) for one in form.questions]


def _occasions(kind: FormKind, plan: Week) -> list[str]:
    if kind is FormKind.DAILY:
        return [day.date.isoformat() for day in plan.days]
    if kind is FormKind.PRE_POST:
        return [evaluations.PRE, evaluations.POST]
    return [evaluations.COURSE]


def _blocks(
    plan: Week, sample: SampleCourse
) -> Iterator[tuple[PlacedBlock, tuple[SamplePart, ...]]]:
    """The blocks of the week that the sample says something about."""
    numbers = {day.id: number for number, day in enumerate(plan.days, start=1)}
    wanted = {(one.day, one.start): one.parts for one in sample.blocks}
    for block in plan.blocks:
        if block.day_id is None or block.start is None:
            continue
        if (at := (numbers[block.day_id], block.start)) in wanted:
            yield block, wanted[at]


def _trainee(book: Register, name: Name) -> Trainee:
    return next(
        one for one in book.trainees if (one.last_name, one.first_name, one.middle_name) == name
    )


def _expected(book: Register, one: Trainee, block: PlacedBlock) -> bool:
    return any(
        each.block_id == block.id and not each.excused for each in book.expected[one.enrollment_id]
    )


def _short_tick(one: Trainee, block: PlacedBlock, short: SampleAttendance) -> recording.Tick:
    if not short.present:
        return recording.Tick(one.enrollment_id, block.id, AttendanceMark.ABSENT)
    late = short.reason.casefold().startswith("late")
    mark = AttendanceMark.LATE if late else AttendanceMark.LEFT_EARLY
    return recording.Tick(one.enrollment_id, block.id, mark, short.present)
