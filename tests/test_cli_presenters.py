"""Presenters in the terminal."""

from __future__ import annotations

import builders
import pytest
from pypdf import PdfReader

from cittrainer.db import Actor, Database
from cittrainer.models import ConfidentialRecord, PresenterKind
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
        ("  ", "Nobody in the book of presenters is called"),
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


@pytest.fixture
def book_file(file):
    with (
        Database.open(file, Actor("Dana", "dana"), for_writing=True) as database,
        database.step("Fill") as db,
    ):
        teller = builders.presenter(
            db,
            "Marcus T.",
            kind=PresenterKind.LIVED_EXPERIENCE,
            most_a_month=2,
            travel_minutes=30,
            stipend_cents=7500,
        )
        builders.add(db, ConfidentialRecord(presenter_id=teller.id, phone="555-0117"))
        builders.presenter(db, "Bo Least", least_a_year=2)
    return file


def test_the_book_is_listed_with_talks_and_limits_but_nobodys_kind(terminal, book_file):
    said = terminal(book_file, "presenter", "list").out

    (line,) = (each for each in said.splitlines() if each.startswith("Marcus T."))
    assert line == "Marcus T.: no talk yet; month 0 of 2; year 0; never asked yet"
    assert "Bo Least" in said
    assert "must still be used twice in" in said
    assert "Ana Lund" not in said
    assert "Ana Lund" in terminal(book_file, "presenter", "list", "--all").out
    for value in (said, str(terminal(book_file, "presenter", "list", "--all", "--json").json)):
        for word in ("lived", "kind", "555-0117", "clinician"):
            assert word not in value.casefold()


def test_one_presenter_is_shown_without_kind_and_contact(terminal, book_file):
    said = terminal(book_file, "presenter", "show", "marcus").out
    value = terminal(book_file, "presenter", "show", "Marcus T.", "--json").json

    assert "  Limits: at most 2 a month" in said.splitlines()
    assert "  Way: 30 minutes" in said.splitlines()
    assert value["limits"]["most_a_month"] == 2
    assert value["stipend"]["cents"] == 7500
    assert value["still_this_year"] == 0
    for told in (said, str(value)):
        for word in ("lived", "kind", "555-0117", "confidential"):
            assert word not in told.casefold()
    assert "Nobody in the book" in terminal.refused(book_file, "presenter", "show", "zzz")


def test_an_empty_book_says_so(terminal, tmp_path):
    path = tmp_path / "empty.cit"
    with Database.create(path, Actor("Dana", "dana")):
        pass

    assert terminal(path, "presenter", "list").out == "Nobody is in the book of presenters yet.\n"
