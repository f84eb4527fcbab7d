"""People on file who may be one person twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cittrainer.models import NotTheSame
from cittrainer.queries import person_keys
from cittrainer.queries.academy import matching_policy
from cittrainer.rules.people_index import PeopleIndex
from cittrainer.rules.person_score import reasons_of, score, traits_of

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.person_values import PersonKey

_REPORT_EVERY: Final = 200
"""People between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two people on file who may be one.

    Attributes:
        one: The one who was on file first.
        other: The other.
        points: How alike they are, 0 to 100.
        reasons: What speaks for and against it, in sentences.
    """

    one: PersonKey
    other: PersonKey
    points: int
    reasons: tuple[str, ...]


def find(database: Database, progress: Progress) -> tuple[Alike, ...]:
    """Every pair of people who may be one, the likeliest first.

    Pairs that were judged to be two are left out. No transaction is open while people are
    compared.

    Raises:
        Cancelled: the work is no longer wanted.
    """
    progress.report(0, 0, "Reading the people on file")
    with database.read() as db:
        people = person_keys.keys(db)
        thresholds = matching_policy(db).thresholds
        apart = set(db.execute(select(NotTheSame.person_id, NotTheSame.other_id)).all())
    earlier = PeopleIndex()
    found = []
    for done, person in enumerate(people):
        if done % _REPORT_EVERY == 0:
            progress.report(done, len(people), "Comparing people with each other")
        one = traits_of(person)
        for other in earlier.candidates(person):
            points = score(one, other, thresholds).points
            pair = (min(person.id, other.person.id), max(person.id, other.person.id))
            if points >= thresholds.ask and pair not in apart:
                found.append(Alike(other.person, person, points, reasons_of(other, one)))
        earlier.add(person)
    progress.report(len(people), len(people), "Comparing people with each other")
    return tuple(sorted(found, key=lambda pair: (-pair.points, pair.one.name, pair.other.id)))


def as_json(pair: Alike) -> dict[str, Any]:
    """A pair as plain values."""
    return {
        "points": pair.points,
        "people": [
            {"id": one.id, "name": one.name, "agency": one.agency} for one in (pair.one, pair.other)
        ],
        "reasons": list(pair.reasons),
    }
