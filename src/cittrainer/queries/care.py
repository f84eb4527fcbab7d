"""What follows from confidential records for courses: who cannot be booked, what does not suit.

The only place outside the presenters' book that reads them. What leaves it are yes and no, without
any reason, and nothing of what is written in a record.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    AgencyNotBookedFor,
    Booking,
    ConfidentialRecord,
    ConsentAgency,
    CourseDay,
    Enrollment,
    Presenter,
)
from cittrainer.rules.care import Bar
from cittrainer.rules.consents import Consent
from cittrainer.rules.plan_values import equipment_words
from cittrainer.rules.seats import HOLDS_SEAT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cittrainer.rules.plan_values import RoomValue
    from cittrainer.rules.values import BookingValue


CARE_MADE_OF = (AgencyNotBookedFor, ConfidentialRecord, ConsentAgency, Enrollment)
"""What decides who can be booked: a page that shows it reads again when one of these changed."""


@dataclass(frozen=True, slots=True)
class CareValue:
    """What a course has to know of one presenter; see the fields of ``PresenterValue``."""

    bar: Bar = field(default_factory=Bar)
    unsuited_rooms: frozenset[int] = frozenset()
    unarranged: frozenset[int] = frozenset()


class _Record(NamedTuple):
    """What a course has to know of the record of somebody who needs a consent."""

    consent: Consent
    agencies: frozenset[int] | None
    """Those that the consent covers; None is every one."""
    needs: frozenset[str]
    accompanied: bool
    """Whether somebody comes along to support them."""
    invited: frozenset[str]
    """UUIDs, as hex, of the bookings to which that somebody is invited."""

    def covers(self, agencies: Collection[int]) -> bool:
        return self.agencies is None or self.agencies.issuperset(agencies)


def bars(db: Session, course_id: int) -> Mapping[int, Bar]:
    """Who of the whole book cannot be booked for a course; the others are not in it."""
    return bars_by_course(db, [course_id])[course_id]


def bars_by_course(db: Session, course_ids: Collection[int]) -> Mapping[int, Mapping[int, Bar]]:
    """Who of the whole book cannot be booked for each of some courses, in five queries."""
    days: dict[int, list[date]] = defaultdict(list)
    for course_id, on in db.execute(
        select(CourseDay.course_id, CourseDay.date).where(CourseDay.course_id.in_(course_ids))
    ):
        days[course_id].append(on)
    agencies = _agencies(db, course_ids)
    records, refused = _records(db, None), _refused(db, None)
    return {
        course_id: {
            presenter_id: bar
            for presenter_id in records.keys() | refused.keys()
            if (
                bar := _bar(
                    records.get(presenter_id),
                    refused.get(presenter_id, frozenset()),
                    days.get(course_id, ()),
                    agencies.get(course_id, frozenset()),
                )
            )
            != Bar()
        }
        for course_id in course_ids
    }


def care_of(
    db: Session,
    course_id: int,
    days: Sequence[date],
    bookings: Iterable[BookingValue],
    rooms: Mapping[int, RoomValue],
) -> Mapping[int, CareValue]:
    """What a course has to know of those booked for it, in five queries at most.

    Args:
        db: A session.
        course_id: The course.
        days: Its days.
        bookings: All of its bookings, alternates included.
        rooms: Every room of the academy by its id.
    """
    booked: dict[int, set[int]] = defaultdict(set)
    for one in bookings:
        booked[one.presenter_id].add(one.id)
    agencies = _agencies(db, [course_id]).get(course_id, frozenset())
    records, refused = _records(db, booked), _refused(db, booked)
    unarranged = _unarranged(db, booked, records)
    return {
        presenter_id: CareValue(
            _bar(records.get(presenter_id), refused.get(presenter_id, frozenset()), days, agencies),
            _unsuited(records.get(presenter_id), rooms),
            unarranged.get(presenter_id, frozenset()),
        )
        for presenter_id in booked
    }


def _bar(
    record: _Record | None, refused: frozenset[int], days: Sequence[date], agencies: frozenset[int]
) -> Bar:
    if refused & agencies:
        return Bar(whole=True)
    if record is None:
        return Bar()
    without = frozenset(day for day in days if not record.consent.holds(day))
    never = record.consent.given is None or (days and len(without) == len(set(days)))
    if never or not record.covers(agencies):
        return Bar(whole=True)
    return Bar(on=without)


def _unsuited(record: _Record | None, rooms: Mapping[int, RoomValue]) -> frozenset[int]:
    if record is None:
        return frozenset()
    return frozenset(one.id for one in rooms.values() if not record.needs <= one.equipment)


def _agencies(db: Session, course_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
    """The agencies with somebody who holds a seat, by the course."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = db.execute(
        select(Enrollment.course_id, Enrollment.agency_id)
        .where(
            Enrollment.course_id.in_(course_ids),
            Enrollment.state.in_(HOLDS_SEAT),
        )
        .distinct()
    )
    for course_id, agency_id in rows:
        if agency_id is not None:
            found[course_id].add(agency_id)
    return {course_id: frozenset(ids) for course_id, ids in found.items()}


