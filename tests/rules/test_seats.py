from __future__ import annotations

from datetime import date

import pytest

from cittrainer.rules.seat_checks import short_service, works_nights
from cittrainer.rules.seats import (
    Asker,
    Kept,
    SeatCount,
    Waiting,
    most_non_sworn,
    next_in_line,
    next_up,
    refusal,
    seat_count,
    unused,
)

TODAY = date(2026, 4, 1)
LAKEVIEW, RIDGEWAY = 1, 2


def kept(seats=1, **values):
    return Kept(values.pop("id", 1), seats, values.pop("until", None), "Lakeview PD", **values)


def asker(number, agency=RIDGEWAY, role="officer", **values):
    return Asker(number, agency, role, enrollment_id=number, name=f"P{number}", **values)


def test_only_enrolled_and_finished_trainees_sit_in_and_an_offered_seat_is_not_free():
    states = [
        "nominated", "approved", "declined", "waitlisted", "enrolled", "withdrawn", "no_show",
        "completed", "not_completed", "enrolled", "waitlisted", "offered",
    ]  # fmt: skip

    assert seat_count(6, states) == SeatCount(6, 4, 2, offered=1)
    assert seat_count(6, states).left == 1


def test_a_course_beyond_its_seats_has_none_left_and_says_by_how_many():
    full = seat_count(2, ["enrolled"] * 3)

    assert (full.left, full.over) == (0, 1)
    assert (seat_count(3, ["enrolled"] * 3).left, seat_count(3, ["enrolled"] * 3).over) == (0, 0)


def test_overbooking_leaves_more_and_seats_kept_leave_less_for_all():
    count = seat_count(30, ["enrolled"] * 29, overbooking=2, kept=2)

    assert (count.left, count.left_for_all, count.over) == (3, 1, 0)


def test_those_who_waited_longest_come_first():
    waiting = [Waiting(7, since=30), Waiting(9, since=10), Waiting(8, since=20)]

    assert next_in_line(waiting, 2) == (9, 8)
    assert next_in_line(waiting, 9) == (9, 8, 7)
    assert next_in_line(waiting, 0) == ()
    assert next_in_line(waiting, -1) == ()


@pytest.mark.parametrize(
    ("rule", "who", "fits"),
    [
        (kept(person_id=7), asker(7), True),
        (kept(person_id=7), asker(8), False),
        (kept(agency_id=LAKEVIEW), asker(7, LAKEVIEW), True),
        (kept(agency_id=LAKEVIEW), asker(7), False),
        (kept(role="dispatcher"), asker(7, role="dispatcher"), True),
        (kept(agency_id=LAKEVIEW, role="dispatcher"), asker(7, LAKEVIEW), False),
    ],
)
def test_for_whom_a_seat_is_kept(rule, who, fits):
    assert rule.fits(who) is fits


def test_who_has_a_seat_uses_the_narrowest_that_is_kept_for_them():
    rules = [kept(2, id=1, agency_id=LAKEVIEW), kept(1, id=2, person_id=7)]

    assert unused(rules, [asker(7, LAKEVIEW), asker(8, LAKEVIEW)], TODAY) == {1: 1, 2: 0}


def test_seats_are_kept_through_their_last_day_and_no_longer():
    rule = kept(2, agency_id=LAKEVIEW, until=TODAY)

    assert unused([rule], [], TODAY) == {1: 2}
    assert unused([rule], [], date(2026, 4, 2)) == {}


def test_free_seats_that_are_kept_are_refused_to_others_with_the_day():
    rule = kept(2, agency_id=LAKEVIEW, until=date(2026, 5, 1))
    left = SeatCount(30, 28)

    assert refusal(asker(7), left, [rule], {1: 2}) == (
        "the free seats are kept for Lakeview PD until May 01"
    )
    assert refusal(asker(7, LAKEVIEW), left, [rule], {1: 2}) == ""
    assert refusal(asker(7), SeatCount(30, 27), [rule], {1: 2}) == ""
    assert refusal(asker(7), SeatCount(30, 30), [], {}) == "no seat is free"


def test_the_first_of_the_list_gets_the_seat_and_it_says_why():
    found = next_up([asker(1, place=1), asker(2, place=2)], SeatCount(30, 29), [], {})

    assert found.who.person_id == 1
    assert found.why == "P1 waited longest, and a seat is free."


def test_who_is_passed_over_is_named_with_the_reason():
    rule = kept(1, agency_id=LAKEVIEW)
    waiting = [asker(1, place=1), asker(2, LAKEVIEW, place=2)]

    found = next_up(waiting, SeatCount(30, 29), [rule], {1: 1})

    assert found.who.person_id == 2
    assert found.why == (
        "P2 is the next for whom a seat is free, and a seat kept for Lakeview PD is free. "
        "Not P1 (1st): the free seats are kept for Lakeview PD."
    )


def test_the_share_of_people_who_are_not_sworn_holds_for_the_waiting_list():
    waiting = [asker(1, role="dispatcher", sworn=False, place=1), asker(2, place=2)]

    found = next_up(waiting, SeatCount(30, 29), [], {}, non_sworn_left=0)

    assert found.who.person_id == 2
    assert "Not P1 (1st): the share of people who are not sworn is used up." in found.why
    assert most_non_sworn(30, 20) == 6
    assert most_non_sworn(30, None) is None


def test_nobody_is_next_where_nobody_can():
    assert next_up([asker(1, place=1)], SeatCount(30, 30), [], {}) is None
    assert next_up([], SeatCount(30, 0), [], {}) is None


@pytest.mark.parametrize(
    ("since", "asked", "words"),
    [
        (2020, 2, ""),
        (2025, 2, "1 year of service; 2 years asked."),
        (None, 2, "Years of service are not known; 2 years asked."),
        (2026, None, ""),
        (2026, 0, ""),
    ],
)
def test_years_of_service(since, asked, words):
    assert short_service(since, asked, TODAY) == words


@pytest.mark.parametrize(
    ("shift", "night"),
    [("Nights", True), ("3rd watch", True), ("Day", False), ("", False), ("Knights", False)],
)
def test_which_shifts_are_at_night(shift, night):
    assert works_nights(shift) is night
