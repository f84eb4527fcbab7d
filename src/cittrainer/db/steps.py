"""What a step did, as it is announced to everybody who shows data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cittrainer.models import StepKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cittrainer.models import Base


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step that is saved.

    ``step_id`` is None where nothing changed, or where another program wrote to the file.
    """

    step_id: int | None
    label: str
    kind: StepKind = StepKind.DO
    tables: frozenset[str] = frozenset()
    """The tables written to; empty with ``everything``."""
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The ids that changed, by table, where history follows the table."""
    undoable: bool = False
    everything: bool = False
    """Whether anything may have changed, because another program wrote to the file."""

    def touches(self, *classes: type[Base]) -> bool:
        """Whether rows of one of these classes changed."""
        return self.everything or any(cls.__tablename__ in self.tables for cls in classes)


@dataclass(frozen=True, slots=True)
class StepOffer:
    """A step that can be undone or brought again, as it is offered in a menu."""

    step_id: int
    label: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who works: a label for the history, not proof."""

    name: str
    account: str
    origin: str = "window"
    """``window`` or ``terminal``."""
