"""Public holidays of a region: a country and, after a hyphen, a state, as in “US-MN”.

The calendar is that of the ``holidays`` package, which is imported when it is first asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


def public_holidays(region: str, dates: Iterable[date]) -> dict[date, str]:
    """The names of those dates that are public holidays.

    Args:
        region: As in “US” or “US-MN”; an unknown or empty one has no holidays.
        dates: The days to look at.
    """
    return {on: name for on in dates if (name := _of_year(region, on.year).get(on, ""))}


def is_known(region: str) -> bool:
    """Whether there is a calendar for a region; for none, written as nothing, there is."""
    if not region:
        return True
    country, _, part = region.partition("-")
    states = regions().get(country)
    return states is not None and (not part or part in states)


@lru_cache(maxsize=1)
def regions() -> Mapping[str, tuple[str, ...]]:
    """Every country that has a calendar, with the parts of it that have their own."""
    import holidays  # noqa: PLC0415 - slow, and needed only when a week is looked at

    return {
        country: tuple(parts)
        for country, parts in holidays.list_supported_countries(include_aliases=False).items()
    }


@lru_cache(maxsize=32)
def _of_year(region: str, year: int) -> Mapping[date, str]:
    if not region or not is_known(region):
        return {}
    import holidays  # noqa: PLC0415 - as above

    country, _, part = region.partition("-")
    found = holidays.country_holidays(country, subdiv=part or None, years=year, language="en_US")
    return dict(found.items())
