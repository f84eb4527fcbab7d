"""A paper as it will be printed, shown in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from cittrainer.gui.common.icons import icon
from cittrainer.gui.forms.ui_papers_preview import Ui_PaperPreview
from cittrainer.gui.papers import pictures

if TYPE_CHECKING:
    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.papers.pictures import Picture

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
"""Percent of the size of the paper."""

_PIXELS_PER_INCH = 96


class PaperPreview(QDialog):
    """Shows the pages of a PDF, one at a time; they are drawn away from the window's thread."""

    def __init__(
        self, runner: Runner, title: str, pdf: bytes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._pdf = pdf
        self._pages = 0
        self.page = 0
        """The page that is shown, counted from 0."""
        self.zoom = ZOOMS.index(75)
        self._wanted = 0
        self.ui = Ui_PaperPreview()
        self.ui.setupUi(self)
        self.setWindowTitle(title)
        self.ui.page.setAccessibleName(title)
        for button, name in (
            (self.ui.previous, "previous"),
            (self.ui.next, "next"),
        ):
            button.setIcon(icon(name))
        self.ui.previous.clicked.connect(self.show_previous)
        self.ui.next.clicked.connect(self.show_next)
        self.ui.smaller.clicked.connect(self.make_smaller)
        self.ui.larger.clicked.connect(self.make_larger)
        for keys, act in (
            ("PgUp", self.show_previous),
            ("PgDown", self.show_next),
            ("Ctrl+-", self.make_smaller),
            ("Ctrl++", self.make_larger),
            ("Ctrl+=", self.make_larger),
        ):
            QShortcut(QKeySequence(keys), self, act)
        runner.start(
            self.tr("Opening %s") % title,
            lambda _database, _progress: pictures.page_count(pdf),
            done=self._take_count,
        )

    @Slot()
    def show_previous(self) -> None:
        """Show the page before."""
        self._go_to(self.page - 1)

    @Slot()
    def show_next(self) -> None:
        """Show the page after."""
        self._go_to(self.page + 1)

    @Slot()
    def make_smaller(self) -> None:
        """Show more of the page."""
        self._set_zoom(self.zoom - 1)

    @Slot()
    def make_larger(self) -> None:
        """Show the page larger."""
        self._set_zoom(self.zoom + 1)

    def _take_count(self, pages: int) -> None:
        self._pages = pages
        self._draw()

    def _go_to(self, page: int) -> None:
        if 0 <= page < self._pages and page != self.page:
            self.page = page
            self._draw()

    def _set_zoom(self, zoom: int) -> None:
        if 0 <= zoom < len(ZOOMS) and zoom != self.zoom:
            self.zoom = zoom
            self._draw()

    def _draw(self) -> None:
        self.ui.previous.setEnabled(self.page > 0)
        self.ui.next.setEnabled(self.page + 1 < self._pages)
        self.ui.smaller.setEnabled(self.zoom > 0)
        self.ui.larger.setEnabled(self.zoom + 1 < len(ZOOMS))
        self.ui.place.setText(
            self.tr("Page {page} of {pages}").format(page=self.page + 1, pages=self._pages)
        )
        self.ui.zoom.setText(f"{ZOOMS[self.zoom]} %")
        self._wanted += 1
        number, pdf, page = self._wanted, self._pdf, self.page
        density = _PIXELS_PER_INCH * ZOOMS[self.zoom] / 100 * self.devicePixelRatioF()
        self._runner.start(
            self.tr("Drawing the page"),
            lambda _database, _progress: (
                number,
                pictures.picture(pdf, page, pixels_per_inch=density),
            ),
            done=self._show_picture,
        )

    def _show_picture(self, drawn: tuple[int, Picture]) -> None:
        number, made = drawn
        if number != self._wanted:
            return
        image = QImage(
            made.pixels, made.width, made.height, made.bytes_per_line, QImage.Format.Format_RGB32
        )
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.ui.page.setPixmap(pixmap)
        self.ui.area.verticalScrollBar().setValue(0)
