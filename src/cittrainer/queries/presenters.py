"""Reads of the book of presenters and of who is booked for what.

Only ``presenters`` and ``presenter`` tell a presenter's kind, which may be health information;
everything that leaves the book uses the public name alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    ActualPresenter,
    Availability,
    AvailabilityKind,
    Block,
    BlockPart,
    Booking,
    BookingState,
    Course,
    CourseDay,
    CourseState,
    Delivery,
    Presenter,
    PresenterKind,
    Room,
)
from cittrainer.queries.care_tasks import done_in
from cittrainer.queries.presented import presented_by_part
from cittrainer.queries.presenter_terms import PresenterTerms, terms_of
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.plan_values import QualificationValue

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session

    from cittrainer.rules.fair_rotation import Standing

UNCONFIRMED = (BookingState.TO_ASK, BookingState.INVITED, BookingState.TENTATIVE)
"""States in which a presenter is wanted but has not said yes."""

UNSTAFFED = frozenset(
    {
        Delivery.ADMIN.value,
        Delivery.BREAK.value,
        Delivery.CEREMONY.value,
        Delivery.EXAM.value,
        Delivery.LUNCH.value,
        Delivery.TRAVEL.value,
    }
)
"""Deliveries for which nobody needs to be booked."""

PLANNED = (CourseState.PLANNING, CourseState.OPEN, CourseState.RUNNING)
"""States of courses for which presenters are still asked."""


@dataclass(frozen=True, slots=True)
class PresenterRow:
    """A line of the book."""

    id: int
    public_name: str
    kind: PresenterKind
    title: str
    organization: str
    topics: str
    active: bool
    bookings: int
    """In courses that are not over."""
    unconfirmed: int
    """Of those, where they are the first choice but have not said yes."""
    next_on: date | None
    presented: int
    """Parts presented in all courses."""
    standing: Standing | None = None
    """None until it was read, which takes longer; see ``presenter_talks.standings``."""


@dataclass(frozen=True, slots=True)
class WindowValue:
    """A time that a presenter said something about."""

    kind: AvailabilityKind
    on_date: date | None
    weekday: int | None
    start_minute: int
    end_minute: int
    first_on: date | None = None
    """The season of a weekly time, as is ``last_on``."""
    last_on: date | None = None
    most_minutes: int | None = None
    """The longest talk that they can give in this time."""
    by_phone: bool = False


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A presenter asked for a part of a block, under the public name."""

    id: int
    presenter_id: int
    presenter: str
    role: str
    choice: int
    state: BookingState
    course_id: int
    course: str
    """The course's number."""
    block_id: int
    block: str
    part_id: int
    part: str
    """Title of the part, or empty."""
    room: str
    on_date: date | None
    start_minute: int | None
    minutes: int
    care_done: frozenset[str] = frozenset()
    """What was done for somebody who tells their story; read with the parts of a course only."""

    @property
    def unconfirmed(self) -> bool:
        """Whether they have been asked but have not said yes."""
        return self.state in UNCONFIRMED


