"""Mail drafts in a folder: a file for each recipient, all of them or none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from cittrainer.documents.files import safe_name, write_whole
from cittrainer.errors import FileRefused
from cittrainer.rules.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from cittrainer.jobs.progress import Progress


class DraftsThere(FileRefused):
    """Some of the drafts are in the folder already and may not be replaced."""


def write_files(
    folder: Path,
    drafts: Sequence[tuple[str, Callable[[], bytes]]],
    *,
    start: str,
    replace: bool = False,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write a mail draft for each recipient, in their order.

    Stopped or refused halfway, it takes away what it wrote, unless that replaced other files.

    Args:
        folder: Where they go; it exists.
        drafts: The name of each recipient, and what makes their draft as EML.
        start: What every file name begins with.
        replace: Whether files of these names may be overwritten.
        progress: Told who is written to, and may stop it.

    Returns:
        The files.

    Raises:
        DraftsThere: some are in the folder and may not be replaced.
        FileRefused: a file cannot be written.
        Cancelled: it was stopped.
    """
    targets = _targets(folder, start, [name for name, _make in drafts])
    if not replace:
        _refuse_taken(targets)
    written: list[Path] = []
    try:
        for done, ((name, make), path) in enumerate(zip(drafts, targets, strict=True)):
            if progress is not None:
                progress.report(done, len(targets), f"Draft for {name}")
            write_whole(path, partial(_pour, make()), replace=replace)
            written.append(path)
    except Exception:
        if not replace:
            for path in written:
                path.unlink(missing_ok=True)
        raise
    return tuple(written)


def _targets(folder: Path, start: str, names: Iterable[str]) -> list[Path]:
    """A file name for each recipient; namesakes are numbered."""
    taken: set[str] = set()
    found = []
    for one in names:
        name, number = safe_name(f"{start} {one}"), 1
        while name.casefold() in taken:
            number += 1
            name = f"{safe_name(f'{start} {one}')} ({number})"
        taken.add(name.casefold())
        found.append(folder / f"{name}.eml")
    return found


def _pour(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)


def _refuse_taken(targets: Iterable[Path]) -> None:
    there = [path.name for path in targets if path.exists()]
    if there:
        verb = "is" if len(there) == 1 else "are"
        raise DraftsThere(
            f"{counted(len(there), 'draft')} {verb} in this folder already, such as “{there[0]}”; "
            "nothing was written.",
            hint="Choose another folder, or say that they may be replaced.",
        )
