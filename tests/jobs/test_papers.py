from __future__ import annotations

import csv
import re
import subprocess
import sys
from datetime import timedelta

import builders
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from rotating import one_meeting
from sqlalchemy import select
from taught import NAMES, TODAY, attend, rename, taught

from cittrainer.errors import FileRefused, Invalid, NothingToPrint, UserError
from cittrainer.jobs import papers
from cittrainer.jobs.progress import Cancelled, Progress
from cittrainer.jobs.sample_skills import choose_rubric
from cittrainer.jobs.shipped import load_shipped
from cittrainer.models import (
    Academy,
    AttendanceMark,
    Block,
    BookingState,
    Course,
    CourseState,
    Presenter,
    PresenterKind,
)
from cittrainer.queries.evaluations import forms
from cittrainer.queries.feedback import course_feedback
from cittrainer.queries.weeks import week
from cittrainer.rules.evaluations import COMMENT
from cittrainer.rules.hours import ledger
from cittrainer.services.bookings import book, record_actual
from cittrainer.services.certificates import issue, revoke
from cittrainer.services.completion import set_results
from cittrainer.services.confidential import ConfidentialWords, write_confidential
from cittrainer.services.evaluations import FilledForm, enter_stack
from cittrainer.services.feedback import review


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        one = taught(db, people=4, days=2, number="CIT-2026-05", venue="Training Center")
    absent = {(one.trainees[1], block): AttendanceMark.ABSENT for block in one.blocks[:2]}
    attend(database, one, but=absent)
    return one


def written(database, made, key, path, **values):
    values.setdefault("today", TODAY)
    return papers.write(database, papers.kind(key), made.course_id, path, **values)


def text(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def issued(database, made):
    with database.step("Issue") as db:
        return issue(db, made.course_id, today=TODAY)


def test_the_roster_names_everybody_with_hours_and_results(database, made, tmp_path):
    with database.step("Enter") as db:
        set_results(db, made.trainees[0], exam_score=92, skills_met=True, seen=1)

    path = written(database, made, "roster", tmp_path / "roster.xlsx")

    headings, *rows = load_workbook(path).active.iter_rows(values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [row["Last name"] for row in found] == ["Lee", "Nguyễn", "O'Malley", "Okafor"]
    siobhan = found[2]
    assert (siobhan["ID number"], siobhan["Agency"]) == ("R-10000", "Ridgeway PD")
    assert (siobhan["Hours attended"], siobhan["Hours credited"], siobhan["Score"]) == (4, 4, 92)
    assert [row["Completed"] for row in found].count(siobhan["Completed"]) == 3
    assert found[1]["Hours credited"] == 2


def test_names_of_every_kind_reach_the_roster_as_they_are(database, tmp_path):
    with database.step("Prepare") as db:
        made = taught(db, people=len(NAMES))

    path = written(database, made, "roster", tmp_path / "roster.xlsx")

    rows = list(load_workbook(path).active.iter_rows(min_row=2))
    assert {row[0].value for row in rows} == {last for last, _first in NAMES}
    assert "f" not in {cell.data_type for row in rows for cell in row}


def test_the_sign_in_sheets_have_a_page_a_day_with_every_name(database, made, tmp_path):
    path = written(database, made, "sign-in", tmp_path / "sign-in.pdf")

    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages) == 2
    assert all("Malley" in page and "Training Center" in page for page in pages)


def test_half_days_have_a_sheet_before_and_after_lunch(database, made, tmp_path):
    path = written(database, made, "sign-in-half-days", tmp_path / "sign-in.pdf")

    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages) == 4
    assert "Morning" in pages[0]
    assert "Afternoon" in pages[1]


def test_the_agenda_shows_the_blocks(database, made, tmp_path):
    path = written(database, made, "agenda", tmp_path / "agenda.pdf")

    assert "Block 1" in text(path)
    assert "Lunch" in text(path)


@pytest.fixture
def held(database, made):
    """Dr. Ana Ruiz was planned for two blocks; Ben Ode presented the first, she the second."""
    with database.step("Held") as db:
        ana, ben = (builders.presenter(db, name).id for name in ("Dr. Ana Ruiz", "Ben Ode"))
        first, second = (db.get_one(Block, made.blocks[at]).parts[0].id for at in (0, 1))
        for part_id in (first, second):
            book(db, part_id, ana, state=BookingState.CONFIRMED)
        record_actual(db, first, [ben])
        record_actual(db, second, [ana])
    return made


