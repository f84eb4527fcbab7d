"""The words that are known when somebody says when they can come, and what each of them means."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

DAY_MINUTES: Final = 1440

WEEKDAYS: Final = MappingProxyType(
    {"mon": 0, "tue": 1, "tu": 1, "wed": 2, "thu": 3, "th": 3, "fri": 4, "sat": 5, "sun": 6}
)

MONTHS: Final = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "january jan", "february feb", "march mar", "april apr", "may", "june jun",
                "july jul", "august aug", "september sept sep", "october oct", "november nov",
                "december dec",
            ),
            1,
        )
        for name in names.split()
    }
)  # fmt: skip

AMOUNTS: Final = MappingProxyType(
    {
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
        "ten": 10, "fifteen": 15, "twenty": 20, "twenty five": 25, "thirty": 30, "forty": 40,
        "forty five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
    }
)  # fmt: skip
"""Numbers that lengths are written with."""

ORDINALS: Final = MappingProxyType({"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1})

ALL_DAY: Final = (0, DAY_MINUTES)
MORNING: Final = (480, 720)
AFTERNOON: Final = (720, 1020)
EVENING: Final = (1020, 1260)
LUNCHTIME: Final = (720, 780)
OFFICE_HOURS: Final = (480, 1020)

NO, REFUSED, PREFER, YES = "no", "refused", "prefer", "yes"
"""``no`` takes from what was said (“not the 14th”), ``refused`` begins of itself (“I can't …”)."""

_FILLERS = """
    i i'm im i'd i'll i've am is are be was we he she they you it it's my me myself mine
    would should do does have has had come coming make give talk talks presentation session
    sessions on in for the a an any all that those these there then also too so just only
    really very usually generally normally typically time times day days date dates hour hours
    slot slots availability schedule calendar as long whole entire both either
    during within following otherwise
"""

WORDS: Final = MappingProxyType(
    {
        **dict.fromkeys(_FILLERS.split(), ("filler", None)),
        "of": ("of", None),
        "at": ("at", None),
        "every": ("every", None),
        "each": ("every", None),
        "and": ("and", None),
        "plus": ("and", None),
        "or": ("or", None),
        "nor": ("or", None),
        "to": ("to", None),
        "between": ("between", None),
        "but": ("but", None),
        "however": ("but", None),
        "though": ("but", None),
        "not": ("said", NO),
        "no": ("said", NO),
        "never": ("said", NO),
        "unavailable": ("said", REFUSED),
        "busy": ("said", REFUSED),
        "away": ("said", REFUSED),
        "booked": ("said", REFUSED),
        "out": ("said", REFUSED),
        "off": ("said", REFUSED),
        "gone": ("said", REFUSED),
        "vacation": ("said", REFUSED),
        "impossible": ("said", REFUSED),
        "prefer": ("said", PREFER),
        "prefers": ("said", PREFER),
        "preferred": ("said", PREFER),
        "preferably": ("said", PREFER),
        "preference": ("said", PREFER),
        "rather": ("said", PREFER),
        "ideally": ("said", PREFER),
        "ideal": ("said", PREFER),
        "best": ("said", PREFER),
        "better": ("said", PREFER),
        "favorite": ("said", PREFER),
        "yes": ("said", YES),
        "works": ("said", YES),
        "work": ("said", YES),
        "able": ("filler", None),
        "week": ("week", None),
        "month": ("unknown", None),
        **{word: ("which", number) for word, number in ORDINALS.items()},
    }
)
"""Single words and what they mean."""
