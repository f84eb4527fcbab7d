"""People in the terminal: sheets whose columns are corrected and remembered."""

from __future__ import annotations

import builders
import pytest

from cittrainer.db import Actor, Database


@pytest.fixture
def odd(tmp_path):
    """A sheet of which no heading says where its people come from."""
    path = tmp_path / "odd.csv"
    path.write_text("Who;From;Nr\nLee, Grace;Lakeview PD;007\nChen, Wei;Lakeview PD;\n")
    return path


def test_columns_are_corrected_remembered_and_taken_by_name(terminal, tmp_path, odd):
    file = tmp_path / "academy.cit"
    words = ("--column", "full_name=A", "--column", "agency=From", "--column", "identifier=c")
    words = ("--heading-line", "1", *words)
    first = terminal(file, "import", "people", odd, *words, "--remember", "Lakeview", "--json").json
    other = tmp_path / "other.csv"
    other.write_text("Name;Agency;Nr\nAbara, Ann;Tamarack SO;4\n")

    by_name = terminal(
        file, "import", "people", other, "--mapping", "lakeview", "--dry-run", "--json"
    ).json
    by_headings = terminal(file, "import", "people", odd, "--dry-run", "--json").json

    assert [row["agency"] for row in first["rows"]] == ["Lakeview PD", "Lakeview PD"]
    assert first["rows"][0]["identifiers"] == [{"kind": "state_id", "value": "007"}]
    assert by_name["rows"][0]["agency"] == "Tamarack SO"
    assert by_headings["layout"] == "Lakeview"
    assert by_headings["counts"]["same"] == 2


def test_a_name_under_which_nothing_is_remembered_is_refused(terminal, tmp_path, odd):
    sentence = terminal.refused(
        tmp_path / "academy.cit", "import", "people", odd, "--mapping", "Elsewhere"
    )

    assert sentence.startswith("No columns are remembered as “Elsewhere”.")
    assert not (tmp_path / "academy.cit").exists()


@pytest.mark.parametrize("column", ["agency", "agency=Z", "wages=A"])
def test_a_correction_without_meaning_is_refused(terminal, tmp_path, odd, column):
    words = ("--column", "full_name=A", "--column", column)

    assert terminal.refused(tmp_path / "academy.cit", "import", "people", odd, *words)
    assert not (tmp_path / "academy.cit").exists()


def test_people_on_file_twice_are_found_merged_and_kept_apart(terminal, tmp_path):
    file = tmp_path / "academy.cit"
    path = tmp_path / "people.csv"
    path.write_text(
        "Last name;First name;Agency\nThompson;Robert;Lakeview PD\nThompson;Bob;\n"
        "Chen;Wei;Lakeview PD\nCheng;Wei;Lakeview PD\n"
    )
    terminal(file, "import", "people", path)
    path.write_text("Last name;First name;Agency\nThompsen;Robert;Lakeview PD\n")
    with Database.open(file, Actor("Dana", "dana")) as database, database.step("Add") as db:
        builders.person(db, "Thompson", "Bob")
        builders.person(db, "Cheng", "Wei")

    pairs = terminal(file, "people", "duplicates", "--json").json
    (robert, bob), (chen, cheng) = (
        [one["id"] for one in pair["people"]] for pair in sorted(pairs, key=str)[::-1]
    )
    merged = terminal(file, "people", "merge", str(robert), str(bob), "--take", "first_name")
    apart = terminal(file, "people", "apart", str(cheng), str(chen))

    assert "Bob Thompson is on file once now" in merged.out
    assert "are two people" in apart.out
    assert terminal(file, "people", "duplicates").out == "Nobody seems to be on file twice.\n"
    assert terminal.refused(file, "people", "merge", str(robert), str(bob))


def test_a_course_from_elsewhere_is_recorded_and_printed(terminal, tmp_path):
    file = tmp_path / "academy.cit"
    with (
        Database.create(file, Actor("Dana", "dana", "test")) as database,
        database.step("Prepare") as db,
    ):
        builders.academy(db)
        builders.person(db, "Lee", "Grace", agency=builders.agency(db), state_id="R-7")
    (one,) = terminal(file, "people", "find", "lee", "--json").json["people"]
    words = ("--title", "CIT 40-hour", "--done", "2024-03-08", "--expires", "2090-03-08")

    terminal(file, "people", "record", str(one["person"]), *words, "--proof", "Copy seen")
    terminal(file, "people", "transcript", str(one["person"]), "--out", tmp_path / "lee.pdf")

    (one,) = terminal(file, "people", "find", "R-7", "--json").json["people"]
    assert (one["standing"], one["until"]) == ("certified", "2090-03-08")
    assert (tmp_path / "lee.pdf").stat().st_size > 1_000
    assert "Nobody fits." in terminal(file, "people", "find", "zzz").out
    refused = terminal.refused(file, "people", "record", "99", *words, "--proof", "Copy seen")
    assert refused.startswith("This person is no longer on file.")
