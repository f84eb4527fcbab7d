"""The terminal commands about missed blocks: who missed what, and where it is made up."""

from __future__ import annotations

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
    from cittrainer.queries.make_ups import MissedBlock

Trainee = Annotated[int, typer.Argument(metavar="TRAINEE", help="The trainee, by number.")]
Missed = Annotated[int, typer.Argument(metavar="MISSED", help="The missed block, by number.")]
Block = Annotated[int, typer.Argument(metavar="BLOCK", help="The coming block, by number.")]
Note = Annotated[str, typer.Option(help="Why it counts, where it teaches something else.")]


def make_ups(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """List who missed what in a course, and the coming blocks that teach the same."""
    from cittrainer.jobs.make_ups_as_json import trainee
    from cittrainer.queries.make_ups import of_course
    from cittrainer.rules.wording import duration

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            found = of_course(db, course_id, today=today())
    if as_json:
        print_json({"course": course, "trainees": [trainee(one) for one in found]})
        return
    for one in found:
        how = "completed" if one.completed else "not completed"
        say(f"{one.enrollment_id}  {one.sorted_name}, {one.agency} ({how})")
        for block in one.blocks:
            left = f"missed {duration(block.missed)}" if block.missed else "made up"
            say(f"  {block.block_id}  {block.title}: {left}")
            _say_places(block)
    if not found:
        say("Nobody missed anything that was recorded.")


def make_up(
    context: typer.Context,
    course: CourseNumber,
    trainee: Trainee,
    missed: Missed,
    block: Block,
    note: Note = "",
) -> None:
    """Let a trainee make a missed block up as a guest in a block of another course."""
    from cittrainer.errors import NotFound
    from cittrainer.models import Enrollment
    from cittrainer.services.make_ups import arrange

    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            row = db.get(Enrollment, trainee)
            if row is None or row.course_id != course_id:
                raise NotFound(
                    f"No trainee of {course} has the number {trainee}.",
                    hint=f"Look at “cittrainer course make-ups {course}”.",
                )
            name = row.person.full_name
        with database.step(f"{name[:100]} makes a block of {course[:60]} up") as db:
            arrange(db, trainee, missed, block, note=note)
    say(f"{name} makes it up there; attendance is recorded in that course.")


def _say_places(block: MissedBlock) -> None:
    for row in block.arranged:
        was = "" if row.minutes is None else f", there for {row.minutes} min"
        say(f"    arranged: {row.course}, {row.on}, “{row.title}”{was}")
    for one in block.proposals:
        place = one.place
        free = f"{place.free} free" if place.free else "full"
        say(
            f"    {place.block_id}  {place.course}, {place.on}, “{place.teaches.title}”, "
            f"{place.teaches.minutes} min, {free} ({one.why})"
        )
