from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from cittrainer.documents.agendas import Agenda, AgendaBlock, AgendaDay, write_agenda


def block(title: str, start: int, minutes: int, delivery: str = "lecture") -> AgendaBlock:
    return AgendaBlock(
        title=title,
        delivery=delivery,
        start_minute=start,
        minutes=minutes,
        rooms=("Room A",),
        presenters=("Robert Hale", "Ánh Nguyễn"),
    )


def week(days: int = 5, blocks: tuple[AgendaBlock, ...] | None = None) -> Agenda:
    usual = (
        block("Welcome", 480, 5, "admin"),
        block("De-escalation", 490, 120),
        block("Lunch", 720, 60, "lunch"),
        block("Practical exercises", 780, 180, "scenario"),
    )
    return Agenda(
        course_title="Crisis Intervention Team Training",
        location="Duluth",
        note="Release 2",
        days=[
            AgendaDay(
                day=date(2026, 5, 4) + timedelta(number),
                start_minute=480,
                end_minute=1020,
                blocks=usual if blocks is None else blocks,
            )
            for number in range(days)
        ],
    )


def test_the_grid_comes_first_and_shows_all_days(tmp_path, letterhead, page_texts):
    path = tmp_path / "agenda.pdf"

    write_agenda(path, week(), letterhead)

    grid = page_texts(path)[0]
    assert "Agenda · May 4–8, 2026 · Duluth · Release 2" in grid
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        assert day in grid
    assert grid.count("De-escalation") == 5
    assert "8:10–10:10 · Room A" in grid
    assert grid.count("Welcome") == 5


def test_the_lists_tell_time_room_and_presenters_of_each_block(tmp_path, letterhead, page_texts):
    path = tmp_path / "agenda.pdf"

    write_agenda(path, week(), letterhead)

    lists = "\n".join(page_texts(path)[1:])
    assert "Monday, May 4, 2026" in lists
    assert lists.count("8:10–10:10 am") == 5
    assert lists.count("12:00–1:00 pm") == 5
    assert lists.count("Robert Hale, Ánh Nguyễn") == 20
    assert lists.count("Scenario practice") == 5


@pytest.mark.parametrize("days", [0, 1, 7, 10])
def test_weeks_of_any_length_are_printed(tmp_path, letterhead, page_texts, signs_outside, days):
    path = tmp_path / "agenda.pdf"

    write_agenda(path, week(days), letterhead)

    assert signs_outside(path) == []
    assert "\n".join(page_texts(path)).count("De-escalation") == 2 * days


def test_crowded_days_stay_on_the_page(tmp_path, letterhead, page_texts, signs_outside):
    path = tmp_path / "agenda.pdf"
    crowd = (
        *(
            block(f"Five minutes {number} " + "long " * 40, 480 + 5 * number, 5)
            for number in range(9)
        ),
        *(block(f"Side by side {number}", 600, 90, "scenario") for number in range(6)),
        block("Before the day begins", 360, 30),
        block("Long after it ends", 1300, 120),
        dataclasses.replace(
            block("R", 1100, 60), rooms=("Room",) * 40, presenters=("W" * 200,) * 9
        ),
    )

    write_agenda(path, week(7, crowd), letterhead)

    assert signs_outside(path) == []
    assert page_texts(path)[0].count("Five minutes 3") == 7


def test_a_day_without_blocks_says_so(tmp_path, letterhead, page_texts):
    path = tmp_path / "agenda.pdf"

    write_agenda(path, week(1, ()), letterhead)

    assert "Nothing is planned yet." in page_texts(path)[1]
