"""Marks of skills: which can be recorded, and when the skills are met."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.errors import Invalid
from cittrainer.rules.assessments import Mark, check, skills_met, summary

MARKS = st.lists(
    st.one_of(st.none(), st.integers(1, 7)).map(
        lambda mark: Mark(1, "Listens", mark, "Seen" if mark in (1, 7) else "")
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ([], "No skill was observed"),
        ([Mark(1, "Listens")], "No skill was observed"),
        ([Mark(1, "Listens", 1)], "The 1 for “Listens” needs a comment"),
        ([Mark(1, "Listens", 7, "  ")], "The 7 for “Listens” needs a comment"),
        ([Mark(1, "Listens", 8, "Wow")], "cannot have the mark 8"),
        ([Mark(1, "Listens", 0, "Oh")], "cannot have the mark 0"),
    ],
)
def test_marks_that_cannot_be_recorded_are_refused(marks, told):
    with pytest.raises(Invalid, match=told):
        check(marks)


@given(marks=MARKS, pass_mark=st.one_of(st.none(), st.integers(1, 7)))
def test_skills_are_met_when_no_mark_is_below_the_one_asked(marks, pass_mark):
    seen = [one.mark for one in marks if one.mark is not None]

    met = skills_met(marks, pass_mark)

    if pass_mark is None or not seen:
        assert met is None
    else:
        assert met == all(mark >= pass_mark for mark in seen)
        check(marks)


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ([None, None], "nothing observed"),
        ([4, None, 4], "2 of 3 skills observed, 4"),
        ([3, 6], "2 of 2 skills observed, 3 to 6"),
    ],
)
def test_an_assessment_in_a_few_words(marks, told):
    assert summary([Mark(place, "A", mark) for place, mark in enumerate(marks)]) == told
