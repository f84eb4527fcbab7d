"""A presenter is out, in the window: the ways, one accepted, drafts for all who are affected."""

from __future__ import annotations

import builders
import pytest
from PySide6.QtWidgets import QApplication

from cittrainer.gui.common.booking_picker import BookingPicker
from cittrainer.gui.courses.mishap_forms import PresenterOutForm
from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.gui.presenters.tab import PresentersTab
from cittrainer.jobs.plan_problem import Limits
from cittrainer.models import Booking, BookingState, CourseDay
from cittrainer.queries.weeks import week
from cittrainer.services.bookings import book
from cittrainer.settings import SettingsFile

PATIENCE = 60_000

LONG = "María José García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course_id(database):
    """“Story” by Walt K. on Monday with somebody behind; “Law” by Ana Ruiz alone."""
    with database.step("Prepare") as db:
        builders.academy(db)
        one = builders.course(db, days=2)
        monday = one.days[0]
        room = builders.room(db)
        story = builders.block(db, "Story", day=monday, start="9:00", room=room, delivery="story")
        law = builders.block(db, "Law", day=monday, start="11:00", room=room)
        walt, other = builders.presenter(db, "Walt K."), builders.presenter(db, LONG)
        ana = builders.presenter(db, "Ana Ruiz")
        book(db, story.parts[0].id, walt.id, state=BookingState.CONFIRMED)
        book(db, story.parts[0].id, other.id, choice=2, state=BookingState.CONFIRMED)
        book(db, law.parts[0].id, ana.id, state=BookingState.CONFIRMED)
        return one.id


@pytest.fixture
def tab(runner, settings, course_id, qtbot):
    one = WeekTab(runner, settings, course_id)
    qtbot.addWidget(one)
    one.resize(1110, 700)
    one.show()
    qtbot.wait_until(lambda: one.week is not None and runner.idle)
    one.asks.limits = Limits(seconds=30, steps=1)
    return one


def settled(runner, qtbot):
    qtbot.wait_until(lambda: runner.idle, timeout=PATIENCE)
    qtbot.wait(20)
    qtbot.wait_until(lambda: runner.idle, timeout=PATIENCE)


def id_of(tab, name):
    return next(one.id for one in tab.week.presenters.values() if one.name == name)


def form_of(kind):
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind))


def asked_out(tab, name, qtbot):
    tab.asks.ask_out(id_of(tab, name))
    form_of(PresenterOutForm).save.click()
    qtbot.wait_until(lambda: tab.planning.is_proposing, timeout=PATIENCE)
    return tab.planning.panel


def texts(one):
    return [line.text for line in one.lines]


def test_the_ways_stand_under_their_kinds_with_what_each_means(tab, qtbot):
    panel = asked_out(tab, "Walt K.", qtbot)

    assert panel.heading.text() == "Walt K. is out"
    assert panel.suggestion.summary == f"{LONG} stands in: 1 presenter to be asked, hours unchanged"
    lines = texts(panel.lines)
    assert lines[:4] == [
        "What it means",
        "Hours and topics stay as they are.",
        f"Monday: {LONG} comes; Walt K. does not come.",
        "Nothing changes for the trainees’ times and rooms.",
    ]
    assert lines[-2:] == [
        "Who could stand in",
        f"{LONG}, alternate of “Story”: has not said when they can come.",
    ]


def test_accepting_leads_to_the_drafts_for_those_affected(tab, runner, database, qtbot, tmp_path):
    asked_out(tab, "Walt K.", qtbot)

    tab.planning.accept()
    settled(runner, qtbot)
    affected = tab.planning.affected
    assert affected.isVisibleTo(tab)
    assert texts(affected.list)[0] == LONG
    assert "Walt K." in texts(affected.list)
    folder = tmp_path / "drafts"
    folder.mkdir()
    affected.writing.chooser.folder = lambda _parent, _title: folder
    affected.write.click()
    settled(runner, qtbot)

    assert (
        sorted(path.name for path in folder.iterdir())
        == [
            f"CIT-2026-05 change {LONG}.eml",
            "CIT-2026-05 change Walt K.eml",
        ]
        or len(list(folder.iterdir())) == 2
    )
    assert affected.banner.message == "2 mail drafts written; nothing was sent."


