from __future__ import annotations

import datetime as dt

import pytest

from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.curricula.difference_dialog import DifferenceDialog
from cittrainer.gui.curricula.module_form import ModuleForm
from cittrainer.gui.curricula.page import CurriculaPage
from cittrainer.gui.curricula.standard_form import StandardForm
from cittrainer.jobs.shipped import LABEL, load_shipped
from cittrainer.models import Delivery
from cittrainer.queries.standards import standard
from cittrainer.rules.values import RequirementValue
from cittrainer.services.curricula import add_version, publish_version
from cittrainer.services.standards import add_standard, standard_on_file
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


class Answers(FileChooser):
    """Answers with one path in place of a person."""

    def __init__(self, path):
        self.path = path

    def open_file(self, parent, title, kinds):
        return self.path

    def save_file(self, parent, title, proposal, kinds):
        return self.path


@pytest.fixture
def files(runner, tmp_path, qtbot, database):
    """The page with one published version, and a chooser that answers “week”."""
    with database.step("Publish") as db:
        version_id = add_version(db, code="X", title="Forty hours", modules=MODULES)
        publish_version(db, version_id)
    one = CurriculaPage(
        runner, SettingsFile(tmp_path / "settings.toml"), chooser=Answers(tmp_path / "week")
    )
    qtbot.addWidget(one)
    one.resize(1110, 700)
    one.show()
    qtbot.wait_until(lambda: runner.idle and one.curricula.versions.draft.isEnabled())
    return one


MODULES = (
    {"title": "Welcome", "minutes": 30},
    {"title": "De-escalation", "minutes": 120, "topics": {"De-Escalation Skills": 100}},
    {"title": "Stories", "minutes": 60, "delivery": Delivery.STORY},
)


def shown_modules(page):
    return [row.title for row in page.curricula.modules.rows.rows()]


def make_draft(page, qtbot):
    versions = page.curricula.versions
    versions.draft.trigger()
    qtbot.wait_until(versions.publish.isEnabled)


def test_a_draft_is_made_edited_published_and_taken_back(database, files, runner, qtbot):
    page, steps = files, files.curricula.steps
    assert not steps.bar.isVisible()
    make_draft(page, qtbot)
    assert steps.bar.isVisible()

    page.curricula.modules.select([page.curricula.modules.rows.row_at(0).id])
    steps.down.click()
    qtbot.wait_until(lambda: shown_modules(page)[0] == "De-escalation")
    steps.remove.click()
    qtbot.wait_until(lambda: len(shown_modules(page)) == 2)
    assert [row.position for row in page.curricula.modules.rows.rows()] == [0, 1]
    page.curricula.versions.publish.trigger()
    qtbot.wait_until(lambda: not page.curricula.versions.publish.isEnabled())
    assert not steps.bar.isVisible()

    database.undo()
    qtbot.wait_until(page.curricula.versions.publish.isEnabled)
    page.curricula.versions.discard.trigger()
    qtbot.wait_until(lambda: len(page.curricula.list.rows.rows()) == 1)
    qtbot.wait_until(lambda: runner.idle)


def test_a_module_form_keeps_what_is_refused_and_saves_what_is_right(files, runner, qtbot):
    make_draft(files, qtbot)
    files.curricula.steps.add.click()
    form = files.findChild(ModuleForm)
    qtbot.wait_until(form.isVisible)

    form.title.setText("Panel")
    form.topics.setPlainText("One: 60\nTwo: 50")
    form.save.click()
    qtbot.wait_until(lambda: form.save.isEnabled() and form.banner.isVisible())
    assert form.title.text() == "Panel"
    form.start.setText("25:00")
    form.save.click()
    assert form.isVisible()
    form.start.setText("")
    form.topics.setPlainText("One: 60\nTwo: 40")
    form.save.click()

    qtbot.wait_until(lambda: "Panel" in shown_modules(files))
    assert files.curricula.modules.rows.rows()[-1].topics == {"One": 60, "Two": 40}
    qtbot.wait_until(lambda: runner.idle)


def test_the_difference_between_two_versions_is_told(files, runner, qtbot):
    make_draft(files, qtbot)
    files.curricula.modules.select([files.curricula.modules.rows.row_at(0).id])
    files.curricula.steps.remove.click()
    qtbot.wait_until(lambda: len(shown_modules(files)) == 2)

    files.curricula.versions.compare.trigger()

    dialog = files.findChild(DifferenceDialog)
    qtbot.wait_until(lambda: len(dialog.list.rows.rows()) == 1)
    assert dialog.list.rows.row_at(0).sentence == "“Welcome” is left out (30 minutes)."
    dialog.close_button.click()
    qtbot.wait_until(lambda: runner.idle)


def test_a_version_is_exported_and_imported_as_the_next_draft(files, tmp_path, runner, qtbot):
    with qtbot.wait_signal(files.said) as said:
        files.curricula.versions.send.trigger()
    assert "week.json" in said.args[0]
    files.curricula.versions._chooser.path = tmp_path / "week.json"

    files.curricula.versions.fetch.trigger()

    qtbot.wait_until(files.curricula.versions.publish.isEnabled)
    assert sorted(row.number for row in files.curricula.list.rows.rows()) == [1, 2]
    assert shown_modules(files) == ["Welcome", "De-escalation", "Stories"]
    qtbot.wait_until(lambda: runner.idle)


