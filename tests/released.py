"""Plans of a course for the tests of releases, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from weeks import MONDAY, minute

from cittrainer.rules.releases import (
    CourseWords,
    Plan,
    ReleasedBlock,
    ReleasedDay,
    ReleasedPart,
    ReleasedPresenter,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

ANA, LEE, SAM = (
    ReleasedPresenter(1, "Dr. Ana Ruiz"),
    ReleasedPresenter(2, "Judge Lee"),
    ReleasedPresenter(3, "Sam"),
)


def part(*presenters: ReleasedPresenter, room: str = "", **more: str) -> ReleasedPart:
    return ReleasedPart(room=room, presenters=presenters, **more)


def block(
    title: str,
    day: int = 1,
    start: str = "10:00",
    minutes: int = 60,
    *parts: ReleasedPart,
    delivery: str = "lecture",
    key: str = "",
) -> ReleasedBlock:
    """A block that is the same as every other of its title, or of its key if one is given."""
    name = key or title
    return ReleasedBlock(
        id=sum(map(ord, name)),
        uuid=name.encode().hex()[:32],
        title=title,
        delivery=delivery,
        date=MONDAY + timedelta(days=day - 1),
        start=minute(start),
        minutes=minutes,
        parts=parts,
    )


def plan(*blocks: ReleasedBlock, days: int = 3, **course: Any) -> Plan:
    """A plan from Monday 4 May 2026 on."""
    course = {"number": "CIT-1", "title": "CIT 40-hour", "venue": "Training Center"} | course
    return Plan(
        course=CourseWords(**course),
        days=tuple(
            ReleasedDay(MONDAY + timedelta(days=n), minute("8:00"), minute("17:00"))
            for n in range(days)
        ),
        blocks=tuple(sorted(blocks, key=lambda b: (b.date, b.start, b.title, b.uuid))),
    )


_words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6)
_people = st.builds(
    ReleasedPresenter, st.integers(1, 4), _words, st.sampled_from(["presenter", "coach"])
)
_parts = st.builds(
    ReleasedPart,
    title=_words,
    room=_words,
    building=_words,
    group=_words,
    group_set=st.sampled_from(["Scenarios", "Tours"]),
    presenters=st.lists(_people, max_size=2, unique_by=lambda one: one.id).map(tuple),
)
_dates = st.dates(date(2026, 5, 4), date(2026, 5, 8))
_blocks = st.builds(
    ReleasedBlock,
    id=st.integers(1, 5),
    uuid=st.just(""),
    title=_words,
    delivery=st.sampled_from(["lecture", "story", "lunch"]),
    date=_dates,
    start=st.integers(0, 280).map(lambda n: n * 5),
    minutes=st.integers(1, 24).map(lambda n: n * 5),
    parts=st.lists(_parts, max_size=3).map(tuple),
)


def _named(one: ReleasedBlock) -> ReleasedBlock:
    return ReleasedBlock(
        one.id, f"{one.id:032x}", one.title, one.delivery, one.date, one.start, one.minutes,
        one.parts,
    )  # fmt: skip


plans: SearchStrategy[Plan] = st.builds(
    Plan,
    course=st.builds(CourseWords, _words, _words, _words, _words, st.just("America/Chicago")),
    days=st.lists(
        st.builds(ReleasedDay, _dates, st.just(480), st.integers(600, 1080)),
        max_size=4,
        unique_by=lambda day: day.date,
    ).map(lambda days: tuple(sorted(days, key=lambda day: day.date))),
    blocks=st.lists(_blocks.map(_named), max_size=4, unique_by=lambda one: one.id).map(
        lambda blocks: tuple(sorted(blocks, key=lambda b: (b.date, b.start, b.title, b.uuid)))
    ),
)
