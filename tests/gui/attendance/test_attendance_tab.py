from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from sqlalchemy import select
from taught import attend, close, taught

from cittrainer.gui.attendance.sheet import Kind
from cittrainer.gui.attendance.tab import AttendanceTab
from cittrainer.gui.attendance.walk_in import WalkInDialog
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.models import (
    AttendanceEntry,
    AttendanceMark,
    Course,
    CourseDay,
    CourseState,
    Enrollment,
    Step,
)
from cittrainer.settings import SettingsFile

CTRL = Qt.KeyboardModifier.ControlModifier


class SavesAs(FileChooser):
    """Answers with one path."""

    def __init__(self, path):
        self.path = path

    def save_file(self, parent, title, proposal, kinds):
        self.proposal = proposal
        return self.path


@pytest.fixture
def opened(database, runner, qtbot, tmp_path):
    """Opens the tab of a course and waits until it is shown."""

    def show(made, chooser=None):
        tab = AttendanceTab(
            runner, SettingsFile(tmp_path / "settings.toml"), made.course_id, chooser=chooser
        )
        qtbot.add_widget(tab)
        tab.resize(1100, 700)
        tab.show()
        qtbot.wait_until(lambda: tab.day is not None)
        return tab

    return show


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        return taught(db)


def settle(qtbot, runner, tab):
    qtbot.wait_until(lambda: runner.idle and not tab._later.isActive() and not tab._stale)


def press(tab, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(tab.ui.grid, key)
        else:
            QTest.keyClick(tab.ui.grid, key, modifier)


def kinds(tab, column=0):
    sheet = tab.ui.grid.sheet
    return [sheet.cell_at(row, column).kind for row in range(sheet.rowCount())]


def on_file(database):
    with database.read() as db:
        rows = db.scalars(select(AttendanceEntry).order_by(AttendanceEntry.id))
        return [(row.enrollment_id, row.block_id, row.mark, row.minutes) for row in rows]


def answer(button):
    """Press a button of the question that comes up next."""

    def now():
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(5, now)
            return
        texts.append(box.text() + " " + box.informativeText())
        next(each for each in box.buttons() if each.text().startswith(button)).click()

    texts = []
    QTimer.singleShot(0, now)
    return texts


def dialog(qtbot, tab, kind):
    qtbot.wait_until(lambda: bool(tab.findChildren(kind)))
    return tab.findChildren(kind)[-1]


def test_one_key_marks_a_cell_and_goes_to_the_next_name(opened, made, database, runner, qtbot):
    tab = opened(made)

    press(tab, Qt.Key.Key_Space, "a", "x")
    assert kinds(tab) == [Kind.PRESENT, Kind.ABSENT, Kind.EXCUSED]
    settle(qtbot, runner, tab)

    assert kinds(tab) == [Kind.PRESENT, Kind.ABSENT, Kind.EXCUSED]
    nguyen, omalley, okafor = made.trainees[1], made.trainees[0], made.trainees[2]
    assert on_file(database) == [
        (nguyen, made.blocks[0], AttendanceMark.PRESENT, 60),
        (omalley, made.blocks[0], AttendanceMark.ABSENT, 0),
        (okafor, made.blocks[0], AttendanceMark.EXCUSED, 0),
    ]
    assert tab.ui.grid.currentIndex().row() == 2
    assert tab.ticking.pending == {}


def test_minutes_missed_are_typed_after_late_and_early(opened, made, database, runner, qtbot):
    tab = opened(made)

    press(tab, "l20", Qt.Key.Key_Return, "e5", Qt.Key.Key_Return, "15", Qt.Key.Key_Down)
    settle(qtbot, runner, tab)

    assert [row[2:] for row in on_file(database)] == [
        (AttendanceMark.LATE, 40),
        (AttendanceMark.LEFT_EARLY, 55),
        (AttendanceMark.LATE, 45),
    ]


def test_escape_and_an_empty_answer_record_nothing(opened, made, database, runner, qtbot):
    tab = opened(made)

    press(tab, "l20", Qt.Key.Key_Escape, "l", Qt.Key.Key_Return)
    settle(qtbot, runner, tab)

    assert on_file(database) == []
    assert "the minutes missed were not typed" in tab.ui.hint.text()


def test_more_minutes_than_the_block_has_snap_back(opened, made, database, runner, qtbot):
    tab = opened(made)

    press(tab, "l90", Qt.Key.Key_Return)
    qtbot.wait_until(lambda: bool(tab.ui.banner.message))

    assert kinds(tab)[0] is Kind.OPEN
    assert "nobody can miss 90 minutes of it" in tab.ui.banner.message
    assert on_file(database) == []


def test_nothing_is_erased(opened, made, database, runner, qtbot):
    attend(database, made)
    tab = opened(made)
    before = on_file(database)

    press(tab, Qt.Key.Key_Delete)
    settle(qtbot, runner, tab)

    assert on_file(database) == before
    assert "Nothing is erased here" in tab.ui.hint.text()


def test_the_rest_of_a_column_and_of_the_day_is_present(opened, made, database, runner, qtbot):
    tab = opened(made)

    press(tab, "a")
    press(tab, Qt.Key.Key_Return, modifier=CTRL)
    settle(qtbot, runner, tab)
    assert kinds(tab) == [Kind.ABSENT, Kind.PRESENT, Kind.PRESENT]
    assert kinds(tab, 1) == [Kind.OPEN] * 3

    tab.ui.all_present.click()
    settle(qtbot, runner, tab)
    assert kinds(tab) == [Kind.ABSENT, Kind.PRESENT, Kind.PRESENT]
    assert kinds(tab, 1) == [Kind.PRESENT] * 3
    assert len(on_file(database)) == 6


def test_a_click_ticks_an_open_cell_and_leaves_others(opened, made, database, runner, qtbot):
    tab = opened(made)
    grid = tab.ui.grid

    for row in (0, 0, 2):
        place = grid.visualRect(grid.sheet.index(row, 1)).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, runner, tab)

    assert kinds(tab, 1) == [Kind.PRESENT, Kind.OPEN, Kind.PRESENT]
    assert len(on_file(database)) == 2


