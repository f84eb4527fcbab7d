from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.rules.suppression import Group, Shown, guarded, is_shown, suppress, suppress_within

COUNTS = st.dictionaries(st.text("abcdefgh", min_size=1), st.integers(0, 30), max_size=8)
THRESHOLDS = st.integers(1, 12)


def bounds(counts, hidden):
    """Least and most answers each hidden group may have for somebody who sees all the rest."""
    answers = sum(counts[key] for key in hidden)
    # Empty groups are shown unless everything is hidden, so a hidden one is known to have some.
    least = 0 if hidden == frozenset(counts) else 1
    return {key: (least, answers - least * (len(hidden) - 1)) for key in hidden}


def test_large_groups_are_all_shown():
    assert suppress({"Mon": 5, "Tue": 30, "Wed": 0}) == frozenset()


def test_one_small_group_takes_the_smallest_other_with_it():
    assert suppress({"Ridgeway": 12, "Lakeview": 3, "County": 7}) == {"Lakeview", "County"}


def test_two_small_groups_that_hide_each_other_need_no_third():
    assert suppress({"A": 4, "B": 4, "C": 20}) == {"A", "B"}


def test_small_groups_that_could_still_be_told_take_a_larger_one_with_them():
    assert suppress({"A": 1, "B": 1, "C": 20}) == {"A", "B", "C"}


def test_where_nothing_else_helps_everything_is_hidden_and_empty_groups_too():
    assert suppress({"A": 1, "B": 1, "C": 1, "D": 1, "E": 1, "F": 0}) == set("ABCDEF")


def test_a_single_group_is_its_own_total():
    assert suppress({"A": 6}) == frozenset()
    assert suppress({"A": 4}) == {"A"}


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_group_that_stands_alone_is_shown_when_empty_or_large_enough(count, shown):
    assert is_shown(count) is shown
    assert guarded(4.2, count) == (Shown(4.2) if shown else Shown(None, hidden=True))


@given(COUNTS, THRESHOLDS)
def test_no_small_group_is_shown(counts, threshold):
    hidden = suppress(counts, threshold=threshold)

    assert all(count == 0 or count >= threshold for k, count in counts.items() if k not in hidden)


@given(COUNTS, THRESHOLDS)
def test_no_hidden_count_can_be_worked_out_from_the_total(counts, threshold):
    hidden = suppress(counts, threshold=threshold)

    if hidden and sum(counts.values()) >= threshold:
        for key, (least, most) in bounds(counts, hidden).items():
            assert least <= counts[key] <= most
            assert most >= threshold, "it would be known to be small"
            assert most > least, "it would be known exactly"


@given(COUNTS, THRESHOLDS)
def test_hidden_groups_together_are_never_a_small_group(counts, threshold):
    hidden = suppress(counts, threshold=threshold)

    together = sum(counts[key] for key in hidden)
    assert not hidden or together >= threshold or sum(counts.values()) < threshold


def test_every_small_table_leaves_at_least_two_explanations_of_each_hidden_count():
    explained = {}
    for counts in product(range(13), repeat=3):
        explained.setdefault(sum(counts), []).append(counts)

    for counts in product(range(5), repeat=3):
        hidden = {"abc".index(key) for key in suppress(dict(zip("abc", counts, strict=True)))}
        shown = {0, 1, 2} - hidden
        alike = [
            other
            for other in explained[sum(counts)]
            if all(other[place] == counts[place] for place in shown)
        ]
        for place in hidden if sum(counts) >= 5 else ():
            assert len({other[place] for other in alike}) > 1, counts


@given(COUNTS)
def test_a_threshold_of_one_hides_nothing(counts):
    assert suppress(counts, threshold=1) == frozenset()


def test_nothing_below_a_hidden_group_is_shown():
    course = Group(
        "course",
        29,
        (
            Group("Mon", 14, (Group("Mon A", 7), Group("Mon B", 7))),
            Group("Tue", 12, (Group("Tue A", 10), Group("Tue B", 2))),
            Group("Wed", 3, (Group("Wed A", 3), Group("Wed B", 0))),
        ),
    )

    assert suppress_within(course) == {"Wed", "Wed A", "Wed B", "Tue", "Tue A", "Tue B"}


def test_a_shown_group_protects_its_own_breakdown():
    course = Group("course", 12, (Group("A", 10), Group("B", 2)))
    both = Group("both", 36, (course, Group("other", 24)))

    assert suppress_within(both) == {"A", "B"}


def test_a_whole_that_is_too_small_hides_all_of_it():
    assert suppress_within(Group("all", 4, (Group("A", 4), Group("B", 0)))) == {"all", "A", "B"}


def test_a_breakdown_that_does_not_add_up_is_a_defect():
    with pytest.raises(ValueError, match="do not add up to 10"):
        suppress_within(Group("all", 10, (Group("A", 4), Group("B", 5))))


@st.composite
def trees(draw, depth=2):
    key = iter(range(1000))

    def grow(level):
        if level == 0:
            return Group(next(key), draw(st.integers(0, 12)))
        groups = tuple(grow(level - 1) for _ in range(draw(st.integers(1, 4))))
        return Group(next(key), sum(group.count for group in groups), groups)

    return grow(depth)


@given(trees(), THRESHOLDS)
def test_on_every_level_what_is_hidden_cannot_be_worked_out(tree, threshold):
    hidden = suppress_within(tree, threshold=threshold)

    def check(group):
        if group.key in hidden:
            assert all(child.key in hidden for child in group.groups)
        else:
            assert is_shown(group.count, threshold=threshold)
            counts = {child.key: child.count for child in group.groups}
            for _, most in bounds(counts, hidden & counts.keys()).values():
                assert most >= threshold
        for child in group.groups:
            check(child)

    check(tree)


def test_a_value_made_from_a_hidden_one_is_hidden():
    assert Shown(4).then(lambda n: n * 2) == Shown(8)
    assert Shown[int](None, hidden=True).then(lambda n: n * 2) == Shown(None, hidden=True)
    assert (str(Shown(4)), str(Shown(None, hidden=True))) == ("4", "–")
