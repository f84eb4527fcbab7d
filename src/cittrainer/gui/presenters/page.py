"""The book of presenters: who they are, when they can come, what they are booked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from cittrainer.gui.common.cards import Chips, PageHeader, button
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.theme import Size
from cittrainer.gui.presenters.book_list import FILTERS, TURNS, BookList
from cittrainer.gui.presenters.confidential_dialog import ConfidentialDialog
from cittrainer.gui.presenters.edit_dialog import PresenterDialog
from cittrainer.gui.presenters.panel import PresenterPanel
from cittrainer.gui.presenters.presenter_printing import PresenterPrinting
from cittrainer.gui.presenters.switch import BOOK, view_switch
from cittrainer.gui.presenters.times_dialog import TimesDialog
from cittrainer.gui.presenters.turn_filter import TurnFilter
from cittrainer.models import (
    ActualPresenter,
    Availability,
    Block,
    Booking,
    Course,
    CourseDay,
    Presenter,
    PresenterModule,
    Qualification,
)
from cittrainer.queries.presenter_talks import standings
from cittrainer.queries.presenters import PresenterCard, PresenterRow, presenter, presenters
from cittrainer.services.presenters import remove_presenter, set_active

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenu

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.fair_rotation import Standing
    from cittrainer.settings import SettingsFile

_PANEL_WIDTH = 300


class PresentersPage(Page):
    """Everybody who teaches, tells their story, plays a role or hosts."""

    made_of = (
        ActualPresenter,
        Availability,
        Block,
        Booking,
        Course,
        CourseDay,
        Presenter,
        PresenterModule,
        Qualification,
    )

    course_opened = Signal(int)
    out_wanted = Signal(int, int)
    """The ids of a presenter and of a course to which they cannot come."""
    view_wanted = Signal(str)
    """The other view of the Presenters page, see ``switch``."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(runner, parent)
        self._wanted: int | None = None
        """Whom to select when the list is read."""
        self.header = PageHeader(self.tr("Presenters"))
        self.switch = view_switch(BOOK)
        self.header.set_switch(self.switch)
        self.search = SearchField(self.tr("Filter presenters"))
        self.search.setMaximumWidth(200)
        self.search.setMinimumWidth(120)
        self.chips = self._made_chips()
        self.turn = TurnFilter()
        self._standings: dict[int, Standing] = {}
        """What was read last; shown until it is read again, which takes longer than the list."""
        self.list = BookList(settings, self)
        self.list.setAccessibleName(self.tr("Presenters"))
        self.list.set_placeholder(self.tr("Nobody is in this part of the book."))
        self.panel = PresenterPanel(runner)
        self.printing = PresenterPrinting(runner, self)
        self.new = button(self.tr("New presenter"), "primary", "add")
        self.tools = ListTools(self.list, runner, self.tr("Presenters"))
        self.tools.export.setToolTip(
            self.tr("Write everybody to a sheet; what kind of presenter they are stays out of it")
        )
        self.header.set_actions(
            (self.chips,), (self.turn, self.search, *self.tools.buttons, self.new)
        )
        self.empty = EmptyPage(
            "presenters",
            self.tr("Nobody in the book yet"),
            self.tr(
                "Presenters teach, tell their story, play a role or host a visit. Put the first "
                "one in; then they can be booked for a course."
            ),
            primary=self.tr("New presenter"),
        )
        self._lay_out()
        self._wire()
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        today = this_day()
        self._runner.read(lambda db: presenters(db, today=today), self._show)
        self._runner.read(lambda db: standings(db, today=today), self._show_standings)
        if self.panel.shown is not None:
            self.panel.show_presenter(self.panel.shown.id)

    def show_presenter(self, presenter_id: int) -> None:
        """Show somebody who was chosen elsewhere, whatever the filters are."""
        self._wanted = presenter_id
        self.search.clear()
        self.turn.setCurrentIndex(0)
        self.panel.show_presenter(presenter_id)
        self.reload()

    @Slot()
    def make_presenter(self) -> None:
        """Open the form of a new presenter."""
        dialog = PresenterDialog(self._runner, None, self)
        dialog.saved.connect(self.show_presenter)
        dialog.open()

    @Slot(object)
    def edit(self, card: PresenterCard) -> None:
        """Open the form of somebody in the book."""
        PresenterDialog(self._runner, card, self).open()

    @Slot(object)
    def edit_times(self, card: PresenterCard) -> None:
        """Open the form of somebody's times."""
        TimesDialog(self._runner, card, self).open()

    @Slot(object)
    def offer_papers(self, card: PresenterCard) -> None:
        """Offer the papers of somebody in the book."""
        link = self.panel.papers
        menu = self.printing.menu_of(card, link)
        menu.popup(link.mapToGlobal(link.rect().bottomLeft()))

    @Slot(int)
    def open_confidential(self, presenter_id: int) -> None:
        """Open the confidential record, which is read only now."""
        ConfidentialDialog(self._runner, presenter_id, self).open()

    def _made_chips(self) -> Chips:
        chips = Chips(self.tr("Who is shown"))
        for key, text in (
            ("all", self.tr("All")),
            ("unconfirmed", self.tr("Unconfirmed")),
            ("lived", self.tr("Lived experience")),
            ("clinicians", self.tr("Clinicians")),
            ("officers", self.tr("Officers")),
            ("inactive", self.tr("Inactive")),
        ):
            chips.add(key, text)
        return chips

    def _lay_out(self) -> None:
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setChildrenCollapsible(False)
        beside.setHandleWidth(Size.gap)
        beside.addWidget(self.list)
        beside.addWidget(self.panel)
        beside.setStretchFactor(0, 1)
        self.panel.setMinimumWidth(_PANEL_WIDTH - 20)
        beside.setSizes([1000, _PANEL_WIDTH])
        self.lay_out(self.header, beside, self.empty)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.list.set_filter)
        self.chips.chosen.connect(self._filter)
        self.turn.chosen.connect(self._filter_turn)
        self.switch.chosen.connect(self.view_wanted)
        self.new.clicked.connect(self.make_presenter)
        self.empty.primary_wanted.connect(self.make_presenter)
        self.list.rows_selected.connect(self._select)
        self.list.row_opened.connect(self._open)
        self.list.menu_wanted.connect(self._fill_menu)
        self.panel.edit_wanted.connect(self.edit)
        self.panel.times_wanted.connect(self.edit_times)
        self.panel.papers_wanted.connect(self.offer_papers)
        self.panel.confidential_wanted.connect(self.open_confidential)
        self.panel.course_wanted.connect(self.course_opened)
        self.panel.out_wanted.connect(self.out_wanted)
        self.panel.active_wanted.connect(self._turn)
        self.panel.remove_wanted.connect(self.remove)
        QShortcut(QKeySequence.StandardKey.New, self, self.make_presenter)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _show(self, rows: Sequence[PresenterRow]) -> None:
        self.list.whole = self._with_standings(rows)
        self.header.set_title(
            self.tr("Presenters"), self.tr("{count} in the book").format(count=f"{len(rows):n}")
        )
        for key, shows in FILTERS.items():
            self.chips.set_count(key, sum(map(shows, rows)))
        self.show_filled(bool(rows))
        wanted = next((row for row in rows if row.id == self._wanted), None)
        if wanted is not None and not FILTERS[self.chips.current](wanted):
            self.chips.choose("all" if wanted.active else "inactive")
        else:
            self._filter(self.chips.current)
        if wanted is not None:
            self._wanted = None
            self.list.select([wanted.id])

    def _with_standings(self, rows: Sequence[PresenterRow]) -> tuple[PresenterRow, ...]:
        known = self._standings
        return tuple(replace(row, standing=known.get(row.id)) for row in rows)

    def _show_standings(self, found: dict[int, Standing]) -> None:
        """Put into the list how everybody stands."""
        self._standings = found
        self.list.whole = self._with_standings(self.list.whole)
        self._filter(self.chips.current)

    @Slot(str)
    def _filter(self, key: str) -> None:
        rows = [row for row in self.list.whole if FILTERS[key](row)]
        self.turn.show_counts(rows)
        shows = TURNS[self.turn.current]
        self.list.set_rows([row for row in rows if shows(row)])

    @Slot()
    def _filter_turn(self) -> None:
        self._filter(self.chips.current)

    @Slot(list)
    def _select(self, rows: list[PresenterRow]) -> None:
        if self._wanted is None:
            self.panel.show_presenter(rows[0].id if len(rows) == 1 else None)

    @Slot(object)
    def _open(self, row: PresenterRow) -> None:
        self._runner.read(lambda db: presenter(db, row.id), self.edit)

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[PresenterRow]) -> None:
        if len(rows) == 1:
            row = rows[0]
            menu.addAction(self.tr("Edit…"), lambda: self._open(row))
            menu.addAction(self.tr("Times…"), lambda: self._open_times(row))
        if any(row.active for row in rows):
            menu.addAction(self.tr("Set to inactive"), lambda: self.set_active(rows, active=False))
        if any(not row.active for row in rows):
            menu.addAction(self.tr("Set to active"), lambda: self.set_active(rows, active=True))
        if len(rows) == 1:
            menu.addSeparator()
            menu.addAction(self.tr("Remove from the book"), lambda: self.remove(rows[0]))

    def _open_times(self, row: PresenterRow) -> None:
        self._runner.read(lambda db: presenter(db, row.id), self.edit_times)

    def set_active(self, rows: Sequence[PresenterRow], *, active: bool) -> None:
        """Offer them for bookings again, or no longer; what they are booked for stays."""
        changing = [row for row in rows if row.active is not active]
        ids = [row.id for row in changing]
        who = f"“{changing[0].public_name}”" if len(ids) == 1 else f"{len(ids)} presenters"
        state = "active" if active else "inactive"
        self._runner.write(
            self.tr("Set {who} to {state}").format(who=who, state=state),
            lambda db: set_active(db, ids, active=active),
        )

    @Slot(object)
    def _turn(self, card: PresenterCard) -> None:
        rows = [row for row in self.list.whole if row.id == card.id]
        if rows:
            self.set_active(rows, active=not card.active)

    @Slot(object)
    def remove(self, row: PresenterRow | PresenterCard) -> None:
        """Take somebody out of the book who was never booked; it can be undone."""
        self._runner.write(
            self.tr("Remove presenter “{name}”").format(name=row.public_name),
            lambda db: remove_presenter(db, row.id),
        )
