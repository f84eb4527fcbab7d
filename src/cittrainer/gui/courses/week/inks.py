"""The theme's colours as Qt's, made once for each scheme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from cittrainer.gui.common import theme
from cittrainer.gui.common.tokens import BlockTone, mixed
from cittrainer.rules.free_busy import BUSY, UNANSWERED
from cittrainer.rules.plan_values import AVAILABLE, NO, PREFERRED
from cittrainer.rules.values import ERROR, WARNING

if TYPE_CHECKING:
    from cittrainer.gui.common.tokens import Tokens


class Inks:
    """What the week's painters dip into; see ``Tokens`` for the meaning of each."""

    def __init__(self, tokens: Tokens) -> None:
        self.window = QColor(tokens.window)
        self.surface = QColor(tokens.surface)
        self.raised = QColor(tokens.raised)
        self.line = QColor(tokens.line)
        self.strong_line = QColor(tokens.strong_line)
        self.grid = QColor(tokens.grid)
        self.text = QColor(tokens.text)
        self.muted = QColor(tokens.muted)
        self.accent = QColor(tokens.accent)
        self.accent_soft = QColor(tokens.accent_soft)
        self.on_accent = QColor(tokens.on_accent)
        self.error = QColor(tokens.error)
        self.good = QColor(tokens.good)
        self.hover = QColor(tokens.hover)
        self.hatch = QColor(mixed(tokens.strong_line, tokens.surface, 0.75))
        self.shadow = QColor(0, 0, 0, 90 if tokens.dark else 36)
        self.bar = {tone: QColor(tokens.bar(tone)) for tone in BlockTone}
        self.fill = {tone: QColor(tokens.fill(tone)) for tone in BlockTone}
        self.fill_hovered = {
            tone: QColor(mixed(tokens.bar(tone), tokens.fill(tone), 0.1)) for tone in BlockTone
        }
        self.free = {
            PREFERRED: (QColor(tokens.good), QColor(tokens.good_soft)),
            AVAILABLE: (self.good, self.surface),
            UNANSWERED: (QColor(tokens.warning), QColor(tokens.warning_soft)),
            NO: (self.error, QColor(tokens.error_soft)),
            BUSY: (self.muted, QColor(mixed(tokens.muted, tokens.surface, 0.16))),
        }
        """Line and soft ground of each kind of ``rules.free_busy``."""
        self._severities = {
            ERROR: (QColor(tokens.error), QColor(tokens.error_soft)),
            WARNING: (QColor(tokens.warning), QColor(tokens.warning_soft)),
        }
        self._note = (self.accent, self.accent_soft)

    def severity(self, severity: str) -> tuple[QColor, QColor]:
        """The colour of a sign and of the soft ground under it."""
        return self._severities.get(severity, self._note)


@lru_cache(maxsize=4)
def _inks(tokens: Tokens) -> Inks:
    return Inks(tokens)


def inks() -> Inks:
    """The colours of the scheme that is in use now."""
    return _inks(theme.tokens())
