"""Seats shared out fairly: those who got the fewest for their size come first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WITHOUT_SIZE = 100
"""People that an agency is taken to have where its strength is not on file."""


@dataclass(frozen=True, slots=True)
class AgencyPast:
    """What an agency asked for and got over the years that are looked at.

    Attributes:
        asked: Seats it asked for: everybody who came into a course in whatever state.
        given: Seats it was given or offered.
        used: Seats that were sat in.
        no_shows: People who had a seat and did not come.
        withdrawn: People who were taken out of a course.
        strength: Its sworn people and dispatchers; None where nobody knows.
    """

    agency_id: int
    name: str
    asked: int = 0
    given: int = 0
    used: int = 0
    no_shows: int = 0
    withdrawn: int = 0
    strength: int | None = None

    @property
    def size(self) -> int:
        """Its strength, or a usual one where it is not on file."""
        return self.strength or WITHOUT_SIZE

    @property
    def per_hundred(self) -> float:
        """Seats given in these years for every hundred of its people."""
        return self.given * 100 / self.size


@dataclass(frozen=True, slots=True)
class Share:
    """How many seats of a course an agency is proposed to get, and why."""

    agency_id: int
    name: str
    asked: int
    """How many it asks for now."""
    seats: int
    why: str


def shares(past: Sequence[AgencyPast], asked: dict[int, int], seats: int) -> tuple[Share, ...]:
    """Share the seats of a course out among the agencies that ask for them.

    One seat after the other goes to the agency that then has the fewest seats for its size, those
    of the past years and of this course together. A seat that stayed empty counts like one that
    was used, for another agency would have had it.

    Args:
        past: What each agency got before.
        asked: How many each asks for now, by its id.
        seats: How many there are.

    Returns:
        A share for each agency that asks, the one that gets the most first.
    """
    known = {one.agency_id: one for one in past}
    asking = {
        agency_id: known.get(agency_id, AgencyPast(agency_id, "Unknown agency"))
        for agency_id, number in asked.items()
        if number > 0
    }
    given = dict.fromkeys(asking, 0)
    for _ in range(max(0, seats)):
        open_ones = [one for one in asking.values() if given[one.agency_id] < asked[one.agency_id]]
        if not open_ones:
            break
        lowest = min(
            open_ones,
            key=lambda one: (
                (one.given + given[one.agency_id] + 1) / one.size,
                one.no_shows,
                one.name,
            ),
        )
        given[lowest.agency_id] += 1
    return tuple(
        sorted(
            (
                Share(
                    one.agency_id,
                    one.name,
                    asked[one.agency_id],
                    given[one.agency_id],
                    _why(one, asked[one.agency_id], given[one.agency_id]),
                )
                for one in asking.values()
            ),
            key=lambda share: (-share.seats, share.name),
        )
    )


def strength_of(numbers: Iterable[int | None]) -> int | None:
    """The sum of an agency's people as far as it is on file; None where nothing is."""
    known = [number for number in numbers if number]
    return sum(known) if known else None


def _why(one: AgencyPast, asked: int, seats: int) -> str:
    size = (
        f"{one.per_hundred:.1f} for every 100 of its people"
        if one.strength
        else "its strength is not on file"
    )
    before = f"had {counted(one.given, 'seat')} before, {size}"
    if one.no_shows:
        before += f"; {one.no_shows} did not come"
    return f"{seats} of {asked} asked: {before}."
