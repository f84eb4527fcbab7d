from __future__ import annotations

import builders
import pytest
from sqlalchemy import func, select

from cittrainer.errors import Invalid
from cittrainer.jobs.shipped import LABEL, load_shipped
from cittrainer.models import CurriculumVersion, Module, Standard
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.values import ERROR
from cittrainer.services.courses import new_course
from cittrainer.services.curricula import (
    PublishedNeverChanges,
    add_module,
    add_version,
    curriculum_on_file,
    publish_version,
)
from cittrainer.services.standards import VersionOnFile, add_standard, standard_on_file


def test_what_ships_is_loaded_once_with_its_sources(database):
    with database.step(LABEL) as db:
        first = load_shipped(db)
    with database.step(LABEL) as db:
        second = load_shipped(db)

    assert (first.standards > 10, first.curricula) == (True, 3)
    assert (second.standards, second.curricula) == (0, 0)
    with database.read() as db:
        assert all(standard.sources for standard in db.scalars(select(Standard)))
        assert all(version.sources for version in db.scalars(select(CurriculumVersion)))
        assert db.scalar(select(func.count()).select_from(Module)) > 60


def test_the_sample_week_reaches_its_standard(database):
    with database.step(LABEL) as db:
        load_shipped(db)
        course_id = new_course(
            db,
            title="CIT",
            number="1",
            first_day=builders.MONDAY,
            curriculum_version_id=curriculum_on_file(db, "MEMPHIS-40"),
        )

    with database.read() as db:
        plan = week(db, course_id)

    assert plan.standard is not None
    assert [f.sentence for f in findings(plan) if f.severity == ERROR] == []
    assert plan.unplaced == ()


@pytest.mark.parametrize("code", ["MINNESOTA-WEEK", "DISPATCHER-8"])
def test_courses_are_made_from_the_other_curricula(database, code):
    with database.step(LABEL) as db:
        load_shipped(db)
        course_id = new_course(
            db,
            title="CIT",
            number="1",
            first_day=builders.MONDAY,
            curriculum_version_id=curriculum_on_file(db, code),
        )

    with database.read() as db:
        assert [f.sentence for f in findings(week(db, course_id)) if f.severity == ERROR] == []


def test_a_published_version_never_changes(database):
    with database.step("Prepare") as db:
        version = add_version(db, code="C", title="Ours", modules=[{"title": "M", "minutes": 60}])
        publish_version(db, version)

    for change in (
        lambda db: add_module(db, version, title="Late", minutes=60),
        lambda db: publish_version(db, version),
        lambda db: add_version(db, code="C", title="Ours", number=1),
    ):
        with pytest.raises(PublishedNeverChanges), database.step("Change") as db:
            change(db)
    with database.step("Next") as db:
        add_version(db, code="C", title="Ours")

    with database.read() as db:
        assert db.scalars(
            select(CurriculumVersion.number).order_by(CurriculumVersion.number)
        ).all() == [1, 2]


def test_a_standard_on_file_never_changes_and_names_its_source(database):
    with database.step("Prepare") as db:
        add_standard(db, code="S", number=1, title="S", sources=["A paper"], total_hours=40)

    with pytest.raises(VersionOnFile), database.step("Again") as db:
        add_standard(db, code="S", number=1, title="S", sources=["A paper"], total_hours=8)
    with pytest.raises(Invalid, match="names no source"), database.step("Next") as db:
        add_standard(db, code="S", number=2, title="S", sources=[])
    with database.step("Next") as db:
        newest = add_standard(db, code="S", number=2, title="S", sources=[], academys_own=True)

    with database.read() as db:
        assert standard_on_file(db, "S") == newest
        assert db.get_one(Standard, standard_on_file(db, "S", 1)).total_hours == 40
