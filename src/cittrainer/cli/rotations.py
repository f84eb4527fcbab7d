"""The terminal command about scenario rotations: shown, and made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
    from cittrainer.db import Database
    from cittrainer.jobs.rotations import Proposal
    from cittrainer.rules.rotation_values import RotationValue


def course_rotations(
    context: typer.Context,
    course: CourseNumber,
    make: Annotated[
        bool, typer.Option("--make", help="Make the rotation anew and save it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show which group meets which scenario when; status 3 where there are errors."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries import rotations as reading
    from cittrainer.rules.rotations import findings

    with opened(chosen_file(context), for_writing=make) as database:
        course_id = find_course(database, course)
        ids = _rotations(database, course_id)
        proposals = [_make(database, one, quiet=as_json) for one in ids] if make else []
        with database.read() as db:
            values = [reading.rotation(db, one) for one in ids]
    found = [findings(value) for value in values]
    if as_json:
        print_json(
            {
                "course": course,
                "rotations": [
                    plain.rotation(value, told) for value, told in zip(values, found, strict=True)
                ],
            }
        )
    else:
        for proposal in proposals:
            _tell_proposal(proposal)
        for value in values:
            _tell(value)
        for told in found:
            for one in told:
                say(f"{one.severity}: {one.sentence} {one.hint}".rstrip())
    if any(one.severity == "error" for told in found for one in told):
        raise typer.Exit(FOUND_ERRORS)


def _rotations(database: Database, course_id: int) -> list[int]:
    from cittrainer.errors import NotFound
    from cittrainer.queries import rotations as reading

    with database.read() as db:
        rows = reading.rotations(db, course_id)
    if not rows:
        raise NotFound(
            "The course has no rotation yet.",
            hint="Begin one in the window, on the Rotations tab of the course.",
        )
    return [row.id for row in rows]


def _make(database: Database, rotation_id: int, *, quiet: bool) -> Proposal:
    from cittrainer.jobs import rotations as job
    from cittrainer.services.rotation_plans import accept_plan

    with progress_bar("Making the rotation", quiet=quiet) as progress:
        proposal = job.propose(database, rotation_id, progress=progress)
    with database.step("Make the rotation") as db:
        accept_plan(db, rotation_id, proposal.meetings, seen=proposal.seen)
    return proposal


def _tell_proposal(proposal: Proposal) -> None:
    for one in (*proposal.reasons, *proposal.shortfalls):
        say(one)
    if proposal.proven:
        say("No rotation is better.")
    else:
        say("A better rotation may exist: the search ended at its limit.")


def _tell(value: RotationValue) -> None:
    from cittrainer.rules.rotations import round_name

    say(f"{value.name}: {len(value.groups)} groups, {len(value.stations)} scenarios")
    for one in value.rounds:
        say(f"\n{round_name(one)}")
        for group in value.groups:
            meeting = value.at.get((one.id, group.id))
            if meeting is None:
                say(f"  {group.name}: pause")
                continue
            station = value.station[meeting.station_id]
            coach = "no coach" if meeting.coach_id is None else value.names[meeting.coach_id]
            room = f" ({station.room})" if station.room and station.room != station.title else ""
            say(f"  {group.name}: {station.title}{room}, {coach}")
    say("")
