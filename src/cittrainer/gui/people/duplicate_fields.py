"""Two records beside each other, field by field, with a choice of what is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dates import short_date
from cittrainer.services.merges import FIELDS

if TYPE_CHECKING:
    from cittrainer.queries.people import PersonRecord

_NAMES: Final = {
    "last_name": "Last name",
    "first_name": "First name",
    "middle_name": "Middle name",
    "suffix": "Suffix",
    "email": "E-mail",
    "phone": "Phone",
    "address": "Address",
    "birth_date": "Birth date",
    "service_since": "In service since",
    "remarks": "Remarks",
}
_LONGEST: Final = 44
"""Characters of a value that are shown; its tooltip has all of them."""


class DuplicateFields(QWidget):
    """The fields in which two records differ; a value stands against nothing where one is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._groups: dict[str, QButtonGroup] = {}

    def clear(self) -> None:
        """Show nothing."""
        self._groups.clear()
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def show_records(self, keep: PersonRecord, other: PersonRecord) -> None:
        """Show what differs; at first the record that stays is believed."""
        self.clear()
        for column, record in ((1, keep), (2, other)):
            present = record.present
            agency = present.agency if present is not None else ""
            numbers = ", ".join(value for _, value in record.identifiers)
            about = " · ".join(filter(None, (agency, numbers)))
            self._grid.addWidget(label(record.full_name, "strong"), 0, column)
            self._grid.addWidget(label(about, "muted", wrap=True), 1, column)
        row = 2
        for field in FIELDS:
            values = [_text(getattr(record, field)) for record in (keep, other)]
            if values[0] == values[1]:
                continue
            self._add(row, field, values)
            row += 1

    @property
    def taken(self) -> tuple[str, ...]:
        """The fields of which the value of the record that goes is kept."""
        return tuple(field for field, group in self._groups.items() if group.checkedId() == 1)

    def choose_other(self, field: str) -> None:
        """Keep the value of the record that goes."""
        button = self._groups[field].button(1)
        if button is not None:
            button.setChecked(True)

    def _add(self, row: int, field: str, values: list[str]) -> None:
        self._grid.addWidget(label(_NAMES[field], "muted"), row, 0)
        group = QButtonGroup(self)
        for at, value in enumerate(values):
            shown = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
            choice = QRadioButton(shown.replace("&", "&&") or self.tr("nothing"))
            choice.setAccessibleName(f"{_NAMES[field]}: {value or self.tr('nothing')}")
            choice.setToolTip(value)
            choice.setEnabled(bool(value))
            group.addButton(choice, at)
            self._grid.addWidget(choice, row, at + 1, Qt.AlignmentFlag.AlignLeft)
        group.button(0 if values[0] else 1).setChecked(True)
        self._groups[field] = group


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return short_date(value)
    return str(value).replace("\n", ", ")
