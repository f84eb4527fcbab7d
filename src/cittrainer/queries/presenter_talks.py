"""What presenters gave and are expected to give, and when they were last asked, for all at once.

Every read takes a fixed number of queries. It looks at the calendar year and the last half year
first; only for those who do not occur there it goes further back.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select

from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    BookingState,
    BookingStateEntry,
    Course,
    CourseDay,
    CourseState,
    Presenter,
    Qualification,
)
from cittrainer.rules.fair_rotation import (
    LEAST_STORIES,
    LONG,
    Limits,
    Standing,
    Talk,
    still_due,
    use,
)
from cittrainer.rules.plan_values import QualificationValue
from cittrainer.rules.running_out import running_out

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from sqlalchemy import ColumnElement, CursorResult, Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

_ASKING = (BookingState.TO_ASK, BookingState.INVITED, BookingState.TENTATIVE)
_ANSWERED = (BookingState.TENTATIVE, BookingState.CONFIRMED)

_FEW = 50
"""Of so few presenters the bookings are looked up one by one, and not those of the whole year."""


def standings(
    db: Session, *, today: date, only: Collection[int] = (), for_the_book: bool = True
) -> dict[int, Standing]:
    """How presenters stand today, by their id.

    Args:
        db: A session.
        today: The present day.
        only: Whose standing is wanted; nobody's in particular: everybody's.
        for_the_book: Whether what is due to everybody who tells a story counts as well. Their kind
            can be told from that, so it never leaves the book.
    """
    rows = db.execute(
        select(
            Presenter.id,
            Presenter.kind,
            Presenter.most_a_week,
            Presenter.most_a_month,
            Presenter.most_a_year,
            Presenter.least_a_year,
        ).where(*_few(Presenter.id, only))
    ).all()
    ids = [row.id for row in rows]
    given = talks(db, ids, today=today, on=today)
    asked = last_asked(db, ids, today=today)
    held = _dated_qualifications(db, ids)
    found = {}
    for presenter_id, kind, *wanted in rows:
        limits, theirs = Limits(*wanted), given.get(presenter_id, [])
        used = use(theirs, today=today, on=today, asked_on=asked.get(presenter_id))
        usual = LEAST_STORIES if for_the_book and kind in CONFIDENTIAL_KINDS else 0
        found[presenter_id] = Standing(
            use=used,
            limits=limits,
            due=still_due(used, limits, usual=usual),
            runs_out=running_out(
                held.get(presenter_id, ()), today=today, booked=[one.on for one in theirs]
            ),
        )
    return found


def talks(db: Session, ids: Collection[int], *, today: date, on: date) -> Mapping[int, list[Talk]]:
    """The talks of presenters by their id: those of the year of a day, and the last one before.

    A booking counts that was presented, or confirmed as first choice; one that is still being
    asked counts as long as its day is not over. So does who presented without having been asked.

    Args:
        db: A session.
        ids: Whose talks.
        today: Divides what is over from what is ahead.
        on: Its calendar year is read whole, and the last half year.
    """
    since = min(on.replace(month=1, day=1), today - LONG)
    recent = Block.course_day_id.in_(select(CourseDay.id).where(CourseDay.date >= since))
    found: dict[int, list[Talk]] = defaultdict(list)
    booked = _booked(today).where(recent, *_few(Booking.presenter_id, ids))
    for who, state, role, block_id, day, number in _rows(db, booked):
        given = state is BookingState.PRESENTED or day < today
        found[who].append(Talk(block_id, day, number, given, role))
    unasked = _unasked().where(recent, *_few(ActualPresenter.presenter_id, ids))
    for who, block_id, day, number in _rows(db, unasked):
        found[who].append(Talk(block_id, day, number, given=True))
    missing = [one for one in ids if one not in found]
    for who, block_id, day, number in _rows(db, _earlier(missing, since)):
        found[who].append(Talk(block_id, day, number, given=True))
    return found


def last_asked(db: Session, ids: Collection[int], *, today: date) -> dict[int, date]:
    """When presenters were last asked for anything, by their id.

    Whoever was never invited but answered, say on the telephone, was asked when they answered.
    """
    since = datetime.combine(today - 2 * LONG, time(), tzinfo=UTC)
    recent = _asked(BookingStateEntry.recorded >= since, *_few(Booking.presenter_id, ids))
    found = {who: at.astimezone().date() for who, at in _rows(db, recent)}
    missing = [one for one in ids if one not in found]
    earlier = _asked(Booking.presenter_id.in_(missing))
    return found | {who: at.astimezone().date() for who, at in _rows(db, earlier)}


def _rows(db: Session, query: Select[*tuple[Any, ...]]) -> CursorResult[*tuple[Any, ...]]:
    """Many plain rows, without what the session would do for mapped objects among them."""
    return db.connection().execute(query)


def _asked(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The latest moment at which presenters were asked, of the states that are meant."""
    invited = case((BookingStateEntry.state == BookingState.INVITED, BookingStateEntry.recorded))
    bookings = (
        select(
            Booking.presenter_id,
            func.coalesce(func.max(invited), func.min(BookingStateEntry.recorded)).label("at"),
        )
        .join(Booking, Booking.id == BookingStateEntry.booking_id)
        .where(BookingStateEntry.state.in_((BookingState.INVITED, *_ANSWERED)), *which)
        # Not by the bare column: its index would lead to every entry there ever was.
        .group_by(func.coalesce(BookingStateEntry.booking_id, 0))
        .subquery()
    )
    return select(bookings.c.presenter_id, func.max(bookings.c.at)).group_by(
        bookings.c.presenter_id
    )


