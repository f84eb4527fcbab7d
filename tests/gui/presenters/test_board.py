"""The board in the window: filters, keys, ask the next, letters, and the way there and back."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cittrainer.gui.common.booking_picker import BookingPicker
from cittrainer.gui.presenters.board import BoardPage
from cittrainer.gui.presenters.board_list import Key
from cittrainer.gui.presenters.views import PresenterViews
from cittrainer.models import Booking, BookingState, Course, Delivery, Presenter, PresenterKind
from cittrainer.services.bookings import book

LONG = "María José García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def ids(database):
    """Recovery: Marcus declined, Maria next; the law: nobody; far away: Ana invited."""
    soon, far = builders.today() + timedelta(days=5), builders.today() + timedelta(days=40)
    with database.step("Prepare") as db:
        course = builders.course(db, days=1, first=soon)
        later = builders.course(db, "CIT-LATER", days=1, first=far)
        (day,) = course.days
        story = builders.block(db, "Recovery", day=day, start="9:00", delivery=Delivery.STORY)
        builders.block(db, "The law", day=day, start="10:00")
        other = builders.block(db, "Far", day=later.days[0])
        marcus = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        maria, ana = builders.presenter(db, LONG), builders.presenter(db, "Dr. Ana Ruiz")
        to_ask = BookingState.TO_ASK
        book(db, story.parts[0].id, marcus.id, state=BookingState.DECLINED)
        book(db, story.parts[0].id, maria.id, choice=2, state=to_ask)
        book(db, other.parts[0].id, ana.id)
        return {"course": course.id, "later": later.id, "maria": maria.id, "ana": ana.id}


def opened(page, runner, qtbot):
    qtbot.add_widget(page)
    page.resize(1104, 600)
    page.show()
    page.activateWindow()
    qtbot.wait_until(lambda: runner.idle and page.isActiveWindow())
    return page


@pytest.fixture
def page(runner, settings, qtbot, ids):
    return opened(BoardPage(runner, settings), runner, qtbot)


def test_what_stands_or_falls_with_one_person_is_told_until_somebody_stands_behind(
    page, runner, qtbot, database, ids
):
    def told():
        column = page.list.rows.column(Key.ALONE)
        rows = range(page.list.rows.rowCount())
        return {page.list.rows.index(row, column).data() for row in rows}

    assert told() == {"–", "Block empty"}
    with database.step("Alternate") as db:
        part = db.query(Booking).filter_by(presenter_id=ids["ana"]).one().block_part_id
        book(db, part, ids["maria"], choice=2)
    page.reload()
    qtbot.wait_until(lambda: runner.idle)

    assert told() == {"–"}


def test_somebody_out_is_told_with_the_course(page, qtbot, ids):
    row = next(
        row
        for row in range(page.list.rows.rowCount())
        if page.list.rows.index(row, page.list.rows.column(Key.BLOCK)).data() == "Far"
    )
    page.list.select([page.list.rows.key_at(row)])

    with qtbot.wait_signal(page.out_wanted) as told:
        page.actions_.out.trigger()

    assert told.args == [ids["ana"], ids["later"]]


def test_the_book_beside_the_board_tells_who_is_out_too(runner, settings, qtbot, ids):
    views = opened(PresenterViews(runner, settings), runner, qtbot)
    views.show_presenter(ids["ana"])
    qtbot.wait_until(lambda: runner.idle and views.book.panel.is_out.isVisibleTo(views))

    with qtbot.wait_signal(views.out_wanted) as told:
        views.book.panel.is_out.click()

    assert told.args == [ids["ana"], ids["later"]]


def table(page):
    """To go, block, presenter, state and next alternate of every line."""
    keys = (Key.TO_GO, Key.BLOCK, Key.PRESENTER, Key.STATE, Key.NEXT)
    columns = [page.list.rows.column(key) for key in keys]
    return [
        tuple(page.list.rows.index(line, at).data() for at in columns)
        for line in range(page.list.rows.rowCount())
    ]


def choose(page, *lines):
    page.list.clearSelection()
    page.list.select([page.list.rows.key_at(line) for line in lines])
    page.list.setFocus()


def settle(runner, qtbot):
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait(10)
    qtbot.wait_until(lambda: runner.idle)


def test_the_board_shows_all_coming_courses_the_most_urgent_first(page):
    assert table(page) == [
        ("5 days", "Recovery", "Nobody yet", "Unfilled", LONG),
        ("5 days", "The law", "Nobody yet", "Unfilled", "–"),
        ("40 days", "Far", "Dr. Ana Ruiz", "Invited", "Ask one"),
    ]
    since = page.list.rows.column(Key.SINCE)
    assert page.list.rows.index(0, since).data() == "Marcus T.: declined today"
    assert page.list.rows.index(2, since).data() == "today"
    assert page.header.subtitle.text() == "2 coming courses · 2 unfilled · 1 not confirmed"
    assert "xperience" not in repr(page.list.rows.rows())


@pytest.mark.parametrize(
    ("chip", "shown"),
    [
        ("unfilled", ["Recovery", "The law"]),
        ("to_ask", []),
        ("no_answer", ["Far"]),
        ("alternates", ["Recovery"]),
    ],
)
def test_the_chips_filter_the_board(page, chip, shown):
    page.chips.choose(chip)

    assert [block for _days, block, *_rest in table(page)] == shown


def test_the_next_alternate_is_asked_from_the_board(database, runner, qtbot, page):
    choose(page, 0)

    qtbot.keyClick(page.list, Qt.Key.Key_K)
    settle(runner, qtbot)

    assert ("5 days", "Recovery", LONG, "Invited", "Ask one") in table(page)
    assert table(page)[0][1] == "The law"
    assert database.undoable().label == "Ask the next for “Recovery”"


def test_who_is_asked_next_is_told_with_what_is_doubtful(database, runner, qtbot, page, ids):
    with database.step("At their limit, and elsewhere then") as db:
        maria = db.get_one(Presenter, ids["maria"])
        maria.most_a_week = 0
        course = db.get_one(Course, ids["course"])
        other = builders.block(db, "Jail", day=course.days[0], start="9:00")
        book(db, other.parts[0].id, maria.id)
    settle(runner, qtbot)
    said = []
    page.said.connect(said.append)
    choose(page, 0)

    qtbot.keyClick(page.list, Qt.Key.Key_K)
    settle(runner, qtbot)

    assert said == [
        f"{LONG} is asked.",
        f"{LONG} is booked for “Jail” at that time.",
        f"{LONG}: 2 of 0 that week: over the limit.",
    ]


def test_a_state_is_set_by_key_and_what_is_confirmed_leaves_the_board(runner, qtbot, page):
    choose(page, 2)

    qtbot.keyClick(page.list, Qt.Key.Key_C)
    settle(runner, qtbot)

    assert [block for _days, block, *_rest in table(page)] == ["Recovery", "The law"]


def test_somebody_is_booked_where_nobody_is(runner, qtbot, page, ids):
    choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    (picker,) = page.findChildren(BookingPicker)
    settle(runner, qtbot)
    picker.ui.chooser.tick(ids["ana"])

    picker.save.click()
    settle(runner, qtbot)

    assert ("5 days", "The law", "Dr. Ana Ruiz", "To be asked", "Ask one") in table(page)


def test_letters_and_courses_are_opened_for_the_selected_line(qtbot, page, ids):
    choose(page, 2)

    with qtbot.wait_signal(page.letters_wanted) as wanted:
        page.letters.click()
    assert wanted.args == [ids["later"], {ids["ana"]}]
    with qtbot.wait_signal(page.course_opened) as course:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert course.args == [ids["later"]]

    menu = QMenu(page)
    page.list.menu_wanted.emit(menu, page.list.selected_rows())
    with qtbot.wait_signal(page.course_opened):
        next(each for each in menu.actions() if each.text() == "Open course").trigger()
    choose(page, 0, 2)
    assert not page.letters.isEnabled()


def test_the_search_finds_a_name_and_a_course(page):
    page.search.setText("ruiz")
    assert [block for _days, block, *_rest in table(page)] == ["Far"]
    page.search.setText("CIT-LATER")
    assert [block for _days, block, *_rest in table(page)] == ["Far"]


def test_without_a_coming_course_the_board_says_what_to_do_first(runner, settings, qtbot):
    page = opened(BoardPage(runner, settings), runner, qtbot)

    assert page.empty.isVisible()


def test_the_switch_leads_from_the_book_to_the_board_and_back(runner, settings, qtbot, ids):
    views = opened(PresenterViews(runner, settings), runner, qtbot)
    assert views.currentWidget() is views.book

    views.book.switch.choose("board")
    settle(runner, qtbot)
    assert views.currentWidget() is views.board
    assert (views.book.switch.current, views.board.switch.current) == ("book", "board")
    assert len(table(views.board)) == 3

    choose(views.board, 2)
    views.board.actions_.open.trigger()
    settle(runner, qtbot)
    assert views.currentWidget() is views.book
    assert views.book.panel.shown.id == ids["ana"]


def test_somebody_is_out_from_the_board_and_from_the_book(runner, settings, qtbot, ids):
    views = opened(PresenterViews(runner, settings), runner, qtbot)
    views.show_view("board")
    settle(runner, qtbot)
    choose(views.board, 2)

    with qtbot.wait_signal(views.out_wanted) as wanted:
        views.board.actions_.out.trigger()
    assert wanted.args == [ids["ana"], ids["later"]]
    with qtbot.wait_signal(views.out_wanted):
        views.book.out_wanted.emit(ids["ana"], ids["later"])


def test_the_board_is_exported_without_any_kind(runner, qtbot, page, tmp_path):
    path = tmp_path / "board.csv"

    page.tools.write(path)
    settle(runner, qtbot)

    text = path.read_text(encoding="utf-8-sig")
    assert "Marcus T.: declined today" in text
    for word in ("Kind", "ived", "xperience"):
        assert word not in text
