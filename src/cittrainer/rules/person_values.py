"""The values that matching works on: a line of a sheet, a person on file, and a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import date


YOUNGEST: Final = 14
"""Years; nobody who is in training or on file is younger, cadets included."""
OLDEST: Final = 110


def is_birth_date(day: date, today: date) -> bool:
    """Whether somebody in training today can have been born that day."""
    return OLDEST >= today.year - day.year >= YOUNGEST


class Identifier(NamedTuple):
    """A number that tells people apart: its kind ("state_id", "badge" ...) and its value."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class PastCourse:
    """A course that a line says somebody completed; what was not written is None or empty.

    The day of completion is None where it is no date of the past.
    """

    title: str
    done_on: date | None
    done_text: str = ""
    minutes: int | None = None
    certificate_number: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of a sheet that nominates a person; what was not written is empty.

    ``line`` is the row number that a spreadsheet program shows.
    """

    line: int
    last_name: str
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    agency: str = ""
    position: str = ""
    identifier: str = ""
    email: str = ""
    phone: str = ""
    years_experience: float | None = None
    remarks: str = ""
    identifier_kind: str = "state_id"
    birth_date: date | None = None
    birth_date_text: str = ""
    """The birth date as it is written, also where it is no date."""
    address: str = ""
    shift: str = ""
    past: PastCourse | None = None
    """The course that they completed before, where the sheet lists completions."""

    @property
    def name(self) -> str:
        """The name as it is spoken."""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)

    @property
    def key(self) -> PersonKey:
        """The line as a person to compare with others; its id is the line's number."""
        identifier = Identifier(self.identifier_kind, self.identifier)
        return PersonKey(
            id=self.line,
            last_name=self.last_name,
            first_name=self.first_name,
            middle_name=self.middle_name,
            suffix=self.suffix,
            agency=self.agency,
            identifiers=(identifier,) if self.identifier else (),
            email=self.email,
            phone=self.phone,
            position=self.position,
            birth_date=self.birth_date,
            address=self.address,
        )


class PersonKey(NamedTuple):
    """A person as far as matching may know them; never read from a confidential record.

    A tuple, because 100,000 of them are made at once. ``agency`` is the present agency's name as
    written. ``position`` is the text or the role on file, compared by the role it tells of.
    """

    id: int
    last_name: str
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    agency: str = ""
    identifiers: tuple[Identifier, ...] = ()
    email: str = ""
    phone: str = ""
    position: str = ""
    birth_date: date | None = None
    address: str = ""
    shift: str = ""
    earlier_agencies: tuple[str, ...] = ()
    """Names of the agencies for which they worked before."""

    @property
    def name(self) -> str:
        """The name as it is spoken."""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)


class Alike(NamedTuple):
    """Somebody on file who may be the person in question."""

    person: PersonKey
    points: int
    reasons: tuple[str, ...]
    """What speaks for and against it."""
    same: bool
    """Whether they would be taken for one without asking."""


class Verdict(StrEnum):
    """What is to be done with a line."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The points (0 to 100) from which two people are taken for one, and asked about.

    At or above ``same`` they are one person; at or above ``ask`` the user decides; below, the
    line is a new person.
    """

    same: int = 93
    ask: int = 75


@dataclass(frozen=True, slots=True)
class Match:
    """What matching says about one line.

    Attributes:
        verdict: The verdict.
        person_id: The person on file it is, or may be.
        same_as_line: The earlier line of the sheet it repeats, or (when doubtful) may repeat.
        score: Points of the best comparison, 0 to 100; 0 when there was nobody to compare with.
        reasons: Short sentences for the user.
        changes: Fields of ``PersonLine`` that differ from what is on file; never empty when
            the verdict is "changed".
    """

    verdict: Verdict
    person_id: int | None = None
    same_as_line: int | None = None
    score: int = 0
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line with its verdict, the role its position tells of, and its agency's key."""

    line: PersonLine
    match: Match
    role: str
    agency_key: str
