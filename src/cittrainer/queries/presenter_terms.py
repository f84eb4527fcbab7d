"""What is agreed with presenters beside their times, and the modules that they may teach."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.models import Curriculum, CurriculumVersion, Delivery, Module, PresenterModule
from cittrainer.rules.fair_rotation import Limits
from cittrainer.rules.stipends import Terms

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.models import Presenter

_PAUSES = (Delivery.BREAK, Delivery.LUNCH, Delivery.TRAVEL)

GONE_MODULE = "A module that is no longer in the library"


@dataclass(frozen=True, slots=True)
class TaughtModule:
    """A module of the library as presenters are connected with it."""

    lineage: bytes
    title: str
    """In the version that was written last."""
    curriculum: str = ""


@dataclass(frozen=True, slots=True)
class PresenterTerms:
    """What is agreed with one presenter."""

    travel_minutes: int | None = None
    travel_note: str = ""
    limits: Limits = field(default_factory=Limits)
    stipend: Terms = field(default_factory=Terms)
    modules: tuple[TaughtModule, ...] = ()
    """What they may teach, by title; empty where nobody said so."""


def stipend_of(presenter: Presenter) -> Terms:
    """What is agreed with a presenter about a stipend."""
    return Terms(
        presenter.stipend_cents,
        presenter.stipend_per.value,
        presenter.stipend_method,
        presenter.stipend_declined,
    )


def terms_of(db: Session, presenter: Presenter) -> PresenterTerms:
    """What is agreed with a presenter, in one query beside their record."""
    newest = select(func.max(Module.id)).group_by(Module.lineage)
    rows = db.execute(
        select(PresenterModule.lineage, Module.title)
        .outerjoin(Module, (Module.lineage == PresenterModule.lineage) & Module.id.in_(newest))
        .where(PresenterModule.presenter_id == presenter.id)
        .order_by(func.lower(Module.title), PresenterModule.id)
    )
    return PresenterTerms(
        travel_minutes=presenter.travel_minutes,
        travel_note=presenter.travel_note,
        limits=Limits(
            presenter.most_a_week,
            presenter.most_a_month,
            presenter.most_a_year,
            presenter.least_a_year,
        ),
        stipend=stipend_of(presenter),
        modules=tuple(TaughtModule(lineage, title or GONE_MODULE) for lineage, title in rows),
    )


def teachable(db: Session) -> tuple[TaughtModule, ...]:
    """Every module of the library for which presenters are booked, by title."""
    newest = select(func.max(Module.id)).group_by(Module.lineage)
    rows = db.execute(
        select(Module.lineage, Module.title, Curriculum.title)
        .join(CurriculumVersion, CurriculumVersion.id == Module.curriculum_version_id)
        .join(Curriculum, Curriculum.id == CurriculumVersion.curriculum_id)
        .where(Module.id.in_(newest), Module.delivery.not_in(_PAUSES))
        .order_by(func.lower(Module.title), Curriculum.title, Module.id)
    )
    return tuple(TaughtModule(*row) for row in rows)
