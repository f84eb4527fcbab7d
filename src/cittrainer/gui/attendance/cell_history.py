"""Everything that was ever recorded in one cell: what, when, by whom and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.attendance.sheet import MARK_WORDS
from cittrainer.gui.common.card_dialog import CardDialog
from cittrainer.gui.common.cards import label, line
from cittrainer.gui.common.dates import moment, time_of_day
from cittrainer.queries.attendance_entries import EntryLine, entry_history
from cittrainer.rules.wording import duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner


class CellHistory(CardDialog):
    """The entries of a trainee in a block or half-day, the newest first."""

    def __init__(
        self,
        runner: Runner,
        enrollment_id: int,
        name: str,
        block_ids: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Recorded of {name}").format(name=name), parent, height=460)
        ids = list(block_ids)
        runner.read(lambda db: entry_history(db, enrollment_id, ids), self.show_lines)

    def show_lines(self, lines: tuple[EntryLine, ...]) -> None:
        """Show what was read."""
        self.card.clear()
        body = self.card.body
        if not lines:
            body.addWidget(label(self.tr("Nothing was recorded yet."), "muted"))
        for place, one in enumerate(lines):
            if place:
                body.addWidget(line())
            body.addWidget(label(f"{one.block}: {said(one)}", "strong", wrap=True))
            who = " · ".join(word for word in (moment(one.recorded), one.by) if word)
            body.addWidget(label(who, "muted", wrap=True))
            if one.reason:
                body.addWidget(label(one.reason, wrap=True))
        body.addStretch()


def said(one: EntryLine) -> str:
    """What an entry says, such as “late, 40 minutes (in 8:20 AM)”."""
    words = MARK_WORDS[one.mark]
    if one.minutes:
        words = f"{words}, {duration(one.minutes)}"
    times = [
        f"{what} {time_of_day(minute)}"
        for what, minute in (("in", one.came), ("out", one.went))
        if minute is not None
    ]
    return f"{words} ({', '.join(times)})" if times else words
