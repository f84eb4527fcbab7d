"""Builds weeks for the tests of rules and papers, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from cittrainer.rules.values import (
    BookingValue,
    DayValue,
    PartValue,
    PlacedBlock,
    StandardValue,
    Week,
)

if TYPE_CHECKING:
    from cittrainer.intake.sample_values import SampleCourse
    from cittrainer.intake.shipped import ShippedCurriculum

MONDAY = date(2026, 5, 4)


def minute(clock: str) -> int:
    """Minutes after midnight of a time such as “10:05”."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def booking(name: str, state: str = "confirmed", order: int = 1) -> BookingValue:
    """A booking; presenters of one name are one."""
    presenter_id = sum(ord(letter) * 31**place for place, letter in enumerate(name))
    return BookingValue(presenter_id + order, presenter_id, name, state, order=order)


def part(
    *presenters: BookingValue | str, room: str = "", group: str = "", group_set: str = "Scenarios"
) -> PartValue:
    """A part; rooms and groups of one name are one."""
    return PartValue(
        id=1,
        room=room,
        room_id=sum(map(ord, room)) if room else None,
        group=group,
        group_id=sum(map(ord, group)) if group else None,
        group_set=group_set if group else "",
        bookings=tuple(booking(one) if isinstance(one, str) else one for one in presenters),
    )


def block(
    title: str,
    day: int | None = 1,
    start: str = "10:00",
    minutes: int = 60,
    *parts: PartValue,
    delivery: str = "lecture",
    **more: object,
) -> PlacedBlock:
    """A block on a course day, with one presenter of its own unless parts are given."""
    return PlacedBlock(
        id=next(_ids),
        title=title,
        delivery=delivery,
        minutes=minutes,
        day_id=day,
        start=None if day is None else minute(start),
        parts=parts or (part(f"Presenter of {title}"),),
        **more,  # type: ignore[arg-type]
    )


def week(
    *blocks: PlacedBlock,
    standard: StandardValue | None = None,
    days: int = 5,
    hours: tuple[str, str] = ("8:00", "17:30"),
    **more: object,
) -> Week:
    """A week from Monday 4 May 2026; course day 1 has the id 1."""
    return Week(
        course_id=1,
        title="CIT 40-hour",
        number="CIT-1",
        state="planning",
        days=tuple(
            DayValue(n + 1, MONDAY + timedelta(days=n), minute(hours[0]), minute(hours[1]))
            for n in range(days)
        ),
        blocks=blocks,
        standard=standard,
        **more,  # type: ignore[arg-type]
    )


def standard(**values: object) -> StandardValue:
    """A standard that asks only for what is given."""
    return StandardValue(id=1, code="TEST", title="Test standard", **values)  # type: ignore[arg-type]


def shipped_week(
    curriculum: ShippedCurriculum,
    standard: StandardValue | None = None,
    course: SampleCourse | None = None,
) -> Week:
    """The week that a shipped curriculum makes, with the bookings of a sample course if given."""
    parts = {
        (one.day, one.start): tuple(
            part(
                *(booking(who.name, who.state, who.choice) for who in place.presenters),
                room=place.room,
                group=place.group,
            )
            for place in one.parts
        )
        for one in (course.blocks if course else ())
    }
    return Week(
        course_id=1,
        title=curriculum.title,
        number="CIT-1",
        state="planning",
        days=tuple(
            DayValue(day.number, MONDAY + timedelta(days=day.number - 1), day.start, day.end)
            for day in curriculum.days
        ),
        blocks=tuple(
            PlacedBlock(
                id=number,
                title=module.title,
                delivery=module.delivery,
                minutes=module.minutes,
                day_id=module.day,
                start=module.start,
                must_attend=module.must_attend,
                topics=module.topics,
                parts=parts.get((module.day, module.start), ()),
                least_minutes=module.least_minutes,
                most_minutes=module.most_minutes,
            )
            for number, module in enumerate(curriculum.modules, start=1)
        ),
        standard=standard,
        enrolled=30,
        non_sworn=5,
    )


_ids = count(1)
