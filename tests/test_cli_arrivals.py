"""Presenters on the day in the terminal."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.models import BookingState, PresenterKind
from cittrainer.services.bookings import book
from cittrainer.services.confidential import ConfidentialWords, write_confidential

SECRET = "555-0199"


@pytest.fixture
def file(tmp_path):
    """A course since yesterday: a talk then, a story and a talk today, nothing tomorrow."""
    path = tmp_path / "academy.cit"
    with (
        Database.create(path, Actor("Dana", "dana", "test")) as database,
        database.step("Prepare") as db,
    ):
        first = builders.today() - timedelta(days=1)
        yesterday, today, _tomorrow = builders.course_days(db, 3, number="CIT-1", first=first)
        builders.course(db, "CIT-0", days=0)
        ana = builders.presenter(db, "Dr. Ana Ruiz", phone="555-0100").id
        marcus = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE).id
        write_confidential(db, marcus, ConfidentialWords(phone=SECRET), seen=None)
        law = builders.block(db, "The law", day=today, start="8:30", room=builders.room(db))
        story = builders.block(db, "A story", day=today, start="10:00")
        earlier = builders.block(db, "More law", day=yesterday, start="9:00")
        for block, who in ((law, ana), (story, ana), (story, marcus), (earlier, ana)):
            book(db, block.parts[0].id, who, state=BookingState.CONFIRMED)
    return path


def test_the_board_tells_who_is_here_who_is_late_and_whom_to_call(terminal, file):
    assert terminal(file, "course", "arrived", "CIT-1", "marcus", "--at", "7:52").out == (
        "Marcus T. is here since 7:52.\n"
    )

    said = terminal(file, "course", "arrivals", "CIT-1", "--at", "8:20").out

    assert [line.strip() for line in said.splitlines() if line.strip()][1:] == [
        "8:30–9:30   The law, Room A  in 10 min",
        "Dr. Ana Ruiz: late 5 min",
        "10:00–11:00  A story  in 1 h 40",
        "Dr. Ana Ruiz: late 5 min",
        "Marcus T.: here since 7:52",
        "To call: Dr. Ana Ruiz",
    ]


def test_json_has_every_presenter_and_no_number(terminal, file):
    shown = terminal(file, "course", "arrivals", "CIT-1", "--at", "8:15", "--json")

    first = shown.json["presenters"][0]
    assert first == {
        "block": "The law",
        "part": "",
        "group": "",
        "room": "Room A",
        "starts_at": "8:30",
        "ends_at": "9:30",
        "phase": "next",
        "presenter": "Dr. Ana Ruiz",
        "planned": True,
        "confirmed": True,
        "standing": "expected",
        "due_at": "8:15",
        "arrived_at": None,
        "late_minutes": 0,
    }
    assert shown.json["to_call"] == ["Dr. Ana Ruiz"]
    assert SECRET not in shown.out
    assert "lived" not in shown.out


def test_an_arrival_is_taken_back_and_noted_for_another_day(terminal, file):
    yesterday = (builders.today() - timedelta(days=1)).isoformat()
    terminal(file, "course", "arrived", "CIT-1", "Dr. Ana Ruiz", "--at", "8:05")
    terminal(file, "course", "arrived", "CIT-1", "Dr. Ana Ruiz", "--take-back")
    terminal(file, "course", "arrived", "CIT-1", "Ana", "--day", yesterday, "--at", "8:40")

    def stands(*words):
        shown = terminal(file, "course", "arrivals", "CIT-1", *words, "--json").json
        return {one["arrived_at"] for one in shown["presenters"] if "Ana" in one["presenter"]}

    assert stands("--at", "8:10") == {None}
    assert stands("--day", "1") == {"8:40"}
    labels = [step["label"] for step in terminal(file, "history", "--json").json["steps"][:3]]
    assert labels == [
        "Dr. Ana Ruiz arrived at 8:40",
        "Dr. Ana Ruiz is not here",
        "Dr. Ana Ruiz arrived at 8:05",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("arrivals", "CIT-9"), "CIT-9"),
        (("arrivals", "CIT-0"), "CIT-0 has no days yet."),
        (("arrivals", "CIT-1", "--day", "Someday"), "is no day of this course."),
        (("arrivals", "CIT-1", "--at", "half past"), "is no time."),
        (("arrived", "CIT-1", "Nobody"), "Nobody"),
        (("arrived", "CIT-1", "Ana", "--day", "1"), "is not today."),
        (("arrived", "CIT-1", "Ana", "--day", "3"), "Nobody can arrive on"),
        (("arrived", "CIT-1", "Ana", "--day", "3", "--at", "8:00"), "before that day."),
        (("arrived", "CIT-1", "Marcus", "--day", "1", "--at", "8:00"), "is not booked on"),
        (("arrived", "CIT-1", "Ana", "--at", "25:00"), "is no time."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(terminal, file, words, sentence):
    assert sentence in terminal.refused(file, "course", *words)
