"""The details of one person beside the list: where they work, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cittrainer.gui.common.cards import Card, Facts, button, label, scrolled
from cittrainer.gui.common.dates import short_date
from cittrainer.gui.common.timeline import Timeline
from cittrainer.gui.people.words import happening_detail, happening_title, post
from cittrainer.models import IdentifierKind
from cittrainer.queries import people, person_records

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.people import PersonRecord
    from cittrainer.queries.person_records import Happening

_NUMBERS = {
    IdentifierKind.STATE_ID: "State ID",
    IdentifierKind.BADGE: "Badge",
    IdentifierKind.EMPLOYEE: "Employee no.",
}


_BREAK = "\u200b"
"""A place where a long word may go on in the next line; it is not seen."""
_LONG_WORD = 18


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What the panel shows."""

    record: PersonRecord
    happenings: tuple[Happening, ...]


class PersonPanel(QWidget):
    """One person with a link to edit them; says what to do while nobody is chosen."""

    edit_wanted = Signal(int)
    course_opened = Signal(int)
    """The course of an entry that was chosen in the record."""
    earlier_wanted = Signal(int)
    """The record from elsewhere that was chosen, to be corrected; 0 for a new one."""
    transcript_wanted = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._person_id: int | None = None
        self._happenings: tuple[Happening, ...] = ()
        self.card = Card(self.tr("Nobody chosen"), self.tr("Edit"))
        self.card.title.setWordWrap(True)
        self.card.action.setVisible(False)
        self.card.action_wanted.connect(self._want_edit)
        self.facts = Facts()
        self.heading = label(self.tr("Record"), "heading")
        self.timeline = Timeline()
        self.timeline.entry_chosen.connect(self._open_entry)
        self.add_record = button(self.tr("Add…"), "link")
        self.add_record.setToolTip(self.tr("A course held elsewhere, or an exemption"))
        self.add_record.setAccessibleName(self.tr("Add a record"))
        self.add_record.clicked.connect(self._want_record)
        self.transcript = button(self.tr("Transcript…"), "link")
        self.transcript.setToolTip(self.tr("Everything on record, as a PDF"))
        self.transcript.clicked.connect(self.transcript_wanted)
        self.links = QWidget()
        links = QHBoxLayout(self.links)
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(12)
        links.addWidget(self.add_record)
        links.addStretch()
        links.addWidget(self.transcript)
        self.hint = label(self.tr("Choose somebody in the list to see their record."), "muted")
        self.hint.setWordWrap(True)
        for widget in (self.hint, self.facts, self.heading, self.links, self.timeline):
            self.card.body.addWidget(widget)
        self.card.body.addStretch()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(scrolled(self.card))
        self.show_person(None)

    @property
    def person_id(self) -> int | None:
        """Who is shown."""
        return self._person_id

    def show_person(self, person_id: int | None) -> None:
        """Show somebody, or nobody."""
        self._person_id = person_id
        if person_id is None:
            self._show_nobody()
            return
        self._runner.read(lambda db: _details(db, person_id), self._show, explain=self._gone)

    def _show(self, details: PersonDetails) -> None:
        record = details.record
        if record.id != self._person_id:
            return
        self.card.title.setText(breakable(record.sorted_name))
        self.card.setAccessibleName(record.full_name)
        self.card.action.setVisible(True)
        self.facts.show_facts(_facts(record))
        self._keep_narrow()
        self._happenings = details.happenings
        self.timeline.show_entries(
            [(happening_title(one), happening_detail(one)) for one in details.happenings]
        )
        self.hint.setText(self.tr("Nothing is on record yet."))
        self.hint.setVisible(not details.happenings)
        for widget in (self.facts, self.heading, self.links, self.timeline):
            widget.setVisible(True)

    def _keep_narrow(self) -> None:
        """Let no long value make the panel wider than its place; a tooltip shows all of it."""
        for words in (self.card.title, *self.facts.findChildren(QLabel)):
            words.setMinimumWidth(1)
            words.setToolTip(words.text().replace(_BREAK, ""))

    def _show_nobody(self) -> None:
        self.card.title.setText(self.tr("Nobody chosen"))
        self.card.action.setVisible(False)
        self.hint.setText(self.tr("Choose somebody in the list to see their record."))
        self.hint.setVisible(True)
        for widget in (self.facts, self.heading, self.links, self.timeline):
            widget.setVisible(False)

    def _gone(self, _error: object) -> None:
        self.show_person(None)

    @property
    def name(self) -> str:
        """The full name of who is shown; empty for nobody."""
        return "" if self._person_id is None else self.card.accessibleName()

    @Slot(int)
    def _open_entry(self, at: int) -> None:
        one = self._happenings[at]
        if one.course_id is not None:
            self.course_opened.emit(one.course_id)
        elif one.earlier_id is not None:
            self.earlier_wanted.emit(one.earlier_id)

    @Slot()
    def _want_record(self) -> None:
        self.earlier_wanted.emit(0)

    def _want_edit(self) -> None:
        if self._person_id is not None:
            self.edit_wanted.emit(self._person_id)


def breakable(text: str) -> str:
    """The text with places in its very long words where a line may end."""
    return " ".join(
        word
        if len(word) <= _LONG_WORD
        else _BREAK.join(word[at : at + _LONG_WORD] for at in range(0, len(word), _LONG_WORD))
        for word in text.split(" ")
    )


def _details(db: Session, person_id: int) -> PersonDetails:
    return PersonDetails(people.record(db, person_id), person_records.timeline(db, person_id))


def _facts(record: PersonRecord) -> list[tuple[str, str]]:
    present = record.present
    facts: list[tuple[str, str]] = []
    if present is not None:
        since = f" since {short_date(present.from_date)}" if present.from_date else ""
        facts.append(("Agency", f"{present.agency}{since}" if present.agency else ""))
        facts.append(("Role", ", ".join(filter(None, (post(present), present.shift)))))
    for kind, name in _NUMBERS.items():
        values = [value for one, value in record.identifiers if one is kind]
        if values or kind is IdentifierKind.STATE_ID:
            facts.append((name, ", ".join(values)))
    facts.append(("Service", f"since {record.service_since}" if record.service_since else ""))
    facts.append(("E-mail", record.email))
    if record.phone:
        facts.append(("Phone", record.phone))
    if record.address:
        facts.append(("Address", record.address.replace("\n", ", ")))
    if record.remarks:
        facts.append(("Remarks", record.remarks))
    earlier = [one for one in record.employments if one.to_date is not None]
    facts.extend(
        ("Earlier", f"{one.agency or post(one)} to {short_date(one.to_date)}")
        for one in reversed(earlier)
    )
    return facts
