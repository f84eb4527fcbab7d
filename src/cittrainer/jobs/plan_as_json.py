"""What the planner answers as plain values, as the terminal prints them with ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.jobs.arranging import Holding, Reason, Suggestion, Suggestions, Weakness
    from cittrainer.rules.values import Week


def suggestions(value: Suggestions, accepted: int | None) -> dict[str, Any]:
    """What was asked, each proposal, why not all can be had, and the number of what was saved."""
    return {
        "asked": value.title,
        "proposals": [_suggestion(value.week, one) for one in value.found],
        "reasons": reasons(value.week, value.reasons),
        "accepted": accepted,
    }


def holding(value: Holding, week: Week) -> dict[str, Any]:
    """What holds a block, or why and at which price a place for it can be had."""
    return {
        "asked": value.title,
        "in_the_way": [one.sentence for one in value.lines],
        "reasons": reasons(week, [value.reason] if value.reason else []),
        "proposals": (
            [_suggestion(week, one) for one in value.suggestions.found] if value.suggestions else []
        ),
    }


def reasons(week: Week, found: Iterable[Reason]) -> list[dict[str, Any]]:
    """Why something cannot be: each with its lines and the blocks that cannot all be placed."""
    return [
        {
            "sentence": one.sentence,
            "lines": [line.sentence for line in one.lines],
            "minimal": one.minimal,
            "blocks": _titles(week, one.blocks),
        }
        for one in found
    ]


def weaknesses(found: Iterable[Weakness], week: Week) -> list[dict[str, Any]]:
    """What each presenter's dropping out would do."""
    return [
        {
            "presenter": one.presenter,
            "outcome": one.outcome,
            "sentence": one.sentence,
            "blocks": _titles(week, one.blocks),
        }
        for one in found
    ]


def _suggestion(week: Week, one: Suggestion) -> dict[str, Any]:
    return {
        "summary": one.summary,
        "changes": [
            {"block": _title(week, line.block_id), "sentence": line.sentence} for line in one.lines
        ],
        "quality": one.quality,
        "proven": one.proven,
        "not_kept": [line.sentence for line in one.broken],
        "unplaced": _titles(week, one.unplaced),
        "open_places": one.open_places,
    }


def _title(week: Week, block_id: int | None) -> str | None:
    return None if block_id is None else week.block[block_id].title


def _titles(week: Week, blocks: Iterable[int]) -> list[str]:
    return [week.block[one].title for one in blocks]
