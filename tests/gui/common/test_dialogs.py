from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QMessageBox, QSpinBox

from cittrainer.errors import UserError
from cittrainer.gui.common.dialogs import FormDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def dialog(qtbot: QtBot) -> FormDialog:
    dialog = FormDialog("New person")
    # Settled, because it would ask before it closes with something typed.
    qtbot.add_widget(dialog, before_close_func=FormDialog.settle)
    dialog.add_field("&First name", QLineEdit())
    combo = QComboBox()
    combo.addItems(["Ridgeway PD", "County 911"])
    dialog.add_field("Agency", combo)
    dialog.add_field("Years", QSpinBox())
    dialog.show()
    dialog.activateWindow()
    qtbot.wait_until(dialog.isActiveWindow)
    return dialog


def first_name(dialog: FormDialog) -> QLineEdit:
    (field,) = [f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "First name"]
    return field


def answer_with(text: str) -> None:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(each for each in box.buttons() if each.text().replace("&", "") == text).click()

    QTimer.singleShot(0, press)


def test_the_first_field_has_the_keyboard(dialog: FormDialog) -> None:
    assert dialog.focusWidget() is first_name(dialog)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S])
def test_the_keyboard_saves(dialog: FormDialog, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.wait_signal(dialog.save_wanted):
        qtbot.keyClick(first_name(dialog), key, Qt.KeyboardModifier.ControlModifier)


def test_a_refused_save_stays_open_with_the_sentence_and_all_that_was_typed(
    dialog: FormDialog,
) -> None:
    first_name(dialog).insert("Zoë 🦊")
    dialog.set_busy(True)

    dialog.refuse(UserError("Somebody else has this state ID.", hint="Leave it empty."))

    assert dialog.isVisible()
    assert dialog.banner.message == "Somebody else has this state ID."
    assert first_name(dialog).text() == "Zoë 🦊"
    assert dialog.save.isEnabled()


def test_saving_again_takes_the_old_refusal_away(dialog: FormDialog) -> None:
    dialog.refuse(UserError("No."))

    dialog.save.click()

    assert dialog.banner.message == ""


def test_escape_leaves_at_once_while_nothing_was_typed(dialog: FormDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_leaving_asks_when_something_was_typed(dialog: FormDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(first_name(dialog), "x")

    answer_with("Cancel")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()

    answer_with("Leave")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_another_choice_counts_as_typed_and_the_old_one_again_does_not(dialog: FormDialog) -> None:
    (combo,) = dialog.findChildren(QComboBox)

    combo.setCurrentIndex(1)
    assert dialog.something_typed

    combo.setCurrentIndex(0)
    assert not dialog.something_typed


def test_an_error_under_a_field_replaces_its_hint_until_it_is_taken_back(qtbot: QtBot) -> None:
    dialog = FormDialog("New person")
    qtbot.add_widget(dialog)
    row = dialog.add_field("State ID", QLineEdit(), "As the state gives it")

    row.show_error("Somebody else has this state ID.")
    assert row.error == "Somebody else has this state ID."
    assert row.field.accessibleDescription() == "Somebody else has this state ID."

    row.show_error("")
    assert row.error == ""
    assert row.field.accessibleDescription() == "As the state gives it"
