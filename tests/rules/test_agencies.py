"""One agency under many names."""

from __future__ import annotations

import pytest

from cittrainer.models.agencies import AgencyKind
from cittrainer.rules.agencies import agency_key, agency_kind, preferred_names


@pytest.mark.parametrize(
    "names",
    [
        ("Ridgeway PD", "Ridgeway Police Dept.", "RIDGEWAY POLICE DEPARTMENT", "Ridgeway P.D.",
         "City of Ridgeway Police"),
        ("Tamarack County SO", "Tamarack County Sheriff's Office", "Tamarack Co. Sheriff’s Dept",
         "Tamarack Sheriff"),
        ("Tamarack County 911", "Tamarack Co. 9-1-1", "Tamarack County 911 Center"),
        ("State University Police", "State Univ. PD"),
    ],
)  # fmt: skip
def test_ways_of_writing_one_agency_share_a_key(names):
    assert len({agency_key(name) for name in names}) == 1


def test_services_of_one_county_stay_apart():
    names = ["Tamarack County SO", "Tamarack County 911", "Tamarack County Jail", "Tamarack PD"]

    assert len({agency_key(name) for name in names}) == 4


def test_no_name_has_no_key():
    assert agency_key("") == agency_key(" - ") == ""
    assert agency_key("Department") == "department"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ridgeway PD", "police"),
        ("Tamarack County SO", "sheriff"),
        ("Ridgeway Communications Center", "dispatch"),
        ("Tamarack County Jail", "corrections"),
        ("State University Police", "campus"),
        ("Lakeview FD", "fire"),
        ("Rural/Metro Ambulance", "ems"),
        ("Riverside Clinic", "other"),
    ],
)
def test_kind_is_read_from_the_name(name, kind):
    assert agency_kind(name) == kind
    assert kind in set(AgencyKind)


def test_the_longest_way_of_writing_is_preferred():
    names = ["Ridgeway PD", "Ridgeway Police Department", "", "Lakeview PD"]

    assert preferred_names(names) == {
        "ridgeway police": "Ridgeway Police Department",
        "lakeview police": "Lakeview PD",
    }
