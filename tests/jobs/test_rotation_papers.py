from __future__ import annotations

from datetime import date

import pytest
from pypdf import PdfReader
from rotating import rotating, round_robin

from cittrainer.errors import NothingToPrint
from cittrainer.jobs import papers
from cittrainer.models import Person, Presenter, Station
from cittrainer.queries import rotations as reading
from cittrainer.services import rotation_plans as plans
from cittrainer.services import rotations

TODAY = date(2026, 5, 2)
LONG = "María José García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        return rotating(db, 3)


def plan(database, made):
    with database.step("Plan") as db:
        seen = reading.rotation(db, made.rotation_id).version
        plans.accept_plan(db, made.rotation_id, round_robin(made), seen=seen)


def pages(database, made, key, path):
    papers.write(database, papers.kind(key), made.course_id, path, today=TODAY)
    return [page.extract_text() for page in PdfReader(path).pages]


def test_each_group_scenario_and_coach_has_a_card(database, made, tmp_path):
    plan(database, made)

    told = "\n".join(pages(database, made, "rotation-cards", tmp_path / "cards.pdf"))

    for title in ("Group 1", "Group 3", "Scene 1", "Scene 3", "Coach 1", "Coach 3"):
        assert title in told
    assert "Mon, May 4 · 1:00–1:30 pm" in told
    assert "Trainee01, Ada; Trainee02, Ada" in told
    assert "Actor 2" in told
    assert "SAMPLE" in told


def test_the_overview_has_a_page_a_day(database, made, tmp_path):
    plan(database, made)

    first, second = pages(database, made, "rotation-overview", tmp_path / "overview.pdf")

    assert "Monday, May 4, 2026" in first
    assert "Tuesday, May 5, 2026" in second
    assert "Group 1 · Coach 1" in first
    assert "SAMPLE" in first


def test_no_card_names_how_to_reach_anybody(database, made, tmp_path):
    with database.step("Contacts") as db:
        for one in (*made.coaches, *made.actors):
            presenter = db.get_one(Presenter, one)
            presenter.email, presenter.phone = "secret@example.org", "555-0199"
        for one in made.people:
            person = db.get_one(Person, one)
            person.email, person.phone = "secret@example.org", "555-0199"
    plan(database, made)

    for key in ("rotation-cards", "rotation-overview"):
        told = "\n".join(pages(database, made, key, tmp_path / f"{key}.pdf"))
        assert "secret" not in told
        assert "0199" not in told


def test_long_names_stay_on_the_page(database, made, tmp_path):
    with database.step("Long names") as db:
        for one in (*made.coaches, *made.actors):
            db.get_one(Presenter, one).public_name = f"{LONG} {one}"
        for one in made.people:
            db.get_one(Person, one).last_name = LONG
    plan(database, made)

    told = "\n".join(pages(database, made, "rotation-cards", tmp_path / "cards.pdf"))

    assert "Súilleabháin" in told
    assert told.count("Group") > 9


@pytest.mark.parametrize("key", ["rotation-cards", "rotation-overview"])
def test_every_rotation_of_the_course_is_printed(database, made, tmp_path, key):
    plan(database, made)
    with database.step("Second rotation") as db:
        second = rotations.make_rotation(db, made.course_id, name="Evening")
        scene = rotations.add_station(db, second, title="Another scene")
        rotations.cut_rounds(db, second, [made.blocks[0]])
        at = rotations.open_rotation(db, second).rounds[0].id
        plans.set_meeting(db, at, made.groups[0], station_id=scene)

    first, *_, last = pages(database, made, key, tmp_path / f"{key}.pdf")

    with database.read() as db:
        names = [row.name for row in reading.rotations(db, made.course_id)]
    assert len(names) == 2
    assert names[0] in first
    assert names[1] not in first
    assert names[1] in last


def test_a_long_scenario_title_leaves_its_room_on_the_overview(database, made, tmp_path):
    with database.step("Long title") as db:
        db.get_one(Station, made.stations[0]).title = "A neighbor who hears voices " * 7
    plan(database, made)

    first, _ = pages(database, made, "rotation-overview", tmp_path / "overview.pdf")

    assert "…" in first
    assert "Scenario room 1" in first


@pytest.mark.parametrize("key", ["rotation-cards", "rotation-overview"])
def test_without_a_plan_there_is_nothing_to_print(database, made, tmp_path, key):
    with pytest.raises(NothingToPrint, match="no rotation yet"):
        pages(database, made, key, tmp_path / "nothing.pdf")

    assert not (tmp_path / "nothing.pdf").exists()
