"""A small course to be arranged, repaired and asked about; every search of it ends by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import builders

from cittrainer.models import BookingState
from cittrainer.queries.weeks import week
from cittrainer.services.bookings import book

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.rules.values import Week


@dataclass(frozen=True)
class Planned:
    """Two days: “Law” (Ana) and “Story” (Walt, else Imani) on Monday; “Veterans” waits."""

    database: Database
    course: int
    days: tuple[int, int]
    ana: int
    walt: int
    imani: int
    gym: int
    hall: int

    @property
    def week(self) -> Week:
        with self.database.read() as db:
            return week(db, self.course)

    def block(self, title: str) -> int:
        return next(one.id for one in self.week.blocks if one.title == title)

    @property
    def places(self) -> dict[str, tuple[int, int] | None]:
        """Number of the day and start of each block."""
        number = {day: at for at, day in enumerate(self.days, start=1)}
        return {
            one.title: (number[one.day_id or 0], one.start or 0) if one.placed else None
            for one in self.week.blocks
        }

    @property
    def presenters(self) -> dict[str, tuple[str, ...]]:
        return {one.title: one.presenters for one in self.week.blocks}


def planned(database: Database) -> Planned:
    with database.step("Prepare") as db:
        course = builders.course(db, days=2)
        monday = course.days[0]
        gym, hall = builders.room(db, "Gym"), builders.room(db, "Hall")
        law = builders.block(db, "Law", day=monday, start="9:00", minutes=60, room=gym)
        story = builders.block(db, "Story", day=monday, start="10:00", minutes=60, room=gym)
        waits = builders.block(db, "Veterans", course=course, minutes=90)
        ana = builders.presenter(db, "Ana Ruiz")
        walt = builders.presenter(db, "Walt K.")
        imani = builders.presenter(db, "Imani B.")
        book(db, law.parts[0].id, ana.id, state=BookingState.CONFIRMED)
        book(db, story.parts[0].id, walt.id, state=BookingState.CONFIRMED)
        book(db, story.parts[0].id, imani.id, choice=2)
        book(db, waits.parts[0].id, ana.id)
        days = (course.days[0].id, course.days[1].id)
        return Planned(database, course.id, days, ana.id, walt.id, imani.id, gym.id, hall.id)
