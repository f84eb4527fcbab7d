"""The skills of a rubric with a mark and a comment each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.rules.assessments import HIGHEST, LOWEST, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence


class MarksGrid(QWidget):
    """One line a skill; a digit typed into the box of marks sets it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 5)
        self._grid.setColumnStretch(2, 6)
        self._items: tuple[tuple[int, str], ...] = ()
        self.boxes: list[QComboBox] = []
        """The boxes of the marks, in the order of the skills."""
        self.comments: list[QLineEdit] = []

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is marked."""
        return tuple(
            Mark(item_id, text, box.currentData(), comment.text().strip())
            for (item_id, text), box, comment in zip(
                self._items, self.boxes, self.comments, strict=True
            )
        )

    def show_items(self, items: tuple[tuple[int, str], ...]) -> None:
        """Show the skills of a rubric, none of them observed."""
        if items == self._items:
            self.show_marks(())
            return
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._items, self.boxes, self.comments = items, [], []
        for row, (_id, text) in enumerate(items):
            box, comment = self._box(text), QLineEdit()
            comment.setAccessibleName(self.tr("Comment: %s") % text)
            comment.textChanged.connect(self.changed)
            self._grid.addWidget(label(text, wrap=True), row, 0)
            self._grid.addWidget(box, row, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(comment, row, 2, Qt.AlignmentFlag.AlignVCenter)
            self.boxes.append(box)
            self.comments.append(comment)
        self._hint()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show marks on record; a skill without one was not observed."""
        known = {one.item_id: one for one in marks}
        for (item_id, _text), box, comment in zip(
            self._items, self.boxes, self.comments, strict=True
        ):
            one = known.get(item_id)
            box.setCurrentIndex(box.findData(None if one is None else one.mark))
            comment.setText("" if one is None else one.comment)

    def _box(self, text: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(text)
        box.addItem(self.tr("Not observed"), None)
        for mark in range(LOWEST, HIGHEST + 1):
            box.addItem(str(mark), mark)
        # Scrolling through the form must not change a mark.
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.currentIndexChanged.connect(self._hint)
        return box

    def _hint(self) -> None:
        """Say where a comment is missing."""
        for one, comment in zip(self.marks, self.comments, strict=True):
            comment.setPlaceholderText(
                self.tr("Say what was seen: a %s needs it") % one.mark
                if one.lacks_comment
                else self.tr("Comment")
            )
        self.changed.emit()