def test_undo_takes_back_the_whole_step_and_nobody_is_affected(tab, runner, database, qtbot):
    with database.read() as db:
        before = {(b.id, b.state, b.choice) for b in db.query(Booking)}
    asked_out(tab, "Walt K.", qtbot)
    tab.planning.accept()
    settled(runner, qtbot)
    assert database.undoable().label == "Accept the proposal “Walt K. is out”"

    runner.undo()
    settled(runner, qtbot)

    assert not tab.planning.is_proposing
    with database.read() as db:
        assert {(b.id, b.state, b.choice) for b in db.query(Booking)} == before


def test_closing_what_is_affected_leads_back_to_the_week(tab, runner, qtbot):
    asked_out(tab, "Walt K.", qtbot)
    tab.planning.accept()
    settled(runner, qtbot)

    tab.planning.affected.close_button.click()

    assert tab.hours.isVisibleTo(tab)
    assert not tab.planning.is_proposing


def test_who_is_out_can_be_asked_before_the_week_is_read(runner, settings, course_id, qtbot):
    one = WeekTab(runner, settings, course_id)
    qtbot.addWidget(one)
    with runner.database.read() as db:
        walt = next(p.id for p in week(db, course_id).presenters.values() if p.name == "Walt K.")

    one.asks.ask_out(walt)
    one.show()

    qtbot.wait_until(lambda: one.week is not None and runner.idle)
    form = form_of(PresenterOutForm)
    assert form.mishap().presenter_id == walt
    form.reject()


def test_it_asks_once_at_a_time(tab):
    tab.asks.ask_out(id_of(tab, "Walt K."))
    tab.asks.ask_out(id_of(tab, "Ana Ruiz"))

    (form,) = tab.findChildren(PresenterOutForm)
    assert form.mishap().presenter_id == id_of(tab, "Walt K.")
    form.reject()


def test_on_a_day_of_the_course_it_is_from_now_on(database, tab, course_id, monkeypatch):
    monday = tab.week.days[0]
    name = "cittrainer.gui.courses.mishap_forms"
    monkeypatch.setattr(f"{name}.this_day", lambda: monday.date)
    monkeypatch.setattr(f"{name}.this_minute", lambda: 603)

    form = PresenterOutForm(tab.week, id_of(tab, "Walt K."), parent=tab)

    assert (form.mishap().day_id, form.mishap().start) == (monday.id, 600)
    form.reject()


def test_the_presenters_tab_says_who_is_out(runner, settings, course_id, database, qtbot):
    one = PresentersTab(runner, settings, course_id)
    qtbot.addWidget(one)
    one.show()
    qtbot.wait_until(lambda: runner.idle)
    wanted = []
    one.out_wanted.connect(lambda *who: wanted.append(who))

    one.actions_.out.trigger()
    one.list.select([one.list.rows.key_at(0)])
    one.actions_.out.trigger()

    with database.read() as db:
        monday = db.query(CourseDay).order_by(CourseDay.date).first().id
        walt = db.query(Booking).order_by(Booking.id).first().presenter_id
    assert wanted == [(walt, monday)]
    assert one.actions_.out in one.more.menu().actions()


def test_what_stands_or_falls_with_one_person_gets_an_alternate(tab, runner, database, qtbot):
    tab.asks.find_weaknesses()
    qtbot.wait_until(lambda: tab.planning.is_proposing, timeout=PATIENCE)
    panel = tab.planning.weaknesses
    panel.chips.choose("first")
    assert texts(panel.first.list) == [
        "“Law”, Monday at 11:00. Without Ana Ruiz, “Law” has nobody."
    ]

    panel.first.book.click()
    settled(runner, qtbot)
    picker = form_of(BookingPicker)
    assert picker.wish.choice == 2
    picker.ui.chooser.tick(id_of(tab, "Walt K."))
    picker.save.click()
    settled(runner, qtbot)

    assert texts(panel.first.list) == []
    assert not panel.first.book.isEnabled()
    with database.read() as db:
        assert db.query(Booking).filter_by(choice=2, state=BookingState.TO_ASK).count() == 1
