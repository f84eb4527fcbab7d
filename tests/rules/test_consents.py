from __future__ import annotations

from datetime import date, timedelta

import pytest

from cittrainer.rules.consents import BookedDay, Consent, doubt

MONDAY = date(2026, 5, 4)
WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)
BOOKED = [BookedDay("CIT-2026-05", WEDNESDAY, FRIDAY)]
GIVEN = date(2026, 1, 5)


def test_it_holds_from_the_day_given_to_its_last_day():
    consent = Consent(MONDAY, WEDNESDAY)

    assert [consent.holds(MONDAY + timedelta(days=day)) for day in range(-1, 4)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_from_the_day_of_withdrawal_it_does_not_hold():
    consent = Consent(GIVEN, withdrawn=WEDNESDAY)

    assert consent.holds(WEDNESDAY - timedelta(days=1))
    assert not consent.holds(WEDNESDAY)


def test_one_that_was_never_given_does_not_hold():
    assert not Consent(None).holds(MONDAY)


@pytest.mark.parametrize(
    ("consent", "sentence"),
    [
        (
            Consent(None),
            "No consent is on file, and they are booked for CIT-2026-05 on Wednesday 6 May 2026.",
        ),
        (
            Consent(FRIDAY),
            (
                "The consent begins on Friday 8 May 2026, "
                "and they are booked for CIT-2026-05 on Wednesday 6 May 2026."
            ),
        ),
        (
            Consent(GIVEN, MONDAY),
            (
                "The consent ends on Monday 4 May 2026, "
                "and they are booked for CIT-2026-05 on Wednesday 6 May 2026."
            ),
        ),
        (
            Consent(GIVEN, WEDNESDAY),
            (
                "The consent ends on Wednesday 6 May 2026, "
                "before CIT-2026-05 is over on Friday 8 May 2026."
            ),
        ),
        (
            Consent(GIVEN, FRIDAY, MONDAY),
            (
                "The consent is withdrawn from Monday 4 May 2026 on, "
                "and they are booked for CIT-2026-05 on Wednesday 6 May 2026."
            ),
        ),
        (Consent(GIVEN, FRIDAY), ""),
        (Consent(GIVEN), ""),
    ],
)
def test_what_is_doubtful_for_the_days_booked_is_one_sentence(consent, sentence):
    assert doubt(consent, BOOKED) == sentence


def test_nothing_is_doubtful_while_they_are_booked_for_nothing():
    assert doubt(Consent(None), []) == ""


def test_a_day_on_which_it_does_not_hold_is_told_before_a_course_that_outlasts_it():
    later = BookedDay("CIT-2026-09", date(2026, 9, 1), date(2026, 9, 4))

    assert "CIT-2026-09" in doubt(Consent(GIVEN, WEDNESDAY), [*BOOKED, later])
