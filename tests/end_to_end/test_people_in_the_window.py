"""People in, hours out, in the window.

Sheets of every shape, too few seats, one who does not come, a missed block that is made up in the
next course, and the transcript that shows it.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import builders
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from taught import Taught, taught
from user import User

from cittrainer.db import Actor, Database
from cittrainer.gui.attendance.check_in import CheckInDialog
from cittrainer.gui.enrollments.fair_dialog import FairDialog
from cittrainer.gui.enrollments.next_dialog import NextDialog
from cittrainer.gui.enrollments.state_dialog import StateDialog
from cittrainer.gui.letters.dialog import LettersDialog
from cittrainer.gui.papers.make_ups_dialog import MakeUpsDialog
from cittrainer.gui.people.import_dialog import ImportDialog
from cittrainer.models import CourseState, EnrollmentState, WithdrawalReason
from cittrainer.queries.enrollments import CourseEnrollments, EnrollmentRow, of_course
from cittrainer.queries.transcripts import transcript

SHORT = 5
BLOCKS = 4


@pytest.fixture
def courses(user: User, tmp_path: Path, sheets: list[tuple[Path, int]]) -> tuple[Taught, Taught]:
    """A course that begins today, five seats short, and one in two months, in an open window."""
    path = tmp_path / "academy.cit"
    today = builders.today()
    seats = sum(number for _, number in sheets) - SHORT
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Set up") as db:
        builders.academy(db, coordinator="Dana Whitfield")
        made = [
            taught(
                db, people=0, days=2, blocks=BLOCKS, number=number, seats=size,
                first=today + timedelta(days=first), state=CourseState.OPEN,
            )
            for number, first, size in (("CIT-1", 0, seats), ("CIT-2", 60, 10))
        ]  # fmt: skip
    user.window.begin(path)
    user.wait(lambda: user.window.runner is not None)
    return made[0], made[1]


def test_from_messy_sheets_to_a_transcript(
    user: User, courses: tuple[Taught, Taught], sheets: list[tuple[Path, int]], tmp_path: Path
) -> None:
    first, second = courses
    everybody = sum(number for _, number in sheets)
    for sheet, number in sheets:
        import_into(user, first.course_id, sheet, number)
    assert len(shown(user, first.course_id).rows) == everybody

    give_fair_shares(user, first.course_id)
    waiting = in_state(user, first.course_id, EnrollmentState.WAITLISTED)
    assert len(waiting) == SHORT
    assert len({one.agency for one in waiting}) == 3

    gone, learner, *_ = in_state(user, first.course_id, EnrollmentState.ENROLLED)
    does_not_come(user, first.course_id, gone)
    next_in_line(user, first.course_id, waiting)
    write_letters(user, first.course_id, tmp_path / "letters.pdf", everybody - SHORT)

    check_in(user, first, learner)
    tick(user, first, learner)
    make_up(user, first, second, learner)
    told = save_transcript(user, learner, tmp_path / "transcript.pdf")
    assert "in CIT-2 Made up, 1 h" in told
    assert "7.5 hours on record" in told


def shown(user: User, course_id: int) -> CourseEnrollments:
    with user.window.runner.database.read() as db:
        return of_course(db, course_id)


def in_state(user: User, course_id: int, state: EnrollmentState) -> list[EnrollmentRow]:
    return [one for one in shown(user, course_id).rows if one.state is state]


def import_into(user: User, course_id: int, sheet: Path, number: int) -> None:
    before = len(shown(user, course_id).rows)
    user.window.pages.import_people(course_id)
    dialog = user.dialog(ImportDialog)
    dialog.read_file(sheet)
    user.wait(lambda: dialog.preview is not None)
    assert dialog.preview.counts["new"] == number
    user.press(dialog, f"Import {number} people")
    user.closed(dialog)
    assert len(shown(user, course_id).rows) == before + number


def give_fair_shares(user: User, course_id: int) -> None:
    tab = user.course(course_id, "enrollment")
    tab.show_fairness()
    dialog = user.dialog(FairDialog)
    user.wait(dialog.give.isEnabled)
    user.press(dialog, "Enroll by this proposal")
    user.wait(lambda: f"{SHORT} on the waiting list" in dialog.banner.message)
    user.press(dialog, "Close")
    # One undo takes all of it back, one redo brings it again.
    user.window.shell.undo_action.trigger()
    user.wait(lambda: not in_state(user, course_id, EnrollmentState.ENROLLED))
    user.window.shell.redo_action.trigger()
    user.wait(lambda: in_state(user, course_id, EnrollmentState.ENROLLED))


def does_not_come(user: User, course_id: int, gone: EnrollmentRow) -> None:
    tab = user.course(course_id, "enrollment")
    tab.list.select([gone.id])
    tab.change_state(EnrollmentState.NO_SHOW)
    dialog = user.dialog(StateDialog)
    dialog.code.setCurrentIndex(dialog.code.findData(WithdrawalReason.COURT))
    user.type_into(dialog.ui.reason, "Subpoenaed")
    user.press(dialog, "Change")
    user.closed(dialog)


def next_in_line(user: User, course_id: int, waiting: list[EnrollmentRow]) -> None:
    tab = user.course(course_id, "enrollment")
    tab.fill_seats()
    dialog = user.dialog(NextDialog)
    user.wait(dialog.enroll.isEnabled)
    first = min(waiting, key=lambda one: one.place)
    assert first.full_name in dialog.heading.text() + dialog.why.text()
    user.press(dialog, "Enroll")
    user.wait(lambda: len(in_state(user, course_id, EnrollmentState.WAITLISTED)) == SHORT - 1)
    user.press(dialog, "Close")


def write_letters(user: User, course_id: int, path: Path, count: int) -> None:
    tab = user.course(course_id, "enrollment")
    user.press(tab, "Letters…")
    dialog = user.dialog(LettersDialog)
    user.wait(lambda: dialog.write.text() == f"Write {count} drafts…")
    user.window.chooser.next = path
    user.press(dialog, "Save PDF…")
    user.wait(path.exists)
    assert len(PdfReader(path).pages) == count
    user.press(dialog, "Close")


def check_in(user: User, course: Taught, learner: EnrollmentRow) -> None:
    """The first block, at the door, by the letters of the name."""
    tab = user.course(course.course_id, "attendance")
    tab.show_day(course.days[0])
    user.settle()
    user.press(tab, "Check-in…")
    dialog = user.dialog(CheckInDialog)
    user.wait(lambda: dialog.into.count() > 0)
    dialog.into.setCurrentIndex(0)
    dialog.field.setText(learner.full_name)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    user.wait(lambda: dialog.said.text() == f"{learner.full_name} is here.")
    user.press(dialog, "Close")


def tick(user: User, course: Taught, learner: EnrollmentRow) -> None:
    """The learner misses the second block and comes 20 minutes late to the third."""
    tab = user.course(course.course_id, "attendance")
    grid = tab.ui.grid
    row = next(at for at, one in enumerate(grid.sheet.trainees) if one.enrollment_id == learner.id)
    grid.go_to(row, 1)
    QTest.keyClicks(grid, "A")
    grid.go_to(row, 2)
    QTest.keyClicks(grid, "L20")
    QTest.keyClick(grid, Qt.Key.Key_Return)
    user.settle()
    for day_id in course.days:
        tab.show_day(day_id)
        user.settle()
        user.press(tab, "All present")


def make_up(user: User, first: Taught, second: Taught, learner: EnrollmentRow) -> None:
    tab = user.course(first.course_id, "papers")
    user.press(tab, "Make-ups…")
    dialog = user.dialog(MakeUpsDialog)
    key = (learner.id, first.blocks[1])
    user.wait(lambda: any(one.key == key for one in dialog.missed.rows.rows()))
    dialog.missed.select([key])
    user.wait(dialog.arrange_button.isEnabled)
    user.press(dialog, "Make up here")
    user.wait(lambda: "Made up" not in dialog.banner.message)
    user.press(dialog, "Close")

    tab = user.course(second.course_id, "attendance")
    tab.show_day(second.days[0])
    user.settle()
    grid = tab.ui.grid
    assert [one.enrollment_id for one in grid.sheet.trainees] == [learner.id]
    grid.go_to(0, 1)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    user.settle()


def save_transcript(user: User, learner: EnrollmentRow, path: Path) -> str:
    page = user.go("people")
    page.show_person(learner.person_id)
    user.wait(lambda: page.panel.person_id == learner.person_id)
    with user.window.runner.database.read() as db:
        (line,) = transcript(db, learner.person_id).courses
    assert [one.missed for one in line.made_up] == ["Block 2"]
    user.window.chooser.next = path
    page.save_transcript()
    user.wait(path.exists)
    return " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())
