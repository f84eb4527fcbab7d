"""The keys that the handbook names do something, and those that do something are named."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from cittrainer.gui.attendance.grid import KEYS, TYPED_KEYS
from cittrainer.gui.common.booking_words import STATES
from cittrainer.gui.courses.week.keys import WeekKeys
from cittrainer.gui.courses.week.view import WeekView
from cittrainer.gui.presenters.agenda_actions import STATE_KEYS
from cittrainer.paths import handbook

OPENS_THE_MENU = "Menu key, Shift+F10"
"""Qt itself turns these into a request for the menu; they never arrive as keys to be taken."""


def rows(heading):
    """The rows of a table of the page of keys, each as key and what it does."""
    text = handbook("keyboard.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]


def combinations(cell):
    """“Alt+Up, Home” as key and modifiers."""
    spelled = cell.replace("arrows", "Up, Down, Left, Right").replace("−", "-")
    for each in spelled.split(", "):
        yield each, QKeySequence(each)[0]


@pytest.mark.parametrize(
    ("name", "combination"),
    [
        pair
        for cell, _does in rows("The week")
        if "unplaced" not in cell and cell not in {"Esc", OPENS_THE_MENU}
        for pair in combinations(cell)
    ],
)
def test_every_key_of_the_week_is_taken(qtbot, name, combination):
    view = WeekView(lambda _week: ())
    qtbot.add_widget(view)
    event = QKeyEvent(QEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers(), "")

    assert WeekKeys(view).handle(event), name


def test_a_key_that_means_nothing_in_the_week_is_not_taken(qtbot):
    view = WeekView(lambda _week: ())
    qtbot.add_widget(view)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Q, Qt.KeyboardModifier.NoModifier, "q")

    QCoreApplication.processEvents()

    assert not WeekKeys(view).handle(event)


def test_the_marks_of_attendance_are_the_named_ones():
    named = {
        cell.split(",")[0]: does.split(",")[0]
        for cell, does in rows("Attendance")
        if cell.split(",")[0] in {"Space", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    }

    assert named == {
        QKeySequence(key).toString(): mark.value.replace("_", " ")
        for key, mark in {**KEYS, **TYPED_KEYS}.items()
    }


def test_the_states_of_a_booking_have_the_named_keys():
    (row,) = (row for row in rows("Presenters of a course") if row[0].startswith("I,"))
    keys, does = row
    words = does.removesuffix(", for all selected bookings").split(", ")

    assert dict(zip(words, keys.split(", "), strict=True)) == {
        STATES[state].lower(): key for state, key in STATE_KEYS.items()
    }
