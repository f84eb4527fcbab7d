"""Steps, their record, and what may not go round it."""

from __future__ import annotations

import builders
import pytest
from sqlalchemy import select, text, update

from cittrainer.db import Database
from cittrainer.errors import UserError
from cittrainer.models import (
    Agency,
    AnswerSheet,
    AttendanceEntry,
    AttendanceMark,
    Certificate,
    Change,
    ConfidentialRecord,
    Course,
    Employment,
    EvaluationForm,
    FormKind,
    Person,
    PersonIdentifier,
    Step,
    StepKind,
)


def changes(database: Database) -> list[tuple[str, str, dict | None, dict | None]]:
    with database.read() as db:
        found = db.scalars(select(Change).order_by(Change.id)).all()
        return [(one.table_name, one.action, one.before, one.after) for one in found]


def agency_names(database: Database) -> list[str]:
    with database.read() as db:
        return list(db.scalars(select(Agency.name).order_by(Agency.name)))


def rename(database: Database, name: str) -> None:
    with database.step(f"Rename to {name}") as db:
        db.scalars(select(Agency)).one().name = name


def test_an_insert_is_kept_as_its_key_and_an_update_as_before_and_after(database):
    with database.step("Add Ridgeway PD") as db:
        builders.agency(db, "Ridgeway PD")
    rename(database, "Ridgeway Police")

    assert changes(database) == [
        ("agency", "insert", None, None),
        ("agency", "update", {"name": "Ridgeway PD"}, {"name": "Ridgeway Police"}),
    ]


def test_a_step_says_what_who_where_and_what_it_touched(database):
    with database.step("Add Ridgeway PD", grouping="agencies") as db:
        agency = builders.agency(db)

    done = db.info["done"]
    assert (done.label, done.kind, done.undoable) == ("Add Ridgeway PD", StepKind.DO, True)
    assert done.touches(Agency)
    assert not done.touches(Person)
    assert done.rows == {"agency": frozenset({agency.id})}
    with database.read() as db:
        step = db.scalars(select(Step)).one()
        assert (step.label, step.who, step.account, step.origin, step.grouping) == (
            "Add Ridgeway PD",
            "Dana",
            "dana",
            "window",
            "agencies",
        )


def test_a_refused_step_leaves_neither_rows_nor_history(database):
    with pytest.raises(UserError, match="no"), database.step("Add and refuse") as db:
        builders.agency(db)
        raise UserError("no")

    assert agency_names(database) == []
    assert database.undoable() is None


def test_a_step_that_ends_where_it_began_is_no_step(database):
    with database.step("Add") as db:
        builders.agency(db, "Ridgeway PD")

    with database.step("Rename and back") as db:
        agency = db.scalars(select(Agency)).one()
        agency.name = "Other"
        db.flush()
        agency.name = "Ridgeway PD"

    assert db.info["done"].step_id is None
    assert database.undoable().label == "Add"


@pytest.mark.parametrize(
    "statement",
    [
        text("INSERT INTO agency (name) VALUES ('x')"),
        text("  delete from agency"),
        update(Agency).values(name="x"),
        Agency.__table__.update().values(name="x"),
    ],
)
def test_a_statement_that_goes_round_history_raises_and_changes_nothing(database, statement):
    with database.step("Add") as db:
        builders.agency(db, "Ridgeway PD")

    with pytest.raises(RuntimeError, match="history"), database.step("Bulk") as db:
        db.execute(statement)

    assert agency_names(database) == ["Ridgeway PD"]


def test_a_change_outside_a_step_raises(database):
    with pytest.raises(RuntimeError, match="outside a step"), database.read() as db:
        db.add(Agency(name="x"))
        db.flush()


def test_undo_and_redo_walk_back_and_forth(database):
    with database.step("Add") as db:
        builders.agency(db, "A")
    rename(database, "B")
    rename(database, "C")

    names = []
    for _ in range(3):
        database.undo()
        names.append(agency_names(database))
    for _ in range(3):
        database.redo()
        names.append(agency_names(database))
    database.undo()

    assert names == [["B"], ["A"], [], ["A"], ["B"], ["C"]]
    assert agency_names(database) == ["B"]
    assert database.redoable().label == "Rename to C"


