"""The form of a draft: what it is called, which standard it is for, its note and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.queries.standards import StandardRow, standards
from cittrainer.rules.wording import quoted
from cittrainer.services.curricula import edit_curriculum, edit_draft, new_curriculum

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.queries.curricula import CurriculumFacts

TEXT_HEIGHT = 84
"""Pixels; room for four lines."""


class VersionForm(FormDialog):
    """Makes a new curriculum, or changes a draft."""

    made = Signal(int)
    """The first draft of a new curriculum."""

    def __init__(
        self, runner: Runner, facts: CurriculumFacts | None, parent: QWidget | None = None
    ) -> None:
        title = self.tr("New curriculum") if facts is None else self.tr("Edit the draft")
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._facts = facts
        self.code, self.title, self.audience = QLineEdit(), QLineEdit(), QLineEdit()
        self.standard = QComboBox()
        self.standard.addItem(self.tr("None"), None)
        self.note, self.sources = QPlainTextEdit(), QPlainTextEdit()
        for text in (self.note, self.sources):
            text.setTabChangesFocus(True)
            text.setFixedHeight(TEXT_HEIGHT)
        self.add_field(self.tr("&Title"), self.title)
        self.add_field(self.tr("&Code"), self.code, self.tr("Names it in files and the terminal."))
        self.add_field(self.tr("&For"), self.audience)
        self.add_field(self.tr("&Standard"), self.standard)
        if facts is not None:
            self._show(facts)
        self.save_wanted.connect(self.save_version)
        runner.read(standards, self._offer)

    @Slot()
    def save_version(self) -> None:
        """Save what was typed; a refusal is shown in the form."""
        self.set_busy(True)
        facts, title = self._facts, self.title.text()
        standard_id, audience = self.standard.currentData(), self.audience.text()
        if facts is None:
            code = self.code.text()
            self._runner.write(
                self.tr("New curriculum {title}").format(title=quoted(title.strip())),
                lambda db: new_curriculum(
                    db, code=code, title=title, audience=audience, standard_id=standard_id
                ),
                done=self._made,
                explain=self.refuse,
            )
            return
        note, sources = self.note.toPlainText(), self.sources.toPlainText().splitlines()

        def save(db: Session) -> None:
            edit_curriculum(
                db, facts.curriculum_id, facts.curriculum_version, title=title, audience=audience
            )
            edit_draft(
                db,
                facts.row.id,
                facts.version,
                standard_id=standard_id,
                note=note,
                sources=sources,
            )

        self._runner.write(
            self.tr("Edit the draft of {title}").format(title=quoted(facts.row.title)),
            save,
            done=self._saved,
            explain=self.refuse,
        )

    def _show(self, facts: CurriculumFacts) -> None:
        row = facts.row
        self.title.setText(row.title)
        self.code.setText(row.code)
        self.code.setReadOnly(True)
        self.audience.setText(row.audience)
        if row.standard_id is not None:
            # Until the standards are read, the present one stands alone: saving early keeps it.
            self.standard.addItem(row.standard, row.standard_id)
            self.standard.setCurrentIndex(1)
        self.note.setPlainText(facts.note)
        self.sources.setPlainText("\n".join(facts.sources))
        self.add_field(self.tr("&Note"), self.note)
        self.add_field(self.tr("S&ources"), self.sources, self.tr("One a line, with its page."))

    def _offer(self, rows: tuple[StandardRow, ...]) -> None:
        chosen = self.standard.currentData()
        self.standard.clear()
        self.standard.addItem(self.tr("None"), None)
        for row in rows:
            self.standard.addItem(f"{row.title}, version {row.number}", row.id)
        self.standard.setCurrentIndex(max(0, self.standard.findData(chosen)))
        self.settle()

    def _made(self, version_id: int) -> None:
        self.made.emit(version_id)
        self._saved()

    def _saved(self, _nothing: None = None) -> None:
        self.settle()
        self.accept()
