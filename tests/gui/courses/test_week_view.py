from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cittrainer.gui.courses.week.unplaced import UnplacedList
from cittrainer.gui.courses.week.view import WeekView
from cittrainer.rules.checks import findings
from cittrainer.rules.values import BookingValue, DayValue, PartValue, PlacedBlock, Week

MONDAY = date(2026, 5, 4)
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier

WELCOME, TALK, PANEL, WAITING = 1, 2, 3, 4


def block(block_id, title, minutes, day_id=None, start=None, *, pinned=False, room="Room A"):
    asked = BookingValue(block_id, 7, "Dana Ortiz", "confirmed")
    part = PartValue(block_id, room_id=1, room=room, bookings=(asked,))
    return PlacedBlock(
        block_id, title, "lecture", minutes, day_id, start, pinned=pinned, parts=(part,)
    )


def a_week(*, pinned=False):
    days = tuple(DayValue(n + 11, MONDAY + timedelta(n), 480, 1020) for n in range(5))
    blocks = (
        block(WELCOME, "Welcome", 60, 11, 480),
        block(TALK, "De-escalation", 120, 11, 600, pinned=pinned),
        block(PANEL, "Panel", 60, 12, 600),
        block(WAITING, "Officer wellness", 50),
    )
    return Week(1, "CIT 40-hour", "C1", "planning", days, blocks)


class Heard:
    """What the grid has asked for, in order."""

    def __init__(self, view):
        self.wishes = []
        for name in (
            "block_dropped", "block_resized", "block_unplaced", "block_opened", "add_requested",
            "delete_requested", "pin_toggled", "refused",
        ):  # fmt: skip
            getattr(view, name).connect(lambda *values, name=name: self.add(name, values))

    def add(self, name, values):
        self.wishes.append((name, *values))


@pytest.fixture
def stage(qtbot):
    """A window large enough that the grid and the list lie beside each other."""
    window = QWidget()
    window.resize(1300, 800)
    qtbot.add_widget(window)
    window.unplaced = UnplacedList(window)
    window.unplaced.setGeometry(1010, 0, 280, 300)
    window.view = WeekView(findings, window)
    window.view.setGeometry(0, 0, 1000, 800)
    window.view.take_unplaced(window.unplaced)
    window.view.show_week(a_week())
    window.show()
    qtbot.wait_exposed(window)
    return window


@pytest.fixture
def view(stage):
    stage.view.setFocus()
    return stage.view


@pytest.fixture
def heard(view):
    return Heard(view)


def middle(view, block_id):
    return view.block_rect(block_id).center().toPoint()


def spot(view, day, minute):
    """A point of the viewport in the middle of a day's column, at a minute."""
    column = view.block_rect(PANEL).width() + 7
    monday = view.block_rect(WELCOME)
    top = monday.top() + (minute - 480) * view.pixels_per_minute
    return QPoint(round(monday.center().x() + day * column), round(top))