def test_nothing_can_be_brought_back_after_something_new(database):
    with database.step("Add A") as db:
        builders.agency(db, "A")
    database.undo()
    with database.step("Add B") as db:
        builders.agency(db, "B")

    assert database.redoable() is None
    with pytest.raises(UserError, match="nothing to bring back"):
        database.redo()


def test_an_earlier_step_can_be_undone_if_nothing_later_touched_its_rows(database):
    with database.step("Add A") as db:
        builders.agency(db, "A")
    first = db.info["done"].step_id
    with database.step("Add B") as db:
        builders.agency(db, "B")

    database.undo(first)

    assert agency_names(database) == ["B"]


def test_undo_is_refused_when_a_later_step_changed_the_same_row(database):
    with database.step("Add A") as db:
        builders.agency(db, "A")
    rename(database, "B")
    second = database.undoable().step_id
    rename(database, "C")

    with pytest.raises(UserError, match="“Rename to C”"):
        database.undo(second)

    assert agency_names(database) == ["C"]


def test_undo_is_possible_again_once_the_later_step_was_undone(database):
    with database.step("Add A") as db:
        builders.agency(db, "A")
    rename(database, "B")
    second = database.undoable().step_id
    rename(database, "C")
    database.undo()

    database.undo(second)

    assert agency_names(database) == ["A"]


def test_undo_is_refused_when_something_refers_to_what_would_go(database):
    with database.step("Add agency") as db:
        agency = builders.agency(db)
    first = db.info["done"].step_id
    with database.step("Add person") as db:
        builders.person(db, agency=agency)

    with pytest.raises(UserError, match="a later employment refers to what it added"):
        database.undo(first)

    assert agency_names(database) == ["Ridgeway PD"]


def test_undo_is_refused_when_what_would_come_back_belongs_to_what_is_gone(database):
    with database.step("Add person") as db:
        person = builders.person(db)
        person.identifiers.append(PersonIdentifier(value="12345"))
    with database.step("Remove number") as db:
        db.delete(db.scalars(select(PersonIdentifier)).one())
    removal = db.info["done"].step_id
    with database.step("Remove person") as db:
        db.delete(db.scalars(select(Person)).one())

    with pytest.raises(UserError, match="the person that it belongs to was removed later"):
        database.undo(removal)

    database.undo()
    database.undo(removal)
    with database.read() as db:
        assert db.scalars(select(PersonIdentifier.value)).all() == ["12345"]


def test_undo_is_refused_when_an_earlier_value_refers_to_what_is_gone(database):
    with database.step("Add people of two agencies") as db:
        builders.person(db, agency=builders.agency(db, "A"))
        new = builders.agency(db, "B")
    with database.step("Move the person") as db:
        db.scalars(select(Employment)).one().agency_id = new.id
    move = db.info["done"].step_id
    with database.step("Remove the old agency") as db:
        db.delete(db.scalars(select(Agency).where(Agency.name == "A")).one())

    with pytest.raises(UserError, match="the agency that it belongs to was removed later"):
        database.undo(move)

    assert agency_names(database) == ["B"]


def test_a_step_is_undone_once(database):
    with database.step("Add") as db:
        builders.agency(db)
    step = db.info["done"].step_id
    database.undo(step)

    with pytest.raises(UserError, match="“Add” was undone already"):
        database.undo(step)


def test_undo_raises_the_version_so_that_a_form_filled_before_is_stale(database):
    with database.step("Add") as db:
        builders.agency(db, "A")
    rename(database, "B")
    with database.read() as db:
        before = db.scalars(select(Agency.version)).one()

    database.undo()

    with database.read() as db:
        assert db.scalars(select(Agency.version)).one() == before + 1


