"""Reads what a paper needs and returns what writes it; heavy to import, see `jobs.papers`."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from cittrainer.documents.agendas import write_agenda
from cittrainer.documents.certificates import write_certificates
from cittrainer.documents.completion_lists import write_completion_list
from cittrainer.documents.held_agendas import write_held_agenda
from cittrainer.documents.hour_distribution import write_hour_distribution
from cittrainer.documents.rosters import write_roster
from cittrainer.documents.sign_in_sheets import write_sign_in_sheets
from cittrainer.errors import NothingToPrint, UserError
from cittrainer.jobs import (
    evaluation_papers,
    paper_values,
    presenter_papers,
    rotation_papers,
    skills_papers,
)
from cittrainer.jobs.sign_in_values import Span, sign_in_sheets
from cittrainer.models import FormKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    Write = Callable[[Path, bool], None]
    Prepare = Callable[[Session, int, date], Write]


def prepare_certificates(db: Session, certificate_ids: Collection[int], today: date) -> Write:
    """What writes some certificates, of any courses, in the order of their numbers.

    Raises:
        UserError: one of them was revoked, or is not on file.
    """
    value = paper_values.issued(db, ids=certificate_ids)
    if len(value) < len(set(certificate_ids)):
        raise UserError(
            "A revoked certificate is not printed again.",
            hint="Re-issue it, and save the new one.",
        )
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_certificates(path, value, head, replace=replace)


def _roster(db: Session, course_id: int, _today: date) -> Write:
    value = paper_values.roster(db, course_id)
    return lambda path, replace: write_roster(path, value, replace=replace)


def _sign_in(db: Session, course_id: int, today: date, *, span: Span = Span.DAY) -> Write:
    value = sign_in_sheets(db, course_id, today=today, span=span)
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_sign_in_sheets(path, value, head, replace=replace)


def _agenda(db: Session, course_id: int, today: date) -> Write:
    value = paper_values.agenda(db, course_id)
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_agenda(path, value, head, replace=replace)


def _held_agenda(db: Session, course_id: int, today: date) -> Write:
    value = paper_values.held_agenda(db, course_id)
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_held_agenda(path, value, head, replace=replace)


def _hour_distribution(db: Session, course_id: int, today: date) -> Write:
    value = paper_values.hour_distribution(db, course_id)
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_hour_distribution(path, value, head, replace=replace)


def _certificates(db: Session, course_id: int, today: date) -> Write:
    value = paper_values.issued(db, course_id=course_id)
    if not value:
        raise NothingToPrint(
            "No certificates of this course are in force.",
            hint="Issue them on the Papers tab first.",
        )
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_certificates(path, value, head, replace=replace)


def _completion(db: Session, course_id: int, today: date) -> Write:
    value = paper_values.completion_paper(db, course_id)
    head = paper_values.letterhead(db, today=today)
    return lambda path, replace: write_completion_list(path, value, head, replace=replace)


def _blank_forms(kind: FormKind) -> Prepare:
    return lambda db, course_id, today: evaluation_papers.prepare_forms(
        db, course_id, today, kind=kind
    )


PREPARE: Mapping[str, Prepare] = MappingProxyType(
    {
        "agenda": _agenda,
        "agenda-held": _held_agenda,
        "hour-distribution": _hour_distribution,
        "presenter-slots": presenter_papers.prepare_slots,
        "sign-in": _sign_in,
        "sign-in-half-days": partial(_sign_in, span=Span.HALF_DAY),
        "sign-in-blocks": partial(_sign_in, span=Span.BLOCK),
        "rotation-cards": rotation_papers.prepare_cards,
        "rotation-overview": rotation_papers.prepare_overview,
        "roster": _roster,
        "completion": _completion,
        "skills": skills_papers.prepare_forms,
        "certificates": _certificates,
        "evaluation-form-daily": _blank_forms(FormKind.DAILY),
        "evaluation-form-course": _blank_forms(FormKind.COURSE),
        "evaluation-form-pre-post": _blank_forms(FormKind.PRE_POST),
        "evaluation-results": evaluation_papers.prepare_report,
        "evaluation-data": evaluation_papers.prepare_data,
        "presenter-feedback": presenter_papers.prepare_feedback,
        "stipends": presenter_papers.prepare_stipends,
        "service-records": presenter_papers.prepare_service_records,
    }
)
"""For each kind of paper, what reads for it; the reading ends before the writing."""

PREPARE_ROTATION: Mapping[str, Prepare] = MappingProxyType(
    {
        "rotation-cards": rotation_papers.prepare_cards_of,
        "rotation-overview": rotation_papers.prepare_overview_of,
    }
)
"""The papers of one rotation; like `PREPARE`, but by the id of the rotation."""
