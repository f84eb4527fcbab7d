"""What the states and the roles of bookings mean to every part of the program.

They are the values of the models' ``BookingState`` as plain text; roles are compared casefolded,
and any other word may stand for one.
"""

from __future__ import annotations

from typing import Final

CANCELLED: Final = "cancelled"
"""The state of somebody who said yes and cannot come; nobody writes down why."""

CALLED_OFF: Final = frozenset({"declined", CANCELLED, "no_show"})
"""States of those who are not expected, whatever their place among the alternates."""

PRESENTER: Final = "presenter"
"""The role in which it matters which modules somebody may teach."""

COMPANY: Final = frozenset({"facilitator", "host"})
"""Roles of those who are with somebody who tells their story, and tell none themselves."""

HELPING: Final = COMPANY | {"proctor"}
"""Roles of those who are there besides, and hold nothing by themselves."""

UNQUALIFIED: Final = HELPING | {"actor"}
"""Roles that ask for no qualification of what a block teaches."""

NO_INSTRUCTORS: Final = frozenset({"actor", "host", "proctor"})
"""Roles that are not named as instructors where hours are accounted for."""

APART: Final = COMPANY | {"coach", "actor"}
"""The usual roles besides presenter; what any other word says of somebody is not known."""


def told_role(role: str, *, guarded: bool) -> str:
    """The role as papers and drafts may tell it.

    Args:
        role: As the coordinator typed it.
        guarded: Whether a word of her own could say what somebody lived through: in a story, or
            of somebody whose kind is told nowhere. Only the usual roles are told then.
    """
    return role if role and (not guarded or role.casefold() in APART) else PRESENTER
