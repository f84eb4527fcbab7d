"""Finds the few people worth comparing with one, so that nobody is compared with everybody."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cittrainer.rules.names import family_words, fold, sound
from cittrainer.rules.nicknames import roots_of
from cittrainer.rules.person_score import Traits, plain_number, traits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cittrainer.rules.person_values import PersonKey

_NO_GIVEN: Final = "?"
_CLOSE: Final = 0.66
"""Least similarity (0 to 1) of the compared half of a name; below, no names would agree."""
_MOST_OF_A_NAME: Final = 60
"""People of one name that are compared; where there are more, those of the same agency."""
_MOST_OF_AN_INITIAL: Final = 5
"""Of the many people with a last name, how many are compared with one who has no first name."""

Blocks = dict[str, dict[str, list[int]]]


class PeopleIndex:
    """People kept in small blocks: by identifier, e-mail and two halves of the name.

    A person stands in the block of how their last name sounds with their first name's initial,
    and in that of their first name with their last name's initial; the other half is compared
    letter by letter. Someone looked up is looked up both ways round.
    """

    def __init__(self, people: Iterable[PersonKey] = ()) -> None:
        self._people: list[PersonKey] = []
        self._traits: list[Traits | None] = []
        self._exact: dict[str, list[int]] = {}
        self._blocks: Blocks = {}
        for person in people:
            self.add(person)

    def __len__(self) -> int:
        return len(self._people)

    def add(self, person: PersonKey) -> None:
        """Take one more person in."""
        position = len(self._people)
        self._people.append(person)
        self._traits.append(None)
        for key in _exact_keys(person):
            self._exact.setdefault(key, []).append(position)
        family = family_words(person.last_name)
        given = _given_words(person)
        for block, compared in _block_keys(family, given):
            self._blocks.setdefault(block, {}).setdefault(compared, []).append(position)

    def candidates(self, person: PersonKey) -> list[Traits]:
        """Those worth comparing with a person, in the order in which they were added."""
        found: set[int] = set()
        for key in _exact_keys(person):
            found.update(islice(self._exact.get(key, ()), _MOST_OF_A_NAME))
        family = family_words(person.last_name)
        given = _given_words(person)
        other_way = (family_words(person.first_name), tuple(fold(person.last_name).split()))
        for block, compared in {*_block_keys(family, given), *_block_keys(*other_way)}:
            found.update(self._close(block, compared, person))
        for code in {sound(word) for word in family}:
            initials = (_NO_GIVEN,) if given else (_NO_GIVEN, *ascii_lowercase)
            for initial in initials:
                names = self._blocks.get(f"{code} {initial}", {})
                for positions in islice(names.values(), _MOST_OF_AN_INITIAL):
                    found.update(positions[:_MOST_OF_AN_INITIAL])
        return [self._traits_at(position) for position in sorted(found)]

    def _close(self, block: str, compared: str, person: PersonKey) -> Iterator[int]:
        names = self._blocks.get(block)
        if not names:
            return
        if len(compared) == 1:
            near = list(islice(names, _MOST_OF_A_NAME))
        else:
            near = [
                name
                for name, _, _ in process.extract(
                    compared,
                    list(names),
                    scorer=OSA.normalized_similarity,
                    score_cutoff=_CLOSE,
                    limit=_MOST_OF_A_NAME,
                )
            ]
            near += [compared[0]] if compared[0] in names else []
        for name in near:
            positions = names[name]
            if len(positions) > _MOST_OF_A_NAME:
                same_agency = (p for p in positions if self._people[p].agency == person.agency)
                yield from islice(same_agency, _MOST_OF_A_NAME)
            yield from positions[:_MOST_OF_A_NAME]

    def _traits_at(self, position: int) -> Traits:
        traits = self._traits[position]
        if traits is None:
            traits = self._traits[position] = traits_of(self._people[position])
        return traits


def _exact_keys(person: PersonKey) -> list[str]:
    keys = [plain_number(identifier.value) for identifier in person.identifiers]
    keys.append(person.email.strip().casefold())
    return [key for key in keys if key]


def _given_words(person: PersonKey) -> tuple[str, ...]:
    """First and middle names, for some go by their middle one; initials only if alone."""
    return _given(person.first_name, person.middle_name if len(person.middle_name) > 2 else "")


@lru_cache(maxsize=50_000)
def _given(first_name: str, middle_name: str) -> tuple[str, ...]:
    words = [*fold(first_name).split()[:2], *fold(middle_name).split()[:1]]
    return tuple([word for word in words if len(word) > 1] or words[:1])


def _block_keys(family: tuple[str, ...], given: tuple[str, ...]) -> list[tuple[str, str]]:
    """The blocks of a name, each with the half of the name that is compared inside it."""
    keys: list[tuple[str, str]] = []
    roots = roots_of(given[0]) if given else frozenset((_NO_GIVEN,))
    for word in given[1:]:
        roots |= roots_of(word)
    for word in family:
        code = sound(word)
        for root in roots:
            keys.append((f"{code} {root[0]}", root))
            if len(root) > 1:
                keys.append((f"{root} {word[0]}", word))
    return keys
