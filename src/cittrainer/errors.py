"""Refusals meant for people: what was refused, why, and what to do about it.

Everything else that goes wrong is a defect: it is logged and shown by the crash dialog.
"""

from __future__ import annotations


class UserError(Exception):
    """Something was refused; nothing was changed.

    Args:
        message: One sentence that says what was refused and why.
        hint: One sentence that says what to do, or empty.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ChangedMeanwhile(UserError):
    """The record was changed after the form was filled."""


class NotFound(UserError):
    """What was asked for is not on file."""


class Invalid(UserError):
    """A value that was typed or read cannot be stored."""


class UnreadableFile(UserError):
    """A file that was to be read is not what it should be."""


class FileRefused(UserError):
    """A file cannot be written where it was asked for."""


class NothingToPrint(UserError):
    """A course has nothing yet for a paper, such as certificates before any were issued."""
