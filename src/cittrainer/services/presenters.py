"""The book of presenters: who they are, what they may teach, when they can come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    ActualPresenter,
    Availability,
    AvailabilityKind,
    Booking,
    Person,
    Presenter,
    PresenterKind,
)
from cittrainer.rules.availability import DAY_MINUTES
from cittrainer.rules.names import fold
from cittrainer.rules.wording import quoted
from cittrainer.services import words
from cittrainer.services.confidential import refuse_record_left
from cittrainer.services.constraints import forget_presenter
from cittrainer.services.course_guards import found, unchanged
from cittrainer.services.feedback import forget_reviews
from cittrainer.services.presenter_terms import (
    QualificationWords,
    TermsWords,
    write_modules,
    write_qualifications,
    write_terms,
)
from cittrainer.services.releases import forget_presenter_receipts
from cittrainer.services.rotation_guards import refuse_used_presenter
from cittrainer.services.stipends import refuse_stipends

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session


SHORTEST_TALK = 5
"""Minutes."""


class IsBooked(UserError):
    """A presenter stands in the agenda of a course."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenterWords:
    """What is typed about a presenter; see ``Presenter`` for what each part means."""

    public_name: str
    kind: PresenterKind = PresenterKind.OTHER
    title: str = ""
    organization: str = ""
    email: str = ""
    phone: str = ""
    topics: str = ""
    bio: str = ""
    person_id: int | None = None
    active: bool = True
    qualifications: tuple[QualificationWords, ...] | None = None
    """None leaves those on file, as for the modules and the terms."""
    modules: frozenset[bytes] | None = None
    """By their ``Module.lineage``."""
    terms: TermsWords | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWindow:
    """A time that a presenter said something about: on a date, or every week on a weekday."""

    kind: AvailabilityKind = AvailabilityKind.AVAILABLE
    on_date: date | None = None
    weekday: int | None = None
    """0 is Monday."""
    start_minute: int = 0
    end_minute: int = 1440
    first_on: date | None = None
    """The season of a weekly time: its first date and its last; None where it has none."""
    last_on: date | None = None
    most_minutes: int | None = None
    """The longest talk that they can give in this time; None: as long as it is."""
    by_phone: bool = False
    """Whether they would only call in."""


def add_presenter(db: Session, typed: PresenterWords) -> int:
    """Put somebody into the book of presenters.

    Returns:
        The presenter's id.

    Raises:
        Invalid: the public name is empty or too long, a limit or an amount is none, or contact
            data are typed for somebody whose contact data stand only in the confidential record.
        UserError: the person is a presenter already.
    """
    presenter = Presenter(public_name="")
    _write(db, presenter, typed)
    db.add(presenter)
    db.flush()
    return presenter.id


def edit_presenter(db: Session, presenter_id: int, typed: PresenterWords, *, seen: int) -> None:
    """Change what the book says about a presenter.

    Args:
        db: The open step.
        presenter_id: The presenter.
        typed: Everything that the form holds.
        seen: The record's version when the form was filled.

    Raises:
        ChangedMeanwhile, Invalid, NotFound: as their names say; see ``add_presenter``.
        UserError: the new kind has no confidential record, but there is one.
    """
    presenter = found(db, Presenter, presenter_id, "presenter")
    unchanged(presenter, seen, quoted(presenter.public_name))
    if typed.kind not in CONFIDENTIAL_KINDS:
        refuse_record_left(db, presenter)
    _write(db, presenter, typed)


def set_active(db: Session, presenter_ids: Collection[int], *, active: bool) -> None:
    """Offer presenters for bookings, or no longer; what they are booked for stays."""
    for presenter_id in presenter_ids:
        found(db, Presenter, presenter_id, "presenter").active = active


def remove_presenter(db: Session, presenter_id: int) -> None:
    """Take somebody out of the book who was never booked.

    Raises:
        IsBooked: they stand in an agenda; they can be set to inactive instead.
        HasStipend: a stipend for a course is on record.
        UsedInRotation: they coach or play in a scenario rotation.
        UserError: a confidential record is still there, which is removed on purpose first.
    """
    presenter = found(db, Presenter, presenter_id, "presenter")
    booked = select(Booking.id).where(Booking.presenter_id == presenter_id).limit(1)
    presented = select(ActualPresenter.id).where(ActualPresenter.presenter_id == presenter_id)
    if db.scalar(booked) is not None or db.scalar(presented.limit(1)) is not None:
        raise IsBooked(
            f"{presenter.public_name} stands in the agenda of a course.",
            hint="Set the presenter to inactive instead.",
        )
    refuse_used_presenter(db, presenter_id, presenter.public_name)
    refuse_record_left(db, presenter)
    refuse_stipends(db, presenter_id, presenter.public_name)
    forget_presenter(db, presenter_id)
    forget_presenter_receipts(db, presenter_id)
    forget_reviews(db, presenter_id)
    db.delete(presenter)


