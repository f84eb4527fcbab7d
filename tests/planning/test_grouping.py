from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cittrainer.errors import Invalid
from cittrainer.planning.grouping import Member, form_groups


def people(*agencies, roles=""):
    """One member an agency given; ``roles`` has a letter each, officers where it ends."""
    names = {"d": "dispatcher", "o": "officer"}
    return [
        Member(number, agency, names[roles[number - 1]] if number <= len(roles) else "officer")
        for number, agency in enumerate(agencies, start=1)
    ]


def test_nobody_is_with_somebody_of_their_agency_where_that_can_be_avoided():
    groups = form_groups(people(1, 1, 1, 2, 2, 2, 3, 3, 3), 3)

    assert groups.same_agency == 0
    assert groups.proven
    agency = {one.id: one.agency for one in people(1, 1, 1, 2, 2, 2, 3, 3, 3)}
    assert all(sorted(agency[one] for one in group) == [1, 2, 3] for group in groups.members)


def test_an_agency_with_more_people_than_groups_is_spread_evenly():
    groups = form_groups(people(1, 1, 1, 1, 1, 2, 3, 4), 2)

    assert groups.same_agency == 3 + 1
    assert groups.proven


def test_dispatchers_are_spread_or_come_two_by_two():
    some = people(*range(1, 13), roles="dddd")

    spread = form_groups(some, 4)
    paired = form_groups(some, 4, paired_role="dispatcher")

    def dispatchers(groups):
        return sorted(sum(one <= 4 for one in group) for group in groups.members)

    assert dispatchers(spread) == [1, 1, 1, 1]
    assert dispatchers(paired) == [0, 0, 2, 2]


def test_pairs_that_are_kept_apart_are_apart_even_at_the_price_of_an_agency():
    groups = form_groups(people(1, 1, 2, 3), 2, apart=[(1, 3), (1, 4)])

    assert sorted(groups.members) == [(1, 2), (3, 4)]
    assert groups.together == ()


def test_pairs_that_cannot_be_kept_apart_are_named():
    groups = form_groups(people(1, 2, 3), 2, apart=[(1, 2), (2, 3), (1, 3)])

    assert len(groups.together) == 1
    assert not groups.proven


def test_one_trainee_is_a_group_and_bad_numbers_are_refused():
    assert form_groups(people(1), 1).members == ((1,),)
    with pytest.raises(Invalid, match="1 trainee cannot fill 2 groups"):
        form_groups(people(1), 2)
    with pytest.raises(Invalid, match="No groups"):
        form_groups(people(1), 0)
    with pytest.raises(ValueError, match="twice"):
        form_groups([Member(1, 1), Member(1, 2)], 1)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.none() | st.integers(1, 5), st.sampled_from(["officer", "dispatcher"])),
        min_size=1,
        max_size=24,
    ),
    st.integers(1, 6),
)
def test_everybody_is_in_one_group_sizes_are_even_and_agencies_as_apart_as_can_be(rows, count):
    members = [Member(n, agency, role) for n, (agency, role) in enumerate(rows)]
    if len(members) < count:
        return
    groups = form_groups(members, count)
    backwards = form_groups(members[::-1], count)

    assert sorted(one for group in groups.members for one in group) == list(range(len(rows)))
    sizes = [len(group) for group in groups.members]
    assert max(sizes) - min(sizes) <= 1
    assert backwards == groups
    agency = dict(enumerate(a for a, _ in rows))
    same = sum(
        agency[one] is not None and agency[one] == agency[other]
        for group in groups.members
        for one, other in combinations(group, 2)
    )
    fewest = sum(
        sum(k * (k - 1) // 2 for k in (n // count + (i < n % count) for i in range(count)))
        for n in Counter(a for a, _ in rows if a is not None).values()
    )
    assert same == groups.same_agency == fewest