def drag(view, start, end, *, release=True):
    viewport = view.viewport()
    QTest.mousePress(viewport, LEFT, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(viewport, start + (end - start) * step / 4)
    if release:
        QTest.mouseRelease(viewport, LEFT, pos=end)


def shown(view, block_id):
    found = next(each for each in view.week.blocks if each.id == block_id)
    return found.day_id, found.start, found.minutes


def test_a_block_dragged_to_another_day_is_dropped_on_the_five_minutes(view, heard):
    start = spot(view, 0, 660)

    drag(view, start, spot(view, 2, 722))

    assert heard.wishes == [("block_dropped", TALK, 13, 660)]
    assert shown(view, TALK) == (13, 660, 120)


def test_a_refused_drop_snaps_back_to_what_is_on_file(view, heard):
    drag(view, middle(view, TALK), spot(view, 3, 700))
    assert shown(view, TALK)[0] == 14

    view.show_week(a_week())

    assert shown(view, TALK) == (11, 600, 120)
    assert [name for name, *_ in heard.wishes] == ["block_dropped"]


def test_a_drag_that_ends_where_it_began_asks_for_nothing(view, heard):
    start = middle(view, TALK)
    drag(view, start, start + QPoint(60, 80), release=False)
    QTest.mouseMove(view.viewport(), start)
    QTest.mouseRelease(view.viewport(), LEFT, pos=start)

    assert heard.wishes == []


def test_pulling_the_lower_edge_lengthens_a_block(view, heard):
    edge = view.block_rect(TALK).bottomLeft().toPoint() + QPoint(40, -2)

    drag(view, edge, edge + QPoint(0, round(30 * view.pixels_per_minute)))

    assert heard.wishes == [("block_resized", TALK, 600, 150)]


def test_pulling_the_upper_edge_moves_the_start_and_keeps_the_end(view, heard):
    edge = view.block_rect(TALK).topLeft().toPoint() + QPoint(40, 2)

    drag(view, edge, edge + QPoint(0, round(30 * view.pixels_per_minute)))

    assert heard.wishes == [("block_resized", TALK, 630, 90)]


def test_a_pinned_block_does_not_move_and_says_why(view, heard):
    view.show_week(a_week(pinned=True))

    drag(view, middle(view, TALK), spot(view, 2, 700))

    assert heard.wishes == [("refused", "“De-escalation” is pinned. Press P to unpin it first.")]
    assert shown(view, TALK) == (11, 600, 120)


def test_escape_lets_go_and_tells_everybody_that_nothing_has_changed(view, heard, qtbot):
    previews = []
    view.preview.connect(previews.append)
    drag(view, middle(view, TALK), spot(view, 3, 700), release=False)

    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, pos=spot(view, 3, 700))

    assert heard.wishes == []
    assert previews[-1] == a_week()
    assert not view.is_dragging


def test_while_dragging_the_findings_are_those_of_the_place_under_the_mouse(view):
    assert "presenter_clash" not in {finding.kind for finding in view.findings}
    previews = []
    view.preview.connect(previews.append)

    drag(view, middle(view, TALK), spot(view, 1, 640), release=False)

    clashing = [each for each in view.findings if {TALK, PANEL} <= set(each.blocks)]
    assert clashing
    assert tuple(findings(previews[-1])) == view.findings
    assert shown(view, TALK) == (11, 600, 120)


def test_a_reload_in_the_middle_of_a_drag_does_not_take_the_block_away(view, heard):
    drag(view, middle(view, TALK), spot(view, 2, 700), release=False)

    view.show_week(a_week())
    QTest.mouseRelease(view.viewport(), LEFT, pos=spot(view, 2, 700))

    assert [wish[:3] for wish in heard.wishes] == [("block_dropped", TALK, 13)]


def test_a_block_dragged_onto_the_unplaced_list_is_unplaced(stage, view, heard):
    target = stage.unplaced.mapTo(stage, QPoint(100, 100)) - view.viewport().mapTo(
        stage, QPoint(0, 0)
    )

    drag(view, middle(view, TALK), target)

    assert heard.wishes == [("block_unplaced", TALK)]
    assert shown(view, TALK) == (None, None, 120)


def test_an_unplaced_block_is_dragged_onto_the_grid(stage, view, heard):
    rows = stage.unplaced.rows
    row = rows.visualRect(rows.model().index(0, 0)).center()
    there = view.viewport().mapToGlobal(spot(view, 4, 840))
    there_from_row = rows.viewport().mapFromGlobal(there)

    QTest.mousePress(rows.viewport(), LEFT, pos=row)
    QTest.mouseMove(rows.viewport(), row + QPoint(-40, 10))
    QTest.mouseMove(rows.viewport(), there_from_row)
    QTest.mouseRelease(rows.viewport(), LEFT, pos=there_from_row)

    (name, block_id, day_id, start) = heard.wishes[0]
    assert (name, block_id, day_id) == ("block_dropped", WAITING, 15)
    assert start in {830, 835}
    assert view.week.unplaced == ()


def test_an_unplaced_block_let_go_beside_the_grid_stays_unplaced(stage, view, heard):
    rows = stage.unplaced.rows
    row = rows.visualRect(rows.model().index(0, 0)).center()

    QTest.mousePress(rows.viewport(), LEFT, pos=row)
    QTest.mouseMove(rows.viewport(), row + QPoint(30, 20))
    QTest.mouseMove(rows.viewport(), row + QPoint(40, 400))
    QTest.mouseRelease(rows.viewport(), LEFT, pos=row + QPoint(40, 400))

    assert heard.wishes == []
    assert [each.id for each in view.week.unplaced] == [WAITING]


