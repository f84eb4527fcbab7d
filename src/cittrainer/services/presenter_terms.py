"""What is agreed with a presenter: modules, travel, own limits, stipend, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import Module, Presenter, PresenterModule, Qualification, StipendPer
from cittrainer.rules.fair_rotation import Limits
from cittrainer.rules.names import fold
from cittrainer.rules.stipends import refuse_amount
from cittrainer.rules.wording import counted, quoted
from cittrainer.services import words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

MOST_TALKS = 999
"""Talks that a limit can allow."""

MOST_TRAVEL = 24 * 60
"""Minutes of one way."""


@dataclass(frozen=True, slots=True)
class QualificationWords:
    """Something that a presenter holds, with its last day where it has one."""

    name: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsWords:
    """What is typed about how a presenter is asked; see ``Presenter`` for what each part means."""

    travel_minutes: int | None = None
    travel_note: str = ""
    limits: Limits = field(default_factory=Limits)
    stipend_cents: int | None = None
    stipend_per: StipendPer = StipendPer.TALK
    stipend_method: str = ""
    stipend_declined: bool = False


def write_terms(presenter: Presenter, typed: TermsWords) -> None:
    """Put travel, limits and stipend on a presenter's record.

    Raises:
        Invalid: a number is negative or too large, a limit of a longer time is below that of a
            shorter one, or more talks are due than wanted.
    """
    if typed.travel_minutes is not None:
        words.number(typed.travel_minutes, "The way in minutes", least=0, most=MOST_TRAVEL)
    _refuse_limits(typed.limits)
    if typed.stipend_cents is not None:
        refuse_amount(typed.stipend_cents)
    presenter.travel_minutes = typed.travel_minutes
    presenter.travel_note = words.text(typed.travel_note, "The note on the way")
    presenter.most_a_week = typed.limits.most_a_week
    presenter.most_a_month = typed.limits.most_a_month
    presenter.most_a_year = typed.limits.most_a_year
    presenter.least_a_year = typed.limits.least_a_year
    presenter.stipend_cents = typed.stipend_cents
    presenter.stipend_per = typed.stipend_per
    presenter.stipend_method = words.line(typed.stipend_method, "The way of payment")
    presenter.stipend_declined = typed.stipend_declined


def write_modules(db: Session, presenter: Presenter, lineages: Collection[bytes]) -> None:
    """Let a presenter teach exactly these modules; see ``Module.lineage``.

    A module that was removed from the library meanwhile may stay, but none can be added.

    Raises:
        Invalid: one of those that are new to the presenter is not in the library.
    """
    wanted = set(lineages)
    known = {one.lineage: one for one in presenter.modules}
    new = wanted - known.keys()
    there = set(db.scalars(select(Module.lineage).where(Module.lineage.in_(new))))
    if new - there:
        raise Invalid(
            f"{counted(len(new - there), 'module')} of those chosen cannot be found any more.",
            hint="Open the form again and choose from the list.",
        )
    for lineage, gone in known.items():
        if lineage not in wanted:
            presenter.modules.remove(gone)
    for lineage in sorted(new):
        presenter.modules.append(PresenterModule(lineage=lineage))


def write_qualifications(presenter: Presenter, typed: Collection[QualificationWords]) -> None:
    """Keep exactly these qualifications; one that is named as before stays the same row.

    Raises:
        Invalid: one has no name, too long a name, or the name of another.
    """
    wanted: dict[str, QualificationWords] = {}
    for one in typed:
        name = words.line(one.name, "The qualification", required=True)
        if fold(name) in wanted:
            raise Invalid(f"{quoted(name)} is named twice.", hint="Leave one of the two out.")
        wanted[fold(name)] = QualificationWords(name, one.expires_on)
    held = {fold(one.name): one for one in presenter.qualifications}
    for key, gone in held.items():
        if key not in wanted:
            presenter.qualifications.remove(gone)
    for key, new in wanted.items():
        kept = held.get(key)
        if kept is None:
            presenter.qualifications.append(Qualification(name=new.name, expires_on=new.expires_on))
        else:
            kept.name, kept.expires_on = new.name, new.expires_on


def _refuse_limits(limits: Limits) -> None:
    named = (
        ("a week", limits.most_a_week),
        ("a month", limits.most_a_month),
        ("a year", limits.most_a_year),
    )
    for time, most in named:
        if most is not None:
            words.number(most, f"The limit {time}", least=0, most=MOST_TALKS)
    if limits.least_a_year is not None:
        words.number(limits.least_a_year, "The least a year", least=0, most=MOST_TALKS)
    given = [(time, most) for time, most in named if most is not None]
    for (shorter, less), (longer, more) in pairwise(given):
        if more < less:
            raise Invalid(
                f"The limit {longer} ({more}) is below the limit {shorter} ({less}).",
                hint=f"Raise the limit {longer}, or leave one of the two empty.",
            )
    if (
        limits.least_a_year is not None
        and limits.most_a_year is not None
        and limits.least_a_year > limits.most_a_year
    ):
        raise Invalid(
            f"The least a year ({limits.least_a_year}) is above the limit a year "
            f"({limits.most_a_year}).",
            hint="Lower the one or raise the other.",
        )
