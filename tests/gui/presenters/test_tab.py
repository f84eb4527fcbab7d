from __future__ import annotations

from datetime import date, datetime, timedelta

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cittrainer.gui.common.booking_picker import BookingPicker
from cittrainer.gui.presenters.agenda_lines import Key, agenda_lines, to_go_words
from cittrainer.gui.presenters.booking_history import BookingHistory
from cittrainer.gui.presenters.came_dialog import CameDialog
from cittrainer.gui.presenters.tab import PresentersTab
from cittrainer.models import (
    ActualPresenter,
    Booking,
    BookingState,
    CareKind,
    Course,
    CourseDay,
    CourseState,
    Presenter,
)
from cittrainer.queries.presenters import course_parts
from cittrainer.services.bookings import set_state
from cittrainer.services.care import mark_done


@pytest.fixture
def tab(runner, settings, qtbot, on_file):
    return opened(runner, settings, qtbot, on_file.course)


def opened(runner, settings, qtbot, course_id):
    made = PresentersTab(runner, settings, course_id)
    qtbot.add_widget(made)
    made.resize(1104, 600)
    made.show()
    made.activateWindow()
    qtbot.wait_until(lambda: runner.idle and made.isActiveWindow())
    return made


def table(tab):
    """Block, presenter and state of every line."""
    columns = [tab.list.rows.column(key) for key in (Key.BLOCK, Key.PRESENTER, Key.STATE)]
    return [
        tuple(tab.list.rows.index(line, at).data() for at in columns)
        for line in range(tab.list.rows.rowCount())
    ]


def choose(tab, *lines):
    tab.list.clearSelection()
    tab.list.select([tab.list.rows.key_at(line) for line in lines])
    tab.list.setFocus()


def settle(runner, qtbot):
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait(10)
    qtbot.wait_until(lambda: runner.idle)


def states(database):
    with database.read() as db:
        return [one.state.value for one in db.query(Booking).order_by(Booking.id)]


def test_a_course_without_blocks_says_what_to_do_first(database, runner, settings, qtbot):
    with database.step("Prepare") as db:
        course_id = builders.course(db).id

    assert opened(runner, settings, qtbot, course_id).empty.isVisible()


def test_the_agenda_stands_in_order_with_choices_and_gaps(tab):
    assert table(tab) == [
        ("A story", "Marcus T.", "Invited"),
        ("A story", "Dr. Ana Ruiz", "Tentative"),
        ("Lunch", "–", "–"),
        ("The law", "Nobody yet", "Missing"),
    ]
    assert tab.summary.text().startswith("1 booking not confirmed")
    assert tab.summary.text().endswith("1 part with nobody yet")


def test_day_and_part_are_said_once_as_long_as_they_stand_together(tab):
    day, block = tab.list.rows.column(Key.DAY), tab.list.rows.column(Key.BLOCK)
    assert [tab.list.repeats(line, day) for line in range(4)] == [False, True, True, False]
    assert [tab.list.repeats(line, block) for line in range(4)] == [False, True, False, False]
    assert [tab.list.begins_a_day(line) for line in range(4)] == [False, False, False, True]

    tab.list.sortByColumn(tab.list.rows.column(Key.STATE), Qt.SortOrder.AscendingOrder)

    assert [row[0] for row in table(tab)][:3] == ["A story", "The law", "A story"]
    assert [tab.list.repeats(line, block) for line in range(3)] == [False, False, False]


@pytest.mark.parametrize(
    ("chip", "shown"),
    [
        ("unconfirmed", [("A story", "Marcus T.", "Invited")]),
        ("nobody", [("The law", "Nobody yet", "Missing")]),
        ("today", []),
    ],
)
def test_the_chips_filter_the_agenda(tab, chip, shown):
    tab.chips.choose(chip)

    assert table(tab) == shown


