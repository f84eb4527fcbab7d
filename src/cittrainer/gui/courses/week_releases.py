"""Releases beside the week: where the plan stands, what releases it, and who gets what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cittrainer.gui.courses.release_dialog import ReleaseDialog
from cittrainer.gui.courses.release_recipients import RecipientsDialog
from cittrainer.gui.courses.releases_dialog import ReleasesDialog
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.courses.week_toolbar import WeekToolbar
    from cittrainer.rules.release_values import Draft
    from cittrainer.settings import SettingsFile


class WeekReleases(QObject):
    """Says over the grid whether the plan is as released, and opens what is about releases.

    Args:
        runner: The window's door to the database.
        settings: Where the layout of lists is remembered.
        course_id: Whose plan.
        toolbar: Where it is offered.
        parent: The tab in front of which the dialogs open.
    """

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        toolbar: WeekToolbar,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._runner, self._settings, self._course_id = runner, settings, course_id
        self._tab = parent
        self.state = toolbar.offer_at_right(self.show_releases)
        self.release_action = toolbar.offer_more(self.tr("Release the plan…"), self.show_release)
        toolbar.offer_more(self.tr("Releases and what changed…"), self.show_releases)

    def show_draft(self, draft: Draft, *, over: bool) -> None:
        """Say where the plan stands.

        Args:
            draft: The plan beside its latest release.
            over: Whether the course is closed or cancelled, so that nothing is released any more.
        """
        if draft.last is None:
            words = self.tr("Not released yet")
        elif draft.changes:
            words = self.tr("{count} since release {number}").format(
                count=counted(len(draft.changes), "change"), number=draft.last.number
            )
        else:
            words = self.tr("As in release %d") % draft.last.number
        self.state.setText(words)
        self.state.setToolTip(f"{draft.sentence} {self.tr('Shows all releases.')}")
        self.state.setVisible(draft.last is not None or not over)
        self.release_action.setEnabled(not over)

    @Slot()
    def show_release(self) -> None:
        """Open what releases the plan; who gets it is shown as soon as it is released."""
        dialog = ReleaseDialog(self._runner, self._course_id, self._tab)
        dialog.released.connect(self.show_recipients)
        dialog.open()

    @Slot()
    def show_releases(self) -> None:
        """Open the list of releases."""
        dialog = ReleasesDialog(self._runner, self._settings, self._course_id, self._tab)
        dialog.recipients_wanted.connect(partial(self._open_recipients, dialog))
        dialog.release_wanted.connect(self.show_release)
        dialog.open()

    @Slot(int)
    def show_recipients(self, release_id: int) -> None:
        """Open who gets a release."""
        self._open_recipients(self._tab, release_id)

    def _open_recipients(self, parent: QWidget, release_id: int) -> None:
        RecipientsDialog(self._runner, self._settings, release_id, parent).open()
