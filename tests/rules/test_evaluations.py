from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.rules.evaluations import (
    POST,
    PRE,
    QuestionValue,
    SheetValue,
    names_story,
    results,
)
from cittrainer.rules.suppression import Shown

CLEAR = QuestionValue(1, "Clear?")
CROWDED = QuestionValue(2, "Too much?", reverse=True)
KEEP = QuestionValue(3, "Keep?", kind="comment")
DAYS = ("2026-05-04", "2026-05-05", "2026-05-06")
HIDDEN = Shown(None, hidden=True)


def sheets(occasion, *marks, question=CLEAR):
    return [SheetValue(occasion, {question.id: mark}) for mark in marks]


def found(questions, filled, occasions=DAYS, *, threshold=5):
    return results(questions, filled, occasions=occasions, marks=5, threshold=threshold)


def test_marks_are_counted_and_averaged_by_day_and_all_together():
    value = found([CLEAR], sheets(DAYS[0], 1, 5, 5, 4, 4) + sheets(DAYS[1], 3, 3, 3, 3, 3, 4))

    monday = value.occasions[0].questions[0]
    assert (monday.answers, monday.counts) == (Shown(5), Shown((1, 0, 0, 2, 2)))
    assert monday.mean == Shown(Decimal("3.80"))
    assert value.together.forms == Shown(11)
    assert value.together.questions[0].mean == Shown(Decimal("3.45"))


def test_a_day_with_few_forms_hides_another_so_that_the_sum_does_not_tell():
    value = found(
        [CLEAR], sheets(DAYS[0], 4, 4) + sheets(DAYS[1], *[3] * 6) + sheets(DAYS[2], *[5] * 9)
    )

    assert [day.forms for day in value.occasions] == [HIDDEN, HIDDEN, Shown(9)]
    assert [day.questions[0].hidden for day in value.occasions] == [True, True, False]
    assert value.together.questions[0].answers == Shown(17)


def test_a_question_that_few_answered_is_hidden_though_the_forms_are_many():
    few = [SheetValue(DAYS[0], {1: 4, 2: 2}) for _ in range(4)]
    value = found([CLEAR, CROWDED], few + sheets(DAYS[0], *[4] * 6), DAYS[:1])

    clear, crowded = value.occasions[0].questions
    assert clear.answers == Shown(10)
    assert (crowded.answers, crowded.counts, crowded.mean) == (HIDDEN, HIDDEN, HIDDEN)


def test_the_composite_turns_reversed_questions_round_and_leaves_hidden_ones_out():
    both = [SheetValue(DAYS[0], {1: 5, 2: 2}) for _ in range(5)]
    rare = QuestionValue(4, "Rare?")

    value = found([CLEAR, CROWDED, rare], [*both, SheetValue(DAYS[0], {4: 1})], DAYS[:1])

    assert value.occasions[0].composite == Shown(Decimal("4.50"))
    assert value.occasions[0].questions[2].hidden


def test_comments_come_in_the_order_of_the_alphabet():
    words = ["walks", "Breaks", "the =scenes", "cases", "العربية 😀"]
    value = found([KEEP], [SheetValue(DAYS[0], comments={3: each}) for each in words], DAYS[:1])

    (shown,) = value.occasions[0].questions
    assert shown.comments == Shown(("Breaks", "cases", "the =scenes", "walks", "العربية 😀"))


def test_four_comments_are_not_shown():
    filled = [SheetValue(DAYS[0], {1: 3}, {3: "A"} if at < 4 else {}) for at in range(20)]

    (_clear, keep) = found([CLEAR, KEEP], filled, DAYS[:1]).occasions[0].questions

    assert keep.comments == HIDDEN


def pair(code, before, after):
    return [SheetValue(PRE, {1: before}, {}, code), SheetValue(POST, {1: after}, {}, code)]


def test_before_and_after_stand_side_by_side_and_are_not_summed():
    value = found([CLEAR], sheets(PRE, 2, 2, 2, 2, 3) + sheets(POST, 4, 4, 4), (PRE, POST))

    assert value.together is None
    (change,) = value.changes
    assert (change.before, change.after) == (Shown(Decimal("2.20")), HIDDEN)
    assert change.difference == HIDDEN


def test_pairs_are_shown_from_the_threshold_on():
    coded = [sheet for at in range(5) for sheet in pair(f"C{at}", 2, 4)]

    (shown,) = found([CLEAR], coded, (PRE, POST)).changes
    (hidden,) = found([CLEAR], coded[2:] + sheets(PRE, *[1] * 9), (PRE, POST)).changes

    assert (shown.pairs, shown.paired_difference) == (Shown(5), Shown(Decimal("2.00")))
    assert (hidden.pairs, hidden.paired_before, hidden.paired_difference) == (HIDDEN,) * 3


def test_pairs_are_hidden_where_the_few_without_a_code_could_be_worked_out():
    coded = [sheet for at in range(6) for sheet in pair(f"C{at}", 2, 4)]

    (told,) = found([CLEAR], coded + sheets(PRE, 1, 1), (PRE, POST)).changes

    assert told.before == Shown(Decimal("1.75"))
    assert told.pairs == HIDDEN


def test_a_code_that_two_people_chose_pairs_nobody():
    coded = [sheet for at in range(5) for sheet in pair(f"C{at}", 2, 4)]

    (change,) = found([CLEAR], coded + pair("C0", 1, 1), (PRE, POST)).changes

    assert change.pairs == HIDDEN


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("How did you like the SYSLE talk?", True),
        ("“Living with psychosis” was worth my time.", True),
        ("The day was clear and easy to follow.", False),
        ("", False),
    ],
)
def test_questions_about_a_story_are_known(text, rates):
    assert names_story(text, ["Living with Psychosis", ""]) is rates


@given(st.lists(st.lists(st.integers(1, 5), max_size=12), min_size=1, max_size=5))
def test_nothing_under_the_threshold_is_shown_or_left_over(days):
    keys = [f"2026-05-0{at + 4}" for at in range(len(days))]
    filled = [one for key, marks in zip(keys, days, strict=True) for one in sheets(key, *marks)]

    value = found([CLEAR], filled, keys)

    shown = [day.questions[0].answers.value for day in value.occasions]
    assert all(count == 0 or count >= 5 for count in shown if count is not None)
    if value.together is not None and not value.together.questions[0].hidden:
        rest = value.together.questions[0].answers.value - sum(one or 0 for one in shown)
        assert rest == 0 or rest >= 5
        assert shown.count(None) != 1
