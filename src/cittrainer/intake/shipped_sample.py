"""Reads the sample academy that ships as JSON files and one sheet of nominations."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cittrainer.intake.json_fields import Fields, read_object
from cittrainer.intake.sample_values import (
    SampleAcademy,
    SampleAgency,
    SampleAttendance,
    SampleAway,
    SampleBlock,
    SampleBooking,
    SampleConfidential,
    SampleCourse,
    SampleExcused,
    SampleHeld,
    SampleKept,
    SampleLater,
    SampleLimits,
    SampleMove,
    SamplePart,
    SamplePerson,
    SamplePresenter,
    SampleRelease,
    SampleRoom,
    SampleShift,
    SampleStipend,
    SampleTime,
    SampleTrainee,
)
from cittrainer.paths import resource
from cittrainer.rules.constraint_fields import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


def academy() -> SampleAcademy:
    """The sample academy."""
    return _read("academy.json", _academy)


def agencies() -> tuple[SampleAgency, ...]:
    """The agencies that send people to it."""
    return _read("agencies.json", lambda fields: fields.rows("agencies", _agency))


def presenters() -> tuple[SamplePresenter, ...]:
    """Those who teach there."""
    return _presenters_file()[0]


def confidential_records() -> tuple[SampleConfidential, ...]:
    """The confidential records of those presenters who tell of their own life."""
    return _presenters_file()[1]


def main_course() -> SampleCourse:
    """The course of the messy sheet: held, with absences and a late arrival."""
    return _read("course.json", _course)


def earlier_course() -> SampleCourse:
    """A course that was finished before."""
    return _read("earlier.json", _course)


def coming_course() -> SampleCourse:
    """A course that is still being filled."""
    return _read("coming.json", _course)


def next_course() -> SampleCourse:
    """A course whose week is still to be arranged."""
    return _read("next.json", _course)


def nominations() -> Path:
    """The sheet that agencies sent in for the main course."""
    return resource("sample/nominations.xlsx")


def _read(name: str, read: Callable[[Fields], T]) -> T:
    def without_head(fields: Fields) -> T:
        if not fields.flag("our_own"):
            raise fields.refusal("it is not marked as invented")
        fields.text("note")
        return read(fields)

    return read_object(resource(f"sample/{name}"), without_head)


def _academy(fields: Fields) -> SampleAcademy:
    return SampleAcademy(
        name=fields.text("name"),
        address=fields.text("address"),
        time_zone=fields.text("time_zone"),
        coordinator=fields.text("coordinator"),
        coordinator_title=fields.text("coordinator_title"),
        phone=fields.text("phone"),
        email=fields.text("email"),
        certificate_prefix=fields.text("certificate_prefix"),
        standard=fields.text("standard"),
        rooms=fields.rows("rooms", _room),
    )


def _room(fields: Fields) -> SampleRoom:
    return SampleRoom(
        name=fields.text("name"),
        building=fields.text("building", default=""),
        seats=fields.whole_or_none("seats", least=1),
        equipment=fields.text("equipment", default=""),
    )


def _agency(fields: Fields) -> SampleAgency:
    return SampleAgency(
        name=fields.text("name"),
        short_name=fields.text("short_name"),
        kind=fields.text("kind"),
        aliases=fields.texts("aliases"),
        sworn=fields.whole_or_none("sworn"),
        patrol=fields.whole_or_none("patrol"),
        dispatchers=fields.whole_or_none("dispatchers"),
        target_percent=fields.whole_or_none("target_percent", most=100),
        contact_name=fields.text("contact_name"),
        email=fields.text("email"),
        shifts=fields.rows("shifts", _shift) if fields.says("shifts") else (),
    )


def _shift(fields: Fields) -> SampleShift:
    return SampleShift(
        name=fields.text("name"),
        patrol=fields.whole_or_none("patrol"),
        dispatchers=fields.whole_or_none("dispatchers"),
    )


def _presenters_file() -> tuple[tuple[SamplePresenter, ...], tuple[SampleConfidential, ...]]:
    return _read(
        "presenters.json",
        lambda fields: (
            fields.rows("presenters", _presenter),
            fields.rows("confidential", _confidential),
        ),
    )


def _presenter(fields: Fields) -> SamplePresenter:
    return SamplePresenter(
        name=fields.text("name"),
        kind=fields.text("kind"),
        title=fields.text("title", default=""),
        organization=fields.text("organization", default=""),
        email=fields.text("email", default=""),
        topics=fields.text("topics", default=""),
        bio=fields.text("bio", default=""),
        times=fields.rows("times", _time),
        modules=fields.texts("modules"),
        limits=fields.part_or_none("limits", _limits) or SampleLimits(),
        way=fields.whole_or_none("way"),
        way_note=fields.text("way_note", default=""),
        stipend=fields.part_or_none("stipend", _stipend),
        holds=fields.rows("holds", _held) if fields.says("holds") else (),
    )


def _limits(fields: Fields) -> SampleLimits:
    return SampleLimits(
        week=fields.whole_or_none("week"),
        month=fields.whole_or_none("month"),
        year=fields.whole_or_none("year"),
        least=fields.whole_or_none("least"),
    )


def _stipend(fields: Fields) -> SampleStipend:
    return SampleStipend(
        amount=fields.text("amount"),
        per=fields.one_of("per", {"talk", "hour", "day", "course"}, default="talk"),
        method=fields.text("method", default=""),
        declined=fields.flag("declined", default=False),
    )


def _held(fields: Fields) -> SampleHeld:
    return SampleHeld(fields.text("name"), fields.whole("days"))


def _time(fields: Fields) -> SampleTime:
    return SampleTime(fields.whole("weekday", most=6), fields.clock("start"), fields.clock("end"))


def _confidential(fields: Fields) -> SampleConfidential:
    return SampleConfidential(
        name=fields.text("name"),
        email=fields.text("email", default=""),
        phone=fields.text("phone", default=""),
        support_person=fields.text("support_person", default=""),
        access_needs=fields.text("access_needs", default=""),
        topics_not_asked=fields.text("topics_not_asked", default=""),
        consent_scope=fields.text("consent_scope"),
        consent_days_before=fields.whole("consent_days_before"),
        consent_valid_days=fields.whole("consent_valid_days"),
    )


def _course(fields: Fields) -> SampleCourse:
    return SampleCourse(
        number=fields.text("number"),
        title=fields.text("title"),
        curriculum=fields.text("curriculum"),
        standard=fields.text("standard"),
        weeks_from_main=fields.whole("weeks_from_main", least=-520, most=520),
        seats=fields.whole("seats"),
        venue=fields.text("venue"),
        directions=fields.text("directions", default=""),
        provided=fields.text("provided", default=""),
        day_contact=fields.text("day_contact", default=""),
        state_course_number=fields.text("state_course_number"),
        class_number=fields.text("class_number"),
        approval_number=fields.text("approval_number", default=""),
        lead_instructor=fields.text("lead_instructor"),
        groups=fields.texts("groups"),
        nominations=fields.text("nominations", default=""),
        waiting=fields.texts("waiting"),
        away=fields.rows("away", _away),
        later=fields.rows("later", _later),
        keeps=fields.rows("keeps", _kept),
        releases=fields.rows("releases", _release),
        blocks=fields.rows("bookings", _block),
        trainees=fields.rows("trainees", _trainee),
        excused=fields.rows("excused", _excused),
        attendance=fields.rows("attendance", _attendance),
        people=fields.rows("people", _person),
    )


def _away(fields: Fields) -> SampleAway:
    return SampleAway(
        fields.text("name"),
        fields.whole("day", least=1),
        fields.clock("start"),
        fields.clock("end"),
    )


def _later(fields: Fields) -> SampleLater:
    return SampleLater(
        fields.whole("day", least=1), fields.clock("from"), fields.whole("minutes", least=5)
    )


def _kept(fields: Fields) -> SampleKept:
    return SampleKept(
        kind=fields.one_of("kind", SHAPES),
        must=fields.flag("must", default=False),
        weight=fields.whole_or_none("weight", least=1, most=100) or 10,
        comment=fields.text("comment", default=""),
        block=fields.text("block", default=""),
        other_block=fields.text("other_block", default=""),
        presenter=fields.text("presenter", default=""),
        availability=fields.text("availability", default=""),
        day=fields.whole_or_none("day", least=1),
        start=fields.clock_or_none("start"),
        end=fields.clock_or_none("end"),
    )


def _release(fields: Fields) -> SampleRelease:
    return SampleRelease(
        note=fields.text("note"),
        not_told=fields.texts("not_told"),
        moved=fields.rows("moved", _move),
    )


def _move(fields: Fields) -> SampleMove:
    return SampleMove(
        day=fields.whole("day", least=1),
        title=fields.text("title"),
        start=fields.clock("start"),
    )


def _block(fields: Fields) -> SampleBlock:
    return SampleBlock(
        fields.whole("day", least=1),
        fields.clock("start"),
        fields.text("title"),
        fields.rows("parts", _part),
    )


def _part(fields: Fields) -> SamplePart:
    return SamplePart(
        fields.text("room"),
        fields.text("group", default=""),
        fields.rows("presenters", _booking),
        fields.texts("actual"),
    )


def _booking(fields: Fields) -> SampleBooking:
    return SampleBooking(
        fields.text("name"),
        fields.text("role"),
        fields.whole("choice", least=1),
        fields.text("state"),
    )


def _trainee(fields: Fields) -> SampleTrainee:
    return SampleTrainee(
        fields.whole("line", least=1),
        fields.text("group"),
        fields.whole_or_none("exam_score", most=100),
        fields.flag_or_none("skills_met"),
    )


def _excused(fields: Fields) -> SampleExcused:
    return SampleExcused(
        fields.whole("line", least=1), fields.whole("day", least=1), fields.clock("start")
    )


def _attendance(fields: Fields) -> SampleAttendance:
    return SampleAttendance(
        fields.whole("line", least=1),
        fields.whole("day", least=1),
        fields.clock("start"),
        fields.whole("present"),
        fields.text("reason"),
    )


def _person(fields: Fields) -> SamplePerson:
    return SamplePerson(
        last_name=fields.text("last_name"),
        first_name=fields.text("first_name"),
        agency=fields.text("agency"),
        role=fields.text("role"),
        position=fields.text("position", default=""),
        state_id=fields.text("state_id", default=""),
        state=fields.text("state"),
        group=fields.text("group", default=""),
        exam_score=fields.whole_or_none("exam_score", most=100),
        skills_met=fields.flag_or_none("skills_met"),
        shift=fields.text("shift", default=""),
        elsewhere_years=fields.whole_or_none("elsewhere_years", most=40),
    )
