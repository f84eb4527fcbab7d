"""The history in words, and taking back from it."""

from __future__ import annotations

import builders
import pytest
from sqlalchemy import select

from cittrainer.gui.common.history_words import told
from cittrainer.gui.history.page import HistoryPage
from cittrainer.models import Agency, Presenter, PresenterKind
from cittrainer.queries.history import changes_of
from cittrainer.settings import SettingsFile


@pytest.fixture
def page(runner, qtbot, tmp_path):
    one = HistoryPage(runner, SettingsFile(tmp_path / "settings.toml"))
    qtbot.add_widget(one)
    one.resize(1100, 700)
    one.show()
    qtbot.wait_until(lambda: runner.idle)
    return one


def rename(database, name, *, grouping=""):
    with database.step(f"Rename to {name}", grouping=grouping) as db:
        db.scalars(select(Agency)).one().name = name


def labels(page):
    return [line.label for line in page.list.rows.rows()]


def agency_name(database):
    with database.read() as db:
        return db.scalars(select(Agency.name)).one()


def prepared(database):
    with database.step("Add Ridgeway PD") as db:
        builders.agency(db, "Ridgeway PD")


def test_an_empty_history_says_what_belongs_here(page):
    assert page.empty.isVisible()


def test_steps_stand_newest_first_and_follow_what_is_done(page, database, qtbot):
    prepared(database)
    rename(database, "Lakeview PD")

    qtbot.wait_until(lambda: labels(page) == ["Rename to Lakeview PD", "Add Ridgeway PD"])


def test_a_chosen_step_says_each_field_before_and_after(page, database, qtbot):
    prepared(database)
    rename(database, "Lakeview PD")
    with database.read() as db:
        (agency_changed,) = told(changes_of(db, [2]))

    assert agency_changed == ("Agency changed", ["name: Ridgeway PD → Lakeview PD"])


def test_taking_back_from_the_list_undoes_that_step(page, database, qtbot):
    prepared(database)
    rename(database, "Lakeview PD")
    qtbot.wait_until(lambda: len(labels(page)) == 2)
    page.list.selectRow(0)
    qtbot.wait_until(page.back.isEnabled)

    page.back.click()

    qtbot.wait_until(lambda: agency_name(database) == "Ridgeway PD")


def test_a_line_of_several_steps_is_taken_back_as_a_whole(page, database, qtbot):
    prepared(database)
    for name in ("A", "B", "C"):
        rename(database, name, grouping="names")
    qtbot.wait_until(lambda: len(labels(page)) == 2)
    assert page.list.rows.rows()[0].count == 3
    page.list.selectRow(0)
    qtbot.wait_until(page.back.isEnabled)

    page.back.click()

    qtbot.wait_until(lambda: agency_name(database) == "Ridgeway PD")


def test_the_search_finds_a_step_by_its_words(page, database, qtbot):
    prepared(database)
    rename(database, "Lakeview PD")
    qtbot.wait_until(lambda: len(labels(page)) == 2)

    page.search.setText("add ridge")

    qtbot.wait_until(lambda: labels(page) == ["Add Ridgeway PD"])


def test_the_kind_of_a_presenter_is_not_told(database):
    with database.step("Add") as db:
        builders.presenter(db, "River", kind=PresenterKind.ADVOCATE, phone="555-0100")
    with database.step("Change") as db:
        one = db.scalars(select(Presenter)).one()
        one.kind, one.phone, one.bio = PresenterKind.LIVED_EXPERIENCE, "", "Speaks in May."

    with database.read() as db:
        ((_head, fields),) = told(changes_of(db, [2]))

    words = " ".join(fields)
    assert "lived" not in words
    assert "555-0100" not in words
    assert "bio: nothing → Speaks in May." in fields
