"""Stipends of presenters for a course: amounts typed, paid, declined, and taken back.

They are settled after the course, so that a closed course is no hindrance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import ActualPresenter, Block, BlockPart, Booking, Course, Presenter, Stipend
from cittrainer.rules.stipends import refuse_amount
from cittrainer.rules.wording import date_words, quoted
from cittrainer.services import words
from cittrainer.services.course_guards import found

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

_EARLIEST = date(2000, 1, 1)
"""An earlier day of payment is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What one presenter is paid."""

    presenter_id: int
    cents: int


class StipendIsSettled(UserError):
    """The stipend is paid or declined already."""


class HasStipend(UserError):
    """A stipend of the presenter is on record."""


def set_amount(db: Session, course_id: int, presenter_id: int, cents: int) -> None:
    """Change what a presenter is to get, whatever the terms come to; it is not paid by that.

    Args:
        db: The open step.
        course_id: The course.
        presenter_id: Who.
        cents: From 0 up.

    Raises:
        Invalid: the amount is negative or too large, or they have nothing to do with the course.
        StipendIsSettled: it is paid or declined.
    """
    amount = refuse_amount(cents)
    for row in _rows(db, course_id, [presenter_id]):
        if row.paid_on is not None or row.declined:
            raise StipendIsSettled(
                f"The stipend of {row.presenter.public_name} is "
                f"{'declined' if row.declined else 'paid'} already.",
                hint="Take that back first.",
            )
        row.amount_cents = amount


def pay(
    db: Session,
    course_id: int,
    payments: Collection[Payment],
    *,
    paid_on: date | None,
    method: str,
    today: date,
) -> None:
    """Record that presenters were paid, all on the same day and in the same way.

    Args:
        db: The open step.
        course_id: The course.
        payments: Who got how much.
        paid_on: The day of payment.
        method: How, in a word, such as “check”.
        today: The present day.

    Raises:
        Invalid: the day is missing, in the future or long ago; nobody is paid; an amount is
            negative or too large; or somebody has nothing to do with the course.
        StipendIsSettled: somebody is paid already.
    """
    on = _day(paid_on, today)
    how = words.line(method, "The way of payment", required=True)
    cents = {one.presenter_id: refuse_amount(one.cents) for one in payments}
    if not cents:
        raise Invalid("Nobody is chosen to be paid.", hint="Choose the presenters first.")
    for row in _rows(db, course_id, cents):
        if row.paid_on is not None:
            raise StipendIsSettled(
                f"{row.presenter.public_name} was paid on {date_words(row.paid_on)} already.",
                hint="Take that back first.",
            )
        row.amount_cents = cents[row.presenter_id]
        row.paid_on, row.method, row.declined = on, how, False


def decline(db: Session, course_id: int, presenter_ids: Collection[int]) -> None:
    """Record that presenters take no stipend for a course.

    Raises:
        Invalid: somebody has nothing to do with the course.
        StipendIsSettled: somebody is paid already.
    """
    for row in _rows(db, course_id, presenter_ids):
        if row.paid_on is not None:
            raise StipendIsSettled(
                f"{row.presenter.public_name} was paid on {date_words(row.paid_on)}.",
                hint="Take that back first.",
            )
        row.amount_cents, row.method, row.declined = 0, "", True


def take_back(db: Session, course_id: int, presenter_ids: Collection[int]) -> None:
    """Forget what was typed or settled, so that the amount follows the terms again."""
    rows = select(Stipend).where(
        Stipend.course_id == course_id, Stipend.presenter_id.in_(presenter_ids)
    )
    for row in db.scalars(rows).all():
        db.delete(row)


def refuse_stipends(db: Session, presenter_id: int, name: str) -> None:
    """Refuse to take somebody out of the book for whom a stipend is on record.

    Raises:
        HasStipend: there is one.
    """
    if db.scalar(select(Stipend.id).where(Stipend.presenter_id == presenter_id).limit(1)):
        raise HasStipend(
            f"A stipend of {name} is on record.", hint="Set the presenter to inactive instead."
        )


def _day(paid_on: date | None, today: date) -> date:
    if paid_on is None:
        raise Invalid("The day of payment is missing.", hint="Type the day on which it was paid.")
    if paid_on > today + timedelta(days=1):
        # A day of grace, for whoever pays where the date is another one already.
        raise Invalid(
            f"{date_words(paid_on)} is still to come.", hint="Type the day on which it was paid."
        )
    if paid_on < _EARLIEST:
        raise Invalid(
            f"{date_words(paid_on)} is too long ago.", hint="Look at the year that you typed."
        )
    return paid_on


def _rows(db: Session, course_id: int, presenter_ids: Collection[int]) -> Iterator[Stipend]:
    """The rows of presenters of a course, made where there are none yet."""
    course = found(db, Course, course_id, "course")
    known = {
        row.presenter_id: row
        for row in db.scalars(select(Stipend).where(Stipend.course_id == course_id))
    }
    here = _presenters_of(db, course_id)
    for presenter_id in presenter_ids:
        row = known.get(presenter_id)
        if row is None:
            presenter = found(db, Presenter, presenter_id, "presenter")
            if presenter_id not in here:
                raise Invalid(
                    f"{presenter.public_name} presents nothing in {quoted(course.number)}.",
                    hint="Look at the list again.",
                )
            row = Stipend(course_id=course_id, presenter_id=presenter_id, presenter=presenter)
            row.paid_on, row.declined = None, False
            db.add(row)
        yield row
    db.flush()


def _presenters_of(db: Session, course_id: int) -> frozenset[int]:
    """Who is booked in a course or presented in it."""
    found_ids: set[int] = set()
    for cls in (Booking, ActualPresenter):
        found_ids |= set(
            db.scalars(
                select(cls.presenter_id)
                .join(BlockPart, BlockPart.id == cls.block_part_id)
                .join(Block, Block.id == BlockPart.block_id)
                .where(Block.course_id == course_id)
            )
        )
    return frozenset(found_ids)