def _records(db: Session, ids: Collection[int] | None) -> Mapping[int, _Record]:
    """Those of some presenters, or of the whole book, who need a consent."""
    covered = _by_presenter(db, select(ConsentAgency.presenter_id, ConsentAgency.agency_id), ids)
    record = ConfidentialRecord
    # Column by column: what is not needed here is not even fetched.
    rows = (
        select(
            Presenter.id,
            record.consent_on,
            record.consent_expires_on,
            record.consent_withdrawn_on,
            func.coalesce(record.consent_all_agencies, True),
            func.coalesce(record.access_needs, ""),
            func.coalesce(record.support_person, "") != "",
            record.support_invited,
        )
        .outerjoin(record, record.presenter_id == Presenter.id)
        .where(Presenter.kind.in_(CONFIDENTIAL_KINDS))
    )
    if ids is not None:
        rows = rows.where(Presenter.id.in_(ids))
    return {
        one: _Record(
            Consent(given, expires, withdrawn),
            None if every else covered.get(one, frozenset()),
            equipment_words(needs),
            bool(accompanied),
            frozenset(invited or ()),
        )
        for one, given, expires, withdrawn, every, needs, accompanied, invited in db.execute(rows)
    }


def _refused(db: Session, ids: Collection[int] | None) -> Mapping[int, frozenset[int]]:
    rows = select(AgencyNotBookedFor.presenter_id, AgencyNotBookedFor.agency_id)
    return _by_presenter(db, rows, ids)


def _by_presenter(
    db: Session, rows: Select[int, int], ids: Collection[int] | None
) -> Mapping[int, frozenset[int]]:
    """Agencies by the presenter, of pairs of both."""
    if ids is not None:
        rows = rows.where(rows.selected_columns.presenter_id.in_(ids))
    found: dict[int, set[int]] = defaultdict(set)
    for presenter_id, agency_id in db.execute(rows):
        found[presenter_id].add(agency_id)
    return {one: frozenset(agencies) for one, agencies in found.items()}


def _unarranged(
    db: Session, booked: Mapping[int, Collection[int]], records: Mapping[int, _Record]
) -> Mapping[int, frozenset[int]]:
    """The bookings to which nobody was invited who is to come along, by the presenter."""
    accompanied = {one: record for one, record in records.items() if record.accompanied}
    ids = {each for one in accompanied for each in booked[one]}
    if not ids:
        return {}
    hexes = {
        booking_id: uuid.hex()
        for booking_id, uuid in db.execute(
            select(Booking.id, Booking.uuid).where(Booking.id.in_(ids))
        )
    }
    return {
        # Somebody who is only thought of has no booking yet.
        one: frozenset(
            each for each in booked[one] if hexes.get(each, "") not in {"", *record.invited}
        )
        for one, record in accompanied.items()
    }
