"""Frozen values of the sample academy that ships; ``shipped_sample`` reads them.

Everybody and everything in it is invented. Blocks are named by course day, start and title, the
trainees of the main course by their line in the sheet of nominations.
"""

from __future__ import annotations

from dataclasses import dataclass


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
class SampleShift:
    """A shift of an agency and how many work on it."""

    name: str
    patrol: int | None
    dispatchers: int | None


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
    shifts: tuple[SampleShift, ...]


@dataclass(frozen=True, slots=True)
class SampleTime:
    """A time at which a presenter can come every week."""

    weekday: int
    """0 is Monday."""
    start: int
    """Minutes after midnight."""
    end: int


@dataclass(frozen=True, slots=True)
class SampleLimits:
    """How many talks a presenter wants to give; None: no limit."""

    week: int | None = None
    month: int | None = None
    year: int | None = None
    least: int | None = None
    """A year."""


@dataclass(frozen=True, slots=True)
class SampleStipend:
    """What is agreed with a presenter."""

    amount: str
    """As somebody types it, such as “75.00”."""
    per: str
    method: str
    declined: bool


@dataclass(frozen=True, slots=True)
class SampleHeld:
    """A qualification."""

    name: str
    days: int
    """Days after the main course on which it runs out."""


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
    times: tuple[SampleTime, ...]
    """Empty for those who have not answered."""
    modules: tuple[str, ...]
    """Titles of modules of the main course's curriculum."""
    limits: SampleLimits
    way: int | None
    """Minutes of one way; None: nobody asked."""
    way_note: str
    stipend: SampleStipend | None
    holds: tuple[SampleHeld, ...]


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
    shift: str
    elsewhere_years: int | None
    """How many years ago they completed a course elsewhere; None where they did not."""


@dataclass(frozen=True, slots=True)
class SampleAway:
    """A time at which a presenter cannot come on one day of a course."""

    name: str
    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SampleLater:
    """A day that ends later than in the curriculum, as does what stands on it from a time on."""

    day: int
    start: int
    """Minutes after midnight from which on everything is later."""
    minutes: int


@dataclass(frozen=True, slots=True)
class SampleKept:
    """Something that a course keeps to besides the defaults; names instead of ids."""

    kind: str
    must: bool
    weight: int
    comment: str
    block: str
    """A title; empty where it names none, as are the other texts."""
    other_block: str
    presenter: str
    availability: str
    day: int | None
    start: int | None
    """Minutes after midnight, as is ``end``."""
    end: int | None


@dataclass(frozen=True, slots=True)
class SampleMove:
    """A block that goes to another time of its day."""

    day: int
    title: str
    start: int
    """Minutes after midnight."""


@dataclass(frozen=True, slots=True)
class SampleRelease:
    """A release of a course's plan, and what happened to the plan after it."""

    note: str
    not_told: tuple[str, ...]
    """Names of presenters and agencies who did not get it yet."""
    moved: tuple[SampleMove, ...]


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
    directions: str
    """How presenters find the place; so what follows is for them."""
    provided: str
    day_contact: str
    state_course_number: str
    class_number: str
    approval_number: str
    lead_instructor: str
    groups: tuple[str, ...]
    nominations: str
    """File name of the sheet of nominations; empty for none."""
    waiting: tuple[str, ...]
    """Titles of blocks that wait to be placed; where there are any, all others are pinned."""
    away: tuple[SampleAway, ...]
    later: tuple[SampleLater, ...]
    keeps: tuple[SampleKept, ...]
    releases: tuple[SampleRelease, ...]
    blocks: tuple[SampleBlock, ...]
    trainees: tuple[SampleTrainee, ...]
    excused: tuple[SampleExcused, ...]
    attendance: tuple[SampleAttendance, ...]
    people: tuple[SamplePerson, ...]
