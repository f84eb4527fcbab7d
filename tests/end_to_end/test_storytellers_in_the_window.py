"""Three stories a week, in the window: planned, asked, confirmed, one replaced on the morning.

Then held, debriefed, paid and thanked, with the papers and drafts at hand; and none of them holds
what is confidential.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import builders
import pytest
from PySide6.QtCore import QDate
from sqlalchemy import select
from written_text import text_of_all

from cittrainer.db import Actor
from cittrainer.gui.courses.mishap_forms import PresenterOutForm
from cittrainer.gui.courses.new_course import NewCourseDialog
from cittrainer.gui.home.rows import TaskLine
from cittrainer.gui.letters.dialog import LettersDialog
from cittrainer.gui.presenters.arrivals_page import ArrivalsPage
from cittrainer.gui.presenters.came_dialog import CameDialog
from cittrainer.gui.presenters.stipend_forms import PayForm
from cittrainer.gui.presenters.stipends_dialog import StipendsDialog
from cittrainer.jobs import sample
from cittrainer.jobs.progress import Progress
from cittrainer.models import BookingState, ConfidentialRecord, Course, LetterKind
from cittrainer.queries.presenters import PartRow, course_parts

if TYPE_CHECKING:
    from pathlib import Path

    from user import User

NUMBER = "CIT-STORIES"

PATIENCE = 60_000
"""Milliseconds that the planner may take on a machine that does much else."""


@pytest.fixture
def academy(user: User, tmp_path: Path) -> User:
    """The sample academy as it is today, open in the window."""
    path = tmp_path / "sample.cit"
    sample.build(path, Actor("Dana", "dana"), today=builders.today(), progress=Progress())
    user.window.begin(path)
    user.wait(lambda: user.window.runner is not None)
    return user


def test_three_stories_from_the_plan_to_the_thanks(academy: User, tmp_path: Path) -> None:
    user = academy
    course_id = plan(user)
    assert len(stories(user, course_id)) == 3
    assert states(user, course_id) == {BookingState.TO_ASK}

    folder = tmp_path / "drafts"
    folder.mkdir()
    invite(user, course_id, folder)
    assert states(user, course_id) == {BookingState.INVITED}
    confirm(user, course_id)

    first = stories(user, course_id)[0]
    gone, stand_in = replace_on_the_morning(user, course_id, first, folder)
    arrive(user, course_id, first, stand_in)
    hold(user, course_id, first, gone, stand_in)

    done_on_home(user, "Debrief", stand_in)
    pay(user, course_id, stand_in, folder / "stipends.xlsx")
    print_slots(user, course_id, folder / "slots.pdf")
    thank(user, course_id, folder, stand_in)

    written = text_of_all(sorted(one for one in folder.rglob("*") if one.is_file()))
    assert stand_in in written
    for secret in confidential_words(user):
        assert secret.casefold() not in written.casefold(), secret


def plan(user: User) -> int:
    """A course like the one that was held last week, which begins today."""
    user.window.pages.new_course()
    dialog = user.dialog(NewCourseDialog)
    user.wait(lambda: dialog.ui.earlier.count() > 0)
    dialog.ui.from_earlier.setChecked(True)
    like = next(
        at for at in range(dialog.ui.earlier.count()) if "102" in dialog.ui.earlier.itemText(at)
    )
    dialog.ui.earlier.setCurrentIndex(like)
    today = builders.today()
    dialog.ui.first_day.setDate(QDate(today.year, today.month, today.day))
    user.type_into(dialog.ui.number, NUMBER)
    user.press(dialog, "Make course")
    user.closed(dialog)
    with user.window.runner.database.read() as db:
        return db.scalars(select(Course.id).where(Course.number == NUMBER)).one()


def invite(user: User, course_id: int, folder: Path) -> None:
    """Drafts for everybody in the course; then they are marked as invited."""
    dialog = letters(user, course_id, LetterKind.INVITATION)
    user.window.chooser.next = folder
    user.press(dialog, dialog.write.text())
    user.wait(lambda: any(folder.iterdir()) and dialog.extras.mark.isVisible())
    user.press(dialog, dialog.extras.mark.text())
    user.wait(lambda: "set to invited" in dialog.banner.message)
    user.press(dialog, "Close")


def confirm(user: User, course_id: int) -> None:
    """Everybody says yes, but for the alternates, who were not asked."""
    tab = user.course(course_id, "presenters")
    tab.list.selectAll()

    tab.actions_.states[BookingState.CONFIRMED].trigger()
    user.settle()
    assert states(user, course_id) == {BookingState.CONFIRMED}


def replace_on_the_morning(
    user: User, course_id: int, story: PartRow, folder: Path
) -> tuple[str, str]:
    """A storyteller cannot come: the alternate stands in, as one step, and is told of it."""
    gone = story.bookings[0].presenter
    board = on_the_day(user, course_id, story.part_id, gone)
    board.report_out()
    form = user.dialog(PresenterOutForm)
    user.press(form, form.save.text())
    tab = user.course(course_id, "week")
    user.qtbot.wait_until(lambda: tab.planning.is_proposing, timeout=PATIENCE)
    assert tab.planning.panel.suggestion.summary.endswith("hours unchanged")
    tab.planning.panel.accept.click()
    user.wait(tab.planning.affected.isVisible)
    now = stories(user, course_id)[0]
    (new,) = {one.presenter for one in now.bookings if one.choice == 1} - {
        one.presenter for one in story.bookings if one.choice == 1
    }
    before = len(list(folder.iterdir()))
    tab.planning.affected.writing.chooser = user.window.chooser
    user.window.chooser.next = folder
    user.press(tab.planning.affected, tab.planning.affected.write.text())
    user.wait(lambda: "nothing was sent" in tab.planning.affected.banner.message)
    assert len(list(folder.iterdir())) > before
    return gone, new


def arrive(user: User, course_id: int, story: PartRow, name: str) -> None:
    on_the_day(user, course_id, story.part_id, name).mark_arrived()
    user.settle()


def hold(user: User, course_id: int, story: PartRow, gone: str, came: str) -> None:
    """Who came is recorded beside who was planned."""
    on_the_day(user, course_id, story.part_id, came).ask_who_came()
    dialog = user.dialog(CameDialog)
    user.wait(dialog.save.isEnabled)
    user.press(dialog, dialog.save.text())
    user.closed(dialog)
    told = {name for _, name in stories(user, course_id)[0].actual}
    assert came in told
    assert gone not in told


def on_the_day(user: User, course_id: int, part_id: int, name: str) -> ArrivalsPage:
    """The board of the day, with somebody's line for a part chosen."""
    user.window.pages.open_day(course_id)
    board = user.window.shell.stack.currentWidget()
    user.settle()
    board.header.chips.choose("all")

    def places() -> list[int]:
        return [
            at for at, row in enumerate(board.list.model_.rows)
            if row.line.part.part_id == part_id and row.line.presenter == name
        ]  # fmt: skip

    user.wait(places)
    board.list.clearSelection()
    board.list.setCurrentIndex(board.list.model_.index(places()[0]))
    return board


