"""Whether a trainee completed a course, and if not, why and what would mend it.

A trainee completed a course when the minutes present reach the required share of the creditable
minutes expected of *this* trainee, no block that must be attended was missed, and the tests that
the standard asks for were passed. Expected are the creditable blocks of the trainee's own groups,
without those the trainee was excused from beforehand. Whether the course itself reached its
standard is a finding on the week, not on the trainee.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.rules.hours import credited_hours, is_creditable
from cittrainer.rules.make_ups import made_up
from cittrainer.rules.wording import counted, duration, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from decimal import Decimal

    from cittrainer.rules.values import PlacedBlock, StandardValue, Week

ATTENDANCE = "attendance"
UNRECORDED = "unrecorded"
MUST_ATTEND = "must_attend"
EXAM = "exam"
SKILLS = "skills"
FORM = "form"

ATTENDANCE_PERCENT = 90
"""Required share where neither standard nor academy sets one.

No rule for CIT courses was found; a police department allows 10 % to be missed (Katy ISD police,
https://www.katyisd.org/Page/4394).
"""

PASS_MARK = 70
"""Percent needed in a test whose standard sets no mark; same source."""

_NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class BlockAttendance:
    """A creditable block that a trainee was expected in, and how long they were there."""

    block_id: int
    title: str
    minutes: int
    """Length of the block."""
    present: int | None
    """Minutes present, 0 to ``minutes``; None while nothing was recorded."""
    must_attend: bool = False
    excused: bool = False
    """Excused beforehand: not expected, but credited as far as the trainee was there."""
    made_up: int = 0
    """Minutes of ``present`` that were made up in other courses."""

    def __post_init__(self) -> None:
        if not 0 <= (self.present or 0) <= self.minutes:
            raise ValueError(f"{self.present} minutes present in a block of {self.minutes}")

    @property
    def missed(self) -> int:
        """Minutes not attended; those not recorded count as missed."""
        return self.minutes - (self.present or 0)


@dataclass(frozen=True, slots=True)
class AttendanceValue:
    """All that decides whether a trainee completed a course."""

    blocks: tuple[BlockAttendance, ...]
    exam_score: int | None = None
    """Percent; None while there is none."""
    skills_met: bool | None = None
    """None until assessed."""
    form_handed_in: bool = False
    """Whether the form that the course asks for was ticked at the door."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a trainee must reach."""

    attendance_percent: int = ATTENDANCE_PERCENT
    pass_mark: int | None = None
    """None where no test is asked."""
    skills: bool = False
    minutes_per_hour: int = 60
    form: str = ""
    """Title of the form that has to be handed in; empty where none is asked."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a trainee has not completed a course."""

    kind: str
    sentence: str
    mend: str
    """What would mend it, as a sentence."""

    def __str__(self) -> str:
        return f"{self.sentence} {self.mend}".strip()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a trainee completed a course, with the sums behind it."""

    completed: bool
    reasons: tuple[Reason, ...]
    """Empty exactly when completed."""
    expected_minutes: int
    present_minutes: int
    """Minutes present in the blocks that were expected."""
    percent: int
    """Share of the expected minutes, rounded down."""
    credited_hours: Decimal
    """Hours of all creditable minutes present, in blocks excused beforehand too."""
    missed: tuple[BlockAttendance, ...]
    """The expected blocks that were not attended in full, in the order given."""


def asked(
    standard: StandardValue | None,
    *,
    academy_percent: int = ATTENDANCE_PERCENT,
    academy_pass_mark: int = PASS_MARK,
) -> Asked:
    """What a standard asks of a trainee; where it is silent the academy's own policy holds.

    Args:
        standard: The standard of the course, if it has one.
        academy_percent: Share of minutes, 0 to 100, used where the standard sets none.
        academy_pass_mark: Percent used where the standard asks for a test without a mark.
    """
    if standard is None:
        return Asked(academy_percent)
    mark = standard.pass_mark
    if mark is None and standard.exam:
        mark = academy_pass_mark
    percent = standard.attendance_percent
    return Asked(
        academy_percent if percent is None else percent,
        mark,
        standard.skills_test,
        standard.minutes_per_hour,
    )


def expected_blocks(
    week: Week,
    *,
    groups: Collection[int] = (),
    excused: Collection[int] = (),
    present: Mapping[int, int] | None = None,
    made: Mapping[int, Collection[int]] | None = None,
) -> tuple[BlockAttendance, ...]:
    """The creditable blocks of a week that are for a trainee, in the order of the agenda.

    Args:
        week: The course's plan; unplaced blocks are expected of nobody.
        groups: Ids of the trainee's groups.
        excused: Ids of the blocks that the trainee was excused from beforehand.
        present: Minutes present by block id; a block without an entry is not recorded yet.
        made: Minutes present in each block elsewhere in which a block was made up, by its id.
    """
    minutes = present or {}
    return tuple(
        _expected(block, minutes.get(block.id), (made or {}).get(block.id, ()), block.id in excused)
        for day in week.days
        for block in week.on(day.id)
        if is_for(block, week, groups)
    )


def is_for(block: PlacedBlock, week: Week, groups: Collection[int]) -> bool:
    """Whether minutes in a block count for a trainee of these groups."""
    return is_creditable(block, week.standard) and (
        not block.parts
        or any(part.group_id is None or part.group_id in groups for part in block.parts)
    )


def completion(attendance: AttendanceValue, requires: Asked) -> Outcome:
    """Whether a trainee completed a course, with every reason against it."""
    expected = [block for block in attendance.blocks if not block.excused]
    minutes = sum(block.minutes for block in expected)
    present = sum(block.present or 0 for block in expected)
    reasons = (
        *_unrecorded(expected),
        *_too_little(minutes, present, requires),
        *_must_attend(expected, requires),
        *_exam(attendance, requires),
        *_skills(attendance, requires),
        *_form(attendance, requires),
    )
    return Outcome(
        completed=not reasons,
        reasons=reasons,
        expected_minutes=minutes,
        present_minutes=present,
        percent=present * 100 // minutes if minutes else 0,
        credited_hours=credited_hours(
            sum(block.present or 0 for block in attendance.blocks),
            minutes_per_hour=requires.minutes_per_hour,
        ),
        missed=tuple(block for block in expected if block.missed),
    )


def _expected(
    block: PlacedBlock, recorded: int | None, made: Collection[int], excused: bool
) -> BlockAttendance:
    # It may have been shortened after the minutes were recorded.
    there = None if recorded is None else min(recorded, block.minutes)
    counted_as = made_up(block.minutes, there, made)
    return BlockAttendance(
        block.id,
        block.title,
        block.minutes,
        counted_as,
        block.must_attend,
        excused,
        (counted_as or 0) - (there or 0),
    )


def _unrecorded(expected: list[BlockAttendance]) -> Iterator[Reason]:
    open_blocks = [block for block in expected if block.present is None]
    if open_blocks:
        yield Reason(
            UNRECORDED,
            f"Attendance is not recorded for {_named(open_blocks)}.",
            "Record it on the attendance page.",
        )


def _too_little(minutes: int, present: int, requires: Asked) -> Iterator[Reason]:
    if not minutes:
        yield Reason(
            ATTENDANCE,
            "No block of the course was expected of this trainee.",
            "Check the groups and the blocks excused beforehand.",
        )
    elif present * 100 < requires.attendance_percent * minutes:
        needed = -(-requires.attendance_percent * minutes // 100)
        yield Reason(
            ATTENDANCE,
            f"Present for {duration(present)} of {duration(minutes)}, which is "
            f"{present * 100 // minutes} %; {requires.attendance_percent} % are required.",
            f"Make up {duration(needed - present)} in another course.",
        )


def _must_attend(expected: list[BlockAttendance], requires: Asked) -> Iterator[Reason]:
    """A block that must be attended is missed below the required share of its own minutes."""
    missed = [
        block
        for block in expected
        if block.must_attend
        and block.present is not None
        and (
            block.present == 0 or block.present * 100 < requires.attendance_percent * block.minutes
        )
    ]
    if missed:
        yield Reason(
            MUST_ATTEND,
            f"Missed {_named(missed, _missed)}, which everybody must attend.",
            "Make it up in another course.",
        )


def _exam(attendance: AttendanceValue, requires: Asked) -> Iterator[Reason]:
    mark, score = requires.pass_mark, attendance.exam_score
    if mark is None:
        return
    if score is None:
        yield Reason(EXAM, "No exam score is recorded.", "Enter the score or hold the exam.")
    elif score < mark:
        yield Reason(
            EXAM, f"Scored {score} % in the exam; {mark} % are required.", "Hold a second exam."
        )


def _skills(attendance: AttendanceValue, requires: Asked) -> Iterator[Reason]:
    if not requires.skills or attendance.skills_met:
        return
    if attendance.skills_met is None:
        yield Reason(SKILLS, "The skills were not assessed.", "Enter the result or assess them.")
    else:
        yield Reason(
            SKILLS, "The skills were assessed and not met.", "Assess the skills a second time."
        )


def _form(attendance: AttendanceValue, requires: Asked) -> Iterator[Reason]:
    if requires.form and not attendance.form_handed_in:
        yield Reason(
            FORM,
            f"The form {quoted(requires.form)} was not handed in.",
            "Ask for it, and tick the name on the evaluations page.",
        )


def _title(block: BlockAttendance) -> str:
    return quoted(block.title)


def _missed(block: BlockAttendance) -> str:
    """The title of a missed block, with the minutes present if there were any."""
    if not block.present:
        return quoted(block.title)
    there = f"present {duration(block.present)} of {duration(block.minutes)}"
    return f"{quoted(block.title)} ({there})"


def _named(blocks: list[BlockAttendance], say: Callable[[BlockAttendance], str] = _title) -> str:
    """Some blocks in words, the first few by name."""
    names = list(dict.fromkeys(say(block) for block in blocks))
    if len(names) <= _NAMED_AT_MOST:
        return listed(names)
    return listed([*names[:_NAMED_AT_MOST], counted(len(names) - _NAMED_AT_MOST, "other")])
