"""The week grid without its user: shows a week, scrolls, zooms and paints."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cittrainer.gui.courses.week import headings
from cittrainer.gui.courses.week.columns import Division
from cittrainer.gui.courses.week.frame import CORNER, paint_frame
from cittrainer.gui.courses.week.geometry import (
    BODY_PADDING,
    LEAST_COLUMN,
    LEAST_SCALE,
    MOST_SCALE,
    WeekGeometry,
)
from cittrainer.gui.courses.week.inks import Inks, inks
from cittrainer.gui.courses.week.marks import WEIGHT, gravest
from cittrainer.gui.courses.week.painting import Look, WeekPainter, with_ring
from cittrainer.gui.courses.week.parts_layer import paint_parts
from cittrainer.gui.courses.week.proposal_layer import LEFT_BEHIND
from cittrainer.gui.courses.week.still import StillPicture
from cittrainer.rules.hours import ledger
from cittrainer.rules.values import Week

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from cittrainer.gui.courses.week.drag import Drag, Target
    from cittrainer.gui.courses.week.free_layer import FreeLayer
    from cittrainer.gui.courses.week.ghost import Ghost
    from cittrainer.gui.courses.week.proposal_layer import ProposalLayer
    from cittrainer.rules.values import Finding, PlacedBlock

AXIS = 50.0
HELD, BEHIND = 0.35, 0.5
"""How much is seen of a held block where it was, and of all others behind its free times."""
FITTED = (1.05, 1.7)
"""Pixels per minute between which the day is fitted to the window's height."""

ZOOM_STEP = 1.15
ROW_STEP = 30
"""Minutes that one step of the scroll bar goes on."""


