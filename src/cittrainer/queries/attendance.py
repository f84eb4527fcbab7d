"""The register of a course: who sits in, in which blocks, and how long they were there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from cittrainer.models import (
    Agency,
    AttendanceEntry,
    Block,
    Course,
    Enrollment,
    EnrollmentState,
    ExcusedBlock,
    GroupMember,
    IdentifierKind,
    MakeUp,
    Person,
    PersonIdentifier,
    TraineeRole,
)
from cittrainer.queries.attendance_entries import entries
from cittrainer.queries.weeks import week
from cittrainer.rules.eligibility import AttendanceValue, BlockAttendance, expected_blocks, is_for
from cittrainer.rules.hours import is_creditable
from cittrainer.rules.seats import HOLDS_SEAT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Label
    from sqlalchemy.orm import Session

    from cittrainer.queries.attendance_entries import EntryValue
    from cittrainer.rules.values import DayValue, PlacedBlock, Week


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody who holds a seat in a course."""

    enrollment_id: int
    person_id: int
    last_name: str
    first_name: str
    middle_name: str
    suffix: str
    agency: str
    role: TraineeRole
    position: str
    state: EnrollmentState
    state_id: str
    walk_in: bool
    exam_score: int | None
    skills_met: bool | None
    remarks: str
    version: int
    groups: frozenset[int]
    excused: frozenset[int]
    """Ids of the blocks that they need not attend."""

    @property
    def full_name(self) -> str:
        """As said aloud and printed."""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)

    @property
    def sorted_name(self) -> str:
        """Last name first, as lists sort it."""
        last = " ".join(part for part in (self.last_name, self.suffix) if part)
        first = " ".join(part for part in (self.first_name, self.middle_name) if part)
        return f"{last}, {first}" if first else last


@dataclass(frozen=True, slots=True)
class Guest:
    """A trainee of another course who makes up in this one what they missed there."""

    trainee: Trainee
    course: str
    """Number of their own course."""
    blocks: frozenset[int]
    """The blocks of this course in which they are expected."""


@dataclass(frozen=True)
class Register:
    """A course's week, its trainees and their attendance."""

    week: Week
    trainees: tuple[Trainee, ...]
    """In the order of last names."""
    entries: Mapping[tuple[int, int], EntryValue]
    """By enrollment and block."""
    guests: tuple[Guest, ...] = ()
    """Trainees of other courses who make something up here."""
    made: Mapping[int, Mapping[int, tuple[int, ...]]] = field(default_factory=dict)
    """Minutes made up elsewhere, by enrollment and missed block."""

    @property
    def everybody(self) -> tuple[Trainee, ...]:
        """Whose attendance is recorded here: the course's own trainees, then its guests."""
        return self.trainees + tuple(one.trainee for one in self.guests)

    def blocks(self, day: DayValue) -> tuple[PlacedBlock, ...]:
        """The blocks of a day whose attendance is recorded: all whose minutes count."""
        standard = self.week.standard
        return tuple(block for block in self.week.on(day.id) if is_creditable(block, standard))

    @cached_property
    def expected(self) -> Mapping[int, tuple[BlockAttendance, ...]]:
        """The creditable blocks that are for each trainee, with minutes, by enrollment."""
        present: dict[int, dict[int, int]] = defaultdict(dict)
        for (enrollment_id, block_id), entry in self.entries.items():
            present[enrollment_id][block_id] = entry.minutes
        return {
            one.enrollment_id: expected_blocks(
                self.week,
                groups=one.groups,
                excused=one.excused,
                present=present[one.enrollment_id],
                made=self.made.get(one.enrollment_id),
            )
            for one in self.trainees
        }

    def attendance(self, trainee: Trainee) -> AttendanceValue:
        """All that decides whether a trainee completed the course."""
        return AttendanceValue(
            self.expected[trainee.enrollment_id], trainee.exam_score, trainee.skills_met
        )

    @cached_property
    def credited(self) -> frozenset[tuple[int, int]]:
        """Pairs of enrollment and block whose minutes count: the block is for the trainee."""
        week = self.week
        placed = [block for day in week.days for block in week.on(day.id)]
        # Trainees of the same groups have the same blocks.
        blocks = {
            groups: [block.id for block in placed if is_for(block, week, groups)]
            for groups in {one.groups for one in self.trainees}
        }
        own = ((one.enrollment_id, block) for one in self.trainees for block in blocks[one.groups])
        return frozenset([*own, *self._of_guests])

    @property
    def _of_guests(self) -> list[tuple[int, int]]:
        return [(one.trainee.enrollment_id, block) for one in self.guests for block in one.blocks]

    def open_pairs(self, day_id: int) -> list[tuple[int, int]]:
        """Pairs of enrollment and block of a day for which an entry is expected and missing."""
        blocks = {block.id for block in self.week.on(day_id)}
        asked = [
            (one.enrollment_id, block.block_id)
            for one in self.trainees
            for block in self.expected[one.enrollment_id]
            if not block.excused
        ]
        return [
            pair
            for pair in (*asked, *self._of_guests)
            if pair[1] in blocks and pair not in self.entries
        ]


