"""What presenters do, or did, in courses: slot by slot, and summed up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


@dataclass(frozen=True, slots=True)
class WorkSlot:
    """A presenter in a part of a block."""

    course_id: int
    presenter_id: int
    block_id: int
    block: str
    part: str
    """What the part is called; may be empty."""
    role: str
    """“presenter” where another word would tell what somebody lived through."""
    on: date | None
    """None: the block has no day yet."""
    start: int | None
    """Minutes after midnight."""
    minutes: int
    presented: bool
    """Whether it is on record that they presented it; else it is planned."""


@dataclass(frozen=True, slots=True)
class Work:
    """Slots summed up."""

    slots: int = 0
    """Blocks; one in which somebody does several things is one."""
    minutes: int = 0
    """Of those blocks, each counted once."""
    days: int = 0

    @property
    def hours(self) -> Decimal:
        """The minutes as hours of the clock, to the hundredth."""
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.01"))


def work_of(slots: Collection[WorkSlot]) -> Work:
    """What one presenter's slots come to."""
    blocks = {slot.block_id: slot.minutes for slot in slots}
    days = {slot.on for slot in slots if slot.on is not None}
    return Work(len(blocks), sum(blocks.values()), len(days))


def work_words(work: Work) -> str:
    """The work in a few words: “2 slots, 1.5 h”."""
    return f"{counted(work.slots, 'slot')}, {hours_words(work.minutes)} h"


def hours_words(minutes: int) -> str:
    """Minutes as hours without needless zeros, such as “1.5”."""
    text = f"{Decimal(minutes) / 60:.2f}"
    return text.rstrip("0").rstrip(".")
