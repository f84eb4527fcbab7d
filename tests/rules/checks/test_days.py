from datetime import timedelta

from weeks import MONDAY, block, part, week

from cittrainer.rules.checks import findings
from cittrainer.rules.plan_values import ConstraintValue
from cittrainer.rules.values import WARNING


def said(found, kind):
    """The sentences of one kind."""
    return [finding.sentence for finding in found if finding.kind == kind]


def test_more_than_three_hours_without_a_break_of_ten_minutes_are_found_with_the_limit():
    long = [block("A", 1, "8:00", 120), block("B", 1, "10:05", 65)]

    (finding,) = findings(week(*long))

    assert (finding.kind, finding.severity) == ("no_break", WARNING)
    assert finding.sentence == (
        "Monday goes on from 8:00 to 11:10 without a break of 10 minutes; the academy’s own limit "
        "is 3 h."
    )
    assert finding.blocks == tuple(one.id for one in long)
    assert finding.days == (1,)


def test_a_break_a_gap_of_ten_minutes_or_exactly_three_hours_are_no_finding():
    rested = [
        block("A", 1, "8:00", 120),
        block("Break", 1, "10:00", 5, part(), delivery="break"),
        block("B", 1, "10:05", 120),
    ]
    gap = [block("C", 2, "8:00", 120), block("D", 2, "10:10", 120)]
    right = [block("E", 3, "8:00", 180)]

    assert findings(week(*rested, *gap, *right)) == ()


def test_a_public_holiday_among_the_days_is_named():
    tuesday = MONDAY + timedelta(days=1)

    found = findings(week(block("A"), holidays={tuesday: "Founders’ Day"}))

    assert [(f.sentence, f.severity, f.days) for f in found] == [
        ("Tuesday 5 May 2026 is a public holiday: Founders’ Day.", WARNING, (2,))
    ]


def test_modules_in_another_order_than_the_curriculum_are_found_once_a_pair():
    first = block("Basics", 2, "9:00", position=1)
    second = block("Practice", 1, "9:00", position=2)
    third = block("Review", 3, "9:00", position=3)

    assert said(findings(week(first, second, third)), "module_order") == [
        (
            "“Practice”, Monday at 9:00, comes before “Basics”, Tuesday at 9:00; the curriculum "
            "has them the other way round."
        )
    ]


def test_order_is_not_asked_of_breaks_unplaced_blocks_and_blocks_of_our_own():
    blocks = [
        block("Basics", 2, "9:00", position=1),
        block("Break", 1, "9:00", 10, part(), delivery="break", position=2),
        block("Later", None, position=3),
        block("Own", 1, "10:00"),
        block("Last", 2, "9:00", 60, part("Bo", group="2"), position=4),
    ]

    assert said(findings(week(*blocks)), "module_order") == []


def test_a_constraint_on_order_or_lunch_speaks_instead_of_the_general_check():
    long = [
        block("Early", 1, "8:00", 60),
        block("Basics", 1, "12:00", 180, position=2),
        block("Practice", 1, "16:00", 60, position=1),
    ]
    keeps = (
        ConstraintValue(1, "keep_order"),
        ConstraintValue(2, "lunch", start_minute=660, end_minute=780, minutes=30),
    )
    off = tuple(ConstraintValue(one.id, one.kind, active=False) for one in keeps)

    kinds = {f.kind for f in findings(week(*long, constraints=off))}
    silenced = {f.kind for f in findings(week(*long, constraints=keeps))}

    assert {"module_order", "no_lunch"} <= kinds
    assert not {"module_order", "no_lunch"} & silenced
