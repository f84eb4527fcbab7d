from __future__ import annotations

import threading
from dataclasses import replace
from itertools import pairwise

import builders
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.jobs.arranging import Reason, ReasonLine, Suggestion, Suggestions
from cittrainer.queries.weeks import week
from cittrainer.rules.plan_changes import (
    NewPlace,
    PlanChange,
    change_lines,
    fingerprint,
    summary,
)
from cittrainer.services.blocks import move_block
from cittrainer.settings import SettingsFile

PROVEN = "Proven best."


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course_id(database):
    """Two days with “Talk” and “Law” on Monday, and “Wellness” unplaced."""
    with database.step("Prepare") as db:
        one = builders.course(db, days=2)
        monday = one.days[0]
        builders.block(db, "Talk", day=monday, start="9:00", minutes=60)
        builders.block(db, "Law", day=monday, start="11:00", minutes=60)
        builders.block(db, "Wellness", course=one, minutes=50)
        return one.id


@pytest.fixture
def tab(runner, settings, course_id, qtbot):
    one = WeekTab(runner, settings, course_id)
    qtbot.addWidget(one)
    one.resize(1110, 700)
    one.show()
    qtbot.wait_until(lambda: one.week is not None and runner.idle)
    return one


def on_file(database, course_id):
    """Day number and start of each block by its title, None for one without a place."""
    with database.read() as db:
        plan = week(db, course_id)
    number = {day.id: n for n, day in enumerate(plan.days, 1)}
    return {
        one.title: (number[one.day_id], one.start) if one.placed else None for one in plan.blocks
    }


def proposed(plan, *places, title="Proposal", reasons=()):
    """Proposals for a plan: each moves blocks by title to a day's number and a start."""
    by_title = {one.title: one.id for one in plan.blocks}
    found = []
    for moves in places:
        change = PlanChange(
            plan.course_id,
            fingerprint(plan),
            tuple(
                NewPlace(by_title[name], plan.days[at[0] - 1].id if at else None, at and at[1])
                for name, at in moves.items()
            ),
        )
        found.append(
            Suggestion(
                change, summary(plan, change), change_lines(plan, change), PROVEN, proven=True
            )
        )
    return Suggestions(title, plan, tuple(found), reasons)


def propose(tab, qtbot, suggestions):
    tab.planning.propose("Thinking", lambda _database, _progress: suggestions)
    qtbot.wait_until(lambda: tab.planning.is_proposing)


def settled(runner, qtbot):
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait(20)
    qtbot.wait_until(lambda: runner.idle)


def texts(tab):
    return [line.text for line in tab.planning.panel.lines.lines]


def test_a_proposal_is_told_in_words_and_drawn_over_the_grid(tab, qtbot):
    propose(tab, qtbot, proposed(tab.week, {"Talk": (2, 540), "Law": None}))
    panel = tab.planning.panel

    assert panel.isVisibleTo(tab)
    assert not tab.hours.isVisibleTo(tab)
    assert panel.heading.text() == "Proposal"
    assert panel.summary.text().startswith("Moves 1 block, takes 1 block off the plan")
    assert panel.quality.text() == PROVEN
    assert texts(tab) == [
        "What changes",
        "“Talk” moves from Monday at 9:00 to Tuesday at 9:00.",
        "“Law” is taken off the plan; it was on Monday at 11:00.",
    ]
    ids = {one.title: one.id for one in tab.week.blocks}
    assert tab.view.proposal.leaving == {ids["Talk"], ids["Law"]}
    assert tab.view.proposal.after.block[ids["Talk"]].day_id == tab.week.days[1].id
    assert tab.view.week.block[ids["Talk"]].day_id == tab.week.days[0].id


def test_the_grid_shows_a_proposal_where_it_would_be_and_clears_it(tab, qtbot):
    tuesday = tab.view._geometry.place(
        next(one for one in tab.week.blocks if one.title == "Talk"), tab.week.days[1].id, 540, 60
    )
    at = (tuesday.center() + tab.view._origin()).toPoint()
    before = tab.view.viewport().grab().toImage()

    propose(tab, qtbot, proposed(tab.week, {"Talk": (2, 540)}))
    shown = tab.view.viewport().grab().toImage()
    tab.planning.drop()
    after = tab.view.viewport().grab().toImage()

    edge = QPoint(at.x(), round(tuesday.top() + tab.view._origin().y()) + 30)
    area = edge.x() - 60, edge.y() - 30, 120, 40
    assert shown.copy(*area) != before.copy(*area)
    assert after == before


