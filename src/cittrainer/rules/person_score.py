"""How alike two people are, in points from 0 to 100, and why.

All weights stand here, so that they can be tuned against known duplicates in one place.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from cittrainer.rules.agencies import agency_key
from cittrainer.rules.names import family_words, fold
from cittrainer.rules.nicknames import roots_of
from cittrainer.rules.person_values import Identifier, PersonKey, Thresholds

if TYPE_CHECKING:
    from datetime import date

NAMES_AGREE: Final = 75
"""Points of name agreement from which two names can be one person's."""
NAMES_ARE_EQUAL: Final = 97
"""Points from which names differ only by convention: order, accents, nickname."""

_OWN_TO_AN_AGENCY: Final = frozenset({"badge", "employee"})
_NOT_IN_NUMBERS: Final = re.compile(r"[\W_]+")
_PLAIN: Final = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
"""The same for plain letters and digits, several times as fast."""
_SWAPPED, _NICKNAME, _FEWER_GIVEN, _HALF_FAMILY = 98, 97, 98, 92
_CALLED_BY_MIDDLE, _ONLY_INITIAL, _NO_GIVEN = 88, 85, 70
_MIDDLE_DIFFERS, _SUFFIX_DIFFERS, _SUFFIX_MISSING = 15, 15, 8
_SAME_IDENTIFIER, _OTHER_IDENTIFIER = 30, 25
_SAME_EMAIL, _SAME_BIRTH_DATE, _NEAR_BIRTH_DATE, _OTHER_BIRTH_DATE = 20, 15, -10, -40
_SAME_ADDRESS: Final = 10
_ADDRESSES_AGREE: Final = 60
"""Likeness (0 to 100) of two addresses, their words in order of the alphabet, from which they can
be one address: of the 500 pairs of the public FEBRL set 1 all but one of the same person reach 50,
and of the pairs of two people none reaches 80."""
_SAME_AGENCY, _OTHER_AGENCY, _UNKNOWN_AGENCY = 5, 18, 8
_FORMER_AGENCY: Final = 3
"""For the agency of one that the other worked for before."""
_NOWHERE: Final[frozenset[str]] = frozenset()
MOST_OF_NAMES: Final = 100 + _SAME_AGENCY + _SAME_ADDRESS
"""The most evidence between two who share no number, e-mail address or birth date."""


class Traits(NamedTuple):
    """A person made ready for comparing: everything folded once."""

    person: PersonKey
    family: tuple[str, ...]
    family_solid: str
    given: tuple[str, ...]
    given_as_family: tuple[str, ...]
    middle: str
    suffix: str
    agency: str
    identifiers: frozenset[Identifier]
    email: str
    birth_date: date | None
    address: str
    """Its words, folded, in the order of the alphabet."""
    earlier: frozenset[str]
    """The agencies for which they worked before."""


class Birth(Enum):
    """How the birth dates of two people compare."""

    UNKNOWN = auto()
    SAME = auto()
    NEAR = auto()
    """One slip of the pen apart: a digit, two digits swapped, or day and month swapped."""
    OTHER = auto()


_BIRTH_POINTS: Final = {
    Birth.UNKNOWN: 0,
    Birth.SAME: _SAME_BIRTH_DATE,
    Birth.NEAR: _NEAR_BIRTH_DATE,
    Birth.OTHER: _OTHER_BIRTH_DATE,
}


_BIRTH_REASONS: Final = {
    Birth.SAME: "Same birth date.",
    Birth.NEAR: "The birth dates are nearly the same.",
    Birth.OTHER: "The birth dates differ.",
}


class Score(NamedTuple):
    """Points of a comparison, 0 to 100; the same uncut, to rank those that reach 100."""

    points: int
    evidence: int


def traits_of(person: PersonKey) -> Traits:
    """The traits by which a person is compared."""
    agency = agency_key(person.agency)
    return Traits(
        person=person,
        family=family_words(person.last_name),
        family_solid=_solid(person.last_name),
        given=_given_words(person.first_name),
        given_as_family=family_words(person.first_name),
        middle=fold(person.middle_name),
        suffix=fold(person.suffix),
        agency=agency,
        identifiers=frozenset(comparable_identifiers(person.identifiers, agency)),
        email=person.email.strip().casefold(),
        birth_date=person.birth_date,
        address=" ".join(sorted(fold(person.address).split())) if person.address else "",
        earlier=frozenset(map(agency_key, person.earlier_agencies)) or _NOWHERE,
    )


@lru_cache(maxsize=50_000)
def _given_words(first_name: str) -> tuple[str, ...]:
    return tuple(fold(first_name).split())


@lru_cache(maxsize=50_000)
def _solid(last_name: str) -> str:
    return fold(last_name).replace(" ", "")