class WeekCanvas(QAbstractScrollArea):
    """Paints a ``Week`` with its findings; scrolls both ways under fixed headings.

    Args:
        check: Says what is wrong with a week; pure, and fast enough for every mouse move.
        parent: The widget it stands in.
    """

    divided = Signal(object)
    """Each day is divided in another way, a ``Division``."""

    def __init__(
        self, check: Callable[[Week], Sequence[Finding]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._week = Week(0, "", "", "planning", (), ())
        self._findings: tuple[Finding, ...] = ()
        self._severities: Mapping[int, str] = {}
        self._taught: Mapping[int, int] = {}
        self._selected = 0
        self._chosen: frozenset[int] = frozenset()
        """The selected block and others that go along with it."""
        self._division = Division.DAYS
        self._held: frozenset[int] = frozenset()
        """The blocks that a drag carries."""
        self._band: QRectF | None = None
        """The rectangle that is drawn to choose blocks, in body coordinates."""
        self._company: tuple[tuple[PlacedBlock, Target], ...] = ()
        """Where the other blocks of a drag would be."""
        self._hovered = 0
        self._drag: Drag | None = None
        self._ghost: Ghost | None = None
        self._free: FreeLayer | None = None
        """When those whom the held block needs are free; only while one is held."""
        self._proposal: ProposalLayer | None = None
        """The plan that is offered; None while there is none."""
        self._still: StillPicture | None = None
        """What does not change during a drag; None when all of it has to be painted anew."""
        self._scale: float | None = None
        self._pen = WeekPainter(self.font())
        self._geometry = WeekGeometry(self._week, width=0, scale=1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumSize(round(AXIS + LEAST_COLUMN), 200)

    @property
    def week(self) -> Week:
        """What is shown, a change that is not yet on file included."""
        return self._week

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the week that is shown."""
        return self._findings

    @property
    def pixels_per_minute(self) -> float:
        """How far the grid is zoomed in."""
        return self._geometry.scale

    @property
    def header(self) -> float:
        """Height of the headings over the grid."""
        return headings.height(self._geometry)

    @property
    def division(self) -> Division:
        """By what each day is divided."""
        return self._division

    def divide(self, division: Division) -> None:
        """Divide each day by its rooms or groups, or no longer."""
        self._division = division
        self._lay_out()
        self.divided.emit(division)

    def divide_next(self) -> None:
        """By rooms, then by groups, then no longer."""
        ways = list(Division)
        self.divide(ways[(ways.index(self._division) + 1) % len(ways)])

    def block_rect(self, block_id: int) -> QRectF:
        """Where a placed block is painted, in coordinates of the viewport."""
        return self._geometry.rects[block_id].translated(self._origin())

    def zoom(self, factor: float, anchor: float | None = None) -> None:
        """Show more or less of the day.

        Args:
            factor: Over 1 to come nearer; 0 to fit the day to the window.
            anchor: The height in the viewport that stays where it is; None is the middle.
        """
        if not factor:
            self.zoom_to_fit()
            return
        y = self.viewport().height() / 2 if anchor is None else anchor
        minute = self._geometry.minute_at(y - self._origin().y())
        scale = self.pixels_per_minute * factor
        self._scale = max(LEAST_SCALE, min(scale, MOST_SCALE))
        self._lay_out()
        self.verticalScrollBar().setValue(round(self._geometry.y_of(minute) + self.header - y))

    def zoom_to_fit(self) -> None:
        """Fit the day to the window's height again, and keep it so."""
        self._scale = None
        self._lay_out()

    def reveal(self, block_id: int) -> None:
        """Scroll until a block can be seen."""
        rect = self._geometry.rects.get(block_id)
        if rect is not None:
            self._scroll_to(rect)

    def _scroll_to(self, rect: QRectF) -> None:
        """Scroll until a rectangle of the body can be seen."""
        body = self._body()
        for bar, start, end, room in (
            (self.horizontalScrollBar(), rect.left(), rect.right(), body.width()),
            (self.verticalScrollBar(), rect.top() - 4, rect.bottom() + 4, body.height()),
        ):
            if start < bar.value() or end - start > room:
                bar.setValue(int(start))
            elif end > bar.value() + room:
                bar.setValue(int(end - room) + 1)

    def show_proposal(self, proposal: ProposalLayer | None) -> None:
        """Draw a proposal over the week, or take it away."""
        self._proposal = proposal
        self._repaint_all()

    @property
    def proposal(self) -> ProposalLayer | None:
        """The proposal that is drawn over the week."""
        return self._proposal

    def look_at_change(self, block_id: int) -> None:
        """Let what the proposal does with a block stand out, and scroll to it; 0 for none."""
        if self._proposal is None or self._proposal.looked_at == block_id:
            return
        self._proposal.look_at(block_id)
        place = self._proposal.rects(self._geometry).get(block_id)
        if place is not None:
            self._scroll_to(place)
        else:
            self.reveal(block_id)
        self._repaint_all()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._pen = WeekPainter(self.font())
            self._repaint_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the new room."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Show another part; the headings stay."""
        self._repaint_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        colours = inks()
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dirty = QRectF(event.rect())
        self._paint_body(painter, dirty & self._body(), colours)
        if dirty.left() < AXIS:
            self._paint_axis(painter, colours)
        if dirty.top() < self.header:
            self._paint_header(painter, colours)
        inside = QRectF(self.viewport().rect()).adjusted(CORNER, CORNER, -CORNER, -CORNER)
        if not inside.contains(dirty):
            paint_frame(painter, QRectF(self.viewport().rect()), colours)
        painter.end()

    def _show(self, week: Week) -> None:
        """Show a week and what is wrong with it."""
        self._week = week
        self._taught = ledger(week).by_day
        self._set_findings(self._check(week))
        self._lay_out()

    def _set_findings(self, findings: Sequence[Finding]) -> None:
        """Remember what is wrong and repaint the blocks whose sign changes."""
        self._findings = tuple(findings)
        about: dict[int, list[Finding]] = {}
        for finding in findings:
            if finding.severity in WEIGHT:
                for block_id in finding.blocks:
                    about.setdefault(block_id, []).append(finding)
        severities = {block_id: gravest(each) for block_id, each in about.items()}
        for block_id in severities.keys() | self._severities.keys():
            if severities.get(block_id) != self._severities.get(block_id):
                self._repaint_block(block_id)
        self._severities = severities

    def _findings_of(self, block_id: int) -> tuple[Finding, ...]:
        return tuple(finding for finding in self._findings if block_id in finding.blocks)

    def _lay_out(self) -> None:
        """Find the place of everything again, after a change of week, size or zoom."""
        view = self.viewport().size()
        made = partial(WeekGeometry, self._week, width=view.width() - AXIS, division=self._division)
        plain = made(scale=1)
        minutes = plain.last_minute - plain.first_minute
        fitted = (view.height() - headings.height(plain) - 2 * BODY_PADDING) / minutes
        self._geometry = made(scale=self._scale or max(FITTED[0], min(fitted, FITTED[1])))
        size, scale = self._geometry.size, self._geometry.scale
        for bar, content, page, step in (
            (self.horizontalScrollBar(), size.width(), view.width() - AXIS, LEAST_COLUMN),
            (
                self.verticalScrollBar(),
                size.height(),
                view.height() - self.header,
                ROW_STEP * scale,
            ),
        ):
            bar.setPageStep(max(1, round(page)))
            bar.setSingleStep(round(step))
            bar.setRange(0, max(0, round(content - page)))
        self._repaint_all()

    def _origin(self) -> QPointF:
        """Where the body's origin lies in the viewport."""
        return QPointF(
            AXIS - self.horizontalScrollBar().value(),
            self.header - self.verticalScrollBar().value(),
        )

    def _body(self) -> QRectF:
        """The part of the viewport that shows the body."""
        return QRectF(self.viewport().rect()).adjusted(AXIS, self.header, 0, 0)

    def _repaint_block(self, block_id: int) -> None:
        if block_id in self._geometry.rects:
            area = with_ring(self.block_rect(block_id)).toAlignedRect()
            if self._still is not None:
                self._still.spoil(area)
            self.viewport().update(area)

    def _repaint_all(self) -> None:
        self._still = None
        self.viewport().update()

    def _paint_body(self, painter: QPainter, dirty: QRectF, colours: Inks) -> None:
        if self._drag is None:
            self._paint_ground(painter, dirty, colours)
            self._paint_blocks(painter, dirty, colours)
        else:
            self._show_still(painter, dirty, colours)
        painter.save()
        painter.setClipRect(dirty)
        painter.translate(self._origin())
        self._paint_company(painter, colours)
        if self._band is not None:
            self._pen.band(painter, self._band, colours)
        painter.translate(-self._origin())
        if self._ghost is not None:
            self._ghost.paint(painter, self._pen, colours)
        painter.restore()

    def _show_still(self, painter: QPainter, dirty: QRectF, colours: Inks) -> None:
        """The picture of what a drag leaves alone, made when there is none that fits."""
        made_for = self.viewport().size(), self.devicePixelRatioF(), colours
        if self._still is None or not self._still.fits(*made_for):
            self._still = StillPicture(*made_for)
        body = self._body()
        self._still.draw(
            painter, dirty,
            ground=lambda anew, area: self._paint_ground(anew, area & body, colours),
            blocks=lambda anew, area: self._paint_blocks(anew, area & body, colours),
        )  # fmt: skip

    def _paint_ground(self, painter: QPainter, dirty: QRectF, colours: Inks) -> None:
        """What lies under all blocks."""
        origin = self._origin()
        painter.save()
        painter.setClipRect(dirty)
        painter.translate(origin)
        visible = dirty.translated(-origin)
        self._pen.ground(painter, self._geometry, visible, colours)
        if self._free is not None:
            self._free.ground(painter, self._geometry, visible, colours)
        painter.restore()

    def _paint_blocks(self, painter: QPainter, dirty: QRectF, colours: Inks) -> None:
        """The blocks that do not follow the mouse, and what is said over them."""
        origin = self._origin()
        painter.save()
        painter.setClipRect(dirty)
        painter.translate(origin)
        visible = dirty.translated(-origin)
        for block in sorted(self._week.blocks, key=lambda block: block.id in self._chosen):
            rect = self._geometry.rects.get(block.id)
            if rect is None:
                continue
            whole = with_ring(rect) if block.id in self._chosen else rect
            if whole.intersects(visible):
                self._pen.block(painter, block, rect, self._look(block), colours)
                if self._geometry.is_divided:
                    paint_parts(painter, self._pen.small, self._geometry, block, rect, colours)
        if self._proposal is not None:
            self._proposal.paint(painter, self._pen, self._geometry, visible, colours)
        if self._free is not None:
            seen = self._body().translated(-origin)
            self._free.words(painter, self._geometry, visible, seen, colours)
        painter.restore()

    def _paint_company(self, painter: QPainter, colours: Inks) -> None:
        """The other blocks of a drag, where they would be."""
        for block, target in self._company:
            if target.day_id is None or target.start is None:
                continue
            rect = self._geometry.place(block, target.day_id, target.start, target.minutes)
            look = Look(target.start, target.minutes, selected=True)
            self._pen.block(painter, block, rect, look, colours)

    def _look(self, block: PlacedBlock) -> Look:
        held = block.id in self._held
        seen = HELD if held else BEHIND if self._free is not None else 1.0
        if self._proposal is not None and block.id in self._proposal.leaving:
            seen = min(seen, LEFT_BEHIND)
        return Look(
            start=block.start or 0,
            minutes=block.minutes,
            severity="" if held else self._severities.get(block.id, ""),
            selected=block.id in self._chosen,
            focused=self.hasFocus() and block.id == self._selected,
            hovered=block.id == self._hovered,
            opacity=seen,
        )

    def _paint_axis(self, painter: QPainter, colours: Inks) -> None:
        strip = QRectF(0, self.header, AXIS, self.viewport().height() - self.header)
        shift = self._origin().y()
        headings.paint_axis(painter, self._pen, self._geometry, strip, shift, colours)

    def _paint_header(self, painter: QPainter, colours: Inks) -> None:
        strip = QRectF(AXIS, 0, self.viewport().width() - AXIS, self.header)
        shift = self._origin().x()
        headings.paint(painter, self._pen, self._geometry, self._taught, strip, shift, colours)
