"""Which pages the handbook has, and which of them tells of what is shown."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from cittrainer.paths import handbook

PAGES: Final = (
    "index.md",
    "people.md",
    "courses.md",
    "findings.md",
    "constraints.md",
    "planning.md",
    "releases.md",
    "rotations.md",
    "curricula.md",
    "presenters.md",
    "availability.md",
    "stipends-and-feedback.md",
    "days.md",
    "coverage.md",
    "letters.md",
    "evaluations.md",
    "papers.md",
    "completion.md",
    "settings.md",
    "safety.md",
    "keyboard.md",
    "words.md",
    "terminal.md",
    "sources.md",
)
"""In the order of the contents."""

FIRST: Final = PAGES[0]

_ABOUT: Final = MappingProxyType(
    {
        "courses": "courses.md",
        "people": "people.md",
        "coverage": "coverage.md",
        "presenters": "presenters.md",
        "curricula": "curricula.md",
        "evaluations": "evaluations.md",
        "certificates": "completion.md",
        "history": "safety.md",
        "settings": "settings.md",
        "overview": "courses.md",
        "week": "courses.md",
        "constraints": "constraints.md",
        "enrollment": "days.md",
        "rotations": "rotations.md",
        "attendance": "days.md",
        "papers": "papers.md",
    }
)
"""The page about each page of the navigation and each tab of a course, by its key."""

_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def page_for(place: str) -> str:
    """The page about what is shown; the first one where no other is about it."""
    return _ABOUT.get(place, FIRST)


def title(page: str) -> str:
    """The heading of a page."""
    return _text(page).split("\n", 1)[0].lstrip("# ").strip()


def plain_text(page: str) -> str:
    """What a page says, with the words of its links and without where they lead."""
    return _LINK.sub(r"\1", _text(page))


def _text(page: str) -> str:
    return handbook(page).read_text(encoding="utf-8")
