from __future__ import annotations

from datetime import date

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from rotating import rotating

from cittrainer.errors import UserError
from cittrainer.gui.rotations.missing_form import MissingForm
from cittrainer.gui.rotations.setup_form import SetupForm
from cittrainer.gui.rotations.tab import RotationsTab
from cittrainer.gui.rotations.table import FACE_ROLE
from cittrainer.models import Course, CourseDay, CourseState, Delivery, Person, Presenter
from cittrainer.queries import rotations as reading
from cittrainer.services.rotations import edit_rotation, set_coaches
from cittrainer.settings import SettingsFile

PATIENCE = 60_000
"""Milliseconds that the planner may take on a machine that does much else."""

LONG_NAME = "María José García-López van der Berg-Ó Súilleabháin"


class Chooser:
    """Answers where to save without a dialog."""

    def __init__(self, path):
        self.path = path

    def save_file(self, _parent, _title, _proposal, _kinds):
        return self.path


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        return rotating(db, 3, spare=1)


def settled(runner, qtbot):
    qtbot.wait_until(lambda: runner.idle, timeout=PATIENCE)
    qtbot.wait(20)
    qtbot.wait_until(lambda: runner.idle, timeout=PATIENCE)


def tab_of(runner, settings, course_id, qtbot, chooser=None):
    one = RotationsTab(runner, settings, course_id, chooser=chooser)
    qtbot.addWidget(one)
    one.resize(1100, 700)
    one.show()
    settled(runner, qtbot)
    return one


@pytest.fixture
def tab(runner, settings, made, qtbot, tmp_path):
    return tab_of(runner, settings, made.course_id, qtbot, Chooser(tmp_path / "cards.pdf"))


def value(database, made):
    with database.read() as db:
        return reading.rotation(db, made.rotation_id)


def proposed(tab, qtbot):
    qtbot.wait_until(lambda: tab.planning.proposal is not None, timeout=PATIENCE)
    return tab.planning.proposal


def accepted(tab, runner, qtbot):
    proposed(tab, qtbot)
    tab.planning.panel.accept.click()
    settled(runner, qtbot)


