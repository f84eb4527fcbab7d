"""Saves the lines of a previewed sheet inside an open step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cittrainer.errors import Invalid, UserError
from cittrainer.jobs.people_preview import Action
from cittrainer.models import IdentifierKind, TraineeRole
from cittrainer.queries import people as people_queries
from cittrainer.rules.person_values import Verdict
from cittrainer.services import agencies, enrollments, people
from cittrainer.services.merges import keep_apart
from cittrainer.services.people import FIRST_SERVICE_YEAR, PersonDetails

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from cittrainer.jobs.people_preview import ImportPreview
    from cittrainer.models import EnrollmentState
    from cittrainer.rules.person_values import JudgedLine, PersonLine

_DECIDED_CHANGES = (
    *("agency", "position", "identifier", "email", "phone", "address", "birth_date", "shift"),
)
"""What a line brings up to date of a person when the user says that it is them."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; people are counted once.

    Attributes:
        added: New people.
        updated: People whose data changed.
        kept: People who were on file as the sheet has them.
        left_out: Lines that were refused, skipped or not decided.
        agencies_added: New agencies.
        enrolled: People who came into the course.
        in_course_already: People who were in it before.
        completions: Records of courses completed before that were added.
    """

    added: int
    updated: int
    kept: int
    left_out: int
    agencies_added: int
    enrolled: int = 0
    in_course_already: int = 0
    completions: int = 0


class Saving:
    """One import while it is being saved."""

    def __init__(
        self, db: Session, preview: ImportPreview, *, today: date, keep_birth_dates: bool
    ) -> None:
        self._db = db
        self._keep_birth_dates = keep_birth_dates
        self._preview = preview
        self._today = today
        self._people: dict[int, int] = {}
        """The person of each line that was not left out."""
        self._agencies: dict[str, int] = {}
        """The id of each agency, by key."""
        self._counts = dict.fromkeys(Action, 0)
        self._agencies_added = 0
        self._enrolled = 0
        self._coming = 0

    def save_line(self, judged: JudgedLine, action: Action) -> int | None:
        """Add or update the person of a line, or remember who it is; None if it is left out.

        Raises:
            UserError: the line cannot be stored; the sentence names it.
        """
        line, match = judged.line, judged.match
        try:
            match action:
                case Action.ADD:
                    person_id = self._people[line.line] = self._add(judged)
                    if match.person_id is not None:
                        # The user said that they are two: nobody is asked about it again.
                        keep_apart(self._db, person_id, match.person_id)
                case Action.UPDATE if match.person_id is not None:
                    self._update(judged, match.person_id)
                    self._people[line.line] = match.person_id
                case Action.KEEP if match.person_id is not None:
                    self._people[line.line] = match.person_id
                case Action.REPEAT:
                    action = self._repeat(judged)
        except UserError as error:
            raise Invalid(f"Line {line.line}: {error.message}", hint=error.hint) from error
        self._counts[action] += 1
        return self._people.get(line.line)

    def enroll(self, course_id: int, state: EnrollmentState) -> None:
        """Put everybody who was not left out into a course."""
        everybody = list(dict.fromkeys(self._people.values()))
        self._coming = len(everybody)
        self._enrolled = enrollments.enroll_many(self._db, course_id, everybody, state=state)

    def agency(self, judged: JudgedLine) -> int | None:
        """The agency of a line; a new one is added with all spellings of the sheet."""
        found = self._preview.agencies.get(judged.agency_key)
        if found is None:
            return None
        if judged.agency_key not in self._agencies:
            agency_id = found.agency_id or agencies.find_or_add(self._db, found.name)
            self._agencies_added += found.agency_id is None
            for spelling in found.written:
                agencies.add_alias(self._db, agency_id, spelling)
            self._agencies[judged.agency_key] = agency_id
        return self._agencies[judged.agency_key]

    def result(self) -> ImportResult:
        """What was done."""
        return ImportResult(
            added=self._counts[Action.ADD],
            updated=self._counts[Action.UPDATE],
            kept=self._counts[Action.KEEP],
            left_out=self._counts[Action.SKIP],
            agencies_added=self._agencies_added,
            enrolled=self._enrolled,
            in_course_already=self._coming - self._enrolled,
        )

    def _repeat(self, judged: JudgedLine) -> Action:
        """A repeated line is the person of the earlier one, unless that was left out."""
        earlier = self._people.get(judged.match.same_as_line or 0, judged.match.person_id)
        if earlier is None:
            return Action.SKIP
        self._people[judged.line.line] = earlier
        return Action.REPEAT

    def _add(self, judged: JudgedLine) -> int:
        line = judged.line
        details = PersonDetails(
            last_name=line.last_name,
            first_name=line.first_name,
            middle_name=line.middle_name,
            suffix=line.suffix,
            identifiers=_identifiers(line),
            agency_id=self.agency(judged),
            role=TraineeRole(judged.role),
            position=line.position,
            service_since=_service_since(line, self._today),
            email=line.email,
            phone=line.phone,
            address=line.address,
            birth_date=line.birth_date if self._keep_birth_dates else None,
            shift=line.shift,
            remarks=line.remarks,
        )
        return people.add_person(self._db, details, today=self._today)

    def _update(self, judged: JudgedLine, person_id: int) -> None:
        """Bring the fields up to date that the line says otherwise."""
        line = judged.line
        doubtful = judged.match.verdict is Verdict.DOUBTFUL
        changes = {
            field
            for field in (_DECIDED_CHANGES if doubtful else judged.match.changes)
            if getattr(line, field)
        }
        if not self._keep_birth_dates:
            changes.discard("birth_date")
        on_file = people_queries.record(self._db, person_id)
        present = on_file.present
        details = PersonDetails(
            last_name=on_file.last_name,
            first_name=on_file.first_name,
            middle_name=on_file.middle_name,
            suffix=on_file.suffix,
            identifiers=on_file.identifiers,
            agency_id=None if present is None else present.agency_id,
            role=TraineeRole.OTHER if present is None else present.role,
            position="" if present is None else present.position,
            shift="" if present is None else present.shift,
            supervisor_id=None if present is None else present.supervisor_id,
            service_since=on_file.service_since,
            email=on_file.email,
            phone=on_file.phone,
            address=on_file.address,
            birth_date=on_file.birth_date,
            remarks=on_file.remarks,
        )
        names = {"last_name", "middle_name", "suffix"}
        same = changes & (names | {"email", "phone", "address", "birth_date", "shift"})
        details = replace(details, **{field: getattr(line, field) for field in same})
        if changes & {"agency", "position"}:
            details = replace(details, role=TraineeRole(judged.role))
        if "agency" in changes:
            details = replace(details, agency_id=self.agency(judged), supervisor_id=None)
        if line.position and changes & {"agency", "position"}:
            details = replace(details, position=line.position)
        if "identifier" in changes:
            new = _identifiers(line)
            kept = (one for one in on_file.identifiers if one[0] != new[0][0])
            details = replace(details, identifiers=(*kept, *new))
        people.edit_person(self._db, person_id, details, seen=on_file.version, today=self._today)


def _identifiers(line: PersonLine) -> tuple[tuple[IdentifierKind, str], ...]:
    if not line.identifier:
        return ()
    return ((IdentifierKind(line.identifier_kind), line.identifier),)


def _service_since(line: PersonLine, today: date) -> int | None:
    """The year in which service began, from whole years of experience; None where unlikely."""
    if line.years_experience is None or line.years_experience < 0:
        return None
    year = today.year - int(line.years_experience)
    return year if year >= FIRST_SERVICE_YEAR else None
