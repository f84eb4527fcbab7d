"""Certificates of completion: one landscape page each, for one trainee or for a whole course.

What is the same on every page of a document is drawn once and reused. The space in the lower
right corner, ``CODE_SIZE`` points wide and high, is kept free for a machine-readable proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from reportlab.lib.colors import HexColor

from cittrainer.documents import certificate_art as art
from cittrainer.documents import fonts, pages
from cittrainer.documents.certificate_art import DEEP, GOLD, INK, QUIET
from cittrainer.documents.files import write_whole
from cittrainer.documents.fonts import Face
from cittrainer.documents.words import date_range, hours, long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

    from cittrainer.documents.pages import Letterhead

CODE_SIZE = 62
"""Points; the square kept free begins ``CODE_INSET`` points from the right and lower edge."""
CODE_INSET = 50

_NAME_SIZE = 38.0
_LEAST_ONE_LINE = 23.0
"""A name that would have to be smaller than this goes on two lines."""
_LEAST_NAME_SIZE = 9.0
_STATIC = "certificate-design"
_SAMPLE_TINT = HexColor(0xECEFF2)
"""Solid, for the shared design cannot hold see-through colours; all else is drawn over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The words of one certificate, frozen when it was issued.

    Attributes:
        number: The certificate's number in this academy's file.
        academy: Who issued it.
        trainee: The name as it is to be printed.
        agency: The trainee's agency at the time.
        role: Role or rank, such as “Patrol officer”; may be empty.
        state_id: Kind and value, such as “POST ID 48213”; may be empty.
        course_title: The title approved by the state.
        course_number: The state's number of the course; may be empty.
        class_number: The state's number of this class; may be empty.
        hours: Hours credited.
        starts_on: The first day of the course.
        ends_on: The last day of the course.
        location: Venue and town.
        lead_instructor: Who signs on the left; may be empty.
        coordinator: Who signs on the right; may be empty.
        issued_on: The day of issue.
        expires_on: The last day on which it is valid, if it runs out.
    """

    number: str
    academy: str
    trainee: str
    agency: str
    role: str = ""
    state_id: str = ""
    course_title: str
    course_number: str = ""
    class_number: str = ""
    hours: Decimal
    starts_on: date
    ends_on: date
    location: str = ""
    lead_instructor: str = ""
    coordinator: str = ""
    issued_on: date
    expires_on: date | None = None


def write_certificate(
    path: Path, certificate: Certificate, letterhead: Letterhead, *, replace: bool = False
) -> None:
    """Write one certificate as a PDF of one page.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """
    write_certificates(path, [certificate], letterhead, replace=replace)


def write_certificates(
    path: Path,
    certificates: Sequence[Certificate],
    letterhead: Letterhead,
    *,
    replace: bool = False,
) -> None:
    """Write certificates as one PDF, a page each, in the order given.

    Raises:
        FileRefused: the file cannot be written, or exists and may not be replaced.
        Invalid: the logo is neither PNG nor JPEG.
    """

    def write(stream: BinaryIO) -> None:
        canvas = pages.new_canvas(stream, letterhead, "Certificates of completion")
        height, width = letterhead.page_size.value
        canvas.setPageSize((width, height))
        canvas.beginForm(_STATIC, 0, 0, width, height)
        _draw_design(canvas, letterhead, width, height)
        canvas.endForm()
        for certificate in certificates:
            canvas.doForm(_STATIC)
            _draw_words(canvas, certificate, width, height)
            canvas.showPage()
        canvas.save()

    write_whole(path, write, replace=replace)


def _draw_design(canvas: Canvas, letterhead: Letterhead, width: float, height: float) -> None:
    """Draw what all certificates of a document have in common."""
    middle = width / 2
    if letterhead.sample:
        pages.draw_sample_mark(canvas, width, height, color=_SAMPLE_TINT)
        canvas.setFillColor(QUIET)
        _centered(canvas, middle, 10, "SAMPLE – not a record", Face.BOLD, 7.5)
    art.draw_border(canvas, width, height)
    if letterhead.logo:
        _draw_logo(canvas, letterhead.logo, middle, height)
    canvas.setFillColor(DEEP)
    fonts.draw(
        canvas, middle, height - 160, "Certificate of Completion", Face.SERIF, 42, align="center"
    )
    art.draw_flourish(canvas, middle, height - 179)
    canvas.setFillColor(QUIET)
    _centered(canvas, middle, height - 214, "This certifies that", Face.SERIF_ITALIC, 15)
    art.draw_rosette(canvas, middle, 119, 41)
    for x in (_signature_left(width), _signature_right(width)):
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        canvas.line(x - 95, 138, x + 95, 138)
    canvas.setFillColor(QUIET)
    _centered(canvas, _signature_left(width), 109, "Lead Instructor", Face.SERIF_ITALIC, 10.5)
    _centered(canvas, _signature_right(width), 109, "Program Coordinator", Face.SERIF_ITALIC, 10.5)


def _draw_logo(canvas: Canvas, logo: bytes, middle: float, height: float) -> None:
    wide, high = pages.logo_image(logo).getSize()
    shown = min(36 * wide / high, 36 * 5)
    pages.draw_logo(canvas, logo, right=middle + shown / 2, top=height - 50, height=36)


def _draw_words(canvas: Canvas, certificate: Certificate, width: float, height: float) -> None:
    """Draw what is said of one trainee."""
    middle = width / 2
    room = width - 190
    _draw_academy(canvas, certificate.academy, middle, height, room)
    bottom = _draw_name(canvas, certificate.trainee, middle, height, room)
    belongs = " · ".join(filter(None, (certificate.role, certificate.agency, certificate.state_id)))
    canvas.setFillColor(INK)
    _centered(canvas, middle, bottom - 22, belongs, Face.SERIF, 13.5, room=room)
    canvas.setFillColor(QUIET)
    _centered(canvas, middle, bottom - 52, "has successfully completed", Face.SERIF_ITALIC, 15)
    canvas.setFillColor(DEEP)
    title_y = bottom - 84
    size = fonts.fitted(certificate.course_title, Face.SERIF, 23, room, least=15)
    title = fonts.wrapped(certificate.course_title, Face.SERIF, size, room, lines=2)
    for line in title:
        fonts.draw(canvas, middle, title_y, line, Face.SERIF, size, align="center")
        title_y -= size * 1.1
    _draw_facts(canvas, certificate, middle, title_y + size * 1.1 - 29, room)
    _draw_signers(canvas, certificate, width)


def _draw_academy(canvas: Canvas, academy: str, middle: float, height: float, room: float) -> None:
    """Draw the academy's name in spaced capitals, where the script has capitals."""
    words = academy.upper()
    spacing = 2.2
    size = fonts.fitted(words, Face.SERIF, 15, room - spacing * len(words), least=9)
    if fonts.width(words, Face.SERIF, size) + spacing * len(words) > room:
        spacing = 0
        size = fonts.fitted(words, Face.SERIF, 15, room, least=9)
        words = fonts.shortened(words, Face.SERIF, size, room)
    canvas.setFillColor(INK)
    fonts.draw(
        canvas, middle, height - 104, words, Face.SERIF, size, align="center", spacing=spacing
    )


