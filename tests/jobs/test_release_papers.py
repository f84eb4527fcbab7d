"""The drafts of a release, read back by other readers: mail, calendar and PDF."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import builders
import pytest
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import select

from cittrainer.errors import FileRefused, NothingToPrint
from cittrainer.jobs.progress import Cancelled, Progress
from cittrainer.jobs.release_papers import write_drafts
from cittrainer.models import Block, Booking, BookingState, ConfidentialRecord, PresenterKind
from cittrainer.queries.release_recipients import recipients
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.services import releases as services
from cittrainer.services.blocks import move_block
from cittrainer.services.bookings import set_state

TODAY = date(2026, 4, 20)
LONG = "María José García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def course(database):
    """Law by Dr. Ruiz, a story by Sam; two agencies with a trainee each."""
    with database.step("Prepare") as db:
        builders.academy(db)
        made = builders.course(db, days=2, venue="Training Center", address="1 Main St")
        monday, tuesday = made.days
        law = builders.block(db, "Law", day=monday, start="8:00")
        story = builders.block(db, "Stories", day=tuesday, start="10:00")
        ruiz = builders.presenter(db, "Dr. Ana Ruiz", email="ruiz@example.org")
        sam = builders.presenter(
            db, "Sam", kind=PresenterKind.LIVED_EXPERIENCE, email="sam@example.org"
        )
        builders.add(db, ConfidentialRecord(presenter_id=sam.id, phone="555-0199"))
        for block, presenter, role in ((law, ruiz, "lead"), (story, sam, "lived experience")):
            builders.add(
                db,
                Booking(
                    block_part_id=block.parts[0].id,
                    presenter_id=presenter.id,
                    role=role,
                    state=BookingState.CONFIRMED,
                ),
            )
        for name, last in (("Ridgeway PD", LONG), ("Lake County SO", "Okafor")):
            agency = builders.agency(db, name)
            person = builders.person(db, last, agency=agency)
            builders.enrollment(db, made, person, agency=agency)
        return made.id


def released(database, course_id):
    with database.step("Release") as db:
        found = [one.sentence for one in findings(week(db, course_id))]
        return services.release(db, course_id, acknowledged=found)


def everybody_got(database, release_id):
    with database.step("Sent") as db:
        rows = recipients(db, release_id)
        services.note_receipts(
            db,
            release_id,
            presenter_ids=[one.id for one in rows if one.kind == "presenter"],
            agency_ids=[one.id for one in rows if one.kind == "agency"],
        )


def changed(database, course_id):
    """Law goes to Tuesday, and Sam is not wanted any more."""
    with database.step("Change") as db:
        plan = week(db, course_id)
        law = db.scalars(select(Block).where(Block.title == "Law")).one()
        move_block(db, law.id, course_day_id=plan.days[1].id, start_minute=540)
        booking = db.scalars(select(Booking).where(Booking.role == "lived experience")).one()
        set_state(db, [booking.id], BookingState.CANCELLED)


def drafts(paths):
    """Each draft by its recipient: the mail, the text of its letter, the events."""
    found = {}
    for path in paths:
        message = message_from_bytes(path.read_bytes(), policy=default)
        letter, events = message.iter_attachments()
        text = "\n".join(
            page.extract_text() for page in PdfReader(BytesIO(letter.get_content())).pages
        )
        content = events.get_content()
        read = Calendar.from_ical(content if isinstance(content, bytes) else content.encode())
        found[path.stem.partition(" release ")[2][2:]] = (message, text, read.walk("VEVENT"))
    return found


def body_of(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_everybody_gets_a_draft_of_the_first_release(database, course, tmp_path):
    paths = write_drafts(database, released(database, course), tmp_path, today=TODAY)

    found = drafts(paths)
    assert set(found) == {"Dr. Ana Ruiz", "Sam", "Ridgeway PD", "Lake County SO"}
    message, letter, (event,) = found["Dr. Ana Ruiz"]
    assert message["To"].addresses[0].addr_spec == "ruiz@example.org"
    assert "“Law”" in body_of(message)
    assert "release 1" in letter.lower()
    assert "Law" in letter
    assert (str(event["summary"]), event["sequence"]) == ("Law", 1)


def test_the_next_release_tells_what_changed_and_moves_the_same_event(database, course, tmp_path):
    first = released(database, course)
    before = drafts(write_drafts(database, first, tmp_path, today=TODAY))
    everybody_got(database, first)
    changed(database, course)
    second = released(database, course)

    found = drafts(write_drafts(database, second, tmp_path, today=TODAY))
    message, letter, (event,) = found["Dr. Ana Ruiz"]
    assert "One thing changed for you since release 1" in body_of(message)
    assert "9:00 am" in letter
    assert event["uid"] == before["Dr. Ana Ruiz"][2][0]["uid"]
    assert (event["sequence"], event["status"]) == (2, "CONFIRMED")
    assert event["dtstart"].dt.strftime("%a %H:%M") == "Tue 09:00"
    sam, _, (gone,) = found["Sam"]
    assert "No longer yours: “Stories”" in body_of(sam)
    assert (gone["status"], gone["uid"]) == ("CANCELLED", before["Sam"][2][0]["uid"])


def test_nobody_is_written_to_twice_about_the_same(database, course, tmp_path):
    first = released(database, course)
    everybody_got(database, first)
    changed(database, course)
    second = released(database, course)
    everybody_got(database, second)
    with database.step("Release") as db:
        said = [one.sentence for one in findings(week(db, course))]
        third = services.release(db, course, acknowledged=said, again=True)

    with pytest.raises(NothingToPrint, match="nobody anything new"):
        write_drafts(database, third, tmp_path, today=TODAY)


def test_an_agency_reads_of_its_own_people_only(database, course, tmp_path):
    found = drafts(write_drafts(database, released(database, course), tmp_path, today=TODAY))

    _, ridgeway, events = found["Ridgeway PD"]
    assert "Súilleabháin" in " ".join(ridgeway.split())
    assert "Okafor" not in ridgeway
    assert len(events) == 2


def test_no_draft_holds_what_is_confidential(database, course, tmp_path):
    paths = write_drafts(database, released(database, course), tmp_path, today=TODAY)

    for message, letter, events in drafts(paths).values():
        said = "\n".join((str(message["To"]), body_of(message), letter, *map(str, events)))
        for secret in ("lived experience", "555-0199", "sam@example.org"):
            assert secret not in said.casefold()


def test_only_the_chosen_get_a_draft(database, course, tmp_path):
    made = released(database, course)
    with database.read() as db:
        (ruiz,) = [one for one in recipients(db, made) if one.name == "Dr. Ana Ruiz"]

    (path,) = write_drafts(database, made, tmp_path, today=TODAY, chosen={(ruiz.kind, ruiz.id)})
    assert "Dr. Ana Ruiz" in path.name


def test_files_that_are_there_are_not_written_over(database, course, tmp_path):
    made = released(database, course)
    before = write_drafts(database, made, tmp_path, today=TODAY)
    before[0].write_text("mine")

    with pytest.raises(FileRefused, match="4 drafts are in this folder already"):
        write_drafts(database, made, tmp_path, today=TODAY)

    assert before[0].read_text() == "mine"
    write_drafts(database, made, tmp_path, today=TODAY, replace=True)
    assert before[0].read_bytes().startswith(b"X-Unsent")


def test_stopped_halfway_nothing_is_left(database, course, tmp_path):
    made = released(database, course)
    progress = Progress(lambda done, _total, _text: progress.cancel() if done == 1 else None)

    with pytest.raises(Cancelled):
        write_drafts(database, made, tmp_path, today=TODAY, progress=progress)

    assert list(tmp_path.glob("*.eml")) == []


def test_a_folder_that_is_gone_is_refused(database, course, tmp_path):
    with pytest.raises(FileRefused, match="there is no folder"):
        write_drafts(database, released(database, course), tmp_path / "no", today=TODAY)
