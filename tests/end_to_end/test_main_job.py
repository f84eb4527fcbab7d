"""One course through the real window, from an empty file to certificates and rosters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint
from user import User

from cittrainer.db import Database
from cittrainer.gui.courses.new_course import NewCourseDialog
from cittrainer.gui.courses.week.view import WeekView
from cittrainer.gui.people.import_dialog import ImportDialog
from cittrainer.queries.courses import courses
from cittrainer.queries.weeks import week

NOMINATIONS = Path(__file__).parents[1] / "files" / "nominations-spring.xlsx"


def test_from_an_empty_file_to_certificates(user: User, tmp_path: Path) -> None:
    path = tmp_path / "academy.cit"
    set_up_academy(user, path)
    import_people(user)
    course_id = make_course(user)
    drag_a_block(user, course_id)


def set_up_academy(user: User, path: Path) -> None:
    from cittrainer.jobs import shipped
    from cittrainer.services import academy

    with Database.create(path, user.window.actor) as database:
        with database.step(shipped.LABEL) as db:
            shipped.load_shipped(db)
        with database.step("Set up") as db:
            academy.set_up(db, academy.AcademyWords(name="Ridgeway Academy"))
    user.window.open(path)
    user.wait(lambda: user.window.runner is not None)


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
    block = next(one for one in view.week.blocks if one.title == "De-escalation")
    start = view.block_rect(block.id).center().toPoint()
    down = QPoint(0, round(-15 * view.pixels_per_minute))
    user.drag(view.viewport(), start, start + down)

    def on_file() -> int:
        with user.window.runner.database.read() as db:
            return next(one.start for one in week(db, course_id).blocks if one.id == block.id)

    user.wait(lambda: on_file() == block.start - 15)
    user.window.shell.undo_action.trigger()
    user.wait(lambda: on_file() == block.start)
