"""Who could be booked for a part of a block: every active presenter with what matters for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cittrainer.errors import NotFound
from cittrainer.models import (
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseState,
    Module,
    Presenter,
    PresenterModule,
)
from cittrainer.queries.care import bars
from cittrainer.queries.plan_values import presenters_by_id
from cittrainer.queries.presenter_talks import last_asked, talks
from cittrainer.rules.availability import said_of
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.candidates import Candidate, Slot
from cittrainer.rules.care import Bar, cannot_be_booked
from cittrainer.rules.fair_rotation import Limits, LimitState, limit_state, limit_words, use
from cittrainer.rules.names import fold
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from cittrainer.rules.plan_values import PresenterValue


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot and everybody who could be booked for it, in the order of names."""

    slot: Slot
    candidates: tuple[Candidate, ...]
    today: date


def offer(db: Session, part_id: int, *, today: date) -> Offer:
    """Everybody who could be booked for a part of a block, in a fixed number of queries.

    Args:
        db: A session.
        part_id: The part.
        today: The present day.

    Raises:
        NotFound: the part was removed.
    """
    block = _block(db, part_id)
    on: date | None = block.date
    rows = db.execute(
        select(
            Presenter.id,
            Presenter.public_name,
            Presenter.title,
            Presenter.organization,
            Presenter.most_a_week,
            Presenter.most_a_month,
            Presenter.most_a_year,
            Presenter.least_a_year,
        )
        .where(Presenter.active.is_(True))
        .order_by(Presenter.search_name, Presenter.id)
    ).all()
    ids = [row.id for row in rows]
    known = presenters_by_id(db, set(ids))
    given = talks(db, ids, today=today, on=on or today)
    asked = last_asked(db, ids, today=today)
    teaching, teaching_it = _teaching(db, block.lineage)
    elsewhere = _elsewhere(db, part_id, block)
    barred = bars(db, block.course_id)
    return Offer(
        slot=Slot(on, block.qualification, has_module=block.lineage is not None),
        candidates=tuple(
            Candidate(
                id=row.id,
                name=row.public_name,
                detail=", ".join(part for part in (row.title, row.organization) if part),
                teaches=row.id in teaching_it if row.id in teaching else None,
                roles=frozenset(fold(one.role) for one in given.get(row.id, ()) if one.role),
                said=_said(known[row.id], block),
                elsewhere=elsewhere.get(row.id, ""),
                barred=_barred(barred.get(row.id, Bar()), row.public_name, on),
                lacks=_lacks(known[row.id], block.qualification, on or today),
                use=use(
                    given.get(row.id, ()),
                    today=today,
                    on=on or today,
                    asked_on=asked.get(row.id),
                ),
                limits=Limits(*row[4:]),
            )
            for row in rows
        ),
        today=today,
    )


def doubts(db: Session, part_id: int, presenter_id: int, *, today: date) -> tuple[str, ...]:
    """What is to be known of somebody who was just asked for a part, a sentence each."""
    found = offer(db, part_id, today=today)
    one = next((each for each in found.candidates if each.id == presenter_id), None)
    if one is None:
        return ()
    said = [one.warning]
    if limit_state(one.use, one.limits) is LimitState.OVER:
        words = limit_words(one.use, one.limits, found.slot.on or today)
        said += [f"{one.name}: {each}." for each in words]
    return tuple(filter(None, said))


def _block(db: Session, part_id: int) -> Row[*tuple[Any, ...]]:
    found: Row[*tuple[Any, ...]] | None = db.execute(
        select(
            Block.id,
            Block.course_id,
            Block.minutes,
            Block.start_minute,
            Block.qualification,
            CourseDay.date,
            Module.lineage,
        )
        .join(BlockPart, BlockPart.block_id == Block.id)
        .outerjoin(CourseDay, CourseDay.id == Block.course_day_id)
        .outerjoin(Module, Module.id == Block.module_id)
        .where(BlockPart.id == part_id)
    ).first()
    if found is None:
        raise NotFound(
            "This part of a block is no longer on file.", hint="Look at the agenda again."
        )
    return found


def _teaching(db: Session, lineage: bytes | None) -> tuple[set[int], set[int]]:
    """Who said what they may teach at all, and who of them may teach a module."""
    if lineage is None:
        return set(), set()
    who = select(PresenterModule.presenter_id)
    return set(db.scalars(who.distinct())), set(
        db.scalars(who.where(PresenterModule.lineage == lineage))
    )


def _elsewhere(db: Session, part_id: int, block: Row[*tuple[Any, ...]]) -> dict[int, str]:
    """Where presenters are expected while a block takes place, in words, by their id."""
    if block.date is None:
        return {}
    rows = db.execute(
        select(Booking.presenter_id, Block.id, Block.title, Course.id, Course.number)
        .join(BlockPart, BlockPart.id == Booking.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .join(Course, Course.id == Block.course_id)
        .where(
            Block.course_day_id.in_(select(CourseDay.id).where(CourseDay.date == block.date)),
            Block.start_minute < block.start_minute + block.minutes,
            Block.start_minute + Block.minutes > block.start_minute,
            BlockPart.id != part_id,
            Booking.choice == 1,
            Booking.state.not_in(CALLED_OFF),
            Course.state != CourseState.CANCELLED,
        )
        .order_by(Block.start_minute.desc(), Block.id.desc())
    )
    found = {}
    for presenter_id, block_id, title, course_id, number in rows:
        where = quoted(title) if course_id == block.course_id else f"{quoted(title)} of {number}"
        found[presenter_id] = f"another part of {where}" if block_id == block.id else where
    return found


def _barred(bar: Bar, name: str, on: date | None) -> str:
    if not bar.holds(on):
        return ""
    return cannot_be_booked(name, None if bar.whole else on)


def _said(one: PresenterValue, block: Row[*tuple[Any, ...]]) -> str:
    if block.date is None:
        return ""
    start = block.start_minute
    return said_of(one.times, block.date, start, start + block.minutes)


def _lacks(one: PresenterValue, asked: str, on: date) -> bool:
    """Whether somebody does not hold on a day what is asked for."""
    return bool(asked) and not any(
        fold(held.name) == fold(asked) and (held.expires_on is None or held.expires_on >= on)
        for held in one.qualifications
    )
