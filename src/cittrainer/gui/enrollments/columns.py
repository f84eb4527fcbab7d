"""What the list of a course's trainees shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cittrainer.gui.common.dates import short_date
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.trainee_words import ROLES, STATE_TONES, state_words
from cittrainer.models import EnrollmentState

if TYPE_CHECKING:
    from datetime import date

    from cittrainer.queries.enrollments import EnrollmentRow

_STATE_ORDER: Final = {state: at for at, state in enumerate(EnrollmentState)}


def _since(row: EnrollmentRow) -> date | None:
    return None if row.since is None else row.since.astimezone().date()


def _groups(row: EnrollmentRow) -> str:
    return ", ".join(group.name for group in row.groups)


def _post(row: EnrollmentRow) -> str:
    return row.position or ROLES[row.role]


def _excused(row: EnrollmentRow) -> str:
    if not row.excused:
        return ""
    return "1 block" if row.excused == 1 else f"{row.excused} blocks"


def _check(row: EnrollmentRow) -> str:
    offered = f"Offered until {short_date(row.offer_until)}." if row.offer_until else ""
    return " ".join(filter(None, (offered, *row.warnings)))


def _told(row: EnrollmentRow) -> str:
    return ", ".join(filter(None, ("Walk-in" if row.walk_in else "", row.remarks)))


COLUMNS: tuple[Column[EnrollmentRow], ...] = (
    Column(
        "name",
        "Name",
        lambda row: row.sorted_name,
        sort=lambda row: row.search_name,
        bold=True,
        width=190,
        tooltip=lambda row: row.sorted_name,
    ),
    Column(
        "state",
        "State",
        lambda row: state_words(row.state, row.place),
        sort=lambda row: (_STATE_ORDER[row.state], row.place, row.search_name),
        tone=lambda row: STATE_TONES[row.state],
        width=140,
    ),
    Column("agency", "Agency", lambda row: row.agency, width=170),
    Column("position", "Role", _post, width=130),
    Column("groups", "Groups", _groups, width=110),
    Column("excused", "Excused", _excused, sort=lambda row: row.excused or None, width=96),
    Column("check", "To check", _check, width=170, tooltip=_check),
    Column("remarks", "Remarks", _told, width=150, tooltip=_told),
    Column("state_id", "State ID", lambda row: row.state_id, width=95, usual=False),
    Column("reason", "Reason", lambda row: row.reason, width=160, usual=False),
    Column("email", "E-mail", lambda row: row.email, width=190, usual=False),
    Column("since", "Since", lambda row: short_date(_since(row)), sort=_since, usual=False),
)
