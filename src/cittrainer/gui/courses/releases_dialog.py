"""All releases of a course's plan, what differs between any two, and who gets one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.dates import moment
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner
from cittrainer.gui.common.tables import Column
from cittrainer.gui.courses.week.sentence_list import Line, SentenceList
from cittrainer.models import Block, BlockPart, Booking, CourseDay, PlanRelease, ReleaseReceipt
from cittrainer.queries.releases import draft, releases
from cittrainer.rules.release_changes import by_day, changes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.rules.release_values import Draft, Release
    from cittrainer.rules.releases import Plan
    from cittrainer.settings import SettingsFile

COLUMNS: tuple[Column[Release], ...] = (
    Column(
        "number", "Release", lambda row: str(row.number), sort=lambda row: -row.number, bold=True,
        width=76,
    ),
    Column(
        "made", "Made", lambda row: moment(row.made), sort=lambda row: row.made, width=150
    ),
    Column("note", "Note", lambda row: row.note, tooltip=lambda row: row.note, width=250),
    Column(
        "receipts", "Got it", lambda row: str(row.receipts), sort=lambda row: row.receipts,
        right=True, width=70,
    ),
    Column(
        "findings",
        "Acknowledged",
        lambda row: str(len(row.acknowledged)),
        sort=lambda row: len(row.acknowledged),
        tooltip=lambda row: "\n".join(row.acknowledged),
        right=True,
        width=110,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shown:
    rows: tuple[Release, ...]
    draft: Draft


class ReleasesDialog(QDialog):
    """The releases of one course, the latest first, and the differences between two plans."""

    recipients_wanted = Signal(int)
    """Who gets the release with this id is to be shown."""
    release_wanted = Signal()
    """The plan is to be released."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Releases of the plan"))
        self._runner = runner
        self._course_id = course_id
        self._data: _Shown | None = None
        self.banner = Banner()
        self.state = label("", "strong", wrap=True)
        self.list = ListView(COLUMNS, name="releases", settings=settings, key=lambda row: row.id)
        self.list.set_placeholder(self.tr("Nothing was released yet: release the plan first."))
        self.before, self.after = QComboBox(), QComboBox()
        self.before.setAccessibleName(self.tr("What differs from"))
        self.after.setAccessibleName(self.tr("up to"))
        for box in (self.before, self.after):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.changes = SentenceList(self.tr("What differs"))
        self.release = button(self.tr("Release the plan…"))
        self.recipients = button(self.tr("Who gets it…"), "primary")
        self.copy = button(self.tr("Copy what differs"))
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Show what is on file."""
        course_id = self._course_id

        def read(db: Session) -> _Shown:
            return _Shown(releases(db, course_id), draft(db, course_id))

        self._runner.read(read, self._show, explain=self.banner.show_error)

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Reload if the step changed what is shown, whoever made it."""
        if done.touches(PlanRelease, ReleaseReceipt, Block, BlockPart, Booking, CourseDay):
            self.reload()

    @Slot()
    def show_recipients(self) -> None:
        """Ask for those who get the chosen release; the latest while none is chosen."""
        rows = self.list.selected_rows() or (list(self._data.rows[:1]) if self._data else [])
        if rows:
            self.recipients_wanted.emit(rows[0].id)

    @Slot()
    def copy_changes(self) -> None:
        """Put what differs on the clipboard, a sentence a line."""
        words = "\n".join(line.text for line in self.changes.lines)
        QGuiApplication.clipboard().setText(words)

    @Slot()
    def compare(self) -> None:
        """Tell what differs between the two plans that are chosen."""
        before, after = self._plan(self.before), self._plan(self.after)
        if before is None or after is None:
            self.changes.show_lines([])
            return
        found = changes(before, after)
        lines: list[Line] = []
        for heading, sentences in by_day(found):
            lines.append(Line(heading, heading=True))
            lines += [Line(sentence) for sentence in sentences]
        self.changes.show_lines(lines or [Line(self.tr("Nothing differs."))])
        self.copy.setEnabled(bool(lines))

    def _plan(self, box: QComboBox) -> Plan | None:
        """The plan that a box names: of a release, or as it stands."""
        if self._data is None or box.currentIndex() < 0:
            return None
        number = chosen(box)
        if number is None:
            return self._data.draft.plan
        return next(one.plan for one in self._data.rows if one.number == number)

    def _show(self, data: _Shown) -> None:
        first, self._data = self._data is None, data
        self.state.setText(data.draft.sentence)
        self.list.set_rows(data.rows)
        numbers = [(one.number, self.tr("Release %d") % one.number) for one in data.rows]
        latest = data.rows[0].number if data.rows else None
        fill(self.before, numbers, latest if first else chosen(self.before) or latest)
        now: list[tuple[int | None, str]] = [(None, self.tr("The plan as it is")), *numbers]
        fill(self.after, now, None if first else chosen(self.after))
        for each in (self.before, self.after, self.recipients):
            each.setEnabled(bool(data.rows))
        self.compare()

    @Slot()
    def _release(self) -> None:
        self.accept()
        self.release_wanted.emit()

    @Slot(object)
    def _open(self, row: Release) -> None:
        self.recipients_wanted.emit(row.id)

    def _wire(self) -> None:
        self.before.currentIndexChanged.connect(self.compare)
        self.after.currentIndexChanged.connect(self.compare)
        self.list.row_opened.connect(self._open)
        self.release.clicked.connect(self._release)
        self.recipients.clicked.connect(self.show_recipients)
        self.copy.clicked.connect(self.copy_changes)
        self.close_button.clicked.connect(self.accept)
        self._runner.changed.connect(self.refresh_after)

    def _lay_out(self) -> None:
        self.resize(760, 600)
        both = QHBoxLayout()
        both.setSpacing(8)
        from_words, to_words = QLabel(self.tr("&What differs from")), QLabel(self.tr("&up to"))
        from_words.setBuddy(self.before)
        to_words.setBuddy(self.after)
        for widget in (from_words, self.before, to_words, self.after):
            both.addWidget(widget)
        both.addStretch()
        both.addWidget(self.copy)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for each in (self.recipients, self.release):
            each.setAutoDefault(False)
            buttons.addWidget(each)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 16)
        inside.setSpacing(12)
        inside.addWidget(label(self.tr("Releases of the plan"), "title"))
        inside.addWidget(self.state)
        inside.addWidget(self.banner)
        inside.addWidget(self.list, 2)
        inside.addLayout(both)
        inside.addWidget(self.changes, 3)
        inside.addLayout(buttons)
