"""Agencies: added, edited, removed, and understood under their other names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import Invalid, UserError
from cittrainer.models import (
    Agency,
    AgencyAlias,
    AgencyKind,
    AgencyShift,
    Employment,
    Enrollment,
)
from cittrainer.rules.agencies import agency_key, agency_kind
from cittrainer.services import words
from cittrainer.services.confidential import forget_agency
from cittrainer.services.course_guards import found, unchanged
from cittrainer.services.releases import forget_agency_receipts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cittrainer.rules.coverage import ShiftStrength

MOST_STRENGTH = 100_000
"""More people than any agency has; a larger number is a slip of the keyboard."""


class AgencyExists(UserError):
    """Another agency has that name already."""


class AgencyInUse(UserError):
    """People work, or were enrolled, for the agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyDetails:
    """Everything that is typed about an agency.

    Attributes:
        target_percent: Share that should be CIT-trained; None: the academy's.
        turnover_percent: Share that leaves in a year; None: the academy's.
        shifts: In the order in which the agency names them.
        aliases: Its other names.
    """

    name: str
    short_name: str = ""
    kind: AgencyKind = AgencyKind.POLICE
    address: str = ""
    phone: str = ""
    email: str = ""
    contact_name: str = ""
    sworn: int | None = None
    patrol: int | None = None
    dispatchers: int | None = None
    target_percent: int | None = None
    turnover_percent: int | None = None
    shifts: tuple[ShiftStrength, ...] = ()
    aliases: tuple[str, ...] = ()


def add_agency(db: Session, details: AgencyDetails) -> int:
    """Put an agency on file and return its id.

    Raises:
        AgencyExists: its name, or one of its other names, belongs to another agency.
        Invalid: a value cannot be stored.
    """
    agency = Agency(name=_free_name(db, details.name, besides=None))
    _fill(agency, details)
    db.add(agency)
    db.flush()
    _set_shifts(db, agency, details.shifts)
    _set_aliases(db, agency, details.aliases)
    return agency.id


def edit_agency(db: Session, agency_id: int, details: AgencyDetails, *, seen: int) -> None:
    """Change what is on file about an agency.

    Args:
        db: The open step.
        agency_id: The agency.
        details: All values as they are to be.
        seen: The agency's version when the form was filled.

    Raises:
        ChangedMeanwhile: somebody changed the agency after the form was filled.
        AgencyExists, Invalid: as for ``add_agency``.
    """
    agency = found(db, Agency, agency_id, "agency")
    unchanged(agency, seen, f"“{agency.name}”")
    agency.name = _free_name(db, details.name, besides=agency.id)
    _fill(agency, details)
    _set_shifts(db, agency, details.shifts)
    _set_aliases(db, agency, details.aliases)


def remove_agency(db: Session, agency_id: int) -> None:
    """Take an agency off the file.

    Raises:
        AgencyInUse: somebody works there, did so, or was enrolled from there.
    """
    agency = found(db, Agency, agency_id, "agency")
    people = _count(db, Employment.person_id, Employment.agency_id == agency_id)
    enrolled = _count(db, Enrollment.person_id, Enrollment.agency_id == agency_id)
    if people or enrolled:
        count = max(people, enrolled)
        who = "1 person is" if count == 1 else f"{count} people are"
        raise AgencyInUse(
            f"“{agency.name}” cannot be removed: {who} on file as theirs.",
            hint="Move them to another agency first, or keep it.",
        )
    forget_agency_receipts(db, agency_id)
    forget_agency(db, agency_id)
    db.delete(agency)


def find_or_add(db: Session, name: str) -> int:
    """The id of the agency that a name means, added if there is none.

    “Ridgeway PD” and “Ridgeway Police Dept.” mean the same; a spelling not met before is kept
    as an other name of the agency, and a new agency gets the kind that its name tells of.

    Raises:
        Invalid: the name is empty or too long.
    """
    name = words.line(name, "The name of the agency", required=True)
    known = by_key(db).get(agency_key(name))
    if known is None:
        return add_agency(db, AgencyDetails(name=name, kind=AgencyKind(agency_kind(name))))
    add_alias(db, known, name)
    return known


def add_alias(db: Session, agency_id: int, name: str) -> None:
    """Remember another spelling of an agency's name; one that is known changes nothing.

    Raises:
        AgencyExists: the name belongs to another agency.
    """
    agency = found(db, Agency, agency_id, "agency")
    name = words.line(name, "The other name", required=True)
    known = {agency.name.casefold(), *(alias.name.casefold() for alias in agency.aliases)}
    if name.casefold() not in known:
        _refuse_taken(db, name, besides=agency.id)
        agency.aliases.append(AgencyAlias(name=name))
        db.flush()


