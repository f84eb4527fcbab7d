"""Text for terminals that know only the letters of English."""

from __future__ import annotations

import pytest

from cittrainer.rules.plain_letters import plain_letters


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Nguyễn Minh Anh", "Nguyen Minh Anh"),
        ("“Siobhán” – O’Malley…", '"Siobhan" - O\'Malley...'),
        ("אבי", "???"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_letters_lose_their_accents_and_signs_become_those_of_a_typewriter(text, plain):
    assert plain_letters(text) == plain
