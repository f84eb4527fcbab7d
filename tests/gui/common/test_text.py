from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.gui.common.text import folded, natural_key


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Nguyễn", "nguyen"),
        ("MÜLLER", "muller"),
        ("Straße", "strasse"),
        ("Łukasz Đorđe Ørsted", "lukasz dorde orsted"),
        ("O’Malley", "o'malley"),
        ("García-López", "garcia-lopez"),
    ],
)
def test_folding_leaves_what_somebody_would_type(typed: str, found: str) -> None:
    assert folded(typed) == found


def test_numbers_sort_by_value_and_accents_beside_their_letter() -> None:
    names = ["Room 10", "room 9", "Zimmer", "Émile", "Ewa", "10", "9"]

    assert sorted(names, key=natural_key) == [
        "9", "10", "Émile", "Ewa", "room 9", "Room 10", "Zimmer",
    ]  # fmt: skip


@given(st.lists(st.text()))
def test_any_texts_can_be_sorted(texts: list[str]) -> None:
    assert sorted(sorted(texts, key=natural_key)) == sorted(texts)
