"""What a list for a spreadsheet is made of, and which texts it would take for formulas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None
"""What a cell may hold; a number that is a name, such as an identifier, is a ``str``.

A ``datetime`` is shown to the minute, in the zone it is given in.
"""

_FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
"""The last four are the full-width forms, which East Asian spreadsheets obey as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list.

    Attributes:
        title: The heading.
        width: In characters.
        identifier: Whether digits in it are a name and no amount, so that leading zeros and
            long numbers survive when somebody edits the sheet.
        decimals: How many decimal places numbers are shown with; ``None`` shows them as they are.
    """

    title: str
    width: float = 14
    identifier: bool = False
    decimals: int | None = None


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate, or run, the text instead of showing it."""
    return text[:1] in _FORMULA_SIGNS
