"""One course through the real window, from an empty file to certificates and rosters."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from user import User

from cittrainer.errors import UserError
from cittrainer.gui.common.booking_picker import BookingPicker
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.courses.new_course import NewCourseDialog
from cittrainer.gui.courses.week.view import WeekView
from cittrainer.gui.enrollments.add_dialog import AddPeopleDialog
from cittrainer.gui.evaluations.entry import StackDialog
from cittrainer.gui.evaluations.marks import MarkRow
from cittrainer.gui.people.import_dialog import ImportDialog
from cittrainer.gui.presenters.edit_dialog import PresenterDialog
from cittrainer.gui.welcome.new_academy import NewAcademyDialog
from cittrainer.models import AnswerSheet, AttendanceMark, Step
from cittrainer.queries.attendance import register, trainees
from cittrainer.queries.certificates import CertificateRow, certificates
from cittrainer.queries.completion import completion_list
from cittrainer.queries.courses import courses
from cittrainer.queries.presenters import unconfirmed
from cittrainer.queries.weeks import week

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = 30
BLOCK = "De-escalation"
NOMINATIONS = Path(__file__).parents[1] / "files" / "nominations-spring.xlsx"


def test_from_an_empty_file_to_certificates(user: User, tmp_path: Path) -> None:
    path = tmp_path / "academy.cit"
    set_up_academy(user, path)
    import_people(user)
    course_id = make_course(user)
    drag_a_block(user, course_id)
    enroll_everybody(user, course_id)
    book_a_presenter(user, course_id)
    tick_the_days(user, course_id)
    enter_evaluations(user, course_id)
    accept_the_week(user, course_id)
    issue_certificates(user, course_id, tmp_path / "certificates.pdf")
    save_roster(user, course_id, tmp_path / "roster.xlsx")
    issuing_stays(user)


def set_up_academy(user: User, path: Path) -> None:
    user.window.begin(path)
    user.press(user.window, "Set up my academy")
    form = user.dialog(NewAcademyDialog)
    user.type_into(form.name, "Ridgeway Academy")
    user.type_into(form.path, str(path))
    user.press(form, "Make the file")
    user.wait(lambda: user.window.runner is not None)
    assert user.window.windowTitle() == "Ridgeway Academy – CIT Trainer"


def import_people(user: User) -> None:
    people = user.go("people")
    user.press(people, "Import a sheet…")
    dialog = user.dialog(ImportDialog)
    dialog.read_file(NOMINATIONS)
    user.wait(lambda: dialog.preview is not None)
    user.press(dialog, "Import 30 people")
    user.closed(dialog)


def make_course(user: User) -> int:
    page = user.go("courses")
    user.press(page, "New course")
    dialog = user.dialog(NewCourseDialog)
    user.wait(lambda: dialog.ui.curriculum.count() > 0)
    minnesota = dialog.ui.curriculum.findText("Minnesota")
    texts = [dialog.ui.curriculum.itemText(n) for n in range(dialog.ui.curriculum.count())]
    minnesota = next(n for n, text in enumerate(texts) if "Minnesota" in text)
    dialog.ui.curriculum.setCurrentIndex(minnesota)
    dialog.ui.first_day.setDate(date(2026, 5, 4))
    user.type_into(dialog.ui.number, "CIT-2026-05")
    user.press(dialog, "Make course")
    user.closed(dialog)
    with user.window.runner.database.read() as db:
        (row,) = courses(db)
    assert (row.number, row.days) == ("CIT-2026-05", 5)
    return row.id


def drag_a_block(user: User, course_id: int) -> None:
    tab = user.course(course_id, "week")
    view: WeekView = tab.view
    user.wait(lambda: view.week is not None and view.week.blocks)
    block = next(one for one in view.week.blocks if one.title == BLOCK)
    start = view.block_rect(block.id).center().toPoint()
    down = QPoint(0, round(-15 * view.pixels_per_minute))
    user.drag(view.viewport(), start, start + down)

    def on_file() -> int:
        with user.window.runner.database.read() as db:
            return next(one.start for one in week(db, course_id).blocks if one.id == block.id)

    user.wait(lambda: on_file() == block.start - 15)
    user.window.shell.undo_action.trigger()
    user.wait(lambda: on_file() == block.start)


def enroll_everybody(user: User, course_id: int) -> None:
    tab = user.course(course_id, "enrollment")
    user.press(tab, "Add people")
    dialog = user.dialog(AddPeopleDialog)
    user.wait(lambda: len(dialog.list.rows.rows()) == PEOPLE)
    dialog.list.selectAll()
    user.press(dialog, f"Add {PEOPLE} people")
    user.closed(dialog)
    user.wait(lambda: enrolled(user, course_id) == PEOPLE)

    # One undo takes the whole list back, one redo brings it again.
    user.window.shell.undo_action.trigger()
    user.wait(lambda: enrolled(user, course_id) == 0)
    user.window.shell.redo_action.trigger()
    user.wait(lambda: enrolled(user, course_id) == PEOPLE)


def enrolled(user: User, course_id: int) -> int:
    with user.window.runner.database.read() as db:
        return len(trainees(db, course_id))


def book_a_presenter(user: User, course_id: int) -> None:
    page = user.go("presenters")
    user.press(page, "New presenter")
    form = user.dialog(PresenterDialog)
    user.type_into(form.ui.public_name, "Dr. Ana Ruiz")
    user.press(form, "Save")
    user.closed(form)

    tab = user.course(course_id, "presenters")
    user.wait(lambda: tab.list.rows.total > 0)
    row = next(n for n, line in enumerate(tab.list.rows.rows()) if line.part.block == BLOCK)
    tab.list.selectRow(row)
    user.press(tab, "Book…")
    picker = user.dialog(BookingPicker)
    user.wait(lambda: picker.ui.chooser.list.count() == 1)
    picker.ui.chooser.list.item(0).setCheckState(Qt.CheckState.Checked)
    user.press(picker, "Book")
    user.closed(picker)
    with user.window.runner.database.read() as db:
        (booking,) = unconfirmed(db, course_id=course_id)
    assert (booking.presenter, booking.block) == ("Dr. Ana Ruiz", BLOCK)


def tick_the_days(user: User, course_id: int) -> None:
    tab = user.course(course_id, "attendance")
    user.wait(lambda: tab.day is not None)
    database = user.window.runner.database
    with database.read() as db:
        days = [day.id for day in week(db, course_id).days]
    for day_id in days:
        tab.show_day(day_id)
        user.settle()
        user.press(tab, "All present")
        user.wait(lambda day_id=day_id: not open_ticks(user, course_id, day_id))
    # Whoever is first in the list came late to the first block of Monday.
    tab.show_day(days[0])
    user.settle()
    tab.ui.grid.go_to(0, 0)
    QTest.keyClicks(tab.ui.grid, "L5")
    QTest.keyClick(tab.ui.grid, Qt.Key.Key_Return)
    user.wait(lambda: late(user, course_id) == 1)


def open_ticks(user: User, course_id: int, day_id: int) -> int:
    with user.window.runner.database.read() as db:
        return len(register(db, course_id).open_pairs(day_id))


def late(user: User, course_id: int) -> int:
    with user.window.runner.database.read() as db:
        marks = [entry.mark for entry in register(db, course_id).entries.values()]
    return marks.count(AttendanceMark.LATE)


def enter_evaluations(user: User, course_id: int) -> None:
    tab = user.course(course_id, "evaluations")
    user.wait(lambda: tab.chosen_form is not None)
    tab.enter_stack()
    dialog = user.dialog(StackDialog)
    for mark in (5, 4, 4, 3, 5, 4):
        for row in dialog.fields:
            if isinstance(row, MarkRow):
                row.setFocus()
                QTest.keyClick(row, str(mark))
        dialog.next_form()
    dialog.save()
    user.wait(lambda: not shiboken6.isValid(dialog) or not dialog.isVisible())
    with user.window.runner.database.read() as db:
        sheets = db.scalars(select(AnswerSheet)).all()
        # Nothing says who wrote a sheet, or which was typed first.
        assert len(sheets) == 6
        assert {one.entered_on for one in sheets} == {today()}
        assert [one.key for one in sheets] == sorted(one.key for one in sheets)
        newest = db.scalars(select(Step).order_by(Step.id.desc())).first()
        assert (newest.at.hour, newest.at.minute) == (0, 0)


def accept_the_week(user: User, course_id: int) -> None:
    tab = user.course(course_id, "papers")
    user.wait(lambda: tab.list.rows.total == PEOPLE)
    with user.window.runner.database.read() as db:
        if not completion_list(db, course_id).misses_standard:
            return
    tab.accept_course()
    dialog = user.dialog(ReasonDialog)
    dialog.reason.setPlainText("The committee approved the shorter week.")
    user.press(dialog, "Accept")
    user.closed(dialog)


def issue_certificates(user: User, course_id: int, path: Path) -> None:
    tab = user.course(course_id, "papers")
    tab.record_outcomes()
    user.settle()
    answer_yes(user, tab.issue_certificates)
    user.wait(lambda: len(in_force(user, course_id)) == PEOPLE)
    numbers = sorted(row.number for row in in_force(user, course_id))
    year = today().year
    assert numbers == [f"CIT-{year}-{n:04d}" for n in range(1, PEOPLE + 1)]

    user.window.chooser.next = path
    tab.save_paper("certificates")
    user.wait(path.exists)
    reader = PdfReader(path)
    assert len(reader.pages) == PEOPLE
    words = "".join(page.extract_text() for page in reader.pages)
    assert "Siobhán K O'Malley" in words
    assert "Minh Anh Nguyễn" in words


def save_roster(user: User, course_id: int, path: Path) -> None:
    tab = user.course(course_id, "papers")
    user.window.chooser.next = path
    tab.save_paper("roster")
    user.wait(path.exists)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert len(rows) == PEOPLE + 1
    assert {row[4] for row in rows[1:]} >= {"R-10442", "T911-07"}


def issuing_stays(user: User) -> None:
    """Undo is refused in words after issuing, and says what to do instead."""
    database = user.window.runner.database
    with pytest.raises(UserError, match="revoke a certificate instead"):
        database.undo()


def today() -> date:
    return datetime.now().astimezone().date()


def in_force(user: User, course_id: int) -> tuple[CertificateRow, ...]:
    with user.window.runner.database.read() as db:
        return certificates(db, course_id=course_id, in_force=True)


def answer_yes(user: User, asks: Callable[[], object]) -> None:
    """Do something that asks before it is done, and press the verb."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(one for one in box.buttons() if one.text() == "Issue").click()

    QTimer.singleShot(300, press)
    asks()
    user.settle()
