from __future__ import annotations

from datetime import date
from pathlib import Path

import builders
import pytest
from sqlalchemy import select

from cittrainer.db import Database
from cittrainer.errors import ChangedMeanwhile, UserError
from cittrainer.jobs import duplicates, import_people
from cittrainer.jobs.import_people import Decision, NothingToImport
from cittrainer.jobs.people_on_file import PeopleOnFile
from cittrainer.jobs.progress import Cancelled, Progress
from cittrainer.models import (
    Academy,
    Agency,
    Employment,
    Enrollment,
    EnrollmentState,
    Person,
    PersonIdentifier,
    TraineeRole,
)
from cittrainer.rules.person_values import Verdict
from cittrainer.services import agencies
from cittrainer.services.enrollment_states import CourseFull

from . import sheets

TODAY = date(2026, 5, 4)


def read(database: Database, path: Path):
    return import_people.read(database, path, Progress())


def save(database, preview, decisions=None, *, progress=None, **values):
    return import_people.save(
        database, preview, decisions, progress=progress or Progress(), today=TODAY, **values
    )


def names(database) -> list[str]:
    with database.read() as db:
        return [one.full_name for one in db.query(Person).order_by(Person.id)]


@pytest.fixture
def nominations(tmp_path):
    return sheets.nominations(tmp_path / "nominations.xlsx")


def test_a_preview_saves_nothing_and_counts_every_line(database, nominations):
    preview = read(database, nominations)

    assert preview.counts == {
        "rows": 5,
        "new": 4,
        "same": 1,
        "changed": 0,
        "doubtful": 0,
        "refused": 0,
    }
    assert names(database) == []
    assert database.undoable() is None


def test_the_preview_as_json_names_the_line_that_is_repeated(database, nominations):
    told = import_people.as_json(read(database, nominations))

    assert told["counts"]["rows"] == 5
    first, last = told["rows"][0], told["rows"][-1]
    assert (first["line"], first["last_name"], first["first_name"]) == (6, "O'Malley", "Siobhán")
    assert (first["middle_name"], first["role"], first["verdict"]) == ("K", "officer", "new")
    assert first["identifiers"] == [{"kind": "state_id", "value": "R-10442"}]
    assert first["agency"] == "Ridgeway Police Department"
    assert (last["line"], last["verdict"], last["same_as_line"]) == (11, "same", 10)
    assert last["reasons"][0] == "Repeats line 10: Robert J Thompson."


def test_saving_is_one_step_that_one_undo_takes_back(database, nominations):
    result = save(database, read(database, nominations))

    assert (result.added, result.agencies_added, result.left_out) == (4, 2, 0)
    assert database.undoable().label == "Import 4 people from nominations.xlsx"
    with database.read() as db:
        on_file = {one.name: {alias.name for alias in one.aliases} for one in db.query(Agency)}
        okafor = db.query(Person).filter_by(last_name="Okafor").one()
        assert on_file == {
            "Ridgeway Police Department": {"Ridgeway PD", "Ridgeway Police Dept."},
            "Tamarack County 911": set(),
        }
        assert okafor.employments[0].role is TraineeRole.DISPATCHER
        assert (okafor.service_since, okafor.identifiers[0].value) == (2021, "T911-07")

    database.undo()

    with database.read() as db:
        assert [db.query(cls).count() for cls in (Person, PersonIdentifier, Agency)] == [0, 0, 0]


def test_what_is_no_email_address_is_left_out_and_told(database, nominations):
    preview = read(database, nominations)

    save(database, preview)

    assert preview.lines[1].match.reasons == ("“n/a” is no e-mail address and is left out.",)
    with database.read() as db:
        assert db.query(Person).filter_by(last_name="Nguyễn").one().email == ""


def test_the_same_sheet_again_changes_nothing_but_can_enroll(database, nominations):
    save(database, read(database, nominations))
    with database.step("Prepare") as db:
        course_id = builders.course(db, "CIT-2026-05").id

    again = read(database, nominations)
    with pytest.raises(NothingToImport, match="everybody in nominations.xlsx is on file already"):
        save(database, again)
    result = save(database, again, course_id=course_id)

    assert again.counts["same"] == 5
    assert (result.added, result.kept, result.enrolled) == (0, 4, 4)
    assert database.undoable().label == "Enroll 4 people from nominations.xlsx into CIT-2026-05"
    with database.read() as db:
        assert {one.state for one in db.query(Enrollment)} == {EnrollmentState.NOMINATED}
    assert save(database, again, course_id=course_id).in_course_already == 4


