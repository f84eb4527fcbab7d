"""Home: what is on now, what needs doing, the courses ahead, and whether the data are safe."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from cittrainer.gui.common.cards import Card, PageHeader, button, label, line
from cittrainer.gui.common.dates import long_date, this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.page import Page
from cittrainer.gui.forms.ui_home_page import Ui_HomePage
from cittrainer.gui.home.rows import CourseLine, HappenedLine, NowTile, TaskLine, row_of
from cittrainer.models import CareKind
from cittrainer.queries.home import home
from cittrainer.services.care import mark_done

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.home import HomeValue, Task

MOST_TASKS = 12

_MINUTE = 60_000


class HomePage(Page):
    """What needs doing today; each step is at least in the list of the last."""

    course_wanted = Signal(int, str)
    """A course's id and the key of the tab to show."""
    page_wanted = Signal(str)
    day_wanted = Signal(int)
    """The course of which to show who is here today."""
    new_course_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self.ui = Ui_HomePage()
        self.ui.setupUi(self)
        self.header = PageHeader()
        self.now_card = Card(self.tr("Now and next"))
        self.tasks_card = Card(self.tr("Needs you"))
        self.happened_card = Card(self.tr("What happened last"), self.tr("History"))
        self.courses_card = Card(self.tr("Courses"), self.tr("New course"))
        self.safety_card = Card(self.tr("Your data"))
        self._lay_out()
        self.empty = EmptyPage(
            "courses",
            self.tr("Plan your first course"),
            self.tr(
                "Choose a curriculum and a first day; the week is laid out for you. Or bring in "
                "the people first, from the sheet that the agencies sent."
            ),
            primary=self.tr("New course"),
            secondary=self.tr("Import people"),
        )
        self.empty.primary_wanted.connect(self.new_course_wanted)
        self.empty.secondary_wanted.connect(self.import_wanted)
        self.ui.stack.addWidget(self.empty)
        self.header.set_title(long_date(this_day()))
        # Time goes on while the page is open: what is on now, and the day itself.
        clock = QTimer(self, interval=_MINUTE)
        clock.timeout.connect(self.refresh)
        clock.start()

    def read(self) -> None:
        """Read everything that is shown."""
        now = datetime.now().astimezone()
        minute = now.hour * 60 + now.minute
        self._runner.read(lambda db: home(db, today=now.date(), minute=minute), self.show_home)

    def show_home(self, value: HomeValue) -> None:
        """Show everything that was read."""
        self.ui.stack.setCurrentWidget(self.empty if value.empty else self.ui.area)
        self.header.set_title(long_date(value.today), value.running)
        self._show_now(value)
        self._show_tasks(value)
        self._show_courses(value)
        self.happened_card.clear()
        for happened in value.happened:
            self.happened_card.body.addWidget(HappenedLine(happened))

    def show_safety(self, *sentences: str) -> None:
        """Say how safe the data are: where they lie, and the last backup."""
        card = self.safety_card
        card.clear()
        for sentence in sentences:
            card.body.addWidget(label(sentence, "muted", wrap=True))

    def _lay_out(self) -> None:
        self.ui.rows.insertWidget(0, self.header)
        for column, cards in (
            (self.ui.left, (self.now_card, self.tasks_card, self.happened_card)),
            (self.ui.right, (self.courses_card, self.safety_card)),
        ):
            for index, card in enumerate(cards):
                column.insertWidget(index, card)
        self.courses_card.action_wanted.connect(self.new_course_wanted)
        self.happened_card.action_wanted.connect(lambda: self.page_wanted.emit("history"))
        self.now_card.hide()

    def _show_now(self, value: HomeValue) -> None:
        card = self.now_card
        card.setVisible(bool(value.now))
        card.clear()
        if value.now:
            tiles = [NowTile(one) for one in value.now]
            for tile, one in zip(tiles, value.now, strict=True):
                tile.opened.connect(
                    lambda course_id=one.course_id: self.course_wanted.emit(course_id, "week")
                )
            card.body.addLayout(row_of(tiles))
        running = {one.row.id: one.row.number for one in value.courses if one.day_number}
        for course_id, number in running.items():
            words = self.tr("Who is here")
            who = button(words if len(running) == 1 else f"{words}: {number}", "link")
            who.clicked.connect(lambda _on=False, id_=course_id: self.day_wanted.emit(id_))
            card.body.addWidget(who)

    def _show_tasks(self, value: HomeValue) -> None:
        card = self.tasks_card
        card.clear()
        card.set_note("")
        if not value.tasks:
            card.body.addWidget(
                label(self.tr("Nothing needs you today. Well done."), "muted", wrap=True)
            )
        for index, task in enumerate(value.tasks[:MOST_TASKS]):
            if index:
                card.body.addWidget(line())
            shown = TaskLine(task, value.today)
            shown.wanted.connect(lambda task=task: self._open(task))
            shown.done_wanted.connect(lambda task=task: self._record_done(task))
            card.body.addWidget(shown)
        if len(value.tasks) > MOST_TASKS:
            more = len(value.tasks) - MOST_TASKS
            card.set_note(self.tr("%n more", "", more))

    def _show_courses(self, value: HomeValue) -> None:
        card = self.courses_card
        card.clear()
        for index, one in enumerate(value.courses):
            if index:
                card.body.addWidget(line())
            shown = CourseLine(one)
            shown.opened.connect(
                lambda course_id=one.row.id: self.course_wanted.emit(course_id, "overview")
            )
            card.body.addWidget(shown)
        if not value.courses:
            card.body.addWidget(label(self.tr("No course lies ahead."), "muted", wrap=True))
            plan = button(self.tr("Plan one"), "link")
            plan.clicked.connect(self.new_course_wanted)
            card.body.addWidget(plan)

    def _open(self, task: Task) -> None:
        if task.course_id is None:
            self.page_wanted.emit(task.target)
        else:
            self.course_wanted.emit(task.course_id, task.target)

    def _record_done(self, task: Task) -> None:
        """Record that something was done for somebody; only that, and the day."""
        if task.care is None:
            return
        self._runner.write(
            self.tr("Done: %s") % task.title,
            partial(
                mark_done,
                booking_ids=task.care.booking_ids,
                kind=CareKind(task.care.kind),
                on=this_day(),
            ),
        )
