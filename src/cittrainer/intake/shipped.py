"""The standards, curricula and evaluation forms that ship as JSON files, as frozen values.

The same readers take files that somebody else made, so every refusal is a sentence that names
the file and the place in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.intake.json_fields import Fields, read_object, without_repeats
from cittrainer.paths import resource
from cittrainer.rules.hours import topic_key
from cittrainer.rules.values import GRID_MINUTES, RequirementValue, StandardValue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

DELIVERIES = frozenset(
    {
        *("lecture", "discussion", "panel", "story", "visit", "demonstration", "scenario"),
        *("exam", "ceremony", "admin", "break", "lunch", "travel"),
    }
)
"""What models.Delivery knows; a file may not name another."""

FORM_KINDS = frozenset({"daily", "course", "pre_post"})
QUESTION_KINDS = frozenset({"scale", "comment"})

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class ShippedStandard:
    """A standard as its file states it; None where its source says nothing."""

    code: str
    version: int
    title: str
    jurisdiction: str
    audience: str
    academys_own: bool
    sources: tuple[str, ...]
    note: str
    effective_on: date | None
    total_hours: int | None
    minutes_per_hour: int | None
    breaks_count: bool | None
    most_days: int | None
    scenario_percent: int | None
    story_required: bool | None
    non_sworn_percent: int | None
    class_cap: int | None
    attendance_percent: int | None
    exam: bool | None
    pass_mark: int | None
    skills_test: bool | None
    valid_months: int | None
    continuing_hours: int | None
    roster_due_days: int | None
    requirements: tuple[RequirementValue, ...]

    def value(self, standard_id: int = 0) -> StandardValue:
        """What the rules check: where the source is silent, nothing is asked.

        An hour of unknown length is a clock hour.
        """
        minutes_per_hour = self.minutes_per_hour or 60
        return StandardValue(
            id=standard_id,
            code=self.code,
            title=self.title,
            total_minutes=None if self.total_hours is None else self.total_hours * minutes_per_hour,
            minutes_per_hour=minutes_per_hour,
            breaks_count=bool(self.breaks_count),
            most_days=self.most_days,
            scenario_percent=self.scenario_percent,
            story_required=bool(self.story_required),
            non_sworn_percent=self.non_sworn_percent,
            class_cap=self.class_cap,
            attendance_percent=self.attendance_percent,
            exam=bool(self.exam),
            pass_mark=self.pass_mark,
            skills_test=bool(self.skills_test),
            academys_own=self.academys_own,
            requirements=self.requirements,
        )


@dataclass(frozen=True, slots=True)
class ShippedDay:
    """The hours of a course day, in minutes after midnight."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShippedModule:
    """A module and where it usually stands in the week."""

    title: str
    delivery: str
    day: int
    """Course day, from 1."""
    start: int
    """Minutes after midnight."""
    minutes: int
    least_minutes: int | None
    most_minutes: int | None
    topics: Mapping[str, int]
    """Topic to percent; adds up to 100 or is empty."""
    weight: int
    must_attend: bool
    parts: int
    objectives: tuple[str, ...]
    taught_by: str
    published: bool
    """Whether its source published its time and place in the week."""
    note: str


@dataclass(frozen=True, slots=True)
class ShippedCurriculum:
    """A curriculum version with its modules in the order of the week."""

    code: str
    version: int
    title: str
    audience: str
    standard: str
    """Code of the standard that it is made for; empty for none."""
    our_own: bool
    """Whether it was made up here rather than taken from its sources."""
    sources: tuple[str, ...]
    note: str
    days: tuple[ShippedDay, ...]
    modules: tuple[ShippedModule, ...]


@dataclass(frozen=True, slots=True)
class ShippedQuestion:
    """A question of a form."""

    text: str
    kind: str
    reverse: bool
    """Whether a high mark is bad."""


@dataclass(frozen=True, slots=True)
class ShippedForm:
    """An evaluation form."""

    code: str
    version: int
    title: str
    kind: str
    our_own: bool
    sources: tuple[str, ...]
    note: str
    introduction: str
    scale: tuple[str, ...]
    """Words of the marks from 1 upwards."""
    questions: tuple[ShippedQuestion, ...]