def test_issuing_a_certificate_is_a_barrier_but_other_steps_still_go_back(database):
    with database.step("Add agency") as db:
        builders.agency(db, "Elsewhere")
    earlier = db.info["done"].step_id
    with database.step("Prepare") as db:
        course = builders.course(db)
        enrollment = builders.enrollment(db, course, builders.person(db))
    with database.step("Issue 1 certificate") as db:
        db.add(
            Certificate(
                number="CIT-2026-0001",
                year=2026,
                sequence=1,
                course_id=course.id,
                enrollment_id=enrollment.id,
                words={"name": "Siobhán O'Malley"},
                issued_on=builders.MONDAY,
            )
        )
    assert not db.info["done"].undoable

    with pytest.raises(UserError, match="revoke a certificate instead"):
        database.undo()
    database.undo(earlier)

    assert agency_names(database) == []


def test_history_of_a_confidential_record_holds_no_word_of_it(database):
    with database.step("Add presenter") as db:
        presenter = builders.presenter(db, "River")
    with database.step("Change the confidential record of River") as db:
        db.add(ConfidentialRecord(presenter_id=presenter.id, phone="555-0101-SECRET"))

    assert changes(database)[-1] == ("confidential_record", "mention", None, None)
    with pytest.raises(UserError, match="edit it again"):
        database.undo()
    with database.read() as db:
        kept = db.execute(text("SELECT quote(before), quote(after), label FROM change JOIN step"))
        assert "SECRET" not in repr(kept.all())


def test_answers_leave_no_row_in_history_and_only_the_day(database):
    with database.step("Prepare") as db:
        course = builders.course(db)
        form = builders.add(db, EvaluationForm(code="daily", title="Daily", kind=FormKind.DAILY))
    before = len(changes(database))

    with database.step("1 form of Daily entered for CIT-2026-05") as db:
        db.add(
            AnswerSheet(
                course_id=course.id,
                form_id=form.id,
                occasion="course",
                entered_on=builders.MONDAY,
            )
        )

    assert db.info["done"].touches(AnswerSheet)
    assert len(changes(database)) == before
    with database.read() as db:
        step = db.scalars(select(Step).order_by(Step.id.desc())).first()
        assert (step.at.hour, step.at.minute, step.at.second) == (0, 0, 0)
    with pytest.raises(UserError, match="anonymous"):
        database.undo()


def mark(db, enrollment, block) -> None:
    db.add(
        AttendanceEntry(
            enrollment_id=enrollment.id,
            block_id=block.id,
            mark=AttendanceMark.PRESENT,
            minutes=60,
        )
    )


def test_attendance_of_a_closed_day_refuses_undo_and_redo(database):
    with database.step("Prepare") as db:
        course = builders.course(db)
        day = course.days[0]
        block = builders.block(db, day=day)
        enrollment = builders.enrollment(db, course, builders.person(db))
    with database.step("Tick") as db:
        mark(db, enrollment, block)
    tick = db.info["done"].step_id
    with database.step("Close Monday") as db:
        db.get_one(Course, course.id).days[0].closed = True

    with pytest.raises(UserError, match=r"Monday, 4 May 2026 is closed"):
        database.undo(tick)

    database.undo()
    database.undo(tick)
    with database.step("Close Monday again") as db:
        db.get_one(Course, course.id).days[0].closed = True
    with pytest.raises(UserError, match="closed"):
        database.redo(tick)


def test_undo_does_not_cross_a_migration(database, monkeypatch):
    with database.step("Add") as db:
        builders.agency(db)

    monkeypatch.setattr("cittrainer.db.schema.HEAD", "9999")
    with pytest.raises(UserError, match="earlier version of the program"):
        database.undo()


def test_listeners_hear_of_steps_and_undo(database):
    heard = []
    database.subscribe(heard.append)

    with database.step("Add") as db:
        builders.agency(db)
    database.undo()

    assert [(done.label, done.kind) for done in heard] == [
        ("Add", StepKind.DO),
        ("Add", StepKind.UNDO),
    ]