def test_today_shows_the_blocks_of_the_day(database, runner, settings, qtbot, on_file):
    with database.step("Today") as db:
        day = db.get_one(CourseDay, on_file.day)
        day.date = datetime.now().astimezone().date()
    tab = opened(runner, settings, qtbot, on_file.course)

    tab.chips.choose("today")

    assert {block for block, *_rest in table(tab)} == {"A story", "Lunch"}


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "past"), (0, "today"), (1, "tomorrow"), (12, "12 days")]
)
def test_days_to_go_are_told_where_somebody_is_still_to_be_asked(database, on_file, days, words):
    with database.read() as db:
        parts = course_parts(db, on_file.course)

    marcus, ana, lunch, _law = agenda_lines(parts, today=builders.MONDAY - timedelta(days=days))

    assert [to_go_words(line) for line in (marcus, ana, lunch)] == [words, words, ""]


def test_a_part_whose_presenters_all_declined_needs_somebody(database, on_file):
    with database.step("Declined") as db:
        for one in db.query(Booking):
            one.state = BookingState.DECLINED
    with database.read() as db:
        lines = agenda_lines(course_parts(db, on_file.course), today=builders.MONDAY)

    assert [line.nobody_yet for line in lines] == [False, False, True, False, True]


@pytest.mark.parametrize(
    ("key", "state"),
    [
        (Qt.Key.Key_C, "confirmed"),
        (Qt.Key.Key_T, "tentative"),
        (Qt.Key.Key_D, "declined"),
        (Qt.Key.Key_X, "cancelled"),
        (Qt.Key.Key_N, "no_show"),
    ],
)
def test_a_key_sets_the_state_of_all_selected_bookings_and_asks_for_no_reason(
    database, runner, qtbot, tab, key, state
):
    choose(tab, 0, 1, 2)

    qtbot.keyClick(tab.list, key)
    settle(runner, qtbot)

    assert states(database) == [state, state]
    assert [one.key for one in tab.list.selected_rows()][:2] == [
        tab.list.rows.key_at(0),
        tab.list.rows.key_at(1),
    ]


def test_a_digit_changes_the_order(database, runner, qtbot, tab):
    choose(tab, 1)
    qtbot.keyClick(tab.list, Qt.Key.Key_1)
    settle(runner, qtbot)

    choose(tab, 0)
    qtbot.keyClick(tab.list, Qt.Key.Key_2)
    settle(runner, qtbot)

    assert [presenter for _block, presenter, _state in table(tab)][:2] == [
        "Dr. Ana Ruiz",
        "Marcus T.",
    ]


def test_unbooking_by_key_is_undone(database, runner, qtbot, tab):
    choose(tab, 0)

    qtbot.keyClick(tab.list, Qt.Key.Key_Delete)
    settle(runner, qtbot)
    assert ("A story", "Marcus T.", "Invited") not in table(tab)
    assert database.undoable().label == "Unbook Marcus T. for “A story”"
    runner.undo()
    settle(runner, qtbot)

    assert table(tab)[0] == ("A story", "Marcus T.", "Invited")


def test_booking_from_the_picker(database, runner, qtbot, tab, on_file):
    choose(tab, 3)
    qtbot.keyClick(tab.list, Qt.Key.Key_B)
    (picker,) = tab.findChildren(BookingPicker)
    qtbot.wait_until(lambda: picker.ui.chooser.shown == ["Dr. Ana Ruiz", "Marcus T."])
    picker.ui.chooser.tick(on_file.ana)
    picker.ui.state.setCurrentIndex(3)

    picker.save.click()
    settle(runner, qtbot)

    assert table(tab)[3] == ("The law", "Dr. Ana Ruiz", "Confirmed")
    assert database.undoable().label == "Book 1 presenter for “The law”"


def test_the_picker_proposes_the_next_alternate_and_leaves_out_whoever_is_asked(runner, qtbot, tab):
    choose(tab, 0)
    tab.book.click()
    (picker,) = tab.findChildren(BookingPicker)
    settle(runner, qtbot)

    assert picker.wish.choice == 3
    assert picker.ui.chooser.shown == []
    picker.reject()


