"""The terminal commands about presenters on the day: who is here, and who just came."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cittrainer.cli.common import (
    AsJson,
    CourseNumber,
    chosen_file,
    find_course,
    opened,
    print_json,
    say,
    today,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cittrainer.rules.arrivals import BoardLine, DayOnFile
    from cittrainer.rules.values import DayValue

OfDay = Annotated[
    str | None,
    typer.Option(
        "--day", metavar="DAY", help="The day, by date, weekday or number; without it today."
    ),
]


def arrivals(
    context: typer.Context,
    course: CourseNumber,
    day: OfDay = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="As it stands then, such as 8:05.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show which presenters have arrived, who is late, and whom to call; never a number."""
    from cittrainer.jobs import arrivals_as_json
    from cittrainer.rules.arrivals import board, minute_on

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            value = _day(db, course_id, day)
    on = _its_day(value)
    minute = minute_on(on.date, today=today(), minute=_now()) if at is None else _minute(at, on)
    lines = board(value, minute)
    if as_json:
        print_json(arrivals_as_json.arrivals(value, lines))
    else:
        _tell(value, on, lines, minute)


def arrived(
    context: typer.Context,
    course: CourseNumber,
    presenter: Annotated[str, typer.Argument(metavar="PRESENTER", help="By public name.")],
    day: OfDay = None,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="When they came; without it now."),
    ] = None,
    take_back: Annotated[bool, typer.Option("--take-back", help="They are not here.")] = False,
) -> None:
    """Note that a presenter is here, for all blocks of the day."""
    from cittrainer.jobs.naming import presenter_named
    from cittrainer.queries.weeks import week
    from cittrainer.rules.values import clock
    from cittrainer.services.arrivals import mark_arrived, take_arrival_back

    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            plan = week(db, course_id, holidays=False)
            who = presenter_named(plan, presenter)
            on = _its_day(_day(db, course_id, day))
        name = plan.presenters[who].name
        if take_back:
            with database.step(f"{name[:120]} is not here") as db:
                take_arrival_back(db, on.id, [who])
            say(f"{name} is not here.")
            return
        minute = _came(at, on)
        with database.step(f"{name[:120]} arrived at {clock(minute)}") as db:
            mark_arrived(db, on.id, [who], minute=minute)
    say(f"{name} is here since {clock(minute)}.")


def _day(db: Session, course_id: int, typed: str | None) -> DayOnFile:
    from cittrainer.jobs.naming import day_named
    from cittrainer.queries.arrivals import day_on_file
    from cittrainer.queries.weeks import week

    day_id = None
    if typed is not None:
        day_id = day_named(week(db, course_id, holidays=False), typed)
    return day_on_file(db, course_id, today=today(), day_id=day_id)


def _its_day(value: DayOnFile) -> DayValue:
    from cittrainer.errors import UserError

    if value.day is None:
        raise UserError(f"{value.number} has no days yet.", hint="Add its days first.")
    return value.day


def _now() -> int:
    now = datetime.now()  # noqa: DTZ005 - the clock on this computer's wall
    return now.hour * 60 + now.minute


def _minute(typed: str, day: DayValue) -> int:
    from cittrainer.rules.sign_in import minute_of

    return minute_of(typed, start=day.start, end=day.end)


def _came(typed: str | None, day: DayValue) -> int:
    """When somebody came: as it was typed, or now if it is that day.

    Raises:
        Invalid: it is another day and no time was typed, the day is yet to come, or it is no time.
    """
    from cittrainer.errors import Invalid
    from cittrainer.rules.wording import date_words

    if day.date > today():
        raise Invalid(
            f"Nobody can arrive on {date_words(day.date)} before that day.",
            hint="Leave --day out to note who came today.",
        )
    if typed is not None:
        return _minute(typed, day)
    if day.date != today():
        raise Invalid(f"{date_words(day.date)} is not today.", hint="Say with --at when they came.")
    return _now()


def _tell(value: DayOnFile, on: DayValue, lines: Iterable[BoardLine], minute: int) -> None:
    from cittrainer.rules.arrival_words import (
        difference_words,
        place_words,
        standing_words,
        to_go_words,
    )
    from cittrainer.rules.arrivals import call_list
    from cittrainer.rules.values import clock
    from cittrainer.rules.wording import date_words, listed

    shown = tuple(lines)
    time = f", {clock(minute)}" if on.holds(minute, 0) else ""
    say(f"{value.number}  {date_words(on.date)}{time}")
    part_id: int | None = None
    for line in shown:
        part = line.part
        if part.part_id != part_id:
            part_id = part.part_id
            where = place_words(part)
            say(
                f"\n{clock(part.start):>5}–{clock(part.end):<5}  {part.block}"
                f"{f', {where}' if where else ''}  {to_go_words(line, minute)}".rstrip()
            )
            if differs := difference_words(part):
                say(f"    {differs}")
        say(f"    {line.presenter or '-'}: {standing_words(line).lower()}")
    if not shown:
        say("Nobody is expected on this day.")
    if calls := call_list(shown):
        say(f"\nTo call: {listed(one.presenter for one in calls)}")
