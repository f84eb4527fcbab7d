"""What can be done about the finding that is looked at: mends, and letting it stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, clear_layout, label, line
from cittrainer.rules.overrides import can_stand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.rules.mends import Mend
    from cittrainer.rules.values import Finding


class FindingActions(QWidget):
    """One line for each mend with a button that applies it, then letting stand or taking back."""

    mend_chosen = Signal(object, object)
    """The finding and the ``Mend`` that is to be applied."""
    stand_wanted = Signal(object)
    """The finding, an error, is to be let stand; a reason is still to be asked for."""
    take_back_wanted = Signal(object)
    """The finding is to count again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding: Finding | None = None
        self._mends: tuple[Mend, ...] = ()
        self._looked = False
        """Whether it is known what would mend it."""
        self._over = False
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self.setAccessibleName(self.tr("What can be done about it"))
        self.hide()

    @property
    def finding(self) -> Finding | None:
        """What it is about."""
        return self._finding

    @property
    def mends(self) -> tuple[Mend, ...]:
        """What is offered."""
        return self._mends

    def show_finding(self, finding: Finding | None, *, over: bool) -> None:
        """Be about another finding; what mends it is shown once it is known.

        Args:
            finding: Which; None for none.
            over: Whether nothing of the course changes any more.
        """
        if (finding, over) != (self._finding, self._over) or self._mends:
            self._finding, self._over, self._mends = finding, over, ()
            self._looked = False
            self._build()

    def show_mends(self, finding: Finding, mends: Sequence[Mend]) -> None:
        """Offer what mends a finding, if it is still the one that is looked at."""
        if finding == self._finding:
            self._mends, self._looked = tuple(mends), True
            self._build()

    def press_mend(self) -> None:
        """Apply the first mend, if there is one."""
        if self._mends:
            self.mend_chosen.emit(self._finding, self._mends[0])

    def press_stand(self) -> None:
        """Let the finding stand, or take that back, whichever is possible."""
        if self._finding is None or self._over:
            return
        if self._finding.overridden:
            self.take_back_wanted.emit(self._finding)
        elif can_stand(self._finding):
            self.stand_wanted.emit(self._finding)

    def hasHeightForWidth(self) -> bool:
        """No: it takes its height itself, or the cards above would be squeezed for its words."""
        return False

    def event(self, event: QEvent) -> bool:
        """Be as high as the words need."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.setFixedHeight(max(1, self._rows.totalHeightForWidth(self.width())))
        return handled

    def _build(self) -> None:
        clear_layout(self._rows)
        one = self._finding
        if one is None or self._over:
            self.hide()
            return
        self._rows.addWidget(line())
        for mend in self._mends:
            self._rows.addWidget(self._offer(mend))
        if self._looked and not self._mends and not one.overridden:
            self._rows.addWidget(
                label(self.tr("No single change would mend it."), "small", wrap=True)
            )
        if one.overridden:
            self._rows.addWidget(self._link(self.tr("Take back"), "F2"))
        elif can_stand(one):
            self._rows.addWidget(self._link(self.tr("Let it stand…"), "F2"))
        self.setVisible(self._rows.count() > 1)

    def _offer(self, mend: Mend) -> QWidget:
        """A mend in words with its button; below, the warnings that it brings."""
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        said, why = mend.sentence, " ".join(mend.brings)
        if len(mend.brings) == 1:
            said += self.tr(" (brings a warning)")
        elif mend.brings:
            said += self.tr(" (brings {n} warnings)").format(n=len(mend.brings))
        words = label(said, "small", wrap=True)
        apply = button(self.tr("Apply"))
        apply.setObjectName("apply")
        apply.setAccessibleName(self.tr("Apply: {mend}").format(mend=said))
        apply.setAccessibleDescription(why)
        row.setToolTip(why or mend.sentence)
        apply.clicked.connect(partial(self.mend_chosen.emit, self._finding, mend))
        beside.addWidget(words, 1)
        beside.addWidget(apply, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _link(self, text: str, key: str) -> QWidget:
        link = button(text, "link")
        link.setToolTip(self.tr("{text} ({key})").format(text=text, key=key))
        link.clicked.connect(self.press_stand)
        return link