def register(db: Session, course_id: int) -> Register:
    """The register of a course, read with a fixed number of queries.

    Raises:
        NotFound: there is no such course.
    """
    return Register(
        week(db, course_id),
        trainees(db, course_id),
        entries(db, course_id),
        guests(db, course_id),
        made_up(db, course_id),
    )


def trainees(db: Session, course_id: int) -> tuple[Trainee, ...]:
    """Those who hold a seat, in the order of their names."""
    return _trainees(db, Enrollment.course_id == course_id, Enrollment.state.in_(HOLDS_SEAT))


def guests(db: Session, course_id: int) -> tuple[Guest, ...]:
    """Trainees of other courses who make something up in this one, in the order of names."""
    blocks: dict[int, set[int]] = defaultdict(set)
    courses: dict[int, str] = {}
    for enrollment_id, block_id, number in db.execute(
        select(MakeUp.enrollment_id, MakeUp.block_id, Course.number)
        .join(Block, Block.id == MakeUp.block_id)
        .join(Enrollment, Enrollment.id == MakeUp.enrollment_id)
        .join(Course, Course.id == Enrollment.course_id)
        .where(Block.course_id == course_id)
    ):
        blocks[enrollment_id].add(block_id)
        courses[enrollment_id] = number
    if not blocks:
        return ()
    found = _trainees(db, Enrollment.id.in_(list(blocks)))
    return tuple(
        Guest(
            # What they are excused from and grouped by is of their own course.
            replace(one, groups=frozenset(), excused=frozenset(), walk_in=False),
            courses[one.enrollment_id],
            frozenset(blocks[one.enrollment_id]),
        )
        for one in found
    )


def made_up(db: Session, course_id: int) -> dict[int, dict[int, tuple[int, ...]]]:
    """Minutes made up elsewhere for blocks of a course, by enrollment and missed block."""
    rows = db.execute(
        select(
            MakeUp.enrollment_id,
            MakeUp.missed_block_id,
            MakeUp.block_id,
            AttendanceEntry.minutes,
        )
        .join(Enrollment, Enrollment.id == MakeUp.enrollment_id)
        .join(
            AttendanceEntry,
            and_(
                AttendanceEntry.enrollment_id == MakeUp.enrollment_id,
                AttendanceEntry.block_id == MakeUp.block_id,
            ),
        )
        .where(Enrollment.course_id == course_id)
        .order_by(AttendanceEntry.id)
    )
    # Later entries overwrite earlier ones, as everywhere.
    latest = {(one, missed, block): minutes for one, missed, block, minutes in rows}
    made: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
    for (one, missed, _block), minutes in latest.items():
        made[one][missed] = (*made[one].get(missed, ()), minutes)
    return made


def _trainees(db: Session, *mine: ColumnElement[bool]) -> tuple[Trainee, ...]:
    groups: dict[int, set[int]] = defaultdict(set)
    for enrollment_id, group_id in db.execute(
        select(GroupMember.enrollment_id, GroupMember.group_id).join(Enrollment).where(*mine)
    ):
        groups[enrollment_id].add(group_id)
    excused: dict[int, set[int]] = defaultdict(set)
    for enrollment_id, block_id in db.execute(
        select(ExcusedBlock.enrollment_id, ExcusedBlock.block_id).join(Enrollment).where(*mine)
    ):
        excused[enrollment_id].add(block_id)
    rows = db.execute(
        select(
            Enrollment.id,
            Enrollment.person_id,
            Person.last_name,
            Person.first_name,
            Person.middle_name,
            Person.suffix,
            Agency.name.label("agency"),
            Enrollment.role,
            Enrollment.position,
            Enrollment.state,
            Enrollment.walk_in,
            Enrollment.exam_score,
            Enrollment.skills_met,
            Enrollment.remarks,
            Enrollment.version,
            _state_id(),
        )
        .join(Person, Person.id == Enrollment.person_id)
        .outerjoin(Agency, Agency.id == Enrollment.agency_id)
        .where(*mine)
        .order_by(Person.search_name, Person.id)
    )
    return tuple(
        Trainee(
            enrollment_id=row.id,
            person_id=row.person_id,
            last_name=row.last_name,
            first_name=row.first_name,
            middle_name=row.middle_name,
            suffix=row.suffix,
            agency=row.agency or "",
            role=row.role,
            position=row.position,
            state=row.state,
            state_id=row.state_id or "",
            walk_in=row.walk_in,
            exam_score=row.exam_score,
            skills_met=row.skills_met,
            remarks=row.remarks,
            version=row.version,
            groups=frozenset(groups[row.id]),
            excused=frozenset(excused[row.id]),
        )
        for row in rows
    )


def _state_id() -> Label[str]:
    """One state ID of the person, the first on file."""
    return (
        select(PersonIdentifier.value)
        .where(
            PersonIdentifier.person_id == Person.id,
            PersonIdentifier.kind == IdentifierKind.STATE_ID,
        )
        .order_by(PersonIdentifier.id)
        .limit(1)
        .scalar_subquery()
        .label("state_id")
    )
