"""Imports people from a sheet: everything is seen, corrected and decided before it is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cittrainer.errors import ChangedMeanwhile
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.people.import_parts import ImportParts
from cittrainer.gui.people.import_preview import PreviewRow, preview_rows
from cittrainer.gui.people.import_work import ImportWork
from cittrainer.gui.people.words import VERDICTS
from cittrainer.jobs.people_preview import Action, Decision, ImportPreview
from cittrainer.models import EnrollmentState, SheetPurpose
from cittrainer.queries.enrollments import CourseChoice, open_courses
from cittrainer.rules.person_values import Verdict
from cittrainer.rules.wording import counted
from cittrainer.services.sheet_layouts import forget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.import_people import ImportResult
    from cittrainer.settings import SettingsFile

KINDS = "Sheets (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt);;All files (*)"


class ImportDialog(FormDialog):
    """Choose or drop a sheet, look, correct, import; one undo takes it back."""

    imported = Signal(object)
    """The ``ImportResult``."""
    file_dropped = Signal(object)
    """The path of a file that was dropped here."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        *,
        course_id: int | None = None,
        chooser: FileChooser | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Import people"), parent, save_label=self.tr("Import"), width=1020)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setMinimumHeight(640)  # the list has room on a small laptop too
        self._runner = runner
        self._chooser = chooser or FileChooser()
        self._wanted_course = course_id
        self._path: Path | None = None
        self._preview: ImportPreview | None = None
        self._decisions: dict[int, Decision] = {}
        self._corrected = False
        self._heading_line: int | None = None
        self.work = ImportWork(runner, self)
        self.parts = ImportParts(settings)
        self.empty = EmptyPage(
            "import",
            self.tr("Drop a sheet here"),
            self.tr(
                "Excel, LibreOffice or CSV, as the agencies sent it. Headings, blank rows and "
                "totals are understood, and nothing is saved before you say so."
            ),
            primary=self.tr("Choose a file…"),
        )
        self._lay_out_parts()
        self._wire()
        self._show_state()
        runner.read(open_courses, self._offer_courses)
        self.work.make_ready()

    @property
    def preview(self) -> ImportPreview | None:
        """What was read; None before."""
        return self._preview

    @property
    def something_typed(self) -> bool:
        """Whether something was decided that would be lost."""
        return bool(self._decisions)

    def read_file(self, path: Path) -> None:
        """Read a sheet and show what importing it would do."""
        self._path = path
        self._preview = None
        self._decisions.clear()
        self._corrected = False
        self._heading_line = None
        self.parts.mapping.source.clear()
        self._read(None, None)

    @Slot()
    def choose_file(self) -> None:
        """Ask for a sheet."""
        path = self._chooser.open_file(self, self.tr("Import people"), self.tr(KINDS))
        if path is not None:
            self.read_file(path)

    @Slot()
    def save_people(self) -> None:
        """Import what is shown; a refusal is told here and changes nothing."""
        preview = self._preview
        if preview is None:
            return
        self.set_busy(True)
        self.work.save(
            preview,
            dict(self._decisions),
            self.parts.course.currentData(),
            EnrollmentState(self.parts.state.currentData()),
            self._remember_as(preview),
        )

    def _remember_as(self, preview: ImportPreview) -> str:
        """What to remember the columns as; empty where nothing new was said about them."""
        name = self.parts.mapping.source.text().strip()
        return name if self._corrected or name != preview.sheet.layout else ""

    def forget_layout(self) -> None:
        """Forget the columns by which the sheet was read, and guess them again."""
        preview = self._preview
        if preview is None or not preview.sheet.layout:
            return
        name = preview.sheet.layout
        self.parts.mapping.source.clear()
        self._runner.write(
            self.tr("Forget the columns of {name}").format(name=name),
            lambda db: forget(db, SheetPurpose.PEOPLE, name),
            done=self._read_anew,
            explain=self.banner.show_error,
        )

    def decide(self, decision: Decision | None) -> None:
        """Decide about the selected lines; None takes decisions back."""
        for row in self.parts.list.selected_rows():
            line = row.judged.line.line
            if decision is None:
                self._decisions.pop(line, None)
            elif self._may_decide(row, decision):
                self._decisions[line] = decision
        self._show_preview()

    def reject(self) -> None:
        """Leave; work that is under way is stopped and leaves nothing behind."""
        super().reject()
        if not self.isVisible():
            self.work.cancel()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged here."""
        if _dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        path = _dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def _lay_out_parts(self) -> None:
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.parts, 1)
        self.body.addWidget(self.work.panel)
        outer = self.form.layout()
        if isinstance(outer, QVBoxLayout):
            outer.setStretchFactor(self.body, 1)

    def _wire(self) -> None:
        self.save_wanted.connect(self.save_people)
        self.empty.primary_wanted.connect(self.choose_file)
        self.parts.other_file.clicked.connect(self.choose_file)
        self.file_dropped.connect(self.read_file)
        self.parts.correct.toggled.connect(self.parts.columns.setVisible)
        self.parts.mapping.corrected.connect(self._read_again)
        self.parts.mapping.heading_moved.connect(self._read_below)
        self.parts.forget.clicked.connect(self.forget_layout)
        self.parts.sheet.activated.connect(self._read_sheet)
        self.parts.chips.chosen.connect(self.parts.list.show_verdict)
        self.parts.list.rows_selected.connect(self._show_advice)
        self.work.was_read.connect(self._take)
        self.work.not_read.connect(self._refuse_read)
        self.work.was_saved.connect(self._saved)
        self.work.not_saved.connect(self._refuse_save)
        self.work.stopped.connect(self._show_state)
        self.parts.course.currentIndexChanged.connect(self._show_state)
        for each, decision, keys in (
            (self.parts.same, Decision.SAME, "Alt+1"),
            (self.parts.fresh, Decision.NEW, "Alt+2"),
            (self.parts.skip, Decision.SKIP, "Alt+3"),
        ):
            each.setToolTip(keys)
            each.clicked.connect(lambda _checked=False, wanted=decision: self._decide(wanted))
            QShortcut(QKeySequence(keys), self, each.click)
        QShortcut(QKeySequence.StandardKey.Open, self, self.choose_file)

    def _read(self, mapping: Mapping[str, int] | None, sheet: str | None) -> None:
        if self._path is not None:
            self.banner.clear()
            self.set_busy(True)
            self.work.read(self._path, mapping, sheet, self._heading_line)

    def _read_anew(self, _nothing: None) -> None:
        """Guess the columns of the sheet that is shown, as if it were seen for the first time."""
        preview = self._preview
        self._read(None, None if preview is None else preview.sheet.sheet or None)

    @Slot()
    def _read_again(self) -> None:
        self._correct()
        self._read(self.parts.mapping.mapping, self.parts.sheet.currentText() or None)

    @Slot()
    def _read_below(self) -> None:
        """The headings are in another line: the columns are guessed anew from there."""
        self._heading_line = self.parts.mapping.heading_line.value()
        self._correct()
        self._read(None, self.parts.sheet.currentText() or None)

    def _correct(self) -> None:
        """Something was corrected, which is worth remembering for the source of the sheet."""
        self._corrected = True
        if self._path is not None:
            self.parts.mapping.propose_source(self._path.stem)

    @Slot()
    def _read_sheet(self) -> None:
        self._decisions.clear()
        self._heading_line = None
        self._read(None, self.parts.sheet.currentText() or None)

    @Slot(object)
    def _take(self, preview: ImportPreview) -> None:
        self._preview = preview
        lines = {row.line.line for row in preview.lines}
        self._decisions = {at: one for at, one in self._decisions.items() if at in lines}
        parts = self.parts
        parts.file_name.setText(preview.path.name)
        parts.sheet.clear()
        parts.sheet.addItems(list(preview.sheet.sheet_names))
        parts.sheet.setCurrentText(preview.sheet.sheet)
        parts.sheet.setVisible(len(preview.sheet.sheet_names) > 1)
        parts.mapping.show_sheet(preview.sheet)
        layout = preview.sheet.layout
        parts.forget.setVisible(bool(layout))
        parts.remembered.setText(
            self.tr("Columns as remembered for “{name}”").format(name=layout) if layout else ""
        )
        self._show_preview()

    @Slot(object)
    def _refuse_read(self, error: UserError) -> None:
        self.banner.show_error(error)
        self._show_state()

    @Slot(object)
    def _refuse_save(self, error: UserError) -> None:
        self.refuse(error)
        self._show_state()
        preview = self._preview
        if isinstance(error, ChangedMeanwhile) and preview is not None:
            self.banner.show_warning(
                error.message, self.tr("The file was read again; look at it once more.")
            )
            sheet = preview.sheet
            self.work.read(preview.path, sheet.mapping, sheet.sheet or None, self._heading_line)

    @Slot(object)
    def _saved(self, result: ImportResult) -> None:
        self._decisions.clear()
        self.accept()
        self.imported.emit(result)

    def _show_preview(self) -> None:
        if self._preview is None:
            return
        rows = preview_rows(self._preview, self._decisions)
        self.parts.list.show_preview(rows)
        counts = self._preview.counts
        self.parts.chips.set_count("", counts["rows"])
        for verdict in VERDICTS:
            self.parts.chips.set_count(verdict, counts[verdict])
        self._show_state()
        self._show_advice()

    @Slot()
    def _show_state(self) -> None:
        """Show the parts that make sense now, and what the button would do."""
        shown = self._preview is not None
        self.empty.setVisible(not shown)
        self.parts.setVisible(shown)
        self.parts.state.setEnabled(self.parts.course.currentData() is not None)
        actions = [row.action for row in self._rows()]
        number = actions.count(Action.ADD) + actions.count(Action.UPDATE)
        words = self.tr("Import {people}")
        if not number and self.parts.course.currentData() is not None:
            number, words = actions.count(Action.KEEP), self.tr("Enroll {people}")
        people = self.tr("1 person") if number == 1 else self.tr("{n} people").format(n=number)
        past = sum(row.judged.line.past is not None and row.keeps for row in self._rows())
        if not number and past:
            number, words = past, self.tr("Record {people}")
            people = counted(past, "completion")
        self.save.setText(words.format(people=people) if shown else self.tr("Import"))
        self.save.setAccessibleName(self.save.text())
        self.save.setEnabled(number > 0)

    @Slot()
    def _show_advice(self) -> None:
        chosen = self.parts.list.selected_rows()
        self.parts.same.setEnabled(any(self._may_decide(row, Decision.SAME) for row in chosen))
        self.parts.fresh.setEnabled(any(self._may_decide(row, Decision.NEW) for row in chosen))
        self.parts.skip.setEnabled(any(self._may_decide(row, Decision.SKIP) for row in chosen))
        if len(chosen) == 1:
            row = chosen[0]
            self.parts.advice.setText(" ".join(row.judged.match.reasons))
            return
        waiting = sum(row.waits for row in self._rows())
        lines = self.tr("1 line waits") if waiting == 1 else self.tr("{n} lines wait")
        told = self.tr(" for your decision: select it and say who it is.")
        self.parts.advice.setText(lines.format(n=waiting) + told if waiting else "")

    def _rows(self) -> Sequence[PreviewRow]:
        return () if self._preview is None else preview_rows(self._preview, self._decisions)

    def _decide(self, decision: Decision) -> None:
        """What was decided once is taken back when it is decided again."""
        chosen = self.parts.list.selected_rows()
        again = bool(chosen) and all(row.decision is decision for row in chosen)
        self.decide(None if again else decision)

    @staticmethod
    def _may_decide(row: PreviewRow, decision: Decision) -> bool:
        if decision is Decision.SKIP:
            return row.verdict is not Verdict.REFUSED
        return row.verdict is Verdict.DOUBTFUL

    def _offer_courses(self, courses: Sequence[CourseChoice]) -> None:
        for course in courses:
            text = self.tr("{number} {title} ({left} of {seats} seats free)").format(
                number=course.number,
                title=course.title,
                left=course.seats.left,
                seats=course.seats.seats,
            )
            self.parts.course.addItem(text, course.id)
        if self._wanted_course is not None:
            self.parts.course.setCurrentIndex(
                max(0, self.parts.course.findData(self._wanted_course))
            )
        self._show_state()


def _dropped_file(dropped: QMimeData) -> Path | None:
    """The file that was dropped, if it was one file of this computer."""
    local = [url.toLocalFile() for url in dropped.urls() if url.isLocalFile()]
    return Path(local[0]) if len(local) == 1 and local[0] else None
