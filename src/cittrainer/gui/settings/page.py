"""The settings: the academy, this computer, and the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import Card, PageHeader, button, label
from cittrainer.gui.common.fields import FormRow
from cittrainer.gui.common.theme import Size
from cittrainer.gui.settings.academy_card import AcademyCard
from cittrainer.gui.settings.data_card import DataCard
from cittrainer.models import Academy, Standard
from cittrainer.settings import ThemeChoice

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cittrainer.db import StepDone
    from cittrainer.gui.common.messages import FileChooser
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile

_WIDEST = 860


class SettingsPage(QWidget):
    """Everything that is set once."""

    theme_chosen = Signal(object)
    name_changed = Signal(str)
    """The name that the history shows from the next start on."""
    backup_wanted = Signal()
    restore_wanted = Signal(object)
    open_wanted = Signal()
    new_wanted = Signal()
    constraints_wanted = Signal()
    """What plans of new courses keep to is to be shown."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.header = PageHeader(self.tr("Settings"))
        self.academy = AcademyCard(runner, chooser)
        self.computer = Card(self.tr("This computer"))
        self.name = QLineEdit(settings.value.user_name)
        self.theme = QComboBox()
        for choice, text in (
            (ThemeChoice.SYSTEM, self.tr("As the system is")),
            (ThemeChoice.LIGHT, self.tr("Light")),
            (ThemeChoice.DARK, self.tr("Dark")),
        ):
            self.theme.addItem(text, choice)
        self.theme.setCurrentIndex(max(0, self.theme.findData(settings.value.theme)))
        self.planning = Card(self.tr("Planning"))
        self.constraints = button(self.tr("Default constraints…"))
        self.data = DataCard(runner)
        self._lay_out()
        self._wire()
        runner.changed.connect(self.refresh_after)

    def reload(self) -> None:
        """Show what is on file."""
        self.academy.reload()
        self.data.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Come into view, up to date."""
        super().showEvent(event)
        self.reload()

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Reload if the step changed what is shown, whoever made it."""
        if self.isVisible() and done.touches(Academy, Standard):
            self.reload()

    @Slot()
    def _keep_name(self) -> None:
        name = " ".join(self.name.text().split())[:200]
        if name != self._settings.value.user_name:
            self._settings.change(user_name=name)
            self.name_changed.emit(name)

    @Slot()
    def _keep_theme(self) -> None:
        choice = ThemeChoice(self.theme.currentData())
        self._settings.change(theme=choice)
        self.theme_chosen.emit(choice)

    def _wire(self) -> None:
        self.name.editingFinished.connect(self._keep_name)
        self.theme.activated.connect(self._keep_theme)
        self.constraints.clicked.connect(self.constraints_wanted)
        self.data.backup_wanted.connect(self.backup_wanted)
        self.data.restore_wanted.connect(self.restore_wanted)
        self.data.open_wanted.connect(self.open_wanted)
        self.data.new_wanted.connect(self.new_wanted)

    def _lay_out(self) -> None:
        self.computer.body.addWidget(
            FormRow(self.tr("Your &name"), self.name, self.tr("The history names you by it."))
        )
        self.computer.body.addWidget(FormRow(self.tr("&Colors"), self.theme))
        self._lay_out_planning()
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST + 2 * Size.page_margin)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(Size.page_margin, 16, Size.page_margin, Size.page_margin)
        rows.setSpacing(16)
        for card in (self.academy, self.planning, self.computer, self.data):
            rows.addWidget(card)
        rows.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(self.header)
        outside.addWidget(area, 1)

    def _lay_out_planning(self) -> None:
        words = self.tr(
            "What the plan of every new course keeps to until somebody changes it there: lunch, "
            "ways between buildings, rest between stories."
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(words, wrap=True), 1)
        row.addWidget(self.constraints)
        self.planning.body.addLayout(row)
