"""The week hour by hour."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from weeks import block, booking, part, standard, week

from cittrainer.rules.hour_distribution import TaughtHour, taught_hours
from cittrainer.rules.hours import ledger

MONDAY = date(2026, 5, 4)


def test_each_clock_hour_names_what_is_taught_on_what_and_by_whom():
    plan = week(
        block("Law", 1, "8:10", 65, part("Ann"), topics={"Liability": 80, "Policy": 20}),
        block("Break", 1, "9:15", 15, delivery="break"),
        block("Skills", 1, "9:30", 30, part("Bea", "Cy"), topics={"De-escalation": 100}),
        block("Lunch", 1, "11:00", 60, delivery="lunch"),
    )

    assert taught_hours(plan) == (
        TaughtHour(MONDAY, 490, 540, 50, ("Law",), ("Liability", "Policy"), ("Ann",)),
        TaughtHour(
            MONDAY,
            540,
            600,
            45,
            ("Law", "Skills"),
            ("Liability", "De-escalation", "Policy"),
            ("Ann", "Bea", "Cy"),
        ),
    )


def test_who_only_plays_in_a_scenario_is_no_instructor():
    actor = replace(booking("Theo"), role="actor")
    plan = week(block("Practice", 1, "9:00", 60, part("Ann", actor), delivery="scenario"))

    (hour,) = taught_hours(plan)

    assert hour.presenters == ("Ann",)


def test_breaks_are_hours_where_the_standard_counts_them():
    plan = week(
        block("Break", 1, "9:15", 15, part(), delivery="break"),
        standard=standard(breaks_count=True),
    )

    assert taught_hours(plan) == (TaughtHour(MONDAY, 555, 570, 15, ("Break",), (), ()),)


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(96, 200), st.integers(1, 40)), max_size=12)
)
def test_the_hours_add_up_to_what_the_ledger_plans(places):
    plan = week(*(block("B", day, f"{s // 12}:{s % 12 * 5:02d}", n * 5) for day, s, n in places))

    assert sum(hour.minutes for hour in taught_hours(plan)) == ledger(plan).planned
