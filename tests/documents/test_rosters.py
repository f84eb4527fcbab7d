from __future__ import annotations

import csv
import dataclasses
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from cittrainer.documents.rosters import Roster, RosterRow, write_roster


@pytest.fixture
def roster() -> Roster:
    return Roster(
        academy="Tamarack County Academy",
        course_title="Crisis Intervention Team Training",
        course_number="01850",
        class_number="26-0417",
        starts_on=date(2026, 5, 4),
        ends_on=date(2026, 5, 8),
        rows=[
            RosterRow(
                last="García-López",
                first="María",
                middle="José",
                id_type="POST ID",
                id_number="00048213",
                agency="Tamarack County Sheriff’s Office",
                rank="Deputy",
                role="patrol",
                hours_attended=Decimal("39.50"),
                hours_credited=Decimal("39.5"),
                completed=True,
                score=Decimal(92),
            ),
            RosterRow(
                last="=Hale",
                first="Robert",
                hours_attended=Decimal(20),
                hours_credited=Decimal(20),
                completed=False,
                remarks="-20 hours",
            ),
        ],
    )


def test_the_roster_has_the_columns_that_states_ask_for(tmp_path, roster):
    path = tmp_path / "roster.xlsx"

    write_roster(path, roster)

    headings, first, second = load_workbook(path).active.iter_rows(values_only=True)
    assert headings == (
        *("Last name", "First name", "Middle name", "ID type", "ID number", "Agency", "Rank"),
        *("Role", "Course number", "Class number", "Start date", "End date", "Hours attended"),
        *("Hours credited", "Completed", "Score", "Remarks"),
    )
    week = (datetime(2026, 5, 4), datetime(2026, 5, 8))
    assert first == (
        *("García-López", "María", "José", "POST ID", "00048213"),
        *("Tamarack County Sheriff’s Office", "Deputy", "patrol", "01850", "26-0417"),
        *(*week, 39.5, 39.5, "Y", 92, None),
    )
    assert second[0] == "=Hale"
    assert second[14:] == ("N", None, "-20 hours")


def test_a_title_block_is_there_only_when_asked_for(tmp_path, roster):
    path = tmp_path / "roster.xlsx"

    write_roster(path, roster, title_block=True)

    sheet = load_workbook(path).active
    assert sheet["A1"].value == "Crisis Intervention Team Training – roster"
    assert sheet["A2"].value == "Tamarack County Academy · May 4–8, 2026"
    assert sheet["A4"].value == "Last name"


def test_the_same_roster_as_csv(tmp_path, roster):
    path = tmp_path / "roster.csv"

    write_roster(path, roster)

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["ID number"] for row in rows] == ["00048213", ""]
    assert [row["Completed"] for row in rows] == ["Y", "N"]
    assert rows[0]["Start date"] == "2026-05-04"


def test_a_roster_of_nobody_has_its_headings(tmp_path, roster):
    path = tmp_path / "roster.xlsx"

    write_roster(path, dataclasses.replace(roster, rows=[]))

    assert load_workbook(path).active.max_row == 1
