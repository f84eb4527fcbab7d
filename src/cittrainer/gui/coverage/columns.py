"""The columns of the list of coverage, and how it says when a target is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.tables import Bar, Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.common.trainee_words import ROLES
from cittrainer.rules.coverage import HORIZON, sentence
from cittrainer.rules.wording import month_words

if TYPE_CHECKING:
    from cittrainer.queries.coverage import Coverage
    from cittrainer.rules.coverage import Prospect

LOST_SOON = 12
"""Months ahead within which a target that will be lost is warned of."""


def share_words(of: Prospect) -> str:
    """The trained in percent of the strength, such as “25 %”."""
    return "" if of.percent is None else f"{of.percent:.0f} %"


def tone_of(of: Prospect) -> Tone:
    """Good when the target is met, a warning from half of it, an error below."""
    if of.met:
        return Tone.GOOD
    return Tone.WARNING if of.trained * 2 >= of.needed else Tone.ERROR


def share_bar(of: Prospect) -> Bar | None:
    """The share as a bar, with a mark at the target."""
    if of.percent is None:
        return None
    return Bar(of.percent / 100, of.target_percent / 100, tone_of(of))


def when_met(row: Coverage) -> str:
    """When the target is met, in a word or two."""
    of, ahead = row.prospect, row.outlook
    if not of.strength:
        return "Strength not known"
    if of.met:
        return f"Lost {_month(ahead.lost_in or 0)}" if _lost_soon(row) else "Met"
    if ahead.met_in is None:
        return f"Not by {this_day().year + HORIZON // 12}"
    return _month(ahead.met_in)


def _month(later: int) -> str:
    """A month so many after the present one, short enough for a pill: “May 2027”, “Sep 2027”."""
    month, year = month_words(this_day(), later).split()
    return f"{month[:3]} {year}"


def _lost_soon(row: Coverage) -> bool:
    return row.outlook.lost_in is not None and row.outlook.lost_in <= LOST_SOON


def _when_tone(row: Coverage) -> Tone:
    if not row.prospect.strength:
        return Tone.NEUTRAL
    if row.prospect.met:
        return Tone.WARNING if _lost_soon(row) else Tone.GOOD
    return Tone.ERROR if row.outlook.met_in is None else Tone.INFO


def _when_key(row: Coverage) -> int | None:
    if not row.prospect.strength:
        return None
    if row.prospect.met:
        return -1
    return HORIZON + 1 if row.outlook.met_in is None else row.outlook.met_in


def _planned(row: Coverage) -> int:
    return sum(number for _, number in row.prospect.planned)


def _missing(row: Coverage) -> int:
    return max(row.prospect.needed - row.prospect.trained, 0)


COLUMNS: tuple[Column[Coverage], ...] = (
    Column("agency", "Agency", lambda row: row.agency, bold=True, width=226),
    Column("role", "Role", lambda row: ROLES[row.role], width=98),
    Column(
        "share",
        "Trained",
        lambda row: share_words(row.prospect),
        sort=lambda row: row.prospect.percent,
        bar=lambda row: share_bar(row.prospect),
        tooltip=lambda row: sentence(row.prospect, row.outlook, this_day()),
        width=118,
    ),
    Column(
        "trained",
        "People",
        lambda row: f"{row.prospect.trained:,} of {row.prospect.strength:,}",
        sort=lambda row: row.prospect.trained,
        tooltip=lambda row: (
            "The strength stands in the form of the agency."
            if row.typed
            else "The strength is not known: these are the people on file."
        ),
        width=104,
    ),
    Column(
        "target",
        "Target",
        lambda row: f"{row.prospect.target_percent} %",
        sort=lambda row: row.prospect.target_percent,
        usual=False,
        width=70,
    ),
    Column(
        "missing",
        "Missing",
        lambda row: f"{_missing(row):,}" if _missing(row) else "",
        sort=lambda row: _missing(row) or None,
        usual=False,
        width=82,
    ),
    Column(
        "when",
        "Target met",
        when_met,
        sort=_when_key,
        tone=_when_tone,
        tooltip=lambda row: sentence(row.prospect, row.outlook, this_day()),
        width=126,
    ),
    Column(
        "planned",
        "Planned seats",
        lambda row: str(_planned(row) or ""),
        sort=lambda row: _planned(row) or None,
        usual=False,
        width=100,
    ),
    Column(
        "pace",
        "Trained a year",
        lambda row: f"{row.prospect.pace:.1f}",
        sort=lambda row: row.prospect.pace,
        usual=False,
        width=100,
    ),
    Column(
        "on_file",
        "On file",
        lambda row: f"{row.on_file:,}",
        sort=lambda row: row.on_file,
        usual=False,
        width=80,
    ),
)
