"""The list of findings itself: what a row says, how it is painted, and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cittrainer.gui.common.theme import Size, Weight, font
from cittrainer.gui.courses.week import words
from cittrainer.gui.courses.week.block_face import wrapped
from cittrainer.gui.courses.week.inks import inks
from cittrainer.gui.courses.week.marks import draw_severity
from cittrainer.gui.courses.week.navigation import block_of
from cittrainer.rules.values import ERROR, NOTE, WARNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from cittrainer.rules.values import Finding, Week

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The ``FindingRow`` behind an index."""

MARK = 16.0
INDENT = 26.0
PADDING = 8.0
MOST_LINES = 6
LEAST_HEIGHT = 96
MOST_KEPT = 1000
"""Sentences whose lines are remembered."""

Lines = tuple[str, QFont, float, list[str]]
"""What the lines are, their font, the height of one, and the lines."""


class Words(NamedTuple):
    """What a finding says, as it is drawn in one width."""

    parts: tuple[Lines, ...]
    height: float
    """Of all lines together."""


COUNTED = ((ERROR, "error", "errors"), (WARNING, "warning", "warnings"), (NOTE, "note", "notes"))


class FindingRow(NamedTuple):
    """A finding with the words over it."""

    finding: Finding
    subject: str
    heading: str = ""
    """Over the first finding of a group: what they have in common."""


def count_words(findings: Sequence[Finding]) -> str:
    """How many there are: “1 error, 3 warnings”; empty when there are none."""
    parts = []
    for severity, one, many in COUNTED:
        if number := sum(finding.severity == severity for finding in findings):
            parts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(parts)


def subject(finding: Finding, week: Week) -> str:
    """The words over a finding: its kind, and when its first block is."""
    kind = finding.kind.replace("_", " ").capitalize()
    block = block_of(week, finding.blocks[0]) if finding.blocks else None
    day = week.day.get(block.day_id or 0) if block else None
    if block is None or day is None or block.start is None:
        return kind
    return f"{kind}, {words.moment(day, block.start)}"


class FindingsModel(QAbstractListModel):
    """Shows ``FindingRow`` values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FindingRow, ...] = ()

    def set_rows(self, rows: tuple[FindingRow, ...]) -> None:
        """Replace everything that is shown, unless it is the same."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """How many findings are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The sentence of a finding, what is said aloud, or the row itself."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.finding.sentence
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{row.finding.severity}: {row.finding.sentence} {row.finding.hint}".strip()
            return f"{row.heading}. {said}" if row.heading else said
        return row if role == ROW_ROLE else None


MOST_MEASURED = 15
"""Findings that are higher together than any window; more of them need no more room."""


class FindingDelegate(QStyledItemDelegate):
    """Paints sign, subject, sentence and hint, as high as the words need."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept: dict[tuple[str, str, str, float], Words] = {}

    def forget(self) -> None:
        """Break all sentences anew, as in another font."""
        self._kept.clear()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it from the tokens in use."""
        row: FindingRow = index.data(ROW_ROLE)
        colours = inks()
        place = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            place.setTop(place.top() + self._paint_heading(painter, place, row.heading))
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.hover)
            painter.drawRoundedRect(place.adjusted(0, 2, 0, -2), 6, 6)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft)
            painter.drawRoundedRect(place.adjusted(0, 2, 0, -2), 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colours.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 3, -1, -3), 6, 6)
        sign = QRectF(place.left() + 4, place.top() + PADDING, MARK, MARK)
        draw_severity(painter, sign, row.finding.severity, colours)
        inks_of = {"subject": colours.text, "sentence": colours.muted, "hint": colours.accent}
        y = place.top() + PADDING
        for kind, letters, height, lines in self._words(row, place.width()).parts:
            painter.setFont(letters)
            painter.setPen(inks_of[kind])
            for line in lines:
                spot = QRectF(place.left() + INDENT, y, place.width() - INDENT, height)
                painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, line)
                y += height
        if index.row() + 1 < index.model().rowCount():
            painter.setPen(QPen(colours.grid, 1))
            below = place.bottom() - 0.5
            painter.drawLine(QPointF(place.left() + INDENT, below), QPointF(place.right(), below))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Say how large it would like to be in the width of its list."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 240
        row: FindingRow = index.data(ROW_ROLE)
        height = self._words(row, width).height
        heading = _heading_height() if row.heading else 0.0
        return QSize(width, round(heading + height + 2 * PADDING))

    def _paint_heading(self, painter: QPainter, place: QRectF, heading: str) -> float:
        """Write what a group has in common; returns the height that it takes."""
        letters = font(Size.small, Weight.BOLD)
        height = _heading_height()
        spot = QRectF(place.left() + 4, place.top(), place.width() - 4, height)
        painter.setFont(letters)
        painter.setPen(inks().muted)
        words = QFontMetricsF(letters).elidedText(
            heading, Qt.TextElideMode.ElideRight, spot.width()
        )
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, words)
        return height

    def _words(self, row: FindingRow, width: float) -> Words:
        """What a finding says, broken into lines that fit; kept, because a drag asks often."""
        said = row.subject, row.finding.sentence, row.finding.hint, width
        kept = self._kept.get(said)
        if kept is not None:
            return kept
        room = width - INDENT - 4
        parts: list[Lines] = []
        for kind, text, letters in (
            ("subject", row.subject, font(Size.small, Weight.BOLD)),
            ("sentence", row.finding.sentence, font(Size.small)),
            ("hint", row.finding.hint, font(Size.small)),
        ):
            if text:
                height = QFontMetricsF(letters).height()
                parts.append(
                    (kind, letters, height, wrapped(text, letters, room, room, MOST_LINES))
                )
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()
        made = Words(tuple(parts), sum(height * len(lines) for _, _, height, lines in parts))
        self._kept[said] = made
        return made


def _heading_height() -> float:
    return QFontMetricsF(font(Size.small, Weight.BOLD)).height() + PADDING


class FindingsView(QListView):
    """The list itself; arrows or a click look at a finding, keys do something about it."""

    looked_at = Signal()
    """The user went to another finding, or clicked the same one again."""
    mend_pressed = Signal()
    """Enter: do the first thing that would mend it."""
    stand_pressed = Signal()
    """F2: let it stand, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._delegate = FindingDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(self.tr("Findings"))

    @property
    def finding(self) -> Finding | None:
        """The finding that is looked at."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.finding if isinstance(row, FindingRow) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mend or let stand what is looked at, or look at another."""
        before = self.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.mend_pressed.emit()
            case Qt.Key.Key_F2:
                self.stand_pressed.emit()
            case _:
                super().keyPressEvent(event)
                if self.currentIndex().row() != before:
                    self.looked_at.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        """Say how large it would like to be: as high as all its findings."""
        rows = self.model().rowCount()
        height = sum(self.sizeHintForRow(row) for row in range(min(rows, MOST_MEASURED)))
        return QSize(240, height + 2)

    def minimumSizeHint(self) -> QSize:
        """Say how small it may become."""
        height = 2
        for row in range(self.model().rowCount()):
            height += self.sizeHintForRow(row)
            if height >= LEAST_HEIGHT:
                break
        return QSize(160, min(LEAST_HEIGHT, height))
