"""Bad people at every door: one clear sentence that says what to do, and nothing changes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import builders
import pytest
from openpyxl import Workbook
from sqlalchemy import func, select
from taught import taught

from cittrainer.db import Actor, Database
from cittrainer.jobs import import_people
from cittrainer.jobs.progress import Cancelled, Progress
from cittrainer.models import Agency, Enrollment, Person, PersonIdentifier, Step

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ("Last name", "First name", "Agency", "State ID", "Birth date")
MANY = 10_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Ana Ruiz with the state ID 00417, in a course that has no seats."""
    path = tmp_path / "academy.cit"
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Set up") as db:
        builders.academy(db, keep_birth_dates=True)
        agency = builders.agency(db, "Ridgeway PD")
        builders.person(db, "Ruiz", "Ana", agency=agency, state_id="00417")
        first = builders.today() + timedelta(days=9)
        taught(db, people=0, number="CIT-1", seats=0, first=first)
    return path


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    page = book.active
    for row in (HEAD, *rows):
        page.append(row)
    book.save(path)
    return path


def counts(path: Path) -> dict[str, int]:
    tables = (Person, Enrollment, Agency, PersonIdentifier, Step)
    with Database.open(path, Actor("T", "t"), for_writing=False) as database, database.read() as db:
        return {one.__name__: db.scalar(select(func.count()).select_from(one)) for one in tables}


def lines(terminal, file, path):
    return terminal(file, "import", "people", path, "--dry-run", "--json").json["rows"]


def test_two_people_with_one_state_id_are_asked_about(terminal, file, tmp_path):
    path = sheet(tmp_path / "two.xlsx", ("Okafor", "Chidinma", "Lake County SO", "00417"))
    before = counts(file)

    (row,) = lines(terminal, file, path)
    said = terminal(file, "import", "people", path)

    assert row["verdict"] == "doubtful"
    assert "Same state ID: 00417." in row["reasons"]
    assert said.status == 1
    assert said.err == (
        "There is nothing to import: 1 line is doubtful. "
        "Decide whether they are the same person or a new one.\n"
    )
    assert counts(file) == before


@pytest.mark.parametrize("written", [417, 417.0, "417", "00417", " 00-417 "])
def test_a_number_in_the_sheet_is_the_id_with_its_zeros(terminal, file, tmp_path, written):
    path = sheet(tmp_path / "number.xlsx", ("Ruiz", "Ana", "Ridgeway PD", written))

    (row,) = lines(terminal, file, path)

    assert row["verdict"] == "same"


def test_an_id_keeps_its_zeros_on_the_way_in(terminal, file, tmp_path):
    path = sheet(tmp_path / "zeros.xlsx", ("Okafor", "Chidinma", "Ridgeway PD", "000731"))

    terminal(file, "import", "people", path)

    (found,) = terminal(file, "people", "find", "Okafor", "--json").json["people"]
    assert found["state_id"] == "000731"


def test_a_birth_date_of_the_future_is_told_and_left_out(terminal, file, tmp_path):
    born = builders.today() + timedelta(days=1)
    path = sheet(tmp_path / "born.xlsx", ("Okafor", "Chidinma", "Ridgeway PD", "R-1", born))

    (row,) = lines(terminal, file, path)

    assert row["verdict"] == "new"
    assert any(one.endswith("lies in the future and is left out.") for one in row["reasons"])


def test_a_row_that_stands_there_twice_is_one_person(terminal, file, tmp_path):
    twice = ("Okafor", "Chidinma", "Ridgeway PD", "R-1")
    path = sheet(tmp_path / "twice.xlsx", twice, ("OKAFOR", "Chidinma", "Ridgeway Police", "R-1"))

    said = terminal(file, "import", "people", path, "--course", "CIT-1").out

    assert "1 added" in said
    assert "1 put into the course" in said
    again = terminal(file, "import", "people", path, "--course", "CIT-1").out
    assert "1 in the course already" in again
    assert counts(file)["Enrollment"] == 1


def test_a_course_without_seats_takes_nominations_and_nobody_else(terminal, file, tmp_path):
    path = sheet(tmp_path / "one.xlsx", ("Okafor", "Chidinma", "Ridgeway PD", "R-1"))
    terminal(file, "import", "people", path, "--course", "CIT-1")
    before = counts(file)

    refused = terminal.refused(file, "course", "state", "CIT-1", "1", "--into", "enrolled")
    promoted = terminal.refused(file, "course", "promote", "CIT-1")

    assert "CIT-1" in refused
    assert promoted
    assert counts(file) == before
    assert terminal(file, "course", "fair", "CIT-1").status == 0


def test_ten_thousand_rows_are_read_and_a_stop_halfway_leaves_nothing(file, tmp_path):
    rows = [(f"Last{n:05}", f"First{n % 97}", f"Agency {n % 40}", f"S-{n}") for n in range(MANY)]
    path = sheet(tmp_path / "many.xlsx", *rows)
    before = counts(file)
    with Database.open(file, Actor("Dana", "dana")) as database:
        preview = import_people.read(database, path, Progress())
        assert preview.counts["rows"] == MANY

        def stop(done: int, total: int, _text: str) -> None:
            # Late enough to have saved a thousand of them.
            if total and done >= total // 10:
                progress.cancel()

        progress = Progress(stop)
        with pytest.raises(Cancelled):
            import_people.save(database, preview, progress=progress)

    assert counts(file) == before
