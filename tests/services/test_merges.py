"""Two records of one person made into one, with everything that refers to them."""

from __future__ import annotations

from datetime import date

import builders
import pytest
from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Base,
    EarlierRecord,
    Employment,
    Enrollment,
    EnrollmentState,
    IdentifierKind,
    NotTheSame,
    Person,
    PersonIdentifier,
    SeatsKept,
)
from cittrainer.services import merges
from cittrainer.services.enrollments import enroll

TODAY = date(2026, 5, 4)
REFERENCES = sorted(
    (table.name, column.name)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if any(key.column.table.name == "person" for key in column.foreign_keys)
)


def references(database, person_id):
    """Where a person is named, in every column of the schema that can name one."""
    with database.read() as db:
        return {
            (table, column)
            for table, column in REFERENCES
            if db.scalar(
                select(Base.metadata.tables[table].c[column]).where(
                    Base.metadata.tables[table].c[column] == person_id
                )
            )
        }


@pytest.fixture
def two(database):
    """One person twice: the second record is referred to from everywhere."""
    with database.step("Prepare") as db:
        police, sheriff = builders.agency(db), builders.agency(db, "Tamarack SO")
        keep = builders.person(db, "Lee", "Grace", agency=police, state_id="R-1")
        other = builders.person(
            db, "Leigh", "Grace", agency=sheriff, state_id="R-2", phone="555", email="g@x.example"
        )
        led = builders.person(db, "Chen", "Wei", agency=sheriff)
        led.employments[0].supervisor_id = other.id
        third, fourth = builders.person(db, "Abara", "Ann"), builders.person(db, "Zajac", "Ola")
        fourth_id, other_id = fourth.id, other.id
        course = builders.course(db)
        enroll(db, course.id, other.id)
        builders.presenter(db, person_id=other.id)
        db.add(SeatsKept(course_id=course.id, person_id=other.id))
        db.add(EarlierRecord(person_id=other.id, title="CIT", done_on=TODAY))
        merges.keep_apart(db, other.id, third.id)
        merges.keep_apart(db, fourth_id, other_id)
        before = builders.person(db, "Before", "Them")
        db.add(NotTheSame(person_id=other.id, other_id=before.id))
        return keep.id, other.id, course.id


def merge(database, keep, other, **values):
    with database.step("Merge") as db:
        return merges.merge(db, keep, other, today=TODAY, **values)


def test_every_reference_moves_and_one_undo_brings_all_of_them_back(database, two):
    keep, other, _ = two
    everywhere = set(REFERENCES) - {("not_the_same", "other_id")}
    assert references(database, other) >= everywhere

    done = merge(database, keep, other)

    assert (done.name, done.courses) == ("Grace Lee", 1)
    assert references(database, other) == set()
    assert references(database, keep) >= everywhere
    with database.read() as db:
        assert db.get(Person, other) is None
        assert db.scalars(select(PersonIdentifier.value)).all() == ["R-1", "R-2"]
    database.undo()
    assert references(database, other) >= everywhere
    with database.read() as db:
        assert db.get_one(Person, other).full_name == "Grace Leigh"
        assert db.get_one(Person, keep).phone == ""


def test_empty_fields_are_filled_and_others_taken_only_when_asked(database, two):
    keep, other, _ = two

    merge(database, keep, other, take=["last_name"])

    with database.read() as db:
        one = db.get_one(Person, keep)
        assert (one.last_name, one.search_name, one.phone) == ("Leigh", "leigh grace", "555")


def test_the_record_that_stays_is_believed_about_where_they_work(database, two):
    keep, other, _ = two
    with database.step("Began") as db:
        db.query(Employment).filter_by(person_id=keep).one().from_date = date(2025, 1, 1)

    merge(database, keep, other)

    with database.read() as db:
        rows = db.query(Employment).filter_by(person_id=keep).order_by(Employment.to_date).all()
        assert [row.to_date for row in rows] == [None, date(2024, 12, 31)]


def test_a_mere_nomination_for_a_course_of_the_other_goes(database, two):
    keep, other, course = two
    with database.step("Nominate") as db:
        enroll(db, course, keep, state=EnrollmentState.NOMINATED)

    merge(database, keep, other)

    with database.read() as db:
        (row,) = db.query(Enrollment).all()
        assert (row.person_id, row.state) == (keep, EnrollmentState.ENROLLED)


def test_records_of_both_in_one_course_are_refused_and_nothing_changes(database, two):
    keep, other, course = two
    with database.step("Enroll") as db:
        enroll(db, course, keep)

    with pytest.raises(UserError, match="both have records in CIT-2026-05"):
        merge(database, keep, other)

    assert references(database, other) >= {("enrollment", "person_id")}


def test_two_presenters_are_refused(database, two):
    keep, other, _ = two
    with database.step("Add") as db:
        builders.presenter(db, "Grace Lee", person_id=keep)

    with pytest.raises(UserError, match="both in the book of presenters"):
        merge(database, keep, other)


def test_what_makes_no_sense_is_refused(database, two):
    keep, other, _ = two

    with pytest.raises(Invalid, match="one record already"):
        merge(database, keep, keep)
    with pytest.raises(Invalid, match="no field"):
        merge(database, keep, other, take=["wages"])
    with pytest.raises(UserError):
        merge(database, keep, 4711)


def test_numbers_that_both_have_are_kept_once(database):
    with database.step("Prepare") as db:
        one, other = builders.person(db, state_id="R-1"), builders.person(db)
        other.identifiers.append(PersonIdentifier(kind=IdentifierKind.STATE_ID, value="R-1"))
        ids = one.id, other.id

    merge(database, *ids)

    with database.read() as db:
        assert db.scalars(select(PersonIdentifier.person_id)).all() == [ids[0]]
