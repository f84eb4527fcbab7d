"""What the tests of the papers share: a letterhead, and readers other than the writers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from cittrainer.documents.pages import Letterhead

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pypdfium2 import PdfPage


@pytest.fixture
def letterhead() -> Letterhead:
    return Letterhead(academy="Tamarack County Academy", printed_on=date(2026, 5, 1))


@pytest.fixture
def page_texts() -> Callable[[Path], list[str]]:
    """Reads the text of each page of a PDF."""

    def read(path: Path) -> list[str]:
        with PdfDocument(path) as pdf:
            return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]

    return read


@pytest.fixture
def signs_outside() -> Callable[[Path], list[str]]:
    """Reads the signs of a PDF that stick out of their page."""

    def outside(page: PdfPage) -> list[str]:
        width, height = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        return [
            text.get_text_range(place, 1)
            for place, (left, bottom, right, top) in enumerate(boxes)
            if left < 0 or bottom < 0 or right > width or top > height
        ]

    def read(path: Path) -> list[str]:
        with PdfDocument(path) as pdf:
            return [sign for page in pdf for sign in outside(page)]

    return read
