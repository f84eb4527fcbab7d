"""The academy's facts and policies, edited in place and saved as one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from cittrainer.errors import UnreadableFile, UserError
from cittrainer.gui.common.cards import Card, button
from cittrainer.gui.common.fields import adjust
from cittrainer.gui.common.messages import Banner, FileChooser
from cittrainer.gui.forms.ui_settings_academy import Ui_SettingsAcademyForm
from cittrainer.queries.academy import academy
from cittrainer.queries.standards import standards
from cittrainer.services.academy import LARGEST_LOGO, AcademyWords, edit_academy, set_logo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.academy import AcademyCard as Card_
    from cittrainer.queries.standards import StandardRow

_LOGO_SIZE = 72


class AcademyCard(Card):
    """What papers and rules take from the academy; Save writes all of it."""

    def __init__(
        self, runner: Runner, chooser: FileChooser | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Academy", parent=parent)
        self._runner = runner
        self._chooser = chooser or FileChooser()
        self._seen = 0
        self.banner = Banner()
        self.ui = Ui_SettingsAcademyForm()
        form = QWidget()
        self.ui.setupUi(form)
        for box in self._numbers():
            adjust(box)
        self.ui.time_zone.addItems(sorted(available_timezones()))
        self.logo = QLabel()
        self.logo.setFixedSize(_LOGO_SIZE * 2, _LOGO_SIZE)
        self.logo.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.choose_logo = button(self.tr("Choose a logo…"))
        self.no_logo = button(self.tr("No logo"))
        self.save = button(self.tr("Save"), "primary")
        buttons = QHBoxLayout()
        for widget in (self.logo, self.choose_logo, self.no_logo):
            buttons.addWidget(widget)
        buttons.addStretch()
        buttons.addWidget(self.save)
        self.body.addWidget(self.banner)
        self.body.addWidget(form)
        self.body.addLayout(buttons)
        self.save.clicked.connect(self.write)
        self.choose_logo.clicked.connect(self.ask_for_logo)
        self.no_logo.clicked.connect(lambda: self._set_logo(None))

    def reload(self) -> None:
        """Show what is on file; what was typed and not saved is left alone."""
        self._runner.read(lambda db: (academy(db), standards(db)), self._show)

    @Slot()
    def write(self) -> None:
        """Save everything that stands in the form."""
        self.banner.clear()
        typed, seen = self._typed(), self._seen

        def act(db: Session) -> None:
            edit_academy(db, typed, seen=seen)

        self._runner.write(
            self.tr("Change the academy"),
            act,
            done=partial(self._saved, typed),
            explain=self.banner.show_error,
        )

    @Slot()
    def ask_for_logo(self) -> None:
        """Choose a picture for the papers."""
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg)")
        path = self._chooser.open_file(self, self.tr("Choose a logo"), kinds)
        if path is None:
            return
        try:
            if path.stat().st_size > LARGEST_LOGO * 4:
                raise UnreadableFile("The picture is too large.", hint="Make it smaller.")
            self._set_logo(path.read_bytes())
        except OSError:
            self.banner.show_error(
                UnreadableFile(f"“{path.name}” cannot be read.", hint="Choose another picture.")
            )
        except UserError as error:
            self.banner.show_error(error)

    def _set_logo(self, logo: bytes | None) -> None:
        self._runner.write(
            self.tr("Use another logo") if logo else self.tr("Use no logo"),
            lambda db: set_logo(db, logo),
            done=self._logo_set,
            explain=self.banner.show_error,
        )

    def _logo_set(self, _nothing: None) -> None:
        self.reload()

    def _saved(self, sent: AcademyWords, _nothing: None) -> None:
        # What was typed is shown as it is kept now; what somebody typed since is left alone.
        if self._typed() == sent:
            self._seen = 0
        self.reload()

    def _show(self, read: tuple[Card_ | None, tuple[StandardRow, ...]]) -> None:
        card, found = read
        self.setEnabled(card is not None)
        if card is None or card.version == self._seen:
            return
        ui = self.ui
        self._seen = card.version
        for field, value in (
            (ui.name, card.name),
            (ui.coordinator, card.coordinator),
            (ui.coordinator_title, card.coordinator_title),
            (ui.phone, card.phone),
            (ui.email, card.email),
            (ui.prefix, card.certificate_prefix),
            (ui.holidays, card.holiday_region),
        ):
            field.setText(value)
        ui.address.setPlainText(card.address)
        ui.time_zone.setCurrentText(card.time_zone)
        ui.attendance.setValue(card.attendance_percent)
        ui.threshold.setValue(card.suppression_threshold)
        ui.match_same.setValue(card.match_same)
        ui.match_ask.setValue(card.match_ask)
        ui.target.setValue(card.target_percent)
        ui.turnover.setValue(card.turnover_percent)
        ui.offer_days.setValue(card.offer_days)
        ui.keep_birth_dates.setChecked(card.keep_birth_dates)
        ui.standard.clear()
        ui.standard.addItem(self.tr("None"), None)
        for row in found:
            ui.standard.addItem(row.title, row.id)
        ui.standard.setCurrentIndex(max(0, ui.standard.findData(card.standard_id)))
        self._show_logo(card.logo)

    def _show_logo(self, logo: bytes | None) -> None:
        picture = QPixmap()
        if logo is not None:
            picture.loadFromData(logo)
        if picture.isNull():
            self.logo.setText(self.tr("No logo"))
        else:
            smooth = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.KeepAspectRatio
            self.logo.setPixmap(picture.scaled(self.logo.size(), keep, smooth))
        self.no_logo.setEnabled(logo is not None)

    def _typed(self) -> AcademyWords:
        ui = self.ui
        return AcademyWords(
            name=ui.name.text(),
            address=ui.address.toPlainText(),
            time_zone=ui.time_zone.currentText(),
            coordinator=ui.coordinator.text(),
            coordinator_title=ui.coordinator_title.text(),
            phone=ui.phone.text(),
            email=ui.email.text(),
            certificate_prefix=ui.prefix.text(),
            suppression_threshold=ui.threshold.value(),
            attendance_percent=ui.attendance.value(),
            standard_id=ui.standard.currentData(),
            holiday_region=ui.holidays.text(),
            keep_birth_dates=ui.keep_birth_dates.isChecked(),
            match_same=ui.match_same.value(),
            match_ask=ui.match_ask.value(),
            target_percent=ui.target.value(),
            turnover_percent=ui.turnover.value(),
            offer_days=ui.offer_days.value(),
        )

    def _numbers(self) -> tuple[QSpinBox, ...]:
        ui = self.ui
        return (
            *(ui.attendance, ui.threshold, ui.match_same, ui.match_ask),
            *(ui.target, ui.turnover, ui.offer_days),
        )
