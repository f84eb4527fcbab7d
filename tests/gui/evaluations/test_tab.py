from __future__ import annotations

from datetime import date
from pathlib import Path

import builders
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cittrainer.gui.evaluations import tab as tab_module
from cittrainer.gui.evaluations.handed_in import HandedInDialog
from cittrainer.gui.evaluations.likert import LikertBar
from cittrainer.gui.evaluations.page import EvaluationsPage
from cittrainer.gui.evaluations.tab import COMPARED, EvaluationsTab
from cittrainer.jobs.shipped import load_shipped
from cittrainer.queries.evaluations import course_forms, forms, handed_in
from cittrainer.services.evaluations import FilledForm, enter_stack
from cittrainer.settings import SettingsFile

TODAY = date(2026, 5, 8)


class Chooser:
    """Answers with one path."""

    def __init__(self, path):
        self.path = path
        self.proposals = []

    def save_file(self, _parent, _title, proposal, _kinds):
        self.proposals.append(proposal)
        return self.path


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course_id(database):
    with database.step("Prepare") as db:
        builders.academy(db)
        load_shipped(db)
        course = builders.course(db, days=2)
        for last_name in ("Abbott", "Ziegler"):
            builders.enrollment(db, course, builders.person(db, last_name))
        return course.id


def enter(database, course_id, code, occasion, marks, comment=""):
    with database.step("Enter") as db:
        form = next(one for one in forms(db) if one.code == code)
        first = form.questions[0].id
        words = [one.id for one in form.questions if one.kind == "comment"]
        stack = [
            FilledForm({first: mark}, {words[0]: comment} if comment else {}) for mark in marks
        ]
        enter_stack(db, course_id, form.id, occasion, stack, today=TODAY)


@pytest.fixture
def shown(runner, settings, qtbot, course_id):
    def show(chooser=None):
        tab = EvaluationsTab(runner, settings, course_id, chooser=chooser)
        qtbot.add_widget(tab)
        tab.show()
        qtbot.wait_until(lambda: runner.idle)
        return tab

    return show


def texts(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.text()]


def bars(widget):
    return [one.accessibleName() for one in widget.findChildren(LikertBar)]


def choose(qtbot, runner, tab, code, occasion):
    form = next(one for one in tab._course.forms if one.form.code == code)
    tab.forms.choose(str(form.form.id))
    qtbot.wait_until(lambda: runner.idle)
    tab.occasions.choose(occasion)


def test_a_course_without_forms_says_what_to_do_first(shown, qtbot, runner):
    tab = shown()

    assert tab.empty.isVisible()
    assert not tab.report.isEnabled()
    assert not tab.discard.isEnabled()


def test_results_are_shown_as_bars_with_numbers_and_means(shown, database, course_id):
    enter(database, course_id, "DAILY", "2026-05-04", [5, 5, 4, 4, 2], "The walks")

    tab = shown()

    tab.occasions.choose("2026-05-04")
    assert bars(tab)[0].endswith("2 Disagree: 1, 3 Neither: 0, 4 Agree: 2, 5 Strongly agree: 2")
    assert "4.00" in texts(tab.results)
    assert "“The walks”  × 5" in texts(tab.results)


def test_what_too_few_answered_is_not_on_the_page(shown, database, course_id):
    enter(database, course_id, "DAILY", "2026-05-04", [1, 1, 1, 2], "Only four of us")

    tab = shown()
    tab.occasions.choose("2026-05-04")

    assert set(bars(tab)) == {"fewer than 5 answers, not shown"}
    assert not any("Only four" in text for text in texts(tab.results))
    assert "1.25" not in texts(tab.results)


def test_before_and_after_are_compared(shown, database, course_id, qtbot, runner):
    enter(database, course_id, "PRE-POST", "pre", [2] * 5)
    enter(database, course_id, "PRE-POST", "post", [4] * 6)

    tab = shown()
    choose(qtbot, runner, tab, "PRE-POST", COMPARED)

    assert {"2.00", "4.00", "+2.00"} <= set(texts(tab.results))


