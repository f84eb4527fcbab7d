"""Forms groups of trainees: near-equal in size, mixed by agency and role, some kept apart.

No solver is needed: trainees are dealt out agency by agency, which spreads every agency as evenly
as can be, and then exchanged as long as that makes the groups better. The same people always get
the same groups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from cittrainer.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cost = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who comes into a group."""

    id: int
    agency: int | None
    """None: of no agency; such people are strangers to each other."""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Groups:
    """Who is with whom, and how well they are mixed."""

    members: tuple[tuple[int, ...], ...]
    """The ids of each group, ascending."""
    same_agency: int
    """Pairs of one agency in one group."""
    together: tuple[tuple[int, int], ...]
    """Pairs that were to be kept apart and could not be."""
    proven: bool
    """Whether no other groups have fewer of both."""


def form_groups(
    members: Sequence[Member],
    count: int,
    *,
    apart: Iterable[tuple[int, int]] = (),
    paired_role: str = "",
) -> Groups:
    """Put people into groups whose sizes differ by one at most.

    In this order: pairs kept apart, few of one agency together, roles evenly mixed.

    Args:
        members: The people, in any order.
        count: How many groups.
        apart: Pairs of ids that are not to be in one group.
        paired_role: A role whose people come two by two, so that nobody is the only one; all
            other roles are spread.

    Raises:
        Invalid: there are no groups, or fewer people than groups.
        ValueError: an id is given twice.
    """
    if count < 1:
        raise Invalid("No groups cannot hold anybody.", hint="Choose 1 group or more.")
    if len(members) < count:
        people = "1 trainee" if len(members) == 1 else f"{len(members)} trainees"
        raise Invalid(
            f"{people} cannot fill {count} groups.", hint="Make fewer groups, or enroll more."
        )
    if len({one.id for one in members}) < len(members):
        raise ValueError("somebody is given twice")
    table = _Table(members, count, apart, paired_role)
    table.improve()
    return table.result()


class _Table:
    """Groups while they are being formed."""

    def __init__(
        self,
        members: Sequence[Member],
        count: int,
        apart: Iterable[tuple[int, int]],
        paired_role: str,
    ) -> None:
        self._members = {one.id: one for one in sorted(members, key=lambda one: one.id)}
        self._paired_role = paired_role
        self._count = count
        self._apart: dict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            if one != other and {one, other} <= self._members.keys():
                self._apart[one].add(other)
                self._apart[other].add(one)
        self._shares = {
            role: divmod(number, count)
            for role, number in Counter(one.role for one in members).items()
        }
        self.groups: list[list[int]] = [[] for _ in range(count)]
        for place, one in enumerate(self._dealt()):
            self.groups[place % count].append(one)

    def _dealt(self) -> list[int]:
        """The people in the order of dealing: the largest agencies first, each in one run."""
        sizes = Counter(one.agency for one in self._members.values() if one.agency is not None)
        return sorted(
            self._members,
            key=lambda one: (
                -sizes.get(self._members[one].agency or 0, 0),
                self._members[one].agency or 0,
                self._members[one].role,
                one,
            ),
        )

    def _cost(self, group: Sequence[int]) -> Cost:
        """What is wrong with one group; less is better, compared from the left."""
        people = [self._members[one] for one in group]
        together = sum(other in self._apart[one] for one, other in combinations(group, 2))
        agencies = Counter(one.agency for one in people if one.agency is not None)
        same = sum(number * (number - 1) // 2 for number in agencies.values())
        roles = Counter(one.role for one in people)
        uneven = alike = 0
        for role, (share, rest) in self._shares.items():
            number = roles.get(role, 0)
            if role == self._paired_role:
                uneven += 10 * (number % 2) + number * number // 4
            else:
                uneven += max(share - number, number - share - bool(rest), 0) ** 2
        for one, other in combinations(people, 2):
            alike += (one.agency, one.role) == (other.agency, other.role)
        return together, same, uneven, alike

    def improve(self) -> None:
        """Exchange two people as long as that makes their groups better."""
        better = True
        while better:
            better = False
            for first, second in combinations(range(self._count), 2):
                better |= self._exchange(first, second)

    def _exchange(self, first: int, second: int) -> bool:
        one, other = self.groups[first], self.groups[second]
        best = _sum(self._cost(one), self._cost(other))
        found: tuple[int, int] | None = None
        for i in range(len(one)):
            for j in range(len(other)):
                one[i], other[j] = other[j], one[i]
                cost = _sum(self._cost(one), self._cost(other))
                one[i], other[j] = other[j], one[i]
                if cost < best:
                    best, found = cost, (i, j)
        if found is None:
            return False
        i, j = found
        one[i], other[j] = other[j], one[i]
        return True

    def result(self) -> Groups:
        """The groups as they are, with what is wrong with them."""
        costs = [self._cost(group) for group in self.groups]
        same = sum(cost[1] for cost in costs)
        together = tuple(
            pair
            for group in self.groups
            for pair in combinations(sorted(group), 2)
            if pair[1] in self._apart[pair[0]]
        )
        return Groups(
            members=tuple(tuple(sorted(group)) for group in self.groups),
            same_agency=same,
            together=together,
            proven=not together and same == self._fewest_same(),
        )

    def _fewest_same(self) -> int:
        """Pairs of one agency in one group that no groups at all can avoid."""
        sizes = Counter(one.agency for one in self._members.values() if one.agency is not None)
        fewest = 0
        for size in sizes.values():
            each, rest = divmod(size, self._count)
            fewest += rest * (each + 1) * each // 2
            fewest += (self._count - rest) * each * (each - 1) // 2
        return fewest


def _sum(one: Cost, other: Cost) -> Cost:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])
