from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.documents.files import safe_name, write_whole
from cittrainer.errors import FileRefused

if TYPE_CHECKING:
    from collections.abc import Callable


def saying(contents: bytes) -> Callable[[BinaryIO], None]:
    def write(stream: BinaryIO) -> None:
        stream.write(contents)

    return write


def failing(problem: Exception) -> Callable[[BinaryIO], None]:
    def write(stream: BinaryIO) -> None:
        stream.write(b"half of it")
        raise problem

    return write


def test_a_file_is_written_with_nothing_beside_it(tmp_path):
    write_whole(tmp_path / "roster.csv", saying(b"all of it"))

    assert (tmp_path / "roster.csv").read_bytes() == b"all of it"
    assert [path.name for path in tmp_path.iterdir()] == ["roster.csv"]


def test_another_file_is_never_written_over(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(b"mine")

    with pytest.raises(FileRefused, match="“roster.csv” is already there"):
        write_whole(path, saying(b"theirs"))

    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_appears_while_we_write_is_kept(tmp_path):
    path = tmp_path / "roster.csv"

    def write(stream: BinaryIO) -> None:
        stream.write(b"ours")
        path.write_bytes(b"theirs")

    with pytest.raises(FileRefused, match="already there"):
        write_whole(path, write)

    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_when_that_was_asked_for(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(b"old")

    write_whole(path, saying(b"new"), replace=True)

    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EROFS, "Read-only file system"), "is read-only"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_trouble_with_the_disk_is_one_sentence_and_leaves_the_old_file(tmp_path, problem, sentence):
    path = tmp_path / "roster.csv"
    path.write_bytes(b"old")

    with pytest.raises(FileRefused, match=sentence) as refusal:
        write_whole(path, failing(problem), replace=True)

    assert refusal.value.hint
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_defect_while_writing_leaves_nothing_behind(tmp_path):
    with pytest.raises(ZeroDivisionError):
        write_whole(tmp_path / "roster.csv", failing(ZeroDivisionError()))

    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileRefused, match="there is no folder"):
        write_whole(tmp_path / "nowhere" / "roster.csv", saying(b""))


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(FileRefused, match="there is no folder"):
        write_whole(tmp_path / "file" / "roster.csv", saying(b""))


def test_a_folder_is_not_replaced_by_a_file(tmp_path):
    with pytest.raises(FileRefused, match="is a folder"):
        write_whole(tmp_path, saying(b""), replace=True)


def test_a_name_that_is_too_long_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="too long"):
        write_whole(tmp_path / ("x" * 300), saying(b""))


@pytest.mark.skipif(sys.platform != "linux", reason="/sys is Linux's read-only folder")
def test_a_read_only_folder_is_refused():
    with pytest.raises(FileRefused, match="is read-only"):
        write_whole(Path("/sys/kernel/roster.csv"), saying(b""))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Roster 2026/05", "Roster 2026-05"),
        ('a<b>c:d"e\\f|g?h*i', "a-b-c-d-e-f-g-h-i"),
        ("CON", "_CON"),
        ("nul.roster", "_nul.roster"),
        ("Com1", "_Com1"),
        ("  trailing dots... ", "trailing dots"),
        ("..", "paper"),
        ("", "paper"),
        ("///", "paper"),
        ("tab\tand\nline", "tab-and-line"),
        ("مح\u202eمد", "محمد"),
        ("Ánh 😀", "Ánh 😀"),
    ],
)
def test_names_are_made_safe(text, name):
    assert safe_name(text) == name


@given(st.text())
def test_any_text_gives_a_name_that_can_be_written(tmp_path_factory, text):
    name = safe_name(text)

    folder = tmp_path_factory.mktemp("names")
    write_whole(folder / f"{name}.pdf", saying(b""))

    assert os.listdir(folder) == [f"{name}.pdf"]  # noqa: PTH208 (the name as the disk has it)
    assert len(name.encode()) <= 121
    assert not name.endswith((".", " "))
