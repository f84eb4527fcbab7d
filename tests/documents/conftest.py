"""What the tests of the papers share: a letterhead, and readers other than the writers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from pypdf import PdfReader

from cittrainer.documents.pages import Letterhead

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def letterhead() -> Letterhead:
    return Letterhead(academy="Tamarack County Academy", printed_on=date(2026, 5, 1))


@pytest.fixture
def page_texts() -> Callable[[Path], list[str]]:
    """Reads the text of each page of a PDF."""

    def read(path: Path) -> list[str]:
        return [page.extract_text() for page in PdfReader(path).pages]

    return read


@pytest.fixture
def words_outside() -> Callable[[Path], list[str]]:
    """Reads the words of a PDF that stick out of their page."""

    def read(path: Path) -> list[str]:
        with pdfplumber.open(path) as pdf:
            return [
                word["text"]
                for page in pdf.pages
                for word in page.extract_words()
                if word["x0"] < 0
                or word["x1"] > page.width
                or word["top"] < 0
                or word["bottom"] > page.height
            ]

    return read
