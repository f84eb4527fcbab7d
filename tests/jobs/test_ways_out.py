"""A presenter who is out: who can stand in and why not, what each way means, accepted as one."""

from __future__ import annotations

from datetime import date

import builders
import pytest
from planned import planned

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.jobs.arranging import ALTERNATE, OF_BOOK, REPAIR, PresenterOut
from cittrainer.jobs.plan_problem import Limits
from cittrainer.jobs.progress import Progress
from cittrainer.jobs.ways_out import ways_out
from cittrainer.models import (
    AgencyNotBookedFor,
    Availability,
    AvailabilityKind,
    Block,
    Booking,
    BookingState,
    CourseState,
    Curriculum,
    CurriculumVersion,
    Module,
    Presenter,
    PresenterModule,
)
from cittrainer.rules.checks import findings
from cittrainer.services.arrangements import CannotBeBooked, accept
from cittrainer.services.blocks import move_block
from cittrainer.services.bookings import ask_next, book, set_state
from cittrainer.services.course_guards import CourseIsOver

LONG = "María José García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def plan(database):
    return planned(database)


def may_teach(plan, title, *names):
    """Put presenters into the book who may teach the module of a block; returns their ids."""
    with plan.database.step("Book") as db:
        block = db.get_one(Block, plan.block(title))
        if block.module_id is None:
            version = CurriculumVersion(
                curriculum=Curriculum(code=f"C{block.id}", title="Curriculum")
            )
            module = builders.add(
                db, Module(curriculum_version=version, title=title, minutes=block.minutes)
            )
            block.module_id = module.id
        module = db.get_one(Module, block.module_id)
        made = []
        for name in names:
            one = builders.presenter(db, name)
            builders.add(db, PresenterModule(presenter_id=one.id, lineage=module.lineage))
            made.append(one.id)
        return made


def out(plan, mishap, **limits):
    return ways_out(plan.database, plan.course, mishap, Progress(), Limits(**limits))


def told(answer):
    return [one.sentence for one in answer.standing]


def kinds(answer):
    return [(one.kind, one.open_places) for one in answer.found]


def take(plan, suggestion):
    with plan.database.step("Mend") as db:
        return accept(db, suggestion.change)


def test_alternates_and_the_book_stand_beside_repairs_with_what_each_means(plan):
    may_teach(plan, "Story", LONG)

    answer = out(plan, PresenterOut(plan.walt, plan.days[0]))

    assert [one.kind for one in answer.found][:2] == [ALTERNATE, OF_BOOK]
    assert told(answer) == [
        "Imani B., alternate of “Story”: has not said when they can come.",
        f"{LONG}, may teach “Story”: has not said when they can come.",
    ]
    first, second = answer.found[:2]
    assert first.summary == "Imani B. stands in: 1 presenter to be asked, hours unchanged"
    assert second.summary == f"{LONG} stands in: 1 presenter to be asked, hours unchanged"
    assert [line.sentence for line in second.effects.lines] == [
        "Hours and topics stay as they are.",
        f"Monday: {LONG} comes; Walt K. does not come.",
        "Nothing changes for the trainees’ times and rooms.",
    ]
    assert answer.reasons == ()


def test_what_is_the_same_as_a_repair_is_told_once(plan):
    answer = out(plan, PresenterOut(plan.walt, plan.days[0]))

    changes = [(one.change.bookings, one.change.places) for one in answer.found]
    assert len(set(changes)) == len(changes)
    assert answer.found[0].kind == ALTERNATE
    assert all(one.kind == REPAIR for one in answer.found[1:])


def test_who_stands_in_from_the_book_is_booked_as_to_be_asked(plan):
    (maria,) = may_teach(plan, "Law", LONG)

    take(plan, out(plan, PresenterOut(plan.ana, plan.days[0])).found[0])

    assert plan.presenters["Law"] == (LONG,)
    with plan.database.read() as db:
        (new,) = db.query(Booking).filter_by(presenter_id=maria)
        assert (new.state, new.choice, new.role) == (BookingState.TO_ASK, 1, "presenter")
        asked = {(b.state, b.choice) for b in db.query(Booking).filter_by(presenter_id=plan.ana)}
    assert asked == {(BookingState.CANCELLED, 2), (BookingState.INVITED, 1)}


