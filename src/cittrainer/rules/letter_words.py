"""The words that letters have until the academy writes its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cittrainer.rules.letters import JOINING, OFFER, RENEWAL, SUPERVISOR, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLOSE: Final = """
Questions? Please call or write.

{coordinator}
{coordinator_title}, {academy}
{phone}
{email}"""

SHIPPED: Final[Mapping[str, Wording]] = {
    JOINING: Wording(
        "Your seat in {course} ({number})",
        """Dear {name},

you have a seat in {course} ({number}), {dates}.

Where: {place}
Your group: {groups}

When:
{days}

Please come ten minutes before the first block of each day, and sign in every day. If you cannot \
come, tell us as soon as you know, so that somebody else can have the seat.
"""
        + _CLOSE,
    ),
    SUPERVISOR: Wording(
        "Your people in {course} ({number})",
        """Dear {name},

these people of {agency} have a seat in {course} ({number}), {dates}:

{trainees}

Where: {place}

When:
{days}

Please plan them free for all of these hours, with rest after a night shift. If somebody cannot \
come, tell us as soon as you know: others are waiting for the seat.
"""
        + _CLOSE,
    ),
    OFFER: Wording(
        "A seat in {course} is free for you, please answer by {answer_by}",
        """Dear {name},

a seat in {course} ({number}), {dates}, is free and held for you until {answer_by}.

Where: {place}

Please answer by that day. Without an answer the seat goes to whoever waits next.
"""
        + _CLOSE,
    ),
    RENEWAL: Wording(
        "Your certificate of {course}: last day {expires}",
        """Dear {name},

we have this certificate of yours on record:

{course}
Number: {certificate}
Last day on which it counts: {expires}

Continuing hours asked for: {hours_asked}
Continuing hours on record: {hours_done}
Still missing: {hours_missing}

If you took a course elsewhere, please send us a copy of its certificate.

Our coming courses:
{coming_courses}
"""
        + _CLOSE,
    ),
}
