"""Steps and what they changed: undo and audit in one."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from cittrainer.models.base import Base, new_uuid, utc_now


class StepKind(StrEnum):
    """Whether a step was done, or took another one back or brought it again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Step(Base):
    """One user action: one transaction, one line of the history, one undo."""

    __tablename__ = "step"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012
    __history__ = "none"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[bytes] = mapped_column(LargeBinary(16), default=new_uuid, unique=True)
    label: Mapped[str] = mapped_column(Text)
    """What was done, in words, as it was."""
    at: Mapped[datetime] = mapped_column(default=utc_now)
    """To the second; only to the day where the step saved anonymous answers."""
    who: Mapped[str]
    """The name set on the computer: a label, not proof."""
    account: Mapped[str]
    """The system account."""
    origin: Mapped[str] = mapped_column(default="window")
    """``window`` or ``terminal``."""
    kind: Mapped[StepKind] = mapped_column(default=StepKind.DO)
    of_id: Mapped[int | None] = mapped_column(ForeignKey("step.id"), index=True)
    """The step that this one took back or brought again."""
    undone: Mapped[bool] = mapped_column(default=False, index=True)
    """Whether a later step took it back (and none brought it again)."""
    barrier: Mapped[str] = mapped_column(Text, default="")
    """Why it cannot be undone; empty: it can."""
    grouping: Mapped[str] = mapped_column(default="")
    """Steps of the same group close together are one line of the history page."""
    schema: Mapped[str] = mapped_column(default="")
    """The schema revision under which it was made; undo does not cross a migration."""


class Change(Base):
    """One row that a step inserted, updated or deleted."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row", "table_name", "row_id"),
        {"sqlite_autoincrement": True},
    )
    __history__ = "none"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    row_uuid: Mapped[bytes] = mapped_column(LargeBinary(16))
    action: Mapped[str]
    """``insert``, ``update``, ``delete`` or ``mention``."""
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
