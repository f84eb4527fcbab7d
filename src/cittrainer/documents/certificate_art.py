"""The drawn parts of a certificate: border, flourish and seal, all of them plain vector lines."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from cittrainer.documents import fonts
from cittrainer.documents.fonts import Face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.pathobject import PDFPathObject

    _Pair = tuple[float, float]

INK = HexColor(0x1A2330)
QUIET = HexColor(0x4A5563)
DEEP = HexColor(0x14435A)
GOLD = HexColor(0x9A7B3A)
_PALE = HexColor(0x9DBBC8)
_GOLD_PALE = HexColor(0xD9C79C)

_OUTER = 24.0
_INNER = 38.0
_STEPS = 4
"""Pieces that a wave is drawn with."""
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
    steps = periods * _STEPS
    turn = 2 * pi * periods / (end - start)
    places = [start + (end - start) * step / steps for step in range(steps + 1)]
    points = [(place, across + swing * sin(phase + turn * (place - start))) for place in places]
    slopes = [(1.0, swing * turn * cos(phase + turn * (place - start))) for place in places]
    if not level:
        points = [(y, x) for x, y in points]
        slopes = [(y, x) for x, y in slopes]
    _curve(path, points, slopes, (end - start) / steps)


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
    steps = waves * _STEPS
    points, slopes = [], []
    for step in range(steps + 1):
        angle = 2 * pi * step / steps
        reach = radius + swing * cos(waves * angle + phase)
        growth = -swing * waves * sin(waves * angle + phase)
        points.append((reach * cos(angle), reach * sin(angle)))
        slopes.append(
            (
                growth * cos(angle) - reach * sin(angle),
                growth * sin(angle) + reach * cos(angle),
            )
        )
    path = canvas.beginPath()
    _curve(path, points, slopes, 2 * pi / steps)
    path.close()
    return path


def _curve(
    path: PDFPathObject, points: Sequence[_Pair], slopes: Sequence[_Pair], step: float
) -> None:
    """Add a smooth line through points whose slopes, per unit of ``step``, are known.

    Each piece is the Bézier curve with these ends and end slopes (cubic Hermite), so that four
    pieces a wave look like the wave itself at any magnification.
    """
    third = step / 3
    path.moveTo(*points[0])
    for (x, y), (dx, dy), (end_x, end_y), (end_dx, end_dy) in zip(
        points, slopes, points[1:], slopes[1:], strict=False
    ):
        path.curveTo(
            x + dx * third,
            y + dy * third,
            end_x - end_dx * third,
            end_y - end_dy * third,
            end_x,
            end_y,
        )


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
