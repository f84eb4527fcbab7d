"""Asking presenters for parts of blocks, and recording who really came.

No reason is kept for declining or cancelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    BookingState,
    BookingStateEntry,
    Presenter,
)
from cittrainer.queries.care import bars
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.care import Bar, cannot_be_booked
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found, open_course

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session


class BookedAlready(UserError):
    """The presenter is asked for this part already."""


class NobodyLeft(UserError):
    """There is no alternate who could be asked next."""


@dataclass(frozen=True, slots=True)
class AskedNext:
    """Who was asked in the place of somebody who called off."""

    booking_id: int
    presenter_id: int
    passed_over: tuple[str, ...]
    """Why each alternate who stood before them was not asked, a sentence each."""


def book(
    db: Session,
    part_id: int,
    presenter_id: int,
    *,
    role: str = "presenter",
    choice: int = 1,
    state: BookingState = BookingState.INVITED,
) -> int:
    """Ask a presenter for a part of a block.

    Being booked twice at once is a finding, not a refusal.

    Args:
        db: The open step.
        part_id: The part.
        presenter_id: Who is asked.
        role: What for, in a word: presenter, coach, actor, facilitator.
        choice: 1 for the first choice, 2 for the first alternate.
        state: How far the asking has come.

    Returns:
        The booking's id.

    Raises:
        BookedAlready: they are asked for this part already.
        Invalid: they are set to inactive.
        CourseIsOver: the course is closed or cancelled.
    """
    part = found(db, BlockPart, part_id, "part of a block")
    open_course(db, part.block.course_id)
    presenter = found(db, Presenter, presenter_id, "presenter")
    if not presenter.active:
        raise Invalid(
            f"{presenter.public_name} is set to inactive.", hint="Set them to active first."
        )
    known = select(Booking).where(
        Booking.block_part_id == part_id, Booking.presenter_id == presenter_id
    )
    if db.scalar(known) is not None:
        raise BookedAlready(
            f"{presenter.public_name} is asked for {quoted(part.block.title)} already.",
            hint="Change that booking instead.",
        )
    booking = Booking(
        block_part_id=part_id,
        presenter_id=presenter_id,
        role=words.line(role, "The role", required=True),
        choice=words.number(choice, "The choice", least=1, most=99),
        state=state,
    )
    booking.states.append(BookingStateEntry(state=state))
    db.add(booking)
    db.flush()
    return booking.id


def set_state(db: Session, booking_ids: Sequence[int], state: BookingState) -> None:
    """Record how far the asking has come, for one booking or several.

    Raises:
        CourseIsOver: a course is closed or cancelled.
        Invalid: who presented is recorded apart, by ``record_actual``.
    """
    if state is BookingState.PRESENTED:
        raise Invalid("Who presented is recorded for a whole part.", hint="Record who came.")
    for booking_id in booking_ids:
        booking = found(db, Booking, booking_id, "booking")
        open_course(db, booking.part.block.course_id)
        if booking.state is BookingState.PRESENTED:
            raise Invalid(
                f"It is on record that {booking.presenter.public_name} presented "
                f"{quoted(booking.part.block.title)}.",
                hint="Change who came instead.",
            )
        _come_into(booking, state)


def set_choice(db: Session, booking_ids: Sequence[int], choice: int) -> None:
    """Change the place among the alternates, of one booking or several.

    Args:
        db: The open step.
        booking_ids: The bookings.
        choice: 1 for the first choice, 2 for the first alternate.

    Raises:
        CourseIsOver: a course is closed or cancelled.
    """
    for booking_id in booking_ids:
        booking = found(db, Booking, booking_id, "booking")
        open_course(db, booking.part.block.course_id)
        booking.choice = words.number(choice, "The choice", least=1, most=99)


def ask_next(db: Session, part_id: int, role: str) -> AskedNext:
    """Ask the next alternate in the place of a first choice who called off.

    The alternate becomes a first choice, and invited where nobody asked them yet; whoever called
    off stays on record behind everybody. Alternates who are set to inactive, or cannot be booked,
    are passed over, and that is told.

    Args:
        db: The open step.
        part_id: The part.
        role: What for; alternates stand in order within a part and a role.

    Returns:
        The alternate, and who was passed over.

    Raises:
        NobodyLeft: there is no alternate, or each of them called off or is passed over.
        Invalid: no first choice called off.
        CourseIsOver: the course is closed or cancelled.
    """
    part = found(db, BlockPart, part_id, "part of a block")
    open_course(db, part.block.course_id)
    title = quoted(part.block.title)
    chain = _chain(db, part_id, role)
    firsts = [one for one in chain if one.choice == 1]
    gone = next((one for one in firsts if one.state in CALLED_OFF), None)
    if firsts and gone is None:
        raise Invalid(
            f"Nobody who is a first choice for {title} has called off.",
            hint="Set whoever cannot come to declined or cancelled first.",
        )
    left = [one for one in chain if one.choice > 1 and one.state not in CALLED_OFF]
    chosen, passed_over = _first_who_can(db, part.block, left)
    if chosen is None:
        raise NobodyLeft(
            f"Nobody is left to ask for {title}.",
            hint=" ".join((*passed_over, "Add an alternate.")),
        )
    left.remove(chosen)
    chosen.choice = 1
    if chosen.state is BookingState.TO_ASK:
        _come_into(chosen, BookingState.INVITED)
    behind = [one for one in chain if one.choice > 1 and one.state in CALLED_OFF]
    if gone is not None:
        behind.append(gone)
    for choice, one in enumerate((*left, *behind), start=2):
        one.choice = choice
    db.flush()
    return AskedNext(chosen.id, chosen.presenter_id, passed_over)


def move_in_order(db: Session, booking_id: int, *, up: bool) -> None:
    """Let a booking change places with the one before or after it, called-off ones aside.

    Raises:
        Invalid: there is none before or after it.
        CourseIsOver: the course is closed or cancelled.
    """
    booking = found(db, Booking, booking_id, "booking")
    open_course(db, booking.part.block.course_id)
    chain = [
        one
        for one in _chain(db, booking.block_part_id, booking.role)
        if one.state not in CALLED_OFF
    ]
    if up:
        others = [one for one in reversed(chain) if one.choice < booking.choice]
    else:
        others = [one for one in chain if one.choice > booking.choice]
    if not others:
        where = "before" if up else "after"
        raise Invalid(
            f"Nobody stands {where} {booking.presenter.public_name} for "
            f"{quoted(booking.part.block.title)}.",
            hint="Move somebody else.",
        )
    booking.choice, others[0].choice = others[0].choice, booking.choice


def mark_invited(db: Session, booking_ids: Collection[int]) -> int:
    """Record that presenters were asked, where they were still to be asked.

    Returns:
        How many bookings became invited; the others stay as they are.

    Raises:
        CourseIsOver: a course is closed or cancelled.
    """
    marked = 0
    for booking_id in sorted(booking_ids):
        booking = db.get(Booking, booking_id)
        if booking is None or booking.state is not BookingState.TO_ASK:
            continue
        open_course(db, booking.part.block.course_id)
        _come_into(booking, BookingState.INVITED)
        marked += 1
    return marked


def edit_booking(db: Session, booking_id: int, *, role: str, choice: int) -> None:
    """Change what a presenter is asked for, or their place among the alternates."""
    booking = found(db, Booking, booking_id, "booking")
    open_course(db, booking.part.block.course_id)
    booking.role = words.line(role, "The role", required=True)
    booking.choice = words.number(choice, "The choice", least=1, most=99)


def unbook(db: Session, booking_id: int) -> None:
    """Take a booking out of the agenda as if it had never been.

    Raises:
        UserError: it is on record that they presented or did not come.
    """
    booking = found(db, Booking, booking_id, "booking")
    open_course(db, booking.part.block.course_id)
    if booking.state in {BookingState.PRESENTED, BookingState.NO_SHOW}:
        raise UserError(
            f"It is on record whether {booking.presenter.public_name} came.",
            hint="Leave the booking as it is.",
        )
    db.delete(booking)


def record_actual(db: Session, part_id: int, presenter_ids: Collection[int]) -> None:
    """Record who really presented a part, beside who was planned.

    Whoever was asked and came is set to presented. One who did not come keeps their state: why
    somebody did not come is nobody's business, and a no-show is set on purpose.

    Raises:
        CourseIsOver: the course is closed or cancelled.
    """
    part = found(db, BlockPart, part_id, "part of a block")
    open_course(db, part.block.course_id)
    wanted = set(presenter_ids)
    rows = db.scalars(select(ActualPresenter).where(ActualPresenter.block_part_id == part_id)).all()
    for row in rows:
        if row.presenter_id not in wanted:
            db.delete(row)
    for presenter_id in sorted(wanted - {row.presenter_id for row in rows}):
        found(db, Presenter, presenter_id, "presenter")
        db.add(ActualPresenter(block_part_id=part_id, presenter_id=presenter_id))
    for booking in db.scalars(select(Booking).where(Booking.block_part_id == part_id)):
        came = booking.presenter_id in wanted
        if came:
            _come_into(booking, BookingState.PRESENTED)
        elif booking.state is BookingState.PRESENTED:
            _come_into(booking, BookingState.CONFIRMED)


def record_day_as_planned(db: Session, course_day_id: int) -> int:
    """Record for a whole day that those confirmed came, where nothing is recorded yet.

    Returns:
        How many parts were recorded.
    """
    parts = db.scalars(
        select(BlockPart).join(Block).where(Block.course_day_id == course_day_id)
    ).all()
    recorded = 0
    for part in parts:
        known = select(ActualPresenter.id).where(ActualPresenter.block_part_id == part.id)
        if db.scalar(known.limit(1)) is not None:
            continue
        confirmed = db.scalars(
            select(Booking.presenter_id).where(
                Booking.block_part_id == part.id,
                Booking.choice == 1,
                Booking.state == BookingState.CONFIRMED,
            )
        ).all()
        if confirmed:
            record_actual(db, part.id, confirmed)
            recorded += 1
    return recorded


def _first_who_can(
    db: Session, block: Block, alternates: Sequence[Booking]
) -> tuple[Booking | None, tuple[str, ...]]:
    """The first alternate who can be asked, and why each one before them cannot."""
    barred = bars(db, block.course_id) if alternates else {}
    on = block.course_day.date if block.course_day is not None else None
    passed_over: list[str] = []
    for one in alternates:
        name = one.presenter.public_name
        bar = barred.get(one.presenter_id, Bar())
        if not one.presenter.active:
            passed_over.append(f"{name} is set to inactive.")
        elif bar.holds(on):
            passed_over.append(cannot_be_booked(name, None if bar.whole else on))
        else:
            return one, tuple(passed_over)
    return None, tuple(passed_over)


def _chain(db: Session, part_id: int, role: str) -> list[Booking]:
    """Everybody who is asked for a part in a role, in order."""
    rows = db.scalars(
        select(Booking).where(Booking.block_part_id == part_id).order_by(Booking.choice, Booking.id)
    )
    return [one for one in rows if one.role.casefold() == role.casefold()]


def _come_into(booking: Booking, state: BookingState) -> None:
    if booking.state is state:
        return
    booking.state = state
    booking.states.append(BookingStateEntry(state=state))
