"""Seats in the window: who is next, seats kept, fair shares, and why somebody does not come."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from cittrainer.gui.common.dates import short_date
from cittrainer.gui.enrollments.fair_dialog import FairDialog
from cittrainer.gui.enrollments.next_dialog import NextDialog
from cittrainer.gui.enrollments.seats_dialog import SeatsDialog
from cittrainer.gui.enrollments.state_dialog import StateDialog
from cittrainer.gui.enrollments.tab import EnrollmentTab
from cittrainer.models import (
    Course,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    SeatsKept,
    WithdrawalReason,
)
from cittrainer.queries.enrollments import of_course
from cittrainer.settings import SettingsFile

S = EnrollmentState


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course_id(database):
    """A course of two seats with one taken, two who wait and one nominated."""
    with database.step("Prepare") as db:
        builders.academy(db)
        course = builders.course(db, "CIT-1", seats=2, first=builders.today() + timedelta(days=20))
        agency = builders.agency(db, sworn=40)
        other = builders.agency(db, "Lakeview PD", sworn=40)
        for name, at, state in (
            ("Lee", agency, S.ENROLLED), ("Chen", agency, S.WAITLISTED),
            ("Davis", other, S.WAITLISTED), ("Brown", other, S.NOMINATED),
        ):  # fmt: skip
            builders.enrollment(
                db, course, builders.person(db, name, "Ana", agency=at), state=state
            )
        return course.id


def shown(qtbot, dialog):
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def state(database, last_name):
    with database.read() as db:
        rows = of_course(db, 1).rows
    return next(row.state for row in rows if row.sorted_name.startswith(last_name))


def test_the_next_of_the_list_is_named_with_the_reason_and_enrolled(
    qtbot, runner, database, course_id
):
    dialog = shown(qtbot, NextDialog(runner, course_id))
    qtbot.wait_until(lambda: dialog.heading.text() == "Ana Chen")
    assert dialog.why.text() == "Ana Chen waited longest, and a seat is free."

    dialog.enroll.click()

    qtbot.wait_until(lambda: "No seat is free" in dialog.heading.text())
    assert dialog.done_words.text() == "Ana Chen is enrolled."
    assert not dialog.enroll.isEnabled()
    assert state(database, "Chen") is S.ENROLLED
    database.undo()
    assert state(database, "Chen") is S.WAITLISTED


def test_a_seat_is_offered_and_an_offer_that_ran_out_is_ended(qtbot, runner, database, course_id):
    dialog = shown(qtbot, NextDialog(runner, course_id))
    qtbot.wait_until(dialog.offer.isEnabled)
    dialog.offer.click()
    qtbot.wait_until(lambda: "is offered a seat until" in dialog.done_words.text())
    with database.step("Earlier") as db:
        row = db.scalars(select(Enrollment).where(Enrollment.state == S.OFFERED)).one()
        row.offer_until = builders.today() - timedelta(days=1)

    dialog.look()
    qtbot.wait_until(dialog.late.isVisible)
    assert dialog.late.text() == "End 1 late offer"
    dialog.late.click()

    qtbot.wait_until(lambda: dialog.heading.text() == "Ana Davis")
    assert "back at the end of the list" in dialog.done_words.text()


def test_seats_are_kept_and_released_and_the_rules_saved(
    qtbot, runner, database, course_id, settings
):
    with database.read() as db:
        rows = of_course(db, course_id).rows
    dialog = shown(qtbot, SeatsDialog(runner, settings, course_id, rows))
    qtbot.wait_until(lambda: dialog.agency.count() == 3)
    dialog.agency.setCurrentIndex(dialog.agency.findText("Lakeview PD"))
    dialog.until.setText(short_date(builders.today() + timedelta(days=5)))

    dialog.keep.click()
    qtbot.wait_until(lambda: dialog.kept.rows.total == 1)
    dialog.seats.setValue(3)
    dialog.overbooking.setValue(1)
    dialog.years.setValue(2)
    with qtbot.wait_signal(dialog.accepted):
        dialog.save.click()

    with database.read() as db:
        course = db.get_one(Course, course_id)
        assert (course.seats, course.overbooking, course.least_service_years) == (3, 1, 2)
        assert course.non_sworn_percent is None
        kept = db.scalars(select(SeatsKept)).one()
        assert (kept.agency.name, kept.seats) == ("Lakeview PD", 1)
        kept_id = kept.id

    again = shown(qtbot, SeatsDialog(runner, settings, course_id, rows))
    qtbot.wait_until(lambda: again.kept.rows.total == 1)
    again.kept.select([kept_id])
    again.release.click()
    qtbot.wait_until(lambda: again.kept.rows.total == 0)
    again.settle()


@pytest.mark.parametrize(
    ("until", "words"), [("soon", "“soon” is no date."), ("", "For whom the seats are kept")]
)
def test_what_cannot_be_kept_is_said_in_the_form(qtbot, runner, course_id, settings, until, words):
    dialog = shown(qtbot, SeatsDialog(runner, settings, course_id, ()))
    qtbot.wait_until(lambda: dialog.agency.count() == 3)
    dialog.until.setText(until)

    dialog.keep.click()

    qtbot.wait_until(dialog.banner.isVisible)
    assert words in dialog.banner.message
    dialog.settle()


def test_the_seats_are_given_out_as_proposed(qtbot, runner, database, course_id, settings):
    dialog = shown(qtbot, FairDialog(runner, settings, course_id, "CIT-1"))
    qtbot.wait_until(dialog.give.isEnabled)
    assert dialog.proposal.text() == "1 seat to give, 3 asked for"
    assert dialog.shares.rows.total == 2

    dialog.give.click()

    qtbot.wait_until(lambda: "1 enrolled, 2 on the waiting list." in dialog.banner.message)
    assert state(database, "Davis") is S.ENROLLED
    assert state(database, "Brown") is S.WAITLISTED
    database.undo()
    assert state(database, "Brown") is S.NOMINATED


def test_why_somebody_withdraws_and_whose_word_it_is_stay_on_record(
    qtbot, runner, database, course_id
):
    with database.read() as db:
        row = next(one for one in of_course(db, course_id).rows if one.state is S.ENROLLED)
    dialog = shown(qtbot, StateDialog(runner, "CIT-1", [row], S.WITHDRAWN))
    assert dialog.code.isVisible()
    dialog.code.setCurrentIndex(dialog.code.findData(WithdrawalReason.STAFFING))
    dialog.said_by.setText("Sgt. Hale")

    with qtbot.wait_signal(dialog.accepted):
        dialog.save.click()

    with database.read() as db:
        entry = db.scalars(
            select(EnrollmentStateEntry).order_by(EnrollmentStateEntry.id.desc())
        ).first()
        assert (entry.reason_code, entry.said_by) == (WithdrawalReason.STAFFING, "Sgt. Hale")


def test_the_tab_tells_the_seats_and_what_is_to_be_checked(
    qtbot, runner, database, course_id, settings
):
    with database.step("Rules") as db:
        course = db.get_one(Course, course_id)
        course.least_service_years, course.overbooking = 3, 1
        db.add(SeatsKept(course_id=course_id, agency_id=2))
    tab = EnrollmentTab(runner, settings, course_id)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.wait_until(lambda: tab.list.rows.total == 4)

    assert tab.seats.text() == "1 of 2 (+1) seats taken"
    assert tab.waiting.text() == "2 free · 1 kept · 2 waiting"
    told = [row.warnings for row in tab.list.rows.rows()]
    assert told[0] == ("Years of service are not known; 3 years asked.",)
