"""Skills assessments: rubrics as data, and the marks of named trainees."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cittrainer.models.base import Record
from cittrainer.models.enrollments import Enrollment


class Rubric(Record):
    """What is looked at when skills are assessed; once used, its items stay."""

    __tablename__ = "rubric"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("pass_mark IS NULL OR pass_mark BETWEEN 1 AND 7", name="pass_mark"),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str]
    pass_mark: Mapped[int | None]
    """The mark that every item observed must reach; None: the assessor decides."""
    note: Mapped[str] = mapped_column(Text, default="")
    """What the marks mean, as printed on the form."""

    items: Mapped[list["RubricItem"]] = relationship(
        back_populates="rubric", cascade="all, delete-orphan", order_by="RubricItem.position"
    )


class RubricItem(Record):
    """One skill of a rubric."""

    __tablename__ = "rubric_item"
    __table_args__ = ({"sqlite_autoincrement": True},)

    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubric.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]

    rubric: Mapped[Rubric] = relationship(back_populates="items")


class SkillsAssessment(Record):
    """How one trainee was assessed by one person on one day; the latest one counts."""

    __tablename__ = "skills_assessment"
    __table_args__ = ({"sqlite_autoincrement": True},)

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubric.id"), index=True)
    assessed_on: Mapped[date]
    assessor: Mapped[str]
    """Their name."""
    scenario: Mapped[str] = mapped_column(default="")
    met: Mapped[bool]

    enrollment: Mapped[Enrollment] = relationship()
    rubric: Mapped[Rubric] = relationship()
    marks: Mapped[list["SkillsMark"]] = relationship(
        back_populates="assessment", cascade="all, delete-orphan", order_by="SkillsMark.id"
    )


class SkillsMark(Record):
    """The mark for one skill, 1 to 7; the lowest and the highest come with a comment."""

    __tablename__ = "skills_mark"
    __table_args__ = (
        UniqueConstraint("assessment_id", "item_id"),
        CheckConstraint("mark IS NULL OR mark BETWEEN 1 AND 7", name="mark"),
        CheckConstraint("mark IS NULL OR mark NOT IN (1, 7) OR comment <> ''", name="comment"),
        {"sqlite_autoincrement": True},
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("skills_assessment.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("rubric_item.id"), index=True)
    mark: Mapped[int | None]
    """None: not observed."""
    comment: Mapped[str] = mapped_column(Text, default="")

    assessment: Mapped[SkillsAssessment] = relationship(back_populates="marks")
    item: Mapped[RubricItem] = relationship()
