"""The academy's own words for its letters: written, and given up for the shipped ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.models import LetterKind, LetterTemplate
from cittrainer.rules.letters import Wording, check
from cittrainer.services import words
from cittrainer.services.course_guards import unchanged

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def set_words(db: Session, kind: LetterKind, subject: str, body: str, *, seen: int) -> None:
    """Keep the academy's own words for a kind of letter.

    Args:
        db: The open step.
        kind: Of which letter.
        subject: One line; required.
        body: With placeholders in braces; required.
        seen: The version of the own words when they were shown; 0 where there were none.

    Raises:
        Invalid: it is empty or too long, or has a placeholder that this letter does not know.
        ChangedMeanwhile: somebody changed the words after they were shown.
    """
    wording = Wording(
        words.line(subject, "The subject", required=True), words.text(body, "The letter")
    )
    if not wording.body:
        raise Invalid("The letter is empty.", hint="Type it, or take the shipped words.")
    check(kind.value, wording)
    row = _row(db, kind)
    if row is None:
        row = LetterTemplate(kind=kind)
        db.add(row)
    else:
        unchanged(row, seen, "This letter")
    row.subject, row.body = wording.subject, wording.body
    db.flush()


def use_shipped_words(db: Session, kind: LetterKind) -> None:
    """Give the academy's own words up; where there are none, nothing changes."""
    row = _row(db, kind)
    if row is not None:
        db.delete(row)
        db.flush()


def _row(db: Session, kind: LetterKind) -> LetterTemplate | None:
    return db.scalar(select(LetterTemplate).where(LetterTemplate.kind == kind))
