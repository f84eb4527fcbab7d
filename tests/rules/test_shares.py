"""Shares, stories, length and class of a week beside what its standard asks."""

from weeks import block, standard, week

from cittrainer.rules.shares import Share, shares


def test_without_a_standard_the_shares_are_told_and_nothing_is_asked():
    plan = week(
        block("Law", 1, "8:00", 90),
        block("Practice", 1, "10:00", 30, delivery="scenario"),
        block("Story", 2, "8:00", 60, delivery="story"),
        block("Story to come", None, delivery="story"),
        enrolled=3,
        non_sworn=1,
    )

    assert shares(plan) == (
        Share("Scenario practice", "16 %"),
        Share("Lived experience", "1 story"),
        Share("Not sworn", "33 %"),
        Share("First to last day", "5 days"),
    )


def test_what_the_standard_asks_is_compared_exactly():
    asked = standard(
        scenario_percent=25, story_required=True, non_sworn_percent=33, most_days=5, class_cap=2
    )
    plan = week(
        block("Law", 1, "8:00", 90),
        block("Practice", 1, "10:00", 30, delivery="scenario"),
        standard=asked,
        enrolled=3,
        non_sworn=1,
    )

    assert shares(plan) == (
        Share("Scenario practice", "25 %", "at least 25 %", True),
        Share("Lived experience", "none", "at least 1", False),
        Share("Not sworn", "33 %", "at most 33 %", False),
        Share("First to last day", "5 days", "at most 5", True),
        Share("Class", "3 trainees", "at most 2", False),
    )


def test_an_empty_course_has_shares_of_nothing():
    assert shares(week(days=0)) == (
        Share("Scenario practice", "0 %"),
        Share("Lived experience", "none"),
    )