def comparable_identifiers(identifiers: tuple[Identifier, ...], agency: str) -> list[Identifier]:
    """Identifiers by their ``plain_number``, those that each agency gives out with its key."""
    found = []
    for kind, value in identifiers:
        plain = plain_number(value)
        if plain:
            if kind in _OWN_TO_AN_AGENCY:
                plain = f"{agency}:{plain}"
            found.append(Identifier(kind, plain))
    return found


def plain_number(value: str) -> str:
    """An identifier without spaces, dashes, capitals and leading zeros: "R-0107" is "r0107"."""
    if value.isascii():
        plain = value.translate(_PLAIN)
    else:
        plain = _NOT_IN_NUMBERS.sub("", value).casefold()
    return plain.lstrip("0") or plain


def score(one: Traits, other: Traits, thresholds: Thresholds) -> Score:
    """How sure it is that two are one person.

    Names give 0 to 100 points; identifiers, e-mail, birth date and agency add or take away.
    Then three rules of caution hold whatever the sum is:

    - a shared identifier (or e-mail and given name, or two of birth date, address and name) is
      never called new, but is asked about when the names do not agree;
    - a conflict of identifiers or birth dates is never taken for the same person without asking;
    - nor are names that differ by more than convention, without a second witness.
    """
    name_points = name_agreement(one, other)
    same_identifier = not one.identifiers.isdisjoint(other.identifiers)
    same_email = one.email != "" and one.email == other.email
    birth = births(one.birth_date, other.birth_date)
    same_birth = birth is Birth.SAME
    points = name_points + _agency_points(one, other)
    if points + _SAME_ADDRESS < thresholds.ask and not (
        same_identifier or same_email or same_birth or (one.address and other.address)
    ):
        return Score(max(0, round(points)), round(points))  # nothing can make them one person
    same_address = addresses_agree(one, other)
    other_identifier = not same_identifier and bool(_conflicting_kinds(one, other))
    points += _SAME_IDENTIFIER * same_identifier - _OTHER_IDENTIFIER * other_identifier
    points += _SAME_EMAIL * same_email
    points += _BIRTH_POINTS[birth] + _SAME_ADDRESS * same_address

    given_agrees = same_email and _given_agreement(one.given, other.given) >= _CALLED_BY_MIDDLE
    lives_there = same_address and (same_birth or name_points >= NAMES_AGREE - 5)
    if same_identifier or given_agrees or lives_there:
        points = max(points, thresholds.ask)
    witness = same_identifier or same_email or same_birth
    names_needed = NAMES_AGREE if witness else NAMES_ARE_EQUAL
    other_birth = birth in (Birth.NEAR, Birth.OTHER)
    if name_points < names_needed or other_identifier or other_birth:
        points = min(points, thresholds.same - 1)
    return Score(max(0, min(100, round(points))), round(points))


def births(one: date | None, other: date | None) -> Birth:
    """How two birth dates compare."""
    if one is None or other is None:
        return Birth.UNKNOWN
    if one == other:
        return Birth.SAME
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return Birth.NEAR
    slips = OSA.distance(one.strftime("%Y%m%d"), other.strftime("%Y%m%d"))
    return Birth.NEAR if slips == 1 else Birth.OTHER


def addresses_agree(one: Traits, other: Traits) -> bool:
    """Whether two can live at one address; unknown addresses do not agree."""
    if not one.address or not other.address:
        return False
    return fuzz.ratio(one.address, other.address, score_cutoff=_ADDRESSES_AGREE) > 0


def name_agreement(one: Traits, other: Traits) -> float:
    """How well two names agree, 0 to 100, the better way round."""
    straight = _straight(one, other)
    points = straight if straight == 100 else max(straight, _swapped(one, other))
    if one.middle and other.middle and one.middle[0] != other.middle[0]:
        points -= _MIDDLE_DIFFERS
    if one.suffix != other.suffix:
        points -= _SUFFIX_DIFFERS if one.suffix and other.suffix else _SUFFIX_MISSING
    return max(points, 0)


def reasons_of(one: Traits, other: Traits) -> tuple[str, ...]:
    """What speaks for and against two being one person, in short sentences."""
    reasons = _name_reasons(one, other)
    for kind, value in sorted(one.identifiers & other.identifiers):
        reasons.append(f"Same {_kind_name(kind)}: {_written(one, Identifier(kind, value))}.")
    if not one.identifiers & other.identifiers:
        for kind in sorted(_conflicting_kinds(one, other)):
            a, b = (_of_kind(person, kind) for person in (one, other))
            reasons.append(f"The {_kind_name(kind)} differs: {a} and {b}.")
    if one.email and one.email == other.email:
        reasons.append(f"Same e-mail address: {one.person.email.strip()}.")
    birth = births(one.birth_date, other.birth_date)
    if birth in _BIRTH_REASONS:
        reasons.append(_BIRTH_REASONS[birth])
    if addresses_agree(one, other):
        same = one.address == other.address
        reasons.append("Same address." if same else "Nearly the same address.")
    if one.agency and other.agency and one.agency != other.agency:
        if worked_there(one, other):
            before = one if one.agency in other.earlier else other
            reasons.append(f"Worked for {before.person.agency} before.")
        else:
            reasons.append(f"The agencies differ: {one.person.agency} and {other.person.agency}.")
    return tuple(reasons)


