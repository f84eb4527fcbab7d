"""Attendance and make-ups in the terminal."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from taught import attend, taught

from cittrainer.db import Actor, Database
from cittrainer.models import AttendanceMark, Enrollment


@pytest.fixture
def file(tmp_path):
    """A course that is over, in which one trainee missed a block, and one that is to come."""
    path = tmp_path / "academy.cit"
    with Database.create(path, Actor("Dana", "dana", "test")) as database:
        with database.step("Prepare") as db:
            first = taught(db, number="CIT-1")
            soon = builders.today() + timedelta(days=30)
            second = taught(db, people=1, number="CIT-2", first=soon)
            db.get_one(Enrollment, second.trainees[0]).person.last_name = "Next"
        missed = {(first.trainees[0], first.blocks[1]): AttendanceMark.ABSENT}
        attend(database, first, but=missed)
    return path


def test_a_missed_block_is_made_up_in_the_next_course(terminal, file):
    (one,) = terminal(file, "course", "make-ups", "CIT-1", "--json").json["trainees"]
    (missed,) = one["missed"]
    (place,) = missed["places"]
    assert (missed["title"], missed["missed_minutes"], place["course"]) == ("Block 2", 60, "CIT-2")

    numbers = [str(one["trainee"]), str(missed["block"]), str(place["block"])]
    terminal(file, "course", "make-up", "CIT-1", *numbers)
    terminal(file, "course", "tick", "CIT-2", "Block 2", "--trainee", numbers[0])

    (one,) = terminal(file, "course", "make-ups", "CIT-1", "--json").json["trainees"]
    assert one["completed"]
    assert one["missed"][0]["arranged"][0]["minutes_present"] == 60
    shown = terminal(file, "course", "attendance", "CIT-2").out
    assert "makes up for CIT-1" in shown
    assert "made up" in terminal(file, "course", "make-ups", "CIT-1").out


def test_a_block_is_ticked_for_everybody_who_is_open(terminal, file):
    said = terminal(file, "course", "tick", "CIT-2", "block 1").out

    assert said == "Block 1: 1 recorded.\n"
    assert terminal(file, "course", "tick", "CIT-2", "block 1").out.endswith(
        "nothing was to record.\n"
    )
    entries = terminal(file, "course", "attendance", "CIT-2", "--json").json["entries"]
    assert [entry["minutes"] for entry in entries] == [60]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("tick", "CIT-1", "Block 9"), "No placed block of CIT-1 is “Block 9”."),
        (("tick", "CIT-1", "Block 1", "--trainee", "999"), "No trainee with the number 999"),
        (("tick", "CIT-1", "Block 1", "--trainee", "1", "--mark", "late", "--missed", "61"),
         "“Block 1” lasts 1 h; nobody can miss 61 minutes of it."),
        (("make-up", "CIT-2", "1", "1", "1"), "No trainee of CIT-2 has the number 1."),
        (("make-up", "CIT-1", "1", "2", "1"), "“Block 1” belongs to CIT-1 itself."),
        (("make-up", "CIT-1", "1", "99", "1"), "This block is no longer on file."),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(terminal, file, words, sentence):
    assert sentence in terminal.refused(file, "course", *words)


def test_times_of_a_sheet_are_recorded_and_everything_that_was(terminal, file):
    ask = ("course", "times", "CIT-1")
    said = terminal(file, *ask, "2026-05-04", "2=8:20-10:30", "3=7:55").out

    assert said == "2026-05-04: 4 recorded.\n"
    rows = terminal(file, "course", "recorded", "CIT-1", "2", "1", "--json").json
    assert [(row["mark"], row["minutes"], row["came"], row["went"]) for row in rows] == [
        ("late", 40, "8:20", "10:30"),
        ("present", 60, None, None),
    ]
    assert rows[0]["by"]
    assert "nothing was to record" in terminal(file, *ask, "2026-05-04", "3=7:55").out
    entries = terminal(file, "course", "attendance", "CIT-1", "--json").json["entries"]
    # A time that is added to a mark which stays corrects nothing.
    assert {(one["trainee"], one["block"]): one["corrections"] for one in entries} == {
        (1, 1): 0, (1, 2): 0, (2, 1): 1, (2, 2): 1, (3, 1): 0, (3, 2): 0,
    }  # fmt: skip
    terminal(file, "course", "tick", "CIT-1", "1", "--trainee", "2", "--reason", "Came at 8")
    told = terminal(file, "course", "recorded", "CIT-1", "2", "1").out.splitlines()
    assert [line.split("  ")[1].split(",")[0] for line in told] == ["present", "late", "present"]
    assert told[0].endswith(": Came at 8")


@pytest.mark.parametrize(
    ("day", "typed", "told"),
    [
        ("2026-05-04", "1=25:00", "“25:00” is no time"),
        ("2026-05-04", "1", "names no trainee with a time"),
        ("2026-05-04", "1=9:00-8:00am", "Nobody can sign out before signing in"),
        ("2026-05-04", "99=9:00", "has no block on"),
        ("2026-05-24", "1=9:00", "CIT-1 has no day on"),
    ],
)
def test_times_that_cannot_be_are_refused(terminal, file, day, typed, told):
    before = terminal(file, "course", "attendance", "CIT-1", "--json").json

    assert told in terminal.refused(file, "course", "times", "CIT-1", day, typed)

    assert terminal(file, "course", "attendance", "CIT-1", "--json").json == before
