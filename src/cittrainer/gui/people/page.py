"""The people page: everybody on file with their record, and the agencies they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Chips, PageHeader, button
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.gui.common.record_history import RecordHistory
from cittrainer.gui.common.theme import Size
from cittrainer.gui.people.agency_dialog import AgencyDialog
from cittrainer.gui.people.agency_list import AgencyList
from cittrainer.gui.people.duplicates_dialog import DuplicatesDialog
from cittrainer.gui.people.earlier_dialog import EarlierDialog
from cittrainer.gui.people.import_dialog import ImportDialog
from cittrainer.gui.people.people_list import PeopleList, PeopleTools
from cittrainer.gui.people.person_dialog import PersonDialog
from cittrainer.gui.people.person_panel import PersonPanel
from cittrainer.jobs import person_papers
from cittrainer.models import (
    Agency,
    AgencyAlias,
    Certificate,
    Course,
    CourseDay,
    EarlierRecord,
    Employment,
    Enrollment,
    EnrollmentStateEntry,
    Person,
    PersonIdentifier,
    TraineeRole,
)
from cittrainer.queries.history import of_person
from cittrainer.queries.people import anybody, record
from cittrainer.queries.people_search import OTHER_ROLES, PeopleFilter
from cittrainer.services.agencies import remove_agency
from cittrainer.services.people import remove_person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.agencies import AgencyRow
    from cittrainer.queries.people import PersonRow
    from cittrainer.settings import SettingsFile

AGENCIES = "agencies"
ROLES: dict[str, frozenset[TraineeRole]] = {
    "all": frozenset(),
    "officers": frozenset({TraineeRole.OFFICER}),
    "dispatchers": frozenset({TraineeRole.DISPATCHER}),
    "other": OTHER_ROLES,
}
"""The roles that each filter shows; none means any."""


class PeoplePage(Page):
    """Everybody on file; the one chosen stands beside the list with their record."""

    made_of = (
        Agency, AgencyAlias, Certificate, Course, CourseDay, Employment, Enrollment,
        EarlierRecord, EnrollmentStateEntry, Person, PersonIdentifier,
    )  # fmt: skip

    course_opened = Signal(int)
    said = Signal(str)
    """Something was done that is no step, such as a file that was written."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._chooser = chooser or FileChooser()
        self._settings = settings
        self.header = PageHeader(self.tr("People"))
        self.search = SearchField(self.tr("Find people"))
        self.search.setToolTip(self.tr("Names, the beginning of a number, or an agency"))
        self.search.setMaximumWidth(240)
        self.chips = self._made_chips()
        self.list = PeopleList(runner, settings)
        self.agencies = AgencyList(runner, settings)
        self.panel = PersonPanel(runner)
        self.tools = PeopleTools(self.list, runner, self.tr("People"))
        self.agency_tools = ListTools(self.agencies, runner, self.tr("Agencies"))
        self.duplicates = button(self.tr("Duplicates…"))
        self.duplicates.setToolTip(self.tr("People who may be on file twice"))
        self.import_button = button(self.tr("Import…"), icon_name="import")
        self.new = button(self.tr("New person"), "primary", "add")
        self.header.set_actions(
            (self.chips, self.search),
            (
                *(*self.tools.buttons, *self.agency_tools.buttons),
                *(self.duplicates, self.import_button, self.new),
            ),
        )
        self.empty = self._made_empty()
        self._lay_out()
        self._wire()
        self._choose(self.chips.current)
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        self._runner.read(anybody, self._show_or_invite)
        self.list.reload()
        self.agencies.reload()
        self.panel.show_person(self.panel.person_id)

    def show_person(self, person_id: int) -> None:
        """Bring one person into view, as when the search found them."""
        if self.chips.current != "all":
            self.chips.choose("all")
        self._runner.read(lambda db: record(db, person_id).full_name, self.search.setText)
        self.panel.show_person(person_id)

    @Slot()
    def add(self) -> None:
        """Open the form of a new person, or of a new agency where agencies are shown."""
        if self.chips.current == AGENCIES:
            AgencyDialog(self._runner, parent=self).open()
            return
        dialog = PersonDialog(self._runner, parent=self)
        dialog.saved.connect(self.panel.show_person)
        dialog.person_wanted.connect(self.show_person)
        dialog.open()

    @Slot(int)
    def edit_person(self, person_id: int) -> None:
        """Open the form of somebody."""
        PersonDialog(self._runner, person_id, self).open()

    @Slot(int)
    def edit_earlier(self, record_id: int) -> None:
        """Open the form of a record from elsewhere of who is shown; 0 is a new one."""
        person_id = self.panel.person_id
        if person_id is not None:
            EarlierDialog(self._runner, person_id, self.panel.name, record_id or None, self).open()

    @Slot()
    def save_transcript(self) -> None:
        """Write everything on record about who is shown as a PDF."""
        person_id = self.panel.person_id
        if person_id is None:
            return
        place = choose_place(
            self._chooser,
            self,
            self.tr("Save the transcript"),
            person_papers.transcript_name(self.panel.name),
            (".pdf",),
        )
        if place is None:
            return
        path, replace = place
        today = this_day()
        self._runner.start(
            self.tr("Transcript"),
            lambda database, progress: person_papers.write(
                database, person_id, path, today=today, replace=replace, progress=progress
            ),
            done=self._written,
        )

    def _written(self, path: Path) -> None:
        self.said.emit(saved_words(path))

    def show_history(self, row: PersonRow) -> None:
        """Show everything that happened to somebody's record."""
        person_id = row.id
        RecordHistory(
            self._runner, row.sorted_name, lambda db: of_person(db, person_id), self
        ).open()

    @Slot()
    def find_duplicates(self) -> None:
        """Show who may be on file twice."""
        DuplicatesDialog(self._runner, self._settings, self).open()

    @Slot()
    def import_people(self) -> None:
        """Open the import of a sheet."""
        self.open_import()

    def open_import(
        self, *, course_id: int | None = None, path: Path | None = None
    ) -> ImportDialog:
        """Open the import of a sheet, with a course and a file chosen already where given."""
        dialog = ImportDialog(self._runner, self._settings, course_id=course_id, parent=self)
        dialog.open()
        if path is not None:
            dialog.read_file(path)
        return dialog

    def _made_chips(self) -> Chips:
        chips = Chips(self.tr("Filter"))
        chips.add("all", self.tr("All"))
        chips.add("officers", self.tr("Officers"))
        chips.add("dispatchers", self.tr("Dispatchers"))
        chips.add("other", self.tr("Other"))
        chips.add(AGENCIES, self.tr("Agencies"))
        return chips

    def _made_empty(self) -> EmptyPage:
        return EmptyPage(
            "people",
            self.tr("Nobody on file yet"),
            self.tr(
                "Import the sheet in which agencies nominated their people: names, agencies and "
                "roles are understood, and you see everything before it is saved."
            ),
            primary=self.tr("Import a sheet…"),
            secondary=self.tr("New person"),
        )

    def _lay_out(self) -> None:
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.setChildrenCollapsible(False)
        self._beside.addWidget(self.list)
        self._beside.addWidget(self.panel)
        self._beside.setStretchFactor(0, 3)
        self._beside.setStretchFactor(1, 1)
        self._beside.setHandleWidth(Size.gap)
        self._beside.setSizes([810, 250])
        self.panel.setMinimumWidth(236)
        self._stack = QStackedWidget()
        for widget in (self._beside, self.agencies, self.empty):
            self._stack.addWidget(widget)
        below = QVBoxLayout()
        margin = Size.page_margin
        below.setContentsMargins(margin, Size.gap, margin, margin)
        below.addWidget(self._stack)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.header)
        inside.addLayout(below, 1)

    def _wire(self) -> None:
        self.chips.chosen.connect(self._choose)
        self.search.textChanged.connect(self._look_for)
        self.list.counted.connect(self._show_people_count)
        self.agencies.counted.connect(self._show_agency_count)
        self.list.rows_selected.connect(self._show_selected)
        self.list.row_opened.connect(self._edit_row)
        self.list.menu_wanted.connect(self._fill_menu)
        self.agencies.row_opened.connect(self._edit_agency)
        self.agencies.menu_wanted.connect(self._fill_agency_menu)
        self.panel.edit_wanted.connect(self.edit_person)
        self.panel.course_opened.connect(self.course_opened)
        self.panel.earlier_wanted.connect(self.edit_earlier)
        self.panel.transcript_wanted.connect(self.save_transcript)
        self.duplicates.clicked.connect(self.find_duplicates)
        self.import_button.clicked.connect(self.import_people)
        self.new.clicked.connect(self.add)
        self.empty.primary_wanted.connect(self.import_people)
        self.empty.secondary_wanted.connect(self.add)
        for keys, act in (("Ctrl+N", self.add), ("Ctrl+I", self.import_people)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find = QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @Slot(bool)
    def _show_or_invite(self, anybody: bool) -> None:
        showing_empty = self._stack.currentWidget() is self.empty
        if not anybody and self.chips.current != AGENCIES:
            self._stack.setCurrentWidget(self.empty)
        elif showing_empty:
            self._choose(self.chips.current)
        for widget in (self.search, *self.tools.buttons):
            widget.setEnabled(anybody)

    @Slot(str)
    def _choose(self, key: str) -> None:
        agencies = key == AGENCIES
        self._stack.setCurrentWidget(self.agencies if agencies else self._beside)
        for widget in self.tools.buttons:
            widget.setVisible(not agencies)
        for widget in self.agency_tools.buttons:
            widget.setVisible(agencies)
        self.new.setText(self.tr("New agency") if agencies else self.tr("New person"))
        self.new.setAccessibleName(self.new.text())
        self._look_for()

    @Slot()
    def _look_for(self) -> None:
        text, key = self.search.text(), self.chips.current
        if key == AGENCIES:
            self.agencies.set_filter(text)
            self._show_agency_count()
        else:
            self.list.look_for(PeopleFilter(text=text, roles=ROLES[key]))

    @Slot(int)
    def _show_people_count(self, number: int) -> None:
        if self.chips.current != AGENCIES:
            self._show_title(self.tr("People"), number)

    @Slot()
    def _show_agency_count(self) -> None:
        if self.chips.current == AGENCIES:
            self._show_title(self.tr("Agencies"), self.agencies.rows.rowCount())

    def _show_title(self, title: str, number: int) -> None:
        filtered = bool(self.search.text().strip())
        words = self.tr("{number} found") if filtered else self.tr("{number} on file")
        self.header.set_title(title, words.format(number=self.locale().toString(number)))

    @Slot(list)
    def _show_selected(self, rows: Sequence[PersonRow]) -> None:
        if rows:
            self.panel.show_person(rows[0].id)

    @Slot(object)
    def _edit_row(self, row: PersonRow) -> None:
        self.edit_person(row.id)

    @Slot(object)
    def _edit_agency(self, row: AgencyRow) -> None:
        AgencyDialog(self._runner, row.id, self).open()

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[PersonRow]) -> None:
        if len(rows) != 1:
            return
        row = rows[0]
        menu.addAction(self.tr("Edit…"), lambda: self.edit_person(row.id))
        menu.addAction(self.tr("History…"), lambda: self.show_history(row))
        menu.addAction(
            self.tr("Remove"),
            lambda: self._runner.write(
                self.tr("Remove {name}").format(name=row.sorted_name[:100]),
                lambda db: remove_person(db, row.id),
            ),
        )

    @Slot(object, list)
    def _fill_agency_menu(self, menu: QMenu, rows: list[AgencyRow]) -> None:
        if len(rows) != 1:
            return
        row = rows[0]
        menu.addAction(self.tr("Edit…"), lambda: self._edit_agency(row))
        menu.addAction(
            self.tr("Remove"),
            lambda: self._runner.write(
                self.tr("Remove {name}").format(name=row.name[:100]),
                lambda db: remove_agency(db, row.id),
            ),
        )
