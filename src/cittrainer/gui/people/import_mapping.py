"""Which column of a sheet holds what, as it was guessed and as the user corrects it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from cittrainer.gui.common.fields import FormRow, adjust
from cittrainer.intake.headings import FIELDS, FULL_NAME

if TYPE_CHECKING:
    from cittrainer.intake.people_sheet import PeopleSheet

_NAMES: Final = {
    "last_name": "Last name",
    "first_name": "First name",
    "middle_name": "Middle name",
    "suffix": "Suffix",
    FULL_NAME: "Whole name",
    "agency": "Agency",
    "position": "Position",
    "identifier": "State ID or number",
    "email": "E-mail",
    "phone": "Phone",
    "years_experience": "Years of service",
    "shift": "Shift",
    "birth_date": "Birth date",
    "house_number": "House number",
    "address": "Street or address",
    "address_2": "Second address line",
    "city": "City",
    "region": "State of the address",
    "postcode": "ZIP code",
    "remarks": "Remarks",
    "course_title": "Completed course",
    "completed_on": "Completed on",
    "course_hours": "Hours of the course",
    "certificate_number": "Its certificate no.",
    "expires_on": "It counts until",
}
_BESIDE: Final = 4
"""Fields beside each other."""
_LONGEST: Final = 40
"""Characters of a heading and its first value that are shown."""
_LONGEST_SOURCE: Final = 80
_LAST_HEADING: Final = 1_000


class MappingPanel(QWidget):
    """One choice of a column for every field."""

    corrected = Signal()
    heading_moved = Signal()
    """The headings are in another line, so the columns are to be guessed anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown_line = 0
        self._boxes: dict[str, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for at, field in enumerate(FIELDS):
            box = QComboBox()
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(10)
            box.activated.connect(self._tell)
            self._boxes[field] = box
            grid.addWidget(FormRow(_NAMES[field], box), at // _BESIDE, at % _BESIDE)
        self.source = QLineEdit()
        self.source.setMaxLength(_LONGEST_SOURCE)
        self.source.setPlaceholderText(self.tr("Not remembered"))
        self.source.setToolTip(
            self.tr("Who sends such sheets; the next one is then read the same way")
        )
        row = -(-len(FIELDS) // _BESIDE)
        name = FormRow(self.tr("Remember these columns as"), self.source)
        grid.addWidget(name, row, 0, 1, 2)
        self.heading_line = QSpinBox()
        self.heading_line.setMaximum(_LAST_HEADING)
        self.heading_line.setSpecialValueText(self.tr("none"))
        adjust(self.heading_line)
        self.heading_line.editingFinished.connect(self._tell_heading)
        grid.addWidget(FormRow(self.tr("Headings are in line"), self.heading_line), row, 2)

    def show_sheet(self, sheet: PeopleSheet) -> None:
        """Offer the columns of a sheet and show how it was understood."""
        for field, box in self._boxes.items():
            box.clear()
            box.addItem(self.tr("–"), None)
            for column in sheet.columns:
                heading = column.heading or self.tr("Column {n}").format(n=column.number + 1)
                sample = f" ({column.samples[0]})" if column.samples else ""
                box.addItem(f"{heading}{sample}"[:_LONGEST], column.number)
            box.setCurrentIndex(max(0, box.findData(sheet.mapping.get(field))))
        self._shown_line = sheet.heading_line
        self.heading_line.setValue(sheet.heading_line)
        if sheet.layout:
            self.source.setText(sheet.layout)

    def propose_source(self, name: str) -> None:
        """Propose a name to remember corrected columns as, unless there is one."""
        if not self.source.text().strip():
            self.source.setText(name[:_LONGEST_SOURCE])

    @property
    def mapping(self) -> dict[str, int]:
        """From each field that was given a column to that column, from 0."""
        chosen = {field: box.currentData() for field, box in self._boxes.items()}
        return {field: column for field, column in chosen.items() if column is not None}

    def box(self, field: str) -> QComboBox:
        """The choice of one field."""
        return self._boxes[field]

    @Slot()
    def _tell_heading(self) -> None:
        if self.heading_line.value() != self._shown_line:
            self._shown_line = self.heading_line.value()
            self.heading_moved.emit()

    @Slot()
    def _tell(self) -> None:
        self.corrected.emit()
