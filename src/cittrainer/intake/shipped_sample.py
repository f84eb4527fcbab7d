"""The sample academy that ships as JSON files and one sheet of nominations, as frozen values.

Everybody and everything in it is invented. Blocks are named by course day, start and title, the
trainees of the main course by their line in the sheet of nominations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cittrainer.intake.json_fields import Fields, read_object
from cittrainer.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SampleRoom:
    """A room of the academy or a place that is visited."""

    name: str
    building: str
    seats: int | None
    equipment: str


@dataclass(frozen=True, slots=True)
class SampleAcademy:
    """The academy and its rooms."""

    name: str
    address: str
    time_zone: str
    coordinator: str
    coordinator_title: str
    phone: str
    email: str
    certificate_prefix: str
    standard: str
    """Code of the standard that new courses start with."""
    rooms: tuple[SampleRoom, ...]


@dataclass(frozen=True, slots=True)
class SampleAgency:
    """An agency with its strengths; None where it has none of a kind."""

    name: str
    short_name: str
    kind: str
    aliases: tuple[str, ...]
    sworn: int | None
    patrol: int | None
    dispatchers: int | None
    target_percent: int | None
    contact_name: str
    email: str


@dataclass(frozen=True, slots=True)
class SamplePresenter:
    """A presenter under the public name."""

    name: str
    kind: str
    title: str
    organization: str
    email: str
    """Empty for those who tell of their own life; theirs is in the confidential record."""
    topics: str
    bio: str


@dataclass(frozen=True, slots=True)
class SampleConfidential:
    """What only the coordinator may see of a presenter."""

    name: str
    """The public name of the presenter."""
    email: str
    phone: str
    support_person: str
    access_needs: str
    topics_not_asked: str
    consent_scope: str
    consent_days_before: int
    """Days before the main course on which consent was given."""
    consent_valid_days: int


@dataclass(frozen=True, slots=True)
class SampleBooking:
    """A presenter asked for a part."""

    name: str
    role: str
    choice: int
    """1 is the first choice, 2 the first alternate."""
    state: str


@dataclass(frozen=True, slots=True)
class SamplePart:
    """Where a block happens, for whom and with whom."""

    room: str
    group: str
    """Empty for everyone."""
    presenters: tuple[SampleBooking, ...]
    actual: tuple[str, ...]
    """Who really presented; empty where it was as planned."""


@dataclass(frozen=True, slots=True)
class SampleBlock:
    """The parts of a block of the curriculum."""

    day: int
    start: int
    """Minutes after midnight."""
    title: str
    parts: tuple[SamplePart, ...]


@dataclass(frozen=True, slots=True)
class SampleTrainee:
    """What became of a line of the sheet of nominations."""

    line: int
    group: str
    exam_score: int | None
    skills_met: bool | None


@dataclass(frozen=True, slots=True)
class SampleExcused:
    """A block that a trainee was excused from beforehand."""

    line: int
    day: int
    start: int


@dataclass(frozen=True, slots=True)
class SampleAttendance:
    """Minutes present where a trainee was not there for all of a block."""

    line: int
    day: int
    start: int
    present: int
    reason: str


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A trainee of a course that has no sheet of nominations."""

    last_name: str
    first_name: str
    agency: str
    role: str
    position: str
    state_id: str
    state: str
    """State of the enrollment before the course is held."""
    group: str
    exam_score: int | None
    skills_met: bool | None


@dataclass(frozen=True, slots=True)
class SampleCourse:
    """A course of the sample academy, with what happened in it."""

    number: str
    title: str
    curriculum: str
    standard: str
    weeks_from_main: int
    """Weeks between the first days of the main course and this one; negative for earlier."""
    seats: int
    venue: str
    state_course_number: str
    class_number: str
    approval_number: str
    lead_instructor: str
    groups: tuple[str, ...]
    nominations: str
    """File name of the sheet of nominations; empty for none."""
    blocks: tuple[SampleBlock, ...]
    trainees: tuple[SampleTrainee, ...]
    excused: tuple[SampleExcused, ...]
    attendance: tuple[SampleAttendance, ...]
    people: tuple[SamplePerson, ...]


def academy() -> SampleAcademy:
    """The sample academy."""
    return _read("academy.json", _academy)


def agencies() -> tuple[SampleAgency, ...]:
    """The agencies that send people to it."""
    return _read("agencies.json", lambda fields: fields.rows("agencies", _agency))


def presenters() -> tuple[SamplePresenter, ...]:
    """Those who teach there."""
    return _presenters_file()[0]


def confidential_records() -> tuple[SampleConfidential, ...]:
    """The confidential records of those presenters who tell of their own life."""
    return _presenters_file()[1]


def main_course() -> SampleCourse:
    """The course of the messy sheet: held, with absences and a late arrival."""
    return _read("course.json", _course)


def earlier_course() -> SampleCourse:
    """A course that was finished before."""
    return _read("earlier.json", _course)


def coming_course() -> SampleCourse:
    """A course that is still being filled."""
    return _read("coming.json", _course)


def nominations() -> Path:
    """The sheet that agencies sent in for the main course."""
    return resource("sample/nominations.xlsx")


def _read(name: str, read: Callable[[Fields], T]) -> T:
    def without_head(fields: Fields) -> T:
        if not fields.flag("our_own"):
            raise fields.refusal("it is not marked as invented")
        fields.text("note")
        return read(fields)

    return read_object(resource(f"sample/{name}"), without_head)


