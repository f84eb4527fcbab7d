"""What is said about a proposal, line by line: changes, what is not kept, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cittrainer.gui.courses.week.sentence_list import Line
from cittrainer.jobs.arranging import WAYS
from cittrainer.rules.plan_changes import to_be_asked
from cittrainer.rules.values import ERROR, NOTE, WARNING
from cittrainer.rules.wording import counted, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cittrainer.jobs.arranging import Holding, Reason, ReasonLine, Suggestion
    from cittrainer.rules.standing_in import Verdict
    from cittrainer.rules.values import Week

NOT_SHOWN_MINIMAL = "The search was stopped: perhaps not all of these are needed for the clash."


def choice_lines(found: Sequence[Suggestion]) -> tuple[Line, ...]:
    """The proposals to choose from, each in one line; of those that sound alike, what differs.

    Where there are ways of several kinds, each kind stands under its heading.
    """
    alike = Counter(one.summary for one in found)
    several = len({one.kind for one in found}) > 1
    lines: list[Line] = []
    for number, one in enumerate(found, 1):
        if several and (number == 1 or one.kind != found[number - 2].kind):
            lines.append(Line(WAYS[one.kind], heading=True))
        own = _only_here(one, found) if alike[one.summary] > 1 else ""
        lines.append(Line(": ".join(filter(None, [one.summary, own])), number=number))
    return tuple(lines)


def suggestion_lines(week: Week, one: Suggestion) -> Iterator[Line]:
    """Everything that there is to say about one proposal."""
    if one.effects.lines:
        yield Line("What it means", heading=True)
    for effect in one.effects.lines:
        severity = effect.severity if effect.severity != NOTE else ""
        yield Line(effect.sentence, severity, effect.block_id)
    if one.lines:
        yield Line("What changes", heading=True)
        yield from (Line(line.sentence, block_id=line.block_id) for line in one.lines)
    if names := to_be_asked(week, one.change):
        yield Line("Who is to be asked", heading=True)
        yield Line(f"{listed(names)}.".replace("..", "."))
    if one.broken:
        yield Line("What is not kept", heading=True)
        yield from (_told(line, WARNING) for line in one.broken)
    if one.unplaced or one.open_places:
        yield Line("What is still open", heading=True)
    for block_id in one.unplaced:
        title = quoted(week.block[block_id].title)
        yield Line(f"{title} finds no place.", ERROR, block_id)
    if one.open_places:
        found = counted(one.open_places, "presenter or room", "presenters or rooms")
        verb = "is" if one.open_places == 1 else "are"
        yield Line(f"{found} {verb} still to be found.", WARNING)


def standing_lines(found: Sequence[Verdict], nobody: str = "") -> Iterator[Line]:
    """Who could stand in for whoever is out, and who cannot, for each block."""
    if found or nobody:
        yield Line("Who could stand in", heading=True)
    if nobody:
        yield Line(nobody, NOTE)
    for one in sorted(found, key=lambda each: not each.usable):
        yield Line(one.sentence, "" if one.usable else WARNING, one.slot.block.id)


def reason_lines(reasons: Sequence[Reason]) -> Iterator[Line]:
    """Why not everything can be had; without any one of the lines under a reason it could."""
    if reasons:
        yield Line("Why not all of it can be had", heading=True)
    for reason in reasons:
        about = reason.blocks[0] if reason.blocks else None
        yield Line(reason.sentence, ERROR, about)
        yield from (_told(line) for line in reason.lines)
        if not reason.minimal:
            yield Line(NOT_SHOWN_MINIMAL, NOTE)


def holding_lines(holding: Holding) -> Iterator[Line]:
    """What holds a block, and why a place cannot be had."""
    if not holding.lines and holding.reason is None:
        yield Line("Nothing: it could be elsewhere as well.", NOTE)
    yield from (_told(line) for line in holding.lines)
    if holding.reason is not None:
        yield from reason_lines((holding.reason,))


def _only_here(one: Suggestion, found: Sequence[Suggestion]) -> str:
    """The first change of a proposal that no other one makes; empty where there is none."""
    others = {line for each in found if each is not one for line in each.lines}
    return next((line.sentence for line in one.lines if line not in others), "")


def _told(line: ReasonLine, severity: str = "") -> Line:
    return Line(line.sentence, severity, line.block_id, line.constraint_id)