def test_once_somebody_stands_in_the_place_is_not_to_be_filled_again(plan):
    take(plan, out(plan, PresenterOut(plan.walt, plan.days[0])).found[0])

    assert plan.presenters["Story"] == ("Imani B.",)
    with plan.database.read() as db:
        (part,) = db.get_one(Block, plan.block("Story")).parts
        part_id = part.id
    with (
        pytest.raises(Invalid, match="Nobody who is a first choice for “Story” has called off"),
        plan.database.step("Ask the next") as db,
    ):
        ask_next(db, part_id, "presenter")


@pytest.mark.parametrize("who", ["ana", "walt"])
@pytest.mark.parametrize("whole", [True, False])
def test_every_way_can_be_accepted_and_taken_back_whole(plan, who, whole):
    may_teach(plan, "Law", LONG, "Rae Lund")
    may_teach(plan, "Story", "Denny R.")
    mishap = PresenterOut(getattr(plan, who), None if whole else plan.days[0])
    before = on_file(plan)
    ways = len(out(plan, mishap).found)
    assert ways >= 2

    for number in range(ways):
        # Undo makes every record it touches a newer one, so that the ways are looked for anew.
        take(plan, out(plan, mishap).found[number])
        on_monday = plan.week.on(plan.days[0])
        assert on_file(plan) != before
        assert not any(mishap.presenter_id in block.expected for block in on_monday)
        plan.database.undo()
        assert on_file(plan) == before


def on_file(plan):
    """Where each block is, and who is booked for it how."""
    return plan.places, [
        (b.presenter_id, b.state, b.order)
        for block in plan.week.blocks
        for part in block.parts
        for b in part.bookings
    ]


def test_somebody_elsewhere_then_or_not_available_cannot_stand_in_and_it_is_said_why(plan):
    busy, away, elsewhere = may_teach(plan, "Law", "Busy", "Away", "Elsewhere")
    with plan.database.step("Times") as db:
        story = db.get_one(Block, plan.block("Story"))
        move_block(db, story.id, course_day_id=plan.days[0], start_minute=570)
        book(db, story.parts[0].id, busy)
        no = Availability(presenter_id=away, kind=AvailabilityKind.NO, on_date=date(2026, 5, 4))
        builders.add(db, no)
        other = builders.course(db, "CIT-2", days=1)
        there = builders.block(db, "Talk", day=other.days[0], start="9:30", minutes=60)
        book(db, there.parts[0].id, elsewhere)

    answer = out(plan, PresenterOut(plan.ana, plan.days[0]))

    assert told(answer) == [
        "Away, may teach “Law”: is not available then.",
        "Busy, may teach “Law”: is in “Story” then.",
        "Elsewhere, may teach “Law”: is in “Talk” of CIT-2 then.",
    ]
    assert all(one.kind == REPAIR for one in answer.found)


def test_an_alternate_who_declined_is_named_and_not_proposed(plan):
    with plan.database.step("Declined") as db:
        (imani,) = db.query(Booking).filter_by(presenter_id=plan.imani)
        set_state(db, [imani.id], BookingState.DECLINED)

    answer = out(plan, PresenterOut(plan.walt, plan.days[0]))

    assert told(answer) == ["Imani B., alternate of “Story”: has declined."]
    assert ALTERNATE not in {one.kind for one in answer.found}


def test_who_is_at_a_limit_of_their_own_is_not_proposed(plan):
    (rae,) = may_teach(plan, "Law", "Rae Lund")
    with plan.database.step("Limit") as db:
        db.get_one(Presenter, rae).most_a_month = 1
        other = builders.course(db, "CIT-2", days=2)
        there = builders.block(db, "Talk", day=other.days[1], start="9:30", minutes=60)
        book(db, there.parts[0].id, rae)

    answer = out(plan, PresenterOut(plan.ana, plan.days[0]))

    assert told(answer) == [
        "Rae Lund, may teach “Law”: is at a limit of their own, 1 of 1 talks in May 2026."
    ]
    assert OF_BOOK not in {one.kind for one in answer.found}


