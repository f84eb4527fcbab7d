from __future__ import annotations

from pathlib import Path

import builders
import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.people.import_dialog import ImportDialog
from cittrainer.models import Enrollment, Person
from cittrainer.settings import SettingsFile

NOMINATIONS = Path(__file__).parents[2] / "files" / "nominations-spring.xlsx"


class Chosen(FileChooser):
    """Answers with one file, as a person would."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open_file(self, parent, title, kinds):
        return self.path


def names(database):
    with database.read() as db:
        return [one.last_name for one in db.query(Person).order_by(Person.id)]


@pytest.fixture
def opened(runner, qtbot, tmp_path):
    def open_dialog(**values):
        dialog = ImportDialog(runner, SettingsFile(tmp_path / "settings.toml"), **values)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.wait_until(lambda: runner.idle)
        return dialog

    return open_dialog


def read(dialog, path, qtbot):
    dialog.read_file(path)
    qtbot.wait_until(lambda: dialog.preview is not None and dialog.preview.path == path)


def sheet(path, *rows):
    book = Workbook()
    for row in (("Last name", "First name", "Agency", "Nickname"), *rows):
        book.active.append(row)
    book.save(path)
    return path


def test_the_nominations_are_seen_before_thirty_people_are_imported(opened, database, qtbot):
    dialog = opened(chooser=Chosen(NOMINATIONS))
    assert dialog.empty.isVisible()

    dialog.empty.primary.click()
    qtbot.wait_until(lambda: dialog.preview is not None)

    assert dialog.save.text() == "Import 30 people"
    assert dialog.parts.list.rows.total == 32
    assert names(database) == []
    with qtbot.wait_signal(dialog.imported) as imported:
        dialog.save.click()
    assert imported.args[0].added == 30
    assert len(names(database)) == 30
    assert not dialog.isVisible()


def test_a_file_can_be_dropped(opened, qtbot):
    dialog = opened()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(NOMINATIONS))])

    dialog.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )

    qtbot.wait_until(lambda: dialog.preview is not None)


def test_a_chip_shows_the_lines_of_one_verdict(opened, qtbot):
    dialog = opened()
    read(dialog, NOMINATIONS, qtbot)

    dialog.parts.chips.choose("same")

    lines = [row.judged.line.line for row in dialog.parts.list.rows.rows()]
    assert lines == [21, 27]


@pytest.mark.parametrize("contents", [b"", b"not a sheet at all", b"PK\x03\x04truncated"])
def test_what_is_no_sheet_gets_one_sentence_and_changes_nothing(
    opened, database, qtbot, tmp_path, contents
):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(contents)
    dialog = opened()

    dialog.read_file(path)

    qtbot.wait_until(lambda: dialog.banner.message != "")
    assert not dialog.save.isEnabled()
    assert names(database) == []


def test_correcting_a_column_reads_the_sheet_again(opened, qtbot, tmp_path):
    path = sheet(tmp_path / "a.xlsx", ("Thompson", "Robert", "Ridgeway PD", "Bob"))
    dialog = opened()
    read(dialog, path, qtbot)
    before = dialog.preview

    box = dialog.parts.mapping.box("first_name")
    box.setCurrentIndex(box.findData(3))
    box.activated.emit(box.currentIndex())

    qtbot.wait_until(lambda: dialog.preview is not before)
    assert dialog.preview.lines[0].line.first_name == "Bob"


@pytest.fixture
def doubtful(opened, database, qtbot, tmp_path):
    with database.step("Prepare") as db:
        builders.person(db, "Smith", "John", agency=builders.agency(db, "Lakeview PD"))
    dialog = opened()
    read(dialog, sheet(tmp_path / "a.xlsx", ("Smith", "John", "Cedar Falls PD", "")), qtbot)
    return dialog


def test_a_doubtful_line_is_decided_with_one_key_and_taken_back_with_the_same(doubtful, qtbot):
    parts = doubtful.parts
    assert not doubtful.save.isEnabled()
    assert "1 line waits" in parts.advice.text()

    parts.list.selectRow(0)
    parts.fresh.click()
    assert doubtful.save.text() == "Import 1 person"
    assert doubtful.something_typed
    parts.list.selectRow(0)
    parts.fresh.click()

    assert not doubtful.save.isEnabled()


def test_people_on_file_who_changed_meanwhile_are_read_again(doubtful, database, qtbot):
    doubtful.parts.list.selectRow(0)
    doubtful.parts.fresh.click()
    before = doubtful.preview
    with database.step("Elsewhere") as db:
        db.get_one(Person, 1).phone = "555"

    doubtful.save.click()

    qtbot.wait_until(lambda: doubtful.preview is not before)
    assert "nothing was imported" in doubtful.banner.message
    assert doubtful.isVisible()
    with qtbot.wait_signal(doubtful.imported):
        doubtful.save.click()
    assert names(database) == ["Smith", "Smith"]


def test_a_full_course_is_told_in_the_dialog_and_nobody_is_imported(opened, database, qtbot):
    with database.step("Prepare") as db:
        course_id = builders.course(db, "CIT-2026-05", seats=3).id
    dialog = opened(course_id=course_id)
    read(dialog, NOMINATIONS, qtbot)
    assert dialog.parts.course.currentData() == course_id

    dialog.parts.state.setCurrentIndex(dialog.parts.state.findText("Enrolled"))
    dialog.save.click()

    qtbot.wait_until(lambda: "30 more people cannot be enrolled" in dialog.banner.message)
    assert names(database) == []
    dialog.parts.state.setCurrentIndex(dialog.parts.state.findText("Nominated"))
    with qtbot.wait_signal(dialog.imported):
        dialog.save.click()
    with database.read() as db:
        assert db.query(Enrollment).count() == 30


def test_corrected_columns_are_remembered_for_the_next_sheet_and_forgotten(
    opened, database, qtbot, tmp_path
):
    first = sheet(tmp_path / "Lakeview 2026.xlsx", ("Lee", "Grace", "Lakeview PD", "Gigi"))
    dialog = opened()
    read(dialog, first, qtbot)
    box = dialog.parts.mapping.box("first_name")
    box.setCurrentIndex(box.findData(3))
    box.activated.emit(box.currentIndex())
    qtbot.wait_until(lambda: dialog.preview.sheet.mapping["first_name"] == 3)
    assert dialog.parts.mapping.source.text() == "Lakeview 2026"
    dialog.parts.mapping.source.setText("Lakeview")
    with qtbot.wait_signal(dialog.imported):
        dialog.save.click()

    later = opened()
    read(later, sheet(tmp_path / "other.xlsx", ("Chen", "Wei", "Lakeview PD", "Bill")), qtbot)
    assert later.preview.lines[0].line.first_name == "Bill"
    assert later.parts.remembered.text() == "Columns as remembered for “Lakeview”"
    later.parts.forget.click()
    qtbot.wait_until(lambda: later.preview.sheet.layout == "")

    assert later.preview.lines[0].line.first_name == "Wei"
    assert not later.parts.forget.isVisible()
