"""What the list of constraints shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.constraints.words import GROUPS, TITLES, strength_words
from cittrainer.models import ConstraintKind

if TYPE_CHECKING:
    from cittrainer.queries.constraints import ConstraintRow

_ORDER = [kind for kinds in GROUPS.values() for kind in kinds]


def _in_order(row: ConstraintRow) -> tuple[int, str]:
    """By subject, and those of a kind by their words."""
    return _ORDER.index(ConstraintKind(row.value.kind)), row.sentence.casefold()


def _state_tone(row: ConstraintRow) -> Tone:
    if not row.value.active:
        return Tone.NEUTRAL
    if not row.broken:
        return Tone.GOOD
    return Tone.ERROR if row.value.must else Tone.WARNING


def _broken(row: ConstraintRow) -> str:
    if len(row.broken) < 2:
        return row.broken[0] if row.broken else ""
    return f"{row.broken[0]}, and {len(row.broken) - 1} more"


def _all_broken(row: ConstraintRow) -> str:
    return "\n".join(row.broken[:20])


_SENTENCE: Column[ConstraintRow] = Column(
    "sentence", "What the plan keeps to", lambda row: row.sentence, sort=_in_order,
    width=470, tooltip=lambda row: row.sentence,
)  # fmt: skip
_STRENGTH: Column[ConstraintRow] = Column(
    "strength",
    "Strength",
    lambda row: strength_words(row.value),
    sort=lambda row: (not row.value.must, -row.value.weight),
    width=130,
)
_COMMENT: Column[ConstraintRow] = Column(
    "comment", "Comment", lambda row: " ".join(row.value.comment.split()), width=140,
    tooltip=lambda row: row.value.comment,
)  # fmt: skip
_KIND: Column[ConstraintRow] = Column(
    "kind", "Kind", lambda row: TITLES[ConstraintKind(row.value.kind)], width=190, usual=False
)

COURSE_COLUMNS: tuple[Column[ConstraintRow], ...] = (
    _SENTENCE,
    _STRENGTH,
    Column(
        "state",
        "State",
        lambda row: row.state,
        sort=lambda row: (not row.broken or not row.value.active, not row.value.active),
        tone=_state_tone,
        width=115,
    ),
    Column("broken", "Broken by", _broken, width=180, tooltip=_all_broken),
    _COMMENT,
    Column(
        "source",
        "Source",
        lambda row: "Academy" if row.default else "Course",
        width=95,
    ),
    _KIND,
)

DEFAULT_COLUMNS: tuple[Column[ConstraintRow], ...] = (
    _SENTENCE,
    _STRENGTH,
    Column(
        "state",
        "State",
        lambda row: "On" if row.value.active else "Off",
        tone=lambda row: Tone.GOOD if row.value.active else Tone.NEUTRAL,
        width=80,
    ),
    _COMMENT,
    _KIND,
)
"""A default is kept by no plan yet, so nothing is said of that."""