def test_changes_are_brought_up_to_date_and_a_move_is_kept(database, tmp_path):
    first = [("Chen", "Wei", "Lakeview PD", "Officer", "LV-340", "wei@l.example")]
    save(database, read(database, sheets.written(tmp_path / "a.xlsx", first)))
    second = [("Chen", "Wei", "Cedar Falls PD", "Sergeant", "LV-340", "wei@c.example")]

    preview = read(database, sheets.written(tmp_path / "b.xlsx", second))
    result = save(database, preview)

    assert preview.counts["changed"] == 1
    assert result.updated == 1
    with database.read() as db:
        chen = db.query(Person).one()
        assert chen.email == "wei@c.example"
        assert [(one.agency.name, one.position) for one in chen.employments] == [
            ("Lakeview PD", "Officer"),
            ("Cedar Falls PD", "Sergeant"),
        ]


def test_an_other_name_of_an_agency_on_file_is_understood(database, tmp_path):
    with database.step("Prepare") as db:
        agency = builders.agency(db, "Ridgeway PD")
        agencies.add_alias(db, agency.id, "RPD")
        builders.person(db, "Chen", "Wei", agency=agency)
    path = sheets.written(tmp_path / "a.xlsx", [("Chen", "Wei", "RPD", "Officer", None, None)])

    preview = read(database, path)

    assert preview.counts["same"] == 1
    assert preview.agency_name(preview.lines[0]) == "Ridgeway PD"


@pytest.fixture
def doubtful(database, tmp_path):
    with database.step("Prepare") as db:
        builders.person(db, "Smith", "John", agency=builders.agency(db, "Lakeview PD"))
    rows = [("Smith", "John", "Cedar Falls PD", "Officer", "CF-1", None)]
    return read(database, sheets.written(tmp_path / "doubtful.xlsx", rows))


def test_a_doubtful_line_waits_for_a_decision(database, doubtful):
    assert doubtful.counts["doubtful"] == 1
    assert import_people.undecided(doubtful, {}) == 1
    with pytest.raises(NothingToImport, match="1 line is doubtful"):
        save(database, doubtful)


def test_a_doubtful_line_decided_to_be_new_is_added(database, doubtful):
    save(database, doubtful, {2: Decision.NEW})

    assert names(database) == ["John Smith", "John Smith"]


def test_a_doubtful_line_decided_to_be_the_same_moves_the_person(database, doubtful):
    save(database, doubtful, {2: Decision.SAME})

    with database.read() as db:
        smith = db.query(Person).one()
        assert [one.agency.name for one in smith.employments] == ["Lakeview PD", "Cedar Falls PD"]
        assert [one.value for one in smith.identifiers] == ["CF-1"]


def test_a_preview_is_refused_once_somebody_it_found_has_changed(database, doubtful, tmp_path):
    with database.step("Add a course") as db:
        builders.course(db)
    with database.step("Edit John Smith") as db:
        smith = db.query(Person).one()
        smith.employments[0].position = "Sergeant"

    with pytest.raises(ChangedMeanwhile, match="nothing was imported"):
        save(database, doubtful, {2: Decision.NEW})
    assert names(database) == ["John Smith"]


def test_a_preview_holds_while_only_others_were_edited(database, doubtful):
    with database.step("Prepare") as db:
        other = builders.person(db, "Lee", "Grace").id
    again = read(database, doubtful.path)
    with database.step("Edit Grace Lee") as db:
        db.get_one(Person, other).phone = "1"

    save(database, again, {2: Decision.NEW})

    assert names(database) == ["John Smith", "Grace Lee", "John Smith"]


def test_cancelling_leaves_nothing(database, nominations):
    preview = read(database, nominations)
    progress = Progress(lambda done, total, text: progress.cancel() if text == "Saving" else None)

    with pytest.raises(Cancelled):
        save(database, preview, progress=progress)

    assert names(database) == []
    assert database.undoable() is None


def test_a_full_course_refuses_the_whole_import(database, nominations):
    with database.step("Prepare") as db:
        course_id = builders.course(db, "CIT-2026-05", seats=2).id
    preview = read(database, nominations)

    with pytest.raises(CourseFull, match="4 more people cannot be enrolled"):
        save(database, preview, course_id=course_id, state=EnrollmentState.ENROLLED)

    assert names(database) == []


