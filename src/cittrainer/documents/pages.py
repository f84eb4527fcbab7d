"""What all printed papers share: page sizes, letterhead, footer with page numbers, SAMPLE mark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cittrainer.documents import fonts
from cittrainer.documents.fonts import Face
from cittrainer.documents.words import long_date, printable
from cittrainer.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

# Pages are stored as plain bytes: text encoding (ASCII 85) is for mail of the last century, and
# costs a fifth of the time and of the file.
rl_config.useA85 = 0

TEXT = HexColor(0x1A2330)
MUTED = HexColor(0x5A6675)
LINE = HexColor(0xC9D0D8)
GRID = HexColor(0xE2E6EB)
SOFT = HexColor(0xF5F6F8)
ACCENT = HexColor(0x1F6A8C)
ACCENT_SOFT = HexColor(0xE3F0F5)
WHITE = HexColor(0xFFFFFF)
_SAMPLE_VEIL = Color(0.35, 0.40, 0.46, alpha=0.09)

MARGIN = 45
"""Points of white on every side."""

_FOOTER = 26
_LOGO_HEIGHT = 34
_LARGEST_LOGO = 40_000_000
"""Pixels; more is no logo but a mistake or an attack."""


class PageSize(Enum):
    """Paper formats; the value is width and height in points, upright."""

    LETTER = LETTER
    A4 = A4


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What stands on every page of every paper of an academy.

    Attributes:
        academy: Its name.
        printed_on: The day of printing, shown in the footer.
        logo: A PNG or JPEG file's bytes, or nothing.
        sample: Whether the paper is marked as a sample that proves nothing.
        page_size: Letter unless told otherwise.
    """

    academy: str
    printed_on: date
    logo: bytes | None = None
    sample: bool = False
    page_size: PageSize = PageSize.LETTER


class Paper:
    """Pages that are being drawn, with a cursor ``y`` that moves down the page.

    Every page gets the letterhead, the title and the footer by itself. ``y`` is in points from
    the lower edge; draw below it, then lower it.
    """

    def __init__(
        self,
        canvas: Canvas,
        letterhead: Letterhead,
        *,
        title: str,
        subtitle: str = "",
        landscape: bool = False,
        numbered: bool = True,
        pages: int,
    ) -> None:
        self.canvas = canvas
        self._letterhead = letterhead
        self._title = title
        self.subtitle = subtitle
        self._pages = pages
        self._numbered = numbered
        width, height = letterhead.page_size.value
        self.page_width, self.page_height = (height, width) if landscape else (width, height)
        self.left, self.right = MARGIN, self.page_width - MARGIN
        self.bottom = MARGIN + 8
        self.y = 0.0
        self.page = 0

    @property
    def width(self) -> float:
        """The points between the margins."""
        return self.right - self.left

    def start_page(self, *, subtitle: str | None = None) -> None:
        """Finish the page, if there is one, and begin the next below its heading."""
        if self.page:
            self.finish_page()
        if subtitle is not None:
            self.subtitle = subtitle
        self.page += 1
        self.canvas.setPageSize((self.page_width, self.page_height))
        self._draw_heading()

    def need(self, height: float) -> bool:
        """Begin a new page unless so many points are left; says whether it did."""
        if self.page and self.y - height >= self.bottom:
            return False
        self.start_page()
        return True

    def finish_page(self) -> None:
        """Put footer and sample mark on the page and close it."""
        if self._letterhead.sample:
            draw_sample_mark(self.canvas, self.page_width, self.page_height)
        self._draw_footer()
        self.canvas.showPage()

    def text(
        self,
        x: float,
        y: float,
        words: str,
        face: Face = Face.SANS,
        size: float = 9,
        *,
        color: Color = TEXT,
        room: float | None = None,
        align: fonts.Align = "left",
    ) -> None:
        """Draw one line, shortened with an ellipsis if it would exceed its room in points."""
        if room is not None:
            words = fonts.shortened(words, face, size, room)
        self.canvas.setFillColor(color)
        fonts.draw(self.canvas, x, y, words, face, size, align=align)

    def lines(
        self,
        words: str,
        face: Face = Face.SANS,
        size: float = 9,
        *,
        color: Color = TEXT,
        indent: float = 0,
    ) -> None:
        """Draw a paragraph at the cursor, over as many lines and pages as it needs."""
        leading = size * 1.4
        for line in fonts.wrapped(words, face, size, self.width - indent):
            self.need(leading)
            self.y -= leading
            self.text(self.left + indent, self.y + leading * 0.28, line, face, size, color=color)

    def rule(self, x: float, y: float, length: float, *, weight: float = 0.6) -> None:
        """Draw a level line to the right."""
        self.canvas.setStrokeColor(LINE)
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, x + length, y)

    def _draw_heading(self) -> None:
        head = self._letterhead
        top = self.page_height - MARGIN + 8
        room = self.width
        if head.logo:
            width = draw_logo(
                self.canvas, head.logo, right=self.right, top=top + 6, height=_LOGO_HEIGHT
            )
            room -= width + 12
        self.text(self.left, top - 8, head.academy, Face.BOLD, 8.5, color=ACCENT, room=room)
        size = fonts.fitted(self._title, Face.BOLD, 16, room, least=11)
        self.text(self.left, top - 28, self._title, Face.BOLD, size, room=room)
        self.y = top - 36
        if self.subtitle:
            self.text(self.left, top - 42, self.subtitle, size=9.5, color=MUTED, room=self.width)
            self.y = top - 50
        self.canvas.setStrokeColor(ACCENT)
        self.canvas.setLineWidth(1.1)
        self.canvas.line(self.left, self.y, self.right, self.y)
        self.y -= 10

    def _draw_footer(self) -> None:
        head = self._letterhead
        self.rule(self.left, _FOOTER + 13, self.width, weight=0.4)
        self.text(
            self.left, _FOOTER, f"Printed {long_date(head.printed_on)}", size=7.5, color=MUTED
        )
        if self._numbered:
            number = f"Page {self.page} of {self._pages}"
            self.text(self.right, _FOOTER, number, size=7.5, color=MUTED, align="right")
        middle = "SAMPLE – not a record" if head.sample else head.academy
        face = Face.BOLD if head.sample else Face.SANS
        center = self.page_width / 2
        self.text(
            center, _FOOTER, middle, face, 7.5, color=MUTED, room=self.width / 2, align="center"
        )


