from __future__ import annotations

from dataclasses import replace
from datetime import date

import builders
import pytest
from sqlalchemy import select

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import EarlierKind, EarlierRecord
from cittrainer.queries.people import page
from cittrainer.queries.people_search import PeopleFilter
from cittrainer.queries.standings import StandingKind
from cittrainer.queries.transcripts import earlier
from cittrainer.services.earlier_records import (
    EarlierDetails,
    RecordedAlready,
    add_record,
    edit_record,
    remove_record,
)

TODAY = date(2026, 6, 1)
COURSE = EarlierDetails(
    title="CIT 40-hour, Duluth",
    done_on=date(2024, 3, 8),
    began_on=date(2024, 3, 4),
    minutes=2_400,
    certificate_number="D-17",
    expires_on=date(2027, 3, 8),
    proof="Copy of certificate, binder 12",
)


@pytest.fixture
def who(database):
    with database.step("Prepare") as db:
        return builders.person(db, agency=builders.agency(db)).id


def add(database, person_id, details=COURSE):
    with database.step("Add") as db:
        return add_record(db, person_id, details, today=TODAY)


def standing(database):
    with database.read() as db:
        (row,) = page(db, PeopleFilter(), today=TODAY)
    return row.latest_course, row.standing


def test_a_course_from_elsewhere_is_on_record_and_counts(database, who):
    add(database, who)

    with database.read() as db:
        (line,) = earlier(db, who)
    assert (line.title, line.certificate, line.minutes) == ("CIT 40-hour, Duluth", "D-17", 2_400)
    course, stands = standing(database)
    assert course == "CIT 40-hour, Duluth"
    assert (stands.kind, stands.until) == (StandingKind.CERTIFIED, date(2027, 3, 8))
    database.undo()
    assert standing(database)[1].kind is StandingKind.NO_COURSE


@pytest.mark.parametrize("kind", [EarlierKind.CONTINUING, EarlierKind.EXEMPTION])
def test_hours_of_continuing_education_and_exemptions_certify_nobody(database, who, kind):
    add(database, who, replace(COURSE, kind=kind))

    assert standing(database)[1].kind is StandingKind.NO_COURSE


def test_of_two_courses_elsewhere_the_one_that_counts_longest_is_told(database, who):
    add(database, who, replace(COURSE, title="First", expires_on=date(2025, 1, 1)))
    add(database, who, replace(COURSE, title="Second"))

    assert standing(database)[0] == "Second"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "The title is missing"),
        ({"proof": ""}, "What was seen as proof is missing"),
        ({"done_on": date(2026, 6, 2), "expires_on": None}, "lies in the future"),
        ({"began_on": date(2024, 3, 9)}, "cannot end before it began"),
        ({"expires_on": date(2024, 3, 7)}, "cannot run out before"),
        ({"minutes": 0}, "Hours go from more than 0"),
        ({"minutes": 200_000}, "Hours go from more than 0"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(database, who, wrong, words):
    with pytest.raises(Invalid, match=words):
        add(database, who, replace(COURSE, **wrong))

    with database.read() as db:
        assert db.scalars(select(EarlierRecord)).all() == []


def test_the_same_course_of_the_same_day_is_on_record_once(database, who):
    record = add(database, who)

    with pytest.raises(RecordedAlready, match="is on record for Siobhán O'Malley already"):
        add(database, who, replace(COURSE, title="cit 40-hour, DULUTH"))
    with database.step("Correct") as db:
        edit_record(db, record, replace(COURSE, minutes=2_280), seen=1, today=TODAY)

    with database.read() as db:
        assert [one.minutes for one in earlier(db, who)] == [2_280]


def test_a_record_that_somebody_changed_meanwhile_is_not_overwritten(database, who):
    record = add(database, who)
    with database.step("Correct") as db:
        edit_record(db, record, replace(COURSE, minutes=2_280), seen=1, today=TODAY)

    with pytest.raises(ChangedMeanwhile), database.step("Again") as db:
        edit_record(db, record, COURSE, seen=1, today=TODAY)


def test_a_record_is_removed_and_comes_back_with_undo(database, who):
    record = add(database, who)
    with database.step("Remove") as db:
        remove_record(db, record)
    with database.read() as db:
        assert earlier(db, who) == ()
    database.undo()
    with database.read() as db:
        assert len(earlier(db, who)) == 1
