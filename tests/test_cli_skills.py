"""Skills assessments and the rules of a course in the terminal."""

from __future__ import annotations

import pytest
from taught import taught

from cittrainer.db import Actor, Database
from cittrainer.jobs.shipped import load_shipped


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "academy.cit"
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Add") as db:
        load_shipped(db)
        taught(db, number="CIT-1")
    return path


def test_rules_are_shown_and_chosen(terminal, file):
    assert "Rubric: none" in terminal(file, "course", "rules", "CIT-1").out

    said = terminal(
        file, "course", "rules", "CIT-1", "--rubric", "scenario", "--form", "course"
    ).out

    assert "Rubric: Scenario skills" in said
    assert "Form to hand in: none" not in said
    value = terminal(file, "course", "rules", "CIT-1", "--form", "none", "--json").json
    assert (value["rubric"], value["form"]) == ("Scenario skills", "")
    refused = terminal.refused(file, "course", "rules", "CIT-1", "--rubric", "zzz")
    assert refused.startswith("There is no rubric “zzz”.")


def test_somebody_is_assessed_by_the_numbers_of_the_skills(terminal, file):
    ask = ("course", "assess", "CIT-1", "1", "--by", "Ruth", "--mark")
    assert "No rubric is chosen" in terminal.refused(file, *ask, "1=4")
    terminal(file, "course", "rules", "CIT-1", "--rubric", "Scenario skills")

    assert "needs a comment" in terminal.refused(file, *ask, "2=7")
    for wrong in ("11=4", "1=x", "x=1", "1"):
        assert terminal(file, *ask, wrong).status == 2
    said = terminal(file, *ask, "1=4", "--mark", "2=7", "--comment", "2=Calm and clear").out

    assert "met, 2 of 10 skills observed, 4 to 7, by Ruth on " in said
    told = terminal(file, "course", "skills", "CIT-1").out
    assert " 2  Presents themselves" in told
    assert told.count("not assessed") == 2
    value = terminal(file, "course", "skills", "CIT-1", "--json").json
    (one,) = (row for row in value["trainees"] if row["trainee"] == 1)
    assert one["assessments"][0]["marks"][1] == {
        "skill": "Presents themselves: name, agency, why they came",
        "mark": 7,
        "comment": "Calm and clear",
    }
    assert "No trainee of CIT-1 has the number 99" in terminal.refused(
        file, "course", "assess", "CIT-1", "99", "--by", "Ruth", "--mark", "1=4"
    )
