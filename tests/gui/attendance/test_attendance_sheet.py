from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weeks import block, part, week

from cittrainer.gui.attendance.sheet import Kind, Mark, Slot, cell, slots, there_of, ticks, total
from cittrainer.models import AttendanceMark, EnrollmentState, TraineeRole
from cittrainer.models.base import utc_now
from cittrainer.queries.attendance import Register, Trainee
from cittrainer.queries.attendance_entries import EntryValue
from cittrainer.services.attendance import Tick

PRESENT, LATE, EARLY = AttendanceMark.PRESENT, AttendanceMark.LATE, AttendanceMark.LEFT_EARLY
ABSENT, EXCUSED = AttendanceMark.ABSENT, AttendanceMark.EXCUSED


def trainee(enrollment_id=1, *, groups=(), excused=()):
    return Trainee(
        enrollment_id, enrollment_id, "O'Malley", "Siobhán", "", "", "Ridgeway PD",
        TraineeRole.OFFICER, "", EnrollmentState.ENROLLED, "", False, None, None, "", 1,
        frozenset(groups), frozenset(excused),
    )  # fmt: skip


def entry(mark, minutes, corrections=0):
    return EntryValue(1, mark, minutes, "", utc_now(), corrections)


A = block("A", 1, "8:00", 60)
B = block("B", 1, "9:00", 50)
LUNCH = block("Lunch", 1, "12:00", 60, delivery="lunch")
C = block("C", 1, "13:00", 60)


def book(*trainees, entries=None, blocks=(A, B, LUNCH, C)):
    return Register(week(*blocks, days=1), trainees or (trainee(),), entries or {})


def columns(one, *, half_days=False):
    return slots(one, one.week.days[0], half_days=half_days)


def shown(one, *, half_days=False, pending=None):
    return [cell(one, one.trainees[0], slot, pending) for slot in columns(one, half_days=half_days)]


def test_a_day_has_a_column_for_each_block_but_not_for_lunch():
    assert [slot.title for slot in columns(book())] == ["A", "B", "C"]


def test_half_days_are_divided_by_lunch():
    morning, afternoon = columns(book(), half_days=True)

    assert (morning.title, [b.title for b in morning.blocks]) == ("Morning", ["A", "B"])
    assert (afternoon.title, afternoon.start, afternoon.minutes) == ("Afternoon", 13 * 60, 60)


def test_a_day_without_lunch_is_one_half_day_and_one_without_blocks_none():
    assert [s.title for s in columns(book(blocks=(A, B)), half_days=True)] == ["Day"]
    assert columns(book(blocks=(LUNCH,)), half_days=True) == ()


@pytest.mark.parametrize(
    ("mark", "minutes", "kind", "text"),
    [
        (PRESENT, 60, Kind.PRESENT, ""),
        (LATE, 40, Kind.PART, "−20"),
        (EARLY, 60, Kind.PRESENT, ""),
        (LATE, 0, Kind.ABSENT, ""),
        (ABSENT, 0, Kind.ABSENT, ""),
        (EXCUSED, 0, Kind.EXCUSED, "E"),
    ],
)
def test_a_cell_shows_what_is_on_record(mark, minutes, kind, text):
    one = shown(book(entries={(1, A.id): entry(mark, minutes)}))[0]

    assert (one.kind, one.text) == (kind, text)


def test_what_was_ticked_a_moment_ago_lies_over_what_is_on_file():
    one = book(entries={(1, A.id): entry(ABSENT, 0, corrections=1)})

    first = shown(one, pending={(1, A.id): Mark(PRESENT, 60)})[0]

    assert first.kind is Kind.PRESENT
    assert first.corrected is not None


def test_cells_of_other_groups_and_excused_ones_are_told_apart_from_open_ones():
    theirs = block("Scenario", 1, "15:00", 60, part(group="Other"))
    one = book(trainee(excused=[B.id]), blocks=(A, B, theirs))

    kinds = [each.kind for each in shown(one)]

    assert kinds == [Kind.OPEN, Kind.BEFOREHAND, Kind.NOT_THEIRS]
    assert total(shown(one)).expected == 60
    assert there_of(shown(one)[1:]) == (0, 0)


def test_a_half_day_sums_its_blocks_and_is_open_until_all_are_recorded():
    one = book(entries={(1, A.id): entry(LATE, 40)})
    assert shown(one, half_days=True)[0].kind is Kind.OPEN

    both = replace(one, entries={**one.entries, (1, B.id): entry(PRESENT, 50)})
    morning = shown(both, half_days=True)[0]
    assert (morning.kind, morning.missed, morning.words) == (
        Kind.PART, 20, "there for a part, missed 20 minutes",
    )  # fmt: skip


def made(mark, missed, one=None):
    register = one or book()
    slot = columns(register, half_days=True)[0]
    return ticks(register.trainees[0], slot, mark, missed=missed, theirs=register.credited)


def test_minutes_missed_in_a_half_day_come_off_its_beginning_or_its_end():
    assert made(LATE, 70) == [Tick(1, A.id, LATE, missed=60), Tick(1, B.id, LATE, missed=10)]
    assert made(EARLY, 70) == [Tick(1, A.id, EARLY, missed=20), Tick(1, B.id, EARLY, missed=50)]
    assert made(LATE, 20) == [Tick(1, A.id, LATE, missed=20), Tick(1, B.id, PRESENT)]


def test_more_minutes_than_a_half_day_has_are_left_to_be_refused():
    assert made(LATE, 200)[-1] == Tick(1, B.id, LATE, missed=140)


@given(missed=st.integers(0, 110), mark=st.sampled_from([LATE, EARLY]))
def test_the_minutes_missed_are_spread_without_loss(missed, mark):
    assert sum(tick.missed or 0 for tick in made(mark, missed)) == missed


def test_only_open_blocks_are_ticked_with_the_rest():
    register = book(entries={(1, A.id): entry(ABSENT, 0)})
    slot = columns(register, half_days=True)[0]

    wanted = ticks(
        register.trainees[0], slot, PRESENT, theirs=register.credited, only_open=register.entries
    )

    assert wanted == [Tick(1, B.id, PRESENT)]


def test_a_slot_knows_its_minutes():
    assert Slot("Morning", 480, 600, (A, B)).minutes == 110
