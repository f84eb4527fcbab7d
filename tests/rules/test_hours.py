from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weeks import block, part, standard, week

from cittrainer.rules.hours import OTHER_TOPICS, credited_hours, ledger, topic_minutes
from cittrainer.rules.values import RequirementValue


@pytest.mark.parametrize(
    ("minutes", "of", "hours"),
    [
        (0, 60, "0"),
        (14, 60, "0"),
        (15, 60, "0.25"),
        (2400, 60, "40"),
        (2399, 60, "39.75"),
        (2000, 50, "40"),
        (1999, 50, "39.75"),
        (50, 50, "1"),
        (50, 60, "0.75"),
    ],
)
def test_hours_of_credit_are_rounded_down_to_a_quarter(minutes, of, hours):
    assert credited_hours(minutes, minutes_per_hour=of) == Decimal(hours)


@pytest.mark.parametrize(("minutes", "of"), [(-1, 60), (60, 45), (60, 0)])
def test_impossible_hours_are_refused(minutes, of):
    with pytest.raises(ValueError, match=r"negative|50 or 60"):
        credited_hours(minutes, minutes_per_hour=of)


@given(minutes=st.integers(0, 10_000), of=st.sampled_from([50, 60]))
def test_credit_never_exceeds_the_minutes_and_lacks_less_than_a_quarter(minutes, of):
    hours = credited_hours(minutes, minutes_per_hour=of)

    assert 0 <= minutes - hours * of < Decimal(of) / 4
    assert (hours * 4) % 1 == 0


def test_breaks_count_only_where_the_standard_says_so_and_lunch_and_travel_never():
    blocks = [
        block("Talk", 1, "8:00", 60),
        block("Break", 1, "9:00", 10, delivery="break"),
        block("Lunch", 1, "12:00", 45, delivery="lunch"),
        block("Ride", 1, "13:00", 20, delivery="travel"),
        block("Graduation", 1, "14:00", 30, delivery="ceremony"),
    ]

    assert ledger(week(*blocks)).planned == 90
    assert ledger(week(*blocks, standard=standard())).planned == 90
    assert ledger(week(*blocks, standard=standard(breaks_count=True))).planned == 100
    assert ledger(week(*blocks)).by_delivery["lunch"] == 45


def test_a_block_of_six_parts_counts_once():
    six = [part("Coach", room=f"Room {n}", group=f"Group {n}") for n in range(6)]

    assert ledger(week(block("Practice", 1, "10:00", 75, *six))).planned == 75


def test_blocks_side_by_side_count_once_in_the_total_but_in_full_by_topic():
    tour = block("Tour", 1, "10:00", 60, part("A", group="One"), topics={"Sites": 100})
    talk = block("Talk", 1, "10:30", 60, part("B", group="Two"), topics={"Law": 100})

    sums = ledger(week(tour, talk))

    assert sums.planned == 90
    assert sums.by_day[1] == 90
    assert topic_minutes([tour, talk]) == {"Sites": 60, "Law": 60}


def test_blocks_at_the_same_hour_of_different_days_both_count():
    assert ledger(week(block("A", 1), block("B", 2))).by_day == {1: 60, 2: 60, 3: 0, 4: 0, 5: 0}


def test_unplaced_blocks_are_told_apart_from_planned_minutes():
    sums = ledger(week(block("A"), block("Waiting", None, minutes=50)))

    assert (sums.planned, sums.unplaced) == (60, 50)


def test_headings_add_up_their_topics_and_leave_the_rest_to_others():
    asks = standard(
        total_minutes=120,
        requirements=(
            RequirementValue("Suicide", "Didactics", 60),
            RequirementValue("Medication", "Didactics", 45),
            RequirementValue("Court", "Systems"),
        ),
    )
    blocks = [
        block("A", 1, "8:00", 50, topics={"suicide": 50, "Court": 50}),
        block("B", 1, "9:00", 50, topics={"Suicide": 50, "Parking": 50}),
    ]

    sums = ledger(week(*blocks, standard=asks))

    assert [(h.heading, h.planned, h.required, h.short) for h in sums.headings] == [
        ("Didactics", 50, 105, 55),
        ("Systems", 25, None, 0),
        (OTHER_TOPICS, 25, None, 0),
    ]
    assert (sums.required, sums.short, sums.required_hours) == (120, 20, Decimal(2))


def test_one_topic_never_fills_another_of_its_heading():
    asks = standard(
        requirements=(RequirementValue("A", "H", 30), RequirementValue("B", "H", 30)),
    )

    (heading,) = ledger(week(block("x", minutes=60, topics={"A": 100}), standard=asks)).headings

    assert (heading.planned, heading.required, heading.short) == (60, 60, 30)


def test_thirds_of_a_topic_add_up_before_they_are_rounded():
    blocks = [
        block(str(n), n, minutes=50, topics={"A": share, "B": 100 - share})
        for n, share in ((1, 33), (2, 33), (3, 34))
    ]

    assert topic_minutes(blocks) == {"A": 50, "B": 100}


def test_forty_hours_of_fifty_minutes_are_two_thousand_minutes():
    asks = standard(total_minutes=2000, minutes_per_hour=50)
    days = [block(f"Day {n}", n, "8:00", 400) for n in range(1, 6)]

    sums = ledger(week(*days, standard=asks))

    assert sums.short == 0
    assert sums.planned_hours == sums.required_hours == Decimal(40)


def test_scenario_share_is_exact_and_shown_rounded_down():
    sums = ledger(week(block("A", 1, "8:00", 305), block("B", 2, "8:00", 100, delivery="scenario")))

    assert sums.scenario_percent == 24
    assert not sums.practices(25)
    assert sums.practices(24)


def test_an_empty_week_has_no_hours_and_no_share():
    sums = ledger(week())

    assert (sums.planned, sums.scenario_percent, sums.headings) == (0, 0, ())
