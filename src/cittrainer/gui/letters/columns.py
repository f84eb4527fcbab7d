"""The columns of the lists of letters and of renewals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.dates import short_date, this_day
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.queries.standings import RUNNING_OUT_DAYS
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from cittrainer.jobs.letter_values import LetterRow
    from cittrainer.queries.renewals import RenewalRow

LETTER_COLUMNS: tuple[Column[LetterRow], ...] = (
    Column(
        "name", "Name", lambda row: row.letter.name, sort=lambda row: row.sorted_name, bold=True,
        width=190,
    ),
    Column("agency", "Agency", lambda row: row.agency, width=130),
    Column(
        "email",
        "E-mail",
        lambda row: row.letter.email or "none on file",
        sort=lambda row: row.letter.email,
        width=160,
    ),
    Column("about", "About", lambda row: row.about, width=150),
)  # fmt: skip

PRESENTER_LETTER_COLUMNS: tuple[Column[LetterRow], ...] = (
    LETTER_COLUMNS[0],
    Column("organization", "Organization", lambda row: row.agency, width=130),
    *LETTER_COLUMNS[2:],
)


def standing_words(row: RenewalRow) -> str:
    """What the pill of a renewal says."""
    days = row.days_left(this_day())
    if days < 0:
        return "Ran out"
    return "Runs out today" if days == 0 else f"In {counted(days, 'day')}"


def _tone(row: RenewalRow) -> Tone:
    days = row.days_left(this_day())
    if days < 0:
        return Tone.ERROR
    return Tone.WARNING if days <= RUNNING_OUT_DAYS else Tone.NEUTRAL


def hours_words(row: RenewalRow) -> str:
    """Continuing hours on record and asked for; empty where nothing is asked."""
    return f"{row.minutes_done / 60:g} of {row.hours_asked}" if row.hours_asked else ""


RENEWAL_COLUMNS: tuple[Column[RenewalRow], ...] = (
    Column(
        "name", "Name", lambda row: row.sorted_name, sort=lambda row: row.sorted_name, bold=True,
        width=190,
    ),
    Column("agency", "Agency", lambda row: row.agency, width=140),
    Column("position", "Rank or post", lambda row: row.position, usual=False),
    Column("course", "Course", lambda row: row.course, width=160),
    Column("certificate", "Certificate", lambda row: row.certificate, width=110),
    Column(
        "expires",
        "Counts until",
        lambda row: short_date(row.expires_on),
        sort=lambda row: row.expires_on,
        width=115,
    ),
    Column(
        "standing",
        "Standing",
        standing_words,
        sort=lambda row: row.expires_on,
        tone=_tone,
        width=120,
    ),
    Column(
        "hours",
        "Hours",
        hours_words,
        sort=lambda row: row.minutes_missing,
        tooltip=lambda row: (
            f"Continuing education since {short_date(row.done_on)}, of what the standard asks for"
            if row.hours_asked
            else "The standard asks for no continuing hours"
        ),
        width=80,
    ),
    Column(
        "plan",
        "What comes",
        lambda row: row.coming or (f"Exempt: {row.exempt}" if row.exempt else ""),
        tooltip=lambda row: row.exempt,
        width=120,
    ),
    Column("email", "E-mail", lambda row: row.email, usual=False),
    Column("phone", "Phone", lambda row: row.phone, usual=False),
)  # fmt: skip
