"""The board of all coming courses: what is unfilled or unconfirmed, and what to do about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from cittrainer.gui.common.cards import Chips, PageHeader, button
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.page import Page
from cittrainer.gui.presenters.agenda_actions import AgendaActions, bookings_of
from cittrainer.gui.presenters.board_list import FILTERS, BoardList
from cittrainer.gui.presenters.booking_steps import BookingSteps
from cittrainer.gui.presenters.switch import BOARD, view_switch
from cittrainer.models import Block, BlockPart, Booking, Course, CourseDay, Presenter, Room
from cittrainer.queries.booking_board import Board, BoardLine, board
from cittrainer.queries.care import CARE_MADE_OF
from cittrainer.queries.fragile import fragile_ahead
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtWidgets import QMenu, QWidget
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.fragile_parts import FragilePart
    from cittrainer.settings import SettingsFile


class BoardPage(Page):
    """Who is still to be found or asked, over all courses that are not over."""

    made_of = (Block, BlockPart, Booking, Course, CourseDay, Presenter, Room, *CARE_MADE_OF)

    view_wanted = Signal(str)
    course_opened = Signal(int)
    presenter_opened = Signal(int)
    letters_wanted = Signal(int, object)
    """Letters to presenters of a course, and the ids of those who are chosen."""
    out_wanted = Signal(int, int)
    """A presenter cannot come to a course; their id and the course's."""
    said = Signal(str)
    """What is to be known of a step that was done."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(runner, parent)
        self._lines: tuple[BoardLine, ...] = ()
        self.header = PageHeader(self.tr("Presenters"))
        self.switch = view_switch(BOARD)
        self.header.set_switch(self.switch)
        self.chips = self._made_chips()
        self.search = SearchField(self.tr("Filter the board"))
        self.search.setMaximumWidth(180)
        self.search.setMinimumWidth(110)
        self.list = BoardList(settings, self)
        self.list.setAccessibleName(self.tr("Board of all coming courses"))
        self.actions_ = AgendaActions(self.list)
        self.steps = BookingSteps(runner, self.list, self.actions_, self)
        self.tools = ListTools(self.list, runner, self.tr("Board of presenters"))
        self.book = button(self.tr("Book…"), "primary", "add")
        self.state = button(self.tr("Set state"))
        self.next = button(self.tr("Ask the next"))
        self.letters = button(self.tr("Letters…"), icon_name="mail")
        self.empty = EmptyPage(
            "presenters",
            self.tr("No course lies ahead"),
            self.tr(
                "Here stands who is missing or has not said yes in any coming course, the most "
                "urgent on top. Make a course on the Courses page first."
            ),
        )
        self._lay_out()
        self._wire()
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        self._runner.read(partial(_read, this_day()), self._show_read)

    def show_board(self, found: Board, alone: Mapping[int, FragilePart] = {}) -> None:
        """Show the board that was read.

        Args:
            found: What is to be done.
            alone: The parts that stand or fall with one person, by their id; None: not known.
        """
        self._lines = found.lines
        self.list.alone = alone or {}
        for key, shows in FILTERS.items():
            self.chips.set_count(key, sum(map(shows, found.lines)))
        unfilled = sum(line.unfilled for line in found.lines)
        words = [counted(found.courses, "coming course")]
        if unfilled:
            words.append(self.tr("%d unfilled") % unfilled)
        if len(found.lines) > unfilled:
            words.append(self.tr("%d not confirmed") % (len(found.lines) - unfilled))
        self.header.set_title(self.tr("Presenters"), " · ".join(words))
        self.show_filled(found.courses > 0)
        self._filter(self.chips.current)

    def _show_read(self, found: tuple[Board, Mapping[int, FragilePart]]) -> None:
        self.show_board(*found)

    def _made_chips(self) -> Chips:
        chips = Chips(self.tr("What is shown"))
        for key, text in (
            ("all", self.tr("All")),
            ("unfilled", self.tr("Unfilled")),
            ("to_ask", self.tr("To ask")),
            ("no_answer", self.tr("No answer")),
            ("alternates", self.tr("Alternates")),
        ):
            chips.add(key, text)
        return chips

    def _lay_out(self) -> None:
        for widget, tip in (
            (self.book, self.tr("B in the list")),
            (self.state, self.tr("For all selected bookings; letters in the list do the same")),
            (self.next, self.tr("K in the list: the next alternate takes the place")),
            (self.letters, self.tr("L in the list: of the course of the selected line")),
        ):
            widget.setToolTip(tip)
        acts = (self.letters, self.next, self.state, self.book)
        self.header.set_actions((self.chips,), (self.search, *self.tools.buttons, *acts))
        self.lay_out(self.header, self.list, self.empty)

    def _wire(self) -> None:
        acts = self.actions_
        acts.open_wanted.connect(self._open_presenter)
        acts.letters_wanted.connect(self._want_letters)
        acts.out_wanted.connect(self._want_out)
        self.switch.chosen.connect(self.view_wanted)
        self.steps.said.connect(self.said)
        self.search.textChanged.connect(self.list.set_filter)
        self.chips.chosen.connect(self._filter)
        self.book.clicked.connect(acts.book.trigger)
        self.next.clicked.connect(acts.next.trigger)
        self.letters.clicked.connect(acts.letters.trigger)
        self.state.setMenu(acts.state_menu(self.state))
        self.list.rows_selected.connect(self._allow)
        self.list.row_opened.connect(self._open_line)
        self.list.menu_wanted.connect(self._fill_menu)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self._allow([])

    @Slot(str)
    def _filter(self, key: str) -> None:
        self.list.show_lines([line for line in self._lines if FILTERS[key](line)])
        self.list.set_placeholder(
            {
                "unfilled": self.tr("Somebody is expected for everything that is taught."),
                "to_ask": self.tr("Everybody who is needed was asked."),
                "no_answer": self.tr("Everybody who was asked has answered."),
                "alternates": self.tr("No alternate stands ready where somebody is missing."),
            }.get(key, self.tr("Everybody who is needed is booked and has said yes."))
        )

    @Slot(list)
    def _allow(self, lines: list[BoardLine]) -> None:
        acts = self.actions_
        acts.allow(lines)
        self.book.setEnabled(acts.book.isEnabled())
        self.next.setEnabled(acts.next.isEnabled())
        self.state.setEnabled(acts.unbook.isEnabled())
        self.letters.setEnabled(len({line.course_id for line in lines}) == 1)

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, lines: list[BoardLine]) -> None:
        if not lines:
            return
        self.actions_.fill(menu)
        if len({line.course_id for line in lines}) == 1:
            menu.addAction(
                self.tr("Open course"), partial(self.course_opened.emit, lines[0].course_id)
            )

    @Slot(object)
    def _open_line(self, line: BoardLine) -> None:
        """Open the course of whoever is asked, or book somebody where nobody is."""
        if line.booking is not None:
            self.course_opened.emit(line.course_id)
        else:
            self.steps.book_part()

    @Slot()
    def _open_presenter(self) -> None:
        bookings = bookings_of(self.list.selected_rows())
        if bookings:
            self.presenter_opened.emit(bookings[0].presenter_id)

    @Slot()
    def _want_letters(self) -> None:
        lines: list[BoardLine] = self.list.selected_rows()
        if lines:
            course_id = lines[0].course_id
            chosen = {one.presenter_id for one in bookings_of(lines) if one.course_id == course_id}
            self.letters_wanted.emit(course_id, chosen)

    @Slot()
    def _want_out(self) -> None:
        bookings = bookings_of(self.list.selected_rows())
        if bookings:
            self.out_wanted.emit(bookings[0].presenter_id, bookings[0].course_id)


def _read(today: date, db: Session) -> tuple[Board, Mapping[int, FragilePart]]:
    return board(db, today=today), fragile_ahead(db, today=today)
