"""Beside the grid: for whom an accepted proposal changed something, and their mail drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot

from cittrainer.gui.common.cards import Card, button, label
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.draft_writing import DraftWriting
from cittrainer.gui.common.messages import Banner, FileChooser, announce
from cittrainer.gui.common.shortcuts import inside
from cittrainer.gui.courses.week.sentence_list import Line, SentenceList
from cittrainer.jobs.change_papers import write_change_drafts
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cittrainer.db import Database
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.release_values import Recipient
    from cittrainer.rules.releases import Plan


class AffectedPanel(Card):
    """Everybody whose days an accepted proposal changed, with what changed; writes their drafts.

    Args:
        runner: The window's door to the database.
        parent: The widget it belongs to.
        chooser: Asks where the drafts go.
    """

    close_wanted = Signal()

    def __init__(
        self,
        runner: Runner,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._course_id = 0
        self._before: Plan | None = None
        self.heading = label("", "heading", wrap=True)
        self.about = label(
            self.tr("The plan is changed; Undo takes it back. These do not know of it yet:"),
            "small",
            wrap=True,
        )
        self.list = SentenceList(self.tr("Whom it concerns"))
        self.banner = Banner()
        self.writing = DraftWriting(
            runner,
            self.banner,
            chooser or FileChooser(),
            self,
            self.tr("Open them in your mail program and send them."),
        )
        self.write = button("", "primary")
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self.write.clicked.connect(self.write_drafts)
        self.writing.busy_changed.connect(self.write.setDisabled)
        self.close_button.clicked.connect(self.close_wanted)
        inside(self, "Esc", self.close_button.click)

    def show_affected(
        self, course_id: int, title: str, before: Plan, found: Sequence[Recipient]
    ) -> None:
        """Show for whom something changed.

        Args:
            course_id: Whose plan it is.
            title: What happened, as in “Dr. Ana Ruiz is out”.
            before: The plan as it was.
            found: Whom the plan as it stands tells something new.
        """
        self._course_id, self._before = course_id, before
        self.banner.clear()
        self.writing.folder.hide()
        words = self.tr("{title}: {who} to be told").format(
            title=title, who=counted(len(found), "recipient")
        )
        self.heading.setText(words)
        self.setAccessibleName(words)
        lines: list[Line] = []
        for one in found:
            lines.append(Line(one.name, heading=True))
            lines += [Line(change.sentence) for change in one.changes]
        self.list.show_lines(lines)
        text = self.tr("Drafts for the {who} affected…")
        self.write.setText(text.format(who=len(found)) if len(found) > 1 else self.tr("Draft…"))
        self.write.setAccessibleName(self.write.text())
        self.write.setToolTip(self.tr("A mail draft with a calendar file; nothing is sent"))
        announce(self, words)

    def take_focus(self) -> None:
        """Bring the keyboard to the button that writes the drafts."""
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def write_drafts(self) -> None:
        """Ask for a folder, and write a draft for each."""
        before, course_id, today = self._before, self._course_id, this_day()
        if before is None:
            return

        def write(
            database: Database, progress: Progress, folder: Path, replace: bool
        ) -> tuple[Path, ...]:
            return write_change_drafts(
                database, course_id, before, folder, today=today, replace=replace, progress=progress
            )

        self.writing.ask_and_write(write)

    def _lay_out(self) -> None:
        for widget in (self.heading, self.about):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        for each in (
            self.banner,
            self.writing.panel,
            self.writing.folder,
            self.write,
            self.close_button,
        ):
            self.body.addWidget(each)
