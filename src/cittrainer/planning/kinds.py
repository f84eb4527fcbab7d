"""The kinds of constraint that a plan can be asked to keep, as typed records.

Times are minutes after midnight and half-open. A record that is a ``must`` is never broken;
otherwise each instance that is broken costs ``weight``. Unplaced activities break nothing. What an
instance is, is said by each kind. An activity is between two others when it begins at or after the
end of the first and before the beginning of the second.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one day, or of every day."""

    start: int = 0
    end: int = 1440
    day: int | None = None
    """The id of a day; None is every day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What all kinds have in common."""

    id: str
    """Unique among the constraints of a problem."""
    must: bool = False
    weight: int = 10
    """What each broken instance costs, 1 or more, where it is no must."""
    words: str = ""
    """The constraint as a sentence, for explanations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Constraint):
    """No activity of a resource overlaps any of the windows. Broken once per activity."""

    resource: str
    windows: tuple[Window, ...]
    only: frozenset[int] | None = None
    """The activities that it speaks of, of the resource's; None is all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Constraint):
    """On some days the activities of a resource lie within the union of windows.

    Broken once per activity.
    """

    resource: str
    windows: tuple[Window, ...]
    days: tuple[int, ...] | None = None
    """The days it speaks of; None is every day, so that a day without a window is ruled out."""
    only: frozenset[int] | None = None
    """The activities that it speaks of, of the resource's; None is all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedTime(Constraint):
    """An activity begins on a day at a time."""

    activity: int
    day: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBefore(Constraint):
    """Each activity begins no earlier. Broken once per activity.

    With a day only: not on an earlier day. With a start only: on any day not before that time.
    With both: not before that moment.
    """

    activities: tuple[int, ...]
    day: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAfter(Constraint):
    """Each activity has ended by the end of a day, by a time on any day, or by a moment.

    Broken once per activity.
    """

    activities: tuple[int, ...]
    day: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDay(Constraint):
    """Two activities are on one day."""

    activity: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferentDay(Constraint):
    """Two activities are on two days."""

    activity: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Before(Constraint):
    """An activity ends at or before the beginning of another.

    Directly: also on the same day, and no taught activity begins between the end of the first and
    the beginning of the other.
    """

    activity: int
    other: int
    directly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOfDay(Constraint):
    """A day that has any of these activities begins, among taught ones, with one of them.

    Broken once per day.
    """

    activities: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastOfDay(Constraint):
    """A day that has any of these activities ends, among taught ones, with one of them.

    Broken once per day.
    """

    activities: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MostADay(Constraint):
    """At most so many of these activities on a day. Broken once per day."""

    activities: tuple[int, ...]
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeavyInARow(Constraint):
    """Heavy activities that follow each other add up to at most so many minutes.

    They follow each other when the gap is under ten minutes and nothing lighter or untaught lies
    in it; a single activity is exempt. Broken once per row: where the activity that ends it has
    too many minutes behind it, its own included.
    """

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Buffer(Constraint):
    """The rooms of each activity have no other activity so long before and after it.

    What else a room is used for (``Resource.busy``) counts. Broken once per activity.
    """

    activities: tuple[int, ...]
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MostActivities(Constraint):
    """A resource has at most so many activities."""

    resource: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MostDays(Constraint):
    """A resource has activities on at most so many days."""

    resource: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneVisit(Constraint):
    """All activities of a resource are on one day, with gaps of at most so many minutes.

    Broken once.
    """

    resource: str
    gap: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Lunch(Constraint):
    """Every day whose activities span more than ``span`` minutes has a lunch within a window.

    Broken once per day.
    """

    activities: tuple[int, ...]
    """Those that are lunches; shorter ones than ``minutes`` do not count."""
    start: int
    end: int
    minutes: int
    span: int = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRest(Constraint):
    """Minutes from the end of one story of a resource to the beginning of its next one.

    Nights count. Broken once per story that begins too early after another.
    """

    resource: str
    activities: tuple[int, ...]
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MostWithin(Constraint):
    """A resource has at most so many of some activities on some days together. Broken once.

    What is broken already and may stay so gets no worse.
    """

    resource: str
    activities: tuple[int, ...]
    days: tuple[int, ...]
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Accompanied(Constraint):
    """Where somebody meets one of some needs of an activity, somebody meets one of the others.

    Broken once.
    """

    activity: int
    needs: tuple[str, ...]
    company: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFirstAfter(Constraint):
    """On a day none of some activities comes first after one of the others.

    First: no taught activity is between the two. Broken once per activity.
    """

    activities: tuple[int, ...]
    others: tuple[int, ...]
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInRooms(Constraint):
    """A resource is in none of some rooms. Broken once per activity."""

    resource: str
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNextTo(Constraint):
    """No activity of one list is near one of another, whichever comes first.

    Near: on one day, fewer than ``minutes`` from end to beginning, no taught activity between.
    Broken once per pair.
    """

    activities: tuple[int, ...]
    others: tuple[int, ...]
    minutes: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepOrder(Constraint):
    """Of the placed ones of these activities each begins no earlier than the one before it.

    Broken once per neighbouring pair.
    """

    activities: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel(Constraint):
    """Minutes between successive activities of one resource on a day in different buildings.

    Only rooms whose building is known count. Broken once per pair.
    """

    resource: str
    minutes: int
