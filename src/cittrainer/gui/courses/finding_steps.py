"""What the user does about the findings of a week: mended, let stand, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.courses.findings_menu import FindingsMenu
from cittrainer.rules.mends import mends
from cittrainer.rules.overrides import fingerprint, key
from cittrainer.services.mends import apply
from cittrainer.services.overrides import let_stand, take_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.courses.week.findings_panel import FindingsPanel
    from cittrainer.rules.mends import Mend
    from cittrainer.rules.values import Finding, Week


class FindingSteps(QObject):
    """Asks the runner for what a panel of findings wants, each change as one step.

    Args:
        runner: The window's door to the database.
        panel: The findings.
        parent: The tab that shows them; dialogs stand over it.
    """

    def __init__(self, runner: Runner, panel: FindingsPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner
        self._panel = panel
        self._parent = parent
        self._week: Week | None = None
        panel.mends_wanted.connect(self.look_for_mends)
        panel.actions_box.mend_chosen.connect(self.mend)
        panel.actions_box.stand_wanted.connect(self.ask_reason)
        panel.actions_box.take_back_wanted.connect(self.take_back)

    def show_week(self, week: Week) -> None:
        """Know the week that is on file."""
        self._week = week

    @Slot(object, object)
    def look_for_mends(self, week: Week, finding: Finding) -> None:
        """Find out what would mend a finding and offer it; not while something is only tried."""
        if week == self._week:
            self.find_mends(
                finding, lambda found: self._panel.actions_box.show_mends(finding, found)
            )

    def menu(self, block_id: int, findings: Sequence[Finding]) -> FindingsMenu | None:
        """What is wrong with a block, with what would mend it; None where nothing is."""
        about = [one for one in findings if block_id in one.blocks]
        return FindingsMenu(about, self, self._parent) if about else None

    def find_mends(self, finding: Finding, found: Callable[[tuple[Mend, ...]], None]) -> None:
        """Find out what would mend a finding of the week on file, and hand it over later."""
        week = self._week
        if week is not None:
            # It checks the week a dozen times: too long for the thread of the window.
            self._runner.read(lambda _db: mends(week, finding), found)

    def show(self, finding: Finding) -> None:
        """Look at a finding in the panel."""
        self._panel.look_at(finding)
        self._panel.list.setFocus()

    @Slot(object, object)
    def mend(self, finding: Finding, chosen: Mend) -> None:
        """Do what a mend says."""
        if self._week is None:
            return
        course_id = self._week.course_id
        self._panel.list.setFocus()
        self._runner.write(chosen.sentence, lambda db: apply(db, course_id, finding, chosen))

    @Slot(object)
    def ask_reason(self, finding: Finding) -> None:
        """Ask why an error may stand."""
        week = self._week
        if week is None:
            return
        name, seen = key(finding), fingerprint(week, finding)
        ReasonDialog(
            self._runner,
            self.tr("Let this error stand?"),
            verb=self.tr("Let it stand"),
            step=self.tr("Let stand: {sentence}").format(sentence=finding.sentence),
            act=lambda db, reason: let_stand(db, week.course_id, name, seen=seen, reason=reason),
            sentences=(
                finding.sentence,
                self.tr("It counts again as soon as something about it changes."),
            ),
            parent=self._parent,
        ).open()

    @Slot(object)
    def take_back(self, finding: Finding) -> None:
        """Let an error count again."""
        if self._week is not None:
            course_id = self._week.course_id
            self._runner.write(
                self.tr("Let count again: {sentence}").format(sentence=finding.sentence),
                lambda db: take_back(db, course_id, key(finding)),
            )
