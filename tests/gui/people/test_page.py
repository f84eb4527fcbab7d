from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QSpinBox
from python_calamine import CalamineWorkbook

from cittrainer.errors import UserError
from cittrainer.gui.people.agency_dialog import AgencyDialog
from cittrainer.gui.people.page import PeoplePage
from cittrainer.gui.people.person_dialog import PersonDialog
from cittrainer.models import Agency, Person, TraineeRole
from cittrainer.queries.people import PAGE
from cittrainer.rules.coverage import ShiftStrength
from cittrainer.services.people import search_name
from cittrainer.settings import SettingsFile


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


def add_people(database, *names, **values):
    with database.step("Prepare") as db:
        agency = db.query(Agency).first() or builders.agency(db, "Ridgeway PD")
        for name in names:
            one = builders.person(db, name, "Ana", agency=agency, **values)
            one.search_name = search_name(name, "Ana")


@pytest.fixture
def page(database, runner, settings, qtbot):
    add_people(database, "Chen", "Lee", "Müller", state_id="")
    add_people(database, "Okafor", role=TraineeRole.DISPATCHER)
    made = PeoplePage(runner, settings)
    qtbot.addWidget(made)
    made.show()
    qtbot.wait_until(lambda: len(shown(made)) == 4)
    return made


def shown(page):
    return [row.sorted_name for row in page.list.rows.rows()]


def test_an_empty_file_says_what_to_do_first(runner, settings, qtbot):
    page = PeoplePage(runner, settings)
    qtbot.addWidget(page)
    page.show()

    qtbot.wait_until(page.empty.isVisible)

    assert page.empty.primary.text() == "Import a sheet…"


def test_typing_finds_people_without_accents_and_counts_them(page, qtbot):
    page.search.setText("mull")

    qtbot.wait_until(lambda: shown(page) == ["Müller, Ana"])
    qtbot.wait_until(lambda: page.header.subtitle.text() == "1 found")
    page.search.clear()
    qtbot.wait_until(lambda: page.header.subtitle.text() == "4 on file")


def test_fast_typing_ends_with_what_was_typed_last(page, qtbot):
    for text in ("c", "ch", "che", "l", "le", "lee"):
        page.search.setText(text)

    qtbot.wait_until(lambda: shown(page) == ["Lee, Ana"])


def test_a_chip_shows_one_role(page, qtbot):
    page.chips.choose("dispatchers")

    qtbot.wait_until(lambda: shown(page) == ["Okafor, Ana"])


def test_agencies_are_shown_with_their_people(page, qtbot):
    page.chips.choose("agencies")

    qtbot.wait_until(page.agencies.isVisible)
    rows = page.agencies.rows.rows()
    assert [(row.name, row.people) for row in rows] == [("Ridgeway PD", 4)]
    assert page.new.text() == "New agency"


def test_the_chosen_person_is_shown_beside_the_list(page, qtbot):
    page.list.selectRow(1)

    qtbot.wait_until(lambda: page.panel.card.title.text() == "Lee, Ana")
    assert page.panel.card.action.isVisible()


def test_a_change_from_anywhere_is_shown_and_so_is_its_undo(page, database, qtbot):
    add_people(database, "Brown")
    qtbot.wait_until(lambda: "Brown, Ana" in shown(page))

    database.undo()

    qtbot.wait_until(lambda: "Brown, Ana" not in shown(page))


def test_a_hidden_page_reads_again_when_it_is_shown(page, database, qtbot):
    page.hide()
    add_people(database, "Brown")
    qtbot.wait(50)
    assert "Brown, Ana" not in shown(page)

    page.show()

    qtbot.wait_until(lambda: "Brown, Ana" in shown(page))


def test_more_people_are_loaded_when_one_scrolls_to_the_end(database, runner, settings, qtbot):
    add_people(database, *(f"Person {number:03}" for number in range(250)))
    page = PeoplePage(runner, settings)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    qtbot.wait_until(lambda: page.list.total == 250)
    assert len(shown(page)) == PAGE

    page.list.verticalScrollBar().setValue(page.list.verticalScrollBar().maximum())

    qtbot.wait_until(lambda: len(shown(page)) == 2 * PAGE)


