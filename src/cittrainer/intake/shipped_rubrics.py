"""The rubrics that ship, by which skills are assessed, as JSON files state them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cittrainer.intake.json_fields import read_object
from cittrainer.paths import resource
from cittrainer.rules.assessments import HIGHEST, LOWEST

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.intake.json_fields import Fields


@dataclass(frozen=True, slots=True)
class ShippedRubric:
    """A rubric with its skills in the order of the form."""

    name: str
    pass_mark: int | None
    note: str
    items: tuple[str, ...]


def rubrics() -> tuple[ShippedRubric, ...]:
    """All shipped rubrics, in the order of their files."""
    return tuple(read_rubric(path) for path in sorted(resource("rubrics").glob("*.json")))


def read_rubric(path: Path) -> ShippedRubric:
    """The rubric in a file; the format is told in ``resources/rubrics/README.md``.

    Raises:
        UnreadableFile: the file is not such a file; the sentence says what is wrong and where.
    """
    return read_object(path, _rubric)


def _rubric(fields: Fields) -> ShippedRubric:
    fields.flag("our_own", default=False)
    fields.texts("sources")
    rubric = ShippedRubric(
        name=fields.text("name"),
        pass_mark=fields.whole_or_none("pass_mark", least=LOWEST, most=HIGHEST),
        note=fields.text("note", default=""),
        items=fields.texts("items"),
    )
    if not rubric.items:
        raise fields.refusal("it has no items")
    return rubric