def test_space_places_an_unplaced_block_into_the_first_gap(stage, view, heard):
    stage.unplaced.select(WAITING)

    QTest.keyClick(stage.unplaced.rows, Qt.Key.Key_Space)

    assert heard.wishes == [("block_dropped", WAITING, 11, 540)]


def test_double_click_opens_a_block_and_adds_where_there_is_none(view, heard):
    QTest.mouseDClick(view.viewport(), LEFT, pos=middle(view, PANEL))
    QTest.mouseDClick(view.viewport(), LEFT, pos=spot(view, 2, 780))

    assert heard.wishes == [("block_opened", PANEL), ("add_requested", 13, 780)]


def test_keys_move_the_selection(view):
    selected = []
    view.selection_changed.connect(selected.append)

    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_End)

    assert selected == [WELCOME, TALK, PANEL, TALK, PANEL]


def test_tab_goes_from_block_to_block_and_then_leaves(stage, view):
    view.select(TALK)

    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert (view.selected, view.hasFocus()) == (PANEL, True)
    QTest.keyClick(view, Qt.Key.Key_Tab)

    assert not view.hasFocus()


def test_several_nudges_are_reported_as_one_move(view, heard, qtbot):
    view.select(TALK)

    with qtbot.wait_signal(view.block_dropped):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
            QTest.keyClick(view, key, ALT)

    assert heard.wishes == [("block_dropped", TALK, 12, 610)]


def test_nudges_are_reported_before_anything_else_is_asked_for(view, heard):
    view.select(TALK)

    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT | SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Return)

    assert heard.wishes == [("block_resized", TALK, 605, 125), ("block_opened", TALK)]


def test_nudging_there_and_back_asks_for_nothing(view, heard):
    view.select(TALK)

    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    QTest.keyClick(view, Qt.Key.Key_Up, ALT)
    view.finish_nudge()

    assert heard.wishes == []


def test_a_move_and_a_resize_in_one_go_to_another_day_are_both_reported(view, heard):
    view.select(TALK)

    QTest.keyClick(view, Qt.Key.Key_Right, ALT)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT | SHIFT)
    view.finish_nudge()

    assert heard.wishes == [
        ("block_dropped", TALK, 12, 600),
        ("block_resized", TALK, 600, 125),
    ]


def test_letters_pin_unplace_add_and_delete(view, heard):
    for key in (Qt.Key.Key_P, Qt.Key.Key_N, Qt.Key.Key_Delete, Qt.Key.Key_U):
        view.select(TALK)
        QTest.keyClick(view, key)

    assert heard.wishes == [
        ("pin_toggled", TALK, True),
        ("add_requested", 11, 720),
        ("delete_requested", TALK),
        ("block_unplaced", TALK),
    ]


def test_a_pinned_block_is_not_nudged_or_unplaced(view, heard):
    view.show_week(a_week(pinned=True))
    view.select(TALK)

    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    QTest.keyClick(view, Qt.Key.Key_U)

    assert [name for name, *_ in heard.wishes] == ["refused", "refused"]
    assert view.week == a_week(pinned=True)


def test_right_click_asks_for_the_menu_of_the_block_under_the_mouse(view, qtbot):
    at = middle(view, PANEL)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))

    with qtbot.wait_signal(view.menu_requested) as asked:
        QApplication.sendEvent(view.viewport(), event)

    assert asked.args == [PANEL, view.viewport().mapToGlobal(at)]
    assert view.selected == PANEL


def test_ctrl_wheel_zooms_around_the_mouse_and_ctrl_0_fits_again(view):
    fitted = view.pixels_per_minute
    at = QPointF(300, 400)
    event = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        CTRL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    QApplication.sendEvent(view.viewport(), event)

    assert view.pixels_per_minute == pytest.approx(fitted * 1.15)
    QTest.keyClick(view, Qt.Key.Key_0, CTRL)
    assert view.pixels_per_minute == fitted


