"""The layouts of sheets that are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cittrainer.errors import NotFound
from cittrainer.models import SheetLayout, SheetPurpose
from cittrainer.rules.sheet_layouts import Layout

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def layouts(db: Session, purpose: SheetPurpose) -> tuple[Layout, ...]:
    """Every layout of a purpose, the oldest first."""
    found = db.scalars(
        select(SheetLayout).where(SheetLayout.purpose == purpose).order_by(SheetLayout.id)
    )
    return tuple(Layout(one.name, tuple(one.headings), dict(one.mapping)) for one in found)


def layout(db: Session, purpose: SheetPurpose, name: str) -> Layout:
    """The layout of a name; capitals do not matter.

    Raises:
        NotFound: none is called so; the hint names those there are.
    """
    row = db.scalar(
        select(SheetLayout).where(
            SheetLayout.purpose == purpose, func.lower(SheetLayout.name) == name.strip().lower()
        )
    )
    if row is None:
        names = ", ".join(f"“{one.name}”" for one in layouts(db, purpose))
        raise NotFound(
            f"No columns are remembered as “{name}”.",
            hint=f"Remembered are {names}." if names else "None are remembered yet.",
        )
    return Layout(row.name, tuple(row.headings), dict(row.mapping))
