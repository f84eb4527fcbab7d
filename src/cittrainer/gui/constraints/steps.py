"""What the user does with constraints, each as one step of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cittrainer.gui.constraints.words import step_words
from cittrainer.jobs.constraint_defaults import LABEL, load_defaults
from cittrainer.rules.wording import counted
from cittrainer.services.constraints import remove_constraints, switch_constraints, take_defaults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.constraints import ConstraintList, ConstraintRow


class ConstraintSteps(QObject):
    """Asks the runner for each change, under the words that Undo shows.

    Args:
        runner: The window's door to the database.
        course_id: Whose constraints; None for the academy's defaults.
        parent: The page that shows them.
    """

    def __init__(self, runner: Runner, course_id: int | None, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._course_id = runner, course_id
        self._shown: ConstraintList | None = None

    def show(self, shown: ConstraintList) -> None:
        """Know what is on file."""
        self._shown = shown

    def switch(self, rows: Sequence[ConstraintRow], *, active: bool) -> None:
        """Keep to constraints, or pass over them for now."""
        ids = [row.id for row in rows if row.value.active is not active]
        if not ids or self._over:
            return
        verb = self.tr("Switch on") if active else self.tr("Switch off")
        said = [row.sentence for row in rows if row.id in ids]
        self._runner.write(
            step_words(verb, said), lambda db: switch_constraints(db, ids, active=active)
        )

    def remove(self, rows: Sequence[ConstraintRow]) -> None:
        """Remove constraints."""
        ids = [row.id for row in rows]
        if ids and not self._over:
            said = [row.sentence for row in rows]
            self._runner.write(
                step_words(self.tr("Remove"), said), lambda db: remove_constraints(db, ids)
            )

    @Slot()
    def take_defaults(self) -> None:
        """Take the academy's defaults that are missing, or as the academy what ships."""
        course_id, shown = self._course_id, self._shown
        if shown is None:
            return
        if course_id is None:
            self._runner.write(LABEL, load_defaults)
            return
        label = self.tr("Take {some}").format(some=counted(shown.missing, "academy default"))
        self._runner.write(label, lambda db: take_defaults(db, course_id))

    @property
    def _over(self) -> bool:
        return self._shown is None or self._shown.over