def faces(tab):
    model = tab.table.rounds
    return [
        [model.index(row, column).data(FACE_ROLE) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def opened(tab, kind):
    return next(one for one in tab.findChildren(kind) if one.isVisible())


def test_a_rotation_is_made_shown_accepted_and_taken_back(tab, runner, database, made, qtbot):
    assert value(database, made).meetings == ()

    tab.toolbar.make.click()
    proposed(tab, qtbot)
    shown = faces(tab)
    tab.planning.panel.accept.click()
    settled(runner, qtbot)

    assert tab.planning.proposal is None
    assert len(value(database, made).meetings) == 9
    assert faces(tab) == shown
    assert sorted(face.title for face in shown[0]) == ["Scene 1", "Scene 2", "Scene 3"]
    assert database.undoable().label == "Make the rotation"
    database.undo()
    settled(runner, qtbot)
    assert value(database, made).meetings == ()
    assert {face.title for row in faces(tab) for face in row} == {""}


def test_a_dropped_proposal_changes_nothing(tab, database, made, qtbot):
    tab.make()
    proposed(tab, qtbot)

    QTest.keyClick(tab.planning.panel.accept, Qt.Key.Key_Escape)

    assert tab.planning.proposal is None
    assert database.undoable().label == "Prepare"


def test_cells_and_rounds_are_read_aloud_in_full(tab, runner, made, database, qtbot):
    tab.make()
    accepted(tab, runner, qtbot)

    said = tab.table.rounds.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    first = value(database, made).at[made.rounds[0], made.groups[0]]
    station = value(database, made).station[first.station_id]
    assert said.startswith("Group 1, Round 1, Mon")
    assert station.title in said
    assert f"Coach: {value(database, made).names[first.coach_id]}" in said
    assert f"Played by {station.actors[0].name}" in said


def test_groups_stand_beside_the_table_with_agency_and_role(tab):
    assert tab.groups.texts[:3] == [
        "Group 1 · 2",
        "Ada Trainee01 · Officer\nRidgeway PD",
        "Ada Trainee02 · Officer\nRidgeway PD",
    ]


def test_a_missing_coach_is_ticked_replaced_and_remembered(tab, runner, database, made, qtbot):
    tab.make()
    accepted(tab, runner, qtbot)
    before = value(database, made)
    gone = next(m.coach_id for m in before.meetings if m.round_id == made.rounds[1])
    name = before.names[gone]

    tab.toolbar.missing.click()
    form = opened(tab, MissingForm)
    form.since.setCurrentIndex(1)
    form.tick(name)
    form.save.click()
    proposal = proposed(tab, qtbot)
    changed = [face.changed for row in faces(tab) for face in row]
    lines = tab.planning.panel.lines.texts
    tab.planning.panel.accept.click()
    settled(runner, qtbot)

    assert lines == list(proposal.lines)
    assert all(line.endswith(f"instead of {name}") for line in lines)
    assert sum(changed) == len(lines) > 0
    assert not any(changed[:3])
    assert not tab.absences.isHidden()
    assert [one.name for one in value(database, made).absences] == [name]
    assert database.undoable().label == f"Rotation: {name} is missing"


def test_a_trainee_a_room_and_an_actor_may_be_missing_too(tab, runner, made, qtbot):
    tab.make()
    accepted(tab, runner, qtbot)
    form = MissingForm(tab.rotation, date(2026, 5, 4), tab)

    for name in ("Ada Trainee01", "Scenario room 1", "Actor 2"):
        form.tick(name)

    assert {
        (one.enrollment_id, one.room_id, one.presenter_id, one.round_id) for one in form.missing
    } == {
        (made.trainees[0], None, None, made.rounds[0]),
        (None, made.rooms[0], None, made.rounds[0]),
        (None, None, made.actors[1], made.rounds[0]),
    }


def test_nobody_ticked_is_refused_in_the_form(tab, runner, qtbot):
    tab.make()
    accepted(tab, runner, qtbot)
    tab.ask_missing()
    form = opened(tab, MissingForm)

    form.save.click()

    assert form.isVisible()
    assert "Nobody is ticked." in form.banner.message


def test_the_search_of_the_missing_finds_without_accents(tab, runner, made, database, qtbot):
    with database.step("Rename") as db:
        db.get_one(Presenter, made.coaches[0]).public_name = LONG_NAME
    settled(runner, qtbot)
    form = MissingForm(tab.rotation, date(2026, 5, 4), tab)

    form.search.setText("garcia")

    rows = [form.list.item(row) for row in range(form.list.count())]
    assert [item.text() for item in rows if not item.isHidden()] == [LONG_NAME]


def test_who_came_after_all_is_there_again(tab, runner, database, made, qtbot):
    tab.make()
    accepted(tab, runner, qtbot)
    form = MissingForm(tab.rotation, date(2026, 5, 4), tab)
    form.tick("Ada Trainee01")
    tab.mend(form.missing, "Ada is missing")
    accepted(tab, runner, qtbot)
    assert "Ada Trainee01 (missing) · Officer" in tab.groups.texts[1]

    tab.take_back(value(database, made).absences[0])
    settled(runner, qtbot)

    assert value(database, made).absences == ()
    assert tab.absences.isHidden()
    assert database.undoable().label == "Ada Trainee01 is there again"


def test_what_cannot_be_kept_is_told_with_its_reason(tab, runner, database, made, qtbot):
    tab.make()
    accepted(tab, runner, qtbot)
    form = MissingForm(tab.rotation, date(2026, 5, 4), tab)
    form.tick("Actor 1")

    tab.mend(form.missing, "Actor 1 is missing")
    proposed(tab, qtbot)

    panel = tab.planning.panel
    assert panel.summary.text() == "Not everything can be kept; this comes nearest."
    assert any("not meet “Scene 1”" in line for line in panel.lines.texts)


def test_without_groups_it_is_said_what_to_do_first(runner, settings, database, qtbot):
    with database.step("Prepare") as db:
        course = builders.course(db, days=1)
        builders.block(
            db, "Practice", day=course.days[0], start="13:00", minutes=60,
            delivery=Delivery.SCENARIO, room=builders.room(db, "Mat room", 10),
        )  # fmt: skip
    tab = tab_of(runner, settings, course.id, qtbot)
    assert tab.empty.isVisible()

    tab.empty.primary.click()
    settled(runner, qtbot)

    assert not tab.toolbar.make.isEnabled()
    assert tab.toolbar.make.toolTip() == "There are no groups yet."
    assert any("no groups yet" in line for line in tab.findings.texts)
    assert database.undoable().label == "Begin a rotation with the week’s practice"


def test_without_practice_in_the_week_the_way_leads_there(runner, settings, database, qtbot):
    with database.step("Prepare") as db:
        course = builders.course(db, days=1)
    tab = tab_of(runner, settings, course.id, qtbot)
    assert tab.no_practice.isVisible()

    with qtbot.wait_signal(tab.week_wanted):
        tab.no_practice.primary.click()


def test_a_rotation_is_set_up_in_its_form_with_groups_as_one_step(
    tab, runner, database, made, qtbot
):
    tab.toolbar.setup.click()
    settled(runner, qtbot)
    form = opened(tab, SetupForm)
    form.stations.add.click()
    form.stations.editors[-1].title.setText(LONG_NAME)
    form.groups.setValue(2)
    assert form.form_anew.isChecked()
    assert "3 rounds" in form.rounds.text()

    form.save.click()
    settled(runner, qtbot)

    found = value(database, made)
    assert [one.title for one in found.stations][-1] == LONG_NAME
    assert [len(one.members) for one in found.groups] == [3, 3]
    database.undo()
    assert [len(one.members) for one in value(database, made).groups] == [2, 2, 2]


def test_officers_are_kept_apart_from_those_whom_they_lead(tab, runner, database, made, qtbot):
    with database.step("Leads a fellow trainee") as db:
        db.get_one(Person, made.people[1]).employments[0].supervisor_id = made.people[0]
    tab.set_up()
    settled(runner, qtbot)
    form = opened(tab, SetupForm)
    form.form_anew.setChecked(True)

    form.save.click()
    settled(runner, qtbot)

    together = [{one.person_id for one in group.members} for group in value(database, made).groups]
    assert not any({made.people[0], made.people[1]} <= each for each in together)


def test_a_refused_form_stays_open_with_what_was_typed(tab, runner, database, qtbot):
    tab.set_up()
    settled(runner, qtbot)
    form = opened(tab, SetupForm)
    form.stations.editors[1].title.setText("Scene 1")

    form.save.click()
    settled(runner, qtbot)

    assert form.isVisible()
    assert "already" in form.banner.message
    assert database.undoable().label == "Prepare"


def test_rounds_that_do_not_fit_are_refused_in_one_sentence(tab, runner, qtbot):
    tab.set_up()
    settled(runner, qtbot)
    form = opened(tab, SetupForm)
    form.minutes.setValue(240)

    form.save.click()
    settled(runner, qtbot)

    assert "no round of 240 minutes fits" in form.banner.message


def test_cards_are_looked_at_and_saved(tab, runner, qtbot, tmp_path):
    tab.make()
    accepted(tab, runner, qtbot)

    with qtbot.wait_signal(tab.pdf_made, timeout=PATIENCE) as looked:
        tab.printing.look_at("rotation-overview")
    with qtbot.wait_signal(tab.said, timeout=PATIENCE):
        tab.printing.save("rotation-cards")

    title, pdf = looked.args
    assert title == "Scenario rotation"
    assert bytes(pdf).startswith(b"%PDF")
    assert (tmp_path / "cards.pdf").read_bytes().startswith(b"%PDF")


def test_the_cards_are_those_of_the_rotation_that_is_shown(
    tab, runner, database, made, qtbot, tmp_path
):
    tab.set_up_another()
    settled(runner, qtbot)
    form = opened(tab, SetupForm)
    form.name.setText("Friday")
    form.stations.editors[0].title.setText("Kitchen")
    form.save.click()
    settled(runner, qtbot)

    assert tab.rotation.name == "Friday"
    assert tab.toolbar.choice.isVisible()
    tab.printing.save("rotation-cards")
    settled(runner, qtbot)
    assert "no rotation yet" in tab.banner.message
    assert not (tmp_path / "cards.pdf").exists()


def test_a_proposal_for_an_older_rotation_is_not_accepted(tab, runner, database, made, qtbot):
    tab.make()
    proposed(tab, qtbot)
    with database.step("Elsewhere") as db:
        edit_rotation(
            db, made.rotation_id, reading.rotation(db, made.rotation_id).version, name="Other"
        )
    settled(runner, qtbot)

    panel = tab.planning.panel
    assert "was changed since" in panel.banner.message
    assert panel.accept.isHidden()
    panel.again.click()
    accepted(tab, runner, qtbot)
    assert len(value(database, made).meetings) == 9


def test_work_that_is_stopped_before_a_plan_changes_nothing(tab, runner, database, qtbot):
    tab.make()
    tab.planning.stop()
    settled(runner, qtbot)

    assert not tab.planning.is_working
    assert database.undoable().label == "Prepare"
    assert tab.toolbar.make.isEnabled()


def test_a_closed_course_is_shown_and_not_changed(runner, settings, database, made, qtbot):
    with database.step("Close") as db:
        db.get_one(Course, made.course_id).state = CourseState.CLOSED

    tab = tab_of(runner, settings, made.course_id, qtbot)

    bar = tab.toolbar
    assert not any(one.isEnabled() for one in (bar.make, bar.missing, bar.setup, bar.remove))


def test_a_removed_rotation_comes_back_with_its_plan(tab, runner, database, made, qtbot):
    tab.make()
    accepted(tab, runner, qtbot)
    before = value(database, made).meetings

    tab.toolbar.remove.trigger()
    settled(runner, qtbot)
    assert tab.empty.isVisible()
    database.undo()
    settled(runner, qtbot)

    assert value(database, made).meetings == before
    assert tab.table.isVisible()


def test_a_finding_leads_to_its_cell(tab, runner, database, made, qtbot):
    tab.make()
    accepted(tab, runner, qtbot)
    with database.step("Nobody coaches") as db:
        set_coaches(db, made.rotation_id, made.coaches[:2])
    settled(runner, qtbot)
    bare = next(one for one in value(database, made).meetings if one.coach_id is None)

    row = next(n for n, text in enumerate(tab.findings.texts) if "no coach" in text)
    tab.findings.itemActivated.emit(tab.findings.item(row))

    cell = tab.table.rounds.index_of((bare.round_id, bare.group_id))
    assert tab.table.currentIndex().isValid()
    assert cell.data(FACE_ROLE).severity == "warning"


@pytest.mark.parametrize("width", [700, 1100, 1900])
def test_every_column_keeps_its_words_at_any_width(tab, qtbot, width):
    tab.resize(width, 600)
    qtbot.wait(20)

    widths = [tab.table.columnWidth(n) for n in range(tab.table.rounds.columnCount())]

    assert min(widths) >= 104
    assert tab.groups.horizontalScrollBar().maximum() == 0


def test_refusals_are_told_over_the_table(tab):
    tab.planning.refused.emit(UserError("There is no rotation.", hint="Add a coach."))

    assert "There is no rotation." in tab.banner.message


def entry(menu, *names):
    """The action that stands under these words in a menu and its submenus."""
    for name in names:
        actions = menu.menu().actions() if hasattr(menu, "menu") else menu.actions()
        menu = next(one for one in actions if one.text().replace("&", "").startswith(name))
    return menu


def planned(tab, runner, qtbot):
    tab.make()
    accepted(tab, runner, qtbot)


def test_two_groups_change_places_by_hand_as_one_step(tab, database, made, runner, qtbot):
    planned(tab, runner, qtbot)
    before = value(database, made)
    one, (first, second, _) = before.rounds[0], before.groups

    entry(tab.menu_of((one.id, first.id)), "Change places with", second.name).trigger()
    settled(runner, qtbot)

    after = value(database, made)
    for group, other in ((first, second), (second, first)):
        there = before.at[one.id, other.id]
        now = after.at[one.id, group.id]
        assert (now.station_id, now.coach_id) == (there.station_id, there.coach_id)
    assert database.undoable().label == f"{first.name} and {second.name} change places in round 1"
    database.undo()
    assert value(database, made).at == before.at


def test_a_choice_by_hand_that_clashes_is_told_as_a_finding(tab, database, made, runner, qtbot):
    planned(tab, runner, qtbot)
    before = value(database, made)
    one, (first, second, _) = before.rounds[0], before.groups
    theirs = before.at[one.id, second.id]

    entry(
        tab.menu_of((one.id, first.id)), "Scenario", before.station[theirs.station_id].title
    ).trigger()
    settled(runner, qtbot)

    assert value(database, made).at[one.id, first.id].station_id == theirs.station_id
    told = [tab.findings.item(n).text() for n in range(tab.findings.count())]
    assert any(first.name in sentence and second.name in sentence for sentence in told)


def test_what_stands_already_is_ticked_and_is_no_step(tab, database, made, runner, qtbot):
    planned(tab, runner, qtbot)
    before = value(database, made)
    one, group = before.rounds[0], before.groups[0]
    meeting = before.at[one.id, group.id]
    label = database.undoable().label

    menu = tab.menu_of((one.id, group.id))
    own = entry(menu, "Scenario", before.station[meeting.station_id].title)
    assert own.isChecked()
    own.trigger()
    settled(runner, qtbot)

    assert database.undoable().label == label
    assert not entry(menu, "Coach", "No coach yet").isChecked()


def test_a_closed_day_offers_nothing(tab, database, made, runner, qtbot):
    planned(tab, runner, qtbot)
    with database.step("Close") as db:
        db.get_one(CourseDay, made.days[0]).closed = True
    settled(runner, qtbot)

    (only,) = tab.menu_of((made.rounds[0], made.groups[0])).actions()
    assert not only.isEnabled()
    assert "closed" in only.text()


def test_a_cell_is_opened_by_key_and_mouse_but_not_while_a_plan_is_proposed(tab, made, qtbot):
    tab.table.cell_opened.disconnect(tab._open_cell)
    cell = made.rounds[1], made.groups[1]
    index = tab.table.rounds.index_of(cell)
    tab.table.setCurrentIndex(index)
    middle = tab.table.visualRect(index).center()

    with qtbot.wait_signal(tab.table.cell_opened) as by_key:
        QTest.keyClick(tab.table, Qt.Key.Key_Return)
    with qtbot.wait_signal(tab.table.cell_opened) as by_mouse:
        tab.table.customContextMenuRequested.emit(middle)

    assert by_key.args == by_mouse.args == [cell]
    tab.make()
    proposed(tab, qtbot)
    assert tab.menu_of(cell) is None