def test_everybody_is_exported_whether_loaded_or_not(database, runner, settings, qtbot, tmp_path):
    add_people(database, *(f"Person {number:03}" for number in range(250)), "=cmd()")
    page = PeoplePage(runner, settings)
    qtbot.addWidget(page)
    page.show()
    qtbot.wait_until(lambda: page.list.total == 251)
    path = tmp_path / "people.xlsx"

    page.tools.write(path)

    qtbot.wait_until(lambda: runner.idle and path.exists())
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    names = [row[0] for row in rows]
    assert len([name for name in names if str(name).startswith("Person")]) == 250
    assert any("=cmd(), Ana" in str(name) for name in names)


def test_somebody_with_course_records_is_not_removed_and_the_window_hears_why(
    page, database, runner, qtbot
):
    with database.step("Prepare") as db:
        builders.enrollment(db, builders.course(db), db.get_one(Person, 1))
    told: list[UserError] = []
    runner.refused.connect(told.append)
    qtbot.wait_until(lambda: runner.idle)
    page.list.selectRow(0)
    menu = QMenu()
    qtbot.addWidget(menu)

    page.list.menu_wanted.emit(menu, page.list.selected_rows())
    menu.actions()[-1].trigger()

    qtbot.wait_until(lambda: len(told) == 1)
    assert "cannot be removed" in told[0].message


def test_a_person_found_elsewhere_is_brought_into_view(page, qtbot):
    page.chips.choose("agencies")

    page.show_person(2)

    qtbot.wait_until(lambda: shown(page) == ["Lee, Ana"])
    qtbot.wait_until(lambda: page.panel.card.title.text() == "Lee, Ana")


def test_a_name_of_two_hundred_letters_does_not_push_the_panel_out(page, database, qtbot):
    add_people(database, "Łó" * 100)
    qtbot.wait_until(lambda: len(shown(page)) == 5)
    width = page.panel.card.width()

    page.list.select([5])

    qtbot.wait_until(lambda: page.panel.card.accessibleName().startswith("Ana Łó"))
    qtbot.wait_until(page.panel.facts.isVisible)
    assert page.panel.card.width() <= width


def test_a_course_in_the_record_is_opened_by_mouse_and_by_keys(page, database, qtbot):
    with database.step("Prepare") as db:
        course = builders.course(db)
        builders.enrollment(db, course, db.get_one(Person, 2))
        course_id = course.id
    page.list.selectRow(1)
    timeline = page.panel.timeline
    qtbot.wait_until(lambda: len(timeline.entries) == 2)

    with qtbot.wait_signal(page.course_opened) as opened:
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert opened.args == [course_id]
    QTest.keyClick(timeline, Qt.Key.Key_Down)
    with qtbot.wait_signal(page.course_opened):
        QTest.keyClick(timeline, Qt.Key.Key_Return)


class TestPersonDialog:
    @pytest.fixture
    def opened(self, database, runner, qtbot):
        def open_for(person_id=None):
            dialog = PersonDialog(runner, person_id)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
            # What is left in it is of no interest: closing it must not ask.
            qtbot.addWidget(dialog, before_close_func=PersonDialog.settle)
            dialog.show()
            qtbot.wait_until(lambda: runner.idle and dialog.save.isEnabled())
            return dialog

        return open_for

    def test_a_new_person_comes_with_a_new_agency_in_one_step(self, opened, database, qtbot):
        dialog = opened()
        dialog.ui.last_name.setText("García-López")
        dialog.ui.first_name.setText("María José")
        dialog.ui.agency.setCurrentText("Tamarack County SO")
        dialog.ui.state_id.setText("TC-1, TC-2")
        dialog.ui.service_since.setText("2017")

        with qtbot.wait_signal(dialog.saved):
            dialog.save.click()

        with database.read() as db:
            one = db.query(Person).one()
            assert one.full_name == "María José García-López"
            assert one.employments[0].agency.name == "Tamarack County SO"
            assert sorted(number.value for number in one.identifiers) == ["TC-1", "TC-2"]
            assert one.service_since == 2017
        assert database.undoable().label == "Add María José García-López"
        database.undo()
        with database.read() as db:
            assert (db.query(Person).count(), db.query(Agency).count()) == (0, 0)

    def test_a_refusal_is_told_in_the_form_and_nothing_typed_is_lost(self, opened, qtbot):
        dialog = opened()
        dialog.ui.first_name.setText("Ana")

        dialog.save.click()

        qtbot.wait_until(lambda: dialog.banner.message == "The last name is empty.")
        assert dialog.isVisible()
        assert dialog.ui.first_name.text() == "Ana"

    def test_moving_is_asked_about_only_when_the_employment_changes(self, opened, database, qtbot):
        add_people(database, "Lee")
        dialog = opened(1)
        assert not dialog.ui.moved.isVisible()

        dialog.ui.agency.setCurrentText("Lakeview PD")

        assert dialog.ui.moved.isVisible()
        with qtbot.wait_signal(dialog.saved):
            dialog.save.click()
        with database.read() as db:
            employments = db.query(Person).one().employments
            assert [one.agency.name for one in employments] == ["Ridgeway PD", "Lakeview PD"]

    def test_what_somebody_else_changed_meanwhile_is_not_overwritten(self, opened, database, qtbot):
        add_people(database, "Lee")
        dialog = opened(1)
        with database.step("Elsewhere") as db:
            db.get_one(Person, 1).phone = "555"

        dialog.ui.email.setText("ana@r.example")
        dialog.save.click()

        qtbot.wait_until(lambda: "was changed after you opened" in dialog.banner.message)
        with database.read() as db:
            assert db.get_one(Person, 1).email == ""