def test_accepting_is_one_step_that_can_be_undone(tab, database, course_id, runner, qtbot):
    before = on_file(database, course_id)
    propose(tab, qtbot, proposed(tab.week, {"Talk": (2, 540), "Wellness": (1, 780)}))

    QTest.keyClick(tab.planning.panel.lines, Qt.Key.Key_Return)
    settled(runner, qtbot)

    assert on_file(database, course_id) == {"Talk": (2, 540), "Law": (1, 660), "Wellness": (1, 780)}
    assert database.undoable().label == "Accept the proposal “Proposal”"
    assert not tab.planning.is_proposing
    assert tab.hours.isVisibleTo(tab)
    assert tab.view.proposal is None
    runner.undo()
    settled(runner, qtbot)
    assert on_file(database, course_id) == before


def test_keys_accept_from_the_grid_too(tab, database, course_id, runner, qtbot):
    propose(tab, qtbot, proposed(tab.week, {"Talk": (2, 540)}))
    tab.view.setFocus()

    QTest.keyClick(tab.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(runner, qtbot)

    assert on_file(database, course_id)["Talk"] == (2, 540)


def test_dropping_changes_nothing(tab, database, course_id, runner, qtbot):
    before, step = on_file(database, course_id), database.undoable()
    for drop in (
        lambda: QTest.keyClick(tab.planning.panel.lines, Qt.Key.Key_Escape),
        lambda: QTest.keyClick(tab.view, Qt.Key.Key_Escape),
        tab.planning.panel.drop.click,
    ):
        propose(tab, qtbot, proposed(tab.week, {"Talk": (2, 540)}))
        drop()
        settled(runner, qtbot)
        assert not tab.planning.is_proposing
        assert tab.view.proposal is None

    assert on_file(database, course_id) == before
    assert database.undoable() == step


def test_of_three_proposals_the_chosen_one_is_drawn_and_accepted(
    tab, database, course_id, runner, qtbot
):
    moves = ({"Talk": (2, 540)}, {"Talk": (2, 600)}, {"Talk": (1, 780)})
    propose(tab, qtbot, proposed(tab.week, *moves))
    panel = tab.planning.panel

    assert [line.number for line in panel.choices.lines] == [1, 2, 3]
    assert panel.choices.lines[1].text == (
        "Moves 1 block, hours unchanged: “Talk” moves from Monday at 9:00 to Tuesday at 10:00."
    )
    QTest.keyClick(panel.choices, Qt.Key.Key_Down)
    assert texts(tab)[1] == "“Talk” moves from Monday at 9:00 to Tuesday at 10:00."
    talk = next(one.id for one in tab.week.blocks if one.title == "Talk")
    assert tab.view.proposal.after.block[talk].start == 600
    QTest.keyClick(panel.choices, Qt.Key.Key_Enter)
    settled(runner, qtbot)

    assert on_file(database, course_id)["Talk"] == (2, 600)


def test_a_line_that_is_looked_at_lets_its_block_stand_out(tab, qtbot):
    propose(tab, qtbot, proposed(tab.week, {"Talk": (2, 540), "Law": (2, 660)}))
    panel = tab.planning.panel
    law = next(one.id for one in tab.week.blocks if one.title == "Law")

    panel.lines.go_to(2)
    assert tab.view.proposal.looked_at == law
    panel.lines.choose(2)
    assert tab.view.selected == law


def test_the_ghost_of_a_block_tells_what_changes_and_is_chosen_by_a_click(tab, qtbot):
    ids = {one.title: one.id for one in tab.week.blocks}
    talk, tuesday = ids["Talk"], tab.week.days[1].id
    propose(tab, qtbot, proposed(tab.week, {"Talk": (2, 540), "Law": (2, 660)}))
    ghost = tab.view.proposal.rects(tab.view._geometry)[talk]
    spot = (ghost.center() + tab.view._origin()).toPoint()
    left = tab.view.block_rect(talk).center()

    tip = tab.view.tip_at(QPointF(spot))
    QTest.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert "“Talk” moves from Monday at 9:00 to Tuesday at 9:00." in tip
    assert "“Talk” moves" not in tab.view.tip_at(left)
    assert (tab.view.selected, tab.view.proposal.looked_at) == (talk, talk)
    assert tab.view.proposal.after.block[talk].day_id == tuesday
    assert not tab.view.is_dragging


def test_in_a_low_window_the_choices_scroll_and_cover_nothing(tab, qtbot):
    ways = [{"Talk": (2, 540 + 60 * n), "Law": (2, 720)} for n in range(3)]
    made = [proposed(tab.week, way) for way in ways]
    long = "Moves many blocks, and says so in a great many words " * 4
    found = tuple(replace(one.found[0], summary=f"{n} {long}") for n, one in enumerate(made))
    propose(tab, qtbot, replace(made[0], found=found))
    panel = tab.planning.panel

    tab.resize(900, 700)
    qtbot.wait(20)
    whole = panel.choices.height()
    assert whole == panel.choices.sizeHint().height()
    tab.resize(900, 420)

    qtbot.wait_until(lambda: panel.choices.height() < whole)
    for upper, lower in pairwise((panel.choices, panel.quality, panel.lines, panel.accept)):
        assert upper.geometry().bottom() <= lower.geometry().top()


def test_a_screen_reader_is_told_what_arrived(tab, qtbot):
    propose(tab, qtbot, proposed(tab.week, {"Talk": (2, 540)}))

    said = tab.planning.panel.accessibleDescription()
    assert said.startswith("Proposal: Moves 1 block")


def test_a_plan_changed_meanwhile_is_not_overwritten(tab, database, course_id, runner, qtbot):
    propose(tab, qtbot, proposed(tab.week, {"Talk": (2, 540)}))
    law = next(one.id for one in tab.week.blocks if one.title == "Law")
    with database.step("Move") as db:
        move_block(db, law, course_day_id=tab.week.days[1].id, start_minute=540)
    tab.planning.accept()
    settled(runner, qtbot)
    panel = tab.planning.panel

    assert on_file(database, course_id)["Talk"] == (1, 540)
    assert panel.banner.message == "The plan was changed since this proposal was made."
    assert not panel.accept.isVisibleTo(tab)
    assert tab.view.proposal is None


def test_a_proposal_for_another_plan_can_be_made_again(tab, database, course_id, runner, qtbot):
    made = []

    def job(database, _progress):
        with database.read() as db:
            made.append(week(db, course_id))
        return proposed(made[-1], {"Talk": (2, 540)})

    tab.planning.propose("Thinking", job)
    qtbot.wait_until(lambda: tab.planning.is_proposing)
    law = next(one.id for one in tab.week.blocks if one.title == "Law")
    with database.step("Move") as db:
        move_block(db, law, course_day_id=tab.week.days[0].id, start_minute=780)
    settled(runner, qtbot)
    panel = tab.planning.panel
    assert panel.again.isVisibleTo(tab)

    QTest.keyClick(panel.lines, Qt.Key.Key_Return)
    settled(runner, qtbot)
    assert len(made) == 2
    assert panel.accept.isVisibleTo(tab)
    QTest.keyClick(panel.lines, Qt.Key.Key_Return)
    settled(runner, qtbot)

    assert on_file(database, course_id)["Talk"] == (2, 540)
    assert on_file(database, course_id)["Law"] == (1, 780)


def test_what_cannot_be_had_says_why_and_leads_to_its_block(tab, qtbot):
    talk = next(one.id for one in tab.week.blocks if one.title == "Talk")
    lines = (
        ReasonLine("“Talk” is pinned to Monday at 9:00.", block_id=talk),
        ReasonLine("Ana Ruiz comes on one day only.", constraint_id=7),
    )
    reason = Reason("“Law” and “Talk” cannot both be on Tuesday.", lines)
    wanted = []
    tab.planning.constraint_wanted.connect(wanted.append)
    propose(tab, qtbot, proposed(tab.week, reasons=(reason,)))
    panel = tab.planning.panel

    assert texts(tab) == [
        "Why not all of it can be had",
        "“Law” and “Talk” cannot both be on Tuesday.",
        "“Talk” is pinned to Monday at 9:00.",
        "Ana Ruiz comes on one day only.",
    ]
    assert not panel.accept.isVisibleTo(tab)
    assert panel.drop.text() == "Close"
    panel.lines.choose(2)
    assert tab.view.selected == talk
    panel.lines.choose(3)
    assert wanted == [7]


def test_stop_keeps_the_best_so_far_and_the_grid_stays_usable(tab, database, runner, qtbot):
    started = threading.Event()
    plan = tab.week

    def job(_database, progress):
        progress.report(1, 10, "Trying places")
        started.set()
        while not progress.cancelled:
            threading.Event().wait(0.01)
        return proposed(plan, {"Talk": (2, 540)})

    tab.planning.propose("Thinking", job)
    started.wait()
    qtbot.wait_until(tab.working.isVisible)
    refused = []
    runner.refused.connect(lambda error: refused.append(error.message))
    tab.planning.propose("Thinking", job)
    tab.view.select(next(one.id for one in plan.blocks if one.title == "Law"))
    assert refused == ["The planner is still at work."]
    assert tab.view.selected_block.title == "Law"
    tab.working.press()
    qtbot.wait_until(lambda: tab.planning.is_proposing)

    assert not tab.working.isVisible()
    assert texts(tab)[1] == "“Talk” moves from Monday at 9:00 to Tuesday at 9:00."


def test_closing_the_file_stops_the_planner(tab, runner, qtbot):
    stopped = threading.Event()

    def job(_database, progress):
        while not progress.cancelled:
            threading.Event().wait(0.01)
        stopped.set()

    tab.planning.propose("Thinking", job)
    runner.close()

    assert stopped.is_set()
