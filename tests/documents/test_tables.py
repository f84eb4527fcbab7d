from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from cittrainer.documents.cells import Column
from cittrainer.documents.tables import write_table
from cittrainer.errors import FileRefused

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1 612 555 0100",
    "-2+3",
    "@SUM(A1)",
    "\tTab first",
    "#N/A",
    "#REF!",
    "0007",
    "1e5",
    "TRUE",
    " spaces ",
    "Ánh 😀",
    "محمد",
    "W" * 200,
    "two\nlines",
    'a;b,"c"',
]
COLUMNS = (Column(title="Name", width=20), Column(title="ID", identifier=True))


def test_no_text_becomes_a_formula_an_error_or_a_number_in_a_sheet(tmp_path):
    path = tmp_path / "people.xlsx"

    write_table(path, "People", COLUMNS, [(text, text) for text in HOSTILE])

    sheet = load_workbook(path).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [text for text in HOSTILE for _ in COLUMNS]
    read = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert [row[0] for row in read[1:]] == HOSTILE


def test_texts_that_look_like_formulas_stay_texts_when_edited(tmp_path):
    path = tmp_path / "people.xlsx"

    write_table(path, "People", COLUMNS, [("=1+1", "0007"), ("Hale", "")])

    sheet = load_workbook(path).active
    assert sheet["A2"].quotePrefix
    assert sheet["B2"].number_format == "@"
    assert not sheet["A3"].quotePrefix


@settings(max_examples=30)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_comes_back_from_a_sheet(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("tables") / "list.xlsx"

    write_table(path, "List", [Column(title="Text")], [(text,) for text in texts])

    values = [row[0] for row in load_workbook(path).active.iter_rows(min_row=2, values_only=True)]
    assert len(values) == len(texts)
    for value, text in zip(values, texts, strict=True):
        if text.isprintable():
            assert (value or "") == text


def test_dates_and_numbers_are_real(tmp_path):
    path = tmp_path / "list.xlsx"
    columns = (Column(title="Day"), Column(title="Hours", decimals=2), Column(title="Seats"))

    write_table(
        path, "List", columns, [(date(2026, 5, 4), Decimal("39.5"), 30), (None, None, None)]
    )

    sheet = load_workbook(path).active
    assert sheet["A2"].value == datetime(2026, 5, 4)
    assert sheet["A2"].number_format == "yyyy-mm-dd"
    assert sheet["B2"].value == 39.5
    assert sheet["B2"].number_format == "0.00"
    assert sheet["C2"].value == 30
    assert [cell.value for cell in sheet[3]] == [None, None, None]


def test_moments_are_shown_to_the_minute(tmp_path):
    moment = datetime(2026, 5, 4, 9, 12, tzinfo=UTC)

    for name in ("list.xlsx", "list.csv"):
        write_table(tmp_path / name, "List", [Column(title="When")], [(moment,)])

    cell = load_workbook(tmp_path / "list.xlsx").active["A2"]
    assert cell.value == datetime(2026, 5, 4, 9, 12)
    assert cell.number_format == "yyyy-mm-dd hh:mm"
    assert "2026-05-04 09:12" in (tmp_path / "list.csv").read_text("utf-8-sig")


def test_the_heading_stays_in_sight_and_can_filter(tmp_path):
    path = tmp_path / "list.xlsx"

    write_table(path, "List", COLUMNS, [("Hale", "1"), ("Lind", "2")])

    sheet = load_workbook(path).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.column_dimensions["A"].width == 20
    assert sheet["A1"].font.bold


def test_a_title_block_moves_the_heading_down(tmp_path):
    path = tmp_path / "list.xlsx"

    write_table(path, "List", COLUMNS, [("Hale", "1")], above=("Roster", "=Academy"))

    sheet = load_workbook(path).active
    assert sheet["A1"].value == "Roster"
    assert sheet["A2"].value == "=Academy"
    assert sheet["A2"].data_type == "s"
    assert [cell.value for cell in sheet[4]] == ["Name", "ID"]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:B5"


@pytest.mark.parametrize("title", ["People: all/none?", "x" * 80, "'", "", "[*]", "Ánh 😀"])
def test_any_title_can_name_a_sheet(tmp_path, title):
    path = tmp_path / "list.xlsx"

    write_table(path, title, COLUMNS, [("Hale", "1")])

    assert load_workbook(path).active["A2"].value == "Hale"


def test_a_csv_opens_in_excel_as_it_was_written(tmp_path):
    path = tmp_path / "list.csv"
    rows = [("Ánh, 李", date(2026, 5, 4)), ("two\nlines", Decimal("39.50")), (None, -3)]

    write_table(path, "List", (Column(title="Name"), Column(title="What")), rows)

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["Name", "What"],
            ["Ánh, 李", "2026-05-04"],
            ["two\nlines", "39.50"],
            ["", "-3"],
        ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1"])
def test_no_text_acts_as_a_formula_in_a_csv(tmp_path, text):
    path = tmp_path / "list.csv"

    write_table(path, "List", [Column(title="Text")], [(text,)])

    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == [f"'{text}"]


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(FileRefused, match=r"cannot be written as “list\.doc”"):
        write_table(tmp_path / "list.doc", "List", COLUMNS, [])

    assert list(tmp_path.iterdir()) == []
