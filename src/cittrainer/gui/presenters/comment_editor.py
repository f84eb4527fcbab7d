"""One comment as it was written and as a presenter may read it, with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.fields import FormRow
from cittrainer.rules.blacking_out import BLACK, still_readable
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from cittrainer.queries.feedback import FeedbackComment
    from cittrainer.rules.blacking_out import Names

_MOST_TOLD = 4


class CommentEditor(QWidget):
    """The original above, the words that are passed on below; Ctrl+B blacks out what is chosen."""

    pass_wanted = Signal(str)
    keep_wanted = Signal(str)
    """Both with the words as they stand in the field."""
    again_wanted = Signal()
    edited = Signal(str)
    """The words were changed by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comment: FeedbackComment | None = None
        self._names: Names | None = None
        self.question = label("", "strong", wrap=True)
        self.original = QPlainTextEdit(readOnly=True)
        self.original.setTabChangesFocus(True)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.note = label("", "warning", wrap=True)
        self.black = button(self.tr("Black out"))
        self.black.setToolTip(self.tr("Ctrl+B: what is chosen in the field, or the word there"))
        self.proposal = button(self.tr("As proposed"), "link")
        self.proposal.setToolTip(self.tr("Undo what was changed by hand"))
        self.again = button(self.tr("Not reviewed"), "link")
        self.again.setToolTip(self.tr("Del in the list: to be looked at again"))
        self.keep = button(self.tr("Keep back"))
        self.keep.setToolTip(self.tr("K in the list, Ctrl+K"))
        self.pass_on = button(self.tr("Pass on"), "primary")
        self.pass_on.setToolTip(self.tr("P in the list, Ctrl+Enter"))
        self._lay_out()
        self._wire()

    def show_comment(
        self, comment: FeedbackComment | None, words: str, names: Names | None, heading: str
    ) -> None:
        """Show a comment, or none.

        Args:
            comment: What was written.
            words: What stands in the field that can be edited.
            names: What is to be blacked out.
            heading: The question and the day.
        """
        self._comment, self._names = comment, names
        self.question.setText(heading)
        self.original.setPlainText("" if comment is None else comment.original)
        self.words.blockSignals(True)
        self.words.setPlainText(words)
        self.words.blockSignals(False)
        for widget in (self.words, self.black, self.proposal, self.keep, self.pass_on):
            widget.setEnabled(comment is not None)
        self.again.setEnabled(comment is not None and comment.passed_on is not None)
        self._look()

    @Slot()
    def black_out(self) -> None:
        """Black out what is chosen in the field, or the word that the cursor is in."""
        cursor = self.words.textCursor()
        if not cursor.hasSelection():
            cursor.select(cursor.SelectionType.WordUnderCursor)
        if cursor.selectedText().strip():
            cursor.insertText(BLACK)
        self.words.setFocus()

    @Slot()
    def go_back_to_proposal(self) -> None:
        """Put the proposed words into the field."""
        if self._comment is not None:
            self.words.setPlainText(self._comment.proposed)

    @Slot()
    def _changed(self) -> None:
        self._look()
        self.edited.emit(self.words.toPlainText())

    def _look(self) -> None:
        """Say which names can still be read."""
        found: tuple[str, ...] = ()
        if self._names is not None:
            found = still_readable(self.words.toPlainText(), self._names)
        self.note.setText(
            self.tr("Still to be read, and perhaps a name: {words}").format(
                words=listed(map(quoted, found[:_MOST_TOLD]))
            )
            if found
            else ""
        )
        self.note.setVisible(bool(found))

    def _wire(self) -> None:
        self.words.textChanged.connect(self._changed)
        self.black.clicked.connect(self.black_out)
        self.proposal.clicked.connect(self.go_back_to_proposal)
        self.again.clicked.connect(self.again_wanted)
        self.keep.clicked.connect(self._keep)
        self.pass_on.clicked.connect(self._pass)
        for keys, target in (
            ("Ctrl+B", self.black),
            ("Ctrl+K", self.keep),
            ("Ctrl+Return", self.pass_on),
            ("Ctrl+Enter", self.pass_on),
        ):
            QShortcut(QKeySequence(keys), self.window(), target.click)

    @Slot()
    def _keep(self) -> None:
        self.keep_wanted.emit(self.words.toPlainText())

    @Slot()
    def _pass(self) -> None:
        self.pass_wanted.emit(self.words.toPlainText())

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(10)
        for widget in (self.black, self.proposal):
            tools.addWidget(widget)
        tools.addStretch()
        decisions = QHBoxLayout()
        decisions.setSpacing(10)
        decisions.addWidget(self.again)
        decisions.addStretch()
        decisions.addWidget(self.keep)
        decisions.addWidget(self.pass_on)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.question)
        inside.addWidget(FormRow(self.tr("As it was &written"), self.original), 1)
        inside.addWidget(FormRow(self.tr("As they may &read it"), self.words), 1)
        inside.addWidget(self.note)
        inside.addLayout(tools)
        inside.addLayout(decisions)
