from __future__ import annotations

from datetime import date

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from cittrainer.errors import Invalid
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.courses.block_form import BlockForm, topic_lines, typed_topics
from cittrainer.gui.courses.groups_dialog import GroupsDialog
from cittrainer.gui.courses.rooms_dialog import RoomForm, RoomsDialog
from cittrainer.gui.courses.split_form import SplitForm
from cittrainer.gui.courses.week_menu import BlocksMenu
from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.models import (
    AttendanceEntry,
    AttendanceMark,
    Block,
    BlockPart,
    Booking,
    Course,
    CourseDay,
    CourseState,
    Delivery,
    Module,
    PresenterKind,
)
from cittrainer.queries.weeks import week
from cittrainer.services.bookings import book
from cittrainer.services.confidential import ConfidentialWords, write_confidential
from cittrainer.services.courses import new_course
from cittrainer.services.curricula import add_version
from cittrainer.services.rooms import add_room
from cittrainer.settings import SettingsFile


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course_id(database):
    """Two days with “Welcome” and “Talk” on Monday, and “Wellness” unplaced."""
    with database.step("Prepare") as db:
        version = add_version(
            db,
            code="C",
            title="C",
            modules=[
                {"title": "Welcome", "minutes": 30, "day_number": 1, "start_minute": 480},
                {
                    "title": "Talk",
                    "minutes": 60,
                    "day_number": 1,
                    "start_minute": 540,
                    "topics": {"Law": 100},
                },
                {"title": "End", "minutes": 30, "day_number": 2, "start_minute": 900},
                {"title": "Wellness", "minutes": 50},
                {"title": "Panel", "minutes": 45, "delivery": Delivery.PANEL, "parts": 2},
            ],
        )
        one = new_course(
            db, title="CIT", number="1", first_day=builders.MONDAY, curriculum_version_id=version
        )
        panel = db.scalar(select(Block).where(Block.title == "Panel"))
        db.delete(panel)
        add_room(db, name="Room A", seats=40)
        builders.presenter(db, "Dr. Ana Ruiz")
        return one


@pytest.fixture
def tab(runner, settings, course_id, qtbot):
    one = WeekTab(runner, settings, course_id)
    qtbot.addWidget(one)
    one.resize(1110, 700)
    one.show()
    qtbot.wait_until(lambda: one.week is not None and runner.idle)
    return one


def block(database, title):
    with database.read() as db:
        (course_id,) = db.scalars(select(Course.id))
        return next(b for b in week(db, course_id).blocks if b.title == title)


def settled(tab, qtbot, runner):
    """Wait until what was asked is saved and shown again."""
    qtbot.wait_until(lambda: runner.idle)
    qtbot.wait(20)
    qtbot.wait_until(lambda: runner.idle)


def form_of(tab, cls, qtbot, runner):
    qtbot.wait_until(lambda: tab.findChild(cls) is not None)
    settled(tab, qtbot, runner)
    return tab.findChild(cls)


def test_a_dropped_block_is_saved_and_shown_by_all(tab, database, qtbot, runner):
    talk = block(database, "Talk")
    tuesday = tab.week.days[1].id

    tab.view.block_dropped.emit(talk.id, tuesday, 600)
    settled(tab, qtbot, runner)

    assert (block(database, "Talk").day_id, block(database, "Talk").start) == (tuesday, 600)
    assert tab.view.week.on(tuesday)[0].title == "Talk"
    assert database.undoable().label.startswith("Move “Talk” to ")


def test_keys_move_pin_and_take_off_the_plan(tab, database, qtbot, runner):
    tab.view.select(block(database, "Talk").id)
    tab.view.setFocus()

    QTest.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(tab.view, Qt.Key.Key_P)
    settled(tab, qtbot, runner)

    talk = block(database, "Talk")
    assert (talk.start, talk.pinned) == (545, True)
    QTest.keyClick(tab.view, Qt.Key.Key_P)
    settled(tab, qtbot, runner)
    QTest.keyClick(tab.view, Qt.Key.Key_U)
    settled(tab, qtbot, runner)
    assert not block(database, "Talk").placed


