"""Which courses would fall short under a standard, and by how many minutes in which topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.jobs.falling_short import Shortfall, falling_short
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.standards import StandardRow
    from cittrainer.settings import SettingsFile

COLUMNS: tuple[Column[Shortfall], ...] = (
    Column("course", "Course", lambda row: row.course, bold=True, width=190),
    Column("number", "Number", lambda row: row.number, width=110),
    Column("topic", "Topic", lambda row: row.topic, width=160),
    Column(
        "minutes",
        "Minutes short",
        lambda row: "" if row.minutes is None else str(row.minutes),
        sort=lambda row: row.minutes,
        width=120,
    ),
    Column(
        "sentence",
        "What is missing",
        lambda row: row.sentence,
        tooltip=lambda row: row.sentence,
        width=330,
    ),
)


class FallingShortDialog(QDialog):
    """Measures every course that is not over against one standard."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        row: StandardRow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Courses that would fall short"))
        self.resize(960, 520)
        self.heading = label(f"{row.title}, version {row.number}", "title", wrap=True)
        self.words = label(self.tr("The courses are being measured …"), "muted", wrap=True)
        self.search = SearchField(self.tr("Filter"))
        self.list = ListView(
            COLUMNS,
            name="falling short",
            settings=settings,
            key=lambda one: (one.course_id, one.sentence),
        )
        self.list.setAccessibleName(self.tr("What courses would lack"))
        self.tools = ListTools(self.list, runner, self.tr("Courses that would fall short"))
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self.search.textChanged.connect(self.list.set_filter)
        self.close_button.clicked.connect(self.accept)
        standard_id = row.id
        runner.start(
            self.tr("Measure the courses"),
            lambda database, progress: falling_short(database, standard_id, progress),
            done=self._show,
            explain=self._refuse,
        )

    def _show(self, found: tuple[Shortfall, ...]) -> None:
        self.list.set_rows(found)
        short = len({each.course_id for each in found})
        self.words.setText(
            self.tr("{courses} would fall short; closed and cancelled ones are left out.").format(
                courses=counted(short, "course")
            )
            if short
            else self.tr("Every course that is not over reaches this standard.")
        )

    def _refuse(self, error: UserError) -> None:
        self.words.setText(str(error))

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(10)
        for tool in self.tools.buttons:
            below.addWidget(tool)
        below.addStretch()
        below.addWidget(self.close_button)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        for widget in (self.heading, self.words, self.search):
            outside.addWidget(widget)
        outside.addWidget(self.list, 1)
        outside.addLayout(below)
