"""What a presenter's stipend for a course comes to, in whole cents, and how money is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from cittrainer.errors import Invalid

if TYPE_CHECKING:
    from cittrainer.rules.presenter_work import Work

TALK, HOUR, DAY, COURSE = "talk", "hour", "day", "course"
"""What a stipend is for; the values of the models' vocabulary as plain text."""

MOST_CENTS = 10_000_000
"""A stipend for one course is never more: whoever typed it left a decimal point out."""

_MONEY = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{1,2}))?\s*\$?")


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed with a presenter."""

    cents: int | None = None
    """None: nothing is agreed; 0: they speak for nothing."""
    per: str = TALK
    method: str = ""
    declined: bool = False
    """Whether they take no stipend."""

    @property
    def promised(self) -> bool:
        """Whether they are to get anything at all."""
        return bool(self.cents) and not self.declined


def due_cents(terms: Terms, work: Work) -> int:
    """What the terms come to for so much work; 0 where nothing is promised.

    Hours are hours of the clock; a half cent is rounded up.
    """
    if not terms.promised or terms.cents is None:
        return 0
    if terms.per == HOUR:
        exact = Decimal(terms.cents) * work.minutes / 60
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    times = {DAY: work.days, COURSE: min(work.slots, 1)}.get(terms.per, work.slots)
    return terms.cents * times


def terms_words(terms: Terms) -> str:
    """The terms in a few words: “$75.00 a talk, by check”; empty where nothing is agreed."""
    if terms.declined:
        return "takes no stipend"
    if terms.cents is None:
        return ""
    if not terms.cents:
        return "speaks for nothing"
    article = "an" if terms.per == HOUR else "a"
    words = f"{money(terms.cents)} {article} {terms.per}"
    return f"{words}, by {terms.method}" if terms.method else words


def promised_words(terms: Terms) -> str:
    """The terms as letters and papers tell them; empty where nothing is promised."""
    return terms_words(terms) if terms.promised else ""


def money(cents: int) -> str:
    """An amount as papers and window write it: “$1,250.00”."""
    return f"-{money(-cents)}" if cents < 0 else f"${cents // 100:,}.{cents % 100:02d}"


def typed_cents(text: str) -> int:
    """An amount as somebody typed it: “75”, “$1,250.50”.

    Raises:
        Invalid: it is no amount of money, or too large.
    """
    clean = text.strip()
    match = _MONEY.fullmatch(clean)
    if match is None or not any(match.groups()):
        raise Invalid(f"“{clean[:40]}” is no amount of money.", hint="Type it like 75 or 1,250.50.")
    whole, cents = match.groups()
    amount = int((whole or "0").replace(",", "")) * 100 + int((cents or "0").ljust(2, "0"))
    return refuse_amount(amount)


def refuse_amount(cents: int) -> int:
    """The amount, if one can be paid.

    Raises:
        Invalid: it is negative or larger than any stipend.
    """
    if cents < 0:
        raise Invalid("A stipend cannot be less than nothing.", hint="Type an amount from 0 up.")
    if cents > MOST_CENTS:
        raise Invalid(
            f"{money(cents)} is more than a stipend can be.",
            hint=f"Type an amount up to {money(MOST_CENTS)}.",
        )
    return cents
