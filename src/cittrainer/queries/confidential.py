"""Reads of what presenters entrusted to the coordinator, each only when it is asked for on purpose.

Before one of these is called, ``services.confidential.open_confidential`` is saved for each
presenter: what cannot be noted in the history is not shown. What the plan of a course needs to
know of it is derived in ``queries.care``, as yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import (
    AgencyNotBookedFor,
    Block,
    BlockPart,
    Booking,
    Change,
    ConfidentialOpening,
    ConfidentialRecord,
    ConsentAgency,
    Course,
    CourseDay,
    Presenter,
    Room,
    Step,
)
from cittrainer.queries.presenters import PLANNED
from cittrainer.rules.bookings import CALLED_OFF
from cittrainer.rules.plan_values import equipment_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, repr=False)
class ConfidentialCard:
    """What a presenter entrusted to the coordinator; shown only when opened on purpose.

    It tells nothing of itself where it is printed, as in a log; neither does ``Contact``.
    """

    presenter_id: int
    public_name: str
    version: int | None
    """None while there is no record."""
    phone: str = ""
    email: str = ""
    address: str = ""
    support_person: str = ""
    access_needs: str = ""
    topics_not_asked: str = ""
    consent_on: date | None = None
    consent_scope: str = ""
    consent_print: bool = True
    consent_photos: bool = False
    consent_all_agencies: bool = True
    consent_expires_on: date | None = None
    consent_withdrawn_on: date | None = None
    agencies_not_booked_for: tuple[int, ...] = ()
    consent_agencies: tuple[int, ...] = ()
    support_invited: frozenset[str] = frozenset()
    """UUIDs, as hex, of the bookings to which the support person is invited."""


@dataclass(frozen=True, slots=True)
class ComingBooking:
    """A booking for which something may have to be arranged."""

    id: int
    uuid: str
    """As hex."""
    course: str
    """The course's number."""
    first: date | None
    """The first day of the course, as ``last`` is its last."""
    last: date | None
    block: str
    on_date: date | None
    start_minute: int | None
    room: str
    """Empty while there is none."""
    equipment: frozenset[str]
    """What is in that room, folded to lower case."""


@dataclass(frozen=True, slots=True)
class Openings:
    """How often a confidential record was opened, and the last times, the newest first."""

    count: int
    latest: tuple[tuple[datetime, str], ...]
    """When, and by whom as it was set on the computer; at most two."""


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """How to reach somebody whose contact data stand only in the confidential record."""

    phone: str
    email: str


def confidential(db: Session, presenter_id: int) -> ConfidentialCard:
    """The confidential record of a presenter; call it only when it is opened on purpose.

    Raises:
        NotFound: the presenter was removed.
    """
    name = db.scalar(select(Presenter.public_name).where(Presenter.id == presenter_id))
    if name is None:
        raise NotFound("This presenter is no longer on file.", hint="Look at the list again.")
    not_booked_for, covered = (
        tuple(db.scalars(select(cls.agency_id).where(cls.presenter_id == presenter_id)))
        for cls in (AgencyNotBookedFor, ConsentAgency)
    )
    record = db.scalar(
        select(ConfidentialRecord).where(ConfidentialRecord.presenter_id == presenter_id)
    )
    if record is None:
        return ConfidentialCard(
            presenter_id, name, None, agencies_not_booked_for=not_booked_for,
            consent_agencies=covered,
        )  # fmt: skip
    return ConfidentialCard(
        presenter_id=presenter_id,
        public_name=name,
        version=record.version,
        phone=record.phone,
        email=record.email,
        address=record.address,
        support_person=record.support_person,
        access_needs=record.access_needs,
        topics_not_asked=record.topics_not_asked,
        consent_on=record.consent_on,
        consent_scope=record.consent_scope,
        consent_print=record.consent_print,
        consent_photos=record.consent_photos,
        consent_all_agencies=record.consent_all_agencies,
        consent_expires_on=record.consent_expires_on,
        consent_withdrawn_on=record.consent_withdrawn_on,
        agencies_not_booked_for=not_booked_for,
        consent_agencies=covered,
        support_invited=frozenset(record.support_invited),
    )


