"""Pages with nothing on them yet: they say what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.icons import IconLabel

_TEXT_WIDTH = 440


class EmptyPage(QWidget):
    """An icon, one sentence on what belongs here, and the button that makes a beginning."""

    primary_wanted = Signal()
    secondary_wanted = Signal()

    def __init__(
        self,
        icon_name: str,
        title: str,
        sentence: str,
        *,
        primary: str = "",
        secondary: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        centre = Qt.AlignmentFlag.AlignHCenter
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        inside.addStretch(2)
        inside.addWidget(IconLabel(icon_name, "faint", 44), 0, centre)
        inside.addSpacing(4)
        heading = label(title, "title")
        heading.setAlignment(centre)
        inside.addWidget(heading)
        words = label(sentence, "muted", wrap=True)
        words.setAlignment(centre)
        words.setFixedWidth(_TEXT_WIDTH)
        # A centred label is not asked how tall its wrapped text is, so it is told.
        words.ensurePolished()
        words.setMinimumHeight(words.heightForWidth(_TEXT_WIDTH))
        inside.addWidget(words, 0, centre)
        inside.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        self.primary = button(primary, "primary")
        self.secondary = button(secondary)
        for each, signal in (
            (self.secondary, self.secondary_wanted),
            (self.primary, self.primary_wanted),
        ):
            buttons.addWidget(each)
            each.setVisible(bool(each.text()))
            each.clicked.connect(signal)
        buttons.addStretch()
        inside.addLayout(buttons)
        inside.addStretch(3)
