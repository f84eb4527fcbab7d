"""Dialogs that several pages lead to, opened over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.main_window import MainWindow


class PageDialogs(QObject):
    """Opens them for one open file; each is loaded when it is first wanted."""

    person_opened = Signal(int)

    def __init__(self, window: MainWindow, runner: Runner) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner
        self._settings = window.settings

    def write_letters(self, course_id: int) -> None:
        """Open the letters of a course."""
        from cittrainer.gui.letters.dialog import LettersDialog

        window = self._window
        LettersDialog(
            self._runner, self._settings, course_id, window, chooser=window.chooser
        ).open()

    def show_renewals(self) -> None:
        """Show whose certificate runs out."""
        from cittrainer.gui.letters.renewals_dialog import RenewalsDialog

        window = self._window
        dialog = RenewalsDialog(self._runner, self._settings, window, chooser=window.chooser)
        dialog.person_opened.connect(self.person_opened)
        dialog.open()

    def assess(self, course_id: int, enrollment_id: int, assessor: str = "") -> None:
        """Open the assessment of a trainee of a course."""
        from cittrainer.gui.skills.assess_dialog import AssessDialog

        dialog = AssessDialog(
            self._runner, course_id, enrollment_id, self._window, assessor=assessor
        )
        # Whoever enters a stack of forms goes on with the same assessor.
        dialog.next_wanted.connect(
            lambda after: self.assess(course_id, after, dialog.assessor.text())
        )
        dialog.open()

    def show_rubrics(self) -> None:
        """Show the rubrics of the academy."""
        from cittrainer.gui.skills.rubrics_dialog import RubricsDialog

        RubricsDialog(self._runner, self._settings, self._window).open()

    def edit_agency(self, agency_id: int) -> None:
        """Open the form of an agency."""
        from cittrainer.gui.people.agency_dialog import AgencyDialog

        AgencyDialog(self._runner, agency_id, self._window).open()

    def show_default_constraints(self) -> None:
        """Show what plans of new courses keep to."""
        from cittrainer.gui.constraints.defaults_dialog import DefaultConstraintsDialog

        DefaultConstraintsDialog(self._runner, self._settings, self._window).open()
