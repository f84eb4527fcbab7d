"""The terminal commands about one course: list, show, check."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

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

if TYPE_CHECKING:
    from cittrainer.rules.values import Finding, Week

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


class Gravity(StrEnum):
    """Which findings are told."""

    ERRORS = "errors"
    WARNINGS = "warnings"
    NOTES = "notes"


Only = Annotated[
    Gravity | None, typer.Option("--only", help="Tell only the errors, the warnings or the notes.")
]
WithMends = Annotated[bool, typer.Option("--mends", help="Also say what would mend each of them.")]


@commands.command("check")
def course_check(
    context: typer.Context,
    course: CourseNumber,
    only: Only = None,
    with_mends: WithMends = False,
    as_json: AsJson = False,
) -> None:
    """Say what is wrong with a course's plan; status 3 where there are errors."""
    from cittrainer.jobs import as_json as plain
    from cittrainer.queries.weeks import week
    from cittrainer.rules.checks import findings

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            plan = week(db, course_id)
    found = findings(plan)
    told = [one for one in found if only is None or f"{one.severity}s" == only]
    if as_json:
        print_json({"course": course, "findings": plain.findings(plan, told)})
    else:
        for one in told:
            say(f"{one.severity}: {one.sentence} {one.hint}".rstrip())
            _say_mends(plan, one, wanted=with_mends)
        if not told:
            say("No findings: the plan holds." if not found else f"No {only}.")
    if any(one.severity == "error" for one in found):
        raise typer.Exit(FOUND_ERRORS)


def _say_mends(plan: Week, finding: Finding, *, wanted: bool) -> None:
    """What would mend a finding, if somebody wants to know, with the warnings that it brings."""
    from cittrainer.rules.mends import mends

    for mend in mends(plan, finding) if wanted else ():
        brings = f" (then: {' '.join(mend.brings)})" if mend.brings else ""
        say(f"  mend: {mend.sentence}{brings}")


def _block_words(block: dict[str, Any]) -> str:
    details = (", ".join(block["rooms"]), ", ".join(block["presenters"]))
    return "  ".join(part for part in (block["title"], *details) if part)
