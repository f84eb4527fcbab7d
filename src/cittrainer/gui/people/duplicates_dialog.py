"""People who may be on file twice: compared, merged field by field, or kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner
from cittrainer.gui.common.progress import ProgressPanel
from cittrainer.gui.common.tables import Column
from cittrainer.gui.people.duplicate_fields import DuplicateFields
from cittrainer.jobs import duplicates
from cittrainer.queries.people import record
from cittrainer.services.merges import keep_apart, merge

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.duplicates import Alike
    from cittrainer.queries.people import PersonRecord
    from cittrainer.rules.person_values import PersonKey
    from cittrainer.settings import SettingsFile


def _merged(db: Session, keep_id: int, other_id: int, taken: tuple[str, ...]) -> int:
    """Merge two people and return the id of the one who is gone."""
    merge(db, keep_id, other_id, take=taken, today=this_day())
    return other_id


def _kept_apart(db: Session, one_id: int, other_id: int) -> tuple[int, int]:
    """Keep two people apart and return their ids."""
    keep_apart(db, one_id, other_id)
    return one_id, other_id


def _reasons(row: Alike) -> str:
    return " ".join(row.reasons)


COLUMNS: tuple[Column[Alike], ...] = (
    Column("one", "Person", lambda row: row.one.name, bold=True, width=170),
    Column("one_agency", "Agency", lambda row: row.one.agency, width=150),
    Column("other", "May be", lambda row: row.other.name, bold=True, width=170),
    Column("other_agency", "Their agency", lambda row: row.other.agency, width=150),
    Column("points", "Points", lambda row: str(row.points), sort=lambda row: row.points, width=74),
    Column("reasons", "Reasons", _reasons, tooltip=_reasons, width=260),
)


class DuplicatesDialog(QDialog):
    """Looks through everybody on file when it opens; each decision is one step."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Possible duplicates"))
        self.resize(1000, 640)
        self._runner = runner
        self._pairs: tuple[Alike, ...] = ()
        self._shown: Alike | None = None
        self._turned = False
        self.heading = label(self.tr("People who may be on file twice"), "title")
        self.words = label("", "muted", wrap=True)
        self.banner = Banner()
        self.list = ListView(
            COLUMNS,
            name="duplicates",
            settings=settings,
            key=lambda row: (row.one.id, row.other.id),
        )
        self.list.setAccessibleName(self.tr("Pairs of people"))
        self.list.set_placeholder(self.tr("Nobody seems to be on file twice."))
        self.fields = DuplicateFields()
        self.tools = ListTools(self.list, runner, self.tr("Possible duplicates"))
        self.turn = button(self.tr("Keep the other record"), icon_name="swap")
        self.same = button(self.tr("One person"), "primary")
        self.apart = button(self.tr("Two people"))
        self.close_button = button(self.tr("Close"))
        self.panel = ProgressPanel()
        self._lay_out()
        self._wire()
        self.look()

    @Slot()
    def look(self) -> None:
        """Compare everybody on file with each other."""
        handle = self._runner.start(
            self.tr("Look for duplicates"), duplicates.find, done=self._show, explain=self._refuse
        )
        self.panel.start(self.tr("Comparing people with each other"))
        handle.progressed.connect(self.panel.set_progress)
        self.panel.cancel_wanted.connect(handle.cancel)

    @Slot()
    def merge_them(self) -> None:
        """Make one record of the two, with the chosen values."""
        pair = self._shown
        if pair is None:
            return
        keep, other = self._in_order(pair)
        taken = self.fields.taken
        self._runner.write(
            self.tr("Merge two records of {name}").format(name=keep.name[:120]),
            lambda db: _merged(db, keep.id, other.id, taken),
            done=self._drop,
            explain=self.banner.show_error,
        )

    @Slot()
    def keep_them_apart(self) -> None:
        """Remember that the two are two."""
        pair = self._shown
        if pair is None:
            return
        one, other = pair.one, pair.other
        self._runner.write(
            self.tr("Keep {one} and {other} apart").format(
                one=one.name[:80], other=other.name[:80]
            ),
            lambda db: _kept_apart(db, one.id, other.id),
            done=self._drop_pair,
            explain=self.banner.show_error,
        )

    def _in_order(self, pair: Alike) -> tuple[PersonKey, PersonKey]:
        """The record that stays, then the one that goes."""
        return (pair.other, pair.one) if self._turned else (pair.one, pair.other)

    def _show(self, found: tuple[Alike, ...]) -> None:
        self.panel.finish()
        self._pairs = found
        self._show_pairs()

    def _refuse(self, error: UserError) -> None:
        self.panel.finish()
        self.banner.show_error(error)

    def _drop(self, gone: int) -> None:
        """Somebody is no longer on file, so no pair has them."""
        pairs = self._pairs
        self._pairs = tuple(one for one in pairs if gone not in (one.one.id, one.other.id))
        self._show_pairs()

    def _drop_pair(self, ids: tuple[int, int]) -> None:
        """Two people were judged to be two."""
        self._pairs = tuple(one for one in self._pairs if (one.one.id, one.other.id) != ids)
        self._show_pairs()

    def _show_pairs(self) -> None:
        self.banner.clear()
        self.list.set_rows(self._pairs)
        if self._pairs:
            first = self._pairs[0]
            self.list.select([(first.one.id, first.other.id)])
            told = self.tr("Choose a pair and say who they are; one undo takes it back.")
        else:
            told = self.tr("Nobody on file is alike enough to ask about.")
        self.words.setText(told)
        self._choose()

    @Slot()
    def _choose(self) -> None:
        rows = self.list.selected_rows()
        self._shown = rows[0] if len(rows) == 1 else None
        self._turned = False
        self._read_pair()

    @Slot()
    def _turn_round(self) -> None:
        self._turned = not self._turned
        self._read_pair()

    def _read_pair(self) -> None:
        pair = self._shown
        for each in (self.turn, self.same, self.apart):
            each.setEnabled(pair is not None)
        self.fields.clear()
        if pair is None:
            return
        keep, other = self._in_order(pair)
        self._runner.read(
            lambda db: (record(db, keep.id), record(db, other.id)),
            self._show_records,
            explain=self.banner.show_error,
        )

    def _show_records(self, read: tuple[PersonRecord, PersonRecord]) -> None:
        """Show the two, unless others were chosen meanwhile."""
        pair = self._shown
        if pair is None:
            return
        if tuple(one.id for one in self._in_order(pair)) == tuple(one.id for one in read):
            self.fields.show_records(*read)

    def _wire(self) -> None:
        self.list.rows_selected.connect(self._choose)
        self.turn.clicked.connect(self._turn_round)
        self.same.clicked.connect(self.merge_them)
        self.apart.clicked.connect(self.keep_them_apart)
        self.close_button.clicked.connect(self.accept)
        for each, keys in ((self.same, "Alt+1"), (self.apart, "Alt+2")):
            each.setToolTip(keys)
            QShortcut(QKeySequence(keys), self, each.click)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidget(self.fields)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        self.fields.setAutoFillBackground(False)
        area.setFixedHeight(210)
        below = QHBoxLayout()
        below.setSpacing(10)
        for widget in (*self.tools.buttons, self.turn):
            below.addWidget(widget)
        below.addStretch()
        for widget in (self.close_button, self.apart, self.same):
            below.addWidget(widget)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        for widget in (self.heading, self.words, self.banner, self.panel):
            outside.addWidget(widget)
        outside.addWidget(self.list, 1)
        outside.addWidget(area)
        outside.addLayout(below)
