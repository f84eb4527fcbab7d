"""Takes a step back by playing its changes the other way round, or says why it cannot.

Undoing is itself a step; bringing a step again is undoing the undo. Each such step points at
the one that it reversed, so every step has a chain behind it whose last member is in force.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from cittrainer.db.recording import Recorder, RowChange, restored, row_values
from cittrainer.db.sqlite import MAY_WRITE
from cittrainer.errors import UserError
from cittrainer.models import AttendanceEntry, Base, Block, Change, CourseDay, Step
from cittrainer.models.base import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Column, FromClause, Table
    from sqlalchemy.orm import Session

CHUNK = 500
"""Rows read or written with one statement."""


class CannotUndo(UserError):
    """A step cannot be taken back, or brought again."""


def in_force(db: Session, step: Step) -> Step:
    """The last member of a step's chain: the one to be reversed next."""
    while (later := db.scalar(select(Step).where(Step.of_id == step.id))) is not None:
        step = later
    return step


def origin(db: Session, step: Step) -> Step:
    """The user's own step at the beginning of a chain."""
    while step.of_id is not None:
        step = db.get_one(Step, step.of_id)
    return step


def reasons_against(db: Session, step: Step, *, schema: str) -> str:
    """Why a step cannot be reversed, as a sentence; empty where it can."""
    if barrier := origin(db, step).barrier:
        return barrier
    if step.schema != schema:
        return "It was made by an earlier version of the program; only its words remain."
    if later := _later_on_the_same_rows(db, step):
        return f"A later step changed the same: “{later}”. Undo that one first."
    return _closed_day(db, step)


def reverse(db: Session, step: Step, recorder: Recorder) -> None:
    """Play a step's changes back inside the open transaction.

    Raises:
        CannotUndo: something refers to a row that would go, or needs one that is gone.
    """
    connection = db.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.info[MAY_WRITE] = True
    try:
        for table, changes in _by_table(db, step):
            _reverse_rows(db, table, changes, recorder)
        _settle_chain(db, step)
    except IntegrityError as error:
        raise CannotUndo(
            "It cannot be taken back: what it would restore is in use again by now.",
            hint="Undo the later steps first.",
        ) from error
    finally:
        connection.info[MAY_WRITE] = False
    _refuse_dangling(db, recorder)
    _refuse_orphans(db, recorder)


def _settle_chain(db: Session, step: Step) -> None:
    """Mark the step as reversed; every second member behind it holds again."""
    table = Base.metadata.tables[Step.__tablename__]
    undone = True
    member: int | None = step.id
    while member is not None:
        db.connection().execute(table.update().where(table.c.id == member).values(undone=undone))
        undone = not undone
        member = db.scalar(select(table.c.of_id).where(table.c.id == member))