def test_a_refused_booking_is_told_in_the_picker(database, runner, qtbot, tab, on_file):
    choose(tab, 3)
    tab.book.click()
    (picker,) = tab.findChildren(BookingPicker)
    settle(runner, qtbot)
    picker.ui.chooser.tick(on_file.ana)
    with database.step("Meanwhile") as db:
        db.get_one(Course, on_file.course).state = CourseState.CLOSED

    picker.save.click()
    qtbot.wait_until(picker.banner.isVisible)

    assert picker.banner.message == "The course is closed; reopen it first."
    picker.settle()
    picker.reject()


def test_who_came_is_recorded_beside_who_was_planned(database, runner, qtbot, tab, on_file):
    choose(tab, 0)
    qtbot.keyClick(tab.list, Qt.Key.Key_W)
    (dialog,) = tab.findChildren(CameDialog)
    settle(runner, qtbot)
    assert dialog.chooser.shown[:2] == ["Marcus T.", "Dr. Ana Ruiz"]
    assert dialog.chooser.ids == ()
    dialog.chooser.tick(on_file.ana)

    dialog.save.click()
    settle(runner, qtbot)

    assert table(tab)[:2] == [
        ("A story", "Marcus T.", "Invited"),
        ("A story", "Dr. Ana Ruiz", "Presented"),
    ]
    came = tab.list.rows.index(0, tab.list.rows.column(Key.CAME)).data()
    assert came == "Dr. Ana Ruiz"


def test_those_who_were_confirmed_are_ticked_to_begin_with(
    database, runner, settings, qtbot, on_file
):
    with database.step("Confirm") as db:
        db.query(Booking).filter_by(
            presenter_id=on_file.marcus
        ).one().state = BookingState.CONFIRMED
        db.get_one(Presenter, on_file.marcus).active = False
    tab = opened(runner, settings, qtbot, on_file.course)
    choose(tab, 0)
    tab.steps.record_came()
    (dialog,) = tab.findChildren(CameDialog)
    settle(runner, qtbot)

    assert dialog.chooser.ids == (on_file.marcus,)
    dialog.reject()


def test_a_whole_day_is_recorded_as_planned(database, runner, qtbot, tab, on_file):
    choose(tab, 0)
    qtbot.keyClick(tab.list, Qt.Key.Key_C)
    settle(runner, qtbot)
    choose(tab, 2)

    tab.actions_.day_as_planned.trigger()
    settle(runner, qtbot)

    with database.read() as db:
        assert [row.presenter_id for row in db.query(ActualPresenter)] == [on_file.marcus]
    assert table(tab)[0] == ("A story", "Marcus T.", "Presented")


def test_the_menu_offers_only_what_can_be_done(tab):
    choose(tab, 2)
    menu = QMenu(tab)
    tab.list.menu_wanted.emit(menu, tab.list.selected_rows())

    enabled = [each.text() for each in menu.actions() if each.isEnabled() and each.text()]
    assert "Book…" in enabled
    assert "Unbook" not in enabled
    assert not tab.state.isEnabled()


def test_enter_opens_the_presenter_or_books_where_nobody_is(runner, qtbot, tab, on_file):
    choose(tab, 0)
    with qtbot.wait_signal(tab.presenter_opened) as opened_one:
        qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    assert opened_one.args == [on_file.marcus]

    choose(tab, 3)
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)

    (picker,) = tab.findChildren(BookingPicker)
    settle(runner, qtbot)
    picker.reject()


def test_the_unconfirmed_are_exported_without_their_kind(runner, qtbot, tab, tmp_path):
    tab.chips.choose("unconfirmed")
    path = tmp_path / "unconfirmed.csv"

    tab.tools.write(path)
    settle(runner, qtbot)

    text = path.read_text(encoding="utf-8-sig")
    assert "Marcus T." in text
    assert "Ruiz" not in text
    for word in ("Kind", "ived", "xperience"):
        assert word not in text


