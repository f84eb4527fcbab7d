"""The stipends of a course: what each presenter is to get, paid, declined, and the sheet of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner, FileChooser
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.gui.presenters.stipend_columns import COLUMNS
from cittrainer.gui.presenters.stipend_forms import AmountForm, PayForm, whose_words
from cittrainer.jobs import papers
from cittrainer.models import ActualPresenter, Block, Booking, Presenter, Stipend
from cittrainer.queries.stipends import course_stipends
from cittrainer.rules.stipends import money
from cittrainer.rules.wording import counted
from cittrainer.services.stipends import decline, take_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.stipends import CourseStipends, StipendRow
    from cittrainer.settings import SettingsFile

_PAPER = "stipends"


class StipendsDialog(QDialog):
    """A line for each presenter; P pays the selected, D notes that they decline."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Stipends"))
        self.resize(1080, 640)
        self._runner = runner
        self._course_id = course_id
        self._chooser = chooser or FileChooser()
        self._value: CourseStipends | None = None
        self.heading = label(self.tr("Stipends"), "title", wrap=True)
        self.sums = label("", "muted", wrap=True)
        self.banner = Banner()
        self.list = ListView(
            COLUMNS, name="stipends", settings=settings, key=lambda row: row.presenter_id
        )
        self.list.setAccessibleName(self.tr("Stipends"))
        self.list.set_placeholder(
            self.tr("Nobody presents in this course yet. Book presenters on the tab first.")
        )
        self.tools = ListTools(self.list, runner, self.tr("Stipends"))
        self.export = button(self.tr("Export"), icon_name="export")
        self.export.setToolTip(self.tr("Write everybody to a sheet; amounts are numbers there"))
        self.paid_button = button(self.tr("Paid…"), "primary")
        self.paid_button.setToolTip(self.tr("P in the list, for all selected"))
        self.decline_button = button(self.tr("Declined"))
        self.decline_button.setToolTip(self.tr("D in the list, for all selected"))
        self.amount_button = button(self.tr("Amount…"))
        self.amount_button.setToolTip(self.tr("Enter in the list"))
        self.back_button = button(self.tr("Take back"))
        self.back_button.setToolTip(
            self.tr("Del in the list: neither paid nor declined, and the amount by the terms")
        )
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self._wire()
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read what is due and what is settled."""
        course_id = self._course_id
        self._runner.read(
            lambda db: course_stipends(db, course_id), self._show, explain=self.banner.show_error
        )

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Read again if the step changed what is shown, whoever made it."""
        if done.touches(ActualPresenter, Block, Booking, Presenter, Stipend):
            self.reload()

    @Slot()
    def pay(self) -> None:
        """Ask when and how the selected were paid."""
        rows = _payable(self._selected())
        if rows:
            PayForm(self._runner, self._course_id, rows, self).open()

    @Slot()
    def decline(self) -> None:
        """Record that the selected take no stipend; it can be undone."""
        rows, course_id = self._selected(), self._course_id
        ids = [row.presenter_id for row in rows]
        if ids:
            self._runner.write(
                self.tr("Stipend declined: {who}").format(who=whose_words(rows)),
                lambda db: decline(db, course_id, ids),
                done=self._done,
                explain=self.banner.show_error,
            )

    @Slot()
    def take_back(self) -> None:
        """Forget what was typed or settled for the selected."""
        rows, course_id = [row for row in self._selected() if row.typed], self._course_id
        ids = [row.presenter_id for row in rows]
        if ids:
            self._runner.write(
                self.tr("Stipend taken back: {who}").format(who=whose_words(rows)),
                lambda db: take_back(db, course_id, ids),
                done=self._done,
                explain=self.banner.show_error,
            )

    @Slot()
    def change_amount(self) -> None:
        """Ask for another amount for the selected presenter."""
        rows = self._selected()
        if self.amount_button.isEnabled():
            AmountForm(self._runner, self._course_id, rows[0], self).open()

    @Slot()
    def save_sheet(self) -> None:
        """Ask where, and write the list as a sheet."""
        if self._value is None:
            return
        paper, course_id, today = papers.kind(_PAPER), self._course_id, this_day()
        place = choose_place(
            self._chooser,
            self,
            self.tr("Save the stipends"),
            papers.file_name(paper, self._value.number),
            paper.endings,
        )
        if place is None:
            return
        path, replace = place
        self._runner.start(
            paper.title,
            lambda database, progress: papers.write(
                database, paper, course_id, path, today=today, replace=replace, progress=progress
            ),
            done=self._written,
            explain=self.banner.show_error,
        )

    def _show(self, value: CourseStipends) -> None:
        self._value = value
        self.heading.setText(self.tr("Stipends of {number}").format(number=value.number))
        left = sum(not row.settled for row in value.rows)
        still = self.tr("{count} to be paid, {sum}").format(
            count=counted(left, "stipend"), sum=money(value.open_cents)
        )
        if not left:
            still = self.tr("Everything is settled")
        self.sums.setText(f"{still} · " + self.tr("paid: %s") % money(value.paid_cents))
        # Of nobody it would be true, and read as if the work was done.
        self.sums.setVisible(bool(value.rows))
        self.list.set_rows(value.rows)
        self.export.setEnabled(bool(value.rows))
        self._allow(self._selected())

    def _selected(self) -> list[StipendRow]:
        rows: list[StipendRow] = self.list.selected_rows()
        return rows

    @Slot(list)
    def _allow(self, rows: list[StipendRow]) -> None:
        unpaid = bool(rows) and all(row.paid_on is None for row in rows)
        self.paid_button.setEnabled(bool(_payable(rows)))
        self.decline_button.setEnabled(unpaid)
        self.amount_button.setEnabled(len(rows) == 1 and unpaid and not rows[0].declined)
        self.back_button.setEnabled(any(row.typed for row in rows))

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[StipendRow]) -> None:
        if rows:
            menu.addActions(self._actions)

    def _done(self, _result: object) -> None:
        self.banner.clear()

    def _written(self, path: Path) -> None:
        self.banner.show_note(saved_words(path))

    def _wire(self) -> None:
        self._actions = [
            self._action(self.tr("Paid…"), "P", self.paid_button.click),
            self._action(self.tr("Declined"), "D", self.decline_button.click),
            self._action(self.tr("Amount…"), "", self.amount_button.click),
            self._action(self.tr("Take back"), "Del", self.back_button.click),
        ]
        self.paid_button.clicked.connect(self.pay)
        self.decline_button.clicked.connect(self.decline)
        self.amount_button.clicked.connect(self.change_amount)
        self.back_button.clicked.connect(self.take_back)
        self.export.clicked.connect(self.save_sheet)
        self.close_button.clicked.connect(self.accept)
        self.list.rows_selected.connect(self._allow)
        self.list.row_opened.connect(self.change_amount)
        self.list.menu_wanted.connect(self._fill_menu)
        self._runner.changed.connect(self.refresh_after)

    def _action(self, text: str, key: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        if key:
            action.setShortcut(QKeySequence(key))
            # Letters mean this only in the list.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.list.addAction(action)
        return action

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(10)
        for widget in (self.tools.columns, self.export):
            below.addWidget(widget)
        below.addStretch()
        for widget in (
            self.close_button,
            self.back_button,
            self.amount_button,
            self.decline_button,
            self.paid_button,
        ):
            below.addWidget(widget)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        for above in (self.heading, self.sums, self.banner):
            outside.addWidget(above)
        outside.addWidget(self.list, 1)
        outside.addLayout(below)


def _payable(rows: list[StipendRow]) -> list[StipendRow]:
    """Who of the selected can be paid: one whatever is due, of several those who are still open."""
    if len(rows) == 1:
        return [row for row in rows if row.paid_on is None]
    return [row for row in rows if not row.settled]
