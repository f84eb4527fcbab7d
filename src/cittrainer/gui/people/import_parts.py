"""What the import of a sheet is made of: its lines, its columns, decisions and the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import Chips, button, label
from cittrainer.gui.common.trainee_words import STATES
from cittrainer.gui.people.import_mapping import MappingPanel
from cittrainer.gui.people.import_preview import PreviewList
from cittrainer.gui.people.words import VERDICTS
from cittrainer.models import EnrollmentState

if TYPE_CHECKING:
    from cittrainer.settings import SettingsFile

STATES_OFFERED = (
    EnrollmentState.NOMINATED,
    EnrollmentState.APPROVED,
    EnrollmentState.WAITLISTED,
    EnrollmentState.ENROLLED,
)
_HEIGHT_OF_COLUMNS = 190


class ImportParts(QWidget):
    """Everything that is shown once a sheet was read; the dialog connects it."""

    def __init__(self, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file_name = label("", "strong")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(self.tr("Sheet"))
        self.other_file = button(self.tr("Another file…"), icon_name="open")
        self.remembered = label("", "muted")
        self.forget = button(self.tr("Forget them"), "quiet")
        self.forget.hide()
        self.correct = button(self.tr("Columns…"), icon_name="columns")
        self.correct.setCheckable(True)
        self.correct.setToolTip(self.tr("Say which column holds what"))
        self.mapping = MappingPanel()
        self.columns = QScrollArea()
        self.columns.setWidget(self.mapping)
        self.columns.setWidgetResizable(True)
        self.columns.setFrameShape(QFrame.Shape.NoFrame)
        self.columns.viewport().setAutoFillBackground(False)
        self.mapping.setAutoFillBackground(False)
        # The lines below stay in sight, for they show at once what a correction does.
        self.columns.setFixedHeight(_HEIGHT_OF_COLUMNS)
        self.chips = Chips(self.tr("Verdicts"))
        self.chips.add("", self.tr("All"))
        for verdict, (text, _tone) in VERDICTS.items():
            self.chips.add(verdict, text)
        self.list = PreviewList(settings)
        self.list.setMinimumHeight(200)
        self.same = button(self.tr("Same person"))
        self.fresh = button(self.tr("New person"))
        self.skip = button(self.tr("Leave out"))
        self.advice = label("", "muted", wrap=True)
        self.course = QComboBox()
        self.course.setAccessibleName(self.tr("Course to enroll into"))
        self.course.addItem(self.tr("No course"), None)
        self.state = QComboBox()
        self.state.setAccessibleName(self.tr("State in the course"))
        for state in STATES_OFFERED:
            self.state.addItem(STATES[state], state)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        chosen = (self.file_name, self.sheet, self.remembered, self.forget)
        inside.addLayout(_row(*chosen, None, self.correct, self.other_file))
        inside.addWidget(self.columns)
        inside.addLayout(_row(self.chips, None))
        inside.addWidget(self.list, 1)
        decide = _row(self.advice, self.same, self.fresh, self.skip)
        decide.setStretch(0, 1)
        inside.addLayout(decide)
        into, as_state = QLabel(self.tr("Put them &into")), QLabel(self.tr("&as"))
        into.setBuddy(self.course)
        as_state.setBuddy(self.state)
        inside.addLayout(_row(into, self.course, as_state, self.state, None))
        self.columns.setVisible(False)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets beside each other; None is the gap that takes the free room."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for widget in widgets:
        if widget is None:
            row.addStretch()
        else:
            row.addWidget(widget)
    return row
