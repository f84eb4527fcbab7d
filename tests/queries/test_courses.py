from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import builders
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from cittrainer.errors import NotFound
from cittrainer.models import (
    ActualPresenter,
    AttendanceEntry,
    AttendanceMark,
    Booking,
    BookingState,
    Certificate,
    CourseState,
    Delivery,
    EnrollmentState,
    ExcusedBlock,
    GroupMember,
    Requirement,
    TraineeRole,
)
from cittrainer.queries.closing import closing
from cittrainer.queries.courses import course, course_id, courses, next_number
from cittrainer.queries.curricula import curricula, curriculum, modules_not_in_week
from cittrainer.queries.rooms import groups, rooms
from cittrainer.queries.standards import standard, standards
from cittrainer.queries.weeks import week
from cittrainer.rules.closing import what_is_missing
from cittrainer.services.courses import new_course
from cittrainer.services.curricula import add_version
from cittrainer.services.groups import make_groups


@contextmanager
def statements():
    """The statements that are sent to the database meanwhile."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def booking(db, part, presenter, **values):
    return builders.add(db, Booking(block_part_id=part.id, presenter_id=presenter.id, **values))


def small_course(db, number="CIT-2026-05"):
    """A course with a story on Monday, told by two, and three people of whom one waits."""
    one = builders.course(db, number, days=2, venue="Hall", seats=30)
    room = builders.room(db, f"Room of {number}", seats=12)
    story = builders.block(
        db,
        "Story",
        day=one.days[0],
        start="9:00",
        delivery=Delivery.STORY,
        room=room,
        topics={"Stories": 100},
    )
    builders.block(db, "Wellness", course=one, minutes=50)
    storyteller = builders.presenter(db, f"R. of {number}")
    alternate = builders.presenter(db, f"S. of {number}")
    booking(db, story.parts[0], storyteller)
    booking(db, story.parts[0], alternate, choice=2)
    builders.add(db, ActualPresenter(block_part_id=story.parts[0].id, presenter_id=alternate.id))
    for role, state in (
        (TraineeRole.OFFICER, EnrollmentState.ENROLLED),
        (TraineeRole.DISPATCHER, EnrollmentState.ENROLLED),
        (TraineeRole.OFFICER, EnrollmentState.WAITLISTED),
    ):
        builders.enrollment(db, one, builders.person(db), state=state).role = role
    db.flush()
    return one


def test_the_list_of_courses_counts_what_matters(database):
    with database.step("Prepare") as db:
        small_course(db)
        builders.course(db, "CIT-2026-09", first=date(2026, 9, 14), title="Later")
        builders.course(db, "EMPTY", days=0, title="No days")

    with database.read() as db:
        later, row, empty = courses(db)

    assert (later.number, empty.starts_on) == ("CIT-2026-09", None)
    assert (row.number, row.state, row.starts_on, row.ends_on, row.days) == (
        "CIT-2026-05",
        "planning",
        date(2026, 5, 4),
        date(2026, 5, 5),
        2,
    )
    assert (row.seats, row.enrolled, row.waiting, row.unconfirmed, row.unplaced) == (
        30, 2, 1, 1, 1,
    )  # fmt: skip


def test_a_course_is_shown_with_its_days_and_where_it_came_from(database):
    with database.step("Prepare") as db:
        version = add_version(
            db, code="C", title="Our week", modules=[{"title": "M", "minutes": 60}]
        )
        one = new_course(
            db, title="CIT", number="1", first_day=builders.MONDAY, curriculum_version_id=version
        )

    with database.read() as db:
        facts = course(db, one)

    assert (facts.row.number, facts.curriculum, facts.standard) == ("1", "Our week, version 1", "")
    first = facts.days[0]
    assert (first.date, first.blocks, first.closed) == (date(2026, 5, 4), 0, False)


def test_courses_are_found_by_their_number(database):
    with database.step("Prepare") as db:
        one = builders.course(db, "CIT-2026-05").id

    with database.read() as db:
        assert course_id(db, " cit-2026-05 ") == one
        with pytest.raises(NotFound, match="no course “X”. There are CIT-2026-05."):
            course_id(db, "X")


def test_a_free_number_is_proposed(database):
    with database.read() as db:
        assert next_number(db, builders.MONDAY) == "CIT-2026-05"
    with database.step("Prepare") as db:
        builders.course(db, "cit-2026-05")
        builders.course(db, "CIT-2026-05-2")

    with database.read() as db:
        assert next_number(db, builders.MONDAY) == "CIT-2026-05-3"


def test_a_week_holds_all_that_its_checks_need(database):
    with database.step("Prepare") as db:
        own = builders.standard(db, total_hours=40, minutes_per_hour=50)
        own.requirements.append(Requirement(topic="Stories", least_minutes=60))
        one = small_course(db)
        one.standard_id = own.id
        one.override_reason = "Snow"
        first, _ = make_groups(db, one.id, "Scenarios", 2)
        builders.add(
            db,
            GroupMember(
                enrollment_id=builders.enrollment(db, one, builders.person(db)).id, group_id=first
            ),
        )
        one_id = one.id

    with database.read() as db:
        plan = week(db, one_id)

    story, wellness = plan.blocks
    (part,) = story.parts
    assert (story.start, story.delivery, story.topics) == (540, "story", {"Stories": 100})
    assert (part.room, part.actual) == ("Room of CIT-2026-05", ("S. of CIT-2026-05",))
    assert [(b.presenter, b.state, b.order, b.holds_time) for b in part.bookings] == [
        ("R. of CIT-2026-05", "to_ask", 1, True),
        ("S. of CIT-2026-05", "to_ask", 2, False),
    ]
    assert plan.unplaced == (wellness,)
    assert (plan.enrolled, plan.non_sworn, plan.override_reason) == (3, 2, "Snow")
    assert [room.seats for room in plan.rooms.values()] == [12]
    assert plan.group_sizes == {first: 1}
    assert plan.standard is not None
    assert (plan.standard.total_minutes, plan.standard.requirements[0].topic) == (2000, "Stories")


def test_a_week_knows_what_other_courses_use_of_its_rooms_and_presenters(database):
    with database.step("Prepare") as db:
        mine = small_course(db)
        part = mine.blocks[0].parts[0]
        presenter = db.get_one(Booking, 1).presenter
        for number, state in (("B", CourseState.OPEN), ("C", CourseState.CANCELLED)):
            other = builders.course(db, number, days=3, state=state)
            block = builders.block(db, "Panel", day=other.days[0], start="9:30", room=part.room)
            booking(db, block.parts[0], presenter)
            off = builders.block(db, "Off", day=other.days[1], start="9:00")
            booking(db, off.parts[0], presenter, state=BookingState.DECLINED)
            builders.block(db, "Too late", day=other.days[2], room=part.room)
        mine_id, room_id, presenter_id = mine.id, part.room_id, presenter.id

    with database.read() as db:
        elsewhere = week(db, mine_id).elsewhere

    assert [(b.date, b.start, b.end, b.course, b.block) for b in elsewhere] == [
        (date(2026, 5, 4), 570, 630, "B", "Panel")
    ] * 2
    assert [(b.room_id, b.presenter_id) for b in elsewhere] == [
        (room_id, None),
        (None, presenter_id),
    ]


@pytest.mark.parametrize("read", [courses, rooms, standards, curricula])
def test_lists_take_one_query_however_long_they_are(database, read):
    counts = []
    for number in ("1", "2", "3"):
        with database.step("Prepare") as db:
            small_course(db, number)
            builders.standard(db, number)
            add_version(db, code=number, title="C", modules=[{"title": "M", "minutes": 60}])
        with database.read() as db, statements() as sent:
            rows = read(db)
        counts.append((len(rows), len([s for s in sent if s.startswith("SELECT")])))

    assert counts == [(1, 1), (2, 1), (3, 1)]


def test_a_week_takes_the_same_queries_however_full_it_is(database):
    with database.step("Prepare") as db:
        one = small_course(db)
        one_id = one.id
    counts = []
    for number in range(2):
        with database.step("More") as db:
            day = db.get_one(type(one), one_id).days[1]
            for hour in range(8, 16):
                block = builders.block(db, f"Block {number}", day=day, start=f"{hour}:00", parts=6)
                booking(db, block.parts[0], builders.presenter(db, f"P {number} {hour}"))
        with database.read() as db, statements() as sent:
            week(db, one_id)
        counts.append(len(sent))

    assert counts[0] == counts[1] <= 24


def test_closing_tells_what_the_records_lack(database):
    with database.step("Prepare") as db:
        one = small_course(db)
        story = one.blocks[0]
        here = builders.enrollment(db, one, builders.person(db))
        builders.add(
            db,
            AttendanceEntry(
                enrollment_id=here.id,
                block_id=story.id,
                mark=AttendanceMark.PRESENT,
                minutes=60,
            ),
        )
        excused = builders.enrollment(db, one, builders.person(db))
        builders.add(db, ExcusedBlock(enrollment_id=excused.id, block_id=story.id))
        for _ in range(2):
            done = builders.enrollment(
                db, one, builders.person(db), state=EnrollmentState.COMPLETED
            )
            builders.add(db, ExcusedBlock(enrollment_id=done.id, block_id=story.id))
        builders.add(
            db,
            Certificate(
                number="CIT-1",
                year=2026,
                sequence=1,
                course_id=one.id,
                enrollment_id=done.id,
                words={},
                issued_on=builders.MONDAY,
            ),
        )
        one_id = one.id

    with database.read() as db:
        value = closing(db, one_id)

    # Two were enrolled and never recorded; the third was, the fourth is excused.
    assert (value.attendance_missing, value.undecided, value.certificates_missing) == (2, 4, 1)
    assert [finding.sentence for finding in what_is_missing(value)] == [
        "“Wellness” has no time.",
        "R. of CIT-2026-05 has not confirmed.",
        "Monday and Tuesday are not closed.",
        "2 trainees lack attendance in a block.",
        "4 trainees are neither completed nor not completed.",
        "1 trainee has completed without a certificate.",
    ]


def test_modules_without_a_block_are_told(database):
    with database.step("Prepare") as db:
        version = add_version(
            db,
            code="C",
            title="C",
            sources=["A page"],
            modules=[
                {"title": "Kept", "minutes": 60, "day_number": 1, "start_minute": 480},
                {"title": "Dropped", "minutes": 45, "topics": {"Courts": 100}},
            ],
        )
        one = new_course(
            db, title="C", number="1", first_day=builders.MONDAY, curriculum_version_id=version
        )
    with database.read() as db:
        assert modules_not_in_week(db, one) == ()
        row = curriculum(db, version)
        assert (row.sources, [m.title for m in row.modules], row.row.days, row.row.minutes) == (
            ("A page",),
            ["Kept", "Dropped"],
            1,
            105,
        )
        assert row.row.courses == 1
    with database.step("Remove") as db:
        db.delete(next(b for b in db.get_one(builders.Course, one).blocks if b.title == "Dropped"))

    with database.read() as db:
        assert [module.title for module in modules_not_in_week(db, one)] == ["Dropped"]


def test_a_standard_is_shown_with_its_topics_and_groups_with_their_members(database):
    with database.step("Prepare") as db:
        own = builders.standard(db, sources=["Adm. Code"], note="Check it.", valid_months=24)
        own.requirements.append(Requirement(topic="Law", heading="Legal", least_minutes=240))
        one = builders.course(db)
        make_groups(db, one.id, "Tours", 2)
        own_id, one_id = own.id, one.id

    with database.read() as db:
        facts = standard(db, own_id)
        assert (facts.sources, facts.note, facts.valid_months) == (
            ("Adm. Code",),
            "Check it.",
            24,
        )
        assert facts.value.requirements[0].least_minutes == 240
        assert [(g.set_name, g.name, g.members) for g in groups(db, one_id)] == [
            ("Tours", "Group 1", 0),
            ("Tours", "Group 2", 0),
        ]
