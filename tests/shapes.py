"""Sheets of nominations in the shapes in which agencies send them, written anew for each test."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
</office:document-content>"""


def one_column_on_the_second_sheet(path: Path) -> Path:
    """A workbook of which the first sheet is a cover; names and ranks stand in one column."""
    book = Workbook()
    cover = book.active
    cover.title = "Cover"
    cover.append(["Please see the other sheet"])
    people = book.create_sheet("Our people")
    for row in (
        ["Nominations of the Lakeview PD"],
        [],
        ["Name", "Agency", "Employee #"],
        ["WALKER, Dana R.", "Lakeview Police Department", "0417"],
        ["Sgt. Priya Raman", "Lakeview PD", "0093"],
        ["Ofc. Juan de la Cruz", "Lakeview Police Dept.", "0220"],
        ["Total", None, 3],
    ):
        people.append(row)
    book.save(path)
    return path


def semicolons_of_windows(path: Path) -> Path:
    """A CSV with semicolons in the code page of a Windows computer."""
    rows = (
        "Nachname;First name;Department;Role;E-mail",
        "Müller;Zoë;Pine Hollow PD;patrol;zoe@pinehollow.example",
        "Østergård;Søren;Pine Hollow Police Dept.;ofc;",
        "O’Brien;Seán;Pine Hollow PD;patrol;sean@pinehollow.example",
    )
    text = "\r\n".join(rows).replace("Nachname", "Last name")
    path.write_bytes(text.encode("cp1252"))
    return path


def tabs_of_a_database(path: Path) -> Path:
    """A text in UTF-16 with tabs, as an export of a records system."""
    rows = (
        "Surname\tGiven name\tAgency\tPosition\tState ID",
        "Nakamura\tEmi\tRidgeway PD\tPatrol Officer\t000731",
        "Lindqvist\tPer\tRidgeway Police Department\tPatrol Officer\t000732",
    )
    path.write_bytes("\n".join(rows).encode("utf-16"))
    return path


def ods(
    path: Path, rows: Sequence[Sequence[str]], *, repeated: int = 1, manifest: str = ""
) -> Path:
    """An ODS file of one sheet; the last row is repeated."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        times = repeated if number == len(rows) else 1
        lines.append(
            f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'
        )
    table = f'<table:table table:name="People">{"".join(lines)}</table:table>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(tables=table))
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return path
