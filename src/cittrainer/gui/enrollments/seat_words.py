"""How the seats of a course are put into words on the Enrollment tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cittrainer.gui.common.dates import short_date
from cittrainer.models import WithdrawalReason

if TYPE_CHECKING:
    from cittrainer.queries.seats import KeptRow
    from cittrainer.rules.seats import SeatCount

CODES: Final = {
    WithdrawalReason.STAFFING: "Staffing of the agency",
    WithdrawalReason.COURT: "Court",
    WithdrawalReason.LEAVE: "Leave",
    WithdrawalReason.OTHER_TRAINING: "Other training",
    WithdrawalReason.LEFT_AGENCY: "Left the agency",
    WithdrawalReason.AGENCY_DECISION: "Decision of the agency",
    WithdrawalReason.OWN_WISH: "Their own wish",
    WithdrawalReason.OTHER: "Another reason",
}


def taken_words(count: SeatCount) -> str:
    """The headline: “28 of 30 seats taken”."""
    beyond = f" (+{count.overbooking})" if count.overbooking else ""
    return f"{count.taken} of {count.seats}{beyond} seats taken"


def rest_words(count: SeatCount) -> str:
    """What else there is to say: free, kept, offered, waiting."""
    full = "" if count.left or count.over else "full"
    parts = (
        f"{count.left} free" if count.left else "",
        full,
        f"{count.over} too many" if count.over else "",
        f"{count.kept} kept" if count.kept else "",
        f"{count.offered} offered" if count.offered else "",
        f"{count.waiting} waiting" if count.waiting else "",
    )
    return " · ".join(filter(None, parts))


def kept_until(row: KeptRow) -> str:
    """Until when seats are kept."""
    if row.kept.until is None:
        return "until released"
    return f"{short_date(row.kept.until)}{'' if row.holds else ', over'}"
