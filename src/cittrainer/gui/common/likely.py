"""Says while a new person is typed who on file they may be."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, clear_layout, label
from cittrainer.gui.common.messages import ask
from cittrainer.queries.likely_people import likely
from cittrainer.rules.wording import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.person_values import Alike, PersonKey

_ID, _NAME = "person", "person_name"
"""The properties of a link that say who it is about."""

_PAUSE = 350
"""Milliseconds without a key after which people are compared."""


class LikelyPeople(QFrame):
    """A card that comes when somebody on file may be the person; else it is hidden."""

    chosen = Signal(int, str)
    """It is this person, by id and name."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("May be on file already"))
        self._runner = runner
        self._wanted: PersonKey | None = None
        self._asked: PersonKey | None = None
        self.found: tuple[Alike, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._look_now)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(14, 10, 14, 10)
        self._rows.setSpacing(6)
        self.hide()

    def look_soon(self, typed: PersonKey) -> None:
        """Compare what stands in the form once nobody types for a moment."""
        # The form is not asked later: two who hold each other are destroyed in any order.
        self._wanted = typed
        self._timer.start()

    def look(self, asked: PersonKey, then: Callable[[], None] | None = None) -> None:
        """Compare what stands in the form with the people on file, and go on with something."""
        self._timer.stop()
        self._asked = asked
        self._runner.read(lambda db: likely(db, asked), partial(self._show, asked, then))

    @Slot()
    def _look_now(self) -> None:
        if self._wanted is not None:
            self.look(self._wanted)

    def may_be_added(self) -> bool:
        """Whether the person is to be added all the same; asks where somebody is surely meant."""
        sure = [one.person.name for one in self.found if one.same]
        return not sure or ask(
            self,
            self.tr("Add another person of this name?"),
            self.tr("{names} is on file already and seems to be the same person.").format(
                names=listed(sure)
            ),
            self.tr("Add as another person"),
        )

    @property
    def told(self) -> list[int]:
        """The ids of those who were shown: whoever is added all the same is none of them."""
        return [one.person.id for one in self.found]

    @Slot()
    def _choose(self) -> None:
        """It is the one whose link was clicked."""
        link = self.sender()
        if link is not None:
            self.chosen.emit(int(link.property(_ID)), str(link.property(_NAME)))

    def _show(
        self, asked: PersonKey, then: Callable[[], None] | None, found: tuple[Alike, ...]
    ) -> None:
        if asked == self._asked:
            self._show_found(found)
        if then is not None:
            then()

    def _show_found(self, found: tuple[Alike, ...]) -> None:
        self.found = found
        clear_layout(self._rows)
        if found:
            self._rows.addWidget(label(self.tr("May be on file already"), "heading"))
        for one in found:
            person = one.person
            where = f", {person.agency}" if person.agency else ""
            link = button(
                self.tr("It is {name}{where}").format(name=person.name, where=where), "link"
            )
            link.setProperty(_ID, person.id)
            link.setProperty(_NAME, person.name)
            link.clicked.connect(self._choose)
            self._rows.addWidget(link)
            if one.reasons:
                self._rows.addWidget(label(" ".join(one.reasons), "small", wrap=True))
        self.setVisible(bool(found))