def test_a_refused_change_snaps_back(tab, database, qtbot, runner):
    told = []
    runner.refused.connect(lambda error: told.append(error.message))
    talk = block(database, "Talk")
    with database.step("Attend") as db:
        one = builders.enrollment(db, db.scalar(select(Course)), builders.person(db))
        builders.add(
            db,
            AttendanceEntry(
                enrollment_id=one.id, block_id=talk.id, mark=AttendanceMark.PRESENT, minutes=60
            ),
        )
    settled(tab, qtbot, runner)

    tab.view.select(talk.id)
    tab.view.press_delete()
    settled(tab, qtbot, runner)
    tab.view.nudge(longer=-15)
    tab.view.finish_nudge()
    settled(tab, qtbot, runner)

    assert [sentence.split(":")[0] for sentence in told] == [
        "“Talk” cannot be removed",
        "“Talk” cannot last 45 minutes",
    ]
    shown = next(b for b in tab.view.week.blocks if b.title == "Talk")
    assert (shown.minutes, block(database, "Talk").minutes) == (60, 60)


def test_undo_from_anywhere_is_shown(tab, database, qtbot, runner):
    tab.steps.remove_block(block(database, "Talk").id)
    settled(tab, qtbot, runner)
    assert all(b.title != "Talk" for b in tab.view.week.blocks)

    database.undo()

    qtbot.wait_until(lambda: any(b.title == "Talk" for b in tab.view.week.blocks))


def test_a_consent_that_is_withdrawn_elsewhere_is_a_finding_at_once(tab, database, qtbot, runner):
    def cannot():
        return [one for one in tab.view.findings if "cannot be booked" in one.sentence]

    with database.step("Prepare") as db:
        sam = builders.presenter(db, "Sam T.", kind=PresenterKind.LIVED_EXPERIENCE).id
        consent = ConfidentialWords(consent_on=date(2020, 1, 1))
        write_confidential(db, sam, consent, seen=None)
        part = db.query(BlockPart).join(Block).filter(Block.course_day_id.is_not(None)).first()
        book(db, part.id, sam)
    settled(tab, qtbot, runner)
    assert not cannot()

    with database.step("Confidential record changed") as db:
        withdrawn = ConfidentialWords(
            consent_on=date(2020, 1, 1), consent_withdrawn_on=date(2020, 2, 1)
        )
        write_confidential(db, sam, withdrawn, seen=1)
    settled(tab, qtbot, runner)

    assert [one.sentence for one in cannot()] == ["Sam T. cannot be booked for this course."]


def test_everything_of_a_block_is_edited_in_one_step(tab, database, qtbot, runner):
    tab.edit_block(block(database, "Wellness").id)
    form = form_of(tab, BlockForm, qtbot, runner)
    form.ui.title.setText("Officer wellness")
    form.ui.minutes.setValue(40)
    form.ui.day.setCurrentIndex(2)
    form.ui.start.set_minute(600)
    form.ui.topics.setPlainText("Wellness 70\nLaw 30 %".replace(" %", "%"))
    form.ui.pinned.setChecked(True)
    form.ui.equipment.setText("Projector,  mats")
    form.ui.qualification.setText("CIT instructor")
    form.parts.add_part()
    first, second = form.parts.editors
    first.room.setCurrentIndex(1)
    first.add_presenter(form.parts._offers.presenters[0].id)
    first.bookings[0].state.setCurrentText("Confirmed")
    second.title.setText("For those on call")
    form.save.click()
    settled(tab, qtbot, runner)

    found = block(database, "Officer wellness")
    assert (found.minutes, found.start, found.pinned) == (40, 600, True)
    assert found.topics == {"Wellness": 70, "Law": 30}
    assert (found.equipment, found.qualification) == ({"projector", "mats"}, "CIT instructor")
    assert [(part.room, part.title) for part in found.parts] == [
        ("Room A", ""),
        ("", "For those on call"),
    ]
    (booking,) = found.parts[0].bookings
    assert (booking.presenter, booking.state) == ("Dr. Ana Ruiz", "confirmed")
    database.undo()
    assert not block(database, "Wellness").placed


def test_parts_and_presenters_are_taken_away_again(tab, database, qtbot, runner):
    with database.step("Book") as db:
        talk = db.scalar(select(Block).where(Block.title == "Talk"))
        builders.add(db, Booking(block_part_id=talk.parts[0].id, presenter_id=1))
    settled(tab, qtbot, runner)
    tab.edit_block(block(database, "Talk").id)
    form = form_of(tab, BlockForm, qtbot, runner)
    (editor,) = form.parts.editors
    (line,) = editor.bookings

    line.removed.emit()
    form.save.click()
    settled(tab, qtbot, runner)

    assert block(database, "Talk").parts[0].bookings == ()


