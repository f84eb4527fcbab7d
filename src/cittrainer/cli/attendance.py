"""The terminal commands about attendance: shown, and recorded."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

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


class Mark(StrEnum):
    """What somebody was in a block."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    EXCUSED = "excused"
    ABSENT = "absent"


Block = Annotated[str, typer.Argument(metavar="BLOCK", help="The block, by number or title.")]
Who = Annotated[
    list[int] | None,
    typer.Option("--trainee", metavar="N", help="Who, by number; without it everybody open."),
]
As = Annotated[Mark, typer.Option("--mark", help="What they were.")]
Minutes = Annotated[
    int | None, typer.Option("--missed", min=0, help="Minutes missed, by the late and early.")
]
Reason = Annotated[str, typer.Option(help="Why it is corrected, once the day is closed.")]


def tick(
    context: typer.Context,
    course: CourseNumber,
    block: Block,
    trainee: Who = None,
    mark: As = Mark.PRESENT,
    missed: Minutes = None,
    reason: Reason = "",
) -> None:
    """Record who was there in a block; what was recorded before is corrected, never erased."""
    from cittrainer.jobs.ticking import block_of
    from cittrainer.jobs.ticking import tick as record
    from cittrainer.models import AttendanceMark

    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            found = block_of(db, course_id, block)
        with database.step(f"Tick “{found.title[:100]}” of {course[:60]}") as db:
            done = record(
                db,
                course_id,
                found.id,
                trainee or (),
                mark=AttendanceMark(mark),
                missed=missed,
                reason=reason,
            )
    say(f"{found.title}: {done} recorded." if done else f"{found.title}: nothing was to record.")


def attendance(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """Show who was there, with the numbers of trainees and blocks."""
    from cittrainer.queries.attendance import register
    from cittrainer.rules.wording import duration

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            book = register(db, course_id)
    if as_json:
        from cittrainer.jobs.attendance_as_json import attendance as plain

        print_json(plain(book))
        return
    for one in book.trainees:
        blocks = [each for each in book.expected[one.enrollment_id] if not each.excused]
        present = sum(each.present or 0 for each in blocks)
        missing = sum(each.present is None for each in blocks)
        open_words = f", {missing} open" if missing else ""
        say(
            f"{one.enrollment_id:>6}  {one.sorted_name}, {one.agency}: {duration(present)} of "
            f"{duration(sum(each.minutes for each in blocks))}{open_words}"
        )
    for guest in book.guests:
        name = guest.trainee.sorted_name
        say(f"{guest.trainee.enrollment_id:>6}  {name}, makes up for {guest.course}")
    for day in book.week.days:
        say(f"\n{day.date}{'  closed' if day.closed else ''}")
        for block in book.blocks(day):
            there = sum(
                1 for (_, one), entry in book.entries.items() if one == block.id and entry.minutes
            )
            expected = sum(1 for _, one in book.credited if one == block.id)
            say(f"{block.id:>6}  {block.title}: {there} of {expected} there")


def times(
    context: typer.Context,
    course: CourseNumber,
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day.")],
    trainee: Annotated[
        list[str],
        typer.Argument(metavar="TRAINEE=IN-OUT...", help="Such as 12=8:05-16:30; OUT may miss."),
    ],
    reason: Reason = "",
) -> None:
    """Record a day from its sign-in sheet, to the minute, all lines or none."""
    from cittrainer.jobs.ticking import day_of, read_times
    from cittrainer.services.attendance import record_times

    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            found = day_of(db, course_id, day.date())
            read = dict(read_times(db, course_id, found.id, one) for one in trainee)
        who = "1 trainee" if len(read) == 1 else f"{len(read)} trainees"
        with database.step(f"Sign-in times of {who} on {day.date()} in {course[:60]}") as db:
            done = record_times(db, found.id, read, reason=reason)
    say(f"{day.date()}: {done} recorded." if done else f"{day.date()}: nothing was to record.")


def recorded(
    context: typer.Context,
    course: CourseNumber,
    trainee: Annotated[int, typer.Argument(metavar="TRAINEE", help="By number.")],
    block: Block,
    as_json: AsJson = False,
) -> None:
    """Show everything that was ever recorded of a trainee in a block: what, when, by whom, why."""
    from cittrainer.cli.seats import trainee_numbered
    from cittrainer.jobs.attendance_as_json import entry_line
    from cittrainer.jobs.ticking import block_of
    from cittrainer.queries.attendance_entries import entry_history

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            trainee_numbered(db, course_id, course, trainee)
            lines = entry_history(db, trainee, [block_of(db, course_id, block).id])
    rows = [entry_line(one) for one in lines]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        why = f": {row['reason']}" if row["reason"] else ""
        say(f"{row['recorded']}  {row['mark']}, {row['minutes']} min, {row['by']}{why}")
    if not rows:
        say("Nothing was recorded yet.")
