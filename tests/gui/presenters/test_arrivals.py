from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import builders
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu

from cittrainer.gui.common.dates import time_of_day
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.presenters.arrival_rows import LOOKS
from cittrainer.gui.presenters.arrival_time import ArrivalTimeDialog
from cittrainer.gui.presenters.arrivals_page import ArrivalsPage
from cittrainer.gui.presenters.came_dialog import CameDialog
from cittrainer.models import (
    ActualPresenter,
    Booking,
    BookingState,
    ConfidentialOpening,
    Course,
    CourseDay,
    CourseState,
    Delivery,
    Presenter,
    PresenterKind,
    Step,
)
from cittrainer.rules.arrivals import Standing
from cittrainer.services.bookings import book, record_actual
from cittrainer.services.confidential import OPENED, ConfidentialWords, write_confidential

SECRET = "555-0199"
LONG = "María José García-López van der Berg-Ó Súilleabháin"


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.day = builders.MONDAY
        self.minute = builders.minute("8:20")

    def __call__(self) -> tuple[date, int]:
        return self.day, self.minute

    def set(self, time: str) -> None:
        self.minute = builders.minute(time)


@dataclass(frozen=True)
class Planned:
    course: int
    monday: int
    law: int
    story: int
    ana: int
    marcus: int


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def planned(database):
    """Monday: Ana has the law at 8:30 and, with Marcus, a story at 10:00; lunch at noon."""
    with database.step("Prepare") as db:
        monday, tuesday = builders.course_days(db, 2)
        room = builders.room(db)
        ana = builders.presenter(db, "Dr. Ana Ruiz", phone="555-0100").id
        marcus = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE).id
        write_confidential(db, marcus, ConfidentialWords(phone=SECRET), seen=None)
        law = builders.block(db, "The law", day=monday, start="8:30", room=room)
        story = builders.block(
            db, "A story", day=monday, start="10:00", delivery=Delivery.STORY, room=room
        )
        builders.block(db, "Lunch", day=monday, start="12:00", delivery=Delivery.LUNCH)
        builders.block(db, "Tomorrow", day=tuesday)
        book(db, law.parts[0].id, ana, state=BookingState.CONFIRMED)
        book(db, story.parts[0].id, ana, role="facilitator", state=BookingState.CONFIRMED)
        book(db, story.parts[0].id, marcus, state=BookingState.CONFIRMED)
        return Planned(monday.course_id, monday.id, law.id, story.id, ana, marcus)


@pytest.fixture
def page(runner, qtbot, planned, clock):
    return opened(runner, qtbot, planned.course, clock)


def opened(runner, qtbot, course_id, clock, size=(1104, 700)):
    made = ArrivalsPage(runner, course_id, clock=clock)
    qtbot.add_widget(made)
    made.resize(*size)
    made.show()
    made.activateWindow()
    qtbot.wait_until(lambda: runner.idle and made.isActiveWindow())
    return made


def at(time):
    """A time as the window writes it."""
    return time_of_day(builders.minute(time))


def rows(page):
    return [(row.to_go, row.block, row.name, row.state) for row in page.list.model_.rows]


def choose(page, *names):
    page.list.clearSelection()
    places = page.list.selectionModel()
    for at, row in enumerate(page.list.model_.rows):
        if row.name in names:
            index = page.list.model_.index(at)
            places.setCurrentIndex(index, places.SelectionFlag.NoUpdate)
            places.select(index, places.SelectionFlag.Select)
    page.list.setFocus()


def settle(runner, qtbot):
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait(10)
    qtbot.wait_until(lambda: runner.idle)


def noted(database):
    with database.read() as db:
        return {
            (one.part.block.title, one.presenter.public_name): one.arrived_minute
            for one in db.query(Booking)
            if one.arrived_minute is not None
        }


def came(database):
    with database.read() as db:
        return {
            (one.part.block.title, one.presenter.public_name) for one in db.query(ActualPresenter)
        }


def openings(database):
    with database.read() as db:
        return db.query(ConfidentialOpening).count(), db.query(Step).filter_by(label=OPENED).count()


def test_the_board_says_what_is_next_who_is_late_and_who_is_expected(page):
    assert rows(page) == [
        ("in 10 min", "The law", "Dr. Ana Ruiz", "Late 5 min"),
        ("in 1 h 40", "A story", "Dr. Ana Ruiz", "Late 5 min"),
        ("in 1 h 40", "A story", "Marcus T.", f"Expected {at('9:45')}"),
    ]
    assert page.header.title.text().startswith(f"On the day {at('8:20')}")
    assert page.list.model_.rows[1].detail == "facilitator"
    assert [row.repeats for row in page.list.model_.rows] == [False, False, True]
    spoken = page.list.model_.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "in 10 min, The law, Room A, Dr. Ana Ruiz, Late 5 min"