def _booked(today: date) -> Select[*tuple[Any, ...]]:
    """What presenters are booked for, as far as it counts, with its day and course."""
    expected = or_(
        Booking.state == BookingState.CONFIRMED,
        and_(Booking.state.in_(_ASKING), CourseDay.date >= today),
    )
    found: Select[*tuple[Any, ...]] = (
        select(
            Booking.presenter_id,
            Booking.state,
            Booking.role,
            Block.id,
            CourseDay.date,
            Course.number,
        )
        .join(BlockPart, BlockPart.id == Booking.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .join(CourseDay, CourseDay.id == Block.course_day_id)
        .join(Course, Course.id == Block.course_id)
        .where(
            or_(
                Booking.state == BookingState.PRESENTED,
                and_(Booking.choice == 1, expected, Course.state != CourseState.CANCELLED),
            )
        )
    )
    return found


def _presented(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(ActualPresenter.presenter_id, *columns)
        .join(BlockPart, BlockPart.id == ActualPresenter.block_part_id)
        .join(Block, Block.id == BlockPart.block_id)
        .join(CourseDay, CourseDay.id == Block.course_day_id)
        .join(Course, Course.id == Block.course_id)
    )


def _unasked() -> Select[*tuple[Any, ...]]:
    """Who presented without having been asked."""
    asked = select(Booking.id).where(
        Booking.block_part_id == ActualPresenter.block_part_id,
        Booking.presenter_id == ActualPresenter.presenter_id,
    )
    return _presented(Block.id, CourseDay.date, Course.number).where(~asked.exists())


def _earlier(ids: Collection[int], before: date) -> Select[*tuple[Any, ...]]:
    """What presenters gave before a day; one of the blocks they gave in each course."""
    return (
        _presented(func.max(Block.id), func.max(CourseDay.date), Course.number)
        .where(CourseDay.date < before, ActualPresenter.presenter_id.in_(ids))
        .group_by(ActualPresenter.presenter_id, Course.id)
    )


def _dated_qualifications(
    db: Session, ids: Collection[int]
) -> Mapping[int, list[QualificationValue]]:
    """The qualifications that run out at all, by the presenter's id."""
    held: dict[int, list[QualificationValue]] = defaultdict(list)
    for who, name, expires_on in db.execute(
        select(Qualification.presenter_id, Qualification.name, Qualification.expires_on).where(
            Qualification.expires_on.is_not(None), *_few(Qualification.presenter_id, ids)
        )
    ):
        held[who].append(QualificationValue(name, expires_on))
    return held


def _few(
    column: InstrumentedAttribute[int], ids: Collection[int]
) -> tuple[ColumnElement[bool], ...]:
    return (column.in_(ids),) if 0 < len(ids) <= _FEW else ()
