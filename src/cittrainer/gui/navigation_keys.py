"""The pages of the navigation, in order."""

from __future__ import annotations

from typing import Final

NAVIGATION: Final = (
    ("home", "Home"),
    ("courses", "Courses"),
    ("people", "People"),
    ("presenters", "Presenters"),
    ("curricula", "Curricula"),
    ("evaluations", "Evaluations"),
    ("certificates", "Certificates"),
    ("history", "History"),
    ("settings", "Settings"),
)
"""Key and title of each page; its icon has the name of its key."""
