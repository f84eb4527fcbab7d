"""The page of what is taught: curricula, the library of modules, standards with their topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from cittrainer.gui.common.cards import Chips, PageHeader
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.page import Page
from cittrainer.gui.curricula.curricula_view import CurriculaView
from cittrainer.gui.curricula.library_view import LibraryView
from cittrainer.gui.curricula.standards_view import StandardsView
from cittrainer.jobs.shipped import LABEL, load_shipped
from cittrainer.models import Course, Curriculum, CurriculumVersion, Module, Requirement, Standard
from cittrainer.queries.curricula import CurriculumRow, curricula
from cittrainer.queries.modules import LibraryRow, library
from cittrainer.queries.standards import StandardRow, standards

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.messages import FileChooser
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

CURRICULA, LIBRARY, STANDARDS = "curricula", "library", "standards"

Everything = tuple[tuple[CurriculumRow, ...], tuple[LibraryRow, ...], tuple[StandardRow, ...]]


def everything(db: Session) -> Everything:
    """All lists in one look at the file."""
    return curricula(db), library(db), standards(db)


class CurriculaPage(Page):
    """Three lists behind three filters: curricula, their modules, and standards."""

    made_of = (Course, Curriculum, CurriculumVersion, Module, Requirement, Standard)

    course_wanted = Signal(int)
    """A course is to be made from the curriculum version with this id."""

    said = Signal(str)
    """Something was written that no step tells."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self.header = PageHeader(self.tr("Curricula"))
        self.chips = Chips(self.tr("What is shown"))
        self.chips.add(CURRICULA, self.tr("Curricula"))
        self.chips.add(LIBRARY, self.tr("Modules"))
        self.chips.add(STANDARDS, self.tr("Standards"))
        self.curricula = CurriculaView(runner, settings, chooser=chooser)
        self.library = LibraryView(runner, settings)
        self.standards = StandardsView(runner, settings)
        curricula, modules, rules = self.curricula, self.library, self.standards
        self._filters = {
            CURRICULA: (curricula.search,),
            LIBRARY: (modules.delivery, modules.search),
            STANDARDS: (rules.search,),
        }
        self._buttons = {
            CURRICULA: (*curricula.tools.buttons, curricula.new),
            LIBRARY: (*modules.tools.buttons, modules.take),
            STANDARDS: (*rules.tools.buttons, rules.new),
        }
        self.header.set_actions(
            (self.chips, *(each for part in self._filters.values() for each in part)),
            [each for part in self._buttons.values() for each in part],
        )
        self.empty = EmptyPage(
            "curricula",
            self.tr("No curricula yet"),
            self.tr(
                "The program comes with curricula and with what jurisdictions ask of a course, "
                "each with its source."
            ),
            primary=self.tr("Add what comes with the program"),
        )
        self._lay_out()
        self.chips.chosen.connect(self._show_part)
        self.empty.primary_wanted.connect(self.load_shipped)
        self.curricula.course_wanted.connect(self.course_wanted)
        self.curricula.versions.said.connect(self.said)
        self._show_part(CURRICULA)
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        self._runner.read(everything, self._show)

    @Slot()
    def load_shipped(self) -> None:
        """Put what ships with the program into the file."""
        self._runner.write(LABEL, load_shipped)

    @Slot(str)
    def _show_part(self, key: str) -> None:
        views = {CURRICULA: self.curricula, LIBRARY: self.library, STANDARDS: self.standards}
        self._parts.setCurrentWidget(views[key])
        for widgets in (self._filters, self._buttons):
            for part, shown in widgets.items():
                for widget in shown:
                    widget.setVisible(part == key)

    def _show(self, found: Everything) -> None:
        versions, modules, rows = found
        self.chips.set_count(CURRICULA, len(versions))
        self.chips.set_count(LIBRARY, len(modules))
        self.chips.set_count(STANDARDS, len(rows))
        self.curricula.show_rows(versions)
        self.library.show_rows(modules, versions)
        self.standards.show_rows(rows)
        self.show_filled(bool(versions or rows))

    def _lay_out(self) -> None:
        self._parts = QStackedWidget()
        self._parts.addWidget(self.curricula)
        self._parts.addWidget(self.library)
        self._parts.addWidget(self.standards)
        self.lay_out(self.header, self._parts, self.empty)
