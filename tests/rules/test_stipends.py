from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.errors import Invalid
from cittrainer.models import StipendPer
from cittrainer.rules import stipends
from cittrainer.rules.presenter_work import Work, WorkSlot, work_of, work_words
from cittrainer.rules.stipends import (
    MOST_CENTS,
    Terms,
    due_cents,
    money,
    refuse_amount,
    terms_words,
    typed_cents,
)


def slot(block_id: int, *, part: str = "", minutes: int = 60, day: int = 4) -> WorkSlot:
    on = date(2026, 5, day)
    return WorkSlot(1, 2, block_id, "A block", part, "presenter", on, 540, minutes, presented=True)


def test_what_it_is_for_has_the_words_of_the_models():
    assert {stipends.TALK, stipends.HOUR, stipends.DAY, stipends.COURSE} == {
        one.value for one in StipendPer
    }


def test_a_block_in_which_somebody_does_two_things_counts_once():
    work = work_of([slot(1, part="Room A"), slot(1, part="Room B"), slot(2, minutes=45, day=5)])

    assert work == Work(slots=2, minutes=105, days=2)
    assert work_words(work) == "2 slots, 1.75 h"


@pytest.mark.parametrize(
    ("per", "cents"), [("talk", 15000), ("hour", 18750), ("day", 7500), ("course", 7500)]
)
def test_the_terms_are_for_talks_hours_days_or_the_course(per, cents):
    work = Work(slots=2, minutes=150, days=1)

    assert due_cents(Terms(7500, per), work) == cents


def test_part_of_an_hour_is_rounded_to_the_cent():
    assert due_cents(Terms(5, "hour"), Work(slots=1, minutes=6, days=1)) == 1
    assert due_cents(Terms(10000, "hour"), Work(slots=1, minutes=50, days=1)) == 8333


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms(), ""),
        (Terms(0), "speaks for nothing"),
        (Terms(7500, declined=True), "takes no stipend"),
    ],
)
def test_nothing_is_due_where_nothing_is_promised(terms, words):
    assert due_cents(terms, Work(slots=3, minutes=180, days=3)) == 0
    assert terms_words(terms) == words


def test_who_presents_nothing_is_due_nothing_for_the_course():
    assert due_cents(Terms(7500, "course"), Work()) == 0


def test_the_terms_read_as_they_are_said():
    assert terms_words(Terms(7500, "hour", "check")) == "$75.00 an hour, by check"
    assert terms_words(Terms(125050, "talk")) == "$1,250.50 a talk"


@pytest.mark.parametrize(
    ("text", "cents"),
    [("75", 7500), (" $1,250.5 ", 125050), ("0", 0), (".50", 50), ("1250.05 $", 125005)],
)
def test_an_amount_is_read_as_it_is_typed(text, cents):
    assert typed_cents(text) == cents


@pytest.mark.parametrize(
    "text", ["", "$", ".", "-5", "75.001", "1,2", "seventy", "1e3", "٧٥ dollars", "nan", "5" * 40]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Invalid):
        typed_cents(text)


@given(st.integers(0, MOST_CENTS))
def test_what_is_written_is_read_again(cents):
    assert typed_cents(money(cents)) == cents


@pytest.mark.parametrize("cents", [-1, MOST_CENTS + 1])
def test_an_amount_that_nobody_pays_is_refused(cents):
    with pytest.raises(Invalid):
        refuse_amount(cents)
