"""Comments of evaluations reviewed for presenters: passed on, kept back, looked at again.

The comment itself stays on its sheet as it was written; what a presenter may read is a copy with
names blacked out. Nothing of it is kept in the history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import ReviewedComment
from cittrainer.queries.feedback import course_feedback
from cittrainer.services import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from cittrainer.queries.feedback import CommentKey


class StaysBack(UserError):
    """A comment may not be passed on to a presenter."""


def review(
    db: Session,
    course_id: int,
    presenter_id: int,
    key: CommentKey,
    text: str,
    *,
    passed_on: bool,
) -> None:
    """Keep what a presenter may read of a comment, and whether they may.

    Args:
        db: The open step.
        course_id: The course that was evaluated.
        presenter_id: Who may read it.
        key: The comment.
        text: The comment as they may read it, names blacked out.
        passed_on: Whether they may read it; else it is kept back.

    Raises:
        Invalid: nothing is left of the comment, or it is too long.
        StaysBack: too few commented, or it is not about a day on which they presented.
    """
    clean = words.text(text, "The comment")
    if passed_on and not clean:
        raise Invalid("Nothing is left of the comment.", hint="Keep it back instead.")
    _for_them(_open(db, course_id, presenter_id), key)
    _save(db, presenter_id, key, clean, passed_on=passed_on)


def keep_back(db: Session, course_id: int, presenter_id: int, keys: Collection[CommentKey]) -> None:
    """Keep several comments back from a presenter, in the words that stand now.

    Raises:
        StaysBack: one is not for them anyway.
    """
    value = _open(db, course_id, presenter_id)
    for key in keys:
        _save(db, presenter_id, key, _for_them(value, key), passed_on=False)


def look_again(db: Session, presenter_id: int, keys: Collection[CommentKey]) -> None:
    """Take reviews back: the comments are to be looked at again, and nobody may read them."""
    for key in keys:
        row = _row(db, presenter_id, key)
        if row is not None:
            db.delete(row)


def forget_reviews(db: Session, presenter_id: int) -> None:
    """Delete what a presenter might have read, when they leave the book."""
    rows = select(ReviewedComment).where(ReviewedComment.presenter_id == presenter_id)
    for row in db.scalars(rows).all():
        db.delete(row)


def _open(db: Session, course_id: int, presenter_id: int) -> dict[CommentKey, str]:
    """The comments that may be passed on to a presenter, with their words as they stand."""
    found = course_feedback(db, course_id, presenter_id).presenters
    return {comment.key: comment.words for one in found for comment in one.comments}


def _for_them(value: Mapping[CommentKey, str], key: CommentKey) -> str:
    """The words of a comment that may be passed on.

    Raises:
        StaysBack: it may not.
    """
    if key not in value:
        raise StaysBack(
            "This comment cannot be passed on to them: too few people commented, or they did not "
            "present on that day.",
            hint="Look at the list again.",
        )
    return value[key]


def _save(db: Session, presenter_id: int, key: CommentKey, text: str, *, passed_on: bool) -> None:
    row = _row(db, presenter_id, key)
    if row is None:
        row = ReviewedComment(presenter_id=presenter_id, sheet_key=key[0], question_id=key[1])
        db.add(row)
    row.words, row.passed_on = text, passed_on
    db.flush()


def _row(db: Session, presenter_id: int, key: CommentKey) -> ReviewedComment | None:
    return db.scalar(
        select(ReviewedComment).where(
            ReviewedComment.presenter_id == presenter_id,
            ReviewedComment.sheet_key == key[0],
            ReviewedComment.question_id == key[1],
        )
    )
