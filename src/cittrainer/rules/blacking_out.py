"""Which words of a comment would name somebody who sat in the class, and the comment without them.

It only proposes; a person decides. A word that it takes for a name too often is given back more
easily than a name that it missed is taken back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cittrainer.rules.names import fold, word_set
from cittrainer.rules.nicknames import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BLACK: Final = "█████"
"""What stands for names; its length tells nothing about them."""

_ORDINARY: Final = word_set(
    """
    able art baker banks bell best bill bird black bob bolt bond booth bowman brave bright brook
    brooks brown buck bush butler carpenter case chance chase chief chip church clay cliff coach
    cook cooper cross curry day dean dot drew early east eve faith farmer field fields fisher ford
    foster fox frank free gene glad glass golden good grace grant gray green hall hand hands hardy
    hart hay heart heath hill hills holiday home hope house hunter ivy jack joy judge june justice
    key king knight lake lamb land lane large law lee little long love low major mark marsh mason
    may means meadows melody merry miles mills moon moore morning new noble north old page park
    parks parson pat payne peace pen penny pitt pool poor pope porter post powers price pride
    prince queen rain ray read real reed rich river rivers robin rock rod rose rush sage sand savage
    self sharp shepherd short silver skip small smart smith snow south spring star steel still
    stone storm strange street strong sue summer sunny swift tip towns true turner vest wade walker
    wall walls ward waters way weaver weeks welcome well wells west wheeler white will win wing
    winter wise wolf wood woods worth young
    """
)
"""Words of every day that are names too; with a capital they are taken for names."""

_RANKS: Final = tuple(
    word_set(line)
    for line in (
        "sergeant sgt ssgt msgt",
        "corporal cpl",
        "lieutenant lt ltc",
        "captain capt cpt",
        "major maj",
        "colonel col",
        "chief",
        "sheriff",
        "undersheriff",
        "commander cmdr",
        "detective det",
        "inspector insp",
        "trooper tpr",
        "marshal",
        "cadet recruit",
        "supervisor",
    )
)
"""Ranks that few in a class have; each with its abbreviations."""

_BEFORE_NAMES: Final = word_set(
    """
    officer officers ofc ofcr deputy deputies dep dispatcher agent constable po sro mr mrs ms miss
    mx dr van von der den de del della di da dos das du la las los ter ten zu zum zur af av bin ibn
    al el san santa st mac ap y e
    """
).union(*_RANKS)
"""What goes together with the name that it stands before."""

_KINDS_OF_AGENCY: Final = word_set(
    """
    police pd sheriff sheriffs so county co state university univ college campus public safety dps
    fire fd highway patrol corrections communications dispatch detention jail center centre regional
    department dept emergency medical ems school district city town office of the and north south
    east west central metro agency services
    """
)
"""Words that many agencies share: alone they name none, after the name of one they go with it."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"['’ʼ`´]s$", re.IGNORECASE)
_CONTACT: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}(?!\w)"
)
"""E-mail addresses and telephone numbers."""

_INSIDE_A_NAME: Final = re.compile(r"[\s.'’&/-]{0,3}")
_BETWEEN_NAMES: Final = re.compile(r"[\s'’&/-]{0,3}")
"""What may stand between two names that become one black mark."""

_ABBREVIATION: Final = 5
"""Characters, at most, of what may be followed by a period inside a name, such as “Sgt.”."""

_MOST_WORDS: Final = 5
"""Words that may make up one name, as in “O Malley” and “van der Berg”."""

