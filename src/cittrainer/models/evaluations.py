"""Evaluation forms as data, and anonymous answers to them.

A sheet of answers has a random key and nothing else that could tell whose it is: no stamp, no
version, no counter. Its table has no hidden row number either, so not even the order in which
sheets were typed is kept.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Base, Record, new_uuid
from cittrainer.models.courses import Course


class FormKind(StrEnum):
    """When a form is given."""

    DAILY = "daily"
    COURSE = "course"
    PRE_POST = "pre_post"


class QuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    COMMENT = "comment"


class EvaluationForm(Record):
    """A version of a form."""

    __tablename__ = "evaluation_form"
    __table_args__ = (UniqueConstraint("code", "number"), {"sqlite_autoincrement": True})

    code: Mapped[str]
    number: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    kind: Mapped[FormKind]
    introduction: Mapped[str] = mapped_column(Text, default="")
    scale: Mapped[list[str]] = mapped_column(default=list)
    """The words of the scale from the lowest mark, which is 1, to the highest."""
    sources: Mapped[list[str]] = mapped_column(default=list)

    questions: Mapped[list["Question"]] = relationship(
        back_populates="form", cascade="all, delete-orphan", order_by="Question.position"
    )


class Question(Record):
    """One question of a form."""

    __tablename__ = "question"

    form_id: Mapped[int] = mapped_column(ForeignKey("evaluation_form.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[QuestionKind] = mapped_column(default=QuestionKind.SCALE)
    reverse: Mapped[bool] = mapped_column(default=False)
    """Whether a high mark is bad."""

    form: Mapped[EvaluationForm] = relationship(back_populates="questions")


class AnswerSheet(Base):
    """One filled form, without a trace of who filled it or when."""

    __tablename__ = "answer_sheet"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    __history__ = "none"
    __barrier__ = (
        "Answers to evaluations are anonymous and not kept in the history; "
        "discard the stack and enter it again instead."
    )

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, default=new_uuid)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("evaluation_form.id"), index=True)
    occasion: Mapped[str]
    """“course”, “pre”, “post”, or the course day's date."""
    entered_on: Mapped[date]
    pairing_code: Mapped[str] = mapped_column(default="")
    """A code that the writer made up to link their pre and post forms; may be empty."""

    course: Mapped[Course] = relationship()
    form: Mapped[EvaluationForm] = relationship()
    answers: Mapped[list["Answer"]] = relationship(cascade="all, delete-orphan")
    reviewed: Mapped[list["ReviewedComment"]] = relationship(cascade="all, delete-orphan")


class Answer(Base):
    """One answer on a sheet: a mark or words."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("(mark IS NULL) <> (words IS NULL)", name="one"),
        {"sqlite_with_rowid": False},
    )
    __history__ = "none"
    __barrier__ = AnswerSheet.__barrier__

    sheet_key: Mapped[bytes] = mapped_column(ForeignKey("answer_sheet.key"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    mark: Mapped[int | None]
    words: Mapped[str | None] = mapped_column(Text)


class ReviewedComment(Record):
    """A comment of an evaluation as a presenter may read it, once somebody has looked at it."""

    __tablename__ = "reviewed_comment"
    __table_args__ = (
        UniqueConstraint("presenter_id", "sheet_key", "question_id"),
        {"sqlite_autoincrement": True},
    )
    __history__ = "mention"
    __barrier__ = "Comments are not kept in the history; review them again instead."

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenter.id"), index=True)
    sheet_key: Mapped[bytes] = mapped_column(ForeignKey("answer_sheet.key"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    words: Mapped[str] = mapped_column(Text)
    """The comment with names blacked out; the original stays on its sheet."""
    passed_on: Mapped[bool] = mapped_column(default=False)
    """Whether the presenter may read it."""