@pytest.mark.parametrize("form", [PersonDialog, AgencyDialog])
def test_every_field_of_the_forms_has_a_name(runner, qtbot, form):
    dialog = form(runner)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog, before_close_func=form.settle)

    fields = [
        field
        for kind in (QLineEdit, QComboBox, QSpinBox, QPlainTextEdit)
        for field in dialog.form.findChildren(kind)
        if not isinstance(field.parent(), QComboBox | QSpinBox)
    ]

    assert len(fields) > 8
    assert [field.objectName() for field in fields if not field.accessibleName()] == []
    qtbot.wait_until(lambda: runner.idle)


def test_an_agency_is_edited_with_its_other_names(runner, database, qtbot):
    with database.step("Prepare") as db:
        builders.agency(db, "Ridgeway PD")
    dialog = AgencyDialog(runner, 1)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog, before_close_func=AgencyDialog.settle)
    dialog.show()
    qtbot.wait_until(dialog.save.isEnabled)
    dialog.ui.aliases.setText("RPD; City of Ridgeway")
    dialog.ui.sworn.setValue(40)

    with qtbot.wait_signal(dialog.saved):
        dialog.save.click()

    with database.read() as db:
        agency = db.get_one(Agency, 1)
        assert [alias.name for alias in agency.aliases] == ["RPD", "City of Ridgeway"]
        assert (agency.sworn, agency.patrol) == (40, None)


def test_the_shifts_of_an_agency_are_typed_corrected_and_taken_away(runner, database, qtbot):
    with database.step("Prepare") as db:
        builders.agency(db, "Ridgeway PD")
    dialog = AgencyDialog(runner, 1)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog, before_close_func=AgencyDialog.settle)
    dialog.open()
    qtbot.wait_until(lambda: dialog.ui.name.text() == "Ridgeway PD")
    for name in ("Days", "Súilleabháin nights", ""):
        dialog.shifts.add.click()
        dialog.shifts.lines[-1].name.setText(name)
    dialog.shifts.lines[0].patrol.setValue(40)
    dialog.shifts.lines[1].dispatchers.setValue(0)
    dialog.ui.turnover.setValue(12)
    dialog.save.click()
    qtbot.wait_until(lambda: dialog.result() == AgencyDialog.DialogCode.Accepted)

    again = AgencyDialog(runner, 1)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(again, before_close_func=AgencyDialog.settle)
    again.open()
    qtbot.wait_until(lambda: len(again.shifts.lines) == 2)
    assert again.shifts.shifts == (
        ShiftStrength("Days", 40, None),
        ShiftStrength("Súilleabháin nights", None, 0),
    )
    assert again.ui.turnover.value() == 12
    assert not again.something_typed

    again.shifts.lines[1].name.setText("DAYS")
    again.save.click()
    qtbot.wait_until(lambda: "“DAYS” is named twice" in again.banner.message)
    again.shifts.lines[1].remove.click()
    again.save.click()
    qtbot.wait_until(lambda: again.result() == AgencyDialog.DialogCode.Accepted)
    with database.read() as db:
        assert [shift.name for shift in db.get_one(Agency, 1).shifts] == ["Days"]
