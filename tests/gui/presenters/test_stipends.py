"""The stipends of a course in the window, and the papers of presenters."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from python_calamine import CalamineWorkbook

from cittrainer.gui.common.dates import short_date, this_day
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.presenters.page import PresentersPage
from cittrainer.gui.presenters.stipend_forms import AmountForm, PayForm
from cittrainer.gui.presenters.stipends_dialog import StipendsDialog
from cittrainer.gui.presenters.tab import PresentersTab
from cittrainer.models import Presenter, Stipend, StipendPer
from cittrainer.services.bookings import record_actual


class Chooser(FileChooser):
    """Answers with a path, or with nothing."""

    def __init__(self, path=None):
        self.path = path
        self.proposals = []

    def save_file(self, _parent, _title, proposal, _kinds):
        self.proposals.append(proposal)
        return self.path


@pytest.fixture
def terms(database, on_file):
    """Marcus has 75 dollars a talk, Ana 100 an hour and a part of two hours that she presented."""
    with database.step("Terms") as db:
        builders.academy(db)
        marcus, ana = db.get_one(Presenter, on_file.marcus), db.get_one(Presenter, on_file.ana)
        marcus.stipend_cents, marcus.stipend_method = 7500, "check"
        ana.stipend_cents, ana.stipend_per = 10000, StipendPer.HOUR
        record_actual(db, on_file.law, [on_file.ana])
    return on_file


@pytest.fixture
def dialog(runner, settings, qtbot, terms):
    return opened(runner, settings, qtbot, terms.course)


def opened(runner, settings, qtbot, course_id, **values):
    made = StipendsDialog(runner, settings, course_id, **values)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.add_widget(made)
    made.show()
    qtbot.wait_until(lambda: runner.idle)
    return made


def table(dialog):
    columns = [dialog.list.rows.column(key) for key in ("presenter", "amount", "state", "method")]
    return [
        tuple(dialog.list.rows.index(line, at).data() for at in columns)
        for line in range(dialog.list.rows.rowCount())
    ]


def form_of(dialog, kind, qtbot):
    (form,) = [one for one in dialog.findChildren(kind) if one.isVisible()]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return form


def save(form, runner, qtbot):
    form.save.click()
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait(10)
    qtbot.wait_until(lambda: runner.idle)


def test_everybody_stands_there_with_amount_and_state(dialog):
    assert table(dialog) == [
        ("Dr. Ana Ruiz", "$100.00", "To be paid", "–"),
        ("Marcus T.", "$75.00", "To be paid", "–"),
    ]
    assert dialog.sums.text() == "2 stipends to be paid, $175.00 · paid: $0.00"


def test_the_selected_are_paid_by_one_key_and_it_can_be_undone(dialog, runner, qtbot, database):
    dialog.list.selectAll()
    qtbot.keyClick(dialog.list, Qt.Key.Key_P)
    form = form_of(dialog, PayForm, qtbot)
    assert form.method.text() == "check"
    assert form.day.text() == short_date(this_day())
    save(form, runner, qtbot)

    assert not form.isVisible()
    assert [row[2:] for row in table(dialog)] == [("Paid", "check"), ("Paid", "check")]
    assert dialog.sums.text() == "Everything is settled · paid: $175.00"
    assert not dialog.paid_button.isEnabled()
    assert database.undoable().label == "Stipend paid: 2 presenters"

    runner.undo()
    qtbot.wait_until(lambda: table(dialog)[0][2] == "To be paid")


def test_of_several_only_those_who_are_open_are_paid(dialog, runner, qtbot, database, terms):
    with database.step("More") as db:
        record_actual(db, terms.law, [terms.ana, terms.rae])
    dialog.list.select([terms.marcus])
    qtbot.keyClick(dialog.list, Qt.Key.Key_D)
    qtbot.wait_until(lambda: [row[2] for row in table(dialog)].count("To be paid") == 1)
    assert table(dialog)[2] == ("Rae Lund", "$0.00", "Nothing due", "–")

    dialog.list.selectAll()
    dialog.paid_button.click()
    save_method(form_of(dialog, PayForm, qtbot), runner, qtbot)

    assert [row[2] for row in table(dialog)] == ["Paid", "Declined", "Nothing due"]


def save_method(form, runner, qtbot):
    form.method.setText("transfer")
    save(form, runner, qtbot)


def test_one_is_paid_another_amount(dialog, runner, qtbot, database, terms):
    dialog.list.select([terms.marcus])
    dialog.paid_button.click()
    form = form_of(dialog, PayForm, qtbot)
    form.amount.setText("$80.5")
    form.method.setText("gift card")
    save(form, runner, qtbot)

    assert table(dialog)[1] == ("Marcus T.", "$80.50", "Paid", "gift card")
    with database.read() as db:
        assert db.query(Stipend).one().amount_cents == 8050


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("amount", "much", "is no amount of money"),
        ("amount", "-5", "is no amount of money"),
        ("amount", "", "is no amount of money"),
        ("day", "", "day of payment is missing"),
        ("day", "the 5th", "is no date"),
        ("method", " ", "way of payment is empty"),
    ],
)
def test_what_cannot_be_is_said_in_the_form_and_nothing_is_lost(
    dialog, runner, qtbot, database, terms, field, text, says
):
    dialog.list.select([terms.marcus])
    dialog.paid_button.click()
    form = form_of(dialog, PayForm, qtbot)
    getattr(form, field).setText(text)
    save(form, runner, qtbot)

    assert says in form.banner.message
    assert form.isVisible()
    assert getattr(form, field).text() == text
    with database.read() as db:
        assert db.query(Stipend).count() == 0
    form.settle()
    form.reject()


def test_a_day_still_to_come_is_refused_in_the_form(dialog, runner, qtbot, terms):
    dialog.list.select([terms.marcus])
    dialog.paid_button.click()
    form = form_of(dialog, PayForm, qtbot)
    form.day.set_date(this_day() + timedelta(days=30))
    save(form, runner, qtbot)

    assert "still to come" in form.banner.message
    form.settle()
    form.reject()


def test_declined_and_taken_back_by_keys(dialog, runner, qtbot, terms):
    dialog.list.select([terms.ana])
    qtbot.keyClick(dialog.list, Qt.Key.Key_D)
    qtbot.wait_until(lambda: table(dialog)[0] == ("Dr. Ana Ruiz", "$0.00", "Declined", "–"))

    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    qtbot.wait_until(lambda: table(dialog)[0] == ("Dr. Ana Ruiz", "$100.00", "To be paid", "–"))


def test_enter_changes_the_amount_and_empty_goes_back_to_the_terms(dialog, runner, qtbot, terms):
    dialog.list.select([terms.ana])
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    form = form_of(dialog, AmountForm, qtbot)
    form.amount.setText("42")
    save(form, runner, qtbot)
    assert table(dialog)[0][1] == "$42.00"
    form.deleteLater()
    qtbot.wait(1)

    dialog.amount_button.click()
    form = form_of(dialog, AmountForm, qtbot)
    form.amount.clear()
    save(form, runner, qtbot)
    assert table(dialog)[0][1] == "$100.00"


def test_the_sheet_has_amounts_as_numbers(runner, settings, qtbot, terms, tmp_path):
    chooser = Chooser(tmp_path / "stipends.xlsx")
    dialog = opened(runner, settings, qtbot, terms.course, chooser=chooser)

    dialog.export.click()
    qtbot.wait_until(lambda: runner.idle)

    rows = CalamineWorkbook.from_path(chooser.path).get_sheet_by_index(0).to_python()
    assert [row[4] for row in rows[-2:]] == [100.0, 75.0]
    assert chooser.proposals == ["CIT-2026-05 stipends.xlsx"]
    assert "Saved" in dialog.banner.message


def test_a_course_without_presenters_says_what_to_do_first(database, runner, settings, qtbot):
    with database.step("Prepare") as db:
        course_id = builders.course(db).id
    dialog = opened(runner, settings, qtbot, course_id)

    assert dialog.list.rows.rowCount() == 0
    assert not dialog.export.isEnabled()
    assert not dialog.paid_button.isEnabled()
    assert dialog.sums.isHidden()


def test_no_kind_is_told(dialog):
    held = repr(dialog.list.rows.rows())

    assert "Marcus T." in held
    assert not [word for word in ("lived", "LIVED", "kind") if word in held]


@pytest.fixture
def tab(runner, settings, qtbot, terms):
    made = PresentersTab(runner, settings, terms.course)
    qtbot.add_widget(made)
    made.resize(1104, 600)
    made.show()
    qtbot.wait_until(lambda: runner.idle)
    return made


def entry(menu, text):
    (found,) = [action for action in menu.actions() if action.text() == text]
    return found


def test_the_slots_of_everybody_and_of_one_are_saved_from_the_tab(tab, runner, qtbot, tmp_path):
    said = []
    tab.said.connect(said.append)
    chooser = tab.papers.printing.chooser = Chooser(tmp_path / "all.pdf")
    entry(tab.more.menu(), "Print slots…").trigger()
    qtbot.wait_until(lambda: len(said) == 1)

    tab.list.select([tab.list.rows.key_at(0)])
    menu = QMenu()
    tab.list.menu_wanted.emit(menu, tab.list.selected_rows())
    chooser.path = tmp_path / "marcus.pdf"
    entry(menu, "Print slots…").trigger()
    qtbot.wait_until(lambda: len(said) == 2)

    assert chooser.proposals == ["CIT-2026-05 slots.pdf", "CIT-2026-05 slots Marcus T.pdf"]
    (page,) = PdfReader(chooser.path).pages
    assert "Marcus T." in page.extract_text()


def test_stipends_are_opened_from_the_tab(tab, runner, qtbot):
    entry(tab.more.menu(), "Stipends…").trigger()
    qtbot.wait_until(lambda: runner.idle)

    (dialog,) = tab.findChildren(StipendsDialog)
    assert dialog.isVisible()
    dialog.close()


def test_the_panel_offers_the_service_record_and_the_slots(
    runner, settings, qtbot, terms, tmp_path
):
    page = PresentersPage(runner, settings)
    qtbot.add_widget(page)
    page.show()
    page.show_presenter(terms.ana)
    qtbot.wait_until(lambda: runner.idle and page.panel.shown is not None)
    said = []
    page.printing.said.connect(said.append)
    chooser = page.printing.chooser = Chooser(tmp_path / "ana.pdf")

    menu = page.printing.menu_of(page.panel.shown, page)
    assert [one.text() for one in menu.actions()] == ["Service record…", "Slots in CIT-2026-05…"]
    menu.actions()[0].trigger()
    qtbot.wait_until(lambda: len(said) == 1)

    assert "The law" in PdfReader(chooser.path).pages[0].extract_text()
    assert page.panel.papers.isVisible()


def test_no_place_no_file(runner, settings, qtbot, terms, tmp_path):
    page = PresentersPage(runner, settings)
    qtbot.add_widget(page)
    page.printing.chooser = Chooser(None)
    page.printing.save_record(terms.ana, "Dr. Ana Ruiz")
    page.printing.save_slots(terms.course, "CIT-2026-05", (terms.ana,), "Dr. Ana Ruiz")
    qtbot.wait_until(lambda: runner.idle)

    assert list(tmp_path.glob("*.pdf")) == []
