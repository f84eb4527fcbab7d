from __future__ import annotations

from contextlib import contextmanager

import builders
import pytest
from sqlalchemy import Engine, event
from taught import TODAY, attend, taught

from cittrainer.models import (
    AttendanceMark,
    Course,
    CourseGroup,
    Delivery,
    ExcusedBlock,
    GroupMember,
    Standard,
)
from cittrainer.queries.attendance import register
from cittrainer.queries.certificates import certificates
from cittrainer.queries.closing import closing
from cittrainer.queries.completion import completion_list
from cittrainer.services.attendance import Tick, record
from cittrainer.services.certificates import issue


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


def read(database, query, *args):
    with database.read() as db:
        return query(db, *args)


@pytest.mark.parametrize("query", [register, completion_list, closing])
def test_more_people_take_no_more_statements(database, query):
    counts = []
    for number, people in enumerate((1, 3)):
        with database.step("Prepare") as db:
            made = taught(db, people=people, number=f"C-{number}", first=builders.MONDAY)
        attend(database, made)
        with database.read() as db, statements() as sent:
            query(db, made.course_id)
        counts.append(len(sent))

    assert counts[0] == counts[1] <= 24


def test_more_certificates_take_no_more_statements(database):
    counts = []
    for people in (1, 3):
        with database.step("Prepare") as db:
            made = taught(db, people=people, number=f"C-{people}")
        attend(database, made)
        with database.step("Issue") as db:
            issue(db, made.course_id, today=TODAY)
        with database.read() as db, statements() as sent:
            rows = certificates(db)
        counts.append((len(rows), len(sent)))

    assert [rows for rows, _sent in counts] == [1, 4]
    assert counts[0][1] == counts[1][1] <= 2


def test_the_latest_entry_counts_and_says_how_often_it_was_corrected(database):
    with database.step("Prepare") as db:
        made = taught(db)
    one, block = made.trainees[0], made.blocks[0]
    for tick in (Tick(one, block), Tick(one, block, AttendanceMark.LATE, 40)):
        with database.step("Tick") as db:
            record(db, [tick], reason="Came at 8:20.")

    entry = read(database, register, made.course_id).entries[one, block]

    assert (entry.mark, entry.minutes, entry.corrections) == (AttendanceMark.LATE, 40, 1)
    assert entry.reason == "Came at 8:20."


def test_breaks_are_ticked_only_where_the_standard_counts_them(database):
    with database.step("Prepare") as db:
        made = taught(db, people=1)
        course = db.get_one(Course, made.course_id)
        builders.block(db, "Break", day=course.days[0], start="12:00", delivery=Delivery.BREAK)
        course.standard_id = builders.standard(db, breaks_count=False).id
    book = read(database, register, made.course_id)
    assert [block.title for block in book.blocks(book.week.days[0])] == ["Block 1", "Block 2"]

    with database.step("Count them") as db:
        standard = db.get_one(Course, made.course_id).standard_id
        db.get_one(Standard, standard).breaks_count = True

    book = read(database, register, made.course_id)
    ticked = {block.id for block in book.blocks(book.week.days[0])}
    assert len(ticked) == 3
    assert {block for _one, block in book.open_pairs(made.days[0])} == ticked


def test_blocks_of_other_groups_and_excused_ones_are_not_expected(database):
    with database.step("Prepare") as db:
        made = taught(db)
        group = builders.add(db, CourseGroup(course_id=made.course_id, name="A"))
        db.add(GroupMember(enrollment_id=made.trainees[0], group_id=group.id))
        db.add(ExcusedBlock(enrollment_id=made.trainees[1], block_id=made.blocks[1]))
        block = builders.block(
            db, "Scenario", day=db.get_one(Course, made.course_id).days[0], start="13:00"
        )
        block.parts[0].group_id = group.id

    book = read(database, register, made.course_id)

    assert {one for one, each in book.open_pairs(made.days[0]) if each == block.id} == {
        made.trainees[0]
    }
    assert (made.trainees[1], made.blocks[1]) not in book.open_pairs(made.days[0])
    assert (made.trainees[1], made.blocks[1]) in book.credited
    assert (made.trainees[2], block.id) not in book.credited


def test_closing_counts_the_trainees_with_open_attendance(database):
    with database.step("Prepare") as db:
        made = taught(db, days=2)
    with database.step("Tick") as db:
        record(db, [Tick(made.trainees[0], block) for block in made.blocks])
        record(db, [Tick(made.trainees[1], made.blocks[0])])

    assert read(database, closing, made.course_id).attendance_missing == 2
