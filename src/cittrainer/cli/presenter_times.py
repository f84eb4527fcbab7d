"""The terminal command about a presenter's times, understood from words and calendars."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cittrainer.cli.common import (
    AsJson,
    chosen_file,
    find_course,
    opened,
    print_json,
    progress_bar,
    say,
    today,
)

if TYPE_CHECKING:
    from cittrainer.db import Database
    from cittrainer.jobs.presenter_times import CalendarAnswer
    from cittrainer.queries.presenters import PresenterCard
    from cittrainer.rules.availability_words import Heard
    from cittrainer.rules.plan_values import TimeValue


def times(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The public name, or part of it.")],
    words: Annotated[
        str, typer.Option("--words", metavar="TEXT", help="What they said of their times.")
    ] = "",
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="A calendar of theirs.")
    ] = None,
    free: Annotated[
        bool,
        typer.Option("--free/--busy", help="Whether the calendar says when they can, or cannot."),
    ] = False,
    course: Annotated[
        str, typer.Option("--course", metavar="C", help="The course that it is about.")
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Instead of the times on file, not beside them.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be saved.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show somebody's times, or note what they said or what their calendar says.

    Nothing is saved where something was not understood.
    """
    from cittrainer.errors import Invalid
    from cittrainer.jobs.calling import one_called
    from cittrainer.jobs.presenter_times import time_of, together
    from cittrainer.queries.presenters import presenter, public_names

    changing = bool(words.strip()) or ics is not None
    with opened(chosen_file(context), for_writing=changing and not dry_run) as database:
        with database.read() as db:
            presenter_id = one_called(
                name,
                ((one.public_name, one.id) for one in public_names(db)),
                nobody="Nobody in the book of presenters is called",
                hint="Type the public name, as it is printed.",
            )
            card = presenter(db, presenter_id)
        on_file = [time_of(one) for one in card.windows]
        heard, calendar = _read(database, words, ics, course, quiet=as_json)
        new = (*(heard.times if heard else ()), *(calendar.times(free=free) if calendar else ()))
        if changing:
            on_file = list(together(() if replace else on_file, new))
        saved = changing and not dry_run
        if saved and heard and heard.unclear:
            raise Invalid(
                f"Nothing was saved, because this was not understood: {heard.unclear}.",
                hint="Say it in other words, or leave it out; --dry-run shows what was understood.",
            )
        if saved:
            _save(database, card, on_file)
    if as_json:
        print_json(_as_json(card, on_file, heard, calendar, free=free, saved=saved))
    else:
        _tell(card, on_file, heard, calendar, free=free)
        if changing:
            say("Saved." if saved else "Nothing was saved.")


def _read(
    database: Database, words: str, ics: Path | None, course: str, *, quiet: bool
) -> tuple[Heard | None, CalendarAnswer | None]:
    """What was understood of words and of a calendar."""
    from cittrainer.jobs.presenter_times import calendar_of, read_file, zone_of
    from cittrainer.queries.presenter_times import surroundings
    from cittrainer.rules.availability_words import heard

    day = today()
    course_id = find_course(database, course) if course else None
    with database.read() as db:
        known = surroundings(db, today=day)
    understood = heard(words, calendar_of(known, day, course_id)) if words.strip() else None
    if ics is None:
        return understood, None
    zone = zone_of(known, course_id)
    with progress_bar("Calendar", quiet=quiet) as progress:
        return understood, read_file(database, progress, ics, time_zone=zone, today=day)


def _save(database: Database, card: PresenterCard, chosen: list[TimeValue]) -> None:
    from cittrainer.jobs.presenter_times import window_of
    from cittrainer.services.presenters import set_availability

    with database.step(f"Times of “{card.public_name}”"[:200]) as db:
        set_availability(db, card.id, tuple(map(window_of, chosen)), seen=card.version)


def _tell(
    card: PresenterCard,
    chosen: list[TimeValue],
    heard: Heard | None,
    calendar: CalendarAnswer | None,
    *,
    free: bool,
) -> None:
    from cittrainer.rules.availability_words import in_short

    for piece in heard.pieces if heard else ():
        if piece.understood:
            say(f"{piece.text.strip() or '…'}  →  {piece.sentence}")
    if heard and heard.left:
        say(heard.left)
    if calendar:
        say(calendar.told(free=free))
    say(f"{card.public_name}:")
    for one in chosen:
        say(f"  {in_short([one])}")
    if not chosen:
        say("  has not answered yet")


def _as_json(
    card: PresenterCard,
    chosen: list[TimeValue],
    heard: Heard | None,
    calendar: CalendarAnswer | None,
    *,
    free: bool,
    saved: bool,
) -> dict[str, Any]:
    return {
        "presenter": card.public_name,
        "answered": bool(chosen),
        "times": [_time_as_json(one) for one in chosen],
        "understood": [
            {"text": piece.text, "says": piece.sentence}
            for piece in (heard.pieces if heard else ())
            if piece.understood
        ],
        "not_understood": [
            {"text": piece.text, "why": piece.sentence}
            for piece in (heard.pieces if heard else ())
            if not piece.understood
        ],
        "calendar": calendar.told(free=free) if calendar else None,
        "saved": saved,
    }


def _time_as_json(one: TimeValue) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "date": one.on.isoformat() if one.on else None,
        "weekday": one.weekday,
        "from_minute": one.start,
        "until_minute": one.end,
        "first_date": one.first_on.isoformat() if one.first_on else None,
        "last_date": one.last_on.isoformat() if one.last_on else None,
        "most_minutes": one.most_minutes,
        "by_phone": one.by_phone,
    }
