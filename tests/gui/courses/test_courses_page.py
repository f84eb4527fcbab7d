from __future__ import annotations

from datetime import date

import builders
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from cittrainer.gui.courses.new_course import NewCourseDialog, monday_after
from cittrainer.gui.courses.page import CoursesPage
from cittrainer.jobs.shipped import LABEL, load_shipped
from cittrainer.models import CourseState
from cittrainer.queries.courses import courses
from cittrainer.settings import SettingsFile


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def page(runner, settings, qtbot):
    one = CoursesPage(runner, settings)
    qtbot.addWidget(one)
    one.resize(1110, 700)
    one.show()
    qtbot.wait_until(lambda: runner.idle)
    return one


def three_courses(database):
    with database.step("Prepare") as db:
        builders.course(db, "A", title="Spring", venue="Größe Hall")
        builders.course(db, "B", title="Summer", first=date(2026, 7, 6), state=CourseState.RUNNING)
        builders.course(db, "C", title="=SUM(1)", first=date(2025, 7, 7), state=CourseState.CLOSED)


def titles(page):
    return [row.title for row in page.list.rows.rows()]


def on_file(database):
    with database.read() as db:
        return [(row.number, row.title, row.starts_on, row.days) for row in courses(db)]


def test_an_empty_file_says_what_to_do_first(page, qtbot):
    assert page.empty.isVisible()

    page.empty.primary_wanted.emit()

    dialog = page.findChild(NewCourseDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_courses_come_in_by_date_and_are_filtered_by_state_and_words(database, page, qtbot):
    three_courses(database)
    qtbot.wait_until(lambda: len(titles(page)) == 3)

    assert titles(page) == ["=SUM(1)", "Spring", "Summer"]
    page.chips.choose("running")
    assert titles(page) == ["Summer"]
    page.chips.choose("all")
    page.search.setText("größe gym")
    assert titles(page) == []
    page.search.setText("GROSSE hall")
    assert titles(page) == ["Spring"]


def test_enter_opens_the_course(database, page, qtbot):
    three_courses(database)
    qtbot.wait_until(lambda: len(titles(page)) == 3)
    row = page.list.rows.row_at(1)
    page.list.select([row.id])

    with qtbot.wait_signal(page.course_opened) as opened:
        QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert opened.args == [row.id]


def test_undo_from_anywhere_empties_the_list_again(database, page, qtbot):
    three_courses(database)
    qtbot.wait_until(lambda: len(titles(page)) == 3)

    database.undo()

    qtbot.wait_until(page.empty.isVisible)


def test_a_hidden_page_reloads_when_it_comes_into_view(database, page, qtbot):
    page.hide()
    three_courses(database)
    qtbot.wait(20)
    assert titles(page) == []

    page.show()

    qtbot.wait_until(lambda: len(titles(page)) == 3)


def test_the_list_is_exported_as_it_is_shown(database, page, qtbot, runner, tmp_path):
    three_courses(database)
    qtbot.wait_until(lambda: len(titles(page)) == 3)

    page.tools.write(tmp_path / "courses.xlsx")
    qtbot.wait_until(lambda: runner.idle)

    rows = CalamineWorkbook.from_path(tmp_path / "courses.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Dates", "Course", "Number"]
    assert [row[1] for row in rows[1:]] == ["=SUM(1)", "Spring", "Summer"]


def dialog(runner, qtbot, **values):
    one = NewCourseDialog(runner, **values)
    qtbot.addWidget(one)
    one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    one.show()
    qtbot.wait_until(lambda: runner.idle)
    return one


def test_a_course_is_made_from_a_curriculum_that_ships(database, runner, qtbot):
    with database.step(LABEL) as db:
        load_shipped(db)
    form = dialog(runner, qtbot)
    form.ui.curriculum.setCurrentIndex(form.ui.curriculum.findText("CIT week", Qt.MatchStartsWith))
    form.ui.first_day.setDate(QDate(2026, 9, 14))
    qtbot.wait_until(lambda: form.ui.number.text() == "CIT-2026-09")

    assert form.ui.title.text() == "CIT week as published in Minnesota"
    with qtbot.wait_signal(form.made):
        QTest.keyClick(form.ui.title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert on_file(database) == [
        ("CIT-2026-09", "CIT week as published in Minnesota", date(2026, 9, 14), 5)
    ]
    assert database.undoable().label == "New course “CIT week as published in Minnesota”"


def test_a_number_that_is_taken_is_refused_in_the_form(database, runner, qtbot):
    three_courses(database)
    form = dialog(runner, qtbot)
    form.ui.title.setText("Another")
    form.ui.number.setText("a")

    form.save.click()
    qtbot.wait_until(form.banner.isVisible)

    assert "“Spring” has the number A already." in form.banner.message
    assert form.ui.title.text() == "Another"
    assert form.save.isEnabled()
    form.settle()


def test_a_course_is_made_like_an_earlier_one(database, runner, qtbot):
    three_courses(database)
    with database.read() as db:
        earlier = next(row.id for row in courses(db) if row.number == "A")
    form = dialog(runner, qtbot, earlier_id=earlier)
    form.ui.first_day.setDate(QDate(2027, 3, 1))
    qtbot.wait_until(lambda: form.ui.number.text() == "CIT-2027-03")

    assert (form.ui.title.text(), form.ui.curriculum.isVisible()) == ("Spring", False)
    with qtbot.wait_signal(form.made):
        form.save.click()

    assert on_file(database)[0] == ("CIT-2027-03", "Spring", date(2027, 3, 1), 5)


@pytest.mark.parametrize("today", [date(2026, 5, 4), date(2026, 5, 8), date(2026, 5, 10)])
def test_a_new_course_is_proposed_for_a_monday(today):
    proposed = monday_after(today, 6)

    assert proposed.weekday() == 0
    assert 42 <= (proposed - today).days <= 48
