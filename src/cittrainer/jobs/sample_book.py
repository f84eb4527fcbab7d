"""The book of presenters of the sample academy, with what is agreed with each of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.intake import shipped_sample
from cittrainer.models import (
    Curriculum,
    CurriculumVersion,
    Module,
    Presenter,
    PresenterKind,
    StipendPer,
)
from cittrainer.rules.fair_rotation import Limits
from cittrainer.rules.stipends import typed_cents
from cittrainer.services import confidential, presenters
from cittrainer.services.presenter_terms import QualificationWords, TermsWords

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.intake.sample_values import SamplePresenter


def fill_book(database: Database, first_day: date) -> None:
    """Put everybody into the book, with their times and confidential records.

    Args:
        database: The sample's file; the curricula are in it already.
        first_day: Of the main course, by which dates go.
    """
    ids: dict[str, int] = {}
    book = shipped_sample.presenters()
    with database.step(f"Add {len(book)} presenters") as db:
        lineages = _lineages(db)
        for one in book:
            ids[one.name] = presenters.add_presenter(
                db,
                presenters.PresenterWords(
                    public_name=one.name,
                    kind=PresenterKind(one.kind),
                    title=one.title,
                    organization=one.organization,
                    email=one.email,
                    topics=one.topics,
                    bio=one.bio,
                    qualifications=tuple(
                        QualificationWords(held.name, first_day + timedelta(days=held.days))
                        for held in one.holds
                    ),
                    modules=frozenset(lineages[title] for title in one.modules),
                    terms=_terms(one),
                ),
            )
    with database.step("Take down when the presenters can come") as db:
        for one in book:
            windows = tuple(
                presenters.TimeWindow(
                    weekday=time.weekday, start_minute=time.start, end_minute=time.end
                )
                for time in one.times
            )
            seen = db.get_one(Presenter, ids[one.name]).version
            presenters.set_availability(db, ids[one.name], windows, seen=seen)
    for record in shipped_sample.confidential_records():
        given = first_day - timedelta(days=record.consent_days_before)
        with database.step(confidential.LABEL) as db:
            confidential.write_confidential(
                db,
                ids[record.name],
                confidential.ConfidentialWords(
                    phone=record.phone,
                    email=record.email,
                    support_person=record.support_person,
                    access_needs=record.access_needs,
                    topics_not_asked=record.topics_not_asked,
                    consent_on=given,
                    consent_scope=record.consent_scope,
                    consent_expires_on=given + timedelta(days=record.consent_valid_days),
                ),
                seen=None,
            )


def _lineages(db: Session) -> dict[str, bytes]:
    """The modules of the curriculum of the main course by their titles."""
    rows = db.execute(
        select(Module.title, Module.lineage)
        .join(CurriculumVersion, CurriculumVersion.id == Module.curriculum_version_id)
        .join(Curriculum, Curriculum.id == CurriculumVersion.curriculum_id)
        .where(Curriculum.code == shipped_sample.main_course().curriculum)
        .order_by(Module.position.desc())
    )
    return {title: lineage for title, lineage in rows}  # noqa: C416 - rows are no pairs to mypy


def _terms(one: SamplePresenter) -> TermsWords:
    limits = Limits(one.limits.week, one.limits.month, one.limits.year, one.limits.least)
    if one.stipend is None:
        return TermsWords(travel_minutes=one.way, travel_note=one.way_note, limits=limits)
    return TermsWords(
        travel_minutes=one.way,
        travel_note=one.way_note,
        limits=limits,
        stipend_cents=typed_cents(one.stipend.amount),
        stipend_per=StipendPer(one.stipend.per),
        stipend_method=one.stipend.method,
        stipend_declined=one.stipend.declined,
    )