def record_uuid(db: Session, presenter_id: int) -> bytes | None:
    """What the confidential record of a presenter is called in every copy of the file."""
    return db.scalar(
        select(ConfidentialRecord.uuid).where(ConfidentialRecord.presenter_id == presenter_id)
    )


def contact_of(db: Session, presenter_ids: Collection[int]) -> dict[int, Contact]:
    """Phone and e-mail of presenters who have a confidential record, read on purpose.

    For the call list of the day and for letters: save ``open_confidential`` for each first.
    """
    rows = db.execute(
        select(ConfidentialRecord.presenter_id, ConfidentialRecord.phone, ConfidentialRecord.email)
        .where(ConfidentialRecord.presenter_id.in_(presenter_ids))
    )  # fmt: skip
    return {presenter_id: Contact(phone, email) for presenter_id, phone, email in rows}


def unnamed_on_paper(db: Session) -> dict[int, str]:
    """The public names, by their id, of those whose name may not be printed.

    This alone is read without being noted: it is there to keep names off paper.
    """
    rows = db.execute(
        select(Presenter.id, Presenter.public_name)
        .join(ConfidentialRecord, ConfidentialRecord.presenter_id == Presenter.id)
        .where(ConfidentialRecord.consent_print.is_(False))
    )
    return dict(rows.all())


def openings(db: Session, presenter_id: int) -> Openings:
    """When the confidential record of a presenter was opened, and by whom, from the history."""
    mine = select(ConfidentialOpening.id).where(ConfidentialOpening.presenter_id == presenter_id)
    steps = (
        select(Step.at, Step.who)
        .join(Change, Change.step_id == Step.id)
        .where(Change.table_name == ConfidentialOpening.__tablename__, Change.row_id.in_(mine))
    )
    count = db.scalar(select(func.count()).select_from(steps.subquery())) or 0
    latest = db.execute(steps.order_by(Step.id.desc()).limit(2))
    return Openings(count, tuple((at, who) for at, who in latest))


def coming_bookings(db: Session, presenter_id: int, *, today: date) -> tuple[ComingBooking, ...]:
    """What a presenter is booked or asked for from today on, in the order of days."""
    days = (
        select(
            CourseDay.course_id,
            func.min(CourseDay.date).label("first"),
            func.max(CourseDay.date).label("last"),
        )
        .group_by(CourseDay.course_id)
        .subquery()
    )
    rows = db.execute(
        select(
            Booking.id,
            Booking.uuid,
            Course.number,
            days.c.first,
            days.c.last,
            Block.title,
            CourseDay.date,
            Block.start_minute,
            Room.name,
            Room.equipment,
        )
        .join(BlockPart, Booking.block_part_id == BlockPart.id)
        .join(Block, BlockPart.block_id == Block.id)
        .join(Course, Block.course_id == Course.id)
        .outerjoin(days, days.c.course_id == Course.id)
        .outerjoin(CourseDay, Block.course_day_id == CourseDay.id)
        .outerjoin(Room, BlockPart.room_id == Room.id)
        .where(
            Booking.presenter_id == presenter_id,
            Booking.state.not_in(CALLED_OFF),
            Course.state.in_(PLANNED),
            CourseDay.date.is_(None) | (CourseDay.date >= today),
        )
        .order_by(CourseDay.date.asc().nulls_last(), Block.start_minute, Booking.id)
    )
    return tuple(
        ComingBooking(
            booking_id, uuid.hex(), number, first, last, title, on, start,
            room or "", equipment_words(equipment or ""),
        )
        for booking_id, uuid, number, first, last, title, on, start, room, equipment in rows
    )  # fmt: skip


def words_of_rooms(db: Session) -> tuple[str, ...]:
    """What the rooms of the academy have, each word once, as it is written there."""
    known: dict[str, str] = {}
    for text in db.scalars(select(Room.equipment).order_by(Room.name)):
        for part in text.split(","):
            if word := " ".join(part.split()):
                known.setdefault(word.casefold(), word)
    return tuple(known[key] for key in sorted(known))
