"""The papers about presenters, written and read back."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta

import builders
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from cittrainer.errors import FileRefused, Invalid, NotFound, NothingToPrint
from cittrainer.jobs import papers, presenter_files
from cittrainer.models import (
    Academy,
    BookingState,
    ConfidentialRecord,
    Course,
    CourseGroup,
    Delivery,
    Presenter,
    PresenterKind,
)
from cittrainer.services.bookings import book, record_actual, set_state
from cittrainer.services.stipends import Payment, decline, pay

TODAY = date(2026, 5, 12)
LONG = "María José García-López van der Berg-Ó Súilleabháin"


@dataclass(frozen=True)
class Made:
    course: int
    ana: int
    marcus: int
    long: int
    law: int
    story: int
    practice: int


@pytest.fixture
def made(database):
    """A course of two days with a lecture by two, a story, and practice with a group."""
    with database.step("Prepare") as db:
        builders.academy(db, coordinator="Dana Whitfield", phone="555-0100")
        course = builders.course(
            db,
            days=2,
            venue="Training Center",
            address="100 Main Street\nRidgeway",
            directions="Exit 12, then left.\nPark in lot C.",
            provided="Projector and lunch",
        )
        room = builders.room(db, "Room A")
        room.building = "Annex"
        group = builders.add(db, CourseGroup(course_id=course.id, name="Group 2"))
        ana = builders.presenter(
            db, "Dr. Ana Ruiz", email="ana@example.org", phone="555-0188", stipend_cents=7500,
            stipend_method="check",
        )  # fmt: skip
        marcus = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        builders.add(
            db,
            ConfidentialRecord(
                presenter_id=marcus.id, phone="555-0117-4711", support_person="Sister Rosalind"
            ),
        )
        long = builders.presenter(db, LONG)
        monday, tuesday = course.days
        law = builders.block(db, "The law", day=monday, start="9:00", minutes=90, room=room)
        story = builders.block(
            db, "A story", day=monday, start="13:00", delivery=Delivery.STORY, room=room
        )
        practice = builders.block(
            db, "Practice", day=tuesday, start="10:00", delivery=Delivery.SCENARIO
        )
        practice.parts[0].group_id = group.id
        book(db, law.parts[0].id, ana.id, state=BookingState.CONFIRMED)
        book(db, law.parts[0].id, long.id, state=BookingState.CONFIRMED)
        book(db, story.parts[0].id, marcus.id, role="storyteller", state=BookingState.CONFIRMED)
        book(db, practice.parts[0].id, ana.id, role="coach")
        return Made(
            course.id,
            ana.id,
            marcus.id,
            long.id,
            law.parts[0].id,
            story.parts[0].id,
            practice.parts[0].id,
        )


def written(database, made, key, path):
    return papers.write(database, papers.kind(key), made.course, path, today=TODAY)


def pages(path):
    """The words of each page, with single blanks."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def record(database, part, *who):
    with database.step("Record") as db:
        record_actual(db, part, who)


def test_everybody_gets_a_page_with_slots_place_and_whom_to_call(database, made, tmp_path):
    ana, marcus_or_long, _last = pages(
        written(database, made, "presenter-slots", tmp_path / "slots.pdf")
    )

    for words in (
        "Your slots", "CIT 40-hour, May 2026", "Dr. Ana Ruiz", "Monday, May 4, 2026",
        "9:00–10:30 am", "The law", "Room A (Annex) · for the whole class", f"With {LONG}",
        "Tuesday, May 5, 2026", "10:00–11:00 am", "A room still to be named · for Group 2",
        "you come as coach", "Not confirmed yet", "Training Center", "100 Main Street, Ridgeway",
        "Exit 12, then left. Park in lot C.", "15 minutes before each slot begins",
        "Dana Whitfield, 555-0100", "Projector and lunch", "$75.00 a talk, by check",
    ):  # fmt: skip
        assert words in ana
    assert "Your stipend" not in marcus_or_long


def test_no_contact_data_and_no_kind_of_anybody_is_printed(database, made, tmp_path):
    told = "\n".join(pages(written(database, made, "presenter-slots", tmp_path / "slots.pdf")))

    assert "Marcus T." in told
    for words in ("ana@example.org", "555-0188", "555-0117", "Rosalind", "lived", "storyteller"):
        assert words not in told


def test_who_may_not_be_printed_is_named_on_their_own_page_alone(database, made, tmp_path):
    with database.step("Consent") as db:
        db.query(ConfidentialRecord).one().consent_print = False
        book(db, made.story, made.ana, role="facilitator", state=BookingState.CONFIRMED)

    ana, marcus, long = pages(written(database, made, "presenter-slots", tmp_path / "slots.pdf"))

    assert "With Presenter" in ana
    assert "you come as facilitator" in ana
    assert "Marcus" not in ana + long
    assert "Marcus T." in marcus