def test_a_backup_is_made_before_anything_is_saved(database, nominations):
    save(database, read(database, nominations))

    with Database.open(
        next(database.path.parent.rglob("*before*import*")), database.actor, for_writing=False
    ) as before:
        assert names(before) == []


def test_a_line_that_cannot_be_saved_is_named(database, tmp_path):
    with database.step("Prepare") as db:
        ridgeway = builders.agency(db, "Ridgeway PD")
        person_id = builders.person(db, "Lee", "Grace", agency=ridgeway, state_id="R-1").id
    rows = [("Brown", "Tyler", "Lakeview PD", "Officer", "R-1", None)]
    preview = read(database, sheets.written(tmp_path / "a.xlsx", rows))
    assert preview.lines[0].match.person_id == person_id

    with pytest.raises(UserError, match="Line 2: The state ID “R-1” belongs to Grace Lee"):
        save(database, preview, {2: Decision.NEW})

    assert names(database) == ["Grace Lee"]


@pytest.mark.parametrize("name", ["=cmd()", "👩‍🚒", "محمد الحسن", "Ł" + "ó" * 199])
def test_any_name_survives_the_way_through_a_sheet(database, tmp_path, name):
    rows = [(name, "Ana", "Ridgeway PD", "Officer", "R-1", None)]
    preview = read(database, sheets.written(tmp_path / "a.xlsx", rows))

    save(database, preview)

    assert names(database) == [f"Ana {name}"]


def test_a_name_too_long_and_a_cell_too_long_are_refused_lines(database, tmp_path):
    rows = [
        ("x" * 201, "Ana", "Ridgeway PD", "Officer", "R-1", None),
        ("Lee", "Grace", "Ridgeway PD", "Officer" * 40, "R-2", None),
        ("Chen", "Wei", "Ridgeway PD", "Officer", "R-3", None),
    ]
    preview = read(database, sheets.written(tmp_path / "a.xlsx", rows))

    save(database, preview)

    assert preview.counts["refused"] == 2
    assert names(database) == ["Wei Chen"]


def test_a_course_is_filled_with_a_correct_agency_and_role(database, nominations):
    with database.step("Prepare") as db:
        course_id = builders.course(db, "CIT-2026-05").id

    save(
        database,
        read(database, nominations),
        course_id=course_id,
        state=EnrollmentState.ENROLLED,
    )

    with database.read() as db:
        rows = {one.person.last_name: one for one in db.query(Enrollment)}
        assert len(rows) == 4
        assert rows["Thompson"].agency.name == "Ridgeway Police Department"
        assert rows["Okafor"].role is TraineeRole.DISPATCHER


def test_the_spring_nominations_are_thirty_two_lines_and_thirty_people(database):
    told = import_people.as_json(
        read(database, Path(__file__).parents[1] / "files" / "nominations-spring.xlsx")
    )

    counts = {"rows": 32, "new": 30, "same": 2, "changed": 0, "doubtful": 0, "refused": 0}
    assert told["counts"] == counts
    repeats = {row["line"]: row["same_as_line"] for row in told["rows"] if row["same_as_line"]}
    assert repeats == {21: 20, 27: 26}
    assert sum(row["role"] == "dispatcher" for row in told["rows"]) == 5


BORN = (
    "Last name",
    "First name",
    "Agency",
    "DOB",
    "SSN",
    "Street",
    "City",
    "State",
    "ZIP",
    "Shift",
)
LEE = ("Lee", "Grace", "Lakeview PD", "2/13/1990", "123-45-6789", "9 Elm St", "Bittern", "MN",
       "05501", "Nights")  # fmt: skip


def one_person(database):
    """Birth date, address, shift and numbers of the only person on file."""
    with database.read() as db:
        one, work = db.query(Person).one(), db.query(Employment).one()
        return one.birth_date, one.address, work.shift, list(one.identifiers)


def keep_birth_dates(database):
    with database.step("Keep birth dates") as db:
        db.add(Academy(name="Tamarack", keep_birth_dates=True))


def test_address_shift_and_birth_date_come_in_and_social_security_numbers_never(database, tmp_path):
    keep_birth_dates(database)
    preview = read(database, sheets.written(tmp_path / "a.xlsx", [LEE], BORN))
    save(database, preview)

    assert "123-45-6789" not in str(preview.lines)
    known = one_person(database)
    assert known == (date(1990, 2, 13), "9 Elm St, Bittern, MN 05501", "Nights", [])
    again = read(database, sheets.written(tmp_path / "b.xlsx", [LEE], BORN))
    assert again.counts["same"] == 1


