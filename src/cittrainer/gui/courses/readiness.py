"""How far a course has come: hours, blocks, presenters and seats as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cittrainer.gui.common.cards import Card, label
from cittrainer.gui.common.meters import MeterBar
from cittrainer.gui.common.tokens import Tone
from cittrainer.rules.checks import findings
from cittrainer.rules.hours import ledger
from cittrainer.rules.values import ERROR, WARNING, clock
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cittrainer.queries.courses import CourseRow
    from cittrainer.rules.values import Week

SETTLED = frozenset({"confirmed", "presented"})


class Reached(NamedTuple):
    """How much of something is reached."""

    name: str
    value: str
    goal: str
    share: float
    missing: bool


def reached(row: CourseRow, week: Week) -> tuple[Reached, ...]:
    """What the bars show.

    Args:
        row: The course, for its seats.
        week: Its plan.
    """
    sums = ledger(week)
    placed = sum(block.placed for block in week.blocks)
    asked = [
        booking
        for block in week.blocks
        for part in block.parts
        for booking in part.bookings
        if booking.holds_time
    ]
    settled = sum(booking.state in SETTLED for booking in asked)
    required = sums.required or 0
    return (
        Reached(
            "Hours planned",
            clock(sums.planned),
            f"of {clock(required)}" if required else "",
            sums.planned / required if required else 1.0,
            bool(sums.short),
        ),
        _part("Blocks placed", placed, len(week.blocks)),
        _part("Presenters confirmed", settled, len(asked)),
        Reached(
            "Seats taken",
            str(row.enrolled),
            f"of {row.seats}",
            row.enrolled / row.seats if row.seats else 0.0,
            False,
        ),
    )


def _part(name: str, number: int, total: int) -> Reached:
    share = number / total if total else 0.0
    return Reached(name, str(number), f"of {total}", share, number < total)


class ReadinessCard(Card):
    """The bars, and in a sentence what the checks of the week found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Readiness"), self.tr("Open the week"), parent)
        self._bars: list[MeterBar] = []
        self._found = label("", "muted", wrap=True)
        self.body.addWidget(self._found)

    def show_readiness(self, row: CourseRow, week: Week) -> None:
        """Show how far the course has come."""
        shown = reached(row, week)
        while len(self._bars) < len(shown):
            self._bars.append(MeterBar())
            self.body.insertWidget(len(self._bars) - 1, self._bars[-1])
        for bar, one in zip(self._bars, shown, strict=True):
            tone = Tone.WARNING if one.missing else Tone.GOOD
            bar.show_meter(one.name, one.value, one.goal, one.share, tone)
        severities = [finding.severity for finding in findings(week)]
        errors, warnings = severities.count(ERROR), severities.count(WARNING)
        self._found.setText(
            self.tr("The checks find nothing wrong with the week.")
            if not errors and not warnings
            else f"{counted(errors, 'error')} and {counted(warnings, 'warning')} in the week."
        )
