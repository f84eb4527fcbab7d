"""What presenters presented over the years, in all courses; what is only planned does not count."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import NotFound
from cittrainer.models import ActualPresenter, Block, BlockPart, Course, Presenter
from cittrainer.queries.presenter_work import presented
from cittrainer.rules.presenter_work import Work, WorkSlot, work_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A slot on record, with its course."""

    slot: WorkSlot
    number: str
    """The course's."""
    course: str


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """Everything that one presenter presented, the oldest first."""

    presenter_id: int
    presenter: str
    """The public name."""
    lines: tuple[ServiceLine, ...]
    work: Work


def service_record(db: Session, presenter_id: int) -> ServiceRecord:
    """What is on record of one presenter; it may be nothing.

    Raises:
        NotFound: they were removed.
    """
    if db.get(Presenter, presenter_id) is None:
        raise NotFound("This presenter is no longer on file.", hint="Look at the list again.")
    return _records(db, [presenter_id])[0]


def course_records(db: Session, course_id: int) -> tuple[ServiceRecord, ...]:
    """The records, over all courses, of those who presented in one, in the order of names."""
    here = (
        select(ActualPresenter.presenter_id)
        .join(BlockPart, BlockPart.id == ActualPresenter.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .where(Block.course_id == course_id)
    )
    return _records(db, set(db.scalars(here)))


def _records(db: Session, ids: Collection[int]) -> tuple[ServiceRecord, ...]:
    names = db.execute(
        select(Presenter.id, Presenter.public_name)
        .where(Presenter.id.in_(ids))
        .order_by(Presenter.search_name, Presenter.id)
    ).all()
    slots: dict[int, list[WorkSlot]] = defaultdict(list)
    for slot in presented(db, ActualPresenter.presenter_id.in_(ids)):
        slots[slot.presenter_id].append(slot)
    courses = {
        course_id: (number, title)
        for course_id, number, title in db.execute(
            select(Course.id, Course.number, Course.title).where(
                Course.id.in_({one.course_id for mine in slots.values() for one in mine})
            )
        )
    }
    return tuple(
        ServiceRecord(
            presenter_id,
            name,
            tuple(ServiceLine(slot, *courses[slot.course_id]) for slot in slots[presenter_id]),
            work_of(slots[presenter_id]),
        )
        for presenter_id, name in names
    )
