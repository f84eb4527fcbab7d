"""Looking people up without comparing everybody with everybody."""

from __future__ import annotations

from itertools import product

import pytest

from cittrainer.rules.people_index import PeopleIndex
from cittrainer.rules.person_values import Identifier, PersonKey

LAST = ["Thompson", "García-López", "van der Berg", "Okafor", "Smith", "Nguyễn", "Müller", "Lee"]
FIRST = ["Robert", "María", "Pieter", "Chidinma", "Grace", "Wei", "Jürgen", "Siobhán", "Anjali"]
EVERYBODY = [
    PersonKey(number, last, first, identifiers=(Identifier("state_id", f"ID-{number}"),))
    for number, (last, first) in enumerate(product(LAST, FIRST))
]


def found(person):
    return {other.person.id for other in PeopleIndex(EVERYBODY).candidates(person)}


def number_of(last, first):
    return next(p.id for p in EVERYBODY if (p.last_name, p.first_name) == (last, first))


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("THOMPSON", "Bob"),
        ("Thopmson", "Robert"),
        ("Thompson", "R"),
        ("Thompson", ""),
        ("Robert", "Thompson"),
        ("Tompson", "Rob"),
        ("Thompson-Reyes", "Robert"),
        ("Thompson", "James Robert"),
    ],
)
def test_a_person_is_found_however_the_name_is_written(last, first):
    assert number_of("Thompson", "Robert") in found(PersonKey(999, last, first))


def test_particles_and_accents_do_not_hide_a_person():
    assert number_of("van der Berg", "Pieter") in found(PersonKey(999, "Pieter", "van der Berg"))
    assert number_of("García-López", "María") in found(PersonKey(999, "LOPEZ", "Maria"))
    assert number_of("Müller", "Jürgen") in found(PersonKey(999, "Mueller", "Jurgen"))


def test_number_and_mail_find_a_person_of_another_name():
    index = PeopleIndex([PersonKey(1, "Lee", "Grace", email="GLee@x.example"), *EVERYBODY])
    by_mail = PersonKey(999, "Ray", "Ann", email=" glee@x.example")
    by_number = PersonKey(999, "Ray", "Ann", identifiers=(Identifier("badge", "id 005"),))

    assert [other.person.id for other in index.candidates(by_mail)] == [1]
    assert index.candidates(by_number) == []
    assert found(PersonKey(999, "Ray", "Ann", identifiers=(Identifier("", "id 5"),))) == {5}


def test_few_people_are_looked_at():
    assert len(PeopleIndex(EVERYBODY)) == 72
    for person in EVERYBODY:
        assert len(found(person)) <= 4


def test_of_many_with_one_name_those_of_the_same_agency_are_looked_at():
    namesakes = [PersonKey(n, "Smith", "John", agency=f"Town {n} PD") for n in range(500)]

    candidates = PeopleIndex(namesakes).candidates(
        PersonKey(999, "Smith", "John", agency="Town 499 PD")
    )

    assert 499 in {other.person.id for other in candidates}
    assert len(candidates) < 100
