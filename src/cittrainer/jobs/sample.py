"""Builds the sample academy in a new file, through the same services as the window.

Everybody in it is invented. Its papers are marked SAMPLE.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cittrainer.db import Database
from cittrainer.db.sqlite import remove
from cittrainer.documents.files import safe_name
from cittrainer.errors import FileRefused, NothingToPrint
from cittrainer.intake import shipped_sample
from cittrainer.jobs import constraint_defaults, import_people, papers, shipped
from cittrainer.jobs.sample_after import settle
from cittrainer.jobs.sample_book import fill_book
from cittrainer.jobs.sample_care import note_care
from cittrainer.jobs.sample_course import SampleBuilder, names
from cittrainer.jobs.sample_release import release_sample
from cittrainer.jobs.sample_waiting import leave_to_arrange
from cittrainer.models import AgencyKind
from cittrainer.paths import data_folder
from cittrainer.queries import courses
from cittrainer.rules.coverage import ShiftStrength
from cittrainer.services import academy, agencies, rooms
from cittrainer.services.standards import standard_on_file

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cittrainer.db import Actor
    from cittrainer.jobs.progress import Progress

STEPS = 7
"""Parts of the work that progress tells of."""


def default_path() -> Path:
    """A file name in the user's data folder that no file has yet."""
    folder = data_folder()
    candidates = [folder / "sample academy.cit"]
    candidates += [folder / f"sample academy {number}.cit" for number in range(2, 100)]
    return next((path for path in candidates if not path.exists()), candidates[-1])


def build(path: Path, actor: Actor, *, today: date, progress: Progress) -> None:
    """Make a file and fill it with the sample academy.

    The main course was held last week, the earlier one half a year before, the coming one lies
    ahead, and the week of the one after it is still to be arranged.

    Args:
        path: A file that is not there yet.
        actor: Who does it, for the history.
        today: The present day, on which all dates depend.
        progress: Told how far the work is; stopping it leaves no file.

    Raises:
        UserError: there is a file of that name, or it cannot be made.
        Cancelled: the work is no longer wanted.
    """
    with Database.create(path, actor) as database:
        try:
            fill(database, today=today, progress=progress)
        except BaseException:
            # Half an academy is of no use to anybody.
            database.close()
            remove(path)
            raise


def fill(database: Database, *, today: date, progress: Progress) -> None:
    """Fill an empty file with the sample academy; see ``build``."""
    progress.report(0, STEPS, "Academy, standards and curricula")
    with database.step(shipped.LABEL) as db:
        shipped.load_shipped(db)
    with database.step(constraint_defaults.LABEL) as db:
        constraint_defaults.load_defaults(db)
    with database.step("Set up the sample academy") as db:
        _academy(db)
    monday = today - timedelta(days=today.weekday() + 7)
    fill_book(database, monday)
    builder = SampleBuilder(database, monday, progress)
    progress.report(1, STEPS, "An earlier course")
    builder.hold(shipped_sample.earlier_course())
    progress.report(2, STEPS, "The main course")
    main = shipped_sample.main_course()
    course_id = builder.plan(main)
    progress.report(3, STEPS, "People from the sheet of nominations")
    preview = import_people.read(database, shipped_sample.nominations(), progress)
    import_people.save(database, preview, course_id=course_id, progress=progress, today=monday)
    progress.report(4, STEPS, "The days of the course")
    builder.run(main, course_id, names(preview))
    note_care(database)
    settle(database, course_id, today=today)
    progress.report(5, STEPS, "A coming course")
    coming = shipped_sample.coming_course()
    coming_id = builder.plan(coming)
    builder.enroll_people(coming, coming_id)
    for release in coming.releases:
        release_sample(database, coming_id, release)
    progress.report(6, STEPS, "A course to be arranged")
    following = shipped_sample.next_course()
    leave_to_arrange(database, builder.prepare(following), following)
    progress.report(STEPS, STEPS, "Done")


def write_papers(database: Database, out: Path, *, today: date, progress: Progress) -> list[Path]:
    """Write every paper of every course of a file into a folder, a folder a course.

    What an earlier run left there is replaced; papers that a course has no use for yet, such as
    certificates of a coming one, are left out.

    Returns:
        The files written.

    Raises:
        FileRefused: the folder or a paper cannot be written.
    """
    make_folder(out)
    with database.read() as db:
        rows = courses.courses(db)
    written: list[Path] = []
    for done, row in enumerate(rows):
        progress.report(done, len(rows), f"Papers of {row.number}")
        folder = out / safe_name(row.number)
        make_folder(folder)
        for paper in papers.KINDS:
            path = folder / papers.file_name(paper, row.number)
            try:
                papers.write(database, paper, row.id, path, today=today, replace=True)
            except NothingToPrint:
                continue
            written.append(path)
    return written


def make_folder(folder: Path) -> None:
    """Make a folder for papers, unless it is there.

    Raises:
        FileRefused: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileRefused(
            f"The folder “{folder}” cannot be made.", hint="Choose another name or place for it."
        ) from error


def _academy(db: Session) -> None:
    one = shipped_sample.academy()
    academy.set_up(
        db,
        academy.AcademyWords(
            name=one.name,
            address=one.address,
            time_zone=one.time_zone,
            coordinator=one.coordinator,
            coordinator_title=one.coordinator_title,
            phone=one.phone,
            email=one.email,
            certificate_prefix=one.certificate_prefix,
            standard_id=standard_on_file(db, one.standard),
        ),
        sample=True,
    )
    for room in one.rooms:
        rooms.add_room(
            db, name=room.name, building=room.building, seats=room.seats, equipment=room.equipment
        )
    for each in shipped_sample.agencies():
        agencies.add_agency(
            db,
            agencies.AgencyDetails(
                name=each.name,
                short_name=each.short_name,
                kind=AgencyKind(each.kind),
                email=each.email,
                contact_name=each.contact_name,
                sworn=each.sworn,
                patrol=each.patrol,
                dispatchers=each.dispatchers,
                target_percent=each.target_percent,
                shifts=tuple(
                    ShiftStrength(shift.name, shift.patrol, shift.dispatchers)
                    for shift in each.shifts
                ),
                aliases=each.aliases,
            ),
        )
