"""The terminal commands as a user types them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import builders
import pytest
from contents import contents
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from cittrainer import __version__
from cittrainer.db import Actor, Database, backup
from cittrainer.jobs import papers, sample
from cittrainer.models import Course, CourseDay, Person, Room
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.overrides import fingerprint, key
from cittrainer.services.overrides import let_stand

DANA = Actor("Dana", "dana")
SHEET = Path(__file__).parent / "files" / "nominations-spring.xlsx"


def typed(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as a shell starts it."""
    return subprocess.run(
        [sys.executable, "-m", "cittrainer", *map(str, words)],
        env=os.environ | environment,
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def open_window(sample_file):
    """The sample academy, held open for writing by another process."""
    script = (
        "import sys; from pathlib import Path; from cittrainer.db import Actor, Database\n"
        "with Database.open(Path(sys.argv[1]), Actor('Lee', 'lee')):\n"
        "    print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(sample_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout.readline() == "open\n"
        yield sample_file
        window.communicate()


def test_help_lists_the_commands_and_loads_nothing_heavy():
    told = typed("--help")
    check = (
        "import sys; import cittrainer.cli; "
        "print({'sqlalchemy', 'PySide6', 'reportlab', 'openpyxl'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", check], capture_output=True, check=True)

    assert told.returncode == 0
    for command in ("sample", "import", "course", "export", "backup", "restore", "history"):
        assert command in told.stdout.decode()
    assert loaded.stdout.strip() == b"set()"


def test_the_version_is_told(terminal):
    assert terminal(None, "--version").out == f"CIT Trainer {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("nothing-of-the-kind",),
        ("export", "roster", "CIT-102"),
        ("history", "--limit", "0"),
        ("history", "--limit", "many"),
        ("import", "people"),
        ("course", "list", "--xml"),
    ],
)
def test_wrong_usage_is_status_two(terminal, sample_file, words):
    answer = terminal(sample_file, *words)

    assert answer.status == 2
    assert answer.out == ""
    assert "Error" in answer.err


def test_the_nominations_are_previewed_as_thirty_new_people_and_two_repeats(terminal, tmp_path):
    nothing = tmp_path / "not there yet.cit"

    value = terminal(nothing, "import", "people", SHEET, "--dry-run", "--json").json

    assert value["counts"] == {
        "rows": 32, "new": 30, "same": 2, "changed": 0, "doubtful": 0, "refused": 0,
    }  # fmt: skip
    assert len(value["rows"]) == 32
    rows = {row["line"]: row for row in value["rows"]}
    assert rows[7] == {
        "line": 7,
        "last_name": "Nguyễn",
        "first_name": "Minh Anh",
        "middle_name": "",
        "suffix": "",
        "agency": "Ridgeway Police Department",
        "agency_as_written": "Ridgeway Police Department",
        "role": "officer",
        "position": "Patrol",
        "identifiers": [{"kind": "state_id", "value": "R-10518"}],
        "email": "ma.nguyen@ridgeway.example",
        "verdict": "new",
        "reasons": [],
        "same_as_line": None,
        "completed": None,
        "person": None,
    }
    repeats = {row["line"]: row for row in value["rows"] if row["verdict"] == "same"}
    assert {line: row["same_as_line"] for line, row in repeats.items()} == {21: 20, 27: 26}
    assert repeats[27]["reasons"] == ["Repeats line 26: José Hernández.", "Same state ID: TC-2263."]
    assert {row["role"] for row in value["rows"]} >= {"officer", "dispatcher"}
    assert "saved" not in value
    assert list(tmp_path.iterdir()) == []


def test_people_are_imported_once_and_then_known(terminal, tmp_path):
    file = tmp_path / "Ausbildung Süd #1" / "academy.cit"

    first = terminal(file, "import", "people", SHEET, "--json").json
    before = contents(file)
    again = terminal.refused(file, "import", "people", SHEET, "--json")
    known = terminal(file, "import", "people", SHEET, "--dry-run", "--json").json

    assert first["saved"] == {
        "added": 30,
        "updated": 0,
        "kept": 0,
        "left_out": 0,
        "agencies_added": 9,
        "enrolled": 0,
        "in_course_already": 0,
        "completions": 0,
    }
    assert "everybody in nominations-spring.xlsx is on file already" in again
    assert contents(file) == before
    assert known["counts"]["same"] == 32
    with Database.open(file, DANA) as database, database.read() as db:
        assert len(db.scalars(select(Person.id)).all()) == 30


