"""The page of the agenda on which the days stand side by side along a time axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.documents import fonts
from cittrainer.documents.agenda_colors import Tint, tint_of
from cittrainer.documents.fonts import Face
from cittrainer.documents.pages import GRID, LINE, MUTED, TEXT, WHITE
from cittrainer.documents.words import clock, clock_range, short_day, weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cittrainer.documents.agendas import AgendaBlock, AgendaDay
    from cittrainer.documents.pages import Paper

MOST_DAYS = 7
"""Days that a page can show side by side."""
PAUSES = frozenset({"lunch", "break"})
"""Deliveries that are hatched instead of coloured."""

_AXIS = 34.0
_DAY_HEAD = 18.0
_LEGEND = 16.0
_GAP = 1.5
_BAR = 2.6
_TITLE_SIZE = 8.0
_DETAIL_SIZE = 6.8
_LEAST_SIZE = 4.6
"""Points; the words of a five-minute block become this small and no smaller."""
_NARROW = 42.0
"""Points; a block with less room is written upright when that gives it more."""
_LEAST_FITTED = 5.6
"""Points; a long title shrinks to this before it is shortened."""


class _Frame:
    """Where minutes and days are on the page."""

    def __init__(self, paper: Paper, days: Sequence[AgendaDay]) -> None:
        blocks = [block for day in days for block in day.blocks]
        starts = [day.start_minute for day in days] + [block.start_minute for block in blocks]
        ends = [day.end_minute for day in days]
        ends += [block.start_minute + block.minutes for block in blocks]
        self.first_minute = min(starts) // 30 * 30
        self.last_minute = max(-(-max(ends) // 30) * 30, self.first_minute + 60)
        self.left = paper.left + _AXIS
        self.right = paper.right
        self.top = paper.y - _DAY_HEAD
        self.bottom = paper.bottom + _LEGEND
        self.day_width = (self.right - self.left) / len(days)

    def y(self, minute: int) -> float:
        share = (minute - self.first_minute) / (self.last_minute - self.first_minute)
        return self.top - share * (self.top - self.bottom)

    def x(self, day: int) -> float:
        return self.left + day * self.day_width


def draw_page(paper: Paper, days: Sequence[AgendaDay]) -> None:
    """Draw one page with these days, at most ``MOST_DAYS``."""
    paper.start_page()
    frame = _Frame(paper, days)
    _draw_axis(paper, frame)
    for number, day in enumerate(days):
        _draw_day(paper, frame, number, day)
    _draw_legend(paper, days)
    paper.y = paper.bottom


def _draw_axis(paper: Paper, frame: _Frame) -> None:
    canvas = paper.canvas
    for minute in range(frame.first_minute, frame.last_minute + 1, 30):
        y = frame.y(minute)
        whole = minute % 60 == 0
        canvas.setStrokeColor(LINE if whole else GRID)
        canvas.setLineWidth(0.5 if whole else 0.35)
        canvas.line(frame.left, y, frame.right, y)
        if whole:
            hour = f"{clock(minute).removesuffix(':00')} {'am' if minute // 60 % 24 < 12 else 'pm'}"
            paper.text(frame.left - 5, y - 2.4, hour, size=7, color=MUTED, align="right")


def _draw_day(paper: Paper, frame: _Frame, number: int, day: AgendaDay) -> None:
    canvas = paper.canvas
    x = frame.x(number)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(x, frame.top + _DAY_HEAD - 4, x, frame.bottom)
    name = weekday(day.day)
    size = fonts.fitted(name, Face.BOLD, 9.5, frame.day_width * 0.55, least=6)
    paper.text(x + 4, frame.top + 5, name, Face.BOLD, size)
    after = x + 8 + fonts.width(name, Face.BOLD, size)
    paper.text(after, frame.top + 5, short_day(day.day), size=size, color=MUTED)
    for block, lane, lanes in _lanes(day.blocks):
        width = (frame.day_width - 2 * _GAP) / lanes
        _draw_block(paper, frame, block, x + _GAP + lane * width, width - 0.8)


def _draw_block(paper: Paper, frame: _Frame, block: AgendaBlock, left: float, width: float) -> None:
    top = frame.y(block.start_minute) - 0.4
    height = top - frame.y(block.start_minute + block.minutes) - 0.4
    tint = tint_of(block.delivery)
    canvas = paper.canvas
    if block.delivery in PAUSES:
        _hatch(paper, left, top - height, width, height)
    else:
        canvas.setFillColor(tint.fill)
        canvas.roundRect(left, top - height, width, height, min(2, height / 2), stroke=0, fill=1)
        canvas.setFillColor(tint.bar)
        canvas.rect(left, top - height, _BAR, height, stroke=0, fill=1)
    _draw_words(paper, block, left + _BAR + 3, top, width - _BAR - 5, height)


def _draw_words(
    paper: Paper, block: AgendaBlock, left: float, top: float, room: float, height: float
) -> None:
    """Write title, time, rooms and presenters, as much as the height allows."""
    pause = block.delivery in PAUSES
    face = Face.SANS if pause else Face.BOLD
    if room < _NARROW and height > room:
        _draw_upright(paper, block, left, top, height)
        return
    if height < _TITLE_SIZE * 1.25 + _DETAIL_SIZE * 1.3:
        _draw_one_line(paper, block, left, top, room, height)
        return
    leading, detail_leading = _TITLE_SIZE * 1.18, _DETAIL_SIZE * 1.28
    details = _details(block)
    spare = height - 3 - detail_leading * min(2, len(details))
    title_lines = max(1, min(3, int(spare / leading)))
    y = top - 1.5
    size = _TITLE_SIZE
    if title_lines == 1:
        size = fonts.fitted(block.title, face, size, room, least=_DETAIL_SIZE)
    for line in fonts.wrapped(block.title, face, size, room, lines=title_lines):
        y -= leading
        paper.text(left, y + 1.6, line, face, size, color=MUTED if pause else TEXT)
    left_lines = int((y - (top - height) - 1) / detail_leading)
    for number, detail in enumerate(details):
        spare = left_lines - (len(details) - number - 1)
        if left_lines < 1:
            return
        for line in fonts.wrapped(
            detail, Face.SANS, _DETAIL_SIZE, room, lines=max(1, min(3, spare))
        ):
            y -= detail_leading
            left_lines -= 1
            paper.text(left, y + 1.4, line, size=_DETAIL_SIZE, color=MUTED)


def _draw_upright(paper: Paper, block: AgendaBlock, left: float, top: float, height: float) -> None:
    """Write the title of a narrow block from bottom to top."""
    size = fonts.fitted(block.title, Face.BOLD, _TITLE_SIZE, height - 4, least=_LEAST_FITTED)
    paper.canvas.saveState()
    paper.canvas.translate(left + size, top - height + 2)
    paper.canvas.rotate(90)
    paper.text(0, 0, block.title, Face.BOLD, size, room=height - 4)
    paper.canvas.restoreState()


def _draw_one_line(
    paper: Paper, block: AgendaBlock, left: float, top: float, room: float, height: float
) -> None:
    """Write a short block on one line: the title, and its time beside it if there is room."""
    size = max(_LEAST_SIZE, min(_TITLE_SIZE * 0.94, height * 0.82))
    face = Face.SANS if block.delivery in PAUSES else Face.BOLD
    size = fonts.fitted(block.title, face, size, room, least=min(size, _LEAST_FITTED))
    y = top - height / 2 - size * 0.35
    times = clock_range(block.start_minute, block.minutes)
    shown = fonts.shortened(block.title, face, size, room)
    paper.text(left, y, shown, face, size, color=MUTED if face is Face.SANS else TEXT)
    rest = room - fonts.width(shown, face, size) - 4
    small = min(size, _DETAIL_SIZE)
    if fonts.width(times, Face.SANS, small) <= rest:
        paper.text(left + room, y, times, size=small, color=MUTED, align="right")


def _details(block: AgendaBlock) -> list[str]:
    times = clock_range(block.start_minute, block.minutes)
    if len(block.rooms) == 1:
        times += f" · {block.rooms[0]}"
    rooms = ", ".join(block.rooms) if len(block.rooms) > 1 else ""
    return [text for text in (times, rooms, ", ".join(block.presenters)) if text]


def _hatch(paper: Paper, left: float, bottom: float, width: float, height: float) -> None:
    """Fill a pause with slanting lines."""
    canvas = paper.canvas
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, bottom, width, height)
    canvas.setFillColor(WHITE)
    canvas.clipPath(path, stroke=0, fill=1)
    canvas.setStrokeColor(GRID)
    canvas.setLineWidth(0.5)
    step = 5.0
    x = left - height
    while x < left + width:
        canvas.line(x, bottom, x + height, bottom + height)
        x += step
    canvas.restoreState()


def _lanes(blocks: Sequence[AgendaBlock]) -> list[tuple[AgendaBlock, int, int]]:
    """Each block with its lane and how many lanes its cluster needs, for blocks side by side."""
    placed: list[tuple[AgendaBlock, int, int]] = []
    cluster: list[tuple[AgendaBlock, int]] = []
    ends: list[int] = []
    for block in sorted(blocks, key=lambda block: (block.start_minute, -block.minutes)):
        if ends and block.start_minute >= max(ends):
            placed += [(member, lane, len(ends)) for member, lane in cluster]
            cluster, ends = [], []
        free = [lane for lane, end in enumerate(ends) if end <= block.start_minute]
        lane = free[0] if free else len(ends)
        end = block.start_minute + block.minutes
        if free:
            ends[lane] = end
        else:
            ends.append(end)
        cluster.append((block, lane))
    return placed + [(member, lane, len(ends)) for member, lane in cluster]


def _draw_legend(paper: Paper, days: Sequence[AgendaDay]) -> None:
    """Name the colours that occur, so that none has to be guessed."""
    tints: dict[str, Tint] = {}
    for day in days:
        for block in day.blocks:
            if block.delivery not in PAUSES:
                tint = tint_of(block.delivery)
                tints[tint.name] = tint
    x = paper.left + _AXIS
    for tint in tints.values():
        paper.canvas.setFillColor(tint.bar)
        paper.canvas.roundRect(x, paper.bottom, 7, 7, 1.5, stroke=0, fill=1)
        paper.text(x + 10, paper.bottom + 0.8, tint.name, size=7.5, color=MUTED)
        x += 26 + fonts.width(tint.name, Face.SANS, 7.5)
