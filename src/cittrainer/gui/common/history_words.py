"""What one step did, in words: the things it touched, and each field before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cittrainer.queries.history import StepChange

THINGS = {
    "academy": "The academy",
    "agency": "Agency",
    "agency_alias": "Other name of an agency",
    "person": "Person",
    "person_identifier": "ID of a person",
    "employment": "Employment",
    "standard": "Standard",
    "requirement": "Requirement of a standard",
    "curriculum": "Curriculum",
    "curriculum_version": "Version of a curriculum",
    "module": "Module",
    "room": "Room",
    "course": "Course",
    "course_day": "Day of a course",
    "course_group": "Group",
    "block": "Block",
    "block_part": "Part of a block",
    "presenter": "Presenter",
    "availability": "Time of a presenter",
    "booking": "Booking",
    "booking_state": "State of a booking",
    "actual_presenter": "Who presented",
    "confidential_record": "Confidential record",
    "agency_not_booked_for": "Confidential record",
    "consent_agency": "Confidential record",
    "confidential_opening": "Opening of a confidential record",
    "presenter_module": "Module of a presenter",
    "care_done": "Care of a presenter",
    "stipend": "Stipend",
    "reviewed_comment": "Reviewed comment",
    "enrollment": "Enrollment",
    "enrollment_state": "State of an enrollment",
    "group_member": "Place in a group",
    "excused_block": "Excused block",
    "attendance_entry": "Attendance",
    "evaluation_form": "Evaluation form",
    "question": "Question of a form",
    "certificate": "Certificate",
    "agency_shift": "Shift of an agency",
    "earlier_record": "Record from before",
    "letter_template": "Wording of a letter",
    "make_up": "Make-up",
    "not_the_same": "Judgement that two people are two",
    "rubric_item": "Skill of a rubric",
    "seats_kept": "Seats kept",
    "sheet_layout": "Layout of a source's sheets",
    "skills_assessment": "Skills assessment",
    "skills_mark": "Mark for a skill",
}
"""Tables as people call what they hold."""

VERBS = {
    "insert": "added",
    "update": "changed",
    "delete": "removed",
    "mention": "changed; nothing of it is kept here",
}

MOST_LINES = 60
"""Rows of one step that are told one by one."""

UNTOLD = {"presenter": frozenset({"kind", "email", "phone"})}
"""Fields of which only that they changed may be said here, as they can be health information."""

_NEVER = frozenset({"uuid", "search_name"})
_LONGEST = 80


def thing(table: str) -> str:
    """What a table holds, in the words of the program."""
    return THINGS.get(table, table.replace("_", " ").capitalize())


def field(name: str) -> str:
    """A column's name as words: “start_minute” is “start minute”."""
    return name.removesuffix("_id").replace("_", " ")


def value(stored: Any) -> str:
    """A stored value as words."""
    if stored is None or stored == "":
        return "nothing"
    if isinstance(stored, bool):
        return "yes" if stored else "no"
    if isinstance(stored, dict):
        if "base64" in stored:
            return "a picture"
        return ", ".join(f"{key} {each}" for key, each in stored.items()) or "nothing"
    text = str(stored).replace("\n", " ")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def told(changes: Iterable[StepChange]) -> list[tuple[str, list[str]]]:
    """What a step did: each thing with its verb, and its fields before and after."""
    lines: list[tuple[str, list[str]]] = []
    more = 0
    for change in changes:
        if len(lines) >= MOST_LINES:
            more += 1
            continue
        verb = "noted" if change.table == "confidential_opening" else VERBS[change.action]
        head = f"{thing(change.table)} {verb}"
        lines.append((head, _fields(change)))
    if more:
        lines.append((f"and {more:,} more", []))
    return lines


def _fields(change: StepChange) -> list[str]:
    if not change.after:
        return []
    untold = UNTOLD.get(change.table, frozenset())
    return [
        f"{field(name)}: changed"
        if name in untold
        else f"{field(name)}: {value(change.before.get(name))} → {value(change.after.get(name))}"
        for name in change.before
        if name not in _NEVER
    ]
