"""Presenters on the day: noted when they arrive, and recorded once their block is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import (
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    CourseDay,
    Presenter,
)
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.wording import date_words, listed, quoted
from cittrainer.services import words
from cittrainer.services.bookings import record_actual
from cittrainer.services.course_guards import DayIsClosed, found, open_course

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

_LAST_MINUTE = 1_439


def mark_arrived(
    db: Session, course_day_id: int, presenter_ids: Iterable[int], *, minute: int
) -> int:
    """Note that presenters are here, or correct the time at which they came.

    It stands at all of their bookings of that day in that course that were not called off.

    Args:
        db: The open step.
        course_day_id: The day.
        presenter_ids: Who arrived.
        minute: When, in minutes after midnight.

    Returns:
        How many bookings it stands at now.

    Raises:
        CourseIsOver, DayIsClosed: as their names say.
        Invalid: the time is none, or one of them is not booked on that day.
    """
    words.number(minute, "The time of arrival", least=0, most=_LAST_MINUTE)
    day = _open_day(db, course_day_id)
    marked = 0
    for presenter_id in dict.fromkeys(presenter_ids):
        presenter = found(db, Presenter, presenter_id, "presenter")
        bookings = [
            one for one in _bookings(db, day.id, presenter_id) if one.state not in CALLED_OFF
        ]
        if not bookings:
            raise Invalid(
                f"{presenter.public_name} is not booked on {date_words(day.date)}.",
                hint="Book them for a block of that day first.",
            )
        for booking in bookings:
            booking.arrived_minute = minute
        marked += len(bookings)
    return marked


def take_arrival_back(db: Session, course_day_id: int, presenter_ids: Iterable[int]) -> None:
    """Forget that presenters arrived on a day.

    Raises:
        CourseIsOver, DayIsClosed: as their names say.
    """
    day = _open_day(db, course_day_id)
    for presenter_id in dict.fromkeys(presenter_ids):
        for booking in _bookings(db, day.id, presenter_id):
            booking.arrived_minute = None


def record_presented(db: Session, block_ids: Iterable[int]) -> int:
    """Record for blocks that those expected who arrived presented them, where nothing is recorded.

    Returns:
        How many parts were recorded.

    Raises:
        CourseIsOver: the course is closed or cancelled.
        Invalid: nobody who is expected has arrived.
    """
    titles: list[str] = []
    recorded = 0
    for block_id in dict.fromkeys(block_ids):
        block = found(db, Block, block_id, "block")
        open_course(db, block.course_id)
        titles.append(quoted(block.title))
        recorded += sum(_record_part(db, block, part) for part in block.parts)
    if not recorded:
        raise Invalid(
            f"Nobody who arrived is still to be recorded for {listed(titles)}.",
            hint="Mark who arrived, or record who came.",
        )
    return recorded


def forget_arrivals(db: Session, block_ids: Sequence[int]) -> None:
    """Forget who arrived for blocks that go to another day: nobody has arrived there yet."""
    for booking in db.scalars(
        select(Booking)
        .join(BlockPart, BlockPart.id == Booking.block_part_id)
        .where(BlockPart.block_id.in_(block_ids), Booking.arrived_minute.is_not(None))
    ):
        booking.arrived_minute = None


def _record_part(db: Session, block: Block, part: BlockPart) -> bool:
    """Record who presented a part; whether there was something to record."""
    known = select(ActualPresenter.id).where(ActualPresenter.block_part_id == part.id).limit(1)
    if db.scalar(known) is not None:
        return False
    expected = set(
        db.scalars(
            select(Booking.presenter_id).where(
                Booking.block_part_id == part.id,
                Booking.choice == 1,
                Booking.state.not_in(CALLED_OFF),
            )
        )
    )
    here = expected & set(
        db.scalars(
            select(Booking.presenter_id)
            .join(BlockPart, BlockPart.id == Booking.block_part_id)
            .join(Block, Block.id == BlockPart.block_id)
            .where(Block.course_day_id == block.course_day_id, Booking.arrived_minute.is_not(None))
        )
    )
    if here:
        record_actual(db, part.id, here)
    return bool(here)


def _open_day(db: Session, course_day_id: int) -> CourseDay:
    day = found(db, CourseDay, course_day_id, "day")
    open_course(db, day.course_id)
    if day.closed:
        raise DayIsClosed(
            f"The records of {date_words(day.date)} are closed, so who arrived when stays as it "
            "is.",
            hint="Who presented can still be recorded.",
        )
    return day


def _bookings(db: Session, course_day_id: int, presenter_id: int) -> Sequence[Booking]:
    return db.scalars(
        select(Booking)
        .join(BlockPart, BlockPart.id == Booking.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .where(Block.course_day_id == course_day_id, Booking.presenter_id == presenter_id)
    ).all()
