from __future__ import annotations

from datetime import date

import builders
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPlainTextEdit

from cittrainer.db import backup
from cittrainer.gui.presenters.confidential_dialog import ConfidentialDialog
from cittrainer.gui.presenters.edit_dialog import PresenterDialog
from cittrainer.models import (
    Curriculum,
    CurriculumVersion,
    Module,
    Presenter,
    PresenterKind,
    PresenterModule,
    Qualification,
    StipendPer,
)
from cittrainer.queries.confidential import confidential
from cittrainer.queries.presenter_terms import PresenterTerms, TaughtModule
from cittrainer.queries.presenters import presenter
from cittrainer.rules.fair_rotation import Limits
from cittrainer.rules.stipends import Terms
from cittrainer.services.confidential import ConfidentialWords, write_confidential


def card_of(database, presenter_id):
    with database.read() as db:
        return presenter(db, presenter_id)


def record_of(database, presenter_id):
    with database.read() as db:
        return confidential(db, presenter_id)


def shown(dialog, runner, qtbot):
    qtbot.add_widget(dialog, before_close_func=lambda one: one.settle())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    qtbot.wait_until(lambda: runner.idle)
    return dialog


def module(database, title):
    """A module of the library; its lineage."""
    with database.step("Library") as db:
        curriculum = builders.add(db, Curriculum(code="C", title="Course"))
        version = builders.add(db, CurriculumVersion(curriculum_id=curriculum.id))
        made = builders.add(db, Module(curriculum_version_id=version.id, title=title, minutes=60))
        return made.lineage


def choose_kind(dialog, kind):
    dialog.ui.kind.setCurrentIndex(dialog.ui.kind.findData(kind))


def answer_with(text):
    said = []

    def press():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.informativeText())
        next(each for each in box.buttons() if each.text().replace("&", "") == text).click()

    QTimer.singleShot(0, press)
    return said


