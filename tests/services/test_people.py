from __future__ import annotations

from datetime import date
from typing import Any

import builders
import pytest

from cittrainer.db import Database
from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import Employment, IdentifierKind, Person, TraineeRole
from cittrainer.services import people
from cittrainer.services.people import IdentifierTaken, PersonDetails, PersonInUse

TODAY = date(2026, 5, 4)
STATE_ID, BADGE = IdentifierKind.STATE_ID, IdentifierKind.BADGE


def added(database: Database, last_name: str = "O'Malley", **values: Any) -> int:
    with database.step(f"Add {last_name}") as db:
        return people.add_person(db, PersonDetails(last_name=last_name, **values), today=TODAY)


def edited(database: Database, person_id: int, **values: Any) -> None:
    options = {name: values.pop(name) for name in ("today", "moved", "seen") if name in values}
    with database.read() as db:
        options.setdefault("seen", db.get_one(Person, person_id).version)
    options.setdefault("today", TODAY)
    with database.step("Edit") as db:
        people.edit_person(db, person_id, PersonDetails(**values), **options)


def employments(database: Database, person_id: int) -> list[tuple[Any, ...]]:
    with database.read() as db:
        return [
            (one.agency_id, one.role, one.position, one.from_date, one.to_date)
            for one in db.get_one(Person, person_id).employments
        ]


NAMES = [
    "María José García-López van der Berg-Ó Súilleabháin",
    "Ł" * 200,
    "👩‍🚒",
    "محمد الحسن",
    "=cmd()",
    "李",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_kept_as_it_was_typed(database, name):
    person_id = added(database, name, first_name=name)

    with database.read() as db:
        person = db.get_one(Person, person_id)
        assert (person.last_name, person.first_name) == (name, name)
        assert person.search_name != ""


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"last_name": "  "}, "The last name is empty."),
        ({"last_name": "x" * 201}, "201 characters"),
        ({"last_name": "---"}, "has no letters"),
        ({"last_name": "Lee", "email": "grace"}, "“grace” is no e-mail address."),
        ({"last_name": "Lee", "service_since": 2027}, "Nobody's service began in 2027."),
    ],
)
def test_what_cannot_be_stored_is_refused_and_nothing_is_saved(database, values, sentence):
    with pytest.raises(Invalid, match=sentence):
        added(database, **values)

    with database.read() as db:
        assert db.query(Person).count() == 0


def test_the_search_name_is_folded_and_follows_the_name(database):
    person_id = added(database, "García-López", first_name="María José")

    edited(database, person_id, last_name="Müller", first_name="María José")

    with database.read() as db:
        assert db.get_one(Person, person_id).search_name == "muller maria jose"


def test_an_identifier_of_another_person_is_refused_by_name(database):
    added(database, first_name="Siobhán", identifiers=((STATE_ID, "R-10442"),))

    with pytest.raises(IdentifierTaken, match="“R-10442” belongs to Siobhán O'Malley already"):
        added(database, "Lee", identifiers=((STATE_ID, "R-10442"),))


def test_two_agencies_may_give_the_same_badge_number_but_one_may_not(database):
    with database.step("Prepare") as db:
        ridgeway = builders.agency(db, "Ridgeway PD").id
        lakeview = builders.agency(db, "Lakeview PD").id
    added(database, "Lee", identifiers=((BADGE, "12"),), agency_id=ridgeway)

    added(database, "Chen", identifiers=((BADGE, "12"),), agency_id=lakeview)

    with pytest.raises(IdentifierTaken):
        added(database, "Brown", identifiers=((BADGE, "12"),), agency_id=ridgeway)


def test_moving_ends_the_old_employment_and_begins_a_new_one(database):
    with database.step("Prepare") as db:
        ridgeway = builders.agency(db, "Ridgeway PD").id
        lakeview = builders.agency(db, "Lakeview PD").id
    person_id = added(database, agency_id=ridgeway, position="Patrol")

    edited(database, person_id, last_name="O'Malley", agency_id=lakeview, position="Sergeant")

    officer = TraineeRole.OFFICER
    assert employments(database, person_id) == [
        (ridgeway, officer, "Patrol", None, date(2026, 5, 3)),
        (lakeview, officer, "Sergeant", TODAY, None),
    ]


def test_a_correction_or_a_promotion_is_no_move(database):
    with database.step("Prepare") as db:
        ridgeway = builders.agency(db, "Ridgeway PD").id
        lakeview = builders.agency(db, "Lakeview PD").id
    person_id = added(database, agency_id=ridgeway)

    edited(database, person_id, last_name="O'Malley", agency_id=ridgeway, position="Sergeant")
    edited(
        database,
        person_id,
        last_name="O'Malley",
        agency_id=lakeview,
        position="Sergeant",
        moved=False,
    )

    assert employments(database, person_id) == [
        (lakeview, TraineeRole.OFFICER, "Sergeant", None, None)
    ]


def test_moving_twice_on_one_day_leaves_no_employment_of_no_length(database):
    with database.step("Prepare") as db:
        ids = [builders.agency(db, name).id for name in ("Ridgeway PD", "Lakeview PD", "Pine PD")]
    person_id = added(database, agency_id=ids[0])

    edited(database, person_id, last_name="O'Malley", agency_id=ids[1])
    edited(database, person_id, last_name="O'Malley", agency_id=ids[2])

    assert [row[0] for row in employments(database, person_id)] == [ids[0], ids[2]]


def test_a_form_filled_before_another_edit_is_refused(database):
    person_id = added(database)
    edited(database, person_id, last_name="O'Malley", position="Sergeant")

    with pytest.raises(ChangedMeanwhile, match="was changed after you opened"):
        edited(database, person_id, last_name="O'Malley", position="Chief", seen=1)


def test_saving_an_untouched_form_is_no_step(database):
    person_id = added(database, identifiers=((STATE_ID, "R-1"),))

    edited(database, person_id, last_name="O'Malley", identifiers=((STATE_ID, "R-1"),))

    assert database.undoable().label == "Add O'Malley"


def test_a_person_with_course_records_cannot_be_removed(database):
    with database.step("Prepare") as db:
        person = builders.person(db)
        builders.enrollment(db, builders.course(db), person)
        person_id = person.id

    with (
        pytest.raises(PersonInUse, match="the records of 1 course refer to them"),
        database.step("Remove") as db,
    ):
        people.remove_person(db, person_id)


def test_a_presenter_cannot_be_removed(database):
    with database.step("Prepare") as db:
        person_id = builders.person(db).id
        builders.presenter(db, person_id=person_id)

    with pytest.raises(PersonInUse, match="they are a presenter"), database.step("Remove") as db:
        people.remove_person(db, person_id)


def test_removing_is_undone_with_everything_that_belonged_to_the_person(database):
    with database.step("Prepare") as db:
        agency_id = builders.agency(db).id
    person_id = added(database, agency_id=agency_id, identifiers=((STATE_ID, "R-1"),))
    with database.step("Remove") as db:
        people.remove_person(db, person_id)
    with database.read() as db:
        assert db.query(Employment).count() == 0

    database.undo()

    with database.read() as db:
        person = db.get_one(Person, person_id)
        assert [one.value for one in person.identifiers] == ["R-1"]
        assert [one.agency_id for one in person.employments] == [agency_id]
