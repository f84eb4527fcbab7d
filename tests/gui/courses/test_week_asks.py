from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cittrainer.db import Actor, Database
from cittrainer.gui.common.runner import Runner
from cittrainer.gui.courses.mishap_forms import (
    DayLostForm,
    MoveThereForm,
    PresenterOutForm,
    RoomLostForm,
)
from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.jobs.arranging import DayLost, MoveThere, PresenterOut, RoomLost
from cittrainer.jobs.plan_problem import Limits
from cittrainer.models import Booking, BookingState, CourseState
from cittrainer.queries.courses import courses
from cittrainer.queries.weeks import week
from cittrainer.settings import SettingsFile

PATIENCE = 60_000
"""Milliseconds that the planner may take on a machine that does much else."""

MOST_MOVED = 15
"""Blocks of some sixty that a repair may move; one that begins anywhere moves most of them."""

LONG_NAME = "María José García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course_id(database):
    """Two days; “Talk” by Ana Ruiz on Monday, “Law” pinned on Tuesday, “Wellness” unplaced."""
    with database.step("Prepare") as db:
        one = builders.course(db, days=2)
        monday, tuesday = one.days
        room = builders.room(db)
        talk = builders.block(db, "Talk", day=monday, start="9:00", minutes=60, room=room)
        builders.block(db, "Law", day=tuesday, start="8:00", minutes=540, room=room, pinned=True)
        builders.block(db, "Wellness", course=one, minutes=50)
        ana, other = builders.presenter(db, "Dr. Ana Ruiz"), builders.presenter(db, LONG_NAME)
        for order, who in enumerate((ana, other), 1):
            builders.add(
                db,
                Booking(
                    block_part_id=talk.parts[0].id,
                    presenter_id=who.id,
                    choice=order,
                    state=BookingState.CONFIRMED,
                ),
            )
        return one.id


def tab_of(runner, settings, course_id, qtbot):
    one = WeekTab(runner, settings, course_id)
    qtbot.addWidget(one)
    one.resize(1110, 700)
    one.show()
    qtbot.wait_until(lambda: one.week is not None and runner.idle)
    one.asks.limits = Limits(seconds=30, steps=1)
    return one


@pytest.fixture
def tab(runner, settings, course_id, qtbot):
    return tab_of(runner, settings, course_id, qtbot)


@pytest.fixture
def sample(sample_file, qtbot):
    """The sample academy behind a runner of its own."""
    with Database.open(sample_file, Actor("Dana", "dana")) as opened:
        one = Runner(opened)
        yield one
        qtbot.wait_until(lambda: one.idle, timeout=PATIENCE)
        one.close()


def sample_tab(sample, settings, number, qtbot):
    with sample.database.read() as db:
        (course_id,) = (row.id for row in courses(db) if row.number == number)
    return tab_of(sample, settings, course_id, qtbot)


def answered(tab, qtbot):
    qtbot.wait_until(lambda: tab.planning.is_proposing, timeout=PATIENCE)
    return tab.planning.panel


def settled(runner, qtbot):
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait(20)
    qtbot.wait_until(lambda: runner.idle)


def plan_of(database, course_id):
    with database.read() as db:
        return week(db, course_id)


def block_of(plan, title):
    return next(one for one in plan.blocks if one.title == title)


def texts(panel):
    return [line.text for line in panel.lines.lines]


def entries(menu):
    return [action.text() for action in menu.actions()]


def test_one_click_arranges_what_has_no_place(tab, database, course_id, runner, qtbot):
    QTest.mouseClick(tab.asks.arrange_button, Qt.MouseButton.LeftButton)
    assert not tab.asks.arrange_button.isEnabled()
    panel = answered(tab, qtbot)

    assert not block_of(plan_of(database, course_id), "Wellness").placed
    assert tab.asks.arrange_button.isEnabled()
    QTest.mouseClick(panel.accept, Qt.MouseButton.LeftButton)
    settled(runner, qtbot)

    plan = plan_of(database, course_id)
    assert block_of(plan, "Wellness").day_id == plan.days[0].id
    assert block_of(plan, "Law").start == 480
    assert not plan.unplaced


def test_the_sample_course_arranges_itself_with_one_click(sample, settings, qtbot):
    tab = sample_tab(sample, settings, "CIT-104", qtbot)
    waiting = len(tab.week.unplaced)
    pinned = {one.id: (one.day_id, one.start) for one in tab.week.blocks if one.pinned}
    assert waiting > 20

    QTest.mouseClick(tab.asks.arrange_button, Qt.MouseButton.LeftButton)
    panel = answered(tab, qtbot)
    assert panel.summary.text().startswith(f"Places {waiting} blocks")
    QTest.keyClick(panel.lines, Qt.Key.Key_Return)
    settled(sample, qtbot)

    plan = plan_of(sample.database, tab.week.course_id)
    assert not plan.unplaced
    assert {one.id: (one.day_id, one.start) for one in plan.blocks if one.pinned} == pinned
    sample.undo()
    settled(sample, qtbot)
    assert len(plan_of(sample.database, plan.course_id).unplaced) == waiting


