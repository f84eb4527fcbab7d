"""The keys of the week grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cittrainer.gui.courses.week import navigation
from cittrainer.gui.courses.week.canvas import ZOOM_STEP
from cittrainer.rules.values import GRID_MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from cittrainer.gui.courses.week.view import WeekView
    from cittrainer.rules.values import Week

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def _code(key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> int:
    """One number for a key with its modifiers."""
    return key.value | modifiers.value


class WeekKeys:
    """Turns keys into what the grid can do.

    Args:
        view: The grid that has the keyboard.
    """

    def __init__(self, view: WeekView) -> None:
        self._view = view
        step = GRID_MINUTES
        self._actions: dict[int, Callable[[], None]] = {
            _code(KEY.Key_Up): lambda: self._go(navigation.next_in_day, -1),
            _code(KEY.Key_Down): lambda: self._go(navigation.next_in_day, 1),
            _code(KEY.Key_Left): lambda: self._go(navigation.next_on_other_day, -1),
            _code(KEY.Key_Right): lambda: self._go(navigation.next_on_other_day, 1),
            _code(KEY.Key_Home): lambda: self._go_to_end(1),
            _code(KEY.Key_End): lambda: self._go_to_end(-1),
            _code(KEY.Key_Up, ALT): lambda: view.nudge(minutes=-step),
            _code(KEY.Key_Down, ALT): lambda: view.nudge(minutes=step),
            _code(KEY.Key_Left, ALT): lambda: view.nudge(days=-1),
            _code(KEY.Key_Right, ALT): lambda: view.nudge(days=1),
            _code(KEY.Key_Up, ALT | SHIFT): lambda: view.nudge(longer=-step),
            _code(KEY.Key_Down, ALT | SHIFT): lambda: view.nudge(longer=step),
            _code(KEY.Key_Return): view.press_open,
            _code(KEY.Key_Enter): view.press_open,
            _code(KEY.Key_Delete): view.press_delete,
            _code(KEY.Key_Backspace): view.press_delete,
            _code(KEY.Key_P): view.press_pin,
            _code(KEY.Key_U): view.unplace_selected,
            _code(KEY.Key_N): view.press_add,
            _code(KEY.Key_S): view.press_split,
            _code(KEY.Key_S, SHIFT): lambda: view.press_split(ask=True),
            _code(KEY.Key_D, CTRL): view.press_copy,
            _code(KEY.Key_X): view.press_swap,
            _code(KEY.Key_G): view.press_close_gap,
            _code(KEY.Key_PageUp, ALT): lambda: view.press_shift(-step),
            _code(KEY.Key_PageDown, ALT): lambda: view.press_shift(step),
            _code(KEY.Key_A, CTRL): view.choose_all,
            _code(KEY.Key_Up, SHIFT): lambda: self._extend(navigation.next_in_order, -1),
            _code(KEY.Key_Down, SHIFT): lambda: self._extend(navigation.next_in_order, 1),
            _code(KEY.Key_Left, SHIFT): lambda: self._extend(navigation.next_on_other_day, -1),
            _code(KEY.Key_Right, SHIFT): lambda: self._extend(navigation.next_on_other_day, 1),
            _code(KEY.Key_Plus, CTRL): lambda: view.zoom(ZOOM_STEP),
            _code(KEY.Key_Equal, CTRL): lambda: view.zoom(ZOOM_STEP),
            _code(KEY.Key_Plus, CTRL | SHIFT): lambda: view.zoom(ZOOM_STEP),
            _code(KEY.Key_Minus, CTRL): lambda: view.zoom(1 / ZOOM_STEP),
            _code(KEY.Key_0, CTRL): view.zoom_to_fit,
            _code(KEY.Key_V): view.divide_next,
        }

    def handle(self, event: QKeyEvent) -> bool:
        """Do what a key means here.

        Returns:
            Whether it meant anything.
        """
        if event.key() == KEY.Key_Escape and self._view.is_dragging:
            self._view.cancel_drag()
            return True
        if event.key() == KEY.Key_Escape and len(self._view.chosen) > 1:
            self._view.end_band()
            self._view.select(self._view.selected)
            return True
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = self._actions.get(event.key() | modifiers.value)
        if action is None or self._view.is_dragging:
            return False
        action()
        return True

    def _go(self, find: Callable[[Week, int, int], int | None], step: int) -> None:
        """Select the block that a search from the selected one finds."""
        if following := find(self._view.week, self._view.selected, step):
            self._view.select(following)

    def _extend(self, find: Callable[[Week, int, int], int | None], step: int) -> None:
        """Choose all from where the choice began to the block that a search finds."""
        if following := find(self._view.week, self._view.selected, step):
            self._view.extend_to(following)

    def _go_to_end(self, step: int) -> None:
        """Select the first (1) or last (-1) block of the week."""
        if end := navigation.next_in_order(self._view.week, 0, step):
            self._view.select(end)
