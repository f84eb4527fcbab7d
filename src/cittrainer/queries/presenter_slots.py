"""What each presenter of a course is told before it: their slots, the place, whom to call."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import Academy, Block, BlockPart, Booking, Course, Presenter
from cittrainer.queries.presenters import UNCONFIRMED
from cittrainer.queries.releases import draft
from cittrainer.rules.release_shares import Slot, slots
from cittrainer.rules.stipends import Terms

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from cittrainer.rules.releases import Plan


@dataclass(frozen=True, slots=True)
class PresenterSlots:
    """One presenter's slots, under the public name."""

    presenter_id: int
    presenter: str
    slots: tuple[Slot, ...]
    unconfirmed: frozenset[int]
    """Blocks for which they have not said yes."""
    terms: Terms


@dataclass(frozen=True, slots=True)
class CourseSlots:
    """What all presenters of a course are told, and each one's slots in the order of names."""

    plan: Plan
    directions: str
    provided: str
    contact: str
    """Whom they call on the day, in one line; may be empty."""
    presenters: tuple[PresenterSlots, ...]


def course_slots(
    db: Session, course_id: int, presenter_ids: Collection[int] | None = None
) -> CourseSlots:
    """The slots of the plan as it stands.

    Args:
        db: A session.
        course_id: The course.
        presenter_ids: Whose; None for everybody who is expected.

    Raises:
        NotFound: there is no such course.
    """
    plan = draft(db, course_id).plan
    course = db.get_one(Course, course_id)
    wanted = set(plan.presenters) if presenter_ids is None else set(presenter_ids)
    asked = _unconfirmed(db, course_id)
    rows = db.scalars(
        select(Presenter)
        .where(Presenter.id.in_(wanted))
        .order_by(Presenter.search_name, Presenter.id)
    )
    value = [
        PresenterSlots(
            one.id,
            one.public_name,
            slots(plan, one.id),
            asked.get(one.id, frozenset()),
            Terms(
                one.stipend_cents,
                one.stipend_per.value,
                one.stipend_method,
                one.stipend_declined,
            ),
        )
        for one in rows
    ]
    return CourseSlots(
        plan,
        course.directions,
        course.provided,
        course.day_contact or _coordinator(db),
        tuple(one for one in value if one.slots),
    )


def _unconfirmed(db: Session, course_id: int) -> Mapping[int, frozenset[int]]:
    """The blocks for which each presenter is expected and has not said yes."""
    found: dict[int, set[int]] = defaultdict(set)
    for presenter_id, block_id in db.execute(
        select(Booking.presenter_id, Block.id)
        .join(BlockPart, BlockPart.id == Booking.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .where(Block.course_id == course_id, Booking.choice == 1, Booking.state.in_(UNCONFIRMED))
    ):
        found[presenter_id].add(block_id)
    return {presenter_id: frozenset(blocks) for presenter_id, blocks in found.items()}


def _coordinator(db: Session) -> str:
    row = db.execute(select(Academy.coordinator, Academy.phone).limit(1)).first()
    return ", ".join(part for part in row if part) if row is not None else ""
