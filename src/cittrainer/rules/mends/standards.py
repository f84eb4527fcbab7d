"""Mends of what a week lacks of its standard: what waits is placed, what may be longer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.rules.filling import Source, fillers
from cittrainer.rules.hours import is_creditable, ledger
from cittrainer.rules.mends.days import lengths
from cittrainer.rules.mends.places import moves
from cittrainer.rules.values import GRID_MINUTES
from cittrainer.rules.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cittrainer.rules.mends.values import Mend
    from cittrainer.rules.values import Week


def placed(week: Week, delivery: str) -> Iterator[Mend]:
    """Each block of a delivery that waits, placed."""
    for block in week.unplaced:
        if block.delivery == delivery:
            yield from moves(week, block)


def more_hours(week: Week) -> Iterator[Mend]:
    """What waits placed, or what may be longer made longer, where one of them is enough."""
    short = -(-ledger(week).short // GRID_MINUTES) * GRID_MINUTES
    creditable = [one for one in week.blocks if is_creditable(one, week.standard)]
    for block in creditable:
        if not block.placed and block.minutes >= short:
            yield from moves(week, block)
        elif block.placed and block.most_minutes and block.minutes + short <= block.most_minutes:
            yield from lengths(week, block, block.minutes + short)


def more_of_topic(week: Week, sentence: str) -> Iterator[Mend]:
    """The same for the topic of which a sentence says that it is short of minutes."""
    for heading in ledger(week).headings:
        for line in heading.topics:
            if quoted(line.topic) not in sentence:
                continue
            for one in fillers(week, (), line):
                block = week.block.get(one.block_id or 0)
                if block is None:
                    continue
                if one.source is Source.UNPLACED:
                    yield from moves(week, block)
                else:
                    yield from lengths(week, block, one.length)
