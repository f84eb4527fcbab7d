"""The terminal commands that plan a course: arrange, repair, explain, fragility."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from cittrainer.cli.common import (
    FOUND_ERRORS,
    AsJson,
    CourseNumber,
    chosen_file,
    find_course,
    opened,
    print_json,
    progress_bar,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cittrainer.db import Database
    from cittrainer.jobs.arranging import Holding, Mishap, Reason, Suggestion, Suggestions
    from cittrainer.jobs.progress import Progress
    from cittrainer.rules.values import Week

T = TypeVar("T")

Seconds = Annotated[
    float, typer.Option("--seconds", metavar="N", min=0.1, help="The most time for one search.")
]
DayOption = typer.Option(metavar="DAY", help="A date, a weekday or the day's number.")
TimeOption = typer.Option(metavar="TIME", help="Such as 13:00.")

_ASK_EVERY = 0.2
"""Seconds between two looks whether Ctrl+C was pressed."""


def course_arrange(
    context: typer.Context,
    course: CourseNumber,
    seconds: Seconds = 10.0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; save nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find places for what waits; status 3 where not every block or presenter was found."""
    from cittrainer.jobs.arrange import arrange
    from cittrainer.jobs.plan_problem import Limits

    with opened(chosen_file(context), for_writing=not dry_run) as database:
        course_id = find_course(database, course)
        answer = _working(
            "Arranging the week",
            lambda progress: arrange(database, course_id, progress, Limits(seconds)),
            quiet=as_json,
        )
        accepted = None if dry_run or not answer.found else 1
        if accepted:
            _accept(database, answer.title, answer.found[0])
    _tell(answer, accepted, as_json=as_json)
    if dry_run and not as_json:
        say("Nothing was saved.")
    if not answer.complete:
        raise typer.Exit(FOUND_ERRORS)


def course_repair(
    context: typer.Context,
    course: CourseNumber,
    cancel: Annotated[
        str | None, typer.Option(metavar="PRESENTER", help="Who cannot come.")
    ] = None,
    room: Annotated[str | None, typer.Option(metavar="ROOM", help="A lost room.")] = None,
    day: Annotated[
        str | None, typer.Option(metavar="DAY", help="A day on which nothing can be held.")
    ] = None,
    move: Annotated[
        str | None, typer.Option(metavar="BLOCK", help="A block that is to be elsewhere.")
    ] = None,
    on: Annotated[str | None, DayOption] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="TIME")] = None,
    to: Annotated[str | None, DayOption] = None,
    at: Annotated[str | None, TimeOption] = None,
    accept: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Save the proposal of this number.")
    ] = None,
    seconds: Seconds = 10.0,
    as_json: AsJson = False,
) -> None:
    """Propose ways to mend a plan, with what each means; status 3 where none mends all of it."""
    from cittrainer.jobs.arranging import PresenterOut
    from cittrainer.jobs.plan_problem import Limits
    from cittrainer.jobs.repair import repair
    from cittrainer.jobs.ways_out import ways_out

    asked = {"--cancel": cancel, "--room": room, "--day": day, "--move": move}
    _one_of(asked)
    _only_with(asked, {"--on": on, "--from": from_, "--to": to, "--at": at})
    if from_ is not None and on is None:
        raise typer.BadParameter("--from is the time of a day: name the day with --on.")
    with opened(chosen_file(context), for_writing=accept is not None) as database:
        course_id = find_course(database, course)
        plan = _week(database, course_id)
        mishap = _mishap(plan, asked, day=to or on, time=at or from_)
        answer = _working(
            "Mending the plan",
            lambda progress: (
                ways_out(database, course_id, mishap, progress, Limits(seconds))
                if isinstance(mishap, PresenterOut)
                else repair(database, course_id, mishap, progress, Limits(seconds))
            ),
            quiet=as_json,
        )
        if accept is not None:
            _accept(database, answer.title, _numbered(answer, accept))
    _tell(answer, accept, as_json=as_json)
    if not answer.complete:
        raise typer.Exit(FOUND_ERRORS)


