from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from contents import contents
from curriculum_strategies import curricula as any_curriculum
from hypothesis import HealthCheck, given, settings

from cittrainer.documents.curriculum_files import curriculum_object, write_curriculum
from cittrainer.errors import FileRefused, Invalid, UnreadableFile
from cittrainer.intake.curriculum_file import read_curriculum_file
from cittrainer.jobs.curriculum_files import export_curriculum, import_curriculum
from cittrainer.jobs.shipped import load_shipped
from cittrainer.paths import resource
from cittrainer.queries.curricula import curriculum
from cittrainer.queries.curriculum_values import curriculum_value
from cittrainer.rules.curriculum_difference import difference
from cittrainer.services.curricula import curriculum_on_file

MODULE = {"id": "0" * 31 + "1", "title": "M", "delivery": "lecture", "minutes": 60, "weight": 1}
WHOLE = {
    "format": "cit-trainer-curriculum",
    "format_version": 1,
    "code": "X",
    "version": 1,
    "title": "Forty hours",
    "modules": [MODULE],
}


@pytest.fixture
def shipped(database):
    with database.step("Add what ships") as db:
        load_shipped(db)
        return curriculum_on_file(db, "MEMPHIS-40")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_curriculum(least=1))
def test_what_is_written_is_read_back_the_same(tmp_path, value):
    path = tmp_path / "any.json"

    write_curriculum(path, value, replace=True)

    assert read_curriculum_file(path) == value


def test_an_exported_version_comes_back_as_a_draft_without_any_difference(
    database, shipped, tmp_path
):
    export_curriculum(database, shipped, tmp_path / "memphis.json")
    draft = import_curriculum(database, tmp_path / "memphis.json")

    with database.read() as db:
        before, after = curriculum_value(db, shipped), curriculum_value(db, draft)
        row = curriculum(db, draft).row
    assert (row.number, row.state) == (before.number + 1, "draft")
    assert not difference(before, after)
    assert replace(after, number=before.number) == before
    database.undo()
    with database.read() as db:
        assert curriculum_on_file(db, "MEMPHIS-40") == shipped


def test_a_file_is_not_written_over_another_unasked(database, shipped, tmp_path):
    path = tmp_path / "mine.json"
    path.write_text("precious")

    with pytest.raises(FileRefused, match="already there"):
        export_curriculum(database, shipped, path)

    assert path.read_text() == "precious"
    assert list(tmp_path.glob(".cit-*.tmp")) == []


def changed(**values: object) -> str:
    return json.dumps(WHOLE | values)


def module(**values: object) -> str:
    return json.dumps(WHOLE | {"modules": [MODULE | values]})


HOSTILE = {
    "not JSON": ("{", "not a JSON file"),
    "a list": ("[]", "not a set of named values"),
    "deeply nested": ("[" * 200_000, "not a JSON file"),
    "another kind": (changed(format="cit-form"), "holds no curriculum"),
    "a later format": (changed(format_version=2), "of format 2"),
    "a misspelt name": (changed(moduls=[]), "does not know “moduls”"),
    "a misspelt name within": (module(minuts=3), "modules 1.*does not know “minuts”"),
    "a wrong type": (changed(title=7), "“title” is 7"),
    "true for a number": (module(weight=True), "“weight” is true"),
    "a fraction": (module(minutes=62.5), "“minutes” is 62.5"),
    "not a number": (module(minutes=float("nan")), "“minutes” is NaN"),
    "a huge number": (module(minutes=10**400), "more than 12 digits"),
    "a number beyond Python": (json.dumps(WHOLE)[:-1] + ', "x": ' + "9" * 5_000 + "}", "JSON"),
    "a negative length": (module(minutes=-5), "“minutes” is -5"),
    "off the grid": (module(minutes=7), "not a multiple of 5"),
    "an unknown delivery": (module(delivery="magic"), "“delivery” is “magic”"),
    "shares over 100": (module(topics={"A": 60, "B": 60}), "do not add up to 100"),
    "a share of nothing": (module(topics={"A": 0, "B": 100}), "between 1 and 100"),
    "a day alone": (module(day=1), "a day without a time"),
    "a time that no clock shows": (module(day=1, start="25:00"), "no clock shows"),
    "after midnight": (module(day=1, start="23:30"), "after midnight"),
    "limits the wrong way round": (module(least_minutes=90), "least and its greatest"),
    "no modules": (changed(modules=[]), "has no modules"),
    "too many modules": (changed(modules=[MODULE] * 501), "501 entries, more than 500"),
    "a module twice": (changed(modules=[MODULE, MODULE]), "twice"),
    "an id of another kind": (module(id="../../etc"), "32 hexadecimal digits"),
    "half a letter": (module(title="\ud800"), "half a letter"),
    "a name twice": (json.dumps(WHOLE)[:-1] + ', "title": "Other"}', "not a JSON file"),
    "a standard that is words": (changed(standard="TX"), "not a set of named values"),
}


@pytest.mark.parametrize(("text", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_and_nothing_changes(
    database, tmp_path, text, says
):
    path = tmp_path / "hostile.json"
    path.write_text(text)
    before = contents(database.path)

    with pytest.raises(UnreadableFile, match=says) as refused:
        import_curriculum(database, path)

    assert len(str(refused.value)) < 400
    assert "\n" not in str(refused.value)
    assert contents(database.path) == before


@pytest.mark.parametrize(
    "text",
    [
        module(title="M" * 201),
        module(objectives=["O" * 5_001]),
        changed(sources=["S"] * 51),
        changed(title=" \u200b "),
    ],
    ids=["long title", "long text", "many sources", "blank title"],
)
def test_what_cannot_be_stored_is_refused_and_nothing_changes(database, tmp_path, text):
    path = tmp_path / "long.json"
    path.write_text(text)
    before = contents(database.path)

    with pytest.raises(Invalid):
        import_curriculum(database, path)

    assert contents(database.path) == before


def test_giants_folders_pipes_and_other_kinds_of_file_are_refused(database, tmp_path):
    giant = tmp_path / "giant.json"
    giant.write_bytes(b" " * 5_000_001)
    folder = tmp_path / "folder.json"
    folder.mkdir()
    picture = tmp_path / "picture.json"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    refused = [(giant, "too large"), (folder, "not a file"), (picture, "not a JSON file")]
    refused.append((tmp_path / "missing.json", "cannot be opened"))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.json")
        refused.append((tmp_path / "pipe.json", "not a file"))
    if Path("/dev/zero").exists():
        refused.append((Path("/dev/zero"), "not a file"))

    for path, says in refused:
        with pytest.raises(UnreadableFile, match=says):
            import_curriculum(database, path)


def test_the_schema_names_what_is_written_and_nothing_else(database, shipped):
    schema = json.loads((resource("schemas") / "curriculum.json").read_text("utf-8"))
    with database.read() as db:
        written = curriculum_object(curriculum_value(db, shipped))

    assert list(written) == list(schema["properties"])
    described = schema["$defs"]["module"]
    for each in written["modules"]:
        assert list(each) == list(described["properties"])
    assert WHOLE.keys() == set(schema["required"])
    assert MODULE.keys() == set(described["required"])


@pytest.mark.parametrize("missing", ["format", "format_version", "code", "version", "title"])
def test_what_the_schema_requires_is_required(tmp_path, missing):
    path = tmp_path / "short.json"
    path.write_text(json.dumps({name: WHOLE[name] for name in WHOLE if name != missing}))

    with pytest.raises(UnreadableFile, match=f"“{missing}” is missing"):
        read_curriculum_file(path)