def done_on_home(user: User, what: str, name: str) -> None:
    """One click, after which the task is gone."""

    def tasks() -> list[TaskLine]:
        return [
            one for one in home.findChildren(TaskLine)
            if what in one.go.accessibleName() and name in one.go.accessibleName()
        ]  # fmt: skip

    home = user.go("home")
    user.wait(tasks)
    tasks()[0].done.click()
    user.wait(lambda: not tasks())


def pay(user: User, course_id: int, name: str, path: Path) -> None:
    more(user, course_id, "Stipends…")
    dialog = user.dialog(StipendsDialog)
    user.wait(lambda: any(one.presenter == name for one in dialog.list.rows.rows()))
    dialog.list.select(
        [one.presenter_id for one in dialog.list.rows.rows() if one.presenter == name]
    )
    dialog.pay()
    form = user.dialog(PayForm)
    user.type_into(form.amount, "75")
    user.type_into(form.method, "check")
    user.press(form, "Record")
    user.closed(form)
    user.window.chooser.next = path
    dialog.save_sheet()
    user.wait(path.exists)
    user.press(dialog, "Close")


def print_slots(user: User, course_id: int, path: Path) -> None:
    user.window.chooser.next = path
    more(user, course_id, "Print slots…")
    user.wait(path.exists)


def thank(user: User, course_id: int, folder: Path, name: str) -> None:
    dialog = letters(user, course_id, LetterKind.THANKS)
    assert name in {row.letter.name for row in dialog.meant}
    into = folder / "thanks"
    into.mkdir()
    user.window.chooser.next = into
    user.press(dialog, dialog.write.text())
    user.wait(lambda: any(into.iterdir()))
    user.press(dialog, "Close")


def letters(user: User, course_id: int, kind: LetterKind) -> LettersDialog:
    more(user, course_id, "Letters…")
    dialog = user.dialog(LettersDialog)
    dialog.show_kind(kind)
    user.wait(lambda: dialog.kind is kind and bool(dialog.meant))
    return dialog


def more(user: User, course_id: int, entry: str) -> None:
    """Choose an entry of the menu of the Presenters tab."""
    tab = user.course(course_id, "presenters")
    tab.list.clearSelection()
    action = next(one for one in tab.more.menu().actions() if one.text() == entry)
    assert action.isEnabled()
    action.trigger()
    user.settle()


def stories(user: User, course_id: int) -> list[PartRow]:
    with user.window.runner.database.read() as db:
        return [one for one in course_parts(db, course_id) if one.delivery == "story"]


def states(user: User, course_id: int) -> set[BookingState]:
    """The states of those who are first choices for the stories."""
    return {
        one.state for part in stories(user, course_id) for one in part.bookings if one.choice == 1
    }


def confidential_words(user: User) -> list[str]:
    with user.window.runner.database.read() as db:
        records = db.scalars(select(ConfidentialRecord)).all()
        words = [
            word
            for one in records
            for word in (one.phone, one.email, one.support_person, one.access_needs)
            if word
        ]
    assert len(words) > 10
    return words
