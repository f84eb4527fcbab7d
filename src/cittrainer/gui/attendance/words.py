"""What the Attendance tab says and asks, and with which day it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.dates import long_date, this_day
from cittrainer.gui.common.messages import ask
from cittrainer.queries.attendance import Register, register
from cittrainer.rules.wording import counted, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget
    from sqlalchemy.orm import Session

    from cittrainer.gui.attendance.sheet import Slot
    from cittrainer.queries.attendance import Trainee
    from cittrainer.rules.values import DayValue

_NAMED_AT_MOST = 4


def tick_label(trainees: Sequence[Trainee], columns: Sequence[Slot], day: DayValue) -> str:
    """What a step of ticks is called in the history."""
    who = (
        trainees[0].full_name if len(trainees) == 1 else counted(len(trainees), "person", "people")
    )
    if len(columns) == 1 and len(columns[0].blocks) == 1:
        return f"Tick {who} in {quoted(columns[0].title)}"
    part = f", {columns[0].title.lower()}" if len(columns) == 1 else ""
    return f"Tick {who} on {long_date(day.date)}{part}"


def may_close(
    parent: QWidget, day: DayValue, book: Register, missing: Sequence[tuple[int, int]]
) -> bool:
    """Ask whether a day is to be closed, saying whose ticks are still open.

    Args:
        parent: The widget that asks.
        day: The day.
        book: The register.
        missing: The pairs of enrollment and block without an entry.
    """
    title = parent.tr("Close the attendance of %s?") % long_date(day.date)
    stays = parent.tr("From then on it is only ever corrected, entry by entry, with a reason.")
    if not missing:
        return ask(parent, title, stays, parent.tr("Close day"))
    names = {one.enrollment_id: one.full_name for one in book.everybody}
    who = [names[one] for one in dict.fromkeys(one for one, _block in missing)]
    some = who[:_NAMED_AT_MOST]
    if len(who) > len(some):
        some.append(counted(len(who) - len(some), "other"))
    still = (
        f"{counted(len(missing), 'tick')} of {listed(some)} "
        f"{'is' if len(missing) == 1 else 'are'} still open and will be recorded as absent."
    )
    close = parent.tr("Close with the open ones absent")
    return ask(parent, title, f"{still} {stays}", close, danger=True)


def prepared(db: Session, course_id: int) -> Register:
    """The register with its sums made on the reading thread, which the window then only shows."""
    book = register(db, course_id)
    _ = book.credited
    return book


def day_to_begin_with(book: Register) -> int:
    """The id of today, else of the first day that is not closed, else of the first; 0 for none."""
    today = this_day()
    days = book.week.days
    chosen = next((day for day in days if day.date == today), None)
    chosen = chosen or next((day for day in days if not day.closed), None)
    return chosen.id if chosen else days[0].id if days else 0
