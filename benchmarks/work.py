"""Measures of work without a window: findings, certificates, rosters, reading and matching."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from reportlab.lib.pagesizes import LETTER, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks import dragging, invented
from benchmarks.bulk import ACTOR
from benchmarks.measures import Result, median_ms, side_by_side
from cittrainer.db import Database
from cittrainer.documents.certificates import Certificate, write_certificates
from cittrainer.documents.pages import Letterhead
from cittrainer.documents.rosters import COLUMNS, Roster, RosterRow, write_roster
from cittrainer.jobs import import_people
from cittrainer.jobs.people_on_file import PeopleOnFile
from cittrainer.jobs.progress import Progress
from cittrainer.paths import resource
from cittrainer.queries import courses, person_keys, weeks
from cittrainer.queries.coverage import coverage
from cittrainer.rules.checks import findings
from cittrainer.rules.mends import mends
from cittrainer.rules.mends.offered import MOST_TRIED
from cittrainer.rules.values import with_block_moved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cittrainer.rules.person_values import PersonKey
    from cittrainer.rules.values import Week

CERTIFICATES = 500
LINES = 10_000
BLOCKS = 60
FRAME = 16.0
"""Milliseconds between two frames on a usual screen."""
_DAY = date(2026, 5, 4)


def check_week(files: Mapping[str, Path]) -> list[Result]:
    """All findings of one week, as after every move of the mouse, and what mends one of them."""
    path = next(iter(files.values()))
    with Database.open(path, ACTOR, for_writing=False) as database, database.read() as db:
        running = [row for row in courses.courses(db) if row.state == "running"]
        whole = weeks.week(db, running[0].id)
    stored = replace(whole, blocks=whole.blocks[:BLOCKS])
    full = dragging.full_week()
    return [
        _checked(stored, "of a running course", lambda: findings(stored)),
        _checked(full, "while one is dragged", _dragged(full)),
        _mended(full),
    ]


def _checked(week: Week, what: str, work: Callable[[], object]) -> Result:
    presenters = {one.presenter_id for block in week.blocks for one in block.holding}
    active = sum(one.active for one in week.constraints)
    return Result(
        f"Findings of {len(week.blocks)} blocks, {len(presenters)} presenters, "
        f"{active} constraints {what}",
        "", median_ms(work, runs=50), baseline=FRAME, baseline_name="one frame", most=5,
    )  # fmt: skip


def _dragged(week: Week) -> Callable[[], object]:
    """Each time the first block is somewhere else, as under the mouse."""
    step = count()

    def work() -> object:
        at = next(step)
        day = week.days[at % len(week.days)]
        return findings(with_block_moved(week, week.blocks[0].id, day.id, day.start + at % 60 * 5))

    return work


def _mended(week: Week) -> Result:
    """What is offered for the gravest finding, beside as many checks of the week as it may make."""
    finding = findings(week)[0]
    ours, bare = side_by_side(
        lambda: mends(week, finding), lambda: [findings(week) for _ in range(MOST_TRIED)]
    )
    return Result(
        "What would mend one finding", "", ours, baseline=bare,
        baseline_name=f"{MOST_TRIED} checks of the week", most_ratio=3,
        note="beside the window, when a finding is looked at",
    )  # fmt: skip


def certificates(folder: Path) -> list[Result]:
    """A course's certificates, many times over, beside the same words by bare reportlab."""
    random = Random(1)
    values = [_certificate(random, number) for number in range(1, CERTIFICATES + 1)]
    letterhead = Letterhead(academy="Tamarack State Academy", printed_on=_DAY)
    ours, bare = side_by_side(
        lambda: write_certificates(folder / "ours.pdf", values, letterhead, replace=True),
        lambda: _bare_certificates(folder / "bare.pdf", values),
    )
    return [
        Result(
            f"{CERTIFICATES} certificates as PDF", "", ours, baseline=bare,
            baseline_name="reportlab, the same words in the same fonts", most_ratio=3,
            most=3.0 * CERTIFICATES,
            note=f"{ours / CERTIFICATES:.2f} ms each; QR code and signature are not there yet",
        )
    ]  # fmt: skip


def roster(folder: Path) -> list[Result]:
    """A roster of many rows, beside openpyxl writing the same cells."""
    random = Random(2)
    value = Roster(
        academy="Tamarack State Academy",
        course_title="CIT 40-hour",
        course_number="CIT-2026-05",
        starts_on=_DAY,
        ends_on=_DAY.replace(day=8),
        rows=[_roster_row(random, number) for number in range(LINES)],
    )
    ours, bare = side_by_side(
        lambda: write_roster(folder / "ours.xlsx", value, replace=True),
        lambda: _bare_roster(folder / "bare.xlsx", value),
        runs=3,
    )
    return [
        Result(
            f"Roster of {LINES:,} rows as XLSX", "", ours, baseline=bare,
            baseline_name="openpyxl, the same cells", most_ratio=1.3,
        )
    ]  # fmt: skip


def covered(files: Mapping[str, Path]) -> list[Result]:
    """Trained people of every agency against strength and target, with the forecast of each."""
    results = []
    today = datetime.now().astimezone().date()
    for size, path in files.items():
        with Database.open(path, ACTOR, for_writing=False) as database, database.read() as db:
            rows = coverage(db, today=today)
            people = sum(row.on_file for row in rows)
            value = median_ms(partial(coverage, db, today=today), runs=7)
        what = f"Coverage of {people:,} people in {len(rows)} lines"
        results.append(Result(what, size, value, most=300 if size == "state" else None))
    return results