def test_the_agenda_as_held_shows_who_was_planned_and_who_presented(database, held, tmp_path):
    read = " ".join(text(written(database, held, "agenda-held", tmp_path / "held.pdf")).split())

    assert "Agenda as held" in read
    assert re.search(r"Block 1 .*?Dr\. Ana Ruiz Ben Ode Not as planned", read)
    assert re.search(r"Block 2 .*?Dr\. Ana Ruiz (?!Not)", read)
    assert "2 h planned with presenters, 2 h on record as held" in read
    assert read.count("Not as planned") == 1


def test_blocks_that_nobody_recorded_say_so_and_are_not_held(database, held, tmp_path):
    with database.step("More") as db:
        part_id = db.get_one(Block, held.blocks[2]).parts[0].id
        book(db, part_id, db.query(Presenter).first().id)

    read = " ".join(text(written(database, held, "agenda-held", tmp_path / "held.pdf")).split())

    assert read.count("Not recorded") == 1
    assert "The whole course: 3 h planned with presenters, 2 h on record as held." in read


def test_whoever_wants_no_name_in_print_has_none_on_the_agenda_as_held(database, held, tmp_path):
    with database.step("Story") as db:
        marcus = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE).id
        write_confidential(db, marcus, ConfidentialWords(consent_print=False), seen=None)
        part_id = db.get_one(Block, held.blocks[2]).parts[0].id
        book(db, part_id, marcus, state=BookingState.CONFIRMED)
        record_actual(db, part_id, [marcus])

    read = text(written(database, held, "agenda-held", tmp_path / "held.pdf"))

    assert "Marcus" not in read
    assert read.count("Presenter\n") + read.count("Presenter Presenter") >= 1
    assert "Dr. Ana Ruiz" in read


def test_there_is_no_agenda_as_held_before_anybody_presented(database, made, tmp_path):
    with pytest.raises(NothingToPrint, match="on record of no block"):
        written(database, made, "agenda-held", tmp_path / "held.pdf")

    assert not (tmp_path / "held.pdf").exists()


def test_the_agenda_is_the_plan_until_the_course_is_closed(database, held, tmp_path):
    plan = " ".join(text(written(database, held, "agenda", tmp_path / "plan.pdf")).split())
    with database.step("Close") as db:
        db.get_one(Course, held.course_id).state = CourseState.CLOSED
    filed = " ".join(text(written(database, held, "agenda", tmp_path / "filed.pdf")).split())

    assert "Ben Ode" not in plan
    assert "As held" in filed
    assert "Presented: Ben Ode; planned: Dr. Ana Ruiz" in filed
    assert filed.count("planned: Dr. Ana Ruiz") == 1


def test_the_completion_list_tells_the_reasons(database, made, tmp_path):
    read = " ".join(text(written(database, made, "completion", tmp_path / "list.pdf")).split())

    assert "Not completed" in read
    assert "Present for 2 h of 4 h" in read


def test_certificates_are_a_page_each_and_survive_a_rename(database, made, tmp_path):
    issued(database, made)
    rename(database, made.trainees[0], "Somebody-Else")

    path = written(database, made, "certificates", tmp_path / "certificates.pdf")

    assert len(PdfReader(path).pages) == 3
    assert "CIT-2026-0001" in PdfReader(path).pages[0].extract_text()
    assert "Malley" in text(path)
    assert "Somebody-Else" not in text(path)


def test_revoked_certificates_are_not_printed(database, made, tmp_path):
    first, second, third = issued(database, made)
    with database.step("Revoke") as db:
        revoke(db, second, reason="Misspelt.", today=TODAY)

    everything = written(database, made, "certificates", tmp_path / "all.pdf")
    chosen = papers.write_certificates(
        database, [third, first], tmp_path / "two.pdf", today=TODAY + timedelta(400)
    )

    assert text(everything) == text(chosen)
    assert "CIT-2026-0002" not in text(chosen)
    with pytest.raises(UserError, match="A revoked certificate is not printed again"):
        papers.write_certificates(database, [second], tmp_path / "no.pdf", today=TODAY)
    assert not (tmp_path / "no.pdf").exists()


