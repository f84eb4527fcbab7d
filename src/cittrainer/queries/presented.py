"""Who really presented, by the part: read in one way for plan, agenda and the board of the day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import ActualPresenter, Block, BlockPart, Presenter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


def presented_by_part(
    db: Session, where: ColumnElement[bool]
) -> Mapping[int, list[tuple[int, str]]]:
    """Ids and public names of those on record, by the id of the part, in the order of names.

    Args:
        db: A session.
        where: Which blocks are meant, such as those of a course.
    """
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = db.execute(
        select(ActualPresenter.block_part_id, Presenter.id, Presenter.public_name)
        .join(Presenter, Presenter.id == ActualPresenter.presenter_id)
        .join(BlockPart, BlockPart.id == ActualPresenter.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .where(where)
        .order_by(Presenter.search_name, Presenter.id)
    )
    for part_id, presenter_id, name in rows:
        found[part_id].append((presenter_id, name))
    return found
