"""Missed blocks and make-ups as plain values, for whoever reads them with another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cittrainer.queries.make_ups import MakeUpRow, MissedBlock, TraineeMissed
    from cittrainer.rules.make_ups import Proposal


def trainee(one: TraineeMissed) -> dict[str, Any]:
    """Somebody with all that they missed; ``trainee`` is the number to call them by."""
    return {
        "trainee": one.enrollment_id,
        "person": one.person_id,
        "name": one.full_name,
        "agency": one.agency,
        "completed": one.completed,
        "missed": [_block(block) for block in one.blocks],
    }


def _block(block: MissedBlock) -> dict[str, Any]:
    return {
        "block": block.block_id,
        "title": block.title,
        "minutes": block.length,
        "missed_minutes": block.missed,
        "arranged": [_make_up(row) for row in block.arranged],
        "places": [_place(one) for one in block.proposals],
    }


def _make_up(row: MakeUpRow) -> dict[str, Any]:
    return {
        "course": row.course,
        "block": row.block_id,
        "title": row.title,
        "date": None if row.on is None else row.on.isoformat(),
        "minutes_present": row.minutes,
        "note": row.note,
    }


def _place(one: Proposal) -> dict[str, Any]:
    place = one.place
    return {
        "course": place.course,
        "block": place.block_id,
        "title": place.teaches.title,
        "date": place.on.isoformat(),
        "minutes": place.teaches.minutes,
        "seats_free": place.free,
        "why": one.why,
    }