def course_explain(
    context: typer.Context,
    course: CourseNumber,
    block: Annotated[str | None, typer.Option(metavar="BLOCK", help="A block.")] = None,
    to: Annotated[str | None, DayOption] = None,
    at: Annotated[str | None, TimeOption] = None,
    seconds: Seconds = 10.0,
    as_json: AsJson = False,
) -> None:
    """Say why blocks find no place, what holds a block, or why a wish cannot be had (status 3)."""
    from cittrainer.jobs import naming, plan_as_json
    from cittrainer.jobs.holding import hold, obstacles
    from cittrainer.jobs.plan_problem import Limits

    if at is not None and to is None:
        raise typer.BadParameter("--at is the time of a day: name the day with --to.")
    if to is not None and block is None:
        raise typer.BadParameter("--to needs a block: name it with --block.")
    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        plan = _week(database, course_id)
        if block is None:
            plan, reasons = _working(
                "Looking for the reason",
                lambda progress: obstacles(database, course_id, progress, Limits(seconds)),
                quiet=as_json,
            )
            _tell_obstacles(plan, reasons, as_json=as_json)
            return
        block_id = naming.block_named(plan, block)
        day_id = naming.day_named(plan, to) if to is not None else None
        start = naming.minute_named(at) if at is not None else None
        answer = _working(
            "Looking for the reason",
            lambda progress: hold(
                database, course_id, block_id, progress, day_id, start, Limits(seconds)
            ),
            quiet=as_json,
        )
    if as_json:
        print_json(plan_as_json.holding(answer, plan))
    else:
        _tell_holding(answer)
    if answer.reason is not None:
        raise typer.Exit(FOUND_ERRORS)


def course_fragility(
    context: typer.Context,
    course: CourseNumber,
    seconds: Seconds = 5.0,
    as_json: AsJson = False,
) -> None:
    """Say what happens if a presenter drops out, and for what to ask an alternate first."""
    from cittrainer.jobs import plan_as_json
    from cittrainer.jobs.asking_first import ask_first
    from cittrainer.jobs.fragility import weaknesses
    from cittrainer.jobs.plan_problem import Limits

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        plan = _week(database, course_id)
        found = _working(
            "What if somebody drops out",
            lambda progress: weaknesses(database, course_id, progress, Limits(seconds)),
            quiet=as_json,
        )
    first = ask_first(plan)
    if as_json:
        print_json(
            {
                "course": course,
                "presenters": plan_as_json.weaknesses(found, plan),
                "ask_an_alternate_first_for": plan_as_json.ask_first(first, plan),
            }
        )
        return
    for one in found:
        say(f"{one.outcome:<9} {one.sentence}")
    if not found:
        say("No presenter is needed for anything that is to come.")
    if first:
        say("\nAsk an alternate first for:")
    for number, part in enumerate(first, start=1):
        say(f"{number}. {part.what}: {part.sentence}")


def _working(title: str, work: Callable[[Progress], T], *, quiet: bool) -> T:
    """Work of the planner with a bar; Ctrl+C asks it for the best it has so far."""
    with progress_bar(title, quiet=quiet) as progress, ThreadPoolExecutor(1) as pool:
        before = signal.signal(signal.SIGINT, lambda *_: progress.cancel())
        try:
            job = pool.submit(work, progress)
            # Python looks for Ctrl+C only while this thread is not waiting for good.
            while not job.done():
                wait([job], timeout=_ASK_EVERY)
            return job.result()
        finally:
            signal.signal(signal.SIGINT, before)


def _week(database: Database, course_id: int) -> Week:
    from cittrainer.queries.weeks import week

    with database.read() as db:
        return week(db, course_id)


def _accept(database: Database, title: str, one: Suggestion) -> None:
    from cittrainer.services.arrangements import accept

    if not one.change.empty:
        with database.step(title) as db:
            accept(db, one.change)


def _numbered(answer: Suggestions, number: int) -> Suggestion:
    from cittrainer.errors import NotFound

    if number > len(answer.found):
        many = len(answer.found)
        raise NotFound(
            f"There is no proposal {number}: {f'there are {many}' if many else 'none was found'}.",
            hint="Ask without --accept first.",
        )
    return answer.found[number - 1]


