"""One coordinator's day with the planner: arranged, dragged, mended, asked, released, told."""

from __future__ import annotations

import email
import re
from email import policy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cittrainer.db import Actor, Database
from cittrainer.gui.common.runner import Runner
from cittrainer.gui.courses.mishap_forms import MoveThereForm, PresenterOutForm
from cittrainer.gui.courses.release_dialog import ReleaseDialog
from cittrainer.gui.courses.release_recipients import RecipientsDialog
from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.queries.courses import courses
from cittrainer.queries.releases import releases
from cittrainer.queries.weeks import week
from cittrainer.settings import SettingsFile

PATIENCE = 60_000
"""Milliseconds that the planner may take on a machine that does much else."""
LEFT = Qt.MouseButton.LeftButton
JUDGE = "Hon. Beatrice Langford"


class Chooser:
    """Answers with a folder, as a person would."""

    def __init__(self, folder):
        self.answer = folder

    def folder(self, _parent, _title):
        return self.answer


class Coordinator:
    """Does with the week of one course what a coordinator does, through what she sees."""

    def __init__(self, runner, tab, folder, qtbot):
        self.runner, self.tab, self.folder, self.qtbot = runner, tab, folder, qtbot

    @property
    def plan(self):
        with self.runner.database.read() as db:
            return week(db, self.tab.week.course_id)

    @property
    def last_step(self):
        return self.runner.database.undoable().label

    def settle(self):
        self.qtbot.wait_until(lambda: self.runner.idle)
        self.qtbot.wait(20)
        self.qtbot.wait_until(lambda: self.runner.idle)

    def answer(self):
        self.qtbot.wait_until(lambda: self.tab.planning.is_proposing, timeout=PATIENCE)
        return self.tab.planning.panel

    def choose(self, block, words):
        """Take an entry of a block's menu."""
        menu = self.tab.block_menu(block)
        next(one for one in menu.actions() if one.text() == words).trigger()

    def dialog(self, cls):
        self.qtbot.wait_until(lambda: self.tab.findChild(cls) is not None)
        self.settle()
        return self.tab.findChild(cls)

    def release(self, note):
        """Release the plan with all that was found acknowledged; who gets it is shown then."""
        self.tab.releases.release_action.trigger()
        dialog = self.dialog(ReleaseDialog)
        self.qtbot.wait_until(lambda: bool(dialog.ticks))
        assert not dialog.save.isEnabled()
        for tick in dialog.ticks:
            tick.click()
        dialog.note.setText(note)
        dialog.save.click()
        recipients = self.dialog(RecipientsDialog)
        recipients.writing.chooser = Chooser(self.folder / note)
        (self.folder / note).mkdir()
        return recipients

    def tell_all(self, recipients):
        """Write a draft for everybody to be told, and mark them as sent; the mails by name."""
        who = [row.name for row in recipients.list.rows.rows()]
        recipients.write.click()
        self.qtbot.wait_until(lambda: "written" in recipients.banner.message, timeout=PATIENCE)
        files = sorted(recipients.writing.chooser.answer.iterdir())
        assert len(files) == len(who)
        recipients.sent.click()
        self.settle()
        recipients.close_button.click()
        self.qtbot.wait_until(lambda: self.tab.findChild(RecipientsDialog) is None)
        mails = [
            email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in files
        ]
        return who, mails


@pytest.fixture
def coordinator(sample_file, tmp_path, qtbot):
    with Database.open(sample_file, Actor("Dana", "dana")) as opened:
        runner = Runner(opened)
        with opened.read() as db:
            (course_id,) = (row.id for row in courses(db) if row.number == "CIT-104")
        tab = WeekTab(runner, SettingsFile(tmp_path / "settings.toml"), course_id)
        qtbot.addWidget(tab)
        tab.resize(1110, 700)
        tab.show()
        qtbot.wait_until(lambda: tab.week is not None and runner.idle)
        yield Coordinator(runner, tab, tmp_path, qtbot)
        qtbot.wait_until(lambda: runner.idle, timeout=PATIENCE)
        runner.close()


def calendar_of(mail):
    (attached,) = (
        part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"
    )
    return attached.get_content()


