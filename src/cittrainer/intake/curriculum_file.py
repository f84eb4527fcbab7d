"""Reads a curriculum from a file; the format is that of ``resources/schemas/curriculum.json``.

The file may come from anybody, so it is read field by field and refused in one sentence as soon
as something in it is not what the schema says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cittrainer.intake.json_fields import Fields, read_object, without_repeats
from cittrainer.intake.shipped import DELIVERIES
from cittrainer.rules.curriculum_values import FILE_FORMAT, FILE_VERSION, CurriculumValue
from cittrainer.rules.curriculum_values import ModuleValue as Module

if TYPE_CHECKING:
    from pathlib import Path

MOST_MODULES = 500
"""Modules that one curriculum may have."""

LONGEST_MODULE = 720
"""Minutes that one module may last."""

_KEY = re.compile("[0-9a-f]{32}")


def read_curriculum_file(path: Path) -> CurriculumValue:
    """The curriculum version in a file that `documents.curriculum_files` or somebody else wrote.

    Raises:
        UnreadableFile: it is not such a file; the sentence says what is wrong and where.
    """
    return read_object(path, _curriculum)


def _curriculum(fields: Fields) -> CurriculumValue:
    if fields.text("format") != FILE_FORMAT:
        raise fields.refusal("it holds no curriculum")
    if (version := fields.whole("format_version", least=1)) > FILE_VERSION:
        raise fields.refusal(
            f"it is of format {version}, and this program knows formats up to {FILE_VERSION}"
        )
    standard, standard_version = fields.part_or_none("standard", _standard) or ("", None)
    value = CurriculumValue(
        code=_plain(fields, "code"),
        title=_plain(fields, "title"),
        number=fields.whole("version", least=1, most=1_000),
        audience=_plain(fields, "audience", default=""),
        standard_code=standard,
        standard_number=standard_version,
        note=_plain(fields, "note", default=""),
        sources=_plain_list(fields, "sources"),
        modules=fields.rows("modules", _module, most=MOST_MODULES),
    )
    if not value.modules:
        raise fields.refusal("it has no modules")
    without_repeats(fields, [module.key for module in value.modules], "module")
    return value


def _standard(fields: Fields) -> tuple[str, int]:
    return _plain(fields, "code"), fields.whole("version", least=1, most=1_000)


def _module(fields: Fields) -> Module:
    key = fields.text("id")
    if _KEY.fullmatch(key) is None:
        raise fields.refusal("“id” is not made of 32 hexadecimal digits")
    module = Module(
        key=key,
        title=_plain(fields, "title"),
        delivery=fields.one_of("delivery", DELIVERIES),
        minutes=_minutes(fields, "minutes"),
        least_minutes=_minutes_or_none(fields, "least_minutes"),
        most_minutes=_minutes_or_none(fields, "most_minutes"),
        day_number=fields.whole_or_none("day", least=1, most=60),
        start_minute=fields.clock_or_none("start"),
        topics=_topics(fields),
        parts=fields.whole_or_none("rooms", least=1, most=40) or 1,
        weight=fields.whole("weight", most=3),
        must_attend=fields.flag("must_attend", default=False),
        objectives=_plain_list(fields, "objectives"),
        materials=_plain(fields, "materials", default=""),
        equipment=_plain(fields, "equipment", default=""),
        qualification=_plain(fields, "qualification", default=""),
        taught_by=_plain(fields, "taught_by", default=""),
        published_source=fields.flag("time_from_source", default=False),
    )
    _refuse_contradictions(fields, module)
    return module


def _refuse_contradictions(fields: Fields, module: Module) -> None:
    if (module.day_number is None) is not (module.start_minute is None):
        raise fields.refusal("it has a day without a time or a time without a day")
    if module.start_minute is not None and module.start_minute + module.minutes > 24 * 60:
        raise fields.refusal("it would end after midnight")
    least, most = module.least_minutes, module.most_minutes
    if (least or 0) > module.minutes or (most or module.minutes) < module.minutes:
        raise fields.refusal("its length is not between its least and its greatest")


def _minutes(fields: Fields, name: str) -> int:
    minutes = fields.whole(name, least=5, most=LONGEST_MODULE)
    if minutes % 5:
        raise fields.refusal(f"“{name}” is {minutes}, not a multiple of 5")
    return minutes


def _minutes_or_none(fields: Fields, name: str) -> int | None:
    return _minutes(fields, name) if fields.says(name) else None


def _topics(fields: Fields) -> dict[str, int]:
    topics = fields.numbers("topics")
    if any(not 1 <= percent <= 100 for percent in topics.values()):
        raise fields.refusal("a share in “topics” is not between 1 and 100")
    if topics and sum(topics.values()) != 100:
        raise fields.refusal("the shares in “topics” do not add up to 100")
    for topic in topics:
        _refuse_half_letters(fields, "topics", topic)
    return topics


def _plain(fields: Fields, name: str, *, default: str | None = None) -> str:
    words = fields.text(name, default=default)
    _refuse_half_letters(fields, name, words)
    return words


def _plain_list(fields: Fields, name: str) -> tuple[str, ...]:
    found = fields.texts(name)
    for words in found:
        _refuse_half_letters(fields, name, words)
    return found


def _refuse_half_letters(fields: Fields, name: str, words: str) -> None:
    """JSON can say half of a letter, which no file and no screen can hold."""
    if any("\ud800" <= letter <= "\udfff" for letter in words):
        raise fields.refusal(f"“{name}” holds half a letter")
