"""Frozen pictures of releases: what was handed out, what would be now, and who gets it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cittrainer.rules.release_changes import PLAIN, Change, Style, changes
from cittrainer.rules.release_shares import (
    TraineeValue,
    agency_changes,
    presenter_changes,
    share_sentence,
)
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from datetime import datetime

    from cittrainer.rules.releases import Plan

PRESENTER, AGENCY = "presenter", "agency"
"""Kinds of recipients."""


@dataclass(frozen=True)
class Release:
    """The plan of a course as it was handed out under a number."""

    id: int
    course_id: int
    number: int
    note: str
    plan: Plan
    acknowledged: tuple[str, ...]
    """The findings that were acknowledged before it went out, in words."""
    made: datetime
    receipts: int = 0
    """How many presenters and agencies are known to have got it."""


@dataclass(frozen=True)
class Draft:
    """A course's plan as it stands, beside its latest release."""

    course_id: int
    plan: Plan
    last: Release | None
    """None while nothing was released."""

    @property
    def number(self) -> int:
        """The number that it would be released under."""
        return self.last.number + 1 if self.last is not None else 1

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What differs from the latest release; nothing while there is none."""
        return self.changes_in(PLAIN)

    def changes_in(self, style: Style) -> tuple[Change, ...]:
        """The same, with days and times written in a style."""
        return () if self.last is None else changes(self.last.plan, self.plan, style)

    @property
    def sentence(self) -> str:
        """Where the plan stands, such as “Draft: 3 changes since release 2.”, in one sentence."""
        if self.last is None:
            return "Draft: not released yet."
        if not self.changes:
            return f"As released: release {self.last.number}."
        return f"Draft: {counted(len(self.changes), 'change')} since release {self.last.number}."


@dataclass(frozen=True)
class Recipient:
    """A presenter or an agency whom a release concerns, and what it changes for them."""

    kind: str
    """``presenter`` or ``agency``."""
    id: int
    name: str
    """The public name of a presenter, the name of an agency."""
    salutation: str
    """How a letter addresses them: the public name, or an agency's contact if it has one."""
    email: str
    """As in the presenters' book or of the agency; empty where none may be used."""
    since: int | None
    """The number of the release that they last got before this one; None: they never got one."""
    got: bool
    """Whether this release is known to have reached them."""
    before: Plan | None
    """The plan that they last got."""
    now: Plan
    trainees: tuple[TraineeValue, ...] = ()
    """Whom an agency has in the course; empty for presenters."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed for them; nothing for those who never got a release."""
        return self.changes_in(PLAIN)

    def changes_in(self, style: Style) -> tuple[Change, ...]:
        """The same, with days and times written in a style."""
        if self.before is None:
            return ()
        if self.kind == PRESENTER:
            return presenter_changes(self.before, self.now, self.id, style)
        return agency_changes(self.before, self.now, style)

    @property
    def concerned(self) -> bool:
        """Whether it tells them anything that they do not know yet."""
        return self.before is None or bool(self.changes)

    @property
    def sentence(self) -> str:
        """What it means for them in one sentence."""
        return share_sentence(self.changes, since=self.since)
