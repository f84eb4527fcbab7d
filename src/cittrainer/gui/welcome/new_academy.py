"""The form of a new academy: its name, who works here, and where the file is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from cittrainer.db.health import notes
from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.services.academy import AcademyWords

if TYPE_CHECKING:
    from cittrainer.gui.common.messages import FileChooser

US_ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
)  # fmt: skip
"""Offered first; all others follow."""


class NewAcademyDialog(FormDialog):
    """Asks for what a new file needs; whoever opened it makes the file."""

    filled = Signal(object, object, str)
    """``AcademyWords``, the path of the file, and the name of who works here."""

    def __init__(
        self,
        proposal: Path,
        user_name: str,
        chooser: FileChooser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Set up your academy"), parent, save_label=self.tr("Make the file"), width=560
        )
        self._chooser = chooser
        self.name = QLineEdit()
        self.coordinator = QLineEdit(user_name)
        self.zone = QComboBox()
        self.path = QLineEdit(str(proposal))
        self.note = label("", "muted", wrap=True)
        self.add_field(self.tr("&Academy"), self.name, self.tr("As it is printed on papers."))
        self.add_field(
            self.tr("&Your name"),
            self.coordinator,
            self.tr("You are the coordinator on papers, and the history names you."),
        )
        self.add_field(self.tr("&Time zone"), self.zone)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.path, 1)
        choose = button(self.tr("Choose…"))
        choose.clicked.connect(self.choose_place)
        row.addWidget(choose)
        self.path.setAccessibleName(self.tr("File"))
        self.add_field(self.tr("&File"), place)
        self.body.addWidget(self.note)
        self._fill_zones()
        self.path.textChanged.connect(self._warn)
        self.save_wanted.connect(self._hand_over)
        self._warn()

    @Slot()
    def choose_place(self) -> None:
        """Ask where the file is to be kept."""
        kinds = self.tr("CIT Trainer files (*.cit)")
        path = self._chooser.save_file(self, self.tr("Keep the file"), self.path.text(), kinds)
        if path is not None:
            self.path.setText(str(path if path.suffix else path.with_suffix(".cit")))

    @Slot()
    def _hand_over(self) -> None:
        if not self.name.text().strip():
            self.refuse(Invalid("The academy has no name yet.", hint="Type it in."))
            return
        if not self.path.text().strip():
            self.refuse(Invalid("The file has no name yet.", hint="Choose where to keep it."))
            return
        self.set_busy(True)
        typed = AcademyWords(
            name=self.name.text(),
            coordinator=self.coordinator.text(),
            time_zone=self.zone.currentText(),
        )
        path = Path(self.path.text().strip()).expanduser()
        self.filled.emit(typed, path, self.coordinator.text().strip())

    @Slot()
    def _warn(self) -> None:
        """Say what is wrong with where the file is to lie."""
        self.note.setText(" ".join(notes(Path(self.path.text().strip() or "."))))

    def _fill_zones(self) -> None:
        others = sorted(available_timezones() - set(US_ZONES))
        self.zone.addItems([*US_ZONES, *others])
        here = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        at = self.zone.findText(here)
        # A server that runs on UTC says nothing about where its user is.
        known = at >= 0 and "/" in here and not here.startswith("Etc/")
        self.zone.setCurrentIndex(at if known else US_ZONES.index("America/Chicago"))