def _draw_name(canvas: Canvas, name: str, middle: float, height: float, room: float) -> float:
    """Draw the trainee's name on one line or two; returns where the rule below it is."""
    size = fonts.fitted(name, Face.SERIF, _NAME_SIZE, room, least=_LEAST_ONE_LINE)
    lines = fonts.wrapped(name, Face.SERIF, size, room)
    while len(lines) > 2 and size > _LEAST_NAME_SIZE:
        size -= 1
        lines = fonts.wrapped(name, Face.SERIF, size, room)
    lines = fonts.wrapped(name, Face.SERIF, size, room, lines=2)
    y = height - 261
    if len(lines) > 1:
        y += 9
    canvas.setFillColor(INK)
    for line in lines:
        fonts.draw(canvas, middle, y, line, Face.SERIF, size, align="center")
        y -= size * 1.08
    rule = min(y + size * 1.08, height - 261) - 13
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.7)
    canvas.line(middle - 190, rule, middle + 190, rule)
    return rule


def _draw_facts(
    canvas: Canvas, certificate: Certificate, middle: float, y: float, room: float
) -> None:
    """Draw hours, dates, place and the state's numbers in two lines."""
    amount = hours(certificate.hours)
    unit = "hour" if amount == "1" else "hours"
    days = date_range(certificate.starts_on, certificate.ends_on)
    first = " · ".join(filter(None, (f"{amount} {unit} credited", days, certificate.location)))
    course = certificate.course_number and f"State course number {certificate.course_number}"
    taught = certificate.class_number and f"Class number {certificate.class_number}"
    canvas.setFillColor(INK)
    _centered(canvas, middle, y, first, Face.SERIF, 13.5, room=room + 40)
    canvas.setFillColor(QUIET)
    second = " · ".join(filter(None, (course, taught)))
    _centered(canvas, middle, y - 20, second, Face.SERIF, 11.5, room=room + 40)


def _draw_signers(canvas: Canvas, certificate: Certificate, width: float) -> None:
    """Draw the names below the signature lines, and number, issue and expiry below the seal."""
    canvas.setFillColor(INK)
    _centered(
        canvas, _signature_left(width), 124, certificate.lead_instructor, Face.SERIF, 12, room=190
    )
    _centered(
        canvas, _signature_right(width), 124, certificate.coordinator, Face.SERIF, 12, room=190
    )
    issued = f"Issued {long_date(certificate.issued_on)}"
    if certificate.expires_on:
        issued += f" · Valid through {long_date(certificate.expires_on)}"
    canvas.setFillColor(INK)
    room = width - 2 * (CODE_INSET + CODE_SIZE) - 30
    number = f"Certificate No. {certificate.number}"
    _centered(canvas, width / 2, 63, number, Face.SERIF, 11, room=room)
    canvas.setFillColor(QUIET)
    _centered(canvas, width / 2, 50, issued, Face.SERIF, 10, room=room)


def _signature_left(width: float) -> float:
    return width * 0.5 - 190


def _signature_right(width: float) -> float:
    return width * 0.5 + 190


def _centered(
    canvas: Canvas,
    x: float,
    y: float,
    words: str,
    face: Face,
    size: float,
    *,
    room: float | None = None,
) -> None:
    """Draw a line around its middle; too long a line shrinks a little, then is shortened."""
    if room is not None:
        size = fonts.fitted(words, face, size, room, least=size * 0.68)
        words = fonts.shortened(words, face, size, room)
    fonts.draw(canvas, x, y, words, face, size, align="center")