def test_every_standing_has_a_colour_and_an_icon():
    assert set(LOOKS) == set(Standing)


def test_the_clock_goes_on_without_reading_again(page, clock, runner):
    clock.set("8:31")
    page.show_moment()

    assert runner.idle
    assert rows(page)[0] == ("now", "The law", "Dr. Ana Ruiz", "On now, not here")
    clock.set("8:15")
    page.show_moment()
    assert rows(page)[0][3] == f"Expected {at('8:15')}"


def test_past_midnight_the_next_day_is_shown(page, clock, runner, qtbot):
    clock.day += timedelta(days=1)

    page._tick()
    settle(runner, qtbot)

    assert rows(page) == [("now", "Tomorrow", "Nobody yet", "To be booked")]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_A])
def test_one_key_marks_all_blocks_of_the_day_and_undo_takes_it_back(
    database, page, planned, runner, qtbot, key
):
    choose(page, "Dr. Ana Ruiz")

    qtbot.keyClick(page.list, key)
    settle(runner, qtbot)

    here = {("The law", "Dr. Ana Ruiz"): 500, ("A story", "Dr. Ana Ruiz"): 500}
    assert noted(database) == here
    assert [row[3] for row in rows(page)[:2]] == [f"Here since {at('8:20')}"] * 2
    assert database.undoable().label == f"Dr. Ana Ruiz arrived at {at('8:20')}"

    runner.undo()
    settle(runner, qtbot)

    assert noted(database) == {}
    assert rows(page)[0][3] == "Late 5 min"


def test_a_click_on_the_button_of_a_row_marks_that_one(database, page, runner, qtbot):
    button = page.list.button_of(2)

    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    settle(runner, qtbot)

    assert noted(database) == {("A story", "Marcus T."): 500}
    assert page.list.button_of(2) is None
    assert page.list.button_of(0) is not None


def test_a_click_beside_the_button_only_chooses_the_row(database, page, runner, qtbot):
    beside = page.list.button_of(2).topLeft() - QPoint(30, 0)

    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    settle(runner, qtbot)

    assert noted(database) == {}
    assert page.bar.name.text() == "Marcus T."


def test_several_arrive_together_in_one_step(database, page, runner, qtbot):
    choose(page, "Dr. Ana Ruiz", "Marcus T.")

    page.bar.arrived.click()
    settle(runner, qtbot)

    assert len(noted(database)) == 3
    assert database.undoable().label.startswith("Dr. Ana Ruiz and Marcus T. arrived at")


def test_selection_and_focus_stay_when_the_day_is_read_again(page, runner, qtbot):
    choose(page, "Marcus T.")

    qtbot.keyClick(page.list, Qt.Key.Key_A)
    settle(runner, qtbot)

    assert [line.presenter for line in page.list.selected_lines()] == ["Marcus T."]
    assert page.list.current_line().presenter == "Marcus T."


def test_the_time_is_corrected_and_taken_back(database, page, runner, qtbot):
    choose(page, "Marcus T.")
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    settle(runner, qtbot)

    qtbot.keyClick(page.list, Qt.Key.Key_T)
    dialog = page.findChild(ArrivalTimeDialog)
    dialog.time.setText("no time")
    dialog.save.click()
    assert "is no time" in dialog.banner.message
    dialog.time.setText("7:52")
    dialog.save.click()
    settle(runner, qtbot)
    assert noted(database) == {("A story", "Marcus T."): 472}

    page.activateWindow()
    qtbot.wait_until(page.isActiveWindow)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Backspace)
    settle(runner, qtbot)
    assert noted(database) == {}


def test_on_another_day_nobody_is_late_and_the_time_is_asked_for(
    database, runner, qtbot, planned, clock
):
    clock.day += timedelta(days=1)
    page = opened(runner, qtbot, planned.course, clock)
    page.header.days.setCurrentIndex(0)
    page.header.days.activated.emit(0)
    settle(runner, qtbot)

    assert page.header.chips.current == "over"
    assert {row[3] for row in rows(page)} == {"Not recorded"}
    choose(page, "Marcus T.")
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    dialog = page.findChild(ArrivalTimeDialog)
    assert dialog.time.text() == ""
    dialog.time.setText("9:50")
    dialog.save.click()
    settle(runner, qtbot)

    assert noted(database) == {("A story", "Marcus T."): 590}


def test_for_a_block_that_is_over_the_time_is_asked_for(database, page, clock, runner, qtbot):
    clock.set("11:30")
    page.show_moment()
    page.header.chips.choose("over")
    choose(page, "Marcus T.")

    qtbot.keyClick(page.list, Qt.Key.Key_A)
    settle(runner, qtbot)

    assert noted(database) == {}
    dialog = page.findChild(ArrivalTimeDialog)
    assert dialog.time.text() == ""
    dialog.reject()


