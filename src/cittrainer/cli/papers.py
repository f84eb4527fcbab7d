"""The terminal commands that write papers: the sample with all of its own, and one paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cittrainer.cli.common import (
    CourseNumber,
    actor,
    chosen_file,
    find_course,
    opened,
    progress_bar,
    say,
    today,
)


def sample(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write all papers there.")
    ] = None,
) -> None:
    """Build the sample academy in a new file, and write all its papers, marked SAMPLE."""
    from cittrainer.jobs import sample as job

    path = context.obj.data or job.default_path()
    if out is not None:
        job.make_folder(out)
    with progress_bar("Building the sample academy") as progress:
        job.build(path, actor(), today=today(), progress=progress)
    say(f"The sample academy is in {path}.")
    if out is not None:
        with (
            opened(path, for_writing=False) as database,
            progress_bar("Writing its papers") as progress,
        ):
            papers = job.write_papers(database, out, today=today(), progress=progress)
        say(f"{len(papers)} papers are in {out}, each marked SAMPLE.")


def export(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Which paper.")],
    course: CourseNumber,
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The file to write.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file.")] = False,
) -> None:
    """Write a paper of a course: agenda, sign-in, roster, completion, certificates ..."""
    from cittrainer.jobs import papers

    paper = papers.kind(kind)
    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        papers.write(database, paper, course_id, out, today=today(), replace=replace)
    say(f"{paper.title} written to {out}.")
