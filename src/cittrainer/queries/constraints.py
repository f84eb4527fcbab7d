"""What a course's plan keeps to, or the academy's defaults, as sentences with their state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.queries.plan_values import constraints_of, presenters_by_id, rooms_by_id
from cittrainer.queries.presenters import choices
from cittrainer.queries.weeks import week
from cittrainer.rules.constraint_fields import content
from cittrainer.rules.constraint_words import words
from cittrainer.rules.constraints import broken, state_words
from cittrainer.rules.values import Week

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.rules.constraints import BrokenConstraint
    from cittrainer.rules.plan_values import ConstraintValue


@dataclass(frozen=True, slots=True)
class ConstraintRow:
    """A constraint in words."""

    value: ConstraintValue
    sentence: str
    """What it asks, without its comment."""
    state: str
    """“Kept”, “Off”, “Broken twice”; says nothing of a default."""
    broken: tuple[str, ...]
    """Everything that is done against it, each without a full stop."""
    broken_blocks: tuple[int, ...]
    """Ids of the blocks that do it."""
    default: bool
    """Whether it is just as the academy has it for new courses."""

    @property
    def id(self) -> int:
        """The constraint's id."""
        return self.value.id


@dataclass(frozen=True, slots=True)
class ConstraintList:
    """What one plan keeps to."""

    week: Week
    """The plan, with every presenter whom a constraint can name; empty for the defaults."""
    rows: tuple[ConstraintRow, ...]
    missing: int
    """Defaults of the academy that the course does not have."""
    presenters: tuple[tuple[int, str], ...]
    """Whom a constraint can be about, in the order of names."""

    @property
    def over(self) -> bool:
        """Whether the course is closed or cancelled, so that nothing changes any more."""
        return self.week.state in {"closed", "cancelled"}


def constraint_list(db: Session, course_id: int | None) -> ConstraintList:
    """What a course's plan keeps to; the academy's defaults for None.

    Raises:
        NotFound: there is no such course.
    """
    if course_id is None:
        own = constraints_of(db, None)
        plan = Week(0, "", "", "", (), (), rooms=rooms_by_id(db), constraints=own)
    else:
        plan = week(db, course_id, holidays=False)
    defaults = {content(one) for one in constraints_of(db, None)}
    known = _with_everybody(db, plan)
    found: dict[int, list[BrokenConstraint]] = defaultdict(list)
    for each in broken(plan):
        found[each.constraint.id].append(each)
    rows = tuple(
        _row(known, one, found[one.id], default=content(one) in defaults)
        for one in plan.constraints
    )
    have = {content(one) for one in plan.constraints}
    active = {one.id for one in choices(db)}
    offered = sorted(
        (
            (one.id, one.name)
            for one in known.presenters.values()
            if one.id in active or one.id in plan.presenters
        ),
        key=lambda one: one[1].casefold(),
    )
    return ConstraintList(known, rows, len(defaults - have), tuple(offered))


def _with_everybody(db: Session, plan: Week) -> Week:
    """The plan with all active presenters and those whom its constraints name."""
    ids = {one.id for one in choices(db)}
    ids |= {one.presenter_id for one in plan.constraints if one.presenter_id is not None}
    others = presenters_by_id(db, ids - set(plan.presenters))
    return replace(plan, presenters={**plan.presenters, **others})


def _row(
    known: Week, one: ConstraintValue, found: list[BrokenConstraint], *, default: bool
) -> ConstraintRow:
    return ConstraintRow(
        one,
        words(known, replace(one, comment="")),
        state_words(one, found),
        tuple(each.what for each in found),
        tuple(dict.fromkeys(block for each in found for block in each.blocks)),
        default,
    )
