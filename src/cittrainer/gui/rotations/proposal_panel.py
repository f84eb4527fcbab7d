"""Beside the table: a proposed rotation in words, to be accepted or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, button, label
from cittrainer.gui.common.messages import Banner
from cittrainer.gui.rotations.lists import CHANGE, SentenceList
from cittrainer.rules.values import ERROR, NOTE
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from cittrainer.errors import UserError
    from cittrainer.jobs.rotations import Proposal


class ProposalPanel(Card):
    """What a proposal changes, what it cannot keep, and why; Escape drops it."""

    accept_wanted = Signal()
    drop_wanted = Signal()
    again_wanted = Signal()
    """The proposal is to be made again from what is on file now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.heading = label("", "heading", wrap=True)
        self.summary = label("", "strong", wrap=True)
        self.quality = label("", "small", wrap=True)
        self.banner = Banner()
        self.lines = SentenceList(self.tr("What the proposal changes"))
        self.accept = button(self.tr("Accept"), "primary")
        self.accept.setToolTip(self.tr("Take the rotation over like this, as one step"))
        self.again = button(self.tr("Make again"), "primary")
        self.drop = button(self.tr("Drop"))
        self.drop.setToolTip(self.tr("Leave the rotation as it is (Esc)"))
        self.accept.clicked.connect(self.accept_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.drop.clicked.connect(self.drop_wanted)
        for widget in (self.heading, self.summary, self.quality, self.banner):
            self.body.addWidget(widget)
        self.body.addWidget(self.lines, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.accept, self.again, self.drop):
            row.addWidget(each, 1)
        self.body.addLayout(row)
        QShortcut(QKeySequence("Esc"), self, self.drop.click)

    def show_proposal(self, title: str, proposal: Proposal, *, first: bool) -> None:
        """Show what a job answered.

        Args:
            title: What was asked for.
            proposal: The answer.
            first: Whether there was no plan before, so that there is nothing to compare with.
        """
        self.setAccessibleName(title)
        self.heading.setText(title)
        self.summary.setText(_summary(proposal, first=first))
        self.quality.setText(
            self.tr("Proven: no rotation is better.")
            if proposal.proven
            else self.tr("A better one may exist: the search ended before that was proven.")
        )
        self.banner.clear()
        self.lines.clear()
        for one in proposal.shortfalls:
            self.lines.add(ERROR, one)
        for one in proposal.reasons:
            self.lines.add(NOTE, one)
        for one in proposal.lines:
            self.lines.add(CHANGE, one)
        self._offer(stale=False)

    def show_stale(self, error: UserError) -> None:
        """Say that the rotation is another by now, and offer to make the proposal again."""
        self.banner.show_error(error)
        self._offer(stale=True)

    def refuse(self, error: UserError) -> None:
        """Say why the proposal was not accepted."""
        self.banner.show_error(error)

    def _offer(self, *, stale: bool) -> None:
        self.accept.setVisible(not stale)
        self.again.setVisible(stale)


def _summary(proposal: Proposal, *, first: bool) -> str:
    if proposal.shortfalls:
        return "Not everything can be kept; this comes nearest."
    if first:
        return f"Every group meets every scenario: {counted(len(proposal.meetings), 'meeting')}."
    if proposal.lines:
        return f"{counted(len(proposal.lines), 'change')} to the rotation."
    return "Nothing in the rotation changes."
