"""The terminal commands about one course: list, show, check."""

from __future__ import annotations

from typing import Any

import typer

from cittrainer.cli.common import (
    FOUND_ERRORS,
    AsJson,
    CourseNumber,
    chosen_file,
    find_course,
    opened,
    print_json,
    say,
)

commands = typer.Typer(no_args_is_help=True, help="Courses and what is wrong with their plans.")


@commands.command("list")
def course_list(context: typer.Context, as_json: AsJson = False) -> None:
    """List the courses, the newest first."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries import courses

    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        rows = [plain.course(row) for row in courses.courses(db)]
    if as_json:
        print_json({"courses": rows})
        return
    for row in rows:
        say(
            f"{row['number']:<16} {row['starts_on'] or '-':<11} {row['state']:<10} "
            f"{row['enrolled']:>3} of {row['seats']:<4} {row['title']}"
        )
    if not rows:
        say("No courses yet.")


@commands.command("show")
def course_show(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """Show a course with its agenda."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries import courses
    from cittrainer.queries.weeks import week

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            row, plan = courses.course(db, course_id).row, week(db, course_id)
    value = plain.course(row) | plain.agenda(plan)
    if as_json:
        print_json(value)
        return
    say(f"{value['number']}  {value['title']}  ({value['state']})")
    for day in value["days"]:
        say(f"\n{day['date']}  {day['starts_at']}–{day['ends_at']}")
        for block in day["blocks"]:
            say(f"  {block['starts_at']:>5}–{block['ends_at']:<5}  {_block_words(block)}")
    if value["unplaced"]:
        say("\nNot placed yet")
        for block in value["unplaced"]:
            say(f"  {block['minutes']:>5} min    {_block_words(block)}")


@commands.command("check")
def course_check(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """Say what is wrong with a course's plan; status 3 where there are errors."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries.weeks import week
    from cittrainer.rules.checks import findings

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            plan = week(db, course_id)
    found = findings(plan)
    if as_json:
        print_json({"course": course, "findings": plain.findings(plan, found)})
    else:
        for one in found:
            say(f"{one.severity}: {one.sentence} {one.hint}".rstrip())
        if not found:
            say("No findings: the plan holds.")
    if any(one.severity == "error" for one in found):
        raise typer.Exit(FOUND_ERRORS)


def _block_words(block: dict[str, Any]) -> str:
    details = (", ".join(block["rooms"]), ", ".join(block["presenters"]))
    return "  ".join(part for part in (block["title"], *details) if part)
