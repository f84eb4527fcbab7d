"""Fields of forms: a row with its label and its error, and the box one searches with."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cittrainer.gui.common.cards import SEARCH_HEIGHT, label
from cittrainer.gui.common.icons import icon, paint_icon
from cittrainer.gui.common.theme import Size, font, tokens


class FormRow(QWidget):
    """A label, a field under it, and under that a hint or what is wrong with the value."""

    def __init__(
        self, text: str, field: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._words = label(hint, "small", wrap=True)
        self._words.setVisible(bool(hint))
        if isinstance(field, QAbstractSpinBox):
            adjust(field)
        self._name = name = QLabel(text)
        name.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        field.setAccessibleDescription(hint)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(name)
        inside.addWidget(field)
        inside.addWidget(self._words)

    def set_label(self, text: str) -> None:
        """Call the field something else."""
        self._name.setText(text)
        self.field.setAccessibleName(text.replace("&", ""))

    @property
    def error(self) -> str:
        """What is said to be wrong, or empty."""
        return self._words.text() if self._words.property("role") == "error" else ""

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the value; an empty sentence takes it back."""
        self._words.setProperty("role", "error" if sentence else "small")
        self._words.setText(sentence or self._hint)
        self._words.setVisible(bool(sentence or self._hint))
        self.field.setProperty("wrong", bool(sentence))
        self.field.setAccessibleDescription(sentence or self._hint)
        restyle(self._words)
        restyle(self.field)


class SearchField(QLineEdit):
    """A box that filters what is below it; Escape empties it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchButton(QPushButton):
    """Looks like a search box and opens the search; shows the keys that open it too."""

    def __init__(self, text: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._keys = keys
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({keys})")
        self.setFixedHeight(SEARCH_HEIGHT)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it from the tokens in use."""
        super().paintEvent(event)
        worn = tokens()
        painter = QPainter(self)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        inside = self.rect().adjusted(12, 0, -12, 0)
        paint_icon(painter, QRect(inside.left(), 8, 16, 16), "search", worn.muted)
        painter.setPen(QColor(worn.muted))
        painter.setFont(font(11))
        painter.drawText(inside, right, self._keys)
        keys = painter.fontMetrics().horizontalAdvance(self._keys)
        painter.setFont(font(Size.text))
        place = inside.adjusted(24, 0, -keys - 8, 0)
        words = painter.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, left, words)
        painter.end()


class OptionalDateEdit(QLineEdit):
    """A date in the system's short format that may be left empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.locale().toString(QDate(2026, 5, 4), self._format()))

    @property
    def date(self) -> dt.date | None:
        """The date, or None while it is empty.

        Raises:
            ValueError: what was typed is no date.
        """
        typed = self.text().strip()
        if not typed:
            return None
        for layout in (self._format(), "yyyy-MM-dd"):
            read = self.locale().toDate(typed, layout)
            if read.isValid():
                return dt.date(read.year(), read.month(), read.day())
        raise ValueError(f"“{typed}” is no date.")

    def set_date(self, date: dt.date | None) -> None:
        """Show a date, or nothing."""
        shown = QDate(date.year, date.month, date.day) if date else QDate()
        self.setText(self.locale().toString(shown, self._format()) if date else "")

    def _format(self) -> str:
        """The system's short format with all four digits of the year."""
        short = self.locale().dateFormat(self.locale().FormatType.ShortFormat)
        return short if "yyyy" in short else short.replace("yy", "yyyy")


def adjust(field: QAbstractSpinBox) -> None:
    """Do for a number, time or date what Qt's stylesheets cannot.

    They have no room at the left of the text but where there is a calendar, and there the
    weekends are of a red that is not the theme's.
    """
    if not (isinstance(field, QDateTimeEdit) and field.calendarPopup()):
        field.lineEdit().setTextMargins(8, 0, 0, 0)
        return
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        field.calendarWidget().setWeekdayTextFormat(day, QTextCharFormat())


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look again after a dynamic property was changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def typed_values(form: QWidget) -> dict[QWidget, object]:
    """What stands in every field under a widget, to see later whether something was typed.

    What is only searched for is none of it. By the field, for the order of children is no order of
    fields: a section of a form that is looked at comes to the end of it.
    """
    values: dict[QWidget, object] = {}
    for field in form.findChildren(QWidget):
        match field:
            case SearchField():
                pass
            case QLineEdit() if not isinstance(field.parent(), QAbstractSpinBox | QComboBox):
                values[field] = field.text()
            case QPlainTextEdit() if not field.isReadOnly():
                values[field] = field.toPlainText()
            case QComboBox():
                values[field] = field.currentText()
            case QCheckBox() | QRadioButton():
                values[field] = field.isChecked()
            case QAbstractSpinBox():
                values[field] = field.text()
            case _:
                pass
    return values
