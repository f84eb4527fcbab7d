"""Letters, their words, and renewals in the terminal."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import builders
import pytest
from pypdf import PdfReader

from cittrainer.db import Actor, Database
from cittrainer.models import BookingState
from cittrainer.services.bookings import book
from cittrainer.services.earlier_records import EarlierDetails, add_record


@pytest.fixture
def file(tmp_path):
    """Two trainees in a course, one of them with a certificate that runs out in ten days."""
    path = tmp_path / "academy.cit"
    today = builders.today()
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Add") as db:
        builders.academy(db)
        agency = builders.agency(db, "Ridgeway Police Department")
        course = builders.course(db, days=1, first=today - timedelta(days=400))
        for name in ("Okafor", "Lindqvist"):
            builders.enrollment(db, course, builders.person(db, name, agency=agency))
        details = EarlierDetails(
            title="CIT", done_on=today, expires_on=today + timedelta(days=10), proof="Copy"
        )
        person = builders.person(db, "Walker", "Ana", agency=agency)
        add_record(db, person.id, details, today=today)
    return path


def test_letters_become_a_pdf_or_drafts(terminal, file, tmp_path):
    pdf, folder = tmp_path / "Letters.pdf", tmp_path / "drafts"
    folder.mkdir()

    said = terminal(file, "letters", "write", "joining", "--course", "CIT-2026-05", "--out", pdf)
    answer = terminal(
        file, "letters", "write", "joining", "--course", "CIT-2026-05", "--out", folder,
        "--for", "okaf", "--json",
    ).json  # fmt: skip

    assert "2 letters written to" in said.out
    assert len(PdfReader(pdf).pages) == 2
    assert answer["files"] == [str(path) for path in folder.iterdir()]
    assert answer["letters"] == 1
    ask = ("letters", "write", "joining", "--course", "CIT-2026-05", "--out")
    assert terminal.refused(file, *ask, pdf).startswith("“Letters.pdf” is already there")
    assert "add --replace" in terminal.refused(file, *ask, folder, "--for", "okaf")
    assert "ends in .pdf" in terminal.refused(file, *ask, tmp_path / "Letters.doc")
    assert "for anybody called “Zoë”" in terminal.refused(file, *ask, folder, "--for", "Zoë")
    assert "whole name" in terminal.refused(file, *ask, folder, "--for", "Siob")
    assert terminal(file, "letters", "write", "joining", "--out", pdf).status == 2


def test_words_are_shown_changed_and_given_up(terminal, file, tmp_path):
    text = tmp_path / "offer.txt"
    text.write_text("Dear {name},\n\ncome by {answer_by}.", encoding="utf-8")

    said = terminal(file, "letters", "words", "offer", "--body", text, "--subject", "Seat").out

    assert said.startswith("Subject: Seat\n\nDear {name},")
    assert "The academy's own words." in said
    assert "{answer_by}" in said
    value = terminal(file, "letters", "words", "offer", "--json").json
    assert (value["own"], value["body"]) == (True, "Dear {name},\n\ncome by {answer_by}.")
    assert "The shipped words." in terminal(file, "letters", "words", "offer", "--shipped").out

    text.write_text("Dear {nmae}", encoding="utf-8")
    ask = ("letters", "words", "offer", "--body")
    assert terminal.refused(file, *ask, text) == (
        "This letter knows no {nmae}. Do you mean {name}?"
    )
    assert "cannot be read" in terminal.refused(file, *ask, tmp_path / "none.txt")


def test_renewals_are_listed_and_told(terminal, file, tmp_path):
    (row,) = terminal(file, "people", "renewals", "--json").json["renewals"]

    assert (row["name"], row["days_left"]) == ("Ana Walker", 10)
    assert "Walker, Ana, Ridgeway" in terminal(file, "people", "renewals").out
    assert "runs out by then" in terminal(file, "people", "renewals", "--within", "5").out
    assert "Walker" in terminal(file, "people", "renewals", "--agency", "Ridgeway PD").out
    done = terminal(file, "letters", "write", "renewal", "--out", tmp_path)
    assert "1 letter written" in done.out
    assert len(list(tmp_path.glob("Notices of renewal*Ana Walker.eml"))) == 1


def test_invitations_of_presenters_are_written_from_the_terminal(terminal, tmp_path):
    path, folder = tmp_path / "academy.cit", tmp_path / "drafts"
    folder.mkdir()
    first = builders.today() + timedelta(days=30)
    with Database.create(path, Actor("Dana", "dana")) as database, database.step("Add") as db:
        builders.academy(db)
        course = builders.course(db, days=1, first=first)
        part = builders.block(db, "Recovery", day=course.days[0]).parts[0]
        for name, choice in (("Marcus T.", 1), ("Dr. Ana Ruiz", 2)):
            presenter = builders.presenter(db, name, email="one@example.org")
            book(db, part.id, presenter.id, choice=choice, state=BookingState.TO_ASK)
    ask = ("letters", "write", "invitation", "--course", "CIT-2026-05", "--out", folder)

    said = terminal(path, *ask, "--for", "Marcus", "--answer-by", first.isoformat()).out

    (draft,) = folder.iterdir()
    assert draft.name.endswith("Marcus T.eml")
    assert "1 letter written to" in said
    mail = message_from_bytes(draft.read_bytes(), policy=default)
    assert f"{first.day}, {first.year} whether" in mail.get_body().get_content()
    assert "for anybody called “Ana”" in terminal.refused(path, *ask, "--for", "Ana")
    assert terminal(path, *ask, "--answer-by", "soon").status == 2
    assert terminal.refused(path, *ask, "--answer-by", "2020-01-31").startswith(
        "Nobody can answer by January 31, 2020 any more."
    )
    assert "nobody to write to" in terminal.refused(
        path, "letters", "write", "thanks", "--course", "CIT-2026-05", "--out", folder
    )
    words = terminal(path, "letters", "words", "invitation").out
    assert "{answer_by}" in words
