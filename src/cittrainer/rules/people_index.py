"""Finds the few people worth comparing with one, so that nobody is compared with everybody."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import islice
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cittrainer.rules.agencies import agency_key
from cittrainer.rules.names import family_words, fold, sound
from cittrainer.rules.nicknames import roots_of
from cittrainer.rules.person_score import Traits, plain_number, traits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cittrainer.rules.person_values import PersonKey

_NO_GIVEN: Final = "?"
_CLOSE: Final = 0.66
"""Least similarity (0 to 1) of the compared half of a name; below, no names would agree."""
_ALMOST_EQUAL: Final = 0.9
"""Likeness from which people of two agencies are compared too: with names less alike and nothing
else in common they cannot be one person."""
_MOST_OF_A_NAME: Final = 60
"""People of one name that are compared; where there are more, those of the same agency."""
_MOST_OF_AN_INITIAL: Final = 5
"""Of the many people with a last name, how many are compared with one who has no first name."""

Names = defaultdict[str, list[int]]
Blocks = defaultdict[tuple[str, str], Names]


class PeopleIndex:
    """People kept in small blocks: by identifier, e-mail, birth date and two halves of the name.

    A person stands in the block of how their last name sounds with their first name's initial,
    and in that of their first name with their last name's initial; the other half is compared
    letter by letter. Someone looked up is looked up both ways round.
    """

    def __init__(self, people: Iterable[PersonKey] = ()) -> None:
        self._people: list[PersonKey] = []
        self._traits: list[Traits | None] = []
        self._agencies: list[str] = []
        self._exact: defaultdict[str, list[int]] = defaultdict(list)
        self._blocks: Blocks = defaultdict(_no_names)
        for person in people:
            self.add(person)

    def __len__(self) -> int:
        return len(self._people)

    def add(self, person: PersonKey) -> None:
        """Take one more person in."""
        position = len(self._people)
        self._people.append(person)
        self._traits.append(None)
        self._agencies.append(_agency_of(person))
        for key in _exact_keys(person):
            self._exact[key].append(position)
        blocks = self._blocks
        for block, compared in _block_keys(family_words(person.last_name), _given_words(person)):
            blocks[block][compared].append(position)

    def sharers(self, person: PersonKey) -> list[Traits]:
        """Those who share a number, the e-mail address or the birth date with a person."""
        return [self._traits_at(position) for position in sorted(self._sharing(person))]

    def candidates(self, person: PersonKey) -> list[Traits]:
        """Those worth comparing with a person, in the order in which they were added."""
        found = self._sharing(person)
        family = family_words(person.last_name)
        given = _given_words(person)
        other_way = (family_words(person.first_name), tuple(fold(person.last_name).split()))
        for block, compared in {*_block_keys(family, given), *_block_keys(*other_way)}:
            found.update(self._close(block, compared, person))
        for code in {sound(word) for word in family}:
            initials = (_NO_GIVEN,) if given else (_NO_GIVEN, *ascii_lowercase)
            for initial in initials:
                names = self._blocks.get((code, initial))
                for positions in islice(names.values() if names else (), _MOST_OF_AN_INITIAL):
                    found.update(positions[:_MOST_OF_AN_INITIAL])
        return [self._traits_at(position) for position in sorted(found)]

    def _sharing(self, person: PersonKey) -> set[int]:
        found: set[int] = set()
        for key in _exact_keys(person):
            found.update(islice(self._exact.get(key, ()), _MOST_OF_A_NAME))
        return found

    def _close(self, block: tuple[str, str], compared: str, person: PersonKey) -> Iterator[int]:
        names = self._blocks.get(block)
        if not names:
            return
        if len(compared) == 1:
            near = dict.fromkeys(islice(names, _MOST_OF_A_NAME), 0.0)
        else:
            alike = process.extract(
                compared,
                list(names),
                scorer=OSA.normalized_similarity,
                score_cutoff=_CLOSE,
                limit=_MOST_OF_A_NAME,
            )
            near = {name: likeness for name, likeness, _ in alike}
            if compared[0] in names:
                near[compared[0]] = 0.0
        for name, likeness in near.items():
            yield from self._worth_comparing(names[name], likeness, person)

    def _worth_comparing(
        self, positions: list[int], likeness: float, person: PersonKey
    ) -> Iterator[int]:
        """Of those with a name so alike, the ones who can be the person.

        An address and an earlier agency can make up for another agency, so those who have one
        count as of any agency.
        """
        agency = _agency_of(person)
        if agency and likeness < _ALMOST_EQUAL:
            known = self._agencies
            near = (at for at in positions if known[at] == agency or not known[at])
            yield from islice(near, _MOST_OF_A_NAME)
            return
        if len(positions) > _MOST_OF_A_NAME:
            same_agency = (at for at in positions if self._agencies[at] == agency)
            yield from islice(same_agency, _MOST_OF_A_NAME)
        yield from positions[:_MOST_OF_A_NAME]

    def _traits_at(self, position: int) -> Traits:
        traits = self._traits[position]
        if traits is None:
            traits = self._traits[position] = traits_of(self._people[position])
        return traits


def _agency_of(person: PersonKey) -> str:
    """The agency that somebody has to share to be compared; empty where it need not be."""
    return "" if person.address or person.earlier_agencies else agency_key(person.agency)


def _no_names() -> Names:
    return defaultdict(list)


def _exact_keys(person: PersonKey) -> list[str]:
    keys = [plain for _, value in person.identifiers if (plain := plain_number(value))]
    if person.email:
        keys.append(person.email.strip().casefold())
    if person.birth_date is not None:
        keys.append(person.birth_date.isoformat())
    return keys


def _given_words(person: PersonKey) -> tuple[str, ...]:
    """First and middle names, for some go by their middle one; initials only if alone."""
    middle = person.middle_name
    return _given(person.first_name, middle if len(middle) > 2 else "")


@lru_cache(maxsize=50_000)
def _given(first_name: str, middle_name: str) -> tuple[str, ...]:
    words = [*fold(first_name).split()[:2], *fold(middle_name).split()[:1]]
    return tuple([word for word in words if len(word) > 1] or words[:1])


def _block_keys(
    family: tuple[str, ...], given: tuple[str, ...]
) -> list[tuple[tuple[str, str], str]]:
    """The blocks of a name, each with the half of the name that is compared inside it."""
    keys: list[tuple[tuple[str, str], str]] = []
    for word in family:
        code, initial = sound(word), word[0]
        for root in _roots(given):
            keys.append(((code, root[0]), root))
            if len(root) > 1:
                keys.append(((root, initial), word))
    return keys


@lru_cache(maxsize=50_000)
def _roots(given: tuple[str, ...]) -> frozenset[str]:
    """The names of which these given names are forms."""
    return frozenset().union(*map(roots_of, given)) if given else frozenset((_NO_GIVEN,))
