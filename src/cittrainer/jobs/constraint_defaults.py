"""Gives an academy that has none the defaults of what plans keep to that ship with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.intake.shipped_constraints import constraint_defaults
from cittrainer.models import ConstraintKind, Delivery
from cittrainer.queries.plan_values import constraints_of
from cittrainer.services.constraints import add_constraint

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LABEL = "Add what plans usually keep to"
"""What the step that calls `load_defaults` is called in the history."""


def load_defaults(db: Session) -> int:
    """Add the defaults that ship, unless the academy has any.

    Returns:
        How many were added.

    Raises:
        UserError: a file of ours cannot be read.
    """
    if constraints_of(db, None):
        return 0
    shipped = constraint_defaults()
    for one in shipped:
        add_constraint(
            db,
            None,
            ConstraintKind(one.kind),
            must=one.must,
            weight=one.weight,
            comment=one.comment,
            delivery=None if one.delivery is None else Delivery(one.delivery),
            other_delivery=None if one.other_delivery is None else Delivery(one.other_delivery),
            start_minute=one.start_minute,
            end_minute=one.end_minute,
            minutes=one.minutes,
            minutes_after=one.minutes_after,
            amount=one.amount,
        )
    return len(shipped)
