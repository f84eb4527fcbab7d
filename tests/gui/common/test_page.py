"""A page is read when it is seen, and again when a step changed what it shows."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from cittrainer.db import StepDone
from cittrainer.gui.common.page import Page
from cittrainer.models import Agency, Person, Room

PEOPLE = StepDone(step_id=1, label="Edit a person", tables=frozenset({Person.__tablename__}))
ROOMS = StepDone(step_id=2, label="Edit a room", tables=frozenset({Room.__tablename__}))
ELSEWHERE = StepDone(step_id=None, label="", everything=True)
NOTHING = StepDone(step_id=None, label="Import people")


class People(Page):
    """Counts how often it was read."""

    made_of = (Agency, Person)

    def __init__(self, runner):
        super().__init__(runner)
        self.reads = 0

    def read(self):
        self.reads += 1


class Everything(People):
    made_of = None


@pytest.fixture
def people(runner, qtbot):
    page = People(runner)
    qtbot.addWidget(page)
    return page


@pytest.fixture
def everything(runner, qtbot):
    page = Everything(runner)
    qtbot.addWidget(page)
    page.show()
    return page


class TestReading:
    def test_a_page_is_read_once_when_it_comes_into_view(self, people):
        assert people.reads == 0

        people.show()
        people.hide()
        people.show()

        assert people.reads == 1

    @pytest.mark.parametrize(("done", "reads"), [(PEOPLE, 2), (ELSEWHERE, 2), (ROOMS, 1)])
    def test_it_is_read_again_where_a_step_changed_what_it_is_made_of(
        self, people, runner, done, reads
    ):
        people.show()

        runner.changed.emit(done)

        assert people.reads == reads

    def test_changes_while_it_is_hidden_are_read_once_when_it_is_seen(self, people, runner):
        people.show()
        people.hide()

        runner.changed.emit(PEOPLE)
        runner.changed.emit(PEOPLE)
        assert people.reads == 1

        people.show()
        assert people.reads == 2

    @pytest.mark.parametrize(("done", "reads"), [(ROOMS, 2), (ELSEWHERE, 2), (NOTHING, 1)])
    def test_a_page_made_of_everything_is_read_after_every_kept_step(
        self, everything, runner, done, reads
    ):
        runner.changed.emit(done)

        assert everything.reads == reads


def test_what_is_full_gives_way_to_what_an_empty_page_says(people):
    header, full, empty = QLabel("Header"), QLabel("Full"), QLabel("Empty")
    people.lay_out(header, full, empty)
    people.show()

    people.show_filled(False)
    assert (header.isVisible(), full.isVisible(), empty.isVisible()) == (True, False, True)

    people.show_filled(True)
    assert (header.isVisible(), full.isVisible(), empty.isVisible()) == (True, True, False)
