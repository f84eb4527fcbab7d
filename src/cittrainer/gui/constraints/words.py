"""The words of constraints: kinds by subject, strengths, and names of steps."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cittrainer.models import ConstraintKind
from cittrainer.rules.wording import when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cittrainer.rules.plan_values import ConstraintValue
    from cittrainer.rules.values import PlacedBlock

K = ConstraintKind

GROUPS: Final[Mapping[str, tuple[ConstraintKind, ...]]] = MappingProxyType(
    {
        "Presenters": (
            K.PRESENTER_TIME, K.BOOK_TIMES, K.ONE_VISIT, K.PRESENTER_MOST_BLOCKS,
            K.PRESENTER_MOST_DAYS, K.FROM_HOME,
        ),
        "Stories": (
            K.STORY_REST, K.STORIES_A_WEEK, K.STORIES_A_MONTH, K.STORY_FACILITATED,
            K.STORY_AFTER_LUNCH,
        ),
        "Time of a block": (
            K.FIXED_TIME, K.NOT_BEFORE, K.NOT_AFTER, K.FIRST_OF_DAY, K.LAST_OF_DAY,
        ),
        "Blocks among each other": (
            K.BEFORE, K.SAME_DAY, K.DIFFERENT_DAY, K.NOT_NEXT_TO, K.KEEP_ORDER, K.KEEP_RELEASED,
        ),
        "Days": (K.LUNCH, K.MOST_A_DAY, K.HEAVY_IN_A_ROW),
        "Rooms and ways": (K.ROOM_TIME, K.SUITABLE_ROOM, K.BUFFER, K.TRAVEL),
    }
)  # fmt: skip
"""Every kind once, by what it is about."""

TITLES: Final[Mapping[ConstraintKind, str]] = MappingProxyType(
    {
        K.PRESENTER_TIME: "When a presenter can come",
        K.BOOK_TIMES: "Times from the presenters’ book",
        K.ONE_VISIT: "Everything in one visit",
        K.PRESENTER_MOST_BLOCKS: "Most blocks of a presenter",
        K.PRESENTER_MOST_DAYS: "Most days of a presenter",
        K.FROM_HOME: "Ways from home and back",
        K.STORY_REST: "Rest between stories",
        K.STORIES_A_WEEK: "Most stories a week",
        K.STORIES_A_MONTH: "Most stories a month",
        K.STORY_FACILITATED: "Never alone: somebody facilitates",
        K.STORY_AFTER_LUNCH: "Not first after lunch on day one",
        K.FIXED_TIME: "Fixed day and time",
        K.NOT_BEFORE: "Not before a time or day",
        K.NOT_AFTER: "Not after a time or day",
        K.FIRST_OF_DAY: "First of its day",
        K.LAST_OF_DAY: "Last of its day",
        K.BEFORE: "One block before another",
        K.SAME_DAY: "On the same day",
        K.DIFFERENT_DAY: "Not on the same day",
        K.NOT_NEXT_TO: "Kinds of teaching not next to each other",
        K.KEEP_ORDER: "Order of the curriculum",
        K.KEEP_RELEASED: "Keep what was released",
        K.LUNCH: "Lunch",
        K.MOST_A_DAY: "Most of a kind on one day",
        K.HEAVY_IN_A_ROW: "Heavy blocks in a row",
        K.ROOM_TIME: "When a room can be had",
        K.SUITABLE_ROOM: "Rooms that suit presenters",
        K.BUFFER: "Room kept free before or after",
        K.TRAVEL: "Ways between buildings",
    }
)
"""What each kind is called in the list to choose from."""

HELP: Final[Mapping[ConstraintKind, str]] = MappingProxyType(
    {
        K.PRESENTER_TIME: "For this course alone; what always holds belongs into the book.",
        K.BOOK_TIMES: "Nobody is planned at a time that their entry in the book rules out.",
        K.ONE_VISIT: "All blocks of a presenter on one day, with gaps no longer than you say.",
        K.PRESENTER_MOST_BLOCKS: "How often one person is asked to present in a course.",
        K.PRESENTER_MOST_DAYS: "On how many days of a course one person has to come.",
        K.FROM_HOME: "Nobody leaves home earlier or comes home later; the book has the way.",
        K.STORIES_A_WEEK: "Monday to Sunday; stories in other courses count, too.",
        K.STORIES_A_MONTH: "Of a calendar month; stories in other courses count, too.",
        K.STORY_FACILITATED: "Somebody is booked as facilitator or host in the same room.",
        K.STORY_AFTER_LUNCH: "Something else is taught between lunch and the story.",
        K.STORY_REST: "Time to recover between the end of a story and the next; nights count.",
        K.FIXED_TIME: "The block begins on this day at this time and nowhere else.",
        K.NOT_BEFORE: "With a day alone: not on an earlier day. With a time alone: on any day.",
        K.NOT_AFTER: "With a day alone: not on a later day. With a time alone: on any day.",
        K.FIRST_OF_DAY: "Nothing is taught before it on its day.",
        K.LAST_OF_DAY: "Nothing is taught after it on its day.",
        K.BEFORE: "Anywhere in the week, or right before it with nothing taught between.",
        K.SAME_DAY: "Whichever day it is.",
        K.DIFFERENT_DAY: "Whichever days they are.",
        K.NOT_NEXT_TO: "Nobody goes from one straight into the other.",
        K.KEEP_ORDER: "Blocks come as the curriculum has them; each turned pair costs once.",
        K.KEEP_RELEASED: "A change after a release costs, so that few are made.",
        K.LUNCH: "On every day that reaches over that stretch.",
        K.MOST_A_DAY: "Such as two stories a day.",
        K.HEAVY_IN_A_ROW: "Blocks of weight 2 or 3, until a break or a lighter block.",
        K.SUITABLE_ROOM: "The presenters’ book knows what somebody needs of a room.",
        K.ROOM_TIME: "For this course; what another course books is seen by itself.",
        K.BUFFER: "To set up, to clear away, or to let somebody leave in peace.",
        K.TRAVEL: "Between two blocks of the same people in different buildings.",
    }
)
"""One sentence on each kind, shown with its fields."""

DELIVERIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "lecture": "lecture", "discussion": "discussion", "panel": "panel", "story": "story",
        "visit": "site visit", "demonstration": "demonstration",
        "scenario": "scenario practice", "exam": "exam", "ceremony": "ceremony",
        "admin": "admin block", "break": "break", "lunch": "lunch", "travel": "way",
    }
)  # fmt: skip

AVAILABILITIES: Final[Mapping[str, str]] = MappingProxyType(
    {"available": "Only then", "preferred": "Preferably then", "no": "Not then"}
)

STRENGTHS: Final[Mapping[str, int]] = MappingProxyType(
    {"Strong wish": 40, "Wish": 10, "Slight wish": 3}
)
"""What breaking a wish costs, by the word for it; a wish in between has the next lower word."""

LONGEST_LABEL = 90
"""Letters of a sentence in the name of a step."""


def strength_words(one: ConstraintValue) -> str:
    """“Must”, or how strong a wish it is, with its weight where the word alone is not enough."""
    if one.must:
        return "Must"
    word = next((word for word, least in STRENGTHS.items() if one.weight >= least), "Slight wish")
    return word if one.weight == STRENGTHS[word] else f"{word} ({one.weight})"


def block_words(block: PlacedBlock, names: dict[int, str]) -> str:
    """A block to choose, with its place: “Talk, Monday at 9:00”."""
    return f"{block.title}, {when(block, names)}" if block.placed else f"{block.title}, unplaced"


def short(sentence: str) -> str:
    """A sentence as the name of a step has room for it."""
    bare = sentence.rstrip(".")
    return bare if len(bare) <= LONGEST_LABEL else f"{bare[: LONGEST_LABEL - 1].rstrip()}…"


def step_words(verb: str, sentences: list[str]) -> str:
    """“Remove: Talk is the first block of its day”, or how many where there are several."""
    if len(sentences) == 1:
        return f"{verb}: {short(sentences[0])}"
    return f"{verb} {len(sentences)} constraints"
