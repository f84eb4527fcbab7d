"""How the sheets of a source are laid out, remembered once the user has corrected it."""

from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cittrainer.models.base import Record


class SheetPurpose(StrEnum):
    """What a sheet brings in."""

    PEOPLE = "people"
    COMPLETIONS = "completions"


class SheetLayout(Record):
    """Which column of a source's sheets holds what; found again by their headings."""

    __tablename__ = "sheet_layout"
    __table_args__ = (UniqueConstraint("purpose", "name"), {"sqlite_autoincrement": True})

    purpose: Mapped[SheetPurpose] = mapped_column(default=SheetPurpose.PEOPLE)
    name: Mapped[str]
    """What people call the source, such as “Ridgeway nominations”."""
    headings: Mapped[list[str]] = mapped_column(default=list)
    """The headings of the sheet that it was made for, in their order."""
    mapping: Mapped[dict[str, int]] = mapped_column(default=dict)
    """From field to column, counted from 0."""
