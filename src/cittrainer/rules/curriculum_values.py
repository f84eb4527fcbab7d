"""Frozen pictures of a curriculum version: what files hold and what is compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cittrainer.rules.values import UNTAUGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_FORMAT = "cit-trainer-curriculum"
"""What a file with a curriculum calls its own format."""

FILE_VERSION = 1
"""The newest version of that format, told in ``resources/schemas/curriculum.json``."""


@dataclass(frozen=True, slots=True)
class ModuleValue:
    """A module as it stands in one version, or as a course gives it."""

    key: str
    """Names the same module on both sides of a comparison; the lineage in hexadecimal digits."""
    title: str
    delivery: str
    minutes: int
    least_minutes: int | None = None
    most_minutes: int | None = None
    day_number: int | None = None
    """The course day on which it usually stands, from 1."""
    start_minute: int | None = None
    """Minutes after midnight."""
    topics: Mapping[str, int] = field(default_factory=dict)
    """Topic to percent of the minutes; adds up to 100 or is empty."""
    parts: int = 1
    weight: int = 1
    must_attend: bool = False
    objectives: tuple[str, ...] = ()
    materials: str = ""
    equipment: str = ""
    qualification: str = ""
    taught_by: str = ""
    published_source: bool = False
    blocks: int = 1
    """In how many blocks a course gives it; ``minutes`` are those of all of them."""

    @property
    def taught(self) -> bool:
        """Whether it is instruction rather than break, lunch or travel."""
        return self.delivery not in UNTAUGHT


@dataclass(frozen=True, slots=True)
class CurriculumValue:
    """A curriculum version with its modules in their order."""

    code: str
    title: str
    number: int = 1
    audience: str = ""
    standard: str = ""
    """The title of the standard that courses made from it are measured against; empty: none."""
    standard_code: str = ""
    standard_number: int | None = None
    note: str = ""
    sources: tuple[str, ...] = ()
    modules: tuple[ModuleValue, ...] = ()

    @property
    def name(self) -> str:
        """The code with the version, as in “MEMPHIS-40, version 2”."""
        return f"{self.code}, version {self.number}"
