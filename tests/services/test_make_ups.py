"""A block missed in one course and made up in another counts for the first."""

from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest
from pypdf import PdfReader
from sqlalchemy import select
from taught import attend, taught

from cittrainer.errors import Invalid, UserError
from cittrainer.jobs import papers
from cittrainer.models import (
    AttendanceMark,
    Block,
    Course,
    CourseState,
    Enrollment,
    MakeUp,
)
from cittrainer.queries import make_ups as queries
from cittrainer.queries.attendance import register
from cittrainer.queries.completion import completion_list
from cittrainer.services import attendance
from cittrainer.services.make_ups import (
    AlreadyThere,
    MadeUp,
    NoSeatForGuest,
    OtherSubject,
    arrange,
    call_off,
)

ABSENT = AttendanceMark.ABSENT
NEXT = date(2026, 6, 1)
BETWEEN = date(2026, 5, 20)


@pytest.fixture
def both(database):
    """A course in which the first trainee missed the second block, and the next course."""
    with database.step("Prepare") as db:
        first = taught(db, number="CIT-1")
        second = taught(db, people=2, number="CIT-2", first=NEXT, seats=4)
        moved = db.scalars(
            select(Enrollment).where(Enrollment.id.in_(second.trainees)).order_by(Enrollment.id)
        )
        for one in moved:
            one.person.last_name = f"{one.person.last_name}-Next"
    attend(database, first, but={(first.trainees[0], first.blocks[1]): ABSENT})
    return first, second


def do(database, act, *args, **values):
    with database.step("Do") as db:
        return act(db, *args, **values)


def outcome(database, course_id, enrollment_id):
    with database.read() as db:
        rows = completion_list(db, course_id).rows
    (row,) = (one for one in rows if one.trainee.enrollment_id == enrollment_id)
    return row.outcome


def missed(database, course_id):
    with database.read() as db:
        return queries.of_course(db, course_id, today=BETWEEN)


def test_a_missed_block_is_offered_where_the_same_is_taught(database, both):
    first, second = both

    (one,) = missed(database, first.course_id)

    assert one.enrollment_id == first.trainees[0]
    assert not one.completed
    (block,) = one.blocks
    assert (block.title, block.missed) == ("Block 2", 60)
    (place,) = block.proposals
    assert (place.place.course, place.place.on, place.place.free) == ("CIT-2", NEXT, 2)
    assert place.why == "the same title"
    assert place.place.block_id == second.blocks[1]


def test_what_is_made_up_counts_for_the_first_course(database, both):
    first, second = both
    one = first.trainees[0]
    assert outcome(database, first.course_id, one).percent == 50

    do(database, arrange, one, first.blocks[1], second.blocks[1])
    assert outcome(database, first.course_id, one).percent == 50
    do(database, attendance.record, [attendance.Tick(one, second.blocks[1])])

    after = outcome(database, first.course_id, one)
    assert after.completed
    assert (after.percent, after.present_minutes) == (100, 120)
    (left,) = missed(database, first.course_id)
    assert left.completed
    assert [row.minutes for row in left.blocks[0].arranged] == [60]


def test_a_part_that_is_made_up_counts_as_that_part(database, both):
    first, second = both
    one = first.trainees[0]
    do(database, arrange, one, first.blocks[1], second.blocks[1])

    late = attendance.Tick(one, second.blocks[1], AttendanceMark.LATE, missed=40)
    do(database, attendance.record, [late])

    assert outcome(database, first.course_id, one).present_minutes == 80


def test_the_guest_stands_in_the_other_course_and_in_none_of_its_results(database, both):
    first, second = both
    one = first.trainees[0]
    do(database, arrange, one, first.blocks[1], second.blocks[1])

    with database.read() as db:
        book = register(db, second.course_id)
        outcomes = completion_list(db, second.course_id)
        day = db.get_one(Block, second.blocks[1]).course_day_id

    (guest,) = book.guests
    assert (guest.course, guest.blocks) == ("CIT-1", {second.blocks[1]})
    assert len(book.everybody) == 3
    assert (one, second.blocks[1]) in book.open_pairs(day)
    assert (one, second.blocks[0]) not in book.credited
    assert len(outcomes.rows) == 2


def test_the_sheet_to_sign_names_the_guest_only_in_their_block(database, both, tmp_path):
    first, second = both
    do(database, arrange, first.trainees[0], first.blocks[1], second.blocks[1])

    path = papers.write(
        database,
        papers.kind("sign-in-blocks"),
        second.course_id,
        tmp_path / "sheets.pdf",
        today=BETWEEN,
    )

    one, two = (page.extract_text() for page in PdfReader(path).pages)
    assert "Makes up for" not in one
    assert "Makes up for CIT-1" in " ".join(two.split())


