"""Pages of a PDF as pictures; drawn on a working thread, never on that of the window."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels."""

    width: int
    height: int
    bytes_per_line: int
    pixels: bytes
    """Blue, green, red and one unused byte for each."""


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - not before a paper is looked at

    with PdfDocument(pdf) as document:
        return len(document)


def picture(pdf: bytes, page: int, *, pixels_per_inch: float) -> Picture:
    """One page of a PDF as a picture.

    Args:
        pdf: The bytes of the file.
        page: Counted from 0.
        pixels_per_inch: How large; 96 is the size of the paper on most screens.
    """
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - as above

    with PdfDocument(pdf) as document:
        bitmap = document[page].render(
            scale=pixels_per_inch / 72, prefer_bgrx=True, force_bitmap_format=_BGRX
        )
        made = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        bitmap.close()
        return made


_BGRX = 3
"""PDFium's number for four bytes a pixel without transparency (fpdfview.h, FPDFBitmap_BGRx)."""