def _academy(fields: Fields) -> SampleAcademy:
    return SampleAcademy(
        name=fields.text("name"),
        address=fields.text("address"),
        time_zone=fields.text("time_zone"),
        coordinator=fields.text("coordinator"),
        coordinator_title=fields.text("coordinator_title"),
        phone=fields.text("phone"),
        email=fields.text("email"),
        certificate_prefix=fields.text("certificate_prefix"),
        standard=fields.text("standard"),
        rooms=fields.rows("rooms", _room),
    )


def _room(fields: Fields) -> SampleRoom:
    return SampleRoom(
        name=fields.text("name"),
        building=fields.text("building", default=""),
        seats=fields.whole_or_none("seats", least=1),
        equipment=fields.text("equipment", default=""),
    )


def _agency(fields: Fields) -> SampleAgency:
    return SampleAgency(
        name=fields.text("name"),
        short_name=fields.text("short_name"),
        kind=fields.text("kind"),
        aliases=fields.texts("aliases"),
        sworn=fields.whole_or_none("sworn"),
        patrol=fields.whole_or_none("patrol"),
        dispatchers=fields.whole_or_none("dispatchers"),
        target_percent=fields.whole_or_none("target_percent", most=100),
        contact_name=fields.text("contact_name"),
        email=fields.text("email"),
    )


def _presenters_file() -> tuple[tuple[SamplePresenter, ...], tuple[SampleConfidential, ...]]:
    return _read(
        "presenters.json",
        lambda fields: (
            fields.rows("presenters", _presenter),
            fields.rows("confidential", _confidential),
        ),
    )


def _presenter(fields: Fields) -> SamplePresenter:
    return SamplePresenter(
        name=fields.text("name"),
        kind=fields.text("kind"),
        title=fields.text("title", default=""),
        organization=fields.text("organization", default=""),
        email=fields.text("email", default=""),
        topics=fields.text("topics", default=""),
        bio=fields.text("bio", default=""),
    )


def _confidential(fields: Fields) -> SampleConfidential:
    return SampleConfidential(
        name=fields.text("name"),
        email=fields.text("email", default=""),
        phone=fields.text("phone", default=""),
        support_person=fields.text("support_person", default=""),
        access_needs=fields.text("access_needs", default=""),
        topics_not_asked=fields.text("topics_not_asked", default=""),
        consent_scope=fields.text("consent_scope"),
        consent_days_before=fields.whole("consent_days_before"),
        consent_valid_days=fields.whole("consent_valid_days"),
    )


def _course(fields: Fields) -> SampleCourse:
    return SampleCourse(
        number=fields.text("number"),
        title=fields.text("title"),
        curriculum=fields.text("curriculum"),
        standard=fields.text("standard"),
        weeks_from_main=fields.whole("weeks_from_main", least=-520, most=520),
        seats=fields.whole("seats"),
        venue=fields.text("venue"),
        state_course_number=fields.text("state_course_number"),
        class_number=fields.text("class_number"),
        approval_number=fields.text("approval_number", default=""),
        lead_instructor=fields.text("lead_instructor"),
        groups=fields.texts("groups"),
        nominations=fields.text("nominations", default=""),
        blocks=fields.rows("bookings", _block),
        trainees=fields.rows("trainees", _trainee),
        excused=fields.rows("excused", _excused),
        attendance=fields.rows("attendance", _attendance),
        people=fields.rows("people", _person),
    )


def _block(fields: Fields) -> SampleBlock:
    return SampleBlock(
        fields.whole("day", least=1),
        fields.clock("start"),
        fields.text("title"),
        fields.rows("parts", _part),
    )


def _part(fields: Fields) -> SamplePart:
    return SamplePart(
        fields.text("room"),
        fields.text("group", default=""),
        fields.rows("presenters", _booking),
        fields.texts("actual"),
    )


def _booking(fields: Fields) -> SampleBooking:
    return SampleBooking(
        fields.text("name"),
        fields.text("role"),
        fields.whole("choice", least=1),
        fields.text("state"),
    )


def _trainee(fields: Fields) -> SampleTrainee:
    return SampleTrainee(
        fields.whole("line", least=1),
        fields.text("group"),
        fields.whole_or_none("exam_score", most=100),
        fields.flag_or_none("skills_met"),
    )


def _excused(fields: Fields) -> SampleExcused:
    return SampleExcused(
        fields.whole("line", least=1), fields.whole("day", least=1), fields.clock("start")
    )


def _attendance(fields: Fields) -> SampleAttendance:
    return SampleAttendance(
        fields.whole("line", least=1),
        fields.whole("day", least=1),
        fields.clock("start"),
        fields.whole("present"),
        fields.text("reason"),
    )


def _person(fields: Fields) -> SamplePerson:
    return SamplePerson(
        last_name=fields.text("last_name"),
        first_name=fields.text("first_name"),
        agency=fields.text("agency"),
        role=fields.text("role"),
        position=fields.text("position", default=""),
        state_id=fields.text("state_id", default=""),
        state=fields.text("state"),
        group=fields.text("group", default=""),
        exam_score=fields.whole_or_none("exam_score", most=100),
        skills_met=fields.flag_or_none("skills_met"),
    )
