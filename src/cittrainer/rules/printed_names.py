"""Under which name somebody stands on paper, where they agreed to no name in print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cittrainer.rules.rotation_values import HelperValue, RotationValue
    from cittrainer.rules.values import PartValue, PlacedBlock, Week

NO_NAME = "Presenter"
"""What papers call somebody whose name may not be printed."""


def as_printed(week: Week, unnamed: Mapping[int, str]) -> Week:
    """A week as papers tell it.

    Args:
        week: As it was read.
        unnamed: The public names, by their id, of those who are called “Presenter” on paper.
    """
    if not unnamed:
        return week
    return replace(
        week,
        blocks=blocks_as_printed(week.blocks, unnamed),
        presenters={
            presenter_id: replace(one, name=NO_NAME) if presenter_id in unnamed else one
            for presenter_id, one in week.presenters.items()
        },
    )


def blocks_as_printed(
    blocks: Iterable[PlacedBlock], unnamed: Mapping[int, str]
) -> tuple[PlacedBlock, ...]:
    """Blocks as papers tell them; see ``as_printed``."""
    if not unnamed:
        return tuple(blocks)
    return tuple(
        replace(block, parts=tuple(_part(part, unnamed) for part in block.parts))
        for block in blocks
    )


def rotation_as_printed(value: RotationValue, unnamed: Mapping[int, str]) -> RotationValue:
    """A rotation as papers tell it; see ``as_printed``."""
    if not unnamed:
        return value
    return replace(
        value,
        coaches=_helpers(value.coaches, unnamed),
        stations=tuple(
            replace(station, actors=_helpers(station.actors, unnamed)) for station in value.stations
        ),
    )


def _part(part: PartValue, unnamed: Mapping[int, str]) -> PartValue:
    # Who really presented is kept by name alone; a namesake is left out as well.
    names = set(unnamed.values())
    return replace(
        part,
        bookings=tuple(
            replace(one, presenter=NO_NAME) if one.presenter_id in unnamed else one
            for one in part.bookings
        ),
        actual=tuple(NO_NAME if name in names else name for name in part.actual),
    )


def _helpers(helpers: Iterable[HelperValue], unnamed: Mapping[int, str]) -> tuple[HelperValue, ...]:
    return tuple(
        replace(one, name=NO_NAME) if one.presenter_id in unnamed else one for one in helpers
    )
