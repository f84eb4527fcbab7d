"""One agency's coverage beside the list: what has to be done, the years, the shifts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, button, clear_layout, label
from cittrainer.gui.common.fields import FormRow
from cittrainer.gui.common.meters import MeterBar
from cittrainer.gui.common.trainee_words import ROLES
from cittrainer.gui.coverage.chart import CoverageChart, Curve
from cittrainer.gui.coverage.columns import today, tone_of
from cittrainer.queries.coverage_past import PastYear, past_years
from cittrainer.rules.coverage import Prospect, outlook, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.coverage import Coverage

_MOST_PACE = 999


class CoveragePanel(QWidget):
    """The row that is chosen; without one, all that the list shows together."""

    agency_wanted = Signal(int)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._row: Coverage | None = None
        self._past: tuple[PastYear, ...] = ()
        self.card = Card(self.tr("All agencies"), self.tr("Edit agency"))
        self.card.title.setWordWrap(True)
        self.card.head.setStretch(0, 1)
        self.card.action_wanted.connect(self.want_agency)
        self.words = label("", wrap=True)
        self.chart = CoverageChart()
        self.pace = QSpinBox()
        self.pace.setRange(0, _MOST_PACE)
        self.pace_row = FormRow(
            self.tr("&Trained in a year after the planned courses"),
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
        """The row that is shown; None for all together."""
        return self._row

    def show_row(self, row: Coverage) -> None:
        """Show one agency and role."""
        another = self._row is None or self._row.key != row.key
        self._row = row
        self.card.title.setText(f"{row.agency}, {ROLES[row.role]}")
        self.card.action.setVisible(True)
        self.pace_row.setVisible(True)
        if another:
            self._past = ()
            self._take_usual_pace()
        self._show_shifts(row)
        self._draw()
        key = row.key
        self._runner.read(
            lambda db: (key, past_years(db, today=today(), agency_id=key[0], role=key[1])),
            self._show_past,
        )

    def show_all(self, rows: Sequence[Coverage]) -> None:
        """Show what is trained in all of these together."""
        self._row = None
        self.card.title.setText(self.tr("All that is shown"))
        self.card.action.setVisible(False)
        clear_layout(self._shifts)
        for widget in (self.pace_row, self.usual, self.shifts_heading):
            widget.setVisible(False)
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
        self.chart.show_curve(Curve(today(), trained, needed, (), months), words)

    @Slot()
    def want_agency(self) -> None:
        """Ask for the form of the agency that is shown."""
        if self._row is not None:
            self.agency_wanted.emit(self._row.agency_id)

    def _show_past(self, read: tuple[object, tuple[PastYear, ...]]) -> None:
        key, past = read
        if self._row is not None and self._row.key == key:
            self._past = past
            self._draw()

    def _show_shifts(self, row: Coverage) -> None:
        clear_layout(self._shifts)
        self.shifts_heading.setVisible(bool(row.shifts))
        for shift in row.shifts:
            of = replace(row.prospect, trained=shift.trained, strength=shift.strength)
            bar = MeterBar()
            bar.show_meter(
                shift.name or self.tr("No shift on file"),
                f"{shift.trained:,}",
                self.tr("of {count}").format(count=f"{shift.strength:,}"),
                (of.percent or 0) / 100,
                tone_of(of),
            )
            self._shifts.addWidget(bar)

    def _draw(self) -> None:
        assert self._row is not None
        of = self._tried(self._row)
        ahead = outlook(of)
        words = sentence(of, ahead, today())
        self.words.setText(words)
        curve = Curve(today(), of.trained, of.needed, self._past, ahead.months)
        self.chart.show_curve(curve, words)
        self.usual.setVisible(self.pace.value() != round(self._row.prospect.pace))

    def _tried(self, row: Coverage) -> Prospect:
        """What is known, with the pace that stands in the box unless it is the usual one."""
        if self.pace.value() == round(row.prospect.pace):
            return row.prospect
        return replace(row.prospect, pace=float(self.pace.value()))

    @Slot()
    def _try_pace(self) -> None:
        if self._row is not None:
            self._draw()

    @Slot()
    def _take_usual_pace(self) -> None:
        if self._row is not None:
            self.pace.setValue(min(round(self._row.prospect.pace), _MOST_PACE))

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self.card)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(area)
