"""What the book says of one presenter, beside the list."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.booking_words import STATES, choice_words
from cittrainer.gui.common.cards import Card, Facts, Pill, button, label, scrolled
from cittrainer.gui.common.dates import short_date, this_day
from cittrainer.gui.common.timeline import Timeline
from cittrainer.gui.presenters.panel_facts import terms_facts, use_facts
from cittrainer.gui.presenters.words import (
    KINDS,
    NOT_ANSWERED,
    kind_tone,
    times_words,
)
from cittrainer.models import CONFIDENTIAL_KINDS, BookingState
from cittrainer.queries.presenter_talks import standings
from cittrainer.queries.presenters import BookingRow, PresenterCard, presenter
from cittrainer.rules.fair_rotation import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cittrainer.gui.common.runner import Runner


_MOST_BOOKINGS = 12
_OVER = frozenset(
    {
        BookingState.DECLINED,
        BookingState.CANCELLED,
        BookingState.PRESENTED,
        BookingState.NO_SHOW,
    }
)

_LONG_WORD = re.compile(r"\S{20}")


class PresenterPanel(QWidget):
    """One presenter with contact, times and bookings; says what to do while nobody is chosen."""

    edit_wanted = Signal(object)
    """The `PresenterCard` to edit, as are the others'."""
    times_wanted = Signal(object)
    papers_wanted = Signal(object)
    course_wanted = Signal(int)
    out_wanted = Signal(int, int)
    """The ids of the presenter and of a course to which they cannot come."""
    active_wanted = Signal(object)
    remove_wanted = Signal(object)
    confidential_wanted = Signal(int)
    """The presenter's id: nothing else is known of the record before it is opened."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._wanted: int | None = None
        self.shown: PresenterCard | None = None
        self.card = Card(self.tr("Nobody chosen"), self.tr("Edit"))
        self.card.title.setWordWrap(True)
        self.hint = label(
            self.tr("Choose somebody in the list to see their times and bookings."),
            "muted",
            wrap=True,
        )
        self.kind = Pill()
        self.facts = Facts()
        self.confidential = button(self.tr("Open confidential record…"), icon_name="lock")
        self.times = label("", wrap=True)
        self.change_times = button(self.tr("Change"), "link")
        self.change_times.setAccessibleName(self.tr("Change times"))
        self.use = Facts()
        self.agreed = label(self.tr("Agreed"), "heading")
        self.terms = Facts()
        self.earlier = label("", "small")
        self.open_course = button(self.tr("Open course"), "link")
        self.papers = button(self.tr("Papers"), "link")
        self.papers.setAccessibleName(self.tr("Papers of the presenter"))
        self.is_out = button(self.tr("Is out…"), "link")
        self.is_out.setToolTip(self.tr("They cannot come to a course: who stands in?"))
        self.bookings = Timeline(self.tr("Bookings"))
        self.no_bookings = label(self.tr("Never asked for a course yet."), "muted", wrap=True)
        self.turn = button(self.tr("Set to inactive"), "link")
        self.remove = button(self.tr("Remove from the book"), "link")
        self._details = QWidget()
        self._lay_out()
        self.card.action_wanted.connect(lambda: self.edit_wanted.emit(self.shown))
        self.change_times.clicked.connect(lambda: self.times_wanted.emit(self.shown))
        self.confidential.clicked.connect(self._open_confidential)
        self.open_course.clicked.connect(self._choose_course)
        self.papers.clicked.connect(lambda: self.papers_wanted.emit(self.shown))
        self.is_out.clicked.connect(self._choose_where_out)
        self.turn.clicked.connect(lambda: self.active_wanted.emit(self.shown))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.shown))
        self._show_nobody()

    def show_presenter(self, presenter_id: int | None) -> None:
        """Read and show somebody, or nobody."""
        self._wanted = presenter_id
        if presenter_id is None:
            self._show_nobody()
            return
        today = this_day()
        self._runner.read(
            lambda db: (
                presenter(db, presenter_id),
                standings(db, today=today, only=[presenter_id]).get(presenter_id, Standing()),
            ),
            self._show_read,
            explain=self._gone,
        )

    def _show_read(self, read: tuple[PresenterCard, Standing]) -> None:
        self.show_card(*read)

    def show_card(self, card: PresenterCard, standing: Standing) -> None:
        """Show what was read, unless somebody else was chosen meanwhile."""
        if card.id != self._wanted:
            return
        self.shown = card
        self.card.title.setText(_breakable(card.public_name))
        self.card.setAccessibleName(card.public_name)
        self.card.action.show()
        self.hint.hide()
        self._details.show()
        self.kind.show_text(KINDS[card.kind], kind_tone(card.kind))
        self.facts.show_facts(_facts(card))
        self.confidential.setVisible(card.kind in CONFIDENTIAL_KINDS)
        self.times.setText(times_words(card.windows) or NOT_ANSWERED)
        self.times.setProperty("role", "" if card.windows else "muted")
        self.use.show_facts(use_facts(standing, this_day()))
        self.terms.show_facts(terms_facts(card))
        self.agreed.setVisible(bool(terms_facts(card)))
        self.terms.setVisible(bool(terms_facts(card)))
        shown = card.bookings[:_MOST_BOOKINGS]
        self.bookings.show_entries([(row.block, _detail(row)) for row in shown])
        earlier = len(card.bookings) - len(shown)
        self.earlier.setText(self.tr("and {count} earlier").format(count=f"{earlier:n}"))
        self.earlier.setVisible(earlier > 0)
        self.bookings.setVisible(bool(card.bookings))
        self.open_course.setVisible(bool(card.bookings))
        self.is_out.setVisible(bool(_coming(card)))
        self.no_bookings.setVisible(not card.bookings)
        turn = self.tr("Set to inactive") if card.active else self.tr("Set to active")
        self.turn.setText(turn)
        self.turn.setAccessibleName(turn)

    def _show_nobody(self) -> None:
        self.shown = None
        self.card.title.setText(self.tr("Nobody chosen"))
        self.card.action.hide()
        self.hint.show()
        self._details.hide()

    def _gone(self, _error: object) -> None:
        self.show_presenter(None)

    def _open_confidential(self) -> None:
        if self.shown is not None:
            self.confidential_wanted.emit(self.shown.id)

    def _choose_course(self) -> None:
        """Open the course they are booked for, or ask which where there are several."""
        if self.shown is not None:
            courses = {row.course_id: row.course for row in self.shown.bookings}
            self._ask_which(courses, self.open_course, self.course_wanted.emit)

    def _choose_where_out(self) -> None:
        """Say to which course they cannot come, or ask which where there are several."""
        if self.shown is not None:
            say = partial(self.out_wanted.emit, self.shown.id)
            self._ask_which(_coming(self.shown), self.is_out, say)

    def _ask_which(
        self, courses: Mapping[int, str], under: QWidget, act: Callable[[int], object]
    ) -> None:
        if len(courses) == 1:
            act(*courses)
            return
        menu = QMenu(self)
        for course_id, number in courses.items():
            menu.addAction(number).setData(course_id)
        menu.triggered.connect(lambda action: act(action.data()))
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._details)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.kind)
        inside.addWidget(self.facts)
        inside.addWidget(self.confidential, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(6)
        inside.addWidget(label(self.tr("Talks"), "heading"))
        inside.addWidget(self.use)
        inside.addSpacing(6)
        beside = QHBoxLayout()
        beside.addWidget(label(self.tr("Times"), "heading"))
        beside.addStretch()
        beside.addWidget(self.change_times)
        inside.addLayout(beside)
        inside.addWidget(self.times)
        inside.addSpacing(6)
        inside.addWidget(self.agreed)
        inside.addWidget(self.terms)
        inside.addSpacing(6)
        over = QHBoxLayout()
        over.addWidget(label(self.tr("Bookings"), "heading"))
        over.addStretch()
        over.addWidget(self.papers)
        over.addWidget(self.open_course)
        inside.addLayout(over)
        inside.addWidget(self.bookings)
        inside.addWidget(self.earlier)
        inside.addWidget(self.no_bookings)
        inside.addWidget(self.is_out, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(6)
        below = QVBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.turn)
        below.addWidget(self.remove)
        inside.addLayout(below)
        for each in (self._details, self.facts, self.use, self.terms, self.bookings):
            # A long word would make it wider than the panel, and Qt counts its lines by that width.
            each.setMinimumWidth(1)
        self.card.body.addWidget(self.hint)
        self.card.body.addWidget(self._details)
        self.card.body.addStretch()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scrolled(self.card))


def _facts(card: PresenterCard) -> list[tuple[str, str]]:
    facts = [(name, words) for name, words in _profession(card) if words]
    if card.kind in CONFIDENTIAL_KINDS:
        facts.append(("Contact", "Only in the confidential record"))
    else:
        facts += [("E-mail", card.email), ("Phone", card.phone)]
    if card.topics:
        facts.append(("Topics", card.topics))
    if card.bio:
        facts.append(("In print", card.bio))
    if card.person:
        facts.append(("Also", f"{card.person} in the list of people"))
    if not card.active:
        facts.append(("Standing", "Inactive: not offered for bookings"))
    return facts


def _profession(card: PresenterCard) -> tuple[tuple[str, str], ...]:
    return ("Title", card.title), ("Organization", card.organization)


def _coming(card: PresenterCard) -> dict[int, str]:
    """The numbers of courses by their id for which they are still expected or an alternate."""
    today = this_day()
    return {
        row.course_id: row.course
        for row in card.bookings
        if row.on_date is not None and row.on_date >= today and row.state not in _OVER
    }


def _detail(row: BookingRow) -> str:
    """State, day and course of a booking; the state first, as long lines lose their end."""
    parts = [STATES[row.state], short_date(row.on_date) or "not placed yet", row.course]
    if row.choice > 1:
        parts.insert(1, choice_words(row.choice).lower())
    return " · ".join(parts)


def _breakable(name: str) -> str:
    """A name that may be broken inside its words where they are too long for the panel."""
    return _LONG_WORD.sub("\\g<0>\u200b", name)
