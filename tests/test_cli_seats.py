"""Seats in the terminal: short by five, three agencies over quota, a no-show, the next in line."""

from __future__ import annotations

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.models import TraineeRole


@pytest.fixture
def file(tmp_path):
    """A course of six seats that eleven people of three agencies want."""
    path = tmp_path / "academy.cit"
    with (
        Database.create(path, Actor("Dana", "dana", "test")) as database,
        database.step("Prepare") as db,
    ):
        builders.academy(db)
        builders.course(db, "CIT-1", seats=6, first=builders.today())
        for name, sworn, number in (("Lakeview PD", 200, 5), ("Elm PD", 20, 3), ("Oak SO", 50, 3)):
            agency = builders.agency(db, name, sworn=sworn)
            for at in range(number):
                builders.person(
                    db, f"{name.split()[0]}-{at}", "Ana", agency=agency, role=TraineeRole.OFFICER
                )
    return path


def people(terminal, file):
    found = terminal(file, "people", "find", "ana", "--json").json["people"]
    return [str(one["person"]) for one in found]


def states(terminal, file):
    value = terminal(file, "course", "seats", "CIT-1", "--json").json
    counts = {}
    for one in value["trainees"]:
        counts.setdefault(one["state"], []).append(one["name"])
    return value, {state: len(names) for state, names in counts.items()}


def test_seats_short_by_five_are_shared_kept_and_filled_again(terminal, file):
    everybody = people(terminal, file)
    assert len(everybody) == 11
    refused = terminal.refused(file, "course", "enroll", "CIT-1", *everybody)
    assert refused.startswith("CIT-1 has 6 seats and 6 are free, so 11 more people cannot be")
    terminal(file, "course", "enroll", "CIT-1", *everybody, "--state", "nominated")

    shares = terminal(file, "course", "fair", "CIT-1", "--json").json["shares"]
    assert {one["name"]: one["seats"] for one in shares} == {
        "Lakeview PD": 5, "Oak SO": 1, "Elm PD": 0,
    }  # fmt: skip
    said = terminal(file, "course", "fair", "CIT-1", "--give").out
    assert said.endswith("6 enrolled, 5 on the waiting list.\n")
    value, counts = states(terminal, file)
    assert counts == {"enrolled": 6, "waitlisted": 5}
    assert value["next"] is None

    gone = [str(one["trainee"]) for one in value["trainees"] if one["state"] == "enrolled"][:2]
    words = ("--into", "withdrawn", "--code", "court", "--reason", "Trial", "--by", "Sgt. Hale")
    terminal(file, "course", "state", "CIT-1", gone[0], *words)
    terminal(file, "course", "state", "CIT-1", gone[1], "--into", "no_show")
    terminal(file, "course", "keep", "CIT-1", "--agency", "Elm Police Dept", "--seats", "1")
    said = terminal(file, "course", "promote", "CIT-1").out
    assert "waited longest, and a seat" in said
    offered = terminal(file, "course", "promote", "CIT-1", "--offer").out
    assert "The seat is held until" in offered
    _value, counts = states(terminal, file)
    assert counts == {"enrolled": 5, "offered": 1, "waitlisted": 3, "withdrawn": 1, "no_show": 1}
    terminal.refused(file, "course", "promote", "CIT-1")
    assert "Next:" not in terminal(file, "course", "seats", "CIT-1").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("keep", "CIT-1"), "For whom the seats are kept is not said."),
        (("keep", "CIT-1", "--agency", "Nowhere PD"), "No agency is called “Nowhere PD”."),
        (("keep", "CIT-1", "--role", "wizard"), "There is no role “wizard”."),
        (("keep", "CIT-1", "--role", "officer", "--seats", "7"), "CIT-1 has 6 seats"),
        (("keep", "CIT-1", "--release", "9"), "This keeping is no longer on file."),
        (("promote", "CIT-1"), "Nobody waits for CIT-1."),
        (("fair", "CIT-1", "--give"), "Nobody of an agency asks for a seat in CIT-1."),
        (("state", "CIT-1", "99", "--into", "enrolled"), "No trainee of CIT-1 has the number 99."),
        (("enroll", "CIT-1", "99"), "This person is no longer on file."),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(terminal, file, words, sentence):
    assert sentence in terminal.refused(file, "course", *words)
