from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from cittrainer.documents.hour_distribution import HourDistribution, write_hour_distribution
from cittrainer.rules.hour_distribution import TaughtHour

LONG = "María José García-López van der Berg-Ó Súilleabháin"


def hours(days=1):
    made = []
    for day in range(4, 4 + days):
        when = date(2026, 5, day)
        made += [
            TaughtHour(when, 480, 540, 60, ("Mental health law",), ("Law",), (LONG,)),
            TaughtHour(when, 540, 585, 45, ("=Visit",), (), ()),
        ]
    return made


@pytest.fixture
def value():
    return HourDistribution(
        course="Crisis Intervention Team Training (1850-12345)",
        location="Training Center, Duluth",
        hours=hours(),
        hour_rule="An hour is 50 minutes.",
        total=Decimal("2.10"),
    )


def test_each_hour_is_printed_with_its_topic_and_instructor(
    tmp_path, letterhead, page_texts, value
):
    path = tmp_path / "hours.pdf"

    write_hour_distribution(path, value, letterhead)

    (text,) = page_texts(path)
    said = " ".join(text.split())
    assert "Hourly distribution schedule" in said
    assert "Crisis Intervention Team Training (1850-12345)" in said
    assert "May 4, 2026" in said
    for fact in ("Law", "Mental health law", "=Visit", "García-López", "105 minutes"):
        assert fact in said
    assert "105 minutes in all: 2.1 hours. An hour is 50 minutes." in said


def test_all_instructors_are_named(tmp_path, letterhead, page_texts, value):
    path = tmp_path / "hours.pdf"
    names = tuple(f"Sergeant Number{n} Instructor" for n in range(14))
    crowd = TaughtHour(date(2026, 5, 4), 480, 540, 60, ("Practice",), ("Scenarios",), names)
    crowded = HourDistribution(
        course=value.course, hours=[crowd], hour_rule=value.hour_rule, total=value.total
    )

    write_hour_distribution(path, crowded, letterhead)

    said = " ".join(" ".join(page_texts(path)).split())
    assert all(name in said for name in names)


def test_a_day_that_goes_on_a_new_page_says_its_name_again(tmp_path, letterhead, page_texts, value):
    path = tmp_path / "hours.pdf"
    many = [TaughtHour(date(2026, 5, 4), 480, 540, 60, ("Law",), ("Law",), ())] * 60
    crowded = HourDistribution(
        course=value.course, hours=many, hour_rule=value.hour_rule, total=value.total
    )

    write_hour_distribution(path, crowded, letterhead)

    texts = page_texts(path)
    assert len(texts) > 1
    assert all("Monday" in text or "May 4" in text for text in texts[:2])


def test_the_sheet_has_real_dates_and_no_formulas(tmp_path, letterhead, value):
    path = tmp_path / "hours.xlsx"

    write_hour_distribution(path, value, letterhead)

    sheet = load_workbook(path).active
    headings, first, second = sheet.iter_rows(values_only=True)
    assert headings == ("Date", "Day", "Time", "Minutes", "Topics", "Blocks", "Instructors")
    assert first[0].date() == date(2026, 5, 4)
    assert (first[3], first[4], first[6]) == (60, "Law", LONG)
    assert second[5] == "=Visit"
    assert sheet["F3"].data_type == "s"
