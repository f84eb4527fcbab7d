"""Who presents what in a course: asked, confirmed, still missing, and who really came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Chips, button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.theme import Size
from cittrainer.gui.presenters.agenda_actions import AgendaActions, bookings_of
from cittrainer.gui.presenters.agenda_lines import (
    FILTERS,
    AgendaLine,
    agenda_lines,
    to_go_words,
)
from cittrainer.gui.presenters.agenda_list import AgendaList
from cittrainer.gui.presenters.booking_steps import BookingSteps
from cittrainer.gui.presenters.tab_papers import TabPapers
from cittrainer.models import (
    ActualPresenter,
    Block,
    BlockPart,
    Booking,
    CareDone,
    Course,
    CourseDay,
    Presenter,
    Room,
)
from cittrainer.queries.presenters import PartRow, course_parts
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile


class PresentersTab(Page):
    """Every part of every block in the order of the agenda, with its presenters."""

    made_of = (
        ActualPresenter,
        Block,
        BlockPart,
        Booking,
        CareDone,
        Course,
        CourseDay,
        Presenter,
        Room,
    )

    presenter_opened = Signal(int)
    said = Signal(str)
    """Something was done that is no step, such as a file that was written."""
    letters_wanted = Signal(int, object)
    """Letters to presenters of the course, and the ids of those who are chosen."""
    day_wanted = Signal()
    """The board of who is here today."""
    out_wanted = Signal(int, object)
    """A presenter cannot come to the course; their id, and that of the day meant, or None."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._course_id = course_id
        self._lines: list[AgendaLine] = []
        self.chips = self._made_chips()
        self.search = SearchField(self.tr("Filter"))
        self.search.setMaximumWidth(180)
        self.summary = label("", "muted")
        self.list = AgendaList(settings, self)
        self.list.setAccessibleName(self.tr("Presenters of the course"))
        self.actions_ = AgendaActions(self.list)
        self.steps = BookingSteps(runner, self.list, self.actions_, self)
        self.book = button(self.tr("Book…"), "primary", "add")
        self.state = button(self.tr("Set state"))
        self.came = button(self.tr("Who came"))
        self.more = button(self.tr("More"))
        self.tools = ListTools(self.list, runner, self.tr("Presenters of the course"))
        self.papers = TabPapers(runner, settings, course_id, self.list, self)
        for each in (self.tools.columns, self.tools.export):
            # There is no room for all words beside the filters.
            each.setToolTip(each.text())
            each.setText("")
        self.book.setToolTip(self.tr("B in the list"))
        self.state.setToolTip(self.tr("For all selected bookings; letters in the list do the same"))
        self.came.setToolTip(self.tr("W in the list"))
        self.empty = EmptyPage(
            "presenters",
            self.tr("Nothing to be presented yet"),
            self.tr(
                "The week of this course has no blocks. Lay it out on the Week tab; every part "
                "of a block then stands here with whoever is booked for it."
            ),
        )
        self._lay_out()
        self._wire()
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        course_id = self._course_id
        self._runner.read(lambda db: course_parts(db, course_id), self.show_parts)

    def show_parts(self, parts: Sequence[PartRow]) -> None:
        """Show the agenda that was read."""
        self._lines = agenda_lines(parts, today=this_day())
        for key, shows in FILTERS.items():
            self.chips.set_count(key, None if key == "all" else sum(map(shows, self._lines)))
        self.summary.setText(self._summed_up())
        self._stack.setCurrentIndex(0 if parts else 1)
        self._filter(self.chips.current)

    def _made_chips(self) -> Chips:
        chips = Chips(self.tr("What is shown"))
        for key, text in (
            ("all", self.tr("All")),
            ("unconfirmed", self.tr("Unconfirmed")),
            ("nobody", self.tr("Nobody yet")),
            ("today", self.tr("Today")),
        ):
            chips.add(key, text)
        return chips

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(10)
        tools.addWidget(self.chips)
        tools.addStretch()
        for each in (self.more, self.came, self.state, self.book):
            tools.addWidget(each)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.summary, 1)
        below.addWidget(self.search)
        for tool in self.tools.buttons:
            below.addWidget(tool)
        full = QWidget()
        inside = QVBoxLayout(full)
        inside.setContentsMargins(Size.page_margin, Size.gap, Size.page_margin, Size.page_margin)
        inside.setSpacing(12)
        inside.addLayout(tools)
        inside.addLayout(below)
        inside.addWidget(self.list, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)

    def _wire(self) -> None:
        acts = self.actions_
        acts.open_wanted.connect(self._open_current)
        acts.letters_wanted.connect(self._want_letters)
        acts.out_wanted.connect(self._want_out)
        self.search.textChanged.connect(self.list.set_filter)
        self.chips.chosen.connect(self._filter)
        self.book.clicked.connect(acts.book.trigger)
        self.state.setMenu(acts.state_menu(self.state))
        self.came.setMenu(acts.came_menu(self.came))
        more = QMenu(self.tr("More"), self.more)
        more.addAction(acts.next)
        more.addAction(acts.letters)
        more.addAction(acts.out)
        self.papers.fill(more)
        self.papers.said.connect(self.said)
        self.steps.said.connect(self.said)
        more.addAction(self.tr("On the day…")).triggered.connect(self.day_wanted)
        self.more.setMenu(more)
        self.list.rows_selected.connect(self._allow)
        self.list.row_opened.connect(self._open_line)
        self.list.menu_wanted.connect(self._fill_menu)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self._allow([])

    @Slot(str)
    def _filter(self, key: str) -> None:
        self.list.set_rows([line for line in self._lines if FILTERS[key](line)])
        self.list.set_placeholder(
            {
                "unconfirmed": self.tr("Everybody who was asked has said yes."),
                "nobody": self.tr("Somebody is booked for everything that is taught."),
                "today": self.tr("Nothing of this course takes place today."),
            }.get(key, "")
        )

    @Slot(list)
    def _allow(self, lines: list[AgendaLine]) -> None:
        self.actions_.allow(lines)
        self.book.setEnabled(self.actions_.book.isEnabled())
        self.came.setEnabled(self.actions_.came.isEnabled())
        self.state.setEnabled(self.actions_.unbook.isEnabled())

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, lines: list[AgendaLine]) -> None:
        if lines:
            self.actions_.fill(menu)
            self.papers.fill_lines(menu, lines)

    @Slot(object)
    def _open_line(self, line: AgendaLine) -> None:
        """Open whoever is booked, or book somebody where nobody is."""
        if line.booking is not None:
            self.presenter_opened.emit(line.booking.presenter_id)
        else:
            self.steps.book_part()

    @Slot()
    def _want_letters(self) -> None:
        chosen = {one.presenter_id for one in bookings_of(self.list.selected_rows())}
        self.letters_wanted.emit(self._course_id, chosen)

    @Slot()
    def _want_out(self) -> None:
        """Say who cannot come, and on which day where all that is selected is on one."""
        lines = [one for one in self.list.selected_rows() if one.booking is not None]
        if lines:
            days = {one.part.course_day_id for one in lines}
            presenter_id = bookings_of(lines)[0].presenter_id
            self.out_wanted.emit(presenter_id, days.pop() if len(days) == 1 else None)

    @Slot()
    def _open_current(self) -> None:
        bookings = bookings_of(self.list.selected_rows())
        if bookings:
            self.presenter_opened.emit(bookings[0].presenter_id)

    def _summed_up(self) -> str:
        """What is still to be done, and how soon."""
        open_lines = [line for line in self._lines if line.unconfirmed]
        missing = sum(line.nobody_yet for line in self._lines)
        if not open_lines and not missing:
            return self.tr("Everybody who is needed is booked and has said yes.")
        parts = []
        if open_lines:
            parts.append(self.tr("%s not confirmed") % counted(len(open_lines), "booking"))
            coming = [
                line for line in open_lines if line.days_to_go is not None and line.days_to_go >= 0
            ]
            if coming:
                soonest = min(coming, key=lambda line: line.days_to_go or 0)
                parts.append(self.tr("the next one: %s") % to_go_words(soonest))
        if missing:
            parts.append(self.tr("%s with nobody yet") % counted(missing, "part"))
        return " · ".join(parts)