def events(mails):
    """UID to SEQUENCE of every appointment in some mails."""
    found = {}
    for mail in mails:
        text = calendar_of(mail)
        uids = re.findall(r"^UID:(.+?)\r?$", text, flags=re.MULTILINE)
        numbers = re.findall(r"^SEQUENCE:(\d+)", text, flags=re.MULTILINE)
        found |= dict(zip(uids, map(int, numbers), strict=True))
    return found


def test_a_week_is_arranged_dragged_mended_asked_released_and_told(coordinator):
    her, tab = coordinator, coordinator.tab

    # Arranged with one click, accepted as one step.
    waiting = len(tab.week.unplaced)
    assert waiting > 20
    QTest.mouseClick(tab.asks.arrange_button, LEFT)
    QTest.mouseClick(her.answer().accept, LEFT)
    her.settle()
    assert not her.plan.unplaced
    assert her.last_step.startswith("Accept the proposal")

    # Dragged with live findings; Esc puts it back and nothing was changed.
    viewport, before = tab.view.viewport(), tab.view.findings
    held = next(one for one in her.plan.on(her.plan.days[0].id) if one.taught and not one.pinned)
    other = her.plan.on(her.plan.days[1].id)[2]
    start = tab.view.block_rect(held.id).center().toPoint()
    there = tab.view.block_rect(other.id).center().toPoint()
    QTest.mousePress(viewport, LEFT, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(viewport, start + (there - start) * step / 4)
    during = [each.sentence for each in tab.view.findings if held.id in each.blocks]
    assert any(each.startswith("Room A is used twice on Tuesday") for each in during), during
    QTest.keyClick(tab.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, pos=there)
    assert tab.view.findings == before
    assert her.plan.block[held.id].start == held.start

    # Somebody is out on Wednesday: a repair is accepted.
    wednesday = her.plan.days[2].id
    block = next(one for one in her.plan.on(wednesday) if one.presenters and not one.pinned)
    name = block.presenters[0]
    her.choose(block, f"{name} is out…")
    form = her.dialog(PresenterOutForm)
    assert form.presenter.currentText() == name
    assert form.when.currentText().startswith("Wed")
    QTest.mouseClick(form.save, LEFT)
    panel = her.answer()
    assert 1 <= len(panel.suggestions.found) <= 3
    QTest.mouseClick(panel.accept, LEFT)
    her.settle()
    assert all(name not in one.presenters for one in her.plan.on(wednesday))
    assert name in her.last_step

    # An impossible wish: the judge never comes on a Monday, as her book says.
    court = next(one for one in her.plan.blocks if JUDGE in one.presenters and one.taught)
    her.choose(court, "Move and fix the rest…")
    form = her.dialog(MoveThereForm)
    form.day.setCurrentIndex(0)
    QTest.mouseClick(form.save, LEFT)
    panel = her.answer()
    told = [line.text for line in panel.lines.lines]
    assert "Why not all of it can be had" in told
    assert any(JUDGE in each and "cannot come" in each for each in told)
    QTest.keyClick(tab, Qt.Key.Key_Escape)
    her.qtbot.wait_until(lambda: not tab.planning.is_proposing)

    # Released, and everybody told; then one block moves, and those it concerns are told again.
    everybody, first = her.tell_all(her.release("first"))
    assert len(everybody) > 10
    moved = next(
        one for one in her.plan.on(her.plan.days[3].id) if one.presenters and not one.pinned
    )
    tab.view.select(moved.id)
    tab.view.setFocus()
    QTest.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    her.qtbot.wait_until(lambda: her.plan.block[moved.id].start != moved.start)
    again, second = her.tell_all(her.release("second"))
    assert set(moved.presenters) <= set(again)
    assert len(again) < len(everybody)
    letters = [part.get_content_type() for part in second[0].iter_attachments()]
    assert letters == ["application/pdf", "text/calendar"]

    # The same appointments, with a higher number for the one that moved.
    old, new = events(first), events(second)
    assert new.keys() <= old.keys()
    assert any(number > old[uid] for uid, number in new.items())
    with her.runner.database.read() as db:
        assert [one.number for one in releases(db, tab.week.course_id)] == [2, 1]
