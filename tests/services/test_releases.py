from __future__ import annotations

import builders
import pytest
from sqlalchemy import select

from cittrainer.db.undo import CannotUndo
from cittrainer.errors import ChangedMeanwhile
from cittrainer.models import (
    Booking,
    BookingState,
    ConfidentialRecord,
    Course,
    CourseState,
    Delivery,
    PlanRelease,
    Presenter,
    PresenterKind,
    ReleaseReceipt,
    Step,
)
from cittrainer.queries.release_recipients import recipients
from cittrainer.queries.releases import draft, release, releases
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.services import releases as services
from cittrainer.services.agencies import remove_agency
from cittrainer.services.blocks import move_block
from cittrainer.services.course_guards import CourseIsOver
from cittrainer.services.presenters import remove_presenter


def booked(db, block, presenter, role="presenter"):
    part = block.parts[0]
    return builders.add(
        db,
        Booking(
            block_part_id=part.id,
            presenter_id=presenter.id,
            role=role,
            state=BookingState.CONFIRMED,
        ),
    )


@pytest.fixture
def course(database):
    """Two days: Law by Dr. Ruiz on Monday at 8, a story on Tuesday at 10; one agency."""
    with database.step("Prepare") as db:
        made = builders.course(db, days=2, venue="Training Center", address="1 Main St\nRidgeway")
        monday, tuesday = made.days
        law = builders.block(db, "Law", day=monday, start="8:00")
        story = builders.block(db, "Stories", day=tuesday, start="10:00", delivery=Delivery.STORY)
        builders.block(db, "Exam", course=made)
        ruiz = builders.presenter(db, email="ruiz@example.org")
        sam = builders.presenter(
            db, "Sam", kind=PresenterKind.LIVED_EXPERIENCE, email="sam@example.org"
        )
        builders.add(db, ConfidentialRecord(presenter_id=sam.id, phone="555-0199"))
        booked(db, law, ruiz, "lead instructor")
        booked(db, story, sam, "lived experience")
        agency = builders.agency(db, contact_name="Sgt. Okafor", email="okafor@example.org")
        builders.enrollment(db, made, builders.person(db, agency=agency), agency=agency)
        return made.id


def said(database, course_id):
    with database.read() as db:
        return [one.sentence for one in findings(week(db, course_id))]


def released(database, course_id, **more):
    more.setdefault("acknowledged", said(database, course_id))
    with database.step("Release") as db:
        return services.release(db, course_id, **more)


def moved(database, title, start, day=0):
    with database.step("Move") as db:
        plan = week(db, db.scalar(select(Course.id)))
        (block,) = [one for one in plan.blocks if one.title == title]
        move_block(
            db, block.id, course_day_id=plan.days[day].id, start_minute=builders.minute(start)
        )


def got(database, release_id, presenters=(), agencies=()):
    with database.step("Note") as db:
        return services.note_receipts(db, release_id, presenter_ids=presenters, agency_ids=agencies)


def test_a_release_freezes_the_plan_with_what_was_acknowledged(database, course):
    found = said(database, course)
    assert found
    made = released(database, course, note="  First   draft out ")
    moved(database, "Law", "9:00")

    with database.read() as db:
        value, now = release(db, made), draft(db, course)
    assert (value.number, value.note) == (1, "First draft out")
    assert list(value.acknowledged) == list(dict.fromkeys(found))
    assert [(block.title, block.start) for block in value.plan.blocks] == [
        ("Law", 480),
        ("Stories", 600),
    ]
    assert value.plan.course.location == "Training Center, 1 Main St, Ridgeway"
    assert now.number == 2
    assert [(one.kind, "“Law”" in one.sentence) for one in now.changes] == [("moved", True)]
    assert now.sentence == "Draft: 1 change since release 1."


def test_the_week_knows_where_the_latest_release_has_its_blocks(database, course):
    with database.read() as db:
        assert (week(db, course).release, week(db, course).released) == (None, {})
    released(database, course)
    moved(database, "Law", "9:00")

    with database.read() as db:
        plan = week(db, course)
    law, story, _exam = plan.blocks
    monday, tuesday = plan.days
    assert plan.release == 1
    assert plan.released == {law.id: (monday.id, 480, 60), story.id: (tuesday.id, 600, 60)}


def test_numbers_follow_and_the_latest_release_comes_first(database, course):
    released(database, course)
    moved(database, "Law", "9:00")
    released(database, course)

    with database.read() as db:
        assert [one.number for one in releases(db, course)] == [2, 1]


def test_a_finding_that_nobody_acknowledged_refuses_the_release(database, course):
    seen = said(database, course)
    with pytest.raises(services.NotAcknowledged, match="acknowledged"):
        released(database, course, acknowledged=seen[1:])
    with database.read() as db:
        assert releases(db, course) == ()


def test_a_plan_that_was_changed_meanwhile_refuses_the_release(database, course):
    with database.read() as db:
        seen = draft(db, course).plan.digest
    moved(database, "Law", "9:00")

    with pytest.raises(ChangedMeanwhile):
        released(database, course, seen=seen)


