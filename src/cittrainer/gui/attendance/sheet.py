"""One day of a register as a sheet of rows and columns, without Qt.

A column is a block, or a half-day made of several; a mark in a half-day is spread over its blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cittrainer.models import AttendanceMark
from cittrainer.rules.wording import duration
from cittrainer.services.attendance import Tick

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cittrainer.queries.attendance import Register, Trainee
    from cittrainer.queries.attendance_entries import EntryValue
    from cittrainer.rules.values import DayValue, PlacedBlock

    Pair = tuple[int, int]

MARK_WORDS = {
    AttendanceMark.PRESENT: "present",
    AttendanceMark.LATE: "late",
    AttendanceMark.LEFT_EARLY: "left early",
    AttendanceMark.EXCUSED: "excused",
    AttendanceMark.ABSENT: "absent",
}


class Kind(StrEnum):
    """What a cell shows."""

    OPEN = "open"
    PRESENT = "present"
    PART = "part"
    """Minutes are missed."""
    EXCUSED = "excused"
    ABSENT = "absent"
    BEFOREHAND = "beforehand"
    """Excused before the course; not expected."""
    NOT_THEIRS = "not_theirs"
    """The block is for other groups."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A column: one block, or those of a half-day."""

    title: str
    start: int
    """Minutes after midnight."""
    end: int
    blocks: tuple[PlacedBlock, ...]

    @property
    def minutes(self) -> int:
        """Minutes of all its blocks."""
        return sum(block.minutes for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Mark:
    """What was ticked in a cell a moment ago, until what is on file is read again."""

    mark: AttendanceMark
    present: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A trainee in a column."""

    kind: Kind
    present: int = 0
    expected: int = 0
    """Minutes of its blocks that are for this trainee and not excused beforehand."""
    mark: AttendanceMark | None = None
    corrected: EntryValue | None = None
    """The entry that corrected another one, if it was corrected."""
    still_open: int = 0
    """Its blocks that have no entry yet."""

    @property
    def missed(self) -> int:
        """Minutes missed."""
        return self.expected - self.present

    @property
    def tickable(self) -> bool:
        """Whether something can be recorded here."""
        return self.kind is not Kind.NOT_THEIRS

    @property
    def text(self) -> str:
        """What stands in it where a drawing does not say it."""
        match self.kind:
            case Kind.PART:
                return f"−{self.missed}"
            case Kind.EXCUSED:
                return "E"
            case Kind.BEFOREHAND:
                return "excused"
            case _:
                return ""

    @property
    def words(self) -> str:
        """What it says, for whoever does not see it."""
        match self.kind:
            case Kind.OPEN:
                return "not recorded"
            case Kind.PART:
                how = MARK_WORDS[self.mark] if self.mark else "there for a part"
                return f"{how}, missed {duration(self.missed)}"
            case Kind.BEFOREHAND:
                return "excused beforehand, not expected"
            case Kind.NOT_THEIRS:
                return "not in this group"
            case _:
                return str(self.kind)


NOT_THEIRS = Cell(Kind.NOT_THEIRS)


@dataclass(frozen=True, slots=True)
class Total:
    """A row's sum over the day."""

    present: int
    expected: int
    still_open: int

    @property
    def percent(self) -> int:
        """Share of the minutes expected, rounded down."""
        return self.present * 100 // self.expected if self.expected else 0


def slots(book: Register, day: DayValue, *, half_days: bool) -> tuple[Slot, ...]:
    """The columns of a day; half-days are divided by lunch, or are one where there is none."""
    blocks = book.blocks(day)
    if not half_days:
        return tuple(
            Slot(block.title, block.start or 0, block.end or 0, (block,)) for block in blocks
        )
    lunch = next((b.start for b in book.week.on(day.id) if b.delivery == "lunch"), None)
    if lunch is None:
        return (_half("Day", blocks),) if blocks else ()
    morning = [block for block in blocks if (block.start or 0) < lunch]
    afternoon = [block for block in blocks if (block.start or 0) >= lunch]
    return tuple(
        _half(name, part) for name, part in (("Morning", morning), ("Afternoon", afternoon)) if part
    )


def cell(
    book: Register, trainee: Trainee, slot: Slot, pending: Mapping[Pair, Mark] | None = None
) -> Cell:
    """What a cell shows, with what was ticked a moment ago over what is on file."""
    mine = [block for block in slot.blocks if (trainee.enrollment_id, block.id) in book.credited]
    if not mine:
        return NOT_THEIRS
    marks: list[AttendanceMark] = []
    present = expected = still_open = 0
    corrected: EntryValue | None = None
    for block in mine:
        pair = (trainee.enrollment_id, block.id)
        entry = book.entries.get(pair)
        shown = (pending or {}).get(pair) or entry
        excused = block.id in trainee.excused
        expected += 0 if excused and shown is None else block.minutes
        if shown is None:
            still_open += not excused
            continue
        marks.append(shown.mark)
        present += min(shown.present if isinstance(shown, Mark) else shown.minutes, block.minutes)
        if entry is not None and entry.corrections:
            corrected = entry
    kind = _kind(marks, present, expected, still_open)
    mark = marks[0] if marks and all(each is marks[0] for each in marks) else None
    return Cell(kind, present, expected, mark, corrected, still_open)


def total(cells: Sequence[Cell]) -> Total:
    """The sum of a row."""
    return Total(
        sum(each.present for each in cells),
        sum(each.expected for each in cells),
        sum(each.still_open for each in cells),
    )


def ticks(
    trainee: Trainee,
    slot: Slot,
    mark: AttendanceMark,
    *,
    missed: int | None = None,
    theirs: frozenset[Pair],
    only_open: Mapping[Pair, object] | None = None,
) -> list[Tick]:
    """What to record when a cell is marked.

    Minutes missed by somebody who came late are taken from the first blocks of a half-day, by
    somebody who left early from the last.

    Args:
        trainee: Whose cell.
        slot: In which column.
        mark: What it was marked as.
        missed: Minutes missed, for the marks that have them.
        theirs: The pairs of enrollment and block whose minutes count.
        only_open: What is recorded already and stays as it is.
    """
    mine = [
        block
        for block in slot.blocks
        if (trainee.enrollment_id, block.id) in theirs
        and (trainee.enrollment_id, block.id) not in (only_open or {})
    ]
    one = trainee.enrollment_id
    if missed is None:
        return [Tick(one, block.id, mark) for block in mine]
    if len(mine) == 1:
        return [_tick(one, mine[0], mark, missed)]
    early = mark is AttendanceMark.LEFT_EARLY
    made = []
    ordered = mine[::-1] if early else mine
    for block in ordered:
        # More than all of them have is left to the last one, where it is refused in words.
        share = missed if block is ordered[-1] else min(missed, block.minutes)
        missed -= share
        made.append(_tick(one, block, mark, share))
    return made[::-1] if early else made


def there_of(rows: Sequence[Cell]) -> tuple[int, int]:
    """How many were there, in full or in part, and how many were expected in a column."""
    there = sum(1 for each in rows if each.present > 0)
    expected = sum(1 for each in rows if each.kind not in {Kind.NOT_THEIRS, Kind.BEFOREHAND})
    return there, expected


def _half(name: str, blocks: Sequence[PlacedBlock]) -> Slot:
    start = min(block.start or 0 for block in blocks)
    end = max(block.end or 0 for block in blocks)
    return Slot(name, start, end, tuple(blocks))


def _tick(enrollment_id: int, block: PlacedBlock, mark: AttendanceMark, missed: int) -> Tick:
    if missed == 0:
        return Tick(enrollment_id, block.id, AttendanceMark.PRESENT)
    return Tick(enrollment_id, block.id, mark, missed=missed)


def _kind(marks: Sequence[AttendanceMark], present: int, expected: int, still_open: int) -> Kind:
    if not marks:
        return Kind.OPEN if still_open else Kind.BEFOREHAND
    if still_open:
        return Kind.OPEN
    if present >= expected:
        return Kind.PRESENT
    if all(mark is AttendanceMark.EXCUSED for mark in marks):
        return Kind.EXCUSED
    return Kind.PART if present else Kind.ABSENT