def set_availability(
    db: Session, presenter_id: int, windows: tuple[TimeWindow, ...], *, seen: int
) -> None:
    """Replace everything that a presenter said about their times.

    No windows at all mean that they have not answered.

    Raises:
        Invalid: a window or its season ends before it begins, a window names no day, or its
            longest talk is shorter than five minutes.
        ChangedMeanwhile: the record was changed after the form was filled.
    """
    presenter = found(db, Presenter, presenter_id, "presenter")
    unchanged(presenter, seen, quoted(presenter.public_name))
    for window in windows:
        if not 0 <= window.start_minute < window.end_minute <= DAY_MINUTES:
            raise Invalid("A time ends before it begins.", hint="Set its end after its beginning.")
        if (window.on_date is None) == (window.weekday is None):
            raise Invalid("A time names no day.", hint="Choose either a date or a weekday.")
        if window.first_on and window.last_on and window.last_on < window.first_on:
            raise Invalid(
                "The season of a time ends before it begins.",
                hint="Set its end after its beginning.",
            )
        if window.most_minutes is not None and window.most_minutes < SHORTEST_TALK:
            raise Invalid(
                "The longest talk of a time is too short.",
                hint=f"Type {SHORTEST_TALK} minutes or more, or leave it empty.",
            )
    presenter.availability[:] = [
        Availability(
            kind=window.kind,
            on_date=window.on_date,
            weekday=window.weekday,
            start_minute=window.start_minute,
            end_minute=window.end_minute,
            # A date has no season, and a time at which they cannot come has no longest talk.
            first_on=window.first_on if window.on_date is None else None,
            last_on=window.last_on if window.on_date is None else None,
            most_minutes=None if window.kind is AvailabilityKind.NO else window.most_minutes,
            by_phone=window.by_phone and window.kind is not AvailabilityKind.NO,
        )
        for window in windows
    ]


def note_absence(db: Session, presenter_id: int, on: date, *, start: int = 0) -> None:
    """Note in the book that somebody cannot come on a date; what says so already is not repeated.

    Args:
        db: The open step.
        presenter_id: Who.
        on: The date.
        start: Minutes after midnight, from which on.
    """
    presenter = found(db, Presenter, presenter_id, "presenter")
    for one in presenter.availability:
        covers = one.start_minute <= start and one.end_minute == DAY_MINUTES
        if one.kind is AvailabilityKind.NO and one.on_date == on and covers:
            return
    presenter.availability.append(
        Availability(
            kind=AvailabilityKind.NO, on_date=on, start_minute=start, end_minute=DAY_MINUTES
        )
    )


def _write(db: Session, presenter: Presenter, typed: PresenterWords) -> None:
    name = words.line(typed.public_name, "The public name", required=True)
    if typed.kind in CONFIDENTIAL_KINDS and (typed.email.strip() or typed.phone.strip()):
        raise Invalid(
            f"Contact data of {name} stand only in the confidential record.",
            hint="Clear the e-mail and phone here and type them there.",
        )
    if typed.kind in CONFIDENTIAL_KINDS and typed.person_id is not None:
        raise Invalid(
            f"{name} tells a story of their own and is kept apart from the list of people.",
            hint="Leave the person empty.",
        )
    _refuse_second(db, presenter, typed.person_id)
    presenter.public_name = name
    presenter.search_name = fold(name)
    presenter.kind = typed.kind
    presenter.title = words.line(typed.title, "The title")
    presenter.organization = words.line(typed.organization, "The organization")
    presenter.email = words.line(typed.email, "The e-mail address")
    presenter.phone = words.line(typed.phone, "The phone number")
    presenter.topics = words.text(typed.topics, "The list of topics")
    presenter.bio = words.text(typed.bio, "The introduction")
    presenter.person_id = typed.person_id
    presenter.active = typed.active
    if typed.qualifications is not None:
        write_qualifications(presenter, typed.qualifications)
    if typed.modules is not None:
        write_modules(db, presenter, typed.modules)
    if typed.terms is not None:
        write_terms(presenter, typed.terms)


def _refuse_second(db: Session, presenter: Presenter, person_id: int | None) -> None:
    if person_id is None:
        return
    person = found(db, Person, person_id, "person")
    other = db.scalar(select(Presenter).where(Presenter.person_id == person_id))
    if other is not None and other is not presenter:
        raise UserError(
            f"{person.full_name} is in the book of presenters already, "
            f"as {quoted(other.public_name)}.",
            hint="Edit that entry instead.",
        )