def test_a_block_of_our_own_is_added_where_the_grid_was_clicked(tab, database, qtbot, runner):
    tab.view.add_requested.emit(tab.week.days[1].id, 600)
    form = form_of(tab, BlockForm, qtbot, runner)
    form.ui.title.setText("=Fire drill 🚒")
    form.save.click()
    settled(tab, qtbot, runner)

    added = block(database, "=Fire drill 🚒")
    assert (added.day_id, added.start, added.minutes) == (tab.week.days[1].id, 600, 60)


def test_a_module_fills_the_form_of_a_new_block(tab, database, qtbot, runner):
    tab.add_block()
    form = form_of(tab, BlockForm, qtbot, runner)
    form.ui.module.setCurrentIndex(form.ui.module.findText("Panel (45 min)"))
    form.ui.module.activated.emit(form.ui.module.currentIndex())
    form.save.click()
    settled(tab, qtbot, runner)

    added = block(database, "Panel")
    assert (added.delivery, added.minutes, len(added.parts), added.placed) == (
        "panel", 45, 2, False,
    )  # fmt: skip


def test_modules_left_out_are_offered(tab, database, qtbot, runner):
    assert tab.toolbar.modules.text() == "1 left out"

    tab.toolbar.modules.menu().actions()[0].trigger()
    settled(tab, qtbot, runner)

    assert not block(database, "Panel").placed
    assert not tab.toolbar.modules.isVisible()


def test_the_menu_teaches_another_module_instead(tab, database, qtbot, runner):
    menu = tab.block_menu(block(database, "Talk"))
    swap = next(a.menu() for a in menu.actions() if a.text() == "Teach instead")
    swap.actions()[0].trigger()
    settled(tab, qtbot, runner)

    assert (block(database, "Panel").start, block(database, "Panel").minutes) == (540, 60)
    with database.read() as db:
        panel = db.scalar(select(Module.id).where(Module.title == "Panel"))
        assert db.scalar(select(Block.module_id).where(Block.title == "Panel")) == panel


def test_a_refused_form_stays_open_with_what_was_typed(tab, database, qtbot, runner):
    tab.edit_block(block(database, "Talk").id)
    form = form_of(tab, BlockForm, qtbot, runner)
    form.ui.start.set_minute(420)
    form.save.click()
    qtbot.wait_until(form.banner.isVisible)

    assert "would begin at 7:00" in form.banner.message
    assert block(database, "Talk").start == 540
    form.settle()
    form.reject()


def test_the_standard_is_chosen_and_a_miss_accepted(tab, database, qtbot, runner, course_id):
    with database.step("Standard") as db:
        builders.standard(db, total_hours=40)
    settled(tab, qtbot, runner)
    tab.standard.setCurrentIndex(1)
    tab.standard.activated.emit(1)
    settled(tab, qtbot, runner)
    assert tab.week.standard.code == "SAMPLE"

    tab.toolbar.accept.trigger()
    form = form_of(tab, ReasonDialog, qtbot, runner)
    form.reason.setPlainText("A pilot.")
    form.save.click()
    settled(tab, qtbot, runner)

    assert tab.week.override_reason == "A pilot."


def test_a_closed_course_offers_no_changes(tab, database, qtbot, runner, course_id):
    with database.step("Close") as db:
        db.get_one(Course, course_id).state = CourseState.CLOSED
    settled(tab, qtbot, runner)

    assert not tab.toolbar.add.isEnabled()
    assert not tab.standard.isEnabled()


def test_rooms_are_added_edited_and_kept_while_used(tab, database, runner, settings, qtbot):
    dialog = RoomsDialog(runner, settings)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    settled(tab, qtbot, runner)
    dialog.add_room()
    form = form_of(dialog, RoomForm, qtbot, runner)
    form.ui.name.setText("Room B")
    form.save.click()
    settled(tab, qtbot, runner)
    assert [(row.name, row.seats) for row in dialog.list.rows.rows()] == [
        ("Room A", 40),
        ("Room B", None),
    ]
    with database.step("Use") as db:
        db.scalar(select(Block)).parts[0].room_id = 1
    settled(tab, qtbot, runner)

    dialog.list.select([1])
    dialog.remove_room()
    qtbot.wait_until(dialog.banner.isVisible)
    assert "“Room A” is used by “Welcome” of 1." in dialog.banner.message
    dialog.list.select([2])
    dialog.remove_room()
    settled(tab, qtbot, runner)
    assert [row.name for row in dialog.list.rows.rows()] == ["Room A"]
    dialog.close()


