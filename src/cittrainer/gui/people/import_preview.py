"""The lines of a sheet before they are imported: verdict, reasons, and what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cittrainer.gui.common.dates import short_date
from cittrainer.gui.common.list_view import ListView
from cittrainer.gui.common.tables import Column
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.common.trainee_words import ROLES
from cittrainer.gui.people.words import VERDICTS
from cittrainer.jobs.people_preview import Action, Decision, ImportPreview, action
from cittrainer.models import TraineeRole
from cittrainer.rules.person_values import JudgedLine, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from cittrainer.settings import SettingsFile

_ACTIONS: Final = {
    Action.ADD: "Add",
    Action.UPDATE: "Update",
    Action.KEEP: "On file",
    Action.REPEAT: "Once only",
    Action.SKIP: "Leave out",
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A line of the sheet as the preview shows it."""

    judged: JudgedLine
    agency: str
    """Under the name it has, or will have, on file."""
    decision: Decision | None
    action: Action

    @property
    def verdict(self) -> Verdict:
        """What matching says."""
        return self.judged.match.verdict

    @property
    def keeps(self) -> bool:
        """Whether the line is somebody who is on file, or of an earlier line."""
        return self.action in (Action.KEEP, Action.REPEAT)

    @property
    def waits(self) -> bool:
        """Whether the user has to decide."""
        return self.verdict is Verdict.DOUBTFUL and self.decision is None


def preview_rows(
    preview: ImportPreview, decisions: Mapping[int, Decision]
) -> tuple[PreviewRow, ...]:
    """The rows of a preview under what was decided so far."""
    return tuple(
        PreviewRow(
            line,
            preview.agency_name(line),
            decisions.get(line.line.line),
            action(line, decisions.get(line.line.line)),
        )
        for line in preview.lines
    )


def _name(row: PreviewRow) -> str:
    line = row.judged.line
    last = " ".join(filter(None, (line.last_name, line.suffix)))
    first = " ".join(filter(None, (line.first_name, line.middle_name)))
    return f"{last}, {first}" if first else last


def _reasons(row: PreviewRow) -> str:
    return " ".join(row.judged.match.reasons)


def _past(row: PreviewRow) -> str:
    past = row.judged.line.past
    return "" if past is None else f"{past.title}, {short_date(past.done_on)}".strip(", ")


COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column(
        "line",
        "Line",
        lambda row: str(row.judged.line.line),
        sort=lambda row: row.judged.line.line,
        width=58,
    ),
    Column("name", "Name", _name, bold=True, width=180, tooltip=_name),
    Column(
        "verdict",
        "Verdict",
        lambda row: VERDICTS[row.verdict.value][0],
        tone=lambda row: VERDICTS[row.verdict.value][1],
        width=106,
    ),
    Column(
        "action",
        "What happens",
        lambda row: "Decide" if row.waits else _ACTIONS[row.action],
        tone=lambda row: Tone.WARNING if row.waits else None,
        width=118,
    ),
    Column("agency", "Agency", lambda row: row.agency, width=160, tooltip=lambda row: row.agency),
    Column("role", "Role", lambda row: ROLES[TraineeRole(row.judged.role)], width=92),
    Column("identifier", "State ID", lambda row: row.judged.line.identifier, width=88),
    Column("reasons", "Reason", _reasons, width=200, tooltip=_reasons),
    Column("past", "Completed before", _past, width=190, usual=False, tooltip=_past),
    Column("position", "Position", lambda row: row.judged.line.position, width=120, usual=False),
    Column("email", "E-mail", lambda row: row.judged.line.email, width=180, usual=False),
)


class PreviewList(ListView):
    """The lines of the sheet; which of them are shown is said by a verdict."""

    def __init__(self, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(
            COLUMNS,
            name="import preview",
            settings=settings,
            key=lambda row: row.judged.line.line,
            parent=parent,
        )
        self.setAccessibleName(self.tr("Lines of the sheet"))
        self.set_placeholder(self.tr("No line has this verdict."))
        self._all: tuple[PreviewRow, ...] = ()
        self._verdict = ""

    def show_preview(self, rows: tuple[PreviewRow, ...]) -> None:
        """Show the lines of another preview, or what was decided meanwhile."""
        self._all = rows
        self._show()

    def show_verdict(self, verdict: str) -> None:
        """Show only lines of this verdict; empty shows all."""
        self._verdict = verdict
        self._show()

    def _show(self) -> None:
        self.set_rows([row for row in self._all if self._verdict in ("", row.verdict.value)])