def _one_of(asked: dict[str, str | None]) -> None:
    if sum(each is not None for each in asked.values()) != 1:
        raise typer.BadParameter(f"Say what happened: one of {', '.join(asked)}.")


def _only_with(asked: dict[str, str | None], more: dict[str, str | None]) -> None:
    """Refuse an option that belongs to another of those that say what happened."""
    allowed = {
        "--cancel": {"--on", "--from"},
        "--room": {"--on"},
        "--day": set[str](),
        "--move": {"--to", "--at"},
    }
    (said,) = (name for name, value in asked.items() if value is not None)
    for name, value in more.items():
        if value is not None and name not in allowed[said]:
            raise typer.BadParameter(f"{name} does not go with {said}.")
    if said == "--move" and more["--to"] is None:
        raise typer.BadParameter("Say with --to on which day the block is to be.")


def _mishap(
    plan: Week, asked: dict[str, str | None], *, day: str | None, time: str | None
) -> Mishap:
    from cittrainer.jobs import naming
    from cittrainer.jobs.arranging import DayLost, MoveThere, PresenterOut, RoomLost

    ((said, name),) = ((key, value) for key, value in asked.items() if value is not None)
    day_id = naming.day_named(plan, day) if day is not None else None
    start = naming.minute_named(time) if time is not None else None
    if said == "--cancel":
        return PresenterOut(naming.presenter_named(plan, name), day_id, start or 0)
    if said == "--room":
        return RoomLost(naming.room_named(plan, name), day_id)
    if said == "--move":
        return MoveThere(naming.block_named(plan, name), day_id or 0, start)
    return DayLost(naming.day_named(plan, name))


def _tell(answer: Suggestions, accepted: int | None, *, as_json: bool) -> None:
    from cittrainer.jobs import plan_as_json

    if as_json:
        print_json(plan_as_json.suggestions(answer, accepted))
        return
    several = len(answer.found) > 1
    say(f"{answer.title}:")
    for number, one in enumerate(answer.found, start=1):
        _tell_suggestion(one, f"{number}. " if several else "")
    if answer.standing or answer.nobody:
        say("\nWho could stand in:")
    if answer.nobody:
        say(f"  {answer.nobody}")
    for verdict in answer.standing:
        say(f"  {verdict.sentence}")
    _tell_reasons(answer.reasons)
    if accepted is not None and not answer.found[accepted - 1].change.empty:
        say(f"Saved{f' proposal {accepted}' if several else ''}.")


def _tell_suggestion(one: Suggestion, number: str) -> None:
    say(f"\n{number}{one.summary}.")
    for effect in one.effects.lines:
        say(f"  {effect.sentence}")
    for line in one.lines:
        say(f"  {line.sentence}")
    for broken in one.broken:
        say(f"  Not kept: {broken.sentence}")
    say(f"  {one.quality}")


def _tell_reasons(reasons: Iterable[Reason]) -> None:
    for one in reasons:
        say(f"\n{one.sentence}")
        for line in one.lines:
            say(f"  {line.sentence}")
        if one.lines and one.minimal:
            say("  Without any one of these it could be done.")


def _tell_obstacles(plan: Week, reasons: tuple[Reason, ...], *, as_json: bool) -> None:
    from cittrainer.jobs import plan_as_json

    if as_json:
        print_json({"reasons": plan_as_json.reasons(plan, reasons)})
    elif not reasons:
        say("Nothing was found that keeps a block off the plan.")
    else:
        _tell_reasons(reasons)
    if reasons:
        raise typer.Exit(FOUND_ERRORS)


def _tell_holding(answer: Holding) -> None:
    say(f"{answer.title}:")
    for line in answer.lines:
        say(f"  {line.sentence}")
    if answer.reason is not None:
        _tell_reasons([answer.reason])
    elif answer.suggestions is not None:
        say("It can be had. What would have to give:")
        for one in answer.suggestions.found:
            _tell_suggestion(one, "")
