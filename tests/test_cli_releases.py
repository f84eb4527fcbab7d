"""Releases of a plan as a user types them."""

from __future__ import annotations

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.models import Booking, BookingState, Course, CourseState, PresenterKind
from cittrainer.queries.weeks import week
from cittrainer.services.academy import AcademyWords, set_up
from cittrainer.services.blocks import move_block

NUMBER = "CIT-2026-05"


@pytest.fixture
def file(tmp_path):
    """A course of one day with a block by Sam, who has not answered yet."""
    path = tmp_path / "academy.cit"
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Prepare") as db:
        course = builders.course(db, NUMBER, days=1)
        block = builders.block(db, "Law", day=course.days[0], start="8:00")
        sam = builders.presenter(db, "Sam", kind=PresenterKind.LIVED_EXPERIENCE)
        part = block.parts[0].id
        builders.add(
            db,
            Booking(
                block_part_id=part,
                presenter_id=sam.id,
                role="lived experience",
                state=BookingState.INVITED,
            ),
        )
    return path


def moved(path, start):
    with Database.open(path, Actor("Dana", "dana")) as database, database.step("Move") as db:
        plan = week(db, 1)
        move_block(
            db,
            plan.blocks[0].id,
            course_day_id=plan.days[0].id,
            start_minute=builders.minute(start),
        )


def named(path):
    with Database.open(path, Actor("Dana", "dana")) as database, database.step("Name") as db:
        set_up(db, AcademyWords(name="Ridgeway Academy"))


def test_a_plan_with_findings_is_released_only_when_they_are_acknowledged(terminal, file):
    told = terminal(file, "course", "release", NUMBER)
    assert told.status == 1
    assert "--acknowledge" in told.err
    assert told.out.splitlines()
    assert terminal(file, "course", "releases", NUMBER).out == "Draft: not released yet.\n"

    made = terminal(file, "course", "release", NUMBER, "--acknowledge", "--json").json
    assert made["released"]["number"] == 1
    assert made["released"]["acknowledged"] == [one["sentence"] for one in made["findings"]]
    assert [(one["name"], one["last_release"]) for one in made["recipients"]] == [("Sam", None)]
    assert "lived" not in str(made)


def test_what_changed_is_told_for_everybody_and_since_what_one_got(terminal, file):
    assert "Nothing was released yet" in terminal.refused(file, "course", "changes", NUMBER)
    assert terminal(file, "course", "release", NUMBER, "--acknowledge", "--sent").status == 0
    moved(file, "9:00")
    assert terminal(file, "course", "release", NUMBER, "--acknowledge").status == 0
    moved(file, "10:00")

    latest = terminal(file, "course", "changes", NUMBER, "--json").json
    assert (latest["since"], len(latest["changes"])) == (2, 1)
    first = terminal(file, "course", "changes", NUMBER, "--since", "1", "--to", "2")
    assert first.out.startswith("1 change from release 1 to release 2.")
    sam = terminal(file, "course", "changes", NUMBER, "--for", "sam", "--json").json
    assert (sam["last_release"], sam["sentence"]) == (1, "1 change since release 1.")
    assert "no release 7" in terminal.refused(file, "course", "changes", NUMBER, "--since", "7")
    assert "nobody called" in terminal.refused(file, "course", "changes", NUMBER, "--for", "Lee")


def test_nothing_changed_is_released_only_when_asked(terminal, file):
    assert terminal(file, "course", "release", NUMBER, "--acknowledge").status == 0
    told = terminal(file, "course", "release", NUMBER, "--acknowledge")
    assert (told.status, told.err.startswith("Nothing changed since release 1")) == (1, True)
    assert terminal(file, "course", "release", NUMBER, "--acknowledge", "--again").status == 0
    rows = terminal(file, "course", "releases", NUMBER, "--json").json["releases"]
    assert [row["number"] for row in rows] == [2, 1]


def test_the_drafts_of_a_release_are_written_for_those_whom_it_tells_something(
    terminal, file, tmp_path
):
    out = tmp_path / "drafts"
    missing = terminal(file, "course", "release", NUMBER, "--acknowledge", "--out", out)
    assert missing.status == 1
    assert "There is no folder" in missing.err
    out.mkdir()
    nameless = terminal(file, "course", "release", NUMBER, "--acknowledge", "--out", out)
    assert "No academy is set up yet" in nameless.err
    assert terminal(file, "course", "releases", NUMBER).out == "Draft: not released yet.\n"

    named(file)
    made = terminal(file, "course", "release", NUMBER, "--acknowledge", "--out", out, "--sent")
    assert "1 mail draft of release 1" in made.out
    assert [path.name for path in out.iterdir()] == [f"{NUMBER} release 1 Sam.eml"]

    again = terminal(file, "course", "release", NUMBER, "--acknowledge", "--again", "--out", out)
    assert again.status == 0
    assert len(list(out.iterdir())) == 1
    told = terminal.refused(file, "course", "drafts", NUMBER, "--out", out)
    assert "Release 2 tells nobody anything new" in told


def test_drafts_in_the_folder_stay_unless_they_may_be_replaced(terminal, file, tmp_path):
    named(file)
    drafts = ("course", "drafts", NUMBER, "--out", tmp_path)
    assert "Nothing was released yet" in terminal.refused(file, *drafts)
    assert terminal(file, "course", "release", NUMBER, "--acknowledge").status == 0
    first = terminal(file, *drafts, "--json").json
    assert (first["release"], len(first["drafts"])) == (1, 1)
    assert "add --replace" in terminal.refused(file, *drafts)
    assert "nobody called" in terminal.refused(file, *drafts, "--for", "Lee")
    assert "no release 4" in terminal.refused(file, *drafts, "--release", "4")
    assert terminal(file, *drafts, "--everybody", "--for", "Sam").status == 2
    assert terminal(file, *drafts, "--replace", "--sent").status == 0
    assert (
        terminal(file, "course", "releases", NUMBER, "--json").json["releases"][0]["receipts"] == 1
    )
    told = terminal(file, *drafts, "--for", "sam", "--replace")
    assert told.out.startswith("1 mail draft of release 1 in ")


def test_a_closed_course_is_not_released_and_tells_nothing_else(terminal, file):
    with Database.open(file, Actor("Dana", "dana")) as database, database.step("Close") as db:
        db.get_one(Course, 1).state = CourseState.CLOSED

    said = terminal.refused(file, "course", "release", NUMBER, "--acknowledge")

    assert said == "The course is closed; reopen it first."
