"""The blocks that wait for a day and a time; dragged to the grid, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cittrainer.gui.common.cards import Card, label
from cittrainer.gui.common.theme import Size, Weight, font
from cittrainer.gui.courses.week import words
from cittrainer.gui.courses.week.deliveries import tone
from cittrainer.gui.courses.week.inks import inks

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from cittrainer.rules.values import PlacedBlock, Week

ROW = 36
BLOCK_ROLE = Qt.ItemDataRole.UserRole
"""The ``PlacedBlock`` behind an index."""

MOST_ROWS = 6
"""Rows shown without scrolling."""


class UnplacedModel(QAbstractListModel):
    """Shows ``PlacedBlock`` values; it never reads the database itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: tuple[PlacedBlock, ...] = ()

    def set_blocks(self, blocks: tuple[PlacedBlock, ...]) -> None:
        """Replace everything that is shown."""
        self.beginResetModel()
        self._blocks = blocks
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """How many blocks wait."""
        return 0 if parent.isValid() else len(self._blocks)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The title of a block, what it says aloud, or the block itself."""
        block = self._blocks[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return block.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return words.spoken(block, None)
            case _ if role == BLOCK_ROLE:
                return block
        return None


class UnplacedDelegate(QStyledItemDelegate):
    """Paints a block as a small card with its coloured bar and its length."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it from the tokens in use."""
        block: PlacedBlock = index.data(BLOCK_ROLE)
        colours = inks()
        place = QRectF(option.rect).adjusted(0.5, 2.5, -0.5, -3.5)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline, edge = QPainterPath(), QPainterPath()
        outline.addRoundedRect(place, 6, 6)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillPath(outline, colours.hover if hovered else colours.raised)
        painter.setPen(QPen(colours.accent, 2) if chosen else QPen(colours.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
        edge.addRect(QRectF(place.left(), place.top(), 3, place.height()))
        painter.fillPath(outline & edge, colours.bar[tone(block.delivery)])
        _paint_words(painter, place.adjusted(12, 0, -10, 0), block)
        painter.restore()

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Say how large it would like to be."""
        return QSize(120, ROW)


class UnplacedView(QListView):
    """The list itself; a row is dragged with the mouse, not as a drag of the system.

    The grid shows the block under the mouse while the mouse stays with this list.
    """

    drag_moved = Signal(int, QPointF)
    drag_released = Signal()
    drag_cancelled = Signal()
    opened = Signal(int)
    place_requested = Signal(int)
    delete_requested = Signal(int)
    menu_requested = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: tuple[int, QPointF] | None = None
        self._dragging = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setMouseTracking(True)
        self.setItemDelegate(UnplacedDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName(self.tr("Unplaced blocks"))

    def block_id(self, index: QModelIndex) -> int:
        """The block of a row, 0 for none."""
        block: PlacedBlock | None = index.data(BLOCK_ROLE) if index.isValid() else None
        return block.id if block else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a row."""
        super().mousePressEvent(event)
        block_id = self.block_id(self.indexAt(event.position().toPoint()))
        if event.button() is Qt.MouseButton.LeftButton and block_id:
            self._pressed = block_id, event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the row that is held."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        block_id, pressed_at = self._pressed
        way = (event.position() - pressed_at).manhattanLength()
        if not self._dragging and way >= QApplication.startDragDistance():
            self._dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragging:
            self.drag_moved.emit(block_id, event.globalPosition())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down what is held."""
        super().mouseReleaseEvent(event)
        if self._dragging:
            self._let_go()
            self.drag_released.emit()
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the block's form."""
        self._pressed = None
        if block_id := self.block_id(self.indexAt(event.position().toPoint())):
            self.opened.emit(block_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space places, Delete removes, Escape lets go."""
        block_id = self.block_id(self.currentIndex())
        match event.key():
            case Qt.Key.Key_Escape if self._dragging:
                self._let_go()
                self.drag_cancelled.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if block_id:
                self.opened.emit(block_id)
            case Qt.Key.Key_Space if block_id:
                self.place_requested.emit(block_id)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if block_id:
                self.delete_requested.emit(block_id)
            case _:
                super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row."""
        by_key = event.reason() is not event.Reason.Mouse
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if block_id := self.block_id(index):
            spot = self.visualRect(index).center() if by_key else event.pos()
            self.menu_requested.emit(block_id, self.viewport().mapToGlobal(spot))

    def sizeHint(self) -> QSize:
        """Say how large it would like to be: its rows, up to a limit."""
        return QSize(200, min(self.model().rowCount(), MOST_ROWS) * ROW + 2)

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        return QSize(120, self.sizeHint().height())

    def _let_go(self) -> None:
        self._dragging = False
        self._pressed = None
        self.viewport().unsetCursor()


class UnplacedList(Card):
    """A card with the blocks that have no place yet; blocks of the grid can be put back here."""

    drag_moved = Signal(int, QPointF)
    """Block, and where on the screen the mouse holds it."""
    drag_released = Signal()
    drag_cancelled = Signal()
    place_requested = Signal(int)
    """A block is to be placed wherever there is room, as with the Space key."""
    block_opened = Signal(int)
    delete_requested = Signal(int)
    menu_requested = Signal(int, QPoint)
    """Block, and where on the screen its menu belongs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Unplaced"), parent=parent)
        self._inviting = False
        self._model = UnplacedModel(self)
        self.rows = UnplacedView()
        self.rows.setModel(self._model)
        self._empty = label(self.tr("Every block has its place."), "small", wrap=True)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.rows)
        self.rows.drag_moved.connect(self.drag_moved)
        self.rows.drag_released.connect(self.drag_released)
        self.rows.drag_cancelled.connect(self.drag_cancelled)
        self.rows.place_requested.connect(self.place_requested)
        self.rows.opened.connect(self.block_opened)
        self.rows.delete_requested.connect(self.delete_requested)
        self.rows.menu_requested.connect(self.menu_requested)
        self.rows.hide()

    @Slot(object)
    def show_week(self, week: Week) -> None:
        """Show the week's unplaced blocks; also while one is being dragged."""
        blocks = week.unplaced
        chosen = self.rows.block_id(self.rows.currentIndex())
        self._model.set_blocks(blocks)
        self.rows.setVisible(bool(blocks))
        self._empty.setVisible(not blocks)
        self.set_note(f"{len(blocks)} block{'' if len(blocks) == 1 else 's'}" if blocks else "")
        self.rows.updateGeometry()
        self.select(chosen)

    @Slot(int)
    def select(self, block_id: int) -> None:
        """Make a block the current row, if it waits here."""
        for row in range(self._model.rowCount()):
            index = self._model.index(row)
            if self.rows.block_id(index) == block_id:
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.rows.selectionModel().setCurrentIndex(index, flag)

    def holds(self, pointer: QPointF) -> bool:
        """Whether a point of the screen is over the card."""
        return self.isVisible() and self.rect().contains(self.mapFromGlobal(pointer).toPoint())

    def set_inviting(self, inviting: bool) -> None:
        """Show that the block that is held can be put down here."""
        if inviting != self._inviting:
            self._inviting = inviting
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, with a dashed border while a block is held over it."""
        super().paintEvent(event)
        if self._inviting:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(inks().accent, 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 11, 11)
            painter.end()


def _paint_words(painter: QPainter, place: QRectF, block: PlacedBlock) -> None:
    """Title at the left, length at the right."""
    colours = inks()
    letters = font(Size.small, Weight.MEDIUM)
    painter.setFont(font(Size.small))
    painter.setPen(colours.muted)
    length = f"{block.minutes} min"
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, length)
    painter.setFont(letters)
    painter.setPen(colours.text)
    metrics = painter.fontMetrics()
    room = place.width() - metrics.horizontalAdvance(length) - 10
    title = metrics.elidedText(block.title, Qt.TextElideMode.ElideRight, int(room))
    painter.drawText(place, middle | Qt.AlignmentFlag.AlignLeft, title)
