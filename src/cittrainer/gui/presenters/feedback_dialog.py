"""Feedback for the presenters of a course: each comment reviewed before they may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.choices import chosen, fill
from cittrainer.gui.common.dates import day_month, weekday
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.messages import Banner, FileChooser, ask
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.presenters.comment_editor import CommentEditor
from cittrainer.gui.presenters.presenter_printing import PresenterPrinting
from cittrainer.models import ActualPresenter, AnswerSheet, ReviewedComment
from cittrainer.queries.feedback import course_feedback
from cittrainer.rules.wording import counted
from cittrainer.services.feedback import keep_back, look_again, review

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cittrainer.db import StepDone
    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.feedback import (
        CommentKey,
        CourseFeedback,
        FeedbackComment,
        PresenterFeedback,
    )
    from cittrainer.settings import SettingsFile

_STATES = {None: "To review", True: "Passed on", False: "Kept back"}
_TONES = {None: Tone.WARNING, True: Tone.GOOD, False: Tone.NEUTRAL}


def about_words(on: date | None) -> str:
    """What a comment is about: “Mon May 4”, or the whole course."""
    return "Whole course" if on is None else f"{weekday(on)} {day_month(on)}"


COLUMNS: tuple[Column[FeedbackComment], ...] = (
    Column("about", "About", lambda one: about_words(one.on),
           sort=lambda one: (one.on is None, str(one.on)), width=100),
    Column("state", "State", lambda one: _STATES[one.passed_on],
           tone=lambda one: _TONES[one.passed_on], width=105),
    Column("comment", "Comment", lambda one: " ".join(one.original.split()),
           tooltip=lambda one: one.original, width=260),
    Column("question", "Question", lambda one: one.question, width=160, usual=False),
)  # fmt: skip


class FeedbackDialog(QDialog):
    """The presenter at the top, their comments at the left, the chosen one at the right."""

    def __init__(
        self,
        runner: Runner,
        settings: SettingsFile,
        course_id: int,
        parent: QWidget | None = None,
        *,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Feedback for presenters"))
        self.resize(1080, 680)
        self._runner = runner
        self._course_id = course_id
        self._value: CourseFeedback | None = None
        self._typed: dict[tuple[int, CommentKey], str] = {}
        """What was changed by hand and not saved yet, by presenter and comment."""
        self.printing = PresenterPrinting(runner, self, chooser)
        self.heading = label(self.tr("Feedback for presenters"), "title", wrap=True)
        self.words = label("", "muted", wrap=True)
        self.banner = Banner()
        self.presenter = QComboBox()
        self.presenter.setAccessibleName(self.tr("Presenter"))
        self.list = ListView(COLUMNS, name="feedback", settings=settings, key=lambda one: one.key)
        self.list.setAccessibleName(self.tr("Comments"))
        self.list.setAccessibleDescription(
            self.tr("P passes the chosen comment on, K keeps it back, E goes to its words")
        )
        self.editor = CommentEditor(self)
        self.print = button(self.tr("Save letter…"), icon_name="pdf")
        self.print.setToolTip(self.tr("A PDF with what was passed on, and nothing else"))
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self._wire()
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the comments that may leave at all."""
        course_id = self._course_id
        self._runner.read(
            lambda db: course_feedback(db, course_id), self._show, explain=self.banner.show_error
        )

    @Slot(object)
    def refresh_after(self, done: StepDone) -> None:
        """Read again if the step changed what is shown, whoever made it."""
        if done.touches(ActualPresenter, AnswerSheet, ReviewedComment):
            self.reload()

    @property
    def chosen(self) -> PresenterFeedback | None:
        """Whose comments are shown."""
        known = self._value.presenters if self._value is not None else ()
        wanted = chosen(self.presenter)
        return next((one for one in known if one.presenter_id == wanted), None)

    @Slot(str)
    def pass_on(self, text: str) -> None:
        """Let the presenter read the chosen comment in these words."""
        self._review(text, passed_on=True)

    @Slot(str)
    def keep(self, text: str) -> None:
        """Keep the chosen comment back; where several are chosen, all of them."""
        who, comments = self.chosen, self._selected()
        if who is None or len(comments) < 2:
            self._review(text, passed_on=False)
            return
        course_id, presenter_id = self._course_id, who.presenter_id
        keys = [one.key for one in comments]
        self._runner.write(
            self._label(who, len(keys)),
            lambda db: keep_back(db, course_id, presenter_id, keys),
            done=self._done,
            explain=self.banner.show_error,
        )

    @Slot()
    def look_again(self) -> None:
        """Take the reviews of the chosen comments back."""
        who, comments = self.chosen, self._selected()
        keys = [one.key for one in comments if one.passed_on is not None]
        if who is None or not keys:
            return
        presenter_id = who.presenter_id
        self._runner.write(
            self._label(who, len(keys)),
            lambda db: look_again(db, presenter_id, keys),
            done=self._done,
            explain=self.banner.show_error,
        )

    @Slot()
    def save_letter(self) -> None:
        """Ask where, and write the letter of the chosen presenter."""
        who = self.chosen
        if who is not None and self._value is not None:
            self.printing.save_feedback(
                self._course_id, self._value.number, who.presenter_id, who.presenter
            )

    def reject(self) -> None:
        """Leave."""
        if self._typed and not ask(
            self,
            self.tr("Leave without saving?"),
            self.tr("Comments that you changed are neither passed on nor kept back yet."),
            self.tr("Leave"),
            danger=True,
        ):
            return
        super().reject()

    def _review(self, text: str, *, passed_on: bool) -> None:
        who, comments = self.chosen, self._selected()
        if who is None or len(comments) != 1:
            return
        course_id, presenter_id, key = self._course_id, who.presenter_id, comments[0].key
        self._typed.pop((presenter_id, key), None)
        self._runner.write(
            self._label(who, 1),
            lambda db: review(db, course_id, presenter_id, key, text, passed_on=passed_on),
            done=self._go_on,
            explain=self.banner.show_error,
        )

    def _label(self, who: PresenterFeedback, count: int) -> str:
        """The sentence in the history: whose feedback, and never a word of it."""
        number = self._value.number if self._value is not None else ""
        return self.tr("{comments} of {course} reviewed for {who}").format(
            comments=counted(count, "comment"), course=number, who=who.presenter
        )

    def _done(self, _result: object) -> None:
        self.banner.clear()

    def _go_on(self, _result: object) -> None:
        """Choose the next comment that nobody looked at."""
        self.banner.clear()
        rows: list[FeedbackComment] = self.list.rows.rows()
        here = self.list.current_row()
        at = rows.index(here) if here in rows else -1
        following = [*rows[at + 1 :], *rows[: max(at, 0)]]
        target = next((one for one in following if one.passed_on is None), None)
        if target is not None:
            self.list.select([target.key])

    def _show(self, value: CourseFeedback) -> None:
        self._value = value
        self.heading.setText(
            self.tr("Feedback for the presenters of {number}").format(number=value.number)
        )
        fill(
            self.presenter,
            [(one.presenter_id, _choice_words(one)) for one in value.presenters],
            chosen(self.presenter),
        )
        self.presenter.setEnabled(bool(value.presenters))
        self._show_presenter()

    @Slot()
    def _show_presenter(self) -> None:
        value, who = self._value, self.chosen
        if value is None:
            return
        comments = who.comments if who is not None else ()
        self.list.set_placeholder(self._empty_words(value))
        self.list.set_rows(comments)
        if comments and not self._selected():
            first = next((one for one in comments if one.passed_on is None), comments[0])
            self.list.select([first.key])
            self.list.setFocus()
        self.print.setEnabled(who is not None and bool(who.passed_on))
        parts = []
        if who is not None:
            titles = list(dict.fromkeys(f"“{slot.block}”" for slot in who.slots))
            parts.append(self.tr("Presented: {what}.").format(what=", ".join(titles)))
        if value.withheld:
            parts.append(
                self.tr(
                    "Questions on which fewer than {count} people commented are left out."
                ).format(count=value.threshold)
            )
        parts.append(self.tr("Nothing is printed that you did not pass on; there are no marks."))
        self.words.setText(" ".join(parts))
        self._show_comment()

    @Slot()
    def _show_comment(self) -> None:
        who, comments = self.chosen, self._selected()
        one = comments[0] if len(comments) == 1 else None
        if who is None or one is None or self._value is None:
            heading = self.tr("%s chosen") % counted(len(comments), "comment") if comments else ""
            self.editor.show_comment(None, "", None, heading)
            self.editor.keep.setEnabled(len(comments) > 1)
            self.editor.again.setEnabled(any(each.passed_on is not None for each in comments))
            return
        words = self._typed.get((who.presenter_id, one.key), one.words)
        heading = f"{about_words(one.on)} · {one.question}"
        self.editor.show_comment(one, words, self._value.names, heading)

    @Slot(str)
    def _keep_typed(self, text: str) -> None:
        who, comments = self.chosen, self._selected()
        if who is None or len(comments) != 1:
            return
        key = who.presenter_id, comments[0].key
        if text == comments[0].words:
            self._typed.pop(key, None)
        else:
            self._typed[key] = text

    def _selected(self) -> list[FeedbackComment]:
        rows: list[FeedbackComment] = self.list.selected_rows()
        return rows

    def _empty_words(self, value: CourseFeedback) -> str:
        if not value.presenters:
            return self.tr(
                "It is not on record who presented in this course. Record who came on the "
                "Presenters tab first."
            )
        return self.tr(
            "There are no comments to review. Enter the stacks of forms on the Evaluations tab; "
            "questions on which too few commented stay hidden."
        )

    @Slot()
    def _edit(self) -> None:
        """Go to the words of the chosen comment."""
        self.editor.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _saved(self, words: str) -> None:
        self.banner.show_note(words)

    def _wire(self) -> None:
        self.presenter.currentIndexChanged.connect(self._show_presenter)
        self.list.rows_selected.connect(self._show_comment)
        self.editor.pass_wanted.connect(self.pass_on)
        self.editor.keep_wanted.connect(self.keep)
        self.editor.again_wanted.connect(self.look_again)
        self.editor.edited.connect(self._keep_typed)
        self.print.clicked.connect(self.save_letter)
        self.printing.said.connect(self._saved)
        self.close_button.clicked.connect(self.reject)
        self._runner.changed.connect(self.refresh_after)
        self._action("P", self.editor.pass_on.click)
        self._action("K", self.editor.keep.click)
        self._action("Del", self.editor.again.click)
        self._action("E", self._edit)
        self.list.row_opened.connect(self._edit)

    def _action(self, key: str, act: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        # Letters mean this only in the list; in the field they are typed.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.list.addAction(action)

    def _lay_out(self) -> None:
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setChildrenCollapsible(False)
        beside.setHandleWidth(16)
        beside.addWidget(self.list)
        beside.addWidget(self.editor)
        beside.setSizes([560, 460])
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.print)
        below.addStretch()
        below.addWidget(self.close_button)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 16)
        outside.setSpacing(12)
        for widget in (self.heading, self.presenter, self.words, self.banner):
            outside.addWidget(widget)
        outside.addWidget(beside, 1)
        outside.addLayout(below)


def _choice_words(one: PresenterFeedback) -> str:
    """A presenter with what is still to be done for them."""
    if not one.comments:
        return f"{one.presenter} · no comments"
    if one.to_review:
        return f"{one.presenter} · {one.to_review} to review"
    return f"{one.presenter} · reviewed, {len(one.passed_on)} passed on"
