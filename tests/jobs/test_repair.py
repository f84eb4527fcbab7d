"""A course mended: who cannot come, a lost room or day, a block that is wished elsewhere."""

from __future__ import annotations

import builders
import pytest
from planned import planned

from cittrainer.errors import Invalid
from cittrainer.jobs.arrange import arrange
from cittrainer.jobs.arranging import DayLost, MoveThere, PresenterOut, RoomLost
from cittrainer.jobs.plan_course import IsOver
from cittrainer.jobs.plan_problem import Limits
from cittrainer.jobs.progress import Progress
from cittrainer.jobs.repair import repair
from cittrainer.models import Availability, Booking, BookingState, CourseDay
from cittrainer.rules.checks import findings
from cittrainer.services.arrangements import accept
from cittrainer.services.blocks import move_block, pin_block


@pytest.fixture
def plan(database):
    return planned(database)


def mended(plan, mishap, **limits):
    return repair(plan.database, plan.course, mishap, Progress(), Limits(**limits))


def take(plan, suggestions, which=0):
    with plan.database.step("Mend") as db:
        accept(db, suggestions.found[which].change)


def sentences(suggestion):
    return [line.sentence for line in suggestion.lines]


def test_an_alternate_stands_in_and_whoever_is_out_is_called_off(plan):
    answer = mended(plan, PresenterOut(plan.walt, plan.days[0]))

    assert answer.title == "Walt K. is out on Monday"
    assert answer.complete
    first = answer.found[0]
    assert first.summary == "1 presenter to be asked, hours unchanged"
    assert sentences(first) == [
        "Imani B. presents “Story” instead of Walt K.",
        "The book notes that Walt K. cannot come on Monday.",
    ]
    take(plan, answer)
    assert plan.presenters["Story"] == ("Imani B.",)
    with plan.database.read() as db:
        (walt,) = db.query(Booking).filter_by(presenter_id=plan.walt)
        assert walt.state is BookingState.CANCELLED
    plan.database.undo()
    assert plan.presenters["Story"] == ("Walt K.",)


def test_without_an_alternate_the_block_moves_to_where_its_presenter_can_come(plan):
    answer = mended(plan, PresenterOut(plan.ana, plan.days[0]))

    first = answer.found[0]
    assert first.summary == "Moves 1 block, 1 presenter to be asked, hours unchanged"
    take(plan, answer)
    assert plan.places["Law"][0] == 2
    assert plan.presenters["Law"] == ("Ana Ruiz",)


def test_who_leaves_early_is_missed_only_from_then_on(plan):
    answer = mended(plan, PresenterOut(plan.ana, plan.days[0], 600))

    assert answer.title == "Ana Ruiz is out on Monday from 10:00"
    assert answer.found[0].change.keeps_the_plan
    assert sentences(answer.found[0]) == [
        "The book notes that Ana Ruiz cannot come on Monday from 10:00 on."
    ]


def test_who_cannot_come_at_all_leaves_places_open_with_the_reason(plan):
    answer = mended(plan, PresenterOut(plan.ana))

    assert not answer.complete
    first = answer.found[0]
    assert first.open_places == 1
    assert "“Law” has no presenter without Ana Ruiz: somebody is still to be found." in sentences(
        first
    )
    (reason,) = answer.reasons
    assert reason.sentence == "“Law” takes 1 h, but Ana Ruiz has no time for it."
    assert [line.sentence for line in reason.lines] == ["Ana Ruiz is out."]
    take(plan, answer)
    assert plan.presenters["Law"] == plan.presenters["Veterans"] == ()


def test_an_alternate_who_cannot_come_is_told_of(plan):
    answer = mended(plan, PresenterOut(plan.imani, plan.days[0]))

    assert answer.found[0].summary == "Calls off 1 alternate, hours unchanged"
    assert sentences(answer.found[0])[:-1] == ["Imani B. is no longer an alternate of “Story”."]


def test_a_room_that_is_lost_is_changed_for_another(plan):
    answer = mended(plan, RoomLost(plan.gym, plan.days[0]))

    assert answer.title == "Gym cannot be had on Monday"
    first = answer.found[0]
    assert first.summary == "Changes 2 rooms, hours unchanged"
    assert "“Law” is in Hall instead of Gym." in sentences(first)
    assert not first.change.places


