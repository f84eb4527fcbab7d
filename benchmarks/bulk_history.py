"""The newest steps of the history, made up from the newest rows, as the program records them."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.writer import moment
from cittrainer.db.schema import HEAD
from cittrainer.models import Certificate, Change, Step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.bulk import Size
    from benchmarks.writer import Writer

_EDITS = 0.1
"""Share of the steps that edit a person."""
_WHO, _ACCOUNT = "Dana Whitfield", "dwhitfield"


class _Change(NamedTuple):
    table: str
    row_id: int
    uuid: bytes
    action: str = "insert"
    before: str | None = None
    after: str | None = None


class _Step(NamedTuple):
    at: str
    label: str
    changes: list[_Change]
    grouping: str = ""
    barrier: str = ""


def write(writer: Writer, random: Random, size: Size, today: date) -> None:
    """Write as many steps as the size asks for, after those that made the file."""
    steps = [
        *_ticks(writer, size.steps),
        *_enrollings(writer, size.steps),
        *_bookings(writer, size.steps),
        *_issues(writer, size.steps),
        *_edits(writer, random, int(size.steps * _EDITS), today),
    ]
    steps.sort(key=lambda step: step.at)
    kept = steps[-size.steps :]
    ((first,),) = writer.select("SELECT coalesce(max(id), 0) + 1 FROM step")
    writer.insert(
        Step,
        ("id", "label", "at", "who", "account", "origin", "kind", "barrier", "grouping", "schema"),
        (
            (number, step.label, step.at, _WHO, _ACCOUNT, "window", "do", step.barrier,
             step.grouping, HEAD)
            for number, step in enumerate(kept, first)
        ),
    )  # fmt: skip
    writer.insert(
        Change,
        ("step_id", "table_name", "row_id", "row_uuid", "action", "before", "after"),
        ((number, *change) for number, step in enumerate(kept, first) for change in step.changes),
    )


def _ticks(writer: Writer, most: int) -> Iterator[_Step]:
    """A step for each of the newest entries of attendance."""
    rows = writer.select(
        "SELECT a.id, a.uuid, a.recorded, b.id, b.title, p.first_name || ' ' || p.last_name "
        "FROM attendance_entry a JOIN block b ON b.id = a.block_id "
        "JOIN enrollment e ON e.id = a.enrollment_id JOIN person p ON p.id = e.person_id "
        "ORDER BY a.id DESC LIMIT ?",
        most,
    )
    for row_id, uuid, at, block_id, block, person in rows:
        change = _Change("attendance_entry", row_id, uuid)
        yield _Step(at, f"Tick {person} in {block}", [change], grouping=f"attendance:{block_id}")


def _enrollings(writer: Writer, most: int) -> Iterator[_Step]:
    """A step for each of the newest states that enrollments came into."""
    rows = writer.select(
        "SELECT s.id, s.uuid, s.recorded, s.state, e.id, e.uuid, c.number, "
        "p.first_name || ' ' || p.last_name, "
        "lag(s.state) OVER (PARTITION BY e.id ORDER BY s.id), e.state "
        "FROM enrollment_state s JOIN enrollment e ON e.id = s.enrollment_id "
        "JOIN course c ON c.id = e.course_id JOIN person p ON p.id = e.person_id "
        "WHERE s.id > (SELECT max(id) FROM enrollment_state) - ? AND s.state <> 'completed' "
        "ORDER BY s.id",
        most // 5,
    )
    for entry, entry_uuid, at, state, row_id, uuid, course, person, earlier, _ in rows:
        added = _Change("enrollment_state", entry, entry_uuid)
        if state == "nominated":
            change = _Change("enrollment", row_id, uuid)
            yield _Step(at, f"Nominate {person} for {course}", [change, added])
        elif earlier is not None:
            change = _update("enrollment", row_id, uuid, state=(earlier, state))
            yield _Step(at, f"Set {person} to {state} in {course}", [change, added])


def _bookings(writer: Writer, most: int) -> Iterator[_Step]:
    """A step for each of the newest states that bookings came into."""
    rows = writer.select(
        "SELECT s.id, s.uuid, s.recorded, s.state, b.id, b.uuid, p.public_name, "
        "lag(s.state) OVER (PARTITION BY b.id ORDER BY s.id) "
        "FROM booking_state s JOIN booking b ON b.id = s.booking_id "
        "JOIN presenter p ON p.id = b.presenter_id "
        "WHERE s.id > (SELECT max(id) FROM booking_state) - ? ORDER BY s.id",
        most // 5,
    )
    for entry, entry_uuid, at, state, row_id, uuid, presenter, earlier in rows:
        added = _Change("booking_state", entry, entry_uuid)
        if state == "invited":
            yield _Step(at, f"Ask {presenter}", [_Change("booking", row_id, uuid), added])
        elif earlier is not None:
            change = _update("booking", row_id, uuid, state=(earlier, state))
            yield _Step(at, f"{presenter}: {state}", [change, added])


def _issues(writer: Writer, most: int) -> Iterator[_Step]:
    """A step for the certificates of each of the newest courses, which cannot be undone."""
    issued: dict[tuple[int, str, str], list[_Change]] = defaultdict(list)
    rows = writer.select(
        "SELECT t.course_id, c.number, t.created, t.id, t.uuid, e.id, e.uuid, s.id, s.uuid "
        "FROM certificate t JOIN course c ON c.id = t.course_id "
        "JOIN enrollment e ON e.id = t.enrollment_id "
        "JOIN enrollment_state s ON s.enrollment_id = e.id AND s.state = 'completed' "
        "WHERE t.id > (SELECT max(id) FROM certificate) - ? ORDER BY t.id",
        most // 25,
    )
    for course_id, number, at, *keys in rows:
        row_id, uuid, enrollment, enrollment_uuid, entry, entry_uuid = keys
        issued[course_id, number, at] += [
            _Change("certificate", row_id, uuid),
            _update("enrollment", enrollment, enrollment_uuid, state=("enrolled", "completed")),
            _Change("enrollment_state", entry, entry_uuid),
        ]
    for (_, number, at), changes in issued.items():
        label = f"Issue {len(changes) // 3} certificates for {number}"
        yield _Step(at, label, changes, barrier=Certificate.__barrier__)


def _edits(writer: Writer, random: Random, most: int, today: date) -> Iterator[_Step]:
    """Changes of telephone numbers in the last sixty days."""
    midnight = datetime.combine(today, datetime.min.time(), UTC)
    rows = writer.select(
        "SELECT id, uuid, phone, first_name || ' ' || last_name FROM person WHERE id % 7 = 0 "
        "LIMIT ?",
        most,
    )
    for row_id, uuid, phone, name in rows:
        at = moment(midnight - timedelta(minutes=random.randrange(1, 60 * 1440)))
        change = _update("person", row_id, uuid, phone=(phone[:-1] + "x", phone))
        yield _Step(at, f"Edit {name}", [change])


def _update(table: str, row_id: int, uuid: bytes, **columns: tuple[Any, Any]) -> _Change:
    before = json.dumps({name: old for name, (old, _) in columns.items()})
    after = json.dumps({name: new for name, (_, new) in columns.items()})
    return _Change(table, row_id, uuid, "update", before, after)