@dataclass(frozen=True, slots=True)
class PresenterCard:
    """Everything that the book shows of a presenter, but for the confidential record."""

    id: int
    version: int
    public_name: str
    kind: PresenterKind
    title: str
    organization: str
    email: str
    phone: str
    topics: str
    bio: str
    active: bool
    person_id: int | None
    person: str
    """Their name in the list of people, or empty."""
    windows: tuple[WindowValue, ...]
    qualifications: tuple[QualificationValue, ...]
    bookings: tuple[BookingRow, ...]
    """Newest day first."""
    terms: PresenterTerms = field(default_factory=PresenterTerms)

    @property
    def expected(self) -> tuple[BookingRow, ...]:
        """The bookings for which they are expected: first choices that were not called off."""
        return tuple(
            one for one in self.bookings if one.choice == 1 and one.state not in CALLED_OFF
        )


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a block in a course, with who is planned and who really presented."""

    part_id: int
    block_id: int
    block: str
    delivery: str
    part: str
    room: str
    on_date: date | None
    start_minute: int | None
    minutes: int
    bookings: tuple[BookingRow, ...]
    actual: tuple[tuple[int, str], ...]
    """Ids and public names."""
    course_day_id: int | None = None

    @property
    def nobody_yet(self) -> bool:
        """Whether it is instruction for which nobody is expected to come."""
        return self.delivery not in UNSTAFFED and all(
            one.state in CALLED_OFF for one in self.bookings
        )


@dataclass(frozen=True, slots=True)
class PresenterChoice:
    """A presenter to choose from."""

    id: int
    public_name: str
    detail: str
    """Title and organization; never the kind."""


def presenters(db: Session, *, today: date) -> tuple[PresenterRow, ...]:
    """The whole book, in the order of names."""
    ahead: dict[int, tuple[int, int, date | None]] = {}
    for presenter_id, count, open_count, first in db.execute(
        select(
            Booking.presenter_id,
            func.count(Booking.id),
            func.count(Booking.id).filter(Booking.state.in_(UNCONFIRMED), Booking.choice == 1),
            func.min(CourseDay.date).filter(CourseDay.date >= today),
        )
        .join(BlockPart, Booking.block_part_id == BlockPart.id)
        .join(Block, BlockPart.block_id == Block.id)
        .join(Course, Block.course_id == Course.id)
        .outerjoin(CourseDay, Block.course_day_id == CourseDay.id)
        .where(Course.state.in_(PLANNED), Booking.state.not_in(CALLED_OFF))
        .group_by(Booking.presenter_id)
    ):
        ahead[presenter_id] = (count, open_count, first)
    presented = dict(
        db.execute(
            select(ActualPresenter.presenter_id, func.count()).group_by(
                ActualPresenter.presenter_id
            )
        ).all()
    )
    # Column by column: a book of thousands is shown in half the time.
    everybody = db.execute(
        select(
            Presenter.id,
            Presenter.public_name,
            Presenter.kind,
            Presenter.title,
            Presenter.organization,
            Presenter.topics,
            Presenter.active,
        ).order_by(Presenter.search_name, Presenter.id)
    )
    return tuple(
        PresenterRow(*row, *ahead.get(row.id, (0, 0, None)), presented=presented.get(row.id, 0))
        for row in everybody
    )


def presenter(db: Session, presenter_id: int) -> PresenterCard:
    """One presenter with times and bookings.

    Raises:
        NotFound: they were removed.
    """
    one = db.get(Presenter, presenter_id)
    if one is None:
        raise NotFound("This presenter is no longer on file.", hint="Look at the list again.")
    windows = db.scalars(
        select(Availability)
        .where(Availability.presenter_id == presenter_id)
        .order_by(Availability.on_date, Availability.weekday, Availability.start_minute)
    )
    rows = db.execute(
        select_bookings()
        .where(Booking.presenter_id == presenter_id)
        .order_by(CourseDay.date.desc().nulls_last(), Block.start_minute)
    ).all()
    return PresenterCard(
        id=one.id,
        version=one.version,
        public_name=one.public_name,
        kind=one.kind,
        title=one.title,
        organization=one.organization,
        email=one.email,
        phone=one.phone,
        topics=one.topics,
        bio=one.bio,
        active=one.active,
        person_id=one.person_id,
        person=one.person.sorted_name if one.person is not None else "",
        windows=tuple(
            WindowValue(**{each: getattr(w, each) for each in WindowValue.__slots__})
            for w in windows
        ),
        qualifications=tuple(
            QualificationValue(held.name, held.expires_on)
            for held in sorted(one.qualifications, key=lambda held: held.name.casefold())
        ),
        bookings=tuple(map(booking_row, rows)),
        terms=terms_of(db, one),
    )


def choices(db: Session) -> tuple[PresenterChoice, ...]:
    """The active presenters to choose from, in the order of names."""
    rows = db.execute(
        select(Presenter.id, Presenter.public_name, Presenter.title, Presenter.organization)
        .where(Presenter.active.is_(True))
        .order_by(Presenter.search_name, Presenter.id)
    )
    return tuple(
        PresenterChoice(row.id, row.public_name, ", ".join(p for p in row[2:] if p)) for row in rows
    )


def public_names(db: Session) -> tuple[PresenterChoice, ...]:
    """Everybody in the book, also those who are inactive, in the order of names."""
    rows = db.execute(
        select(Presenter.id, Presenter.public_name).order_by(Presenter.search_name, Presenter.id)
    )
    return tuple(PresenterChoice(row.id, row.public_name, "") for row in rows)


def unconfirmed(db: Session, *, course_id: int | None = None) -> tuple[BookingRow, ...]:
    """First choices who were asked but have not said yes, the soonest first.

    Args:
        db: A session.
        course_id: Only of one course; else of all that are not over.
    """
    query = select_bookings().where(
        Booking.state.in_(UNCONFIRMED), Booking.choice == 1, Course.state.in_(PLANNED)
    )
    if course_id is not None:
        query = query.where(Course.id == course_id)
    order = (CourseDay.date.asc().nulls_last(), Block.start_minute, Presenter.search_name)
    return tuple(map(booking_row, db.execute(query.order_by(*order))))


def course_parts(db: Session, course_id: int) -> tuple[PartRow, ...]:
    """Every part of a course's blocks with planned and actual presenters, in agenda order."""
    bookings: dict[int, list[BookingRow]] = defaultdict(list)
    ordered = select_bookings().where(Course.id == course_id).order_by(Booking.choice, Booking.id)
    care = done_in(db, course_id)
    for booking in map(booking_row, db.execute(ordered)):
        cared = replace(booking, care_done=care[booking.id]) if booking.id in care else booking
        bookings[booking.part_id].append(cared)
    actual = presented_by_part(db, Block.course_id == course_id)
    parts = db.execute(
        select(
            BlockPart.id,
            Block.id.label("block_id"),
            Block.title,
            Block.delivery,
            BlockPart.title.label("part"),
            Room.name.label("room"),
            CourseDay.date,
            Block.course_day_id,
            Block.start_minute,
            Block.minutes,
        )
        .join(Block, BlockPart.block_id == Block.id)
        .outerjoin(Room, BlockPart.room_id == Room.id)
        .outerjoin(CourseDay, Block.course_day_id == CourseDay.id)
        .where(Block.course_id == course_id)
        .order_by(
            CourseDay.date.asc().nulls_last(), Block.start_minute, Block.id, BlockPart.position
        )
    )
    return tuple(
        PartRow(
            part_id=row.id,
            block_id=row.block_id,
            block=row.title,
            delivery=row.delivery.value,
            part=row.part,
            room=row.room or "",
            on_date=row.date,
            start_minute=row.start_minute,
            minutes=row.minutes,
            bookings=tuple(bookings[row.id]),
            actual=tuple(actual.get(row.id, ())),
            course_day_id=row.course_day_id,
        )
        for row in parts
    )


