"""What plans of a new academy keep to, as a JSON file states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.intake.json_fields import read_object
from cittrainer.intake.shipped import DELIVERIES
from cittrainer.paths import resource
from cittrainer.rules.constraint_fields import default_kinds
from cittrainer.rules.plan_values import ConstraintValue

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.intake.json_fields import Fields


def constraint_defaults() -> tuple[ConstraintValue, ...]:
    """The defaults that ship, in the order of their files; their ids mean nothing."""
    paths = sorted(resource("constraints").glob("*.json"))
    return tuple(one for path in paths for one in read_constraints(path))


def read_constraints(path: Path) -> tuple[ConstraintValue, ...]:
    """The constraints in a file; the format is told in ``resources/constraints/README.md``.

    Raises:
        UnreadableFile: the file is not such a file; the sentence says what is wrong and where.
    """
    return read_object(path, _constraints)


def _constraints(fields: Fields) -> tuple[ConstraintValue, ...]:
    fields.text("code")
    fields.flag("our_own", default=False)
    fields.texts("sources")
    fields.text("note", default="")
    return fields.rows("constraints", _constraint)


def _constraint(fields: Fields) -> ConstraintValue:
    def delivery(name: str) -> str | None:
        return fields.one_of(name, {*DELIVERIES, ""}, default="") or None

    return ConstraintValue(
        id=0,
        kind=fields.one_of("kind", default_kinds()),
        must=fields.flag("must", default=False),
        weight=fields.whole_or_none("weight", least=1, most=100) or 10,
        comment=fields.text("comment", default=""),
        delivery=delivery("delivery"),
        other_delivery=delivery("other_delivery"),
        start_minute=fields.clock_or_none("start"),
        end_minute=fields.clock_or_none("end"),
        minutes=fields.whole_or_none("minutes"),
        minutes_after=fields.whole_or_none("minutes_after"),
        amount=fields.whole_or_none("amount"),
    )
