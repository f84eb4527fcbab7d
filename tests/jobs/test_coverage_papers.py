"""The list of active CIT officers, as a paper and as sheets."""

from __future__ import annotations

import csv
from datetime import date

import builders
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from cittrainer.errors import FileRefused, Invalid, NothingToPrint
from cittrainer.jobs import coverage_papers
from cittrainer.models import AgencyShift
from cittrainer.services.earlier_records import EarlierDetails, add_record

TODAY = date(2026, 5, 12)
LONG = "García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def trained(database):
    """Seventy people of two agencies who are trained, with ways to reach them on file."""
    with database.step("Prepare") as db:
        builders.academy(db)
        ridgeway = builders.agency(db, "Ridgeway PD")
        ridgeway.shifts.append(AgencyShift(name="Nights"))
        tamarack = builders.agency(db, "Tamarack County Sheriff's Office")
        for number in range(70):
            agency = ridgeway if number % 2 else tamarack
            name = LONG if number == 1 else f"Officer{number:02}"
            person = builders.person(
                db, name, "María José", agency=agency, email=f"o{number}@x.example",
                phone="555 0100", address="12 Elm St",
            )  # fmt: skip
            person.employments[0].shift = "Nights" if number % 4 == 1 else ""
            details = EarlierDetails(
                title="CIT 40-hour",
                done_on=date(2025, 1, 5),
                expires_on=date(2027, 1, 5),
                proof="Copy",
            )
            add_record(db, person.id, details, today=TODAY)
        return ridgeway.id


def test_the_paper_names_everybody_under_their_agency_and_no_way_to_reach_them(
    database, trained, tmp_path
):
    number = coverage_papers.write(database, tmp_path / "list.pdf", today=TODAY)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "list.pdf").pages]
    text = "\n".join(pages)

    assert number == 70
    assert len(pages) > 1
    assert text.count("35 trained") == 2
    assert text.count("January 5, 2027") == 70
    assert text.index("Ridgeway PD") < text.index("Tamarack County Sheriff")
    assert not [word for word in ("@", "555", "Elm") if word in text]


def test_one_agency_alone_comes_as_a_sheet_by_shift(database, trained, tmp_path):
    path = tmp_path / "list.xlsx"
    coverage_papers.write(database, path, today=TODAY, agency_id=trained)
    head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()

    assert head == ["Agency", "Shift", "Name", "Rank", "Badge", "Role", "Trained until"]
    assert {row[0] for row in rows} == {"Ridgeway PD"}
    assert [row[1] for row in rows] == ["Nights"] * 18 + [""] * 17
    assert rows[0][2] == f"{LONG}, María José"


def test_a_text_file_holds_the_same(database, trained, tmp_path):
    path = tmp_path / "list.csv"
    coverage_papers.write(database, path, today=TODAY)

    with path.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 71


def test_an_empty_list_another_ending_and_a_file_that_is_there_are_refused(
    database, trained, tmp_path
):
    there = tmp_path / "there.pdf"
    there.write_bytes(b"mine")

    with pytest.raises(NothingToPrint, match="Nobody there is trained"):
        coverage_papers.write(database, tmp_path / "a.pdf", today=date(2030, 1, 1))
    with pytest.raises(Invalid, match=r"\.docx"):
        coverage_papers.write(database, tmp_path / "a.docx", today=TODAY)
    with pytest.raises(FileRefused):
        coverage_papers.write(database, there, today=TODAY)
    assert there.read_bytes() == b"mine"
    assert [one.name for one in tmp_path.glob("a.*")] == []
