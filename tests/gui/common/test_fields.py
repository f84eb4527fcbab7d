from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDateEdit, QSpinBox

from cittrainer.gui.common.cards import Chips, Pill
from cittrainer.gui.common.fields import FormRow, OptionalDateEdit, SearchField
from cittrainer.gui.common.tokens import Tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_date_may_be_left_empty_and_comes_back_as_it_was_set(qtbot: QtBot) -> None:
    field = OptionalDateEdit()
    qtbot.add_widget(field)
    assert field.date is None

    field.set_date(dt.date(2026, 5, 4))
    assert field.date == dt.date(2026, 5, 4)

    field.set_date(None)
    assert field.date is None


def test_a_date_can_be_typed_the_same_way_everywhere(qtbot: QtBot) -> None:
    field = OptionalDateEdit()
    qtbot.add_widget(field)

    field.setText(" 2026-05-04 ")

    assert field.date == dt.date(2026, 5, 4)


@pytest.mark.parametrize("typed", ["soon", "2026-02-30", "=1+1", "🦊"])
def test_what_is_no_date_is_refused(qtbot: QtBot, typed: str) -> None:
    field = OptionalDateEdit()
    qtbot.add_widget(field)
    field.setText(typed)

    with pytest.raises(ValueError, match="is no date"):
        _ = field.date


def test_escape_empties_the_search(qtbot: QtBot) -> None:
    field = SearchField("Filter people")
    qtbot.add_widget(field)
    field.setText("muller")

    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert field.text() == ""


def test_a_weekend_in_a_form_has_the_colour_of_any_day(qtbot: QtBot) -> None:
    date = QDateEdit(calendarPopup=True)
    row = FormRow("First day", date)
    qtbot.add_widget(row)

    weekend = date.calendarWidget().weekdayTextFormat(Qt.DayOfWeek.Sunday)

    assert weekend.foreground().style() is Qt.BrushStyle.NoBrush
    assert date.accessibleName() == "First day"


def test_a_label_leads_to_its_field(qtbot: QtBot) -> None:
    seats = QSpinBox()
    row = FormRow("&Seats", seats, "At most 40")
    qtbot.add_widget(row)

    assert seats.accessibleName() == "Seats"
    assert seats.accessibleDescription() == "At most 40"


def test_one_chip_is_chosen_and_tells_its_key(qtbot: QtBot) -> None:
    chips = Chips("Roles")
    qtbot.add_widget(chips)
    chips.add("all", "All")
    chips.add("officer", "Officers")
    chips.set_count("officer", 12)
    assert chips.current == "all"

    with qtbot.wait_signal(chips.chosen) as chosen:
        chips.choose("officer")

    assert chosen.args == ["officer"]
    assert chips.current == "officer"


def test_a_pill_says_its_word_and_hides_when_it_has_none(qtbot: QtBot) -> None:
    pill = Pill("Enrolled", Tone.GOOD)
    assert not pill.isVisible(), "it would be a window of its own"
    qtbot.add_widget(pill)
    assert pill.accessibleName() == "Enrolled"

    pill.show_text("", Tone.NEUTRAL)

    assert pill.isHidden()