def test_another_day_of_the_agenda_is_read_when_it_changes(database, runner, qtbot, tab):
    with database.step("Elsewhere") as db:
        db.query(CourseDay).filter_by(date=builders.MONDAY).one().date = date(2026, 5, 1)

    column = tab.list.rows.column(Key.DAY)
    qtbot.wait_until(lambda: "1" in tab.list.rows.index(0, column).data().split())


def test_the_next_alternate_is_asked_by_key_and_it_is_undone(database, runner, qtbot, tab):
    choose(tab, 0)
    qtbot.keyClick(tab.list, Qt.Key.Key_D)
    settle(runner, qtbot)

    choose(tab, 0)
    qtbot.keyClick(tab.list, Qt.Key.Key_K)
    settle(runner, qtbot)

    assert table(tab)[:2] == [
        ("A story", "Dr. Ana Ruiz", "Tentative"),
        ("A story", "Marcus T.", "Declined"),
    ]
    assert database.undoable().label == "Ask the next for “A story”"
    runner.undo()
    settle(runner, qtbot)
    assert table(tab)[0] == ("A story", "Marcus T.", "Declined")


def test_there_is_nobody_left_to_ask(runner, qtbot, tab):
    told = []
    runner.refused.connect(lambda error: told.append(str(error)))
    choose(tab, 0, 1)
    qtbot.keyClick(tab.list, Qt.Key.Key_D)
    settle(runner, qtbot)

    choose(tab, 0)
    tab.actions_.next.trigger()
    settle(runner, qtbot)

    assert told == ["Nobody is left to ask for “A story”. Add an alternate."]


def test_alternates_go_up_and_down_by_key(runner, qtbot, tab):
    choose(tab, 1)

    qtbot.keyClick(tab.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(runner, qtbot)

    assert [name for _block, name, _state in table(tab)][:2] == ["Dr. Ana Ruiz", "Marcus T."]
    assert [one.key for one in tab.list.selected_rows()] == [tab.list.rows.key_at(0)]


def test_the_history_of_a_booking_tells_when_and_who(database, runner, qtbot, tab):
    choose(tab, 0)
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        qtbot.keyClick(tab.list, key)
        settle(runner, qtbot)

    qtbot.keyClick(tab.list, Qt.Key.Key_H)
    (dialog,) = tab.findChildren(BookingHistory)
    settle(runner, qtbot)

    assert [title for title, _detail in dialog.timeline.entries] == [
        "Cancelled",
        "Confirmed",
        "Invited",
    ]
    assert all(
        detail.endswith(f" · {database.actor.name}") for _t, detail in dialog.timeline.entries
    )
    dialog.accept()


def test_letters_are_wanted_for_those_selected(qtbot, tab, on_file):
    choose(tab, 1)

    with qtbot.wait_signal(tab.letters_wanted) as wanted:
        qtbot.keyClick(tab.list, Qt.Key.Key_L)

    assert wanted.args == [on_file.course, {on_file.ana}]
    offered = [action.text() for action in tab.more.menu().actions()]
    assert offered[:2] == ["Ask the next", "Letters…"]


def test_what_is_done_for_storytellers_can_be_shown_as_a_column(
    tab, database, runner, qtbot, on_file
):
    with database.read() as db:
        marcus, ana = (one for (one,) in db.query(Booking.id).order_by(Booking.choice))
    column = tab.list.rows.column(Key.CARE)
    assert tab.list.rows.index(0, column).data() == "–"

    with database.step("Said yes") as db:
        set_state(db, [marcus, ana], BookingState.CONFIRMED)
    settle(runner, qtbot)
    assert tab.list.rows.index(0, column).data() == "Pre-brief, debrief and call to do"
    # An alternate who may never speak.
    assert tab.list.rows.index(1, column).data() == "–"

    with database.step("Done") as db:
        mark_done(db, [marcus], CareKind.PRE_BRIEF, on=builders.MONDAY)
    settle(runner, qtbot)
    assert tab.list.rows.index(0, column).data() == "Debrief and call to do"
