"""Whoever agreed to no name in print is “Presenter” on every paper, and in what is released."""

from __future__ import annotations

from datetime import date

import builders
import pytest
from pypdf import PdfReader
from rotating import rotating, round_robin

from cittrainer.jobs import papers
from cittrainer.models import Delivery, Presenter, PresenterKind
from cittrainer.queries.printed_names import week_on_paper
from cittrainer.queries.releases import releases
from cittrainer.queries.rotations import rotation
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.services.bookings import book, record_actual
from cittrainer.services.confidential import ConfidentialWords, write_confidential
from cittrainer.services.releases import release
from cittrainer.services.rotation_plans import accept_plan

TODAY = date(2026, 5, 4)
NAME = "Marisol Quetzalcoatl"


@pytest.fixture
def course(database):
    """A course in which she tells her story beside Dr. Ruiz, in a lecture's place of its own."""
    with database.step("Prepare") as db:
        builders.academy(db)
        monday, _tuesday = builders.course_days(db, 2)
        marisol = builders.presenter(db, NAME, kind=PresenterKind.LIVED_EXPERIENCE).id
        ana = builders.presenter(db, "Dr. Ana Ruiz").id
        story = builders.block(
            db, "A story", day=monday, delivery=Delivery.STORY, topics={"Recovery": 100}
        )
        for one in (marisol, ana):
            book(db, story.parts[0].id, one)
        record_actual(db, story.parts[0].id, [marisol, ana])
        course_id = monday.course_id
    consent(database, marisol, consent_print=False)
    return course_id


def consent(database, presenter_id, *, seen=None, **words):
    with database.step("Confidential record changed") as db:
        write_confidential(db, presenter_id, ConfidentialWords(**words), seen=seen)


def marisol(database):
    with database.read() as db:
        return db.query(Presenter.id).filter(Presenter.public_name == NAME).scalar()


def printed(database, course_id, key, path):
    papers.write(database, papers.kind(key), course_id, path, today=TODAY)
    return "".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("key", ["agenda", "hour-distribution"])
def test_she_is_presenter_on_papers_until_she_agrees(database, course, tmp_path, key):
    before = printed(database, course, key, tmp_path / "before.pdf")
    consent(database, marisol(database), consent_print=True, seen=1)
    after = printed(database, course, key, tmp_path / "after.pdf")

    assert "Marisol" not in before
    assert "Presenter" in before
    assert "Ruiz" in before
    assert "Marisol" in after


def test_who_really_came_is_told_the_same_way(database, course):
    with database.read() as db:
        told = week_on_paper(db, course)
        plan = week(db, course)

    assert NAME not in repr(told)
    assert [sorted(part.actual) for block in told.blocks for part in block.parts] == [
        ["Dr. Ana Ruiz", "Presenter"]
    ]
    assert NAME in repr(plan)


def test_the_window_keeps_her_public_name_and_a_release_does_not(database, course):
    with database.step("Release") as db:
        release(db, course, acknowledged=told(db, course))

    with database.read() as db:
        (made,) = releases(db, course)
    assert NAME not in repr(made.plan)
    assert set(made.plan.presenters.values()) == {"Presenter", "Dr. Ana Ruiz"}


def told(db, course):
    return [one.sentence for one in findings(week(db, course))]


def test_the_cards_of_a_rotation_call_a_coach_the_same(database, tmp_path):
    with database.step("Prepare") as db:
        made = rotating(db, 2)
        seen = rotation(db, made.rotation_id).version
        accept_plan(db, made.rotation_id, round_robin(made), seen=seen)
        coach = db.get_one(Presenter, made.coaches[0])
        coach.kind, name = PresenterKind.FAMILY, coach.public_name
    consent(database, coach.id, consent_print=False)

    text = printed(database, made.course_id, "rotation-cards", tmp_path / "cards.pdf")

    assert name not in text
    assert "Presenter" in text