def test_a_name_is_found_by_typing_without_accents(opened, made, qtbot):
    tab = opened(made)

    press(tab, "/")
    QTest.keyClicks(tab.finder, "nguyen minh")
    QTest.keyClick(tab.finder, Qt.Key.Key_Return)

    assert tab.ui.grid.currentIndex().row() == 0
    QTest.keyClicks(tab.finder, "x")
    assert tab.ui.grid.names.found == -1


def test_the_steps_say_who_and_where(opened, made, database, runner, qtbot):
    tab = opened(made)

    press(tab, Qt.Key.Key_Space, Qt.Key.Key_Space)
    settle(qtbot, runner, tab)

    with database.read() as db:
        steps = db.execute(select(Step.label, Step.grouping).order_by(Step.id)).all()[-2:]
    together = f"attendance:{made.blocks[0]}"
    assert [tuple(step) for step in steps] == [
        ("Tick Minh Anh Nguyễn in “Block 1”", together),
        ("Tick Siobhán O'Malley in “Block 1”", together),
    ]


def test_a_tick_in_a_half_day_writes_all_its_blocks(database, opened, runner, qtbot):
    with database.step("Prepare") as db:
        made = taught(db, people=1, blocks=4)
    tab = opened(made)
    tab.views.choose("half_days")

    press(tab, "l70", Qt.Key.Key_Return)
    settle(qtbot, runner, tab)

    assert [(row[1], row[3]) for row in on_file(database)] == [
        (made.blocks[0], 0),
        (made.blocks[1], 50),
    ]


def test_a_day_with_open_ticks_is_closed_after_asking(opened, made, database, runner, qtbot):
    tab = opened(made)
    press(tab, Qt.Key.Key_Space)
    settle(qtbot, runner, tab)

    texts = answer("Cancel")
    tab.close_shown_day()
    assert "5 ticks of Minh Anh Nguyễn, Siobhán O'Malley and Chidinma Okafor" in texts[0]
    texts = answer("Close with")
    tab.close_shown_day()
    settle(qtbot, runner, tab)

    with database.read() as db:
        assert db.get_one(CourseDay, made.days[0]).closed
    assert not tab.ui.close_day.isEnabled()
    assert kinds(tab) == [Kind.PRESENT, Kind.ABSENT, Kind.ABSENT]


