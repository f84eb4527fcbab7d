"""The two bases of what is stored: records that are edited and entries that are only added."""

import enum
import uuid
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Enum, LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored without a zone in UTC and handed out with one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn a moment into UTC for storing; a moment without a zone is a defect."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give the zone back that storing took away."""
        return None if value is None else value.replace(tzinfo=UTC)


def _values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


def new_uuid() -> bytes:
    """Sixteen random bytes that name a row in every copy of the file."""
    return uuid.uuid4().bytes


def utc_now() -> datetime:
    """The present moment, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Base(DeclarativeBase):
    """What every mapped class shares; says how history treats its rows."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(),
        dict[str, int]: JSON(),
        list[str]: JSON(),
        bytes: LargeBinary(),
        enum.Enum: Enum(enum.Enum, values_callable=_values, native_enum=False, length=30),
        str: String(200),
    }

    __history__: ClassVar[str] = "values"
    """``values``: before and after are kept, so that a step can be undone; ``mention``: history
    says only that such a row changed, and the step cannot be undone; ``none``: no trace at all."""
    __barrier__: ClassVar[str] = ""
    """A sentence that says why a step that writes such a row cannot be undone; empty: it can."""


class Record(Base):
    """A row that is edited: it has a version that every write raises."""

    __abstract__ = True
    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own type

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    uuid: Mapped[bytes] = mapped_column(
        LargeBinary(16), default=new_uuid, unique=True, sort_order=-9
    )
    version: Mapped[int] = mapped_column(default=1, sort_order=-8)
    created: Mapped[datetime] = mapped_column(default=utc_now, sort_order=-7)
    changed: Mapped[datetime] = mapped_column(default=utc_now, sort_order=-6)


class Entry(Base):
    """A row that is only ever added; a correction is another entry."""

    __abstract__ = True
    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own type

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    uuid: Mapped[bytes] = mapped_column(
        LargeBinary(16), default=new_uuid, unique=True, sort_order=-9
    )
    recorded: Mapped[datetime] = mapped_column(default=utc_now, sort_order=-8)
