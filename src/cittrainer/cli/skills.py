"""The terminal's skills assessments, and what completing a course asks for."""

from __future__ import annotations

from datetime import datetime
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

    from cittrainer.queries.skills import AssessmentRow, CourseSkills, RubricRow
    from cittrainer.rules.assessments import Mark

_NONE = "none"


def rules(
    context: typer.Context,
    course: CourseNumber,
    rubric: Annotated[
        str, typer.Option(metavar="NAME", help="Assess the skills by this rubric, or by “none”.")
    ] = "",
    form: Annotated[
        str, typer.Option(metavar="CODE", help="Ask for this evaluation form, or for “none”.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show what completing a course asks for; choose its rubric and the form to hand in."""
    from cittrainer.queries.completion import completion_list, course_rules
    from cittrainer.services.completion import set_rules

    with opened(chosen_file(context), for_writing=bool(rubric or form)) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            now = course_rules(db, course_id)
        if rubric or form:
            with database.read() as db:
                rubric_id = _rubric_called(db, rubric) if rubric else now.rubric_id
                form_id = _form_called(db, course_id, form) if form else now.form_id
            with database.step(f"What completing {course[:80]} asks for") as db:
                set_rules(
                    db, course_id, rubric_id=rubric_id, required_form_id=form_id, seen=now.version
                )
        with database.read() as db:
            now, asked = course_rules(db, course_id), completion_list(db, course_id).requires
    value = {
        "course": course,
        "attendance_percent": asked.attendance_percent,
        "pass_mark": asked.pass_mark,
        "skills": asked.skills,
        "rubric": now.rubric,
        "form": now.form,
    }
    if as_json:
        print_json(value)
        return
    say(f"Attendance: at least {asked.attendance_percent} % of the minutes")
    say("Exam: none" if asked.pass_mark is None else f"Exam: at least {asked.pass_mark} %")
    say(f"Skills: {'must be met' if asked.skills else 'not asked by the standard'}")
    say(f"Rubric: {now.rubric or 'none'}")
    say(f"Form to hand in: {now.form or 'none'}")


def skills(context: typer.Context, course: CourseNumber, as_json: AsJson = False) -> None:
    """Show the rubric of a course with the numbers of its skills, and who was assessed how."""
    from cittrainer.queries import attendance
    from cittrainer.queries.skills import course_skills

    with opened(chosen_file(context), for_writing=False) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            found = course_skills(db, course_id)
            people = attendance.trainees(db, course_id)
    latest = {one: rows[0] for one, rows in found.assessments.items()}
    if as_json:
        print_json(_plain(found, {one.enrollment_id: one.full_name for one in people}))
        return
    if found.rubric is None:
        say("No rubric is chosen for this course.")
    else:
        say(found.rubric.name)
        for place, (_id, text) in enumerate(found.rubric.items, start=1):
            say(f"  {place:>2}  {text}")
    for one in people:
        row = latest.get(one.enrollment_id)
        told = "not assessed" if row is None else _told(row)
        say(f"{one.enrollment_id:>6}  {one.sorted_name}: {told}")
    if not people:
        say("Nobody is enrolled yet.")


def assess(
    context: typer.Context,
    course: CourseNumber,
    trainee: Annotated[int, typer.Argument(metavar="TRAINEE", help="By number.")],
    by: Annotated[str, typer.Option(help="Who assessed them.")],
    mark: Annotated[
        list[str], typer.Option("--mark", metavar="SKILL=MARK", help="Such as 3=5, by number.")
    ],
    comment: Annotated[
        list[str] | None,
        typer.Option("--comment", metavar="SKILL=TEXT", help="What was seen; for a 1 and a 7."),
    ] = None,
    scenario: Annotated[str, typer.Option(help="In which scenario.")] = "",
    day: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="When; else today.")
    ] = None,
    met: Annotated[
        bool | None,
        typer.Option("--met/--not-met", help="Where the rubric leaves that to the assessor."),
    ] = None,
) -> None:
    """Record how a trainee was assessed by the course's rubric; the latest one counts."""
    from cittrainer.errors import NotFound
    from cittrainer.queries.skills import course_skills
    from cittrainer.services.skills import AssessmentDetails
    from cittrainer.services.skills import assess as record

    with opened(chosen_file(context), for_writing=True) as database:
        course_id = find_course(database, course)
        with database.read() as db:
            found = course_skills(db, course_id)
            name = _trainee_name(db, course_id, course, trainee)
        if found.rubric is None:
            raise NotFound(
                f"No rubric is chosen for {found.number}.",
                hint=f"Choose one with “cittrainer course rules {course} --rubric NAME”.",
            )
        details = AssessmentDetails(
            rubric_id=found.rubric.id,
            assessed_on=today() if day is None else day.date(),
            assessor=by,
            scenario=scenario,
            marks=_marks(found.rubric, mark, comment or []),
            met=met,
        )
        with database.step(f"Assess the skills of {name[:120]}") as db:
            record(db, trainee, details, today=today())
        with database.read() as db:
            row = course_skills(db, course_id).assessments[trainee][0]
    say(f"{name}: {_told(row)}")


def _told(row: AssessmentRow) -> str:
    from cittrainer.rules.assessments import summary

    met = "met" if row.met else "not met"
    return f"{met}, {summary(row.marks)}, by {row.assessor} on {row.assessed_on}"


def _marks(
    rubric: RubricRow, typed: list[str], comments: list[str]
) -> dict[int, tuple[int | None, str]]:
    said = dict(_pair(rubric, one, "SKILL=TEXT") for one in comments)
    marks: dict[int, tuple[int | None, str]] = {}
    for one in typed:
        item_id, value = _pair(rubric, one, "SKILL=MARK")
        if not value.isascii() or not value.isdigit():
            raise typer.BadParameter(f"“{value}” is no mark; type a number from 1 to 7.")
        marks[item_id] = int(value), said.get(item_id, "")
    return {item_id: (None, text) for item_id, text in said.items()} | marks


def _pair(rubric: RubricRow, typed: str, form: str) -> tuple[int, str]:
    place, equals, value = typed.partition("=")
    if not equals or not place.strip().isdigit():
        raise typer.BadParameter(f"“{typed}” is not of the form {form}.")
    number = int(place)
    if not 1 <= number <= len(rubric.items):
        raise typer.BadParameter(f"The rubric has skills 1 to {len(rubric.items)}, not {number}.")
    return rubric.items[number - 1][0], value.strip()


def _trainee_name(db: Session, course_id: int, course: str, number: int) -> str:
    from cittrainer.cli.seats import trainee_numbered

    return trainee_numbered(db, course_id, course, number).person.full_name


def _rubric_called(db: Session, name: str) -> int | None:
    from cittrainer.jobs.calling import one_called
    from cittrainer.queries.skills import rubrics

    if name.casefold() == _NONE:
        return None
    return one_called(
        name,
        ((one.name, one.id) for one in rubrics(db)),
        nobody="There is no rubric",
        hint="Make it in the window, under “Rules…” on the Papers tab.",
    )


def _form_called(db: Session, course_id: int, code: str) -> int | None:
    from cittrainer.jobs.calling import one_called
    from cittrainer.queries.evaluations import course_forms

    if code.casefold() == _NONE:
        return None
    forms = [one.form for one in course_forms(db, course_id).forms]
    return one_called(
        code,
        ((one.code, one.id) for one in forms),
        nobody="There is no evaluation form",
        hint=f"Choose one of {', '.join(one.code for one in forms)}.",
    )


def _plain(found: CourseSkills, names: dict[int, str]) -> dict[str, object]:
    return {
        "course": found.number,
        "rubric": None if found.rubric is None else found.rubric.name,
        "trainees": [
            {
                "trainee": enrollment_id,
                "name": name,
                "assessments": [
                    {
                        "on": one.assessed_on.isoformat(),
                        "by": one.assessor,
                        "scenario": one.scenario,
                        "met": one.met,
                        "marks": [_plain_mark(mark) for mark in one.marks],
                    }
                    for one in found.assessments.get(enrollment_id, ())
                ],
            }
            for enrollment_id, name in names.items()
        ],
    }


def _plain_mark(mark: Mark) -> dict[str, object]:
    return {"skill": mark.skill, "mark": mark.mark, "comment": mark.comment}
