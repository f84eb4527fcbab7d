"""What is told of the role in which somebody is booked."""

from __future__ import annotations

import pytest

from cittrainer.rules.bookings import told_role


@pytest.mark.parametrize(
    ("role", "guarded", "told"),
    [
        ("Facilitator", True, "Facilitator"),
        ("storyteller", True, "presenter"),
        ("storyteller", False, "storyteller"),
        ("", False, "presenter"),
    ],
)
def test_a_word_of_the_coordinators_own_is_not_told_where_it_could_say_too_much(
    role, guarded, told
):
    assert told_role(role, guarded=guarded) == told
