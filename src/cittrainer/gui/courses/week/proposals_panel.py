"""Beside the grid: what the planner proposes, in words, to be accepted or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, button, label
from cittrainer.gui.common.messages import Banner, announce
from cittrainer.gui.common.shortcuts import inside
from cittrainer.gui.courses.week.proposal_lines import (
    choice_lines,
    holding_lines,
    reason_lines,
    standing_lines,
    suggestion_lines,
)
from cittrainer.gui.courses.week.sentence_list import Line, SentenceList

if TYPE_CHECKING:
    from cittrainer.errors import UserError
    from cittrainer.jobs.arranging import Holding, Suggestion, Suggestions


MOST_HEIGHT = 236
"""Pixels that the proposals may take; more of them scroll, for what they mean is read below."""


class ProposalsPanel(Card):
    """Some proposals and what there is to say about the chosen one.

    Enter accepts the chosen proposal, Escape drops all of them.
    """

    chosen = Signal(object)
    """The ``Suggestion`` that is shown from now on; None when nothing is proposed."""
    accept_wanted = Signal()
    drop_wanted = Signal()
    again_wanted = Signal()
    """The proposals are to be made again for the plan as it is now."""
    block_looked_at = Signal(int)
    """The block of the line that mouse or keyboard is on, 0 for none."""
    block_chosen = Signal(int)
    constraint_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._suggestions: Suggestions | None = None
        self._extra: tuple[Line, ...] = ()
        """What is said whichever proposal is chosen, before it."""
        self._stale = False
        self._shown: Suggestion | None = None
        self.heading = label("", "heading", wrap=True)
        self.choices = SentenceList(self.tr("Proposals"), whole=True, most_height=MOST_HEIGHT)
        self.summary = label("", "strong", wrap=True)
        self.quality = label("", "small", wrap=True)
        self.banner = Banner()
        self.lines = SentenceList(self.tr("What the proposal changes"))
        self.accept = button(self.tr("Accept"), "primary")
        self.accept.setToolTip(self.tr("Change the plan like this, as one step (Enter)"))
        self.again = button(self.tr("Make again"), "primary")
        self.again.setToolTip(self.tr("Make the proposals for the plan as it is now (Enter)"))
        self.drop = button(self.tr("Drop"))
        self._lay_out()
        self._wire()

    @property
    def suggestion(self) -> Suggestion | None:
        """The proposal that is chosen; None when nothing is proposed."""
        return self._shown

    @property
    def suggestions(self) -> Suggestions | None:
        """All that was proposed."""
        return self._suggestions

    def show_suggestions(self, suggestions: Suggestions, extra: tuple[Line, ...] = ()) -> None:
        """Show what a planning job answered, the best proposal first.

        Args:
            suggestions: The answer.
            extra: What else there is to say, above the changes.
        """
        self._suggestions, self._extra = suggestions, extra
        self._stale = False
        self.banner.clear()
        self.setAccessibleName(suggestions.title)
        self.heading.setText(suggestions.title)
        shown = choice_lines(suggestions.found)
        self.choices.show_lines(shown)
        self.choices.setVisible(len(suggestions.found) > 1)
        self.choices.go_to(next((n for n, one in enumerate(shown) if not one.heading), 0))
        self._show(suggestions.found[0] if suggestions.found else None)
        self._tell(_spoken(suggestions))

    def show_holding(self, holding: Holding) -> None:
        """Show what holds a block, and what would have to give for the place asked for."""
        extra = tuple(holding_lines(holding))
        if holding.suggestions is not None:
            self.show_suggestions(holding.suggestions, extra)
            self.heading.setText(holding.title)
            return
        self._suggestions, self._extra = None, extra
        self._stale = False
        self.banner.clear()
        self.setAccessibleName(holding.title)
        self.heading.setText(holding.title)
        self.choices.hide()
        self._show(None)
        self._tell(holding.title)

    def show_stale(self, error: UserError) -> None:
        """Say that the plan is another by now, and offer to make the proposals again."""
        self._stale = True
        self.banner.show_error(error)
        self._show_buttons()

    def refuse(self, error: UserError) -> None:
        """Say why a proposal was not accepted."""
        self.banner.show_error(error)

    def take_focus(self) -> None:
        """Bring the keyboard to the choices, or to the lines where there is nothing to choose."""
        target = self.lines if self.choices.isHidden() else self.choices
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def press(self) -> None:
        """Do what Enter does: what the focused button says, else accept or make again."""
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton) and focused.hasFocus():
            focused.click()
            return
        for each in (self.again, self.accept, self.drop):
            if each.isVisibleTo(self) and each.isEnabled():
                each.click()
                return

    def _tell(self, words: str) -> None:
        self.setAccessibleDescription(words)
        announce(self, words)

    def _show(self, one: Suggestion | None) -> None:
        self._shown = one
        suggestions = self._suggestions
        lines = list(self._extra)
        if one is not None and suggestions is not None:
            lines += suggestion_lines(suggestions.week, one)
        if suggestions is not None:
            lines += standing_lines(suggestions.standing, suggestions.nobody)
            lines += reason_lines(suggestions.reasons)
        alone = suggestions is not None and len(suggestions.found) == 1
        self.summary.setText(one.summary if one is not None and alone else "")
        self.summary.setVisible(bool(self.summary.text()))
        self.quality.setText(one.quality if one is not None else "")
        self.quality.setVisible(bool(self.quality.text()))
        self.lines.show_lines(lines)
        self._show_buttons()
        self.chosen.emit(one)

    def _show_buttons(self) -> None:
        offered = self._shown is not None and not self._shown.change.empty
        self.accept.setVisible(offered and not self._stale)
        self.again.setVisible(self._stale)
        nothing = not offered and not self._stale
        self.drop.setText(self.tr("Close") if nothing else self.tr("Drop"))
        self.drop.setAccessibleName(self.drop.text())
        self.drop.setToolTip(
            self.tr("Go back to the plan (Esc)")
            if nothing
            else self.tr("Leave the plan as it is (Esc)")
        )

    @Slot()
    def _choose(self) -> None:
        line, suggestions = self.choices.current, self._suggestions
        if line is not None and line.number and suggestions is not None:
            one = suggestions.found[line.number - 1]
            if one is not self._shown:
                self._show(one)

    @Slot(object)
    def _look(self, line: Line | None) -> None:
        self.block_looked_at.emit(line.block_id or 0 if line is not None else 0)

    @Slot(object)
    def _follow(self, line: Line) -> None:
        if line.block_id is not None:
            self.block_chosen.emit(line.block_id)
        elif line.constraint_id is not None:
            self.constraint_chosen.emit(line.constraint_id)

    def _wire(self) -> None:
        self.choices.selectionModel().currentChanged.connect(self._choose)
        self.lines.looked_at.connect(self._look)
        self.lines.line_chosen.connect(self._follow)
        self.accept.clicked.connect(self.accept_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.drop.clicked.connect(self.drop_wanted)
        for key in ("Return", "Enter"):
            inside(self, key, self.press)
        inside(self, "Esc", self.drop.click)

    def _lay_out(self) -> None:
        for widget in (self.heading, self.choices, self.summary, self.quality, self.banner):
            self.body.addWidget(widget)
        self.body.addWidget(self.lines, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.accept, self.again, self.drop):
            row.addWidget(each, 1)
        self.body.addLayout(row)


def _spoken(suggestions: Suggestions) -> str:
    """What a screen reader says when proposals arrive."""
    found = suggestions.found
    if not found:
        return f"{suggestions.title}: nothing is proposed."
    if len(found) == 1:
        return f"{suggestions.title}: {found[0].summary}."
    return f"{suggestions.title}: {len(found)} proposals. The first: {found[0].summary}."
