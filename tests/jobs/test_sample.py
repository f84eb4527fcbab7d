"""The sample academy: everything that a course has, made by the services of the window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import SAMPLE_DAY
from contents import contents
from sqlalchemy import func, select

from cittrainer.db import Actor, Database
from cittrainer.jobs import sample
from cittrainer.jobs.progress import Cancelled, Progress
from cittrainer.models import (
    AttendanceEntry,
    AttendanceMark,
    Certificate,
    Enrollment,
    Step,
)
from cittrainer.queries import courses, presenters, releases
from cittrainer.queries.care_tasks import care_tasks
from cittrainer.queries.release_recipients import recipients_of_draft
from cittrainer.queries.weeks import week
from cittrainer.rules.availability import said_of
from cittrainer.rules.checks import findings

DANA = Actor("Dana", "dana")


@pytest.fixture
def academy(sample_file):
    """The sample academy, open."""
    with Database.open(sample_file, DANA) as database:
        yield database


def test_it_holds_an_earlier_a_present_and_a_coming_course(academy):
    with academy.read() as db:
        rows = {row.number: row for row in courses.courses(db)}

    assert rows["CIT-101"].ends_on < rows["CIT-102"].starts_on < SAMPLE_DAY
    assert rows["CIT-103"].starts_on > SAMPLE_DAY
    assert rows["CIT-102"].enrolled == 30


def test_the_week_after_waits_to_be_arranged_with_alternates_and_times(academy):
    with academy.read() as db:
        plan = week(db, courses.course_id(db, "CIT-104"))

    assert plan.state == "planning"
    assert len(plan.unplaced) == 24
    assert all(block.pinned for block in plan.blocks if block.placed)
    asked = [booking for b in plan.unplaced for part in b.parts for booking in part.bookings]
    assert sum(booking.order == 2 for booking in asked) >= 8
    assert sum(plan.presenters[one.presenter_id].answered for one in asked) >= len(asked) - 2


def test_the_coming_plan_was_released_to_all_but_two_and_changed_since(academy):
    with academy.read() as db:
        plan = week(db, courses.course_id(db, "CIT-103"))
        draft = releases.draft_of(db, plan)
        everybody = recipients_of_draft(db, plan.course_id)

    assert draft.last.number == 1
    assert len(draft.changes) == 2
    assert {one.name for one in everybody if one.since is None} == {
        "Gus F.",
        "Hugh Sørensen",
    }


@pytest.mark.parametrize("number", ["CIT-101", "CIT-102", "CIT-103"])
def test_nobody_is_booked_when_they_cannot_come(academy, number):
    with academy.read() as db:
        plan = week(db, courses.course_id(db, number))

    for block in plan.blocks:
        for part in block.parts:
            for booking in part.bookings:
                times = plan.presenters[booking.presenter_id].times
                said = said_of(times, plan.day[block.day_id].date, block.start, block.end)
                assert said != "no", (block.title, booking.presenter)


def test_the_main_week_is_full_and_its_plan_holds(academy):
    with academy.read() as db:
        number = courses.course_id(db, "CIT-102")
        plan = week(db, number)
        book = presenters.presenters(db, today=SAMPLE_DAY)

    assert len(book) >= 25
    assert not plan.unplaced
    assert not [one for one in findings(plan) if one.severity == "error"]
    assert max(len(block.parts) for block in plan.blocks) >= 6
    stories = [block for block in plan.blocks if block.delivery == "story"]
    assert len(stories) >= 3


def test_some_were_absent_or_late_and_certificates_went_to_those_who_earned_them(academy):
    with academy.read() as db:
        course_id = courses.course_id(db, "CIT-102")
        marks = dict(
            db.execute(
                select(AttendanceEntry.mark, func.count()).group_by(AttendanceEntry.mark)
            ).all()
        )
        issued = db.scalar(
            select(func.count(Certificate.id))
            .join(Enrollment, Certificate.enrollment_id == Enrollment.id)
            .where(Enrollment.course_id == course_id)
        )

    assert marks[AttendanceMark.ABSENT] >= 1
    assert marks[AttendanceMark.LATE] >= 1
    assert 20 <= issued < 30


def test_all_of_it_is_in_the_history(academy):
    with academy.read() as db:
        assert db.scalar(select(func.count(Step.id)).where(Step.who == "Dana")) > 100


def test_stopping_leaves_no_file(tmp_path):
    progress = Progress(lambda done, _total, _text: progress.cancel() if done else None)

    with pytest.raises(Cancelled):
        sample.build(tmp_path / "new.cit", DANA, today=SAMPLE_DAY, progress=progress)

    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == []


def test_papers_are_written_again_into_the_same_folder_and_change_nothing(academy, tmp_path):
    before = contents(academy.path)
    later = SAMPLE_DAY + timedelta(days=1)

    first = sample.write_papers(academy, tmp_path / "out", today=SAMPLE_DAY, progress=Progress())
    second = sample.write_papers(academy, tmp_path / "out", today=later, progress=Progress())

    assert first == second
    assert {path.parent.name for path in first} == {"CIT-101", "CIT-102", "CIT-103", "CIT-104"}
    assert sum(path.stat().st_size > 1000 for path in first) == len(first)
    assert contents(academy.path) == before


def test_it_is_built_around_any_day(tmp_path):
    sunday = date(2028, 3, 5)

    sample.build(tmp_path / "new.cit", DANA, today=sunday, progress=Progress())

    with Database.open(tmp_path / "new.cit", DANA) as database, database.read() as db:
        (main,) = (row for row in courses.courses(db) if row.number == "CIT-102")
    assert (main.starts_on, main.ends_on) == (date(2028, 2, 21), date(2028, 2, 25))


def test_all_was_done_for_those_who_told_their_story_but_for_the_latest_calls(academy):
    with academy.read() as db:
        left = care_tasks(db, today=SAMPLE_DAY, minute=720)

    assert [(task.kind, task.presenter) for task in left] == [
        ("check_in", "Gus F."),
        ("check_in", "Noor H."),
    ]
