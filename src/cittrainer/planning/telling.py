"""Sentences about a timetable: names in quotation marks, days and times, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.planning.problem import Problem


def clock(minute: int) -> str:
    """The time of day: 545 is 9:05."""
    return f"{minute // 60}:{minute % 60:02d}"


def named(problem: Problem, activity: int) -> str:
    """An activity in quotation marks."""
    return f"“{problem.activity[activity].name}”"


def who(problem: Problem, resource: str) -> str:
    """The name of a resource."""
    return problem.resource[resource].name


def at(problem: Problem, place: tuple[int, int]) -> str:
    """A day and a time, such as “Monday 10:00”."""
    day, start = place
    return f"{problem.day[day].name} {clock(start)}".strip()


def listed(words: Iterable[str], most: int = 4) -> str:
    """Words as people list them, shortened where there are many."""
    each = list(words)
    if len(each) > most:
        each = [*each[: most - 1], f"{len(each) - most + 1} more"]
    if len(each) < 2:
        return "".join(each)
    return f"{', '.join(each[:-1])} and {each[-1]}"


def counted(amount: int, word: str, plural: str = "") -> str:
    """A number and its word: “1 block”, “2 blocks”."""
    return f"{amount} {word if amount == 1 else plural or word + 's'}"


def hours(minutes: int) -> str:
    """Minutes as people say them: “7 h 30 min”, “45 min”."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} h"] if whole else []
    if rest or not whole:
        parts.append(f"{rest} min")
    return " ".join(parts)
