"""Records from elsewhere in the window, and the transcript."""

from __future__ import annotations

from datetime import date

import builders
import pytest
from PySide6.QtCore import Qt

from cittrainer.gui.common.dates import short_date
from cittrainer.gui.people.earlier_dialog import EarlierDialog
from cittrainer.gui.people.page import PeoplePage
from cittrainer.models import EarlierKind, EarlierRecord
from cittrainer.settings import SettingsFile


@pytest.fixture
def who(database):
    with database.step("Prepare") as db:
        builders.academy(db)
        return builders.person(db, agency=builders.agency(db)).id


def opened(qtbot, runner, person_id, record_id=None):
    dialog = EarlierDialog(runner, person_id, "Siobhán O'Malley", record_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait_until(lambda: dialog.curriculum.count() > 0)
    return dialog


def fill(dialog):
    dialog.title.setText("CIT 40-hour, Duluth")
    dialog.ended.setText(short_date(date(2024, 3, 8)))
    dialog.hours.setValue(40)
    dialog.proof.setPlainText("Copy of certificate")


def test_a_record_is_added_corrected_and_removed(qtbot, runner, database, who):
    dialog = opened(qtbot, runner, who)
    fill(dialog)
    with qtbot.wait_signal(dialog.accepted):
        dialog.save.click()
    with database.read() as db:
        row = db.query(EarlierRecord).one()
        assert (row.minutes, row.agency_id, row.kind) == (2_400, 1, EarlierKind.COMPLETION)
        record_id = row.id

    again = opened(qtbot, runner, who, record_id)
    assert again.proof.toPlainText() == "Copy of certificate"
    again.kind.setCurrentIndex(again.kind.findData(EarlierKind.CONTINUING))
    with qtbot.wait_signal(again.accepted):
        again.save.click()
    with database.read() as db:
        assert db.query(EarlierRecord).one().kind is EarlierKind.CONTINUING

    last = opened(qtbot, runner, who, record_id)
    with qtbot.wait_signal(last.accepted):
        last.remove.click()
    with database.read() as db:
        assert db.query(EarlierRecord).count() == 0


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("ended", "", "The day is missing."), ("ended", "soon", "“soon” is no date."),
     ("title", "", "The title is missing.")],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_form(qtbot, runner, database, who, field, value, words):
    dialog = opened(qtbot, runner, who)
    fill(dialog)
    getattr(dialog, field).setText(value)

    dialog.save.click()

    qtbot.wait_until(dialog.banner.isVisible)
    assert words in dialog.banner.message
    dialog.settle()
    with database.read() as db:
        assert db.query(EarlierRecord).count() == 0


def test_the_page_opens_the_form_and_saves_the_transcript(qtbot, runner, who, tmp_path, database):
    class Chooser:
        def save_file(self, _parent, _title, proposal, _kinds):
            return tmp_path / proposal

    page = PeoplePage(runner, SettingsFile(tmp_path / "s.toml"), chooser=Chooser())
    qtbot.addWidget(page)
    page.show()
    page.panel.show_person(who)
    qtbot.wait_until(page.panel.transcript.isVisible)

    with qtbot.wait_signal(page.said) as said:
        page.panel.transcript.click()

    assert (tmp_path / "Siobhán O'Malley transcript.pdf").exists()
    assert "Saved" in said.args[0]
    page.panel.add_record.click()
    dialog = page.findChild(EarlierDialog)
    assert dialog is not None
    qtbot.wait_until(lambda: dialog.curriculum.count() > 0)
    dialog.close()
