"""The drafts about one accepted change, read back: thanks, a question, and what changed."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.policy import default

import builders
import pytest
from icalendar import Calendar

from cittrainer.errors import NothingToPrint
from cittrainer.jobs.change_papers import write_change_drafts
from cittrainer.jobs.draft_files import DraftsThere
from cittrainer.models import BookingState, ConfidentialRecord, Presenter, PresenterKind
from cittrainer.queries.release_recipients import recipients_since
from cittrainer.queries.releases import frozen_plan
from cittrainer.queries.weeks import week
from cittrainer.services.blocks import move_block
from cittrainer.services.bookings import book, set_choice, set_state

TODAY = date(2026, 4, 20)
LONG = "María José García-López van der Berg-Ó Súilleabháin"


@pytest.fixture
def course(database):
    """A story by Sam with Leah beside, Imani behind; law by Ana; an agency with a trainee."""
    with database.step("Prepare") as db:
        builders.academy(db, coordinator="Joanna Whitfield", email="office@example.org")
        made = builders.course(db, days=2, venue="Training Center")
        monday, _tuesday = made.days
        story = builders.block(db, "Stories", day=monday, start="10:00", delivery="story")
        law = builders.block(db, "Law", day=monday, start="8:00")
        sam = builders.presenter(
            db, "Sam", kind=PresenterKind.LIVED_EXPERIENCE, email="", travel_note="secret way"
        )
        builders.add(db, ConfidentialRecord(presenter_id=sam.id, phone="555-0199"))
        leah = builders.presenter(db, "Leah", email="leah@example.org")
        imani = builders.presenter(db, LONG, email="imani@example.org")
        ana = builders.presenter(db, "Ana", email="ana@example.org")
        part = story.parts[0].id
        book(db, part, sam.id, role="lived experience", state=BookingState.CONFIRMED)
        book(db, part, leah.id, role="facilitator", state=BookingState.CONFIRMED)
        book(db, part, imani.id, choice=2, role="lived experience")
        book(db, law.parts[0].id, ana.id)
        agency = builders.agency(db, "Ridgeway PD", email="chief@example.org")
        builders.enrollment(db, made, builders.person(db, agency=agency), agency=agency)
        return made.id


def plan_of(database, course_id):
    with database.read() as db:
        return frozen_plan(db, week(db, course_id))


def sam_is_out(database, course_id):
    """Sam is called off and the alternate moves up."""
    with database.step("Out") as db:
        ids = {
            booking.presenter: booking.id
            for block in week(db, course_id).blocks
            for part in block.parts
            for booking in part.bookings
        }
        set_state(db, [ids["Sam"]], BookingState.CANCELLED)
        set_choice(db, [ids[LONG]], 1)


def drafts(database, course_id, before, folder, **more):
    paths = write_change_drafts(database, course_id, before, folder, today=TODAY, **more)
    found = {}
    for path in paths:
        mail = message_from_bytes(path.read_bytes(), policy=default)
        (calendar,) = mail.iter_attachments()
        words = " ".join(mail.get_body().get_content().split())
        found[path.stem.removeprefix("CIT-2026-05 change ")] = (
            mail,
            words,
            Calendar.from_ical(calendar.get_payload(decode=True)),
        )
    return found


def test_each_gets_what_concerns_them_and_nobody_else_is_written_to(database, course, tmp_path):
    before = plan_of(database, course)
    sam_is_out(database, course)

    made = drafts(database, course, before, tmp_path)

    assert set(made) == {"Sam", "Leah", LONG}
    _mail, words, _calendar = made["Leah"]
    assert f"“Stories”: you are with {LONG} now" in words


def test_whoever_is_out_is_thanked_and_asked_nothing(database, course, tmp_path):
    before = plan_of(database, course)
    sam_is_out(database, course)

    mail, words, calendar = drafts(database, course, before, tmp_path)["Sam"]

    assert words.startswith("Dear Sam, you need not come to this slot of")
    assert "nothing to explain" in words
    assert "?" not in words
    assert "lived experience" not in str(mail)
    assert "555-0199" not in str(mail)
    assert mail["To"] is None or "@" not in mail["To"]
    (event,) = calendar.walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"


def test_whoever_stands_in_is_asked_with_an_entry_for_the_calendar(database, course, tmp_path):
    before = plan_of(database, course)
    sam_is_out(database, course)

    mail, words, calendar = drafts(database, course, before, tmp_path)[LONG]

    assert mail["Subject"].endswith("could you be with us?")
    assert "imani@example.org" in mail["To"]
    assert "Please tell us whether you can come." in words
    assert "Where: Training Center" in words
    (event,) = calendar.walk("VEVENT")
    assert (event["SUMMARY"], event.get("STATUS")) != ("Stories", "CANCELLED")
    assert event["DTSTART"].dt.hour == 10


def test_a_moved_block_is_told_to_its_presenter_and_to_the_agencies(database, course, tmp_path):
    before = plan_of(database, course)
    with database.step("Move") as db:
        plan = week(db, course)
        law = next(one for one in plan.blocks if one.title == "Law")
        move_block(db, law.id, course_day_id=plan.days[1].id, start_minute=600)

    made = drafts(database, course, before, tmp_path)

    assert set(made) == {"Ana", "Ridgeway PD"}
    for _mail, words, _calendar in made.values():
        assert "something has changed in" in words
        assert "“Law”" in words


def test_nothing_is_written_where_nothing_changed_and_nothing_replaced_unasked(
    database, course, tmp_path
):
    before = plan_of(database, course)
    with pytest.raises(NothingToPrint):
        drafts(database, course, before, tmp_path)
    sam_is_out(database, course)
    drafts(database, course, before, tmp_path)

    with pytest.raises(DraftsThere):
        drafts(database, course, before, tmp_path)
    assert len(drafts(database, course, before, tmp_path, replace=True)) == 3


def test_undone_it_concerns_nobody(database, course):
    before = plan_of(database, course)
    sam_is_out(database, course)
    database.undo()

    with database.read() as db:
        assert recipients_since(db, course, before) == ()
        assert db.query(Presenter).count() == 4
