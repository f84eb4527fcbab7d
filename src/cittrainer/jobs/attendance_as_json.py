"""The register of a course as plain values, for whoever reads it with another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from cittrainer.queries.attendance import Register
    from cittrainer.queries.attendance_entries import EntryLine


def attendance(book: Register) -> dict[str, Any]:
    """Blocks, trainees and guests with their numbers, and the entries that count."""
    guests = {one.trainee.enrollment_id: one.course for one in book.guests}
    return {
        "course": book.week.number,
        "days": [
            {
                "date": day.date.isoformat(),
                "closed": day.closed,
                "blocks": [
                    {"block": block.id, "title": block.title, "minutes": block.minutes}
                    for block in book.blocks(day)
                ],
            }
            for day in book.week.days
        ],
        "trainees": [
            {
                "trainee": one.enrollment_id,
                "person": one.person_id,
                "name": one.full_name,
                "agency": one.agency,
                "makes_up_for": guests.get(one.enrollment_id, ""),
            }
            for one in book.everybody
        ],
        "entries": [
            {
                "trainee": enrollment_id,
                "block": block_id,
                "mark": entry.mark.value,
                "minutes": entry.minutes,
                "corrections": entry.corrections,
                "reason": entry.reason,
                "corrected_by": entry.by,
                "came": _clock(entry.came),
                "went": _clock(entry.went),
            }
            for (enrollment_id, block_id), entry in sorted(book.entries.items())
        ],
    }


def entry_line(one: EntryLine) -> dict[str, Any]:
    """One entry as it was recorded once."""
    return {
        "block": one.block,
        "mark": one.mark.value,
        "minutes": one.minutes,
        "recorded": one.recorded.isoformat(timespec="seconds"),
        "by": one.by,
        "reason": one.reason,
        "came": _clock(one.came),
        "went": _clock(one.went),
    }


def _clock(minute: int | None) -> str | None:
    return None if minute is None else clock(minute)
