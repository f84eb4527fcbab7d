"""Findings beside the week: filtered, searched, grouped, mended with one click, let stand."""

from __future__ import annotations

from dataclasses import replace

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from weeks import block, week

from cittrainer.gui.common.cards import Chips
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.common.stylesheet import stylesheet
from cittrainer.gui.common.tokens import LIGHT
from cittrainer.gui.courses.findings_menu import FindingsMenu
from cittrainer.gui.courses.week.findings_panel import BLOCK, KIND, FindingsPanel
from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.models import Booking, BookingState
from cittrainer.queries import weeks
from cittrainer.rules.checks import findings
from cittrainer.rules.mends import Mend
from cittrainer.rules.values import ERROR, NOTE, WARNING, Finding
from cittrainer.settings import SettingsFile

LAW, TALK = block("Law", 1, "9:00"), block("Talk", 2, "9:00")
CLASH = Finding("presenter_twice", ERROR, "Ana is booked twice.", (LAW.id,), presenters=(1,))
OPEN = Finding("not_confirmed", WARNING, "Ben has not confirmed.", (TALK.id,))
LATE = Finding("outside_day", WARNING, "Law ends late.", (LAW.id,))
STOOD = Finding("room_twice", NOTE, "Room A twice.", (TALK.id,), overridden="A large hall")
HOURS = Finding("standard_hours", NOTE, "The week is short.")


@pytest.fixture
def panel(qtbot):
    made = FindingsPanel()
    qtbot.add_widget(made)
    made.resize(290, 600)
    made.show()
    made.show_findings(week(LAW, TALK), (CLASH, OPEN, LATE, HOURS, STOOD))
    return made


def press(widget, key):
    QTest.keyClick(widget, key)


def headings(panel):
    model = panel.list.model()
    rows = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    return [(row.heading, row.finding.sentence) for row in rows]


def test_the_filters_show_the_counts_and_fit_beside_each_other(panel):
    chips = panel._filters

    assert [chip.accessibleName() for chip in chips.values()] == [
        "1 error",
        "2 warnings",
        "2 notes",
    ]
    for chip in chips.values():
        assert chip.width() >= chip.sizeHint().width()
        assert chip.geometry().right() < panel.width()


def test_the_search_finds_sentences_kinds_and_blocks(panel):
    panel.show_findings(week(LAW, TALK), (CLASH, OPEN, LATE, HOURS, STOOD, OPEN, OPEN))
    assert panel.search.isVisible()

    panel.search.setText("law ENDS")
    assert panel.shown == (LATE,)
    panel.search.setText("talk")
    assert panel.shown == (OPEN, STOOD, OPEN, OPEN)
    panel.search.setText("nothing like it")
    assert panel._empty.text() == "Nothing is left by the filter."


def test_findings_are_grouped_by_block_in_the_order_of_the_agenda(panel):
    panel.group_by(BLOCK)

    assert headings(panel) == [
        ("The whole week", HOURS.sentence),
        ("Law", CLASH.sentence),
        ("", LATE.sentence),
        ("Talk", OPEN.sentence),
        ("", STOOD.sentence),
    ]


def test_findings_are_grouped_by_kind(panel):
    panel.group_by(KIND)

    assert [heading for heading, _ in headings(panel)] == [
        "Not confirmed",
        "Outside day",
        "Presenter twice",
        "Room twice",
        "Standard hours",
    ]


def test_arrows_look_at_the_next_finding_and_select_its_block(panel, qtbot):
    panel.look_at(CLASH)

    with qtbot.wait_signal(panel.block_selected) as chosen:
        press(panel.list, Qt.Key.Key_Down)

    assert chosen.args == [TALK.id]
    assert panel.list.finding == OPEN


def test_enter_applies_the_first_mend_and_nothing_while_there_is_none(panel, qtbot):
    one, other = Mend("Move it", ()), Mend("Swap it", (), ("A warning comes.",))
    panel.look_at(CLASH)
    with qtbot.assert_not_emitted(panel.actions_box.mend_chosen):
        press(panel.list, Qt.Key.Key_Return)
    panel.actions_box.show_mends(CLASH, (one, other))

    with qtbot.wait_signal(panel.actions_box.mend_chosen) as chosen:
        press(panel.list, Qt.Key.Key_Return)

    assert chosen.args == [CLASH, one]
    names = {each.accessibleName() for each in panel.actions_box.findChildren(QPushButton)}
    assert names >= {"Apply: Move it", "Apply: Swap it (brings a warning)"}