def test_a_presenter_is_out_on_wednesday_and_a_repair_is_accepted(sample, settings, qtbot):
    tab = sample_tab(sample, settings, "CIT-103", qtbot)
    wednesday = tab.week.days[2]
    block = next(one for one in tab.week.on(wednesday.id) if one.presenters and not one.pinned)
    name = block.presenters[0]
    menu = tab.block_menu(block)
    next(one for one in menu.actions() if one.text() == f"{name} is out…").trigger()
    form = tab.findChild(PresenterOutForm)
    assert form.presenter.currentText() == name
    assert form.when.currentText().startswith("Wed")
    form.save.click()
    panel = answered(tab, qtbot)

    assert name in panel.heading.text()
    assert 1 <= len(panel.suggestions.found) <= 3
    assert 1 <= len(panel.suggestions.found[0].change.places) <= MOST_MOVED
    before = plan_of(sample.database, tab.week.course_id)
    panel.accept.click()
    settled(sample, qtbot)

    plan = plan_of(sample.database, tab.week.course_id)
    assert plan != before
    assert all(name not in one.presenters for one in plan.on(wednesday.id))


def test_an_alternate_steps_in(tab, database, course_id, runner, qtbot):
    ana = next(one.id for one in tab.week.presenters.values() if one.name == "Dr. Ana Ruiz")
    tab.asks.mend(PresenterOut(ana))
    panel = answered(tab, qtbot)

    assert f"{LONG_NAME} presents “Talk” instead of Dr. Ana Ruiz." in texts(panel)
    panel.accept.click()
    settled(runner, qtbot)
    assert block_of(plan_of(database, course_id), "Talk").presenters == (LONG_NAME,)


def test_an_impossible_wish_shows_its_reason(tab, database, course_id, runner, qtbot):
    before = plan_of(database, course_id)
    talk, tuesday = block_of(before, "Talk"), before.days[1]
    tab.asks.mend(MoveThere(talk.id, tuesday.id))
    panel = answered(tab, qtbot)

    assert not panel.accept.isVisibleTo(tab)
    assert "Why not all of it can be had" in texts(panel)
    row = next(n for n, one in enumerate(panel.lines.lines) if "“Law”" in one.text)
    panel.lines.choose(row)
    QTest.keyClick(panel.lines, Qt.Key.Key_Escape)
    settled(runner, qtbot)

    assert not tab.planning.is_proposing
    assert plan_of(database, course_id) == before


def test_a_search_that_is_stopped_changes_nothing(sample, settings, qtbot):
    tab = sample_tab(sample, settings, "CIT-104", qtbot)
    before = plan_of(sample.database, tab.week.course_id)
    tab.asks.arrange_button.click()
    qtbot.wait_until(tab.working.isVisible)
    tab.working.press()
    qtbot.wait_until(lambda: not tab.planning.is_working, timeout=PATIENCE)
    settled(sample, qtbot)

    assert plan_of(sample.database, before.course_id) == before
    assert not tab.working.isVisible()
    assert tab.asks.arrange_button.isEnabled()


def test_what_holds_a_block_is_told_in_sentences(tab, qtbot):
    law = block_of(tab.week, "Law")
    menu = tab.block_menu(law)
    next(one for one in menu.actions() if one.text() == "What holds it here?").trigger()
    panel = answered(tab, qtbot)

    assert "“Law”" in panel.heading.text()
    assert any("pinned" in text for text in texts(panel))
    assert panel.drop.text() == "Close"
    QTest.keyClick(panel.lines, Qt.Key.Key_Return)
    assert not tab.planning.is_proposing


def test_what_breaks_without_whom(tab, qtbot):
    tab.asks.find_weaknesses()
    qtbot.wait_until(lambda: tab.planning.is_proposing, timeout=PATIENCE)
    panel = tab.planning.weaknesses
    talk = block_of(tab.week, "Talk")

    shown = [(row.presenter, row.outcome) for row in panel.list.rows.rows()]
    assert ("Dr. Ana Ruiz", "covered") in shown
    ana = [name for name, _ in shown].index("Dr. Ana Ruiz")
    panel.list.selectRow(ana)
    assert [line.text for line in panel.blocks.lines] == ["Talk, Monday at 9:00"]
    assert [one.id for one in tab.view.chosen] == [talk.id]
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not tab.planning.is_proposing
    assert tab.hours.isVisibleTo(tab)


def test_a_course_that_is_over_is_not_planned(tab, database, course_id, runner, qtbot):
    with database.step("Close") as db:
        db.get_one(builders.Course, course_id).state = CourseState.CANCELLED
    settled(runner, qtbot)

    assert not tab.asks.arrange_button.isEnabled()
    assert "What holds it here?" not in entries(tab.block_menu(block_of(tab.week, "Talk")))


def test_the_forms_say_what_happened(tab):
    plan = tab.week
    monday, tuesday = plan.days
    talk = block_of(plan, "Talk")
    ana = next(one.id for one in plan.presenters.values() if one.name == "Dr. Ana Ruiz")
    asked = []
    forms = [
        PresenterOutForm(plan, ana, parent=tab),
        PresenterOutForm(plan, ana, tuesday.id, parent=tab),
        RoomLostForm(plan, parent=tab),
        DayLostForm(plan, tab),
        MoveThereForm(plan, talk, tab),
        MoveThereForm(plan, talk, tab),
    ]
    for form in forms:
        form.asked.connect(asked.append)
    late, exactly = forms[1], forms[5]
    late.only_from.setChecked(True)
    late.start.set_minute(780)
    forms[3].day.setCurrentIndex(1)
    forms[4].day.setCurrentIndex(1)
    exactly.at.setChecked(True)
    exactly.start.set_minute(600)
    for form in forms:
        form.save.click()

    assert asked == [
        PresenterOut(ana),
        PresenterOut(ana, tuesday.id, 780),
        RoomLost(talk.parts[0].room_id),
        DayLost(tuesday.id),
        MoveThere(talk.id, tuesday.id),
        MoveThere(talk.id, monday.id, 600),
    ]
