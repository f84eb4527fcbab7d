"""Text in any script on a PDF page: which font has which sign, how wide it is, how it is drawn.

No single font covers every name. Each face is therefore a chain of font files; a text is cut
into runs, each in the first font that has its signs. A font is read only when a sign asks for it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Literal

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cittrainer.documents.words import printable
from cittrainer.paths import resource

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Align = Literal["left", "center", "right"]

_OTHER_SCRIPTS = (
    "NotoSansHebrew-Regular",
    "NotoNaskhArabic-Regular",
    "NotoSansThai-Regular",
    "NotoSansLao-Regular",
    "NotoSansDevanagari-Regular",
    "DejaVuSans",
    "WenQuanYiMicroHei-Hangul",
    "DroidSansFallbackFull",
)
_FALLBACK_FONT = "DejaVuSans"
_FALLBACK_SIGN = "\u25a1"
"""The box printed for a sign that no font has, such as most emoji; DejaVu Sans has it."""

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_ELLIPSIS = "…"
_ROOM_FOR_ROUNDING = 1e-6
_registering = Lock()


class Face(Enum):
    """The typefaces of the papers; each value is its chain of font files, best first."""

    SANS = ("NotoSans-Regular", *_OTHER_SCRIPTS)
    BOLD = ("NotoSans-Bold", "NotoSans-Regular", *_OTHER_SCRIPTS)
    ITALIC = ("NotoSans-Italic", "NotoSans-Regular", *_OTHER_SCRIPTS)
    SERIF = ("EBGaramond12Lining-Regular", "NotoSans-Regular", *_OTHER_SCRIPTS)
    SERIF_ITALIC = ("EBGaramond12Lining-Italic", "EBGaramond12Lining-Regular", *SERIF[1:])


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, in the order in which it is seen, that one font can draw."""

    font: str
    text: str


@lru_cache(maxsize=16_384)
def runs(text: str, face: Face) -> tuple[Run, ...]:
    """The text cut by font, left to right as it is seen; signs of width nothing are dropped."""
    seen = _as_seen(text)
    first = face.value[0]
    if _signs(first).issuperset(seen):
        return (Run(first, seen),) if seen else ()
    cut: list[Run] = []
    for sign in seen:
        font = _font_for(sign, face)
        drawn = sign if font else _FALLBACK_SIGN
        font = font or _FALLBACK_FONT
        if cut and cut[-1].font == font:
            cut[-1] = Run(font, cut[-1].text + drawn)
        else:
            cut.append(Run(font, drawn))
    return tuple(cut)


@lru_cache(maxsize=16_384)
def width_of_one(text: str, face: Face) -> float:
    """The width of the text at size 1; widths grow with the size."""
    return sum(pdfmetrics.stringWidth(run.text, run.font, 1) for run in runs(text, face))


def width(text: str, face: Face, size: float) -> float:
    """The width of the text in points."""
    return width_of_one(text, face) * size


def draw(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    face: Face,
    size: float,
    *,
    align: Align = "left",
    spacing: float = 0,
) -> None:
    """Draw one line of text on its baseline.

    Args:
        canvas: The page.
        x: Where the text begins, has its middle or ends, as ``align`` says; points.
        y: The baseline in points.
        text: Any text; line ends become blanks.
        face: The typeface.
        size: In points.
        align: What ``x`` means.
        spacing: Extra points between the letters.
    """
    if align != "left":
        whole = width(text, face, size) + spacing * max(0, len(text) - 1)
        x -= whole if align == "right" else whole / 2
    cut = runs(text, face)
    for number, run in enumerate(cut, start=1):
        canvas.setFont(run.font, size)
        canvas.drawString(x, y, run.text, charSpace=spacing)
        if number < len(cut):
            x += pdfmetrics.stringWidth(run.text, run.font, size) + spacing * len(run.text)


def fitted(text: str, face: Face, size: float, room: float, *, least: float) -> float:
    """The largest size, between ``least`` and ``size``, at which the text is ``room`` wide."""
    needed = width_of_one(text, face)
    if needed * size <= room:
        return size
    return max(least, room / needed) if needed else size


def shortened(text: str, face: Face, size: float, room: float) -> str:
    """The text, or as much of its beginning as fits with an ellipsis; the room is in points."""
    text = " ".join(text.split())
    if width(text, face, size) <= room + _ROOM_FOR_ROUNDING:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + _ELLIPSIS, face, size) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _ELLIPSIS


def wrapped(
    text: str, face: Face, size: float, room: float, *, lines: int | None = None
) -> list[str]:
    """The text in lines that fit; a word wider than a line is broken.

    Args:
        text: Any text; its own line ends are kept when the number of lines is free.
        face: The typeface.
        size: In points.
        room: The width of a line in points.
        lines: At most so many; the last is shortened with an ellipsis.
    """
    paragraphs = text.splitlines() if lines is None else [text]
    broken = [line for paragraph in paragraphs for line in _lines(paragraph, face, size, room)]
    if lines is None or len(broken) <= lines:
        return broken
    rest = " ".join(broken[lines - 1 :])
    return [*broken[: lines - 1], shortened(rest, face, size, room)]


def _lines(paragraph: str, face: Face, size: float, room: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}" if line else word
        if width(longer, face, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, face, size) > room and len(line) > 1:
            head = _head_that_fits(line, face, size, room)
            lines.append(line[:head])
            line = line[head:]
    return [*lines, line] if line else lines


def _head_that_fits(word: str, face: Face, size: float, room: float) -> int:
    """How many signs of a too long word fit on a line, broken after a hyphen if there is one."""
    head = len(word) - 1
    while head > 1 and width(word[:head], face, size) > room:
        head -= 1
    return word.rfind("-", 1, head) + 1 or head


@lru_cache(maxsize=16_384)
def _as_seen(text: str) -> str:
    """The signs in the order and the forms in which a reader sees them."""
    text = unicodedata.normalize("NFC", printable(text))
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if text.isascii():
        return text
    directions = {unicodedata.bidirectional(sign) for sign in text}
    if directions & _RIGHT_TO_LEFT:
        if "AL" in directions:
            text = _arabic().reshape(text)
        text = str(get_display(text))
    return "".join(sign for sign in text if not _without_width(sign))


def _without_width(sign: str) -> bool:
    """Whether the sign is only an instruction: joiners, direction marks, emoji variants."""
    return unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f"


@cache
def _arabic() -> ArabicReshaper:
    """Joins Arabic letters; word ligatures are off because few fonts have them."""
    return ArabicReshaper({"delete_harakat": False, "support_ligatures": True})


@cache
def _font_for(sign: str, face: Face) -> str | None:
    """The first font of the chain that has the sign."""
    return next((font for font in face.value if sign in _signs(font)), None)


def _signs(font: str) -> frozenset[str]:
    """The signs a font has; two jobs that print at once must not both register it."""
    with _registering:
        return _registered(font)


@cache
def _registered(font: str) -> frozenset[str]:
    read = TTFont(font, str(resource(f"fonts/{font}.ttf")))
    pdfmetrics.registerFont(read)
    return frozenset(map(chr, read.face.charToGlyph))
