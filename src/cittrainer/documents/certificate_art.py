"""The drawn parts of a certificate: border, flourish and seal, all of them plain vector lines."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from cittrainer.documents import fonts
from cittrainer.documents.fonts import Face

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.pathobject import PDFPathObject

INK = HexColor(0x1A2330)
QUIET = HexColor(0x4A5563)
DEEP = HexColor(0x14435A)
GOLD = HexColor(0x9A7B3A)
_PALE = HexColor(0x9DBBC8)
_GOLD_PALE = HexColor(0xD9C79C)

_OUTER = 24.0
_INNER = 38.0
_RING_WORDS = "CRISIS INTERVENTION TEAM"


def draw_border(canvas: Canvas, width: float, height: float) -> None:
    """Draw a frame of two lines with a woven band between them and rosettes at the corners."""
    canvas.setStrokeColor(_PALE)
    canvas.setLineWidth(0.35)
    middle = (_OUTER + _INNER) / 2
    for phase in (0.0, pi / 2, pi, 3 * pi / 2):
        path = canvas.beginPath()
        _weave(path, middle, width - middle, middle, phase, level=True)
        _weave(path, middle, width - middle, height - middle, phase, level=True)
        _weave(path, middle, height - middle, middle, phase, level=False)
        _weave(path, middle, height - middle, width - middle, phase, level=False)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.setStrokeColor(DEEP)
    for inset, weight in ((_OUTER - 3, 1.6), (_OUTER, 0.4), (_INNER, 0.4), (_INNER + 2.5, 0.9)):
        canvas.setLineWidth(weight)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=1, fill=0)
    for x in (middle, width - middle):
        for y in (middle, height - middle):
            _corner(canvas, x, y)


def draw_flourish(canvas: Canvas, x: float, y: float) -> None:
    """Draw a fine divider around a point: two tapering lines and a diamond."""
    canvas.setStrokeColor(GOLD)
    canvas.setFillColor(GOLD)
    for side in (-1, 1):
        path = canvas.beginPath()
        path.moveTo(x + side * 10, y)
        path.curveTo(x + side * 45, y + 1.6, x + side * 85, y + 0.4, x + side * 130, y)
        path.curveTo(x + side * 85, y - 0.4, x + side * 45, y - 1.6, x + side * 10, y)
        canvas.drawPath(path, stroke=0, fill=1)
    path = canvas.beginPath()
    path.moveTo(x - 5, y)
    path.lineTo(x, y + 3.4)
    path.lineTo(x + 5, y)
    path.lineTo(x, y - 3.4)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def draw_rosette(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Draw the seal: a scalloped edge, a guilloche of fine lines and words on a ring."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setFillColor(HexColor(0xFFFFFF))
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.8)
    canvas.drawPath(_wave(canvas, radius - 1.4, 1.4, 48, 0), stroke=1, fill=1)
    canvas.setStrokeColor(_GOLD_PALE)
    canvas.setLineWidth(0.3)
    for turn in range(6):
        phase = turn * pi / 3
        canvas.drawPath(_wave(canvas, radius * 0.475, radius * 0.085, 16, phase), stroke=1, fill=0)
        canvas.drawPath(_wave(canvas, radius - 4.6, 1.5, 48, phase), stroke=1, fill=0)
    canvas.setStrokeColor(DEEP)
    for ring, weight in ((radius * 0.84, 0.9), (radius * 0.59, 0.5), (radius * 0.37, 0.5)):
        canvas.setLineWidth(weight)
        canvas.circle(0, 0, ring, stroke=1, fill=0)
    canvas.setFillColor(DEEP)
    _words_on_ring(canvas, _RING_WORDS, radius * 0.665, radius * 0.15)
    size = radius * 0.34
    fonts.draw(canvas, 0, -size * 0.33, "CIT", Face.SERIF, size, align="center", spacing=0.6)
    canvas.restoreState()


def _weave(
    path: PDFPathObject, start: float, end: float, across: float, phase: float, *, level: bool
) -> None:
    """Add one strand of the band: a sine of whole periods between two corners."""
    swing = (_INNER - _OUTER) / 2 - 1.2
    periods = round((end - start) / 18)
    steps = periods * 12
    for step in range(steps + 1):
        along = start + (end - start) * step / steps
        away = across + swing * sin(phase + 2 * pi * periods * step / steps)
        point = (along, away) if level else (away, along)
        if step:
            path.lineTo(*point)
        else:
            path.moveTo(*point)


def _corner(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillColor(HexColor(0xFFFFFF))
    canvas.setStrokeColor(DEEP)
    canvas.setLineWidth(0.9)
    canvas.circle(x, y, 11, stroke=1, fill=1)
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.4)
    canvas.saveState()
    canvas.translate(x, y)
    for _turn in range(6):
        canvas.rotate(30)
        canvas.ellipse(-8.6, -3.1, 8.6, 3.1, stroke=1, fill=0)
    canvas.restoreState()


def _wave(canvas: Canvas, radius: float, swing: float, waves: int, phase: float) -> PDFPathObject:
    """A closed ring that swings in and out so many times."""
    path = canvas.beginPath()
    steps = waves * 10
    for step in range(steps):
        angle = 2 * pi * step / steps
        reach = radius + swing * cos(waves * angle + phase)
        point = (reach * cos(angle), reach * sin(angle))
        if step:
            path.lineTo(*point)
        else:
            path.moveTo(*point)
    path.close()
    return path


def _words_on_ring(canvas: Canvas, words: str, radius: float, size: float) -> None:
    """Write words once around a ring, clockwise from the left, with a star where they meet."""
    text = f"{words} • "
    step = 2 * pi / sum(fonts.width(sign, Face.SERIF, size) + 1.2 for sign in text)
    angle = pi * 1.5 - step * fonts.width("•", Face.SERIF, size) - 0.14
    for sign in text:
        share = step * (fonts.width(sign, Face.SERIF, size) + 1.2)
        canvas.saveState()
        canvas.rotate((angle - share / 2 - pi / 2) * 180 / pi)
        fonts.draw(canvas, 0, radius, sign, Face.SERIF, size, align="center")
        canvas.restoreState()
        angle -= share