class TestPresenter:
    def test_a_new_presenter_is_saved_with_a_sentence_that_names_them(
        self, database, runner, qtbot
    ):
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        dialog.ui.public_name.setText(" Judge  Lee ")
        dialog.ui.topics.setPlainText("Law\nCommitment")
        choose_kind(dialog, PresenterKind.JUDGE)

        with qtbot.wait_signal(dialog.saved) as saved:
            dialog.save.click()

        assert database.undoable().label == "New presenter “Judge Lee”"
        card = card_of(database, saved.args[0])
        assert (card.kind, card.topics) == (PresenterKind.JUDGE, "Law\nCommitment")

    def test_qualifications_are_typed_in_rows_with_their_last_day(self, database, runner, qtbot):
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        dialog.ui.public_name.setText("Judge Lee")
        rows = dialog.ui.qualifications
        for name, until in (("Judge", ""), ("", ""), (" CIT  instructor", "2027-06-30")):
            rows.add.click()
            rows.rows[-1].name.setText(name)
            rows.rows[-1].until.setText(until)

        with qtbot.wait_signal(dialog.saved) as saved:
            dialog.save.click()

        card = card_of(database, saved.args[0])
        assert [(one.name, one.expires_on) for one in card.qualifications] == [
            ("CIT instructor", date(2027, 6, 30)),
            ("Judge", None),
        ]
        again = shown(PresenterDialog(runner, card), runner, qtbot)
        again.ui.qualifications.rows[1].remove.click()
        with qtbot.wait_signal(again.saved):
            again.save.click()
        left = card_of(database, saved.args[0]).qualifications
        assert [(one.name, one.expires_on) for one in left] == [
            ("CIT instructor", date(2027, 6, 30))
        ]

    @pytest.mark.parametrize(
        ("name", "until", "says"),
        [
            ("CIT instructor", "soon", "“soon” is no date."),
            ("", "2027-06-30", "A qualification has a last day but no name."),
        ],
    )
    def test_a_last_day_that_is_none_is_told_in_the_form(
        self, database, runner, qtbot, name, until, says
    ):
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        dialog.ui.public_name.setText("Judge Lee")
        dialog.ui.qualifications.add.click()
        dialog.ui.qualifications.rows[0].name.setText(name)
        dialog.ui.qualifications.rows[0].until.setText(until)

        dialog.save.click()

        assert dialog.banner.message == says
        assert database.undoable() is None

    def test_what_runs_out_soon_is_told_beside_the_qualifications(
        self, database, runner, qtbot, on_file
    ):
        with database.step("Prepare") as db:
            ana = db.get_one(Presenter, on_file.ana)
            ana.qualifications.append(
                Qualification(name="CIT instructor", expires_on=date(2020, 5, 4))
            )

        dialog = shown(PresenterDialog(runner, card_of(database, on_file.ana)), runner, qtbot)
        dialog.ui.sections.setCurrentWidget(dialog.ui.teaching_page)

        told = dialog.ui.qualifications.running_out
        assert told.isVisible()
        assert told.text().startswith("CIT instructor ran out on Monday 4 May 2020")

    def test_modules_limits_way_and_stipend_are_saved_and_shown_again(
        self, database, runner, qtbot, on_file
    ):
        lineage = module(database, "De-escalation")
        dialog = shown(PresenterDialog(runner, card_of(database, on_file.ana)), runner, qtbot)
        ui = dialog.ui
        ui.modules.search.setText("de-esc")
        assert ui.modules.shown == ["De-escalation"]
        assert not dialog.something_typed
        ui.modules.tick(lineage)
        assert dialog.something_typed
        ui.travel_minutes.setValue(45)
        ui.travel_note.setText("By bus")
        ui.most_a_week.setValue(1)
        ui.most_a_month.setValue(2)
        ui.least_a_year.setValue(2)
        ui.stipend.setText("$75.50")
        ui.stipend_per.setCurrentIndex(ui.stipend_per.findData(StipendPer.DAY))
        ui.stipend_method.setCurrentText("check")

        with qtbot.wait_signal(dialog.saved):
            dialog.save.click()

        terms = card_of(database, on_file.ana).terms
        assert terms == PresenterTerms(
            travel_minutes=45,
            travel_note="By bus",
            limits=Limits(1, 2, None, 2),
            stipend=Terms(7550, "day", "check"),
            modules=(TaughtModule(lineage, "De-escalation"),),
        )
        again = shown(PresenterDialog(runner, card_of(database, on_file.ana)), runner, qtbot)
        assert again.ui.modules.names == ["De-escalation"]
        assert again.ui.most_a_year.text() == "No limit"
        assert again.ui.most_a_month.value() == 2
        assert again.ui.stipend.text() == "$75.50"
        assert again.ui.stipend_per.currentText() == "Day"
        assert not again.something_typed

    def test_looking_at_every_section_is_not_typing(self, database, runner, qtbot):
        with database.step("Prepare") as db:
            ana = builders.presenter(db, "Dr. Ana Ruiz", title="Psychiatrist", travel_minutes=20).id
        dialog = shown(PresenterDialog(runner, card_of(database, ana)), runner, qtbot)

        for section in (1, 2, 3, 0):
            dialog.ui.sections.setCurrentIndex(section)
            assert not dialog.something_typed

        dialog.ui.stipend.setText("75")
        assert dialog.something_typed

    @pytest.mark.parametrize("typed", ["a lot", "-5", "1,2,3", "12.345"])
    def test_an_amount_that_is_none_is_told_in_the_form(self, database, runner, qtbot, typed):
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        dialog.ui.public_name.setText("Judge Lee")
        dialog.ui.stipend.setText(typed)

        dialog.save.click()

        assert dialog.banner.message == f"“{typed}” is no amount of money."
        assert database.undoable() is None

    def test_limits_that_contradict_each_other_are_told_in_the_form(self, database, runner, qtbot):
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        dialog.ui.public_name.setText("Judge Lee")
        dialog.ui.most_a_week.setValue(3)
        dialog.ui.most_a_month.setValue(2)

        dialog.save.click()
        qtbot.wait_until(dialog.banner.isVisible)

        assert dialog.banner.message == "The limit a month (2) is below the limit a week (3)."

    def test_a_module_that_left_the_library_can_be_unticked(self, database, runner, qtbot, on_file):
        with database.step("Prepare") as db:
            ana = db.get_one(Presenter, on_file.ana)
            ana.modules.append(PresenterModule(lineage=b"x" * 16))
        dialog = shown(PresenterDialog(runner, card_of(database, on_file.ana)), runner, qtbot)
        assert dialog.ui.modules.names == ["A module that is no longer in the library"]
        dialog.ui.modules.tick(b"x" * 16, on=False)

        with qtbot.wait_signal(dialog.saved):
            dialog.save.click()

        assert card_of(database, on_file.ana).terms.modules == ()

    def test_a_refused_save_says_why_and_keeps_what_was_typed(self, runner, qtbot):
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        dialog.ui.organization.setText("County Court")

        dialog.save.click()
        qtbot.wait_until(dialog.banner.isVisible)

        assert dialog.banner.message == "The public name is empty."
        assert dialog.ui.organization.text() == "County Court"
        assert dialog.isVisible()

    def test_contact_fields_give_way_to_a_sentence_for_storytellers(self, runner, qtbot):
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        assert dialog.ui.phone.isVisible()
        assert not dialog.ui.contact_note.isVisible()

        choose_kind(dialog, PresenterKind.LIVED_EXPERIENCE)

        for hidden in (dialog.ui.phone, dialog.ui.email, dialog.ui.person, dialog.ui.phone_label):
            assert not hidden.isVisible()
        assert "confidential record" in dialog.ui.contact_note.text()
        assert dialog.ui.contact_note.isVisible()

    def test_contact_typed_before_the_kind_was_chosen_is_not_saved(self, database, runner, qtbot):
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        dialog.ui.public_name.setText("Marcus T.")
        dialog.ui.phone.setText("555-0117")
        choose_kind(dialog, PresenterKind.FAMILY)

        with qtbot.wait_signal(dialog.saved) as saved:
            dialog.save.click()

        assert card_of(database, saved.args[0]).phone == ""

    # The popup of proposals grabs the keyboard, which only a real display has.
    @pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
    def test_a_person_is_found_by_two_letters_and_linked(self, database, runner, qtbot):
        with database.step("Prepare") as db:
            person_id = builders.person(db, "Patel", "Anjali").id
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        dialog.ui.public_name.setText("Sgt. Patel")
        field = dialog.ui.person

        dialog.activateWindow()
        field.setFocus()
        qtbot.wait_until(field.hasFocus)
        qtbot.keyClicks(field, "pa")
        popup = field.completer().popup()
        qtbot.wait_until(popup.isVisible)
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
        assert field.person_id == person_id
        with qtbot.wait_signal(dialog.saved) as saved:
            dialog.save.click()

        card = card_of(database, saved.args[0])
        assert (card.person_id, card.person) == (person_id, "Patel, Anjali")

    def test_a_name_that_stands_for_nobody_is_refused(self, runner, qtbot):
        dialog = shown(PresenterDialog(runner), runner, qtbot)
        dialog.ui.public_name.setText("Judge Lee")
        qtbot.keyClicks(dialog.ui.person, "Lee")

        dialog.save.click()

        assert dialog.banner.message == "“Lee” is nobody in the list of people."

    def test_editing_fills_the_form_and_keeps_whether_they_are_active(
        self, database, runner, qtbot, on_file
    ):
        dialog = PresenterDialog(runner, card_of(database, on_file.rae))
        shown(dialog, runner, qtbot)
        dialog.ui.title.setText("Sergeant")

        with qtbot.wait_signal(dialog.saved):
            dialog.save.click()

        card = card_of(database, on_file.rae)
        assert (card.title, card.active, card.kind) == ("Sergeant", False, PresenterKind.OFFICER)

    def test_a_form_filled_before_a_change_is_refused(self, database, runner, qtbot, on_file):
        dialog = PresenterDialog(runner, card_of(database, on_file.rae))
        shown(dialog, runner, qtbot)
        with database.step("Meanwhile") as db:
            db.get_one(Presenter, on_file.rae).title = "Captain"

        dialog.save.click()
        qtbot.wait_until(dialog.banner.isVisible)

        assert "was changed after you opened this form" in dialog.banner.message


