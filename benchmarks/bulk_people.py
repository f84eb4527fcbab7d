"""Agencies, people with their numbers and employments, presenters with their availability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import invented
from cittrainer.models import (
    Agency,
    Availability,
    Employment,
    Person,
    PersonIdentifier,
    Presenter,
    PresenterKind,
)
from cittrainer.rules.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.bulk import Size
    from benchmarks.invented import Name
    from benchmarks.writer import Writer

SHIFTS = ("Days", "Evenings", "Nights", "")
"""One in four is on file without a shift."""

KINDS = ("clinician", "officer", "judge", "attorney", "advocate", "actor", "coach", "facilitator")


@dataclass(frozen=True, slots=True)
class Trainee:
    """What an enrollment and a certificate need to know of a person."""

    id: int
    name: str
    agency_id: int
    agency: str
    role: str
    position: str
    state_id: str


def write(writer: Writer, random: Random, size: Size) -> list[Trainee]:
    """Write them all and return the people."""
    agencies = invented.agencies(size.agencies)
    writer.insert(
        Agency,
        ("id", "name", "kind", "sworn", "target_percent"),
        (
            (number, name, kind, random.randrange(8, 600), 20)
            for number, (name, kind) in enumerate(agencies, 1)
        ),
    )
    names = [invented.person(random) for _ in range(size.people)]
    writer.insert(
        Person,
        (
            "id", "last_name", "first_name", "middle_name", "suffix", "search_name", "email",
            "phone", "service_since",
        ),
        (_person(random, number, name) for number, name in enumerate(names, 1)),
    )  # fmt: skip
    trainees = [_trainee(random, number, name, agencies) for number, name in enumerate(names, 1)]
    writer.insert(PersonIdentifier, ("person_id", "kind", "value"), _identifiers(random, trainees))
    writer.insert(
        Employment,
        ("person_id", "agency_id", "role", "position", "shift", "from_date", "to_date"),
        _employments(random, trainees, len(agencies)),
    )
    _write_presenters(writer, random, size)
    return trainees


def _person(random: Random, number: int, name: Name) -> tuple[object, ...]:
    search = " ".join(fold(part) for part in (name.last, name.first, name.middle) if part)
    email = f"{fold(name.first)}.{fold(name.last)}{number}@agency.example".replace(" ", "")
    phone = f"(555) {random.randrange(200, 999)}-{random.randrange(10_000):04d}"
    return (number, *name, search, email, phone, random.randrange(1995, 2026))


def _trainee(random: Random, number: int, name: Name, agencies: list[tuple[str, str]]) -> Trainee:
    agency_id = random.randrange(len(agencies)) + 1
    agency, kind = agencies[agency_id - 1]
    role = {"dispatch": "dispatcher", "corrections": "corrections", "ems": "ems"}.get(
        kind, "officer"
    )
    position = random.choice(invented.POSITIONS) if role == "officer" else ""
    spoken = " ".join(part for part in (name.first, name.middle, name.last, name.suffix) if part)
    return Trainee(number, spoken, agency_id, agency, role, position, f"TS-{100_000 + number}")


def _identifiers(random: Random, people: list[Trainee]) -> Iterator[tuple[int, str, str]]:
    for one in people:
        yield one.id, "state_id", one.state_id
        if random.random() < 0.5:
            yield one.id, "badge", str(random.randrange(100, 9_999))


def _employments(
    random: Random, people: list[Trainee], agencies: int
) -> Iterator[tuple[object, ...]]:
    """Where they work now; one in ten worked for another agency before."""
    for one in people:
        since = f"{random.randrange(2000, 2020)}-03-01"
        if random.random() < 0.1:
            before = one.agency_id % agencies + 1
            yield one.id, before, "officer", "", "", "1999-03-01", since
        shift = random.choice(SHIFTS)
        yield one.id, one.agency_id, one.role, one.position, shift, since, None


def _write_presenters(writer: Writer, random: Random, size: Size) -> None:
    def presenter(number: int) -> tuple[object, ...]:
        name = invented.person(random)
        shown = f"{name.first} {name.last}"
        # One in ten tells a story of their own and stands under a first name alone.
        if number % 10 == 0:
            shown, kind, email = name.first, PresenterKind.LIVED_EXPERIENCE.value, ""
        else:
            kind, email = random.choice(KINDS), f"presenter{number}@example.org"
        return number, shown, fold(shown), kind, email

    writer.insert(
        Presenter,
        ("id", "public_name", "search_name", "kind", "email"),
        (presenter(number) for number in range(1, size.presenters + 1)),
    )
    writer.insert(
        Availability,
        ("presenter_id", "weekday", "start_minute", "end_minute"),
        (
            (number, weekday, 480, 1020)
            for number in range(1, size.presenters + 1)
            for weekday in random.sample(range(5), 3)
        ),
    )