def test_a_hostile_file_is_refused_in_the_window_and_nothing_changes(
    files, database, tmp_path, runner, qtbot
):
    (tmp_path / "week").write_text('{"format": 7}')
    with qtbot.wait_signal(runner.refused) as refused:
        files.curricula.versions.fetch.trigger()

    assert "“format” is 7" in str(refused.args[0])
    assert database.undoable().label == "Publish"
    qtbot.wait_until(lambda: runner.idle)


def test_the_library_is_filtered_and_fills_a_draft(files, runner, qtbot):
    library = files.library
    files.chips.choose("library")
    assert not library.take.isEnabled()
    library.delivery.setCurrentText("Story")
    assert [row.title for row in library.list.rows.rows()] == ["Stories"]
    library.delivery.setCurrentIndex(0)
    library.search.setText("escal")
    assert [row.title for row in library.list.rows.rows()] == ["De-escalation"]
    make_draft(files, qtbot)
    library.search.clear()
    library.list.select([library.list.rows.row_at(0).id])
    assert library.take.isEnabled()

    library.menu_of_drafts().actions()[0].trigger()

    qtbot.wait_until(lambda: len(shown_modules(files)) == 4)
    qtbot.wait_until(lambda: runner.idle)


def test_a_new_version_of_a_standard_is_made_and_undone(database, page, runner, qtbot):
    with database.step("A standard") as db:
        add_standard(
            db,
            code="S",
            number=1,
            title="State",
            sources=["https://example.org, page 3"],
            requirements=[RequirementValue("Law", "Legal", 60)],
            total_hours=40,
            continuing_hours=8,
            non_sworn_percent=20,
            jurisdiction="Nowhere",
        )
    page.chips.choose("standards")
    qtbot.wait_until(lambda: runner.idle and page.standards.new_version.isEnabled())
    page.standards.new_version.click()
    form = page.findChild(StandardForm)
    assert form.topics.toPlainText() == "Legal | Law | 60"

    form.save.click()
    qtbot.wait_until(form.banner.isVisible)
    form.effective.setText("2027-01-01")
    form.topics.setPlainText("Legal | Law | sixty")
    form.save.click()
    assert form.isVisible()
    form.topics.setPlainText("Legal | Law | 90\nTours | Hospital || optional")
    form.save.click()

    qtbot.wait_until(lambda: len(page.standards.list.rows.rows()) == 2)
    qtbot.wait_until(lambda: runner.idle)
    with database.read() as db:
        facts = standard(db, standard_on_file(db, "S"))
    assert (facts.number, facts.effective_on) == (2, dt.date(2027, 1, 1))
    assert (facts.total_hours, facts.continuing_hours) == (40, 8)
    assert (facts.value.non_sworn_percent, facts.jurisdiction) == (20, "Nowhere")
    assert facts.value.requirements == (
        RequirementValue("Law", "Legal", 90),
        RequirementValue("Hospital", "Tours", None, optional=True),
    )
    database.undo()
    qtbot.wait_until(lambda: len(page.standards.list.rows.rows()) == 1)
    qtbot.wait_until(lambda: runner.idle)


def test_a_new_standard_is_made_with_everything_that_it_can_say(database, page, runner, qtbot):
    with database.step("A standard") as db:
        add_standard(db, code="S", number=1, title="State", sources=["paper, page 2"])
    page.chips.choose("standards")
    qtbot.wait_until(lambda: runner.idle and len(page.standards.list.rows.rows()) == 1)
    page.standards.new.click()
    form = page.findChild(StandardForm)
    for field, words in (
        (form.title, "County"), (form.code, "S"), (form.jurisdiction, " Tamarack  County "),
        (form.audience, "911 dispatchers"), (form.effective, "2027-01-01"),
    ):  # fmt: skip
        field.setText(words)
    for field, number in (
        (form.hours, 24), (form.days, 10), (form.scenarios, 25), (form.not_sworn, 20),
        (form.cap, 30), (form.attendance, 90), (form.pass_mark, 70), (form.valid, 24),
        (form.continuing, 8), (form.roster, 14),
    ):  # fmt: skip
        field.setValue(number)
    for tick in (form.story, form.exam, form.skills, form.breaks):
        tick.setChecked(True)

    form.save.click()
    qtbot.wait_until(lambda: "on file and never changes" in form.banner.message)
    form.code.setText("COUNTY-24")
    form.save.click()
    qtbot.wait_until(lambda: "names no source" in form.banner.message)
    form.sources.setPlainText("Resolution 12, page 3")
    form.save.click()

    chosen = page.standards.list
    qtbot.wait_until(lambda: [one.code for one in chosen.selected_rows()] == ["COUNTY-24"])
    qtbot.wait_until(lambda: runner.idle)
    with database.read() as db:
        facts = standard(db, standard_on_file(db, "COUNTY-24"))
    value = facts.value
    assert (facts.number, value.title, facts.audience) == (1, "County", "911 dispatchers")
    assert (facts.jurisdiction, facts.effective_on) == ("Tamarack County", dt.date(2027, 1, 1))
    assert (facts.total_hours, value.most_days, value.scenario_percent) == (24, 10, 25)
    assert (value.non_sworn_percent, value.class_cap, value.attendance_percent) == (20, 30, 90)
    assert (value.pass_mark, facts.valid_months, facts.continuing_hours) == (70, 24, 8)
    assert facts.roster_due_days == 14
    assert (value.story_required, value.exam, value.skills_test, value.breaks_count) == (True,) * 4
    assert database.undoable().label == "New standard “County”"