def test_a_tick_on_a_closed_day_asks_for_a_reason_first(opened, made, database, runner, qtbot):
    attend(database, made)
    close(database, made.days[0])
    tab = opened(made)

    press(tab, "a")
    assert kinds(tab)[0] is Kind.PRESENT
    form = dialog(qtbot, tab, ReasonDialog)
    form.act()
    qtbot.wait_until(lambda: bool(form.banner.message))
    assert "is closed" in form.banner.message
    form.reason.setPlainText("The sheet was read wrongly.")
    form.act()
    qtbot.wait_until(lambda: len(on_file(database)) == 7)
    settle(qtbot, runner, tab)

    assert kinds(tab)[0] is Kind.ABSENT
    tooltip = tab.ui.grid.sheet.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tooltip.startswith("Minh Anh Nguyễn: absent\nCorrected")
    assert tooltip.endswith("The sheet was read wrongly.")


def test_a_tick_is_refused_and_snaps_back_when_the_course_was_closed(
    opened, made, database, runner, qtbot
):
    tab = opened(made)
    with database.step("Close") as db:
        db.get_one(Course, made.course_id).state = CourseState.CLOSED

    press(tab, Qt.Key.Key_Space)
    qtbot.wait_until(lambda: bool(tab.ui.banner.message))

    assert kinds(tab)[0] is Kind.OPEN
    assert "attendance stays as it is" in tab.ui.banner.message


def test_undo_from_anywhere_refreshes_the_grid(opened, made, database, runner, qtbot):
    tab = opened(made)
    press(tab, Qt.Key.Key_Space)
    settle(qtbot, runner, tab)

    runner.undo()
    qtbot.wait_until(lambda: kinds(tab)[0] is Kind.OPEN)


def test_a_new_person_walks_in(opened, made, database, runner, qtbot):
    tab = opened(made)
    tab.ui.walk_in.click()
    form = dialog(qtbot, tab, WalkInDialog)
    form.ui.new_person.setChecked(True)
    form.enroll()
    qtbot.wait_until(lambda: bool(form.banner.message))
    assert "The last name is empty" in form.banner.message

    form.ui.last_name.setText("Álvarez")
    form.ui.first_name.setText("Zoë")
    form.ui.since.setCurrentIndex(1)
    form.enroll()
    qtbot.wait_until(lambda: tab.ui.grid.sheet.rowCount() == 4)
    settle(qtbot, runner, tab)

    assert kinds(tab, 1).count(Kind.PRESENT) == 1
    assert kinds(tab, 0) == [Kind.OPEN] * 4
    with database.read() as db:
        newest = db.scalars(select(Enrollment).order_by(Enrollment.id.desc())).first()
        assert (newest.walk_in, newest.person.full_name) == (True, "Zoë Álvarez")


def test_somebody_on_file_walks_in_and_those_seated_cannot(opened, made, database, runner, qtbot):
    with database.step("Add") as db:
        builders.person(db, "Washington", "Denise")
    tab = opened(made)
    tab.open_walk_in()
    form = dialog(qtbot, tab, WalkInDialog)
    qtbot.wait_until(lambda: form.ui.found.count() == 4)
    seated = [
        form.ui.found.item(at)
        for at in range(4)
        if not form.ui.found.item(at).flags() & Qt.ItemFlag.ItemIsSelectable
    ]
    assert len(seated) == 3

    form.ui.search.setText("washing")
    qtbot.wait_until(lambda: form.ui.found.count() == 1)
    form.enroll()
    qtbot.wait_until(lambda: tab.ui.grid.sheet.rowCount() == 4)
    settle(qtbot, runner, tab)

    assert database.undoable().label == "Walk-in Washington, Denise in CIT-2026-05"


def test_the_sign_in_sheets_are_saved_where_one_says(opened, made, database, qtbot, tmp_path):
    chooser = SavesAs(tmp_path / "sheets")
    tab = opened(made, chooser)

    with qtbot.wait_signal(tab.said, timeout=10_000):
        tab.ui.print.click()

    assert chooser.proposal == "CIT-2026-05 sign-in sheets.pdf"
    assert (tmp_path / "sheets.pdf").read_bytes().startswith(b"%PDF")


def test_a_course_without_people_says_what_to_do_first(database, opened, qtbot):
    with database.step("Prepare") as db:
        made = taught(db, people=0)

    tab = opened(made)

    assert tab.ui.stack.currentWidget() is tab.empty
