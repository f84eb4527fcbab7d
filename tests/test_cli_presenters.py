"""Presenters in the terminal."""

from __future__ import annotations

import builders
import pytest
from pypdf import PdfReader

from cittrainer.db import Actor, Database
from cittrainer.services.bookings import record_actual


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "academy.cit"
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Prepare") as db:
        builders.academy(db)
        course = builders.course(db, days=1)
        block = builders.block(db, "The law", day=course.days[0])
        ana = builders.presenter(db, "Dr. Ana Ruiz")
        builders.presenter(db, "Ana Lund", active=False)
        record_actual(db, block.parts[0].id, [ana.id])
    return path


def test_a_service_record_is_written_by_part_of_a_name(terminal, file, tmp_path):
    out = tmp_path / "ana.pdf"

    terminal(file, "presenter", "service-record", "ana ruiz", "--out", out)

    assert "The law" in PdfReader(out).pages[0].extract_text()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ana", "may be"),
        ("Marcus", "Nobody in the book of presenters is called “Marcus”"),
        ("Ana Lund", "not on record that Ana Lund presented anything"),
    ],
)
def test_whoever_is_not_meant_is_refused(terminal, file, tmp_path, name, says):
    out = tmp_path / "x.pdf"

    assert says in terminal.refused(file, "presenter", "service-record", name, "--out", out)
    assert not out.exists()


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(terminal, file, tmp_path):
    out = tmp_path / "ana.csv"
    out.write_text("mine")

    assert terminal.refused(file, "presenter", "service-record", "Ruiz", "--out", out)
    assert out.read_text() == "mine"
    terminal(file, "presenter", "service-record", "Ruiz", "--out", out, "--replace")
    assert "The law" in out.read_text(encoding="utf-8-sig")
