"""The terminal commands: the same verbs as the window, with no display.

Exit status: 0 done, warnings included; 1 refused; 2 wrong usage; 3 done and errors found.
"""

from __future__ import annotations

import codecs
import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from cittrainer.cli import (
    arrivals,
    attendance,
    care,
    constraints,
    courses,
    coverage,
    curricula,
    files,
    imports,
    letters,
    make_ups,
    papers,
    people,
    planning,
    presenter_times,
    presenters,
    release_drafts,
    releases,
    rotations,
    seats,
    skills,
    standards,
)
from cittrainer.cli.common import REFUSED, Chosen, say
from cittrainer.errors import UserError

SIMPLER = "cittrainer-simpler"
"""How letters are written that a terminal does not know."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    help="Plan, run and prove Crisis Intervention Team courses.",
)
app.add_typer(imports.commands, name="import")
courses.commands.command("rotations")(rotations.course_rotations)
courses.commands.command("constraints")(constraints.course_constraints)
for name, planned in (
    ("arrange", planning.course_arrange),
    ("repair", planning.course_repair),
    ("explain", planning.course_explain),
    ("fragility", planning.course_fragility),
):
    courses.commands.command(name)(planned)
for name, recorded in (
    ("arrivals", arrivals.arrivals),
    ("arrived", arrivals.arrived),
    ("attendance", attendance.attendance),
    ("tick", attendance.tick),
    ("times", attendance.times),
    ("recorded", attendance.recorded),
    ("make-ups", make_ups.make_ups),
    ("make-up", make_ups.make_up),
    ("seats", seats.seats),
    ("enroll", seats.enroll),
    ("state", seats.change_state),
    ("promote", seats.promote),
    ("keep", seats.keep),
    ("fair", seats.fair),
    ("rules", skills.rules),
    ("skills", skills.skills),
    ("assess", skills.assess),
):
    courses.commands.command(name)(recorded)
for of_course in (releases.release, releases.releases, releases.changes, release_drafts.drafts):
    courses.commands.command()(of_course)
app.add_typer(courses.commands, name="course")
app.add_typer(curricula.commands, name="curriculum")
people.commands.command("renewals")(letters.renewals)
app.add_typer(people.commands, name="people")
presenters.commands.command("care")(care.care)
presenters.commands.command("care-done")(care.care_done)
presenters.commands.command("times")(presenter_times.times)
app.add_typer(presenters.commands, name="presenter")
app.add_typer(letters.commands, name="letters")
app.add_typer(coverage.commands, name="coverage")
app.add_typer(standards.commands, name="standard")
for command in (
    papers.sample,
    papers.export,
    files.backup,
    files.restore,
    files.check,
    files.history,
):
    app.command()(command)


def main() -> None:
    """Run the command line; a refusal is one sentence on standard error."""
    codecs.register_error(SIMPLER, _simpler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=SIMPLER)
    try:
        app()
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the one place that tells a refusal
        raise SystemExit(REFUSED) from None
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        raise SystemExit(REFUSED) from None


def _tell_version(wanted: bool) -> None:
    if wanted:
        from cittrainer import __version__

        say(f"CIT Trainer {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FILE", help="The academy's file.")
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_tell_version, help="Tell the version."),
    ] = False,
) -> None:
    """Open the window, unless a command follows."""
    context.obj = Chosen(data)
    if context.invoked_subcommand is None:
        from cittrainer.gui.app import run

        raise SystemExit(run(data))


def _simpler(error: UnicodeError) -> tuple[str, int]:
    """Letters that a terminal can write in place of those that it cannot."""
    from cittrainer.rules.plain_letters import plain_letters

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain_letters(error.object[error.start : error.end]), error.end
