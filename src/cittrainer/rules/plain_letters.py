"""Text for terminals and systems that know only the letters of English."""

from __future__ import annotations

import unicodedata

_SIGNS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})


def plain_letters(text: str) -> str:
    """The text in ASCII: letters without their accents, “?” for what has no likeness there."""
    apart = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    letters = (sign for sign in apart if not unicodedata.combining(sign))
    return "".join(sign if sign.isascii() else "?" for sign in letters)