_SURE: Final = 3
"""Letters from which a word is taken for a name without a capital."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who must not be told from a comment."""

    names: tuple[str, ...] = ()
    """First, middle and last name."""
    given: str = ""
    """The first name, whose other forms are names as well."""
    position: str = ""
    """Rank or post, such as “Sgt.”."""
    agencies: tuple[str, ...] = ()
    """Every name of their agency."""
    numbers: tuple[str, ...] = ()
    """State ID, badge and the like."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is blacked out, folded."""

    words: frozenset[str]
    """Single words, whatever their capitals."""
    capitalised: frozenset[str]
    """Words only with a capital: they are ordinary ones, or very short."""
    together: frozenset[str]
    """Names of several words, and numbers, without anything between."""
    uncased: tuple[str, ...]
    """Names in scripts without capitals, which may stand inside what looks like one word."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    """Without a possessive."""
    folded: str
    capital: bool


def names_of(people: Iterable[Named]) -> Names:
    """What names the people of a class: names and their other forms, ranks, agencies, numbers."""
    words: set[str] = set()
    together: set[str] = set()
    uncased: set[str] = set()
    for one in people:
        for name in one.names:
            parts = fold(name).split()
            words.update(part for part in parts if part not in _BEFORE_NAMES or len(parts) == 1)
            together.add("".join(parts))
            if len(name) > 1 and name.upper() == name.lower():
                uncased.add(name)
        for part in fold(one.given).split():
            words.update(forms_of(part))
        together.update("".join(fold(number).split()) for number in one.numbers)
        for agency in one.agencies:
            parts = fold(agency).split()
            words.update(part for part in parts if part not in _KINDS_OF_AGENCY)
            words.add("".join(part[0] for part in parts))
            together.add("".join(parts))
        held = set(fold(one.position).split())
        words.update(*(forms for forms in _RANKS if forms & held))
    doubtful = {word for word in words if word in _ORDINARY or len(word) < _SURE}
    return Names(
        frozenset(words - doubtful),
        frozenset(word for word in doubtful if len(word) > 1),
        frozenset(name for name in together if len(name) >= _SURE and name not in doubtful),
        tuple(sorted(uncased, key=len, reverse=True)),
    )


def blacked_out(text: str, names: Names) -> str:
    """The text with everything that names somebody blacked out; twice is the same as once."""
    text = unicodedata.normalize("NFC", text)
    made, at = [], 0
    for start, end in _black_spans(text, names):
        made += [text[at:start], BLACK]
        at = end
    return "".join((*made, text[at:]))


def still_readable(text: str, names: Names) -> tuple[str, ...]:
    """The words of a text that may still name somebody, each once."""
    text = unicodedata.normalize("NFC", text)
    return tuple(dict.fromkeys(text[start:end] for start, end in _black_spans(text, names)))


def _black_spans(text: str, names: Names) -> list[tuple[int, int]]:
    """From where to where names stand, in order; what belongs together is one."""
    words = list(_words(text))
    black = _black_words(text, words, names)
    _take_what_goes_along(text, words, black)
    spans = [(word.start, word.end) for word, hit in zip(words, black, strict=True) if hit]
    spans += [match.span() for match in _CONTACT.finditer(text)]
    for name in names.uncased:
        spans += [match.span() for match in re.finditer(re.escape(name), text)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and _belong_together(text, joined[-1], start):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _belong_together(text: str, before: tuple[int, int], start: int) -> bool:
    begun, ended = before
    between = _INSIDE_A_NAME if ended - begun <= _ABBREVIATION else _BETWEEN_NAMES
    return start <= ended or between.fullmatch(text[ended:start]) is not None


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        yield _Word(
            match.start(), match.start() + len(word), fold(word).replace(" ", ""), word[0].isupper()
        )


def _black_words(text: str, words: Sequence[_Word], names: Names) -> list[bool]:
    black = [_is_name(word, names) for word in words]
    for at in range(len(words)):
        run = ""
        for to in range(at, min(at + _MOST_WORDS, len(words))):
            if to > at and not _beside(text, words[to - 1], words[to]):
                break
            run += words[to].folded
            if run in names.together:
                black[at : to + 1] = [True] * (to + 1 - at)
    return black


def _is_name(word: _Word, names: Names) -> bool:
    forms = {word.folded}
    if len(word.folded) > _SURE and word.folded.endswith("s"):
        forms.add(word.folded[:-1])
    return bool(forms & names.words or (word.capital and forms & names.capitalised))


def _take_what_goes_along(text: str, words: Sequence[_Word], black: list[bool]) -> None:
    """Ranks, courtesies, particles and initials before a name, and the kind after an agency."""
    for at in range(len(words) - 2, -1, -1):
        goes = words[at].folded in _BEFORE_NAMES or _is_initial(text, words[at])
        if black[at + 1] and goes and _beside(text, words[at], words[at + 1]):
            black[at] = True
    for at in range(1, len(words)):
        kind = words[at].folded in _KINDS_OF_AGENCY and words[at].capital
        if black[at - 1] and kind and text[words[at - 1].end : words[at].start].isspace():
            black[at] = True


def _is_initial(text: str, word: _Word) -> bool:
    """Whether it is a letter such as “J.” or “J”; “I” and “A” are words where no period follows."""
    if not word.capital or word.end - word.start != 1:
        return False
    return text[word.end : word.end + 1] == "." or word.folded not in {"i", "a"}


def _beside(text: str, one: _Word, other: _Word) -> bool:
    return _INSIDE_A_NAME.fullmatch(text[one.end : other.start]) is not None