def select_bookings() -> Select[*tuple[Any, ...]]:
    """What ``booking_row`` needs of bookings, with all that they hang on joined."""
    return (
        select(
            Booking.id,
            Booking.presenter_id,
            Presenter.public_name,
            Booking.role,
            Booking.choice,
            Booking.state,
            Course.id.label("course_id"),
            Course.number,
            Block.id.label("block_id"),
            Block.title,
            BlockPart.id.label("part_id"),
            BlockPart.title.label("part"),
            Room.name.label("room"),
            CourseDay.date,
            Block.start_minute,
            Block.minutes,
        )
        .join(Presenter, Booking.presenter_id == Presenter.id)
        .join(BlockPart, Booking.block_part_id == BlockPart.id)
        .join(Block, BlockPart.block_id == Block.id)
        .join(Course, Block.course_id == Course.id)
        .outerjoin(Room, BlockPart.room_id == Room.id)
        .outerjoin(CourseDay, Block.course_day_id == CourseDay.id)
    )


def booking_row(row: Row[Any]) -> BookingRow:
    """A booking of ``select_bookings``."""
    return BookingRow(
        id=row.id,
        presenter_id=row.presenter_id,
        presenter=row.public_name,
        role=row.role,
        choice=row.choice,
        state=row.state,
        course_id=row.course_id,
        course=row.number,
        block_id=row.block_id,
        block=row.title,
        part_id=row.part_id,
        part=row.part,
        room=row.room or "",
        on_date=row.date,
        start_minute=row.start_minute,
        minutes=row.minutes,
    )
