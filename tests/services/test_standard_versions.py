from __future__ import annotations

import datetime as dt

import pytest
from contents import contents

from cittrainer.errors import Invalid
from cittrainer.rules.values import RequirementValue
from cittrainer.services.standards import add_standard, new_version

FIRST_OF_MAY = dt.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"effective_on": None}, "no date"),
        ({"title": " "}, "title is empty"),
        ({"sources": [" "]}, "names no source"),
        ({"minutes_per_hour": 45}, "50 or 60"),
        ({"minutes_per_hour": 50, "breaks_count": True}, "cannot also count"),
        ({"requirements": [RequirementValue("Law"), RequirementValue("LAW")]}, "twice"),
        ({"requirements": [RequirementValue("Law", least_minutes=10**9)]}, "cannot be"),
        ({"requirements": [RequirementValue("")]}, "topic is empty"),
    ],
)
def test_a_version_that_cannot_be_is_refused_and_nothing_changes(database, values, says):
    with database.step("A standard") as db:
        first = add_standard(db, code="S", number=1, title="State", sources=["paper, page 2"])
    before = contents(database.path)
    good = {
        "title": "State",
        "sources": ["paper, page 3"],
        "requirements": [],
        "effective_on": FIRST_OF_MAY,
    }

    with pytest.raises(Invalid, match=says), database.step("New version") as db:
        new_version(db, first, **(good | values))

    assert contents(database.path) == before