def test_a_lost_day_goes_to_the_other_and_its_breaks_go(plan):
    with plan.database.step("Break") as db:
        builders.block(
            db, "Coffee", day=db.get_one(CourseDay, plan.days[0]), start="11:00", minutes=15,
            delivery="break", pinned=True,
        )  # fmt: skip

    answer = mended(plan, DayLost(plan.days[0]))

    assert answer.title == "Nothing can be held on Monday"
    assert answer.complete
    take(plan, answer)
    assert plan.places["Law"][0] == plan.places["Story"][0] == 2
    assert plan.places["Coffee"] is None
    assert plan.places["Veterans"] is None


def test_a_wished_place_makes_others_give_way(plan):
    answer = mended(plan, MoveThere(plan.block("Law"), plan.days[0], 600))

    assert answer.title == "“Law” on Monday at 10:00"
    take(plan, answer)
    assert plan.places["Law"] == (1, 600)
    assert plan.places["Story"] not in {None, (1, 600)}


def test_a_wish_that_cannot_be_had_is_refused_with_what_clashes(plan):
    with plan.database.step("Pin") as db:
        pin_block(db, plan.block("Story"), pinned=True)

    answer = mended(plan, MoveThere(plan.block("Law"), plan.days[0], 600))

    assert answer.found == ()
    (reason,) = answer.reasons
    assert reason.minimal
    assert reason.sentence == "“Law” and “Story” cannot both be placed: 3 things clash."
    said = {line.sentence for line in reason.lines}
    assert {"“Story” is pinned to Monday 10:00.", "“Law” is wished at Monday 10:00."} < said


def test_moving_there_and_back_is_nothing(plan):
    before = plan.places

    take(plan, mended(plan, MoveThere(plan.block("Law"), plan.days[1], 540)))
    take(plan, mended(plan, MoveThere(plan.block("Law"), plan.days[0], 540)))

    assert plan.places == before


def test_where_nothing_was_lost_nothing_changes(plan):
    with plan.database.step("Arrange") as db:
        answer = arrange(plan.database, plan.course, Progress())
        accept(db, answer.found[0].change)

    where = plan.week.block[plan.block("Law")]
    for mishap in (RoomLost(plan.hall), MoveThere(where.id, where.day_id, where.start)):
        (one,) = mended(plan, mishap).found
        assert one.change.empty
        assert one.summary == "Nothing changes"
    (one,) = mended(plan, PresenterOut(plan.walt, plan.days[1])).found
    assert one.change.keeps_the_plan
    assert one.summary == "Nothing changes in the plan"


def test_the_book_notes_an_absence_so_that_nothing_is_planned_then(plan):
    out = PresenterOut(plan.ana, plan.days[0])
    take(plan, mended(plan, out))
    take(plan, mended(plan, out))

    with plan.database.read() as db:
        (noted,) = db.query(Availability).filter_by(presenter_id=plan.ana)
        assert (noted.kind, noted.start_minute, noted.end_minute) == ("no", 0, 1440)
    with plan.database.step("Back to Monday") as db:
        move_block(db, plan.block("Law"), course_day_id=plan.days[0], start_minute=540)
    assert "not_available" in {one.kind for one in findings(plan.week)}

    for _ in range(3):
        plan.database.undo()
    with plan.database.read() as db:
        assert not db.query(Availability).filter_by(presenter_id=plan.ana).count()


@pytest.mark.parametrize(
    "mishap", [PresenterOut(999), RoomLost(999), DayLost(999), MoveThere(999, 1)]
)
def test_what_is_not_in_the_course_is_refused(plan, mishap):
    with pytest.raises(Invalid):
        mended(plan, mishap)


def test_what_is_over_is_refused(plan):
    over = frozenset({plan.days[0]})

    for mishap in (DayLost(plan.days[0]), PresenterOut(plan.ana, plan.days[0])):
        with pytest.raises(IsOver, match="Monday is over"):
            mended(plan, mishap, over=over)
    with pytest.raises(IsOver, match="“Law” has happened"):
        mended(plan, MoveThere(plan.block("Law"), plan.days[1]), over=over)


def test_who_is_out_keeps_what_has_happened(plan):
    answer = mended(plan, PresenterOut(plan.walt), over=frozenset({plan.days[0]}))

    assert answer.found[0].change.keeps_the_plan
    assert sentences(answer.found[0]) == ["The book notes that Walt K. cannot come on Tuesday."]
