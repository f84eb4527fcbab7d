"""Invented people, agencies and presenters: no name here is taken from a list of real people."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random


def _words(text: str) -> list[str]:
    return text.split()


FIRST_NAMES = _words(
    """
    Aaron Abigail Adrián Aisha Alejandra Alex Amara Amélie Andre Angela Anjali Anthony Beatriz
    Benjamin Björn Brenda Brian Camille Carlos Carmen Charles Chidinma Christine Claire Daniel
    Darnell David Deborah Diego Dmitri Elena Elif Emily Eric Fatima François Gabriel Grace
    Hannah Hiroshi Ibrahim Imani Inés Isaac Jamal James Jasmine Joaquín John José Joshua
    Jürgen Karen Katherine Keisha Kevin Kofi Laila Laura Leilani Liam Linda Lucía Luis
    Malik Marcus María Mark Mary Mateo Matthew Mei Michael Michelle Miguel Naomi Nguyệt Nia
    Noah Olga Olivia Omar Patricia Paul Pavel Priya Rachel Rafael Raúl Rebecca Renée Robert
    Rosa Ruth Samuel Sandra Sara Sean Siobhán Sofía Soledad Søren Stephanie Steven Tamika
    Tanya Thandiwe Thomas Tyrone Vanessa Victor Walter Wei William Xiomara Yolanda Yusuf Zoë
    """
)
USUAL_LAST_NAMES = [
    *_words(
        """
        Álvarez Brown Castañeda Chen Davis García Garcia-López González Hernández Johnson Jones
        Kowalski Lee Martin Martínez Miller Müller Nguyễn Núñez O’Brien O'Malley Okafor Ortiz Patel
        Peña Robinson Rodríguez Şahin Sánchez Silva Singh Smith Taylor Thompson Torres Tran
        Washington White Williams Wilson Ødegård Zieliński
        """
    ),
    "van der Berg",
    "de la Cruz",
    "St. Clair",
]
FIRST_HALVES = _words(
    """
    Ash Bald Barn Beck Black Brad Bram Brook Burn Cald Carl Chat Clay Clif Cor Dal Dar Dray Dun
    Elm Fair Far Fen Gar Glen Graf Ham Hart Haw Hay Hol Kel Kirk Lang Lin Lock Mal Mar Mel Mid
    Mor Nor Oak Pem Pres Ray Red Ros Sher Stan Stock Sut Tal Thorn Tor Wal War Whit Win Wood
    """
)
SECOND_HALVES = _words(
    """
    berg borough bourne bridge brook bury by cliff combe cott croft dale den dorf er field folk
    ford gate ham hart haven hurst ing kins land ley low man marsh mer mont more ney ridge sett
    shaw son stead stein stone strom thorpe ton vale wall ward water way well wick wood worth
    """
)
LAST_NAMES = [first + second for first, second in product(FIRST_HALVES, SECOND_HALVES)]
AGENCY_KINDS = (
    ("police", "Police Department"),
    ("police", "Police Department"),
    ("sheriff", "County Sheriff's Office"),
    ("dispatch", "911 Communications"),
    ("campus", "University Police"),
    ("corrections", "County Corrections"),
    ("ems", "EMS"),
)
TOWNS = ("Cedar", "Elk", "Fort", "Grand", "Lake", "Mount", "Port", "Rock", "Silver", "Upper")
POSITIONS = ("Patrol Officer", "Deputy", "Sergeant", "Corporal", "Detective", "")

USUAL_NAME = 0.2
"""Share of the people who have one of the usual last names."""


class Name(NamedTuple):
    """A name as it stands on file."""

    last: str
    first: str
    middle: str
    suffix: str


def person(random: Random) -> Name:
    """A name; some are usual, some have accents, particles, hyphens or a middle initial."""
    pool = USUAL_LAST_NAMES if random.random() < USUAL_NAME else LAST_NAMES
    last = random.choice(pool)
    if random.random() < 0.03:
        last = f"{last}-{random.choice(LAST_NAMES)}"
    middle = chr(random.randrange(65, 91)) if random.random() < 0.4 else ""
    suffix = random.choice(("Jr.", "II", "III")) if random.random() < 0.02 else ""
    return Name(last, random.choice(FIRST_NAMES), middle, suffix)


def agencies(count: int) -> list[tuple[str, str]]:
    """Names and kinds of agencies, each name once.

    Args:
        count: At most 3,000.
    """
    found: dict[str, str] = {}
    for number, (town, place) in enumerate(product(TOWNS, LAST_NAMES[::33])):
        kind, ending = AGENCY_KINDS[number % len(AGENCY_KINDS)]
        found.setdefault(f"{town} {place} {ending}", kind)
    for number, place in enumerate(LAST_NAMES):
        kind, ending = AGENCY_KINDS[number % len(AGENCY_KINDS)]
        found.setdefault(f"{place} {ending}", kind)
    return list(found.items())[:count]
