"""Which words in a heading mean which field of a person."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cittrainer.rules.names import fold

FULL_NAME: Final = "full_name"
"""The field of a column that holds whole names."""

FIELDS: Final = (
    "last_name", "first_name", "middle_name", "suffix", FULL_NAME, "agency", "position",
    "identifier", "email", "phone", "years_experience", "shift", "birth_date",
    "house_number", "address", "address_2", "city", "region", "postcode", "remarks",
    "course_title", "completed_on", "course_hours", "certificate_number", "expires_on",
)  # fmt: skip
"""The fields that a column can be mapped to."""

ADDRESS_FIELDS: Final = ("house_number", "address", "address_2", "city", "region", "postcode")
"""The fields that make up one postal address, in the order in which it is written."""

# Looked at only where a sheet lists completions: with the course and the day of each.
_COMPLETIONS: Final[tuple[tuple[str, str], ...]] = (
    ("expires_on", (r"((cert\w*|license|training|course) )?(expir\w*|renew\w* (by|due)"
                    r"|valid (to|until|through|thru))( (date|on))?")),
    ("certificate_number", r"cert\w* ?(no|nr|num|number|id)"),
    ("completed_on", (r"(date )?(of )?(course |class |training )?(complet\w*|graduat\w*|finish\w*"
                      r"|attended|passed)( (date|on))?|(course|class|training) (end )?date"
                      r"|date (of )?(the )?(course|class|training)|end date")),
    ("course_hours", (r"((course|class|credit|training|total|contact|credited|ceu?) )?(hours|hrs)"
                      r"( (earned|credited|completed|of training))?")),
    ("course_title", (r"(name of )?(the )?(course|class|training)( (name|title|taken|completed"
                      r"|attended))?|title of (the )?(course|class|training)")),
)  # fmt: skip

# The first line that fits decides. "ab?c" stands for the folded heading: no dots, no accents.
_HEADINGS: Final[tuple[tuple[str, str], ...]] = (
    ("email", r".*\be ?mails?\b.*|mail"),
    ("phone", r"(.* )?(phone|telephone|tel|cell|mobile|fax)( .*)?"),
    (FULL_NAME, r"(.* )?names? (last first|first last|first middle last|first m i? ?last).*"),
    ("middle_name", r"(.* )?(mi|m i|middle)( (name|names|initial|init))?( .*)?"),
    ("last_name", r"(.* )?(last|lst|family|sur) ?(name|nm)?s?|l ?name|apellidos?|lname"),
    ("first_name", r"(.* )?(first|given|fore) ?(name|nm)?s?|f ?name|nombre|fname|christian name"),
    ("suffix", r"suffix|jr sr|generation"),
    ("identifier", r".*\b(pid|post id|state id|officer id|cert\w* (no|num\w*|id)|opota\w*)\b.*"),
    ("identifier", (r"(.* )?(badge|employee|emp|id|star|shield|tcole|post|licen[cs]e)( ?(id|no|nr|"
                   r"num|number))?( pid)?|identifier|id (no|num|number)|unit (no|number)")),
    (FULL_NAME, r"names? (and|with) (rank|title|position).*"),
    ("birth_date", r"(.* )?(date of birth|birth ?(date|day)|d ?o ?b|born( on)?)( .*)?"),
    ("shift", r"(.* )?(shift|watch|squad|platoon)s?( (name|worked|assigned))?"),
    ("house_number", r"(street|house) (no|nr|num|number)"),
    ("address", (r"((home|mailing|postal|street|residential|personal) )?address( (line )?1)?"
                 r"|street( name)?")),
    ("address_2", r"((home|mailing|postal|street) )?address( line)? 2|apt|apartment|suite"),
    ("city", r"((home|mailing) )?(city|town|suburb)"),
    ("region", r"((home|mailing) )?(state|province|region)"),
    ("postcode", r"((home|mailing) )?(zip( ?code)?|post(al)? ?code)"),
    ("years_experience", r".*\b(yrs?|years?)\b.*|experience|exp|seniority|length of service"),
    (FULL_NAME, (r"(full |officer |trainee |attendee |student |participant |nominee |employee )?"
                r"names?|(trainee|nominee|attendee|participant|officer|student|person)s?"
                r"( (full )?names?)?|name (last first.*|first last.*)|last (name )?first( name)?.*"
                r"|first (and )?last( name)?")),
    ("agency", (r"(.* )?(agency|department|dept|organi[sz]ation|employer|affiliation|company)"
               r"( name)?|agencies|departments|psap|jurisdiction")),
    ("position", r"(.* )?(position|rank|title|role|assignment|job|job title|duty|post held)s?"),
    ("remarks", r"(.* )?(remarks?|comments?|notes?|special needs|dietary.*|accommodations?)"),
    (FULL_NAME, r"(.* )?names?( .*)?"),
)  # fmt: skip


_ABOUT_ANOTHER: Final = re.compile(
    r"\b(ssn|soc\w* sec\w*|supervis\w*|emergency|approv\w*|signature|nominated by|submitted"
    r"|course|class|training|host"
    r"|(agency|department|station|office|work site) (address|phone|e?mail|city|zip))\b"
)


def is_about_another(heading: str) -> bool:
    """Whether a heading speaks of somebody or something else than the person of the line.

    Nor are social security numbers ever read: no list of trainees needs them.
    """
    return bool(_ABOUT_ANOTHER.search(fold(heading)))


@lru_cache(maxsize=2_000)
def field_of(heading: str) -> str:
    """The field that a heading names; empty when it names none."""
    words = fold(heading)
    if not words or len(words) > 60 or is_about_another(heading):
        return ""
    for field, pattern in _HEADINGS:
        if re.fullmatch(pattern, words):
            return field
    return ""


@lru_cache(maxsize=2_000)
def completion_field_of(heading: str) -> str:
    """The field of a completed course that a heading names; empty when it names none."""
    words = fold(heading)
    for field, pattern in _COMPLETIONS:
        if re.fullmatch(pattern, words):
            return field
    return ""


@lru_cache(maxsize=2_000)
def identifier_kind(heading: str) -> str:
    """What kind of number a heading speaks of: "state_id", "badge" or "employee"."""
    words = fold(heading).split()
    if {"badge", "star", "shield", "unit"} & set(words):
        return "badge"
    if {"employee", "emp"} & set(words):
        return "employee"
    return "state_id"
