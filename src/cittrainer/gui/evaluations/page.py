"""The forms on file and the courses of which forms were entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import Card, PageHeader, clear_layout, label
from cittrainer.gui.common.dates import date_range
from cittrainer.gui.common.empty import EmptyPage
from cittrainer.gui.common.fields import SearchField
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.page import Page
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.theme import Size
from cittrainer.gui.evaluations.words import kind_words
from cittrainer.jobs.shipped import LABEL, load_shipped
from cittrainer.models import Academy, AnswerSheet, Course, CourseDay, EvaluationForm
from cittrainer.queries.evaluations import EvaluatedCourse, evaluated_courses, forms, threshold
from cittrainer.rules.evaluations import SCALE

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.evaluations import FormRow
    from cittrainer.settings import SettingsFile

COLUMNS: tuple[Column[EvaluatedCourse], ...] = (
    Column(
        "dates",
        "Dates",
        lambda row: date_range(row.starts_on, row.ends_on),
        sort=lambda row: row.starts_on,
        width=130,
    ),
    Column("title", "Course", lambda row: row.title, bold=True, width=190),
    Column("number", "Number", lambda row: row.number, width=125),
    Column("forms", "Forms", lambda row: ", ".join(row.forms), width=150),
    Column(
        "entered",
        "Entered",
        lambda row: "few" if row.entered.hidden else str(row.entered),
        sort=lambda row: row.entered.value,
        tooltip=lambda row: "Too few to be told" if row.entered.hidden else "",
        right=True,
        width=75,
    ),
)


class EvaluationsPage(Page):
    """Results by course, and the library of forms."""

    made_of = (Academy, AnswerSheet, Course, CourseDay, EvaluationForm)

    course_opened = Signal(int)

    def __init__(
        self, runner: Runner, settings: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(runner, parent)
        self._forms: dict[int, FormRow] = {}
        self.header = PageHeader(self.tr("Evaluations"))
        self.search = SearchField(self.tr("Filter courses"))
        self.search.setMaximumWidth(240)
        self.list = ListView(
            COLUMNS,
            name="evaluated courses",
            settings=settings,
            key=lambda row: row.course_id,
            parent=self,
        )
        self.list.setAccessibleName(self.tr("Courses with forms entered"))
        self.list.set_placeholder(
            self.tr("No forms are entered yet. Open a course and enter a stack on its tab.")
        )
        self.tools = ListTools(self.list, runner, self.tr("Evaluations"))
        self.header.set_actions((self.search,), self.tools.buttons)
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(self.tr("Form"))
        self.card = Card(self.tr("Forms"))
        self.empty = EmptyPage(
            "evaluations",
            self.tr("No evaluation forms yet"),
            self.tr(
                "A daily form, a course form and a self-rating before and after come with the "
                "program. Answers stay anonymous: they are shuffled when they are saved."
            ),
            primary=self.tr("Add the forms"),
        )
        self._lay_out()
        self._wire()
        self.reload()

    def read(self) -> None:
        """Read everything that is shown."""
        self._runner.read(lambda db: (evaluated_courses(db), forms(db), threshold(db)), self._show)

    def _lay_out(self) -> None:
        self._preview = QVBoxLayout()
        self._preview.setSpacing(8)
        inside = QWidget()
        inside.setLayout(self._preview)
        self._preview.setContentsMargins(0, 0, 8, 0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(self.tr("What the form asks"))
        for each in (inside, area.viewport()):
            each.setAutoFillBackground(False)
        self.card.body.addWidget(self.chooser)
        self.card.body.addWidget(area, 1)
        full = QWidget()
        columns = QHBoxLayout(full)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(Size.gap)
        columns.addWidget(self.list, 5)
        columns.addWidget(self.card, 3)
        self.lay_out(self.header, full, self.empty)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.list.set_filter)
        self.list.row_opened.connect(lambda row: self.course_opened.emit(row.course_id))
        self.chooser.currentIndexChanged.connect(self._show_form)
        self.empty.primary_wanted.connect(
            lambda: self._runner.write(LABEL, lambda db: load_shipped(db).forms)
        )

    def _show(self, read: tuple[tuple[EvaluatedCourse, ...], tuple[FormRow, ...], int]) -> None:
        rows, known, limit = read
        self._forms = {one.id: one for one in known}
        self.header.set_title(
            self.tr("Evaluations"),
            self.tr("groups of fewer than %s answers are never shown") % limit,
        )
        self.list.set_rows(rows)
        chosen = self.chooser.currentData()
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for one in known:
            words = self.tr("{title}, version {number}")
            self.chooser.addItem(words.format(title=one.title, number=one.number), one.id)
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(chosen)))
        self.chooser.blockSignals(False)
        self.show_filled(bool(known or rows))
        self._show_form()

    @Slot()
    def _show_form(self) -> None:
        clear_layout(self._preview)
        form = self._forms.get(self.chooser.currentData())
        if form is None:
            return
        self._preview.addWidget(label(kind_words(form.kind), "muted", wrap=True))
        if form.introduction:
            self._preview.addWidget(label(form.introduction, wrap=True))
        marks = " · ".join(f"{at} {word}" for at, word in enumerate(form.scale, start=1))
        self._preview.addWidget(label(marks, "small", wrap=True))
        for number, question in enumerate(form.questions, start=1):
            reverse = self.tr(" (a high mark is bad)") if question.reverse else ""
            words = f"{number}.  {question.text}{reverse}"
            made = label(words, wrap=True)
            self._preview.addWidget(made)
            if question.kind != SCALE:
                self._preview.addWidget(label(self.tr("in their own words"), "small"))
        for source in form.sources:
            self._preview.addWidget(label(self.tr("Source: %s") % source, "small", wrap=True))
        self._preview.addStretch()
