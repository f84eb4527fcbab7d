"""The search of everything."""

from __future__ import annotations

import builders
import pytest

from cittrainer.models import ConfidentialRecord, PresenterKind
from cittrainer.queries.search import search
from cittrainer.rules.names import fold


@pytest.fixture
def filled(database):
    with database.step("Prepare") as db:
        agency = builders.agency(db, "Ridgeway PD")
        for last, first, number in (
            ("Nguyễn", "Minh Anh", "R-10518"),
            ("García-López", "María José", "TC-2201"),
            ("O'Malley", "Siobhán", "R-10442"),
        ):
            person = builders.person(db, last, first, agency=agency, state_id=number)
            person.search_name = fold(f"{last} {first}")
        builders.course(db, "CIT-2026-05", title="CIT 40-hour, May 2026")
        river = builders.presenter(db, "River", kind=PresenterKind.LIVED_EXPERIENCE)
        db.add(ConfidentialRecord(presenter_id=river.id, phone="555-0101", email="river@secret"))
    return database


def found(database, text):
    with database.read() as db:
        return [(hit.kind, hit.title) for hit in search(db, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nguyen", [("person", "Nguyễn, Minh Anh")]),
        ("Minh ngu", [("person", "Nguyễn, Minh Anh")]),
        ("maria garcia", [("person", "García-López, María José")]),
        ("R-10442", [("person", "O'Malley, Siobhán")]),
        ("2026-05", [("course", "CIT 40-hour, May 2026")]),
        ("riv", [("presenter", "River")]),
        ("", []),
        ("   ", []),
        ("%", []),
        ("nobody at all", []),
    ],
)
def test_a_few_letters_find(filled, text, expected):
    assert [one for one in found(filled, text) if one in expected or not expected] == expected


@pytest.mark.parametrize("secret", ["555-0101", "secret", "0101"])
def test_the_confidential_record_is_never_searched(filled, secret):
    assert found(filled, secret) == []


def test_the_kind_of_a_presenter_is_not_told(filled):
    with filled.read() as db:
        (hit,) = search(db, "river")

    assert "lived" not in f"{hit.title} {hit.detail} {hit.kind}".casefold()


def test_presenters_are_found_by_no_kind(database):
    with database.step("Fill") as db:
        for number, kind in enumerate(PresenterKind):
            builders.presenter(db, f"P{number}", kind=kind)

    with database.read() as db:
        hits = [
            hit
            for kind in PresenterKind
            for text in (kind.value, kind.value.replace("_", " "), "lived", "story")
            for hit in search(db, text)
        ]

    assert hits == []
