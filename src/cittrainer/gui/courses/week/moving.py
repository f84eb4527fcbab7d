"""The week grid with blocks that can be picked up, carried and put down with the mouse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal, Slot

from cittrainer.gui.courses.week import navigation
from cittrainer.gui.courses.week.drag import Drag, Grip, Target, beside, kept_together
from cittrainer.gui.courses.week.free_layer import FreeLayer
from cittrainer.gui.courses.week.ghost import Ghost
from cittrainer.gui.courses.week.nudging import NudgingCanvas
from cittrainer.rules.free_busy import free_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.courses.week.unplaced import UnplacedList
    from cittrainer.rules.values import Finding, PlacedBlock, Week

SCROLL_EDGE = 26.0
"""Pixels from the edge of the grid at which a drag begins to scroll it."""

SCROLL_EVERY = 30
"""Milliseconds between two steps of that."""

HELD_BELOW_TOP = 10.0
"""Pixels from the upper edge at which a block from the unplaced list is held."""


class MovingCanvas(NudgingCanvas):
    """Moves blocks by mouse as well, and says so once they are put down.

    Args:
        check: Says what is wrong with a week; asked for every place a drag passes over.
        parent: The widget it stands in.
    """

    drag_changed = Signal(bool)
    """Whether free and busy times are painted from now on, as they are while a block is held."""

    def __init__(
        self, check: Callable[[Week], Sequence[Finding]], parent: QWidget | None = None
    ) -> None:
        super().__init__(check, parent)
        self._target: Target | None = None
        self._pointer = QPointF()
        self._unplaced: UnplacedList | None = None
        self._scroller = QTimer(self, interval=SCROLL_EVERY)
        self._scroller.timeout.connect(self._scroll_at_edge)

    @property
    def is_dragging(self) -> bool:
        """Whether a block is held by the mouse."""
        return self._drag is not None

    @Slot(object)
    def show_week(self, week: Week) -> None:
        """Show what is on file; whatever was only wished for snaps back.

        A drag goes on unless its block is somewhere else by now.
        """
        super().show_week(week)
        if self._unplaced is not None:
            self._unplaced.show_week(week)
        held = self._drag
        block = navigation.block_of(week, held.block.id) if held else None
        company = tuple(navigation.block_of(week, one.id) for one, _ in self._company)
        stayed = all(
            one is not None and Target.of(one) == Target.of(before)
            for one, (before, _) in zip(company, self._company, strict=True)
        )
        if held and block and stayed and Target.of(block) == Target.of(held.block):
            self._company = tuple((one, Target.of(one)) for one in company if one is not None)
            self._drag, self._target = replace(held, block=block), None
            self._show_free(block)
            self.drag_to(self._pointer)
        else:
            self._abandon()

    def take_unplaced(self, unplaced: UnplacedList) -> None:
        """Let blocks be dragged between this grid and a list of unplaced ones."""
        self._unplaced = unplaced
        unplaced.drag_moved.connect(self._drag_from_list)
        unplaced.drag_released.connect(self.drop)
        unplaced.drag_cancelled.connect(self.cancel_drag)
        unplaced.place_requested.connect(self.place)
        self.preview.connect(unplaced.show_week)
        self.selection_changed.connect(unplaced.select)
        unplaced.show_week(self._week)

    def start_drag(self, drag: Drag, company: Sequence[PlacedBlock] = ()) -> None:
        """Pick a block up, and others that it takes along."""
        self._drag = drag
        self._company = tuple((one, Target.of(one)) for one in company)
        self._held = frozenset({drag.block.id, *(one.id for one in company)})
        self._target = Target.of(drag.block)
        self._show_free(drag.block)
        shape = Qt.CursorShape
        self.viewport().setCursor(
            shape.ClosedHandCursor if drag.grip is Grip.BODY else shape.SizeVerCursor
        )
        self._scroller.start()

    def drag_to(self, pointer: QPointF) -> None:
        """Carry the block to a point of the screen."""
        if self._drag is None:
            return
        self._pointer = pointer
        target = self._target_at(pointer)
        if target == self._target:
            return
        self._target = target
        week = self._carried(target)
        self._set_findings(self._check(week))
        self._show_ghost()
        self.preview.emit(week)

    @Slot()
    def drop(self) -> None:
        """Put the block down and say what has changed, if anything has."""
        if self._drag is None or self._target is None:
            return
        block, target = self._drag.block, self._target
        company, week = self._company, self._carried(target)
        self._abandon()
        if target == Target.of(block):
            return
        if company:
            self._drop_all(week, {block.id: target} | {one.id: to for one, to in company})
            return
        self._show(target.applied(self._week, block.id))
        self.select(block.id if target.day_id is not None else 0)
        if target.into is not None:
            self.block_sent.emit(block.id, target.day_id, target.start, target.into)
        else:
            self._report(block, target)

    def _carried(self, target: Target) -> Week:
        """The week with all that is held where it would be; remembers where that is."""
        if self._drag is None:
            raise RuntimeError("No block is held.")
        block = self._drag.block
        others = tuple(one for one, _ in self._company)
        self._company = beside(self._week, block, target, others)
        week = target.applied(self._week, block.id)
        for one, to in self._company:
            week = to.applied(week, one.id)
        return week

    def _drop_all(self, week: Week, targets: Mapping[int, Target]) -> None:
        """Put several blocks down and say where they are."""
        self._show(week)
        if any(target.day_id is None for target in targets.values()):
            self.select(0)
            self.blocks_unplaced.emit(tuple(targets))
        else:
            moved = tuple((one, to.day_id, to.start) for one, to in targets.items())
            self.blocks_moved.emit(moved)

    @Slot()
    def cancel_drag(self) -> None:
        """Let go of the block; it stays where it was."""
        if self._drag is None:
            return
        self._abandon()
        self._set_findings(self._check(self._week))
        self.preview.emit(self._week)

    def _target_at(self, pointer: QPointF) -> Target:
        """Where the held block would be with the mouse at a point of the screen."""
        if self._drag is None:
            raise RuntimeError("No block is held.")
        block = self._drag.block
        if self._drag.grip is Grip.BODY:
            over_list = self._unplaced is not None and self._unplaced.holds(pointer)
            if self._unplaced is not None:
                self._unplaced.set_inviting(over_list and block.placed)
            point = QPointF(self.viewport().mapFromGlobal(pointer))
            outside = not QRectF(self.viewport().rect()).contains(point)
            if over_list or (outside and not block.placed):
                return Target(None, None, block.minutes)
            if outside:
                return self._inside(point)
        return self._inside(QPointF(self.viewport().mapFromGlobal(pointer)))

    def _inside(self, point: QPointF) -> Target:
        if self._drag is None:
            raise RuntimeError("No block is held.")
        target = self._drag.target(self._geometry, point - self._origin())
        company = tuple(one for one, _ in self._company)
        return kept_together(self._geometry, self._drag.block, target, company)

    @Slot(int, QPointF)
    def _drag_from_list(self, block_id: int, pointer: QPointF) -> None:
        """Carry a block that was picked up in the unplaced list."""
        if self._drag is None:
            block = navigation.block_of(self._week, block_id)
            if block is None:
                return
            self.start_drag(Drag(block, Grip.BODY, HELD_BELOW_TOP / self._geometry.scale))
        self.drag_to(pointer)

    def _show_free(self, block: PlacedBlock) -> None:
        """Paint when those whom a held block needs are free; worked out once for the drag."""
        found = free_busy(self._week, block)
        self._free = FreeLayer(found, self._pen.small) if found else None
        self._repaint_all()
        self.drag_changed.emit(bool(found))

    def _show_ghost(self) -> None:
        """Draw the held block where it would be, repainting only what changes."""
        before = self._ghost.area if self._ghost else QRectF()
        self._ghost = self._made_ghost()
        after = self._ghost.area if self._ghost else QRectF()
        for area in (before, after):
            self.viewport().update(area.toAlignedRect())
        if self._company:
            self.viewport().update()

    def _made_ghost(self) -> Ghost | None:
        drag, target = self._drag, self._target
        if drag is None or target is None or target.day_id is None or target.start is None:
            return None
        where = target.day_id, target.start, target.minutes
        held = target.applied(self._week, drag.block.id).block[drag.block.id]
        rect = self._geometry.place(held, *where)
        against = self._free.against(*where) if self._free else ()
        return Ghost(
            drag.block,
            self._week.day[target.day_id],
            target.start,
            target.minutes,
            rect=rect.translated(self._origin()),
            visible=self._body(),
            findings=self._findings_of(drag.block.id),
            against=against,
            font=self._pen.small,
        )

    def _abandon(self) -> None:
        """Forget the drag and everything that shows it."""
        self._scroller.stop()
        if self._drag is None:
            return
        self._drag = self._target = self._ghost = self._free = None
        self._company, self._held = (), frozenset()
        self.drag_changed.emit(False)
        if self._unplaced is not None:
            self._unplaced.set_inviting(False)
        self.viewport().unsetCursor()
        self._repaint_all()

    @Slot()
    def _scroll_at_edge(self) -> None:
        """Go on scrolling while the mouse holds a block at the edge of the grid."""
        point = QPointF(self.viewport().mapFromGlobal(self._pointer))
        body = self._body()
        if self._pointer.isNull() or not body.adjusted(-60, -60, 60, 60).contains(point):
            return
        moved = False
        for bar, at, low, high in (
            (self.verticalScrollBar(), point.y(), body.top(), body.bottom()),
            (self.horizontalScrollBar(), point.x(), body.left(), body.right()),
        ):
            before = bar.value()
            if at < low + SCROLL_EDGE:
                bar.setValue(before - bar.singleStep() // 3)
            elif at > high - SCROLL_EDGE:
                bar.setValue(before + bar.singleStep() // 3)
            moved = moved or bar.value() != before
        if moved:
            self.drag_to(self._pointer)
            self._show_ghost()
