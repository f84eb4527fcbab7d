"""The terminal command about what a course's plan keeps to, as sentences with their state."""

from __future__ import annotations

import typer

from cittrainer.cli.common import (
    AsJson,
    CourseNumber,
    chosen_file,
    find_course,
    opened,
    print_json,
    say,
)

MOST_TOLD = 5
"""How many breaks of one constraint are listed; ``--json`` has them all."""


def course_constraints(
    context: typer.Context, course: CourseNumber, as_json: AsJson = False
) -> None:
    """List what a course's plan keeps to, and what of it is broken."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries.weeks import week

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            plan = week(db, course_id)
    rows = plain.constraints(plan)
    if as_json:
        print_json({"course": course, "constraints": rows})
        return
    for row in rows:
        weight = "must" if row["must"] else f"wish {row['weight']}"
        say(f"{row['state']:<14} {weight:<9} {row['sentence']}")
        for what in row["broken"][:MOST_TOLD]:
            say(f"{'':<24} - {what}")
        if (more := len(row["broken"]) - MOST_TOLD) > 0:
            say(f"{'':<24} - and {more} more")
    if not rows:
        say("This course keeps to nothing yet.")
