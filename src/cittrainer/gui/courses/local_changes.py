"""What a course gives otherwise than its curriculum, and taking it back into the curriculum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner
from cittrainer.gui.common.tables import Column
from cittrainer.queries.curriculum_values import course_changes
from cittrainer.rules.wording import counted, duration, quoted
from cittrainer.services.curriculum_drafts import take_back

if TYPE_CHECKING:
    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.curriculum_difference import Change, Difference
    from cittrainer.settings import SettingsFile

COLUMNS: tuple[Column[Change], ...] = (
    Column(
        "sentence",
        "Difference",
        lambda row: row.sentence,
        tooltip=lambda row: row.sentence,
        width=660,
    ),
)


class LocalChangesDialog(QDialog):
    """A course's own changes, one sentence each; those chosen become a draft."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Differences from the curriculum"))
        self.resize(760, 500)
        self._runner = runner
        self._course_id = course_id
        self._title = title
        self.heading = label(title, "title", wrap=True)
        self.banner = Banner()
        self.words = label("", "muted", wrap=True)
        self.list = ListView(
            COLUMNS, name="local changes", settings=settings, key=lambda one: one.id
        )
        self.list.setAccessibleName(self.tr("Differences from the curriculum"))
        self.list.set_placeholder(self.tr("The course gives what its curriculum says."))
        self.tools = ListTools(self.list, runner, self.tr("Differences from the curriculum"))
        self.take = button(self.tr("Take back into a draft"), "primary")
        self.take.setToolTip(self.tr("A new draft of the curriculum with the chosen differences"))
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self.list.rows_selected.connect(self._selected)
        self.take.clicked.connect(self.take_chosen)
        self.close_button.clicked.connect(self.accept)
        self._selected([])
        runner.read(lambda db: course_changes(db, course_id), self._show, explain=self._refuse)

    @Slot()
    def take_chosen(self) -> None:
        """Make a draft with the chosen differences; the course and its version stay."""
        self.banner.clear()
        self.take.setEnabled(False)
        course_id = self._course_id
        chosen = [row.id for row in self.list.selected_rows()]
        self._runner.write(
            self.tr("Take changes of {course} back into a draft").format(
                course=quoted(self._title)
            ),
            lambda db: take_back(db, course_id, chosen),
            done=self._taken,
            explain=self._refuse,
        )

    def _taken(self, _version_id: int) -> None:
        self.accept()

    def _refuse(self, error: UserError) -> None:
        self.banner.show_error(error)
        self._selected(self.list.selected_rows())

    @Slot(list)
    def _selected(self, rows: list[Change]) -> None:
        self.take.setEnabled(bool(rows))

    def _show(self, found: Difference | None) -> None:
        if found is None:
            self.words.setText(self.tr("The course was made from no curriculum."))
            self.list.set_placeholder("")
            return
        self.list.set_rows(found.changes)
        taught = found.taught
        self.words.setText(
            self.tr("{count}; instruction {after}, in the curriculum {before}.").format(
                count=counted(len(found.changes), "difference"),
                after=duration(taught.after),
                before=duration(taught.before),
            )
            + (" " + self.tr("Choose what is to be taken back.") if found else "")
        )

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(10)
        for tool in self.tools.buttons:
            below.addWidget(tool)
        below.addStretch()
        below.addWidget(self.close_button)
        below.addWidget(self.take)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        for widget in (self.heading, self.banner, self.words):
            outside.addWidget(widget)
        outside.addWidget(self.list, 1)
        outside.addLayout(below)
