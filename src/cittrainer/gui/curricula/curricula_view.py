"""Curricula with their versions at the left, the modules of the chosen one at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, Facts, button, label
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.theme import Size
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.curricula.module_actions import ModuleActions
from cittrainer.gui.curricula.sources import SourcesLabel
from cittrainer.gui.curricula.version_actions import VersionActions
from cittrainer.gui.curricula.words import hours, place, topics
from cittrainer.queries.curricula import CurriculumFacts, CurriculumRow, ModuleRow, curriculum
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

LIST_WIDTH = 415


def _moment(row: ModuleRow) -> tuple[int, int] | None:
    """Sorts by day and time; modules without them come last."""
    if row.day_number is None or row.start_minute is None:
        return None
    return row.day_number, row.start_minute


COLUMNS: tuple[Column[CurriculumRow], ...] = (
    Column("title", "Curriculum", lambda row: row.title, bold=True, width=235),
    Column("number", "Version", lambda row: str(row.number), sort=lambda row: row.number, width=70),
    Column(
        "state",
        "State",
        lambda row: row.state.capitalize(),
        tone=lambda row: Tone.GOOD if row.state == "published" else Tone.WARNING,
        width=100,
    ),
    Column("code", "Code", lambda row: row.code, usual=False),
    Column("audience", "For", lambda row: row.audience, usual=False),
    Column("standard", "Standard", lambda row: row.standard, usual=False),
    Column(
        "courses",
        "Courses",
        lambda row: str(row.courses),
        sort=lambda row: row.courses,
        usual=False,
    ),
)

MODULE_COLUMNS: tuple[Column[ModuleRow], ...] = (
    Column("position", "No.", lambda row: str(row.position + 1), sort=lambda row: row.position,
           width=50, searched=False),
    Column("title", "Module", lambda row: row.title, bold=True, width=230),
    Column("place", "Usually", place, sort=_moment, width=110),
    Column("minutes", "Minutes", lambda row: str(row.minutes), sort=lambda row: row.minutes,
           width=85),
    Column("delivery", "Delivery", lambda row: row.delivery.capitalize(), width=105),
    Column("topics", "Topics", topics, tooltip=topics, width=210),
    Column("rooms", "Rooms", lambda row: str(row.parts), sort=lambda row: row.parts, width=65,
           usual=False),
    Column("taught_by", "Who may teach", lambda row: row.taught_by, usual=False, width=190),
    Column("must", "Must attend", lambda row: "Yes" if row.must_attend else "", usual=False),
    Column("objectives", "Objectives", lambda row: " ".join(row.objectives.split("\n")),
           tooltip=lambda row: row.objectives, usual=False, width=260),
    Column("source", "Time from", lambda row: "its source" if row.published_source else "us",
           usual=False),
)  # fmt: skip


class CurriculaView(QWidget):
    """What courses are made from; read here, made into courses from here."""

    course_wanted = Signal(int)
    """A course is to be made from the curriculum version with this id."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._wanted: int | None = None
        """The version that is to be chosen as soon as it is in the list."""
        self.search = SearchField(self.tr("Filter modules"))
        self.search.setMaximumWidth(220)
        self.list = ListView(COLUMNS, name="curricula", settings=settings, key=lambda row: row.id)
        self.list.setAccessibleName(self.tr("Curricula"))
        self.modules = ListView(
            MODULE_COLUMNS, name="modules", settings=settings, key=lambda row: row.id
        )
        self.modules.setAccessibleName(self.tr("Modules"))
        self.tools = ListTools(self.modules, runner, self.tr("Modules"))
        self.new = button(self.tr("New course from this"), "primary", "add")
        self.new.setEnabled(False)
        self.versions = VersionActions(runner, settings, chooser or FileChooser(), self)
        self.steps = ModuleActions(runner, self.modules)
        self.modules.set_placeholder(self.tr("No modules yet: add the first one."))
        self.card = Card(self.tr("Curriculum"))
        self.facts = Facts()
        self.note = label("", "muted", wrap=True)
        self.sources = SourcesLabel()
        for widget in (self.facts, self.note, self.sources):
            self.card.body.addWidget(widget)
        self._lay_out()
        self.list.rows_selected.connect(self._choose)
        self.search.textChanged.connect(self.modules.set_filter)
        self.new.clicked.connect(self._want_course)
        self.versions.made.connect(self.show_version)

    def show_rows(self, rows: Sequence[CurriculumRow]) -> None:
        """Show the curricula; one stays chosen."""
        self.list.set_rows(rows)
        if self._wanted in {row.id for row in rows}:
            self.list.select([self._wanted])
            self._wanted = None
        elif rows and not self.list.selected_rows():
            self.list.select([self.list.rows.row_at(0).id])
        else:
            self._choose(self.list.selected_rows())

    @Slot(int)
    def show_version(self, version_id: int) -> None:
        """Choose a version, now or as soon as it is in the list."""
        self._wanted = version_id
        if self.list.rows.positions([version_id]):
            self.list.select([version_id])
            self._wanted = None

    @Slot(list)
    def _choose(self, rows: list[CurriculumRow]) -> None:
        self.new.setEnabled(len(rows) == 1 and rows[0].state == "published")
        if len(rows) == 1:
            version_id = rows[0].id
            self._runner.read(lambda db: curriculum(db, version_id), self._show, explain=self._gone)

    @Slot()
    def _want_course(self) -> None:
        for row in self.list.selected_rows()[:1]:
            self.course_wanted.emit(row.id)

    def _gone(self, _error: UserError) -> None:
        """The version was discarded while it was read: the list is read again as well."""
        self.versions.show_facts(None)

    def _show(self, facts: CurriculumFacts) -> None:
        row = facts.row
        self.versions.show_facts(facts)
        self.card.title.setText(row.title)
        self.card.set_note(f"{counted(row.modules, 'module')}, {hours(row.minutes)}")
        self.facts.show_facts(
            (
                (self.tr("Version"), f"{row.number}, {row.state}"),
                (self.tr("For"), row.audience),
                (self.tr("Standard"), row.standard),
                (self.tr("Days"), str(row.days)),
                (self.tr("Courses made"), str(row.courses)),
            )
        )
        self.note.setText(facts.note)
        self.note.setVisible(bool(facts.note))
        self.sources.show_sources(facts.sources)
        self.modules.set_rows(facts.modules)
        self.steps.show_facts(facts)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.gap)
        column.addWidget(self.card)
        column.addWidget(self.steps.bar)
        column.addWidget(self.modules, 1)
        beside = QSplitter(Qt.Orientation.Horizontal)
        left = QWidget()
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(Size.gap)
        below.addWidget(self.list, 1)
        below.addWidget(self.versions.button, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(left)
        beside.addWidget(right)
        beside.setSizes([LIST_WIDTH, 2 * LIST_WIDTH])
        beside.setStretchFactor(1, 1)
        beside.setChildrenCollapsible(False)
        beside.setHandleWidth(Size.gap)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(beside)
