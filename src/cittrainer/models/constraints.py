"""What a plan has to keep to, and the findings that a coordinator lets stand with a reason."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from cittrainer.models.base import Record
from cittrainer.models.curricula import Delivery
from cittrainer.models.presenters import AvailabilityKind


class ConstraintKind(StrEnum):
    """What a constraint asks; its columns say about whom or what."""

    BOOK_TIMES = "book_times"
    """Keep to the times that presenters gave in the book; of one presenter or of all."""
    PRESENTER_TIME = "presenter_time"
    """A presenter is available, would rather come, or cannot come in a window of this course."""
    ROOM_TIME = "room_time"
    """A room is available, preferred, or not to be had in a window of this course."""
    FIXED_TIME = "fixed_time"
    """A block stands on a day at a time."""
    NOT_BEFORE = "not_before"
    """A block, or every block of a delivery, does not begin before a time, or before a day."""
    NOT_AFTER = "not_after"
    """A block, or every block of a delivery, has ended by a time, or by the end of a day."""
    SAME_DAY = "same_day"
    DIFFERENT_DAY = "different_day"
    BEFORE = "before"
    """A block comes before another, anywhere in the week or directly."""
    FIRST_OF_DAY = "first_of_day"
    LAST_OF_DAY = "last_of_day"
    MOST_A_DAY = "most_a_day"
    """At most so many blocks of a delivery on one day."""
    HEAVY_IN_A_ROW = "heavy_in_a_row"
    """At most so many minutes of heavy blocks (weight 2 or 3) without a break or lighter block."""
    BUFFER = "buffer"
    """Minutes kept free in its rooms before and after a block, or blocks of a delivery."""
    PRESENTER_MOST_BLOCKS = "presenter_most_blocks"
    PRESENTER_MOST_DAYS = "presenter_most_days"
    ONE_VISIT = "one_visit"
    """Everything of one presenter on one day, with gaps of no more than so many minutes."""
    LUNCH = "lunch"
    """Every day long enough has a lunch of so many minutes between two times of day."""
    STORY_REST = "story_rest"
    """Minutes between the end of a presenter's story and the beginning of their next one."""
    STORIES_A_WEEK = "stories_a_week"
    """At most so many stories of a presenter in a calendar week, those in other courses counted."""
    STORIES_A_MONTH = "stories_a_month"
    """The same in a calendar month."""
    STORY_FACILITATED = "story_facilitated"
    """Nobody tells a story without a facilitator or host at the same part of the block."""
    STORY_AFTER_LUNCH = "story_after_lunch"
    """No story is the first thing taught after lunch on the first day."""
    SUITABLE_ROOM = "suitable_room"
    """A presenter is in no room that does not suit them."""
    FROM_HOME = "from_home"
    """A presenter leaves home no earlier than a time, and is home again by another."""
    NOT_NEXT_TO = "not_next_to"
    """No block of one delivery directly before or after one of another."""
    KEEP_ORDER = "keep_order"
    """Blocks come in the order of the curriculum."""
    KEEP_RELEASED = "keep_released"
    """What was released stays where it is."""
    TRAVEL = "travel"
    """Minutes between blocks of the same people in different buildings."""


class PlanConstraint(Record):
    """One thing that a course's plan keeps to; without a course, a default of the academy.

    A new course takes its own copy of the defaults. Defaults name no block and no day.
    """

    __tablename__ = "plan_constraint"
    __table_args__ = (
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight"),
        {"sqlite_autoincrement": True},
    )

    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    kind: Mapped[ConstraintKind]
    active: Mapped[bool] = mapped_column(default=True)
    must: Mapped[bool] = mapped_column(default=False)
    """Whether it is never broken; otherwise breaking it costs ``weight``."""
    weight: Mapped[int] = mapped_column(default=10)
    comment: Mapped[str] = mapped_column(Text, default="")
    block_id: Mapped[int | None] = mapped_column(ForeignKey("block.id"), index=True)
    other_block_id: Mapped[int | None] = mapped_column(ForeignKey("block.id"), index=True)
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("presenter.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    course_day_id: Mapped[int | None] = mapped_column(ForeignKey("course_day.id"), index=True)
    delivery: Mapped[Delivery | None]
    other_delivery: Mapped[Delivery | None]
    availability: Mapped[AvailabilityKind | None]
    start_minute: Mapped[int | None]
    """Minutes after midnight, as is ``end_minute``."""
    end_minute: Mapped[int | None]
    minutes: Mapped[int | None]
    minutes_after: Mapped[int | None]
    amount: Mapped[int | None]
    """The most blocks or days."""
    directly: Mapped[bool] = mapped_column(default=False)


class FindingOverride(Record):
    """An error of the plan that the coordinator lets stand, and why.

    It holds as long as what the finding is about is as it was: see ``rules.overrides``.
    """

    __tablename__ = "finding_override"
    __table_args__ = ({"sqlite_autoincrement": True},)

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    finding: Mapped[str]
    """Which finding: its kind and what it is about."""
    fingerprint: Mapped[str]
    """How that looked when the reason was given."""
    sentence: Mapped[str] = mapped_column(Text)
    """What the finding said."""
    reason: Mapped[str] = mapped_column(Text)