def test_mends_of_another_finding_are_not_shown(panel):
    panel.look_at(OPEN)

    panel.actions_box.show_mends(CLASH, (Mend("Move it", ()),))

    assert panel.actions_box.mends == ()


def test_it_is_said_when_no_single_change_would_mend_a_finding(panel):
    def said():
        return [one.text() for one in panel.actions_box.findChildren(QLabel)]

    panel.look_at(OPEN)
    assert "No single change would mend it." not in said()

    panel.actions_box.show_mends(OPEN, ())

    assert "No single change would mend it." in said()


def test_only_errors_can_be_let_stand_and_what_stands_can_be_taken_back(panel, qtbot):
    box = panel.actions_box
    panel.look_at(CLASH)
    with qtbot.wait_signal(box.stand_wanted):
        press(panel.list, Qt.Key.Key_F2)
    panel.look_at(STOOD)
    with qtbot.wait_signal(box.take_back_wanted):
        press(panel.list, Qt.Key.Key_F2)
    panel.look_at(OPEN)
    with qtbot.assert_not_emitted(box.stand_wanted), qtbot.assert_not_emitted(box.take_back_wanted):
        press(panel.list, Qt.Key.Key_F2)


def test_a_finding_that_stays_is_still_looked_at_and_its_mends_are_looked_for_anew(panel, qtbot):
    panel.look_at(OPEN)
    panel.actions_box.show_mends(OPEN, (Mend("Old", ()),))
    plan = week(LAW, TALK)

    with qtbot.wait_signal(panel.mends_wanted) as wanted:
        panel.show_findings(plan, (OPEN, HOURS))

    assert wanted.args == [plan, OPEN]
    assert panel.list.finding == OPEN
    assert panel.actions_box.mends == ()
    panel.show_findings(plan, (HOURS,))
    assert not panel.actions_box.isVisible()


def test_nothing_is_offered_for_a_course_that_is_over(panel):
    panel.show_findings(week(LAW, TALK), (CLASH,))

    panel.show_findings(replace(week(LAW, TALK), state="closed"), (CLASH,))
    panel.look_at(CLASH)

    assert not panel.actions_box.isVisible()


@pytest.fixture
def course_id(database):
    """Ana is in two rooms at once on Monday."""
    with database.step("Prepare") as db:
        one = builders.course(db, days=2)
        ana = builders.presenter(db, "Ana")
        for title in ("Law", "Talk"):
            made = builders.block(db, title, day=one.days[0], start="9:00")
            state = BookingState.CONFIRMED
            part = made.parts[0].id
            builders.add(db, Booking(block_part_id=part, presenter_id=ana.id, state=state))
        return one.id


@pytest.fixture
def tab(runner, tmp_path, course_id, qtbot):
    one = WeekTab(runner, SettingsFile(tmp_path / "settings.toml"), course_id)
    qtbot.addWidget(one)
    one.resize(1100, 700)
    one.show()
    qtbot.wait_until(lambda: one.week is not None and runner.idle)
    return one


def kinds(database, course_id):
    with database.read() as db:
        return {one.kind for one in findings(weeks.week(db, course_id))}


def look(tab, kind, qtbot):
    finding = next(one for one in tab.findings.shown if one.kind == kind)
    tab.findings.look_at(finding)
    return finding


def test_one_click_mends_a_finding_as_one_step(tab, database, course_id, qtbot):
    look(tab, "presenter_twice", qtbot)
    box = tab.findings.actions_box
    qtbot.wait_until(lambda: any(one.isVisible() for one in box.findChildren(QPushButton, "apply")))
    apply = next(one for one in box.findChildren(QPushButton, "apply") if one.isVisible())
    # It is shown before it is laid out; a mouse finds it only where it is drawn.
    qtbot.wait_until(lambda: tab.childAt(apply.mapTo(tab, apply.rect().center())) is apply)

    QTest.mouseClick(apply, Qt.MouseButton.LeftButton)

    qtbot.wait_until(lambda: all(one.kind != "presenter_twice" for one in tab.findings.shown))
    assert "presenter_twice" not in kinds(database, course_id)
    assert database.undoable().label.startswith("Move “")
    assert not tab.findings.actions_box.isVisible()


