from __future__ import annotations

from cittrainer.rules.fairness import AgencyPast, shares, strength_of

BIG = AgencyPast(1, "Lakeview PD", asked=40, given=30, used=28, no_shows=2, strength=300)
SMALL = AgencyPast(2, "Ridgeway PD", asked=9, given=2, used=2, strength=20)
NEW = AgencyPast(3, "Tamarack SO", strength=100)


def seats(found):
    return {one.name: one.seats for one in found}


def test_who_got_least_for_their_size_comes_first():
    found = shares([BIG, SMALL, NEW], {1: 5, 2: 5, 3: 5}, 10)

    assert seats(found) == {"Tamarack SO": 5, "Lakeview PD": 5, "Ridgeway PD": 0}
    assert sum(one.seats for one in found) == 10


def test_nobody_gets_more_than_they_ask_for():
    assert seats(shares([BIG, SMALL, NEW], {2: 2, 3: 1}, 10)) == {
        "Ridgeway PD": 2,
        "Tamarack SO": 1,
    }


def test_nothing_is_shared_where_nothing_is_free_or_asked_for():
    assert seats(shares([BIG, NEW], {1: 2, 3: 1}, 0)) == {"Lakeview PD": 0, "Tamarack SO": 0}
    assert shares([BIG, NEW], {}, 5) == ()


def test_the_sentence_tells_what_they_had():
    (one,) = shares([BIG], {1: 5}, 3)

    assert one.why == (
        "3 of 5 asked: had 30 seats before, 10.0 for every 100 of its people; 2 did not come."
    )


def test_an_agency_of_unknown_size_is_taken_for_one_of_a_hundred():
    unknown = AgencyPast(4, "Elm PD", given=1)

    (one,) = shares([unknown], {4: 1}, 1)

    assert one.why == "1 of 1 asked: had 1 seat before, its strength is not on file."
    assert strength_of([None, 0]) is None
    assert strength_of([10, None, 5]) == 15
