"""Whose certificate runs out or ran out: what a renewal asks for, and the notices about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Chips, button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner, FileChooser
from cittrainer.gui.letters.columns import RENEWAL_COLUMNS
from cittrainer.gui.letters.dialog import LettersDialog
from cittrainer.jobs.letter_values import RENEWAL_DAYS
from cittrainer.models import (
    Agency,
    Certificate,
    EarlierRecord,
    Employment,
    Enrollment,
    Person,
    Standard,
)
from cittrainer.queries.renewals import RenewalRow, renewals

if TYPE_CHECKING:
    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

_MADE_OF = (Agency, Certificate, EarlierRecord, Employment, Enrollment, Person, Standard)

_ALL, _AHEAD, _OVER, _OPEN = "all", "ahead", "over", "open"


def fits(row: RenewalRow, shown: str) -> bool:
    """Whether a row belongs under a chip."""
    over = row.days_left(this_day()) < 0
    match shown:
        case "ahead":
            return not over
        case "over":
            return over
        case "open":
            return not row.exempt and not row.coming
        case _:
            return True


class RenewalsDialog(QDialog):
    """The list of renewals; notices go to the rows that are chosen, else to all that are shown."""

    person_opened = Signal(int)

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Renewals"))
        self._runner = runner
        self._settings = settings
        self._chooser = chooser or FileChooser()
        self._rows: tuple[RenewalRow, ...] = ()
        self.banner = Banner()
        self.within = QComboBox()
        for days, text in (
            (30, self.tr("30 days")),
            (90, self.tr("3 months")),
            (RENEWAL_DAYS, self.tr("6 months")),
            (365, self.tr("1 year")),
            (730, self.tr("2 years")),
        ):
            self.within.addItem(text, days)
        self.within.setCurrentIndex(self.within.findData(RENEWAL_DAYS))
        self.chips = Chips(self.tr("Which renewals"))
        for key, text in (
            (_ALL, self.tr("All")),
            (_AHEAD, self.tr("Running out")),
            (_OVER, self.tr("Ran out")),
            (_OPEN, self.tr("Nothing planned")),
        ):
            self.chips.add(key, text)
        self.search = SearchField(self.tr("Find a name or agency"))
        self.list = ListView(
            RENEWAL_COLUMNS, name="renewals", settings=settings, key=lambda row: row.person_id
        )
        self.list.setAccessibleName(self.tr("Renewals"))
        self.tools = ListTools(self.list, runner, self.tr("Renewals"), self._chooser)
        self.notices = button(self.tr("Notices…"), "primary", "mail")
        self.notices.setToolTip(self.tr("Letters and mail drafts to those who need a renewal"))
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self._wire()
        self.reload()

    @property
    def meant(self) -> list[RenewalRow]:
        """Whom notices are about: the rows chosen, else all that are shown."""
        return self.list.selected_rows() or self.list.rows.rows()

    @Slot()
    def reload(self) -> None:
        """Show what is on file."""
        within = int(self.within.currentData())
        self._runner.read(
            lambda db: renewals(db, today=this_day(), within_days=within),
            self._show,
            explain=self.banner.show_error,
        )

    @Slot()
    def write_notices(self) -> None:
        """Open the notices of those who are meant."""
        LettersDialog(
            self._runner,
            self._settings,
            None,
            self,
            within_days=int(self.within.currentData()),
            people=[row.person_id for row in self.meant],
            chooser=self._chooser,
        ).open()

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Reload if the step changed what is shown, whoever made it."""
        if done.touches(*_MADE_OF):
            self.reload()

    def _show(self, rows: tuple[RenewalRow, ...]) -> None:
        self._rows = rows
        for key in (_ALL, _AHEAD, _OVER, _OPEN):
            self.chips.set_count(key, sum(fits(row, key) for row in rows))
        self._filter()

    @Slot()
    def _filter(self) -> None:
        self.list.set_rows([row for row in self._rows if fits(row, self.chips.current)])
        self.list.set_filter(self.search.text())
        self.list.set_placeholder(
            self.tr("Nobody here.")
            if self._rows
            else self.tr("No certificate runs out within this time.")
        )
        self._look_ready()

    @Slot()
    def _look_ready(self) -> None:
        open_rows = [row for row in self.meant if fits(row, _OPEN)]
        self.notices.setEnabled(bool(open_rows))
        count = len(open_rows)
        several = self.tr("%d notices…") % count if count else self.tr("Notices…")
        self.notices.setText(self.tr("1 notice…") if count == 1 else several)

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[RenewalRow]) -> None:
        if len(rows) == 1:
            menu.addAction(self.tr("Open person"), partial(self._open_person, rows[0]))
        if rows:
            menu.addAction(self.tr("Notices…"), self.write_notices)

    @Slot(object)
    def _open_person(self, row: RenewalRow) -> None:
        self.person_opened.emit(row.person_id)
        self.accept()

    def _wire(self) -> None:
        self.within.currentIndexChanged.connect(self.reload)
        self.chips.chosen.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.list.rows_selected.connect(self._look_ready)
        self.list.row_opened.connect(self._open_person)
        self.list.menu_wanted.connect(self._fill_menu)
        self.notices.clicked.connect(self.write_notices)
        self.close_button.clicked.connect(self.accept)
        self._runner.changed.connect(self.refresh_after)

    def _lay_out(self) -> None:
        screen = self.screen().availableGeometry()
        self.resize(min(1080, screen.width() - 40), min(620, screen.height() - 80))
        ahead = QLabel(self.tr("Look &ahead"))
        ahead.setBuddy(self.within)
        self.search.setMaximumWidth(220)
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addWidget(self.chips)
        above.addStretch()
        for widget in (ahead, self.within, self.search):
            above.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.notices)
        for each in self.tools.buttons:
            buttons.addWidget(each)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setSpacing(12)
        inside.addWidget(label(self.tr("Renewals"), "title"))
        inside.addWidget(self.banner)
        inside.addLayout(above)
        inside.addWidget(self.list, 1)
        inside.addLayout(buttons)
