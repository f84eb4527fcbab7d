"""What shows one page of the handbook: links, tables and pictures that fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from cittrainer.paths import handbook

WIDEST = 640
"""Pixels that a picture may take; it is half as wide as it was taken."""

_Kind = QTextDocument.ResourceType

LINE_HEIGHT = 130
"""Percent of the letters' own."""


class PageBrowser(QTextBrowser):
    """Shows pages from this computer and nothing else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(16)

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file.

        Raises:
            FileNotFoundError: the handbook has no such page.
        """
        self.setSource(QUrl.fromLocalFile(str(handbook(name))), _Kind.MarkdownResource)

    def doSetSource(self, name: QUrl | str, /, kind: _Kind = _Kind.UnknownResource) -> None:
        """Show a page with room between its paragraphs, which Markdown itself leaves out."""
        super().doSetSource(name, kind)
        block = self.document().begin()
        while block.isValid():
            self._give_room(block)
            block = block.next()

    def _give_room(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        if cursor.currentTable() is not None:
            return
        room = QTextBlockFormat()
        heading = block.blockFormat().headingLevel()
        room.setTopMargin(16 if heading > 1 else 0)
        room.setBottomMargin(4 if block.textList() is not None else 8)
        room.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(room)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Read a page or a picture; pictures are made to fit beside the contents."""
        if kind != _Kind.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        if picture.width() > WIDEST:
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(WIDEST, smooth)
        return picture