def test_nothing_changed_is_refused_unless_asked_for(database, course):
    released(database, course)

    with pytest.raises(services.NothingChanged, match="since release 1"):
        released(database, course)
    released(database, course, again=True)
    with database.read() as db:
        assert [one.number for one in releases(db, course)] == [2, 1]


def test_a_course_without_placed_blocks_has_nothing_to_release(database):
    with database.step("Prepare") as db:
        empty = builders.course(db)
        builders.block(db, course=empty)
    with pytest.raises(services.NothingPlaced):
        released(database, empty.id)


@pytest.mark.parametrize("state", [CourseState.CLOSED, CourseState.CANCELLED])
def test_a_course_that_is_over_is_not_released(database, course, state):
    with database.step("End") as db:
        db.get_one(Course, course).state = state
    with pytest.raises(CourseIsOver):
        released(database, course)


def people(database, release_id):
    with database.read() as db:
        return {one.name: one for one in recipients(db, release_id)}


def test_everybody_hears_what_changed_since_the_release_that_they_last_got(database, course):
    first = released(database, course)
    told = people(database, first)
    assert list(told) == ["Dr. Ana Ruiz", "Sam", "Ridgeway PD"]
    assert got(database, first, [told["Dr. Ana Ruiz"].id], [told["Ridgeway PD"].id]) == 2
    moved(database, "Law", "9:00")
    second = released(database, course)
    assert got(database, second, [], [told["Ridgeway PD"].id]) == 1
    moved(database, "Stories", "11:00", day=1)
    third = people(database, released(database, course))

    assert (third["Dr. Ana Ruiz"].since, len(third["Dr. Ana Ruiz"].changes)) == (1, 1)
    assert third["Dr. Ana Ruiz"].sentence == "1 change since release 1."
    assert (third["Ridgeway PD"].since, len(third["Ridgeway PD"].changes)) == (2, 1)
    assert "Stories" in third["Ridgeway PD"].changes[0].sentence
    assert (third["Sam"].since, third["Sam"].before) == (None, None)
    assert third["Sam"].sentence == "The first release for them."


def test_a_recipient_is_addressed_without_what_is_confidential(database, course):
    told = people(database, released(database, course))

    assert (told["Dr. Ana Ruiz"].email, told["Sam"].email) == ("ruiz@example.org", "")
    assert told["Ridgeway PD"].salutation == "Sgt. Okafor"
    assert [one.name for one in told["Ridgeway PD"].trainees] == ["Siobhán O'Malley"]
    roles = {one.name: one.role for block in told["Sam"].now.blocks for one in block.presenters}
    assert roles == {"Dr. Ana Ruiz": "lead instructor", "Sam": "presenter"}
    with database.read() as db:
        stored = str([row.plan for row in db.scalars(select(PlanRelease))])
    for secret in ("lived", "555-0199", "example.org"):
        assert secret not in stored
        assert secret not in str(told["Sam"])


def test_a_presenter_who_was_dropped_still_hears_of_it(database, course):
    first = released(database, course)
    ruiz = people(database, first)["Dr. Ana Ruiz"].id
    got(database, first, [ruiz])
    with database.step("Cancel") as db:
        booking = db.scalars(select(Booking).where(Booking.presenter_id == ruiz)).one()
        booking.state = BookingState.CANCELLED
    second = released(database, course)

    (change,) = people(database, second)["Dr. Ana Ruiz"].changes
    assert change.sentence.startswith("No longer yours: “Law”")
    got(database, second, [ruiz])
    moved(database, "Stories", "11:00", day=1)
    assert "Dr. Ana Ruiz" not in people(database, released(database, course))


def test_a_receipt_is_noted_once_and_taken_back_by_undo(database, course):
    made = released(database, course)
    ruiz = people(database, made)["Dr. Ana Ruiz"].id
    assert got(database, made, [ruiz, ruiz]) == 1
    assert got(database, made, [ruiz]) == 0
    assert people(database, made)["Dr. Ana Ruiz"].got

    while people(database, made)["Dr. Ana Ruiz"].got:
        database.undo()


def test_a_release_is_undone_only_while_nobody_got_it(database, course):
    released(database, course)
    database.undo()
    with database.read() as db:
        assert releases(db, course) == ()

    made = released(database, course)
    got(database, made, [people(database, made)["Sam"].id])
    with database.read() as db:
        step = db.scalar(select(Step.id).order_by(Step.id.desc()).where(Step.label == "Release"))
    with pytest.raises(CannotUndo, match="release receipt"):
        database.undo(step)
    with database.read() as db:
        assert release(db, made).receipts == 1


def test_who_leaves_takes_their_receipts_along_and_undo_brings_them_back(database, course):
    made = released(database, course)
    with database.step("Prepare") as db:
        someone = builders.presenter(db, "Judge Lee").id
        agency = builders.agency(db, "Lakeview PD").id
    got(database, made, [someone], [agency])

    with database.step("Remove") as db:
        remove_presenter(db, someone)
        remove_agency(db, agency)
    with database.read() as db:
        assert db.scalars(select(ReleaseReceipt)).all() == []
    database.undo()
    with database.read() as db:
        assert db.get(Presenter, someone) is not None
        assert len(db.scalars(select(ReleaseReceipt)).all()) == 2
