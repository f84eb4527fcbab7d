"""The Presenters page as a whole: the book, and the board of all coming courses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from cittrainer.gui.presenters.board import BoardPage
from cittrainer.gui.presenters.page import PresentersPage
from cittrainer.gui.presenters.switch import BOARD, BOOK

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile


class PresenterViews(QStackedWidget):
    """Shows one of the two; each has the switch in its header."""

    course_opened = Signal(int)
    letters_wanted = Signal(int, object)
    """Letters to presenters of a course, and the ids of those who are chosen."""
    out_wanted = Signal(int, int)
    """A presenter cannot come to a course; their id and the course's."""

    said = Signal(str)
    """What is to be known of a step on the board, or a paper that was made."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._settings = settings
        self.book = PresentersPage(runner, settings)
        self._board: BoardPage | None = None
        self.addWidget(self.book)
        self.book.view_wanted.connect(self.show_view)
        self.book.course_opened.connect(self.course_opened)
        self.book.out_wanted.connect(self.out_wanted)
        self.book.printing.said.connect(self.said)

    @property
    def board(self) -> BoardPage:
        """The board, made when it is first wanted."""
        if self._board is None:
            self._board = board = BoardPage(self._runner, self._settings)
            self.addWidget(board)
            board.view_wanted.connect(self.show_view)
            board.course_opened.connect(self.course_opened)
            board.presenter_opened.connect(self.show_presenter)
            board.letters_wanted.connect(self.letters_wanted)
            board.out_wanted.connect(self.out_wanted)
            board.said.connect(self.said)
        return self._board

    @Slot(str)
    def show_view(self, key: str) -> None:
        """Show the book or the board."""
        self.book.switch.mark_chosen(BOOK)
        self.board.switch.mark_chosen(BOARD)
        shown = self.board if key == BOARD else self.book
        self.setCurrentWidget(shown)
        shown.switch.setFocus()

    @Slot(int)
    def show_presenter(self, presenter_id: int) -> None:
        """Show somebody in the book."""
        self.setCurrentWidget(self.book)
        self.book.show_presenter(presenter_id)