def test_groups_are_made_and_removed(tab, runner, course_id, qtbot):
    dialog = GroupsDialog(runner, course_id)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    settled(tab, qtbot, runner)
    dialog.ui.count.setValue(3)
    dialog.save.click()
    settled(tab, qtbot, runner)

    dialog.save.click()
    qtbot.wait_until(dialog.banner.isVisible)
    assert "has groups for “Scenarios” already" in dialog.banner.message
    dialog.remove_set("Scenarios")
    settled(tab, qtbot, runner)
    dialog.save.click()
    settled(tab, qtbot, runner)
    assert not dialog.banner.isVisible()
    dialog.close()


def test_the_agenda_is_asked_for_with_its_course(tab, qtbot, course_id):
    with qtbot.wait_signal(tab.agenda_wanted) as asked:
        tab.toolbar.print.trigger()

    assert asked.args == [course_id]


@pytest.mark.parametrize(
    ("typed", "topics"),
    [
        ("", {}),
        ("Law", {"Law": 100}),
        ("Suicide risk 988 60\nLaw  40%\n", {"Suicide risk 988": 60, "Law": 40}),
    ],
)
def test_topics_are_read_as_they_are_typed(typed, topics):
    assert typed_topics(typed) == topics
    assert typed_topics(topic_lines(topics)) == topics


def test_a_topic_without_its_share_is_refused():
    with pytest.raises(Invalid, match="“Law” has no share"):
        typed_topics("Law\nSuicide 50")


def entry(menu, text):
    """The entry of a menu or one of its submenus that says so."""
    for action in menu.actions():
        if action.text() == text:
            return action
        if action.menu() is not None and (inside := entry(action.menu(), text)) is not None:
            return inside
    return None


def test_a_block_is_split_where_it_is_said(tab, database, qtbot, runner):
    entry(tab.block_menu(block(database, "Talk")), "Split…").trigger()
    form = tab.findChild(SplitForm)
    form.minutes.setValue(20)
    form.save.click()
    settled(tab, qtbot, runner)

    parts = [(b.start, b.minutes) for b in tab.view.week.blocks if b.title == "Talk"]
    assert sorted(parts) == [(540, 20), (560, 40)]
    database.undo()
    settled(tab, qtbot, runner)
    assert [(b.start, b.minutes) for b in tab.view.week.blocks if b.title == "Talk"] == [(540, 60)]


def test_a_closed_day_is_named_among_the_days_and_takes_nothing(tab, database, qtbot, runner):
    talk = block(database, "Talk")
    with database.step("Close") as db:
        days = db.scalars(select(CourseDay).order_by(CourseDay.date)).all()
        for day in days[1:]:
            day.closed = True
    settled(tab, qtbot, runner)

    inside = next(a for a in tab.block_menu(talk).actions() if a.text() == "Move to another day")

    assert inside.menu().actions()
    for action in inside.menu().actions():
        assert action.text().endswith("(closed)")
        assert not action.isEnabled()


def test_the_menu_splits_a_block_and_copies_it(tab, database, qtbot, runner):
    entry(tab.block_menu(block(database, "Talk")), "Split in the middle").trigger()
    settled(tab, qtbot, runner)

    halves = [(b.start, b.minutes) for b in tab.view.week.blocks if b.title == "Talk"]
    assert sorted(halves) == [(540, 30), (570, 30)]
    assert database.undoable().label == "Split “Talk” after 30 minutes"

    entry(tab.block_menu(block(database, "Welcome")), "Copy to the unplaced").trigger()
    settled(tab, qtbot, runner)

    starts = [b.start for b in tab.view.week.blocks if b.title == "Welcome"]
    assert sorted(starts, key=str) == [480, None]


def test_the_menu_moves_to_another_day_at_the_same_time(tab, database, qtbot, runner):
    entry(tab.block_menu(block(database, "Talk")), "Tue").trigger()
    settled(tab, qtbot, runner)

    assert (block(database, "Talk").day_id, block(database, "Talk").start) == (
        tab.week.days[1].id,
        540,
    )


