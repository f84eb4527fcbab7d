"""For which blocks an alternate is to be asked first, and the button that books one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.courses.week.sentence_list import Line, SentenceList
from cittrainer.jobs.asking_first import ask_first
from cittrainer.rules.fragile_parts import UNMET
from cittrainer.rules.values import ERROR, WARNING

if TYPE_CHECKING:
    from cittrainer.rules.fragile_parts import FragilePart
    from cittrainer.rules.values import Week


class AskFirst(QWidget):
    """The blocks that stand or fall with one person, the one that matters most first."""

    book_wanted = Signal(object)
    """An alternate is to be booked for this ``FragilePart``."""
    block_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[FragilePart, ...] = ()
        self.about = label("", "small", wrap=True)
        self.list = SentenceList(self.tr("Ask an alternate first for"))
        self.book = button(self.tr("Book alternate…"), "primary")
        self.book.setToolTip(self.tr("Choose who stands behind the presenter of this block"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addWidget(self.book)
        self.list.looked_at.connect(self._allow)
        self.list.line_chosen.connect(self._follow)
        self.book.clicked.connect(self._want)

    @property
    def found(self) -> tuple[FragilePart, ...]:
        """What is listed."""
        return self._found

    def show_week(self, week: Week) -> None:
        """List what stands or falls with one person in a week; the chosen one stays chosen."""
        current = self._current()
        self._found = ask_first(week)
        self.about.setText(
            self.tr("Each of these stands or falls with one person whom nobody stands behind.")
            if self._found
            else self.tr("Every block that is to come has somebody behind its presenter.")
        )
        self.list.show_lines(
            [
                Line(
                    f"{one.what}. {one.sentence}",
                    ERROR if one.outcome == UNMET else WARNING,
                    one.block_id,
                )
                for one in self._found
            ]
        )
        ids = [one.part_id for one in self._found]
        if ids:
            kept = current is not None and current.part_id in ids
            self.list.go_to(ids.index(current.part_id) if kept and current is not None else 0)
        self._allow()

    def _current(self) -> FragilePart | None:
        row = self.list.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    @Slot()
    def _allow(self) -> None:
        self.book.setEnabled(self._current() is not None)

    @Slot(object)
    def _follow(self, line: Line) -> None:
        if line.block_id is not None:
            self.block_chosen.emit(line.block_id)

    @Slot()
    def _want(self) -> None:
        one = self._current()
        if one is not None:
            self.book_wanted.emit(one)
