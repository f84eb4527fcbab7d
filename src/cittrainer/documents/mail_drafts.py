"""Drafts of mails (EML): opened by a mail program, looked at there, and sent by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from cittrainer.documents.words import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

_ADDRESS = re.compile(r"([^\s<>@,;]+)@([^\s<>@,;]+)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    media_type: str
    """Such as ``application/pdf``."""
    content: bytes


def mail_draft(
    *,
    to_name: str,
    to_address: str,
    subject: str,
    body: str,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """A mail without sender and date, marked as not sent yet.

    An address that is none is left out: the mail program then asks for one. Line ends in names
    and subjects become spaces, so that nothing typed there can become a header of its own.
    """
    message = EmailMessage(policy=SMTP)
    # Outlook opens a message with this header as a draft; other programs pass over it.
    message["X-Unsent"] = "1"
    if (address := _address(to_name, to_address)) is not None:
        message["To"] = address
    message["Subject"] = _one_line(subject)
    message.set_content(printable(body))
    for one in attachments:
        kind, _, sort = one.media_type.partition("/")
        message.add_attachment(one.content, maintype=kind, subtype=sort, filename=one.name)
    return message.as_bytes()


def _address(name: str, typed: str) -> Address | None:
    found = _ADDRESS.fullmatch(_one_line(typed))
    if found is None:
        return None
    try:
        return Address(_one_line(name), found[1], found[2].encode("idna").decode("ascii"))
    except (ValueError, UnicodeError):
        return None


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())
