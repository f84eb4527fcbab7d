"""The dialog that every form uses: a refused save stays open and nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDateEdit,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import button, label, line
from cittrainer.gui.common.fields import FormRow, typed_values
from cittrainer.gui.common.messages import Banner, ask

if TYPE_CHECKING:
    from cittrainer.errors import UserError


_ROOM_AROUND = 64
"""Pixels of the screen that a dialog leaves free over and under it."""

_NUMBER_INDENT = 8
"""Pixels before the digits in a box with arrows."""


class FormDialog(QDialog):
    """A form with Save and Cancel; Ctrl+Enter saves, Escape leaves.

    Connect `save_wanted` to what writes, and then call `accept` when it is done or `refuse` with
    the error when it is not; between the two call `set_busy`.
    """

    save_wanted = Signal()

    def __init__(
        self, title: str, parent: QWidget | None = None, *, save_label: str = "", width: int = 520
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self._typed: dict[QWidget, object] | None = None
        self._shown_before = False
        self.heading = label(title, "title", wrap=True)
        self.banner = Banner()
        self.form = QWidget()
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        outer = QVBoxLayout(self.form)
        outer.setContentsMargins(24, 4, 24, 16)
        outer.addLayout(self.body)
        outer.addStretch()
        self.save = button(save_label or self.tr("Save"), "primary")
        self.save.setDefault(True)
        self.save.setToolTip(self.tr("Ctrl+Enter"))
        self.cancel = button(self.tr("Cancel"))
        self.save.clicked.connect(self._want_save)
        self.cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save.click)
        self._lay_out()

    def add_field(self, text: str, field: QWidget, hint: str = "") -> FormRow:
        """Add a field with its label under the others; ``&`` marks the letter of its shortcut."""
        row = FormRow(text, field, hint)
        self.body.addWidget(row)
        return row

    def add_row(self, *rows: FormRow | QWidget) -> None:
        """Add several fields beside each other."""
        beside = QHBoxLayout()
        beside.setSpacing(12)
        for row in rows:
            beside.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(beside)

    def refuse(self, error: UserError) -> None:
        """Show why it was not saved; the form stays as it is."""
        self.set_busy(False)
        self.banner.show_error(error)

    def set_busy(self, busy: bool) -> None:
        """Say whether a save is under way; the button waits for it."""
        self.save.setEnabled(not busy)

    @property
    def something_typed(self) -> bool:
        """Whether a field holds something else than when the dialog was shown."""
        return self._typed is not None and typed_values(self.form) != self._typed

    def settle(self) -> None:
        """Take what stands in the fields now as not typed by the user."""
        self._typed = typed_values(self.form)

    def take_room(self) -> None:
        """Be as high as the form needs, as far as the screen allows; the rest scrolls."""
        hidden = max(0, self.form.sizeHint().height() - self._area.sizeHint().height())
        screen = self.screen().availableGeometry()
        height = min(self.sizeHint().height() + hidden, screen.height() - _ROOM_AROUND)
        higher = height - self.height()
        self.resize(self.width(), height)
        if self._shown_before and higher > 0:
            # Its middle stays where it was.
            self.move(self.x(), max(screen.top() + _ROOM_AROUND // 2, self.y() - higher // 2))

    def showEvent(self, event: QShowEvent) -> None:
        """Come into view."""
        super().showEvent(event)
        if not self._shown_before:
            self._indent_numbers()
            self.take_room()
            self._shown_before = True
            self.settle()
            self._focus_first()

    def reject(self) -> None:
        """Leave."""
        if self.something_typed and not ask(
            self,
            self.tr("Leave without saving?"),
            self.tr("What you typed here is not saved yet and would be lost."),
            self.tr("Leave"),
            danger=True,
        ):
            return
        super().reject()

    def _want_save(self) -> None:
        self.banner.clear()
        self.save_wanted.emit()

    def _indent_numbers(self) -> None:
        """Let numbers begin where texts do: a stylesheet's padding does not reach into them."""
        for box in self.form.findChildren(QAbstractSpinBox):
            if not (isinstance(box, QDateEdit) and box.calendarPopup()):
                box.lineEdit().setTextMargins(_NUMBER_INDENT, 0, 0, 0)

    def _focus_first(self) -> None:
        focus = self.form.focusWidget() or self.form.nextInFocusChain()
        for _ in range(len(self.form.findChildren(QWidget))):
            if focus is None or (
                self.form.isAncestorOf(focus)
                and focus.isEnabled()
                and focus.isVisibleTo(self)
                and focus.focusPolicy() & Qt.FocusPolicy.TabFocus
            ):
                break
            focus = focus.nextInFocusChain()
        if focus is not None and self.form.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.form)
        self.form.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        self._area = area
        above = QVBoxLayout()
        above.setContentsMargins(24, 20, 24, 8)
        above.setSpacing(12)
        above.addWidget(self.heading)
        above.addWidget(self.banner)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 14, 24, 16)
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(above)
        inside.addWidget(area, 1)
        inside.addWidget(line())
        inside.addLayout(buttons)
