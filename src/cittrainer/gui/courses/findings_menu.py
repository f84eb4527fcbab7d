"""The findings of one block as a menu, each with what would mend it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from cittrainer.rules.overrides import can_stand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.rules.mends import Mend
    from cittrainer.rules.values import Finding

WIDEST = 420
"""Pixels of the longest entry; the whole sentence is its tooltip."""


class Mending(Protocol):
    """Who does what the menu offers."""

    def find_mends(self, finding: Finding, found: Callable[[tuple[Mend, ...]], None]) -> None:
        """Find out what would mend a finding, and hand it over later."""

    def mend(self, finding: Finding, chosen: Mend) -> None:
        """Do what a mend says."""

    def ask_reason(self, finding: Finding) -> None:
        """Ask why an error may stand."""

    def take_back(self, finding: Finding) -> None:
        """Let an error count again."""

    def show(self, finding: Finding) -> None:
        """Look at a finding among all of them."""


class FindingsMenu(QMenu):
    """What is wrong with a block; what would mend it is looked for when an entry is opened."""

    def __init__(
        self, findings: Sequence[Finding], steps: Mending, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Findings ({n})").format(n=len(findings)))
        self._steps = steps
        for one in findings:
            self._offer(one)

    def _offer(self, finding: Finding) -> None:
        menu = self.addMenu(self._short(finding.sentence))
        menu.setToolTipsVisible(True)
        menu.menuAction().setToolTip(finding.sentence)
        waiting = menu.addAction(self.tr("Looking for what would mend it…"))
        waiting.setEnabled(False)
        menu.addSeparator()
        if finding.overridden:
            menu.addAction(self.tr("Take back"), partial(self._steps.take_back, finding))
        elif can_stand(finding):
            menu.addAction(self.tr("Let it stand…"), partial(self._steps.ask_reason, finding))
        menu.addAction(self.tr("Show among the findings"), partial(self._steps.show, finding))

        def show(found: tuple[Mend, ...]) -> None:
            # The menu may be closed, and gone, before the answer comes.
            if shiboken6.isValid(waiting):
                for mend in found:
                    action = menu.addAction(self._short(mend.sentence))
                    action.setToolTip(" ".join((mend.sentence, *mend.brings)))
                    action.triggered.connect(partial(self._apply, finding, mend))
                    menu.insertAction(waiting, action)
                menu.removeAction(waiting)

        def look() -> None:
            menu.aboutToShow.disconnect(look)
            self._steps.find_mends(finding, show)

        menu.aboutToShow.connect(look)

    def _apply(self, finding: Finding, mend: Mend, _checked: bool = False) -> None:
        self._steps.mend(finding, mend)

    def _short(self, text: str) -> str:
        """A sentence for an entry; an ampersand would underline the letter behind it."""
        metrics = QFontMetrics(self.font())
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, WIDEST).replace("&", "&&")
