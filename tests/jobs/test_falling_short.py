from __future__ import annotations

import datetime as dt

import pytest

from cittrainer.errors import NotFound
from cittrainer.jobs.falling_short import falling_short
from cittrainer.jobs.progress import Progress
from cittrainer.rules.values import RequirementValue
from cittrainer.services.courses import new_course
from cittrainer.services.curricula import add_version, publish_version
from cittrainer.services.standards import add_standard

MODULES = (
    {
        "title": "De-escalation",
        "minutes": 120,
        "day_number": 1,
        "start_minute": 540,
        "topics": {"Skills": 100},
    },
)


def a_course(database):
    with database.step("A course") as db:
        version_id = add_version(db, code="X", title="Two hours", modules=MODULES)
        publish_version(db, version_id)
        return new_course(
            db,
            title="May",
            number="CIT-1",
            first_day=dt.date(2026, 5, 4),
            curriculum_version_id=version_id,
        )


def a_standard(database, *requirements, **values):
    with database.step("A standard") as db:
        return add_standard(
            db,
            code="S",
            number=1,
            title="State",
            sources=["https://example.org, page 3"],
            requirements=requirements,
            **values,
        )


def test_what_a_course_would_lack_is_told_by_topic_in_minutes(database):
    course_id = a_course(database)
    standard_id = a_standard(
        database,
        RequirementValue("Skills", least_minutes=180),
        RequirementValue("Law", least_minutes=60),
        RequirementValue("Ethics"),
        RequirementValue("Tours", optional=True),
        total_hours=4,
    )

    found = falling_short(database, standard_id, Progress())

    assert {each.course_id for each in found} == {course_id}
    assert [(each.topic, each.minutes) for each in found] == [
        ("", 120),
        ("Skills", 60),
        ("Law", 60),
        ("Ethics", None),
    ]
    assert found[1].sentence == "“Skills” is short by 1 h: 2 h of 3 h."


def test_a_course_that_reaches_it_is_not_named(database):
    a_course(database)
    standard_id = a_standard(database, RequirementValue("Skills", least_minutes=120))

    assert falling_short(database, standard_id, Progress()) == ()


def test_a_standard_that_is_not_there_is_refused(database):
    with pytest.raises(NotFound):
        falling_short(database, 99, Progress())
