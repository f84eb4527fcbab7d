"""A course arranged: what waits is placed, what is fixed stays, and it is one step."""

from __future__ import annotations

import builders
import pytest
from planned import planned

from cittrainer.jobs.arrange import arrange
from cittrainer.jobs.arranging import ReasonLine
from cittrainer.jobs.plan_answers import broken_lines
from cittrainer.jobs.plan_course import days_over
from cittrainer.jobs.plan_problem import Limits
from cittrainer.jobs.progress import Cancelled, Progress
from cittrainer.models import Course, CourseState
from cittrainer.planning.results import Broken
from cittrainer.services.arrangements import accept
from cittrainer.services.blocks import pin_block
from cittrainer.services.course_guards import CourseIsOver


@pytest.fixture
def plan(database):
    return planned(database)


def arranged(plan, **limits):
    return arrange(plan.database, plan.course, Progress(), Limits(**limits))


def take(plan, suggestions, label="Arrange"):
    with plan.database.step(label) as db:
        accept(db, suggestions.found[0].change)


def test_what_waits_finds_a_place_and_nothing_else_moves(plan):
    before = plan.places

    answer = arranged(plan)

    (one,) = answer.found
    assert answer.complete
    assert answer.reasons == ()
    assert one.summary == "Places 1 block, 1 h 30 min more on the plan"
    assert [line.block_id for line in one.lines] == [plan.block("Veterans")]
    assert one.proven
    assert one.quality.startswith("No plan keeps more of what is wished: this is proven")
    take(plan, answer)
    assert plan.places["Veterans"] is not None
    assert plan.places | {"Veterans": None} == before


def test_an_accepted_arrangement_is_taken_back_as_one_step(plan):
    before = plan.places

    take(plan, arranged(plan))
    plan.database.undo()

    assert plan.places == before
    assert plan.database.undoable().label == "Prepare"


def test_arranging_what_is_arranged_changes_nothing(plan):
    take(plan, arranged(plan))

    again = arranged(plan)

    assert again.found[0].change.empty
    assert again.found[0].summary == "Nothing changes"


def test_what_has_no_room_on_any_day_is_left_out_and_told_why(plan):
    with plan.database.step("Fill") as db:
        for title in ("A", "B", "C", "D"):
            builders.block(db, title, course=db.get_one(Course, plan.course), minutes=300)

    answer = arranged(plan)

    (one,) = answer.found
    assert not answer.complete
    assert len(one.unplaced) == 2
    (reason,) = answer.reasons
    assert reason.sentence.endswith("but the class has 18 h for them.")
    assert [line.sentence for line in reason.lines] == ["The class can be at one block at a time."]


def test_a_pinned_block_stays_where_it_is_in_the_way(plan):
    with plan.database.step("Pin") as db:
        pin_block(db, plan.block("Story"), pinned=True)

    answer = arranged(plan)

    assert plan.block("Story") not in {one.block_id for one in answer.found[0].change.places}


def test_progress_tells_how_many_blocks_have_a_place(plan):
    told = []

    arrange(plan.database, plan.course, Progress(lambda *what: told.append(what)))

    assert told[0] == (0, 0, "Reading the week")
    assert (3, 3, "Placing") in told


def test_what_is_stopped_before_it_begins_changes_nothing(plan):
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        arrange(plan.database, plan.course, progress)


def test_what_is_stopped_at_once_proposes_nothing_worse_than_is(plan):
    progress = Progress(lambda _done, _total, _text: progress.cancel())

    answer = arrange(plan.database, plan.course, progress)

    assert all(not one.unplaced or one.quality.startswith("Stopped") for one in answer.found)
    assert answer.found or answer.reasons[0].sentence == (
        "No better plan than the present one was found: it was stopped."
    )


def test_a_course_that_is_over_is_not_arranged(plan):
    with plan.database.step("Close") as db:
        db.get_one(Course, plan.course).state = CourseState.CANCELLED

    with pytest.raises(CourseIsOver, match="reopen it first"):
        arranged(plan)


def test_days_are_over_while_the_course_lasts(plan):
    monday, tuesday = (day.date for day in plan.week.days)

    assert days_over(plan.week, monday) == frozenset()
    assert days_over(plan.week, tuesday) == {plan.days[0]}
    assert days_over(plan.week, tuesday.replace(day=20)) == frozenset()


def test_what_is_over_stays_and_nothing_is_put_there(plan):
    answer = arranged(plan, over=frozenset({plan.days[0]}))

    (place,) = answer.found[0].change.places
    assert (place.block_id, place.day_id) == (plan.block("Veterans"), plan.days[1])


def test_what_is_not_kept_is_said_once_with_the_blocks_concerned(plan):
    law, story = plan.block("Law"), plan.block("Story")
    words = "Ways between buildings take 10 minutes."

    lines = list(
        broken_lines(
            plan.week,
            [
                Broken("7:class", False, 5, (law, story), words),
                Broken("7:group:1", False, 5, (law, story), words),
                Broken("8", True, 0, (story,), "“Story” comes before “Law”."),
            ],
        )
    )

    assert lines == [
        ReasonLine(
            "Ways between buildings take 10 minutes: not so with “Law” and “Story”.", 7, law
        ),
        ReasonLine("“Story” comes before “Law”.", 8, story),
    ]
