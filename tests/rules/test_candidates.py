from __future__ import annotations

from datetime import date

import pytest

from cittrainer.rules.candidates import Candidate, Slot, in_order, reasons
from cittrainer.rules.fair_rotation import Limits, Use

TODAY = date(2026, 5, 4)
SLOT = Slot(date(2026, 6, 1), qualification="CIT instructor", has_module=True)
FREE = "available"


def candidate(name, **values):
    values.setdefault("said", FREE)
    return Candidate(1, name, **values)


def names(found, *, role="presenter", slot=SLOT):
    return [one.name for one in in_order(found, slot, today=TODAY, role=role)]


def test_whoever_cannot_be_booked_stands_last_and_only_that_is_told():
    barred = candidate(
        "Ana", teaches=True, barred="Ana cannot be booked for this course.", use=Use(year=1)
    )

    found = [barred, candidate("Ben", elsewhere="“Law” of CIT-2"), candidate("Cem", said="no")]

    assert names(found) == ["Cem", "Ben", "Ana"]
    assert reasons(barred, SLOT, today=TODAY) == ("Ana cannot be booked for this course.",)
    assert barred.warning == "Ana cannot be booked for this course."


def test_teaching_the_module_comes_before_fair_rotation():
    found = [
        candidate("Never asked", teaches=False),
        candidate("Unknown", teaches=None, use=Use(asked_on=date(2026, 1, 1))),
        candidate("Teaches", teaches=True, use=Use(asked_on=date(2026, 5, 1))),
    ]

    assert names(found) == ["Teaches", "Unknown", "Never asked"]


def test_of_equals_whoever_was_not_asked_for_the_longest_time_comes_first():
    found = [
        candidate("Lately", use=Use(asked_on=date(2026, 4, 1))),
        candidate("Long ago", use=Use(asked_on=date(2025, 4, 1))),
        candidate("Never"),
    ]

    assert names(found) == ["Never", "Long ago", "Lately"]


def test_limits_and_what_is_due_weigh_more_than_when_they_were_asked():
    asked = date(2026, 4, 1)
    found = [
        candidate("At", use=Use(month=2), limits=Limits(most_a_month=2)),
        candidate("Near", use=Use(month=1), limits=Limits(most_a_month=2)),
        candidate("Free", use=Use(asked_on=asked)),
        candidate("Due", use=Use(asked_on=asked), limits=Limits(least_a_year=2)),
    ]

    assert names(found) == ["Due", "Free", "Near", "At"]


def test_lacking_what_is_asked_for_and_not_having_answered_come_later():
    found = [
        candidate("Lacks", teaches=True, lacks=True),
        candidate("Unanswered", teaches=True, said="unanswered"),
        candidate("Prefers", teaches=True, said="preferred", use=Use(asked_on=TODAY)),
    ]

    assert names(found) == ["Prefers", "Unanswered", "Lacks"]


@pytest.mark.parametrize(
    ("role", "first"), [("coach", "Coached"), ("Coach", "Coached"), ("presenter", "Teaches")]
)
def test_for_a_coach_it_matters_who_coached_before(role, first):
    found = [
        candidate("Teaches", teaches=True),
        candidate("Coached", teaches=False, roles=frozenset({"coach"})),
    ]

    assert names(found, role=role)[0] == first


def test_a_role_in_own_words_tells_nothing_of_anybody():
    told = candidate("Marcus", roles=frozenset({"storyteller"}))

    assert reasons(told, SLOT, today=TODAY, role="storyteller") == ("free then", "never asked yet")


def test_the_reasons_are_short_and_the_weightiest_comes_first():
    one = candidate(
        "Ana",
        teaches=True,
        lacks=True,
        use=Use(month=2, year=2, asked_on=date(2025, 10, 3)),
        limits=Limits(most_a_month=2, least_a_year=3),
    )

    assert reasons(one, SLOT, today=TODAY) == (
        "free then",
        "teaches this module",
        "does not hold “CIT instructor”",
        "2 of 2 in June 2026: at the limit",
        "must still be used once in 2026",
        "not asked since October 2025",
    )


def test_elsewhere_is_one_sentence():
    one = candidate("Ana", elsewhere="“Law” of CIT-2")

    assert one.warning == "Ana is booked for “Law” of CIT-2 at that time."
    assert reasons(one, SLOT, today=TODAY)[0] == "is in “Law” of CIT-2 then"
    assert candidate("Ben", said="no").warning == "Ben is not available at that time."
    assert candidate("Cem").warning == ""
