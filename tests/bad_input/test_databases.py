"""Files that are damaged, locked, read-only, too new or out of room, at every command."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import builders
import pytest
from contents import contents

from cittrainer.db import Actor, Database, backup
from cittrainer.errors import UserError

SHEET = Path(__file__).parents[1] / "files" / "nominations-spring.xlsx"
DANA = Actor("Dana", "dana")
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

READING = [
    ("course", "list", "--json"),
    ("course", "show", "CIT-102", "--json"),
    ("course", "check", "CIT-102", "--json"),
    ("history", "--json"),
    ("export", "agenda", "CIT-102", "--out", "a.pdf"),
]
WRITING = [("import", "people", SHEET, "--course", "CIT-103", "--json")]
EVERY = [*READING, *WRITING, ("backup",)]

BAD = {
    "nothing": b"",
    "a word": b"hello",
    "cut off": b"SQLite format 3\0\x10",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(5000),
    "a header and noise": b"SQLite format 3\0" + b"\xff" * 9000,
}


def mangle(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("words", EVERY, ids=lambda words: words[0])
def test_what_is_no_database_is_refused_and_stays(terminal, tmp_path, monkeypatch, kind, words):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "academy.cit"
    path.write_bytes(BAD[kind])

    assert "“academy.cit”" in terminal.refused(path, *words)
    assert path.read_bytes() == BAD[kind]
    assert [one.name for one in tmp_path.iterdir()] == ["academy.cit"]


@pytest.mark.parametrize("words", EVERY, ids=lambda words: words[0])
def test_a_file_of_a_newer_program_is_refused(terminal, sample_file, monkeypatch, words):
    monkeypatch.chdir(sample_file.parent)
    mangle(sample_file, "UPDATE alembic_version SET version_num = '9999'")
    before = contents(sample_file)

    sentence = terminal.refused(sample_file, *words)

    assert sentence.startswith("This file was saved by a newer version of CIT Trainer.")
    assert contents(sample_file) == before


@pytest.mark.parametrize("words", EVERY, ids=lambda words: words[0])
def test_a_file_of_another_program_is_refused(terminal, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "music.cit"
    mangle(path, "CREATE TABLE song (title)")

    assert terminal.refused(path, *words).startswith("This file was not made by CIT Trainer.")


@pytest.mark.parametrize("kind", ["missing", "a word", "another program's", "newer", "damaged"])
def test_what_is_no_backup_of_ours_is_not_restored(terminal, sample_file, tmp_path, kind):
    other = tmp_path / "other.cit"
    match kind:
        case "a word":
            other.write_bytes(b"hello")
        case "another program's":
            mangle(other, "CREATE TABLE song (title)")
        case "newer":
            shutil.copyfile(sample_file, other)
            mangle(other, "UPDATE alembic_version SET version_num = '9999'")
        case "damaged":
            whole = sample_file.read_bytes()
            other.write_bytes(whole[: len(whole) // 2])
    before = contents(sample_file)

    terminal.refused(sample_file, "restore", other)
    terminal.refused(sample_file, "restore", other, "--yes")

    assert contents(sample_file) == before
    assert not list(tmp_path.glob("*replaced*"))


def test_a_damaged_file_is_brought_back_from_its_backup(terminal, sample_file):
    terminal(sample_file, "backup")
    (copy,) = backup.every(sample_file)
    sample_file.write_bytes(sample_file.read_bytes()[:100_000])

    assert terminal(sample_file, "restore", copy.path, "--yes").status == 0
    assert contents(sample_file) == contents(copy.path)


def test_a_database_that_another_program_writes_to_is_refused(terminal, sample_file, monkeypatch):
    monkeypatch.setattr("cittrainer.db.sqlite.BUSY_SECONDS", 0.05)
    before = contents(sample_file)

    with closing(sqlite3.connect(sample_file)) as other:
        other.execute("BEGIN IMMEDIATE")
        sentence = terminal.refused(sample_file, *WRITING[0])
        reading = terminal(sample_file, *READING[0])

    assert sentence.startswith("Another program is writing to “sample academy.cit”")
    assert reading.status == 0
    assert contents(sample_file) == before


@pytest.fixture
def read_only(sample_file):
    """The sample academy where not even root may write."""
    if not ROOT:
        sample_file.chmod(0o444)
        sample_file.parent.chmod(0o555)
        yield sample_file
        sample_file.parent.chmod(0o755)
        return
    folder = sample_file.parent / "read-only"
    folder.mkdir()
    source = sample_file.parent / "source"
    source.mkdir()
    shutil.move(sample_file, source)
    mounted = subprocess.run(["mount", "--bind", source, folder], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("root without the right to mount may write everywhere")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield folder / sample_file.name
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other ways to forbid")
def test_a_read_only_file_is_read_and_not_written(terminal, read_only):
    writing = terminal.refused(read_only, *WRITING[0])
    copying = terminal.refused(read_only, "backup")
    reading = [terminal(read_only, *words).status for words in READING[:-1]]

    assert writing.startswith("“sample academy.cit” may not be written to.")
    assert copying.startswith("The backup could not be written")
    assert reading == [0, 0, 0, 0]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of four megabytes, where the system lets one be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = None
    if ROOT and shutil.which("mount"):
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4m", "none", disk],
            capture_output=True,
            check=False,
        )
    if made is None or made.returncode:
        pytest.skip("only root may make a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_refuses_every_way_of_writing_and_keeps_the_file(
    terminal, small_disk, sample_file
):
    path = small_disk / "academy.cit"
    terminal(path, "import", "people", SHEET)
    before = contents(path)
    with (small_disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(bytes(1000)) == 1000:
            pass

    sentences = [
        terminal.refused(path, "backup"),
        terminal.refused(path, *WRITING[0][:3], "--json"),
        terminal.refused(small_disk / "new.cit", "sample"),
        terminal.refused(sample_file, "export", "agenda", "CIT-102", "--out", small_disk / "a.pdf"),
    ]
    restoring = terminal(path, "restore", sample_file, "--yes")

    assert [one for one in sentences if "Traceback" in one] == []
    assert (restoring.status, restoring.err.count("\n")) == (1, 1)
    assert contents(path) == before
    assert not (small_disk / "new.cit").exists()
    assert not (small_disk / "a.pdf").exists()
    assert not list(small_disk.glob("*.restoring*"))


def test_a_step_on_a_full_disk_changes_nothing(sample_file):
    before = contents(sample_file)
    with Database.open(sample_file, DANA) as database:
        with database._write_engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(UserError, match="The disk is full"), database.step("Many") as db:
            for number in range(3000):
                builders.agency(db, f"Agency {number}")

    assert contents(sample_file) == before
