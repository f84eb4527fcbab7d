"""Which column of a source's sheets holds what: remembered, and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cittrainer.models import SheetLayout, SheetPurpose
from cittrainer.services import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session


def remember(
    db: Session,
    purpose: SheetPurpose,
    name: str,
    headings: Sequence[str],
    mapping: Mapping[str, int],
) -> None:
    """Remember the columns of a source's sheets, in place of what was remembered as this name.

    Args:
        db: The open step.
        purpose: What the sheets bring in.
        name: What the source is called.
        headings: The headings of the sheet, by which the next one is known.
        mapping: From field to column, from 0.

    Raises:
        Invalid: the name is empty or too long.
    """
    called = words.line(name, "The name of the source", required=True)
    row = _row(db, purpose, called)
    if row is None:
        row = SheetLayout(purpose=purpose, name=called)
        db.add(row)
    row.headings, row.mapping = list(headings), dict(mapping)
    db.flush()


def forget(db: Session, purpose: SheetPurpose, name: str) -> None:
    """Forget the columns that are remembered as a name; where none are, nothing changes."""
    row = _row(db, purpose, name)
    if row is not None:
        db.delete(row)
        db.flush()


def _row(db: Session, purpose: SheetPurpose, name: str) -> SheetLayout | None:
    return db.scalar(
        select(SheetLayout).where(SheetLayout.purpose == purpose, SheetLayout.name == name)
    )