def test_the_menu_of_a_block_has_its_findings_with_what_mends_them(
    tab, database, course_id, qtbot, runner
):
    law = next(one for one in tab.week.blocks if one.title == "Law")
    menu = tab.block_menu(law).findChild(FindingsMenu)
    submenu = next(action.menu() for action in menu.actions() if "Ana is booked" in action.text())

    submenu.aboutToShow.emit()

    qtbot.wait_until(lambda: submenu.actions()[0].text().startswith("Move “"))
    assert [action.text() for action in submenu.actions()][-2:] == [
        "Let it stand…",
        "Show among the findings",
    ]
    submenu.actions()[0].trigger()
    qtbot.wait_until(lambda: "presenter_twice" not in kinds(database, course_id))


def test_a_block_without_findings_has_none_in_its_menu(tab):
    assert tab.mending.menu(0, tab.view.findings) is None


def test_mends_do_not_squeeze_the_hours_above_them(tab, qtbot):
    look(tab, "presenter_twice", qtbot)
    tab.resize(1100, 400)
    box = tab.findings.actions_box
    finding = tab.findings.list.finding
    long = "Move “María José García-López van der Berg-Ó Súilleabháin” to Monday at 8:00"

    box.show_mends(finding, tuple(Mend(f"{long} {n}", ()) for n in range(3)))

    qtbot.wait_until(lambda: len(box.findChildren(QPushButton, "apply")) >= 3)

    def sentences() -> list[QLabel]:
        labels = box.findChildren(QLabel)
        return [one for one in labels if one.isVisible() and one.text().startswith("Move")]

    # They are laid out once the window's thread has a moment.
    qtbot.wait_until(lambda: bool(sentences()) and all(one.height() for one in sentences()))
    # A card whose height follows its width takes more than its share from the cards beside it.
    assert not tab.findings.hasHeightForWidth()
    assert tab.hours.height() >= tab.hours.minimumSizeHint().height()
    for said in sentences():
        assert said.height() >= said.heightForWidth(said.width())


def test_an_error_stands_with_a_reason_is_shown_as_a_note_and_taken_back(tab, database, qtbot):
    look(tab, "presenter_twice", qtbot)
    press(tab.findings.list, Qt.Key.Key_F2)
    qtbot.wait_until(lambda: tab.findChild(ReasonDialog) is not None)
    dialog = tab.findChild(ReasonDialog)
    dialog.reason.setPlainText("She walks over")

    dialog.act()

    qtbot.wait_until(lambda: any(one.overridden for one in tab.findings.shown))
    stood = next(one for one in tab.findings.shown if one.overridden)
    assert (stood.severity, stood.overridden) == (NOTE, "She walks over")
    assert "She walks over" in stood.hint
    assert database.undoable().label.startswith("Let stand: Ana is booked twice")
    tab.findings.look_at(stood)
    press(tab.findings.list, Qt.Key.Key_F2)
    qtbot.wait_until(lambda: not any(one.overridden for one in tab.findings.shown))
    assert any(one.kind == "presenter_twice" for one in tab.findings.shown)


def test_a_chosen_filter_has_room_for_its_heavier_words(qtbot):
    chips = Chips("States")
    chips.setStyleSheet(stylesheet(LIGHT))
    qtbot.add_widget(chips)
    chips.add("a", "Curricula")
    chips.add("b", "Standards")
    chips.set_count("a", 3)
    chips.show()

    for chip in chips.findChildren(QPushButton):
        heavy = QFont(chip.font())
        heavy.setWeight(QFont.Weight.DemiBold)
        room = chip.width() - 2 * 13
        assert room >= QFontMetrics(heavy).horizontalAdvance(chip.text())
