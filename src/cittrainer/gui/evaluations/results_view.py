"""What may be shown of a form on one occasion: bars, means, comments, before against after."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, clear_layout, label, line
from cittrainer.gui.common.theme import Size
from cittrainer.gui.evaluations.likert import LikertBar, ScaleLegend
from cittrainer.gui.evaluations.words import mean_words, not_shown, signed
from cittrainer.rules.evaluations import SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel

    from cittrainer.queries.evaluations import FormResults
    from cittrainer.rules.evaluations import Change, OccasionResult, QuestionResult

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ResultsView(QScrollArea):
    """The results of one occasion; every number in it passed the suppression rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Results"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(Size.page_margin, 0, Size.page_margin, Size.page_margin)
        self._column.setSpacing(Size.gap)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_occasion(self, found: FormResults, one: OccasionResult) -> None:
        """Show the questions and comments of an occasion, or of all together."""
        clear_layout(self._column)
        self._column.addWidget(self._questions_card(found, one))
        comments = [each for each in one.questions if each.question.kind != SCALE]
        if comments:
            self._column.addWidget(self._comments_card(found, comments))
        self._column.addStretch()

    def show_changes(self, found: FormResults) -> None:
        """Show the means before and after the course beside each other."""
        clear_layout(self._column)
        card = Card(self.tr("Before and after the course"))
        card.body.addWidget(
            label(
                self.tr(
                    "Before and After are the means of everybody who answered, so not of the same "
                    "people. Pairs are forms with the same self-made code before and after; they "
                    "are shown from {count} on, unless the few without a code would stand out."
                ).format(count=found.threshold),
                "small",
                wrap=True,
            )
        )
        card.body.addLayout(self._changes_grid(found.results.changes))
        self._column.addWidget(card)
        self._column.addStretch()

    def _questions_card(self, found: FormResults, one: OccasionResult) -> Card:
        card = Card(self.tr("Marks"))
        card.set_note(self._sums(found, one))
        card.body.addWidget(ScaleLegend(found.form.scale))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(2, 6)
        scale = [each for each in one.questions if each.question.kind == SCALE]
        for column, heading in ((3, self.tr("Answers")), (4, self.tr("Mean"))):
            grid.addWidget(label(heading, "small"), 0, column, _RIGHT)
        for row, each in enumerate(scale, start=1):
            self._add_question(grid, row, each, found)
        card.body.addLayout(grid)
        if any(each.question.reverse for each in scale):
            words = self.tr(
                "↓ A high mark is bad here; in the mean of all questions it is turned round."
            )
            card.body.addWidget(label(words, "small", wrap=True))
        return card

    def _sums(self, found: FormResults, one: OccasionResult) -> str:
        if one.forms.hidden:
            return not_shown(found.threshold)
        forms = self.tr("Forms: %s") % one.forms
        if one.composite.value is None:
            return forms
        mean = self.tr("mean of all questions {mean} of {most}").format(
            mean=mean_words(one.composite), most=len(found.form.scale)
        )
        return f"{forms} · {mean}"

    def _add_question(
        self, grid: QGridLayout, row: int, each: QuestionResult, found: FormResults
    ) -> None:
        mark = " ↓" if each.question.reverse else ""
        bar = LikertBar()
        if each.hidden:
            bar.show_instead(not_shown(found.threshold))
        else:
            bar.show_counts(each.counts.value or (), found.form.scale)
        text = label(f"{each.question.text}{mark}", wrap=True)
        text.setBuddy(bar)
        grid.addWidget(label(str(row), "muted"), row, 0, _RIGHT)
        grid.addWidget(text, row, 1)
        grid.addWidget(bar, row, 2)
        grid.addWidget(label(str(each.answers), "muted"), row, 3, _RIGHT)
        grid.addWidget(label(mean_words(each.mean), "strong"), row, 4, _RIGHT)

    def _comments_card(self, found: FormResults, questions: Sequence[QuestionResult]) -> Card:
        card = Card(self.tr("In their words"))
        card.set_note(self.tr("in the order of the alphabet"))
        for at, each in enumerate(questions):
            if at:
                card.body.addWidget(line())
            card.body.addWidget(label(each.question.text, "strong", wrap=True))
            if each.hidden:
                card.body.addWidget(label(not_shown(found.threshold), "muted"))
            elif not each.comments.value:
                card.body.addWidget(label(self.tr("Nobody wrote anything."), "muted"))
            for words, times in Counter(each.comments.value or ()).items():
                card.body.addWidget(_quote(words, times))
        return card

    def _changes_grid(self, changes: Sequence[Change]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(0, 1)
        headings = (
            self.tr("Before"),
            self.tr("After"),
            self.tr("Change"),
            self.tr("Pairs"),
            self.tr("Change of pairs"),
        )
        for column, heading in enumerate(headings, start=1):
            grid.addWidget(label(heading, "small"), 0, column, _RIGHT)
        for row, one in enumerate(changes, start=1):
            mark = " ↓" if one.question.reverse else ""
            grid.addWidget(label(f"{one.question.text}{mark}", wrap=True), row, 0)
            cells = (
                (mean_words(one.before), ""),
                (mean_words(one.after), ""),
                (signed(one.difference), "strong"),
                (str(one.pairs), "muted"),
                (signed(one.paired_difference), "strong"),
            )
            for column, ((words, role), heading) in enumerate(
                zip(cells, headings, strict=True), start=1
            ):
                cell = label(words, role)
                cell.setAccessibleName(f"{heading}: {words}")
                grid.addWidget(cell, row, column, _RIGHT)
        return grid


def _quote(words: str, times: int) -> QLabel:
    made = label(f"“{words}”" + (f"  × {times}" if times > 1 else ""), wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setContentsMargins(12, 0, 0, 0)
    return made