def matching(files: Mapping[str, Path], folder: Path) -> list[Result]:
    """A sheet read and matched against everybody on file, beside calamine reading it."""
    results = []
    for size, path in files.items():
        with Database.open(path, ACTOR, for_writing=False) as database:
            with database.read() as db:
                people = person_keys.keys(db)
            sheet = folder / f"nominations-{size}.xlsx"
            _write_sheet(sheet, people)
            total = len(people)
            del people
            ready = PeopleOnFile()
            ready.ready(database, Progress())
            whole, bare = side_by_side(
                partial(import_people.read, database, sheet, Progress()),
                partial(_bare_reading, sheet),
                runs=3,
            )
            ours = median_ms(
                partial(import_people.read, database, sheet, Progress(), people=ready), runs=3
            )
        what, most = f"{LINES:,} lines with {total:,} people", 3000 if size == "state" else None
        results += [
            Result(
                f"Read and match {what}", size, ours, baseline=bare,
                baseline_name="calamine reading the file", most=most,
                note="the people read while the sheet is chosen, as the window does",
            ),
            Result(
                "The same with reading the people, as in the terminal", size, whole, most=most
            ),
        ]  # fmt: skip
    return results


def _bare_reading(path: Path) -> None:
    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _certificate(random: Random, number: int) -> Certificate:
    name = invented.person(random)
    return Certificate(
        number=f"CIT-2026-{number:04d}",
        academy="Tamarack State Academy",
        trainee=f"{name.first} {name.last}",
        agency="Cedar Ashwood Police Department",
        role="Patrol Officer",
        state_id=f"State ID TS-{number}",
        course_title="Crisis Intervention Team, 40 hours",
        course_number="CIT-2026-05",
        class_number="00017",
        hours=Decimal(40),
        starts_on=_DAY,
        ends_on=_DAY.replace(day=8),
        location="Tamarack Training Center",
        lead_instructor="Lt. Renée Ashford",
        coordinator="Dana Whitfield",
        issued_on=_DAY.replace(day=8),
        expires_on=_DAY.replace(year=2030),
    )


def _bare_certificates(path: Path, values: list[Certificate]) -> None:
    serif = resource("fonts/EBGaramond12Lining-Regular.ttf")
    sans = resource("fonts/NotoSans-Regular.ttf")
    pdfmetrics.registerFont(TTFont("bare-serif", str(serif)))
    pdfmetrics.registerFont(TTFont("bare-sans", str(sans)))
    width, height = landscape(LETTER)
    canvas = Canvas(str(path), pagesize=(width, height))
    canvas.beginForm("design", 0, 0, width, height)
    canvas.rect(30, 30, width - 60, height - 60)
    canvas.endForm()
    for value in values:
        canvas.doForm("design")
        canvas.setFont("bare-serif", 38)
        canvas.drawCentredString(width / 2, height / 2, value.trainee)
        canvas.setFont("bare-sans", 11)
        words = (
            value.academy, "Certificate of completion", "This certifies that", value.agency,
            f"{value.role} · {value.state_id}", "has completed", value.course_title,
            f"{value.starts_on} – {value.ends_on}", f"{value.hours} hours", value.location,
            value.course_number, value.class_number, value.lead_instructor, value.coordinator,
            "Lead instructor", "Training coordinator", value.number, str(value.issued_on),
            str(value.expires_on),
        )  # fmt: skip
        for line, text in enumerate(words):
            canvas.drawCentredString(width / 2, height - 60 - 24 * line, text)
        canvas.showPage()
    canvas.save()


def _roster_row(random: Random, number: int) -> RosterRow:
    name = invented.person(random)
    return RosterRow(
        last=name.last,
        first=name.first,
        middle=name.middle,
        id_type="State ID",
        id_number=f"TS-{number:06d}",
        agency="Cedar Ashwood Police Department",
        rank="Patrol Officer",
        role="officer",
        hours_attended=Decimal("38.5"),
        hours_credited=Decimal("38.5"),
        completed=True,
        score=Decimal(random.randrange(80, 101)),
    )


def _bare_roster(path: Path, value: Roster) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Roster")
    sheet.append([column.title for column in COLUMNS])
    for row in value.rows:
        sheet.append(
            [
                row.last, row.first, row.middle, row.id_type, row.id_number, row.agency, row.rank,
                row.role, value.course_number, value.class_number, value.starts_on, value.ends_on,
                row.hours_attended, row.hours_credited, "Y" if row.completed else "N", row.score,
                row.remarks,
            ]
        )  # fmt: skip
    book.save(path)


def _write_sheet(path: Path, people: list[PersonKey]) -> None:
    """Half of the lines are people on file as they stand; the others are misspelt or new."""
    random = Random(3)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Nominations")
    sheet.append(["Last name", "First name", "Agency", "Position", "State ID", "E-mail"])
    for number in range(LINES):
        one = people[random.randrange(len(people))]
        identifier = one.identifiers[0].value if one.identifiers else ""
        last, first, email = one.last_name, one.first_name, one.email
        kind = random.random()
        if kind > 0.75:
            last, first, *_ = invented.person(random)
            identifier, email = f"NEW-{number}", ""
        elif kind > 0.65:
            last, first, identifier = first, last, ""
        elif kind > 0.6:
            first, identifier = first[:3], ""
        elif kind > 0.5:
            middle = len(last) // 2
            last = last[: middle - 1] + last[middle] + last[middle - 1] + last[middle + 1 :]
        sheet.append([last, first, one.agency, "Patrol Officer", identifier, email])
    book.save(path)