def standards() -> tuple[ShippedStandard, ...]:
    """All shipped standards, by code."""
    found = [read_standard(path) for path in sorted(resource("standards").glob("*.json"))]
    return tuple(sorted(found, key=lambda one: one.code))


def curricula() -> tuple[ShippedCurriculum, ...]:
    """All shipped curricula, by code."""
    found = [read_curriculum(path) for path in sorted(resource("curricula").glob("*.json"))]
    return tuple(sorted(found, key=lambda one: one.code))


def evaluation_forms() -> tuple[ShippedForm, ...]:
    """All shipped evaluation forms, by code."""
    found = [read_form(path) for path in sorted(resource("evaluation_forms").glob("*.json"))]
    return tuple(sorted(found, key=lambda one: one.code))


def read_standard(path: Path) -> ShippedStandard:
    """The standard in a file; the format is told in ``resources/standards/README.md``.

    Raises:
        UnreadableFile: the file is not such a file; the sentence says what is wrong and where.
    """
    return read_object(path, _standard)


def read_curriculum(path: Path) -> ShippedCurriculum:
    """The curriculum in a file.

    Raises:
        UnreadableFile: the file is not such a file; the sentence says what is wrong and where.
    """
    return read_object(path, _curriculum)


def read_form(path: Path) -> ShippedForm:
    """The evaluation form in a file.

    Raises:
        UnreadableFile: the file is not such a file; the sentence says what is wrong and where.
    """
    return read_object(path, _form)


def _standard(fields: Fields) -> ShippedStandard:
    standard = ShippedStandard(
        code=fields.text("code"),
        version=fields.whole("version", least=1),
        title=fields.text("title"),
        jurisdiction=fields.text("jurisdiction", default=""),
        audience=fields.text("audience", default=""),
        academys_own=fields.flag("academys_own"),
        sources=fields.texts("sources"),
        note=fields.text("note", default=""),
        effective_on=fields.day_or_none("effective_on"),
        total_hours=fields.whole_or_none("total_hours", least=1),
        minutes_per_hour=fields.whole_or_none("minutes_per_hour"),
        breaks_count=fields.flag_or_none("breaks_count"),
        most_days=fields.whole_or_none("most_days", least=1),
        scenario_percent=fields.whole_or_none("scenario_percent", most=100),
        story_required=fields.flag_or_none("story_required"),
        non_sworn_percent=fields.whole_or_none("non_sworn_percent", most=100),
        class_cap=fields.whole_or_none("class_cap", least=1),
        attendance_percent=fields.whole_or_none("attendance_percent", most=100),
        exam=fields.flag_or_none("exam"),
        pass_mark=fields.whole_or_none("pass_mark", most=100),
        skills_test=fields.flag_or_none("skills_test"),
        valid_months=fields.whole_or_none("valid_months", least=1),
        continuing_hours=fields.whole_or_none("continuing_hours"),
        roster_due_days=fields.whole_or_none("roster_due_days"),
        requirements=fields.rows("requirements", _requirement),
    )
    _refuse_contradictions(fields, standard)
    return standard


def _refuse_contradictions(fields: Fields, standard: ShippedStandard) -> None:
    if standard.minutes_per_hour not in {None, 50, 60}:
        raise fields.refusal(f"an hour has 50 or 60 minutes, not {standard.minutes_per_hour}")
    if standard.minutes_per_hour == 50 and standard.breaks_count:
        raise fields.refusal("an hour of 50 minutes holds its recess, so breaks cannot also count")
    if not standard.sources and not standard.academys_own:
        raise fields.refusal("it names no source")
    topics = [topic_key(requirement.topic) for requirement in standard.requirements]
    without_repeats(fields, topics, "topic")


def _requirement(fields: Fields) -> RequirementValue:
    return RequirementValue(
        topic=fields.text("topic"),
        heading=fields.text("heading", default=""),
        least_minutes=fields.whole_or_none("least_minutes"),
        optional=fields.flag("optional", default=False),
    )