def test_a_sheet_of_a_day_that_is_over_says_that_it_was_printed_later(database, both, tmp_path):
    _first, second = both
    paper = papers.kind("sign-in")

    before = papers.write(database, paper, second.course_id, tmp_path / "before.pdf", today=NEXT)
    after = papers.write(
        database, paper, second.course_id, tmp_path / "after.pdf", today=NEXT + timedelta(days=1)
    )

    assert "AFTER THE FACT" not in PdfReader(before).pages[0].extract_text()
    assert "AFTER THE FACT" in PdfReader(after).pages[0].extract_text()


def test_a_block_of_another_subject_needs_a_note(database, both):
    first, second = both
    args = (first.trainees[0], first.blocks[1], second.blocks[0])

    with pytest.raises(OtherSubject, match="“Block 1” does not teach what “Block 2” does"):
        do(database, arrange, *args)

    assert do(database, arrange, *args, note="Taught by the same instructor.")


def test_a_full_course_takes_no_guest(database, both):
    first, second = both
    with database.step("Fewer seats") as db:
        db.get_one(Course, second.course_id).seats = 3
    do(database, arrange, first.trainees[0], first.blocks[1], second.blocks[1])

    with pytest.raises(NoSeatForGuest, match="Every seat of CIT-2 is taken"):
        do(database, arrange, first.trainees[1], first.blocks[1], second.blocks[1])

    blocks = missed(database, first.course_id)[0].blocks
    assert all(one.place.block_id != second.blocks[1] for one in blocks[0].proposals)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("own course", "belongs to CIT-1 itself"),
        ("other missed", "is no block of CIT-1"),
        ("cancelled", "CIT-2 is cancelled"),
        ("unplaced", "stands on no day of CIT-2"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(database, both, wrong, words):
    first, second = both
    one, gone, there = first.trainees[0], first.blocks[1], second.blocks[1]
    with database.step("Prepare") as db:
        if wrong == "cancelled":
            db.get_one(Course, second.course_id).state = CourseState.CANCELLED
        if wrong == "unplaced":
            block = db.get_one(Block, there)
            block.course_day_id = block.start_minute = None
    if wrong == "own course":
        there = first.blocks[0]
    if wrong == "other missed":
        gone = second.blocks[0]

    with pytest.raises(UserError, match=words):
        do(database, arrange, one, gone, there)

    with database.read() as db:
        assert db.scalars(select(MakeUp)).all() == []


def test_nobody_makes_up_twice_in_one_block_nor_where_they_sit_anyway(database, both):
    first, second = both
    one = first.trainees[0]
    do(database, arrange, one, first.blocks[1], second.blocks[1])
    with pytest.raises(AlreadyThere, match="makes something up in “Block 2” of CIT-2 already"):
        do(database, arrange, one, first.blocks[0], second.blocks[1], note="Once more.")

    with database.step("Enroll") as db:
        person = db.get_one(Enrollment, first.trainees[1]).person
        builders.enrollment(db, db.get_one(Course, second.course_id), person)
    with pytest.raises(AlreadyThere, match="sits in CIT-2 as a trainee already"):
        do(database, arrange, first.trainees[1], first.blocks[1], second.blocks[1])


def test_attendance_elsewhere_without_a_make_up_is_refused(database, both):
    first, second = both

    with pytest.raises(UserError, match="of two courses"):
        do(
            database,
            attendance.record,
            [attendance.Tick(first.trainees[0], second.blocks[1])],
        )


def test_a_make_up_is_called_off_until_attendance_is_on_record(database, both):
    first, second = both
    one = first.trainees[0]
    made = do(database, arrange, one, first.blocks[1], second.blocks[1])
    do(database, call_off, made)
    assert missed(database, first.course_id)[0].blocks[0].arranged == ()

    made = do(database, arrange, one, first.blocks[1], second.blocks[1])
    do(database, attendance.record, [attendance.Tick(one, second.blocks[1])])
    with pytest.raises(MadeUp, match="is on record, so the make-up stays"):
        do(database, call_off, made)


def test_more_minutes_than_the_block_has_are_refused_for_a_guest_too(database, both):
    first, second = both
    one = first.trainees[0]
    do(database, arrange, one, first.blocks[1], second.blocks[1])

    with pytest.raises(Invalid, match="nobody can miss 61 minutes"):
        do(
            database,
            attendance.record,
            [attendance.Tick(one, second.blocks[1], AttendanceMark.LATE, missed=61)],
        )
