"""Reads every kind of file that the program writes back as text, attachments included."""

from __future__ import annotations

import io
import zipfile
from contextlib import closing
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pypdfium2
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def text_of(path: Path) -> str:
    """Everything that can be read in a file, its name included."""
    return f"{path.name}\n{_text(path.name, path.read_bytes())}"


def text_of_all(paths: Iterable[Path]) -> str:
    return "\n".join(map(text_of, paths))


def _text(name: str, content: bytes) -> str:
    match name.casefold().rpartition(".")[2]:
        case "pdf":
            with closing(pypdfium2.PdfDocument(content)) as document:
                pages = [page.get_textpage().get_text_range() for page in document]
                return "\n".join([*pages, repr(document.get_metadata_dict())])
        case "xlsx":
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            rows = [book.get_sheet_by_name(one).to_python() for one in book.sheet_names]
            # Comments, properties and the like, which no reader of cells tells.
            return f"{book.sheet_names}\n{rows}\n{_parts(content)}"
        case "zip":
            return _parts(content)
        case "eml":
            message = message_from_bytes(content, policy=policy.default)
            found = [f"{key}: {value}" for key, value in message.items()]
            for part in message.walk():
                if part.is_multipart():
                    continue
                found.append(
                    _text(part.get_filename() or "body.txt", part.get_payload(decode=True))
                )
            return "\n".join(found)
        case "ics":
            # Long lines are folded.
            return content.decode().replace("\r\n ", "")
        case _:
            return content.decode("utf-8", "replace")


def _parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            f"{name}\n{_text(name, archive.read(name))}" for name in archive.namelist()
        )