def render(
    stream: BinaryIO,
    letterhead: Letterhead,
    fill: Callable[[Paper], None],
    *,
    title: str,
    subtitle: str = "",
    landscape: bool = False,
    numbered: bool = True,
) -> None:
    """Write a paper as PDF; it is laid out twice, the first time to learn how many pages it has.

    Args:
        stream: Where the PDF goes.
        letterhead: What stands on every page.
        fill: Draws the pages; begins each with ``start_page`` or ``need``.
        title: The name of the paper, on every page and in the file's properties.
        subtitle: A line below the title.
        landscape: Whether the pages lie on their long side.
        numbered: Whether each page says which of how many it is.

    Raises:
        Invalid: the logo is neither PNG nor JPEG.
    """
    pages = 0
    for target in (BytesIO(), stream):
        canvas = new_canvas(target, letterhead, title)
        paper = Paper(
            canvas,
            letterhead,
            title=title,
            subtitle=subtitle,
            landscape=landscape,
            numbered=numbered,
            pages=pages,
        )
        fill(paper)
        if not paper.page:
            paper.start_page()
        paper.finish_page()
        pages = paper.page
    canvas.save()


def new_canvas(stream: BinaryIO, letterhead: Letterhead, title: str) -> Canvas:
    """An empty PDF with its properties set."""
    canvas = Canvas(stream, pagesize=letterhead.page_size.value, pageCompression=1)
    canvas.setTitle(printable(title))
    canvas.setAuthor(printable(letterhead.academy))
    canvas.setCreator("CIT Trainer")
    return canvas


def draw_logo(canvas: Canvas, logo: bytes, *, right: float, top: float, height: float) -> float:
    """Draw the logo with its upper right corner at a point.

    Returns:
        The width it took, in points.

    Raises:
        Invalid: the bytes are neither PNG nor JPEG.
    """
    image = logo_image(logo)
    pixels_wide, pixels_high = image.getSize()
    width = min(height * pixels_wide / pixels_high, height * 5)
    canvas.drawImage(
        image, right - width, top - height, width, height, mask="auto", preserveAspectRatio=True
    )
    return width


@lru_cache(maxsize=4)
def logo_image(logo: bytes) -> ImageReader:
    """The logo ready to be drawn; the same bytes are stored once in a PDF.

    Raises:
        Invalid: the bytes are neither PNG nor JPEG, or the picture is enormous.
    """
    try:
        picture = Image.open(BytesIO(logo), formats=("PNG", "JPEG"))
        if picture.width * picture.height > _LARGEST_LOGO:
            raise Invalid(
                "The logo is too large.", hint="Choose a picture of at most 40 megapixels."
            )
        upright = ImageOps.exif_transpose(picture)
        plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as problem:
        raise Invalid(
            "The logo is not a picture this program can print.", hint="Choose a PNG or JPEG file."
        ) from problem
    return ImageReader(plain)


def draw_sample_mark(
    canvas: Canvas, width: float, height: float, *, color: Color = _SAMPLE_VEIL
) -> None:
    """Write SAMPLE across the page, so light that everything below stays readable."""
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(35 if width > height else 52)
    canvas.setFillColor(color)
    size = min(width, height) * 0.24
    fonts.draw(canvas, 0, -size * 0.36, "SAMPLE", Face.BOLD, size, align="center", spacing=10)
    canvas.restoreState()
