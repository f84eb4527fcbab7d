from __future__ import annotations

import builders
import pytest

from cittrainer.errors import Invalid, NotFound
from cittrainer.models import AvailabilityKind, ConstraintKind, Course, Delivery, PlanConstraint
from cittrainer.queries.plan_values import constraints_of
from cittrainer.rules.constraint_fields import SHAPES, default_kinds
from cittrainer.services.block_places import remove_blocks
from cittrainer.services.constraints import (
    add_constraint,
    edit_constraint,
    remove_constraints,
    switch_constraints,
    take_defaults,
)
from cittrainer.services.course_days import remove_day
from cittrainer.services.course_guards import ChangedMeanwhile, CourseIsOver
from cittrainer.services.earlier_courses import new_course_like
from cittrainer.services.presenters import remove_presenter
from cittrainer.services.rooms import remove_room


@pytest.fixture
def course(database):
    """A course of two days with two blocks."""
    with database.step("Prepare") as db:
        made = builders.course(db, days=2)
        first = builders.block(db, course=made, title="Law")
        second = builders.block(db, course=made, title="Stories")
        return made.id, first.id, second.id, [day.id for day in made.days]


def have(database, course_id):
    with database.read() as db:
        return constraints_of(db, course_id)


def test_every_kind_has_a_shape():
    assert set(SHAPES) == {kind.value for kind in ConstraintKind}


def test_a_constraint_is_added_changed_switched_and_removed(database, course):
    course_id, first, second, _ = course
    with database.step("Add") as db:
        made = add_constraint(
            db, course_id, ConstraintKind.BEFORE, block_id=first, other_block_id=second, must=True
        )
    (one,) = have(database, course_id)
    assert (one.kind, one.block_id, one.other_block_id, one.must) == ("before", first, second, True)

    with database.step("Change") as db:
        edit_constraint(
            db, made, one.version, block_id=second, other_block_id=first, directly=True, weight=30,
            comment="  asked   by the lead ",
        )  # fmt: skip
    (one,) = have(database, course_id)
    assert (one.block_id, one.directly, one.must, one.weight) == (second, True, False, 30)
    assert one.comment == "asked by the lead"

    with database.step("Switch off") as db:
        switch_constraints(db, [made], active=False)
    assert not have(database, course_id)[0].active
    with database.step("Remove") as db:
        remove_constraints(db, [made])
    assert have(database, course_id) == ()

    database.undo()
    database.undo()
    assert have(database, course_id)[0].active


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("presenter_most_days", {}, "needs a number"),
        ("keep_order", {"amount": 3}, "cannot have a number"),
        ("first_of_day", {}, "needs a block or a kind of teaching"),
        ("lunch", {"start_minute": 720, "end_minute": 660, "minutes": 45}, "ends before it begins"),
        ("lunch", {"start_minute": 721, "end_minute": 780, "minutes": 45}, "multiple of 5"),
        ("story_rest", {"minutes": -1}, "cannot be -1"),
        ("travel", {"minutes": 20, "weight": 0}, "The weight cannot be 0"),
        ("buffer", {"delivery": Delivery.STORY}, "needs a number of minutes or"),
    ],
)
def test_what_does_not_fit_its_kind_is_refused_and_nothing_is_kept(
    database, course, kind, values, sentence
):
    with pytest.raises(Invalid, match=sentence), database.step("Add") as db:
        add_constraint(db, course[0], ConstraintKind(kind), **values)

    assert have(database, course[0]) == ()


def test_a_block_and_half_a_window_are_refused(database, course):
    course_id, first, *_ = course
    with database.step("Prepare") as db:
        presenter = builders.presenter(db).id

    with pytest.raises(Invalid, match="compared with itself"), database.step("Add") as db:
        add_constraint(db, course_id, ConstraintKind.SAME_DAY, block_id=first, other_block_id=first)
    with pytest.raises(Invalid, match="a beginning and an end"), database.step("Add") as db:
        add_constraint(
            db, course_id, ConstraintKind.PRESENTER_TIME, presenter_id=presenter,
            availability=AvailabilityKind.NO, start_minute=600,
        )  # fmt: skip


def test_blocks_of_another_course_and_rows_that_are_gone_are_refused(database, course):
    with database.step("Prepare") as db:
        other = builders.course(db, "OTHER").id

    with pytest.raises(Invalid, match="belongs to another course"), database.step("Add") as db:
        add_constraint(db, other, ConstraintKind.FIRST_OF_DAY, block_id=course[1])
    with pytest.raises(NotFound, match="presenter is no longer on file"):  # noqa: SIM117
        with database.step("Add") as db:
            add_constraint(db, other, ConstraintKind.ONE_VISIT, presenter_id=999)