def _by_table(db: Session, step: Step) -> Iterator[tuple[Table, list[Change]]]:
    by_table: dict[str, list[Change]] = defaultdict(list)
    for change in db.scalars(
        select(Change).where(Change.step_id == step.id).order_by(Change.id.desc())
    ):
        by_table[change.table_name].append(change)
    for name, changes in by_table.items():
        yield Base.metadata.tables[name], changes


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _current(db: Session, table: Table, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    rows: dict[int, dict[str, Any]] = {}
    for chunk in _chunks(ids):
        for row in db.execute(select(table).where(table.c.id.in_(chunk))).mappings():
            rows[row["id"]] = row_values(table, dict(row))
    return rows


def _reverse_rows(db: Session, table: Table, changes: Sequence[Change], recorder: Recorder) -> None:
    recorder.tables.add(table.name)
    connection = db.connection()
    now = _current(db, table, [c.row_id for c in changes if c.action != "delete"])
    gone = [c.row_id for c in changes if c.action == "insert" and c.row_id in now]
    for chunk in _chunks(gone):
        connection.execute(table.delete().where(table.c.id.in_(chunk)))
    back: list[dict[str, Any]] = []
    for change in changes:
        row = RowChange(table.name, change.row_id, change.row_uuid, change.action)
        if change.action == "insert":
            row.action, row.before = "delete", now.get(change.row_id)
        elif change.action == "delete":
            row.action = "insert"
            back.append(_as_insert(table, change.before or {}))
        else:
            row.before = {name: now[change.row_id][name] for name in change.before or {}}
            row.after = dict(change.before or {})
            connection.execute(*_as_update(table, change))
        recorder.note(row)
    for chunk in _chunks(back):
        connection.execute(table.insert(), list(chunk))


def _as_insert(table: Table, before: dict[str, Any]) -> dict[str, Any]:
    values = {column.name: restored(column, before.get(column.name)) for column in table.columns}
    if "version" in values:
        values["version"] += 1
    return values


def _as_update(table: Table, change: Change) -> tuple[Any, dict[str, Any]]:
    values: dict[str, Any] = {
        name: bindparam(f"new_{name}", type_=table.c[name].type) for name in change.before or {}
    }
    if "version" in table.c:
        values["version"] = table.c.version + 1
        values["changed"] = utc_now()
    statement = table.update().where(table.c.id == change.row_id).values(values)
    return statement, {
        f"new_{name}": restored(table.c[name], value)
        for name, value in (change.before or {}).items()
    }


def _later_on_the_same_rows(db: Session, step: Step) -> str:
    mine, other = aliased(Change), aliased(Change)
    later, reversed_step = aliased(Step), aliased(Step)
    label: str | None = db.scalar(
        select(later.label)
        .join(other, other.step_id == later.id)
        .join(
            mine,
            (mine.table_name == other.table_name)
            & (mine.row_id == other.row_id)
            & (mine.step_id == step.id),
        )
        .where(
            later.id > step.id,
            later.undone.is_(False),
            ~exists().where(reversed_step.id == later.of_id, reversed_step.id > step.id),
        )
        .order_by(later.id.desc())
        .limit(1)
    )
    return label or ""


def _closed_day(db: Session, step: Step) -> str:
    changes = db.scalars(
        select(Change).where(
            Change.step_id == step.id, Change.table_name == AttendanceEntry.__tablename__
        )
    ).all()
    added = [change.row_id for change in changes if change.action == "insert"]
    blocks = {change.before["block_id"] for change in changes if change.before}
    for chunk in _chunks(added):
        blocks.update(
            db.scalars(select(AttendanceEntry.block_id).where(AttendanceEntry.id.in_(chunk)))
        )
    closed = db.scalar(
        select(CourseDay.date)
        .join(Block, Block.course_day_id == CourseDay.id)
        .where(Block.id.in_(blocks), CourseDay.closed.is_(True))
        .limit(1)
    )
    if closed is None:
        return ""
    return (
        f"The attendance of {closed:%A}, {closed.day} {closed:%B %Y} is closed. "
        "Correct it with a new entry instead."
    )


def _references() -> Iterator[tuple[Column[Any], Column[Any]]]:
    """Every column that refers to another table, and the column that it refers to."""
    for table in Base.metadata.tables.values():
        for constraint in table.foreign_key_constraints:
            if len(constraint.elements) == 1:
                yield constraint.elements[0].parent, constraint.elements[0].column


def _ids_by_table(recorder: Recorder, *actions: str) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = defaultdict(list)
    for row in recorder.rows.values():
        if row.action in actions:
            ids[row.table].append(row.row_id)
    return ids


def _refuse_dangling(db: Session, recorder: Recorder) -> None:
    """Refuse when a row that stays refers to one that goes; names the table in words."""
    gone = _ids_by_table(recorder, "delete")
    for column, referred in _references():
        for chunk in _chunks(gone.get(referred.table.name, [])):
            if db.scalar(select(column).where(column.in_(chunk)).limit(1)) is not None:
                raise CannotUndo(
                    f"It cannot be taken back: a later {_in_words(column.table)} refers to what "
                    "it added.",
                    hint="Undo the later step first.",
                )


def _refuse_orphans(db: Session, recorder: Recorder) -> None:
    """Refuse when a row that comes back, or gets an earlier value, refers to one that is gone."""
    back = _ids_by_table(recorder, "insert", "update")
    for column, referred in _references():
        for chunk in _chunks(back.get(column.table.name, [])):
            parent = referred.table.alias()
            orphan = (
                select(column)
                .where(column.table.c.id.in_(chunk), column.is_not(None))
                .where(~exists().where(parent.c[referred.name] == column))
                .limit(1)
            )
            if db.scalar(orphan) is not None:
                raise CannotUndo(
                    f"It cannot be taken back: the {_in_words(referred.table)} that it belongs "
                    "to was removed later.",
                    hint="Undo the later step first.",
                )


def _in_words(table: FromClause) -> str:
    return str(table.description).replace("_", " ")
