"""What texts and numbers must be before a service stores them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.errors import Invalid
from cittrainer.rules.names import tidy
from cittrainer.rules.values import GRID_MINUTES
from cittrainer.rules.wording import counted, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 200
"""Characters that a line of text may have."""

LONGEST_TEXT = 5_000
"""Characters that a text of several lines may have."""

LONGEST_SOURCE = 500
"""Characters that an address of a source may have."""

MOST_SOURCES = 50
"""Sources that a curriculum or a standard may name."""


def line(text: str, what: str, *, required: bool = False) -> str:
    """One line of text as it is stored: trimmed, with single spaces.

    Args:
        text: As it was typed.
        what: What it is, for the refusal, such as “The title”.
        required: Whether it must not be empty.

    Raises:
        Invalid: it is empty though required, or has more than 200 characters.
    """
    clean = tidy(text)
    if required and not clean:
        raise Invalid(f"{what} is empty.", hint="Type it in.")
    if len(clean) > LONGEST:
        raise Invalid(
            f"{what} has {len(clean)} characters; at most {LONGEST} can be stored.",
            hint="Shorten it.",
        )
    return clean


def text(words: str, what: str) -> str:
    """A text of several lines as it is stored: trimmed, every line for itself.

    Raises:
        Invalid: it has more than 5,000 characters.
    """
    clean = "\n".join(tidy(each) for each in words.splitlines()).strip()
    if len(clean) > LONGEST_TEXT:
        raise Invalid(
            f"{what} has {len(clean):,} characters; at most {LONGEST_TEXT:,} can be stored.",
            hint="Shorten it.",
        )
    return clean


def reason(words: str, what: str) -> str:
    """A reason that must be given.

    Raises:
        Invalid: there is none, or it is too long.
    """
    clean = text(words, "The reason")
    if not clean:
        raise Invalid(f"{what} needs a reason.", hint="Say in a sentence why.")
    return clean


def number(value: int, what: str, *, least: int, most: int) -> int:
    """A whole number within bounds.

    Raises:
        Invalid: it is out of them.
    """
    if not least <= value <= most:
        raise Invalid(
            f"{what} cannot be {value:,}.", hint=f"Choose a number from {least:,} to {most:,}."
        )
    return value


def grid(minutes: int, what: str) -> int:
    """A time or length on the agenda's grid of 5 minutes.

    Raises:
        Invalid: it lies between two lines of the grid.
    """
    if minutes % GRID_MINUTES:
        raise Invalid(
            f"{what} is not a multiple of {GRID_MINUTES} minutes.",
            hint=f"Round it to {GRID_MINUTES} minutes.",
        )
    return minutes


def shares(topics: Mapping[str, int]) -> dict[str, int]:
    """Topics with their percent of the minutes as they are stored; none is possible.

    Raises:
        Invalid: their shares do not add up to 100 percent.
    """
    clean = {
        line(topic, "The topic", required=True): number(
            percent, f"The share of {quoted(topic)}", least=1, most=100
        )
        for topic, percent in topics.items()
    }
    total = sum(clean.values())
    if clean and total != 100:
        raise Invalid(
            f"The shares of {counted(len(clean), 'topic')} add up to {total} %.",
            hint="Make them 100 % together.",
        )
    return clean


def sources(lines: Sequence[str]) -> list[str]:
    """Addresses of sources as they are stored, without empty ones.

    Raises:
        Invalid: there are more than 50, or one has more than 500 characters.
    """
    clean = [each for each in map(tidy, lines) if each]
    number(len(clean), "The number of sources", least=0, most=MOST_SOURCES)
    for each in clean:
        if len(each) > LONGEST_SOURCE:
            raise Invalid(
                f"A source has {len(each):,} characters; at most {LONGEST_SOURCE} can be stored.",
                hint="Shorten it.",
            )
    return clean
