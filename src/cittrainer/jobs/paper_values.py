"""What is on file, as the values that papers are written from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cittrainer.documents.agendas import Agenda, AgendaBlock, AgendaDay
from cittrainer.documents.certificates import Certificate
from cittrainer.documents.completion_lists import CompletionList, CompletionRow
from cittrainer.documents.held_agendas import HeldAgenda, HeldDay
from cittrainer.documents.hour_distribution import HourDistribution
from cittrainer.documents.pages import Letterhead
from cittrainer.documents.rosters import Roster, RosterRow
from cittrainer.errors import NothingToPrint
from cittrainer.models import CourseState
from cittrainer.queries import certificates, completion, papers
from cittrainer.queries.printed_names import week_on_paper
from cittrainer.rules.held import (
    held_minutes,
    held_parts,
    not_as_planned,
    planned_minutes,
    who_presented,
)
from cittrainer.rules.hour_distribution import taught_hours
from cittrainer.rules.hours import credited_hours, hour_rule, ledger

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from cittrainer.queries.completion import CompletionRow as Row
    from cittrainer.rules.values import PlacedBlock

_SKILLS = {True: "met", False: "not met", None: ""}


def letterhead(db: Session, *, today: date) -> Letterhead:
    """What stands on every page; papers of the sample academy are marked."""
    academy = papers.academy(db)
    return Letterhead(
        academy=academy.name, printed_on=today, logo=academy.logo, sample=academy.sample
    )


def roster(db: Session, course_id: int) -> Roster:
    """Everybody who holds a seat, with hours attended and credited."""
    course = papers.paper_course(db, course_id)
    outcomes = completion.completion_list(db, course_id)
    academy = papers.academy(db)
    return Roster(
        academy=academy.name,
        course_title=course.title,
        course_number=course.state_course_number or course.number,
        class_number=course.class_number,
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        rows=[_roster_row(row) for row in outcomes.rows],
        sample=academy.sample,
    )


def agenda(db: Session, course_id: int) -> Agenda:
    """The week as it is planned; storytellers stand under their public name.

    Once the course is closed, whoever presented stands in place of whoever was planned: what is
    printed then goes to the file.
    """
    course = papers.paper_course(db, course_id)
    week = week_on_paper(db, course_id)
    held = week.state == CourseState.CLOSED.value
    return Agenda(
        course_title=course.title,
        location=course.location,
        note="As held" if held else "",
        days=[
            AgendaDay(
                day=day.date,
                start_minute=day.start,
                end_minute=day.end,
                blocks=[_agenda_block(block, held=held) for block in week.on(day.id)],
            )
            for day in week.days
        ],
    )


def held_agenda(db: Session, course_id: int) -> HeldAgenda:
    """The week as it was held, planned and actual presenters beside each other.

    Raises:
        NothingToPrint: it is on record of no block who presented it.
    """
    course = papers.paper_course(db, course_id)
    week = week_on_paper(db, course_id)
    days = [(day.date, held_parts(week, day.id)) for day in week.days]
    if not any(part.presented for _day, parts in days for part in parts):
        raise NothingToPrint(
            "It is on record of no block who presented it.",
            hint="Record who came on the Presenters tab first.",
        )
    return HeldAgenda(
        course=f"{course.title} ({course.state_course_number or course.number})",
        location=course.location,
        days=[
            HeldDay(
                day=day,
                parts=parts,
                planned_minutes=planned_minutes(parts),
                held_minutes=held_minutes(parts),
            )
            for day, parts in days
        ],
    )


def hour_distribution(db: Session, course_id: int) -> HourDistribution:
    """What is taught in each hour of the week, by topic and presenter.

    Raises:
        NothingToPrint: nothing that counts is placed yet.
    """
    course = papers.paper_course(db, course_id)
    week = week_on_paper(db, course_id)
    hours = taught_hours(week)
    if not hours:
        raise NothingToPrint(
            "The week of this course teaches nothing yet.", hint="Place its blocks first."
        )
    number = course.state_course_number or course.number
    return HourDistribution(
        course=f"{course.title} ({number})",
        location=course.location,
        hours=hours,
        hour_rule=hour_rule(week.standard),
        total=ledger(week).planned_hours,
    )


def issued(
    db: Session, *, course_id: int | None = None, ids: Collection[int] | None = None
) -> tuple[Certificate, ...]:
    """Certificates in force, in the words frozen at issue, in the order of their numbers."""
    frozen = certificates.frozen_words(db, course_id=course_id, ids=ids)
    return tuple(printed(words) for words in frozen)


def printed(frozen: Mapping[str, Any]) -> Certificate:
    """A certificate from its frozen words."""
    words = dict(frozen)
    for name in ("starts_on", "ends_on", "issued_on"):
        words[name] = date.fromisoformat(words[name])
    if words["expires_on"]:
        words["expires_on"] = date.fromisoformat(words["expires_on"])
    words["hours"] = Decimal(words["hours"])
    return Certificate(**words)


def completion_paper(db: Session, course_id: int) -> CompletionList:
    """Who completed a course and who did not, with the reasons."""
    course = papers.paper_course(db, course_id)
    return CompletionList(
        course_title=course.title,
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        rows=[
            CompletionRow(
                trainee=row.trainee.sorted_name,
                agency=row.trainee.agency,
                minutes_expected=row.outcome.expected_minutes,
                minutes_present=row.outcome.present_minutes,
                percent=Decimal(row.outcome.percent),
                exam=_percent(row.trainee.exam_score),
                skills=_SKILLS[row.trainee.skills_met],
                outcome="Completed" if row.outcome.completed else "Not completed",
                reasons=[reason.sentence for reason in row.outcome.reasons],
            )
            for row in completion.completion_list(db, course_id).rows
        ],
    )


def _agenda_block(block: PlacedBlock, *, held: bool) -> AgendaBlock:
    presented = dict.fromkeys(name for part in block.parts for name in who_presented(part))
    return AgendaBlock(
        title=block.title,
        delivery=block.delivery,
        start_minute=block.start or 0,
        minutes=block.minutes,
        rooms=block.rooms,
        presenters=tuple(presented) if held else block.presenters,
        planned=not_as_planned(block) if held else (),
    )


def _roster_row(row: Row) -> RosterRow:
    trainee = row.trainee
    return RosterRow(
        last=" ".join(part for part in (trainee.last_name, trainee.suffix) if part),
        first=trainee.first_name,
        middle=trainee.middle_name,
        id_type="State ID" if trainee.state_id else "",
        id_number=trainee.state_id,
        agency=trainee.agency,
        rank=trainee.position,
        role=trainee.role.value,
        hours_attended=credited_hours(row.outcome.present_minutes, minutes_per_hour=60),
        hours_credited=row.outcome.credited_hours,
        completed=row.outcome.completed,
        score=_percent(trainee.exam_score),
        remarks=trainee.remarks,
    )


def _percent(score: int | None) -> Decimal | None:
    return None if score is None else Decimal(score)
