"""Presenters in the terminal: their times from words and calendars, told back before they count."""

from __future__ import annotations

from datetime import date

import builders
import pytest

from cittrainer.cli import presenter_times as command
from cittrainer.db import Actor, Database
from cittrainer.models import Availability
from cittrainer.queries.presenters import presenter

ACTOR = Actor("Dana", "dana", "test")
FRIDAY = ("available", 4, None, 0, 1440)
TUESDAY = ("available", 1, None, 480, 720)
REFUSED = ("no", None, date(2026, 5, 14), 0, 1440)


@pytest.fixture
def file(tmp_path, monkeypatch):
    """An academy with one presenter, who said that she can come on Fridays."""
    monkeypatch.setattr(command, "today", lambda: date(2026, 3, 4))
    path = tmp_path / "academy.cit"
    with Database.create(path, ACTOR) as database, database.step("Prepare") as db:
        builders.academy(db)
        ana = builders.presenter(db, "Dr. Ana Ruiz")
        ana.availability.append(Availability(weekday=4))
    return path


def on_file(path):
    with Database.open(path, ACTOR) as database, database.read() as db:
        return [
            (one.kind.value, one.weekday, one.on_date, one.start_minute, one.end_minute)
            for one in presenter(db, 1).windows
        ]


def times(terminal, file, *words):
    return terminal(file, "presenter", "times", "Dr. Ana Ruiz", *words)


def test_the_times_on_file_are_shown(terminal, file):
    said = terminal(file, "presenter", "times", "ana")

    assert said.status == 0
    assert said.out.splitlines() == ["Dr. Ana Ruiz:", "  Every Friday, all day: available"]


def test_words_are_told_back_and_saved_beside_what_is_on_file(terminal, file):
    said = times(terminal, file, "--words", "Tue mornings, not May 14")

    assert said.status == 0
    assert said.out.splitlines()[:2] == [
        "Tue mornings  →  Every Tuesday, 8:00–12:00: available",
        "not May 14  →  Thursday 14 May 2026, all day: not available",
    ]
    assert said.out.splitlines()[-1] == "Saved."
    assert set(on_file(file)) == {FRIDAY, TUESDAY, REFUSED}


def test_words_can_take_the_place_of_what_is_on_file(terminal, file):
    times(terminal, file, "--words", "Tue mornings", "--replace")

    assert on_file(file) == [TUESDAY]


def test_what_is_not_understood_is_told_and_nothing_is_saved(terminal, file):
    for more in ((), ("--json",)):
        said = terminal.refused(
            file,
            "presenter", "times", "ana", "--words", "Tue mornings, every other Monday", *more,
        )  # fmt: skip

        assert said.startswith(
            "Nothing was saved, because this was not understood: “every other Monday”. Say it in"
        )
        assert on_file(file) == [FRIDAY]


def test_a_dry_run_only_shows_what_would_be(terminal, file):
    said = times(terminal, file, "--words", "Tue mornings, hugs", "--dry-run", "--json")

    assert said.status == 0
    assert said.json["saved"] is False
    assert [one["text"] for one in said.json["understood"]] == ["Tue mornings"]
    assert said.json["not_understood"] == [{"text": "hugs", "why": ""}]
    assert [one["weekday"] for one in said.json["times"]] == [4, 1]
    assert on_file(file) == [FRIDAY]


def calendar(tmp_path):
    path = tmp_path / "ana.ics"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for day, more in ((14, "SUMMARY:Clinic"), (15, "TRANSP:TRANSPARENT")):
        lines += ["BEGIN:VEVENT", f"DTSTART;VALUE=DATE:202605{day}", more, "END:VEVENT"]
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))
    return path


def test_a_calendar_tells_when_they_cannot_come(terminal, file, tmp_path):
    said = times(terminal, file, "--ics", calendar(tmp_path), "--replace")

    assert said.out.splitlines()[0] == (
        "1 time of the coming year when they cannot come. "
        "1 time that the calendar calls free left out."
    )
    assert "Clinic" not in said.out
    assert on_file(file) == [REFUSED]


def test_a_calendar_can_tell_when_they_can_come(terminal, file, tmp_path):
    times(terminal, file, "--ics", calendar(tmp_path), "--free", "--replace")

    assert on_file(file) == [("available", None, date(2026, 5, 15), 0, 1440)]


def test_a_file_that_is_no_calendar_is_refused_in_one_sentence(terminal, file, tmp_path):
    bad = tmp_path / "list.csv"
    bad.write_text("Name;Date")

    sentence = terminal.refused(file, "presenter", "times", "ana", "--ics", bad)

    assert sentence.startswith("“list.csv” is no calendar file.")
    assert on_file(file) == [FRIDAY]


def test_an_unknown_presenter_is_refused(terminal, file):
    sentence = terminal.refused(file, "presenter", "times", "Nobody")

    assert sentence.startswith("Nobody in the book of presenters is called “Nobody”.")