def _straight(one: Traits, other: Traits) -> float:
    solid = one.family_solid == other.family_solid
    return _both_parts(
        _family_agreement(one.family, other.family, solid=solid),
        _given_agreement(one.given, other.given),
    )


def _swapped(one: Traits, other: Traits) -> float:
    """Agreement when one of the two has first and last name the other way round."""
    if not one.family or not other.given or one.family[0][0] != other.given_as_family[0][0]:
        return 0  # a shortcut: hardly any pair gets past its initials
    return _both_parts(
        _family_agreement(one.family, other.given_as_family, solid=False),
        _family_agreement(one.given_as_family, other.family, solid=False),
    ) - (100 - _SWAPPED)


def _both_parts(family: float, given: float) -> float:
    """One number of two: the worse part decides most, for people share surnames."""
    return 0.7 * min(family, given) + 0.3 * max(family, given)


def _family_agreement(one: tuple[str, ...], other: tuple[str, ...], solid: bool) -> float:
    if not one or not other:
        return 0
    if solid or one == other:
        return 100
    if set(one) & set(other) and (set(one) <= set(other) or set(other) <= set(one)):
        return _HALF_FAMILY
    return 100 * OSA.normalized_similarity("".join(one), "".join(other))


@lru_cache(maxsize=100_000)
def _given_agreement(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return _NO_GIVEN
    if "".join(one) == "".join(other):
        return 100
    first, second = one[0], other[0]
    if first == second:
        return _FEWER_GIVEN if len(one) != len(other) else _NICKNAME
    if roots_of(first) & roots_of(second):
        return _NICKNAME
    if min(len(first), len(second)) == 1 and first[0] == second[0]:
        return _ONLY_INITIAL
    if set(one) & set(other):
        return _CALLED_BY_MIDDLE
    return 100 * max(
        OSA.normalized_similarity(first, second),
        OSA.normalized_similarity("".join(one), "".join(other)),
    )


def _conflicting_kinds(one: Traits, other: Traits) -> set[str]:
    """Kinds of identifier that both have; numbers of two agencies are not compared."""
    if not one.identifiers or not other.identifiers:
        return set()
    kinds = {i.kind for i in one.identifiers} & {i.kind for i in other.identifiers}
    return kinds if one.agency == other.agency else kinds - _OWN_TO_AN_AGENCY


def _agency_points(one: Traits, other: Traits) -> int:
    if not one.agency or not other.agency:
        return -_UNKNOWN_AGENCY
    if one.agency == other.agency:
        return _SAME_AGENCY
    return _FORMER_AGENCY if worked_there(one, other) else -_OTHER_AGENCY


def worked_there(one: Traits, other: Traits) -> bool:
    """Whether one of two works for an agency for which the other worked before."""
    return one.agency in other.earlier or other.agency in one.earlier


def _name_reasons(one: Traits, other: Traits) -> list[str]:
    a, b = one.person, other.person
    if name_agreement(one, other) < NAMES_AGREE:
        return [f"The names differ: {a.name} and {b.name}."]
    reasons = []
    if _swapped(one, other) > _straight(one, other):
        reasons.append("First and last name are the other way round.")
    else:
        reasons += _spelling_reasons(one, other)
    if one.middle and other.middle and one.middle[0] != other.middle[0]:
        reasons.append(f"The middle names differ: {a.middle_name} and {b.middle_name}.")
    if one.suffix != other.suffix:
        suffixes = f"{a.suffix or 'no suffix'}, the other {b.suffix or 'no suffix'}"
        reasons.append(f"One has {suffixes}.")
    return reasons


def _spelling_reasons(one: Traits, other: Traits) -> list[str]:
    a, b = one.person, other.person
    reasons = []
    if one.family != other.family and one.family_solid != other.family_solid:
        reasons.append(f"The last name is written {a.last_name} and {b.last_name}.")
    if one.given == other.given:
        return reasons
    if not one.given or not other.given:
        reasons.append("One of them has no first name.")
    elif roots_of(one.given[0]) & roots_of(other.given[0]):
        reasons.append(f"{a.first_name} and {b.first_name} are forms of one name.")
    else:
        reasons.append(f"The first name is written {a.first_name} and {b.first_name}.")
    return reasons


def _kind_name(kind: str) -> str:
    return {"state_id": "state ID", "employee": "employee number"}.get(kind, kind)


def _written(one: Traits, wanted: Identifier) -> str:
    """An identifier as the person's record or line has it."""
    for identifier in one.person.identifiers:
        if comparable_identifiers((identifier,), one.agency) == [wanted]:
            return identifier.value
    return wanted.value


def _of_kind(one: Traits, kind: str) -> str:
    return next(value for found, value in one.person.identifiers if found == kind)
