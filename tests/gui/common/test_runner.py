"""The window's door: results, refusals and defects arrive on the window's thread."""

from __future__ import annotations

import threading
from functools import partial

import builders
import pytest
from PySide6.QtCore import QObject
from sqlalchemy import select

from cittrainer.errors import UserError
from cittrainer.jobs.progress import Cancelled
from cittrainer.models import Agency, Person


class Page(QObject):
    """Remembers what it was told, and on which thread."""

    def __init__(self):
        super().__init__()
        self.told = []

    def take(self, value=None):
        self.told.append((value, threading.current_thread() is threading.main_thread()))


def names(db):
    return list(db.scalars(select(Agency.name)))


def add(db):
    return builders.agency(db, "Ridgeway PD").id


def refuse(db):
    builders.agency(db, "Ridgeway PD")
    raise UserError("No.", hint="Do it otherwise.")


def test_what_a_service_returns_arrives_on_the_windows_thread(runner, qtbot):
    page = Page()

    runner.write("Add", add, done=page.take)

    qtbot.wait_until(lambda: page.told == [(1, True)])


def test_every_step_is_announced_with_what_it_touched(runner, qtbot):
    with qtbot.wait_signal(runner.changed) as heard:
        runner.write("Add Ridgeway PD", add)

    (done,) = heard.args
    assert done.label == "Add Ridgeway PD"
    assert done.touches(Agency)
    assert not done.touches(Person)


def test_a_read_sees_what_was_written_before(runner, qtbot):
    page = Page()
    runner.write("Add", add, done=lambda _id: runner.read(names, page.take))

    qtbot.wait_until(lambda: page.told == [(["Ridgeway PD"], True)])


def test_a_refusal_is_told_and_changes_nothing(runner, database, qtbot):
    page = Page()

    with qtbot.wait_signal(runner.refused) as heard:
        runner.write("Add", refuse, refused=page.take)

    assert str(heard.args[0]) == "No. Do it otherwise."
    qtbot.wait_until(lambda: page.told == [(None, True)])
    assert database.undoable() is None


def test_a_refusal_that_is_explained_in_place_is_not_told_twice(runner, qtbot):
    page = Page()

    with qtbot.assert_not_emitted(runner.refused):
        runner.write("Add", refuse, explain=page.take)
        qtbot.wait_until(lambda: len(page.told) == 1)

    assert isinstance(page.told[0][0], UserError)


def test_a_defect_reaches_the_crash_dialog_and_the_next_step_works(runner, qtbot):
    page = Page()
    with qtbot.capture_exceptions() as defects:
        runner.write("Break", lambda _db: 1 / 0)
        runner.write("Add", add, done=page.take)
        qtbot.wait_until(lambda: page.told == [(1, True)])

    assert [kind for kind, *_ in defects] == [ZeroDivisionError]


@pytest.mark.parametrize("bind", [lambda take: take, lambda take: partial(partial(take))])
def test_nothing_is_handed_to_a_page_that_is_gone(runner, qtbot, bind):
    page = Page()
    take = bind(page.take)
    page.deleteLater()
    qtbot.wait(10)

    runner.read(names, take)

    qtbot.wait_until(lambda: runner.idle)
    assert page.told == []


def test_a_job_tells_how_far_it_is_and_ends(runner, qtbot):
    listening = threading.Event()

    def work(_database, progress):
        listening.wait(5)
        progress.report(1, 3, "One")
        return "done"

    page = Page()
    handle = runner.start("Work", work, done=page.take)

    with qtbot.wait_signals([handle.progressed, handle.ended]):
        listening.set()
    qtbot.wait_until(lambda: page.told == [("done", True)])


def test_a_cancelled_job_saves_nothing_and_is_no_refusal(runner, database, qtbot):
    started = threading.Event()
    go_on = threading.Event()
    page = Page()

    def work(opened, progress):
        started.set()
        go_on.wait(5)
        with opened.step("Import") as db:
            builders.agency(db)
            progress.report(1, 2)

    with qtbot.assert_not_emitted(runner.refused):
        handle = runner.start("Import", work, refused=page.take)
        assert started.wait(5)
        handle.cancel()
        go_on.set()
        qtbot.wait_until(lambda: len(page.told) == 1)

    assert database.undoable() is None


def test_a_cancelled_job_can_be_explained(runner, qtbot):
    page = Page()

    def work(_database, progress):
        progress.cancel()
        progress.report(0, 1)

    runner.start("Work", work, explain=page.take)

    qtbot.wait_until(lambda: len(page.told) == 1)
    assert isinstance(page.told[0][0], Cancelled)


def test_undo_and_redo_are_announced(runner, database, qtbot):
    with database.step("Add") as db:
        builders.agency(db)

    for act in (runner.undo, runner.redo):
        with qtbot.wait_signal(runner.changed) as heard:
            act()
        assert heard.args[0].label == "Add"


def test_nothing_to_undo_is_a_refusal(runner, qtbot):
    with qtbot.wait_signal(runner.refused) as heard:
        runner.undo()

    assert heard.args[0].message == "There is nothing to undo."


@pytest.mark.parametrize("words", ["Ñandú", "", "x" * 300])
def test_labels_are_kept_as_they_are(runner, database, qtbot, words):
    with qtbot.wait_signal(runner.changed):
        runner.write(words, add)

    assert database.undoable().label == words
