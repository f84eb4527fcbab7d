from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cittrainer.gui.courses.week import words
from cittrainer.gui.courses.week.deliveries import DeliveryLegend
from cittrainer.gui.courses.week.findings_list import count_words, subject
from cittrainer.gui.courses.week.findings_panel import FindingsPanel
from cittrainer.gui.courses.week.ledger import HoursLedger
from cittrainer.gui.courses.week.unplaced import UnplacedList
from cittrainer.rules.filling import Source
from cittrainer.rules.values import (
    ERROR,
    NOTE,
    WARNING,
    BookingValue,
    DayValue,
    Finding,
    PartValue,
    PlacedBlock,
    RequirementValue,
    StandardValue,
    Week,
)

DAY = DayValue(1, date(2026, 5, 5), 480, 1020)


@dataclass(frozen=True)
class Module:
    id: int
    title: str
    minutes: int
    topics: dict[str, int]


def taught(block_id, topic, minutes, start=480, *, day_id=1):
    return PlacedBlock(block_id, topic, "lecture", minutes, day_id, start, topics={topic: 100})


def a_week(*blocks, minutes_per_hour=60, total=240):
    standard = StandardValue(
        1, "S", "Standard", total_minutes=total, minutes_per_hour=minutes_per_hour,
        requirements=(
            RequirementValue("Site visits", "Site visits", 120),
            RequirementValue("Law", "Law", None),
        ),
    )  # fmt: skip
    return Week(1, "CIT", "1", "planning", (DAY,), blocks, standard=standard)


def parts(count, presenters):
    return tuple(
        PartValue(
            n, room_id=n, room=f"Room {'ABCDEF'[n]}", group_id=n, group=f"Group {n + 1}",
            bookings=(BookingValue(n, n, f"Coach {n}", "confirmed"),) if n < presenters else (),
        )
        for n in range(count)
    )  # fmt: skip


def test_the_ledger_says_what_is_short_in_minutes(qtbot):
    card = HoursLedger()
    qtbot.add_widget(card)

    card.show_week(a_week(taught(1, "Site visits", 95), taught(2, "Law", 60, 600)))

    assert card.text.splitlines() == [
        "2:35 of 4:00, 1:25 short.",
        "Site visits: 1:35 of 2:00, 25 min short.",
        "Law: 1:00.",
        "Scenario practice: 0 %.",
        "Lived experience: none.",
        "First to last day: 1 day.",
    ]


def test_the_ledger_says_which_shares_are_missed(qtbot):
    card = HoursLedger()
    qtbot.add_widget(card)
    plan = a_week(taught(1, "Site visits", 120), taught(2, "Law", 60, 600))
    asked = replace(plan.standard, scenario_percent=25, story_required=True)

    card.show_week(replace(plan, standard=asked))

    assert card.text.splitlines()[-3:-1] == [
        "Scenario practice: 0 %, at least 25 % asked: missed.",
        "Lived experience: none, at least 1 asked: missed.",
    ]


def test_the_ledger_tells_its_hour_rule(qtbot):
    card = HoursLedger()
    qtbot.add_widget(card)

    card.show_week(a_week(taught(1, "Law", 60), minutes_per_hour=50))

    assert "50 minutes" in card.note.toolTip()


def test_missing_minutes_name_what_could_give_them(qtbot):
    card = HoursLedger()
    qtbot.add_widget(card)
    waiting = replace(taught(3, "Site visits", 45), day_id=None, start=None)
    longer = replace(taught(1, "Site visits", 60), most_minutes=90)
    card.offer_modules([Module(7, "Crisis centre & café", 60, {"Site visits": 100})])
    card.show_week(a_week(longer, waiting))
    chosen = []
    card.filler_wanted.connect(chosen.append)

    card.fill.menu().aboutToShow.emit()
    entries = [each for each in card.fill.menu().actions() if not each.isSeparator()]
    sections = [each.text() for each in card.fill.menu().actions() if each.isSeparator()]

    assert sections == ["Site visits: 60 min short"]
    assert [each.text() for each in entries] == [
        "Add “Crisis centre && café”: 60 min",
        "Place “Site visits”: 45 min",
        "“Site visits” for 90 min: 30 min more",
    ]
    entries[1].trigger()
    assert [(one.source, one.block_id) for one in chosen] == [(Source.UNPLACED, 3)]


def test_a_topic_that_nothing_teaches_says_so(qtbot):
    card = HoursLedger()
    qtbot.add_widget(card)
    card.show_week(a_week(taught(2, "Law", 60)))

    card.fill.menu().aboutToShow.emit()

    last = card.fill.menu().actions()[-1]
    assert (last.text(), last.isEnabled()) == ("Nothing in the curriculum teaches it", False)


def test_nothing_is_offered_when_nothing_is_missing_or_the_course_is_over(qtbot):
    card = HoursLedger()
    qtbot.add_widget(card)
    short = a_week(taught(1, "Site visits", 60))

    card.show_week(a_week(taught(1, "Site visits", 120)))
    assert card.fill.isHidden()
    card.show_week(short)
    assert not card.fill.isHidden()
    card.show_week(replace(short, state="closed"))
    assert card.fill.isHidden()


def test_the_ledger_counts_hours_of_fifty_minutes_as_hours(qtbot):
    card = HoursLedger()
    qtbot.add_widget(card)

    card.show_week(a_week(taught(1, "Site visits", 125), minutes_per_hour=50, total=200))

    assert card.text.splitlines()[0] == "2.5 of 4 h, 1:15 short."


