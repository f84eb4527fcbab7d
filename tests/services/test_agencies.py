from __future__ import annotations

import builders
import pytest

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import Agency, AgencyKind, AgencyShift
from cittrainer.rules.coverage import ShiftStrength
from cittrainer.services import agencies
from cittrainer.services.agencies import AgencyDetails, AgencyExists, AgencyInUse


def test_the_usual_spellings_of_one_agency_find_it_and_are_remembered(database):
    with database.step("Find") as db:
        first = agencies.find_or_add(db, "Ridgeway Police Department")
        second = agencies.find_or_add(db, "Ridgeway PD")
        third = agencies.find_or_add(db, "Tamarack County Sheriff's Office")

    assert first == second != third
    with database.read() as db:
        ridgeway = db.get_one(Agency, first)
        assert ridgeway.name == "Ridgeway Police Department"
        assert [alias.name for alias in ridgeway.aliases] == ["Ridgeway PD"]
        assert db.get_one(Agency, third).kind is AgencyKind.SHERIFF


def test_an_agency_is_found_by_an_alias_that_its_name_does_not_tell(database):
    with database.step("Add") as db:
        ridgeway = agencies.add_agency(
            db, AgencyDetails(name="Ridgeway PD", aliases=("RPD", "City of Ridgeway"))
        )

    with database.step("Find") as db:
        assert agencies.find_or_add(db, "rpd") == ridgeway


def test_a_name_of_another_agency_is_refused_whatever_its_capitals(database):
    with database.step("Add") as db:
        agencies.add_agency(db, AgencyDetails(name="Ridgeway PD", aliases=("RPD",)))

    with pytest.raises(AgencyExists, match="“Ridgeway PD” already"), database.step("Add") as db:
        agencies.add_agency(db, AgencyDetails(name="RIDGEWAY PD"))
    with (
        pytest.raises(AgencyExists, match="as another name of “Ridgeway PD”"),
        database.step("Add") as db,
    ):
        agencies.add_agency(db, AgencyDetails(name="Rapids PD", aliases=("rpd",)))


def test_editing_replaces_all_values_and_only_the_aliases_that_changed(database):
    with database.step("Add") as db:
        agency_id = agencies.add_agency(
            db, AgencyDetails(name="Ridgeway PD", sworn=40, aliases=("RPD", "Ridgeway"))
        )
        seen = db.get_one(Agency, agency_id).version

    with database.step("Edit") as db:
        agencies.edit_agency(
            db,
            agency_id,
            AgencyDetails(name="Ridgeway Police", target_percent=25, aliases=("RPD",)),
            seen=seen,
        )

    with database.read() as db:
        agency = db.get_one(Agency, agency_id)
        assert (agency.name, agency.sworn, agency.target_percent) == ("Ridgeway Police", None, 25)
        assert [(alias.name, alias.version) for alias in agency.aliases] == [("RPD", 1)]
    with pytest.raises(ChangedMeanwhile), database.step("Edit") as db:
        agencies.edit_agency(db, agency_id, AgencyDetails(name="Ridgeway"), seen=seen)


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        (AgencyDetails(name=""), "The name of the agency is empty."),
        (AgencyDetails(name="!!"), "has no letters"),
        (AgencyDetails(name="PD", sworn=-1), "cannot be -1"),
        (AgencyDetails(name="PD", target_percent=101), "from 0 to 100"),
    ],
)
def test_what_cannot_be_stored_is_refused(database, details, sentence):
    with pytest.raises(Invalid, match=sentence), database.step("Add") as db:
        agencies.add_agency(db, details)


def test_an_agency_with_people_stays_and_one_without_goes(database):
    with database.step("Prepare") as db:
        ridgeway = builders.agency(db, "Ridgeway PD")
        builders.person(db, agency=ridgeway)
        used, free = ridgeway.id, builders.agency(db, "Lakeview PD").id

    with (
        pytest.raises(AgencyInUse, match="“Ridgeway PD” cannot be removed: 1 person is on file"),
        database.step("Remove") as db,
    ):
        agencies.remove_agency(db, used)
    with database.step("Remove") as db:
        agencies.remove_agency(db, free)

    with database.read() as db:
        assert [agency.name for agency in db.query(Agency)] == ["Ridgeway PD"]


def shifts(database, agency_id):
    with database.read() as db:
        agency = db.get_one(Agency, agency_id)
        return [(one.id, one.name, one.patrol, one.dispatchers) for one in agency.shifts]


def edit(database, agency_id, *wanted, **values):
    with database.step("Edit") as db:
        agency = db.get_one(Agency, agency_id)
        details = AgencyDetails(name=agency.name, shifts=wanted, **values)
        agencies.edit_agency(db, agency_id, details, seen=agency.version)


def test_shifts_keep_their_rows_and_their_order_and_are_undone(database):
    with database.step("Add") as db:
        one = agencies.add_agency(
            db,
            AgencyDetails(
                name="Ridgeway PD", shifts=(ShiftStrength("Days", 30), ShiftStrength("Nights", 20))
            ),
        )
    before = shifts(database, one)
    edit(database, one, ShiftStrength("nights", 24, 2), ShiftStrength("Evenings"))
    after = shifts(database, one)

    assert [row[1:] for row in before] == [("Days", 30, None), ("Nights", 20, None)]
    assert [row[1:] for row in after] == [("nights", 24, 2), ("Evenings", None, None)]
    assert after[0][0] == before[1][0]
    database.undo()
    assert shifts(database, one) == before


@pytest.mark.parametrize(
    ("wanted", "values", "says"),
    [
        ((ShiftStrength("", 5),), {}, "The name of a shift is empty"),
        ((ShiftStrength("Days"), ShiftStrength("DAYS")), {}, "“DAYS” is named twice"),
        ((ShiftStrength("Days", -2),), {}, "patrol staff on “Days” cannot be -2"),
        ((ShiftStrength("Days", None, 200_000),), {}, "dispatchers on “Days” cannot be 200000"),
        ((), {"turnover_percent": 101}, "share of those who leave is a share from 0 to 100"),
        ((), {"target_percent": -1}, "target is a share from 0 to 100"),
    ],
)
def test_a_shift_or_a_share_that_cannot_be_is_refused_and_changes_nothing(
    database, wanted, values, says
):
    with database.step("Add") as db:
        one = agencies.add_agency(db, AgencyDetails(name="Lakeview PD"))

    with pytest.raises(Invalid, match=says):
        edit(database, one, *wanted, **values)
    assert shifts(database, one) == []


def test_an_agency_that_is_removed_takes_its_shifts_along(database):
    with database.step("Add") as db:
        one = agencies.add_agency(
            db, AgencyDetails(name="Lakeview PD", shifts=(ShiftStrength("Days"),))
        )
    with database.step("Remove") as db:
        agencies.remove_agency(db, one)

    with database.read() as db:
        assert db.query(AgencyShift).count() == 0
