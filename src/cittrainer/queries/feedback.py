"""Comments of evaluations for the presenters of the days that they are about.

Only comments that the evaluation report shows as well get here, so that all of them passed the one
suppression rule. Nobody's marks do: the forms rate days, not presenters, and never a story.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cittrainer.errors import NotFound
from cittrainer.models import (
    Agency,
    Answer,
    AnswerSheet,
    Block,
    Course,
    Employment,
    Enrollment,
    FormKind,
    Person,
    Presenter,
    ReviewedComment,
)
from cittrainer.queries import evaluations
from cittrainer.queries.presenter_work import presented
from cittrainer.rules.blacking_out import Named, Names, blacked_out, names_of
from cittrainer.rules.evaluations import COMMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cittrainer.rules.presenter_work import WorkSlot

CommentKey = tuple[bytes, int]
"""What names a comment: its sheet and its question."""


@dataclass(frozen=True, slots=True)
class FeedbackComment:
    """A comment as one presenter may come to read it."""

    key: CommentKey
    question: str
    on: date | None
    """The day that it is about; None: the whole course."""
    original: str
    proposed: str
    """With everything blacked out that would name somebody of the class."""
    words: str
    """As it was reviewed; as proposed while nobody looked at it."""
    passed_on: bool | None
    """None: nobody looked at it yet."""


@dataclass(frozen=True, slots=True)
class PresenterFeedback:
    """The comments on the days on which somebody presented, and on the course as a whole."""

    presenter_id: int
    presenter: str
    """The public name."""
    slots: tuple[WorkSlot, ...]
    """What they presented."""
    comments: tuple[FeedbackComment, ...]

    @property
    def to_review(self) -> int:
        """How many nobody looked at yet."""
        return sum(one.passed_on is None for one in self.comments)

    @property
    def passed_on(self) -> tuple[FeedbackComment, ...]:
        """What they may read."""
        return tuple(one for one in self.comments if one.passed_on)


@dataclass(frozen=True, slots=True)
class CourseFeedback:
    """The comments for all who presented in a course, in the order of names."""

    course_id: int
    number: str
    title: str
    threshold: int
    """Fewest comments on a question that are shown at all."""
    withheld: bool
    """Whether there are comments that are too few to be shown."""
    names: Names
    """What is blacked out."""
    presenters: tuple[PresenterFeedback, ...]


@dataclass
class _Comments:
    """What was written, and which of it may leave."""

    shown: list[tuple[CommentKey, str, date | None, str]] = field(default_factory=list)
    """Key, question, day and words, in the order in which they are shown."""
    withheld: bool = False


def course_feedback(db: Session, course_id: int, presenter_id: int | None = None) -> CourseFeedback:
    """What each presenter of a course may come to read, or one of them.

    Raises:
        NotFound: there is no such course.
    """
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("This course is no longer on file.", hint="Choose another one.")
    slots: dict[int, list[WorkSlot]] = defaultdict(list)
    for slot in presented(db, Block.course_id == course_id):
        if presenter_id in {None, slot.presenter_id}:
            slots[slot.presenter_id].append(slot)
    found = _comments(db, course_id)
    known = names_of(_class(db, course_id))
    propose = cache(partial(blacked_out, names=known))
    reviewed = {
        (one.presenter_id, one.sheet_key, one.question_id): one
        for one in db.scalars(
            select(ReviewedComment)
            .join(AnswerSheet, AnswerSheet.key == ReviewedComment.sheet_key)
            .where(AnswerSheet.course_id == course_id)
        )
    }
    rows = db.execute(
        select(Presenter.id, Presenter.public_name)
        .where(Presenter.id.in_(slots))
        .order_by(Presenter.search_name, Presenter.id)
    )
    return CourseFeedback(
        course_id,
        course.number,
        course.title,
        evaluations.threshold(db),
        found.withheld,
        known,
        tuple(
            PresenterFeedback(
                who_id,
                name,
                tuple(slots[who_id]),
                tuple(_of_presenter(who_id, slots[who_id], found, propose, reviewed)),
            )
            for who_id, name in rows
        ),
    )


def _of_presenter(
    presenter_id: int,
    slots: Sequence[WorkSlot],
    found: _Comments,
    propose: Callable[[str], str],
    reviewed: Mapping[tuple[int, bytes, int], ReviewedComment],
) -> Iterator[FeedbackComment]:
    days = {slot.on for slot in slots}
    for key, question, on, original in found.shown:
        if on is not None and on not in days:
            continue
        review = reviewed.get((presenter_id, *key))
        proposed = propose(original)
        yield FeedbackComment(
            key,
            question,
            on,
            original,
            proposed,
            proposed if review is None else review.words,
            None if review is None else review.passed_on,
        )


def _comments(db: Session, course_id: int) -> _Comments:
    """The comments that may leave, by day and question and then in the order of the alphabet."""
    found = _Comments()
    for one in evaluations.course_forms(db, course_id).forms:
        if one.form.kind is FormKind.PRE_POST or not one.entered:
            continue
        words = _words(db, course_id, one.form.id)
        for occasion in evaluations.results(db, course_id, one.form.id).results.occasions:
            on = None if one.form.kind is FormKind.COURSE else date.fromisoformat(occasion.key)
            for result in occasion.questions:
                if result.question.kind != COMMENT:
                    continue
                written = words[occasion.key, result.question.id]
                if result.hidden:
                    found.withheld = found.withheld or bool(written)
                    continue
                # Never in the order of the sheets: no two comments of one can be brought together.
                for text, key in sorted(written, key=lambda pair: (pair[0].casefold(), pair)):
                    found.shown.append(((key, result.question.id), result.question.text, on, text))
    found.shown.sort(key=lambda comment: (comment[2] is None, comment[2] or date.min))
    return found


def _words(
    db: Session, course_id: int, form_id: int
) -> Mapping[tuple[str, int], list[tuple[str, bytes]]]:
    """What was written on the sheets of a form, by occasion and question."""
    found: dict[tuple[str, int], list[tuple[str, bytes]]] = defaultdict(list)
    for key, occasion, question_id, words in db.execute(
        select(AnswerSheet.key, AnswerSheet.occasion, Answer.question_id, Answer.words)
        .join(Answer, Answer.sheet_key == AnswerSheet.key)
        .where(
            AnswerSheet.course_id == course_id,
            AnswerSheet.form_id == form_id,
            Answer.words.is_not(None),
        )
    ):
        found[occasion, question_id].append((words or "", key))
    return found


def _class(db: Session, course_id: int) -> Iterator[Named]:
    """Everybody who was ever enrolled in a course, in whatever state."""
    people = db.scalars(
        select(Person)
        .join(Enrollment, Enrollment.person_id == Person.id)
        .where(Enrollment.course_id == course_id)
        .options(
            selectinload(Person.identifiers),
            selectinload(Person.employments)
            .selectinload(Employment.agency)
            .selectinload(Agency.aliases),
        )
    )
    for one in people:
        agencies = [job.agency for job in one.employments if job.agency is not None]
        yield Named(
            names=(one.first_name, one.middle_name, one.last_name),
            given=one.first_name,
            position=" ".join(job.position for job in one.employments),
            agencies=tuple(
                name
                for agency in agencies
                for name in (agency.name, agency.short_name, *(a.name for a in agency.aliases))
                if name
            ),
            numbers=tuple(number.value for number in one.identifiers),
        )
