"""Letters in the academy's own words: which placeholders they know, checked and filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from cittrainer.errors import Invalid
from cittrainer.rules.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

JOINING, SUPERVISOR, OFFER, RENEWAL = "joining", "supervisor", "offer", "renewal"
INVITATION, CONFIRMATION, REMINDER = "invitation", "confirmation", "reminder"
CHANGE, THANKS = "change", "thanks"
KINDS: Final = (
    JOINING, SUPERVISOR, OFFER, RENEWAL, INVITATION, CONFIRMATION, REMINDER, CHANGE, THANKS,
)  # fmt: skip

_EVERYWHERE: Final = {
    "name": "the full name of whom the letter is for",
    "academy": "the name of the academy",
    "coordinator": "your name, as the settings have it",
    "coordinator_title": "your title",
    "phone": "the academy's telephone number",
    "email": "the academy's e-mail address",
    "today": "the day of writing",
}
_PERSON: Final = {
    "first_name": "their first name",
    "last_name": "their last name",
    "rank": "their rank or post",
    "agency": "their agency",
}
_COURSE: Final = {
    "course": "the title of the course",
    "number": "the number of the course",
    "dates": "its first and last day",
    "days": "every day with its times, a line each",
    "place": "venue and address",
}
_PRESENTER: Final = {
    "course": "the title of the course",
    "number": "the number of the course",
    "dates": "its first and last day",
    "slots": "what they present: day, time, title, room and role, a line each",
    "place": "venue and address",
}
_COMING: Final = {
    "directions": "how presenters find the place, from the facts of the course",
    "provided": "what presenters find there, from the facts of the course",
    "day_contact": "whom presenters call on the day, from the facts of the course",
    "stipend": "what was agreed with them, such as “$75.00 a talk, by check”",
}

PLACEHOLDERS: Final[Mapping[str, Mapping[str, str]]] = {
    JOINING: _EVERYWHERE | _PERSON | _COURSE | {"groups": "the groups they are in"},
    SUPERVISOR: (
        _EVERYWHERE
        | {"agency": "the agency of the trainees", "trainees": "their people, a line each"}
        | _COURSE
    ),
    OFFER: (
        _EVERYWHERE | _PERSON | _COURSE | {"answer_by": "the last day on which the seat is held"}
    ),
    RENEWAL: (
        _EVERYWHERE
        | _PERSON
        | {
            "course": "the course that they completed",
            "certificate": "the number of the certificate",
            "expires": "the last day on which it counts",
            "hours_asked": "the continuing hours that the standard asks for",
            "hours_done": "the continuing hours on their record since",
            "hours_missing": "the continuing hours that are still missing",
            "coming_courses": "the coming courses, a line each",
        }
    ),
    INVITATION: (
        _EVERYWHERE | _PRESENTER | _COMING | {"answer_by": "the day by which you want an answer"}
    ),
    CONFIRMATION: _EVERYWHERE | _PRESENTER | _COMING,
    REMINDER: _EVERYWHERE | _PRESENTER | _COMING,
    CHANGE: _EVERYWHERE | _PRESENTER | _COMING,
    THANKS: _EVERYWHERE | _PRESENTER | {"stipend": _COMING["stipend"]},
}
"""What each kind of letter knows, and what that stands for."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}\n]*)\}")
_MANY_EMPTY_LINES: Final = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a letter, with or without placeholders in braces."""

    subject: str
    body: str


def check(kind: str, words: Wording) -> None:
    """Refuse words with a placeholder that this kind of letter does not know.

    Raises:
        Invalid: there is one, or a brace stands alone; the hint says what to type.
    """
    for text in (words.subject, words.body):
        if (trouble := trouble_in(kind, text)) is not None:
            raise Invalid(trouble[0], hint=trouble[1])


def trouble_in(kind: str, text: str) -> tuple[str, str] | None:
    """What is wrong with the placeholders of a text, and what to do; None where nothing is."""
    known = PLACEHOLDERS[kind]
    for name in _PLACEHOLDER.findall(text):
        if name not in known:
            near = get_close_matches(name.casefold().replace(" ", "_"), known, n=1)
            hint = (
                f"Do you mean {{{near[0]}}}?"
                if near
                else f"Choose one of {listed(f'{{{one}}}' for one in known)}."
            )
            return f"This letter knows no {{{name}}}.", hint
    left = _PLACEHOLDER.sub("", text)
    if "{" in left or "}" in left:
        return "A brace has no other one.", "Write a placeholder in two braces, such as {name}."
    return None


def filled(words: Wording, values: Mapping[str, str]) -> Wording:
    """The words with their placeholders filled in.

    A line that is about values which are all empty, such as “Groups: {groups}” for somebody in no
    group, is left out.

    Args:
        words: Checked before.
        values: What stands for each placeholder of the kind.
    """
    lines = [
        _PLACEHOLDER.sub(lambda found: values[found[1]], line)
        for line in words.body.split("\n")
        if _says_something(line, values)
    ]
    body = _MANY_EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()
    subject = _PLACEHOLDER.sub(lambda found: values[found[1]], words.subject)
    return Wording(" ".join(subject.split()), body)


def _says_something(line: str, values: Mapping[str, str]) -> bool:
    names = _PLACEHOLDER.findall(line)
    return not names or any(values[name] for name in names)
