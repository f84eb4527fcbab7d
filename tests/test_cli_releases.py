"""Releases of a plan as a user types them."""

from __future__ import annotations

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.models import Booking, BookingState, PresenterKind
from cittrainer.queries.weeks import week
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
