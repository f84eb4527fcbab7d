"""Numbers to call, each shown when it is asked for and forgotten when the page is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cittrainer.queries.arrivals import open_number
from cittrainer.queries.confidential import contact_of
from cittrainer.services.confidential import OPENED, open_confidential

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.confidential import Contact


class Numbers(QObject):
    """The numbers that are shown now.

    It is the same press for everybody, so that a bystander cannot tell whose number is kept in a
    confidential record. Opening one is noted in the history first: what cannot be noted is not
    shown.
    """

    changed = Signal()

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._shown: dict[int, str] = {}
        self._wanted: set[int] = set()

    def of(self, presenter_id: int) -> str | None:
        """The number that is shown, empty where there is none; None while it is not shown."""
        return self._shown.get(presenter_id)

    def toggle(self, presenter_id: int) -> None:
        """Show the number of a presenter, or hide it."""
        if self._shown.pop(presenter_id, None) is not None:
            self.changed.emit()
            return
        self._wanted.add(presenter_id)
        self._runner.read(
            lambda db: open_number(db, presenter_id), partial(self._take, presenter_id)
        )

    def forget(self) -> None:
        """Hide every number; what is still on its way is not shown either."""
        self._wanted.clear()
        if self._shown:
            self._shown.clear()
            self.changed.emit()

    def _take(self, presenter_id: int, number: str | None) -> None:
        if number is not None:
            self._show(presenter_id, number)
            return
        if presenter_id in self._wanted:
            self._runner.write(
                OPENED,
                lambda db: open_confidential(db, presenter_id),
                done=partial(self._read_opened, presenter_id),
            )

    def _read_opened(self, presenter_id: int, _nothing: None) -> None:
        self._runner.read(
            lambda db: contact_of(db, [presenter_id]), partial(self._take_contact, presenter_id)
        )

    def _take_contact(self, presenter_id: int, contacts: Mapping[int, Contact]) -> None:
        contact = contacts.get(presenter_id)
        self._show(presenter_id, "" if contact is None else contact.phone)

    def _show(self, presenter_id: int, number: str) -> None:
        if presenter_id in self._wanted:
            self._wanted.discard(presenter_id)
            self._shown[presenter_id] = number
            self.changed.emit()
