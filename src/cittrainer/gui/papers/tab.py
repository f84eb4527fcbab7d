"""The Papers tab of a course: who completed it, its certificates, and every paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from cittrainer.gui.common.cards import Chips, button
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.icons import icon
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.messages import FileChooser, ask
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.places import choose_place, saved_words
from cittrainer.gui.common.reasons import ReasonDialog
from cittrainer.gui.forms.ui_papers_tab import Ui_PapersTab
from cittrainer.gui.papers.completion_list import CompletionListView
from cittrainer.gui.papers.make_ups_dialog import MakeUpsDialog
from cittrainer.gui.papers.paper_card import PaperCard, side_by_side
from cittrainer.gui.papers.preview import PaperPreview
from cittrainer.gui.papers.rules_dialog import RulesDialog
from cittrainer.jobs import papers, preview
from cittrainer.models import (
    Academy,
    AttendanceEntry,
    Block,
    BlockPart,
    Certificate,
    Course,
    CourseDay,
    Enrollment,
    ExcusedBlock,
    FormHandedIn,
    GroupMember,
    MakeUp,
    Person,
    Standard,
)
from cittrainer.queries.completion import CompletionList, CompletionRow, completion_list
from cittrainer.rules.wording import counted
from cittrainer.services import words
from cittrainer.services.certificates import issue
from cittrainer.services.completion import decide, set_results, set_skills
from cittrainer.services.courses import override_standard

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMenu, QWidget

    from cittrainer.errors import UserError
    from cittrainer.gui.common.runner import Runner
    from cittrainer.settings import SettingsFile


class PapersTab(Page):
    """Outcomes with their reasons, certificates, and the papers to save or look at."""

    made_of = (
        Academy, AttendanceEntry, Block, BlockPart, Certificate, Course, CourseDay, Enrollment,
        ExcusedBlock, FormHandedIn, GroupMember, MakeUp, Person, Standard,
    )  # fmt: skip

    person_opened = Signal(int)
    assess_wanted = Signal(int)
    """The skills of the trainee with this enrollment are to be assessed by the rubric."""
    rubrics_wanted = Signal()
    said = Signal(str)
    """Something was done that is no step, such as a file that was written."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._settings = settings
        self._course_id = course_id
        self._chooser = chooser or FileChooser()
        self._outcomes: CompletionList | None = None
        self.ui = Ui_PapersTab()
        self.ui.setupUi(self)
        self.chips = Chips(self.tr("Outcome"))
        for key, text in (
            ("all", self.tr("All")),
            ("completed", self.tr("Completed")),
            ("not_yet", self.tr("Not yet")),
        ):
            self.chips.add(key, text)
        self.search = SearchField(self.tr("Filter names"))
        self.list = CompletionListView(settings)
        self.tools = ListTools(self.list, runner, self.tr("Completion"), self._chooser)
        self.make_ups = button(self.tr("Make-ups…"), icon_name="time")
        self.make_ups.setToolTip(self.tr("Who missed what, and where it can be made up"))
        self.rules = button(self.tr("Rules…"), icon_name="edit")
        self.rules.setToolTip(self.tr("What completing this course asks for"))
        self.cards = {kind.key: PaperCard(kind) for kind in papers.KINDS}
        self._lay_out()
        self._wire()

    def read(self) -> None:
        """Read everything that is shown."""
        course_id = self._course_id
        self._runner.read(
            lambda db: completion_list(db, course_id), self._show, explain=self._refuse
        )

    @Slot()
    def record_outcomes(self) -> None:
        """Put on record who completed the course and who did not."""
        if self._outcomes is None:
            return
        course_id = self._course_id
        self.ui.banner.clear()
        self._runner.write(
            self.tr("Record the outcomes of %s") % self._outcomes.number,
            lambda db: decide(db, course_id),
            done=self._decided,
            explain=self._refuse,
        )

    @Slot()
    def show_make_ups(self) -> None:
        """Show who missed what, and where it can be made up."""
        if self._outcomes is not None:
            MakeUpsDialog(
                self._runner, self._settings, self._course_id, self._outcomes.number, self
            ).open()

    @Slot()
    def show_rules(self) -> None:
        """Show what completing the course asks for."""
        if self._outcomes is not None:
            dialog = RulesDialog(self._runner, self._outcomes, self)
            dialog.rubrics_wanted.connect(self.rubrics_wanted)
            dialog.open()

    @Slot()
    def issue_certificates(self) -> None:
        """Issue what is due, after asking, and then offer to save the PDF."""
        if self._outcomes is None:
            return
        due = counted(len(self._outcomes.to_certify), "certificate")
        if not ask(
            self,
            self.tr("Issue %s?") % due,
            self.tr(
                "Each gets its number, and what is printed on it is fixed from then on. This "
                "cannot be undone; a wrong certificate is revoked and stays listed."
            ),
            self.tr("Issue"),
        ):
            return
        course_id, today = self._course_id, this_day()
        chosen = [row.trainee.enrollment_id for row in self._outcomes.to_certify]
        self.ui.banner.clear()
        self._runner.write(
            self.tr("Issue {due} of {course}").format(due=due, course=self._outcomes.number),
            lambda db: issue(db, course_id, today=today, enrollment_ids=chosen),
            done=self._issued,
            explain=self._refuse,
        )

    @Slot()
    def accept_course(self) -> None:
        """Ask why certificates may be issued although the course misses its standard."""
        if self._outcomes is None:
            return
        course_id = self._course_id
        ReasonDialog(
            self._runner,
            self.tr("Accept the course as it is?"),
            verb=self.tr("Accept"),
            step=self.tr("Accept %s although it misses its standard") % self._outcomes.number,
            act=lambda db, reason: override_standard(
                db, course_id, reason=words.reason(reason, "Accepting the course as it is")
            ),
            sentences=[finding.sentence for finding in self._outcomes.misses_standard],
            parent=self,
        ).open()

    @Slot(str)
    def save_paper(self, key: str) -> None:
        """Ask where, and write a paper there."""
        if self._outcomes is None:
            return
        paper, course_id = papers.kind(key), self._course_id
        proposal = papers.file_name(paper, self._outcomes.number)
        title = self.tr("Save %s") % paper.title
        place = choose_place(self._chooser, self, title, proposal, paper.endings)
        if place is None:
            return
        path, replace = place
        today = this_day()
        self.ui.banner.clear()
        self._runner.start(
            paper.title,
            lambda database, progress: papers.write(
                database, paper, course_id, path, today=today, replace=replace, progress=progress
            ),
            done=self._written,
            explain=self._refuse,
        )

    @Slot(str)
    def preview_paper(self, key: str) -> None:
        """Show a paper as it will be printed."""
        paper, course_id = papers.kind(key), self._course_id
        today = this_day()
        self.ui.banner.clear()
        self._runner.start(
            self.tr("Preview of %s") % paper.title,
            lambda database, progress: (
                paper.title,
                preview.pdf_of(database, paper, course_id, today=today, progress=progress),
            ),
            done=self._show_preview,
            explain=self._refuse,
        )

    @Slot(object, object)
    def set_score(self, row: CompletionRow, score: int | None) -> None:
        """Record an exam score."""
        one = row.trainee
        self.ui.banner.clear()
        self._runner.write(
            self.tr("Exam score of %s") % one.full_name,
            lambda db: set_results(
                db,
                one.enrollment_id,
                exam_score=score,
                skills_met=one.skills_met,
                seen=one.version,
            ),
            refused=self.reload,
            explain=self._refuse,
        )

    @Slot(object, object)
    def switch_skills(self, row: CompletionRow, skills_met: bool | None) -> None:
        """Record whether the skills were met; a course with a rubric asks for its marks."""
        if self._outcomes is not None and self._outcomes.rules.rubric_id is not None:
            self.assess_wanted.emit(row.trainee.enrollment_id)
        else:
            self.set_skills([row], skills_met)

    def set_skills(self, rows: list[CompletionRow], skills_met: bool | None) -> None:
        """Record whether the skills were met, for one or several."""
        seen = {row.trainee.enrollment_id: row.trainee.version for row in rows}
        who = rows[0].trainee.full_name if len(rows) == 1 else counted(len(rows), "trainee")
        self.ui.banner.clear()
        self._runner.write(
            self.tr("Skills of %s") % who,
            lambda db: set_skills(db, seen, skills_met=skills_met),
            refused=self.reload,
            explain=self._refuse,
        )

    def _lay_out(self) -> None:
        self.search.setMaximumWidth(200)
        self.ui.chips_place.addWidget(self.chips)
        self.ui.search_place.addWidget(self.search)
        for tool in self.tools.buttons:
            self.ui.tools_place.addWidget(tool)
        self.ui.tools_place.addWidget(self.make_ups)
        self.ui.tools_place.addWidget(self.rules)
        self.ui.list_place.addWidget(self.list)
        self.list.set_placeholder(self.tr("Nobody is enrolled in this course yet."))
        self.ui.papers_place.addWidget(side_by_side(list(self.cards.values())))
        self.ui.issue.setIcon(icon("certificates", "on_accent"))
        self.ui.standard_row.hide()

    def _wire(self) -> None:
        ui = self.ui
        self.chips.chosen.connect(self._filter)
        self.search.textChanged.connect(self.list.set_filter)
        self.list.rows_selected.connect(self._show_details)
        self.list.score_typed.connect(self.set_score)
        self.list.skills_switched.connect(self.switch_skills)
        self.list.menu_wanted.connect(self._fill_menu)
        ui.details.person_wanted.connect(self.person_opened)
        ui.details.assess_wanted.connect(self.assess_wanted)
        ui.decide.clicked.connect(self.record_outcomes)
        self.make_ups.clicked.connect(self.show_make_ups)
        self.rules.clicked.connect(self.show_rules)
        ui.issue.clicked.connect(self.issue_certificates)
        ui.accept.clicked.connect(self.accept_course)
        for card in self.cards.values():
            card.save_wanted.connect(self.save_paper)
            card.preview_wanted.connect(self.preview_paper)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _show(self, outcomes: CompletionList) -> None:
        self._outcomes = outcomes
        done = len(outcomes.completed)
        for key, count in (
            ("all", len(outcomes.rows)), ("completed", done), ("not_yet", len(outcomes.rows) - done)
        ):  # fmt: skip
            self.chips.set_count(key, count)
        due = len(outcomes.to_certify)
        missing = outcomes.misses_standard
        self.ui.issue.setText(
            self.tr("Issue %s") % counted(due, "certificate")
            if due
            else self.tr("Issue certificates")
        )
        self.ui.issue.setEnabled(bool(due) and not missing)
        self.ui.issue.setToolTip(
            "" if due else self.tr("Nobody completed the course without having a certificate.")
        )
        self.ui.decide.setEnabled(bool(outcomes.rows))
        self.make_ups.setEnabled(bool(outcomes.rows))
        self.ui.standard_row.setVisible(bool(missing))
        if missing:
            more = f" {counted(len(missing) - 1, 'more thing')} missing." if missing[1:] else ""
            self.ui.standard.show_warning(
                f"{missing[0].sentence}{more}",
                self.tr("Certificates wait until the week reaches it, or you accept it as it is."),
            )
        self._filter(self.chips.current)

    @Slot(str)
    def _filter(self, key: str) -> None:
        rows = self._outcomes.rows if self._outcomes else ()
        if key != "all":
            rows = tuple(row for row in rows if row.outcome.completed is (key == "completed"))
        self.list.set_rows(rows)
        self._show_details(self.list.selected_rows())

    @Slot(list)
    def _show_details(self, rows: list[CompletionRow]) -> None:
        by_rubric = self._outcomes is not None and self._outcomes.rules.rubric_id is not None
        self.ui.details.show_row(rows[0] if len(rows) == 1 else None, by_rubric=by_rubric)

    @Slot(object, list)
    def _fill_menu(self, menu: QMenu, rows: list[CompletionRow]) -> None:
        if not rows or self._outcomes is None:
            return
        if self._outcomes.rules.rubric_id is not None:
            if len(rows) == 1:
                wanted = rows[0].trainee.enrollment_id
                menu.addAction(self.tr("Assess skills…"), partial(self.assess_wanted.emit, wanted))
            return
        for text, met in (
            (self.tr("Skills met"), True),
            (self.tr("Skills not met"), False),
            (self.tr("Skills not assessed"), None),
        ):
            menu.addAction(text, partial(self.set_skills, rows, met))

    def _decided(self, counts: tuple[int, int]) -> None:
        done, not_done = counts
        self.ui.banner.show_note(
            self.tr("On record: {done} completed, {not_done} did not.").format(
                done=done, not_done=not_done
            )
        )

    def _issued(self, _ids: list[int]) -> None:
        self.save_paper("certificates")

    def _show_preview(self, made: tuple[str, bytes]) -> None:
        title, pdf = made
        PaperPreview(self._runner, title, pdf, self).open()

    def _written(self, path: Path) -> None:
        self.ui.banner.show_note(saved_words(path))
        self.said.emit(saved_words(path))

    def _refuse(self, error: UserError) -> None:
        self.ui.banner.show_error(error)
