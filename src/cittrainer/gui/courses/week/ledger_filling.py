"""The button under the hours that names what could give missing minutes of a topic."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from cittrainer.rules.filling import Filler, Source, fillers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cittrainer.rules.filling import ModuleLike
    from cittrainer.rules.hours import Ledger, TopicLine
    from cittrainer.rules.values import Week

MOST_FILLERS = 8
"""Entries of the menu for each topic; the best come first."""


def short_topics(sums: Ledger) -> tuple[TopicLine, ...]:
    """The topics that have fewer minutes than they should, in the standard's order."""
    return tuple(line for heading in sums.headings for line in heading.topics if line.short)


class FillButton(QPushButton):
    """Opens a menu that names, per topic that is short, what could give the missing minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What could give them…"), parent)
        self.setAccessibleName(self.tr("What could give the missing minutes"))
        self.setToolTip(self.tr("Blocks and modules that teach what is short"))
        self.setProperty("kind", "link")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMenu(QMenu(self))
        self.hide()

    def show_short(self, lines: Sequence[TopicLine], *, over: bool) -> None:
        """Be there while something is short in a week that can still be changed."""
        self.setVisible(bool(lines) and not over)

    def offer(
        self,
        week: Week,
        modules: Sequence[ModuleLike],
        lines: Sequence[TopicLine],
        choose: Callable[[Filler], object],
    ) -> None:
        """Fill the menu anew.

        Args:
            week: The week as it is.
            modules: Modules of its curriculum that it does not teach.
            lines: The topics that are short of minutes.
            choose: Called with the filler that the user takes.
        """
        menu = self.menu()
        menu.clear()
        for line in lines:
            heading = self.tr("{topic}: {minutes} min short")
            menu.addSection(heading.format(topic=line.topic, minutes=line.short))
            found = fillers(week, modules, line)
            for filler in found[:MOST_FILLERS]:
                menu.addAction(self._words(filler)).triggered.connect(partial(choose, filler))
            if not found:
                nothing = menu.addAction(self.tr("Nothing in the curriculum teaches it"))
                nothing.setEnabled(False)

    def _words(self, filler: Filler) -> str:
        words = {
            Source.UNPLACED: self.tr("Place “{title}”: {minutes} min"),
            Source.MODULE: self.tr("Add “{title}”: {minutes} min"),
            Source.LONGER: self.tr("“{title}” for {length} min: {minutes} min more"),
        }[filler.source]
        said = words.format(title=filler.title, minutes=filler.minutes, length=filler.length)
        # In a menu, one & would be the mark of a key.
        return said.replace("&", "&&")
