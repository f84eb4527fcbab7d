"""What is different between two curriculum versions, or between one and a course made from it.

Every change is one sentence and can be chosen by itself, because a coordinator takes some of a
course's changes back into the curriculum and leaves others. Where and when a course places its
blocks is no difference: that is what planning a week is.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.rules.hours import topic_key
from cittrainer.rules.values import clock
from cittrainer.rules.wording import counted, duration, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cittrainer.rules.curriculum_values import CurriculumValue, ModuleValue

ADDED, REMOVED, MOVED, CHANGED, ABOUT = "added", "removed", "moved", "changed", "about"
"""Kinds of change: of the modules, of a field of a module, of the version as a whole."""

_SHOWN = 160
"""Characters of a text that a sentence quotes."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    kind: str
    key: str
    """The module's key; empty where the version as a whole is meant."""
    field: str
    """Which field changed; empty for a module that was added, removed or moved."""
    sentence: str

    @property
    def id(self) -> tuple[str, str, str]:
        """Names the change among all of one comparison."""
        return self.kind, self.key, self.field


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """Minutes before and after; ``topic`` is empty for the total."""

    topic: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything in which the second differs from the first."""

    changes: tuple[Change, ...]
    total: MinutesLine
    """Of all modules, breaks and lunch included."""
    taught: MinutesLine
    """Without breaks, lunch and travel."""
    topics: tuple[MinutesLine, ...]
    """Every topic of either side, by name; parts of a minute are dropped."""

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.changes)


def difference(before: CurriculumValue, after: CurriculumValue) -> Difference:
    """What ``after`` has otherwise than ``before``, modules in the order of ``after``."""
    about = (
        Change(ABOUT, "", field, sentence) for field, sentence in _about(before, after) if sentence
    )
    changes = (*about, *_changes(before.modules, after.modules, _FIELDS, moved=True))
    return _with_minutes(changes, before.modules, after.modules)


def course_difference(
    curriculum: Sequence[ModuleValue], course: Sequence[ModuleValue]
) -> Difference:
    """What a course gives otherwise than its curriculum says; placement is no difference.

    Args:
        curriculum: The modules of the version that the course was made from.
        course: What the course gives, a value for each module however many blocks it has.
    """
    changes = tuple(_changes(curriculum, course, _COURSE_FIELDS, moved=False))
    return _with_minutes(changes, curriculum, course)


def combined(blocks: Sequence[ModuleValue]) -> tuple[ModuleValue, ...]:
    """A course's blocks with those of one module put together, their minutes added up.

    What else they say is taken from the first of them.
    """
    found: dict[str, ModuleValue] = {}
    for block in blocks:
        same = found.get(block.key)
        found[block.key] = (
            block
            if same is None
            else replace(same, minutes=same.minutes + block.minutes, blocks=same.blocks + 1)
        )
    return tuple(found.values())


def _with_minutes(
    changes: tuple[Change, ...], before: Sequence[ModuleValue], after: Sequence[ModuleValue]
) -> Difference:
    return Difference(
        changes=changes,
        total=MinutesLine("", sum(m.minutes for m in before), sum(m.minutes for m in after)),
        taught=MinutesLine(
            "",
            sum(m.minutes for m in before if m.taught),
            sum(m.minutes for m in after if m.taught),
        ),
        topics=tuple(_topic_minutes(before, after)),
    )


def _topic_minutes(
    before: Sequence[ModuleValue], after: Sequence[ModuleValue]
) -> Iterator[MinutesLine]:
    names: dict[str, str] = {}
    hundredths: dict[str, list[int]] = {}
    for side, modules in enumerate((before, after)):
        for module in modules:
            for topic, percent in module.topics.items():
                key = topic_key(topic)
                names[key] = topic
                hundredths.setdefault(key, [0, 0])[side] += module.minutes * percent
    for key in sorted(names):
        was, now = hundredths[key]
        yield MinutesLine(names[key], was // 100, now // 100)


def _about(before: CurriculumValue, after: CurriculumValue) -> Iterator[tuple[str, str]]:
    yield "title", _text("The title", before.title, after.title)
    yield "audience", _text("The audience", before.audience, after.audience)
    yield "standard", _text("The standard", _standard(before), _standard(after))
    yield "note", _text("The note", before.note, after.note)
    yield "sources", _lines("The sources", before.sources, after.sources)


def _standard(value: CurriculumValue) -> str:
    if not value.standard_number:
        return value.standard
    return f"{value.standard}, version {value.standard_number}"


def _changes(
    before: Sequence[ModuleValue],
    after: Sequence[ModuleValue],
    fields: Mapping[str, Callable[[ModuleValue, ModuleValue], str]],
    *,
    moved: bool,
) -> Iterator[Change]:
    old = {module.key: module for module in before}
    new = {module.key: module for module in after}
    for module in before:
        if module.key not in new:
            said = f"{quoted(module.title)} is left out ({duration(module.minutes)})."
            yield Change(REMOVED, module.key, "", said)
    stays = _in_order([m.key for m in before if m.key in new], [m.key for m in after])
    previous = ""
    for module in after:
        was = old.get(module.key)
        if was is None:
            said = f"{quoted(module.title)} is new: {duration(module.minutes)}, {module.delivery}."
            yield Change(ADDED, module.key, "", said)
        else:
            if moved and module.key not in stays:
                where = f"comes after {quoted(previous)} now" if previous else "comes first now"
                yield Change(MOVED, module.key, "", f"{quoted(module.title)} {where}.")
            for field, compare in fields.items():
                if sentence := compare(was, module):
                    yield Change(CHANGED, module.key, field, sentence)
        previous = module.title


def _in_order(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """As many keys as possible that follow each other on both sides: all others moved."""
    position = {key: number for number, key in enumerate(before)}
    common = [key for key in after if key in position]
    ends: list[int] = []
    last: list[str] = []
    came_from: dict[str, str | None] = {}
    for key in common:
        place = bisect_left(ends, position[key])
        came_from[key] = last[place - 1] if place else None
        ends[place : place + 1] = [position[key]]
        last[place : place + 1] = [key]
    stays: set[str] = set()
    step = last[-1] if last else None
    while step is not None:
        stays.add(step)
        step = came_from[step]
    return stays


def _minutes(was: ModuleValue, now: ModuleValue) -> str:
    if was.minutes == now.minutes:
        return ""
    together = f" in {now.blocks} blocks" if now.blocks > 1 else ""
    return (
        f"{quoted(now.title)} lasts {duration(now.minutes)}{together} instead of "
        f"{duration(was.minutes)}."
    )


def _limit(name: str, field: str) -> Callable[[ModuleValue, ModuleValue], str]:
    def compare(was: ModuleValue, now: ModuleValue) -> str:
        old, new = getattr(was, field), getattr(now, field)
        if old == new:
            return ""
        return f"{name} of {quoted(now.title)} is {_open(new)} instead of {_open(old)}."

    return compare


def _open(minutes: int | None) -> str:
    return "open" if minutes is None else duration(minutes)


def _title(was: ModuleValue, now: ModuleValue) -> str:
    if was.title == now.title:
        return ""
    return f"{quoted(was.title)} is now called {quoted(now.title)}."


def _delivery(was: ModuleValue, now: ModuleValue) -> str:
    if was.delivery == now.delivery:
        return ""
    return f"The delivery of {quoted(now.title)} is {now.delivery} instead of {was.delivery}."


def _placed(was: ModuleValue, now: ModuleValue) -> str:
    old, new = _when(was), _when(now)
    if old == new:
        return ""
    return f"{quoted(now.title)} usually stands {new} instead of {old}."


def _when(module: ModuleValue) -> str:
    if module.day_number is None or module.start_minute is None:
        return "at no fixed time"
    return f"on day {module.day_number} at {clock(module.start_minute)}"


def _topics(was: ModuleValue, now: ModuleValue) -> str:
    if dict(was.topics) == dict(now.topics):
        return ""
    new, old = _shares(now.topics), _shares(was.topics)
    return f"The topics of {quoted(now.title)} are {new} instead of {old}."


def _shares(topics: Mapping[str, int]) -> str:
    said = [f"{quoted(topic)} {percent} %" for topic, percent in topics.items()]
    return listed(said) if said else "none"


def _parts(was: ModuleValue, now: ModuleValue) -> str:
    if was.parts == now.parts:
        return ""
    needed, instead = counted(now.parts, "room"), counted(was.parts, "room")
    return f"{quoted(now.title)} needs {needed} at once instead of {instead}."


def _weight(was: ModuleValue, now: ModuleValue) -> str:
    if was.weight == now.weight:
        return ""
    return f"The weight of {quoted(now.title)} is {now.weight} instead of {was.weight}."


def _must_attend(was: ModuleValue, now: ModuleValue) -> str:
    if was.must_attend == now.must_attend:
        return ""
    if now.must_attend:
        return f"Nobody completes the course without {quoted(now.title)} from now on."
    return f"The course can be completed without {quoted(now.title)} now."


def _published(was: ModuleValue, now: ModuleValue) -> str:
    if was.published_source == now.published_source:
        return ""
    whose = "its source’s" if now.published_source else "our own"
    return f"The usual time of {quoted(now.title)} is {whose} now."


def _objectives(was: ModuleValue, now: ModuleValue) -> str:
    return _lines(f"The objectives of {quoted(now.title)}", was.objectives, now.objectives)


def _words(name: str, field: str) -> Callable[[ModuleValue, ModuleValue], str]:
    def compare(was: ModuleValue, now: ModuleValue) -> str:
        return _text(f"{name} {quoted(now.title)}", getattr(was, field), getattr(now, field))

    return compare


def _text(what: str, was: str, now: str) -> str:
    if was == now:
        return ""
    if not now:
        return f"{what} is not said any more; it was {_short(was)}."
    if not was:
        return f"{what} is now {_short(now)}; it was not said before."
    if _short(was) == _short(now):
        return f"{what} was changed towards its end: {_short(now)}."
    return f"{what} is {_short(now)} instead of {_short(was)}."


def _lines(what: str, was: Sequence[str], now: Sequence[str]) -> str:
    if tuple(was) == tuple(now):
        return ""
    added = [_short(each) for each in now if each not in was]
    gone = [_short(each) for each in was if each not in now]
    said = []
    if added:
        said.append(f"{listed(added)} {'is' if len(added) == 1 else 'are'} new")
    if gone:
        said.append(f"{listed(gone)} {'is' if len(gone) == 1 else 'are'} left out")
    return f"{what}: {'; '.join(said) or 'the same in another order'}."


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return quoted(plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…")


_COURSE_FIELDS: dict[str, Callable[[ModuleValue, ModuleValue], str]] = {
    "title": _title,
    "delivery": _delivery,
    "minutes": _minutes,
    "least_minutes": _limit("The least length", "least_minutes"),
    "most_minutes": _limit("The greatest length", "most_minutes"),
    "topics": _topics,
    "weight": _weight,
    "must_attend": _must_attend,
    "objectives": _objectives,
    "equipment": _words("The equipment for", "equipment"),
    "qualification": _words("The qualification to teach", "qualification"),
}
_FIELDS: dict[str, Callable[[ModuleValue, ModuleValue], str]] = {
    **_COURSE_FIELDS,
    "placed": _placed,
    "parts": _parts,
    "materials": _words("The material for", "materials"),
    "taught_by": _words("Who may teach", "taught_by"),
    "published_source": _published,
}
