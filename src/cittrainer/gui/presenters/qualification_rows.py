"""Qualifications of a presenter as rows: what they hold, and its last day where it has one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cittrainer.errors import Invalid
from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dates import short_date, typed_date
from cittrainer.gui.common.fields import OptionalDateEdit
from cittrainer.services.presenter_terms import QualificationWords

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QPushButton

    from cittrainer.rules.plan_values import QualificationValue


_EXAMPLE = date(2027, 6, 30)


@dataclass(frozen=True, slots=True)
class _Row:
    """The fields of one qualification."""

    line: QWidget
    name: QLineEdit
    until: OptionalDateEdit
    remove: QPushButton


class QualificationRows(QWidget):
    """As many rows as there are qualifications, and a button for one more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []
        self.nothing = label(self.tr("None that a course could ask for."), "muted")
        self.add = button(self.tr("Add a qualification"), "link")
        self.running_out = label("", "warning", wrap=True)
        self.running_out.hide()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.nothing)
        inside.addLayout(self._lines)
        inside.addWidget(self.running_out)
        inside.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add)
        self.add.clicked.connect(self.add_row)

    def show_held(self, held: Iterable[QualificationValue]) -> None:
        """Show what is on file."""
        for one in held:
            self._append(one.name, one.expires_on)

    def show_running_out(self, words: str) -> None:
        """Say which of those on file run out soon, or too soon."""
        self.running_out.setText(words)
        self.running_out.setVisible(bool(words))

    def typed(self, today: date) -> tuple[QualificationWords, ...]:
        """What stands in the rows; empty rows are left out.

        Raises:
            Invalid: a last day is no date, or has no qualification.
        """
        found = []
        for row in self.rows:
            name, until = row.name.text().strip(), typed_date(row.until.text(), today)
            if not name and until is not None:
                raise Invalid(
                    "A qualification has a last day but no name.", hint="Type what they hold."
                )
            if name:
                found.append(QualificationWords(name, until))
        return tuple(found)

    @Slot()
    def add_row(self) -> None:
        """Add an empty row and go there."""
        self._append("", None).name.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def take_out(self) -> None:
        """Take the row out whose button was pressed; the focus stays near."""
        pressed = self.sender()
        at = next((n for n, row in enumerate(self.rows) if row.remove is pressed), None)
        if at is None:
            return
        gone = self.rows.pop(at)
        self._lines.removeWidget(gone.line)
        gone.line.hide()
        gone.line.deleteLater()
        self.nothing.setVisible(not self.rows)
        near = self.rows[min(at, len(self.rows) - 1)].name if self.rows else self.add
        near.setFocus(Qt.FocusReason.TabFocusReason)

    def _append(self, name: str, until: date | None) -> _Row:
        line = QWidget()
        row = _Row(line, QLineEdit(name), OptionalDateEdit(), button(self.tr("Remove"), "link"))
        row.name.setMaxLength(400)
        row.name.setAccessibleName(self.tr("Qualification"))
        row.name.setPlaceholderText(self.tr("CIT instructor"))
        row.until.setAccessibleName(self.tr("Last day of the qualification"))
        row.until.setPlaceholderText(
            self.tr("until, like {date}").format(date=short_date(_EXAMPLE))
        )
        row.until.setFixedWidth(172)
        row.until.set_date(until)
        row.remove.setAccessibleName(self.tr("Remove this qualification"))
        row.remove.clicked.connect(self.take_out)
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(row.name, 1)
        inside.addWidget(row.until)
        inside.addWidget(row.remove)
        self._lines.addWidget(line)
        self.rows.append(row)
        self.nothing.hide()
        return row