def test_the_ledger_grows_with_its_headings(qtbot):
    card = HoursLedger()
    qtbot.add_widget(card)
    card.resize(260, 400)
    card.show()
    card.show_week(Week(1, "", "", "planning", (DAY,), ()))
    qtbot.wait_until(lambda: card.sizeHint().height() < 150)
    empty = card.sizeHint().height()

    card.show_week(a_week(taught(1, "Site visits", 95)))

    qtbot.wait_until(lambda: card.sizeHint().height() > empty + 40)


CLASH = Finding("room_clash", ERROR, "Room A is used twice.", (2, 1), "Choose another room.")
OPEN = Finding("not_confirmed", WARNING, "Dana has not confirmed.", (1,))
HOURS = Finding("standard_hours", NOTE, "The week is short.")


@pytest.fixture
def panel(qtbot):
    made = FindingsPanel()
    qtbot.add_widget(made)
    made.resize(280, 500)
    made.show()
    return made


def test_an_empty_panel_says_that_the_plan_holds(panel):
    panel.show_findings(a_week(), ())

    assert panel._empty.isVisible()
    assert panel._empty.text() == "No findings: the plan holds."
    assert panel.note.text() == ""


def test_the_panel_counts_what_it_shows():
    assert count_words((CLASH, OPEN, OPEN, OPEN)) == "1 error, 3 warnings"
    assert count_words((HOURS,)) == "1 note"


def test_the_words_over_a_finding_name_its_kind_and_its_moment():
    week = a_week(taught(2, "Law", 60, 490))

    assert subject(CLASH, week).startswith("Room clash, ")
    assert subject(CLASH, week).endswith(" 8:10")
    assert subject(HOURS, week) == "Standard hours"


def test_a_click_on_a_finding_selects_its_first_block(panel, qtbot):
    panel.show_findings(a_week(taught(1, "Law", 60), taught(2, "Law", 60)), (CLASH, OPEN))
    row = panel.list.visualRect(panel.list.model().index(0, 0)).center()

    with qtbot.wait_signal(panel.block_selected) as chosen:
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=row)

    assert chosen.args == [2]


def test_filters_hide_a_severity_and_say_when_nothing_is_left(panel):
    panel.show_findings(a_week(), (CLASH, OPEN, HOURS))

    panel.set_filter(WARNING, shown=False)
    assert panel.shown == (CLASH, HOURS)
    panel.set_filter(ERROR, shown=False)
    panel.set_filter(NOTE, shown=False)

    assert panel.shown == ()
    assert panel._empty.text() == "Nothing is left by the filter."
    assert panel._filters[ERROR].isVisible()


def test_long_findings_make_higher_rows(panel):
    long = Finding("room_clash", ERROR, "Room A is used twice on Tuesday. " * 4, (1,))
    panel.show_findings(a_week(), (OPEN, long))

    assert panel.list.sizeHintForRow(1) > panel.list.sizeHintForRow(0) + 20


def test_the_unplaced_list_counts_and_empties(qtbot):
    card = UnplacedList()
    qtbot.add_widget(card)
    card.show()
    waiting = PlacedBlock(1, "Officer wellness", "lecture", 50)

    card.show_week(Week(1, "", "", "planning", (DAY,), (waiting,)))
    assert (card.note.text(), card.rows.isVisible()) == ("1 block", True)
    card.show_week(Week(1, "", "", "planning", (DAY,), ()))

    assert (card.note.text(), card.rows.isVisible()) == ("", False)


def test_the_legend_folds_when_it_is_narrow(qtbot):
    legend = DeliveryLegend()
    qtbot.add_widget(legend)

    wide = legend.sizeHint().width()

    assert legend.heightForWidth(wide // 2) >= 2 * legend.heightForWidth(wide)


def test_rooms_in_a_row_are_told_as_a_range():
    six = PlacedBlock(1, "Practice", "scenario", 60, 1, 480, parts=parts(6, 6))
    two = PlacedBlock(1, "Practice", "scenario", 60, 1, 480, parts=parts(2, 2))

    assert words.rooms(six) == "Rooms A–F"
    assert words.rooms(two) == "Rooms A–B"
    assert words.time_and_place(six, 480, 60) == "8:00–9:00 · Rooms A–F"


def test_rooms_out_of_a_row_are_named_or_counted():
    def held_in(*names):
        made = tuple(PartValue(n, room_id=n, room=name) for n, name in enumerate(names))
        return words.rooms(PlacedBlock(1, "x", "lecture", 60, parts=made))

    assert held_in() == ""
    assert held_in("Hall") == "Hall"
    assert held_in("Hall", "Yard") == "Hall, Yard"
    assert held_in("Hall", "Yard", "Gym") == "3 rooms"
    assert held_in("A", "B", "C") == "3 rooms"


def test_groups_and_presenters_are_told_by_number_when_there_are_many():
    full = PlacedBlock(1, "Practice", "scenario", 60, parts=parts(6, 6))
    one_short = PlacedBlock(1, "Practice", "scenario", 60, parts=parts(6, 5))

    assert words.who(full) == "6 groups · 6 presenters"
    assert words.who(one_short) == "6 groups · 5 of 6 presenters"


def test_somebody_who_has_not_said_yes_makes_a_block_tentative():
    def held_by(*states):
        bookings = tuple(BookingValue(n, n, f"P{n}", state) for n, state in enumerate(states))
        return PlacedBlock(1, "x", "story", 60, parts=(PartValue(1, bookings=bookings),))

    assert not words.is_tentative(held_by("confirmed", "declined"))
    assert words.is_tentative(held_by("tentative"))
    assert words.who(held_by("invited")) == "P0 · not confirmed"
    assert words.who(held_by("confirmed", "invited")) == "1 not confirmed · P0, P1"
