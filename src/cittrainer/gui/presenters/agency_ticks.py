"""A list of agencies to tick, as high as what it holds up to a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from cittrainer.queries.agencies import AgencyName

_ID = Qt.ItemDataRole.UserRole

_MOST_LINES = 5


class AgencyTicks(QListWidget):
    """Agencies to tick; a click anywhere on a line or the space bar ticks it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)

    @property
    def ticked(self) -> tuple[int, ...]:
        """The ids of the agencies that are ticked."""
        items = (self.item(at) for at in range(self.count()))
        return tuple(item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked)

    def show_agencies(self, agencies: Iterable[AgencyName], ticked: Collection[int]) -> None:
        """Show agencies to choose from, those that are ticked first."""
        self.clear()
        for agency in sorted(agencies, key=lambda one: one.id not in ticked):
            item = QListWidgetItem(agency.name)
            item.setToolTip(agency.name)
            item.setData(_ID, agency.id)
            chosen = agency.id in ticked
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its lines, up to five."""
        lines = max(1, min(self.count(), _MOST_LINES))
        line = max(self.sizeHintForRow(0), self.fontMetrics().height() + 8)
        return QSize(super().sizeHint().width(), lines * line + 2 * self.frameWidth() + 8)