def test_screen_readers_hear_the_selected_block_and_what_is_wrong_with_it(view):
    view.select(PANEL)

    said = view.accessibleDescription()

    assert said.startswith("Panel. Tuesday")
    assert "10:00 to 11:00. Room A. Dana Ortiz" in said


def test_the_grid_scrolls_when_a_block_is_held_at_its_edge(view, qtbot):
    for _ in range(8):
        view.zoom(1.15)
    view.verticalScrollBar().setValue(0)
    start = middle(view, WELCOME)

    drag(view, start, QPoint(start.x(), view.viewport().height() - 4), release=False)
    qtbot.wait_until(lambda: view.verticalScrollBar().value() > 60)

    view.cancel_drag()
    assert shown(view, WELCOME) == (11, 480, 60)


@pytest.mark.parametrize(
    "title",
    [
        "Ünïcödé " * 25,
        "x" * 200,
        "שיקום וסיפורים אישיים",
        "🧠🚓 Crisis 👩🏽‍⚕️",
        "=1+1",
        "",
        "<b>not bold</b>",
    ],
)
def test_any_title_is_painted(view, title):
    week = Week(
        1, "", "", "planning", a_week().days,
        tuple(block(n, title, n * 5, 11 + n % 5, 480 + n * 5) for n in range(1, 25)),
    )  # fmt: skip

    view.show_week(week)

    assert not view.grab().toImage().isNull()


def test_a_hundred_blocks_and_none_at_all_are_painted(view):
    many = tuple(block(n, f"Block {n}", 30, 11 + n % 5, 480 + (n // 5) * 25) for n in range(100))

    for blocks in (many, ()):
        view.show_week(Week(1, "", "", "planning", a_week().days, blocks))
        assert not view.grab().toImage().isNull()
    view.show_week(Week(1, "", "", "planning", (), ()))
    assert not view.grab().toImage().isNull()


def test_a_block_held_while_another_window_comes_up_stays_where_it_was(view, heard):
    drag(view, middle(view, TALK), spot(view, 3, 700), release=False)

    event = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(view, event)
    QTest.mouseRelease(view.viewport(), LEFT, pos=spot(view, 3, 700))

    assert heard.wishes == []
    assert shown(view, TALK) == (11, 600, 120)


def test_an_unplaced_block_that_is_selected_is_marked_in_its_list(stage, view):
    view.select(WAITING)

    assert stage.unplaced.rows.block_id(stage.unplaced.rows.currentIndex()) == WAITING


def test_a_block_of_three_groups_is_held_together_by_a_drag(view, heard):
    parts = tuple(PartValue(n, room_id=n, room=f"Room {n}", group_id=n) for n in (1, 2, 3))
    practice = PlacedBlock(9, "Practice", "scenario", 60, 11, 480, parts=parts)
    view.show_week(Week(1, "", "", "planning", a_week().days, (practice,)))

    drag(view, middle(view, 9), middle(view, 9) + QPoint(0, round(60 * view.pixels_per_minute)))

    assert heard.wishes == [("block_dropped", 9, 11, 540)]
    assert view.week.blocks[0].parts == parts


def test_tooltips_tell_whole_blocks_as_plain_words_and_closed_days(view):
    days = tuple(replace(day, closed=day.id == 11) for day in a_week().days)
    titled = replace(a_week().blocks[2], title="<i>Panel</i>")
    view.show_week(replace(a_week(), days=days, blocks=(titled,)))
    above_monday = QPointF(view.block_rect(PANEL).left() - 60, 10)

    tip = view.tip_at(QPointF(middle(view, PANEL)))

    assert tip == "<b>&lt;i&gt;Panel&lt;/i&gt;</b><br>10:00–11:00 · Room A<br>Dana Ortiz"
    assert view.tip_at(above_monday) == "0:00 taught; this day is closed"
    assert view.tip_at(above_monday + QPointF(0, 600)) == ""


def test_the_menu_key_asks_for_the_selected_block_and_only_if_it_is_on_the_grid(view, qtbot):
    asked = []
    view.menu_requested.connect(lambda block_id, _place: asked.append(block_id))

    for block_id in (WAITING, TALK):
        view.select(block_id)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(view, event)

    assert asked == [TALK]