def test_the_menu_shifts_what_follows_and_closes_a_gap(tab, database, qtbot, runner):
    entry(tab.block_menu(block(database, "Welcome")), "15 minutes later").trigger()
    settled(tab, qtbot, runner)

    assert (block(database, "Welcome").start, block(database, "Talk").start) == (495, 555)

    entry(
        tab.block_menu(block(database, "Talk")), "Close the gap of 30 minutes before it"
    ).trigger()
    settled(tab, qtbot, runner)

    assert (block(database, "Welcome").start, block(database, "Talk").start) == (495, 525)


def test_the_menu_swaps_neighbours(tab, database, qtbot, runner):
    entry(tab.block_menu(block(database, "Welcome")), "Swap with “Talk”").trigger()
    settled(tab, qtbot, runner)

    assert (block(database, "Talk").start, block(database, "Welcome").start) == (480, 570)
    assert database.undoable().label == "Swap “Welcome” and “Talk”"


def test_several_blocks_are_changed_as_one_step_that_undo_takes_back_whole(
    tab, database, qtbot, runner
):
    welcome, talk = block(database, "Welcome").id, block(database, "Talk").id
    tab.view.choose((welcome, talk), talk)

    QTest.keyClick(tab.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    tab.view.finish_nudge()
    settled(tab, qtbot, runner)

    tuesday = tab.week.days[1].id
    assert [b.title for b in tab.view.week.on(tuesday)] == ["Welcome", "Talk", "End"]
    assert database.undoable().label == "Move 2 blocks"

    database.undo()
    settled(tab, qtbot, runner)

    assert [b.title for b in tab.view.week.on(tuesday)] == ["End"]


def test_the_menu_of_several_blocks_moves_pins_and_removes_them(tab, database, qtbot, runner):
    welcome, talk = block(database, "Welcome"), block(database, "Talk")
    tab.view.choose((welcome.id, talk.id), talk.id)
    menu = BlocksMenu(tab.view.chosen, tab.steps, tab.view, tab)

    entry(menu, "Tue").trigger()
    settled(tab, qtbot, runner)
    entry(menu, "Pin").trigger()
    settled(tab, qtbot, runner)

    tuesday = tab.week.days[1].id
    assert [(b.title, b.pinned) for b in tab.week.on(tuesday)] == [
        ("Welcome", True),
        ("Talk", True),
        ("End", False),
    ]

    entry(menu, "Remove 2 blocks").trigger()
    settled(tab, qtbot, runner)

    assert [b.title for b in tab.week.on(tuesday)] == ["End"]
    assert database.undoable().label == "Remove 2 blocks"


def test_one_refused_block_keeps_all_where_they_are(tab, database, qtbot, runner):
    welcome, talk = block(database, "Welcome").id, block(database, "Talk").id
    day = tab.week.days[0].id

    tab.view.blocks_moved.emit(((welcome, day, 600), (talk, day, 1435)))
    settled(tab, qtbot, runner)

    assert (block(database, "Welcome").start, block(database, "Talk").start) == (480, 540)
    assert [b.start for b in tab.view.week.on(day)] == [480, 540]


def test_letters_split_copy_and_close_the_gap(tab, database, qtbot, runner):
    tab.view.select(block(database, "Talk").id)
    labels = []
    for key, held in ((Qt.Key.Key_G, "No"), (Qt.Key.Key_S, "No"), (Qt.Key.Key_D, "Control")):
        QTest.keyClick(tab.view, key, getattr(Qt.KeyboardModifier, f"{held}Modifier"))
        settled(tab, qtbot, runner)
        labels.append(database.undoable().label)

    assert labels == [
        "Close the gap before “Talk”",
        "Split “Talk” after 30 minutes",
        "Copy “Talk”",
    ]


def test_the_menu_of_scenario_practice_leads_to_its_rotation(tab, database, qtbot, runner):
    with database.step("Practice") as db:
        db.get_one(Block, block(database, "Talk").id).delivery = Delivery.SCENARIO
    qtbot.wait_until(
        lambda: runner.idle and tab.steps.block(block(database, "Talk").id).delivery == "scenario"
    )

    practice = entry(
        tab.block_menu(tab.steps.block(block(database, "Talk").id)), "Scenario rotation…"
    )
    with qtbot.wait_signal(tab.rotation_wanted):
        practice.trigger()

    other = next(one for one in tab.week.blocks if one.delivery != "scenario")
    assert entry(tab.block_menu(other), "Scenario rotation…") is None
