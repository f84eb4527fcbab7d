from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from cittrainer.gui.courses.local_changes import LocalChangesDialog
from cittrainer.gui.courses.overview import OverviewTab
from cittrainer.models import Block
from cittrainer.queries.curricula import curricula, modules
from cittrainer.services.blocks import remove_block
from cittrainer.services.courses import new_course
from cittrainer.services.curricula import add_version, publish_version
from cittrainer.settings import SettingsFile

MODULES = (
    {"title": "Welcome", "minutes": 30},
    {"title": "De-escalation", "minutes": 120},
    {"title": "Stories", "minutes": 60},
)


@pytest.fixture
def tab(database, runner, tmp_path, qtbot):
    """The overview of a course that gives two of its three modules."""
    with database.step("Prepare") as db:
        version_id = add_version(db, code="X", title="Forty hours", modules=MODULES)
        publish_version(db, version_id)
        course_id = new_course(
            db,
            title="May",
            number="CIT-1",
            first_day=dt.date(2026, 5, 4),
            curriculum_version_id=version_id,
        )
    with database.step("Leave out") as db:
        remove_block(db, db.scalar(select(Block.id).where(Block.title == "Stories")))
    one = OverviewTab(runner, SettingsFile(tmp_path / "settings.toml"), course_id)
    qtbot.addWidget(one)
    one.show()
    qtbot.wait_until(lambda: runner.idle)
    return one


def test_a_course_shows_what_it_changed_and_it_is_taken_back_as_a_draft(
    tab, database, runner, qtbot
):
    tab.changes.click()
    dialog = tab.findChild(LocalChangesDialog)
    qtbot.wait_until(lambda: len(dialog.list.rows.rows()) == 1)
    assert dialog.list.rows.row_at(0).sentence.startswith("“Stories” is left out")
    assert not dialog.take.isEnabled()
    dialog.list.selectAll()

    dialog.take.click()

    qtbot.wait_until(lambda: runner.idle)
    with database.read() as db:
        draft, published = curricula(db)
        assert (draft.number, draft.state, published.state) == (2, "draft", "published")
        assert [row.title for row in modules(db, draft.id)] == ["Welcome", "De-escalation"]
        assert len(modules(db, published.id)) == 3
    assert database.undoable().label == "Take changes of “May” back into a draft"


def test_what_changed_meanwhile_is_refused_in_the_dialog(tab, database, runner, qtbot):
    tab.changes.click()
    dialog = tab.findChild(LocalChangesDialog)
    qtbot.wait_until(lambda: len(dialog.list.rows.rows()) == 1)
    dialog.list.selectAll()
    database.undo()
    qtbot.wait_until(lambda: runner.idle)

    dialog.take.click()

    qtbot.wait_until(dialog.banner.isVisible)
    with database.read() as db:
        assert len(curricula(db)) == 1
    dialog.close_button.click()
    qtbot.wait_until(lambda: runner.idle)
