"""Writes a curriculum version as one JSON file that another academy can read in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from cittrainer.documents.files import safe_name, write_whole
from cittrainer.rules.curriculum_values import FILE_FORMAT, FILE_VERSION
from cittrainer.rules.values import clock

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.rules.curriculum_values import CurriculumValue, ModuleValue

ENDING = ".json"


def file_name(value: CurriculumValue) -> str:
    """The name that is proposed for the file of a version."""
    return f"{safe_name(f'{value.code} version {value.number}', fallback='curriculum')}{ENDING}"


def write_curriculum(path: Path, value: CurriculumValue, *, replace: bool = False) -> None:
    """Write a version as ``resources/schemas/curriculum.json`` says.

    Raises:
        FileRefused: the file exists and may not be replaced, or cannot be written.
    """
    text = json.dumps(curriculum_object(value), ensure_ascii=False, indent=2)

    def write(stream: BinaryIO) -> None:
        stream.write(f"{text}\n".encode())

    write_whole(path, write, replace=replace)


def curriculum_object(value: CurriculumValue) -> dict[str, Any]:
    """A version as the one object of its file."""
    return {
        "format": FILE_FORMAT,
        "format_version": FILE_VERSION,
        "code": value.code,
        "version": value.number,
        "title": value.title,
        "audience": value.audience,
        "standard": {"code": value.standard_code, "version": value.standard_number}
        if value.standard_code
        else None,
        "note": value.note,
        "sources": list(value.sources),
        "modules": [_module(module) for module in value.modules],
    }


def _module(module: ModuleValue) -> dict[str, Any]:
    start = module.start_minute
    return {
        "id": module.key,
        "title": module.title,
        "delivery": module.delivery,
        "minutes": module.minutes,
        "least_minutes": module.least_minutes,
        "most_minutes": module.most_minutes,
        "day": module.day_number,
        "start": None if start is None else clock(start),
        "topics": dict(module.topics),
        "rooms": module.parts,
        "weight": module.weight,
        "must_attend": module.must_attend,
        "objectives": list(module.objectives),
        "materials": module.materials,
        "equipment": module.equipment,
        "qualification": module.qualification,
        "taught_by": module.taught_by,
        "time_from_source": module.published_source,
    }
