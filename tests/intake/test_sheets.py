"""The one reader of sheets: every format and encoding, and one sentence for every bad file."""

from __future__ import annotations

import csv
import io
import os
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapes import ods

from cittrainer.errors import UnreadableFile
from cittrainer.intake import sheets
from cittrainer.intake.csv_text import delimiter_of
from cittrainer.intake.sheets import as_text, read_table

FILES = Path(__file__).parents[1] / "files"
HEADING = ["Last name", "First name", "Agency", "State ID"]
PEOPLE = [
    ["García-López", "José; Luis", "Ridgeway PD", "00417"],
    ["O'Malley", 'Siobhán "Shiv"', "Lakeview, Police | Dept.", "R-10442"],
    ["=Smith", "Ana\nMaria", "", "7"],
]


def workbook(path, sheets_of_rows, *, hidden=()):
    """An XLSX file with the named sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets_of_rows.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def texts(path):
    return [list(row.texts) for row in read_table(path).rows]


def refusal(path):
    with pytest.raises(UnreadableFile) as caught:
        read_table(path)
    assert caught.value.hint
    assert caught.value.message.count("\n") == 0
    return caught.value.message


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32", "cp1252"])  # fmt: skip
def test_a_csv_reads_back_the_same_in_every_encoding_and_delimiter(tmp_path, encoding, delimiter):
    path = tmp_path / "people.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEADING, *PEOPLE])

    assert texts(path) == [HEADING, *PEOPLE[:2], ["=Smith", "Ana Maria", "", "7"]]


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"]),
    max_size=12,
)


@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_text_survives_a_csv(tmp_path_factory, rows, delimiter, encoding):
    path = tmp_path_factory.mktemp("csv") / "people.csv"
    rows = [HEADING[:3], ["Smith", "Ana", "PD"], *rows]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)

    read = read_table(path)

    expected = {
        line: [as_text(cell) for cell in row]
        for line, row in enumerate(rows, 1)
        if any(as_text(cell) for cell in row)
    }
    assert {row.line: [row.text(column) for column in range(3)] for row in read.rows} == expected


def test_blank_rows_keep_the_line_numbers(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Last name;First name\n\nLee;Grace\n;\nChen;Wei\n", encoding="utf-8")

    assert [row.line for row in read_table(path).rows] == [1, 3, 5]


def test_the_delimiter_may_be_stated_in_the_first_line(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("sep=;\nLast name;First name\nLee;Grace\n", encoding="utf-8")

    assert [(row.line, row.texts) for row in read_table(path).rows] == [
        (2, ("Last name", "First name")),
        (3, ("Lee", "Grace")),
    ]


def test_a_list_of_last_and_first_names_is_one_column():
    assert delimiter_of("Name\nSmith, John\nLee, Grace\n") == "\t"
    assert delimiter_of("Last, First\nSmith, John\nLee, Grace\n") == ","


def test_numbers_dates_and_identifiers_become_the_text_a_person_would_type(tmp_path):
    row = ["R-10442", 10442.0, 6.5, date(2026, 3, 2), datetime(2026, 3, 2, 8, 30), True, "00417"]
    path = workbook(tmp_path / "types.xlsx", {"People": [row]})

    (read,) = read_table(path).rows

    assert read.texts == (
        "R-10442", "10442", "6.5", "2026-03-02", "2026-03-02T08:30:00", "TRUE", "00417",
    )  # fmt: skip
    assert read.cells[1] == 10442.0
    assert read.cells[3] == date(2026, 3, 2)


def test_the_list_of_people_is_found_among_other_sheets(tmp_path):
    path = workbook(
        tmp_path / "book.xlsx",
        {
            "Instructions": [[f"Step {n}", "Do this"] for n in range(30)],
            "Old": [HEADING, ["Lee", "Grace"]],
            "Roster": [["Spring"], HEADING, *PEOPLE],
        },
        hidden=["Old"],
    )

    table = read_table(path)

    assert (table.name, len(table.rows)) == ("Roster", 5)
    assert table.sheet_names == ("Instructions", "Roster", "Old")
    assert read_table(path, sheet="Old").name == "Old"


def test_a_sheet_that_is_not_there_is_refused_with_the_names_that_are(tmp_path):
    path = workbook(tmp_path / "book.xlsx", {"Roster": [HEADING]})

    with pytest.raises(UnreadableFile, match="no sheet “Spring”.*It has “Roster”"):
        read_table(path, sheet="Spring")


def test_ods_and_xls_read_like_xlsx(tmp_path):
    rows = [HEADING, *PEOPLE[:1]]

    assert texts(ods(tmp_path / "people.ods", rows)) == rows
    assert texts(workbook(tmp_path / "people.xlsx", {"P": rows})) == rows
    xls = read_table(FILES / "roster-two-sheets.xls")
    assert (xls.name, xls.rows[0].cells[1]) == ("Roster", date(2026, 3, 2))


def test_the_name_of_a_file_does_not_decide_what_it_is(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes((FILES / "nominations-spring.xlsx").read_bytes())

    assert read_table(path).name == "Nominations"


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        (b"", "“f.xlsx” is empty."),
        (b"  \r\n\t", "“f.xlsx” is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "“f.xlsx” is a picture, not a sheet."),
        (b"\xff\xd8\xff\xe0" + bytes(40), "“f.xlsx” is a picture, not a sheet."),
        (b"%PDF-1.7\n", "“f.xlsx” is a PDF document, not a sheet."),
        (b"<html><table>", "“f.xlsx” is a web page or XML file, not a sheet."),
        (b"Last,First\nLee\0,Grace\n", "it holds bytes that are no text."),
        (bytes(range(1, 32)) * 9, "it holds bytes that are no text."),
        (b"\xff\xfeL\0e\0e", "it holds bytes that are no text."),
        (b",,,\n,,,\n", "“f.xlsx” has no filled cells."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged or incomplete"),
    ],
)
def test_what_is_no_sheet_gets_one_sentence(tmp_path, contents, sentence):
    path = tmp_path / "f.xlsx"
    path.write_bytes(contents)

    assert sentence in refusal(path)


def test_missing_files_and_folders_are_refused(tmp_path):
    assert refusal(tmp_path / "none.csv") == "There is no file “none.csv”."
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the owner of this computer may read everything",
)
def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = tmp_path / "secret.csv"
    path.write_text("Last name\nLee\n")
    path.chmod(0)

    assert refusal(path) == "You have no permission to read “secret.csv”."


def test_an_encrypted_workbook_is_refused():
    assert refusal(FILES / "encrypted.xlsx") == "“encrypted.xlsx” is protected by a password."


def test_an_old_document_that_is_no_sheet_is_refused(tmp_path):
    path = tmp_path / "letter.doc"
    book, document = ("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    path.write_bytes((FILES / "roster-two-sheets.xls").read_bytes().replace(book, document))

    assert refusal(path) == "“letter.doc” is a document of another program, not a sheet."


def test_an_encrypted_ods_is_refused(tmp_path):
    path = ods(tmp_path / "secret.ods", [HEADING], manifest="<manifest:encryption-data/>")

    assert refusal(path) == "“secret.ods” is protected by a password."


@pytest.mark.parametrize("name", ["nominations-spring.xlsx", "roster-two-sheets.xls"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused(tmp_path, name, share):
    whole = (FILES / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(whole[: int(len(whole) * share)])

    assert "damaged or incomplete" in refusal(path)


def test_a_damaged_part_is_refused(tmp_path):
    data = bytearray((FILES / "nominations-spring.xlsx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    data[start + 80 : start + 120] = bytes(40)
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(data)

    assert "damaged or incomplete" in refusal(path)


def test_a_packed_file_that_is_no_sheet_is_refused(tmp_path):
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert refusal(path) == "“letter.docx” is a packed file, but not a sheet."


def bomb(path, megabytes):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(megabytes):
                part.write(b" " * 1_000_000)
    return path


def test_a_zip_bomb_is_refused_unopened(tmp_path):
    assert "would unpack to far more" in refusal(bomb(tmp_path / "bomb.xlsx", 40))


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = bomb(tmp_path / "bomb.xlsx", 40)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 40_000_000), struct.pack("<I", 1000)))

    assert "damaged or incomplete" in refusal(path)


def test_one_cell_at_the_far_end_of_a_sheet_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "far"
    book.save(tmp_path / "far.xlsx")

    assert "would unpack to far more" in refusal(tmp_path / "far.xlsx")


def test_a_row_repeated_a_million_times_is_refused(tmp_path):
    path = ods(tmp_path / "far.ods", [HEADING, ["x"] * 40], repeated=1_000_000)

    assert "would unpack to far more" in refusal(path)


def test_too_many_rows_columns_or_bytes_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "big.csv"
    path.write_text("Last name,First name\n" + "Lee,Grace\n" * sheets.MOST_ROWS)
    assert "more than 50,000 rows" in refusal(path)

    path.write_text(",".join(["Last name"] * 501))
    assert "more than 500 columns in row 1" in refusal(path)

    with path.open("wb") as file:
        file.truncate(50_000_001)
    assert "more than the 50 MB" in refusal(path)


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path):
    path = tmp_path / "quote.csv"
    path.write_text('Last name,First name\n"Lee,Grace\n' + "Chen,Wei\n" * 30_000)

    assert "“quote.csv”" in refusal(path)