def test_an_import_into_a_course_puts_everybody_there_once(terminal, sample_file):
    words = ("import", "people", SHEET, "--course", "CIT-103")

    first = terminal(sample_file, *words)
    again = terminal(sample_file, *words, "--json").json

    assert first.out.splitlines()[-1] == "Saved: 30 on file already, 30 put into the course."
    assert again["saved"]["in_course_already"] == 30
    assert again["saved"]["enrolled"] == 0


def test_a_refused_import_leaves_no_file(terminal, tmp_path):
    file = tmp_path / "new.cit"

    sentence = terminal.refused(file, "import", "people", SHEET, "--course", "CIT-9")

    assert sentence.startswith("There is no course “CIT-9”.")
    assert list(tmp_path.iterdir()) == []


def test_courses_are_listed_newest_first(terminal, sample_file):
    value = terminal(sample_file, "course", "list", "--json").json

    assert list(value) == ["courses"]
    assert [one["number"] for one in value["courses"]] == [
        "CIT-104",
        "CIT-103",
        "CIT-102",
        "CIT-101",
    ]
    main = value["courses"][2]
    assert main["title"] == "CIT 40-hour course, May 2026"
    assert (main["starts_on"], main["ends_on"]) == ("2026-05-04", "2026-05-08")
    assert (main["seats"], main["enrolled"]) == (32, 30)
    assert [one["state"] for one in value["courses"]] == [
        "planning",
        "open",
        "running",
        "closed",
    ]
    lines = terminal(sample_file, "course", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["CIT-104", "CIT-103", "CIT-102", "CIT-101"]


def test_a_course_is_shown_with_its_agenda(terminal, sample_file):
    value = terminal(sample_file, "course", "show", "CIT-102", "--json").json

    assert value["number"] == "CIT-102"
    assert [day["date"] for day in value["days"]] == [f"2026-05-0{day}" for day in range(4, 9)]
    blocks = [block for day in value["days"] for block in day["blocks"]]
    assert set(blocks[0]) == {
        "title", "delivery", "starts_at", "ends_at", "minutes", "rooms", "presenters",
    }  # fmt: skip
    assert max(len(block["rooms"]) for block in blocks) == 6
    text = terminal(sample_file, "course", "show", "CIT-102").out
    for block in blocks:
        assert f"{block['starts_at']:>5}–{block['ends_at']:<5}  {block['title']}" in text


def test_a_plan_without_errors_is_status_zero(terminal, sample_file):
    answer = terminal(sample_file, "course", "check", "CIT-102")

    assert answer.status == 0
    assert "error:" not in answer.out


def test_a_plan_with_errors_is_status_three_and_names_the_blocks(terminal, sample_file):
    with Database.open(sample_file, DANA) as database, database.step("Clash") as db:
        of_course = select(CourseDay).join(Course).where(Course.number == "CIT-103")
        day = db.scalars(of_course.order_by(CourseDay.date.desc())).first()
        room = db.scalars(select(Room)).first()
        for title in ("One talk", "Another talk"):
            builders.block(db, title, day=day, start="7:30", minutes=20, room=room)

    answer = terminal(sample_file, "course", "check", "CIT-103", "--json")

    assert answer.status == 3
    value = answer.json
    assert value["course"] == "CIT-103"
    clash = next(
        one
        for one in value["findings"]
        if "One talk" in one["sentence"] and "Another talk" in one["sentence"]
    )
    assert clash["severity"] == "error"
    assert {block["title"] for block in clash["blocks"]} == {"One talk", "Another talk"}
    assert clash["blocks"][0]["starts_at"] == "7:30"
    assert {one["title"] for one in clash["about"]["blocks"]} == {"One talk", "Another talk"}
    assert [day["date"] for day in clash["about"]["days"]] == [clash["blocks"][0]["date"]]
    assert clash["mends"][0]["sentence"].startswith(("Move", "Use"))
    text = terminal(sample_file, "course", "check", "CIT-103", "--mends")
    assert (text.status, f"error: {clash['sentence']}" in text.out) == (3, True)
    assert f"  mend: {clash['mends'][0]['sentence']}" in text.out


def test_only_the_errors_of_a_plan_are_told_on_wish(terminal, sample_file):
    every = terminal(sample_file, "course", "check", "CIT-104", "--json")
    errors = terminal(sample_file, "course", "check", "CIT-104", "--json", "--only", "errors")

    assert (every.status, errors.status) == (3, 3)
    assert {one["severity"] for one in errors.json["findings"]} == {"error"}
    assert errors.json["findings"] == [
        one for one in every.json["findings"] if one["severity"] == "error"
    ]
    none = terminal(sample_file, "course", "check", "CIT-102", "--only", "errors")
    assert (none.status, none.out) == (0, "No errors.\n")


def test_an_error_that_was_let_stand_is_told_with_its_reason_and_is_no_error(terminal, sample_file):
    with Database.open(sample_file, DANA) as database:
        with database.step("Clash") as db:
            of_course = select(CourseDay).join(Course).where(Course.number == "CIT-103")
            day = db.scalars(of_course.order_by(CourseDay.date.desc())).first()
            builders.block(db, "Early", day=day, start="5:00", minutes=20)
            course_id = day.course_id
        with database.step("Let it stand") as db:
            plan = week(db, course_id)
            error = next(one for one in findings(plan) if one.severity == "error")
            let_stand(
                db, course_id, key(error), seen=fingerprint(plan, error), reason="The hall is open"
            )

    answer = terminal(sample_file, "course", "check", "CIT-103", "--json")

    assert answer.status == 0
    stood = next(one for one in answer.json["findings"] if one["kind"] == "outside_day")
    assert (stood["severity"], stood["let_stand_because"]) == ("note", "The hall is open")


@pytest.mark.parametrize(
    ("kind", "ending"), [(one.key, ending) for one in papers.KINDS for ending in one.endings]
)
def test_every_paper_is_written_marked_as_sample_and_not_over_another(
    terminal, sample_file, tmp_path, kind, ending
):
    out = tmp_path / f"Papier “ä” #1{ending}"

    answer = terminal(sample_file, "export", kind, "CIT-102", "--out", out)
    written = out.read_bytes()
    sentence = terminal.refused(sample_file, "export", kind, "CIT-102", "--out", out)

    assert answer.status == 0
    assert answer.out.rstrip().endswith(f"written to {out}.")
    assert "already there" in sentence
    assert out.read_bytes() == written
    assert terminal(sample_file, "export", kind, "CIT-102", "--out", out, "--replace").status == 0
    match ending:
        case ".pdf":
            text = "".join(page.extract_text() for page in PdfReader(out).pages)
        case ".xlsx":
            text = load_workbook(out).active.title
        case _:
            return  # a CSV is its rows and nothing else
    assert "SAMPLE" in text


def test_a_paper_that_cannot_be_is_refused_and_not_begun(terminal, sample_file, tmp_path):
    (tmp_path / "folder.pdf").mkdir()
    before = sorted(tmp_path.iterdir())

    for kind, course, out in (
        ("poster", "CIT-102", "a.pdf"),
        ("agenda", "CIT-999", "a.pdf"),
        ("agenda", "CIT-102", "a.docx"),
        ("agenda", "CIT-102", "nowhere/a.pdf"),
        ("agenda", "CIT-102", "folder.pdf"),
        ("certificates", "CIT-103", "a.pdf"),
    ):
        terminal.refused(sample_file, "export", kind, course, "--out", tmp_path / out)

    assert [path for path in sorted(tmp_path.iterdir()) if path.suffix not in {".cit-wal"}
            and not path.name.endswith(("-wal", "-shm"))] == before  # fmt: skip


def test_a_backup_is_previewed_restored_and_what_it_replaces_stays(terminal, sample_file):
    made = terminal(sample_file, "backup").out
    (copy,) = backup.every(sample_file)
    with Database.open(sample_file, DANA) as database, database.step("Add") as db:
        builders.agency(db, "Upper Birch PD")
    before = contents(sample_file)

    preview = terminal(sample_file, "restore", copy.path)
    untouched = contents(sample_file)
    done = terminal(sample_file, "restore", copy.path, "--yes")

    assert made == f"Backed up to {copy.path}.\n"
    agencies = len(before["agency"])
    assert preview.out.splitlines() == [
        f"agency: {agencies} now, {agencies - 1} after",
        "Nothing was changed. Say --yes to go back to this backup.",
    ]
    assert untouched == before
    assert done.status == 0
    assert contents(sample_file) == contents(copy.path)
    (replaced,) = sample_file.parent.glob("*(replaced *.cit")
    assert str(replaced) in done.out
    assert contents(replaced) == before


def test_a_file_that_was_lost_comes_back_from_its_backup(terminal, sample_file):
    terminal(sample_file, "backup")
    (copy,) = backup.every(sample_file)
    before = contents(sample_file)
    sample_file.unlink()

    preview = terminal(sample_file, "restore", copy.path).out
    done = terminal(sample_file, "restore", copy.path, "--yes")

    assert f"agency: nothing readable now, {len(before['agency'])} after" in preview
    assert done.out.splitlines()[-1] == "Restored."
    assert contents(sample_file) == before


def test_restoring_into_a_folder_that_is_not_there_is_refused(terminal, sample_file, tmp_path):
    answer = terminal(tmp_path / "nowhere" / "a.cit", "restore", sample_file, "--yes")

    assert answer.status == 1
    assert answer.err.startswith("Nothing can be written to")


def test_a_whole_file_is_status_zero_and_a_damaged_one_three(terminal, sample_file):
    whole = terminal(sample_file, "check")
    start = sample_file.read_bytes()
    middle = len(start) // 2 // 4096 * 4096
    sample_file.write_bytes(start[:middle] + b"\xff" * 40_960 + start[middle + 40_960 :])
    damaged = terminal(sample_file, "check")

    assert (whole.status, whole.out) == (0, "The file is whole.\n")
    assert damaged.status == 3
    assert "“sample academy.cit” is damaged." in damaged.out
    assert damaged.err == ""


def test_the_history_is_told_with_who_and_where(terminal, sample_file):
    value = terminal(sample_file, "history", "--limit", "3", "--json").json
    text = terminal(sample_file, "history", "--limit", "3").out

    assert [set(one) for one in value["steps"]] == [
        {"label", "at", "who", "account", "origin", "kind", "undone", "steps"}
    ] * 3
    assert {(one["who"], one["origin"]) for one in value["steps"]} == {("Dana", "terminal")}
    assert [one["label"] in line for one, line in zip(
        value["steps"], text.splitlines(), strict=True)] == [True] * 3  # fmt: skip


def test_answers_of_evaluations_have_only_their_day_in_the_history(terminal, sample_file):
    value = terminal(sample_file, "history", "--limit", "500", "--json").json

    days = [one["at"] for one in value["steps"] if len(one["at"]) == len("2026-05-04")]
    assert len(days) > 5


def test_reading_goes_on_beside_an_open_window_and_writing_says_who_has_it(terminal, open_window):
    before = contents(open_window)

    for words in (("course", "list"), ("course", "show", "CIT-102"), ("history",), ("check",)):
        assert terminal(open_window, *words).status == 0
    assert terminal(open_window, "import", "people", SHEET, "--dry-run").status == 0
    assert terminal(open_window, "backup").status == 0
    (copy,) = backup.every(open_window)
    refused = terminal.refused(open_window, "import", "people", SHEET, "--course", "CIT-103")
    restoring = terminal(open_window, "restore", copy.path, "--yes")

    assert "Lee has “sample academy.cit” open on" in refused
    assert refused.endswith("Close it there first.")
    assert (restoring.status, "Lee has" in restoring.err) == (1, True)
    assert contents(open_window) == before


@pytest.mark.parametrize("words", [("course", "list"), ("check",), ("backup",), ("history",)])
def test_a_file_that_is_not_there_is_refused_and_not_made(terminal, tmp_path, words):
    sentence = terminal.refused(tmp_path / "none.cit", *words)

    assert sentence == f"There is no file “{tmp_path / 'none.cit'}”. Check its name and folder."
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_that_knows_only_english_letters_is_answered(sample_file):
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}

    shown = typed("--data", sample_file, "import", "people", SHEET, "--dry-run", **ascii_only)
    value = typed(
        "--data", sample_file, "import", "people", SHEET, "--dry-run", "--json", **ascii_only
    )
    refused = typed("--data", sample_file, "course", "show", "Übung", **ascii_only)

    assert (shown.returncode, b"Nguyen, Minh Anh" in shown.stdout) == (0, True)
    assert "Nguyễn" in {row["last_name"] for row in json.loads(value.stdout)["rows"]}
    assert (refused.returncode, refused.stderr.count(b"\n")) == (1, 1)
    assert refused.stderr.startswith(b'There is no course "')


def test_the_sample_is_built_once_and_its_papers_as_often_as_wanted(tmp_path, built_sample):
    file, out = tmp_path / "sample.cit", tmp_path / "papers"
    shutil.copyfile(built_sample, file)

    again = typed("--data", file, "sample", "--out", out)

    assert again.returncode == 1
    assert again.stderr.decode().startswith("“sample.cit” exists already.")


def test_papers_are_not_written_into_a_file(terminal, tmp_path):
    (tmp_path / "papers").write_text("a file")

    sentence = terminal.refused(tmp_path / "new.cit", "sample", "--out", tmp_path / "papers")

    assert "cannot be made" in sentence
    assert not (tmp_path / "new.cit").exists()


def test_a_second_sample_gets_a_name_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("CITTRAINER_FOLDER", str(tmp_path))
    first = sample.default_path()
    first.touch()
    try:
        assert sample.default_path().name == "sample academy 2.cit"
    finally:
        first.unlink()
