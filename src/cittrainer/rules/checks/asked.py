"""Which of a course's own constraints say what a check would say, so that it is said once.

Where one is active, its number and its severity hold and the general check is silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cittrainer.rules.plan_values import ConstraintValue
    from cittrainer.rules.values import Week

BOOK_TIMES = "book_times"
HEAVY_IN_A_ROW = "heavy_in_a_row"
BUFFER = "buffer"
LUNCH = "lunch"
STORY_REST = "story_rest"
NOT_NEXT_TO = "not_next_to"
KEEP_ORDER = "keep_order"
TRAVEL = "travel"
STORIES_A_WEEK = "stories_a_week"
STORIES_A_MONTH = "stories_a_month"
STORY_FACILITATED = "story_facilitated"
STORY_AFTER_LUNCH = "story_after_lunch"
SUITABLE_ROOM = "suitable_room"
FROM_HOME = "from_home"


def active(week: Week, kind: str) -> list[ConstraintValue]:
    """The constraints of a kind that are switched on."""
    return [one for one in week.constraints if one.active and one.kind == kind]


def asked(week: Week, kind: str) -> bool:
    """Whether a constraint of a kind is switched on."""
    return any(one.active and one.kind == kind for one in week.constraints)


def asked_of(week: Week, kind: str) -> frozenset[int | None]:
    """The presenters of whom constraints of a kind speak; None among them: everybody."""
    return frozenset(one.presenter_id for one in active(week, kind))
