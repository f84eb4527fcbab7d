from __future__ import annotations

from datetime import date

import builders
import pytest

from cittrainer.errors import NotFound
from cittrainer.models import (
    Availability,
    AvailabilityKind,
    BlockPart,
    BookingState,
    ConfidentialRecord,
    CourseState,
    Curriculum,
    CurriculumVersion,
    Module,
    PresenterKind,
    PresenterModule,
    Qualification,
)
from cittrainer.queries.candidates import offer
from cittrainer.rules.candidates import Slot
from cittrainer.services.bookings import book

TODAY = date(2026, 5, 1)


def offered(database, part_id):
    with database.read() as db:
        return offer(db, part_id, today=TODAY)


def by_name(database, part_id):
    return {one.name: one for one in offered(database, part_id).candidates}


@pytest.fixture
def slot(database):
    """The id of a part of a block on Monday at 10:00 that comes from a module of the library."""
    with database.step("Fill") as db:
        curriculum = builders.add(db, Curriculum(code="C", title="Course"))
        versions = [
            builders.add(db, CurriculumVersion(curriculum_id=curriculum.id, number=number))
            for number in (1, 2)
        ]
        law, again = (
            builders.add(
                db,
                Module(curriculum_version_id=one.id, title="Law", minutes=60, lineage=b"L" * 16),
            )
            for one in versions
        )
        monday, _tuesday = builders.course_days(db, 2)
        block = builders.block(
            db, "Law", day=monday, start="10:00", qualification="CIT instructor", module_id=law.id
        )
        for name, lineage in (("Teaches", again.lineage), ("Teaches others", b"x" * 16)):
            one = builders.presenter(db, name)
            builders.add(db, PresenterModule(presenter_id=one.id, lineage=lineage))
        builders.presenter(db, "Unknown")
        builders.presenter(db, "Inactive", active=False)
        return block.parts[0].id


def test_who_teaches_the_module_in_any_version_is_known(database, slot):
    found = offered(database, slot)

    assert found.slot == Slot(builders.MONDAY, "CIT instructor", has_module=True)
    assert [(one.name, one.teaches) for one in found.candidates] == [
        ("Teaches", True),
        ("Teaches others", False),
        ("Unknown", None),
    ]


def test_a_part_that_is_gone_is_told(database):
    with pytest.raises(NotFound):
        offered(database, 7)


def test_times_and_qualifications_are_those_of_the_day(database, slot):
    with database.step("Fill") as db:
        held = builders.presenter(db, "Held")
        held.qualifications.append(Qualification(name="cit Instructor", expires_on=builders.MONDAY))
        held.availability.append(
            Availability(kind=AvailabilityKind.PREFERRED, weekday=0, start_minute=540)
        )
        over = builders.presenter(db, "Over")
        over.qualifications.append(
            Qualification(name="CIT instructor", expires_on=date(2026, 5, 3))
        )
        over.availability.append(Availability(kind=AvailabilityKind.NO, weekday=0))

    found = by_name(database, slot)

    assert (found["Held"].lacks, found["Held"].said) == (False, "preferred")
    assert (found["Over"].lacks, found["Over"].said) == (True, "no")
    assert (found["Unknown"].lacks, found["Unknown"].said) == (True, "unanswered")


@pytest.mark.parametrize(
    ("start", "minutes", "busy"),
    [("9:00", 60, False), ("9:00", 65, True), ("10:55", 60, True), ("11:00", 60, False)],
)
def test_somebody_in_another_course_at_the_same_minute_is_elsewhere(
    database, slot, start, minutes, busy
):
    with database.step("Fill") as db:
        other = builders.course(db, "CIT-9", days=1)
        block = builders.block(db, "Panel", day=other.days[0], start=start, minutes=minutes)
        one = builders.presenter(db, "Ana")
        book(db, block.parts[0].id, one.id)

    found = by_name(database, slot)["Ana"]

    assert found.elsewhere == ("“Panel” of CIT-9" if busy else "")
    assert bool(found.warning) is busy


@pytest.mark.parametrize(
    ("choice", "state", "called_off"),
    [
        (2, BookingState.CONFIRMED, False),
        (1, BookingState.DECLINED, False),
        (1, BookingState.CONFIRMED, True),
    ],
)
def test_alternates_and_what_is_called_off_leave_somebody_free(
    database, slot, choice, state, called_off
):
    with database.step("Fill") as db:
        other = builders.course(db, "CIT-9", days=1)
        block = builders.block(db, "Panel", day=other.days[0], start="10:00")
        book(db, block.parts[0].id, builders.presenter(db, "Ana").id, choice=choice, state=state)
        other.state = CourseState.CANCELLED if called_off else CourseState.OPEN

    assert by_name(database, slot)["Ana"].elsewhere == ""


def test_in_the_same_course_the_block_is_named_and_another_room_of_it_too(database, slot):
    with database.step("Fill") as db:
        here = db.get_one(BlockPart, slot).block
        here.parts.append(BlockPart(position=1))
        side = builders.block(db, "Tour", day=here.course_day, start="10:30")
        db.flush()
        book(db, here.parts[1].id, builders.presenter(db, "Ana").id)
        book(db, side.parts[0].id, builders.presenter(db, "Ben").id)

    found = by_name(database, slot)

    assert found["Ana"].elsewhere == "another part of “Law”"
    assert found["Ben"].elsewhere == "“Tour”"


def test_talks_count_around_the_day_of_the_block_and_roles_are_remembered(database, slot):
    with database.step("Fill") as db:
        one = builders.presenter(db, "Ana", most_a_month=2)
        same = builders.course(db, "CIT-7", days=1, first=date(2026, 5, 20))
        earlier = builders.course(db, "CIT-6", days=1, first=date(2026, 4, 20))
        for course in (same, earlier):
            part = builders.block(db, day=course.days[0]).parts[0]
            book(db, part.id, one.id, role="Coach", state=BookingState.CONFIRMED)

    found = by_name(database, slot)["Ana"]

    assert (found.use.month, found.use.year, found.limits.most_a_month) == (1, 2, 2)
    assert found.roles == {"coach"}


def test_whoever_cannot_be_booked_is_offered_with_that_sentence_and_no_more(database, slot):
    with database.step("Fill") as db:
        one = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        builders.add(
            db,
            ConfidentialRecord(
                presenter_id=one.id,
                consent_on=date(2025, 1, 1),
                consent_withdrawn_on=date(2026, 4, 1),
                consent_scope="First name only",
            ),
        )

    found = by_name(database, slot)["Marcus T."]

    assert found.barred.startswith("Marcus T. cannot be booked ")
    for told in ("lived", "consent", "withdrawn", "First name"):
        assert told not in repr(offered(database, slot)).casefold()


def test_a_block_without_a_place_is_offered_to_everybody(database):
    with database.step("Fill") as db:
        block = builders.block(db, course=builders.course(db))
        builders.presenter(db, "Ana")
        part_id = block.parts[0].id

    (one,) = offered(database, part_id).candidates

    assert (one.said, one.elsewhere, one.teaches, one.lacks) == ("", "", None, False)
