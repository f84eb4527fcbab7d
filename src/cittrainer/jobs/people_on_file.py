"""Everybody on file made ready for matching, and kept while nothing changes."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.queries import agencies, person_keys
from cittrainer.queries.academy import matching_policy
from cittrainer.rules.people_index import PeopleIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress
    from cittrainer.queries.academy import MatchingPolicy
    from cittrainer.rules.person_values import PersonKey


@dataclass(frozen=True, slots=True)
class OnFile:
    """All that a sheet is compared with.

    Attributes:
        as_of: The newest step of the history when it was read.
        aliases: The agency of every name, by id.
        agency_names: What each agency is called.
    """

    people: list[PersonKey]
    index: PeopleIndex
    as_of: int
    policy: MatchingPolicy
    aliases: Mapping[str, int]
    agency_names: Mapping[int, str]


class PeopleOnFile:
    """Reads them when they are first wanted, and again once somebody changed something.

    With 100,000 people that takes more than a second: the window begins with it while the sheet is
    being chosen. It is for one thread at a time.
    """

    def __init__(self) -> None:
        self._kept: OnFile | None = None

    def ready(self, database: Database, progress: Progress) -> OnFile:
        """Everybody as the file has them now.

        Raises:
            Cancelled: the work is no longer wanted.
        """
        progress.report(0, 0, "Reading the people on file")
        with database.read() as db:
            as_of = person_keys.latest_step(db)
        kept = self._kept
        if kept is None or kept.as_of != as_of:
            # What is out of date is let go of before the new is read, so as not to hold both.
            self._kept = kept = None
            self._kept = kept = _read(database)
        return kept


def _read(database: Database) -> OnFile:
    with not_collecting(), database.read() as db:
        people = person_keys.keys(db)
        return OnFile(
            people=people,
            index=PeopleIndex(people),
            as_of=person_keys.latest_step(db),
            policy=matching_policy(db),
            aliases=agencies.aliases(db),
            agency_names={one.id: one.name for one in agencies.names(db)},
        )


@contextmanager
def not_collecting() -> Iterator[None]:
    """Hold the garbage collector back while very many small objects are made that all stay.

    With 100,000 people on file it would look at them again and again, for half of the time. What
    was made counts as old then, so that it is not looked at as soon as the collector goes on.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
