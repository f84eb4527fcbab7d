from __future__ import annotations

from datetime import date

import pytest

from cittrainer.rules.make_ups import Place, Taught, made_up, proposals, same_subject

MISSED = Taught("De-escalation", 120, module_id=4, topics={"Communication": 60, "Law": 40})


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Taught("Calming down", 60, module_id=4), "the same module"),
        (Taught(" de-ESCALATION ", 60, module_id=9), "the same title"),
        (Taught("Talking", 60, topics={"Communication": 100}), "the same topic, “Communication”"),
        (Taught("Courts", 60, topics={"Law": 100}), ""),
        (Taught("Courts", 60, topics={"Communication": 40, "Law": 60}), ""),
        (Taught("Lunch", 60), ""),
    ],
)
def test_what_teaches_the_same(other, why):
    assert same_subject(MISSED, other) == why


def test_a_free_seat_comes_before_an_earlier_day():
    def place(number, day, free):
        return Place(number, 1, "C", date(2026, 6, day), 480, free, MISSED)

    found = proposals(MISSED, [place(1, 3, 2), place(2, 1, 0), place(3, 2, 1)])

    assert [one.place.block_id for one in found] == [3, 1, 2]


@pytest.mark.parametrize(
    ("present", "made", "counts"),
    [(None, [], None), (30, [], 30), (None, [20], 20), (30, [20, 5], 55), (100, [60], 120)],
)
def test_minutes_made_up_never_exceed_the_block(present, made, counts):
    assert made_up(120, present, made) == counts
