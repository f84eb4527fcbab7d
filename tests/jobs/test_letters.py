"""Letters of a course and notices of renewal, read back by other readers: PDF, mail, calendar."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import builders
import pytest
from icalendar import Calendar
from pypdf import PdfReader

from cittrainer.errors import ChangedMeanwhile, Invalid, NothingToPrint
from cittrainer.jobs.draft_files import DraftsThere
from cittrainer.jobs.letters import letters, write_drafts, write_pdf
from cittrainer.jobs.progress import Cancelled, Progress
from cittrainer.models import (
    EarlierKind,
    Employment,
    EnrollmentState,
    LetterKind,
)
from cittrainer.queries.letters import letter_words
from cittrainer.queries.renewals import renewals
from cittrainer.services.earlier_records import EarlierDetails, add_record
from cittrainer.services.letters import set_words, use_shipped_words

TODAY = date(2026, 4, 20)
LONG = "María José García-López van der Berg-Ó Súilleabháin"
JOINING, SUPERVISOR, OFFER, RENEWAL, *_TO_PRESENTERS = LetterKind


@pytest.fixture
def course(database):
    """Three of Ridgeway, two of them under a sergeant; one of nowhere; one with an offer."""
    with database.step("Prepare") as db:
        builders.academy(db, coordinator="Dana Ortiz", phone="555-0100", email="cit@example.org")
        made = builders.course(db, days=2, venue="Training Center", address="1 Main St\nRidgeway")
        ridgeway = builders.agency(
            db, "Ridgeway PD", contact_name="Chief Novak", email="chief@example.org"
        )
        boss = builders.person(db, "Park", "Min", agency=ridgeway, email="park@example.org")
        for last, under, mail in (
            (LONG, boss.id, "maria@example.org"),
            ("Okafor", boss.id, "not an address"),
            ("Walker", None, ""),
        ):
            person = builders.person(db, last, "Ana", email=mail)
            person.employments.append(
                Employment(agency_id=ridgeway.id, position="Deputy", supervisor_id=under)
            )
            builders.enrollment(db, made, person, position="Deputy")
        builders.enrollment(db, made, builders.person(db, "Nowhere", "Nora"))
        waiting = builders.person(db, "Waiting", "Wes", agency=ridgeway)
        builders.enrollment(
            db, made, waiting, state=EnrollmentState.OFFERED, offer_until=date(2026, 4, 25)
        )
        return made.id


def found(database, kind, course_id, **more):
    with database.read() as db:
        return letters(db, kind, course_id, today=TODAY, **more)


def mail(path):
    return message_from_bytes(path.read_bytes(), policy=default)


def test_every_enrolled_trainee_gets_a_joining_letter(database, course, tmp_path):
    path = write_pdf(database, JOINING, course, tmp_path / "Letters.pdf", today=TODAY)

    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages) == 4
    (whole,) = (page for page in pages if "Okafor" in page)
    for words in (
        "Dear Ana Okafor,",
        "Your seat in CIT 40-hour, May 2026 (CIT-2026-05)",
        "Monday, May 4, 2026, 8:00 am–5:00 pm",
        "Where: Training Center, 1 Main St, Ridgeway",
        "Dana Ortiz",
        "555-0100",
    ):
        assert words in whole
    assert "Your group" not in whole
    assert "Joining letter" in whole
    assert "Page 1 of" not in whole
    assert sum(LONG.split()[0] in page for page in pages) == 1


def test_a_supervisor_gets_one_letter_for_all_of_their_people(database, course):
    value = found(database, SUPERVISOR, course)

    assert [(row.letter.name, row.letter.email, row.about) for row in value.rows] == [
        ("Chief Novak", "chief@example.org", "Ana Walker, Deputy"),
        ("Min Park", "park@example.org", "2 trainees"),
    ]
    assert f"Ana {LONG}, Deputy\nAna Okafor, Deputy" in value.rows[1].letter.body
    assert value.nobody_for == ("Nora Nowhere",)


def test_an_offer_says_until_when_the_seat_is_held(database, course):
    (row,) = found(database, OFFER, course).rows

    assert row.letter.subject == (
        "A seat in CIT 40-hour, May 2026 is free for you, please answer by April 25, 2026"
    )


def test_drafts_bear_address_and_days_and_no_other_header(database, course, tmp_path):
    (paths, again) = (
        write_drafts(database, JOINING, course, tmp_path, today=TODAY),
        mail(tmp_path / "Joining letters CIT 40-hour, May 2026 (CIT-2026-05) Ana Okafor.eml"),
    )

    assert len(paths) == 4
    assert again["X-Unsent"] == "1"
    assert again["To"] is None
    (invite,) = again.iter_attachments()
    days = Calendar.from_ical(invite.get_payload(decode=True)).walk("VEVENT")
    assert [one.decoded("dtstart").date() for one in days] == [date(2026, 5, 4), date(2026, 5, 5)]
    addressed = [one for one in map(mail, paths) if one["To"]]
    assert [one["To"].addresses[0].addr_spec for one in addressed] == ["maria@example.org"]


def test_drafts_that_are_there_stay_and_a_stop_leaves_nothing(database, course, tmp_path):
    folder = tmp_path / "drafts"
    folder.mkdir()
    (path,) = write_drafts(database, OFFER, course, folder, today=TODAY)
    path.write_text("mine")

    with pytest.raises(DraftsThere, match="1 draft is in this folder already"):
        write_drafts(database, OFFER, course, folder, today=TODAY)
    assert path.read_text() == "mine"

    progress = Progress(lambda done, *_: progress.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        write_drafts(database, JOINING, course, folder, today=TODAY, progress=progress)
    assert list(folder.iterdir()) == [path]


def test_a_chosen_one_only_and_nobody_is_refused(database, course):
    key = found(database, JOINING, course).rows[0].key

    assert len(found(database, JOINING, course, chosen={key}).rows) == 1
    with pytest.raises(NothingToPrint, match="Joining letters: there is nobody to write to"):
        found(database, JOINING, course, chosen=set())


def test_own_words_hold_until_they_are_given_up(database, course):
    with database.step("Words") as db:
        set_words(db, OFFER, "Seat, {first_name}", "Come by {answer_by}", seen=0)

    assert found(database, OFFER, course).rows[0].letter.body == "Come by April 25, 2026"
    database.undo()
    assert "held for you" in found(database, OFFER, course).rows[0].letter.body
    database.redo()
    with database.step("Shipped") as db:
        use_shipped_words(db, OFFER)
    with database.read() as db:
        assert not any(one.own for one in letter_words(db))


@pytest.mark.parametrize(
    ("subject", "body", "told"),
    [
        ("", "Dear", "The subject is empty"),
        ("Seat", " \n ", "The letter is empty"),
        ("Seat", "Dear {nmae}", "Do you mean {name}"),
        ("Seat", "x" * 5_001, "5,001 characters"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(database, subject, body, told):
    with pytest.raises(Invalid) as refused, database.step("Words") as db:
        set_words(db, JOINING, subject, body, seen=0)

    assert told in str(refused.value)
    with database.read() as db:
        assert not any(one.own for one in letter_words(db))


def test_words_that_somebody_changed_meanwhile_are_refused(database):
    for body in ("One", "Two"):
        with database.step("Words") as db:
            seen = next(one.version for one in letter_words(db) if one.kind is JOINING)
            set_words(db, JOINING, "Seat", body, seen=seen)

    with pytest.raises(ChangedMeanwhile), database.step("Words") as db:
        set_words(db, JOINING, "Seat", "Three", seen=seen)


@pytest.fixture
def certified(database):
    """Ends in 30 days, in 400, 40 days ago, long ago, never; and one who left."""
    with database.step("Prepare") as db:
        asked = builders.standard(db, continuing_hours=8)
        builders.academy(db, standard_id=asked.id)
        agency = builders.agency(db)
        people = {}
        for name, days in (
            ("Soon", 30), ("Later", 400), ("Late", -40), ("Gone", -900), ("Ever", None),
            ("Left", 30),
        ):  # fmt: skip
            one = people[name] = builders.person(db, name, "Pat", agency=agency)
            _record(db, one.id, "CIT", date(2023, 5, 5), days)
        people["Left"].employments[0].to_date = TODAY - timedelta(days=1)
        return {name: one.id for name, one in people.items()}


def _record(db, person_id, title, done_on, days, *, kind=EarlierKind.COMPLETION, minutes=None):
    ends = None if days is None else TODAY + timedelta(days=days)
    add_record(
        db,
        person_id,
        EarlierDetails(
            title=title, done_on=done_on, kind=kind, minutes=minutes, expires_on=ends, proof="Seen"
        ),
        today=TODAY,
    )


def due(database, within=180):
    with database.read() as db:
        return renewals(db, today=TODAY, within_days=within)


def test_who_runs_out_or_ran_out_is_listed_and_nobody_else(database, certified):
    assert [row.last_name for row in due(database)] == ["Late", "Soon"]
    assert [row.last_name for row in due(database, 500)] == ["Late", "Soon", "Later"]


def test_continuing_hours_since_the_course_count_and_earlier_ones_do_not(database, certified):
    soon = certified["Soon"]
    with database.step("Hours") as db:
        for day, minutes in ((date(2023, 5, 5), 600), (date(2024, 1, 9), 90), (TODAY, 60)):
            kind = EarlierKind.CONTINUING
            _record(db, soon, f"Class of {day}", day, None, kind=kind, minutes=minutes)

    row = next(one for one in due(database) if one.person_id == soon)

    assert (row.hours_asked, row.minutes_done, row.minutes_missing) == (8, 150, 330)
    (letter,) = found(database, RENEWAL, None, chosen={str(soon)}).rows
    assert "Continuing hours on record: 2.5\nStill missing: 5.5" in letter.letter.body
    assert "May 20, 2026" in letter.letter.subject


def test_a_newer_course_takes_the_place_of_an_older_one(database, certified):
    with database.step("Again") as db:
        _record(db, certified["Late"], "CIT again", date(2026, 1, 9), 900)

    assert [row.last_name for row in due(database)] == ["Soon"]


def test_whoever_is_exempt_or_coming_gets_no_notice(database, certified):
    with database.step("Exempt") as db:
        _record(db, certified["Late"], "On leave", date(2026, 1, 9), 90, kind=EarlierKind.EXEMPTION)
        course = builders.course(db, first=date(2026, 6, 1))
        soon = db.get(builders.Person, certified["Soon"])
        builders.enrollment(db, course, soon)

    assert [(row.last_name, row.exempt, row.coming) for row in due(database)] == [
        ("Late", "On leave", ""),
        ("Soon", "", "CIT-2026-05"),
    ]
    with pytest.raises(NothingToPrint, match="Notices of renewal"):
        found(database, RENEWAL, None)