def test_another_stack_appears_by_itself(shown, database, course_id, qtbot):
    tab = shown()

    enter(database, course_id, "DAILY", "2026-05-04", [3] * 5)

    qtbot.wait_until(tab.results.isVisible)
    assert tab.report.isEnabled()


def test_a_stack_is_discarded_after_asking(shown, database, course_id, qtbot, runner, monkeypatch):
    enter(database, course_id, "DAILY", "2026-05-04", [3] * 5)
    asked = []
    monkeypatch.setattr(tab_module, "ask", lambda *words, **_more: asked.append(words[1:3]) or True)
    tab = shown()
    tab.occasions.choose("2026-05-04")

    tab.discard.click()
    qtbot.wait_until(lambda: runner.idle)

    assert asked[0][0] == "Discard 5 forms of “Daily form”?"
    assert "cannot be brought back" in asked[0][1]
    with database.read() as db:
        assert all(one.entered == 0 for one in course_forms(db, course_id).forms)


def test_the_blank_form_and_the_report_are_saved_as_pdf(
    shown, database, course_id, qtbot, runner, tmp_path
):
    enter(database, course_id, "DAILY", "2026-05-04", [3] * 5)
    chooser = Chooser(tmp_path / "paper")
    tab = shown(chooser)
    tab.occasions.choose("2026-05-04")

    for save, said in ((tab.print, "This form is anonymous"), (tab.report, "Forms entered: 5")):
        save.click()
        qtbot.wait_until(lambda: runner.idle)
        (path,) = tmp_path.glob("paper.pdf")
        assert any(said in page.extract_text() for page in pypdf.PdfReader(path).pages)
        Path(path).unlink()
    assert chooser.proposals == ["CIT-2026-05 Daily form.pdf", "CIT-2026-05 Daily form results.pdf"]


def test_names_are_ticked_at_the_door(database, runner, course_id, qtbot):
    with database.read() as db:
        course = course_forms(db, course_id)
    dialog = HandedInDialog(runner, course)
    qtbot.add_widget(dialog)
    dialog.show()
    qtbot.wait_until(lambda: dialog.model.rowCount() == 2)
    cell = dialog.model.index(0, 2)

    dialog.table.setCurrentIndex(cell)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    qtbot.wait_until(lambda: runner.idle)

    with database.read() as db:
        ((_enrollment, form_id),) = handed_in(db, course_id).ticks
    assert form_id == course.forms[0].form.id
    qtbot.wait_until(
        lambda: dialog.model.headerData(2, Qt.Orientation.Horizontal) == "Daily form: 1"
    )
    assert dialog.table.currentIndex() == dialog.model.index(0, 2)


def test_the_page_lists_courses_and_opens_one(database, runner, settings, course_id, qtbot):
    enter(database, course_id, "COURSE", "course", [3] * 4)
    page = EvaluationsPage(runner, settings)
    qtbot.add_widget(page)
    page.show()
    qtbot.wait_until(lambda: page.list.rows.rowCount() == 1)

    assert page.list.export_rows()[1][0][-1] == "few"
    with qtbot.wait_signal(page.course_opened) as opened:
        page.list.row_opened.emit(page.list.rows.row_at(0))

    assert opened.args == [course_id]
    page.chooser.setCurrentIndex(page.chooser.findText("Daily form, version 1"))
    assert any("Too much was packed" in text and "bad" in text for text in texts(page.card))


def test_an_empty_file_offers_the_forms_that_ship(runner, settings, qtbot):
    page = EvaluationsPage(runner, settings)
    qtbot.add_widget(page)
    page.show()
    qtbot.wait_until(page.empty.isVisible)

    page.empty.primary_wanted.emit()

    qtbot.wait_until(lambda: page.chooser.count() == 3)