def by_key(db: Session) -> dict[str, int]:
    """The id of every agency by the keys of its name and its other names."""
    keys: dict[str, int] = {}
    for agency_id, name in db.execute(select(Agency.id, Agency.name).order_by(Agency.id)):
        keys.setdefault(agency_key(name), agency_id)
    aliases = select(AgencyAlias.agency_id, AgencyAlias.name).order_by(AgencyAlias.id)
    for agency_id, name in db.execute(aliases):
        keys.setdefault(agency_key(name), agency_id)
    return keys


def _fill(agency: Agency, details: AgencyDetails) -> None:
    agency.short_name = words.line(details.short_name, "The short name")
    agency.kind = details.kind
    agency.address = words.text(details.address, "The address")
    agency.phone = words.line(details.phone, "The phone number")
    agency.email = words.line(details.email, "The e-mail address")
    agency.contact_name = words.line(details.contact_name, "The contact")
    agency.sworn = _strength(details.sworn, "sworn staff")
    agency.patrol = _strength(details.patrol, "patrol staff")
    agency.dispatchers = _strength(details.dispatchers, "dispatchers")
    agency.target_percent = _share(details.target_percent, "target")
    agency.turnover_percent = _share(details.turnover_percent, "share of those who leave")


def _share(percent: int | None, what: str) -> int | None:
    if percent is not None and not 0 <= percent <= 100:
        raise Invalid(f"The {what} is a share from 0 to 100 percent.", hint="Correct it.")
    return percent


def _strength(number: int | None, what: str) -> int | None:
    if number is not None and not 0 <= number <= MOST_STRENGTH:
        raise Invalid(f"The number of {what} cannot be {number}.", hint="Correct it.")
    return number


def _free_name(db: Session, name: str, *, besides: int | None) -> str:
    name = words.line(name, "The name of the agency", required=True)
    if not agency_key(name):
        raise Invalid(f"The name “{name}” has no letters.", hint="Type the agency's name.")
    _refuse_taken(db, name, besides=besides)
    return name


def _refuse_taken(db: Session, name: str, *, besides: int | None) -> None:
    """Refuse a name that another agency has, whatever the capitals."""
    wanted = name.casefold()
    names = db.execute(select(Agency.id, Agency.name, Agency.name)).all()
    aliases = db.execute(
        select(AgencyAlias.agency_id, AgencyAlias.name, Agency.name).join(AgencyAlias.agency)
    ).all()
    for agency_id, taken, owner in (*names, *aliases):
        if agency_id != besides and taken.casefold() == wanted:
            also = "" if taken == owner else f", as another name of “{owner}”"
            raise AgencyExists(
                f"There is an agency “{taken}” already{also}.", hint="Choose that one instead."
            )


def _set_shifts(db: Session, agency: Agency, wanted: Iterable[ShiftStrength]) -> None:
    """Make an agency's shifts those that are wanted; one whose name stays keeps its row."""
    before = {shift.name.casefold(): shift for shift in agency.shifts}
    kept: dict[str, AgencyShift] = {}
    for position, one in enumerate(wanted):
        name = words.line(one.name, "The name of a shift", required=True)
        key = name.casefold()
        if key in kept:
            raise Invalid(f"The shift “{name}” is named twice.", hint="Remove one of the two.")
        kept[key] = shift = before.get(key) or AgencyShift(agency_id=agency.id)
        shift.name, shift.position = name, position
        shift.patrol = _strength(one.patrol, f"patrol staff on “{name}”")
        shift.dispatchers = _strength(one.dispatchers, f"dispatchers on “{name}”")
    agency.shifts = list(kept.values())
    db.flush()


def _set_aliases(db: Session, agency: Agency, names: Iterable[str]) -> None:
    wanted: dict[str, str] = {}
    for name in names:
        text = words.line(name, "The other name")
        if text and text.casefold() != agency.name.casefold():
            wanted.setdefault(text.casefold(), text)
    for alias in list(agency.aliases):
        if alias.name.casefold() not in wanted:
            agency.aliases.remove(alias)
    db.flush()
    for text in wanted.values():
        add_alias(db, agency.id, text)


def _count(db: Session, column: object, condition: object) -> int:
    return db.scalar(select(func.count(func.distinct(column))).where(condition)) or 0  # type: ignore[arg-type]
