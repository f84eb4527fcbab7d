"""Names that break other programs go through every door and come back unharmed."""

from __future__ import annotations

import csv

import builders
import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from cittrainer.db import Actor, Database
from cittrainer.models import Enrollment, EnrollmentState, Person
from cittrainer.services import enrollments

DANA = Actor("Dana", "dana")

NAMES = {
    "accents": "Nguyễn-Łukasiewicz Åström",
    "right to left": "אברהם",
    "arabic": "محمد الأحمد",
    "emoji": "🦊 Fox 👩‍👩‍👧",
    "formula": "=Hyperlink(1)",
    "command": "@SUM(1+1)|cmd",
    "apostrophes": 'O\'Malley "Shiv" Ó’Brien',
    "markup": "<b>Bobby</b> & Söhne; DROP TABLE person;--",
    "200 characters": "Ab" * 100,
}


def sheet_of(path, last_name):
    book = Workbook()
    book.active.append(["Last name", "First name", "Agency"])
    for column, value in enumerate((last_name, "Ana", "Ridgeway PD"), start=1):
        book.active.cell(2, column, value).data_type = "s"
    book.save(path)
    return path


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_survives_import_terminal_roster_and_sign_in_sheet(terminal, tmp_path, name):
    file = tmp_path / "academy.cit"
    with Database.create(file, DANA) as database, database.step("Add") as db:
        builders.academy(db)
        builders.course(db, "CIT-1")
    sheet = sheet_of(tmp_path / "people.xlsx", name)

    value = terminal(file, "import", "people", sheet, "--course", "CIT-1", "--json").json
    with Database.open(file, DANA) as database, database.read() as db:
        stored = db.scalars(select(Person.last_name)).all()
    with Database.open(file, DANA) as database, database.step("Enroll") as db:
        ids = db.scalars(select(Enrollment.id)).all()
        enrollments.set_states(db, ids, EnrollmentState.ENROLLED)
    for paper, ending in (("roster", "xlsx"), ("roster", "csv"), ("sign-in", "pdf")):
        out = tmp_path / f"{paper}.{ending}"
        assert terminal(file, "export", paper, "CIT-1", "--out", out).status == 0

    assert value["rows"][0]["last_name"] == name
    assert stored == [name]
    cell = load_workbook(tmp_path / "roster.xlsx").active.cell(2, 1)
    assert (cell.value, cell.data_type) == (name, "s")
    with (tmp_path / "roster.csv").open(encoding="utf-8-sig", newline="") as lines:
        row = list(csv.reader(lines))[1]
    assert row[0] in {name, f"'{name}"}
    assert not row[0].startswith(("=", "@", "+", "-"))
    assert len(PdfReader(tmp_path / "sign-in.pdf").pages) == 5


def test_a_name_of_201_characters_is_a_refused_line(terminal, tmp_path):
    sheet = sheet_of(tmp_path / "people.xlsx", "A" * 201)

    value = terminal(tmp_path / "new.cit", "import", "people", sheet, "--dry-run", "--json").json
    sentence = terminal.refused(tmp_path / "new.cit", "import", "people", sheet)

    assert value["counts"]["refused"] == 1
    assert "200 characters" in " ".join(value["rows"][0]["reasons"])
    assert sentence.startswith("There is nothing to import from people.xlsx.")
    assert not (tmp_path / "new.cit").exists()
