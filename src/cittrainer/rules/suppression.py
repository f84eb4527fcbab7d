"""The one rule that keeps small groups from being told apart in evaluation results.

A group with answers, but fewer than the threshold, is hidden, and so are as many larger groups
beside it as it takes that the hidden ones cannot be worked out from the total. With N answers in
k hidden groups, each of which has at least one, a hidden group may have up to N - k + 1: unless
that reaches the threshold, more is hidden. A group without answers tells about nobody and is
shown, except where everything is hidden: then nobody can say which groups had answers at all.

Groups within groups are protected level by level: nothing below a hidden group is shown, so a
level can only be attacked through its own total. Different breakdowns of the same answers (by
day, by agency) are independent as long as they are not shown crossed with each other.

Source of the rule, as a default for small cells: no cell of 1 to 10 shown and none derivable,
https://resdac.org/node/1506. The threshold is the academy's choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping

THRESHOLD = 5
"""Fewest answers of a group that is shown, unless the academy chose otherwise."""

HIDDEN_TEXT = "–"
"""What stands where a number is hidden."""

K = TypeVar("K", bound="Hashable")
T = TypeVar("T")
U = TypeVar("U")


# No slots: in Python 3.11 a frozen generic class with slots cannot be called as Shown[int](...).
@dataclass(frozen=True)
class Shown(Generic[T]):
    """A number that passed the rule, or its absence."""

    value: T | None
    """None while hidden."""
    hidden: bool = False

    def then(self, make: Callable[[T], U]) -> Shown[U]:
        """What is made of the value, hidden if the value is."""
        if self.hidden or self.value is None:
            return Shown(None, self.hidden)
        return Shown(make(self.value))

    def __str__(self) -> str:
        return HIDDEN_TEXT if self.hidden or self.value is None else str(self.value)


@dataclass(frozen=True)
class Group(Generic[K]):
    """A group of answers and its breakdown; the breakdown is empty or adds up to the count."""

    key: K
    """Unlike every other key of the tree."""
    count: int
    groups: tuple[Group[K], ...] = ()


def is_shown(count: int, *, threshold: int = THRESHOLD) -> bool:
    """Whether results of a group that stands alone may be shown: it is empty or large enough."""
    return count == 0 or count >= threshold


def guarded(value: T, count: int, *, threshold: int = THRESHOLD) -> Shown[T]:
    """A result of a group that stands alone, hidden where the group is too small."""
    return Shown(value) if is_shown(count, threshold=threshold) else Shown(None, hidden=True)


def suppress(
    groups: Mapping[K, int], *, threshold: int = THRESHOLD, also: Collection[K] = ()
) -> frozenset[K]:
    """The groups of one breakdown that must be hidden where its total is shown.

    Args:
        groups: Answers by group; every answer is in exactly one group.
        threshold: Fewest answers of a group that is shown, 1 or more.
        also: Groups that are hidden for another reason, such as a day on which few forms were
            handed in; what is left must not tell them either.

    Returns:
        The keys to hide. A total under the threshold hides them all; it must be hidden as well.
    """
    small = [
        key
        for key, count in groups.items()
        if key in also or not is_shown(count, threshold=threshold)
    ]
    if not small:
        return frozenset()
    hidden = set(small)
    answers = sum(groups[key] for key in small)
    # The smallest come first: hiding them costs the least. Sorting is stable, so ties go by order.
    others = sorted(
        (key for key in groups if groups[key] >= threshold and key not in hidden),
        key=lambda key: groups[key],
    )
    for key in others:
        if _protected(answers, len(hidden), threshold):
            break
        hidden.add(key)
        answers += groups[key]
    if not _protected(answers, len(hidden), threshold):
        return frozenset(groups)
    return frozenset(hidden)


def suppress_within(tree: Group[K], *, threshold: int = THRESHOLD) -> frozenset[K]:
    """The groups of a nested breakdown that must be hidden, the outermost included.

    Args:
        tree: The whole, such as a course, with the groups in it, such as days and forms.
        threshold: Fewest answers of a group that is shown, 1 or more.

    Raises:
        ValueError: a breakdown does not add up to the group that it breaks down.
    """
    if not is_shown(tree.count, threshold=threshold):
        return frozenset(_keys(tree))
    return frozenset(_hidden_below(tree, threshold))


def _protected(answers: int, groups: int, threshold: int) -> bool:
    """Whether hidden groups with so many answers in all could each be large enough to show."""
    return groups > 1 and answers - (groups - 1) >= threshold


def _hidden_below(tree: Group[K], threshold: int) -> set[K]:
    if not tree.groups:
        return set()
    counts = {group.key: group.count for group in tree.groups}
    if sum(counts.values()) != tree.count:
        raise ValueError(f"the groups of {tree.key} do not add up to {tree.count}")
    hidden = suppress(counts, threshold=threshold)
    found: set[K] = set()
    for group in tree.groups:
        found |= _keys(group) if group.key in hidden else _hidden_below(group, threshold)
    return found


def _keys(tree: Group[K]) -> set[K]:
    return {tree.key}.union(*(_keys(group) for group in tree.groups))
