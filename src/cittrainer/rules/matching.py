"""Says for each line of a sheet whether it is a new person, one on file, or a repeated line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cittrainer.rules.agencies import agency_key
from cittrainer.rules.names import LONGEST_NAME, fold
from cittrainer.rules.people_index import PeopleIndex
from cittrainer.rules.person_score import (
    MOST_OF_NAMES,
    Score,
    Traits,
    comparable_identifiers,
    reasons_of,
    score,
    traits_of,
)
from cittrainer.rules.person_values import (
    Alike,
    JudgedLine,
    Match,
    PersonKey,
    PersonLine,
    Thresholds,
    Verdict,
)
from cittrainer.rules.roles import role_of
from cittrainer.rules.wording import date_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FIELD_NAMES: Final = {
    "last_name": "Last name",
    "first_name": "First name",
    "middle_name": "Middle name",
    "suffix": "Suffix",
    "agency": "Agency",
    "position": "Position",
    "identifier": "Identifier",
    "email": "E-mail",
    "phone": "Phone",
    "address": "Address",
    "birth_date": "Birth date",
    "shift": "Shift",
}
_USUAL: Final = Thresholds()


def judge(
    lines: Sequence[PersonLine], people: Iterable[PersonKey], thresholds: Thresholds = _USUAL
) -> tuple[JudgedLine, ...]:
    """The verdict on every line of a sheet, in the order of the sheet.

    Args:
        lines: The lines of the sheet.
        people: Everybody on file.
        thresholds: From how many points two people are one, or are asked about.
    """
    return tuple(judgements(lines, PeopleIndex(people), thresholds))


def judgements(
    lines: Iterable[PersonLine],
    on_file: PeopleIndex,
    thresholds: Thresholds = _USUAL,
    *,
    keep_birth_dates: bool = True,
) -> Iterator[JudgedLine]:
    """The verdicts one by one, for work that shows progress or can be stopped.

    A line is compared with the people on file and with the earlier lines. Where birth dates are
    not kept, one in the sheet is no change of what is on file.
    """
    earlier = PeopleIndex()
    first_line_of: dict[int, int] = {}
    for line in lines:
        one = traits_of(line.key)
        found = _matched(line, one, on_file, thresholds, keep_birth_dates=keep_birth_dates)
        if found.verdict is not Verdict.REFUSED:
            found = _with_earlier_lines(one, found, earlier, first_line_of, thresholds)
            if found.same_as_line is None or found.verdict is Verdict.DOUBTFUL:
                earlier.add(one.person)
            if found.person_id is not None and found.verdict in (Verdict.SAME, Verdict.CHANGED):
                first_line_of.setdefault(found.person_id, line.line)
        yield JudgedLine(line, found, role_of(line.position, line.agency), agency_key(line.agency))


def match(
    line: PersonLine,
    on_file: PeopleIndex,
    thresholds: Thresholds = _USUAL,
    *,
    keep_birth_dates: bool = True,
) -> Match:
    """The verdict on one line against the people on file.

    When two people on file are equally likely, neither is chosen: that is doubtful.
    """
    one = traits_of(line.key)
    return _matched(line, one, on_file, thresholds, keep_birth_dates=keep_birth_dates)


def _matched(
    line: PersonLine,
    one: Traits,
    on_file: PeopleIndex,
    thresholds: Thresholds,
    *,
    keep_birth_dates: bool,
) -> Match:
    refusal = reason_to_refuse(line)
    if refusal:
        return Match(Verdict.REFUSED, reasons=(refusal,))
    ranked = _ranked(one, on_file, thresholds)
    if not ranked or ranked[0][0].points < thresholds.ask:
        return Match(Verdict.NEW, score=ranked[0][0].points if ranked else 0)
    best, other = ranked[0]
    person = other.person
    described = _described(person)
    rivals = [rival for points, rival in ranked[1:] if points == best]
    if best.points < thresholds.same or rivals:
        if rivals:
            described += f" or {_described(rivals[0].person)}"
        return Match(
            Verdict.DOUBTFUL,
            person_id=person.id,
            score=best.points,
            reasons=(f"May be {described}.", *reasons_of(one, other)),
        )
    changes = _changes(line, person)
    if line.past is not None and one.agency in other.earlier:
        changes.pop("agency", None)  # a list of the past names the agency of that time
    if not keep_birth_dates:
        changes.pop("birth_date", None)
    return Match(
        Verdict.CHANGED if changes else Verdict.SAME,
        person_id=person.id,
        score=best.points,
        reasons=tuple(changes.values()) or (f"Is {described}.", *reasons_of(one, other)),
        changes=tuple(changes),
    )


def alike(
    person: PersonKey, on_file: PeopleIndex, thresholds: Thresholds = _USUAL
) -> tuple[Alike, ...]:
    """Those on file who may be a person who was typed in, the likeliest first."""
    one = traits_of(person)
    return tuple(
        Alike(other.person, found.points, reasons_of(one, other), found.points >= thresholds.same)
        for found, other in _ranked(one, on_file, thresholds)
        if found.points >= thresholds.ask
    )


def reason_to_refuse(line: PersonLine) -> str:
    """Why a line cannot become a person, in one sentence; empty when it can."""
    if not line.last_name:
        return "There is no last name."
    for part in (line.last_name, line.first_name, line.middle_name):
        if len(part) > LONGEST_NAME:
            return f"“{part[:20]}…” is longer than {LONGEST_NAME} characters."
    if not fold(line.last_name).replace(" ", "").strip("0123456789"):
        return f"The last name “{line.last_name}” has no letters."
    return ""


def _ranked(
    one: Traits, index: PeopleIndex, thresholds: Thresholds, *, by_name: bool = True
) -> list[tuple[Score, Traits]]:
    """Those who could be the person, the likeliest first; of equals, the first added first.

    Where a shared number or address says more than any name could, names are not looked at.
    """
    scored = [(score(one, other, thresholds), other) for other in index.sharers(one.person)]
    if by_name and not any(points.evidence > MOST_OF_NAMES for points, _ in scored):
        everybody = index.candidates(one.person)
        scored = [(score(one, other, thresholds), other) for other in everybody]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    return scored


def _with_earlier_lines(
    one: Traits,
    found: Match,
    earlier: PeopleIndex,
    first_line_of: dict[int, int],
    thresholds: Thresholds,
) -> Match:
    """The verdict once the earlier lines of the same sheet are looked at too."""
    settled = found.verdict in (Verdict.SAME, Verdict.CHANGED)
    if settled and found.person_id in first_line_of:
        line_number = first_line_of[found.person_id]
        return replace(
            found,
            verdict=Verdict.SAME,
            same_as_line=line_number,
            reasons=(f"Repeats line {line_number}: the same person on file.",),
            changes=(),
        )
    # Whoever is settled can only repeat a line of another one by a number or an address.
    ranked = _ranked(one, earlier, thresholds, by_name=not settled)
    if not ranked or ranked[0][0].points < thresholds.ask:
        return found
    best, other = ranked[0]
    if best.points >= thresholds.same:
        return Match(
            Verdict.SAME,
            person_id=found.person_id if settled else None,
            same_as_line=other.person.id,
            score=best.points,
            reasons=(
                f"Repeats line {other.person.id}: {other.person.name}.",
                *reasons_of(one, other),
            ),
        )
    if settled or best.points < found.score:
        return found
    return Match(
        Verdict.DOUBTFUL,
        person_id=found.person_id,
        same_as_line=other.person.id,
        score=best.points,
        reasons=(
            f"May repeat line {other.person.id}: {other.person.name}.",
            *reasons_of(one, other),
        ),
    )


def _described(person: PersonKey) -> str:
    return f"{person.name}, {person.agency}" if person.agency else person.name


def _changes(line: PersonLine, person: PersonKey) -> dict[str, str]:
    """The fields of a line that say something else than the file, each with a sentence.

    A field that the line leaves empty changes nothing; a nickname, an initial or missing
    accents are no change of name.
    """
    changes: dict[str, str] = {}
    for field, written, known in _pairs(line, person):
        if written:
            name = _FIELD_NAMES[field]
            changes[field] = (
                f"{name}: {known} on file, {written} here."
                if known
                else f"{name}: {written} is not on file yet."
            )
    return changes


def _pairs(line: PersonLine, person: PersonKey) -> Iterator[tuple[str, str, str]]:
    """Field, what the line says and what is on file, wherever the two differ."""
    swapped = fold(line.last_name) == fold(person.first_name)
    if fold(line.last_name) != fold(person.last_name) and not swapped:
        yield "last_name", line.last_name, person.last_name
    if len(line.middle_name) > len(person.middle_name) and not person.middle_name:
        yield "middle_name", line.middle_name, ""
    if fold(line.suffix) != fold(person.suffix):
        yield "suffix", line.suffix, person.suffix
    if agency_key(line.agency) != agency_key(person.agency):
        yield "agency", line.agency, person.agency
    if line.position and role_of(line.position, line.agency) != role_of(
        person.position, person.agency
    ):
        yield "position", line.position, person.position
    if line.email.casefold() != person.email.casefold():
        yield "email", line.email, person.email
    if _digits(line.phone) != _digits(person.phone):
        yield "phone", line.phone, person.phone
    if fold(line.address) != fold(person.address):
        yield "address", line.address, person.address
    if fold(line.shift) != fold(person.shift):
        yield "shift", line.shift, person.shift
    if line.birth_date and line.birth_date != person.birth_date:
        known_date = date_words(person.birth_date) if person.birth_date else ""
        yield "birth_date", date_words(line.birth_date), known_date
    agency = agency_key(line.agency)
    here = comparable_identifiers(line.key.identifiers, agency)
    known = comparable_identifiers(person.identifiers, agency)
    if here and here[0] not in known:
        same_kind = (value for kind, value in person.identifiers if kind == here[0].kind)
        yield "identifier", line.identifier, next(same_kind, "")


def _digits(phone: str) -> str:
    """The last ten digits of a phone number, so that +1 and punctuation do not count."""
    return "".join(char for char in phone if char.isdigit())[-10:]
