"""Which facts each kind of constraint needs, may have, and has none of; what is wrong with some."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cittrainer.rules.plan_values import ConstraintValue

FACTS = (
    "block_id", "other_block_id", "presenter_id", "room_id", "course_day_id", "delivery",
    "other_delivery", "availability", "start_minute", "end_minute", "minutes", "minutes_after",
    "amount", "directly",
)  # fmt: skip
"""Every fact that some kind has, named as in ``ConstraintValue``."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "block_id": "a block",
        "other_block_id": "the other block",
        "presenter_id": "a presenter",
        "room_id": "a room",
        "course_day_id": "a day",
        "delivery": "a kind of teaching",
        "other_delivery": "the other kind of teaching",
        "availability": "whether the time is available, preferred or not to be had",
        "start_minute": "a time to begin",
        "end_minute": "a time to end",
        "minutes": "a number of minutes",
        "minutes_after": "a number of minutes after",
        "amount": "a number",
        "directly": "whether directly",
    }
)
"""What each fact is called in a sentence."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The facts of one kind of constraint; what is in none of the sets stays empty."""

    required: frozenset[str] = frozenset()
    exactly_one: frozenset[str] = frozenset()
    """Of these, one is given."""
    at_least_one: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    @property
    def facts(self) -> frozenset[str]:
        """Everything that the kind may have."""
        return self.required | self.exactly_one | self.at_least_one | self.optional


def _shape(
    required: str = "", *, exactly_one: str = "", at_least_one: str = "", optional: str = ""
) -> Shape:
    sets = (required, exactly_one, at_least_one, optional)
    return Shape(*(frozenset(names.split()) for names in sets))


_WINDOW = "course_day_id start_minute end_minute"
_BLOCKS = "block_id delivery"

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "book_times": _shape(optional="presenter_id"),
        "presenter_time": _shape("presenter_id availability", optional=_WINDOW),
        "room_time": _shape("room_id availability", optional=_WINDOW),
        "fixed_time": _shape("block_id course_day_id start_minute"),
        "not_before": _shape(exactly_one=_BLOCKS, at_least_one="course_day_id start_minute"),
        "not_after": _shape(exactly_one=_BLOCKS, at_least_one="course_day_id end_minute"),
        "same_day": _shape("block_id other_block_id"),
        "different_day": _shape("block_id other_block_id"),
        "before": _shape("block_id other_block_id", optional="directly"),
        "first_of_day": _shape(exactly_one=_BLOCKS),
        "last_of_day": _shape(exactly_one=_BLOCKS),
        "most_a_day": _shape("delivery amount"),
        "heavy_in_a_row": _shape("minutes"),
        "buffer": _shape(exactly_one=_BLOCKS, at_least_one="minutes minutes_after"),
        "presenter_most_blocks": _shape("amount", optional="presenter_id"),
        "presenter_most_days": _shape("amount", optional="presenter_id"),
        "one_visit": _shape(optional="presenter_id minutes"),
        "lunch": _shape("start_minute end_minute minutes"),
        "story_rest": _shape("minutes", optional="presenter_id"),
        "stories_a_week": _shape("amount", optional="presenter_id"),
        "stories_a_month": _shape("amount", optional="presenter_id"),
        "story_facilitated": _shape(),
        "story_after_lunch": _shape(),
        "suitable_room": _shape(optional="presenter_id"),
        "from_home": _shape("start_minute end_minute", optional="presenter_id"),
        "not_next_to": _shape("delivery other_delivery", optional="minutes"),
        "keep_order": _shape(),
        "keep_released": _shape(),
        "travel": _shape("minutes"),
    }
)
"""The shape of each kind, by the value of ``models.constraints.ConstraintKind``."""

OF_A_COURSE = frozenset({"block_id", "other_block_id", "course_day_id"})
"""Facts that only a course's own constraint can name: a default knows no block and no day."""


def default_kinds() -> frozenset[str]:
    """The kinds that can be a default of the academy: those that need no block and no day."""
    return frozenset(kind for kind, shape in SHAPES.items() if not shape.required & OF_A_COURSE)


class WrongFact(NamedTuple):
    """Why a constraint cannot be stored, and the fact at which that is to be said."""

    fact: str
    sentence: str
    hint: str


def wrong_facts(kind: str, facts: Mapping[str, Any]) -> Iterator[WrongFact]:
    """What is missing from a constraint's facts, or does not go with its kind or each other.

    Args:
        kind: The value of a ``ConstraintKind``.
        facts: Facts by their names in ``FACTS``; one that is None or False is not given.
    """
    shape = SHAPES[kind]
    given = {name for name, value in facts.items() if value is not None and value is not False}
    for name in FACTS:
        if name in shape.required and name not in given:
            yield WrongFact(name, f"This constraint needs {NAMES[name]}.", "Choose it.")
        if name in given and name not in shape.facts:
            yield WrongFact(name, f"This constraint cannot have {NAMES[name]}.", "Leave it out.")
    if shape.exactly_one and len(shape.exactly_one & given) != 1:
        yield _either(shape.exactly_one)
    if shape.at_least_one and not shape.at_least_one & given:
        yield _either(shape.at_least_one)
    if "block_id" in given and facts["block_id"] == facts.get("other_block_id"):
        sentence = "A block cannot be compared with itself."
        yield WrongFact("other_block_id", sentence, "Choose another block.")
    yield from _wrong_window(shape, facts, given)


def content(one: ConstraintValue) -> tuple[object, ...]:
    """What two equal constraints have in common: everything but comment and switch."""
    return one.kind, one.must, one.weight, *(getattr(one, name) for name in FACTS)


def _either(names: Iterable[str]) -> WrongFact:
    those = [name for name in FACTS if name in names]
    either = " or ".join(NAMES[name] for name in those)
    return WrongFact(those[0], f"This constraint needs {either}.", "Choose one.")


def _wrong_window(shape: Shape, facts: Mapping[str, Any], given: set[str]) -> Iterator[WrongFact]:
    window = {"start_minute", "end_minute"}
    if not window <= shape.facts:
        return
    missing = sorted(window - given)
    if len(missing) == 1 and missing[0] not in shape.required:
        sentence = "The time needs a beginning and an end."
        yield WrongFact(missing[0], sentence, "Give both or neither.")
    if not missing and facts["start_minute"] >= facts["end_minute"]:
        yield WrongFact("end_minute", "The time ends before it begins.", "Choose a later end.")
