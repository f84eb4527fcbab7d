"""The words that letters have until the academy writes its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cittrainer.rules.letters import (
    CHANGE,
    CONFIRMATION,
    INVITATION,
    JOINING,
    OFFER,
    REMINDER,
    RENEWAL,
    SUPERVISOR,
    THANKS,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLOSE: Final = """
Questions? Please call or write.

{coordinator}
{coordinator_title}, {academy}
{phone}
{email}"""

_THERE: Final = """
Where: {place}
{directions}

What you find there: {provided}
"""

# To all presenters in the same words: nothing tells why somebody is asked to speak.
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
    INVITATION: Wording(
        "Would you present in {course} ({number})?",
        """Dear {name},

we are planning {course} ({number}), {dates}, and would be glad to have you with us:

{slots}
"""
        + _THERE
        + """
Stipend: {stipend}

Please tell us by {answer_by} whether you can come. A short no is enough: you need not give a \
reason, and none is kept. If something would make it easier for you, such as another time, a ride \
or somebody who comes along, please tell us.
"""
        + _CLOSE,
    ),
    CONFIRMATION: Wording(
        "Thank you for your yes: {course} ({number})",
        """Dear {name},

thank you. We count on you in {course} ({number}), {dates}:

{slots}
"""
        + _THERE
        + """
On the day, call: {day_contact}
Stipend: {stipend}

If you cannot come after all, tell us as soon as you know. You need not give a reason.
"""
        + _CLOSE,
    ),
    REMINDER: Wording(
        "Soon: {course} ({number}), {dates}",
        """Dear {name},

it is soon, and we look forward to having you with us:

{slots}
"""
        + _THERE
        + """
On the day, call: {day_contact}

If you cannot come after all, tell us as soon as you know. You need not give a reason.
"""
        + _CLOSE,
    ),
    CHANGE: Wording(
        "{course} ({number}): your times as they are now",
        """Dear {name},

the plan of {course} ({number}) has changed. These are your times and places as they are now; what \
we wrote before no longer holds:

{slots}
"""
        + _THERE
        + """
On the day, call: {day_contact}

If this does not suit you, please tell us. You need not give a reason.
"""
        + _CLOSE,
    ),
    THANKS: Wording(
        "Thank you for {course} ({number})",
        """Dear {name},

thank you for being with us in {course} ({number}), {dates}:

{slots}

What you gave the class goes with everyone who was in the room. We are grateful for your time and \
your trust.
"""
        + _CLOSE,
    ),
}