def test_nobody_has_arrived_on_a_day_to_come(page, runner, qtbot, database, clock):
    clock.day -= timedelta(days=3)
    page.reload()
    settle(runner, qtbot)

    assert {row[3] for row in rows(page)} == {
        f"Expected {at('8:15')}", f"Expected {at('9:45')}",
    }  # fmt: skip
    assert page.list.button_of(0) is None
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    settle(runner, qtbot)
    assert noted(database) == {}


@pytest.mark.parametrize("what", ["day", "course"])
def test_what_is_closed_only_shows_what_was(database, page, planned, runner, qtbot, what):
    with database.step("Close") as db:
        if what == "day":
            db.get_one(CourseDay, planned.monday).closed = True
        else:
            db.get_one(Course, planned.course).state = CourseState.CLOSED
    settle(runner, qtbot)

    choose(page, "Marcus T.")
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    settle(runner, qtbot)

    assert noted(database) == {}
    assert not page.bar.arrived.isEnabled()
    assert page.bar.out.isEnabled() == page.bar.came.isEnabled() == (what == "day")
    assert page.list.button_of(0) is None


def test_those_to_call_stand_once_the_most_urgent_first(page, clock):
    clock.set("9:50")
    page.show_moment()

    page.header.chips.choose("call")

    assert [row[2] for row in rows(page)] == ["Dr. Ana Ruiz", "Marcus T."]
    assert [row[3] for row in rows(page)] == ["Late 1 h 35", "Late 5 min"]


def test_no_number_stands_anywhere_before_it_is_asked_for(page):
    shown = " ".join(row.sentence for row in page.list.model_.rows)

    assert "555" not in shown + page.bar.about.text() + page.bar.name.text()
    assert page.bar.number.isHidden()
    assert page.bar.show_number.text() == "Show number"


def test_a_public_number_is_shown_at_a_press_and_nothing_is_noted(database, page, runner, qtbot):
    choose(page, "Dr. Ana Ruiz")

    qtbot.keyClick(page.list, Qt.Key.Key_N)
    settle(runner, qtbot)

    assert page.bar.number.text() == "555-0100"
    assert openings(database) == (0, 0)
    page.bar.show_number.click()
    settle(runner, qtbot)
    assert page.bar.number.isHidden()


def test_a_confidential_number_is_noted_first_and_looks_the_same(database, page, runner, qtbot):
    choose(page, "Dr. Ana Ruiz")
    before = page.bar.show_number.text(), page.bar.show_number.isEnabled()
    choose(page, "Marcus T.")
    assert (page.bar.show_number.text(), page.bar.show_number.isEnabled()) == before

    page.bar.show_number.click()
    settle(runner, qtbot)
    settle(runner, qtbot)

    assert page.bar.number.text() == SECRET
    assert openings(database) == (1, 1)
    assert SECRET not in " ".join(row.sentence for row in page.list.model_.rows)
    assert page.bar.number.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction


def test_a_number_is_forgotten_when_the_page_is_left(database, page, runner, qtbot):
    choose(page, "Marcus T.")
    page.bar.show_number.click()
    settle(runner, qtbot)
    settle(runner, qtbot)
    assert page.bar.number.text() == SECRET

    page.hide()
    page.show()
    settle(runner, qtbot)

    assert page.bar.number.isHidden()
    assert page.bar.number.text() == ""
    assert openings(database) == (1, 1)


def test_what_arrives_after_the_page_was_left_is_not_shown(page, runner, qtbot):
    choose(page, "Marcus T.")
    page.bar.show_number.click()
    page.hide()
    settle(runner, qtbot)
    settle(runner, qtbot)

    page.show()

    assert page.bar.number.isHidden()


