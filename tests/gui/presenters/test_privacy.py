"""What a presenter entrusted to the coordinator is found nowhere but in the open record."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from cittrainer.gui.common.history_words import told
from cittrainer.gui.presenters.confidential_dialog import ConfidentialDialog
from cittrainer.gui.presenters.edit_dialog import PresenterDialog
from cittrainer.gui.presenters.page import PresentersPage
from cittrainer.gui.presenters.tab import PresentersTab
from cittrainer.models import Change, ConfidentialRecord, Step
from cittrainer.queries import history
from cittrainer.queries.presenters import presenter
from cittrainer.queries.search import search
from cittrainer.services.confidential import OPENED, open_confidential

SECRETS = {
    "phone": "555-0117-4711",
    "email": "hidden@example.org",
    "address": "17 Hidden Lane",
    "support_person": "Sister Rosalind",
    "access_needs": "Quiet room xyzzy",
    "topics_not_asked": "Winter of 2019",
    "consent_scope": "No photographs plugh",
}
KIND_WORDS = ("lived_experience", "Lived experience")


@pytest.fixture
def written(runner, qtbot, on_file):
    """The record was written through its dialog, which is closed; tells what was announced."""
    announced = []
    runner.changed.connect(announced.append)
    dialog = ConfidentialDialog(runner, on_file.marcus)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.add_widget(dialog, before_close_func=lambda one: one.settle())
    dialog.show()
    qtbot.wait_until(lambda: runner.idle)
    for name, words in SECRETS.items():
        field = getattr(dialog.ui, name)
        if isinstance(field, QPlainTextEdit):
            field.setPlainText(words)
        else:
            field.setText(words)
    dialog.save.click()
    qtbot.wait_until(lambda: not dialog.isVisible() and bool(announced))
    return announced


def found(text):
    return [words for words in SECRETS.values() if words in text]


def test_history_holds_no_value_and_does_not_say_whose_record_it_is(database, written, on_file):
    with database.read() as db:
        steps = [(step.label, step.barrier, step.grouping) for step in db.query(Step)]
        changes = [(row.table_name, row.before, row.after) for row in db.query(Change)]
        lines = history.lines(db)

    told = repr((steps, changes, lines))
    assert steps[-1][0] == "Confidential record changed"
    assert "Marcus" not in repr(steps[-1])
    assert found(told) == []
    assert "confidential_record" in {table for table, *_rest in changes}


def test_the_history_page_tells_that_a_record_was_opened_and_no_more(database, written, on_file):
    with database.step(OPENED) as db:
        open_confidential(db, on_file.marcus)

    with database.read() as db:
        line = history.lines(db)[0]
        said = told(history.changes_of(db, line.step_ids))

    assert said == [("Opening of a confidential record noted", [])]


def test_what_is_announced_holds_no_value(written):
    assert "Confidential record changed" in [done.label for done in written]
    assert found(repr(written)) == []
    assert "Marcus" not in repr([done for done in written if "onfidential" in done.label])


def test_the_pages_hold_no_value(runner, qtbot, settings, written, on_file, database):
    page = PresentersPage(runner, settings)
    tab = PresentersTab(runner, settings, on_file.course)
    for each in (page, tab):
        qtbot.add_widget(each)
        each.show()
    qtbot.wait_until(lambda: runner.idle)
    page.list.select([on_file.marcus])
    qtbot.wait_until(lambda: runner.idle)
    with database.read() as db:
        form = PresenterDialog(runner, presenter(db, on_file.marcus), page)
    form.show()
    qtbot.wait_until(lambda: runner.idle)

    held = [repr(page.list.rows.rows()), repr(page.panel.shown), repr(tab.list.rows.rows())]
    for widget in QApplication.allWidgets():
        match widget:
            case QLabel() | QLineEdit():
                held.append(widget.text())
            case QPlainTextEdit():
                held.append(widget.toPlainText())
        held += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]

    assert "Marcus T." in "\n".join(held)
    assert found("\n".join(held)) == []
    form.settle()
    form.reject()


def test_exports_of_both_lists_hold_no_value_and_no_kind(
    runner, qtbot, settings, written, on_file, tmp_path
):
    page = PresentersPage(runner, settings)
    tab = PresentersTab(runner, settings, on_file.course)
    paths = [tmp_path / "book.csv", tmp_path / "course.csv"]
    for each, path in zip((page, tab), paths, strict=True):
        qtbot.add_widget(each)
        qtbot.wait_until(lambda: runner.idle)
        each.tools.write(path)
        qtbot.wait_until(lambda: runner.idle)

    text = "".join(path.read_text(encoding="utf-8-sig") for path in paths)
    assert text.count("Marcus T.") == 2
    assert found(text) == []
    assert not [word for word in KIND_WORDS if word in text]


def test_the_tab_tells_no_kind(runner, qtbot, settings, written, on_file):
    tab = PresentersTab(runner, settings, on_file.course)
    qtbot.add_widget(tab)
    tab.show()
    qtbot.wait_until(lambda: runner.idle)

    held = repr(tab.list.rows.rows())
    held += "".join(each.text() for each in tab.findChildren(QLabel))
    assert "Marcus T." in held
    assert not [word for word in KIND_WORDS if word in held]


@pytest.mark.parametrize("words", SECRETS.values())
def test_the_search_of_everything_does_not_find_it(database, written, words):
    with database.read() as db:
        assert search(db, "Marcus")
        assert search(db, words) == ()


def test_a_failing_statement_logs_no_value(database, written, on_file, caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Exception, match="UNIQUE") as told, database.step("Twice") as db:
        db.add(ConfidentialRecord(presenter_id=on_file.marcus, phone=SECRETS["phone"]))

    assert found(str(told.value) + repr(told.value) + caplog.text) == []
