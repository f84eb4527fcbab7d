"""The history of one record."""

from __future__ import annotations

import builders
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from cittrainer.gui.common.record_history import RecordHistory
from cittrainer.models import Course, Person
from cittrainer.queries.history import of_course, of_person


def words(dialog):
    return [one.text() for one in dialog.card.findChildren(QLabel)]


def shown(dialog, qtbot):
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.add_widget(dialog)
    dialog.show()
    return dialog


def test_a_person_tells_what_happened_to_names_numbers_and_agencies(database, runner, qtbot):
    with database.step("Add Siobhán") as db:
        builders.person(db, agency=builders.agency(db), state_id="R-1")
        builders.person(db, "Other")
    with database.step("Correct the number") as db:
        db.scalars(select(Person)).first().identifiers[0].value = "R-2"
    with database.step("Rename the other") as db:
        db.scalars(select(Person).where(Person.last_name == "Other")).one().last_name = "Else"

    dialog = shown(RecordHistory(runner, "Siobhán", lambda db: of_person(db, 1)), qtbot)

    qtbot.wait_until(lambda: "value: R-1 → R-2" in words(dialog))
    assert "Correct the number" in words(dialog)
    assert "Rename the other" not in words(dialog)


def test_a_course_tells_of_itself_and_its_days(database, runner, qtbot):
    with database.step("Make the course") as db:
        builders.course(db, days=1)
    with database.step("Lengthen Monday") as db:
        db.scalars(select(Course)).one().days[0].end_minute = 1080

    dialog = shown(RecordHistory(runner, "The course", lambda db: of_course(db, 1)), qtbot)

    qtbot.wait_until(lambda: "end minute: 1020 → 1080" in words(dialog))


def test_a_record_without_history_says_so(runner, qtbot):
    dialog = shown(RecordHistory(runner, "Nobody", lambda db: of_person(db, 99)), qtbot)

    qtbot.wait_until(lambda: any("Nothing is on record" in one for one in words(dialog)))
