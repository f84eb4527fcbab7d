"""Letters to the presenters of a course, read back by other readers: mail, calendar, PDF."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.policy import default

import builders
import pytest
from icalendar import Calendar
from pypdf import PdfReader

from cittrainer.errors import Invalid, NothingToPrint
from cittrainer.jobs.letters import letters, write_drafts, write_pdf
from cittrainer.jobs.release_papers import calendar_of, mailing
from cittrainer.models import (
    Block,
    BookingState,
    Change,
    ConfidentialRecord,
    Course,
    Delivery,
    LetterKind,
    Presenter,
    PresenterKind,
    Step,
    StipendPer,
)
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.rules.letter_words import SHIPPED
from cittrainer.services.bookings import book, record_actual, set_state
from cittrainer.services.letters import set_words
from cittrainer.services.releases import release

TODAY = date(2026, 4, 20)
LONG = "María José García-López van der Berg-Ó Súilleabháin"
INVITATION, CONFIRMATION, REMINDER, CHANGE, THANKS = list(LetterKind)[4:]


@pytest.fixture
def ids(database):
    """A story of Marcus, with Maria as alternate; the law by Maria, confirmed; practice of both."""
    with database.step("Prepare") as db:
        builders.academy(db, coordinator="Dana Ortiz", phone="555-0100", email="cit@example.org")
        course = builders.course(
            db,
            days=2,
            venue="Training Center",
            address="1 Main St\nRidgeway",
            directions="Park behind the house.\nRing at the side door.",
            day_contact="Dana Ortiz, 555-0100",
        )
        monday, tuesday = course.days
        room = builders.room(db, "Room A")
        room.building = "Annex"
        story = builders.block(
            db, "Recovery", day=monday, start="9:00", delivery=Delivery.STORY, room=room
        )
        law = builders.block(db, "The law", day=tuesday, start="10:00", minutes=90)
        later = builders.block(db, "Practice", course=course, parts=2)
        marcus = builders.presenter(
            db,
            "Marcus T.",
            kind=PresenterKind.LIVED_EXPERIENCE,
            email="leaked@example.org",
            stipend_cents=10_000,
            stipend_per=StipendPer.TALK,
        )
        maria = builders.presenter(
            db, LONG, organization="County Clinic", email="maria@example.org"
        )
        to_ask, confirmed = BookingState.TO_ASK, BookingState.CONFIRMED
        return {
            "course": course.id,
            "marcus": marcus.id,
            "maria": maria.id,
            "story": book(db, story.parts[0].id, marcus.id, role="lived experience", state=to_ask),
            "second": book(
                db, story.parts[0].id, maria.id, role="narrator", choice=2, state=to_ask
            ),
            "law": book(db, law.parts[0].id, maria.id, state=confirmed),
            "practice": book(db, later.parts[0].id, marcus.id, role="coach", state=to_ask),
            "part": story.parts[0].id,
            "story_block": story.id,
        }


def found(database, kind, ids, **more):
    with database.read() as db:
        return letters(db, kind, ids["course"], today=TODAY, **more).rows


def state(database, booking_id, state):
    with database.step("State") as db:
        set_state(db, [booking_id], state)


def mails(database, kind, ids, folder):
    paths = write_drafts(database, kind, ids["course"], folder, today=TODAY)
    return [message_from_bytes(path.read_bytes(), policy=default) for path in paths]


def events(mail):
    (attached,) = mail.iter_attachments()
    return Calendar.from_ical(attached.get_payload(decode=True)).walk("VEVENT")


def body(mail):
    return mail.get_body().get_content()


def test_an_invitation_asks_once_for_all_that_is_still_to_be_asked(database, ids):
    (row,) = found(database, INVITATION, ids)

    assert (row.letter.name, row.letter.email, row.about) == ("Marcus T.", "", "2 slots")
    for words in (
        "Dear Marcus T.,",
        "Monday, May 4, 2026, 9:00–10:00 am: “Recovery”, Room A (Annex)\nDay and time are not",
        "are not settled yet: “Practice”, as coach",
        "Where: Training Center, 1 Main St, Ridgeway\nPark behind the house.\nRing at",
        "Stipend: $100.00 a talk",
        "Please tell us by April 27, 2026",
        "you need not give a reason",
    ):
        assert words in row.letter.body
    assert "What you find there" not in row.letter.body
    assert row.to_ask == (ids["story"], ids["practice"])


def test_an_alternate_is_invited_once_somebody_asks_them_and_is_told_so(database, ids):
    state(database, ids["second"], BookingState.INVITED)

    rows = {row.letter.name: row for row in found(database, INVITATION, ids)}

    assert "as narrator, if whoever is asked first cannot come" in rows[LONG].letter.body
    assert rows[LONG].to_ask == ()
    assert rows[LONG].letter.email == "maria@example.org"


def test_another_day_to_answer_by(database, ids):
    (row,) = found(database, INVITATION, ids, answer_by=date(2026, 4, 30))

    assert "by April 30, 2026" in row.letter.body


@pytest.mark.parametrize("kind", [CONFIRMATION, REMINDER])
def test_those_who_said_yes_are_told_where_and_whom_to_call(database, ids, kind):
    (row,) = found(database, kind, ids)

    assert row.letter.name == LONG
    assert "Tuesday, May 5, 2026, 10:00–11:30 am: “The law”\n" in row.letter.body
    assert "On the day, call: Dana Ortiz, 555-0100" in row.letter.body
    assert "Recovery" not in row.letter.body
    assert row.letter.address == ("County Clinic",)


def test_what_is_over_is_not_announced_any_more(database, ids):
    with database.read() as db, pytest.raises(NothingToPrint, match="Confirmations"):
        letters(db, CONFIRMATION, ids["course"], today=date(2026, 5, 6))


def test_thanks_go_to_those_who_really_presented(database, ids):
    with database.step("Came") as db:
        record_actual(db, ids["part"], [ids["maria"]])

    (row,) = found(database, THANKS, ids)

    assert row.letter.name == LONG
    assert "“Recovery”, Room A (Annex), as narrator" in row.letter.body
    assert row.events == ()


def test_a_draft_bears_its_own_slots_as_calendar_entries(database, ids, tmp_path):
    (invitation,) = mails(database, INVITATION, ids, tmp_path)

    assert invitation["To"] is None
    assert invitation["X-Unsent"] == "1"
    assert invitation["Subject"] == "Would you present in CIT 40-hour, May 2026 (CIT-2026-05)?"
    (one,) = events(invitation)
    assert (str(one["summary"]), str(one["status"])) == ("Recovery", "TENTATIVE")
    assert one.decoded("dtstart").isoformat() == "2026-05-04T09:00:00-05:00"
    assert str(one["location"]) == "Room A (Annex), Training Center, 1 Main St, Ridgeway"

    (confirmation,) = mails(database, CONFIRMATION, ids, tmp_path)
    assert confirmation["To"].addresses[0].addr_spec == "maria@example.org"
    assert [str(one["status"]) for one in events(confirmation)] == ["CONFIRMED"]


def test_addresses_of_confidential_records_are_put_in_on_purpose_and_that_is_noted(
    database, ids, tmp_path
):
    with database.step("Confidential record changed") as db:
        builders.add(db, ConfidentialRecord(presenter_id=ids["marcus"], email="hidden@example.org"))
    (quiet,) = mails(database, INVITATION, ids, tmp_path)
    assert quiet["To"] is None
    with database.read() as db:
        before = [step.label for step in db.query(Step)]

    (path,) = write_drafts(
        database,
        INVITATION,
        ids["course"],
        tmp_path,
        today=TODAY,
        open_addresses=True,
        replace=True,
    )

    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert mail["To"].addresses[0].addr_spec == "hidden@example.org"
    with database.read() as db:
        steps = [(step.label, step.grouping) for step in db.query(Step)]
        changes = [(one.before, one.after) for one in db.query(Change)]
    assert [label for label, _grouping in steps] == [*before, "Confidential record opened"]
    assert "Marcus" not in repr(steps[-1])
    assert "hidden" not in repr(changes)


def test_who_has_an_address_on_file_is_not_opened(database, ids, tmp_path):
    write_drafts(database, CONFIRMATION, ids["course"], tmp_path, today=TODAY, open_addresses=True)

    assert database.undoable().label == "Prepare"


def test_a_release_and_a_letter_speak_of_the_same_entry(database, ids, tmp_path):
    state(database, ids["story"], BookingState.CONFIRMED)
    with database.step("Release") as db:
        told = [one.sentence for one in findings(week(db, ids["course"]))]
        release_id = release(db, ids["course"], acknowledged=told)
    with database.read() as db:
        value = mailing(db, release_id, [("presenter", ids["marcus"])], TODAY)
        (released,) = Calendar.from_ical(calendar_of(value, value.recipients[0])).walk("VEVENT")

    mail = next(
        one for one in mails(database, CONFIRMATION, ids, tmp_path) if "Marcus" in body(one)
    )
    (confirmed,) = events(mail)

    assert str(confirmed["uid"]) == str(released["uid"])
    assert int(confirmed["sequence"]) == int(released["sequence"]) == 1


def test_a_change_takes_called_off_slots_from_the_calendar(database, ids, tmp_path):
    state(database, ids["second"], BookingState.CANCELLED)

    (mail,) = mails(database, CHANGE, ids, tmp_path)

    assert {str(one["summary"]): str(one["status"]) for one in events(mail)} == {
        "Recovery": "CANCELLED",
        "The law": "CONFIRMED",
    }
    assert "Recovery" not in body(mail)
    state(database, ids["law"], BookingState.CANCELLED)
    with pytest.raises(NothingToPrint, match="Changes"):
        found(database, CHANGE, ids)


def test_letters_are_printed_a_page_each(database, ids, tmp_path):
    path = write_pdf(database, INVITATION, ids["course"], tmp_path / "Ask.pdf", today=TODAY)

    (page,) = (page.extract_text() for page in PdfReader(path).pages)
    assert "Marcus T." in page
    assert "Invitation" in page


def test_nothing_tells_why_somebody_is_asked_to_speak(database, ids, tmp_path):
    state(database, ids["story"], BookingState.CONFIRMED)
    with database.step("Came") as db:
        record_actual(db, ids["part"], [ids["marcus"]])
        db.get_one(Course, ids["course"]).provided = "Water"
    texts = [f"{words.subject}\n{words.body}" for words in SHIPPED.values()]
    for kind in (INVITATION, CHANGE, THANKS):
        for mail in mails(database, kind, ids, tmp_path):
            texts += [mail.as_string(), body(mail), *(repr(one) for one in events_of(mail))]

    told = "\n".join(texts).casefold()
    assert "marcus" in told
    for word in (
        "lived", "experience", "illness", "diagnos", "consent", "confidential", "leaked",
        "mental", "family", "support person",
    ):  # fmt: skip
        assert word not in told


def events_of(mail):
    return events(mail) if list(mail.iter_attachments()) else []


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        (INVITATION, "Come, {slot}", "This letter knows no {slot}. Do you mean {slots}?"),
        (THANKS, "Until {answer_by}", "This letter knows no {answer_by}."),
        (REMINDER, "{kind}", "This letter knows no {kind}."),
        (CHANGE, "{diagnosis", "A brace has no other one."),
    ],
)
def test_a_template_with_an_unknown_placeholder_is_refused(database, kind, words, told):
    with pytest.raises(Invalid) as refused, database.step("Words") as db:
        set_words(db, kind, "Hello", words, seen=0)

    assert str(refused.value).startswith(told)
    assert database.undoable() is None


def test_own_words_are_used(database, ids):
    with database.step("Words") as db:
        set_words(db, INVITATION, "{name}?", "{slots}\nBy {answer_by}: {phone}", seen=0)

    (row,) = found(database, INVITATION, ids)

    assert row.letter.subject == "Marcus T.?"
    assert row.letter.body.endswith("By April 27, 2026: 555-0100")


def test_a_block_in_which_somebody_does_two_things_is_one_entry(database, ids):
    with database.step("Second part") as db:
        block = db.get_one(Block, ids["story_block"])
        block.parts.append(type(block.parts[0])(position=1))
        db.flush()
        book(db, block.parts[1].id, ids["marcus"], role="coach", state=BookingState.TO_ASK)
        db.get_one(Presenter, ids["marcus"]).stipend_declined = True

    (row,) = found(database, INVITATION, ids)

    assert len(row.events) == 1
    assert row.letter.body.count("“Recovery”") == 2
    assert "Stipend" not in row.letter.body
