"""Care of storytellers in the terminal."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest

from cittrainer.db import Actor, Database
from cittrainer.models import BookingState, CareDone, CareKind, Delivery
from cittrainer.services.bookings import book


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "academy.cit"
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Prepare") as db:
        builders.academy(db)
    return path


@pytest.fixture
def told(file):
    """A story was told yesterday by Rosa M., with a facilitator."""
    yesterday = builders.today() - timedelta(days=1)
    with Database.open(file, Actor("Dana", "dana")) as database, database.step("Story") as db:
        (day,) = builders.course_days(db, 1, first=yesterday, number="CIT-7")
        part = builders.block(db, "A story", day=day, delivery=Delivery.STORY).parts[0]
        for name, role in (("Rosa M.", "presenter"), ("Dana Whitfield", "facilitator")):
            presenter = builders.presenter(db, name)
            book(db, part.id, presenter.id, role=role, state=BookingState.CONFIRMED)
    return file


def test_what_is_to_be_done_for_storytellers_is_listed(terminal, told):
    said = terminal(told, "presenter", "care").out.splitlines()
    tasks = terminal(told, "presenter", "care", "--json").json["tasks"]

    assert [one["kind"] for one in tasks] == ["debrief", "check-in"]
    assert {one["presenter"] for one in tasks} == {"Rosa M."}
    assert tasks[0]["urgent"]
    assert said[0].endswith("(now): Debrief Rosa M., “A story”, CIT-7")


def test_what_was_done_is_recorded_once_and_leaves_the_list(terminal, told):
    assert terminal(told, "presenter", "care-done", "debrief", "rosa").out == (
        "Done: Debrief Rosa M.\n"
    )

    tasks = terminal(told, "presenter", "care", "--json").json["tasks"]
    assert [one["kind"] for one in tasks] == ["check-in"]
    with Database.open(told, Actor("Dana", "dana")) as database, database.read() as db:
        assert [one.kind for one in db.query(CareDone)] == [CareKind.DEBRIEF]
    assert "No debrief is to be done now for “rosa”" in terminal.refused(
        told, "presenter", "care-done", "debrief", "rosa"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("call", "Rosa"),
            "“call” is no kind of care. Choose one of: pre-brief, debrief,",
        ),
        (("pre-brief", "Rosa"), "No pre-brief is to be done now for “Rosa”"),
        (("debrief", "Dana"), "No debrief is to be done now for “Dana”"),
    ],
)
def test_what_is_not_to_be_done_is_refused(terminal, told, words, says):
    assert says in terminal.refused(told, "presenter", "care-done", *words)


def test_without_stories_nothing_is_to_be_done(terminal, file):
    assert terminal(file, "presenter", "care").out == (
        "Nothing is to be done for those who tell their story.\n"
    )
