from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cittrainer.gui.courses.week.view import WeekView
from cittrainer.rules.checks import findings
from cittrainer.rules.values import DayValue, PlacedBlock, Week

MONDAY = date(2026, 5, 4)
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier

WELCOME, TALK, PANEL, WAITING = 1, 2, 3, 4


def a_week(*, pinned=False):
    days = tuple(DayValue(n + 11, MONDAY + timedelta(n), 480, 1020) for n in range(5))
    blocks = (
        PlacedBlock(WELCOME, "Welcome", "lecture", 60, 11, 480, pinned=pinned),
        PlacedBlock(TALK, "De-escalation", "lecture", 120, 11, 600),
        PlacedBlock(PANEL, "Panel", "panel", 60, 12, 600),
        PlacedBlock(WAITING, "Officer wellness", "lecture", 50),
    )
    return Week(1, "CIT 40-hour", "C1", "planning", days, blocks)


@pytest.fixture
def view(qtbot):
    one = WeekView(findings)
    qtbot.addWidget(one)
    one.resize(1000, 800)
    one.show_week(a_week())
    one.show()
    one.setFocus()
    qtbot.wait_exposed(one)
    return one


@pytest.fixture
def heard(view):
    wishes = []
    for name in (
        "block_dropped", "block_unplaced", "blocks_moved", "blocks_unplaced", "blocks_deleted",
        "blocks_pinned", "split_requested", "copy_requested", "swap_requested", "shift_requested",
        "gap_close_requested", "refused",
    ):  # fmt: skip
        getattr(view, name).connect(lambda *values, name=name: wishes.append((name, *values)))
    return wishes


def middle(view, block_id):
    return view.block_rect(block_id).center().toPoint()


def click(view, block_id, keys=PLAIN):
    QTest.mouseClick(view.viewport(), LEFT, keys, middle(view, block_id))


def drag(view, start, end, *, release=True):
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(view.viewport(), start + (end - start) * step / 4)
    if release:
        QTest.mouseRelease(view.viewport(), LEFT, pos=end)


def chosen(view):
    return [block.id for block in view.chosen]


def places(view):
    return {block.id: (block.day_id, block.start) for block in view.week.blocks}


def a_day(view):
    """Pixels from one day to the next."""
    return round(view.block_rect(PANEL).left() - view.block_rect(TALK).left())


def test_ctrl_click_adds_and_takes_away_and_a_plain_click_chooses_one(view):
    click(view, WELCOME)
    click(view, PANEL, CTRL)
    assert chosen(view) == [WELCOME, PANEL]

    click(view, WELCOME, CTRL)
    assert (chosen(view), view.selected) == ([PANEL], PANEL)

    click(view, WELCOME, CTRL)
    click(view, TALK)
    assert chosen(view) == [TALK]


def test_shift_click_and_shift_arrows_choose_all_between(view):
    click(view, WELCOME)
    click(view, PANEL, SHIFT)
    assert chosen(view) == [WELCOME, TALK, PANEL]

    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert chosen(view) == [WELCOME, TALK]

    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert chosen(view) == [TALK]

    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert chosen(view) == [WELCOME, TALK, PANEL]


def test_a_rectangle_drawn_on_the_ground_chooses_what_it_touches(view, heard):
    rect = view.block_rect(TALK)
    below = QPoint(round(rect.center().x()), round(rect.bottom()) + 60)

    drag(view, below, QPoint(below.x() + a_day(view), round(rect.top()) + 5))

    assert chosen(view) == [TALK, PANEL]
    assert heard == []


def test_a_click_on_one_of_several_chooses_it_alone(view):
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)

    click(view, TALK)

    assert chosen(view) == [TALK]


def test_chosen_blocks_are_dragged_together_as_one_change(view, heard):
    click(view, WELCOME)
    click(view, TALK, CTRL)

    drag(view, middle(view, TALK), middle(view, TALK) + QPoint(2 * a_day(view), 0))

    assert [(name, sorted(moved)) for name, moved in heard] == [
        ("blocks_moved", [(WELCOME, 13, 480), (TALK, 13, 600)])
    ]
    assert chosen(view) == [WELCOME, TALK]


def test_blocks_dragged_together_stop_where_one_of_them_would_leave_the_week(view, heard):
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)

    drag(view, middle(view, WELCOME), middle(view, WELCOME) + QPoint(4 * a_day(view), 0))

    ((_, moved),) = heard
    assert sorted(moved) == [(WELCOME, 14, 480), (TALK, 14, 600), (PANEL, 15, 600)]


def test_escape_puts_all_of_them_back(view, heard):
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    before = places(view)

    drag(view, middle(view, TALK), middle(view, TALK) + QPoint(a_day(view), 60), release=False)
    QTest.keyClick(view, Qt.Key.Key_Escape)

    assert (places(view), heard) == (before, [])
    QTest.mouseRelease(view.viewport(), LEFT, pos=middle(view, TALK))


