"""The dialog that asks why, before something is done that needs a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cittrainer.gui.common.cards import label
from cittrainer.gui.common.dialogs import FormDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner

REASON_HEIGHT = 76
"""Pixels; room for three lines."""


class ReasonDialog(FormDialog):
    """Asks for a reason and does what it is for."""

    def __init__(
        self,
        runner: Runner,
        title: str,
        *,
        verb: str,
        step: str,
        act: Callable[[Session, str], object],
        sentences: Sequence[str] = (),
        reason: str = "",
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            runner: Does it.
            title: The question, such as “Revoke CIT-2026-0031?”.
            verb: What the button says.
            step: What the step is called in the history.
            act: A call of one service with the reason.
            sentences: What should be known before, each on a line of its own.
            reason: What stands in the field to begin with.
            danger: Something is lost; the button is red.
            parent: The Qt parent.
        """
        super().__init__(title, parent, save_label=verb)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._step = step
        self._act = act
        if danger:
            self.save.setProperty("kind", "danger")
        for sentence in sentences:
            self.body.addWidget(label(sentence, "muted", wrap=True))
        self.reason = QPlainTextEdit(reason)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(REASON_HEIGHT)
        self.add_field(self.tr("&Reason"), self.reason, self.tr("It stays on record."))
        self.save_wanted.connect(self.act)

    @Slot()
    def act(self) -> None:
        """Do it with the reason as typed; a refusal is shown in the form."""
        self.set_busy(True)
        reason, act = self.reason.toPlainText(), self._act
        self._runner.write(
            self._step, lambda db: act(db, reason), done=self._done, explain=self.refuse
        )

    def _done(self, _result: object) -> None:
        self.settle()
        self.accept()
