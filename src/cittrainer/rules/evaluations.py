"""Results of evaluation forms, made so that nobody's answers can be told from them.

Whatever leaves here has passed the rule of ``rules.suppression``: a question that fewer than the
threshold answered on an occasion is hidden, and so is as much beside it as it takes that it
cannot be worked out from the results of all occasions together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from cittrainer.rules.names import fold
from cittrainer.rules.suppression import Shown, is_shown, suppress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

T = TypeVar("T")

PRE, POST = "pre", "post"
"""The occasions that are laid side by side."""

SCALE, COMMENT = "scale", "comment"

_STORY_WORDS = ("sysle", "sharing your story")
_SHORTEST_TITLE = 4
"""Characters; a shorter title of a block would be found by chance."""

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class QuestionValue:
    """A question of a form."""

    id: int
    text: str
    kind: str = SCALE
    reverse: bool = False
    """Whether a high mark is bad."""


@dataclass(frozen=True, slots=True)
class SheetValue:
    """One filled form."""

    occasion: str
    marks: Mapping[int, int] = field(default_factory=dict)
    """By question."""
    comments: Mapping[int, str] = field(default_factory=dict)
    pairing_code: str = ""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What was answered to a question; everything is hidden or nothing is."""

    question: QuestionValue
    answers: Shown[int]
    counts: Shown[tuple[int, ...]]
    """How many chose each mark, the lowest first; empty for a question in words."""
    mean: Shown[Decimal]
    """Of the marks as they were given; to the hundredth."""
    comments: Shown[tuple[str, ...]]
    """In the order of the alphabet, so that no two of one form can be brought together."""

    @property
    def hidden(self) -> bool:
        """Whether too few answered."""
        return self.answers.hidden


