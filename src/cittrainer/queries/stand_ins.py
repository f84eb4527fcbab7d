"""Who of the book may stand in for somebody: what they may teach, their times, where they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import Block, Module, Presenter, PresenterModule
from cittrainer.queries.plan_values import presenters_booked
from cittrainer.queries.weeks import busy_elsewhere
from cittrainer.rules.plan_changes import TO_ASK
from cittrainer.rules.values import BookingValue

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from cittrainer.rules.values import Week


@dataclass(frozen=True, slots=True)
class Teachers:
    """Those of the book who may teach what some blocks of a week are about."""

    week: Week
    """The week with what is known of them: their times, and where other courses have them."""
    of_block: Mapping[int, tuple[int, ...]]
    """Ids of those who may teach the module of a block, by the block's id and in order of names."""


def teachers(db: Session, plan: Week, block_ids: Collection[int]) -> Teachers:
    """Who may teach the modules of some blocks, in whatever version of the curriculum they are.

    Args:
        db: Open for reading.
        plan: The week of the blocks.
        block_ids: The blocks.
    """
    rows = db.execute(
        select(Block.id, Presenter.id)
        .join(Module, Module.id == Block.module_id)
        .join(PresenterModule, PresenterModule.lineage == Module.lineage)
        .join(Presenter, Presenter.id == PresenterModule.presenter_id)
        .where(Block.course_id == plan.course_id, Block.id.in_(block_ids), Presenter.active)
        .order_by(Presenter.search_name, Presenter.id)
    )
    of_block: dict[int, list[int]] = defaultdict(list)
    for block_id, presenter_id in rows:
        of_block[block_id].append(presenter_id)
    more = {one for ids in of_block.values() for one in ids} - set(plan.presenters)
    if more:
        dates = [day.date for day in plan.days]
        thought_of = [BookingValue(0, one, "", TO_ASK) for one in more]
        known = presenters_booked(db, plan.course_id, plan.days, thought_of, plan.rooms)
        plan = replace(
            plan,
            presenters={**plan.presenters, **known},
            elsewhere=(*plan.elsewhere, *busy_elsewhere(db, plan.course_id, dates, more)),
        )
    return Teachers(plan, {block_id: tuple(ids) for block_id, ids in of_block.items()})
