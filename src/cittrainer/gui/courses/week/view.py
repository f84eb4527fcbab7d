"""The week grid with its user: mouse, keys and what they ask for."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from cittrainer.gui.courses.week import headings, navigation, words
from cittrainer.gui.courses.week.canvas import AXIS, ZOOM_STEP
from cittrainer.gui.courses.week.drag import Drag, Grip, grip_at
from cittrainer.gui.courses.week.geometry import snapped
from cittrainer.gui.courses.week.keys import WeekKeys
from cittrainer.gui.courses.week.moving import MovingCanvas
from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

    from cittrainer.rules.values import Finding, PlacedBlock, Week

WHEEL_NOTCH = 120
"""Eighths of a degree that Qt reports for one notch of a mouse wheel."""


class WeekView(MovingCanvas):
    """One course's week; emits what the user wants and shows it at once.

    Nothing is saved here. After each wish the page shows what is on file with ``show_week``,
    which is how a refused change snaps back.
    """

    block_opened = Signal(int)
    add_requested = Signal(int, int)
    """Day and start minute at which a block is to be added."""
    delete_requested = Signal(int)
    pin_toggled = Signal(int, bool)
    """Block, and whether it is to be pinned."""
    blocks_deleted = Signal(object)
    """The ids of several blocks."""
    blocks_pinned = Signal(object, bool)
    """The ids of several blocks, and whether they are to be pinned."""
    split_requested = Signal(int, bool)
    """A block is to be split, and whether it is to be asked where."""
    copy_requested = Signal(int)
    swap_requested = Signal(int, int)
    shift_requested = Signal(int, int)
    """Block, and minutes that it and what follows come later."""
    gap_close_requested = Signal(int)
    """The block before which a gap is."""
    menu_requested = Signal(int, QPoint)
    """Block, and where on the screen its menu belongs."""

    def __init__(
        self, check: Callable[[Week], Sequence[Finding]], parent: QWidget | None = None
    ) -> None:
        super().__init__(check, parent)
        self._keys = WeekKeys(self)
        self._pressed: tuple[int, Grip, QPointF] | None = None
        self._band_from: tuple[QPointF, frozenset[int]] | None = None
        """Where a rectangle begins that chooses blocks, and what was chosen before."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Week"))
        self.selection_changed.connect(self._describe)

    def press_pin(self) -> None:
        """Ask for the chosen blocks to be pinned, or to be let go if the selected one is."""
        if block := self.selected_block:
            self.finish_nudge()
            if len(self._chosen) > 1:
                ids = tuple(one.id for one in self.chosen if one.placed)
                self.blocks_pinned.emit(ids, not block.pinned)
                return
            self.pin_toggled.emit(block.id, not block.pinned)

    def press_delete(self) -> None:
        """Ask for the chosen blocks to be removed from the course."""
        if block := self.selected_block:
            self.finish_nudge()
            if len(self._chosen) > 1:
                self.blocks_deleted.emit(tuple(one.id for one in self.chosen))
                return
            self.delete_requested.emit(block.id)

    def press_split(self, *, ask: bool = False) -> None:
        """Want the selected block split, in the middle or where the user is to be asked."""
        if block := self.selected_block:
            self.finish_nudge()
            self.split_requested.emit(block.id, ask)

    def press_copy(self) -> None:
        """Ask for a copy of the selected block."""
        if block := self.selected_block:
            self.finish_nudge()
            self.copy_requested.emit(block.id)

    def press_swap(self) -> None:
        """Ask for the two chosen blocks to change places, or the selected one with the next."""
        self.finish_nudge()
        pair = [block.id for block in self.chosen]
        if len(pair) == 1 and (following := navigation.next_in_day(self.week, pair[0], 1)):
            pair.append(following)
        if len(pair) == 2:
            self.swap_requested.emit(*pair)
        elif pair:
            self.refused.emit(self.tr("Choose the two blocks that are to change places."))

    def press_shift(self, minutes: int) -> None:
        """Ask for the selected block and what follows to come later, or earlier if negative."""
        if (block := self.selected_block) and block.placed:
            self.finish_nudge()
            self.shift_requested.emit(block.id, minutes)

    def press_close_gap(self) -> None:
        """Ask for the gap before the selected block to be closed."""
        if (block := self.selected_block) and block.placed:
            self.finish_nudge()
            self.gap_close_requested.emit(block.id)

    def press_open(self) -> None:
        """Ask for the selected block's form."""
        if block := self.selected_block:
            self.finish_nudge()
            self.block_opened.emit(block.id)

    def press_add(self) -> None:
        """Ask for a new block behind the selected one, or at the start of the first day."""
        block = self.selected_block
        if block and block.day_id is not None and block.end is not None:
            self.finish_nudge()
            self.add_requested.emit(block.day_id, block.end)
        elif self.week.days:
            day = self.week.days[0]
            self.add_requested.emit(day.id, day.start)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is under the mouse and take hold of it."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.finish_nudge()
        if proposed := self._proposed_under(event.position()):
            self.select(proposed, reveal=False)
            self.look_at_change(proposed)
            return
        block_id = self._block_under(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and block_id:
            self.extend_to(block_id)
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and block_id:
            self.toggle(block_id)
            return
        if block_id in self._chosen and len(self._chosen) > 1:
            self.choose(self._chosen, block_id, reveal=False)
        elif block_id or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.select(block_id, reveal=False)
        if not block_id and self._body().contains(event.position()):
            self._band_from = event.position() - self._origin(), self._chosen
        if block_id:
            grip = grip_at(self.block_rect(block_id), event.position())
            self._pressed = block_id, grip, event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry what is held, or show what could be taken."""
        if self.is_dragging:
            self.drag_to(event.globalPosition())
        elif self._band_from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._stretch_band(event.position())
        elif self._pressed and event.buttons() & Qt.MouseButton.LeftButton:
            self._begin_drag(event)
        else:
            self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down what is held."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, None
        self.end_band()
        if pressed and not self.is_dragging and len(self._chosen) > 1:
            self.select(pressed[0], reveal=False)
        if self.is_dragging:
            self.drag_to(event.globalPosition())
            self.drop()
        self._hover(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a block, or ask for a new one where there is none."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = None
        if block_id := self._block_under(event.position()):
            self.select(block_id, reveal=False)
            self.press_open()
        elif self._body().contains(event.position()):
            point = event.position() - self._origin()
            if (day := self._geometry.day_at(point.x())) is not None:
                self.add_requested.emit(day.id, snapped(self._geometry.minute_at(point.y())))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP ** (event.angleDelta().y() / WHEEL_NOTCH), event.position().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means here."""
        if not self._keys.handle(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from block to block and leaves the grid after the last one."""
        step = 1 if forward else -1
        following = navigation.next_in_order(self.week, self.selected, step)
        if self.hasFocus() and following:
            self.select(following)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select a block when Tab comes here, and show that keys act on it."""
        super().focusInEvent(event)
        ends = {Qt.FocusReason.TabFocusReason: 1, Qt.FocusReason.BacktabFocusReason: -1}
        if (step := ends.get(event.reason())) is not None:
            self.select(navigation.next_in_order(self.week, 0, step) or 0)
        self._repaint_block(self.selected)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Report what keys have moved, and show that they go elsewhere."""
        super().focusOutEvent(event)
        self.finish_nudge()
        if event.reason() is Qt.FocusReason.ActiveWindowFocusReason:
            self.cancel_drag()
        self._repaint_block(self.selected)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a block."""
        by_key = event.reason() is not event.Reason.Mouse
        block_id = self.selected if by_key else self._block_under(QPointF(event.pos()))
        if block_id not in self._geometry.rects:
            return
        if block_id not in self._chosen:
            self.select(block_id)
        spot = self.block_rect(block_id).center().toPoint() if by_key else event.pos()
        self.menu_requested.emit(block_id, self.viewport().mapToGlobal(spot))

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell a block's whole words, and forget the mouse when it leaves."""
        if event.type() is QEvent.Type.Leave:
            self._set_hovered(0)
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            tip = self.tip_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def _begin_drag(self, event: QMouseEvent) -> None:
        """Take the pressed block along once the mouse has gone far enough."""
        if self._pressed is None:
            return
        block_id, grip, pressed_at = self._pressed
        way = (event.position() - pressed_at).manhattanLength()
        block = navigation.block_of(self.week, block_id)
        if way < QApplication.startDragDistance() or block is None:
            return
        if block.pinned:
            self._pressed = None
            self.refuse_pinned(block)
            self.viewport().setCursor(Qt.CursorShape.ForbiddenCursor)
            return
        company: tuple[PlacedBlock, ...] = ()
        if grip is Grip.BODY and len(self._chosen) > 1:
            company = tuple(one for one in self.chosen if one.placed and one.id != block_id)
            if self._holds_pinned(company):
                self._pressed = None
                return
        minute = self._geometry.minute_at((pressed_at - self._origin()).y())
        self.start_drag(Drag(block, grip, minute - (block.start or 0)), company)
        self.drag_to(event.globalPosition())

    def end_band(self) -> None:
        """Take the rectangle away; what it chose stays chosen."""
        self._band_from = None
        if self._band is not None:
            self._band = None
            self.viewport().update()

    def _stretch_band(self, position: QPointF) -> None:
        """Choose the blocks that the rectangle touches, beside those that were chosen before."""
        if self._band_from is None:
            return
        start, before = self._band_from
        band = QRectF(start, position - self._origin()).normalized()
        if self._band is None and band.width() + band.height() < QApplication.startDragDistance():
            return
        self._band = band
        touched = [id_ for id_, rect in self._geometry.rects.items() if rect.intersects(band)]
        chosen = before | set(touched)
        selected = self._selected if self._selected in chosen else next(iter(touched), 0)
        self.choose(chosen, selected or max(chosen, default=0), reveal=False)
        self.viewport().update()

    def _block_under(self, position: QPointF) -> int:
        """The block at a place of the viewport, or 0."""
        if not self._body().contains(position):
            return 0
        return self._geometry.block_at(position - self._origin()) or 0

    def _proposed_under(self, position: QPointF) -> int:
        """The block that a proposal would put at a place of the viewport, or 0."""
        if self.proposal is None or not self._body().contains(position):
            return 0
        return self.proposal.block_at(self._geometry, position - self._origin())

    def _hover(self, position: QPointF) -> None:
        if self._proposed_under(position):
            self._set_hovered(0)
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            return
        block_id = self._block_under(position)
        self._set_hovered(block_id)
        block = navigation.block_of(self.week, block_id)
        if block is None or block.pinned:
            self.viewport().unsetCursor()
        elif grip_at(self.block_rect(block_id), position) is Grip.BODY:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor)

    def _set_hovered(self, block_id: int) -> None:
        if block_id != self._hovered:
            for each in (self._hovered, block_id):
                self._repaint_block(each)
            self._hovered = block_id

    def tip_at(self, position: QPointF) -> str:
        """The tooltip at a place of the viewport, as HTML; empty where there is none.

        A block's holds all of its words, of which the grid may have shown a part; where a proposal
        would put it, what changes.
        """
        if position.y() < self.header:
            return self._heading_tip(position)
        proposal, proposed = self.proposal, self._proposed_under(position)
        week = proposal.after if proposal is not None and proposed else self.week
        block = navigation.block_of(week, proposed or self._block_under(position))
        if block is None or block.start is None:
            return ""
        found = [finding.sentence for finding in self._findings_of(block.id)]
        lines = [
            words.time_and_place(block, block.start, block.minutes),
            words.who(block),
            self.tr("Pinned") if block.pinned else "",
            *(proposal.sentences(proposed) if proposal is not None and proposed else found),
        ]
        text = "".join(f"<br>{html.escape(line)}" for line in lines if line)
        return f"<b>{html.escape(block.title)}</b>{text}"

    def _heading_tip(self, position: QPointF) -> str:
        day = self._geometry.day_at(position.x() - self._origin().x())
        if day is None or position.x() < AXIS:
            return ""
        if position.y() >= headings.DAYS:
            one = self._geometry.subcolumn_at(position.x() - self._origin().x())
            return one.name if one else ""
        taught = self.tr("{time} taught").format(time=clock(self._taught.get(day.id, 0)))
        return (
            self.tr("{taught}; this day is closed").format(taught=taught) if day.closed else taught
        )

    @Slot(int)
    def _describe(self, block_id: int) -> None:
        """Tell screen readers which block is selected."""
        block = navigation.block_of(self.week, block_id)
        day = self.week.day.get(block.day_id or 0) if block else None
        text = words.spoken(block, day, self._findings_of(block_id)) if block else ""
        if len(self._chosen) > 1:
            text = self.tr("{n} blocks chosen. {text}").format(n=len(self._chosen), text=text)
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
