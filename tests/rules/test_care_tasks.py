from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cittrainer.rules.care_tasks import (
    CHECK_IN,
    DEBRIEF,
    PRE_BRIEF,
    StoryBooking,
    care_tasks,
    pre_brief_due,
    standing,
)

WEDNESDAY = date(2026, 5, 6)
NOON, EVENING = 720, 1200

STORY = StoryBooking(
    id=1,
    presenter_id=7,
    presenter="Rosa M.",
    state="confirmed",
    course_id=3,
    course="CIT 40-hour, May 2026",
    block="A story",
    on=WEDNESDAY,
    end=NOON,
)


def told(*bookings, days, minute=EVENING):
    today = WEDNESDAY + timedelta(days=days)
    return [
        (task.kind, (task.due - WEDNESDAY).days, task.urgent)
        for task in care_tasks(bookings, today=today, minute=minute)
    ]


@pytest.mark.parametrize(
    ("days", "tasks"),
    [
        (-8, []),
        (-7, [(PRE_BRIEF, -2, False)]),
        (-3, [(PRE_BRIEF, -2, False)]),
        (-2, [(PRE_BRIEF, -2, True)]),
        (-1, [(PRE_BRIEF, -2, True)]),
        (0, [(DEBRIEF, 0, True)]),
        (1, [(DEBRIEF, 0, True), (CHECK_IN, 3, False)]),
        (3, [(DEBRIEF, 0, True), (CHECK_IN, 3, True)]),
        (14, [(DEBRIEF, 0, True), (CHECK_IN, 3, True)]),
        (15, []),
    ],
)
def test_each_thing_is_told_of_in_its_days(days, tasks):
    assert told(STORY, days=days) == tasks


def test_before_the_story_is_over_it_is_the_pre_brief_and_after_it_the_debrief():
    assert told(STORY, days=0, minute=NOON - 1) == [(PRE_BRIEF, -2, True)]
    assert told(STORY, days=0, minute=NOON) == [(DEBRIEF, 0, True)]


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 5, 4), date(2026, 4, 30)),  # Monday: the Thursday before
        (date(2026, 5, 5), date(2026, 5, 1)),
        (date(2026, 5, 6), date(2026, 5, 4)),
        (date(2026, 5, 9), date(2026, 5, 7)),  # Saturday
        (date(2026, 5, 10), date(2026, 5, 7)),
    ],
)
def test_the_pre_brief_is_due_two_working_days_before(on, due):
    assert pre_brief_due(on) == due


@pytest.mark.parametrize("state", ["to_ask", "invited", "tentative", "declined", "cancelled"])
def test_nothing_is_done_for_somebody_who_has_not_said_yes(state):
    assert told(replace(STORY, state=state), days=-1) == []


def test_who_stayed_away_needs_no_debrief_and_no_call():
    assert told(replace(STORY, stayed_away=True), days=2) == []


def test_what_is_done_is_not_told_of_again():
    done = replace(STORY, done=frozenset({DEBRIEF}))

    assert told(done, days=2) == [(CHECK_IN, 3, False)]


def test_two_stories_on_one_day_are_one_task_that_tells_the_first():
    second = replace(STORY, id=2, block="Another story", end=NOON + 120)

    (task,) = care_tasks([second, STORY], today=WEDNESDAY - timedelta(days=1), minute=NOON)

    assert task.booking_ids == (1, 2)
    assert task.block == "A story"


def test_the_debrief_waits_for_the_last_of_two_stories():
    second = replace(STORY, id=2, end=NOON + 120)

    assert told(STORY, second, days=0, minute=NOON) == []
    assert told(STORY, second, days=0, minute=NOON + 120) == [(DEBRIEF, 0, True)]


def test_stories_on_two_days_are_two_tasks():
    thursday = replace(STORY, id=2, on=WEDNESDAY + timedelta(days=1))

    assert told(STORY, thursday, days=-2) == [(PRE_BRIEF, -2, True), (PRE_BRIEF, -1, False)]


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ([], "Pre-brief, debrief and call to do"),
        ([PRE_BRIEF, DEBRIEF], "Call to do"),
        ([CHECK_IN, DEBRIEF, PRE_BRIEF], "All done"),
    ],
)
def test_how_far_it_has_come_is_said_in_a_few_words(done, words):
    assert standing(done) == words
