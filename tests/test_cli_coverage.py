"""Coverage in the terminal."""

from __future__ import annotations

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.models import AgencyShift
from cittrainer.services.earlier_records import EarlierDetails, add_record


@pytest.fixture
def file(tmp_path):
    """Two of ten on patrol are trained, one of them on nights."""
    path = tmp_path / "academy.cit"
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Add") as db:
        builders.academy(db, turnover_percent=0)
        agency = builders.agency(db, "Ridgeway Police Department", patrol=10, target_percent=30)
        agency.shifts.append(AgencyShift(name="Nights", patrol=4))
        for number, shift in enumerate(("Nights", "")):
            person = builders.person(db, f"Officer{number}", agency=agency)
            person.employments[0].shift = shift
            details = EarlierDetails(title="CIT", done_on=builders.today(), proof="Copy")
            add_record(db, person.id, details, today=builders.today())
    return path


def test_coverage_is_told_in_sentences_and_as_json(terminal, file):
    told = terminal(file, "coverage", "show", "Ridgeway PD").out
    (row,) = terminal(file, "coverage", "show", "Ridgeway PD", "--json").json["coverage"]

    assert "Ridgeway Police Department, officer: 2 of 10 are trained, 3 are needed." in told
    assert "Nights: 1 of 4 trained" in told
    assert "no shift on file: 1 trained" in told
    assert (row["trained"], row["strength"], row["percent"], row["met"]) == (2, 10, 20.0, False)
    assert row["shifts"] == [
        {"name": "Nights", "trained": 1, "strength": 4, "strength_known": True},
        {"name": "", "trained": 1, "strength": 1, "strength_known": False},
    ]
    assert len(row["forecast"]) == 61
    assert row["past"] == []


def test_another_pace_is_tried_and_nothing_is_stored(terminal, file):
    usual = terminal(file, "coverage", "show", "Ridgeway PD", "--json").json
    (row,) = terminal(file, "coverage", "show", "Ridgeway PD", "--pace", "12", "--json").json[
        "coverage"
    ]

    assert row["trained_a_year"] == 12
    assert "with 12 trained a year" in row["says"]
    assert terminal(file, "coverage", "show", "Ridgeway PD", "--json").json == usual


def test_the_list_for_dispatch_is_written_and_not_over_another_file(terminal, file, tmp_path):
    path = tmp_path / "list.csv"

    assert terminal(file, "coverage", "list", path).out == f"2 people in {path}\n"
    assert terminal.refused(file, "coverage", "list", path)
    assert terminal(file, "coverage", "list", path, "--agency", "ridgeway pd", "--replace").out


def test_a_name_that_no_agency_has_is_refused_with_those_that_are_near(terminal, file):
    assert terminal.refused(file, "coverage", "show", "ridge") == (
        "No agency is called “ridge”. Did you mean “Ridgeway Police Department”?"
    )
    assert terminal.refused(file, "coverage", "show", "Nowhere").endswith(
        "“coverage show” names all that have people."
    )
