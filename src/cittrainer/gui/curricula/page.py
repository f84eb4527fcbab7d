"""The page of what is taught: curricula with their modules, standards with their topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from cittrainer.gui.common.cards import Chips, PageHeader
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.page import Page
from cittrainer.gui.curricula.curricula_view import CurriculaView
from cittrainer.gui.curricula.standards_view import StandardsView
from cittrainer.jobs.shipped import LABEL, load_shipped
from cittrainer.models import Course, Curriculum, CurriculumVersion, Module, Requirement, Standard
from cittrainer.queries.curricula import CurriculumRow, curricula
from cittrainer.queries.standards import StandardRow, standards

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

CURRICULA, STANDARDS = "curricula", "standards"


def everything(db: Session) -> tuple[tuple[CurriculumRow, ...], tuple[StandardRow, ...]]:
    """Both lists in one look at the file."""
    return curricula(db), standards(db)


class CurriculaPage(Page):
    """Two lists behind two filters: curricula and standards."""

    made_of = (Course, Curriculum, CurriculumVersion, Module, Requirement, Standard)

    course_wanted = Signal(int)
    """A course is to be made from the curriculum version with this id."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(runner, parent)
        self.header = PageHeader(self.tr("Curricula"))
        self.chips = Chips(self.tr("What is shown"))
        self.chips.add(CURRICULA, self.tr("Curricula"))
        self.chips.add(STANDARDS, self.tr("Standards"))
        self.curricula = CurriculaView(runner, settings)
        self.standards = StandardsView(runner, settings)
        self.header.set_actions(
            (self.chips, self.curricula.search, self.standards.search),
            (*self.curricula.tools.buttons, *self.standards.tools.buttons, self.curricula.new),
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
        standards_shown = key == STANDARDS
        self._parts.setCurrentWidget(self.standards if standards_shown else self.curricula)
        for widget in (self.curricula.search, self.curricula.new, *self.curricula.tools.buttons):
            widget.setVisible(not standards_shown)
        for widget in (self.standards.search, *self.standards.tools.buttons):
            widget.setVisible(standards_shown)

    def _show(self, found: tuple[tuple[CurriculumRow, ...], tuple[StandardRow, ...]]) -> None:
        versions, rows = found
        self.chips.set_count(CURRICULA, len(versions))
        self.chips.set_count(STANDARDS, len(rows))
        self.curricula.show_rows(versions)
        self.standards.show_rows(rows)
        self.show_filled(bool(versions or rows))

    def _lay_out(self) -> None:
        self._parts = QStackedWidget()
        self._parts.addWidget(self.curricula)
        self._parts.addWidget(self.standards)
        self.lay_out(self.header, self._parts, self.empty)
