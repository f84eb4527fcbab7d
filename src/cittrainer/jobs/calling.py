"""Finds what a terminal calls by its name: an agency, a role, somebody of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cittrainer.errors import NotFound
from cittrainer.jobs.naming import MOST_NAMED
from cittrainer.models import TraineeRole
from cittrainer.queries import agencies
from cittrainer.rules.agencies import agency_key
from cittrainer.rules.names import fold
from cittrainer.rules.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

T = TypeVar("T")


def agency_called(db: Session, name: str) -> int:
    """The id of an agency by any of its names.

    Raises:
        NotFound: none is called so.
    """
    known = {agency_key(one): agency_id for one, agency_id in agencies.aliases(db).items()}
    found = known.get(agency_key(name))
    if found is None:
        near = [one.name for one in agencies.names(db) if fold(name) in fold(one.name)]
        hint = (
            f"Did you mean {listed(map(quoted, near[:MOST_NAMED]))}?"
            if fold(name) and near
            else "“coverage show” names all that have people."
        )
        raise NotFound(f"No agency is called {quoted(name)}.", hint=hint)
    return found


def role_called(name: str) -> TraineeRole:
    """A role by its name.

    Raises:
        NotFound: there is none.
    """
    try:
        return TraineeRole(name.casefold())
    except ValueError as error:
        names = ", ".join(role.value for role in TraineeRole)
        raise NotFound(f"There is no role {quoted(name)}.", hint=f"Choose one of: {names}.") from (
            error
        )


def one_called(name: str, among: Iterable[tuple[str, T]], *, nobody: str, hint: str) -> T:
    """The one whose name was typed, or a part of it that fits nobody else.

    Args:
        name: As it was typed.
        among: All who can be meant, each with the name.
        nobody: What is said where it fits nobody, up to the name.
        hint: What to do then.

    Raises:
        NotFound: it fits nobody, or several.
    """
    typed = fold(name)
    like = [(called, one) for called, one in among if typed and typed in fold(called)]
    exact = [(called, one) for called, one in like if fold(called) == typed]
    match exact or like:
        case [(_, one)]:
            return one
        case []:
            raise NotFound(f"{nobody} {quoted(name)}.", hint=hint)
        case several:
            raise NotFound(
                f"{quoted(name)} may be {listed(called for called, _ in several[:MOST_NAMED])}.",
                hint="Give the whole name.",
            )
