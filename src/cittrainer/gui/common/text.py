"""Comparing words as people do: without accents and capitals, numbers by their value."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = re.compile(r"(\d+)")
_ACCENTS = re.compile("[\u0300-\u036f]")
_NO_DECOMPOSITION = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)
"""Letters that look accented but that Unicode does not take apart, and the typographic quote."""


def folded(text: str) -> str:
    """``text`` in small letters without accents, for searching: “Nguyễn” becomes “nguyen”."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_NO_DECOMPOSITION))
    return _ACCENTS.sub("", apart)


def natural_key(text: str) -> tuple[str | int, ...]:
    """A key that sorts “Room 9” before “Room 10” and “Müller” beside “Muller”."""
    plain = folded(text)
    if not _DIGITS.search(plain):
        return (plain,)
    # Split at digits, the odd parts are the numbers, so that equal places hold equal kinds.
    return tuple(
        int(part) if place % 2 else part for place, part in enumerate(_DIGITS.split(plain))
    )
