"""The enrollment tab of a course: everybody in it, their state, groups and excused blocks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Chips, button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.theme import Size
from cittrainer.gui.common.trainee_words import STATES
from cittrainer.gui.enrollments.add_dialog import AddPeopleDialog
from cittrainer.gui.enrollments.columns import COLUMNS
from cittrainer.gui.enrollments.excuse_dialog import ExcuseDialog
from cittrainer.gui.enrollments.fair_dialog import FairDialog
from cittrainer.gui.enrollments.next_dialog import NextDialog
from cittrainer.gui.enrollments.seat_words import rest_words, taken_words
from cittrainer.gui.enrollments.seats_dialog import SeatsDialog
from cittrainer.gui.enrollments.state_dialog import StateDialog, common_states, step_label
from cittrainer.models import (
    Agency,
    Course,
    CourseGroup,
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    ExcusedBlock,
    GroupMember,
    Person,
    PersonIdentifier,
    SeatsKept,
)
from cittrainer.queries.enrollments import CourseEnrollments, EnrollmentRow, of_course
from cittrainer.queries.seats import seating
from cittrainer.services.enrollments import remove_nomination, set_group, set_states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

S = EnrollmentState
FILTERS: dict[str, frozenset[EnrollmentState]] = {
    "all": frozenset(S),
    "seated": frozenset({S.ENROLLED, S.COMPLETED, S.NOT_COMPLETED}),
    "asking": frozenset({S.NOMINATED, S.APPROVED}),
    "waiting": frozenset({S.WAITLISTED, S.OFFERED}),
    "gone": frozenset({S.DECLINED, S.WITHDRAWN, S.NO_SHOW}),
}
"""The states that each filter shows."""

WITH_REASON = frozenset({S.APPROVED, S.DECLINED, S.WITHDRAWN, S.NO_SHOW, S.NOT_COMPLETED})
"""States for which a reason is asked."""


class EnrollmentTab(Page):
    """Everybody in one course."""

    made_of = (
        Agency, Course, CourseGroup, Enrollment, EnrollmentStateEntry, ExcusedBlock, GroupMember,
        Person, PersonIdentifier, SeatsKept,
    )  # fmt: skip

    person_opened = Signal(int)
    import_requested = Signal(int)
    """The course into which the people of a sheet are to be imported."""
    letters_wanted = Signal(int)
    """The course of which letters are to be written."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._settings = settings
        self._course_id = course_id
        self._shown: CourseEnrollments | None = None
        self.seats = label("", "heading")
        self.waiting = label("", "muted")
        self.search = SearchField(self.tr("Filter"))
        self.search.setMaximumWidth(200)
        self.chips = self._made_chips()
        self.list = ListView(
            COLUMNS, name="enrollments", settings=settings, key=lambda row: row.id, parent=self
        )
        self.list.setAccessibleName(self.tr("People in this course"))
        self.list.set_placeholder(self.tr("Nobody is in this state."))
        self.tools = ListTools(self.list, runner, self.tr("Enrollment"))
        self.import_button = button(self.tr("Import…"), icon_name="import")
        self.add = button(self.tr("Add people"), "primary", "add")
        self.state = button(self.tr("Change state"), icon_name="swap")
        self.group = button(self.tr("Group"), icon_name="groups")
        self.excuse = button(self.tr("Excuse…"), icon_name="time")
        self.seat_menu = button(self.tr("Seats"), icon_name="enrollment")
        self.letters = button(self.tr("Letters…"), icon_name="mail")
        self.empty = self._made_empty()
        self._lay_out()
        self._wire()
        self._show_selected([])
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        course_id = self._course_id
        self._runner.read(lambda db: _read(db, course_id), self._show)

    @Slot()
    def add_people(self) -> None:
        """Open the search for people to put into the course."""
        shown = self._shown
        if shown is not None:
            AddPeopleDialog(
                self._runner, self._settings, self._course_id, shown.number, shown.seats, self
            ).open()

    @Slot()
    def fill_seats(self) -> None:
        """Show who of the waiting list is next."""
        NextDialog(self._runner, self._course_id, self).open()

    @Slot()
    def edit_seats(self) -> None:
        """Open the rules of the seats and those that are kept."""
        shown = self._shown
        if shown is not None:
            SeatsDialog(self._runner, self._settings, self._course_id, shown.rows, self).open()

    @Slot()
    def show_fairness(self) -> None:
        """Show what each agency got over the years, and a proposal."""
        shown = self._shown
        if shown is not None:
            FairDialog(self._runner, self._settings, self._course_id, shown.number, self).open()

    @Slot()
    def request_import(self) -> None:
        """Ask for the import of a sheet into this course."""
        self.import_requested.emit(self._course_id)

    @Slot()
    def request_letters(self) -> None:
        """Ask for the letters of this course."""
        self.letters_wanted.emit(self._course_id)

    def change_state(self, state: EnrollmentState) -> None:
        """Bring the selected people into a state; where it wants a reason, ask for one."""
        rows, shown = self.list.selected_rows(), self._shown
        if not rows or shown is None:
            return
        if state in WITH_REASON or shown.course_state.value == "closed":
            StateDialog(self._runner, shown.number, rows, state, self).open()
            return
        ids = [row.id for row in rows]
        self._runner.write(
            step_label(rows, state, shown.number),
            lambda db: set_states(db, ids, state),
            refused=self.reload,
        )

    def put_into_group(self, set_name: str, group_id: int | None) -> None:
        """Put the selected people into a group of a set, or out of it."""
        rows: list[EnrollmentRow] = self.list.selected_rows()
        ids = [row.id for row in rows]
        if not ids or self._shown is None:
            return
        name = next((one.name for one in self._shown.groups if one.id == group_id), "")
        who = rows[0].full_name[:80] if len(rows) == 1 else f"{len(rows)} people"
        words = (
            self.tr("Put {who} into {set} {name}") if name else self.tr("Take {who} out of {set}")
        )

        def group(db: Session) -> None:
            for enrollment_id in ids:
                set_group(db, enrollment_id, set_name, group_id)

        self._runner.write(words.format(who=who, set=set_name, name=name), group)

    @Slot()
    def excuse_blocks(self) -> None:
        """Open the excused blocks of the selected person."""
        rows = self.list.selected_rows()
        if len(rows) == 1:
            ExcuseDialog(self._runner, rows[0], self).open()

    def _made_chips(self) -> Chips:
        chips = Chips(self.tr("Filter"))
        chips.add("all", self.tr("All"))
        chips.add("seated", self.tr("Enrolled"))
        chips.add("asking", self.tr("Nominated"))
        chips.add("waiting", self.tr("Waiting"))
        chips.add("gone", self.tr("Not coming"))
        return chips

    def _made_empty(self) -> EmptyPage:
        return EmptyPage(
            "enrollment",
            self.tr("Nobody in this course yet"),
            self.tr(
                "Import the sheet of nominations, or add people who are on file. Nominated people "
                "take no seat until you enroll them."
            ),
            primary=self.tr("Import a sheet…"),
            secondary=self.tr("Add people"),
        )

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(10)
        _fill(first, self.seats, self.waiting)
        first.addStretch()
        _fill(
            first, self.seat_menu, self.letters, *self.tools.buttons, self.import_button, self.add
        )
        _fill(second, self.chips, self.search)
        second.addStretch()
        _fill(second, self.state, self.group, self.excuse)
        people = QWidget()
        inside = QVBoxLayout(people)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addLayout(first)
        inside.addLayout(second)
        inside.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(people)
        self._stack.addWidget(self.empty)
        outside = QVBoxLayout(self)
        margin = Size.page_margin
        outside.setContentsMargins(margin, Size.gap, margin, margin)
        outside.addWidget(self._stack)

    def _wire(self) -> None:
        self.chips.chosen.connect(self._filter)
        self.search.textChanged.connect(self.list.set_filter)
        self.list.rows_selected.connect(self._show_selected)
        self.list.row_opened.connect(self._open_person)
        self.list.menu_wanted.connect(self._fill_menu)
        self.add.clicked.connect(self.add_people)
        self.import_button.clicked.connect(self.request_import)
        self.empty.primary_wanted.connect(self.request_import)
        self.empty.secondary_wanted.connect(self.add_people)
        self.seat_menu.clicked.connect(self._pop_seats)
        self.letters.clicked.connect(self.request_letters)
        self.state.clicked.connect(self._pop_states)
        self.group.clicked.connect(self._pop_groups)
        self.excuse.clicked.connect(self.excuse_blocks)
        keys = (("Ctrl+N", self.add_people), ("Ctrl+I", self.request_import))
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act).setContext(
                Qt.ShortcutContext.WidgetWithChildrenShortcut
            )

    def _show(self, shown: CourseEnrollments) -> None:
        self._shown = shown
        self.seats.setText(taken_words(shown.seats))
        self.waiting.setText(rest_words(shown.seats))
        for key, states in FILTERS.items():
            self.chips.set_count(key, sum(row.state in states for row in shown.rows))
        self._stack.setCurrentIndex(0 if shown.rows else 1)
        self._filter(self.chips.current)

    @Slot(str)
    def _filter(self, key: str) -> None:
        rows = () if self._shown is None else self._shown.rows
        self.list.set_rows([row for row in rows if row.state in FILTERS[key]])
        self._show_selected(self.list.selected_rows())

    @Slot(list)
    def _show_selected(self, rows: Sequence[EnrollmentRow]) -> None:
        self.state.setEnabled(bool(rows))
        self.group.setEnabled(bool(rows and self._shown and self._shown.groups))
        self.excuse.setEnabled(len(rows) == 1)

    @Slot(object)
    def _open_person(self, row: EnrollmentRow) -> None:
        self.person_opened.emit(row.person_id)

    @Slot()
    def _pop_seats(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Next from the waiting list…"), self.fill_seats)
        menu.addAction(self.tr("Fair shares over the years…"), self.show_fairness)
        menu.addAction(self.tr("Seats kept and rules…"), self.edit_seats)
        menu.popup(self.seat_menu.mapToGlobal(self.seat_menu.rect().bottomLeft()))

    @Slot()
    def _pop_states(self) -> None:
        menu = QMenu(self)
        self._fill_states(menu, self.list.selected_rows())
        menu.popup(self.state.mapToGlobal(self.state.rect().bottomLeft()))

    @Slot()
    def _pop_groups(self) -> None:
        menu = QMenu(self)
        self._fill_groups(menu)
        menu.popup(self.group.mapToGlobal(self.group.rect().bottomLeft()))

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[EnrollmentRow]) -> None:
        if not rows:
            return
        if len(rows) == 1:
            menu.addAction(self.tr("Show on the people page"), lambda: self._open_person(rows[0]))
            menu.addAction(self.tr("Excused blocks…"), self.excuse_blocks)
        self._fill_states(menu.addMenu(self.tr("Change state")), rows)
        if self._shown is not None and self._shown.groups:
            self._fill_groups(menu.addMenu(self.tr("Group")))
        if all(row.state is S.NOMINATED for row in rows):
            menu.addSeparator()
            menu.addAction(self.tr("Remove nomination"), self._remove_nominations)

    def _fill_states(self, menu: QMenu, rows: Sequence[EnrollmentRow]) -> None:
        states = common_states(rows)
        for state in states:
            text = STATES[state] + ("…" if state in WITH_REASON else "")
            menu.addAction(text, partial(self.change_state, state))
        if not states:
            none = menu.addAction(self.tr("Choose people who are in the same state"))
            none.setEnabled(False)

    def _fill_groups(self, menu: QMenu) -> None:
        groups = () if self._shown is None else self._shown.groups
        for set_name in dict.fromkeys(group.set_name for group in groups):
            menu.addSection(set_name)
            for group in groups:
                if group.set_name == set_name:
                    menu.addAction(group.name, partial(self.put_into_group, set_name, group.id))
            menu.addAction(self.tr("None"), partial(self.put_into_group, set_name, None))

    def _remove_nominations(self) -> None:
        rows, shown = self.list.selected_rows(), self._shown
        if shown is None:
            return
        ids = [row.id for row in rows]
        who = rows[0].full_name[:80] if len(rows) == 1 else f"{len(rows)} people"

        def remove(db: Session) -> None:
            for enrollment_id in ids:
                remove_nomination(db, enrollment_id)

        label_words = self.tr("Remove the nomination of {who} for {number}")
        self._runner.write(label_words.format(who=who, number=shown.number), remove)


def _read(db: Session, course_id: int) -> CourseEnrollments:
    """Everybody in the course, with what speaks against whom and the seats kept."""
    shown = of_course(db, course_id)
    seats = seating(db, course_id, today=this_day())
    rows = (replace(row, warnings=seats.warnings.get(row.id, ())) for row in shown.rows)
    return replace(shown, rows=tuple(rows), seats=seats.count)


def _fill(row: QHBoxLayout, *widgets: QWidget) -> None:
    for widget in widgets:
        row.addWidget(widget)
