"""Pre-brief, debrief and check-in call stand on Home and are done with one click."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest

from cittrainer.gui.common.dates import this_day
from cittrainer.gui.home.page import HomePage
from cittrainer.gui.home.rows import TaskLine
from cittrainer.models import BookingState, CareDone, CareKind, CourseState, Delivery
from cittrainer.services.bookings import book

LONG = "María José García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def story(database):
    """Ids of the course and of a booking for a story that was told yesterday."""
    with database.step("Prepare") as db:
        course = builders.course(
            db, days=2, first=this_day() - timedelta(days=1), state=CourseState.RUNNING
        )
        block = builders.block(
            db, "A story", day=course.days[0], start="10:00", delivery=Delivery.STORY
        )
        presenter = builders.presenter(db, LONG)
        return course.id, book(db, block.parts[0].id, presenter.id, state=BookingState.CONFIRMED)


@pytest.fixture
def page(runner, qtbot, story):
    one = HomePage(runner)
    one.resize(1280, 800)
    qtbot.add_widget(one)
    one.show()
    qtbot.wait_until(lambda: runner.idle and bool(lines(one)))
    return one


def lines(page):
    """The lines of tasks that can be done with one click, by the name of that button."""
    return {
        each.done.accessibleName(): each
        for each in page.tasks_card.findChildren(TaskLine)
        if each.done.isVisible()
    }


def test_both_that_follow_a_story_are_there(page):
    assert set(lines(page)) == {f"Done: Debrief {LONG}", f"Done: Check-in call to {LONG}"}


def test_one_click_records_that_it_was_done_and_undo_brings_the_task_back(
    page, database, runner, qtbot, story
):
    lines(page)[f"Done: Debrief {LONG}"].done.click()
    qtbot.wait_until(lambda: set(lines(page)) == {f"Done: Check-in call to {LONG}"})

    with database.read() as db:
        (kept,) = db.query(CareDone).all()
        assert (kept.booking_id, kept.kind) == (story[1], CareKind.DEBRIEF)
        assert kept.done_on == this_day()
    assert database.undoable().label == f"Done: Debrief {LONG}"

    runner.undo()
    qtbot.wait_until(lambda: len(lines(page)) == 2)


def test_the_other_button_opens_the_presenters_of_the_course(page, qtbot, story):
    line = lines(page)[f"Done: Debrief {LONG}"]

    with qtbot.wait_signal(page.course_wanted) as wanted:
        line.go.click()

    assert wanted.args == [story[0], "presenters"]


def test_a_task_that_no_click_records_has_no_such_button(page):
    others = [each for each in page.tasks_card.findChildren(TaskLine) if not each.done.isVisible()]

    assert others
