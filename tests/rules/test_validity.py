from __future__ import annotations

from datetime import date

import pytest

from cittrainer.rules.validity import after_months, kind_of


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [
        (date(2026, 5, 8), 24, date(2028, 5, 8)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_month_that_is_shorter_ends_on_its_last_day(day, months, until):
    assert after_months(day, months) == until


@pytest.mark.parametrize(
    ("title", "hours", "kind"),
    [
        ("CIT 40-hour", 40, "completion"),
        ("Crisis Intervention Team Training", None, "completion"),
        ("CIT for dispatchers", 8, "completion"),
        ("CIT Refresher", 8, "continuing"),
        ("CIT briefing", 2, "continuing"),
        ("Mental Health First Aid", 8, "continuing"),
        ("Crisis in the City", 8, "completion"),
    ],
)
def test_what_a_course_from_elsewhere_counts_as(title, hours, kind):
    minutes = None if hours is None else hours * 60

    assert kind_of(title, minutes, ["Crisis in the city"]) == kind
