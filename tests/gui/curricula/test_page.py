from __future__ import annotations

import pytest

from cittrainer.gui.curricula.page import CurriculaPage
from cittrainer.jobs.shipped import LABEL, load_shipped
from cittrainer.services.curricula import add_version
from cittrainer.settings import SettingsFile


@pytest.fixture
def page(runner, tmp_path, qtbot):
    one = CurriculaPage(runner, SettingsFile(tmp_path / "settings.toml"))
    qtbot.addWidget(one)
    one.resize(1110, 700)
    one.show()
    qtbot.wait_until(lambda: runner.idle)
    return one


def choose(page_list, title):
    page_list.select([next(row.id for row in page_list.rows.rows() if row.title == title)])


def test_an_empty_file_gets_what_ships(page, qtbot):
    assert page.empty.isVisible()

    page.empty.primary.click()

    qtbot.wait_until(lambda: len(page.curricula.list.rows.rows()) == 3, timeout=15_000)
    assert not page.empty.isVisible()
    assert len(page.standards.list.rows.rows()) > 10


def test_the_modules_of_the_chosen_version_are_shown_and_searched(database, page, qtbot):
    with database.step(LABEL) as db:
        load_shipped(db)
    qtbot.wait_until(lambda: len(page.curricula.list.rows.rows()) == 3, timeout=15_000)
    choose(page.curricula.list, "CIT week as published in Minnesota")
    qtbot.wait_until(
        lambda: page.curricula.card.title.text() == "CIT week as published in Minnesota"
    )

    assert "mentalhealthcrisis.org" in page.curricula.sources.toolTip()
    assert page.curricula.modules.rows.row_at(0).position == 0
    page.curricula.search.setText("de-escalation")
    assert "De-escalation" in [row.title for row in page.curricula.modules.rows.rows()]
    assert len(page.curricula.modules.rows.rows()) < page.curricula.modules.rows.total


def test_a_course_is_wanted_from_a_published_version_only(database, page, qtbot):
    with database.step("Draft") as db:
        add_version(db, code="D", title="Draft", modules=[{"title": "M", "minutes": 60}])
        load_shipped(db)
    qtbot.wait_until(lambda: len(page.curricula.list.rows.rows()) == 4, timeout=15_000)

    choose(page.curricula.list, "Draft")
    assert not page.curricula.new.isEnabled()
    choose(page.curricula.list, "CIT course, 40 hours")
    with qtbot.wait_signal(page.course_wanted) as wanted:
        page.curricula.new.click()

    assert wanted.args == [page.curricula.list.selected_rows()[0].id]
    qtbot.wait(20)


def test_standards_tell_what_they_ask_and_where_it_says_so(database, page, qtbot):
    with database.step(LABEL) as db:
        load_shipped(db)
    qtbot.wait_until(lambda: len(page.curricula.list.rows.rows()) == 3, timeout=15_000)
    page.chips.choose("standards")
    choose(page.standards.list, "Virginia: CIT training program")
    qtbot.wait_until(lambda: page.standards.card.title.text() == "Virginia: CIT training program")

    assert [(row.topic, row.least_minutes) for row in page.standards.topics.rows.rows()] == [
        ("Legal issues", 240)
    ]
    assert "vacode.org" in page.standards.sources.toolTip()
    page.standards.search.setText("texas")
    assert {row.jurisdiction for row in page.standards.list.rows.rows()} == {"Texas"}
