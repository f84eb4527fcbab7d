"""To whom letters for the presenters of a course go, and which of their slots each is about.

Nothing is read from the confidential records, and nobody's kind leaves this module.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    BookingState,
    Course,
    CourseDay,
    LetterKind,
    Presenter,
    Room,
)
from cittrainer.queries.presenter_terms import stipend_of
from cittrainer.rules.bookings import PRESENTER, told_role

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from cittrainer.rules.stipends import Terms


@dataclass(frozen=True, slots=True)
class LetterSlot:
    """A part of a block as a letter to one of its presenters tells it.

    Attributes:
        booking_id: None for somebody who came without having been booked.
        block_uuid: What names the block everywhere, as hex.
        place: The room with its building; empty where there is none.
        role: What they are there for; empty where they simply present.
        stands_in: Whether they are asked as an alternate.
        to_ask: Whether nobody asked them yet.
        called_off: Whether they said yes to it and cannot come after all.
    """

    booking_id: int | None
    block_uuid: str
    block: str
    part: str
    place: str
    role: str
    stands_in: bool
    to_ask: bool
    called_off: bool
    on_date: date | None
    start_minute: int | None
    minutes: int


@dataclass(frozen=True, slots=True)
class PresenterAddressee:
    """A presenter whom a letter goes to; without an address where none is on file openly."""

    id: int
    name: str
    sorted_name: str
    organization: str
    email: str
    stipend: Terms
    slots: tuple[LetterSlot, ...]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What presenters are told of the place of a course."""

    directions: str
    provided: str
    day_contact: str


PRESENTER_KINDS = (
    LetterKind.INVITATION,
    LetterKind.CONFIRMATION,
    LetterKind.REMINDER,
    LetterKind.CHANGE,
    LetterKind.THANKS,
)
"""The kinds of letters that go to presenters."""


def place_facts(db: Session, course_id: int) -> PlaceFacts:
    """What presenters of a course are told of its place.

    Raises:
        NotFound: there is no such course.
    """
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Look at the list again.")
    return PlaceFacts(course.directions, course.provided, course.day_contact)


def addressees(
    db: Session, kind: LetterKind, course_id: int, *, today: date
) -> tuple[PresenterAddressee, ...]:
    """The presenters of a course who get a kind of letter, by name.

    Invitations go to first choices who are still to be asked and to all who were invited;
    confirmations and reminders to those who said yes; changes to all who were asked and may
    come, with what they called off beside it; thanks to those who really presented. All but
    thanks leave out what is over.
    """
    slots: dict[int, list[LetterSlot]] = defaultdict(list)
    presenters: dict[int, Any] = {}
    for row in db.execute(_rows(kind, course_id)):
        one: Presenter = row.Presenter
        if kind is not LetterKind.THANKS and row.date is not None and row.date < today:
            continue
        presenters[one.id] = one
        slots[one.id].append(_slot(row))
    return tuple(
        PresenterAddressee(
            id=one.id,
            name=one.public_name,
            sorted_name=one.search_name,
            organization=one.organization,
            email="" if one.kind in CONFIDENTIAL_KINDS else one.email,
            stipend=stipend_of(one),
            slots=tuple(slots[one.id]),
        )
        for one in presenters.values()
        if not all(slot.called_off for slot in slots[one.id])
    )


def _wanted(kind: LetterKind) -> ColumnElement[bool]:
    """Which bookings a kind of letter is about."""
    match kind:
        case LetterKind.INVITATION:
            first = and_(Booking.state == BookingState.TO_ASK, Booking.choice == 1)
            return or_(Booking.state == BookingState.INVITED, first)
        case LetterKind.CHANGE:
            return Booking.state.in_(
                (
                    BookingState.INVITED,
                    BookingState.TENTATIVE,
                    BookingState.CONFIRMED,
                    BookingState.CANCELLED,
                )
            )
        case _:
            return Booking.state == BookingState.CONFIRMED


def _rows(kind: LetterKind, course_id: int) -> Select[*tuple[Any, ...]]:
    """Presenters with what they present, each line one slot, in the order of names and agenda."""
    columns = (
        Presenter,
        Booking.id.label("booking_id"),
        Booking.role,
        Booking.choice,
        Booking.state,
        Block.uuid,
        Block.title,
        BlockPart.title.label("part"),
        Room.name.label("room"),
        Room.building,
        CourseDay.date,
        Block.start_minute,
        Block.minutes,
    )
    query: Select[*tuple[Any, ...]]
    if kind is LetterKind.THANKS:
        query = (
            select(*columns)
            .join(ActualPresenter, ActualPresenter.presenter_id == Presenter.id)
            .join(BlockPart, BlockPart.id == ActualPresenter.block_part_id)
            .outerjoin(
                Booking,
                and_(Booking.block_part_id == BlockPart.id, Booking.presenter_id == Presenter.id),
            )
        )
    else:
        query = (
            select(*columns)
            .join(Booking, Booking.presenter_id == Presenter.id)
            .join(BlockPart, BlockPart.id == Booking.block_part_id)
            .where(_wanted(kind))
        )
    return (
        query.join(Block, Block.id == BlockPart.block_id)
        .outerjoin(Room, Room.id == BlockPart.room_id)
        .outerjoin(CourseDay, CourseDay.id == Block.course_day_id)
        .where(Block.course_id == course_id)
        .order_by(
            Presenter.search_name,
            Presenter.id,
            CourseDay.date.asc().nulls_last(),
            Block.start_minute,
            Block.id,
            BlockPart.position,
        )
    )


def _slot(row: Any) -> LetterSlot:
    room = row.room or ""
    return LetterSlot(
        booking_id=row.booking_id,
        block_uuid=row.uuid.hex(),
        block=row.title,
        part=row.part,
        place=f"{room} ({row.building})" if room and row.building else room,
        role=_role(row),
        stands_in=(row.choice or 1) > 1,
        to_ask=row.state is BookingState.TO_ASK,
        called_off=row.state is BookingState.CANCELLED,
        on_date=row.date,
        start_minute=row.start_minute,
        minutes=row.minutes,
    )


def _role(row: Any) -> str:
    role = told_role(row.role, guarded=row.Presenter.kind in CONFIDENTIAL_KINDS)
    return "" if role.casefold() == PRESENTER else role
