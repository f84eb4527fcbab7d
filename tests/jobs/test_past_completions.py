"""Completions from before come in with the people of a sheet, by the same reader."""

from __future__ import annotations

from datetime import date

import builders
import pytest
from openpyxl import Workbook
from sqlalchemy import select

from cittrainer.db import Database
from cittrainer.jobs import import_people
from cittrainer.jobs.import_people import NothingToImport
from cittrainer.jobs.progress import Progress
from cittrainer.models import EarlierKind, EarlierRecord, Person

TODAY = date(2026, 6, 1)
HEADINGS = ("Officer", "Agency", "Course", "Date completed", "Hours", "Cert No.", "Expires")
ROWS = (
    ("LEE, Grace", "Lakeview PD", "CIT 40-hour", date(2024, 3, 8), 40, "0017", None),
    ("Lee, Grace", "Lakeview PD", "CIT Refresher", date(2025, 3, 8), 8, "", None),
    ("Chen, Wei", "Lakeview PD", "Crisis Intervention Team", "3/15/2022", "40 hrs", 18,
     date(2024, 3, 15)),
    ("Abara, Ann", "Tamarack SO", "CIT 40-hour", "next year", 40, "", None),
    ("Moe, Ulf", "Tamarack SO", "CIT 40-hour", date(2027, 1, 8), 40, "", None),
    ("Ito, Ken", "Tamarack SO", "", date(2024, 1, 8), 40, "", None),
    ("Diaz, Eva", "Tamarack SO", "", "", "", "", None),
)  # fmt: skip


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "completions.xlsx"
    book = Workbook()
    for row in (("CIT training records",), (), HEADINGS, *ROWS):
        book.active.append(row)
    book.save(path)
    return path


def read(database: Database, path):
    return import_people.read(database, path, Progress(), today=TODAY)


def save(database, preview, **values):
    return import_people.save(database, preview, progress=Progress(), today=TODAY, **values)


def records(database):
    with database.read() as db:
        rows = db.execute(
            select(EarlierRecord, Person.last_name).join(Person).order_by(EarlierRecord.id)
        )
        return [
            (name, one.title, one.done_on, one.kind.value, one.minutes, one.certificate_number)
            for one, name in rows
        ]


def test_people_and_what_they_completed_come_in_together(database, sheet):
    preview = read(database, sheet)

    assert preview.sheet.mapping == {
        "full_name": 0, "agency": 1, "course_title": 2, "completed_on": 3, "course_hours": 4,
        "certificate_number": 5, "expires_on": 6,
    }  # fmt: skip
    result = save(database, preview)

    assert (result.added, result.completions) == (6, 3)
    assert records(database) == [
        ("Lee", "CIT 40-hour", date(2024, 3, 8), "completion", 2_400, "0017"),
        ("Lee", "CIT Refresher", date(2025, 3, 8), "continuing", 480, ""),
        ("Chen", "Crisis Intervention Team", date(2022, 3, 15), "completion", 2_400, "18"),
    ]
    database.undo()
    assert records(database) == []


def test_what_is_no_completion_is_said_and_the_person_comes_in_all_the_same(database, sheet):
    told = {one.line.last_name: " ".join(one.match.reasons) for one in read(database, sheet).lines}

    assert "“next year” is no date, so “CIT 40-hour” is not recorded." in told["Abara"]
    assert "lies in the future, so nothing was completed then." in told["Moe"]
    assert "What was completed is not said" in told["Ito"]
    assert told["Diaz"] == ""
    assert "Completed “CIT Refresher” on" in told["Lee"]


def test_the_expiry_of_the_sheet_holds_and_else_that_of_the_academys_standard(database, sheet):
    with database.step("Standard") as db:
        standard = builders.standard(db, valid_months=24)
        builders.academy(db, standard_id=standard.id)

    save(database, read(database, sheet))

    with database.read() as db:
        expiries = list(db.scalars(select(EarlierRecord.expires_on).order_by(EarlierRecord.id)))
    assert expiries == [date(2026, 3, 8), None, date(2024, 3, 15)]


def test_a_second_import_adds_nothing_twice(database, sheet):
    save(database, read(database, sheet))

    again = save(database, read(database, sheet))

    assert (again.added, again.completions) == (0, 0)
    assert len(records(database)) == 3


def test_completions_of_people_on_file_are_a_reason_to_import(database, sheet, tmp_path):
    book = Workbook()
    for row in (("Officer", "Agency"), *[row[:2] for row in ROWS]):
        book.active.append(row)
    book.save(tmp_path / "people.xlsx")
    save(database, read(database, tmp_path / "people.xlsx"))
    with pytest.raises(NothingToImport):
        save(database, read(database, tmp_path / "people.xlsx"))

    result = save(database, read(database, sheet))

    assert (result.added, result.completions) == (0, 3)
    with database.read() as db:
        assert db.scalar(select(EarlierRecord.kind).limit(1)) is EarlierKind.COMPLETION


def test_a_list_of_nominations_with_the_course_asked_for_records_nothing(database, tmp_path):
    path = tmp_path / "nominations.xlsx"
    book = Workbook()
    book.active.append(("Name", "Agency", "Course", "Years of experience", "Cert No."))
    book.active.append(("Lee, Grace", "Lakeview PD", "CIT-2026-05", 4, "R-7"))
    book.save(path)

    preview = read(database, path)

    assert preview.lines[0].line.past is None
    assert preview.sheet.mapping["identifier"] == 4
    assert save(database, preview).completions == 0
