"""Who on file may be a person who is being typed in."""

from __future__ import annotations

from datetime import date

import builders
import pytest

from cittrainer.models import AgencyAlias, Employment
from cittrainer.queries.likely_people import likely
from cittrainer.rules.person_values import Identifier, PersonKey


@pytest.fixture
def people(database):
    """Robert Walker of Ridgeway, who came from Lakeview; two others."""
    with database.step("Prepare") as db:
        builders.academy(db)
        ridgeway, lakeview = (
            builders.agency(db, f"{name} PD") for name in ("Ridgeway", "Lakeview")
        )
        builders.add(db, AgencyAlias(agency_id=ridgeway.id, name="City Police"))
        walker = builders.person(
            db, "Walker", "Robert", agency=ridgeway, state_id="R-107", email="rw@example.org"
        )
        walker.employments.insert(0, Employment(agency_id=lakeview.id, to_date=date(2020, 1, 1)))
        builders.person(db, "Walkerton", "Ann", agency=lakeview)
        builders.person(db, "García-López", "María José", agency=lakeview)
        return walker.id


def found(database, last, first="", agency="", **values):
    with database.read() as db:
        typed = PersonKey(0, last, first, agency=agency, **values)
        return [(one.person.name, one.same) for one in likely(db, typed)]


@pytest.mark.parametrize(
    ("last", "first", "agency", "same"),
    [
        ("Walker", "Robert", "Ridgeway PD", True),
        ("walker", "Bob", "City Police", True),
        ("Robert", "Walker", "Ridgeway PD", True),
        ("Wakler", "Robert", "Ridgeway PD", False),
        ("Walker", "R", "Ridgeway PD", False),
        ("Walker", "Robert", "", False),
        ("Walker", "Robert", "Lakeview PD", True),
    ],
)
def test_somebody_typed_another_way_is_found(database, people, last, first, agency, same):
    assert found(database, last, first, agency) == [("Robert Walker", same)]


def test_numbers_and_addresses_find_people_of_other_names(database, people):
    number = (Identifier("state_id", "R-107"),)

    assert found(database, "Smith", "Jo", identifiers=number) == [("Robert Walker", False)]
    assert found(database, "Wolker", "Robert", email="RW@example.org")[0][0] == "Robert Walker"


def test_nobody_is_found_where_nobody_is_meant(database, people):
    assert found(database, "") == []
    assert found(database, "%") == []
    assert found(database, "Okafor", "Chidinma", "Ridgeway PD") == []
    assert found(database, "Garcia Lopez", "Maria", "Lakeview PD") == [
        ("María José García-López", True)
    ]


def test_the_reasons_name_the_earlier_agency(database, people):
    with database.read() as db:
        (one,) = likely(db, PersonKey(0, "Walker", "Robert", agency="Lakeview PD"))

    assert one.reasons == ("Worked for Lakeview PD before.",)