def test_copying_puts_no_number_on_the_clipboard(page, runner, qtbot):
    QGuiApplication.clipboard().setText("before")
    choose(page, "Marcus T.")
    page.bar.show_number.click()
    settle(runner, qtbot)
    settle(runner, qtbot)

    qtbot.keyClick(page.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert SECRET not in QGuiApplication.clipboard().text()


def test_somebody_without_a_number_is_told_so_whoever_it_is(database, page, planned, runner, qtbot):
    with database.step("No numbers") as db:
        db.get_one(Presenter, planned.ana).phone = ""
        write_confidential(db, planned.marcus, ConfidentialWords(), seen=1)

    for name in ("Dr. Ana Ruiz", "Marcus T."):
        choose(page, name)
        page.bar.show_number.click()
        settle(runner, qtbot)
        settle(runner, qtbot)
        assert page.bar.number.text() == "No number on file"


def test_a_block_that_is_over_is_recorded_with_one_key(database, page, clock, runner, qtbot):
    choose(page, "Dr. Ana Ruiz")
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    settle(runner, qtbot)
    assert not page.bar.presented.isEnabled()
    clock.set("9:30")
    page.show_moment()
    page.header.chips.choose("over")
    choose(page, "Dr. Ana Ruiz")

    qtbot.keyClick(page.list, Qt.Key.Key_P)
    settle(runner, qtbot)

    assert came(database) == {("The law", "Dr. Ana Ruiz")}
    assert rows(page) == [("over", "The law", "Dr. Ana Ruiz", "Presented")]
    database.undo()
    assert came(database) == set()


def test_all_that_is_over_is_recorded_in_one_step(database, page, clock, runner, qtbot):
    choose(page, "Dr. Ana Ruiz")
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    settle(runner, qtbot)
    clock.set("11:30")
    page.show_moment()

    page.header.record_all.click()
    settle(runner, qtbot)

    assert came(database) == {("The law", "Dr. Ana Ruiz"), ("A story", "Dr. Ana Ruiz")}
    assert not page.header.record_all.isEnabled()


def test_who_presented_in_place_of_whom_is_told(database, page, planned, clock, runner, qtbot):
    with database.step("Somebody else") as db:
        ben = builders.presenter(db, "Ben Ode").id
        part_id = db.query(Booking).filter_by(presenter_id=planned.marcus).one().block_part_id
        record_actual(db, part_id, [ben, planned.ana])
    settle(runner, qtbot)
    clock.set("11:30")
    page.show_moment()
    page.header.chips.choose("over")

    story = [row for row in page.list.model_.rows if row.block == "A story"]
    assert {row.name: (row.state, row.detail) for row in story} == {
        "Dr. Ana Ruiz": ("Presented", "facilitator"),
        "Marcus T.": ("Did not present", "Ben Ode presented"),
        "Ben Ode": ("Presented", "in place of Marcus T."),
    }


def test_who_came_opens_for_the_part_of_the_row(page, runner, qtbot):
    choose(page, "Marcus T.")

    qtbot.keyClick(page.list, Qt.Key.Key_W)
    settle(runner, qtbot)

    dialog = page.findChild(CameDialog)
    assert dialog is not None
    dialog.reject()


def test_not_coming_leads_to_the_week(page, planned, qtbot):
    choose(page, "Marcus T.")

    with qtbot.wait_signal(page.out_wanted) as out:
        qtbot.keyClick(page.list, Qt.Key.Key_X)

    assert out.args == [planned.marcus, planned.monday]


def test_a_day_without_blocks_says_so_and_leads_to_the_week(database, runner, qtbot, clock):
    with database.step("Prepare") as db:
        course_id = builders.course(db, days=1).id
    page = opened(runner, qtbot, course_id, clock)

    assert page.empty.isVisible()
    with qtbot.wait_signal(page.course_wanted) as wanted:
        page.empty.primary.click()
    assert wanted.args == ["week"]


def test_a_course_without_days_is_an_empty_page_and_one_that_is_gone_closes_it(
    database, runner, qtbot, clock
):
    with database.step("Prepare") as db:
        course_id = builders.course(db, days=0).id
    page = opened(runner, qtbot, course_id, clock)
    assert page.empty.isVisible()

    with qtbot.wait_signal(page.gone):
        database.undo()
        settle(runner, qtbot)


def test_sixty_rows_and_long_names_are_shown_at_any_width(database, runner, qtbot, clock, planned):
    with database.step("Many") as db:
        day = db.get_one(CourseDay, planned.monday)
        block = builders.block(db, "Practice", day=day, start="13:00", parts=30)
        for number, part in enumerate(block.parts):
            for role in ("coach", "actor"):
                one = builders.presenter(db, f"{LONG} {number} {role}")
                book(db, part.id, one.id, role=role)
    for size in ((560, 320), (1104, 700), (1900, 1000)):
        page = opened(runner, qtbot, planned.course, clock, size)
        assert page.list.model_.rowCount() == 63
        assert not page.list.horizontalScrollBar().isVisible()
        assert not page.grab().isNull()
        page.hide()


def test_the_menu_and_every_control_have_names(page, qtbot):
    choose(page, "Marcus T.")
    menu = QMenu()
    page.list.menu_wanted.emit(menu)

    assert "Arrived" in [action.text() for action in menu.actions()]
    for each in (page.list, page.header.days, page.bar, page.bar.show_number, page.bar.more):
        assert each.accessibleName()
    assert not page.findChildren(SearchField)
    assert not page.findChildren(QLineEdit)
