"""What a person completed over the years, on paper."""

from __future__ import annotations

from datetime import date, timedelta

import builders
import pytest
from pypdf import PdfReader
from sqlalchemy import select
from taught import attend, taught

from cittrainer.errors import Invalid
from cittrainer.jobs import person_papers
from cittrainer.models import (
    AttendanceMark,
    Employment,
    Enrollment,
    EnrollmentState,
    Person,
)
from cittrainer.queries.transcripts import transcript
from cittrainer.services.attendance import Tick, record
from cittrainer.services.completion import decide
from cittrainer.services.earlier_records import EarlierDetails, add_record
from cittrainer.services.make_ups import arrange

NEXT = date(2026, 6, 1)
TODAY = date(2026, 7, 1)


@pytest.fixture
def who(database):
    """Somebody with a course elsewhere, one here with a missed block, and its make-up."""
    with database.step("Prepare") as db:
        first = taught(db, people=1, number="CIT-1", title="CIT 40-hour, May")
        second = taught(db, people=1, number="CIT-2", first=NEXT)
        guest = db.get_one(Enrollment, second.trainees[0]).person
        guest.last_name = "Next"
        person = db.get_one(Enrollment, first.trainees[0]).person
        now = builders.agency(db, "Lakeview PD")
        person.employments[0].to_date = date(2026, 6, 15)
        person.employments.append(Employment(agency_id=now.id, from_date=date(2026, 6, 16)))
        person_id = person.id
        details = EarlierDetails(
            title="CIT for dispatchers",
            done_on=date(2019, 4, 2),
            minutes=480,
            provider="Duluth",
            certificate_number="D-17",
            proof="Copy, binder 12",
        )
        add_record(db, person_id, details, today=TODAY)
    attend(database, first, but={(first.trainees[0], first.blocks[1]): AttendanceMark.ABSENT})
    with database.step("Make up") as db:
        arrange(db, first.trainees[0], first.blocks[1], second.blocks[1])
    with database.step("Tick") as db:
        record(db, [Tick(first.trainees[0], second.blocks[1])])
    with database.step("Decide") as db:
        decide(db, first.course_id)
    return person_id


def write(database, person_id, path):
    return person_papers.write(database, person_id, path, today=TODAY)


def test_the_transcript_tells_courses_make_ups_and_what_was_done_elsewhere(database, who):
    with database.read() as db:
        value = transcript(db, who)

    (course,) = value.courses
    assert (course.number, course.agency, course.state) == (
        "CIT-1", "Ridgeway PD", EnrollmentState.COMPLETED,
    )  # fmt: skip
    assert course.missed == ()
    assert [(one.missed, one.make_up.course) for one in course.made_up] == [("Block 2", "CIT-2")]
    assert [one.title for one in value.earlier] == ["CIT for dispatchers"]
    assert value.hours == 10


def test_the_paper_names_all_of_it_in_the_order_of_the_years(database, who, tmp_path):
    path = write(database, who, tmp_path / "transcript.pdf")

    text = " ".join(PdfReader(path).pages[0].extract_text().split())
    for words in (
        "Siobhán O'Malley", "Lakeview PD", "Ridgeway PD", "CIT for dispatchers, Duluth",
        "Completed elsewhere; seen: Copy, binder 12", "D-17", "CIT 40-hour, May (CIT-1)",
        "“Block 2” in CIT-2", "Made up, 1 h", "10 hours on record in 2 entries.",
    ):  # fmt: skip
        assert words in text
    assert text.index("April 2, 2019") < text.index("May 4, 2026") < text.index("June 1, 2026")


def test_a_person_without_any_record_gets_a_paper_that_says_so(database, tmp_path):
    with database.step("Prepare") as db:
        builders.academy(db)
        person_id = builders.person(db, "García-López van der Berg-Ó Súilleabháin", "María José").id

    path = write(database, person_id, tmp_path / "transcript.pdf")

    assert "Nothing is on record." in PdfReader(path).pages[0].extract_text()


def test_another_ending_is_refused(database, who, tmp_path):
    with pytest.raises(Invalid, match="cannot be written as “.docx”"):
        write(database, who, tmp_path / "transcript.docx")


def test_a_course_somebody_withdrew_from_is_not_on_it(database, who):
    with database.step("Prepare") as db:
        person = db.get_one(Person, who)
        other = builders.course(db, "CIT-9", first=NEXT + timedelta(days=60))
        builders.enrollment(db, other, person, state=EnrollmentState.WITHDRAWN)

    with database.read() as db:
        assert [one.number for one in transcript(db, who).courses] == ["CIT-1"]
        assert db.scalar(select(Person.id).where(Person.id == who)) == who
