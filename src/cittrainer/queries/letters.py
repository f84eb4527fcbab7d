"""The words of the academy's letters, and to whom the letters of a course go."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cittrainer.models import (
    Agency,
    CourseDay,
    CourseGroup,
    Employment,
    Enrollment,
    EnrollmentState,
    GroupMember,
    LetterKind,
    LetterTemplate,
    Person,
)
from cittrainer.rules.letter_words import SHIPPED
from cittrainer.rules.letters import Wording

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The words of a kind of letter as they hold today.

    Attributes:
        own: Whether the academy wrote them.
        version: Of its own words; 0 for the shipped ones.
    """

    kind: LetterKind
    words: Wording
    own: bool
    version: int


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody whom a letter goes to.

    Attributes:
        key: The same for the same addressee each time; of one kind of letter.
        agency: Of the person, or of the trainees.
        trainees: Of a supervisor: names of their people, each with rank.
    """

    key: str
    name: str
    sorted_name: str
    first_name: str
    last_name: str
    email: str
    rank: str
    agency: str
    groups: tuple[str, ...] = ()
    trainees: tuple[str, ...] = ()
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class CourseHours:
    """A day of a course, its first minute after midnight and its length in minutes."""

    date: date
    start: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Addressees:
    """Those whom a kind of letter of a course goes to, by name.

    Attributes:
        nobody_for: Names of the trainees for whom there is nobody to write to.
    """

    rows: tuple[Addressee, ...]
    nobody_for: tuple[str, ...] = ()


def letter_words(db: Session) -> tuple[LetterWords, ...]:
    """The words of every kind of letter, the academy's own where it has some."""
    own = {one.kind: one for one in db.scalars(select(LetterTemplate))}
    return tuple(
        LetterWords(kind, Wording(own[kind].subject, own[kind].body), True, own[kind].version)
        if kind in own
        else LetterWords(kind, SHIPPED[kind.value], False, 0)
        for kind in LetterKind
    )


def words_of(db: Session, kind: LetterKind) -> Wording:
    """The words of one kind of letter."""
    return next(one.words for one in letter_words(db) if one.kind is kind)


def days(db: Session, course_id: int) -> tuple[CourseHours, ...]:
    """The days of a course with their hours, in order."""
    rows = db.execute(
        select(CourseDay.date, CourseDay.start_minute, CourseDay.end_minute)
        .where(CourseDay.course_id == course_id)
        .order_by(CourseDay.date)
    )
    return tuple(CourseHours(day, start, end - start) for day, start, end in rows)


def trainees(db: Session, course_id: int, state: EnrollmentState) -> Addressees:
    """The trainees of a course who are in a state, each with their groups."""
    groups = _groups(db, course_id)
    rows = db.execute(
        select(Enrollment, Person, Agency.name)
        .join(Enrollment.person)
        .outerjoin(Enrollment.agency)
        .where(Enrollment.course_id == course_id, Enrollment.state == state)
        .order_by(Person.search_name, Person.id)
    )
    return Addressees(
        tuple(
            Addressee(
                key=str(one.id),
                name=person.full_name,
                sorted_name=person.sorted_name,
                first_name=person.first_name,
                last_name=person.last_name,
                email=person.email,
                rank=one.position,
                agency=agency or "",
                groups=tuple(groups.get(one.id, ())),
                answer_by=one.offer_until,
            )
            for one, person, agency in rows
        )
    )


def supervisors(db: Session, course_id: int) -> Addressees:
    """Whoever leads the enrolled trainees of a course; else the contact of their agency.

    Each gets one letter, whatever the number of their people.
    """
    leader = aliased(Person)
    rows = db.execute(
        select(Enrollment.position, Person, Agency, leader)
        .join(Enrollment.person)
        .outerjoin(Agency, Agency.id == Enrollment.agency_id)
        .outerjoin(
            Employment,
            (Employment.person_id == Person.id)
            & (Employment.agency_id == Enrollment.agency_id)
            & Employment.to_date.is_(None)
            & Employment.supervisor_id.is_not(None),
        )
        .outerjoin(leader, leader.id == Employment.supervisor_id)
        .where(Enrollment.course_id == course_id, Enrollment.state == EnrollmentState.ENROLLED)
        .order_by(Person.search_name, Person.id)
    )
    people: dict[str, list[str]] = defaultdict(list)
    whom: dict[str, tuple[Person | None, Agency | None]] = {}
    nobody: list[str] = []
    for position, trainee, agency, their_leader in rows:
        if their_leader is None and agency is None:
            nobody.append(trainee.full_name)
            continue
        place = 0 if agency is None else agency.id
        key = f"agency {place}" if their_leader is None else f"{their_leader.id} in {place}"
        whom[key] = their_leader, agency
        named = f"{trainee.full_name}, {position}" if position else trainee.full_name
        # Somebody with two posts at one agency is still one trainee.
        if named not in people[key]:
            people[key].append(named)
    found = [_leading(key, *whom[key], tuple(people[key])) for key in whom]
    return Addressees(tuple(sorted(found, key=lambda one: one.sorted_name)), tuple(nobody))


def _leading(
    key: str, leader: Person | None, agency: Agency | None, people: tuple[str, ...]
) -> Addressee:
    place = "" if agency is None else agency.name
    if leader is not None:
        return Addressee(
            key=key,
            name=leader.full_name,
            sorted_name=leader.sorted_name,
            first_name=leader.first_name,
            last_name=leader.last_name,
            email=leader.email,
            rank="",
            agency=place,
            trainees=people,
        )
    assert agency is not None, "without both nobody is written to"
    called = agency.contact_name or agency.name
    return Addressee(
        key=key,
        name=called,
        sorted_name=called,
        first_name="",
        last_name=called,
        email=agency.email,
        rank="",
        agency=place,
        trainees=people,
    )


def _groups(db: Session, course_id: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = db.execute(
        select(GroupMember.enrollment_id, CourseGroup.set_name, CourseGroup.name)
        .join(CourseGroup, CourseGroup.id == GroupMember.group_id)
        .where(CourseGroup.course_id == course_id)
        .order_by(CourseGroup.set_name, CourseGroup.name)
    )
    for enrollment_id, set_name, name in rows:
        found[enrollment_id].append(f"{set_name} {name}" if set_name else name)
    return found