def test_a_form_filled_before_somebody_changed_it_is_refused(database, course):
    with database.step("Add") as db:
        made = add_constraint(db, course[0], ConstraintKind.TRAVEL, minutes=20)
    seen = have(database, course[0])[0].version
    with database.step("Change") as db:
        edit_constraint(db, made, seen, minutes=30)

    with pytest.raises(ChangedMeanwhile), database.step("Change") as db:
        edit_constraint(db, made, seen, minutes=40)

    assert have(database, course[0])[0].minutes == 30


def test_a_course_that_is_over_keeps_its_constraints(database, course):
    with database.step("Add") as db:
        made = add_constraint(db, course[0], ConstraintKind.KEEP_ORDER)
        db.get(Course, course[0]).state = "closed"

    with pytest.raises(CourseIsOver), database.step("Remove") as db:
        remove_constraints(db, [made])


def test_a_default_names_no_block_and_a_course_takes_each_default_once(database, course):
    course_id, first, *_ = course
    assert "fixed_time" not in default_kinds()
    assert "first_of_day" in default_kinds()
    with pytest.raises(Invalid, match="cannot name a block"), database.step("Add") as db:
        add_constraint(db, None, ConstraintKind.FIRST_OF_DAY, block_id=first)
    with database.step("Add") as db:
        add_constraint(db, None, ConstraintKind.TRAVEL, minutes=20, comment="usual")
        add_constraint(db, None, ConstraintKind.KEEP_ORDER, active=False)

    with database.step("Take") as db:
        assert take_defaults(db, course_id) == 2
    with database.step("Take") as db:
        assert take_defaults(db, course_id) == 0

    kinds = [(one.kind, one.active, one.comment) for one in have(database, course_id)]
    assert kinds == [("travel", True, "usual"), ("keep_order", False, "")]


def test_constraints_go_with_what_they_are_about_and_come_back_with_it(database, course):
    course_id, first, second, days = course
    with database.step("Prepare") as db:
        room, presenter = builders.room(db).id, builders.presenter(db).id
        add = add_constraint
        add(db, course_id, ConstraintKind.SAME_DAY, block_id=second, other_block_id=first)
        add(db, course_id, ConstraintKind.NOT_BEFORE, delivery=Delivery.STORY,
            course_day_id=days[1])  # fmt: skip
        add(db, course_id, ConstraintKind.ONE_VISIT, presenter_id=presenter)
        add(db, course_id, ConstraintKind.ROOM_TIME, room_id=room,
            availability=AvailabilityKind.NO)  # fmt: skip
        add(db, course_id, ConstraintKind.KEEP_ORDER)

    for act, row_id, left in (
        (remove_room, room, 4), (remove_presenter, presenter, 3), (remove_day, days[1], 2),
    ):  # fmt: skip
        with database.step("Remove") as db:
            act(db, row_id)
        assert len(have(database, course_id)) == left
    with database.step("Remove") as db:
        remove_blocks(db, [first])
    assert [one.kind for one in have(database, course_id)] == ["keep_order"]

    for _ in range(4):
        database.undo()
    assert len(have(database, course_id)) == 5


def test_a_course_like_an_earlier_one_keeps_to_the_same_about_its_own_blocks(database, course):
    course_id, first, second, days = course
    with database.step("Prepare") as db:
        add_constraint(
            db, course_id, ConstraintKind.FIXED_TIME, block_id=first, course_day_id=days[0],
            start_minute=480, must=True,
        )  # fmt: skip
        add_constraint(
            db, course_id, ConstraintKind.DIFFERENT_DAY, block_id=first, other_block_id=second
        )

    with database.step("Copy") as db:
        copied = new_course_like(db, course_id, number="NEXT", first_day=builders.MONDAY)

    with database.read() as db:
        fixed, apart = constraints_of(db, copied)
        own = {block.id for block in db.get(Course, copied).blocks}
        own_days = {day.id for day in db.get(Course, copied).days}
    assert (fixed.kind, fixed.start_minute, fixed.must) == ("fixed_time", 480, True)
    assert fixed.course_day_id in own_days
    assert {fixed.block_id, apart.block_id, apart.other_block_id} == own
    assert first not in own
    with database.read() as db:
        assert db.query(PlanConstraint).count() == 4