def test_the_contact_of_the_course_comes_first_and_empty_lines_are_left_out(
    database, made, tmp_path
):
    with database.step("Facts") as db:
        course = db.get_one(Course, made.course)
        course.day_contact = "Front desk, 555-0199"
        course.directions = course.provided = ""

    ana = pages(written(database, made, "presenter-slots", tmp_path / "slots.pdf"))[0]

    assert "Whom to call Front desk, 555-0199" in ana
    assert not [words for words in ("Dana", "Getting there", "Provided") if words in ana]


def test_nobody_to_call_is_no_line(database, made, tmp_path):
    with database.step("Academy") as db:
        academy = db.query(Academy).one()
        academy.coordinator = academy.phone = ""

    assert (
        "Whom to call"
        not in pages(written(database, made, "presenter-slots", tmp_path / "slots.pdf"))[0]
    )


def test_one_presenter_can_be_chosen(database, made, tmp_path):
    path = presenter_files.write_slots(
        database, made.course, [made.marcus], tmp_path / "marcus.pdf", today=TODAY
    )

    (page,) = pages(path)
    assert "Marcus T. Monday, May 4, 2026 1:00–2:00 pm A story" in page
    assert "Ruiz" not in page


def test_those_who_are_not_coming_have_no_page(database, made, tmp_path):
    with database.step("Decline") as db:
        set_state(db, [1, 4], BookingState.DECLINED)

    assert len(pages(written(database, made, "presenter-slots", tmp_path / "slots.pdf"))) == 2
    with pytest.raises(NothingToPrint, match="None of the presenters has a slot"):
        presenter_files.write_slots(
            database, made.course, [made.ana], tmp_path / "ana.pdf", today=TODAY
        )
    assert not (tmp_path / "ana.pdf").exists()


def test_forty_presenters_in_one_part_are_named_in_full(database, made, tmp_path):
    names = [f"{LONG} {number}" for number in range(40)]
    with database.step("Forty") as db:
        for name in names:
            one = builders.presenter(db, name)
            book(db, made.story, one.id, state=BookingState.CONFIRMED)

    told = pages(
        presenter_files.write_slots(
            database, made.course, [made.marcus], tmp_path / "slots.pdf", today=TODAY
        )
    )
    everybody = written(database, made, "presenter-slots", tmp_path / "all.pdf")

    assert [name for name in names if name not in " ".join(told)] == []
    assert "…" not in " ".join(told)
    assert len(pages(everybody)) >= 43


def test_a_name_of_200_letters_is_not_cut(database, made, tmp_path):
    name = ("Wolfeschlegelsteinhausenbergerdorff " * 6)[:200].strip()
    with database.step("Rename") as db:
        db.get_one(Presenter, made.marcus).public_name = name
    record(database, made.story, made.marcus)

    slots = written(database, made, "presenter-slots", tmp_path / "slots.pdf")
    records = written(database, made, "service-records", tmp_path / "records.pdf")

    for path in (slots, records):
        told = "".join(" ".join(pages(path)).split())
        assert "".join(name.split()) in told


def test_slots_are_written_as_pdf_alone(database, made, tmp_path):
    with pytest.raises(Invalid, match=r"ends in \.pdf|“\.docx”"):
        presenter_files.write_slots(
            database, made.course, [made.ana], tmp_path / "slots.docx", today=TODAY
        )


def test_a_file_that_is_there_is_not_replaced_unasked(database, made, tmp_path):
    path = tmp_path / "slots.pdf"
    path.write_bytes(b"mine")

    with pytest.raises(FileRefused):
        presenter_files.write_slots(database, made.course, [made.ana], path, today=TODAY)

    assert path.read_bytes() == b"mine"


def stipend_rows(path):
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    at = next(number for number, row in enumerate(rows) if row[0] == "Presenter")
    return rows[:at], [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def test_the_stipend_sheet_has_money_and_days_as_such(database, made, tmp_path):
    record(database, made.law, made.ana)
    with database.step("Settle") as db:
        pay(
            db,
            made.course,
            [Payment(made.ana, 123456)],
            paid_on=date(2026, 5, 8),
            method="=check 17",
            today=TODAY,
        )
        decline(db, made.course, [made.marcus])

    above, rows = stipend_rows(written(database, made, "stipends", tmp_path / "stipends.xlsx"))

    assert above[1][0] == "Paid $1,234.56, to be paid $0.00"
    ana = rows[0]
    assert (ana["Presenter"], ana["Amount"], ana["Paid on"], ana["Declined"]) == (
        "Dr. Ana Ruiz", 1234.56, date(2026, 5, 8), "",
    )  # fmt: skip
    assert (ana["Slots"], ana["Hours"], ana["Method"]) == (2, 2.5, "=check 17")
    marcus = next(row for row in rows if row["Presenter"] == "Marcus T.")
    assert (marcus["Amount"], marcus["Paid on"], marcus["Declined"]) == (0, "", "yes")
    cells = [cell for row in load_workbook(tmp_path / "stipends.xlsx").active for cell in row]
    assert "f" not in {cell.data_type for cell in cells}


def test_the_stipend_list_as_csv(database, made, tmp_path):
    path = written(database, made, "stipends", tmp_path / "stipends.csv")

    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["Presenter"], row["Amount"]) for row in rows] == [
        ("Dr. Ana Ruiz", "150.00"), ("Marcus T.", "0.00"), (LONG, "0.00"),
    ]  # fmt: skip
    assert not [word for word in ("lived", "kind") if word in path.read_text("utf-8-sig")]


