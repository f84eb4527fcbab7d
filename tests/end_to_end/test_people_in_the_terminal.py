"""People in, hours out, in the terminal.

Sheets of every shape, too few seats, one who does not come, a missed block that is made up in the
next course, and the transcript that shows it.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import builders
import pytest
from pypdf import PdfReader
from taught import taught

from cittrainer.db import Actor, Database
from cittrainer.models import CourseState

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT = 5
BLOCKS = 4


@pytest.fixture
def file(tmp_path: Path, sheets: list[tuple[Path, int]]) -> Path:
    """An academy with a course that begins today, five seats short, and one in two months."""
    path = tmp_path / "academy.cit"
    today = builders.today()
    seats = sum(number for _, number in sheets) - SHORT
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Set up") as db:
        builders.academy(db, coordinator="Dana Whitfield")
        for number, first, size in (("CIT-1", 0, seats), ("CIT-2", 60, 10)):
            taught(
                db, people=0, days=2, blocks=BLOCKS, number=number, seats=size,
                first=today + timedelta(days=first), state=CourseState.OPEN,
            )  # fmt: skip
    return path


def test_from_messy_sheets_to_a_transcript(
    terminal: Callable, file: Path, sheets: list[tuple[Path, int]], tmp_path: Path
) -> None:
    everybody = sum(number for _, number in sheets)
    for sheet, number in sheets:
        dry = terminal(file, "import", "people", sheet, "--dry-run", "--json").json
        assert dry["counts"]["new"] == number, sheet.name
        said = terminal(file, "import", "people", sheet, "--course", "CIT-1").out
        assert f"{number} put into the course" in said, sheet.name
        again = terminal(file, "import", "people", sheet, "--dry-run", "--json").json
        assert again["counts"]["new"] == 0, sheet.name

    # Five seats too few: each agency gets its fair share, and three of them ask for more.
    before = terminal(file, "course", "seats", "CIT-1", "--json").json
    assert [one["state"] for one in before["trainees"]] == ["nominated"] * everybody
    assert terminal(file, "course", "fair", "CIT-1", "--give").out.endswith(
        f"{everybody - SHORT} enrolled, {SHORT} on the waiting list.\n"
    )
    seats = terminal(file, "course", "seats", "CIT-1", "--json").json
    waiting = [one for one in seats["trainees"] if one["state"] == "waitlisted"]
    assert len(waiting) == SHORT
    assert len({one["agency"] for one in waiting}) == 3

    # One does not come: the next in line gets the seat, and it is said why.
    enrolled = [one for one in seats["trainees"] if one["state"] == "enrolled"]
    gone, learner = enrolled[0], enrolled[1]
    refused = terminal.refused(
        file, "course", "state", "CIT-1", str(waiting[0]["trainee"]), "--into", "enrolled"
    )
    assert "CIT-1" in refused
    away = ("--into", "no_show", "--code", "court", "--reason", "Subpoenaed")
    terminal(file, "course", "state", "CIT-1", str(gone["trainee"]), *away)
    first = min(waiting, key=lambda one: one["place"])
    assert first["name"] in terminal(file, "course", "promote", "CIT-1").out
    seats = terminal(file, "course", "seats", "CIT-1", "--json").json
    assert (seats["taken"], seats["free"]) == (everybody - SHORT, 0)

    # Everybody who has a seat gets a letter; nobody's number or address is in it.
    letters = tmp_path / "letters.pdf"
    ask = ("letters", "write", "joining", "--course", "CIT-1", "--out", letters)
    assert f"{everybody - SHORT} letters written" in terminal(file, *ask).out
    assert len(PdfReader(letters).pages) == everybody - SHORT

    # All were there but one, who missed a block and came late to another.
    blocks = terminal(file, "course", "attendance", "CIT-1", "--json").json["days"]
    ids = [str(one["block"]) for day in blocks for one in day["blocks"]]
    who = str(learner["trainee"])
    terminal(file, "course", "tick", "CIT-1", ids[1], "--trainee", who, "--mark", "absent")
    late = ("--mark", "late", "--missed", "20")
    terminal(file, "course", "tick", "CIT-1", ids[2], "--trainee", who, *late)
    too_long = ("--mark", "late", "--missed", "61")
    refused = terminal.refused(file, "course", "tick", "CIT-1", ids[3], "--trainee", who, *too_long)
    assert "nobody can miss 61 minutes" in refused
    for one in ids:
        terminal(file, "course", "tick", "CIT-1", one)

    # What was missed is taught again in the next course, and made up there as a guest.
    missed = terminal(file, "course", "make-ups", "CIT-1", "--json").json["trainees"]
    (theirs,) = (one for one in missed if one["trainee"] == learner["trainee"])
    place = next(one for one in theirs["missed"] if str(one["block"]) == ids[1])["places"][0]
    assert place["course"] == "CIT-2"
    terminal(file, "course", "make-up", "CIT-1", who, ids[1], str(place["block"]))
    terminal(file, "course", "tick", "CIT-2", str(place["block"]), "--trainee", who)

    transcript = tmp_path / "transcript.pdf"
    terminal(file, "people", "transcript", str(learner["person"]), "--out", transcript)
    told = "\n".join(page.extract_text() for page in PdfReader(transcript).pages)
    assert learner["name"] in told
    assert "CIT-1" in told
    assert "in CIT-2 Made up, 1 h" in " ".join(told.split())
    # Eight hours without the twenty minutes at the door, in quarters of an hour.
    assert "7.5 hours on record" in told
