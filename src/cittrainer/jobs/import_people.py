"""Brings the people of a sheet on file: read and judge first, save in one step when agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from cittrainer.errors import ChangedMeanwhile, UserError
from cittrainer.intake.people_sheet import read_people
from cittrainer.jobs.past_saving import PastSaving, reason_to_leave_out
from cittrainer.jobs.people_on_file import PeopleOnFile, not_collecting
from cittrainer.jobs.people_preview import (
    Action,
    AgencyFound,
    Decision,
    ImportPreview,
    action,
    as_json,
    undecided,
)
from cittrainer.jobs.people_saving import ImportResult, Saving
from cittrainer.models import Course, EnrollmentState, SheetPurpose
from cittrainer.queries import person_keys
from cittrainer.queries.academy import matching_policy
from cittrainer.queries.sheet_layouts import layouts
from cittrainer.rules.agencies import agency_key, preferred_names
from cittrainer.rules.matching import judgements
from cittrainer.rules.person_values import JudgedLine, Verdict, is_birth_date
from cittrainer.rules.wording import counted, date_words, quoted
from cittrainer.services.course_guards import found
from cittrainer.services.sheet_layouts import remember

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Database
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.person_values import PersonLine

__all__ = [
    "Action",
    "AgencyFound",
    "Decision",
    "ImportPreview",
    "ImportResult",
    "as_json",
    "label_of",
    "read",
    "save",
    "undecided",
]

_LONGEST: Final = 200
"""Characters that one cell may have to be stored."""
_REPORT_EVERY: Final = 50
"""Lines between two reports of progress."""


class NothingToImport(UserError):
    """No line of the sheet would change anything."""


def read(
    database: Database,
    path: Path,
    progress: Progress,
    mapping: Mapping[str, int] | None = None,
    *,
    sheet: str | None = None,
    heading_line: int | None = None,
    today: date | None = None,
    people: PeopleOnFile | None = None,
) -> ImportPreview:
    """Read a sheet and say for each line what importing it would do; nothing is saved.

    No transaction is open while lines are compared with the people on file.

    Args:
        database: The file to compare with.
        path: A spreadsheet or CSV file.
        progress: Told how far the work is.
        mapping: From each field to its column, from 0, as corrected by the user.
        sheet: The sheet of the file; the likeliest without it.
        heading_line: The line of the headings, 0 for none; found without it.
        today: The present day where it is not that of this computer.
        people: Those on file, ready from before; read where it is left out.

    Raises:
        UnreadableFile: the file is no list of people.
        Invalid: the mapping does not fit the sheet.
        Cancelled: the work is no longer wanted.
    """
    progress.report(0, 0, f"Reading {path.name}")
    day = today or datetime.now(UTC).astimezone().date()
    with database.read() as db:
        remembered = layouts(db, SheetPurpose.PEOPLE)
    understood = read_people(
        path,
        mapping,
        sheet=sheet,
        heading_line=heading_line,
        today=day,
        remembered=remembered,
    )
    on_file = (people or PeopleOnFile()).ready(database, progress)
    policy = on_file.policy
    with not_collecting():
        found_agencies = _agencies(understood.lines, on_file.aliases, on_file.agency_names)
        lines = [_cleaned(line, day) for line in understood.lines]
        judged: list[JudgedLine] = []
        total = len(lines)
        compared = (_with_name_on_file(line, found_agencies) for line, _ in lines)
        verdicts = judgements(
            compared, on_file.index, policy.thresholds, keep_birth_dates=policy.keep_birth_dates
        )
        for done, ((line, notes), verdict) in enumerate(zip(lines, verdicts, strict=True)):
            if done % _REPORT_EVERY == 0:
                progress.report(done, total, "Comparing with the people on file")
            judged.append(_told(line, notes, verdict))
    progress.report(total, total, "Comparing with the people on file")
    matched = {one.match.person_id for one in judged}
    return ImportPreview(
        path=path,
        sheet=understood,
        lines=tuple(judged),
        agencies=found_agencies,
        as_of=on_file.as_of,
        on_file={one.id: one.name for one in on_file.people if one.id in matched},
    )


def save(
    database: Database,
    preview: ImportPreview,
    decisions: Mapping[int, Decision] | None = None,
    *,
    course_id: int | None = None,
    state: EnrollmentState = EnrollmentState.NOMINATED,
    remember_as: str = "",
    progress: Progress,
    today: date | None = None,
) -> ImportResult:
    """Save what a preview said, as one step that one undo takes back, after a backup.

    Args:
        database: The file that the preview was made for.
        preview: What ``read`` returned.
        decisions: What the user decided, by line; doubtful lines without one are left out.
        course_id: A course to put everybody into who was not left out.
        state: The state in which they come into the course.
        remember_as: What the source of the sheet is called, so that its next sheet is read the
            same way; empty remembers nothing.
        progress: Told how far the work is; stopping it leaves nothing behind.
        today: The present day where it is not that of this computer.

    Raises:
        ChangedMeanwhile: the people on file changed since the preview, where it matters.
        NothingToImport: no line would change anything.
        CourseFull, CourseOver: the course cannot take them.
        UserError: a line cannot be stored; the sentence names it.
        Cancelled: the work is no longer wanted.
    """
    chosen = dict(decisions or {})
    actions = {one.line.line: action(one, chosen.get(one.line.line)) for one in preview.lines}
    _refuse_nothing(preview, actions, chosen, course_id)
    progress.report(0, 0, "Making a backup")
    database.backup("before import")
    with database.read() as db:
        number = found(db, Course, course_id, "course").number if course_id else ""
    with database.step(label_of(preview, actions, course_number=number)) as db:
        _refuse_changed(db, preview)
        day = today or datetime.now(UTC).astimezone().date()
        keep = matching_policy(db).keep_birth_dates
        saving = Saving(db, preview, today=day, keep_birth_dates=keep)
        past = PastSaving(db, preview.path.name, today=day)
        total = len(preview.lines)
        for done, line in enumerate(preview.lines):
            if done % _REPORT_EVERY == 0:
                progress.report(done, total, "Saving")
            person_id = saving.save_line(line, actions[line.line.line])
            if person_id is not None and line.line.past is not None:
                past.save(person_id, line.line.past, saving.agency(line))
        if course_id is not None:
            saving.enroll(course_id, state)
        if remember_as:
            understood = preview.sheet
            remember(db, SheetPurpose.PEOPLE, remember_as, understood.headings, understood.mapping)
        progress.report(total, total, "Saving")
    return replace(saving.result(), completions=past.added)


def label_of(
    preview: ImportPreview, actions: Mapping[int, Action], *, course_number: str = ""
) -> str:
    """What the step says in the history, such as “Import 30 people from spring.xlsx”."""
    taken = list(actions.values())
    added, updated = taken.count(Action.ADD), taken.count(Action.UPDATE)
    verb, number = ("Import", added) if added else ("Update", updated)
    if not number and not course_number:
        past = sum(
            one.line.past is not None and actions[one.line.line] is not Action.SKIP
            for one in preview.lines
        )
        return f"Import {counted(past, 'completion')} from {_short(preview.path.name)}"
    if not number:
        verb, number = "Enroll", taken.count(Action.KEEP)
    people = "1 person" if number == 1 else f"{number} people"
    into = f" into {course_number}" if course_number else ""
    return f"{verb} {people} from {_short(preview.path.name)}{into}"


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:40]}…{name[-35:]}"


def _agencies(
    lines: Iterable[PersonLine], known: Mapping[str, int], names: Mapping[int, str]
) -> dict[str, AgencyFound]:
    """The agencies that the lines name, by key."""
    on_file: dict[str, int] = {}
    for name, agency_id in known.items():
        on_file.setdefault(agency_key(name), agency_id)
    written: dict[str, dict[str, None]] = {}
    for line in lines:
        if key := agency_key(line.agency):
            written.setdefault(key, {})[line.agency] = None
    preferred = preferred_names(line.agency for line in lines)
    return {
        key: AgencyFound(
            names[on_file[key]] if key in on_file else preferred[key],
            tuple(spellings),
            on_file.get(key),
        )
        for key, spellings in written.items()
    }


def _cleaned(line: PersonLine, today: date) -> tuple[PersonLine, tuple[str, ...]]:
    """The line without what cannot be an e-mail address or a birth date, and what was left out."""
    notes = []
    if line.email and "@" not in line.email.strip("@"):
        notes.append(f"“{line.email}” is no e-mail address and is left out.")
        line = replace(line, email="")
    born = line.birth_date
    if line.birth_date_text and (born is None or not is_birth_date(born, today)):
        future = born is not None and born > today
        why = "lies in the future" if future else "is no birth date of a trainee"
        notes.append(f"“{line.birth_date_text}” {why} and is left out.")
        line = replace(line, birth_date=None)
    past = line.past
    if past is not None and (refusal := reason_to_leave_out(past, today)):
        notes.append(refusal)
        line = replace(line, past=None)
    elif past is not None and past.done_on is not None:
        notes.append(f"Completed {quoted(past.title)} on {date_words(past.done_on)}.")
    return line, tuple(notes)


def _with_name_on_file(line: PersonLine, known: Mapping[str, AgencyFound]) -> PersonLine:
    """The line with its agency under the name on file, so that other names of it match too."""
    agency = known.get(agency_key(line.agency))
    if agency is None or agency.agency_id is None:
        return line
    return replace(line, agency=agency.name)


def _told(line: PersonLine, notes: tuple[str, ...], verdict: JudgedLine) -> JudgedLine:
    """The verdict about the line as it is written, with notes; cells too long are refused."""
    match = verdict.match
    for what in ("agency", "position", "identifier", "email", "phone", "shift", "remarks"):
        text = getattr(line, what)
        if len(text) > _LONGEST and match.verdict is not Verdict.REFUSED:
            reason = f"The {what} “{text[:20]}…” is longer than {_LONGEST} characters."
            match = replace(match, verdict=Verdict.REFUSED, reasons=(reason,), changes=())
    if notes:
        match = replace(match, reasons=(*match.reasons, *notes))
    return JudgedLine(line, match, verdict.role, agency_key(line.agency))


def _refuse_nothing(
    preview: ImportPreview,
    actions: Mapping[int, Action],
    decisions: Mapping[int, Decision],
    course_id: int | None,
) -> None:
    useful = {Action.ADD, Action.UPDATE} | ({Action.KEEP} if course_id else set())
    with_past = (actions[one.line.line] for one in preview.lines if one.line.past is not None)
    if useful & set(actions.values()) or {Action.KEEP, Action.REPEAT} & set(with_past):
        return
    waiting = undecided(preview, decisions)
    if waiting:
        lines = "1 line is" if waiting == 1 else f"{waiting} lines are"
        raise NothingToImport(
            f"There is nothing to import: {lines} doubtful.",
            hint="Decide whether they are the same person or a new one.",
        )
    raise NothingToImport(
        f"There is nothing to import: everybody in {preview.path.name} is on file already."
        if any(one is Action.KEEP for one in actions.values())
        else f"There is nothing to import from {preview.path.name}.",
        hint="Choose a course to enroll them, or another file.",
    )


def _refuse_changed(db: Session, preview: ImportPreview) -> None:
    if person_keys.changed_since(db, preview.as_of, preview.on_file.keys()):
        raise ChangedMeanwhile(
            "The people on file changed after this preview was made, so nothing was imported.",
            hint="Read the file again to see the new preview.",
        )
