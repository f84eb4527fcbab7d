"""How names of people are written, taken apart and compared.

Nothing here decides who is who; it only says what is written. Any script is kept as it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LONGEST_NAME: Final = 200
"""Characters that one part of a name may have."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists that are easier read as one."""
    return frozenset(text.split())


_SUFFIXES: Final = {
    "jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV", "2nd": "II", "3rd": "III",
}  # fmt: skip
_RANKS: Final = word_set(
    """
    officer ofc ofcr off deputy dep sgt sergeant cpl corporal lt lieutenant ltc capt cpt
    captain maj major col colonel chief sheriff det detective insp inspector trooper tpr
    agent ptl ptlm patrolman patrolwoman ssgt msgt sro po dispatcher constable marshal
    cadet recruit
    """
)
_COURTESY: Final = word_set(
    """
    mr mrs ms miss mx dr
    """
)
_PARTICLES: Final = word_set(
    """
    van von der den de del della di da dos das du la las le los ter ten zu zum zur af av
    bin ibn al el san santa st mac ap y e
    """
)
_LOWER_PARTICLES: Final = word_set(
    """
    van von der den de del della di da dos das du la las los ter ten zu zum zur af av y e
    """
)
_MAC_NAMES: Final = word_set(
    """
    macarthur macaulay maccallum macdonald macdougall macduff macfarlane macgregor
    macintosh macintyre mackenzie mackinnon maclean macleod macmillan macneil macpherson
    macrae
    """
)
_LETTERS: Final = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
        "'": "", "’": "", "‘": "", "ʼ": "", "ʻ": "", "`": "", "´": "", "′": "",
    }
)  # fmt: skip
_DIGRAPHS: Final = re.compile(r"(?<=[aou])e(?=[^aeiou])|a(?=a)")
_SOUNDS: Final = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556", "aeiouyhw")
_INVISIBLE: Final = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff\u00a0\s]+")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart; parts that were not written are empty.

    ``rank`` is what stood before the name ("Sgt."), as written.
    """

    last: str = ""
    first: str = ""
    middle: str = ""
    suffix: str = ""
    rank: str = ""


def tidy(text: str) -> str:
    """The text in NFC, trimmed, with one space where several or unprintable characters were."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return _INVISIBLE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def proper_case(name: str, *, given: bool = False) -> str:
    """A name given all in capitals or all in small letters, written as names usually are.

    A name in mixed case is left alone: its writer knew. Scripts without case are left alone.
    Of a ``given`` name initials such as DJ stay capitals; as a last name NG is Ng.
    """
    if not (name.isupper() or name.islower()) or len(name) < 2:
        return name
    words = name.split(" ")
    return " ".join(_cased_word(word, alone=len(words) == 1, given=given) for word in words)


def _cased_word(word: str, *, alone: bool, given: bool) -> str:
    lower = word.lower()
    bare = lower.strip(".,")
    if bare in _SUFFIXES:
        return _SUFFIXES[bare]
    if not alone and bare in _LOWER_PARTICLES:
        return lower
    if given and word.isupper() and len(bare) == 2 and not set(bare) & set("aeiouy"):
        return word
    return re.sub(r"[^-]+", lambda part: _cased_part(part.group()), lower)


def _cased_part(part: str) -> str:
    if part in _MAC_NAMES:
        return "Mac" + part[3:].capitalize()
    if part.startswith("mc") and len(part) > 3:
        return "Mc" + part[2:].capitalize()
    pieces = re.split(r"(['’ʻ.])", part)
    return "".join(
        piece.capitalize() if index == 0 or len(piece) > 1 or pieces[index - 1] == "." else piece
        for index, piece in enumerate(pieces)
    )


def split_suffix(name: str) -> tuple[str, str]:
    """A name without its "Jr.", "Sr.", "II", "III" or "IV" at the end, and that suffix."""
    words = name.replace(",", " ").split()
    if len(words) > 1 and words[-1].lower().strip(".") in _SUFFIXES:
        return " ".join(words[:-1]), _SUFFIXES[words[-1].lower().strip(".")]
    return name.strip(" ,"), ""


def split_rank(name: str) -> tuple[str, str]:
    """A name without the ranks and titles before it, and the ranks ("Sgt.") as written."""
    words = name.split()
    ranks: list[str] = []
    while len(words) > 1:
        bare = words[0].lower().strip(".,")
        if bare not in _RANKS and bare not in _COURTESY:
            break
        word = words.pop(0)
        if bare in _RANKS:
            ranks.append(word.strip(","))
    return " ".join(words), " ".join(ranks)


def split_name(text: str) -> NameParts:
    """A name written in one cell, taken apart.

    Understands "LAST, First M.", "LAST Jr., First", "First M. Last", "Sgt. First Last" and
    "First van der Last". One word alone is the last name.
    """
    text, rank = split_rank(tidy(text))
    head, comma, tail = text.partition(",")
    if comma and tail.strip(" .,").lower() in _SUFFIXES:
        text, comma = f"{head} {tail}", ""
    if comma:
        last, suffix = split_suffix(head)
        given, late_suffix = split_suffix(tail.replace(",", " ").strip())
        given, late_rank = split_rank(given)
        first, middle = split_given(given)
        return NameParts(last, first, middle, suffix or late_suffix, rank or late_rank)
    bare, suffix = split_suffix(text)
    words = bare.split()
    start = max(len(words) - 1, 0)
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    given_words, last = words[:start], " ".join(words[start:])
    if len(given_words) > 1:
        first, middle = split_given(" ".join(given_words))
        if not middle:
            first, middle = given_words[0], " ".join(given_words[1:])
        return NameParts(last, first, middle, suffix, rank)
    return NameParts(last, " ".join(given_words), "", suffix, rank)


def split_given(given: str) -> tuple[str, str]:
    """Given names without a middle initial at the end, and that initial without its dot."""
    words = given.split()
    if len(words) > 1 and len(words[-1].strip(".")) == 1 and words[-1].strip(".").isalpha():
        return " ".join(words[:-1]), words[-1].strip(".")
    return given, ""


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """The text in small letters without accents, apostrophes or punctuation, words by one space.

    "O’Malley" and "OMALLEY" fold alike, as do "García-López" and "Garcia Lopez". Letters of
    other scripts and emoji are kept.
    """
    if not text or (text.isascii() and text.isalpha()):
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = (
        char if char.isalnum() or unicodedata.category(char) in ("So", "Mc") else " "
        for char in plain
        if unicodedata.category(char) not in ("Mn", "Cf")
    )
    return " ".join("".join(kept).translate(_LETTERS).split())


@lru_cache(maxsize=200_000)
def family_words(last_name: str) -> tuple[str, ...]:
    """The words of a last name that tell people apart, folded: no particles, no suffix.

    "van der Berg" gives ("berg",), "García-López" ("garcia", "lopez"), and "Müller" and
    "Mueller" give the same. A name of nothing but particles is kept.
    """
    words = fold(last_name).split()
    telling = [word for word in words if word not in _PARTICLES and word not in _SUFFIXES]
    return tuple(_DIGRAPHS.sub("", word) for word in telling or words)


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """A short code that is alike for words that sound or are spelt alike.

    Soundex over a folded word, but also over its first letter, so that Katherine and Catherine,
    Philips and Filips agree. Words without Latin consonants stand for themselves.

    Source: R. C. Russell, US patent 1,261,167 (1918), letter classes only.
    """
    spelled = word.replace("ph", "f").replace("kn", "n").replace("wr", "r").replace("ck", "k")
    code = re.sub(r"(.)\1+", r"\1", spelled.translate(_SOUNDS))
    return code or word[:4]
