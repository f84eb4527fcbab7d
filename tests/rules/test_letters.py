"""Placeholders of letters: known, unknown, and filled in."""

from __future__ import annotations

import pytest

from cittrainer.errors import Invalid
from cittrainer.models import LetterKind
from cittrainer.rules.letter_words import SHIPPED
from cittrainer.rules.letters import (
    JOINING,
    KINDS,
    PLACEHOLDERS,
    RENEWAL,
    Wording,
    check,
    filled,
    trouble_in,
)


def test_the_shipped_words_know_all_of_their_placeholders():
    assert set(SHIPPED) == set(KINDS) == {kind.value for kind in LetterKind}
    for kind, words in SHIPPED.items():
        check(kind, words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dear {naem}", "This letter knows no {naem}. Do you mean {name}?"),
        ("{Last name}", "This letter knows no {Last name}. Do you mean {last_name}?"),
        ("{expires}", "This letter knows no {expires}. Choose one of {name}, {academy}"),
        ("{}", "This letter knows no {}. Choose one of {name}"),
        ("{name", "A brace has no other one. Write a placeholder in two braces, such as {name}."),
        ("name}", "A brace has no other one."),
        ("{{name}}", "A brace has no other one."),
    ],
)
def test_what_a_joining_letter_does_not_know_is_refused_with_what_to_type(text, told):
    with pytest.raises(Invalid) as refused:
        check(JOINING, Wording("Your seat", text))

    assert str(refused.value).startswith(told)
    with pytest.raises(Invalid):
        check(JOINING, Wording(text, "Dear {name}"))


def test_plain_words_need_no_placeholder():
    assert trouble_in(RENEWAL, "Your certificate runs out. Call 555-0100 (8 am).") is None


def test_lines_about_nothing_are_left_out_and_values_are_taken_as_they_are():
    values = dict.fromkeys(PLACEHOLDERS[JOINING], "") | {
        "name": "Ana {groups} Ruiz",
        "days": "Monday\nTuesday",
        "course": "CIT",
    }
    words = Wording(
        "{course}\n for {name}",
        "Dear {name},\n\nGroup: {groups}\n\n\nWhen:\n{days}\n{phone}{email}\n\nBye {phone}{course}",
    )

    done = filled(words, values)

    assert done.subject == "CIT for Ana {groups} Ruiz"
    assert done.body == "Dear Ana {groups} Ruiz,\n\nWhen:\nMonday\nTuesday\n\nBye CIT"
