"""The pages of the navigation, in order."""

from __future__ import annotations

from typing import Final

NAVIGATION: Final = (
    ("home", "Home"),
    ("courses", "Courses"),
    ("people", "People"),
    ("coverage", "Coverage"),
    ("presenters", "Presenters"),
    ("curricula", "Curricula"),
    ("evaluations", "Evaluations"),
    ("certificates", "Certificates"),
    ("history", "History"),
    ("settings", "Settings"),
)
"""Key and title of each page; its icon has the name of its key."""

_NUMBERED: Final = 9


def shortcut(number: int) -> str:
    """The keys that go to a page, by its place in the navigation, from 1; empty for none.

    The last page, the settings, has the keys that settings usually have.
    """
    if number <= min(_NUMBERED, len(NAVIGATION) - 1):
        return f"Ctrl+{number}"
    return "Ctrl+," if number == len(NAVIGATION) else ""
