"""Standards at the left, what the chosen one asks at the right, with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, Facts, button, label
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.theme import Size
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.curricula.falling_short_dialog import FallingShortDialog
from cittrainer.gui.curricula.sources import SourcesLabel
from cittrainer.gui.curricula.standard_form import StandardForm
from cittrainer.gui.curricula.words import asked
from cittrainer.queries.standards import StandardFacts, StandardRow, standard
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.values import RequirementValue
    from cittrainer.settings import SettingsFile

LIST_WIDTH = 460

COLUMNS: tuple[Column[StandardRow], ...] = (
    Column("title", "Standard", lambda row: row.title, bold=True, width=225),
    Column(
        "hours",
        "Hours",
        lambda row: "" if row.total_hours is None else str(row.total_hours),
        sort=lambda row: row.total_hours,
        width=78,
    ),
    Column(
        "own",
        "From",
        lambda row: "Academy’s own" if row.academys_own else row.jurisdiction,
        tone=lambda row: Tone.WARNING if row.academys_own else None,
        width=125,
    ),
    Column("code", "Code", lambda row: row.code, usual=False),
    Column("number", "Version", lambda row: str(row.number), width=80),
    Column("audience", "For", lambda row: row.audience, usual=False),
    Column(
        "topics",
        "Topics",
        lambda row: str(row.requirements or ""),
        sort=lambda row: row.requirements,
        usual=False,
    ),
)

TOPIC_COLUMNS: tuple[Column[RequirementValue], ...] = (
    Column("heading", "Heading", lambda row: row.heading, width=190),
    Column("topic", "Topic", lambda row: row.topic, bold=True, width=217),
    Column(
        "minutes",
        "Least minutes",
        lambda row: "" if row.least_minutes is None else str(row.least_minutes),
        sort=lambda row: row.least_minutes,
        width=138,
    ),
    Column("optional", "Asked", lambda row: "possible" if row.optional else "yes", width=80),
)


class StandardsView(QWidget):
    """What jurisdictions ask; versions on file never change."""

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self.search = SearchField(self.tr("Filter standards"))
        self.search.setMaximumWidth(220)
        self.list = ListView(COLUMNS, name="standards", settings=settings, key=lambda row: row.id)
        self.list.setAccessibleName(self.tr("Standards"))
        self.topics = ListView(
            TOPIC_COLUMNS, name="requirements", settings=settings, key=lambda row: row.topic
        )
        self.topics.setAccessibleName(self.tr("Topics"))
        self.topics.set_placeholder(self.tr("Its source names no topics."))
        self.tools = ListTools(self.list, runner, self.tr("Standards"))
        self.short = button(self.tr("Which courses fall short"), icon_name="standards")
        self.short.setEnabled(False)
        self.new_version = button(self.tr("New version"), icon_name="edit")
        self.new_version.setEnabled(False)
        self.new = button(self.tr("New standard"), "primary", "add")
        self._settings = settings
        self._facts: StandardFacts | None = None
        self._made: int | None = None
        """What was put on file by the form and is chosen when the list has it."""
        self.card = Card(self.tr("Standard"))
        self.facts = (Facts(), Facts())
        self.note = label("", "muted", wrap=True)
        self.sources = SourcesLabel()
        beside = QHBoxLayout()
        beside.setSpacing(Size.gap)
        for facts in self.facts:
            beside.addWidget(facts, 1, Qt.AlignmentFlag.AlignTop)
        self.card.body.addLayout(beside)
        self.card.body.addWidget(self.note)
        self.card.body.addWidget(self.sources)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.short)
        below.addWidget(self.new_version)
        below.addStretch()
        self.card.body.addLayout(below)
        self._lay_out()
        self.list.rows_selected.connect(self._choose)
        self.search.textChanged.connect(self.list.set_filter)
        self.short.clicked.connect(self.show_short)
        self.new_version.clicked.connect(self.make_version)
        self.new.clicked.connect(self.make_standard)

    def show_rows(self, rows: Sequence[StandardRow]) -> None:
        """Show the standards; one stays chosen."""
        self.list.set_rows(rows)
        self._show_made()
        if rows and not self.list.selected_rows():
            self.list.select([self.list.rows.row_at(0).id])

    @Slot()
    def show_short(self) -> None:
        """Tell which courses would fall short under the chosen standard."""
        for row in self.list.selected_rows()[:1]:
            FallingShortDialog(self._runner, self._settings, row, self).open()

    @Slot()
    def make_version(self) -> None:
        """Open the form of the next version of the chosen standard."""
        if self._facts is not None:
            self._open_form(self._facts)

    @Slot()
    def make_standard(self) -> None:
        """Open the form of a standard that is new."""
        self._open_form(None)

    def _open_form(self, facts: StandardFacts | None) -> None:
        form = StandardForm(self._runner, facts, self)
        form.made.connect(self._choose_made)
        form.open()

    @Slot(int)
    def _choose_made(self, standard_id: int) -> None:
        self._made = standard_id
        self._show_made()

    def _show_made(self) -> None:
        if self._made is not None and self._made in {row.id for row in self.list.rows.rows()}:
            self.list.select([self._made])
            self._made = None

    @Slot(list)
    def _choose(self, rows: list[StandardRow]) -> None:
        self.short.setEnabled(len(rows) == 1)
        if len(rows) == 1:
            standard_id = rows[0].id
            self._runner.read(lambda db: standard(db, standard_id), self._show)

    def _show(self, facts: StandardFacts) -> None:
        self._facts = facts
        self.new_version.setEnabled(True)
        value = facts.value
        self.card.title.setText(value.title)
        topics = value.requirements
        self.card.set_note(counted(len(topics), "topic") if topics else "")
        said = asked(facts)
        half = (len(said) + 1) // 2
        for column, shown in zip(self.facts, (said[:half], said[half:]), strict=True):
            column.show_facts(shown)
        self.note.setText(facts.note)
        self.note.setVisible(bool(facts.note))
        self.sources.show_sources(facts.sources)
        self.topics.set_rows(topics)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.gap)
        column.addWidget(self.card)
        column.addWidget(self.topics, 1)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(self.list)
        beside.addWidget(right)
        beside.setSizes([LIST_WIDTH, LIST_WIDTH])
        beside.setStretchFactor(1, 1)
        beside.setChildrenCollapsible(False)
        beside.setHandleWidth(Size.gap)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(beside)
