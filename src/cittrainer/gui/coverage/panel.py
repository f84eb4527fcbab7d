"""One agency's coverage beside the list: what has to be done, the years, the shifts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, button, clear_layout, label, scrolled
from cittrainer.gui.common.dates import this_day
from cittrainer.gui.common.fields import FormRow
from cittrainer.gui.common.meters import MeterBar
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.common.trainee_words import ROLES
from cittrainer.gui.coverage.chart import CoverageChart, Curve
from cittrainer.gui.coverage.columns import tone_of
from cittrainer.queries.coverage_past import PastYear, past_years
from cittrainer.rules.coverage import Prospect, outlook, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.coverage import Coverage

_MOST_PACE = 999

_PAUSE = 150
"""Milliseconds without another choice after which the past years are read."""


class CoveragePanel(QWidget):
    """The line that is chosen; without one, all that the list shows together."""

    agency_wanted = Signal(int)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._rows: tuple[Coverage, ...] = ()
        self._single = False
        self._past: tuple[PastYear, ...] = ()
        self._past_later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._past_later.timeout.connect(self._read_past)
        self.card = Card(self.tr("All agencies"), self.tr("Edit agency"))
        self.card.title.setWordWrap(True)
        self.card.head.setStretch(0, 1)
        self.card.action_wanted.connect(self.want_agency)
        self.words = label("", wrap=True)
        self.chart = CoverageChart()
        self.pace = QSpinBox()
        self.pace.setRange(0, _MOST_PACE)
        self.pace_row = FormRow(
            self.tr("&Trained in a year from then on"),
            self.pace,
            self.tr("Try other numbers here; nothing is stored."),
        )
        self.usual = button(self.tr("As in the last three years"), "link")
        self.shifts_heading = label(self.tr("Shifts"), "heading")
        self._shifts = QVBoxLayout()
        self._shifts.setSpacing(10)
        body = self.card.body
        body.addWidget(self.words)
        body.addWidget(self.chart)
        body.addWidget(self.pace_row)
        body.addWidget(self.usual)
        body.addSpacing(6)
        body.addWidget(self.shifts_heading)
        body.addLayout(self._shifts)
        body.addStretch()
        self._lay_out()
        self.pace.valueChanged.connect(self._try_pace)
        self.usual.clicked.connect(self._take_usual_pace)

    @property
    def row(self) -> Coverage | None:
        """The row that is shown; None for several together."""
        return self._rows[0] if self._single else None

    def show_row(self, row: Coverage) -> None:
        """Show one agency and role."""
        another = self.row is None or self.row.key != row.key
        self._take((row,), single=True)
        self.card.title.setText(f"{row.agency}, {ROLES[row.role]}")
        if another:
            self._take_usual_pace()
        self._show_shifts(row)
        self._draw()

    def show_all(self, rows: Sequence[Coverage]) -> None:
        """Show what is trained in all of these together."""
        self._take(rows, single=False)
        self.card.title.setText(self.tr("All that is shown"))
        clear_layout(self._shifts)
        self._draw()

    @Slot()
    def want_agency(self) -> None:
        """Ask for the form of the agency that is shown."""
        if self.row is not None:
            self.agency_wanted.emit(self.row.agency_id)

    def _take(self, rows: Sequence[Coverage], *, single: bool) -> None:
        """Keep what is shown, and ask for its years once nobody types or scrolls any more."""
        if {row.key for row in rows} != {row.key for row in self._rows}:
            self._past = ()
        self._rows, self._single = tuple(rows), single
        self.card.action.setVisible(single)
        self.pace_row.setVisible(single)
        self.usual.setVisible(False)
        self.shifts_heading.setVisible(False)
        self._past_later.start()

    @Slot()
    def _read_past(self) -> None:
        keys = frozenset(row.key for row in self._rows)
        ids, roles = {agency_id for agency_id, _ in keys}, {role for _, role in keys}
        self._runner.read(
            lambda db: (keys, past_years(db, today=this_day(), agency_ids=ids, roles=roles)),
            self._show_past,
        )

    def _show_past(self, read: tuple[object, tuple[PastYear, ...]]) -> None:
        keys, past = read
        if keys == frozenset(row.key for row in self._rows):
            self._past = past
            self._draw()

    def _show_shifts(self, row: Coverage) -> None:
        clear_layout(self._shifts)
        self.shifts_heading.setVisible(bool(row.shifts))
        for shift in row.shifts:
            bar = MeterBar()
            name = shift.name or self.tr("No shift on file")
            if row.typed and not shift.typed:
                # The rest of those who work then is not on file: a share would say too much.
                bar.show_meter(name, f"{shift.trained:,}", self.tr("trained"), 0, Tone.NEUTRAL)
            else:
                of = replace(row.prospect, trained=shift.trained, strength=shift.strength)
                goal = self.tr("of {count}").format(count=f"{shift.strength:,}")
                share = (of.percent or 0) / 100
                bar.show_meter(name, f"{shift.trained:,}", goal, share, tone_of(of))
            self._shifts.addWidget(bar)

    def _draw(self) -> None:
        if self.row is not None:
            self._draw_one(self.row)
        else:
            self._draw_all()

    def _draw_one(self, row: Coverage) -> None:
        of = self._tried(row)
        ahead = outlook(of)
        words = sentence(of, ahead, this_day())
        self.words.setText(words)
        curve = Curve(this_day(), of.trained, of.needed, self._past, ahead.months)
        self.chart.show_curve(curve, words)
        self.usual.setVisible(self.pace.value() != round(row.prospect.pace))

    def _draw_all(self) -> None:
        rows = self._rows
        trained = sum(row.prospect.trained for row in rows)
        strength = sum(row.prospect.strength for row in rows)
        met = sum(row.prospect.met for row in rows)
        share = f" ({trained * 100 / strength:.0f} %)" if strength else ""
        words = self.tr(
            "{trained} of {strength} people are trained{share}; {met} of {count} targets are met. "
            "Choose a line to see its years, its shifts, and when its target is met."
        ).format(
            trained=f"{trained:,}", strength=f"{strength:,}", share=share, met=met, count=len(rows)
        )
        self.words.setText(words)
        months = [sum(each) for each in zip(*(row.outlook.months for row in rows), strict=True)]
        needed = sum(row.prospect.needed for row in rows)
        self.chart.show_curve(Curve(this_day(), trained, needed, self._past, months), words)

    def _tried(self, row: Coverage) -> Prospect:
        """What is known, with the pace that stands in the box unless it is the usual one."""
        if self.pace.value() == round(row.prospect.pace):
            return row.prospect
        return replace(row.prospect, pace=float(self.pace.value()))

    @Slot()
    def _try_pace(self) -> None:
        if self.row is not None:
            self._draw()

    @Slot()
    def _take_usual_pace(self) -> None:
        if self.row is not None:
            self.pace.setValue(min(round(self.row.prospect.pace), _MOST_PACE))

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(scrolled(self.card))
