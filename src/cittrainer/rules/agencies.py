"""Agencies under many names: "Ridgeway PD" and "Ridgeway Police Dept." are one.

Kinds are the values of the models' vocabulary as plain text: police, sheriff, dispatch,
corrections, campus, fire, ems, other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cittrainer.rules.names import fold, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPELLED_OUT: Final = {
    "pd": "police department", "so": "sheriff office",
    "sd": "sheriff department", "dept": "department", "dpt": "department",
    "sheriffs": "sheriff", "ofc": "office", "off": "office", "co": "county", "cnty": "county",
    "cty": "county", "univ": "university", "twp": "township", "ctr": "center",
    "centre": "center", "comm": "communications", "comms": "communications",
    "communication": "communications", "corr": "corrections", "correctional": "corrections",
    "correction": "corrections", "det": "detention", "fd": "fire department", "e911": "911",
    "ps": "public safety", "dps": "department public safety",
}  # fmt: skip
_EMPTY_WORDS: Final = word_set(
    """
    the of and department office center division bureau service services city town
    village
    """
)
_KIND_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("dispatch", r"911|dispatch|communications|telecommunications?|psap|ecc"),
    ("corrections", r"jail|corrections|detention|prison|penitentiary|probation|parole"),
    ("campus", r"(university|college|campus|school|isd)\b.*\b(police|public safety|security)"),
    ("campus", r"campus"),
    ("sheriff", r"sheriff"),
    ("police", r"police|highway patrol|state patrol|troopers?|marshal|constable|public safety"),
    ("fire", r"fire"),
    ("ems", r"ems|ambulance|paramedics?|emergency medical|rescue"),
)


@lru_cache(maxsize=20_000)
def _words(name: str) -> str:
    """The folded name with its abbreviations spelled out."""
    folded = re.sub(r"\b9 1 1\b", "911", fold(name))
    folded = re.sub(r"\b(\w) (\w)$", r"\1\2", folded)  # "P.D." at the end
    return " ".join(_SPELLED_OUT.get(word, word) for word in folded.split())


@lru_cache(maxsize=20_000)
def agency_key(name: str) -> str:
    """A key that is equal for the usual ways of writing one agency's name.

    Abbreviations are spelled out and empty words (department, office, the, of) dropped; every
    sheriff's office is of a county, so that word is dropped there too. Empty for no name.
    """
    words = _words(name).split()
    telling = [word for word in words if word not in _EMPTY_WORDS]
    if "sheriff" in telling and len(telling) > 2:
        telling = [word for word in telling if word != "county"]
    return " ".join(telling or words)


@lru_cache(maxsize=20_000)
def agency_kind(name: str) -> str:
    """What kind of agency a name tells of; "other" when it tells nothing."""
    words = _words(name)
    for kind, pattern in _KIND_WORDS:
        if re.search(rf"\b(?:{pattern})\b", words):
            return kind
    return "other"


def preferred_names(names: Iterable[str]) -> dict[str, str]:
    """For each agency among the names, by its key, the longest way in which it was written.

    Of names equally long the first is kept. Empty names are left out.
    """
    chosen: dict[str, str] = {}
    for name in names:
        key = agency_key(name)
        if key and len(name) > len(chosen.get(key, "")):
            chosen[key] = name
    return chosen
