"""The terminal commands about the file itself: backup, restore, check, history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cittrainer.cli.common import (
    FOUND_ERRORS,
    AsJson,
    actor,
    chosen_file,
    opened,
    print_json,
    say,
)


def backup(context: typer.Context) -> None:
    """Copy the file into its backup folder."""
    with opened(chosen_file(context), for_writing=False) as database:
        say(f"Backed up to {database.backup('by hand')}.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="BACKUP", help="The backup to go back to.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; else only say what would change.")
    ] = False,
) -> None:
    """Go back to a backup; what is replaced is kept beside it."""
    from cittrainer.db import backup as backups
    from cittrainer.db.lock import Lock

    path = chosen_file(context)
    for one in backups.differences(path, file):
        now = "nothing readable" if one.now is None else f"{one.now:,}"
        say(f"{one.table.replace('_', ' ')}: {now} now, {one.after:,} after")
    if not yes:
        say("Nothing was changed. Say --yes to go back to this backup.")
        return
    lock = Lock(path)
    lock.take(actor().name)
    try:
        replaced = backups.restore(path, file)
    finally:
        lock.give_back()
    say(f"Restored. What was there is now {replaced}." if replaced else "Restored.")


def check(context: typer.Context) -> None:
    """Read through the whole file; status 3 where it is damaged."""
    from cittrainer.db.sqlite import DamagedFile

    try:
        with opened(chosen_file(context), for_writing=False) as database:
            database.check()
    except DamagedFile as error:
        say(str(error))
        raise typer.Exit(FOUND_ERRORS) from None
    say("The file is whole.")


def history(
    context: typer.Context,
    limit: Annotated[int, typer.Option(help="The most lines.", min=1)] = 30,
    as_json: AsJson = False,
) -> None:
    """Tell who changed what, the newest first."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries.history import lines

    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        found = lines(db, limit=limit)
    if as_json:
        print_json({"steps": plain.steps(found)})
        return
    for line in found:
        at = line.at.astimezone()
        when = f"{at:%Y-%m-%d}" if line.day_only else f"{at:%Y-%m-%d %H:%M}"
        word = {"do": "", "undo": "undone: ", "redo": "again: "}[line.kind.value]
        times = f" ({line.count} times)" if line.count > 1 else ""
        say(f"{when:<16}  {line.who:<20}  {word}{line.label}{times}")
