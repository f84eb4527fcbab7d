"""A text about somebody's times read as a whole: what was understood of it, and what was not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.rules.availability_words.atoms import atoms
from cittrainer.rules.availability_words.clauses import Segment
from cittrainer.rules.availability_words.joining import Sentence
from cittrainer.rules.availability_words.phrases import Reader
from cittrainer.rules.availability_words.windows import NotUnderstood, any_day, times_of
from cittrainer.rules.availability_words.wording import in_short
from cittrainer.rules.plan_values import AVAILABLE, NO, PREFERRED, TimeValue
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cittrainer.rules.availability_words.calendar import Calendar
    from cittrainer.rules.availability_words.clauses import Clause
    from cittrainer.rules.availability_words.items import Item

LONGEST = 2000
"""Letters of a text that are read."""

MOST_TIMES = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text and what was made of it."""

    start: int
    """The place of its first letter; ``end`` is the one after its last."""
    end: int
    text: str
    understood: bool
    sentence: str
    """What was understood, or why it was not; empty where no more is known than that."""
    completes: bool = False
    """Whether it only completes what others say, which tell it too."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was made of a text."""

    times: tuple[TimeValue, ...]
    pieces: tuple[Piece, ...]
    """In the order of the text."""

    @property
    def left(self) -> str:
        """What was not understood, in one sentence; empty where everything was."""
        return f"Not understood and left out: {self.unclear}." if self.unclear else ""

    @property
    def unclear(self) -> str:
        """The pieces that were not understood, with why where it is known."""
        wrong = [one for one in self.pieces if not one.understood]
        return listed(
            [quoted(one.text) + (f" ({one.sentence})" if one.sentence else "") for one in wrong]
        )


def heard(text: str, calendar: Calendar) -> Heard:
    """Read what somebody said of their times.

    Args:
        text: In plain English, such as “Tue and Thu mornings, not the 14th”.
        calendar: The day on which it is read, and the course that it may be about.
    """
    read = text[:LONGEST]
    hearing = _Hearing(read)
    for each in _sentences(Reader(atoms(read), calendar).items()):
        hearing.hear(each)
    hearing.complete()
    if len(text) > LONGEST:
        hearing.refuse(LONGEST, len(text), "the text is too long", text)
    pieces = sorted(hearing.pieces, key=lambda one: (one.start, one.end))
    return Heard(tuple(hearing.times), tuple(pieces))


def _sentences(items: Iterable[Item]) -> Iterator[list[Segment]]:
    """The segments of each sentence."""
    sentence: list[list[Item]] = [[]]
    fresh = {0}
    for item in items:
        if item.kind == "stop":
            yield _segments(sentence, fresh)
            sentence, fresh = [[]], {0}
        elif item.kind in {"comma", "but"}:
            if item.kind == "but":
                fresh.add(len(sentence))
            sentence.append([])
        else:
            sentence[-1].append(item)
    yield _segments(sentence, fresh)


def _segments(sentence: list[list[Item]], fresh: set[int]) -> list[Segment]:
    found = []
    for number, items in enumerate(sentence):
        segment = Segment(fresh=number in fresh)
        telling = [one for one in items if one.kind != "filler"]
        for item, then in zip(telling, [*telling[1:], None], strict=False):
            segment.read(item, then)
        segment.settle()
        if segment.clauses or segment.nothing_else:
            found.append(segment)
    return found


class _Hearing:
    """What was understood so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.times: list[TimeValue] = []
        self.pieces: list[Piece] = []
        self._unspecific: set[int] = set()
        """Places of times that were said of any day, which give way to what is said of one."""
        self._only = False
        self._clauses: list[Clause] = []

    def hear(self, segments: list[Segment]) -> None:
        """Take in a sentence."""
        sentence = Sentence(self._clauses)
        for segment in segments:
            sentence.hear(segment)
        sentence.close()
        self._only = self._only or sentence.nothing_else
        self._clauses += sentence.clauses
        for start, end, why in sentence.wrong:
            self.refuse(start, end, why)
        for start, end, said in sentence.noted:
            self._note(start, end, said, completes=True)

    def complete(self) -> None:
        """Work out the times of everything that was heard."""
        for clause in self._clauses:
            try:
                found = times_of(clause, most=MOST_TIMES - len(self.times))
            except NotUnderstood as problem:
                self.refuse(clause.start, clause.end, str(problem))
                continue
            if not clause.has_days:
                self._unspecific |= set(range(len(self.times), len(self.times) + len(found)))
            self.times += found
            self._note(clause.start, clause.end, in_short(found))
        if not self._only:
            self._leave_open()
            self._keep_the_rest()
        self._give_way()
        self.times = list(dict.fromkeys(self.times))

    def refuse(self, start: int, end: int, why: str, text: str = "") -> None:
        """Tell a part of the text as not understood."""
        words = " ".join((text or self._text)[start:end].split()).strip(" ,;:.")
        shown = f"{words[:80]}…" if len(words) > 81 else words
        self.pieces.append(Piece(start, end, shown, understood=False, sentence=why))

    def _note(self, start: int, end: int, sentence: str, *, completes: bool = False) -> None:
        text = self._text[start:end]
        self.pieces.append(Piece(start, end, text, True, sentence, completes))

    def _leave_open(self) -> None:
        """Whoever only says what they prefer can come at other times too."""
        kinds = {one.kind for one in self.times}
        if PREFERRED in kinds and AVAILABLE not in kinds:
            more = any_day(AVAILABLE)
            self._unspecific |= set(range(len(self.times), len(self.times) + len(more)))
            self.times += more
            self._note(len(self._text), len(self._text), "At any other time: available")

    def _keep_the_rest(self) -> None:
        """Whoever prefers some hours of a date can still come at those that hold every week."""
        offered = {one.on for one in self.times if one.kind == AVAILABLE}
        dates = dict.fromkeys(one.on for one in self.times if one.kind == PREFERRED)
        more = [
            replace(weekly, on=on, weekday=None, first_on=None, last_on=None)
            for on in dates
            if on is not None and on not in offered
            for weekly in self.times
            if weekly.on is None and weekly.kind != NO and weekly.concerns(on)
        ]
        if more:
            self.times += more
            self._note(len(self._text), len(self._text), "On these dates also: as every week")

    def _give_way(self) -> None:
        told = [one for n, one in enumerate(self.times) if n not in self._unspecific]
        self.times = [
            one
            for n, one in enumerate(self.times)
            if n not in self._unspecific or not any(_covers(other, one) for other in told)
        ]


def _covers(other: TimeValue, one: TimeValue) -> bool:
    """Whether nothing is left of a time of any day beside what was said of this one."""
    plain = replace(other, kind=one.kind, start=one.start, end=one.end) == one
    refused = other.kind == NO and other.weekday == one.weekday and not other.first_on
    whole = other.start <= one.start and one.end <= other.end
    return whole and (plain or (refused and not other.last_on and other.on is None))