class TestConfidential:
    @pytest.fixture
    def dialog(self, database, runner, qtbot, on_file):
        with database.step("Prepare") as db:
            agencies = [builders.agency(db, name).id for name in ("Lakeview PD", "Pine Hollow PD")]
            write_confidential(
                db,
                on_file.marcus,
                ConfidentialWords(phone="555-0117", address="1 Elm St"),
                agencies_not_booked_for=agencies[:1],
                seen=None,
            )
        return shown(ConfidentialDialog(runner, on_file.marcus), runner, qtbot)

    def test_it_says_that_nothing_is_kept_in_history_and_never_to_write_a_diagnosis(self, dialog):
        told = dialog.ui.explanation.text()

        assert "not kept in the history" in told
        assert "cannot be undone" in told
        assert "Never write a diagnosis or the story" in told

    def test_it_has_no_field_for_a_diagnosis_or_a_story(self, dialog):
        names = [each.accessibleName() for each in dialog.form.findChildren(QLineEdit)]
        names += [each.accessibleName() for each in dialog.form.findChildren(QPlainTextEdit)]

        assert len(names) >= 9
        assert not [
            name for name in names if "diagnos" in name.casefold() or "story" in name.casefold()
        ]

    def test_what_is_on_file_is_changed(self, database, runner, qtbot, on_file, dialog):
        assert dialog.ui.phone.text() == "555-0117"
        assert len(dialog.ui.agencies.ticked) == 1
        dialog.ui.consent_on.setText("2026-01-05")
        dialog.ui.agencies.item(1).setCheckState(Qt.CheckState.Checked)

        dialog.save.click()
        qtbot.wait_until(lambda: not dialog.isVisible())

        record = record_of(database, on_file.marcus)
        assert (record.phone, record.consent_on) == ("555-0117", date(2026, 1, 5))
        assert len(record.agencies_not_booked_for) == 2

    def test_what_is_no_date_is_refused(self, dialog):
        dialog.ui.consent_on.setText("some day")

        dialog.save.click()

        assert dialog.banner.message == "“some day” is no date."

    def test_nothing_of_it_stays_in_the_widgets_when_it_is_closed(self, qtbot, dialog):
        qtbot.keyClicks(dialog.ui.phone, "9")
        dialog.settle()
        dialog.reject()

        lines = dialog.form.findChildren(QLineEdit)
        left = [each.text() for each in lines]
        left += [each.toPlainText() for each in dialog.form.findChildren(QPlainTextEdit)]
        assert set(left) == {""}
        assert dialog.ui.agencies.count() == 0
        assert not dialog.ui.address.document().isUndoAvailable()
        assert not any(each.isUndoAvailable() for each in lines)
        assert not dialog.something_typed

    def test_what_is_read_after_it_was_closed_is_not_shown(self, database, runner, qtbot, on_file):
        with database.step("Prepare") as db:
            write_confidential(db, on_file.marcus, ConfidentialWords(phone="555-0117"), seen=None)
        dialog = ConfidentialDialog(runner, on_file.marcus)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.add_widget(dialog)
        dialog.show()

        dialog.reject()
        qtbot.wait_until(lambda: runner.idle)

        assert dialog.ui.phone.text() == ""

    def test_removing_asks_first_and_says_until_when_backups_hold_it(
        self, database, qtbot, runner, on_file, dialog
    ):
        said = answer_with("Cancel")
        dialog.remove.click()
        assert "No backup holds it." in said[0]
        assert record_of(database, on_file.marcus).phone == "555-0117"

        answer_with("Remove")
        dialog.remove.click()
        qtbot.wait_until(lambda: not dialog.isVisible())

        assert record_of(database, on_file.marcus).version is None
        assert len(backup.forgotten(database.path)) == 3

    def test_there_is_nothing_to_remove_before_anything_is_written(self, runner, qtbot, on_file):
        dialog = shown(ConfidentialDialog(runner, on_file.marcus), runner, qtbot)

        assert not dialog.remove.isEnabled()
        assert dialog.save.isEnabled()
