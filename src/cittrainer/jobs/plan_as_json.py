"""What the planner answers as plain values, as the terminal prints them with ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cittrainer.rules.wording import day_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.jobs.arranging import Holding, Reason, Suggestion, Suggestions, Weakness
    from cittrainer.rules.fragile_parts import FragilePart
    from cittrainer.rules.plan_effects import Effects
    from cittrainer.rules.values import Week


def suggestions(value: Suggestions, accepted: int | None) -> dict[str, Any]:
    """What was asked, each proposal, why not all can be had, and the number of what was saved."""
    return {
        "asked": value.title,
        "proposals": [_suggestion(value.week, one) for one in value.found],
        "reasons": reasons(value.week, value.reasons),
        "stand_ins": [
            {
                "presenter": one.person.name,
                "alternate": one.person.booking is not None,
                "block": one.slot.block.title,
                "status": one.kind,
                "sentence": one.sentence,
            }
            for one in value.standing
        ],
        "nobody_known": value.nobody,
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
            "leaves_empty": _titles(week, one.leaves_empty),
            "unmet": list(one.unmet),
        }
        for one in found
    ]


def ask_first(found: Iterable[FragilePart], week: Week) -> list[dict[str, Any]]:
    """For which parts an alternate is to be asked first, in that order."""
    return [
        {
            "block": _title(week, one.block_id),
            "when": one.what,
            "presenter": one.presenter,
            "outcome": one.outcome,
            "sentence": one.sentence,
        }
        for one in found
    ]


def _effects(week: Week, value: Effects) -> dict[str, Any]:
    names = day_names(week)
    return {
        "minutes": value.minutes,
        "topics": [
            {"topic": one.topic, "before": one.before, "after": one.after, "short": one.short}
            for one in value.topics
        ],
        "people": [
            {
                "day": names[one.day_id],
                "come": list(one.comes),
                "do_not_come": list(one.goes),
                "at_another_time_or_place": list(one.moves),
                "trainees": list(one.trainees),
            }
            for one in value.days
        ],
        "empty": _titles(week, value.empty),
        "unmet": list(value.unmet),
        "sentences": [one.sentence for one in value.lines],
    }


def _suggestion(week: Week, one: Suggestion) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "summary": one.summary,
        "effects": _effects(week, one.effects),
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
