"""Sheets that are none, typed at the terminal: one sentence, and the file stays as it was."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from contents import contents

FILES = Path(__file__).parents[1] / "files"
NOMINATIONS = (FILES / "nominations-spring.xlsx").read_bytes()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 40_000_000)
    return buffer.getvalue()


BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("f.xlsx", bytes),
    "text": ("f.xlsx", lambda: b"Dear Dana,\nplease find our people attached.\n"),
    "picture": ("f.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "pdf": ("f.csv", lambda: b"%PDF-1.7\n%\xe2\xe3"),
    "noise": ("f.csv", lambda: bytes(range(256)) * 40),
    "cut in half": ("f.xlsx", lambda: NOMINATIONS[: len(NOMINATIONS) // 2]),
    "cut at the end": ("f.xlsx", lambda: NOMINATIONS[:-30]),
    "encrypted": ("f.xlsx", (FILES / "encrypted.xlsx").read_bytes),
    "zip bomb": ("f.xlsx", bomb),
    "no names": ("f.csv", lambda: b"Colour,Size\nred,4\nblue,5\n"),
    "a database": ("f.xlsx", lambda: b"SQLite format 3\0" + bytes(4080)),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("dry_run", [True, False], ids=["dry run", "import"])
def test_a_file_that_is_no_list_of_people_is_refused_in_one_sentence(
    terminal, sample_file, tmp_path, kind, dry_run
):
    name, made = BAD[kind]
    sheet = tmp_path / name
    sheet.write_bytes(made())
    before = contents(sample_file)

    options = ["--dry-run"] if dry_run else ["--course", "CIT-103"]
    sentence = terminal.refused(sample_file, "import", "people", sheet, *options, "--json")

    assert f"“{name}”" in sentence or name in sentence
    assert contents(sample_file) == before
    assert not list(tmp_path.glob("*backups"))


@pytest.mark.parametrize("name", ["nothing.xlsx", "folder"])
def test_a_file_that_is_not_there_is_refused(terminal, sample_file, tmp_path, name):
    (tmp_path / "folder").mkdir()

    assert f"“{name}”" in terminal.refused(sample_file, "import", "people", tmp_path / name)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
)
def test_a_file_that_may_not_be_read_is_refused(terminal, sample_file, tmp_path):
    sheet = Path(shutil.copyfile(FILES / "nominations-spring.xlsx", tmp_path / "f.xlsx"))
    sheet.chmod(0)

    assert "no permission" in terminal.refused(sample_file, "import", "people", sheet)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        *((one, "Nguyễn") for one in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32")),
        ("cp1252", "Müller-Ibáñez"),
        ("iso-8859-1", "Müller-Ibáñez"),
        ("ascii", "O'Malley"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_csv_is_read_in_whatever_encoding(terminal, tmp_path, encoding, name, delimiter):
    sheet = tmp_path / "people.csv"
    rows = [("Last name", "First name", "Agency"), (name, "Ana", "Ridgeway PD")]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    sheet.write_bytes(text.encode(encoding))

    value = terminal(tmp_path / "new.cit", "import", "people", sheet, "--json").json

    assert [row["last_name"] for row in value["rows"]] == [name]
    assert value["saved"]["added"] == 1
