from datetime import date

import pytest

from cittrainer.rules.public_holidays import is_known, public_holidays

THANKSGIVING = date(2026, 11, 26)
DAY_AFTER = date(2026, 11, 27)
CESAR_CHAVEZ = date(2026, 3, 31)


def test_the_holidays_among_some_dates_have_their_names():
    assert public_holidays("US-MN", [THANKSGIVING, DAY_AFTER]) == {THANKSGIVING: "Thanksgiving Day"}


def test_a_state_has_holidays_that_its_country_has_not():
    assert CESAR_CHAVEZ in public_holidays("US-CA", [CESAR_CHAVEZ])
    assert public_holidays("US", [CESAR_CHAVEZ]) == {}


@pytest.mark.parametrize("region", ["", "XX", "US-XX", "-", "Minnesota", "US MN"])
def test_an_unknown_region_has_no_holidays(region):
    assert public_holidays(region, [date(2026, 12, 25)]) == {}


@pytest.mark.parametrize(
    ("region", "known"),
    [("", True), ("US", True), ("US-MN", True), ("CA-ON", True), ("XX", False), ("US-XX", False)],
)
def test_regions_are_known_or_not(region, known):
    assert is_known(region) is known
