"""Weeks that cannot be, made on purpose, each with the reason in words and no line too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from weeks import MONDAY, block, booking, part, week

from cittrainer.jobs.plan_answers import reason
from cittrainer.jobs.plan_problem import Given, problem
from cittrainer.models import ConstraintKind as Kind
from cittrainer.planning.explaining import explain
from cittrainer.rules.plan_values import ConstraintValue, PresenterValue, TimeValue
from cittrainer.rules.values import BusyElsewhere

ANA = booking("Ana")


def must(id_, kind, **values):
    return ConstraintValue(id=id_, kind=kind, must=True, **values)


def plan(*blocks, constraints=(), times=(), **more):
    presenters = {ANA.presenter_id: PresenterValue(ANA.presenter_id, "Ana", times=times)}
    return week(*blocks, days=2, presenters=presenters, constraints=tuple(constraints), **more)


def waits(title, minutes=60, **more):
    return block(title, None, "9:00", minutes, part(ANA), **more)


def told(one):
    """The reason, its lines, and the constraints behind them; each line is needed."""
    clash = explain(problem(one, Given()))
    said = reason(one, clash)
    assert said.minimal
    for line in said.lines:
        if line.constraint_id is not None:
            without = tuple(c for c in one.constraints if c.id != line.constraint_id)
            assert explain(problem(replace(one, constraints=without), Given())) is None
    lines = {line.sentence for line in said.lines}
    return said.sentence, lines, {line.constraint_id for line in said.lines} - {None}


TALK, LAW = waits("Talk"), waits("Law")

CASES = {
    "says the book": plan(
        TALK,
        constraints=[must(1, Kind.BOOK_TIMES)],
        times=tuple(TimeValue("no", 0, 1440, weekday=day) for day in range(2)),
    ),
    "elsewhere": plan(
        TALK,
        elsewhere=tuple(
            BusyElsewhere(MONDAY + timedelta(days=day), 0, 1440, "CIT-2", "Law", ANA.presenter_id)
            for day in range(2)
        ),
    ),
    "too long": plan(waits("Talk", 720)),
    "never there": plan(
        TALK,
        constraints=[
            must(1, Kind.PRESENTER_TIME, presenter_id=ANA.presenter_id, availability="no")
        ],
    ),
    "both": plan(
        TALK,
        LAW,
        constraints=[
            must(1, Kind.SAME_DAY, block_id=TALK.id, other_block_id=LAW.id),
            must(2, Kind.DIFFERENT_DAY, block_id=TALK.id, other_block_id=LAW.id),
        ],
    ),
    "round": plan(
        TALK,
        LAW,
        constraints=[
            must(1, Kind.BEFORE, block_id=TALK.id, other_block_id=LAW.id),
            must(2, Kind.BEFORE, block_id=LAW.id, other_block_id=TALK.id),
        ],
    ),
    "between": plan(
        TALK,
        constraints=[
            must(1, Kind.NOT_BEFORE, block_id=TALK.id, course_day_id=2),
            must(2, Kind.NOT_AFTER, block_id=TALK.id, course_day_id=1),
        ],
    ),
    "too many": plan(
        TALK,
        LAW,
        constraints=[must(1, Kind.PRESENTER_MOST_BLOCKS, presenter_id=ANA.presenter_id, amount=1)],
    ),
    "fixed on lunch": plan(
        block("Lunch", 1, "12:00", 60, part(), delivery="lunch", pinned=True),
        TALK,
        constraints=[must(1, Kind.FIXED_TIME, block_id=TALK.id, course_day_id=1, start_minute=720)],
    ),
}

EXPECTED = {
    "too long": ("“Talk” finds no place: the days are too short.", set()),
    "never there": (
        "“Talk” takes 1 h, but Ana has no time for it.",
        {"Ana cannot come on any day."},
    ),
    "says the book": (
        "“Talk” takes 1 h, but Ana has no time for it.",
        {"Ana cannot come on Monday and on Tuesday, as the book says."},
    ),
    "elsewhere": (
        "“Talk” takes 1 h, but Ana has no time for it.",
        {"Ana is used elsewhere at some of these times."},
    ),
    "both": (
        "“Talk” and “Law” cannot both be placed: 2 things clash.",
        {"“Talk” and “Law” are on different days.", "“Talk” and “Law” are on the same day."},
    ),
    "round": (
        "“Talk” and “Law” cannot both be placed: 2 things clash.",
        {"“Talk” comes before “Law”.", "“Law” comes before “Talk”."},
    ),
    "between": (
        "“Talk” finds no place: 2 things clash.",
        {"“Talk” begins no earlier than Tuesday.", "“Talk” has ended by the end of Monday."},
    ),
    "too many": (
        "Ana is needed for “Talk” and “Law”, but is to have at most 1 block.",
        {"Ana has at most 1 block in this course."},
    ),
    "fixed on lunch": (
        "“Talk” and “Lunch” cannot both be placed: 3 things clash.",
        {
            "“Lunch” is pinned to Monday 12:00.",
            "The class can be at one block at a time.",
            "“Talk” begins on Monday at 12:00.",
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_reason_is_said_and_every_line_of_it_is_needed(name):
    one = CASES[name]

    sentence, lines, constraints = told(one)

    assert (sentence, lines) == EXPECTED[name]
    assert constraints == {each.id for each in one.constraints}