def bar(plan, *presenter_ids):
    """Enroll an officer of an agency for which some are not to be booked."""
    with plan.database.step("Bar") as db:
        agency = builders.agency(db, "Ridgeway PD")
        person = builders.person(db, agency=agency)
        builders.enrollment(db, db.get_one(builders.Course, plan.course), person)
        for one in presenter_ids:
            builders.add(db, AgencyNotBookedFor(presenter_id=one, agency_id=agency.id))


def test_nobody_is_proposed_who_cannot_be_booked_and_no_more_is_said(plan):
    (rae,) = may_teach(plan, "Story", "Rae Lund")
    bar(plan, plan.imani, rae)

    answer = out(plan, PresenterOut(plan.walt, plan.days[0]))

    assert told(answer) == [
        "Imani B. cannot be booked for this course.",
        "Rae Lund cannot be booked for this course.",
    ]
    assert {one.kind for one in answer.found} <= {REPAIR}


def test_who_cannot_be_booked_by_now_is_not_booked_by_accepting(plan):
    (rae,) = may_teach(plan, "Law", "Rae Lund")
    answer = out(plan, PresenterOut(plan.ana, plan.days[0]))
    bar(plan, rae)

    with pytest.raises(CannotBeBooked, match="Rae Lund cannot be booked for this course"):
        take(plan, answer.found[0])
    assert plan.presenters["Law"] == ("Ana Ruiz",)


def test_a_plan_changed_meanwhile_is_not_overwritten(plan):
    answer = out(plan, PresenterOut(plan.walt, plan.days[0]))
    with plan.database.step("Move") as db:
        move_block(db, plan.block("Law"), course_day_id=plan.days[1], start_minute=540)

    with pytest.raises(ChangedMeanwhile):
        take(plan, answer.found[0])
    assert plan.presenters["Story"] == ("Walt K.",)


def test_several_blocks_are_shared_out_among_those_who_can(plan):
    with plan.database.step("Move") as db:
        move_block(db, plan.block("Veterans"), course_day_id=plan.days[0], start_minute=540)
    rae, denny = may_teach(plan, "Law", "Rae Lund", "Denny R.")
    with plan.database.step("Teach") as db:
        veterans = db.get_one(Block, plan.block("Veterans"))
        veterans.module_id = db.get_one(Block, plan.block("Law")).module_id

    answer = out(plan, PresenterOut(plan.ana))
    take(plan, answer.found[0])

    # Both blocks are at nine: whoever takes one cannot take the other.
    assert kinds(answer)[0] == (OF_BOOK, 0)
    taken = plan.presenters["Law"] + plan.presenters["Veterans"]
    assert sorted(taken) == ["Denny R.", "Rae Lund"]
    assert not [one for one in findings(plan.week) if one.kind == "presenter_twice"]
    assert {rae, denny}.isdisjoint({plan.ana})


def test_a_course_that_is_over_has_no_ways_out(plan):
    with plan.database.step("Cancel") as db:
        db.get_one(builders.Course, plan.course).state = CourseState.CANCELLED

    with pytest.raises(CourseIsOver):
        out(plan, PresenterOut(plan.walt))


def test_for_what_nobody_is_known_is_said(plan):
    answer = out(plan, PresenterOut(plan.ana, plan.days[0]))

    assert answer.nobody == (
        "Neither an alternate nor somebody of the book is known for “Law”. "
        "Who may teach a module is noted in the book."
    )
    assert out(plan, PresenterOut(plan.walt, plan.days[0])).nobody == ""


def test_from_a_moment_on_only_what_is_to_come_is_lost(plan):
    answer = out(plan, PresenterOut(plan.walt, plan.days[0], 700))

    assert answer.standing == ()
    assert answer.found[0].change.keeps_the_plan
