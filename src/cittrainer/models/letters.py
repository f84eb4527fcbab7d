"""Templates of letters and mails that the academy writes in its own words."""

from enum import StrEnum

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cittrainer.models.base import Record


class LetterKind(StrEnum):
    """What a letter is for."""

    JOINING = "joining"
    """To a trainee who has a seat."""
    SUPERVISOR = "supervisor"
    """To the supervisor of a trainee who has a seat."""
    OFFER = "offer"
    """To somebody on the waiting list who is offered a seat."""
    RENEWAL = "renewal"
    """To somebody whose certificate runs out."""
    INVITATION = "invitation"
    """To a presenter who is asked to come; so are the four that follow to presenters."""
    CONFIRMATION = "confirmation"
    """That their yes is known."""
    REMINDER = "reminder"
    """That it is soon."""
    CHANGE = "change"
    """That their times or places are other ones."""
    THANKS = "thanks"
    """When they have presented."""


class LetterTemplate(Record):
    """The academy's own words for a kind of letter; without a row the shipped ones hold."""

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("kind"), {"sqlite_autoincrement": True})

    kind: Mapped[LetterKind]
    subject: Mapped[str]
    """With placeholders in braces, such as “{course}”."""
    body: Mapped[str] = mapped_column(Text)
