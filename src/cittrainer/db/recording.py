"""Notes every row that a step inserts, updates or deletes, as before and after values."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Date, event, inspect
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import Mapper, Session, configure_mappers, object_session

from cittrainer.db.sqlite import MAY_WRITE
from cittrainer.models.base import Base, Record, UtcDateTime, utc_now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column, Connection, Table
    from sqlalchemy.orm import ORMExecuteState, UOWTransaction

STEP = "step"
"""Key in a session's ``info`` under which the open step's ``Recorder`` stands."""

BOOKKEEPING = frozenset({"version", "changed"})
"""Columns that every write moves on; they are no change in themselves."""


@dataclass(slots=True)
class RowChange:
    """What a step did to one row, as stored values."""

    table: str
    row_id: int
    uuid: bytes
    action: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


@dataclass
class Recorder:
    """Collects the changes of one step, at most one for each row."""

    rows: dict[tuple[str, int], RowChange] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    """Every table written to, also those that history does not follow."""
    barrier: str = ""
    private: bool = False
    """Whether rows were written whose time of writing must not be kept."""

    def note(self, change: RowChange) -> None:
        """Add a change, merged with an earlier one of the same row."""
        key = (change.table, change.row_id)
        earlier = self.rows.get(key)
        if earlier is None:
            self.rows[key] = change
        elif change.action == "update":
            if earlier.action == "update":
                earlier.before = {**(change.before or {}), **(earlier.before or {})}
                earlier.after = {**(earlier.after or {}), **(change.after or {})}
        elif earlier.action == "insert":
            del self.rows[key]
        else:
            change.before = {**(change.before or {}), **(earlier.before or {})}
            self.rows[key] = change

    def settle(self) -> None:
        """Forget updates that ended where they began."""
        for key, change in list(self.rows.items()):
            if change.action != "update" or change.before is None or change.after is None:
                continue
            same = [name for name in change.before if change.before[name] == change.after[name]]
            for name in same:
                del change.before[name], change.after[name]
            if not change.before:
                del self.rows[key]


def stored(value: Any) -> Any:
    """A column's value as it is kept in history: something that JSON can hold."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return value


def restored(column: Column[Any], value: Any) -> Any:
    """The value that ``stored`` made kept, as the column takes it."""
    if value is None:
        return None
    if isinstance(value, dict) and value.keys() == {"base64"}:
        return base64.b64decode(value["base64"])
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, EnumType) and column.type.enum_class is not None:
        return column.type.enum_class(value)
    return value


def row_values(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """All values of a row as history keeps them."""
    return {column.name: stored(row[column.name]) for column in table.columns}


def follow(session_class: type[Session]) -> None:
    """Make every flush of such sessions record what it writes."""
    configure_mappers()
    for mapper in Base.registry.mappers:
        _know_old_values(mapper)
    event.listen(session_class, "before_flush", _allow)
    event.listen(session_class, "after_flush", _forbid)
    event.listen(session_class, "do_orm_execute", _refuse_bulk)
    event.listen(Base, "before_update", _raise_version, propagate=True)
    event.listen(Base, "after_insert", _inserted, propagate=True)
    event.listen(Base, "after_update", _updated, propagate=True)
    event.listen(Base, "before_delete", _deleted, propagate=True)


def _know_old_values(mapper: Mapper[Any]) -> None:
    for attribute in mapper.column_attrs:
        event.listen(
            attribute.class_attribute, "set", lambda *_: None, active_history=True, propagate=True
        )


def _recorder(session: Session | None) -> Recorder:
    recorder = None if session is None else session.info.get(STEP)
    if recorder is None:
        raise RuntimeError("a change was made outside a step")
    return cast("Recorder", recorder)


def _allow(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    _recorder(session)
    session.connection().info[MAY_WRITE] = True


def _forbid(session: Session, _context: UOWTransaction) -> None:
    session.connection().info[MAY_WRITE] = False


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("a bulk statement goes round the history: change mapped objects")


def _raise_version(_mapper: Mapper[Any], _connection: Connection, target: Base) -> None:
    session = object_session(target)
    if isinstance(target, Record) and session and session.is_modified(target):
        target.version += 1
        target.changed = utc_now()


def _note(target: Base, action: str, before: Any = None, after: Any = None) -> None:
    recorder = _recorder(object_session(target))
    recorder.tables.add(target.__tablename__)
    recorder.barrier = recorder.barrier or target.__barrier__
    if target.__history__ == "none":
        recorder.private = True
        return
    row: Any = target
    if target.__history__ == "mention":
        action, before, after = "mention", None, None
    recorder.note(RowChange(target.__tablename__, row.id, row.uuid, action, before, after))


def _inserted(_mapper: Mapper[Any], _connection: Connection, target: Base) -> None:
    _note(target, "insert")


def _updated(mapper: Mapper[Any], _connection: Connection, target: Base) -> None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(target)
    for attribute in mapper.column_attrs:
        history = state.attrs[attribute.key].history
        name = attribute.columns[0].name
        if name in BOOKKEEPING or not history.has_changes():
            continue
        before[name] = stored(history.deleted[0]) if history.deleted else None
        after[name] = stored(history.added[0]) if history.added else None
    if before:
        _note(target, "update", before, after)


def _deleted(mapper: Mapper[Any], _connection: Connection, target: Base) -> None:
    state = inspect(target)
    values: dict[str, Any] = {}
    for attribute in mapper.column_attrs:
        value = getattr(target, attribute.key)
        values[attribute.columns[0].name] = stored(state.committed_state.get(attribute.key, value))
    _note(target, "delete", values)
