"""What the list of a course's stipends shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cittrainer.gui.common.dates import short_date
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.rules.presenter_work import work_words
from cittrainer.rules.stipends import money, terms_words

if TYPE_CHECKING:
    from cittrainer.queries.stipends import StipendRow

PAID, DECLINED, OPEN, NOTHING = "Paid", "Declined", "To be paid", "Nothing due"

_TONES = {PAID: Tone.GOOD, OPEN: Tone.WARNING}


def state_words(row: StipendRow) -> str:
    """How far a stipend is."""
    if row.paid_on is not None:
        return PAID
    if row.declined:
        return DECLINED
    return NOTHING if row.settled else OPEN


def _work(row: StipendRow) -> str:
    words = work_words(row.work)
    return words if row.presented or not row.work.slots else f"{words}, planned"


def _terms(row: StipendRow) -> str:
    """What was agreed; how it is paid has a column of its own."""
    return terms_words(replace(row.terms, method=""))


COLUMNS: tuple[Column[StipendRow], ...] = (
    Column("presenter", "Presenter", lambda row: row.presenter, bold=True, width=220,
           tooltip=lambda row: row.presenter),
    Column("work", "Presented", _work, sort=lambda row: row.work.minutes, width=170,
           tooltip=_work),
    Column("terms", "Terms", _terms, width=140, tooltip=_terms),
    Column("due", "Due", lambda row: money(row.due_cents), sort=lambda row: row.due_cents,
           right=True, width=90, usual=False),
    Column("amount", "Amount", lambda row: money(row.amount_cents),
           sort=lambda row: row.amount_cents, right=True, width=95),
    Column("state", "State", state_words,
           tone=lambda row: _TONES.get(state_words(row), Tone.NEUTRAL), width=115),
    Column("paid_on", "Paid on", lambda row: short_date(row.paid_on),
           sort=lambda row: row.paid_on, width=100),
    Column("method", "Method", lambda row: row.method if row.paid_on is not None else "",
           width=100),
)  # fmt: skip
"""Never the kind of a presenter: outside the book everybody is a presenter."""