@dataclass(frozen=True, slots=True)
class OccasionResult:
    """The results of one occasion, or of all together."""

    key: str
    """The occasion; empty for all together."""
    forms: Shown[int]
    questions: tuple[QuestionResult, ...]
    composite: Shown[Decimal]
    """The mean of the shown means, high marks of reversed questions counted as low."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question before and after the course."""

    question: QuestionValue
    before: Shown[Decimal]
    """Mean of everybody who answered before; not the same people as after."""
    after: Shown[Decimal]
    pairs: Shown[int]
    """Those whose self-made code is on one form before and one after."""
    paired_before: Shown[Decimal]
    paired_after: Shown[Decimal]

    @property
    def difference(self) -> Shown[Decimal]:
        """After less before, of everybody; hidden where one of them is."""
        return _difference(self.before, self.after)

    @property
    def paired_difference(self) -> Shown[Decimal]:
        """After less before, of the same people."""
        return _difference(self.paired_before, self.paired_after)


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that may be shown about a form of a course."""

    occasions: tuple[OccasionResult, ...]
    together: OccasionResult | None
    """None where only one occasion is, and for forms before and after: their sum means nothing."""
    changes: tuple[Change, ...]
    """Before against after; empty for other forms."""


def results(
    questions: Sequence[QuestionValue],
    sheets: Collection[SheetValue],
    *,
    occasions: Sequence[str],
    marks: int,
    threshold: int,
) -> Results:
    """What may be shown of the filled forms of one course.

    Args:
        questions: Of the form, in order.
        sheets: The filled forms, of these occasions only.
        occasions: In the order of the course.
        marks: How many marks the scale has.
        threshold: Fewest answers that are shown.
    """
    before_and_after = set(occasions) <= {PRE, POST}
    by_occasion = {key: [s for s in sheets if s.occasion == key] for key in occasions}
    summed = len(occasions) > 1 and not before_and_after
    hidden = _hidden(questions, by_occasion, threshold, summed=summed)
    together = None
    if summed:
        everything = {"": list(sheets)}
        alone = _hidden(questions, everything, threshold, summed=False)
        together = _occasion("", everything[""], questions, marks, alone)
    return Results(
        tuple(_occasion(key, by_occasion[key], questions, marks, hidden) for key in occasions),
        together,
        _changes(questions, by_occasion, marks, threshold) if before_and_after else (),
    )


def names_story(text: str, story_titles: Iterable[str] = ()) -> bool:
    """Whether a question is about a SYSLE story; those who tell one are never rated.

    Args:
        text: The question.
        story_titles: Titles of the course's story blocks.
    """
    plain = f" {fold(text)} "
    titles = (fold(title) for title in story_titles)
    named = (title for title in titles if len(title) >= _SHORTEST_TITLE)
    return any(f" {words} " in plain for words in (*_STORY_WORDS, *named))


def _answered(question: QuestionValue, sheet: SheetValue) -> bool:
    return question.id in (sheet.marks if question.kind == SCALE else sheet.comments)


def _hidden(
    questions: Sequence[QuestionValue],
    by_occasion: Mapping[str, Sequence[SheetValue]],
    threshold: int,
    *,
    summed: bool,
) -> Mapping[int | None, frozenset[str]]:
    """The occasions that are hidden, by question; under None those hidden altogether."""

    def find(counts: Mapping[str, int], also: frozenset[str]) -> frozenset[str]:
        if not summed:
            each = counts.items()
            return also | {key for key, count in each if not is_shown(count, threshold=threshold)}
        if not is_shown(sum(counts.values()), threshold=threshold):
            return frozenset(counts)
        return suppress(counts, threshold=threshold, also=also)

    forms = find({key: len(sheets) for key, sheets in by_occasion.items()}, frozenset())
    found: dict[int | None, frozenset[str]] = {None: forms}
    for question in questions:
        counts = {
            key: sum(_answered(question, sheet) for sheet in sheets)
            for key, sheets in by_occasion.items()
        }
        found[question.id] = find(counts, forms)
    return found


def _occasion(
    key: str,
    sheets: Sequence[SheetValue],
    questions: Sequence[QuestionValue],
    marks: int,
    hidden: Mapping[int | None, frozenset[str]],
) -> OccasionResult:
    answered = tuple(
        _question(question, sheets, marks, hidden=key in hidden[question.id])
        for question in questions
    )
    return OccasionResult(
        key,
        _shown(len(sheets), hidden=key in hidden[None]),
        answered,
        _composite(answered, marks),
    )


def _question(
    question: QuestionValue, sheets: Sequence[SheetValue], marks: int, *, hidden: bool
) -> QuestionResult:
    given = [sheet.marks[question.id] for sheet in sheets if question.id in sheet.marks]
    words = [sheet.comments[question.id] for sheet in sheets if question.id in sheet.comments]
    is_scale = question.kind == SCALE
    chosen = Counter(given)
    counts = tuple(chosen[mark] for mark in range(1, marks + 1)) if is_scale else ()
    return QuestionResult(
        question,
        _shown(len(given) if is_scale else len(words), hidden=hidden),
        _shown(counts, hidden=hidden),
        _mean(given, hidden=hidden),
        _shown(tuple(sorted(words, key=str.casefold)), hidden=hidden),
    )


def _composite(answered: Iterable[QuestionResult], marks: int) -> Shown[Decimal]:
    """The mean of the means that are shown, so that it tells nothing about the hidden ones."""
    scale = [one for one in answered if one.question.kind == SCALE]
    means = [
        marks + 1 - one.mean.value if one.question.reverse else one.mean.value
        for one in scale
        if one.mean.value is not None
    ]
    if not means:
        return Shown(None, hidden=any(one.hidden for one in scale))
    return Shown(_rounded(sum(map(Fraction, means), Fraction(0)) / len(means)))


def _changes(
    questions: Sequence[QuestionValue],
    by_occasion: Mapping[str, Sequence[SheetValue]],
    marks: int,
    threshold: int,
) -> tuple[Change, ...]:
    before, after = by_occasion.get(PRE, ()), by_occasion.get(POST, ())
    alone = _hidden(questions, {PRE: before, POST: after}, threshold, summed=False)
    pairs = _pairs(before, after)
    found = []
    for question in questions:
        if question.kind != SCALE:
            continue
        hidden = alone[question.id]
        first = _question(question, before, marks, hidden=PRE in hidden)
        last = _question(question, after, marks, hidden=POST in hidden)
        found.append(_change(question, first, last, pairs, before, after, threshold))
    return tuple(found)


def _change(
    question: QuestionValue,
    first: QuestionResult,
    last: QuestionResult,
    pairs: Sequence[tuple[SheetValue, SheetValue]],
    before: Sequence[SheetValue],
    after: Sequence[SheetValue],
    threshold: int,
) -> Change:
    both = [
        (one.marks[question.id], other.marks[question.id])
        for one, other in pairs
        if question.id in one.marks and question.id in other.marks
    ]
    # The pairs are part of each mean of everybody: what is left over must not stand out either.
    hidden = not is_shown(len(both), threshold=threshold) or any(
        "paired"
        in suppress(
            {"paired": len(both), "rest": sum(_answered(question, s) for s in sheets) - len(both)},
            threshold=threshold,
        )
        for sheets in (before, after)
    )
    return Change(
        question,
        first.mean,
        last.mean,
        _shown(len(both), hidden=hidden),
        _mean([one for one, _other in both], hidden=hidden),
        _mean([other for _one, other in both], hidden=hidden),
    )


def _pairs(
    before: Sequence[SheetValue], after: Sequence[SheetValue]
) -> list[tuple[SheetValue, SheetValue]]:
    """Forms with the same code, where it stands on exactly one before and one after."""
    first, last = _by_code(before), _by_code(after)
    return [(first[code], last[code]) for code in sorted(first.keys() & last.keys())]


def _by_code(sheets: Sequence[SheetValue]) -> dict[str, SheetValue]:
    times = Counter(sheet.pairing_code for sheet in sheets)
    return {s.pairing_code: s for s in sheets if s.pairing_code and times[s.pairing_code] == 1}


def _shown(value: T, *, hidden: bool) -> Shown[T]:
    return Shown(None, hidden=True) if hidden else Shown(value)


def _mean(marks: Sequence[int], *, hidden: bool) -> Shown[Decimal]:
    """To the hundredth; nothing where nobody answered."""
    if hidden or not marks:
        return Shown(None, hidden)
    return Shown(_rounded(Fraction(sum(marks), len(marks))))


def _rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_HUNDREDTH)


def _difference(before: Shown[Decimal], after: Shown[Decimal]) -> Shown[Decimal]:
    if before.hidden or after.hidden:
        return Shown(None, hidden=True)
    if before.value is None or after.value is None:
        return Shown(None)
    return Shown(after.value - before.value)
