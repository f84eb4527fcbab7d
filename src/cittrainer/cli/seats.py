"""The terminal commands about the seats of a course: who has one, who waits, who is next."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
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
    from sqlalchemy.orm import Session

    from cittrainer.models import Enrollment


class Into(StrEnum):
    """A state of an enrollment."""

    NOMINATED = "nominated"
    APPROVED = "approved"
    DECLINED = "declined"
    WAITLISTED = "waitlisted"
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"
    NO_SHOW = "no_show"


class Code(StrEnum):
    """Why somebody does not come."""

    STAFFING = "staffing"
    COURT = "court"
    LEAVE = "leave"
    OTHER_TRAINING = "other_training"
    LEFT_AGENCY = "left_agency"
    AGENCY_DECISION = "agency_decision"
    OWN_WISH = "own_wish"
    OTHER = "other"


People = Annotated[list[int], typer.Argument(metavar="ID...", help="People, by number.")]
Trainees = Annotated[list[int], typer.Argument(metavar="TRAINEE...", help="By number.")]
Reason = Annotated[str, typer.Option(help="Why; it stays on record.")]


def seats(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """Show the seats of a course: taken, kept, offered, who waits, and who is next and why."""
    from cittrainer.jobs.seats_as_json import seating as plain
    from cittrainer.queries.enrollments import of_course
    from cittrainer.queries.seats import seating

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            found = seating(db, course_id, today=today())
            rows = of_course(db, course_id).rows
    if as_json:
        print_json(plain(found, rows))
        return
    count = found.count
    say(
        f"{count.taken} of {count.seats} seats taken, {count.left} free, {count.kept} kept, "
        f"{count.offered} offered, {count.waiting} waiting"
    )
    for row in found.kept:
        until = f" until {row.kept.until}" if row.kept.until else ""
        say(f"  kept {row.kept.id}: {row.kept.words}, {row.unused} of {row.kept.seats}{until}")
    for one in rows:
        place = f" {one.place}" if one.place else ""
        told = " ".join(found.warnings.get(one.id, ()))
        say(f"{one.id:>6}  {one.state.value + place:<14} {one.sorted_name}, {one.agency}  {told}")
    if found.next is not None:
        say(f"Next: {found.next.why}")


def enroll(
    context: typer.Context,
    course: CourseNumber,
    people: People,
    state: Annotated[Into, typer.Option(help="Into which state they come.")] = Into.ENROLLED,
    reason: Reason = "",
) -> None:
    """Put people into a course: nominated, approved, on the waiting list or enrolled."""
    from cittrainer.models import EnrollmentState
    from cittrainer.services.enrollments import enroll_many

    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        with database.step(f"Put {len(people)} people into {course[:60]}: {state.value}") as db:
            done = enroll_many(db, course_id, people, state=EnrollmentState(state), reason=reason)
    say(f"{done} came into {course}; {len(people) - done} were in it already.")


def change_state(
    context: typer.Context,
    course: CourseNumber,
    trainees: Trainees,
    into: Annotated[Into, typer.Option("--into", help="The new state.")],
    reason: Reason = "",
    code: Annotated[Code | None, typer.Option(help="Why they do not come.")] = None,
    by: Annotated[str, typer.Option(help="Whose word it is, such as the supervisor.")] = "",
) -> None:
    """Bring trainees of a course into another state, all or none."""
    from cittrainer.models import EnrollmentState, WithdrawalReason
    from cittrainer.services.enrollments import Word, set_states

    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            names = [
                trainee_numbered(db, course_id, course, one).person.full_name for one in trainees
            ]
        who = names[0][:80] if len(names) == 1 else f"{len(names)} people"
        word = Word(code=None if code is None else WithdrawalReason(code), said_by=by)
        with database.step(f"{who} in {course[:60]}: {into.value}") as db:
            set_states(db, trainees, EnrollmentState(into), reason=reason, word=word)
    say(f"{', '.join(names)}: {into.value}.")


def promote(
    context: typer.Context,
    course: CourseNumber,
    offer: Annotated[bool, typer.Option("--offer", help="Only hold the seat for them.")] = False,
) -> None:
    """Give the next free seat to whoever of the waiting list is next, and say why."""
    from cittrainer.services import seats as services

    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        with database.step(f"Fill a seat of {course[:60]} from the waiting list") as db:
            services.end_offers(db, course_id, today=today())
            done = services.promote(db, course_id, today=today(), offer=offer)
    say(done.why)
    if done.until is not None:
        say(f"The seat is held until {done.until}.")


def keep(
    context: typer.Context,
    course: CourseNumber,
    number: Annotated[int, typer.Option("--seats", min=1, help="How many.")] = 1,
    agency: Annotated[str, typer.Option(help="For the people of this agency.")] = "",
    role: Annotated[str, typer.Option(help="For people of this role.")] = "",
    person: Annotated[int | None, typer.Option(help="For this person, by number.")] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day.")
    ] = None,
    release: Annotated[
        int | None, typer.Option("--release", help="Keep this one no longer, by number.")
    ] = None,
) -> None:
    """Keep seats of a course for an agency, a role or a person until a day, or release them."""
    from cittrainer.jobs.calling import agency_called, role_called
    from cittrainer.services.seats import keep_seats, release_seats

    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        if release is not None:
            with database.step(f"Release seats of {course[:60]}") as db:
                release_seats(db, release)
            say("Kept no longer.")
            return
        with database.read() as db:
            agency_id = agency_called(db, agency) if agency else None
        with database.step(f"Keep seats of {course[:60]}") as db:
            keep_seats(
                db,
                course_id,
                agency_id=agency_id,
                role=role_called(role) if role else None,
                person_id=person,
                seats=number,
                until=None if until is None else until.date(),
            )
    say("Kept.")


def fair(
    context: typer.Context,
    course: CourseNumber,
    years: Annotated[int, typer.Option(min=1, max=20, help="How far to look back.")] = 3,
    give: Annotated[bool, typer.Option("--give", help="Enroll by the proposal.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what each agency asked for and got over the years, and a proposal for the seats."""
    from cittrainer.jobs.seats_as_json import fairness as plain
    from cittrainer.queries.fairness import fairness
    from cittrainer.services.fair_seats import give_out

    with opened(chosen_file(context), for_writing=give) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            found = fairness(db, course_id, today=today(), years=years)
        if give:
            with database.step(f"Give out the seats of {course[:60]}") as db:
                done = give_out(db, course_id, today=today(), years=years)
    if as_json:
        print_json(plain(found))
        return
    for one in found.past:
        if one.asked:
            say(
                f"{one.name}: {one.asked} asked, {one.given} given, {one.used} used, "
                f"{one.no_shows} no-shows, {one.withdrawn} withdrawn"
            )
    say(f"{found.seats} seats to give out")
    for share in found.shares:
        say(f"  {share.name}: {share.why}")
    if give:
        say(f"{done[0]} enrolled, {done[1]} on the waiting list.")


def trainee_numbered(db: Session, course_id: int, course: str, number: int) -> Enrollment:
    """The trainee of a course with a number.

    Raises:
        NotFound: the course has none of that number.
    """
    from cittrainer.errors import NotFound
    from cittrainer.models import Enrollment

    row = db.get(Enrollment, number)
    if row is None or row.course_id != course_id:
        raise NotFound(
            f"No trainee of {course} has the number {number}.",
            hint=f"Look at “cittrainer course seats {course}”.",
        )
    return row
