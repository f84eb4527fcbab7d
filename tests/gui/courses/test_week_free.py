from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from cittrainer.gui.courses.week.drag import Drag, Grip
from cittrainer.gui.courses.week.view import WeekView
from cittrainer.gui.courses.week_toolbar import WeekFooter
from cittrainer.rules.checks import findings
from cittrainer.rules.plan_values import PresenterValue, TimeValue
from cittrainer.rules.values import BookingValue, DayValue, PartValue, PlacedBlock, Week

MONDAY = date(2026, 5, 4)


def block(block_id, title, start, *presenters):
    booked = tuple(
        BookingValue(10 * block_id + n, n, name, "confirmed") for n, name in enumerate(presenters)
    )
    return PlacedBlock(
        block_id, title, "lecture", 60, 11, start, parts=(PartValue(block_id, bookings=booked),)
    )


@pytest.fixture
def week():
    """“Talk” of Ana at 8:00, “Panel” of Ana at 10:00; Ana cannot come on Tuesday."""
    days = tuple(DayValue(n + 11, MONDAY + timedelta(n), 480, 1020) for n in range(2))
    times = (TimeValue("available", 480, 1020, weekday=0),)
    return Week(
        1, "CIT", "C1", "planning", days,
        (block(1, "Talk", 480, "Ana"), block(2, "Panel", 600, "Ana"), block(3, "Break", 720)),
        presenters={0: PresenterValue(0, "Ana", times=times)},
    )  # fmt: skip


@pytest.fixture
def view(qtbot, week):
    one = WeekView(findings)
    one.resize(800, 700)
    qtbot.add_widget(one)
    one.show_week(week)
    one.show()
    qtbot.wait_exposed(one)
    return one


def pick_up(view, block_id):
    held = next(each for each in view.week.blocks if each.id == block_id)
    view.start_drag(Drag(held, Grip.BODY, 5))


def carry_to(view, day, minute):
    monday = view.block_rect(2)
    x = monday.center().x() + day * (monday.width() + 7)
    y = monday.top() + (minute - 600 + 5) * view.pixels_per_minute
    view.drag_to(QPointF(view.viewport().mapToGlobal(QPoint(round(x), round(y)))))


def colour(view, day, minute):
    monday = view.block_rect(2)
    x = monday.right() - 40 + day * (monday.width() + 7)
    y = monday.top() + (minute - 600) * view.pixels_per_minute
    return view.viewport().grab().toImage().pixelColor(round(x), round(y)).name()


def test_free_and_busy_are_painted_only_while_a_block_is_held(view):
    plain = colour(view, 1, 552)
    pick_up(view, 1)
    held = colour(view, 1, 552)
    view.cancel_drag()

    assert held != plain
    assert colour(view, 1, 552) == plain


def test_the_label_by_the_cursor_names_who_cannot_come(view):
    pick_up(view, 1)
    carry_to(view, 1, 600)

    said = [" ".join(row.lines) for row in view._ghost._rows]

    assert [sentence for sentence in said if "Ana" in sentence] == [
        "Ana cannot come to “Talk” on Tuesday from 10:00 to 11:00."
    ]


def test_a_block_that_needs_nobody_shows_no_times(view):
    shown = []
    view.drag_changed.connect(shown.append)
    pick_up(view, 3)
    view.cancel_drag()

    assert shown == [False, False]


def test_the_legend_explains_free_and_busy_while_a_block_is_held(view, qtbot):
    footer = WeekFooter()
    qtbot.add_widget(footer)
    footer.show()
    view.drag_changed.connect(footer.show_free)

    pick_up(view, 1)
    assert footer.free_legend.isVisible()
    assert not footer.legend.isVisible()
    assert "Not available" in footer.free_legend.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert footer.legend.isVisible()


def test_a_change_of_the_week_meanwhile_changes_the_times_that_are_shown(view, week):
    pick_up(view, 1)
    free = tuple(TimeValue("available", 480, 1020, weekday=day) for day in (0, 1))
    view.show_week(replace(week, presenters={0: PresenterValue(0, "Ana", times=free)}))

    assert view._free.against(12, 600, 60) == ()
