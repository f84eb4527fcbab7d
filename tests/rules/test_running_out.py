from __future__ import annotations

from datetime import date, timedelta

from cittrainer.rules.plan_values import QualificationValue
from cittrainer.rules.running_out import running_out

TODAY = date(2026, 5, 4)


def held(name, expires_on):
    return QualificationValue(name, expires_on)


def test_what_is_over_or_soon_is_told_and_what_lasts_is_not():
    found = running_out(
        [
            held("Far", TODAY + timedelta(days=61)),
            held("Soon", TODAY + timedelta(days=60)),
            held("Today", TODAY),
            held("Over", TODAY - timedelta(days=1)),
            held("For ever", None),
        ],
        today=TODAY,
    )

    assert [one.name for one in found] == ["Over", "Today", "Soon"]
    assert [one.over for one in found] == [True, False, False]
    assert found[0].words == "Over ran out on Sunday 3 May 2026"


def test_what_runs_out_before_a_booked_day_is_told_however_far():
    last = date(2026, 12, 31)

    (found,) = running_out(
        [held("CIT instructor", last), held("Lasting", date(2027, 1, 5))],
        today=TODAY,
        booked=[date(2026, 4, 1), last, date(2027, 1, 5)],
    )

    assert found.words == (
        "CIT instructor runs out on Thursday 31 December 2026, before what they are booked for "
        "on Tuesday 5 January 2027"
    )
