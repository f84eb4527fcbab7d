"""A block is split where the user says."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from weeks import block

from cittrainer.gui.courses.split_form import SplitForm, first_half

TALK = block("Talk", 1, "9:00", 60)


@pytest.fixture
def form(qapp):
    made = SplitForm(TALK)
    made.show()
    yield made
    if shiboken6.isValid(made):
        made.close()


def chosen(form):
    found = []
    form.chosen.connect(found.append)
    form.save.click()
    return found


def test_it_begins_in_the_middle_and_says_when_both_parts_are(form):
    assert form.words.splitlines() == ["9:00–9:30  ·  30 minutes", "9:30–10:00  ·  30 minutes"]

    form.minutes.stepUp()

    assert form.words.splitlines() == ["9:00–9:35  ·  35 minutes", "9:35–10:00  ·  25 minutes"]
    assert chosen(form) == [35]


@pytest.mark.parametrize(("typed", "taken"), [("43", 45), ("1", 5), ("59", 55), ("", 30)])
def test_what_is_typed_becomes_a_length_that_leaves_both_something(form, typed, taken):
    form.minutes.selectAll()
    QTest.keyClick(form.minutes, Qt.Key.Key_Delete)
    QTest.keyClicks(form.minutes, typed)

    assert chosen(form) == [taken]


@pytest.mark.parametrize(("minutes", "first"), [(10, 5), (15, 5), (25, 10), (60, 30)])
def test_the_first_half_is_on_the_grid_and_never_the_longer(minutes, first):
    assert first_half(block("Talk", 1, "9:00", minutes)) == first
