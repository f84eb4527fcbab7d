"""What an import of people would do, line by line, before anything is saved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cittrainer.rules.person_values import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cittrainer.intake.people_sheet import PeopleSheet
    from cittrainer.rules.person_values import JudgedLine, PastCourse


class Decision(StrEnum):
    """What the user wants done with a line, in place of what its verdict says."""

    SAME = "same"
    """The doubtful line is the person, or repeats the line, that was found."""
    NEW = "new"
    """The doubtful line is a new person."""
    SKIP = "skip"


class Action(StrEnum):
    """What saving does with a line."""

    ADD = "add"
    UPDATE = "update"
    KEEP = "keep"
    """The person is on file as the line has them."""
    REPEAT = "repeat"
    """The line is the person of an earlier line."""
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class AgencyFound:
    """An agency that a sheet names.

    Attributes:
        name: What it is called on file, or will be: the longest of its spellings.
        written: How the sheet writes it, each spelling once.
        agency_id: The agency on file, or None where it is new.
    """

    name: str
    written: tuple[str, ...]
    agency_id: int | None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A sheet that was read and judged; nothing is saved yet.

    Attributes:
        path: The file.
        sheet: How the file was understood, with the mapping and the lines left out.
        lines: Every line with its verdict, in the order of the sheet.
        agencies: The agencies named, by key.
        as_of: The newest step of the history when the people on file were read.
        on_file: The full names of the people on file who were found, by id.
    """

    path: Path
    sheet: PeopleSheet
    lines: tuple[JudgedLine, ...]
    agencies: Mapping[str, AgencyFound]
    as_of: int
    on_file: Mapping[int, str]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines there are in all (``rows``) and of each verdict."""
        verdicts = Counter(line.match.verdict for line in self.lines)
        return {"rows": len(self.lines)} | {one.value: verdicts[one] for one in Verdict}

    def agency_name(self, line: JudgedLine) -> str:
        """What the line's agency is called on file, or will be; empty where it names none."""
        found = self.agencies.get(line.agency_key)
        return line.line.agency if found is None else found.name


def action(line: JudgedLine, decision: Decision | None) -> Action:
    """What is done with a line; a doubtful one is left out until the user decided."""
    match line.match.verdict:
        case _ if decision is Decision.SKIP:
            return Action.SKIP
        case Verdict.REFUSED:
            return Action.SKIP
        case Verdict.NEW:
            return Action.ADD
        case Verdict.CHANGED:
            return Action.UPDATE
        case Verdict.SAME:
            return Action.KEEP if line.match.same_as_line is None else Action.REPEAT
        case Verdict.DOUBTFUL if decision is Decision.NEW:
            return Action.ADD
        case Verdict.DOUBTFUL if decision is Decision.SAME:
            return Action.UPDATE if line.match.same_as_line is None else Action.REPEAT
    return Action.SKIP


def undecided(preview: ImportPreview, decisions: Mapping[int, Decision]) -> int:
    """How many doubtful lines wait for a decision."""
    return sum(
        line.match.verdict is Verdict.DOUBTFUL and line.line.line not in decisions
        for line in preview.lines
    )


def as_json(preview: ImportPreview) -> dict[str, Any]:
    """The preview as plain values: ``counts``, and in ``rows`` every line with its verdict."""
    return {
        "file": preview.path.name,
        "sheet": preview.sheet.sheet,
        "layout": preview.sheet.layout,
        "counts": preview.counts,
        "rows": [_row(preview, line) for line in preview.lines],
        "skipped": [
            {"line": one.line, "text": one.text, "reason": one.reason}
            for one in preview.sheet.skipped
        ],
    }


def _row(preview: ImportPreview, judged: JudgedLine) -> dict[str, Any]:
    line, match = judged.line, judged.match
    return {
        "line": line.line,
        "last_name": line.last_name,
        "first_name": line.first_name,
        "middle_name": line.middle_name,
        "suffix": line.suffix,
        "agency": preview.agency_name(judged),
        "agency_as_written": line.agency,
        "role": judged.role,
        "position": line.position,
        "identifiers": [{"kind": kind, "value": value} for kind, value in line.key.identifiers],
        "email": line.email,
        "completed": None if line.past is None else _past(line.past),
        "verdict": match.verdict.value,
        "reasons": list(match.reasons),
        "same_as_line": match.same_as_line,
        "person": preview.on_file.get(match.person_id) if match.person_id else None,
    }


def _past(past: PastCourse) -> dict[str, Any]:
    return {
        "title": past.title,
        "date": None if past.done_on is None else past.done_on.isoformat(),
        "minutes": past.minutes,
        "certificate": past.certificate_number,
        "expires": None if past.expires_on is None else past.expires_on.isoformat(),
    }