def test_the_papers_of_the_sample_academy_are_marked(database, made, tmp_path):
    plain = text(written(database, made, "agenda", tmp_path / "plain.pdf"))
    with database.step("Mark") as db:
        db.scalars(select(Academy)).one().sample = True

    marked = text(written(database, made, "agenda", tmp_path / "marked.pdf"))

    assert "SAMPLE" in marked
    assert "SAMPLE" not in plain


def test_nothing_to_print_is_said_in_a_sentence(database, made, tmp_path):
    with pytest.raises(UserError, match="No certificates of this course are in force"):
        written(database, made, "certificates", tmp_path / "none.pdf")

    assert list(tmp_path.glob("*.pdf")) == []


def test_a_wrong_ending_or_kind_is_refused(database, made, tmp_path):
    with pytest.raises(Invalid, match="Roster cannot be written as “.pdf”"):
        written(database, made, "roster", tmp_path / "roster.pdf")
    with pytest.raises(Invalid, match="“poster” is no kind of paper"):
        papers.kind("poster")


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(database, made, tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("mine")

    with pytest.raises(FileRefused, match="is already there"):
        written(database, made, "roster", path)
    assert path.read_text() == "mine"

    written(database, made, "roster", path, replace=True)
    assert "O'Malley" in path.read_text(encoding="utf-8-sig")


def test_a_paper_that_is_no_longer_wanted_is_not_written(database, made, tmp_path):
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        written(database, made, "roster", tmp_path / "roster.xlsx", progress=progress)

    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.mark.parametrize("key", [kind.key for kind in papers.KINDS])
def test_every_kind_is_written_in_each_of_its_endings(database, held, tmp_path, key):
    made = held
    issued(database, made)
    with database.step("Load and enter") as db:
        load_shipped(db)
        choose_rubric(db, made.course_id)
        one_meeting(db, made.course_id)
        who = [builders.presenter(db, f"Presenter Number {number}").id for number in range(9)]
        first, second = (db.get_one(Block, block).parts[0].id for block in made.blocks[:2])
        record_actual(db, first, who)
        book(db, second, who[0])
        form = next(one for one in forms(db) if one.code == "COURSE")
        marks = {form.questions[0].id: 4}
        asked = next(one.id for one in form.questions if one.kind == COMMENT)
        filled = [FilledForm(marks, {asked: f"Comment {number}"}) for number in range(5)]
        enter_stack(db, made.course_id, form.id, "course", filled, today=TODAY)
    with database.step("Review") as db:
        (comment, *_others) = course_feedback(db, made.course_id).presenters[0].comments
        review(db, made.course_id, who[0], comment.key, comment.words, passed_on=True)
    kind = papers.kind(key)

    for ending in kind.endings:
        path = written(database, made, key, tmp_path / papers.file_name(kind, "CIT/26", ending))
        assert path.stat().st_size > 200
        assert path.name.startswith("CIT-26 ")


def test_the_list_of_papers_loads_no_writer():
    check = (
        "import sys; import cittrainer.jobs.papers, cittrainer.documents.tables; "
        "print([name for name in ('reportlab', 'openpyxl') if name in sys.modules])"
    )

    answer = subprocess.run(
        [sys.executable, "-c", check], check=True, capture_output=True, text=True
    )

    assert answer.stdout.strip() == "[]"


def test_the_hourly_distribution_adds_up_to_what_is_placed(database, made, tmp_path):
    path = written(database, made, "hour-distribution", tmp_path / "hours.csv")

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with database.read() as db:
        plan = week(db, made.course_id)
    assert sum(int(row["Minutes"]) for row in rows) == ledger(plan).planned
    assert {row["Date"] for row in rows} == {day.date.isoformat() for day in plan.days}


def test_no_hourly_distribution_of_a_week_that_teaches_nothing(database, tmp_path):
    with database.step("Open a course") as db:
        course_id = builders.course(db, "CIT-EMPTY").id

    with pytest.raises(UserError, match="teaches nothing yet") as caught:
        papers.write(
            database,
            papers.kind("hour-distribution"),
            course_id,
            tmp_path / "hours.pdf",
            today=TODAY,
        )

    assert caught.value.hint == "Place its blocks first."
    assert not (tmp_path / "hours.pdf").exists()
