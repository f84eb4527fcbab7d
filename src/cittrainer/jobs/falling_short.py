"""Which courses would fall short under a standard, and by how many minutes in which topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.queries.courses import courses
from cittrainer.queries.standards import standard
from cittrainer.queries.weeks import week
from cittrainer.rules.hours import ledger
from cittrainer.rules.reaching import STANDARD_HOURS, STANDARD_TOPIC, standard_findings
from cittrainer.rules.values import ERROR
from cittrainer.rules.wording import duration, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.values import StandardValue, Week

OVER = frozenset({"closed", "cancelled"})
"""States of courses that no new standard concerns."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing in which a course would fall short."""

    course_id: int
    number: str
    course: str
    topic: str
    """Empty where the week as a whole is meant."""
    minutes: int | None
    """How many are missing; None where no minutes are asked."""
    sentence: str


def falling_short(
    database: Database, standard_id: int, progress: Progress
) -> tuple[Shortfall, ...]:
    """What the courses that are not over would lack of a standard on file, each course in turn.

    A reason for which the coordinator accepts that a week misses its present standard is no
    reason to accept that it misses this one.

    Raises:
        NotFound: the standard is not on file.
        Cancelled: it was stopped.
    """
    with database.read() as db:
        asked = standard(db, standard_id).value
        concerned = [row for row in courses(db) if row.state not in OVER]
        found: list[Shortfall] = []
        for number, row in enumerate(concerned):
            progress.report(number, len(concerned), row.title)
            found.extend(_lacks(week(db, row.id), asked))
        return tuple(found)


def _lacks(now: Week, asked: StandardValue) -> Iterator[Shortfall]:
    tried = replace(now, standard=asked, override_reason="")
    if not tried.blocks:
        return
    about = (now.course_id, now.number, now.title)
    sums = ledger(tried)
    for finding in standard_findings(tried):
        if finding.severity == ERROR and finding.kind != STANDARD_TOPIC:
            missing = sums.short if finding.kind == STANDARD_HOURS else None
            yield Shortfall(*about, "", missing, finding.sentence)
    for line in (each for heading in sums.headings for each in heading.topics):
        if line.optional:
            continue
        if line.short:
            said = (
                f"{quoted(line.topic)} is short by {duration(line.short)}: "
                f"{duration(line.planned)} of {duration(line.required or 0)}."
            )
            yield Shortfall(*about, line.topic, line.short, said)
        elif not line.planned:
            said = f"Nothing in the week is about {quoted(line.topic)}."
            yield Shortfall(*about, line.topic, None, said)
