"""What the Presenters tab of a course offers on paper and after it: slots, stipends, feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from cittrainer.gui.presenters.agenda_actions import bookings_of
from cittrainer.gui.presenters.feedback_dialog import FeedbackDialog
from cittrainer.gui.presenters.presenter_printing import PresenterPrinting
from cittrainer.gui.presenters.stipends_dialog import StipendsDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenu, QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.presenters.agenda_lines import AgendaLine
    from cittrainer.gui.presenters.agenda_list import AgendaList
    from cittrainer.settings import SettingsFile


class TabPapers(QObject):
    """Entries for the menus of the tab, and what they open."""

    said = Signal(str)
    """Where a file was saved."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        rows: AgendaList,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._runner = runner
        self._settings = settings
        self._course_id = course_id
        self._list = rows
        self.printing = PresenterPrinting(runner, page)
        self.printing.said.connect(self.said)

    def fill(self, menu: QMenu) -> None:
        """Add what is about the whole course."""
        menu.addSeparator()
        menu.addAction(self.tr("Print slots…"), self.print_slots)
        menu.addAction(self.tr("Stipends…"), self.show_stipends)
        menu.addAction(self.tr("Feedback…"), self.show_feedback)

    def fill_lines(self, menu: QMenu, lines: Sequence[AgendaLine]) -> None:
        """Add what is about whoever is booked in the chosen lines."""
        if bookings_of(lines):
            menu.addAction(self.tr("Print slots…"), self.print_chosen)

    @Slot()
    def print_slots(self) -> None:
        """Save the slots of everybody who is expected in the course."""
        self.printing.save_slots(self._course_id, self._number())

    @Slot()
    def print_chosen(self) -> None:
        """Save the slots of whoever is booked in the chosen lines."""
        names = {one.presenter_id: one.presenter for one in bookings_of(self._list.selected_rows())}
        if names:
            name = next(iter(names.values())) if len(names) == 1 else ""
            self.printing.save_slots(self._course_id, self._number(), tuple(names), name)

    @Slot()
    def show_stipends(self) -> None:
        """Show what each presenter gets."""
        StipendsDialog(
            self._runner,
            self._settings,
            self._course_id,
            self._page(),
            chooser=self.printing.chooser,
        ).open()

    @Slot()
    def show_feedback(self) -> None:
        """Show the comments to be reviewed for the presenters."""
        FeedbackDialog(
            self._runner,
            self._settings,
            self._course_id,
            self._page(),
            chooser=self.printing.chooser,
        ).open()

    def _number(self) -> str:
        """The course's number as its bookings know it, for the names of files."""
        lines: list[AgendaLine] = self._list.rows.rows()
        return next((one.course for one in bookings_of(lines)), "")

    def _page(self) -> QWidget:
        # Asked each time: two who hold each other are destroyed in any order.
        return cast("QWidget", self.parent())