def test_where_birth_dates_are_not_kept_they_only_tell_lines_apart(database, tmp_path):
    born_later = ("Lee", "Grace", "Lakeview PD", "11/30/1961")
    path = sheets.written(tmp_path / "a.xlsx", [LEE, born_later, LEE], BORN)
    preview = read(database, path)
    assert [row.match.verdict for row in preview.lines] == ["new", "new", "same"]
    save(database, preview)

    with database.read() as db:
        assert db.scalars(select(Person.birth_date)).all() == [None, None]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2/13/2031", "“2/13/2031” lies in the future and is left out."),
        ("2/13/1831", "“2/13/1831” is no birth date of a trainee and is left out."),
        ("soon", "“soon” is no birth date of a trainee and is left out."),
    ],
)
def test_what_can_be_no_birth_date_is_left_out_and_told(database, tmp_path, written, told):
    keep_birth_dates(database)
    path = sheets.written(tmp_path / "a.xlsx", [("Lee", "Grace", "Lakeview PD", written)], BORN)
    preview = import_people.read(database, path, Progress(), today=TODAY)
    save(database, preview)

    assert preview.lines[0].match.reasons == (told,)
    assert one_person(database)[0] is None


def test_the_academy_says_when_two_are_one(database, tmp_path):
    with database.step("Ask about fewer") as db:
        db.add(Academy(name="Tamarack", match_same=99, match_ask=98))
    path = sheets.written(
        tmp_path / "a.xlsx", [("Thompson", "Robert", ""), ("Thompson", "Robert", "Lakeview PD")]
    )

    assert [one.match.verdict for one in read(database, path).lines] == ["new", "new"]


def test_two_who_were_said_to_be_two_are_not_asked_about_again(database, tmp_path):
    with database.step("Prepare") as db:
        agency = builders.agency(db, "Ridgeway PD")
        builders.person(db, "Wakler", "Robert", agency=agency)
    sheet = tmp_path / "people.csv"
    sheet.write_text("Last,First,Agency\nWalker,Robert,Ridgeway PD\n", encoding="utf-8")
    preview = import_people.read(database, sheet, Progress())
    (line,) = preview.lines
    assert line.match.verdict is Verdict.DOUBTFUL

    import_people.save(database, preview, {line.line.line: Decision.NEW}, progress=Progress())

    assert duplicates.find(database, Progress()) == ()
    (again,) = import_people.read(database, sheet, Progress()).lines
    assert again.match.verdict is Verdict.SAME


def test_a_list_of_the_past_moves_nobody_back(database, tmp_path):
    with database.step("Prepare") as db:
        before, now = (builders.agency(db, f"{name} PD") for name in ("Lakeview", "Ridgeway"))
        one = builders.person(db, "Walker", "Robert", agency=now)
        one.employments.insert(0, Employment(agency_id=before.id, to_date=date(2022, 1, 1)))
    sheet = tmp_path / "past.csv"
    head = "Last,First,Agency,Course,Completed\n"
    sheet.write_text(f"{head}Walker,Robert,Lakeview PD,CIT 40,5/4/2020\n", encoding="utf-8")

    (line,) = import_people.read(database, sheet, Progress()).lines

    assert line.match.verdict is Verdict.SAME
    assert "agency" not in line.match.changes


def test_people_who_are_ready_are_read_again_once_somebody_changed(database, tmp_path):
    with database.step("Prepare") as db:
        builders.person(db, "Walker", "Robert", agency=builders.agency(db, "Ridgeway PD"))
    sheet = tmp_path / "people.csv"
    sheet.write_text("Last,First,Agency\nOkafor,Chidinma,Ridgeway PD\n", encoding="utf-8")
    ready = PeopleOnFile()

    def verdict():
        (line,) = import_people.read(database, sheet, Progress(), people=ready).lines
        return line.match.verdict

    first = ready.ready(database, Progress())
    assert verdict() is Verdict.NEW
    assert ready.ready(database, Progress()) is first
    with database.step("Add") as db:
        builders.person(db, "Okafor", "Chidinma", agency=db.scalar(select(Agency)))
    assert verdict() is Verdict.SAME
    database.undo()
    assert verdict() is Verdict.NEW