def _curriculum(fields: Fields) -> ShippedCurriculum:
    curriculum = ShippedCurriculum(
        code=fields.text("code"),
        version=fields.whole("version", least=1),
        title=fields.text("title"),
        audience=fields.text("audience", default=""),
        standard=fields.text_or_none("standard") or "",
        our_own=fields.flag("our_own"),
        sources=fields.texts("sources"),
        note=fields.text("note", default=""),
        days=fields.rows("days", _day),
        modules=fields.rows("modules", _module),
    )
    if not curriculum.sources and not curriculum.our_own:
        raise fields.refusal("it names no source and is not marked as our own")
    if not curriculum.modules:
        raise fields.refusal("it has no modules")
    hours = {day.number: day for day in curriculum.days}
    without_repeats(fields, [str(day.number) for day in curriculum.days], "day")
    for module in curriculum.modules:
        day = hours.get(module.day)
        if day is None:
            raise fields.refusal(f"“{module.title}” stands on day {module.day}, which is missing")
        if module.start < day.start or module.start + module.minutes > day.end:
            raise fields.refusal(f"“{module.title}” does not fit into day {module.day}")
    return curriculum


def _day(fields: Fields) -> ShippedDay:
    day = ShippedDay(fields.whole("day", least=1), fields.clock("start"), fields.clock("end"))
    if day.start >= day.end:
        raise fields.refusal("it ends before it begins")
    return day


def _module(fields: Fields) -> ShippedModule:
    module = ShippedModule(
        title=fields.text("title"),
        delivery=fields.one_of("delivery", DELIVERIES),
        day=fields.whole("day", least=1),
        start=fields.clock("start"),
        minutes=fields.whole("minutes", least=GRID_MINUTES, most=_DAY_MINUTES),
        least_minutes=fields.whole_or_none("least_minutes", most=_DAY_MINUTES),
        most_minutes=fields.whole_or_none("most_minutes", most=_DAY_MINUTES),
        topics=fields.numbers("topics"),
        weight=fields.whole("weight", most=3),
        must_attend=fields.flag("must_attend", default=False),
        parts=fields.whole("parts", least=1, most=99),
        objectives=fields.texts("objectives"),
        taught_by=fields.text("taught_by", default=""),
        published=fields.flag("published", default=False),
        note=fields.text("note", default=""),
    )
    if module.minutes % GRID_MINUTES:
        raise fields.refusal(f"{module.minutes} minutes are not a multiple of {GRID_MINUTES}")
    least, most = module.least_minutes or 0, module.most_minutes or _DAY_MINUTES
    if not least <= module.minutes <= most:
        raise fields.refusal(f"{module.minutes} minutes are not between its own {least} and {most}")
    shares = module.topics.values()
    if module.topics and (sum(shares) != 100 or min(shares) <= 0):
        raise fields.refusal("the shares of its topics are not percents that add up to 100")
    return module


def _form(fields: Fields) -> ShippedForm:
    form = ShippedForm(
        code=fields.text("code"),
        version=fields.whole("version", least=1),
        title=fields.text("title"),
        kind=fields.one_of("kind", FORM_KINDS),
        our_own=fields.flag("our_own"),
        sources=fields.texts("sources"),
        note=fields.text("note", default=""),
        introduction=fields.text("introduction", default=""),
        scale=fields.texts("scale"),
        questions=fields.rows("questions", _question),
    )
    if not form.sources and not form.our_own:
        raise fields.refusal("it names no source and is not marked as our own")
    if not form.questions:
        raise fields.refusal("it asks nothing")
    if len(form.scale) < 2 and any(question.kind == "scale" for question in form.questions):
        raise fields.refusal("its scale has fewer than two marks")
    return form


def _question(fields: Fields) -> ShippedQuestion:
    return ShippedQuestion(
        fields.text("text"),
        fields.one_of("kind", QUESTION_KINDS),
        fields.flag("reverse", default=False),
    )
