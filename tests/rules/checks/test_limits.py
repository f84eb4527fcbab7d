"""How often somebody speaks, all courses together, and their ways from home."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from weeks import MONDAY, block, booking, part, week

from cittrainer.rules.checks import findings
from cittrainer.rules.mends import mends
from cittrainer.rules.plan_values import ConstraintValue, PresenterValue

FAY = replace(booking("Fay"), role="facilitator")


def known(name, **more):
    return PresenterValue(booking(name).presenter_id, name, **more)


def story(title, day, start="9:00", *people):
    return block(title, day, start, 60, part(*(people or ("Ana", FAY))), delivery="story")


def plan(*blocks, people, **more):
    return week(*blocks, presenters={one.id: one for one in people}, **more)


def said(of, kind):
    return [(one.sentence, one.severity) for one in findings(of) if one.kind == kind]


def test_stories_of_other_courses_count_in_the_week_and_in_the_month():
    ana = known("Ana", stories_elsewhere=(MONDAY - timedelta(1), MONDAY + timedelta(6)))
    two = (story("One", 1), story("Two", 3))

    assert said(plan(*two, people=[ana]), "stories_a_week") == [
        (
            (
                "Ana tells 3 stories, 1 of them in other courses, in the week of Monday 4 May; "
                "the academy’s own most is 2."
            ),
            "warning",
        )
    ]
    assert said(plan(*two, people=[ana]), "stories_a_month") == []
    more = replace(ana, stories_elsewhere=(date(2026, 5, 1), date(2026, 5, 20), date(2026, 5, 31)))
    assert said(plan(*two, people=[more]), "stories_a_week") == []
    assert said(plan(*two, people=[more]), "stories_a_month") == [
        (
            (
                "Ana tells 5 stories, 3 of them in other courses, in May 2026; the academy’s own "
                "most is 4."
            ),
            "warning",
        )
    ]


def test_who_facilitates_tells_no_story():
    fay = known("Fay")
    three = [story(title, day) for title, day in (("One", 1), ("Two", 2), ("Three", 3))]

    assert said(plan(*three, people=[fay]), "stories_a_week") == []
    assert said(plan(*three, people=[known("Ana")]), "stories_a_week") != []


@pytest.mark.parametrize("kind", ["stories_a_week", "stories_a_month"])
def test_a_constraint_speaks_alone_and_counts_other_courses_too(kind):
    ana = known("Ana", stories_elsewhere=(MONDAY,))
    keeps = (ConstraintValue(1, kind, must=True, amount=1),)
    one = story("One", 2)
    asked = plan(one, people=[ana, known("Fay")], constraints=keeps)

    assert said(asked, kind) == []
    (found,) = findings(asked)
    assert (found.kind, found.severity, found.blocks) == ("constraint", "error", (one.id,))
    assert "Ana tells 2 stories, 1 of them in other courses, in" in found.sentence
    nothing_here = plan(block("Talk", 2, "9:00", 60, part("Ana")), people=[ana], constraints=keeps)
    assert [one for one in findings(nothing_here) if one.kind == "constraint"] == []


def talks(*days):
    return [block(f"Talk {day}", day, "9:00", 60, part("Ana")) for day in days]


@pytest.mark.parametrize(
    ("limit", "elsewhere", "expected"),
    [
        ({"most_a_week": 1}, (), ("2 talks in the week of Monday 4 May: they want at most 1.")),
        ({"most_a_week": 2}, (), ("2 talks in the week of Monday 4 May: as many as they want to.")),
        ({"most_a_week": 3}, (), None),
        (
            {"most_a_month": 2},
            (date(2026, 5, 30),),
            "3 talks, 1 of them in other courses, in May 2026: they want at most 2.",
        ),
        (
            {"most_a_year": 3},
            (date(2026, 1, 2), date(2026, 12, 30)),
            "4 talks, 2 of them in other courses, in 2026: they want at most 3.",
        ),
        ({"most_a_year": 0}, (), "2 talks in 2026: they want at most 0."),
    ],
)
def test_own_limits_are_told_when_they_are_reached_or_passed(limit, elsewhere, expected):
    ana = known("Ana", talks_elsewhere=elsewhere, **limit)

    found = said(plan(*talks(1, 2), people=[ana]), "own_limit")

    severity = "note" if expected and "as many" in expected else "warning"
    assert found == ([(f"Ana gives {expected}", severity)] if expected else [])


def test_one_talk_of_one_a_week_is_worth_no_word():
    assert said(plan(*talks(1), people=[known("Ana", most_a_week=1)]), "own_limit") == []


@pytest.mark.parametrize(
    ("start", "way", "expected"),
    [
        ("9:00", 150, None),
        ("9:00", 155, "leaves home at 6:25 for “Talk”, Monday at 9:00"),
        ("17:00", 60, None),
        ("17:00", 65, "is home at 19:05 for “Talk”, Monday at 17:00"),
        ("17:00", 370, "is home the day after for “Talk”, Monday at 17:00"),
        ("1:00", 65, "leaves home the day before for “Talk”, Monday at 1:00"),
        ("9:00", None, None),
    ],
)
def test_ways_from_home_are_told_by_the_first_and_the_last_of_a_day(start, way, expected):
    talk = block("Talk", 1, start, 60, part("Ana"))
    midday = block("Noon", 1, "13:00", 60, part("Ana"))

    asked = plan(talk, midday, people=[known("Ana", travel_minutes=way)], hours=("0:00", "24:00"))
    found = said(asked, "from_home")

    said_of = f"Ana {expected}; a day with its ways is best between 6:30 and 19:00."
    assert found == ([(said_of, "note")] if expected else [])


def test_a_constraint_on_ways_from_home_has_its_own_times():
    keeps = ConstraintValue(1, "from_home", must=True, start_minute=480, end_minute=1440)
    talk = block("Talk", 1, "9:00", 60, part("Ana"))
    asked = plan(talk, people=[known("Ana", travel_minutes=90)], constraints=(keeps,))

    assert said(asked, "from_home") == []
    (found,) = [one for one in findings(asked) if one.kind == "constraint"]
    assert found.sentence == (
        "Every presenter leaves home no earlier than 8:00 and is home again by 24:00: Ana leaves "
        "home at 7:30 for “Talk”, Monday at 9:00."
    )
    of_another = replace(keeps, presenter_id=known("Bo").id)
    assert findings(replace(asked, constraints=(of_another,))) == findings(
        replace(asked, constraints=())
    )


def test_a_facilitator_among_the_alternates_mends_a_story_without_one():
    stand_by = replace(booking("Hal", order=2), role="facilitator")
    teller = booking("Cy", order=3)
    one = story("One", 1, "9:00", "Ana", "Bo", stand_by, teller)
    people = [known(name) for name in ("Ana", "Bo", "Hal", "Cy")]
    must = (ConstraintValue(1, "story_facilitated", must=True),)

    for constraints in ((), must):
        asked = plan(one, people=people, constraints=constraints)
        found = next(f for f in findings(asked) if f.kind in {"story_unfacilitated", "constraint"})
        assert [mend.sentence for mend in mends(asked, found)] == [
            "Ask alternate Hal to facilitate"
        ]