def test_a_course_without_presenters_has_no_papers_of_them(database, tmp_path):
    with database.step("Prepare") as db:
        builders.academy(db)
        course_id = builders.course(db).id
    nobody = Made(course_id, 0, 0, 0, 0, 0, 0)

    for key in ("presenter-slots", "stipends", "service-records"):
        paper = papers.kind(key)
        path = tmp_path / f"x{paper.endings[0]}"
        with pytest.raises(NothingToPrint):
            written(database, nobody, key, path)
        assert not path.exists()


@pytest.fixture
def twice(database, made):
    """Ana presented here and, a month later, in two parts of one block elsewhere."""
    record(database, made.law, made.ana, made.marcus)
    with database.step("Later") as db:
        later = builders.course(db, "CIT-2026-06", days=1, first=builders.MONDAY + timedelta(28))
        block = builders.block(
            db, "Coaching", day=later.days[0], start="9:00", minutes=45, parts=2,
            delivery=Delivery.SCENARIO,
        )  # fmt: skip
        for part, title in zip(block.parts, ("Room 1", "Room 2"), strict=True):
            part.title = title
            book(db, part.id, made.ana, role="coach")
            record_actual(db, part.id, [made.ana])
        builders.block(db, "Only planned", day=later.days[0], start="11:00")
    return made


def test_the_service_record_lists_what_was_presented_over_all_courses(database, twice, tmp_path):
    path = presenter_files.write_service_record(
        database, twice.ana, tmp_path / "ana.pdf", today=TODAY
    )

    (page,) = pages(path)
    for words in (
        "Service record", "Dr. Ana Ruiz", "May 4, 2026", "The law", "presenter", "1.5",
        "June 1, 2026", "(CIT-2026-06)", "Coaching – Room 1 and Room 2", "coach", "0.75",
        "2 slots, 2.25 h on 2 days in 2 courses", "Dana Whitfield, Tamarack County Academy", "Date",
    ):  # fmt: skip
        assert words in page
    assert "Practice" not in page
    assert "Only planned" not in page


def test_the_service_record_as_a_sheet(database, twice, tmp_path):
    path = presenter_files.write_service_record(
        database, twice.ana, tmp_path / "ana.xlsx", today=TODAY
    )

    _headings, first, second = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert first == [
        "Dr. Ana Ruiz", date(2026, 5, 4), "CIT-2026-05", "CIT 40-hour, May 2026", "The law",
        "presenter", 1.5,
    ]  # fmt: skip
    assert second[-1] == 0.75


def test_the_records_of_a_course_are_those_who_presented_in_it(database, twice, tmp_path):
    told = pages(written(database, twice, "service-records", tmp_path / "records.pdf"))

    assert len(told) == 2
    assert "June 1, 2026" in told[0]
    assert "Marcus T." in told[1]
    assert "storyteller" not in "".join(told)


def test_a_long_record_repeats_the_name_and_is_signed_once(database, made, tmp_path):
    with database.step("Years") as db:
        for number in range(60):
            course = builders.course(
                db, f"CIT-{number}", days=1, first=builders.MONDAY + timedelta(7 * number)
            )
            block = builders.block(db, "The law", day=course.days[0])
            record_actual(db, block.parts[0].id, [made.long])

    told = pages(
        presenter_files.write_service_record(
            database, made.long, tmp_path / "long.pdf", today=TODAY
        )
    )

    assert len(told) > 1
    assert all(LONG in page for page in told)
    assert [("60 slots, 60 h" in page) for page in told].count(True) == 1


def test_nothing_on_record_is_said(database, made, tmp_path):
    with pytest.raises(NothingToPrint, match="not on record that Dr. Ana Ruiz presented anything"):
        presenter_files.write_service_record(database, made.ana, tmp_path / "ana.pdf", today=TODAY)
    with pytest.raises(NotFound):
        presenter_files.write_service_record(database, 99, tmp_path / "ana.pdf", today=TODAY)
    with pytest.raises(Invalid):
        presenter_files.write_service_record(database, made.ana, tmp_path / "ana.txt", today=TODAY)
    assert list(tmp_path.glob("ana*")) == []
