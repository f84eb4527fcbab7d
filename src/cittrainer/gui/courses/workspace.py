"""One course as a workspace: its header, and tabs that the main window hands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import PageHeader
from cittrainer.gui.common.dates import date_range
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.courses.words import STATE_TONES, STATES
from cittrainer.models import Block, Booking, Course, CourseDay, Enrollment
from cittrainer.queries.courses import CourseRow, course_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

    TabFactory = Callable[[Runner, SettingsFile, int], QWidget]


@dataclass(frozen=True, slots=True)
class TabSpec:
    """A tab of the workspace; it is made when it is first shown."""

    key: str
    title: str
    factory: TabFactory
    """Takes runner, settings and the course's id, as the class of a tab does."""
    count: Callable[[CourseRow], str] | None = None
    """What stands behind the title, such as “30 of 32”; nothing where it is empty."""


def seats_taken(row: CourseRow) -> str:
    """“30 of 32”, for the tab of the enrollments."""
    return f"{row.enrolled} of {row.seats}"


def presenters_open(row: CourseRow) -> str:
    """“3 open”, for the tab of the presenters; empty when everybody said yes."""
    return f"{row.unconfirmed} open" if row.unconfirmed else ""


class CourseWorkspace(Page):
    """The header of a course with its tabs below."""

    made_of = (Block, Booking, Course, CourseDay, Enrollment)

    tab_made = Signal(str, object)
    """Key and widget of a tab that was just made, for whoever connects it with other pages."""
    gone = Signal()
    """The course is no longer on file, because its making was undone."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        tabs: Sequence[TabSpec],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._settings = settings
        self.course_id = course_id
        self._specs = tuple(tabs)
        self._made: dict[str, QWidget] = {}
        self.header = PageHeader()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Parts of the course"))
        for spec in self._specs:
            self.tabs.addTab(spec.title)
        self.header.set_tabs(self.tabs)
        self.header.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.stack = QStackedWidget()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(self.header)
        outside.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._show_tab_at)
        QShortcut(QKeySequence("Ctrl+PgDown"), self, lambda: self._step(1))
        QShortcut(QKeySequence("Ctrl+PgUp"), self, lambda: self._step(-1))
        self._show_tab_at(0)
        self.reload()

    @property
    def current_tab(self) -> str:
        """The key of the tab that is shown."""
        return self._specs[self.tabs.currentIndex()].key

    def show_tab(self, key: str) -> QWidget:
        """Bring a tab into view and return its widget.

        Raises:
            KeyError: there is no such tab.
        """
        keys = [spec.key for spec in self._specs]
        if key not in keys:
            raise KeyError(key)
        self.tabs.setCurrentIndex(keys.index(key))
        return self._made[key]

    def read(self) -> None:
        """Read everything that is shown."""
        course_id = self.course_id
        self._runner.read(lambda db: course_row(db, course_id), self._show, explain=self._lost)

    @Slot(int)
    def _show_tab_at(self, index: int) -> None:
        if not 0 <= index < len(self._specs):
            return
        spec = self._specs[index]
        if spec.key not in self._made:
            widget = spec.factory(self._runner, self._settings, self.course_id)
            self._made[spec.key] = widget
            self.stack.addWidget(widget)
            self.tab_made.emit(spec.key, widget)
        self.stack.setCurrentWidget(self._made[spec.key])

    def _step(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _show(self, row: CourseRow) -> None:
        self.header.set_title(row.title, row.number)
        dates = date_range(row.starts_on, row.ends_on)
        self.header.set_pills(
            [
                *([(dates, Tone.INFO)] if dates else []),
                (STATES[row.state], STATE_TONES[row.state]),
            ]
        )
        for index, spec in enumerate(self._specs):
            count = spec.count(row) if spec.count else ""
            self.tabs.setTabText(index, f"{spec.title} {count}".strip())

    def _lost(self, _error: UserError) -> None:
        self.gone.emit()