def test_a_pinned_one_among_them_keeps_all_where_they_are(view, heard):
    view.show_week(a_week(pinned=True))
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)

    drag(view, middle(view, TALK), middle(view, TALK) + QPoint(a_day(view), 0))
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    QTest.keyClick(view, Qt.Key.Key_U)

    assert [wish[0] for wish in heard] == ["refused"] * 3
    assert all("“Welcome” is pinned" in wish[1] for wish in heard)


def test_keys_change_all_that_are_chosen(view, heard):
    click(view, WELCOME)
    click(view, TALK, CTRL)

    QTest.keyClick(view, Qt.Key.Key_Right, ALT)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    view.finish_nudge()
    QTest.keyClick(view, Qt.Key.Key_P)
    QTest.keyClick(view, Qt.Key.Key_Delete)

    assert heard == [
        ("blocks_moved", ((WELCOME, 12, 485), (TALK, 12, 605))),
        ("blocks_pinned", (WELCOME, TALK), True),
        ("blocks_deleted", (WELCOME, TALK)),
    ]


def test_letters_split_copy_swap_shift_and_close_gaps(view, heard):
    click(view, TALK)

    QTest.keyClick(view, Qt.Key.Key_S)
    QTest.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_D, CTRL)
    QTest.keyClick(view, Qt.Key.Key_G)
    QTest.keyClick(view, Qt.Key.Key_PageDown, ALT)
    QTest.keyClick(view, Qt.Key.Key_PageUp, ALT)
    click(view, PANEL, CTRL)
    QTest.keyClick(view, Qt.Key.Key_X)

    assert heard == [
        ("split_requested", TALK, False),
        ("split_requested", TALK, True),
        ("copy_requested", TALK),
        ("gap_close_requested", TALK),
        ("shift_requested", TALK, 5),
        ("shift_requested", TALK, -5),
        ("swap_requested", TALK, PANEL),
    ]


def test_a_reload_forgets_chosen_blocks_that_are_gone(view):
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    week = a_week()

    view.show_week(Week(1, "C", "C1", "planning", week.days, week.blocks[1:]))

    assert chosen(view) == [TALK, PANEL]


STEPS = {
    "later": (Qt.Key.Key_Down, Qt.Key.Key_Up),
    "earlier": (Qt.Key.Key_Up, Qt.Key.Key_Down),
    "next day": (Qt.Key.Key_Right, Qt.Key.Key_Left),
    "day before": (Qt.Key.Key_Left, Qt.Key.Key_Right),
}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    who=st.sets(st.sampled_from([WELCOME, TALK, PANEL]), min_size=1),
    way=st.lists(st.sampled_from(sorted(STEPS)), max_size=8),
)
def test_moving_there_and_back_by_keys_is_nothing(view, heard, who, way):
    view.show_week(a_week())
    view.choose(who, min(who))
    heard.clear()
    done = []
    for step in way:
        before = places(view)
        QTest.keyClick(view, STEPS[step][0], ALT)
        done += [step] if places(view) != before else []
    for step in reversed(done):
        QTest.keyClick(view, STEPS[step][1], ALT)
    view.finish_nudge()

    assert (view.week, heard) == (a_week(), [])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    who=st.sets(st.sampled_from([WELCOME, TALK, PANEL]), min_size=1),
    days=st.integers(-5, 5),
    pixels=st.integers(-300, 300),
)
def test_dragging_there_and_back_is_nothing(view, heard, who, days, pixels):
    view.show_week(a_week())
    view.choose(who, min(who))
    heard.clear()
    start = middle(view, min(who))

    drag(view, start, start + QPoint(days * a_day(view), pixels), release=False)
    QTest.mouseMove(view.viewport(), start)
    QTest.mouseRelease(view.viewport(), LEFT, pos=start)

    assert (view.week, heard) == (a_week(), [])


def test_a_drag_paints_the_same_whichever_way_it_came(view):
    start = middle(view, TALK)
    end = start + QPoint(2 * a_day(view), 40)

    def seen(*way):
        view.show_week(a_week())
        QTest.mouseMove(view.viewport(), start)
        QTest.mousePress(view.viewport(), LEFT, pos=start)
        for point in way:
            QTest.mouseMove(view.viewport(), point)
            view.viewport().repaint()
        image = view.viewport().grab().toImage()
        view.cancel_drag()
        QTest.mouseRelease(view.viewport(), LEFT, pos=start)
        return image

    straight = seen(start + QPoint(20, 20), end)
    over_others = seen(start + QPoint(20, 20), middle(view, PANEL), middle(view, WELCOME), end)

    assert straight == over_others
    assert seen(start + QPoint(20, 20), middle(view, PANEL)) != straight
