"""What one move of the mouse costs while a block is dragged over a full week.

The week is made up: 60 blocks on 5 days, 40 presenters with times, 6 parts in every sixth block.
It is shown by the Week tab as in the program, so that findings, hours, free and busy times and
everything that is painted are part of each move.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cittrainer.rules.constraint_fields import SHAPES
from cittrainer.rules.plan_values import (
    AVAILABLE,
    NO,
    PREFERRED,
    ConstraintValue,
    PresenterValue,
    TimeValue,
)
from cittrainer.rules.values import BookingValue, DayValue, PartValue, PlacedBlock, Week

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cittrainer.gui.courses.week_tab import WeekTab

BLOCKS, PRESENTERS, DAYS, PARTS = 60, 40, 5, 6
PER_DAY = BLOCKS // DAYS
FIRST, LAST, MINUTES = 8 * 60, 18 * 60, 45
MOVES = 200
KINDS = ("lecture", "story", "panel", "visit", "scenario", "lecture")
_MONDAY = date(2026, 5, 4)


FACTS: dict[str, Any] = {
    "block_id": 1, "other_block_id": 2, "presenter_id": 1, "room_id": 1, "course_day_id": 1,
    "delivery": "story", "other_delivery": "scenario", "availability": "no",
    "start_minute": 11 * 60, "end_minute": 14 * 60, "minutes": 30, "minutes_after": 10, "amount": 8,
    "directly": True,
}  # fmt: skip
"""What the constraints of the week say, where their kind needs it."""

NARROWED = {
    "one_visit": frozenset({"presenter_id"}),
    "presenter_time": frozenset({"course_day_id", "start_minute", "end_minute"}),
    "room_time": frozenset({"course_day_id", "start_minute", "end_minute"}),
}
"""What else some of them say: of everybody and at all times they would be broken everywhere."""


def full_week() -> Week:
    """A week as full as they come, with a constraint of every kind switched on."""
    days = tuple(DayValue(n + 1, _MONDAY + timedelta(n), FIRST, LAST) for n in range(DAYS))
    presenters = {n: _presenter(n) for n in range(1, PRESENTERS + 1)}
    blocks = tuple(_block(n, presenters) for n in range(BLOCKS))
    return Week(
        0, "Full week", "B-1", "planning", days, blocks, presenters=presenters, enrolled=30,
        constraints=constraints(),
    )  # fmt: skip


def constraints() -> tuple[ConstraintValue, ...]:
    """One of every kind, every second a must, each with the least that it has to say."""
    made = []
    for number, (kind, shape) in enumerate(sorted(SHAPES.items()), start=1):
        one_of = (sorted(names)[:1] for names in (shape.exactly_one, shape.at_least_one))
        facts = shape.required.union(*one_of)
        facts |= NARROWED.get(kind, frozenset())
        said = {name: FACTS[name] for name in facts}
        made.append(ConstraintValue(number, kind, must=number % 2 == 0, **said))
    return tuple(made)


def _presenter(number: int) -> PresenterValue:
    weekday = number % DAYS
    wishes = () if number % 4 else (TimeValue(PREFERRED, FIRST, 12 * 60, weekday=weekday),)
    times = (
        *(TimeValue(AVAILABLE, FIRST, LAST, weekday=day) for day in range(DAYS)),
        *wishes,
        TimeValue(NO, 15 * 60, LAST, weekday=(weekday + 2) % DAYS),
    )
    return PresenterValue(number, f"Presenter {number}", times=times)


def _block(number: int, presenters: dict[int, PresenterValue]) -> PlacedBlock:
    day, place = divmod(number, PER_DAY)
    kind = KINDS[number % len(KINDS)]
    parts = PARTS if kind == "scenario" else 1
    return PlacedBlock(
        number + 1,
        f"Block {number + 1} of the week",
        kind,
        MINUTES,
        day + 1,
        FIRST + place * (MINUTES + 5),
        parts=tuple(_part(number, each, parts, presenters) for each in range(parts)),
    )


def _part(number: int, each: int, parts: int, presenters: dict[int, PresenterValue]) -> PartValue:
    asked = (1 + (number * 3 + each * 2 + more) % PRESENTERS for more in range(2))
    bookings = tuple(
        BookingValue(number * 100 + each * 10 + who, who, presenters[who].name, "confirmed")
        for who in asked
    )
    group, room = (each + 1, each + 1) if parts > 1 else (None, 1)
    return PartValue(
        number * 10 + each,
        room_id=room,
        room=f"Room {room}",
        group_id=group,
        group=f"Group {group}" if group else "",
        group_set="Groups" if group else "",
        bookings=bookings,
    )


def moves(app: QApplication, tab: WeekTab) -> list[float]:
    """Milliseconds of each of many moves with a lecture in hand, until all of it is painted."""
    from PySide6.QtCore import QPoint, Qt  # noqa: PLC0415 - Qt after the clock began
    from PySide6.QtTest import QTest  # noqa: PLC0415

    view = tab.view
    view.show_week(full_week())
    viewport = view.viewport()
    begin = view.block_rect(1).center().toPoint()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=begin)
    step = max(1, round(5 * view.pixels_per_minute))
    wide = viewport.width() - begin.x() - 20
    times = []
    for count in range(MOVES):
        down = step * (1 + count % 60)
        point = begin + QPoint(wide * (count % 7) // 7, down)
        start = time.perf_counter()
        QTest.mouseMove(viewport, point)
        app.processEvents()
        times.append((time.perf_counter() - start) * 1000)
    view.cancel_drag()
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=begin)
    return times
