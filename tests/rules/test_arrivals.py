from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import MONDAY, minute

from cittrainer.rules.arrivals import (
    AFTER_THE_DAY,
    BEFORE_THE_DAY,
    DayOnFile,
    ExpectedValue,
    PartOnDay,
    board,
    call_list,
    minute_on,
)
from cittrainer.rules.values import DayValue

DAY = DayValue(1, MONDAY, 480, 1020)


def part(number, start="8:30", minutes=60, *, who="", actual="", staffed=True, state="confirmed"):
    """A part at which each letter of ``who`` is expected, and each of ``actual`` presented."""
    return PartOnDay(
        part_id=number,
        block_id=number,
        block=f"Block {number}",
        part="",
        room="Room A",
        group="",
        start=minute(start),
        minutes=minutes,
        staffed=staffed,
        expected=tuple(
            ExpectedValue(number * 100 + ord(one), ord(one), one, "presenter", state) for one in who
        ),
        actual=tuple((ord(one), one) for one in actual),
    )


def day(*parts, arrived=None):
    on = {ord(one): minute(at) for one, at in (arrived or {}).items()}
    return DayOnFile(1, "CIT-1", "CIT", over=False, days=(DAY,), day=DAY, parts=parts, arrived=on)


def standings(value, at):
    return [
        (one.presenter, one.phase.value, one.standing.value)
        for one in board(value, minute(at) if isinstance(at, str) else at)
    ]


@pytest.mark.parametrize(
    ("at", "phase", "standing", "late"),
    [
        ("8:14", "next", "expected", 0),
        ("8:15", "next", "expected", 0),
        ("8:16", "next", "late", 1),
        ("8:29", "next", "late", 14),
        ("8:30", "now", "missing", 15),
        ("9:29", "now", "missing", 74),
        ("9:30", "over", "unrecorded", 0),
    ],
)
def test_due_is_a_quarter_of_an_hour_before_and_late_the_minute_after(at, phase, standing, late):
    (line,) = board(day(part(1, who="A")), minute(at))

    assert (line.phase, line.standing, line.late) == (phase, standing, late)
    assert line.due == minute("8:15")


def test_the_first_block_of_the_day_says_when_somebody_is_due():
    first, second = board(day(part(1, "8:30", who="A"), part(2, "14:00", who="A")), minute("8:20"))

    assert (first.due, second.due) == (minute("8:15"), minute("8:15"))
    assert (first.late, second.late) == (5, 5)


def test_one_arrival_is_here_at_every_block_of_the_day():
    value = day(part(1, "8:30", who="A"), part(2, "14:00", who="A"), arrived={"A": "7:52"})

    assert standings(value, "9:00") == [("A", "now", "here"), ("A", "next", "here")]


def test_whoever_presented_earlier_is_here_though_nobody_noted_the_arrival():
    value = day(part(1, "8:30", who="A", actual="A"), part(2, "14:00", who="A"))

    assert standings(value, "13:50") == [("A", "over", "presented"), ("A", "next", "here")]


def test_a_part_that_somebody_else_presented_asks_nobody_to_come_earlier():
    value = day(part(1, "8:30", who="A", actual="B"), part(2, "14:00", who="A"))

    lines = board(value, minute("10:00"))

    assert [(one.presenter, one.standing.value) for one in lines] == [
        ("A", "not_presented"),
        ("B", "presented"),
        ("A", "expected"),
    ]
    assert lines[-1].due == minute("13:45")
    assert not lines[0].part.as_planned
    assert part(1, who="AB", actual="BA").as_planned


def test_blocks_that_begin_together_are_all_next_and_one_that_ended_is_over():
    value = day(
        part(1, "8:00", 30, who="A"),
        part(2, "8:30", who="B"),
        part(3, "8:30", who="C"),
        part(4, "10:00", who="D"),
    )

    assert [phase for _who, phase, _standing in standings(value, "8:10")] == [
        "now",
        "next",
        "next",
        "later",
    ]
    assert [phase for _who, phase, _standing in standings(value, "8:30")] == [
        "over",
        "now",
        "now",
        "next",
    ]


def test_a_block_without_anybody_stands_there_only_if_somebody_is_needed():
    value = day(part(1, "8:30"), part(2, "12:00", staffed=False))

    assert standings(value, "8:00") == [("", "next", "nobody")]


def test_on_another_day_nobody_is_late():
    value = day(part(1, "8:30", who="A"), part(2, "14:00", who="B"))
    tomorrow = MONDAY - timedelta(days=1)

    assert minute_on(MONDAY, today=MONDAY, minute=500) == 500
    assert minute_on(MONDAY, today=tomorrow, minute=500) == BEFORE_THE_DAY
    assert minute_on(MONDAY, today=date(2027, 1, 1), minute=500) == AFTER_THE_DAY
    assert standings(value, BEFORE_THE_DAY) == [
        ("A", "later", "expected"),
        ("B", "later", "expected"),
    ]
    assert standings(value, AFTER_THE_DAY) == [
        ("A", "over", "unrecorded"),
        ("B", "over", "unrecorded"),
    ]


def test_the_day_before_midnight_is_not_due_before_it_begins():
    (line,) = board(day(part(1, "0:05", who="A")), 0)

    assert (line.due, line.standing) == (0, "expected")


def test_the_call_list_names_each_once_the_most_urgent_first():
    value = day(
        part(1, "8:30", 60, who="A"),
        part(2, "9:00", 60, who="B"),
        part(3, "9:40", 60, who="C"),
        part(4, "10:00", 60, who="AD", state="confirmed"),
        part(5, "15:00", 60, who="E", state="invited"),
        part(6, "16:00", 60, who="F"),
        arrived={"D": "7:00"},
    )

    calls = call_list(board(value, minute("8:50")))

    assert [(one.presenter, one.standing.value) for one in calls] == [
        ("A", "missing"),
        ("B", "late"),
        ("E", "expected"),
    ]
    assert calls[-1].to_confirm


def test_those_of_the_next_block_are_called_before_they_are_due():
    value = day(part(1, "9:00", who="A"), part(2, "11:00", who="B"))

    assert [one.presenter for one in call_list(board(value, minute("7:00")))] == ["A"]


def test_what_is_over_is_to_be_recorded_until_it_is():
    value = day(part(1, "8:00", who="A", actual="A"), part(2, "9:00", who="A"))

    assert [one.to_record for one in board(value, minute("11:00"))] == [False, True]
